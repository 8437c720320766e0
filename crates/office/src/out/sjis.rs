//! Shift_JIS, as Japanese Windows means it (CP932), for programs that read nothing else.
//!
//! It lacks many characters. An encoder left alone would write `?` or `&#8211;` for them, or bend
//! them silently; here nothing is written until somebody has agreed to each replacement.

use std::collections::BTreeMap;

use encoding_rs::SHIFT_JIS;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, is_combining_mark};

/// What is to be written for what Shift_JIS lacks.
pub type Replacements = BTreeMap<String, String>;

/// Something in a text that Shift_JIS cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// The character, with the marks that belong to it.
    pub what: String,
    /// What is offered for it: the nearest that it can hold. Empty: to be left out, because it
    /// cannot be seen anyway.
    pub offered: String,
    /// How often it is there.
    pub count: usize,
    /// The line in which it stands first, counted from 1.
    pub line: usize,
}

/// Stands where a character has no like: the printers' sign for a missing type, which no reader
/// takes for part of the text.
const MISSING: &str = "〓";

/// What a person would write instead. Whatever is here that the encoding does hold is never asked
/// for.
const LIKE: &[(char, &str)] = &[
    ('〜', "～"),
    ('−', "－"),
    ('‐', "-"),
    ('‑', "-"),
    ('–', "-"),
    ('—', "―"),
    ('⸺', "――"),
    ('‖', "∥"),
    ('¥', "￥"),
    ('‾', "￣"),
    ('¢', "￠"),
    ('£', "￡"),
    ('¬', "￢"),
    ('¦', "￤"),
    ('•', "・"),
    ('‣', "・"),
    ('◦', "○"),
    ('⚫', "●"),
    ('⚪', "○"),
    ('◾', "■"),
    ('▪', "■"),
    ('◽', "□"),
    ('▫', "□"),
    ('✓', "レ"),
    ('✔', "レ"),
    ('☑', "■"),
    ('☐', "□"),
    ('➡', "→"),
    ('⇨', "⇒"),
    ('\u{3099}', "゛"),
    ('\u{309a}', "゜"),
    ('©', "(C)"),
    ('®', "(R)"),
    ('⁄', "/"),
    // Names: the forms that people have on paper, and those of the everyday character set.
    ('𠮷', "吉"),
    ('𠮟', "叱"),
    ('𡈽', "土"),
    ('𣘺', "橋"),
    ('𥔎', "崎"),
    ('𡌛', "埼"),
    ('𠀋', "丈"),
    ('㐂', "喜"),
    ('髙', "高"),
    ('﨑', "崎"),
    ('濵', "濱"),
    ('栁', "柳"),
    ('頰', "頬"),
    ('塡', "填"),
    ('剝', "剥"),
    ('吞', "呑"),
    ('噓', "嘘"),
    ('瘦', "痩"),
    ('簞', "箪"),
    ('繫', "繋"),
    ('蟬', "蝉"),
    ('鷗', "鴎"),
    ('俠', "侠"),
    ('蠟', "蝋"),
    ('嚙', "噛"),
    ('搔', "掻"),
    ('摑', "掴"),
];

/// What Shift_JIS cannot hold of a text, each once, in the order in which it comes.
#[must_use]
pub fn scan(text: &str) -> Vec<Unfit> {
    let mut found: Vec<Unfit> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        for what in units(line).filter(|unit| !holds(unit)) {
            match found.iter_mut().find(|unfit| unfit.what == what) {
                Some(unfit) => unfit.count += 1,
                None => found.push(Unfit {
                    what: what.to_owned(),
                    offered: offered(what),
                    count: 1,
                    line: at + 1,
                }),
            }
        }
    }
    found
}

/// A text in Shift_JIS, with the replacements agreed to.
///
/// # Errors
/// What it cannot hold and nobody has named a replacement for (or one that it cannot hold either).
/// Nothing is ever written as `?`.
pub fn shift_jis(text: &str, replacements: &Replacements) -> Result<Vec<u8>, Vec<Unfit>> {
    let mut fit = String::with_capacity(text.len());
    for unit in units(text) {
        match replacements.get(unit).filter(|_| !holds(unit)) {
            Some(other) => fit.push_str(other),
            None => fit.push_str(unit),
        }
    }
    let unfit = scan(&fit);
    if unfit.is_empty() {
        Ok(SHIFT_JIS.encode(&fit).0.into_owned())
    } else {
        Err(unfit)
    }
}

/// Whether it comes back as it went. The encoder also takes what it then bends: `−` becomes `－`,
/// `¥` becomes a backslash.
fn holds(unit: &str) -> bool {
    if unit.is_ascii() {
        return true;
    }
    let (bytes, _, is_unfit) = SHIFT_JIS.encode(unit);
    !is_unfit && SHIFT_JIS.decode_without_bom_handling(&bytes).0 == unit
}

/// Characters, each with the marks, selectors and joiners that follow it: か and a combining ゛ are
/// one thing to a reader, and are replaced as one.
fn units(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut chars = rest.char_indices();
        let (_, first) = chars.next()?;
        let mut joined = false;
        let end = chars
            .find(|(_, c)| {
                let goes_on = joined && is_picture(*c) || belongs_to_the_one_before(*c);
                joined = *c == '\u{200d}' && is_picture(first);
                // What parts the cells of a table belongs to none of them.
                !goes_on || first.is_ascii_control() || matches!(first, ',' | '"')
            })
            .map_or(rest.len(), |(at, _)| at);
        let (unit, after) = rest.split_at(end);
        rest = after;
        Some(unit)
    })
}

/// Whether a character is a picture, which a joiner makes one with the next.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1faff}')
}

fn belongs_to_the_one_before(c: char) -> bool {
    is_combining_mark(c)
        || matches!(c, '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// The nearest that it can hold.
fn offered(unit: &str) -> String {
    let composed = composed(unit);
    if holds(&composed) {
        return composed;
    }
    let mut offer = String::new();
    for c in composed.chars() {
        offer.push_str(&offered_for(c));
        // What follows in the same unit only shapes it.
        if !offer.is_empty() {
            break;
        }
    }
    offer
}

/// か + ゛ as が; selectors of a shape, which nobody sees as characters, left out.
fn composed(unit: &str) -> String {
    let mut out = String::new();
    for c in unit.chars() {
        if matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}') {
            continue;
        }
        match out.chars().last().and_then(|last| compose(last, c)) {
            Some(one) => {
                out.pop();
                out.push(one);
            }
            None => out.push(c),
        }
    }
    out
}

fn offered_for(c: char) -> String {
    // What could not be written was only a mark upon it.
    if holds(c.encode_utf8(&mut [0; 4])) {
        return c.to_string();
    }
    if let Some((_, like)) = LIKE.iter().find(|(one, _)| *one == c) {
        return (*like).to_owned();
    }
    if let Some(number) = circled(c) {
        return format!("({number})");
    }
    // Cannot be seen: joiners, marks of direction, spaces of no width.
    if matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}' | '\u{202a}'..='\u{202e}')
    {
        return String::new();
    }
    if c.is_whitespace() {
        return " ".to_owned();
    }
    // ㋿ is 令和, ½ is 1/2, é is e without its accent.
    let plain: String = std::iter::once(c)
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| if c == '⁄' { '/' } else { c })
        .collect();
    if !plain.is_empty() && plain != c.to_string() && holds(&plain) {
        plain
    } else {
        MISSING.to_owned()
    }
}

/// ㉑ to ㊿: the numbers of long lists, past what Shift_JIS has.
fn circled(c: char) -> Option<u32> {
    match c {
        '㉑'..='㉟' => Some(u32::from(c) - u32::from('㉑') + 21),
        '㊱'..='㊿' => Some(u32::from(c) - u32::from('㊱') + 36),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agreed(text: &str) -> Replacements {
        let unfit = scan(text).into_iter();
        unfit.map(|unfit| (unfit.what, unfit.offered)).collect()
    }

    fn decoded(bytes: &[u8]) -> String {
        SHIFT_JIS.decode_without_bom_handling(bytes).0.into_owned()
    }

    #[test]
    fn what_japanese_windows_holds_comes_back() {
        let text = "計画①②⑳Ⅳ㈱～－髙﨑濵塚ｶﾅ㍻℡\r\n\"9地区18回\",令和4年度〓\t\\~";
        assert_eq!(scan(text), []);
        let bytes = shift_jis(text, &Replacements::new()).unwrap();
        assert_eq!(decoded(&bytes), text);
        assert_eq!(bytes.get(..4), Some(&[0x8c, 0x76, 0x89, 0xe6][..]));
    }

    #[test]
    fn for_the_rest_something_is_offered() {
        let check = |what: &str, expected: &str| {
            let unfit = scan(what);
            let offered: Vec<_> = unfit
                .iter()
                .map(|u| (u.what.as_str(), u.offered.as_str()))
                .collect();
            assert_eq!(offered, [(what, expected)]);
        };
        check("〜", "～");
        check("−", "－");
        check("–", "-");
        check("—", "―");
        check("¥", "￥");
        check("𠮷", "吉");
        check("㉑", "(21)");
        check("㊿", "(50)");
        check("㋿", "令和");
        check("½", "1/2");
        check("é", "e");
        check("か\u{3099}", "が");
        check("葛\u{e0100}", "葛");
        check("\u{200b}", "");
        check("\u{a0}", " ");
        check("👵🏻", "〓");
        check("👩\u{200d}👧", "〓");
        check("👩\u{200d}❤\u{fe0f}\u{200d}👨", "〓");
        check("1\u{fe0f}\u{20e3}", "1");
        check("か\u{309a}", "か");
        check("\u{3099}", "゛");
    }

    #[test]
    fn what_it_can_hold_beside_what_it_cannot_is_kept() {
        let check = |text: &str, expected: &str| {
            let bytes = shift_jis(text, &agreed(text)).unwrap();
            assert_eq!(decoded(&bytes), expected);
        };
        check("ガ\u{200d}あ", "ガあ");
        check("1\u{fe0f}\u{20e3},2\u{fe0f}\u{20e3}", "1,2");
        check("あ,\u{3099}い,\"\u{301}う\"", "あ,゛い,\"〓う\"");
    }

    #[test]
    fn nothing_is_written_before_all_is_agreed_to() {
        let text = "令和3〜7年度\n〜と𠮷";
        let unfit = shift_jis(text, &Replacements::new()).unwrap_err();
        let found: Vec<_> = unfit
            .iter()
            .map(|u| (u.what.as_str(), u.count, u.line))
            .collect();
        assert_eq!(found, [("〜", 2, 1), ("𠮷", 1, 2)]);
        let half = [("〜".to_owned(), "～".to_owned())].into();
        assert_eq!(shift_jis(text, &half).unwrap_err().len(), 1);
        let bytes = shift_jis(text, &agreed(text)).unwrap();
        assert_eq!(decoded(&bytes), "令和3～7年度\n～と吉");
        // A replacement that it cannot hold either is no replacement.
        let bad = [
            ("〜".to_owned(), "–".to_owned()),
            ("𠮷".to_owned(), "吉".to_owned()),
        ]
        .into();
        assert_eq!(
            shift_jis(text, &bad)
                .unwrap_err()
                .first()
                .map(|u| u.what.clone()),
            Some("–".into())
        );
    }

    #[test]
    fn every_offer_can_be_written() {
        for number in (0x80..0x3_4000).filter(|n| !(0xd800..0xe000).contains(n)) {
            let Some(c) = char::from_u32(number) else {
                continue;
            };
            let text = c.to_string();
            for unfit in scan(&text) {
                assert!(scan(&unfit.offered).is_empty(), "{number:x} {unfit:?}");
            }
            assert!(shift_jis(&text, &agreed(&text)).is_ok(), "{number:x}");
        }
    }
}
