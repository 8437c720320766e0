//! Drafts into plans that are there.

use yoriai_office::read_text;
use yoriai_office::sample::{
    SAMPLE_ACTIVITY_PLAN, SAMPLE_ANNUAL_PLAN, SAMPLE_DOCUMENTS, SAMPLE_GOAL_SHEET, sample_commands,
};
use yoriai_office::text::{Draft, JoinPlace, JoinWhat, Joining, Target, join};
use yoriai_plan::{
    CellState, Command, DistrictId, Item, NewRecord, Owner, Place, Plan, PlanDoc, RecordField,
    RecordId, ValueRole,
};

use crate::lossless;

fn fresh() -> impl FnMut() -> [u8; 12] {
    let mut count = 0u64;
    move || {
        count += 1;
        let mut bytes = [0; 12];
        bytes[..8].copy_from_slice(&count.to_be_bytes());
        bytes
    }
}

/// A plan of texts, one after the other, and what the last of them said.
fn plan_of(texts: &[&str]) -> (Plan, Joining) {
    let mut ids = fresh();
    let mut doc = PlanDoc::new([7; 16]);
    let mut last = Joining::default();
    for text in texts {
        last = join(&read_text(text), &Plan::read(&doc), &mut ids);
        doc.apply(&Command::Batch(last.commands())).unwrap();
    }
    (Plan::read(&doc), last)
}

fn changes(joining: &Joining) -> Vec<(JoinPlace, &str, &str)> {
    let rows = joining.rows.iter().filter_map(|row| match &row.what {
        JoinWhat::Changed { before, after } => {
            Some((row.place.clone(), before.as_str(), after.as_str()))
        }
        _ => None,
    });
    rows.collect()
}

fn titled<'a>(plan: &'a Plan, title: &str) -> Vec<&'a Item> {
    plan.walk().filter(|item| item.title == title).collect()
}

#[test]
fn every_sample_keeps_every_character() {
    for text in SAMPLE_DOCUMENTS {
        lossless::check(text, &read_text(text));
    }
}

#[test]
fn a_document_that_is_in_the_plan_already_changes_nothing() {
    for text in SAMPLE_DOCUMENTS {
        let (plan, _) = plan_of(&[text]);
        let draft = read_text(text);
        let again = join(&draft, &plan, &mut || unreachable!("nothing is new"));
        let (added, same, changed) = again.counts();
        assert_eq!((added, changed), (0, 0), "{:?}", again.rows);
        assert!(same > 10);
        assert!(again.commands().is_empty());
        assert_eq!(again.planned.items.len(), draft.items.len());
    }
}

#[test]
fn what_is_read_for_all_districts_leaves_the_values_of_one_alone() {
    let mut ids = fresh();
    let mut doc = PlanDoc::new([7; 16]);
    let first = join(&read_text(SAMPLE_GOAL_SHEET), &Plan::read(&doc), &mut ids);
    doc.apply(&Command::Batch(first.commands())).unwrap();
    let district = DistrictId::from_random([9; 12]);
    let mut commands = vec![Command::AddRecord {
        record: NewRecord::District {
            id: district.clone(),
            name: "東".to_owned(),
        },
        place: Place::Last,
    }];
    let values = Plan::read(&doc).values;
    commands.extend(values.keys().map(|id| Command::SetRecord {
        id: RecordId::Value(id.clone()),
        field: RecordField::District(Some(district.clone())),
    }));
    doc.apply(&Command::Batch(commands)).unwrap();
    let before = Plan::read(&doc);
    let again = join(&read_text(SAMPLE_GOAL_SHEET), &before, &mut ids);
    doc.apply(&Command::Batch(again.commands())).unwrap();
    let after = Plan::read(&doc);
    for id in values.keys() {
        assert_eq!(after.values[id], before.values[id]);
    }
    let of_all = after
        .values
        .values()
        .filter(|value| value.district.is_none());
    assert_eq!(of_all.count(), values.len());
}

#[test]
fn the_four_documents_of_the_sample_are_one_plan() {
    let mut doc = PlanDoc::new([7; 16]);
    let commands = sample_commands(&mut fresh()).unwrap();
    doc.apply(&Command::Batch(commands)).unwrap();
    let plan = Plan::read(&doc);
    assert!(plan.findings.is_empty(), "{:?}", plan.findings);
    let names: Vec<_> = plan
        .levels
        .iter()
        .map(|level| level.name.as_str())
        .collect();
    assert_eq!(names, ["基本目標", "重点目標", "活動方針", "具体的な取組"]);
    let count = |depth| plan.walk().filter(|item| item.depth == depth).count();
    assert_eq!(
        (count(1), count(2), count(3), count(4)),
        (3, 6, 11, 35 + 17)
    );
    assert_eq!(plan.head.title, "第3期 みどり野市地域福祉活動計画");
    assert_eq!(plan.head.first_year.map(|year| year.year()), Some(2024));
    assert_eq!(plan.head.last_year.map(|year| year.year()), Some(2028));

    let yearly: Vec<_> = plan.walk().filter(|item| !item.years.is_empty()).collect();
    assert_eq!(yearly.len(), 17);
    assert_eq!(
        yearly
            .iter()
            .filter(|item| item.programme.is_some())
            .count(),
        12
    );
    assert_eq!(
        (plan.categories.len(), plan.all_programmes().count()),
        (5, 14)
    );
    assert_eq!(plan.terms.len(), 4 + 1 + 1);

    for goal in plan.walk().filter(|item| item.depth == 2) {
        assert!(plan.reports_of(&goal.id).len() >= 2);
        assert_eq!(plan.indicators_of(&Owner::Item(goal.id.clone())).len(), 1);
    }
    // 市 and 社協 for each goal, and the sheet of those that were evaluated.
    assert_eq!(plan.reports.len(), 6 * 2 + 4);
    let lost = plan.reports.values();
    let lost = lost
        .filter(|report| [report.progress_state, report.issues_state].contains(&CellState::Lost));
    assert_eq!(lost.count(), 2);
    let results = plan
        .values
        .values()
        .filter(|value| value.role == ValueRole::Result);
    assert_eq!((results.count(), plan.evaluations.len()), (4, 4));
    assert_eq!((plan.scales.len(), plan.districts.len()), (1, 9));
    assert_eq!(plan.head.dates.len(), 2);
}

#[test]
fn a_text_that_differs_is_offered_and_taken_only_if_someone_says_so() {
    let text = "基本目標1 つながる\n重点目標(1) 声をかけよう\n毎朝です。\n重点目標(2) 集おう\n";
    let newer = "基本目標1 つながる\n重点目標(1) 声をかけ合おう\n毎朝と毎夕です。\n重点目標(2) 集おう\n\
                 重点目標(3) 備えよう\n";
    let (plan, mut joining) = plan_of(&[text, newer]);
    assert_eq!(titled(&plan, "声をかけよう").len(), 1);
    assert_eq!(titled(&plan, "備えよう")[0].number, "(3)");
    let found = changes(&joining);
    assert_eq!(found.len(), 2);
    assert!(matches!(found[0].0, JoinPlace::Field(Target::ItemTitle(_))));
    assert_eq!((found[0].1, found[0].2), ("声をかけよう", "声をかけ合おう"));
    assert_eq!((found[1].1, found[1].2), ("毎朝です。", "毎朝と毎夕です。"));

    for row in &mut joining.rows {
        row.take = matches!(row.place, JoinPlace::Field(Target::ItemTitle(_)));
    }
    let mut doc = PlanDoc::new([7; 16]);
    doc.apply(&Command::Batch(read_text(text).commands(&mut fresh())))
        .unwrap();
    doc.apply(&Command::Batch(joining.commands())).unwrap();
    let plan = Plan::read(&doc);
    assert_eq!(titled(&plan, "声をかけ合おう")[0].statement, "毎朝です。");
}

#[test]
fn the_same_number_alone_makes_no_item_the_same() {
    let (plan, joining) = plan_of(&[
        "基本目標1 つながる\n重点目標(1) 声をかけよう",
        "基本目標1 災害に備える\n重点目標(1) 声をかけよう",
    ]);
    assert_eq!(plan.children(None).len(), 2);
    assert_eq!(titled(&plan, "声をかけよう").len(), 2);
    assert!(changes(&joining).is_empty());
}

#[test]
fn the_line_of_a_year_is_not_that_of_another() {
    let next = SAMPLE_ANNUAL_PLAN.replace("令和6年度の具体的な取組", "令和7年度の具体的な取組");
    let (plan, joining) = plan_of(&[SAMPLE_ANNUAL_PLAN, &next]);
    assert_eq!(titled(&plan, "まちの縁側").len(), 2);
    // Programmes, directions and goals are there already.
    assert_eq!(plan.all_programmes().count(), 14);
    let draft: Draft = read_text(&next);
    let yearly = draft
        .items
        .iter()
        .filter(|item| !item.years.is_empty())
        .count();
    let added = joining
        .rows
        .iter()
        .filter(|row| row.what == JoinWhat::Added);
    assert_eq!(added.count(), yearly);
}

#[test]
fn a_sheet_finds_the_goals_that_it_names_by_number() {
    let (plan, joining) = plan_of(&[SAMPLE_ACTIVITY_PLAN, SAMPLE_GOAL_SHEET]);
    assert_eq!(plan.children(None).len(), 3);
    assert_eq!(plan.walk().filter(|item| item.depth == 2).count(), 6);
    let fields = changes(&joining);
    assert!(
        fields
            .iter()
            .all(|(place, ..)| *place == JoinPlace::Field(Target::Title))
    );
}
