//! What is counted, and by what.

use super::glyphs::{Glyphs, is_hiragana, is_kanji, is_katakana, is_separator, is_space};

/// Counters in use in plans and reports of councils. 年, 月, 期, 号, 次, 歳 and their like are not
/// among them: 4年, 6月, 2期 name a year, a month, a term.
const UNITS: &str = "\
    % g kg km m pt t L ㎏ ㎞ ㎡ つ アクセス クラス クラブ \
    クール グループ ケース コマ コース サロン サークル セット チーム ブース ページ \
    ポイント メニュー 世帯 中学校 事例 事業 事業所 事業者 人 件 企業 会場 会議 \
    例 便 保育園 個 倍 円 冊 分 分間 列 割 区 区分 区域 協議体 単位 \
    単位自治会 口 台 号車 名 品 品目 商店 問 回 団体 園 圏域 地区 地区社協 \
    地域 地点 基 塾 大学 委員会 学区 学級 室 家庭 家族 小学校 小学校区 中学校区 \
    市 市町 市町村 市区町村 席 幼稚園 床 店 店舗 度 戸 所 拠点 教室 文字 施設 \
    日 日間 時間 曲 本 本部 束 枚 校 校区 案 棟 機関 機種 法人 泊 点 玉 班 \
    町 町会 町内会 町村 県 着 社 社協 票 秒 種 種目 種類 窓口 箱 組 組織 \
    職種 自治会 自治体 行政区 袋 講座 議案 議題 週間 通 連合会 部 部会 部門 隊 \
    項目 頁 頭 食 館 駅 高校 年間 作品 プログラム サイト カフェ 農園 民児協 \
    支部 支所 スクール ステーション 人日 名分 人分 食分 円分 パック キロ トン \
    メートル";

/// Counters that a number in kanji is believed with. 一部, 十分, 三者, 一層 are words, not counts.
const UNITS_OF_KANJI: &str = "\
    人 件 会場 円 冊 台 名 回 団体 地区 地区社協 世帯 施設 拠点 校 校区 棟 \
    班 社 種類 項目 時間 年間 日間 週間 枚 組 講座 割 % 圏域 自治会 町内会";

/// The か of か所 and か月 in all its spellings.
const KA: [char; 9] = ['か', 'カ', 'ヶ', 'ケ', 'ヵ', 'ゕ', 'ゖ', '箇', '個'];

/// What may follow it.
const AFTER_KA: &str = "所 月 年 国 町 村";

/// A counter and the first character that must not follow: 3回答 does not count times.
const NOT_BEFORE: &[(&str, &str)] = &[
    ("人", "ひ暮親権材口生格工形事"),
    ("個", "別人性室"),
    ("回", "復答覧収転線り"),
    ("件", "名"),
    ("分", "野析類科の"),
    ("日", "常程誌本"),
    ("点", "訳字検"),
    ("本", "会人質"),
    ("部", "長署"),
    ("校", "長"),
    ("社", "会"),
    ("名", "簿称前"),
    ("度", "もとめ"),
    ("つ", "ど"),
    ("組", "合"),
    ("席", "者"),
    ("市", "民内"),
    ("区", "民内"),
    ("町", "民内"),
    ("食", "事堂"),
    ("通", "り学所常"),
    ("種", "別"),
    ("案", "件内"),
    ("例", "年会"),
    ("所", "属長"),
    ("店", "長"),
    ("室", "内長"),
    ("館", "長"),
    ("園", "長芸"),
    ("家庭", "的"),
    ("班", "長"),
    ("行政区", "長"),
    ("g", "abcdefghijklmnopqrstuvwxyz"),
    ("m", "abcdefghijklmnopqrstuvwxyz"),
    ("t", "abcdefghijklmnopqrstuvwxyz"),
    ("L", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    ("pt", "abcdefghijklmnopqrstuvwxyz"),
    ("kg", "abcdefghijklmnopqrstuvwxyz"),
    ("km", "abcdefghijklmnopqrstuvwxyz"),
    ("割", "引合"),
    ("倍", "率"),
    ("台", "風帳"),
    ("着", "用"),
    ("基", "本盤準礎金"),
    ("問", "題"),
    ("組織", "化"),
    ("事業", "部"),
    ("講座", "名"),
    ("県", "民内"),
];

/// A counter that was found.
pub(super) struct Unit {
    /// In one spelling: か所 for ヶ所 and 箇所, % for ％ and パーセント; else as typed.
    pub(super) name: String,
    /// Where it ends.
    pub(super) end: usize,
}

/// The counter at a place, if there is one; white space may stand before it.
pub(super) fn unit(glyphs: &Glyphs<'_>, at: usize, kanji_number: bool) -> Option<Unit> {
    let start = glyphs.skip_spaces(at);
    let unit = ka_unit(glyphs, start).or_else(|| listed(glyphs, start, kanji_number))?;
    let next = glyphs.get(unit.end);
    // 3回目, 1人目 say which one, not how many.
    if next == Some('目') {
        return None;
    }
    let forbidden = NOT_BEFORE
        .iter()
        .filter(|(name, _)| *name == unit.name)
        .any(|(_, after)| next.is_some_and(|c| after.contains(c)));
    if forbidden {
        return None;
    }
    // "3 人権" is a numbered heading; "3 人" is a count.
    let apart = start > at;
    let loose = next.is_none_or(|c| {
        is_space(c) || is_separator(c) || c.is_ascii_digit() || "()[]~以程ず×".contains(c)
    });
    (!apart || loose).then_some(unit)
}

fn ka_unit(glyphs: &Glyphs<'_>, at: usize) -> Option<Unit> {
    glyphs.get(at).filter(|c| KA.contains(c))?;
    let end = glyphs.longest(at + 1, AFTER_KA)?;
    let name = format!("か{}", glyphs.source(at + 1, end));
    Some(Unit { name, end })
}

fn listed(glyphs: &Glyphs<'_>, at: usize, kanji_number: bool) -> Option<Unit> {
    if let Some(end) = glyphs.word(at, "パーセント") {
        return Some(Unit {
            name: "%".to_owned(),
            end,
        });
    }
    let units = if kanji_number { UNITS_OF_KANJI } else { UNITS };
    let end = glyphs.longest(at, units)?;
    let name = (at..end).filter_map(|at| glyphs.get(at)).collect();
    Some(Unit { name, end })
}

/// A counter that no list has, where it is all that follows the number in its entry: 21ブロック.
pub(super) fn own_unit(glyphs: &Glyphs<'_>, at: usize) -> Option<Unit> {
    // Years, months, ordinals, ages, clauses and names: 8050問題, 2期, 65歳, 2040年問題.
    const NO_UNIT: &str = "\
        年 月 期 号 次 歳 才 番 時 級 位 類 型 階 条 章 節 款 項 代 問題 \
        丁目 周年 学年 学期 者 世代 層 段階 度目 日目 プラン 運動 宣言 目標 事項 \
        大 第 分 数 半期 半 計画 十 百 千 万 億 点 目 系";
    if glyphs.longest(at, NO_UNIT).is_some() {
        return None;
    }
    let mut end = at;
    while glyphs
        .get(end)
        .is_some_and(|c| is_kanji(c) || is_katakana(c))
    {
        end += 1;
    }
    let ends = glyphs
        .get(glyphs.skip_spaces(end))
        .is_none_or(|c| is_separator(c) || c == ')');
    if !ends || !(1..=5).contains(&(end - at)) || glyphs.before(end) == Some('目') {
        return None;
    }
    let name = (at..end).filter_map(|at| glyphs.get(at)).collect();
    Some(Unit { name, end })
}

/// Whether two counters count the same: 名 and 人 do.
pub(super) fn same_unit(one: Option<&str>, other: Option<&str>) -> bool {
    fn plain(unit: Option<&str>) -> Option<&str> {
        match unit {
            Some("名" | "人") => Some("人"),
            Some("頁" | "ページ") => Some("ページ"),
            other => other,
        }
    }
    plain(one) == plain(other)
}

/// What a rate may be by, after a stroke: 2回/月.
pub(super) fn per_after_stroke(glyphs: &Glyphs<'_>, at: usize) -> Option<(String, usize)> {
    const BY: &str = "年 月 週 日 回 人 件 地区 世帯 時間 団体";
    let stroke = glyphs.skip_spaces(at);
    if glyphs.get(stroke) != Some('/') {
        return None;
    }
    let start = glyphs.skip_spaces(stroke + 1);
    let end = glyphs.longest(start, BY)?;
    // 3回/月4回 has two counts, not a rate.
    let ends = glyphs
        .get(end)
        .is_none_or(|c| !is_kanji(c) && !is_hiragana(c) && !c.is_ascii_digit());
    ends.then(|| (glyphs.source(start, end).to_owned(), end))
}
