//! Years in running text that are written in an era to which they do not belong.

use std::ops::Range;

use super::{Date, Warning};
use crate::amounts::glyphs::{Glyphs, is_hiragana};
use crate::eras::{ERAS, Era, era_of_day, words_of_year, year_in_era};

/// A year that its era does not have: 平成34年.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OddYear {
    /// The bytes of the era and its year, as far as [`OddYear::mended`] replaces them.
    pub(crate) span: Range<usize>,
    /// What is odd, with the year that it is taken for: ask 令和4年のことですか.
    pub(crate) warning: Warning,
    /// What to write in its place, in the manner in which it was written: 令和4, R4, 令4.
    pub(crate) mended: String,
    /// Where month and day are named as well: the bytes of the whole day, and the day that it is
    /// taken for.
    pub(crate) day: Option<(Range<usize>, Date)>,
}

/// How an era is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// 令和
    Name,
    /// 令
    Short,
    /// R
    Letter,
}

/// Every odd year of a text. Only what is certainly a date or year is looked at: an era with its
/// year and 年 behind it, or with month and day (`H34.5.23`).
#[must_use]
pub(crate) fn odd_years(text: &str) -> Vec<OddYear> {
    let glyphs = Glyphs::of(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < glyphs.len() {
        match year_at(&glyphs, at) {
            Some((end, odd)) => {
                found.extend(odd);
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// Where the year at a place ends, and what is odd about it.
fn year_at(glyphs: &Glyphs<'_>, at: usize) -> Option<(usize, Option<OddYear>)> {
    let (era, manner, end) = era_at(glyphs, at)?;
    let start = glyphs.skip_spaces(end);
    let (number, end) = number_at(glyphs, start, 3)?;
    let western = era.western(number);
    let mark = past_western(glyphs, glyphs.skip_spaces(end));
    let (month, day, day_end) = match glyphs.get(mark)? {
        '年' => by_words(glyphs, mark + 1),
        c @ ('.' | '/' | '-') => {
            let (month, next) = number_at(glyphs, mark + 1, 2)?;
            let next = glyphs.word(next, &c.to_string())?;
            let (day, end) = number_at(glyphs, next, 2)?;
            (Some(month), Some(day), end)
        }
        _ => return None,
    };
    let Some(warning) = warning(era, western, month, day) else {
        return Some((end, None));
    };
    let whole = |number: Option<i32>| number.and_then(|number| u32::try_from(number).ok());
    let whole = whole(month)
        .zip(whole(day))
        .and_then(|(month, day)| Date::new(western, month, day))
        .map(|date| (glyphs.byte(at)..glyphs.byte(day_end), date));
    let day = day_for(
        western,
        month,
        day,
        matches!(warning, Warning::PastEra { .. }),
    );
    let (right, number) = era_of_day(day);
    let wide = glyphs
        .source(start, start + 1)
        .chars()
        .all(|c| ('０'..='９').contains(&c));
    let number = match manner {
        Manner::Name if glyphs.get(mark) == Some('年') => year_in_era(number),
        _ => number.to_string(),
    };
    let number: String = number
        .chars()
        .map(|c| if wide { widened(c) } else { c })
        .collect();
    let name = match manner {
        Manner::Name => right.name.to_owned(),
        Manner::Short => right.name.chars().take(1).collect(),
        Manner::Letter => right.letter.to_string(),
    };
    let odd = OddYear {
        span: glyphs.byte(at)..glyphs.byte(end),
        warning,
        mended: format!("{name}{number}"),
        day: whole,
    };
    Some((end, Some(odd)))
}

fn widened(c: char) -> char {
    match c {
        '0'..='9' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
        c => c,
    }
}

fn era_at(glyphs: &Glyphs<'_>, at: usize) -> Option<(&'static Era, Manner, usize)> {
    // は平34年 begins a word, 様式H34 does not.
    let is_word = |c: char| c.is_alphanumeric() && !is_hiragana(c);
    let word_before = glyphs.before(at).is_some_and(is_word);
    ERAS.iter().find_map(|era| {
        if let Some(end) = glyphs.word(at, era.name) {
            return Some((era, Manner::Name, end));
        }
        let c = glyphs.get(at).filter(|_| !word_before)?;
        if c.eq_ignore_ascii_case(&era.letter) {
            return Some((era, Manner::Letter, at + 1));
        }
        era.name
            .starts_with(c)
            .then_some((era, Manner::Short, at + 1))
    })
}

/// Digits, 元 or a number in kanji up to 九十九.
fn number_at(glyphs: &Glyphs<'_>, at: usize, longest: usize) -> Option<(i32, usize)> {
    if glyphs.get(at) == Some('元') {
        return Some((1, at + 1));
    }
    let (mut end, mut number) = (at, 0_i32);
    while let Some(digit) = glyphs.get(end).and_then(|c| c.to_digit(10)) {
        if end - at == longest {
            return None;
        }
        number = number * 10 + i32::try_from(digit).ok()?;
        end += 1;
    }
    if end > at {
        return (number > 0).then_some((number, end));
    }
    let (tens, ones) = ("十", "一二三四五六七八九");
    let place = |c: char| ones.chars().position(|one| one == c);
    while let Some(c) = glyphs.get(end) {
        if tens.contains(c) && number < 10 {
            number = number.max(1) * 10;
        } else if let Some(one) = place(c)
            && number % 10 == 0
        {
            number += i32::try_from(one).ok()? + 1;
        } else {
            break;
        }
        end += 1;
    }
    (number > 0).then_some((number, end))
}

/// Past the same year in other words: the (2022) of 平成34(2022)年.
fn past_western(glyphs: &Glyphs<'_>, at: usize) -> usize {
    let inside = glyphs.word(at, "(").and_then(|at| number_at(glyphs, at, 4));
    let end = inside.and_then(|(_, end)| glyphs.word(end, ")"));
    end.unwrap_or(at)
}

/// The month and day after 年, where they are named, and where they end.
fn by_words(glyphs: &Glyphs<'_>, at: usize) -> (Option<i32>, Option<i32>, usize) {
    let named = |at: usize, word: &str| {
        let (number, end) = number_at(glyphs, glyphs.skip_spaces(at), 2)?;
        Some((number, glyphs.word(glyphs.skip_spaces(end), word)?))
    };
    match named(at, "月") {
        None => (None, None, at),
        Some((month, at)) => match named(at, "日") {
            None => (Some(month), None, at),
            Some((day, end)) => (Some(month), Some(day), end),
        },
    }
}

/// The day to go by: of a month or year that the eras share, the one that favours what is written.
fn day_for(year: i32, month: Option<i32>, day: Option<i32>, past: bool) -> (i32, u32, u32) {
    let known = |number: Option<i32>| number.and_then(|number| u32::try_from(number).ok());
    let month_or = |other| {
        known(month)
            .filter(|month| (1..=12).contains(month))
            .unwrap_or(other)
    };
    match (month.is_some(), past) {
        (false, _) => (year, 12, 31),
        (true, true) => (year, month_or(1), known(day).unwrap_or(1)),
        (true, false) => {
            let month = month_or(12);
            let last = Date::last_of_month(year, month).map_or(28, |date| date.day);
            (year, month, known(day).unwrap_or(last))
        }
    }
}

fn warning(era: &Era, year: i32, month: Option<i32>, day: Option<i32>) -> Option<Warning> {
    let understood = |past: bool| {
        let (right, number) = era_of_day(day_for(year, month, day, past));
        (
            right.begins,
            format!("{}{}年", right.name, year_in_era(number)),
        )
    };
    if month.is_none() {
        let last = era.last_year()?;
        let understood = words_of_year(year);
        return (year > last).then_some(Warning::PastEra { understood });
    }
    let (begins, words) = understood(true);
    if begins > era.begins {
        return Some(Warning::PastEra { understood: words });
    }
    let (begins, words) = understood(false);
    (begins < era.begins).then_some(Warning::BeforeEra { understood: words })
}
