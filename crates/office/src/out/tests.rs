//! The documents of invented plans, laid out.

mod golden;

use std::collections::BTreeMap;

use serde_json::Value as Json;
use yoriai_plan::{
    Command, DistrictId, EvaluationId, FiscalYear, IndicatorId, NewRecord, Owner, Phase, Place,
    Plan, PlanDoc, RecordField, RecordId, ScaleId, Stamp, ValueId, ValueRole,
};

use super::{Block, Document, Paper, Slot, Table, json, tables};

const SHEET: &str = "# 組織目標管理シート

年 度\t令和5年度
組 織 名\tみどり野市社会福祉協議会
組織の方針\t声をかけ合える町にします。

作成日\t令和5年5月10日
修正日\t
評価日\t

No.\tビジョン 基本目標\t組織目標\t指標\t\t\t\t\t主な取り組み内容\t目標達成状況 未達成理由\t評価
\t\t\t項目\tR3 実績\tR4 実績\tR5 目標\tR5 結果\t\t\t
1\t基本目標 1\tサロンを増やします。\tサロンの数\t3か所\t4か所\t6か所\t\t空き店舗を訪ねます。\t\t
2\t基本目標 1\t担い手を育てます。\t講座の開催\t\t2回\t3回\t\t講座を開きます。\t\tB
3\t基本目標 2\t災害に備えます。\t訓練\t1回\t1回\t1回\t\t訓練をします。\t\t
";

const SUMMARY: &str = "## 第1期計画 事業進捗のまとめ

### 基本目標 1 集う

取組\t\t進捗状況\t課題
①\tサロン\t市 会場を3か所開きました。\t周知を広げる必要があります。
\t\t社協 担い手を募りました。\t
";

struct Desk {
    doc: PlanDoc,
    next: u8,
}

impl Desk {
    fn with(text: &str) -> Self {
        let mut desk = Self {
            doc: PlanDoc::new([1; 16]),
            next: 0,
        };
        let commands = crate::read_text(text).commands(&mut || desk.next_bytes());
        desk.apply(Command::Batch(commands));
        desk
    }

    fn next_bytes(&mut self) -> [u8; 12] {
        self.next += 1;
        [self.next; 12]
    }

    fn apply(&mut self, command: Command) {
        self.doc.apply(&command).unwrap();
        self.doc.commit(&Stamp::default());
    }

    fn add(&mut self, record: NewRecord) {
        self.apply(Command::AddRecord {
            record,
            place: Place::Last,
        });
    }

    fn plan(&self) -> Plan {
        Plan::read(&self.doc)
    }
}

fn year(number: i32) -> FiscalYear {
    FiscalYear::new(number).unwrap()
}

fn tables_of(paper: &Paper) -> Vec<&Table> {
    let tables = paper.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables.collect()
}

/// Rows as text: `+` where a cell goes on.
fn rows(grid: &super::Grid<'_>) -> Vec<String> {
    let text = |slot: &Slot<'_>| match slot {
        Slot::Begins(cell) => cell.text.replace('\n', "/"),
        Slot::GoesOn(_) => "+".to_owned(),
        Slot::Empty => "!".to_owned(),
    };
    let row = |row: &Vec<Slot<'_>>| row.iter().map(text).collect::<Vec<_>>().join("|");
    grid.iter().map(row).collect()
}

#[test]
fn a_goal_sheet_has_the_columns_of_the_form() {
    let plan = Desk::with(SHEET).plan();
    let paper = tables(&plan, Document::GoalSheet, None);
    assert_eq!(paper.size, super::Size::Large);
    let tables = tables_of(&paper);
    let [about, dates, goals] = tables[..] else {
        panic!("{paper:?}")
    };
    assert_eq!(
        rows(&about.body_grid()),
        [
            "年度|令和5年度",
            "組織名|みどり野市社会福祉協議会",
            "組織の方針|声をかけ合える町にします。"
        ]
    );
    assert_eq!(
        rows(&dates.body_grid()),
        ["作成日|令和5年5月10日", "修正日|", "評価日|"]
    );
    assert_eq!(
        rows(&goals.head_grid()),
        [
            "No.|ビジョン・基本目標|組織目標|指標|+|+|+|+|主な取り組み内容|目標達成状況・未達成理由|評価",
            "+|+|+|項目|R3 実績|R4 実績|R5 目標|R5 結果|+|+|+"
        ]
    );
    assert_eq!(
        rows(&goals.body_grid()),
        [
            "1|基本目標 1|サロンを増やします。|サロンの数|3か所|4か所|6か所||空き店舗を訪ねます。||",
            "2|+|担い手を育てます。|講座の開催||2回|3回||講座を開きます。||B",
            "3|基本目標 2|災害に備えます。|訓練|1回|1回|1回||訓練をします。||"
        ]
    );
}

#[test]
fn a_goal_of_two_indicators_takes_two_rows() {
    let mut desk = Desk::with(SHEET);
    let plan = desk.plan();
    let vision = plan.children(None)[0].clone();
    let goal = plan.children(Some(&vision))[0].clone();
    let (indicator, value) = (
        IndicatorId::from_random([201; 12]),
        ValueId::from_random([202; 12]),
    );
    desk.add(NewRecord::Indicator {
        id: indicator.clone(),
        owner: Owner::Item(goal),
        name: "参加者".to_owned(),
    });
    desk.add(NewRecord::Value {
        id: value,
        indicator,
        year: year(2023),
        role: ValueRole::Target,
        text: "延べ90名".to_owned(),
    });
    let paper = tables(&desk.plan(), Document::GoalSheet, None);
    let body = rows(&tables_of(&paper)[2].body_grid());
    assert_eq!(body.len(), 4);
    assert_eq!(body[1], "+|+|+|参加者|||延べ90名||+|+|+");
    assert!(body[2].starts_with("2|+|担い手"), "{}", body[2]);
}

#[test]
fn values_of_districts_stand_in_their_cell_by_name() {
    let mut desk = Desk::with(SHEET);
    let district = DistrictId::from_random([201; 12]);
    desk.add(NewRecord::District {
        id: district.clone(),
        name: "東".to_owned(),
    });
    let plan = desk.plan();
    let target = plan.values.values().find(|value| value.text == "6か所");
    let (indicator, value) = (
        target.unwrap().indicator.clone().unwrap(),
        ValueId::from_random([202; 12]),
    );
    desk.add(NewRecord::Value {
        id: value.clone(),
        indicator,
        year: year(2023),
        role: ValueRole::Target,
        text: "2か所".to_owned(),
    });
    desk.apply(Command::SetRecord {
        id: RecordId::Value(value),
        field: RecordField::District(Some(district)),
    });
    let paper = tables(&desk.plan(), Document::GoalSheet, None);
    let body = rows(&tables_of(&paper)[2].body_grid());
    assert!(body[0].contains("|6か所/東：2か所|"), "{}", body[0]);
}

#[test]
fn another_year_moves_the_columns() {
    let plan = Desk::with(SHEET).plan();
    let paper = tables(&plan, Document::GoalSheet, Some(year(2024)));
    let goals = tables_of(&paper)[2];
    assert!(rows(&goals.head_grid())[1].contains("R4 実績|R5 実績|R6 目標|R6 結果"));
    // The target of 令和5年度 is no actual of 令和6年度; the grade is not of that year either.
    let body = rows(&goals.body_grid());
    assert!(body[1].contains("講座の開催|2回|||"), "{}", body[1]);
    assert!(body[1].ends_with('|'), "{}", body[1]);
}

#[test]
fn the_legend_of_the_scale_stands_under_the_sheet() {
    let mut desk = Desk::with(SHEET);
    desk.add(NewRecord::Scale {
        id: ScaleId::from_random([203; 12]),
        name: "4段階".to_owned(),
        grades: "A　計画を上回る\nB　計画どおり".to_owned(),
    });
    let markdown = tables(&desk.plan(), Document::GoalSheet, None).markdown();
    assert!(
        markdown.ends_with("## 評価の基準 4段階\n\n- A　計画を上回る\n- B　計画どおり\n"),
        "{markdown}"
    );
}

#[test]
fn a_progress_summary_merges_the_cell_of_its_item() {
    let plan = Desk::with(SUMMARY).plan();
    let paper = tables(&plan, Document::Progress, None);
    let tables = tables_of(&paper);
    assert_eq!(rows(&tables[0].head_grid()), ["取組|主体|進捗状況|課題"]);
    assert_eq!(
        rows(&tables[0].body_grid()),
        [
            "① サロン|市|会場を3か所開きました。|周知を広げる必要があります。",
            "+|社協|担い手を募りました。|"
        ]
    );
    let html = paper.html();
    assert!(
        html.contains(
            "<th scope=\"rowgroup\" rowspan=\"2\">① サロン</th><th scope=\"row\">市</th>"
        ),
        "{html}"
    );
}

#[test]
fn a_lost_cell_is_not_blank_and_a_blank_one_is_not_zero() {
    let mut desk = Desk::with(SUMMARY);
    let plan = desk.plan();
    let report = |text: &str| {
        let mut reports = plan.reports.values();
        reports.find(|one| one.progress == text).unwrap().id.clone()
    };
    let id = RecordId::Report(report("担い手を募りました。"));
    let field = RecordField::IssuesState(yoriai_plan::CellState::Lost);
    desk.apply(Command::SetRecord { id, field });
    let paper = tables(&desk.plan(), Document::Progress, None);
    let body = rows(&tables_of(&paper)[0].body_grid());
    assert_eq!(body[1], "+|社協|担い手を募りました。|（欠落）");
    let data: Json = serde_json::from_str(&json(&desk.plan(), None)).unwrap();
    let issues = |at: usize| data["reports"][at]["issues"]["state"].clone();
    assert_eq!((issues(0), issues(1)), ("filled".into(), "lost".into()));
}

#[test]
fn a_plan_that_nobody_has_reported_on_yet_still_has_its_form() {
    let plan = Desk::with("基本目標1 集う\n取組\n① サロン\n② 見守り").plan();
    let paper = tables(&plan, Document::Progress, None);
    let body = rows(&tables_of(&paper)[0].body_grid());
    assert_eq!(body.len(), 2, "{body:?}");
    assert!(body.iter().all(|row| row.ends_with("|||")), "{body:?}");
}

#[test]
fn an_annual_plan_of_another_year_leaves_out_what_does_not_hold() {
    let mut desk = Desk::with(
        "# 令和5年度 事業計画\n\n## 計画柱1 つながる\n\n### 基本目標 1-①\n\n声をかけ合います。\n\n\
         ### 令和5年度の具体的な取組\n\n#### 1) サロン《重点取組》\n\n月に1回開きます。\n",
    );
    let shown = |desk: &Desk, number: i32| {
        let paper = tables(&desk.plan(), Document::Annual, Some(year(number)));
        paper.markdown().contains("サロン 《重点》")
    };
    assert!(shown(&desk, 2023));
    assert!(!shown(&desk, 2024));
    let plan = desk.plan();
    let id = plan
        .walk()
        .find(|item| item.title == "サロン")
        .unwrap()
        .id
        .clone();
    let years = vec![year(2023), year(2024)];
    desk.apply(Command::SetItemYears { id, years });
    assert!(shown(&desk, 2024));
}

#[test]
fn every_record_is_in_the_data() {
    let mut desk = Desk::with(SHEET);
    let plan = desk.plan();
    let goal = plan.walk().find(|item| item.depth == 2).unwrap().id.clone();
    let id = EvaluationId::from_random([204; 12]);
    desk.add(NewRecord::Evaluation {
        id: id.clone(),
        owner: Owner::Item(goal.clone()),
        year: year(2023),
        phase: Phase::FirstHalf,
        by: yoriai_plan::By::Committee,
    });
    let field = RecordField::Grade("A".to_owned());
    let id = RecordId::Evaluation(id);
    desk.apply(Command::SetRecord { id, field });
    let data: Json = serde_json::from_str(&json(&desk.plan(), None)).unwrap();
    let mut phases: BTreeMap<&str, &str> = BTreeMap::new();
    for one in data["evaluations"].as_array().unwrap() {
        phases.insert(
            one["phase"].as_str().unwrap(),
            one["grade"].as_str().unwrap(),
        );
    }
    assert_eq!(phases, [("first-half", "A"), ("year", "B")].into());
    let first = &data["indicators"][0];
    assert_eq!(first["owner"], goal.as_str());
    assert_eq!(
        first["values"][0]["parts"],
        serde_json::json!([{"label": null, "number": 3, "unit": "か所", "per": null, "total": false}])
    );
}

#[test]
fn reports_of_several_years_say_which() {
    let mut desk = Desk::with(SUMMARY);
    let plan = desk.plan();
    let item = plan.walk().find(|item| item.depth == 2).unwrap();
    let party = plan.parties.first().map(|party| party.id.clone());
    let id = yoriai_plan::ReportId::from_random([205; 12]);
    desk.add(NewRecord::Report {
        id: id.clone(),
        item: item.id.clone(),
        party,
        year: Some(year(2023)),
        period: String::new(),
    });
    desk.apply(Command::WriteText {
        field: yoriai_plan::TextRef::Report(id, yoriai_plan::ReportText::Progress),
        at: 0,
        delete: 0,
        insert: "続けました。".to_owned(),
        seen: None,
    });
    let text = tables(&desk.plan(), Document::Progress, None).csv();
    assert!(text.contains("【令和5年度】続けました。"), "{text}");
    assert!(
        text.contains("【第1期計画】会場を3か所開きました。"),
        "{text}"
    );
    let text = tables(&desk.plan(), Document::Progress, Some(year(2024))).csv();
    assert!(
        !text.contains("【") && !text.contains("続けました"),
        "{text}"
    );
}

#[test]
fn an_empty_plan_leaves_in_every_form() {
    let plan = Plan::default();
    for document in Document::ALL {
        let paper = tables(&plan, document, None);
        for text in [paper.markdown(), paper.html(), paper.csv()] {
            assert!(!text.contains("None"), "{text}");
        }
        // Nothing but what the form itself says.
        let has_rows = tables_of(&paper).iter().any(|table| table.body.len() > 3);
        assert!(!has_rows, "{paper:?}");
    }
    let data: Json = serde_json::from_str(&json(&plan, None)).unwrap();
    assert_eq!(data["items"], serde_json::json!([]));
    assert_eq!(data["period"], Json::Null);
}
