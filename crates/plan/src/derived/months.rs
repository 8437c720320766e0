//! The months that words name.

use crate::amounts::glyphs::{Glyphs, is_space};

/// The months of a fiscal year.
const YEAR: [u32; 12] = [4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3];

/// Words that name several months at once.
const WORDS: &[(&str, &[u32])] = &[
    ("毎月", &YEAR),
    ("通年", &YEAR),
    ("年間を通じて", &YEAR),
    ("偶数月", &[4, 6, 8, 10, 12, 2]),
    ("奇数月", &[5, 7, 9, 11, 1, 3]),
    ("上半期", &[4, 5, 6, 7, 8, 9]),
    ("下半期", &[10, 11, 12, 1, 2, 3]),
    ("第1四半期", &[4, 5, 6]),
    ("第2四半期", &[7, 8, 9]),
    ("第3四半期", &[10, 11, 12]),
    ("第4四半期", &[1, 2, 3]),
];

/// What may join one month to the next.
const AND: &str = "、 ・ , / と 及び および 並びに または ，";
const TO: &str = "~ - から より ー";
/// What may follow a month without saying another.
const PART: &str = "上旬 中旬 下旬 初旬 末日 末 頃 ごろ ころ 初め 半ば";

pub(super) fn read(text: &str) -> Vec<u32> {
    let glyphs = Glyphs::of(text);
    let (mut named, mut but) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < glyphs.len() {
        if let Some((months, end)) = word(&glyphs, at) {
            let list = if is_excepted(&glyphs, end) {
                &mut but
            } else {
                &mut named
            };
            list.extend(months);
            at = end;
        } else if let Some((months, end)) = run(&glyphs, at) {
            at = end;
            if is_excepted(&glyphs, end) {
                but.extend(months);
            } else if let ([month], Some((step, end))) = (&months[..], onward(&glyphs, end)) {
                named.extend(YEAR.iter().skip_while(|m| *m != month).step_by(step));
                at = end;
            } else {
                named.extend(months);
            }
        } else {
            at = past_digits(&glyphs, at);
        }
    }
    let holds = |month: &u32| named.contains(month) && !but.contains(month);
    YEAR.into_iter().filter(holds).collect()
}

fn word(glyphs: &Glyphs<'_>, at: usize) -> Option<(Vec<u32>, usize)> {
    WORDS
        .iter()
        .find_map(|(word, months)| Some((months.to_vec(), glyphs.word(at, word)?)))
}

/// `4月、6月`, `4、6、8月`, `4～6月`, `11月下旬から12月上旬`, from the digit at a place.
fn run(glyphs: &Glyphs<'_>, at: usize) -> Option<(Vec<u32>, usize)> {
    if glyphs
        .before(at)
        .is_some_and(|c| c.is_ascii_digit() || c == '第')
    {
        return None;
    }
    let mut months = Vec::new();
    // What is said for certain: up to the last number with a 月 of its own.
    let mut certain = None;
    let (mut next, mut to) = (at, false);
    while let Some((month, end)) = number(glyphs, next) {
        match months.last() {
            Some(first) if to => months.extend(between(*first, month)),
            _ => months.push(month),
        }
        let named = glyphs.word(end, "月");
        let end = named.map_or(end, |end| day_end(glyphs, end));
        if named.is_some() {
            certain = Some((months.len(), end));
        }
        let joint = spaces(glyphs, end);
        let range = glyphs.longest(joint, TO);
        to = range.is_some();
        match range.or_else(|| glyphs.longest(joint, AND)) {
            Some(end) => next = spaces(glyphs, end),
            // "4月 6月"
            None if named.is_some() && joint > end => next = joint,
            None => break,
        }
    }
    let (count, end) = certain?;
    months.truncate(count);
    Some((months, end))
}

/// The months after the first up to the last, round the turn of the year.
fn between(first: u32, last: u32) -> impl Iterator<Item = u32> {
    let turn = YEAR.iter().chain(&YEAR).copied();
    let months = turn.skip_while(move |month| *month != first).skip(1);
    let count = (last + 12 - first) % 12;
    months.take(usize::try_from(count).unwrap_or_default())
}

fn number(glyphs: &Glyphs<'_>, at: usize) -> Option<(u32, usize)> {
    const KANJI: &str = "一 二 三 四 五 六 七 八 九 十 十一 十二";
    let end = past_digits(glyphs, at);
    let digits: String = (at..end).filter_map(|at| glyphs.get(at)).collect();
    if let Ok(month) = digits.parse() {
        return (1..=12).contains(&month).then_some((month, end));
    }
    let end = glyphs.longest(at, KANJI)?;
    let place = KANJI
        .split(' ')
        .position(|word| word == glyphs.source(at, end))?;
    Some((u32::try_from(place).ok()? + 1, end))
}

/// Past all digits that stand here, or past the one character.
fn past_digits(glyphs: &Glyphs<'_>, at: usize) -> usize {
    let digit = |at: usize| glyphs.get(at).is_some_and(|c| c.is_ascii_digit());
    let end = (at..).find(|at| !digit(*at)).unwrap_or(at);
    end.max(at + 1)
}

/// Past the day or the part of the month: 4月10日(土), 11月下旬.
fn day_end(glyphs: &Glyphs<'_>, at: usize) -> usize {
    let day = past_digits(glyphs, at);
    let mut end = glyphs
        .word(day, "日")
        .filter(|_| glyphs.get(at).is_some_and(|c| c.is_ascii_digit()))
        .unwrap_or(at);
    if glyphs.get(end) == Some('(') && glyphs.get(end + 2) == Some(')') {
        end += 3;
    }
    while let Some(next) = glyphs.longest(end, PART) {
        end = next;
    }
    end
}

fn spaces(glyphs: &Glyphs<'_>, mut at: usize) -> usize {
    while glyphs.get(at).is_some_and(|c| is_space(c) || c == '\n') {
        at += 1;
    }
    at
}

/// 8月を除く, 8月以外, 8月は休み
fn is_excepted(glyphs: &Glyphs<'_>, at: usize) -> bool {
    let at = glyphs.longest(at, "を は").unwrap_or(at);
    glyphs
        .longest(at, "除く 除き のぞく 以外 休 なし")
        .is_some()
}

/// 4月から隔月 goes on every second month, 10月以降 every month to the end of the year. Where that
/// ends, too.
fn onward(glyphs: &Glyphs<'_>, at: usize) -> Option<(usize, usize)> {
    const EVERY_SECOND: &str = "隔月 、隔月 2か月ごと 2ヶ月ごと 2か月に1回";
    if let Some(end) = glyphs.longest(at, "以降 以後") {
        return match glyphs.longest(end, EVERY_SECOND) {
            Some(end) => Some((2, end)),
            None => Some((1, end)),
        };
    }
    let from = glyphs.longest(at, "から より")?;
    let second = glyphs.longest(from, EVERY_SECOND).map(|end| (2, end));
    second.or_else(|| Some((1, glyphs.longest(from, "毎月 、毎月")?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_as_people_write_them() {
        let odd: &[u32] = &[5, 7, 9, 11, 1, 3];
        let even: &[u32] = &[4, 6, 8, 10, 12, 2];
        let table: &[(&str, &[u32])] = &[
            ("4月", &[4]),
            ("４月", &[4]),
            ("四月", &[4]),
            ("十二月", &[12]),
            ("4月、6月、8月、10月、12月、2月", even),
            ("4、6、8、10、12、2月", even),
            ("4・6・8・10・12・2月", even),
            ("4月 6月 8月", &[4, 6, 8]),
            ("4月と10月", &[4, 10]),
            ("4月及び10月", &[4, 10]),
            ("4/10月", &[4, 10]),
            ("2月、4月", &[4, 2]),
            ("4～6月", &[4, 5, 6]),
            ("4月～6月", &[4, 5, 6]),
            ("4月から6月まで", &[4, 5, 6]),
            ("4-6月", &[4, 5, 6]),
            ("11月～2月", &[11, 12, 1, 2]),
            ("4～6月、10月", &[4, 5, 6, 10]),
            ("4月、7～9月、1月", &[4, 7, 8, 9, 1]),
            ("11月下旬から12月上旬", &[11, 12]),
            ("7月20日～8月31日", &[7, 8]),
            ("10月10日(土)、11月", &[10, 11]),
            ("令和4年5月～7月", &[5, 6, 7]),
            ("年6回（4月、6月、8月）", &[4, 6, 8]),
            ("毎月", &YEAR),
            ("毎月第2土曜日", &YEAR),
            ("通年", &YEAR),
            ("偶数月", even),
            ("奇数月の第1水曜日", odd),
            ("毎月（8月を除く）", &[4, 5, 6, 7, 9, 10, 11, 12, 1, 2, 3]),
            ("8月・1月を除く毎月", &[4, 5, 6, 7, 9, 10, 11, 12, 2, 3]),
            ("毎月、8月は休み", &[4, 5, 6, 7, 9, 10, 11, 12, 1, 2, 3]),
            ("4月から隔月", even),
            ("5月より隔月", odd),
            ("10月以降", &[10, 11, 12, 1, 2, 3]),
            ("10月から毎月", &[10, 11, 12, 1, 2, 3]),
            ("上半期", &[4, 5, 6, 7, 8, 9]),
            ("第3四半期", &[10, 11, 12]),
            ("隔月", &[]),
            ("随時", &[]),
            ("年6回", &[]),
            ("月2回", &[]),
            ("6か月", &[]),
            ("2ヶ月に1回", &[]),
            ("13月", &[]),
            ("0月", &[]),
            ("第3月曜日", &[]),
            ("4日、6日", &[]),
            ("", &[]),
        ];
        for (text, months) in table {
            assert_eq!(read(text), *months, "{text}");
        }
    }
}
