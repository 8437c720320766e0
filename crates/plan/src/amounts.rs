//! The amounts in a value as people type it: `9地区18回`, `サポーター登録:21名`, `週1回`, `計32回`.
//!
//! The text stays as typed and is all that is stored; what is read from it here is derived each
//! time. Reading is careful rather than clever: what might be a date, a name or an ordinal
//! (第2期, 8050問題, R4, 11月下旬, a telephone number) is no amount.

mod before;
mod decimal;
pub(crate) mod glyphs;
mod label;
mod numerals;
#[cfg(test)]
mod properties;
mod reader;
#[cfg(test)]
mod table;
mod totals;
mod units;

use std::ops::Range;

pub use decimal::Amount;
pub use totals::{Total, totals_of};

/// One amount in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What is counted, in the words before it: サポーター登録. In a parenthesis without words of
    /// its own, the words before the parenthesis.
    pub label: Option<String>,
    /// How many; of a range the lower end.
    pub number: Amount,
    /// What the number goes on to, if it does: 10～15名, 3/5.
    pub extent: Option<Extent>,
    /// 回, 名, か所 … in one spelling for か所 and %, else as typed. 万 and 千 are part of the
    /// number: 300千円 is 300000 円.
    pub unit: Option<String>,
    /// What it recurs by: 週 of 週1回, 月, 年, 日, 隔月, 2か月 …
    pub per: Option<String>,
    /// Whether the text calls it a total: 計32回.
    pub total: bool,
    /// Whether it is not exact, or not one amount: 約30名, 80%以上, 各2回.
    pub about: bool,
    /// The list it stands in: 0 for the text itself, else one for each parenthesis that makes a
    /// list of its own. Lists are numbered in the order in which they open.
    pub list: usize,
    /// The bytes of the source that say it, 週 and 計 included, the label not.
    pub span: Range<usize>,
}

/// What the number of a [`Part`] goes on to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// The upper end of a range: 15 of 10～15名.
    To(Amount),
    /// The whole of which it is a part: 5 of 3/5.
    Of(Amount),
}

/// Whether a text holds a word that may call an amount a total. If not, none of its parts is one.
#[must_use]
pub fn may_state_total(text: &str) -> bool {
    before::says_total(text)
}

/// Reads every amount of a text, in the order in which they stand. Never fails; a text without
/// amounts (合同集合研修会の開催, 未実施, -) has none.
#[must_use]
pub fn read(text: &str) -> Vec<Part> {
    reader::Reader::new(text).read()
}
