//! Texts in, and what is then in the plan file.

use yoriai_plan::{Command, Plan, PlanText, Stamp, TextRef};

use crate::desk::{Desk, SAMPLE};

const LEVELS: [&str; 4] = ["基本目標", "重点目標", "活動方針", "具体的な取組"];
const COUNTS: [Option<&str>; 4] = [Some("3"), Some("6"), Some("11"), Some("35")];

#[test]
fn an_import_says_what_it_recognised() {
    let desk = Desk::new();
    desk.put("sample.txt", SAMPLE.as_bytes());
    let ran = desk.run(&["import", "sample.txt", "-o", "plan.yoriai"]);
    assert_eq!(ran.status, Some(0));
    assert_eq!(ran.values(LEVELS), COUNTS);
    assert_eq!(
        ran.values(["種別", "題", "団体", "節", "節の項目"]),
        [
            Some("地域福祉活動計画"),
            Some("第3期 みどり野市地域福祉活動計画"),
            Some("みどり野市社会福祉協議会"),
            Some("13"),
            Some("18"),
        ]
    );
}

#[test]
fn an_imported_plan_holds_what_was_recognised() {
    let desk = Desk::with_sample();
    let ran = desk.run(&["inspect", "plan.yoriai"]);
    assert_eq!((ran.status, ran.aside.as_str()), (Some(0), ""));
    assert_eq!(ran.values(LEVELS), COUNTS);
    assert_eq!(
        ran.values(["題", "団体", "期", "計画期間", "ごみ箱", "ご確認ください"]),
        [
            Some("第3期 みどり野市地域福祉活動計画"),
            Some("みどり野市社会福祉協議会"),
            Some("第3期"),
            Some("令和6年度～令和10年度"),
            Some("0"),
            Some("0"),
        ]
    );
}

#[test]
fn a_text_can_come_through_standard_input() {
    let desk = Desk::new();
    let ran = desk.run_with(&["import", "-", "-o", "plan.yoriai"], SAMPLE.as_bytes());
    assert_eq!(ran.status, Some(0));
    assert_eq!(ran.values(LEVELS), COUNTS);
}

#[test]
fn several_files_are_one_document_in_their_order() {
    let desk = Desk::new();
    let (first, second) = SAMPLE.split_at(SAMPLE.find("重点目標 1-(2)").unwrap());
    // As Windows writes it, and without a line break at the end.
    desk.put("1.txt", format!("\u{feff}{}", first.trim_end()).as_bytes());
    desk.put("2.txt", format!("\u{feff}{second}").as_bytes());
    let ran = desk.run(&["import", "1.txt", "2.txt", "-o", "plan.yoriai"]);
    assert_eq!(ran.status, Some(0));
    assert_eq!(ran.values(LEVELS), COUNTS);
    assert_eq!(ran.value("題"), Some("第3期 みどり野市地域福祉活動計画"));
}

#[test]
fn a_sheet_without_a_title_is_a_document_of_its_own() {
    let desk = Desk::with_sample();
    let sheet = "No.\t組織目標\t項目\tR6 目標\n1\t見守りを広げます。\t見守り\t9地区18回\n";
    desk.put("sheet.txt", sheet.as_bytes());
    let args = ["import", "sample.txt", "sheet.txt", "-o", "both.yoriai"];
    assert_eq!(desk.run(&args).status, Some(0));
    let json = desk.run(&["inspect", "both.yoriai", "--json"]).json();
    assert_eq!(json["kind"], "activity");
    assert_eq!(json["organization"], "みどり野市社会福祉協議会");
    assert_eq!(json["indicators"].as_array().unwrap().len(), 1);
    let items = json["items"].as_array().unwrap();
    let at = |level: usize| items.iter().filter(|item| item["level"] == level).count();
    // The goal of the sheet, beside all that the plan has.
    let before = desk.run(&["inspect", "plan.yoriai", "--json"]).json();
    assert_eq!(items.len(), before["items"].as_array().unwrap().len() + 1);
    assert_eq!(at(2), 6);
}

#[test]
fn texts_in_the_encodings_of_windows() {
    let desk = Desk::new();
    let (sjis, _, _) = encoding_rs::SHIFT_JIS.encode("基本目標1 つながる①\r\n");
    desk.put("sjis.txt", &sjis);
    let utf_16 = "\u{feff}基本目標1 つながる①\r\n".encode_utf16();
    let bytes: Vec<u8> = utf_16.flat_map(u16::to_le_bytes).collect();
    desk.put("utf16.txt", &bytes);
    for name in ["sjis.txt", "utf16.txt"] {
        let ran = desk.run(&["import", name, "-o", "plan.yoriai", "--force", "--json"]);
        assert_eq!(ran.status, Some(0), "{}", ran.aside);
        assert_eq!(ran.json()["items"][0]["title"], "つながる①");
    }
}

#[cfg(unix)]
#[test]
fn a_plan_that_only_its_owner_may_read_stays_so() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with_sample();
    let path = desk.path("plan.yoriai");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    desk.put("copy.yoriai", &desk.get("plan.yoriai"));
    let merge = ["merge", "plan.yoriai", "copy.yoriai", "-o", "plan.yoriai"];
    assert_eq!(desk.run(&merge).status, Some(0));
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn two_imports_make_two_plans() {
    let desk = Desk::with_sample();
    desk.run(&["import", "sample.txt", "-o", "again.yoriai"]);
    let [one, other] = ["plan.yoriai", "again.yoriai"].map(|name| {
        let plan = Plan::read(&desk.open(name, 1));
        plan.children(None).to_vec()
    });
    assert!(one.iter().all(|id| !other.contains(id)));
}

#[test]
fn an_import_takes_the_place_of_an_older_file_and_leaves_nothing_else() {
    let desk = Desk::with_sample();
    let ran = desk.run_with(
        &["import", "-", "-o", "plan.yoriai", "--force"],
        "基本目標1 つながる".as_bytes(),
    );
    assert_eq!(ran.status, Some(0));
    assert_eq!(desk.names(), ["plan.yoriai", "sample.txt"]);
    assert_eq!(
        desk.run(&["inspect", "plan.yoriai"]).value("基本目標"),
        Some("1")
    );
}

#[test]
fn what_would_steer_a_terminal_is_not_printed() {
    let desk = Desk::new();
    let text = "基本目標1 \u{1b}[2J\u{7}つながる";
    let ran = desk.run_with(&["import", "-", "-o", "plan.yoriai"], text.as_bytes());
    assert_eq!(ran.status, Some(0));
    let mut doc = desk.open("plan.yoriai", 1);
    doc.apply(&Command::WriteText {
        field: TextRef::Plan(PlanText::Title),
        at: 0,
        delete: 0,
        insert: "\u{1b}]0;題\u{9c}".to_owned(),
        seen: None,
    })
    .unwrap();
    doc.commit(&Stamp::default());
    desk.put("plan.yoriai", &doc.save());
    let ran = desk.run(&["inspect", "plan.yoriai"]);
    assert!(ran.value("題").is_some_and(|title| title.contains("0;題")));
    assert!(ran.out.chars().all(|c| c == '\n' || !c.is_control()));
}

const SUMMARY: &str = "## 第3期計画 事業進捗のまとめ

### 基本目標 1 つながりのある地域をつくる

重点目標\t\t進捗状況\t課題
(1)\t顔の見える関係を広げよう\t市 会場を3か所開きました。\t周知を広げる必要があります。
\t\t社協 担い手を募りました。\t担い手を増やす必要があります。
";

#[test]
fn a_second_document_joins_the_plan_by_number_and_title() {
    let desk = Desk::with_sample();
    desk.put("summary.txt", SUMMARY.as_bytes());
    let args = ["import", "sample.txt", "summary.txt", "-o", "both.yoriai"];
    let ran = desk.run(&args);
    assert_eq!((ran.status, ran.aside.as_str()), (Some(0), ""));
    assert_eq!(ran.values(LEVELS), COUNTS);
    assert_eq!(
        ran.values(["進捗の報告", "報告の欄（記入あり）", "読み取った文書"]),
        [Some("2"), Some("4"), Some("地域福祉活動計画、進捗のまとめ")]
    );
    // The sample names itself otherwise; what came first stays, and that is said.
    assert_eq!(ran.value("題"), Some("第3期 みどり野市地域福祉活動計画"));
    assert!(ran.out.contains("先の計画のまま"), "{}", ran.out);
    let title = "- 題：「第3期 みどり野市地域福祉活動計画」と「第3期計画 事業進捗のまとめ」";
    assert!(ran.out.contains(title), "{}", ran.out);
}

#[test]
fn a_document_goes_into_a_plan_that_is_there_and_brings_nothing_twice() {
    let desk = Desk::with_sample();
    desk.put("summary.txt", SUMMARY.as_bytes());
    let args = [
        "import",
        "summary.txt",
        "--into",
        "plan.yoriai",
        "-o",
        "plan.yoriai",
    ];
    for _ in 0..2 {
        let ran = desk.run(&args);
        assert_eq!((ran.status, ran.aside.as_str()), (Some(0), ""));
        assert_eq!(ran.values(LEVELS), COUNTS);
        assert_eq!(ran.value("進捗の報告"), Some("2"));
    }
    let ran = desk.run(&[&args[..], &["--take"]].concat());
    assert_eq!(ran.value("題"), Some("第3期計画 事業進捗のまとめ"));
}

#[test]
fn the_kind_can_be_said_where_it_cannot_be_seen() {
    let desk = Desk::new();
    let text = "第1期 計画\n基本目標1 つながる";
    let kind = |args: &[&str]| {
        let args = [&["import", "-", "-o", "a.yoriai", "--force"], args].concat();
        let ran = desk.run_with(&args, text.as_bytes());
        assert_eq!(ran.status, Some(0), "{}", ran.aside);
        ran.value("種別").unwrap().to_owned()
    };
    assert_eq!(kind(&[]), "地域福祉活動計画");
    assert_eq!(kind(&["--kind", "auto"]), "地域福祉活動計画");
    assert_eq!(kind(&["--kind", "annual"]), "事業計画");
    assert_eq!(kind(&["--kind", "goal-sheet"]), "組織目標");
}

#[test]
fn what_was_not_understood_is_named_with_its_line() {
    let desk = Desk::new();
    let text = "第1期 計画\n\n## 会長あいさつ\n\nみなさまのおかげです。\n\n基本目標1 つながる\n";
    let ran = desk.run_with(&["import", "-", "-o", "a.yoriai"], text.as_bytes());
    assert_eq!(ran.value("文のまま入れた行"), Some("1"), "{}", ran.out);
    assert!(
        ran.out.contains("- 5行目：みなさまのおかげです。"),
        "{}",
        ran.out
    );
}

#[test]
fn of_several_documents_the_line_names_its_own() {
    let desk = Desk::new();
    desk.put("a.txt", "第1期 計画\n基本目標1 つながる\n".as_bytes());
    let other = "第1期 計画 進捗のまとめ\n\n## 会長あいさつ\n\nありがとうございます。\n\n基本目標1 つながる\n";
    desk.put("b.txt", other.as_bytes());
    let ran = desk.run(&["import", "a.txt", "b.txt", "-o", "c.yoriai"]);
    assert!(
        ran.out
            .contains("- 2つめの文書 5行目：ありがとうございます。"),
        "{}",
        ran.out
    );
}

#[test]
fn findings_of_an_import_say_at_which_line() {
    let desk = Desk::new();
    let text = "第1期 計画\n基本目標1 つながる\n具体的な取組\n1) 集い\n1) 見守り\n";
    let ran = desk.run_with(
        &["import", "-", "-o", "a.yoriai", "--json"],
        text.as_bytes(),
    );
    let json = ran.json();
    let findings = json["findings"].as_array().unwrap();
    let twice = findings
        .iter()
        .find(|one| one["check"] == "number")
        .unwrap();
    assert_eq!(twice["severity"], "warning");
    assert_eq!(twice["source"], serde_json::json!({"line": 5}), "{twice}");
    let inspected = desk.run(&["inspect", "a.yoriai", "--json"]).json();
    assert_eq!(
        inspected["findings"].as_array().unwrap().len(),
        findings.len()
    );
    assert_eq!(inspected["findings"][0]["source"], serde_json::Value::Null);
}
