//! The words that say of what an amount is.

use super::glyphs::{Glyphs, is_hiragana, is_separator, is_space};

/// The label that words make, without the marks around it; `None` if nothing is left.
pub(super) fn label(source: &str) -> Option<String> {
    const AROUND: &str = ":=：＝-−–—…→⇒、。，,＋+×・･●○■◆◎▪•◇□※*;；/／|~～〜　)）]〕";
    const BEFORE: &str = "(（[〔";
    // Words of that length are a paragraph, not a label.
    const LONGEST: usize = 60;
    if source.chars().nth(LONGEST).is_some() && source.trim().chars().nth(LONGEST).is_some() {
        return None;
    }
    let outer = |c: char| c.is_whitespace() || AROUND.contains(c);
    let mut text = source.trim_end_matches(|c: char| {
        c.is_whitespace()
            || (AROUND.contains(c) && !matches!(c, ')' | '）' | ']' | '〕'))
            || BEFORE.contains(c)
    });
    text = text.trim_start_matches(outer);
    text = without_number(text).trim_start_matches(outer);
    text = ["までに", "までの", "まで"]
        .iter()
        .find_map(|word| text.strip_suffix(word))
        .unwrap_or(text);
    loop {
        let mut chars = text.chars().rev();
        let (Some(last), before) = (chars.next(), chars.next()) else {
            return None;
        };
        let particle = matches!(last, 'は' | 'が' | 'を')
            || (matches!(last, 'の' | 'に' | 'で') && before.is_none_or(|c| !is_hiragana(c)));
        if !particle {
            break;
        }
        text = text.strip_suffix(last).unwrap_or_default().trim_end();
    }
    for (open, close) in [
        ('【', '】'),
        ('「', '」'),
        ('『', '』'),
        ('《', '》'),
        ('(', ')'),
        ('（', '）'),
    ] {
        if let Some(inner) = text
            .strip_prefix(open)
            .and_then(|text| text.strip_suffix(close))
            && !inner.contains([open, close])
        {
            text = inner.trim();
        }
    }
    (!text.is_empty()).then(|| text.to_owned())
}

/// The text after `①`, `(1)`, `1)`, `1.` or `ア ` in front of it.
fn without_number(text: &str) -> &str {
    let Some(first) = text.chars().next() else {
        return text;
    };
    if matches!(first, '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿') {
        return text.strip_prefix(first).unwrap_or_default();
    }
    let rest = text.trim_start_matches(['(', '（']);
    let after = rest.trim_start_matches(|c: char| super::glyphs::fold(c).is_ascii_digit());
    if after.len() < rest.len()
        && let Some(mark) = after.chars().next()
        && matches!(mark, ')' | '）' | '.' | '．')
    {
        return after.strip_prefix(mark).unwrap_or_default();
    }
    text
}

/// Words after an amount that still belong to it: 18回開催, 28名の参加.
pub(super) fn tail_end(glyphs: &Glyphs<'_>, from: usize, to: usize) -> usize {
    const TAILS: &str = "\
        開催 実施 参加 発行 設置 登録 配布 程度 以上 以下 未満 以内 前後 ほど \
        くらい ぐらい ずつ まで から 予定 達成 増 減 余 超 弱 強 台 利用 対応 \
        訪問 支援 分 増加 減少";
    // Nobody goes on about an amount for longer than that.
    const LONGEST: usize = 40;
    let mut at = from;
    while at < to && at < from + LONGEST {
        if let Some(end) = glyphs.longest(at, TAILS) {
            at = end;
        } else if glyphs.get(at).is_some_and(is_hiragana) {
            at += 1;
        } else {
            break;
        }
    }
    at.min(to)
}

/// Whether the label says which one it is, so that a bare number behind it does not count.
pub(super) fn is_ordinal(label: &str) -> bool {
    const WORDS: &str = "\
        目標 計画 方針 柱 章 節 項 表 図 資料 様式 議案 別紙 別表 参照 番号 電話 \
        版 フェーズ ステップ レベル パート その 第 令和 平成 期 級 ページ コード \
        FAX TEL No NO 施策 課題 取組 事例 案 条 区分 年 月 日 時 歳";
    let label = label.trim_end_matches(|c: char| {
        c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '－' | '–' | '.' | ':' | '：')
    });
    WORDS.split(' ').any(|word| label.ends_with(word))
}

/// Whether the label says that a number follows: 参加者数 45, 満足度4.5.
pub(super) fn is_quantity(label: &str) -> bool {
    const WORDS: &str = "数 率 額 平均 値 満足度 達成度 認知度 比 累計 高";
    WORDS.split(' ').any(|word| label.ends_with(word))
}

/// Whether nothing more is said about a number that ends at a place.
pub(super) fn says_no_more(glyphs: &Glyphs<'_>, at: usize) -> bool {
    let end = glyphs.skip_spaces(at);
    glyphs
        .get(end)
        .is_none_or(|c| is_separator(c) || is_close(c))
}

pub(super) fn is_open(c: char) -> bool {
    matches!(c, '(' | '[' | '〔')
}

pub(super) fn is_close(c: char) -> bool {
    matches!(c, ')' | ']' | '〕')
}

pub(super) fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '・' | '●' | '○' | '■' | '◆' | '◎' | '▪' | '•' | '◇' | '□' | '※'
    )
}

/// Whether something may begin after this character.
pub(super) fn is_gap(c: Option<char>) -> bool {
    c.is_none_or(|c| is_space(c) || is_separator(c) || is_open(c) || c == '>')
}

/// Whether a number at a place stands by itself or behind a colon.
pub(super) fn is_gap_or_colon(glyphs: &Glyphs<'_>, at: usize) -> bool {
    let before = glyphs.before(at);
    is_gap(before) || matches!(before, Some(':' | '=' | '約'))
}
