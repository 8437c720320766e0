//! The checks (点検): what a careful reader would ask about before the plan is printed.
//!
//! A check looks and says; it changes nothing and blocks nothing. Each finding points to its
//! place, says why, offers the mends there are as commands, and can be dismissed with a reason
//! that travels with the plan. Precision goes before completeness: whoever is shown one wrong
//! finding reads no second one.
//!
//! ```text
//! words      every sentence that a person reads      texts     everything written, in reading order
//! eras       平成34年                                 titles    体系図 and 本文; nothing written
//! priority   the list of 重点 and the tags            numbers   5) twice
//! totals     計32回                                   cells     lost and blank cells, no result
//! names      one programme under two names            bodies    another organisation's name
//! spelling   障がい and 障害                          marks     ～ and ~, （） and ()
//! place      where a finding points to
//! ```

mod bodies;
mod cells;
mod eras;
mod marks;
mod names;
mod numbers;
mod place;
mod priority;
mod spelling;
#[cfg(test)]
mod testing;
mod texts;
mod titles;
mod totals;
mod words;

use crate::command::Command;
use crate::dates::Date;
use crate::plan::Plan;
pub use place::{About, Field};

/// So many places can be jumped to from one finding that is about many; its mend covers all.
const SHOWN: usize = 20;

/// A mend that rewrites more places than this is no mend but a decision.
const MENDED: usize = 200;

/// What was found at one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Which check found it.
    pub check: Check,
    /// How much it matters.
    pub severity: Severity,
    /// The place to look at first.
    pub about: About,
    /// Other places that it concerns.
    pub also: Vec<About>,
    /// What was found, with the words concerned.
    pub message: String,
    /// Why it is worth a look, in one sentence.
    pub why: &'static str,
    /// The ways to mend it; none where only a person can know.
    pub mends: Vec<Mend>,
    /// Names the finding for [`Command::Dismiss`]. It stays the same while other places are
    /// edited; when the words concerned change, it is another finding.
    pub key: String,
    /// The reason for which it was dismissed.
    pub dismissed: Option<String>,
}

/// A way to mend a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Mend {
    /// What will be written, in words.
    pub label: String,
    /// To be applied together, as one [`Command::Batch`].
    pub commands: Vec<Command>,
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something to know.
    Notice,
    /// Something that is most likely a slip.
    Warning,
}

impl Severity {
    /// For people.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Notice => "気づき",
            Self::Warning => "要確認",
        }
    }

    /// For programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Warning => "warning",
        }
    }
}

macro_rules! checks {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $word:literal;)+) => {
        /// One of the checks.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Check {
            $($(#[$doc])* $variant,)+
        }

        impl Check {
            /// Every check, in the order in which findings are given.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// What it looks for, for people.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Its name for programs.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }
    };
}

checks! {
    /// A date outside of the era it is written in.
    Era = "era", "元号に合わない日付";
    /// The name of another organisation in a title or heading.
    Organization = "organization", "ほかの団体の名前";
    /// The chart words a title differently from the body.
    ChartTitle = "chart-title", "体系図と本文の題の違い";
    /// The list of priorities and the tags disagree.
    Priority = "priority", "重点取組の一覧と印の違い";
    /// A number that two siblings bear.
    Number = "number", "重なっている番号";
    /// A stated total that is not the sum of its parts.
    Total = "total", "合計と内訳の違い";
    /// A target whose year has ended without a result.
    MissingResult = "missing-result", "結果が書かれていない目標";
    /// A cell with nothing in it where others have something.
    EmptyCell = "empty-cell", "空いている欄";
    /// Something without a title.
    EmptyTitle = "empty-title", "題が書かれていないもの";
    /// An item with nothing under it.
    EmptyItem = "empty-item", "中身が書かれていない項目";
    /// One programme under two names.
    TwoNames = "two-names", "二つの名前で書かれている事業";
    /// One word in two spellings.
    Spelling = "spelling", "表記のゆれ";
    /// Two kinds of bracket or dash for one purpose.
    Marks = "marks", "括弧や記号の混在";
}

/// Looks at a plan, in the order of [`Check::ALL`] and then of reading. Dismissed findings are
/// among them.
///
/// `today`: by which it goes whether a year has ended; without it, no year has.
#[must_use]
pub fn check(plan: &Plan, today: Option<Date>) -> Vec<Found> {
    let texts = texts::gather(plan);
    let mut found = Vec::new();
    eras::check(plan, &texts, &mut found);
    bodies::check(plan, &mut found);
    titles::chart(plan, &mut found);
    priority::check(plan, &mut found);
    numbers::check(plan, &mut found);
    totals::check(plan, &mut found);
    cells::results(plan, today, &mut found);
    cells::empty(plan, today, &mut found);
    titles::empty(plan, &mut found);
    titles::bare(plan, &mut found);
    names::check(plan, &mut found);
    spelling::check(&texts, &mut found);
    marks::check(&texts, &mut found);
    for finding in &mut found {
        finding.dismissed = plan.head.dismissed.get(&finding.key).cloned();
    }
    found
}

impl Found {
    /// A finding without mends. `concerns`: the words that make it what it is; when they change,
    /// a dismissal no longer holds.
    fn new(check: Check, about: About, concerns: &str, message: String) -> Self {
        let key = format!("{}:{}:{:08x}", check.code(), about.key(), digest(concerns));
        Self {
            check,
            severity: words::severity(check),
            about,
            also: Vec::new(),
            message,
            why: words::why(check),
            mends: Vec::new(),
            key,
            dismissed: None,
        }
    }

    fn mend(mut self, label: String, commands: Vec<Command>) -> Self {
        if !commands.is_empty() {
            self.mends.push(Mend { label, commands });
        }
        self
    }
}

/// FNV-1a: the same on every device and in every version of this program.
fn digest(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
mod tests {
    use super::testing::Desk;
    use super::*;

    #[test]
    fn a_quiet_plan_has_no_findings() {
        let mut desk = Desk::new();
        desk.title("第3期計画").level("基本目標").level("取組");
        let goal = desk.item(None, "つながる");
        desk.item(Some(&goal), "見守り活動を広げます");
        assert_eq!(desk.check(), []);
        assert_eq!(check(&Plan::default(), None), []);
    }

    #[test]
    fn codes_and_words_are_all_different() {
        for (index, one) in Check::ALL.iter().enumerate() {
            for other in &Check::ALL[index + 1..] {
                assert_ne!(one.code(), other.code());
                assert_ne!(one.word(), other.word());
            }
        }
    }

    #[test]
    fn a_key_survives_edits_elsewhere_and_not_of_its_own_words() {
        let mut desk = Desk::new();
        desk.title("第3期計画").level("基本目標");
        let id = desk.item(None, "福祉情報を発信します");
        desk.chart_title(&id, "福祉情報も発信します");
        let before = desk.only(Check::ChartTitle).key;
        desk.item(None, "別の目標");
        assert_eq!(desk.only(Check::ChartTitle).key, before);
        desk.chart_title(&id, "別の");
        assert_ne!(desk.only(Check::ChartTitle).key, before);
    }

    #[test]
    fn what_was_dismissed_says_why() {
        let mut desk = Desk::new();
        desk.title("第3期計画").level("基本目標");
        let id = desk.item(None, "福祉情報を発信します");
        desk.chart_title(&id, "福祉情報も発信します");
        let finding = desk.only(Check::ChartTitle);
        desk.apply(Command::Dismiss {
            check: finding.key.clone(),
            reason: Some("わざとです".into()),
        });
        let kept = desk.only(Check::ChartTitle);
        assert_eq!(kept.dismissed.as_deref(), Some("わざとです"));
        desk.apply(Command::Dismiss {
            check: finding.key.clone(),
            reason: None,
        });
        assert_eq!(desk.only(Check::ChartTitle), finding);
    }
}
