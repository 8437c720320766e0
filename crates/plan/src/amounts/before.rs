//! The words right before a number: how often, how exact, a total or not.

use super::glyphs::{Glyphs, is_kanji};

/// What the words before a number say.
pub(super) struct Before {
    /// Where the words that belong to the number begin: 週, 計, 約.
    pub(super) start: usize,
    pub(super) per: Option<String>,
    pub(super) total: bool,
    /// 約, 各 and their like: not to be counted on.
    pub(super) about: bool,
    /// Whether a colon stands between label and number.
    pub(super) colon: bool,
}

const ABOUT: &str = "\
    約 およそ おおよそ 概ね おおむね 凡そ 各 最大 最低 最高 最多 少なくとも ほぼ \
    各回 各地区 ~";

/// Words that change nothing about the number.
const PLAIN: &str = "延べ のべ 延 全 総勢 全部で + ± ¥ \\";

const TOTAL: &str = "計 合計 総計 小計 合わせて あわせて 併せて トータル";

/// Whether one of the words for totals stands anywhere in a text.
pub(super) fn says_total(text: &str) -> bool {
    TOTAL.split(' ').any(|word| text.contains(word))
}

/// Words that end in 計 and are no total: 会計, 統計, 累計.
const BEFORE_KEI: &str = "会設統家推累時集温生余早";

const PER: &[(&str, &str)] = &[
    ("毎週", "週"),
    ("毎月", "月"),
    ("毎年", "年"),
    ("毎年度", "年"),
    ("毎日", "日"),
    ("毎回", "回"),
    ("隔週", "隔週"),
    ("隔月", "隔月"),
    ("隔年", "隔年"),
    ("隔日", "隔日"),
    ("四半期", "四半期"),
    ("半年", "半年"),
    ("年間", "年"),
    ("月間", "月"),
    ("週間", "週"),
    ("年", "年"),
    ("月", "月"),
    ("週", "週"),
    ("日", "日"),
];

/// Characters that make a 年, 月, 週 or 日 after them part of another word: 昨年, 少年, 4月, 平日.
const NO_PER_AFTER: &str =
    "今昨前来翌当例近同周少青中成定新通往老幼学各半長何数先正毎隔本初曜平休祝期";

/// Reads back from the number at `at`, and not beyond `from`.
pub(super) fn read(glyphs: &Glyphs<'_>, from: usize, at: usize) -> Before {
    let mut found = Before {
        start: at,
        per: None,
        total: false,
        about: false,
        colon: false,
    };
    loop {
        let mut end = back_over_spaces(glyphs, from, found.start);
        if end > from && matches!(glyphs.before(end), Some(':' | '=' | '：')) {
            end = back_over_spaces(glyphs, from, end - 1);
            found.colon = true;
        }
        if let Some(start) = glyphs.longest_back(from, end, ABOUT) {
            (found.start, found.about) = (start, true);
        } else if let Some(start) = plain(glyphs, from, end) {
            found.start = start;
        } else if let Some(start) = total(glyphs, from, end).filter(|_| !found.total) {
            (found.start, found.total) = (start, true);
        } else if let Some((start, per)) = per(glyphs, from, end).filter(|_| found.per.is_none()) {
            (found.start, found.per) = (start, Some(per));
        } else {
            return found;
        }
    }
}

fn plain(glyphs: &Glyphs<'_>, from: usize, end: usize) -> Option<usize> {
    let start = glyphs.longest_back(from, end, PLAIN)?;
    // 健全9, 順延3 are other words.
    let single = end - start == 1 && glyphs.get(start).is_some_and(is_kanji);
    let inside = start > from && glyphs.before(start).is_some_and(is_kanji);
    (!(single && inside)).then_some(start)
}

fn total(glyphs: &Glyphs<'_>, from: usize, end: usize) -> Option<usize> {
    let start = glyphs.longest_back(from, end, TOTAL)?;
    let other = end - start == 1
        && start > from
        && glyphs.before(start).is_some_and(|c| BEFORE_KEI.contains(c));
    (!other).then_some(start)
}

fn per(glyphs: &Glyphs<'_>, from: usize, end: usize) -> Option<(usize, String)> {
    const LINKS: &str = "に あたり 当たり につき ごとに 毎に につき、";
    let base = glyphs.longest_back(from, end, LINKS).unwrap_or(end);
    let (word, per) = PER
        .iter()
        .filter(|(word, _)| glyphs.longest_back(from, base, word).is_some())
        .max_by_key(|(word, _)| word.len())?;
    let start = base - word.chars().count();
    let previous = if start > from {
        glyphs.before(start)
    } else {
        glyphs.before(start).filter(char::is_ascii_digit)
    };
    let standing = match previous {
        None => true,
        Some(c) if word.starts_with(['毎', '隔', '四', '半']) => c != '第',
        Some(c) if word.chars().count() > 1 => !c.is_ascii_digit() && !NO_PER_AFTER.contains(c),
        // サロン月2回 is one; 一日, 平日 and 土曜日 are none.
        Some(c) if *word == "日" => !is_kanji(c) && !c.is_ascii_digit(),
        Some(c) => !c.is_ascii_digit() && !NO_PER_AFTER.contains(c) && c != 'か' && c != 'ヶ',
    };
    standing.then(|| (start, (*per).to_owned()))
}

/// Back over white space, over the end of a line too: 計 may stand on the line above.
fn back_over_spaces(glyphs: &Glyphs<'_>, from: usize, mut end: usize) -> usize {
    while end > from && glyphs.before(end).is_some_and(char::is_whitespace) {
        end -= 1;
    }
    end
}
