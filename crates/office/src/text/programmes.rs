//! What the prose of a programme says: 財源, 頻度, 実施月, 契約期間, how it goes on; and which
//! programme an initiative carries out.

use std::collections::HashMap;

use yoriai_plan::{Date, Lifecycle};

use super::builder::Records;
use super::draft::{DraftCategory, DraftProgramme};
use super::fold::{Folded, key};
use super::piece::ProgrammeKey;
use super::tag;

/// No programme has more sources of money, or times.
const MOST: usize = 40;
/// Characters of the longest list of sources of money.
const LONGEST_LIST: usize = 120;

/// The categories with their programmes, each with what is understood of its prose; and the way
/// to them by name.
pub(crate) fn understood(records: &Records) -> (Vec<DraftCategory>, Names) {
    let mut categories = records.categories.clone();
    for (category, programme) in &records.programmes {
        let mut programme = programme.clone();
        understand(&mut programme);
        if let Some(category) = categories.get_mut(category.index()) {
            category.programmes.push(programme);
        }
    }
    let names = records.programmes.iter();
    let names = Names::of(names.map(|(_, p)| (p.name.as_str(), p.key)));
    (categories, names)
}

fn understand(programme: &mut DraftProgramme) {
    let text = programme.description.as_str();
    let funding = funding(text);
    let (frequency, months, contract) = (frequency(text), months(text), contract(text));
    programme.lifecycle = lifecycle(&programme.name, text);
    programme.funding = funding.join("\n");
    programme.frequency = frequency.join("、");
    programme.months = months.join("、");
    programme.contract = contract.unwrap_or_default();
}

/// What follows 財源: up to the end of its bracket or line.
fn funding(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in text.lines() {
        for (at, word) in line.match_indices("財源").take(MOST) {
            let rest =
                line[at + word.len()..].trim_start_matches(['は', ':', '：', ' ', '　', '／']);
            // What is said of money is said shortly; a line may be a whole text.
            let rest = rest
                .char_indices()
                .nth(LONGEST_LIST)
                .map_or(rest, |(cut, _)| &rest[..cut]);
            let end = rest
                .find([')', '）', '。', '」', '】'])
                .unwrap_or(rest.len());
            let said = rest[..end]
                .trim_end_matches("です")
                .trim_end_matches("による");
            for part in said.split(['、', ',', '，']) {
                let part = part.trim();
                // More is a sentence about money.
                if !part.is_empty()
                    && part.chars().count() <= 30
                    && found.len() < MOST
                    && !found.iter().any(|f| f == part)
                {
                    found.push(part.to_owned());
                }
            }
        }
    }
    found
}

/// 年6回, 月1回, 毎月 …, as typed.
fn frequency(text: &str) -> Vec<String> {
    let folded = Folded::of(text, 0..text.len());
    let mut found: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(c) = folded.get(at) {
        let mut end = at + 1;
        match (c, folded.get(end)) {
            ('毎' | '隔', Some('月' | '週' | '年' | '日')) => end += 1,
            ('年' | '月' | '週', Some(next)) if next.is_ascii_digit() || next == '間' => {
                // 令和3年4回 is a year; 4月2回 a month.
                let counted = at
                    .checked_sub(1)
                    .and_then(|before| folded.get(before))
                    .is_some_and(|before| before.is_ascii_digit() || before == '元');
                end += usize::from(next == '間');
                let digits = end;
                while folded
                    .get(end)
                    .is_some_and(|c| c.is_ascii_digit() || matches!(c, '~' | '-'))
                {
                    end += 1;
                }
                if counted || end == digits || folded.get(end) != Some('回') {
                    at += 1;
                    continue;
                }
                end += 1;
            }
            _ => {
                at += 1;
                continue;
            }
        }
        if let Some(span) = folded.span(at..end) {
            let said = text[span].to_owned();
            if found.len() < MOST && !found.contains(&said) {
                found.push(said);
            }
        }
        at = end;
    }
    found
}

/// 4月、6月 …: months that are no part of a date.
fn months(text: &str) -> Vec<String> {
    let folded = Folded::of(text, 0..text.len());
    let digit = |at: usize| folded.get(at).filter(char::is_ascii_digit);
    let mut found: Vec<String> = Vec::new();
    let mut at = 0;
    while at < folded.len() {
        let start = at;
        while digit(at).is_some() {
            at += 1;
        }
        let length = at - start;
        if length == 0 {
            at += 1;
            continue;
        }
        let month: u32 = folded.part(start..at).parse().unwrap_or(0);
        let dated = start
            .checked_sub(1)
            .and_then(|before| folded.get(before))
            .is_some_and(|before| matches!(before, '年' | '/' | '.'));
        let whole = length <= 2 && (1..=12).contains(&month) && folded.get(at) == Some('月');
        if whole
            && !dated
            && digit(at + 1).is_none()
            && folded.get(at + 1) != Some('間')
            && let Some(span) = folded.span(start..at + 1)
        {
            let said = text[span].to_owned();
            if found.len() < MOST && !found.contains(&said) {
                found.push(said);
            }
        }
    }
    found
}

/// 令和3年4月1日～令和8年3月31日, as typed.
fn contract(text: &str) -> Option<String> {
    // No day is written longer than this.
    const LONGEST: usize = 14;
    let folded = Folded::of(text, 0..text.len());
    let mut tries = 0;
    for middle in 0..folded.len() {
        let after = match folded.get(middle) {
            Some('~' | '-') => middle + 1,
            Some('か') if folded.get(middle + 1) == Some('ら') => middle + 2,
            _ => continue,
        };
        let begins = |at: usize| {
            folded
                .get(at)
                .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '令' | '平' | '昭'))
        };
        let day = |range: std::ops::Range<usize>| {
            let ends = range.end.checked_sub(1).and_then(|last| folded.get(last)) == Some('日');
            ends && begins(range.start) && Date::parse(&folded.part(range)).is_some()
        };
        let closed = middle.checked_sub(1).and_then(|last| folded.get(last)) == Some('日');
        if !begins(after) || !closed || tries >= MOST {
            continue;
        }
        tries += 1;
        let start = (middle.saturating_sub(LONGEST)..middle).find(|from| day(*from..middle));
        let end = (after + 1..=folded.len().min(after + LONGEST)).find(|to| day(after..*to));
        if let (Some(start), Some(end)) = (start, end) {
            return folded.span(start..end).map(|span| text[span].to_owned());
        }
    }
    None
}

/// How a programme goes on, where its words leave no doubt.
fn lifecycle(name: &str, text: &str) -> Option<Lifecycle> {
    let folded = Folded::of(name, 0..name.len());
    let tags = tag::take_off(&folded, 0..folded.len()).tags;
    for (_, tag) in tags {
        match tag.word() {
            "新規" => return Some(Lifecycle::New),
            "継続" => return Some(Lifecycle::Continued),
            "終了" => return Some(Lifecycle::Ended),
            "検討" => return Some(Lifecycle::Considered),
            _ => {}
        }
    }
    let text = key(text);
    let any = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if any(&["終了に向け"]) {
        Some(Lifecycle::Ending)
    } else if any(&["事業を終了しました", "事業を廃止しました"]) {
        Some(Lifecycle::Ended)
    } else if any(&[
        "新規事業として",
        "新規に実施",
        "新たに開始します",
        "新たに始めます",
    ]) {
        Some(Lifecycle::New)
    } else if any(&["実施を検討", "実施について検討", "導入を検討", "開始を検討"])
    {
        Some(Lifecycle::Considered)
    } else if any(&["引き続き実施", "継続して実施", "継続実施"]) {
        Some(Lifecycle::Continued)
    } else {
        None
    }
}

/// The programmes by name.
#[derive(Debug, Default)]
pub(crate) struct Names<Id = ProgrammeKey> {
    /// `None`: the name is that of several.
    exact: HashMap<String, Option<Id>>,
    short: HashMap<String, Option<Id>>,
}

impl<Id: Clone> Names<Id> {
    pub(crate) fn of<'a>(names: impl Iterator<Item = (&'a str, Id)>) -> Self {
        let mut found = Self {
            exact: HashMap::new(),
            short: HashMap::new(),
        };
        for (name, id) in names {
            let exact = plain(name);
            let short = shortened(&exact).to_owned();
            for (map, name) in [(&mut found.exact, exact), (&mut found.short, short)] {
                map.entry(name)
                    .and_modify(|known| *known = None)
                    .or_insert_with(|| Some(id.clone()));
            }
        }
        found
    }

    /// The programme of a name: the very name, or but for an ending like 運営 or 事業.
    pub(crate) fn find(&self, name: &str) -> Option<Id> {
        let name = plain(name);
        if name.is_empty() {
            return None;
        }
        match self.exact.get(&name) {
            Some(found) => found.clone(),
            None => self.short.get(shortened(&name)).cloned().flatten(),
        }
    }
}

/// A name folded, without its tags.
pub(crate) fn plain(name: &str) -> String {
    let folded = Folded::of(name, 0..name.len());
    let title = tag::take_off(&folded, 0..folded.len()).title;
    super::names::one_spelling(&folded.part(title))
}

fn shortened(name: &str) -> &str {
    ["の実施", "の推進", "の開催", "の運営", "運営", "事業"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
        .filter(|rest| !rest.is_empty())
        .unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_times_and_terms_are_read_out_of_prose() {
        assert_eq!(
            funding("・活動費(財源:市補助金)\n・育成費（財源：共同募金 一般募金、会費）"),
            ["市補助金", "共同募金 一般募金", "会費"]
        );
        assert_eq!(
            frequency("会議を年6回開きます(4月、6月)。会報は年２回。毎月集まります。"),
            ["年6回", "年２回", "毎月"]
        );
        assert_eq!(frequency("令和4年2回目の会議"), [""; 0]);
        assert_eq!(
            months("年3回(4月、８月、12月)。令和3年4月1日から5月5日"),
            ["4月", "８月", "12月"]
        );
        assert_eq!(
            contract("指定管理期間 令和3年4月1日～令和8年3月31日です").as_deref(),
            Some("令和3年4月1日～令和8年3月31日")
        );
        assert_eq!(contract("4月1日～5月1日"), None);
    }

    #[test]
    fn the_course_of_a_programme_is_said_or_left_open() {
        assert_eq!(
            lifecycle("送迎", "事業終了に向けて調整します。"),
            Some(Lifecycle::Ending)
        );
        assert_eq!(lifecycle("縁側《新規》", ""), Some(Lifecycle::New));
        assert_eq!(lifecycle("相談", "相談を受けます。"), None);
    }

    #[test]
    fn names_match_but_for_an_ending() {
        let names =
            Names::of([("拠点運営", 1), ("相談", 2), ("相談", 3), ("配食事業", 4)].into_iter());
        assert_eq!(names.find("拠点"), Some(1));
        assert_eq!(names.find("相談"), None);
        assert_eq!(names.find("配食《重点取組》"), Some(4));
        assert_eq!(names.find("拠点づくり"), None);
    }
}
