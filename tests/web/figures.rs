//! 指標: what is drawn of values as people type them, which districts a text names, and what is
//! missing.

use std::cell::Cell;

use wasm_bindgen_test::wasm_bindgen_test;
use yoriai::papers::progress::rows::{periods, row_level};
use yoriai::screens::figures::coverage::{Count, coverage};
use yoriai::screens::figures::districts::named;
use yoriai::screens::figures::drawing::Drawing;
use yoriai::screens::figures::ledger::{Gap, Kind, Shown, gaps};
use yoriai::screens::figures::series::{Figure, Series, figure};
use yoriai_office::sample::sample_commands;
use yoriai_plan::{
    CellState, Command, Date, DistrictId, FiscalYear, IndicatorId, ItemId, NewRecord, Owner, Place,
    Plan, PlanDoc, RecordField, RecordId, ValueId, ValueRole,
};

thread_local! {
    static MADE: Cell<u8> = const { Cell::new(0) };
}

fn fresh() -> [u8; 12] {
    MADE.with(|made| {
        made.set(made.get().wrapping_add(1));
        let mut bytes = [0x5a; 12];
        bytes[0] = made.get();
        bytes
    })
}

fn year(year: i32) -> FiscalYear {
    FiscalYear::new(year).unwrap()
}

fn record(doc: &mut PlanDoc, record: NewRecord) {
    let place = Place::Last;
    doc.apply(&Command::AddRecord { record, place }).unwrap();
}

/// A plan with one goal and one indicator.
struct Desk {
    doc: PlanDoc,
    item: ItemId,
    indicator: IndicatorId,
}

impl Desk {
    fn new() -> Self {
        let mut doc = PlanDoc::new([9; 16]);
        let item = ItemId::from_random(fresh());
        let indicator = IndicatorId::from_random(fresh());
        doc.apply(&Command::AddItem {
            id: item.clone(),
            parent: None,
            place: Place::Last,
            title: "つながる".to_owned(),
        })
        .unwrap();
        record(
            &mut doc,
            NewRecord::Indicator {
                id: indicator.clone(),
                owner: Owner::Item(item.clone()),
                name: "集いの場".to_owned(),
            },
        );
        Self {
            doc,
            item,
            indicator,
        }
    }

    fn value(&mut self, at: i32, role: ValueRole, text: &str) -> ValueId {
        let id = ValueId::from_random(fresh());
        let value = NewRecord::Value {
            id: id.clone(),
            indicator: self.indicator.clone(),
            year: year(at),
            role,
            text: text.to_owned(),
        };
        record(&mut self.doc, value);
        id
    }

    fn set(&mut self, id: RecordId, field: RecordField) {
        self.doc.apply(&Command::SetRecord { id, field }).unwrap();
    }

    fn district(&mut self, name: &str) -> DistrictId {
        let id = DistrictId::from_random(fresh());
        let district = NewRecord::District {
            id: id.clone(),
            name: name.to_owned(),
        };
        record(&mut self.doc, district);
        id
    }

    fn plan(&self) -> Plan {
        Plan::read(&self.doc)
    }

    fn figure(&self) -> Figure {
        figure(&self.plan(), &self.indicator)
    }
}

/// `年 目標/結果` of each point.
fn points(series: &Series) -> Vec<String> {
    let amount = |number| series.unit.amount(number);
    let points = series.points.iter().map(|point| {
        let target = point.target.map(amount).unwrap_or_default();
        let done = point
            .done
            .map(|(role, number)| format!("{}{}", role.word(), amount(number)));
        format!(
            "{} {target}/{}",
            point.year.year(),
            done.unwrap_or_default()
        )
    });
    points.collect()
}

#[wasm_bindgen_test]
fn a_value_of_two_units_makes_two_charts() {
    let mut desk = Desk::new();
    desk.value(2022, ValueRole::Actual, "5地区9回");
    desk.value(2024, ValueRole::Target, "9地区18回");
    desk.value(2024, ValueRole::Result, "9地区16回");
    let figure = desk.figure();
    let drawn: Vec<_> = figure.series.iter().map(points).collect();
    assert_eq!(
        drawn,
        [
            ["2022 /実績5地区", "2023 /", "2024 9地区/結果9地区"],
            ["2022 /実績9回", "2023 /", "2024 18回/結果16回"],
        ]
    );
    assert_eq!(
        figure.roles,
        [ValueRole::Actual, ValueRole::Target, ValueRole::Result]
    );
    assert_eq!(figure.rows.len(), 2, "the table has no year without values");
}

#[wasm_bindgen_test]
fn of_three_units_the_first_is_drawn_and_named() {
    let mut desk = Desk::new();
    desk.value(2022, ValueRole::Actual, "協定:8事業所");
    desk.value(
        2023,
        ValueRole::Actual,
        "・協定:12事業所 ・見守り会議:9地区14回",
    );
    let figure = desk.figure();
    assert_eq!(figure.series.len(), 1);
    assert_eq!(figure.series[0].label.as_deref(), Some("協定"));
    assert_eq!(
        points(&figure.series[0]),
        ["2022 /実績8事業所", "2023 /実績12事業所"]
    );
}

#[wasm_bindgen_test]
fn a_stated_total_goes_before_its_parts() {
    let mut desk = Desk::new();
    desk.value(2023, ValueRole::Actual, "2か所(計3か所)");
    desk.value(2024, ValueRole::Target, "広場24回、女子会6回、計30回");
    let figure = desk.figure();
    assert_eq!(points(&figure.series[0]), ["2023 /実績3か所"]);
    assert_eq!(points(&figure.series[1]), ["2024 30回/"]);
}

#[wasm_bindgen_test]
fn what_recurs_is_another_unit() {
    let mut desk = Desk::new();
    desk.value(2023, ValueRole::Actual, "週1回");
    desk.value(2024, ValueRole::Actual, "48回");
    let drawn: Vec<_> = desk.figure().series.iter().map(points).collect();
    assert_eq!(drawn, [["2023 /実績週1回"], ["2024 /実績48回"]]);
}

#[wasm_bindgen_test]
fn a_value_without_a_number_shows_in_the_table_alone() {
    let mut desk = Desk::new();
    desk.value(2023, ValueRole::Actual, "合同集合研修会の開催");
    let lost = desk.value(2024, ValueRole::Result, "");
    desk.set(
        RecordId::Value(lost),
        RecordField::ValueState(CellState::Lost),
    );
    desk.value(2025, ValueRole::Target, "");
    let figure = desk.figure();
    assert!(figure.series.is_empty());
    let texts: Vec<_> = figure
        .rows
        .iter()
        .flat_map(|(_, cells)| cells.iter().flatten())
        .map(|shown| (shown.text.as_str(), shown.state))
        .collect();
    assert_eq!(
        texts,
        [
            ("合同集合研修会の開催", CellState::Filled),
            ("", CellState::Lost)
        ]
    );
}

#[wasm_bindgen_test]
fn a_district_is_no_whole() {
    let mut desk = Desk::new();
    let north = desk.district("北部");
    desk.value(2024, ValueRole::Target, "20人");
    let part = desk.value(2024, ValueRole::Result, "7人");
    desk.set(RecordId::Value(part), RecordField::District(Some(north)));
    let figure = desk.figure();
    assert_eq!(points(&figure.series[0]), ["2024 20人/"]);
    let shown = &figure.rows[0].1[1][0];
    assert_eq!(shown.district.as_deref(), Some("北部"));
    let counts = &coverage(&desk.plan()).rows[0].cells;
    let expected = Count {
        values: 1,
        ..Count::default()
    };
    assert_eq!(counts, &[expected]);
}

#[wasm_bindgen_test]
fn bars_and_marks_stay_within_the_chart() {
    let mut desk = Desk::new();
    desk.value(2023, ValueRole::Actual, "0人");
    desk.value(2024, ValueRole::Target, "62.5人");
    desk.value(2024, ValueRole::Result, "60人");
    let figure = desk.figure();
    let drawing = Drawing::of(&figure.series[0]);
    let scale: Vec<_> = drawing
        .scale
        .iter()
        .map(|(_, number)| number.as_str())
        .collect();
    assert_eq!(scale, ["0", "20", "40", "60", "80"]);
    let [zero, sixty] = [0, 1].map(|at: usize| drawing.columns[at].bar.clone().unwrap());
    assert!(
        zero.area.3 > 0.0 && zero.area.3 < 4.0,
        "nothing is a thin bar"
    );
    assert!(sixty.area.1 > 0.0 && sixty.area.1 + sixty.area.3 <= drawing.foot());
    assert!(drawing.columns[1].mark.is_some());
    assert_eq!(drawing.columns[1].name, "令和6");
}

#[wasm_bindgen_test]
fn the_scale_of_what_is_counted_has_whole_numbers() {
    let mut desk = Desk::new();
    desk.value(2023, ValueRole::Actual, "1回");
    let of_times = Drawing::of(&desk.figure().series[0]);
    let scale: Vec<_> = of_times
        .scale
        .iter()
        .map(|(_, number)| number.as_str())
        .collect();
    assert_eq!(scale, ["0", "1"]);
    desk.value(2024, ValueRole::Target, "1.5回");
    let of_halves = Drawing::of(&desk.figure().series[0]);
    assert!(of_halves.scale.iter().any(|(_, number)| number == "0.5"));
}

#[wasm_bindgen_test]
fn a_district_is_named_where_there_is_no_doubt() {
    let names: Vec<String> = ["北部", "東部", "中央", "川沿い", "川沿い北", "緑学区"]
        .map(str::to_owned)
        .to_vec();
    for (text, expected) in [
        ("北部地区の空き家", &["北部"] as &[&str]),
        ("北部の空き家、中央図書館", &[]),
        ("北部・東部地区と中央地区社協", &["北部", "東部", "中央"]),
        ("北部、東部の各地区", &["北部", "東部"]),
        ("川沿い北地区", &["川沿い北"]),
        ("最北部地区", &[]),
        ("すべての地区", &[]),
        ("緑学区で", &["緑学区"]),
        ("", &[]),
    ] {
        let found = named(text, &names);
        let found: Vec<&str> = names
            .iter()
            .zip(found)
            .filter(|(_, found)| *found)
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(found, expected, "{text}");
    }
}

fn sample() -> Plan {
    let mut count = 0_u32;
    let mut fresh = || {
        count += 1;
        let mut bytes = [0; 12];
        bytes[..4].copy_from_slice(&count.to_be_bytes());
        bytes
    };
    let mut doc = PlanDoc::new([8; 16]);
    let commands = sample_commands(&mut fresh).unwrap();
    doc.apply(&Command::Batch(commands)).unwrap();
    Plan::read(&doc)
}

fn missing(plan: &Plan, today: Option<Date>) -> Vec<Gap> {
    let period = periods(plan).into_iter().next();
    let level = period.as_ref().map_or(1, |period| row_level(plan, period));
    let shown = Shown {
        period,
        level,
        today,
    };
    gaps(plan, &shown)
}

fn count(gaps: &[Gap], kind: Kind) -> usize {
    gaps.iter().filter(|gap| gap.kind == kind).count()
}

#[wasm_bindgen_test]
fn what_is_missing_grows_when_the_year_has_ended() {
    let plan = sample();
    let during = missing(&plan, Date::new(2025, 3, 31));
    assert_eq!(count(&during, Kind::NoResult), 0);
    assert_eq!(count(&during, Kind::NoGrade), 0);
    let after = missing(&plan, Date::new(2025, 4, 1));
    assert_eq!(count(&after, Kind::NoResult), 2);
    assert_eq!(count(&after, Kind::NoGrade), 2);
    assert_eq!(count(&after, Kind::Blank), count(&during, Kind::Blank) + 2);
    let reports = after.iter().filter(|gap| gap.party.is_some()).count();
    assert_eq!(reports, 2, "two cells of the summary are missing");
    assert!(after.iter().all(|gap| gap.path.len() > 1));
    let mut keys: Vec<_> = after.iter().map(|gap| &gap.key).collect();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), after.len(), "two gaps have one key");
}

#[wasm_bindgen_test]
fn an_indicator_without_values_is_missing_until_something_is_said_of_it() {
    let mut desk = Desk::new();
    let today = Date::new(2025, 4, 1);
    assert_eq!(count(&missing(&desk.plan(), today), Kind::NoValue), 1);
    let value = desk.value(2024, ValueRole::Target, "");
    assert_eq!(count(&missing(&desk.plan(), today), Kind::NoValue), 1);
    desk.set(
        RecordId::Value(value),
        RecordField::ValueState(CellState::None),
    );
    assert!(missing(&desk.plan(), today).is_empty());
    assert!(desk.plan().item(&desk.item).is_some());
}
