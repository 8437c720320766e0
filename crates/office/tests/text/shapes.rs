//! Shapes of text that other councils use: what is read, as an outline.

use std::fmt::Write;

use yoriai_office::read_text;
use yoriai_office::text::{Draft, DraftSection};

use crate::lossless;

/// A draft as lines: items by depth with number and tags, sections with §, their lines with ○.
fn outline(draft: &Draft) -> String {
    let mut out = String::new();
    let levels: Vec<_> = draft
        .levels
        .iter()
        .map(|level| level.name.as_str())
        .collect();
    writeln!(
        out,
        "{} | {} | {}",
        draft.title,
        draft.organization,
        levels.join(", ")
    )
    .unwrap();
    for section in &draft.front {
        write_section(&mut out, 0, section);
    }
    let overrides = draft.number_overrides();
    for (item, by_hand) in draft.items.iter().zip(overrides) {
        let indent = "  ".repeat(item.depth);
        let number = item.number.as_ref().map_or("", |number| &number.last);
        let by_hand = if by_hand.is_some() { "!" } else { "" };
        let tags: String = item
            .tags
            .iter()
            .map(|tag| format!(" #{}", tag.word()))
            .collect();
        writeln!(out, "{indent}{number}{by_hand} {}{tags}", item.title).unwrap();
        if !item.chart_title.is_empty() {
            writeln!(out, "{indent}  chart: {}", item.chart_title).unwrap();
        }
        for line in item.statement.lines() {
            writeln!(out, "{indent}  > {line}").unwrap();
        }
        for section in &item.sections {
            write_section(&mut out, item.depth, section);
        }
    }
    out
}

fn write_section(out: &mut String, depth: usize, section: &DraftSection) {
    let indent = "  ".repeat(depth + 1);
    writeln!(out, "{indent}§ {} {}", section.kind.word(), section.heading).unwrap();
    for line in section.text.lines() {
        writeln!(out, "{indent}  > {line}").unwrap();
    }
    for line in &section.lines {
        writeln!(out, "{indent}  ○ {}", line.text).unwrap();
    }
}

#[track_caller]
fn check(text: &str, expect: &str) {
    let draft = read_text(text);
    lossless::check(text, &draft);
    let found = outline(&draft);
    let found: Vec<_> = found.lines().map(str::trim_end).collect();
    let expect: Vec<_> = expect
        .trim_matches('\n')
        .lines()
        .map(str::trim_end)
        .collect();
    assert_eq!(found.join("\n"), expect.join("\n"));
}

#[test]
fn markdown_without_named_levels() {
    check(
        "# 第4期 みずうみ町地域福祉活動計画\nみずうみ町社会福祉協議会\n\nはじめに、皆で作りました。\n\
         ## 1 つながる\nふだんから声をかけます。\n### (1) あいさつ\n- 門に立ちます\n- 手をふります【新規】\n\
         ## 2 ささえる\n### (1) 送迎\n#### 現状と課題\nバスがありません。\n#### 町民のみなさんは\n- 乗り合おう。\n",
        "
第4期 みずうみ町地域福祉活動計画 | みずうみ町社会福祉協議会 | 大項目, 中項目, 取組
  § 自由
    > はじめに、皆で作りました。
  1 つながる
    > ふだんから声をかけます。
    (1) あいさつ
       門に立ちます
       手をふります #新規
  2 ささえる
    (1) 送迎
      § 現状と課題 現状と課題
        > バスがありません。
      § 地域住民のみなさんは 町民のみなさんは
        ○ 乗り合おう。",
    );
}

#[test]
fn numbers_in_full_width() {
    check(
        "第１章　考え方\n第１節　背景\n　少子高齢化が進んでいます。\n第２章　現状\n１　人口\n（１）総数\nア　北部\nイ　南部\n２　世帯",
        "
 |  | 章, 中項目, 小項目, 細項目
  第1章! 考え方
    第1節! 背景
      > 少子高齢化が進んでいます。
  第2章! 現状
    1 人口
      (1) 総数
        ア! 北部
        イ! 南部
    2 世帯",
    );
}

#[test]
fn levels_in_brackets_and_wrapped_lines() {
    check(
        "【基本目標１】ともに育つ\n【推進項目①】学び\n◆具体的な取り組み\n・出前講座を行います。\n・夏の体験学習を\n　開きます。（継続）\n\
         【推進項目②】出会い\n◆具体的な取り組み\n・お茶会を開きます。\n",
        "
 |  | 基本目標, 推進項目, 具体的な取り組み
  1 ともに育つ
    ① 学び
       出前講座を行います。
       夏の体験学習を開きます。（継続）
    ② 出会い
       お茶会を開きます。",
    );
}

#[test]
fn a_level_named_on_a_line_of_its_own() {
    check(
        "基本目標\n1 つながる\n重点目標\n(1) あいさつ\n具体的な取組\n1) 門に立つ\n2) 手をふる\n毎朝です。",
        "
 |  | 基本目標, 重点目標, 具体的な取組
  1 つながる
    (1) あいさつ
      1) 門に立つ
      2) 手をふる
        > 毎朝です。",
    );
}

#[test]
fn a_markdown_table_is_a_chart() {
    check(
        "| 基本目標 | 施策の方向 | 具体的な取組 |\n|---|---|---|\n| 1 つながる | (1) あいさつ | ①門に立つ ②手をふる |\n\
         | | (2) 居場所 | ①縁側<br>②サロン |\n| 2 ささえる | (1) 見守り | ①見守り隊 |\n",
        "
 |  | 基本目標, 施策の方向, 具体的な取組
  1 つながる
    (1) あいさつ
      ① 門に立つ
      ② 手をふる
    (2) 居場所
      ① 縁側
      ② サロン
  2 ささえる
    (1) 見守り
      ① 見守り隊",
    );
}

#[test]
fn chart_and_body_differ_in_a_word() {
    check(
        "基本目標\t重点目標\n1 つながる\t(1)地域の声を聞く (2)出会う\n\n重点目標 1–(1) 地域に声を聞く\n話します。\n重点目標 1-(2) 出会う",
        "
 |  | 基本目標, 重点目標
  1 つながる
    (1) 地域に声を聞く
      chart: 地域の声を聞く
      > 話します。
    (2) 出会う",
    );
}

#[test]
fn a_goal_may_come_before_its_pillar_and_numbers_may_skip() {
    check(
        "基本目標 2-②\n支え合います。\n計画柱2 ささえる\n基本目標 2-①\n気づきます。",
        "
 |  | 計画柱, 基本目標
  2! ささえる
    ②! 支え合います。
    ①! 気づきます。",
    );
}

#[test]
fn what_is_no_plan_is_prose() {
    check(
        "昨日は雨でした。\n3人で出かけました。\n2022年のことです。\n基本目標では迷いました。",
        "
 |  |
  § 自由
    > 昨日は雨でした。
    > 3人で出かけました。
    > 2022年のことです。
    > 基本目標では迷いました。",
    );
    assert_eq!(read_text("").items.len(), 0);
}

#[test]
fn a_policy_of_another_council_keeps_its_heading() {
    let text = "# 令和6年度 事業計画\nみどり野市社会福祉協議会\n\
                ## 令和6年度 みずうみ町社会福祉協議会 事業推進方針\n皆で進めます。";
    let draft = read_text(text);
    lossless::check(text, &draft);
    assert_eq!(draft.policy, "皆で進めます。");
    assert_eq!(
        draft.captions[&yoriai_plan::Caption::Policy],
        "令和6年度 みずうみ町社会福祉協議会 事業推進方針"
    );
}

#[test]
fn a_level_keeps_the_name_that_the_source_gives_it() {
    check(
        "1) あ\n・い\n取組\t\t進捗\n## う\n(1) え",
        "
 |  | 大項目, 取組
  1) あ
     い
   う
    (1)! え",
    );
}

#[test]
fn contents_are_not_the_goals() {
    check(
        "第3期 みずうみ町地域福祉活動計画\n目次\n基本目標1 つながる地域 ………… 12\n基本目標2 ささえる地域 ………… 20\n\
         基本目標1 つながる地域\n重点目標(1) あいさつ\n基本目標2 ささえる地域",
        "
第3期 みずうみ町地域福祉活動計画 |  | 基本目標, 重点目標
  § 自由
    > 目次
    > 基本目標1 つながる地域 ………… 12
    > 基本目標2 ささえる地域 ………… 20
  1 つながる地域
    (1) あいさつ
  2 ささえる地域",
    );
}

#[test]
fn years_are_read_in_every_form() {
    let year = |text: &str| {
        let draft = read_text(text);
        lossless::check(text, &draft);
        (draft.first_year == draft.last_year).then_some(draft.first_year?.year())
    };
    assert_eq!(year("令和4年度 事業計画"), Some(2022));
    assert_eq!(year("2022年度 事業計画"), Some(2022));
    assert_eq!(year("２０２２年度 事業計画"), Some(2022));
    assert_eq!(year("R4年度 事業計画"), Some(2022));
}

#[test]
fn names_of_levels_in_any_bracket() {
    for (open, close) in ["「」", "〈〉", "≪≫", "『』", "【】", "＜＞", "《》", "〔〕"]
        .map(|pair| (pair.chars().next().unwrap(), pair.chars().nth(1).unwrap()))
    {
        let text = format!("{open}基本目標1{close}つながる\n{open}基本目標2　ささえる{close}");
        check(
            &text,
            "
 |  | 基本目標
  1 つながる
  2 ささえる",
        );
    }
}

#[test]
fn a_long_vowel_typed_for_a_dash_joins_a_number() {
    check(
        "計画柱1 ひとりにしない\n基本目標1ー① つながる\n基本目標1ー② ささえる",
        "
 |  | 計画柱, 基本目標
  1 ひとりにしない
    ① つながる
    ② ささえる",
    );
}

#[test]
fn the_address_of_a_link_is_kept() {
    check(
        "基本目標1 つながる\n<p><a href=\"https://example.jp/form\">申込</a>はこちら</p>",
        "
 |  | 基本目標
  1 つながる
    > https://example.jp/form
    > 申込
    > はこちら",
    );
}

#[test]
fn what_the_council_does_is_a_list_of_its_own() {
    let text = "基本理念 ともに支え合うまち\n基本目標1 つながる\n重点目標(1) 集い\n◎社協がすること\n\
                ・場所を探します\n◎住民ができること\n・顔を出してみる";
    let draft = read_text(text);
    lossless::check(text, &draft);
    assert_eq!(draft.philosophy, "ともに支え合うまち");
    assert_eq!(draft.counts_by_level()[2], ("社協がすること".to_owned(), 1));
    let lines: Vec<&str> = draft
        .sections()
        .flat_map(|section| &section.lines)
        .map(|line| line.text.as_str())
        .collect();
    assert_eq!(lines, ["顔を出してみる"]);
}

#[test]
fn a_heading_that_speaks_of_the_council_is_no_list() {
    let text = "第1章 計画の推進\n社会福祉協議会の役割\n・地域福祉を進めます\n地区社協がすること\n基本理念 について\n\
                基本目標1 つながる\n重点目標(1) 集い\n具体的な取組\n・場所を探します";
    let draft = read_text(text);
    lossless::check(text, &draft);
    assert_eq!(draft.philosophy, "");
    let counts = draft.counts_by_level();
    let names: Vec<&str> = counts.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["基本目標", "重点目標", "具体的な取組"]);
}
