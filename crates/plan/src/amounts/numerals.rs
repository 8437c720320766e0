//! Numbers as they are written: 1,234, 2.5, 三, 二十一, 1万2千 — and what only looks like one.

use super::decimal::Amount;
use super::glyphs::{Glyphs, is_kanji, is_katakana};

/// What stands at a place where digits begin.
pub(super) enum Numeral {
    /// A number that may be an amount.
    Number(Number),
    /// Digits that are none: a date, a telephone number, an ordinal. They end there.
    NoAmount(usize),
}

/// A number as written.
pub(super) struct Number {
    pub(super) amount: Amount,
    pub(super) end: usize,
    /// Whether it is written in kanji throughout.
    pub(super) kanji: bool,
    /// Whether it could be a year of the calendar: four digits and nothing else.
    pub(super) like_year: bool,
}

/// The marks that join digits to what is no number: times, dates, telephone numbers.
pub(super) const ALL_MARKS: &str = "-./:,~()";

/// Kanji before a numeral in kanji that make it a word or part of a larger one.
const NO_NUMBER_AFTER: &str = "第数何幾統唯均単同随逐画専択";

/// Reads what begins with the digit at a place; `None` where no digit stands.
pub(super) fn numeral(glyphs: &Glyphs<'_>, at: usize) -> Option<Numeral> {
    let c = glyphs.get(at)?;
    let kanji = !c.is_ascii_digit();
    if kanji && kanji_digit(c).is_none() && !matches!(c, '十' | '百' | '千') {
        return None;
    }
    if names_something(glyphs, at, kanji) {
        // R3:12回 and 第1(2回) go on with an amount; a telephone number does not.
        let marks = if c == '0' { ALL_MARKS } else { "-./~" };
        return Some(Numeral::NoAmount(chain_end(glyphs, at, marks)));
    }
    let no_amount = || Some(Numeral::NoAmount(chain_end(glyphs, at, ALL_MARKS)));
    let Some((amount, end)) = value(glyphs, at, kanji) else {
        return no_amount();
    };
    let next = glyphs.get(end);
    let digit_follows = glyphs.get(end + 1).is_some_and(|c| c.is_ascii_digit());
    // 10:30, 4.1.1; and 十数名, 30数名, of which nobody knows how many.
    if next == Some('数') || (matches!(next, Some(':' | '.')) && digit_follows) {
        return no_amount();
    }
    // A lone 〇 holds the place of a number that is still to come.
    if c == '〇' {
        return no_amount();
    }
    // 025-123-4567, 2022/5/23, 2022-05-23
    if let Some(mark @ ('-' | '/')) = next
        && digit_follows
    {
        let second = digits_end(glyphs, end + 1);
        let third = glyphs.get(second) == Some(mark)
            && glyphs.get(second + 1).is_some_and(|c| c.is_ascii_digit());
        let padded = mark == '-' && glyphs.get(end + 1) == Some('0');
        if third || padded {
            return no_amount();
        }
    }
    Some(Numeral::Number(Number {
        amount,
        end,
        kanji,
        like_year: end == at + 4 && amount.as_whole().is_some_and(|n| (1868..2200).contains(&n)),
    }))
}

/// The number at a place, whatever stands before it: the upper end of a range.
pub(super) fn plain(glyphs: &Glyphs<'_>, at: usize) -> Option<(Amount, usize)> {
    let kanji = !glyphs.get(at)?.is_ascii_digit();
    let (amount, end) = value(glyphs, at, kanji)?;
    let next = glyphs.get(end);
    let more = matches!(next, Some('-' | '/' | ':' | '.'))
        && glyphs.get(end + 1).is_some_and(|c| c.is_ascii_digit());
    (end > at && !more && next != Some('数')).then_some((amount, end))
}

/// Whether the numeral belongs to the name before it: 第3, R4, 令和4, No.3, COVID-19.
fn names_something(glyphs: &Glyphs<'_>, at: usize, kanji: bool) -> bool {
    let Some(before) = glyphs.before(at) else {
        return false;
    };
    if kanji {
        return NO_NUMBER_AFTER.contains(before);
    }
    const ERAS: &str = "令和 平成 昭和 大正 明治";
    let era = glyphs.longest_back(0, at, ERAS).is_some()
        || (matches!(before, '令' | '平' | '昭') && !glyphs.before(at - 1).is_some_and(is_kanji));
    let mark = matches!(before, '.' | '-')
        && glyphs
            .before(at - 1)
            .is_some_and(|c| c.is_ascii_alphanumeric() || c == ')');
    let padded =
        glyphs.get(at) == Some('0') && glyphs.get(at + 1).is_some_and(|c| c.is_ascii_digit());
    era || mark
        || padded
        || before.is_ascii_alphabetic()
        || matches!(before, '第' | '#' | '№' | '〒' | '℡' | '\'' | '’' | '何')
        || (before == '数' && several(glyphs, at - 1))
        || glyphs
            .longest_back(0, glyphs.skip_spaces_back(0, at), "内線 ver No.")
            .is_some()
}

/// Whether the 数 at a place means several (数10名) and does not end a word (人数10, サロン数10).
fn several(glyphs: &Glyphs<'_>, at: usize) -> bool {
    !glyphs
        .before(at)
        .is_some_and(|c| is_kanji(c) || is_katakana(c))
}

/// Where a chain of digits with marks between them ends: dates, telephone numbers, ranges.
pub(super) fn chain_end(glyphs: &Glyphs<'_>, at: usize, marks: &str) -> usize {
    let mut end = at + 1;
    while let Some(c) = glyphs.get(end) {
        let digit =
            |c: char| c.is_ascii_digit() || kanji_digit(c).is_some() || "十百千".contains(c);
        let joined = marks.contains(c)
            && glyphs.get(end + 1).is_some_and(|c| c.is_ascii_digit())
            && glyphs.before(end).is_some_and(|c| c.is_ascii_digit());
        if !digit(c) && !joined {
            break;
        }
        end += 1;
    }
    end
}

fn digits_end(glyphs: &Glyphs<'_>, mut at: usize) -> usize {
    while glyphs.get(at).is_some_and(|c| c.is_ascii_digit()) {
        at += 1;
    }
    at
}

pub(super) fn kanji_digit(c: char) -> Option<i64> {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let value = DIGITS.iter().position(|digit| *digit == c)?;
    i64::try_from(value).ok()
}

/// The value of a numeral and where it ends.
fn value(glyphs: &Glyphs<'_>, at: usize, kanji: bool) -> Option<(Amount, usize)> {
    let mut end = at;
    let (mut total, mut section) = (Amount::default(), Amount::default());
    let mut current: Option<Amount> = None;
    let mut open = false;
    while let Some(c) = glyphs.get(end) {
        if c.is_ascii_digit() && current.is_none() {
            let (number, next) = arabic(glyphs, end)?;
            (current, end) = (Some(number), next);
            continue;
        }
        if kanji_digit(c).is_some() && current.is_none() && (kanji || open) {
            let (number, next) = positional(glyphs, end)?;
            (current, end) = (Some(number), next);
            continue;
        }
        match c {
            '十' | '百' | '千' if kanji || (current.is_some() && c != '十') => {
                let factor = match c {
                    '十' => 10,
                    '百' => 100,
                    _ => 1000,
                };
                let number = current.take().unwrap_or(Amount::whole(1)).times(factor)?;
                section = section.plus(number)?;
            }
            '万' | '億' if current.is_some() || section != Amount::default() => {
                let factor = if c == '万' { 10_000 } else { 100_000_000 };
                let number = section.plus(current.take().unwrap_or_default())?;
                total = total.plus(number.times(factor)?)?;
                section = Amount::default();
                open = true;
            }
            // "5,852 千円", as tables set it.
            ' ' if current.is_some()
                && glyphs
                    .longest(end + 1, "千円 百万円 千人 万円 万人 億円")
                    .is_some() => {}
            _ => break,
        }
        end += 1;
    }
    let value = total.plus(section)?.plus(current.unwrap_or_default())?;
    Some((value, end))
}

/// `12`, `1,234`, `2.5`.
fn arabic(glyphs: &Glyphs<'_>, at: usize) -> Option<(Amount, usize)> {
    let mut end = digits_end(glyphs, at);
    let mut digits: String = (at..end).filter_map(|at| glyphs.get(at)).collect();
    if digits.len() <= 3 {
        while glyphs.get(end) == Some(',') && digits_end(glyphs, end + 1) == end + 4 {
            digits.extend((end + 1..end + 4).filter_map(|at| glyphs.get(at)));
            end += 4;
        }
    }
    let mut scale = 0;
    if glyphs.get(end) == Some('.') {
        let fraction = digits_end(glyphs, end + 1);
        if fraction > end + 1 {
            scale = u32::try_from(fraction - end - 1).ok()?;
            digits.extend((end + 1..fraction).filter_map(|at| glyphs.get(at)));
            end = fraction;
        }
    }
    Some((Amount::new(digits.parse().ok()?, scale)?, end))
}

/// `三`, `一〇〇`. Not `二三`, which means two or three.
fn positional(glyphs: &Glyphs<'_>, at: usize) -> Option<(Amount, usize)> {
    let (mut end, mut value, mut zero) = (at, 0_i64, false);
    while let Some(digit) = glyphs.get(end).and_then(kanji_digit) {
        value = value.checked_mul(10)?.checked_add(digit)?;
        zero |= digit == 0;
        end += 1;
    }
    (end == at + 1 || zero).then_some((Amount::whole(value), end))
}
