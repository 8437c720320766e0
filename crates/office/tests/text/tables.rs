//! Tables as councils write them: which cell goes where.

use std::fmt::Write;

use yoriai_office::read_text;
use yoriai_office::text::{DocumentKind, Draft, Role};
use yoriai_plan::{CellState, ValueRole};

use crate::lossless;

fn read(text: &str) -> Draft {
    let draft = read_text(text);
    lossless::check(text, &draft);
    draft
}

/// Items with their reports: `集い: 市 進捗/課題/理由/次`.
fn reports(draft: &Draft) -> Vec<String> {
    let mut lines = Vec::new();
    for item in &draft.items {
        let mut line = format!("{}:", item.title);
        for report in &item.reports {
            let who = report.party.map_or("-", |key| {
                let known = draft.parties.iter().find(|party| party.key == key);
                known.map_or("?", |party| party.name.as_str())
            });
            let cells = [
                &report.progress,
                &report.issues,
                &report.reason,
                &report.next,
            ];
            let cells = cells.map(|cell| cell.replace('\n', "/"));
            write!(line, " {who}[{}]", cells.join("|").trim_end_matches('|')).unwrap();
        }
        lines.push(line);
    }
    lines
}

#[test]
fn a_row_that_speaks_of_progress_is_no_head() {
    let draft = read(
        "取組\t\t進捗状況\t課題\n①\t計画の進捗管理\t市 委員会を2回開催\t委員の確保\n\
         ②\t集い\t市 開きました。\t広げる必要があります。",
    );
    let expect = [
        "計画の進捗管理: 市[委員会を2回開催|委員の確保]",
        "集い: 市[開きました。|広げる必要があります。]",
    ];
    assert_eq!(reports(&draft), expect);
    let plan = "令和4年度 事業計画\n1 会議\n進捗管理委員会\t年2回\n研修\t年1回";
    assert_eq!(read(plan).kind, DocumentKind::Annual);
}

#[test]
fn those_who_report_have_a_column_of_their_own() {
    let row = "①\t集いの場づくり\t市\t3か所で開いた\t担い手が足りない";
    let draft = read(&format!(
        "取組\t主体\t進捗状況\t課題\n{row}\n\t\t社協\t\t会場が遠い"
    ));
    let expect = ["集いの場づくり: 市[3か所で開いた|担い手が足りない] 社協[|会場が遠い]"];
    assert_eq!(reports(&draft), expect);
    assert_eq!(draft.sections().count(), 0);
    let of_council = &draft.items[0].reports[1];
    assert_eq!(of_council.progress_state, CellState::Blank);
    let draft = read(
        "| 取組 | 担当 | 進捗 | 課題 |\n|---|---|---|---|\n| ① 集い | 市 | 開いた | 足りない |\n| | 社協 | 手伝った | |",
    );
    assert_eq!(
        reports(&draft),
        ["集い: 市[開いた|足りない] 社協[手伝った]"]
    );
}

#[test]
fn anyone_may_report() {
    let draft = read(
        "取組\t主体\t進捗状況\t課題\n① 集い\tみどり市\t開いた\t遠い\n\t社会福祉協議会\t手伝った\t少ない\n\
         ② 送迎\tいこいの会\t走った\t車がない",
    );
    let expect = [
        "集い: みどり市[開いた|遠い] 社会福祉協議会[手伝った|少ない]",
        "送迎: いこいの会[走った|車がない]",
    ];
    assert_eq!(reports(&draft), expect);
    let draft = read(
        "取組\t\t進捗状況\t課題\n① 集い\tみどり市 開いた\t遠い\n\tみどり市社協\t手伝った\t少ない",
    );
    assert_eq!(
        reports(&draft),
        ["集い: みどり市[開いた|遠い] みどり市社協[手伝った|少ない]"]
    );
}

#[test]
fn reasons_and_next_steps_are_parts_of_the_report() {
    let draft =
        read("取組\t進捗状況\t課題\t未達成理由\t次の一手\n① 集い\t開いた\t遠い\t雨\t傘を配る");
    assert_eq!(reports(&draft), ["集い: -[開いた|遠い|雨|傘を配る]"]);
    assert_eq!(draft.sections().count(), 0);
}

#[test]
fn a_head_may_be_worded_otherwise_in_the_next_table() {
    let draft = read(
        "基本目標1 つながる\n取組\t進捗状況\t課題\n① 集い\t開いた\t遠い\n\
         基本目標2 ささえる\n取組\t事業の進捗\t課題\n① 送迎\t走った\t車がない",
    );
    let expect = [
        "つながる:",
        "集い: -[開いた|遠い]",
        "ささえる:",
        "送迎: -[走った|車がない]",
    ];
    assert_eq!(reports(&draft), expect);
    // The other wording is kept, and nothing else is.
    let sections: Vec<_> = draft
        .sections()
        .map(|section| section.text.as_str())
        .collect();
    assert_eq!(sections, ["事業の進捗"]);
}

#[test]
fn what_is_said_twice_a_year_stays_apart() {
    let draft = read("取組\t上半期の進捗\t下半期の進捗\t課題\n① 集い\t借りた\t開いた\t遠い");
    assert_eq!(reports(&draft), ["集い: -[借りた|遠い]"]);
    let section = &draft.items[0].sections[0];
    assert_eq!(
        (section.heading.as_str(), section.text.as_str()),
        ("下半期の進捗", "開いた")
    );
}

#[test]
fn a_cell_of_a_spreadsheet_may_have_lines() {
    let draft = read(
        "令和4年度 目標管理シート\nNo.\t\"組織\n目標\"\t項目\tR4 目標\t主な取組内容\t評価\n\
         1\t\"座談会を\n開きます。\"\t座談会\t\"9地区\n18回\"\t\"・空き家を借ります\n・担い手を募ります\"\tA\n\
         2\t\"縁側\"をひらく\t縁側\t3か所\t借ります\tB",
    );
    let titles: Vec<_> = draft.items.iter().map(|item| item.title.as_str()).collect();
    assert_eq!(titles, ["座談会を開きます。", "\"縁側\"をひらく"]);
    let first = &draft.items[0];
    assert_eq!(first.indicators[0].values[0].text, "9地区\n18回");
    assert_eq!(
        first.sections[0].text,
        "・空き家を借ります\n・担い手を募ります"
    );
    assert_eq!(first.evaluations[0].grade, "A");
    assert_eq!(draft.items[1].evaluations[0].grade, "B");
    let quotes = draft.pieces.iter().filter(|piece| {
        piece.role == Role::Markup && draft.source()[piece.source.clone()] == *"\""
    });
    assert_eq!(quotes.count(), 8);
}

#[test]
fn the_year_of_a_value_stands_before_or_in_brackets() {
    let draft = read(
        "No.\t組織目標\t項目\tR3 実績\t目標(R4)\t2022年度結果\t見込（令和5年度）\n1\t集い\t回数\t1回\t2回\t3回\t4回",
    );
    let values = &draft.items[0].indicators[0].values;
    let found: Vec<_> = values.iter().map(|v| (v.year.year(), v.role)).collect();
    use ValueRole::{Actual, Forecast, Result, Target};
    let expect = [
        (2021, Actual),
        (2022, Target),
        (2022, Result),
        (2023, Forecast),
    ];
    assert_eq!(found, expect);
}

#[test]
fn words_in_the_column_of_numbers_are_prose() {
    let draft = read("No.\tビジョン 基本目標\t組織目標\n・担い手を募ります\t\n1\t\t集い");
    let statements: Vec<_> = draft
        .items
        .iter()
        .map(|item| item.statement.as_str())
        .collect();
    assert!(statements.contains(&"・担い手を募ります"), "{statements:?}");
}

#[test]
fn whose_the_initiatives_are_is_not_lost() {
    // The plan has one name for the level, and would not show the other.
    let draft = read("基本目標1 つながる\n具体的な取組\n・集い\n市社協の具体的な取組\n・送迎");
    let titles: Vec<_> = draft.items.iter().map(|item| item.title.as_str()).collect();
    assert_eq!(titles, ["つながる", "集い", "送迎"]);
    assert_eq!(draft.items[0].statement, "市社協の具体的な取組");
}

#[test]
fn rows_are_of_what_the_head_says() {
    // 施策 is no level of a chart; rows need no number where they stand under it.
    let draft = read(
        "基本目標1 つながる\n施策\t実施主体\t実施状況\t今後の課題\n\
         (1) 集い\t市\t開いた\t遠い\n\t社会福祉協議会\t手伝った\t少ない\n\t地域\t該当なし\t",
    );
    let expect = [
        "つながる:",
        "集い: 市[開いた|遠い] 社会福祉協議会[手伝った|少ない] 地域[該当なし]",
    ];
    assert_eq!(reports(&draft), expect);
    let of_area = &draft.items[1].reports[2];
    let states = (of_area.progress_state, of_area.issues_state);
    assert_eq!(states, (CellState::None, CellState::Blank));
    let draft = read("事業名\t進捗状況\t課題\n配食\t週2回配った\t少ない\nサロン\t12か所で開いた\t");
    assert_eq!(
        reports(&draft),
        ["配食: -[週2回配った|少ない]", "サロン: -[12か所で開いた]"]
    );
}

#[test]
fn a_goal_sheet_may_name_its_goals_otherwise() {
    let draft = read(
        "令和5年度 目標管理シート\n所属\tみどり市社会福祉協議会\n作成日 令和5年4月20日　評価日 令和6年3月25日\n\
         No\t基本目標\t組織の目標\t指標\t\t\t主な取組\t達成状況\t評価\n\t\t\t指標名\tR4実績\tR5目標\n\
         1\t目標1\t輪を広げる\t協力店\t45店\t60店\t商店会を回る\t58店\tB\n評価基準\tA:目標以上 B:おおむね達成",
    );
    assert_eq!(draft.organization, "みどり市社会福祉協議会");
    let dates: Vec<&str> = draft.dates.values().map(String::as_str).collect();
    assert_eq!(dates, ["令和5年4月20日", "令和6年3月25日"]);
    let names: Vec<&str> = draft.levels.iter().map(|l| l.name.as_str()).collect();
    assert_eq!(names, ["基本目標", "組織の目標"]);
    let goal = &draft.items[1];
    assert_eq!(goal.title, "輪を広げる");
    let values: Vec<&str> = goal.indicators[0]
        .values
        .iter()
        .map(|v| v.text.as_str())
        .collect();
    assert_eq!((values, draft.items.len()), (vec!["45店", "60店"], 2));
    let legend = &draft.front[0];
    assert_eq!(
        (legend.heading.as_str(), legend.text.as_str()),
        ("評価基準", "A:目標以上 B:おおむね達成")
    );
}

#[test]
fn the_last_of_two_naming_columns_is_what_the_rows_are_about() {
    let draft = read(
        "基本目標1 つながる\n施策\t事業名\t実施状況\t課題\n見守る\t配食\t届けた\t足りない\n\t訪問\t回った\t少ない\n\
         基本目標2 支え合う\t\t\t\n\t自立支援協議会\t2回開いた\t参加が減った",
    );
    let expect = [
        "つながる:",
        "配食: -[届けた|足りない]",
        "訪問: -[回った|少ない]",
        "支え合う:",
        "自立支援協議会: -[2回開いた|参加が減った]",
    ];
    assert_eq!(reports(&draft), expect);
    let section = &draft.items[1].sections[0];
    assert_eq!(
        (section.heading.as_str(), section.text.as_str()),
        ("施策", "見守る")
    );
}

#[test]
fn a_name_in_each_row_is_one_item() {
    let draft = read(
        "取組\t主体\t進捗状況\t課題\n集い\t市\t開いた\t遠い\n集い\t社協\t手伝った\t少ない\n\
         (2) 送迎\t市\t走った\t\n(2) 送迎\t社協\t\t車がない",
    );
    let expect = [
        "集い: 市[開いた|遠い] 社協[手伝った|少ない]",
        "送迎: 市[走った] 社協[|車がない]",
    ];
    assert_eq!(reports(&draft), expect);
}

#[test]
fn who_reports_is_no_item_where_a_cell_got_lost() {
    let draft =
        read("取組\t\t進捗状況\t課題\n①\t集い\t市 開きました。\t遠い\n社協 手伝いました。\t少ない");
    assert_eq!(
        reports(&draft),
        ["集い: 市[開きました。|遠い] 社協[手伝いました。|少ない]"]
    );
}

#[test]
fn measures_and_dates_under_heads_make_no_goal_sheet() {
    let text = "みどり市地域福祉活動計画\n基本目標1 つながる\n重点目標(1) 集い\n指標\t現状\t目標\nサロンの数\t10か所\t20か所";
    let draft = read(text);
    let titles: Vec<&str> = draft.items.iter().map(|item| item.title.as_str()).collect();
    assert_eq!(titles, ["つながる", "集い"]);
    let draft = read("作成日\t修正日\n令和5年4月20日\t令和5年9月1日");
    assert!(draft.dates.values().all(String::is_empty));
    let draft = read("所属\t氏名\nみどり市社会福祉協議会");
    assert_ne!(draft.organization, "氏名");
}

#[test]
fn what_grades_mean_may_take_a_row_each() {
    let draft = read(
        "No\t組織目標\t指標\tR5目標\t評価\n1\t輪を広げる\t協力店\t60店\tB\n評価基準\tA:目標以上\n\tB:おおむね達成\n2\t担い手\t講座\t4回\tA",
    );
    let titles: Vec<&str> = draft.items.iter().map(|item| item.title.as_str()).collect();
    assert_eq!(titles, ["輪を広げる", "担い手"]);
    assert_eq!(draft.front[0].text, "A:目標以上\nB:おおむね達成");
    // A row may end before the column of numbers.
    let draft = read(
        "| 基本目標 | No | 組織目標 | 指標 |\n|---|---|---|---|\n| あ | 1 | い | う |\n| 評価基準 | A:よい |\n| B:ふつう |",
    );
    assert_eq!(draft.front[0].text, "A:よい\nB:ふつう");
}
