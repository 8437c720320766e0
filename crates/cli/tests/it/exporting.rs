//! A plan as its documents, in each format.

use encoding_rs::SHIFT_JIS;
use yoriai_plan::{Command, Plan, PlanText, Stamp, TextRef};

use crate::desk::{Desk, Ran};

fn export(desk: &Desk, args: &[&str]) -> Ran {
    desk.run(&[&["export", "plan.yoriai"], args].concat())
}

/// A desk with the sample, whose policy is `text`.
fn with_policy(text: &str) -> Desk {
    let desk = Desk::with_sample();
    let mut doc = desk.open("plan.yoriai", 1);
    assert_eq!(Plan::read(&doc).head.policy, "");
    doc.apply(&Command::WriteText {
        field: TextRef::Plan(PlanText::Policy),
        at: 0,
        delete: 0,
        insert: text.to_owned(),
        seen: None,
    })
    .unwrap();
    doc.commit(&Stamp::default());
    desk.put("plan.yoriai", &doc.save());
    desk
}

#[test]
fn a_chart_in_markdown_has_a_row_per_line_of_the_lowest_level() {
    let desk = Desk::with_sample();
    let ran = export(&desk, &["--view", "chart", "--format", "md"]);
    assert_eq!((ran.status, ran.aside.as_str()), (Some(0), ""));
    let rows: Vec<&str> = ran
        .out
        .lines()
        .filter(|line| line.starts_with('|'))
        .collect();
    assert_eq!(
        rows[..2],
        ["| 基本目標 | 重点目標 | 活動方針 |", "| --- | --- | --- |"]
    );
    assert_eq!(rows.len(), 2 + 11);
    assert_eq!(
        rows[2],
        "| 1 つながりのある地域をつくる | (1) 顔の見える関係を広げよう | ① 集いの場を身近に増やします |"
    );
    assert_eq!(rows[3], "|  |  | ② 世代をこえて出会います |");
}

#[test]
fn a_chart_in_html_merges_the_cells() {
    let desk = Desk::with_sample();
    let ran = export(&desk, &["--view", "chart", "--format", "html"]);
    assert!(ran.out.starts_with("<!doctype html>"), "{}", ran.out);
    assert!(
        ran.out
            .contains("<td rowspan=\"4\">1 つながりのある地域をつくる</td><td rowspan=\"2\">"),
        "{}",
        ran.out
    );
    assert_eq!(ran.out.matches("<tr>").count(), 1 + 11);
}

#[test]
fn an_activity_plan_holds_every_line_once() {
    let desk = Desk::with_sample();
    let ran = export(&desk, &["--view", "activity", "--format", "md"]);
    let plan = Plan::read(&desk.open("plan.yoriai", 1));
    let titles = plan.walk().map(|item| &item.title);
    let lines = plan.lines.values().map(|line| &line.text);
    for text in titles.chain(lines) {
        assert_eq!(ran.out.matches(text.as_str()).count(), 1, "{text}");
    }
    assert!(
        ran.out
            .contains("### 重点目標 1-(1) 顔の見える関係を広げよう"),
        "{}",
        ran.out
    );
}

#[test]
fn what_people_wrote_never_becomes_markup() {
    let desk = with_policy("<script>alert(\"1\")</script> & <b>");
    let ran = export(&desk, &["--view", "activity", "--format", "html"]);
    assert!(!ran.out.contains("<script") && !ran.out.contains("<b>"));
    assert!(
        ran.out
            .contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &lt;b&gt;")
    );
}

#[test]
fn a_table_for_excel_is_utf_8_with_a_mark_and_windows_line_ends() {
    let desk = with_policy("=HYPERLINK(\"http://example.com\")");
    let ran = export(&desk, &["--view", "activity", "--format", "csv"]);
    let text = ran.out.strip_prefix('\u{feff}').unwrap();
    assert!(text.lines().count() > 60);
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(
        text.contains("\"'=HYPERLINK(\"\"http://example.com\"\")\"\r\n"),
        "{text}"
    );
}

#[test]
fn a_table_in_shift_jis_comes_back_as_it_went() {
    let desk = with_policy("令和3～7年度 ①髙");
    let sjis = export(
        &desk,
        &[
            "--view",
            "activity",
            "--format",
            "csv",
            "--encoding",
            "shift-jis",
        ],
    );
    assert_eq!((sjis.status, sjis.aside.as_str()), (Some(0), ""));
    let utf8 = export(&desk, &["--view", "activity", "--format", "csv"]);
    let (text, _, broken) = SHIFT_JIS.decode(&sjis.bytes);
    assert!(!broken);
    assert_eq!(text, utf8.out.strip_prefix('\u{feff}').unwrap());
}

#[test]
fn what_shift_jis_lacks_is_asked_about_first() {
    let desk = with_policy("令和3〜7年度 𠮷田");
    let args = [
        "--view",
        "activity",
        "--format",
        "csv",
        "--encoding",
        "shift-jis",
    ];
    let ran = export(&desk, &args);
    assert_eq!((ran.status, ran.bytes.len()), (Some(1), 0));
    for word in ["〜 を ～ に（1か所）", "𠮷 を 吉 に（1か所）"] {
        assert!(ran.aside.contains(word), "{}", ran.aside);
    }
    let ran = export(&desk, &[&args[..], &["--replace"]].concat());
    assert_eq!(ran.status, Some(0));
    let text = SHIFT_JIS.decode(&ran.bytes).0;
    assert!(text.contains("令和3～7年度 吉田"), "{text}");
    assert!(ran.aside.contains("𠮷 を 吉 に"), "{}", ran.aside);
}

#[test]
fn an_export_into_a_file_says_nothing_and_leaves_nothing_else() {
    let desk = Desk::with_sample();
    let ran = export(
        &desk,
        &["--view", "chart", "--format", "html", "-o", "chart.html"],
    );
    assert_eq!(
        (ran.status, ran.out.as_str(), ran.aside.as_str()),
        (Some(0), "", "")
    );
    assert_eq!(desk.names(), ["chart.html", "plan.yoriai", "sample.txt"]);
}

#[test]
fn the_data_is_the_same_from_both_commands() {
    let desk = Desk::with_sample();
    let inspected = desk.run(&["inspect", "plan.yoriai", "--json"]);
    let exported = export(&desk, &["--format", "json"]);
    assert_eq!(inspected.out, exported.out);
    let json = inspected.json();
    assert_eq!(json["title"], "第3期 みどり野市地域福祉活動計画");
    assert_eq!(json["period"], serde_json::json!([2024, 2028]));
    assert_eq!(json["slogan"].as_array().unwrap().len(), 2);
}

#[test]
fn keys_come_in_the_order_that_is_documented() {
    let desk = Desk::with_sample();
    let out = desk.run(&["inspect", "plan.yoriai", "--json"]).out;
    let keys: Vec<&str> = out
        .lines()
        .filter_map(|line| line.strip_prefix("  \"")?.split_once('"'))
        .map(|(key, _)| key)
        .collect();
    let documented = [
        "title",
        "organization",
        "kind",
        "fiscal_year",
        "period",
        "philosophy",
        "slogan",
        "policy",
        "levels",
        "items",
        "programmes",
        "indicators",
        "reports",
        "evaluations",
        "terms",
        "notes",
        "findings",
    ];
    assert_eq!(keys[..documented.len()], documented);
    let page = include_str!("../../../../docs/json.md");
    for key in keys {
        assert!(page.contains(&format!("`{key}`")), "{key}");
    }
}
