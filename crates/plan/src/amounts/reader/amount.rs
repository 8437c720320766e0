//! Whether a number is an amount, and of what unit, rate and extent.

use super::super::before::Before;
use super::super::glyphs::{Glyphs, is_kanji, is_separator, is_space};
use super::super::label;
use super::super::numerals::{Number, Numeral, numeral, plain};
use super::super::units::{self, own_unit, per_after_stroke};
use super::super::{Amount, Extent};
use super::Reader;

/// An amount that was understood, before the words in front of it are.
pub(super) struct Found {
    pub(super) number: Amount,
    pub(super) extent: Option<Extent>,
    pub(super) unit: Option<String>,
    pub(super) per: Option<String>,
    pub(super) about: bool,
    pub(super) end: usize,
    pub(super) weak: bool,
}

/// Words behind an amount that make it inexact.
const INEXACT: &str = "\
    以上 以下 未満 程度 前後 ほど くらい ぐらい 以内 ずつ 余 超 弱 強 台 ~ まで 内外";

impl Reader<'_> {
    /// 1日3回, 2か月に1回, 1人あたり2回: the period, and where it ends.
    pub(super) fn period_at(&self, number: &Number) -> Option<(String, usize)> {
        const TIMES: &str = "年間 年 か月 ヶ月 カ月 ヵ月 ケ月 箇月 週間 週 日 時間";
        const OTHERS: &str = "人 名 回 世帯 地区 団体 か所";
        const EACH: &str = "あたり 当たり につき ごとに 毎に 当り";
        let count = number
            .amount
            .as_whole()
            .filter(|count| (1..100).contains(count))?;
        let time = self.glyphs.longest(number.end, TIMES);
        let end = time.or_else(|| self.glyphs.longest(number.end, OTHERS))?;
        if self.glyphs.before(self.at) == Some('月') {
            return None;
        }
        let name = self.glyphs.source(number.end, end);
        let each = self.glyphs.longest(end, EACH);
        let every = time.and_then(|end| self.glyphs.word(end, "に"));
        let next = each.or(every).unwrap_or(end);
        let next = self.glyphs.skip_spaces(next);
        // 4年5月 and 3年1組 are no rates; a rate is so many times.
        let Some(Numeral::Number(times)) = numeral(&self.glyphs, next) else {
            return None;
        };
        let unit = units::unit(&self.glyphs, times.end, times.kanji)?;
        let is_rate = each.is_some()
            || match (every, name) {
                // 3日に30名 came on the third.
                (Some(_), _) => matches!(unit.name.as_str(), "回" | "度"),
                (None, "日" | "週" | "週間") => count == 1,
                (None, _) => time.is_some() && count == 1 && unit.name == "回",
            };
        if !is_rate {
            return None;
        }
        let name = match name.trim_end_matches('間') {
            "時" => "時間",
            short if short.ends_with('月') => "か月",
            short => short,
        };
        Some(match (count, name) {
            (1, "か月") => ("月".to_owned(), next),
            (1, name) => (name.to_owned(), next),
            (count, name) => (format!("{count}{name}"), next),
        })
    }

    pub(super) fn amount(&self, number: Number, before: &Before, from: usize) -> Option<Found> {
        let glyphs = &self.glyphs;
        let mut value = number.amount;
        let mut extent = None;
        let mut end = number.end;
        let mut unit = units::unit(glyphs, end, number.kanji);
        if unit.as_ref().is_some_and(|unit| unit.name == "日") && self.is_date(end) {
            return None;
        }
        if let Some((part, unit_of_both, whole)) = parts_of(glyphs, &number, unit.as_ref()) {
            (extent, value) = (Some(Extent::Of(value)), part);
            (unit, end) = (unit_of_both, whole);
        } else if let Some((to, unit_of_both, whole)) = self.extent(&number, unit.as_ref(), from) {
            (extent, unit, end) = (Some(to), unit_of_both, whole);
        }
        let mut weak = false;
        if unit.is_none() && glyphs.before(self.at) == Some('¥') {
            unit = Some(units::Unit {
                name: "円".to_owned(),
                end,
            });
        }
        if unit.is_none() && extent.is_none() {
            if number.kanji {
                return None;
            }
            if self.is_all(&number, before, from) {
                unit = own_unit(glyphs, end);
            }
            if unit.is_none() {
                weak = self.bare(&number, before, from)?;
            }
        }
        // 一人一人, 一件一件, 一人ひとり
        if number.kanji && number.amount == Amount::whole(1) {
            let after = unit.as_ref().and_then(|unit| glyphs.get(unit.end));
            let plain = after.is_none_or(|c| is_space(c) || is_separator(c) || label::is_close(c));
            let people = unit
                .as_ref()
                .is_some_and(|unit| matches!(unit.name.as_str(), "人" | "件" | "割"));
            if after == Some('一') || (people && !plain) {
                return None;
            }
        }
        if let Some(unit) = &unit {
            end = end.max(unit.end);
        }
        if self.negative() {
            value = value.negative()?;
        }
        let inexact = glyphs.longest(glyphs.skip_spaces(end), INEXACT);
        let about = inexact.is_some();
        let rate = per_after_stroke(glyphs, inexact.unwrap_or(end));
        let per = rate.as_ref().map(|(per, _)| per.clone());
        end = rate.map_or(end, |(_, end)| end);
        Some(Found {
            number: value,
            extent,
            unit: unit.map(|unit| unit.name),
            per,
            about,
            end,
            weak,
        })
    }

    /// 10～15名, 10名～15名, 3/5, 3地区/5地区, 5分の3.
    fn extent(
        &self,
        number: &Number,
        unit: Option<&units::Unit>,
        from: usize,
    ) -> Option<(Extent, Option<units::Unit>, usize)> {
        let glyphs = &self.glyphs;
        let end = glyphs.skip_spaces(unit.map_or(number.end, |unit| unit.end));
        let mark = glyphs.get(end)?;
        if !matches!(mark, '~' | '-' | '/') {
            return None;
        }
        let start = glyphs.skip_spaces(end + 1);
        let (second, second_end) = plain(glyphs, start)?;
        let last = units::unit(glyphs, second_end, false);
        let both = match (unit, &last) {
            (None, _) => true,
            (Some(one), Some(other)) => one.name == other.name,
            (Some(_), None) => false,
        };
        if !both || (mark == '-' && second <= number.amount) {
            return None;
        }
        let whole = last.as_ref().map_or(second_end, |unit| unit.end);
        let only = from <= self.at
            && label::says_no_more(glyphs, second_end)
            && label::is_gap_or_colon(glyphs, self.at);
        if last.is_none() && (mark == '-' || !only) {
            return None;
        }
        let extent = if mark == '/' {
            if number.amount > second {
                return None;
            }
            Extent::Of(second)
        } else {
            Extent::To(second)
        };
        Some((extent, last, whole))
    }

    /// Whether a 日 that ends nowhere yet is a day of the month: 4月10日, 10日(土).
    fn is_date(&self, end: usize) -> bool {
        let after = self.glyphs.get(end + 1) == Some('(')
            && self
                .glyphs
                .get(end + 2)
                .is_some_and(|c| "月火水木金土日祝".contains(c));
        after || matches!(self.glyphs.before(self.at), Some('月' | '・' | '/'))
    }

    pub(super) fn negative(&self) -> bool {
        match self.glyphs.before(self.at) {
            Some('△' | '▲') => true,
            Some('-') => {
                let start = self.at.saturating_sub(1);
                label::is_gap_or_colon(&self.glyphs, start)
            }
            _ => false,
        }
    }

    /// Whether the number and what follows is all that its entry says.
    fn is_all(&self, number: &Number, before: &Before, from: usize) -> bool {
        let words = self.glyphs.source(from, before.start);
        !number.like_year
            && self.tail.is_none()
            && (before.colon || words.chars().all(char::is_whitespace) || self.negative())
            && (self.frames.is_empty() || before.colon)
    }

    /// Whether a number without a counter counts: `Some(true)` only beside others of its kind.
    fn bare(&self, number: &Number, before: &Before, from: usize) -> Option<bool> {
        let glyphs = &self.glyphs;
        let space = glyphs.get(number.end).is_some_and(is_space);
        if !space && !label::says_no_more(glyphs, number.end) {
            return None;
        }
        let close = glyphs
            .get(glyphs.skip_spaces(number.end))
            .filter(|c| label::is_close(*c));
        if close.is_some() && self.frames.is_empty() {
            return None;
        }
        let source = glyphs.source(from, before.start);
        let words =
            label::label(source).filter(|_| !self.negative() || source.trim().chars().count() > 1);
        let alone = from == 0 && glyphs.skip_spaces(number.end) == glyphs.len();
        let ordinal = |label: &str| label::is_ordinal(label);
        if space && words.is_none() && !alone && !label::says_no_more(glyphs, number.end) {
            return None;
        }
        match (&words, self.frames.last()) {
            (Some(words), _) if before.colon => {
                (!ordinal(words) && !number.like_year).then_some(false)
            }
            (Some(words), _) if label::is_quantity(words) && !ordinal(words) => Some(false),
            (Some(words), _) => {
                let plain = words.chars().count() <= 12
                    && words.chars().all(|c| c.is_alphabetic() && !c.is_ascii())
                    && words.chars().last().is_some_and(is_kanji);
                (plain && !ordinal(words) && !number.like_year).then_some(true)
            }
            (None, Some(frame)) => {
                let label = frame.label.as_deref().filter(|_| !frame.explains)?;
                let behind = glyphs.skip_spaces(number.end) + 1;
                let fits =
                    !ordinal(label) && !number.like_year && label::says_no_more(glyphs, behind);
                fits.then_some(false)
            }
            (None, None) if alone => Some(false),
            (None, None) => {
                (before.total || before.per.is_some() || !number.like_year && self.negative())
                    .then_some(false)
            }
        }
    }
}

/// 5分の3 and 21地区中18地区, which say the whole first.
fn parts_of(
    glyphs: &Glyphs<'_>,
    number: &Number,
    unit: Option<&units::Unit>,
) -> Option<(Amount, Option<units::Unit>, usize)> {
    if let Some(start) = glyphs.word(number.end, "分の") {
        let (part, end) = plain(glyphs, start).filter(|(part, _)| *part <= number.amount)?;
        return Some((part, None, end));
    }
    let whole = unit?;
    let start = glyphs.word(glyphs.skip_spaces(whole.end), "中")?;
    let start = glyphs.skip_spaces(glyphs.word(start, "、").unwrap_or(start));
    let (part, end) = plain(glyphs, start).filter(|(part, _)| *part <= number.amount)?;
    let last = units::unit(glyphs, end, false).filter(|last| last.name == whole.name)?;
    let end = last.end;
    Some((part, Some(last), end))
}
