//! Numbers in front of headings and lines: 第1章, Ⅰ, 1, (1), ①, 1), ア, 1-①.

use yoriai_plan::NumberStyle;

use super::bracket;
use super::fold::Folded;

/// How one part of a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    /// 第1章
    Chapter,
    /// 第2節
    Section,
    /// 第1
    Dai,
    /// Ⅰ
    Roman,
    /// 1
    Plain,
    /// (1)
    Paren,
    /// ①
    Circled,
    /// 1)
    HalfParen,
    /// ア
    Kana,
}

impl Form {
    /// The style of a level whose items are numbered so; `None` where the plan has no such
    /// style and keeps each number as it was typed.
    pub(crate) const fn style(self) -> Option<NumberStyle> {
        match self {
            Self::Dai => Some(NumberStyle::Dai),
            Self::Plain => Some(NumberStyle::Plain),
            Self::Paren => Some(NumberStyle::Paren),
            Self::Circled => Some(NumberStyle::Circled),
            Self::HalfParen => Some(NumberStyle::HalfParen),
            Self::Chapter | Self::Section | Self::Roman | Self::Kana => None,
        }
    }

    /// Whether one can see where such a number ends without white space after it.
    const fn closes_itself(self) -> bool {
        !matches!(self, Self::Dai | Self::Plain | Self::Kana)
    }
}

/// A number, perhaps of several parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    /// At least one.
    pub(crate) parts: Vec<(Form, u32)>,
    /// Glyphs up to its end.
    pub(crate) end: usize,
    /// Where the last part begins.
    pub(crate) last_at: usize,
}

impl Number {
    pub(crate) fn form(&self) -> Form {
        self.parts.last().map_or(Form::Plain, |part| part.0)
    }

    pub(crate) fn value(&self) -> u32 {
        self.parts.last().map_or(0, |part| part.1)
    }
}

/// How sure one must be that a number is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Care {
    /// At the start of a line: `9地区18回` begins with no number.
    Strict,
    /// After the name of a level: 基本目標1つながる.
    Loose,
}

/// More parts than this are no number but a telephone's.
const MAX_PARTS: usize = 4;

/// Reads the number that begins at the glyph `at`.
pub(crate) fn read(text: &Folded, at: usize, care: Care) -> Option<Number> {
    let mut parts = Vec::new();
    let mut last_at = at;
    let mut end = at;
    let mut next = part(text, at);
    while let Some((form, value, after)) = next {
        parts.push((form, value));
        end = after;
        let joined = joins(text, end, form) && parts.len() < MAX_PARTS;
        next = if joined { part(text, end + 1) } else { None };
        if next.is_some() {
            last_at = end + 1;
        }
    }
    let form = parts.last()?.0;
    let closed = form.closes_itself() || separated(text, end) || care == Care::Loose;
    (closed && text.is_boundary(end)).then_some(Number {
        parts,
        end,
        last_at,
    })
}

/// Whether another part may follow: 1-①, 1.2.
fn joins(text: &Folded, at: usize, form: Form) -> bool {
    match text.get(at) {
        Some('-') => is_joined(form),
        // The sign of a long vowel is typed for a dash; before kana it is one: 1ーア.
        Some('ー') => is_joined(form) && kana(text, at + 1).is_none(),
        // 1.つながる is a number of one part.
        Some('.') => form == Form::Plain && text.get(at + 1).is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    }
}

/// Whether a number of this form may have another part after a dash.
fn is_joined(form: Form) -> bool {
    matches!(
        form,
        Form::Plain | Form::Roman | Form::Circled | Form::Paren
    )
}

/// Whether something that is no part of a word follows.
fn separated(text: &Folded, at: usize) -> bool {
    match text.get(at) {
        None => true,
        Some('.' | ':' | '、' | ',') => !text.get(at + 1).is_some_and(|c| c.is_ascii_digit()),
        Some(c) if bracket::closes(c) => true,
        Some(_) => text.gap_before(at),
    }
}

fn part(text: &Folded, at: usize) -> Option<(Form, u32, usize)> {
    let c = text.get(at)?;
    if let Some((form, value)) = sign(c) {
        return Some((form, value, at + 1));
    }
    match c {
        '(' => {
            let (value, end) = counted(text, at + 1).or_else(|| kana(text, at + 1))?;
            (text.get(end) == Some(')')).then_some((Form::Paren, value, end + 1))
        }
        '第' => {
            let (value, end) = counted(text, at + 1)?;
            match text.get(end) {
                Some('章' | '部' | '編') => Some((Form::Chapter, value, end + 1)),
                Some('節') => Some((Form::Section, value, end + 1)),
                None => Some((Form::Dai, value, end)),
                Some(_) if text.gap_before(end) => Some((Form::Dai, value, end)),
                Some(_) => None,
            }
        }
        '0'..='9' => {
            let (value, end) = digits(text, at)?;
            match text.get(end) {
                Some(')') => Some((Form::HalfParen, value, end + 1)),
                _ => Some((Form::Plain, value, end)),
            }
        }
        _ => {
            let (value, end) = kana(text, at)?;
            match text.get(end) {
                Some(')' | '.') => Some((Form::Kana, value, end + 1)),
                Some(_) if text.gap_before(end) => Some((Form::Kana, value, end)),
                _ => None,
            }
        }
    }
}

/// One to two digits: what has more is a year or a telephone number.
fn digits(text: &Folded, at: usize) -> Option<(u32, usize)> {
    let mut value = 0;
    let mut end = at;
    while let Some(digit) = text.get(end).and_then(|c| c.to_digit(10)) {
        if end > at && text.gap_before(end) {
            break;
        }
        value = value * 10 + digit;
        end += 1;
        if end - at > 2 {
            return None;
        }
    }
    (end > at && value > 0).then_some((value, end))
}

/// Digits, or 一 to 九十九.
fn counted(text: &Folded, at: usize) -> Option<(u32, usize)> {
    const DIGITS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if let Some(found) = digits(text, at) {
        return Some(found);
    }
    let (mut tens, mut ones, mut ten, mut end) = (0u32, 0u32, false, at);
    while let Some(c) = text.get(end) {
        if c == '十' && !ten {
            (tens, ones, ten) = (ones.max(1), 0, true);
        } else if ones == 0
            && let Some(digit) = DIGITS
                .iter()
                .zip(1u32..)
                .find(|(d, _)| **d == c)
                .map(|(_, n)| n)
        {
            ones = digit;
        } else {
            break;
        }
        end += 1;
    }
    (end > at).then_some((tens * 10 + ones, end))
}

fn kana(text: &Folded, at: usize) -> Option<(u32, usize)> {
    const ORDER: &str = "アイウエオカキクケコサシスセソタチツテト";
    let c = text.get(at)?;
    ORDER
        .chars()
        .zip(1u32..)
        .find(|(kana, _)| *kana == c)
        .map(|(_, value)| (value, at + 1))
}

/// Numbers that are one character.
fn sign(c: char) -> Option<(Form, u32)> {
    let code = u32::from(c);
    let (form, first, base) = match c {
        '\u{2460}'..='\u{2473}' => (Form::Circled, 0x2460, 1),
        '\u{3251}'..='\u{325f}' => (Form::Circled, 0x3251, 21),
        '\u{32b1}'..='\u{32bf}' => (Form::Circled, 0x32b1, 36),
        '\u{24f5}'..='\u{24fe}' => (Form::Circled, 0x24f5, 1),
        '\u{24eb}'..='\u{24f4}' => (Form::Circled, 0x24eb, 11),
        '\u{2776}'..='\u{277f}' => (Form::Circled, 0x2776, 1),
        '\u{2780}'..='\u{2789}' => (Form::Circled, 0x2780, 1),
        '\u{278a}'..='\u{2793}' => (Form::Circled, 0x278a, 1),
        '\u{2474}'..='\u{2487}' => (Form::Paren, 0x2474, 1),
        '\u{2160}'..='\u{216b}' => (Form::Roman, 0x2160, 1),
        '\u{2170}'..='\u{217b}' => (Form::Roman, 0x2170, 1),
        _ => return None,
    };
    Some((form, code - first + base))
}

/// The circled form of a number from 1 to 50.
fn circled(value: u32) -> Option<char> {
    let code = match value {
        1..=20 => 0x2460 + value - 1,
        21..=35 => 0x3251 + value - 21,
        36..=50 => 0x32b1 + value - 36,
        _ => return None,
    };
    char::from_u32(code)
}

/// What a plan shows for the `value`-th item of a level, without the parent's part; `None`
/// where the style shows no number.
pub(crate) fn shown(style: NumberStyle, value: u32) -> Option<String> {
    Some(match style {
        NumberStyle::Plain => value.to_string(),
        NumberStyle::Paren => format!("({value})"),
        NumberStyle::Circled | NumberStyle::ParentCircled => {
            circled(value).map_or_else(|| format!("({value})"), String::from)
        }
        NumberStyle::HalfParen => format!("{value})"),
        NumberStyle::Dai => format!("第{value}"),
        NumberStyle::Square | NumberStyle::Bullet | NumberStyle::None => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<&[(Form, u32)]>) {
        let folded = Folded::of(text, 0..text.len());
        let found = read(&folded, 0, Care::Strict).map(|number| number.parts);
        assert_eq!(found.as_deref(), expect, "{text}");
    }

    #[test]
    fn numbers_as_councils_write_them() {
        check("第３章 計画", Some(&[(Form::Chapter, 3)]));
        check("第二節 体制", Some(&[(Form::Section, 2)]));
        check("第1 はじめに", Some(&[(Form::Dai, 1)]));
        check("Ⅳ 推進", Some(&[(Form::Roman, 4)]));
        check("１　地域", Some(&[(Form::Plain, 1)]));
        check("1.地域", Some(&[(Form::Plain, 1)]));
        check("(2)たすけあい", Some(&[(Form::Paren, 2)]));
        check("⑵たすけあい", Some(&[(Form::Paren, 2)]));
        check("③福祉", Some(&[(Form::Circled, 3)]));
        check("10）強化", Some(&[(Form::HalfParen, 10)]));
        check("ア 見守り", Some(&[(Form::Kana, 1)]));
        check(
            "1-① つながる",
            Some(&[(Form::Plain, 1), (Form::Circled, 1)]),
        );
        check(
            "1 –(1) つながる",
            Some(&[(Form::Plain, 1), (Form::Paren, 1)]),
        );
        check("1.2 背景", Some(&[(Form::Plain, 1), (Form::Plain, 2)]));
    }

    #[test]
    fn amounts_dates_and_words_are_no_numbers() {
        for text in [
            "9地区18回",
            "2022年度",
            "1回",
            "第6期活動計画",
            "第2期",
            "アイデア",
            "3,000円",
            "045-123-4567",
            "0 つ",
            "-5",
            "",
        ] {
            check(text, None);
        }
    }
}
