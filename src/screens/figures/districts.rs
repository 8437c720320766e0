//! Which districts a text names, where that can be said for certain.
//!
//! 北部 may be the north of anything and 中央 stands in many names; 北部地区 is the district. So a
//! name counts where 地区 follows (once for a list: 北部・東部地区), or is part of the name itself,
//! and where it does not begin in the middle of another word (川北部地区).

/// Ends of names that leave no doubt.
const CERTAIN: [&str; 4] = ["地区", "校区", "学区", "圏域"];
/// What stands between the names of a list.
const BETWEEN: [&str; 8] = ["・", "、", "，", "と", "や", "／", "/", "及び"];
/// What may stand between the last name of a list and 地区.
const BEFORE_KIND: [&str; 5] = ["", "の各", "の両", "各", "両"];
const KIND: &str = "地区";

/// For each of the names, whether the text names it.
pub fn named(text: &str, names: &[String]) -> Vec<bool> {
    let mut found = vec![false; names.len()];
    let mut before = None;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let begins = before.is_none_or(|before| !joins(before));
        match run(rest, names).filter(|_| begins) {
            Some((run, length)) => {
                for index in run {
                    if let Some(found) = found.get_mut(index) {
                        *found = true;
                    }
                }
                let (done, left) = rest.split_at(length);
                before = done.chars().next_back();
                rest = left;
            }
            None => {
                before = Some(first);
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
            }
        }
    }
    found
}

/// The names with which a text begins, and how many bytes they take, if they are certain.
fn run(text: &str, names: &[String]) -> Option<(Vec<usize>, usize)> {
    let mut run = Vec::new();
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        let (index, name) = longest(rest, names)?;
        run.push(index);
        at += name.len();
        if CERTAIN.iter().any(|end| name.ends_with(end)) {
            return Some((run, at));
        }
        let rest = text.get(at..)?;
        let kinds = BEFORE_KIND.iter();
        let kind = kinds.filter_map(|before| rest.strip_prefix(before)?.strip_prefix(KIND));
        if let Some(after) = kind.map(str::len).next() {
            return Some((run, text.len() - after));
        }
        let between = BETWEEN.iter().find(|between| rest.starts_with(**between))?;
        at += between.len();
    }
}

/// The longest name with which a text begins: 川沿い北 before 川沿い.
fn longest<'a>(text: &str, names: &'a [String]) -> Option<(usize, &'a str)> {
    let names = names
        .iter()
        .enumerate()
        .map(|(index, name)| (index, name.trim()));
    names
        .filter(|(_, name)| !name.is_empty() && text.starts_with(name))
        .max_by_key(|(_, name)| name.len())
}

/// Whether a word could go on after this letter without a gap: 川 before 北部.
fn joins(letter: char) -> bool {
    let kanji = matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '々');
    let katakana = matches!(letter, 'ァ'..='ヺ' | 'ー');
    kanji || katakana || letter.is_ascii_alphanumeric()
}
