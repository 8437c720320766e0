//! Rows of the sheets: whose a report is, what the details of a cell hold, and names that repeat on
//! paper.

use std::cell::Cell;
use std::sync::Arc;

use wasm_bindgen_test::wasm_bindgen_test;
use yoriai::papers::goal_sheet::rows as goals;
use yoriai::papers::progress::repeated_where_long;
use yoriai::papers::progress::rows::{self, Period};
use yoriai::screens::sheet_tools::new_place::place_for_new;
use yoriai::screens::sheet_tools::report_move::{Standing, commands};
use yoriai_plan::{
    By, CategoryId, CellState, Command, EvaluationId, FiscalYear, IndicatorId, ItemId, LevelId,
    NewRecord, NumberStyle, Owner, PartyId, Phase, Place, Plan, PlanDoc, ProgrammeId, RecordField,
    RecordId, ReportId, ReportText, TextRef, ValueId, ValueRole, ValueText,
};

use crate::session::write;

thread_local! {
    static MADE: Cell<u8> = const { Cell::new(0) };
}

/// Bytes that no call has given before.
fn fresh() -> [u8; 12] {
    MADE.with(|made| {
        made.set(made.get() + 1);
        [made.get(); 12]
    })
}

fn year(year: i32) -> FiscalYear {
    FiscalYear::new(year).unwrap()
}

fn add(record: NewRecord) -> Command {
    Command::AddRecord {
        record,
        place: Place::Last,
    }
}

fn party(name: &str) -> (PartyId, Command) {
    let id = PartyId::from_random(fresh());
    let name = name.to_owned();
    (id.clone(), Command::AddParty { id, name })
}

/// A plan of one level with one item.
fn plan_with_item() -> (PlanDoc, ItemId) {
    let mut doc = PlanDoc::new([9; 16]);
    let item = ItemId::from_random(fresh());
    doc.apply(&Command::Batch(vec![
        Command::AddLevel {
            id: LevelId::from_random(fresh()),
            place: Place::Last,
            name: "取組".to_owned(),
            style: NumberStyle::Circled,
            in_chart: true,
        },
        Command::AddItem {
            id: item.clone(),
            parent: None,
            place: Place::Last,
            title: "見守る".to_owned(),
        },
    ]))
    .unwrap();
    (doc, item)
}

fn sheet_of(plan: &Plan) -> yoriai::components::grid::sheet::Sheet {
    let read = |_: &EvaluationId| Arc::new(String::new) as Arc<dyn Fn() -> String + Send + Sync>;
    goals::sheet(plan, year(2022), 1, "A　よい", &read)
}

#[wasm_bindgen_test]
fn a_report_can_be_given_to_someone_else_with_all_it_says() {
    let (mut doc, item) = plan_with_item();
    let ((city, add_city), (council, add_council)) = (party("市"), party("社協"));
    let old = ReportId::from_random(fresh());
    let mut all = vec![
        add_city,
        add_council,
        add(NewRecord::Report {
            id: old.clone(),
            item: item.clone(),
            party: Some(city),
            year: Some(year(2022)),
            period: String::new(),
        }),
        Command::SetRecord {
            id: RecordId::Report(old.clone()),
            field: RecordField::IssuesState(CellState::None),
        },
    ];
    for (which, text) in [
        (ReportText::Progress, "二つ開いた"),
        (ReportText::Reason, "雨のため"),
        (ReportText::Next, "秋にもう一度"),
    ] {
        all.push(Command::WriteText {
            field: TextRef::Report(old.clone(), which),
            at: 0,
            delete: 0,
            insert: text.to_owned(),
            seen: None,
        });
    }
    doc.apply(&Command::Batch(all)).unwrap();

    let new = ReportId::from_random(fresh());
    let to = Standing {
        party: Some(council.clone()),
        period: Period {
            year: Some(year(2023)),
            name: String::new(),
        },
    };
    let step = commands(&Plan::read(&doc), &old, &to, &new);
    doc.apply(&Command::Batch(step)).unwrap();

    let plan = &Plan::read(&doc);
    assert_eq!(plan.reports_of(&item), std::slice::from_ref(&new));
    let report = &plan.reports[&new];
    assert_eq!(report.party, Some(council));
    assert_eq!(report.year, Some(year(2023)));
    assert_eq!(report.progress, "二つ開いた");
    assert_eq!(report.reason, "雨のため");
    assert_eq!(report.next, "秋にもう一度");
    assert_eq!(report.issues_state, CellState::None);
    assert!(
        commands(plan, &new, &to, &old).is_empty(),
        "it stands there already"
    );
}

#[wasm_bindgen_test]
fn a_cell_has_the_details_of_records_that_no_column_shows() {
    let (mut doc, item) = plan_with_item();
    let (indicator, value) = (
        IndicatorId::from_random(fresh()),
        ValueId::from_random(fresh()),
    );
    let evaluation = EvaluationId::from_random(fresh());
    doc.apply(&Command::Batch(vec![
        add(NewRecord::Indicator {
            id: indicator.clone(),
            owner: Owner::Item(item.clone()),
            name: "回数".to_owned(),
        }),
        add(NewRecord::Value {
            id: value.clone(),
            indicator: indicator.clone(),
            year: year(2022),
            role: ValueRole::Forecast,
            text: "9回".to_owned(),
        }),
        add(NewRecord::Evaluation {
            id: evaluation.clone(),
            owner: Owner::Item(item.clone()),
            year: year(2022),
            phase: Phase::FirstHalf,
            by: By::Committee,
        }),
    ]))
    .unwrap();
    let sheet = sheet_of(&Plan::read(&doc));
    let place_of = |text: &TextRef| {
        let spot = sheet.spot_with_details_of(text)?;
        sheet.at(spot).map(|cell| cell.place.clone())
    };
    let forecast = TextRef::Value(value, ValueText::Text);
    assert_eq!(place_of(&forecast), Some(goals::name_place(&item, None)));
    let grade = goals::cell_place(goals::GRADE_CELL, &item, year(2022));
    assert_eq!(place_of(&TextRef::Evaluation(evaluation)), Some(grade));
}

#[wasm_bindgen_test]
fn a_programme_with_an_indicator_has_a_row() {
    let (mut doc, _) = plan_with_item();
    let (category, programme) = (
        CategoryId::from_random(fresh()),
        ProgrammeId::from_random(fresh()),
    );
    let indicator = IndicatorId::from_random(fresh());
    let owner = Owner::Programme(programme.clone());
    doc.apply(&Command::Batch(vec![
        add(NewRecord::Category {
            id: category.clone(),
            name: "地域支援".to_owned(),
        }),
        add(NewRecord::Programme {
            id: programme,
            category: Some(category),
            name: "配食".to_owned(),
        }),
    ]))
    .unwrap();
    assert_eq!(sheet_of(&Plan::read(&doc)).rows.len(), 1, "only the item");
    doc.apply(&add(NewRecord::Indicator {
        id: indicator.clone(),
        owner: owner.clone(),
        name: "食数".to_owned(),
    }))
    .unwrap();
    let sheet = sheet_of(&Plan::read(&doc));
    let row = sheet.rows.last().unwrap();
    assert_eq!(row.owner(), Some(owner));
    assert_eq!(
        row.cells.iter().find_map(|cell| cell.record()),
        Some(RecordId::Indicator(indicator))
    );
}

#[wasm_bindgen_test]
fn on_paper_a_name_stands_once_but_where_its_rows_may_need_a_second_page() {
    let (mut doc, item) = plan_with_item();
    let ((city, add_city), (_, add_council)) = (party("市"), party("社協"));
    let report = ReportId::from_random(fresh());
    let said = add(NewRecord::Report {
        id: report.clone(),
        item,
        party: Some(city),
        year: None,
        period: String::new(),
    });
    doc.apply(&Command::Batch(vec![add_city, add_council, said]))
        .unwrap();
    let cells = |doc: &PlanDoc| {
        let plan = Plan::read(doc);
        let rows = rows::sheet(&plan, &Period::default(), 1).rows;
        let printed = repeated_where_long(rows, &plan).into_iter();
        let cells = printed.map(|row| {
            let cells = row.cells.iter();
            cells.map(|cell| (cell.column, cell.rows)).collect()
        });
        cells.collect::<Vec<Vec<_>>>()
    };
    let merged = [
        vec![(0, 2), (1, 1), (2, 1), (3, 1)],
        vec![(1, 1), (2, 1), (3, 1)],
    ];
    assert_eq!(cells(&doc), merged);

    doc.apply(&write(
        &TextRef::Report(report, ReportText::Progress),
        0,
        &"集いの場を開きました。\n".repeat(40),
    ))
    .unwrap();
    let apart = vec![(0, 1), (1, 1), (2, 1), (3, 1)];
    assert_eq!(cells(&doc), [apart.clone(), apart]);
}

#[wasm_bindgen_test]
fn a_sheet_adds_what_its_rows_can_stand_in_first() {
    let mut doc = PlanDoc::new([9; 16]);
    let levels = ["柱", "目標", "取組"].map(|name| Command::AddLevel {
        id: LevelId::from_random(fresh()),
        place: Place::Last,
        name: name.to_owned(),
        style: NumberStyle::Circled,
        in_chart: true,
    });
    doc.apply(&Command::Batch(levels.to_vec())).unwrap();
    let mut here = None;
    for depth in 1..=3 {
        let to = place_for_new(&Plan::read(&doc), here.as_ref(), 3);
        assert_eq!(to.depth, depth);
        // The same from anywhere: there is one way down.
        assert_eq!(place_for_new(&Plan::read(&doc), None, 3), to);
        assert_eq!(to.parent, here);
        let id = ItemId::from_random(fresh());
        doc.apply(&Command::AddItem {
            id: id.clone(),
            parent: to.parent,
            place: to.place,
            title: String::new(),
        })
        .unwrap();
        here = Some(id);
    }
    // Beside the one that one is at, and of the same level.
    let to = place_for_new(&Plan::read(&doc), here.as_ref(), 3);
    assert_eq!(
        (to.depth, &to.place),
        (3, &Place::After(here.clone().unwrap()))
    );
    // From a row of a lower level it stands beside what that is in.
    let to = place_for_new(&Plan::read(&doc), here.as_ref(), 1);
    assert_eq!((to.depth, to.parent), (1, None));
    // From a row of a higher one it goes into that, whatever there is elsewhere.
    let last = ItemId::from_random(fresh());
    doc.apply(&Command::AddItem {
        id: last.clone(),
        parent: None,
        place: Place::Last,
        title: String::new(),
    })
    .unwrap();
    let to = place_for_new(&Plan::read(&doc), Some(&last), 3);
    assert_eq!((to.depth, to.parent), (2, Some(last.clone())));
    // From nowhere, to the end of the last that it can stand in.
    let to = place_for_new(&Plan::read(&doc), None, 2);
    assert_eq!(
        (to.depth, to.parent, to.place),
        (2, Some(last), Place::Last)
    );
}
