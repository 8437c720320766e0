//! Programmes, indicators, reports and what else stands beside the tree.

mod apart;
mod odd;

use super::*;
use crate::field::{ProgrammeText, ReportText, ValueText};
use crate::finding::FindingKind::DuplicateRecord;
use crate::ids::{
    CategoryId, DistrictId, EvaluationId, IndicatorId, ProgrammeId, ReportId, ScaleId, TermId,
    ValueId,
};
use crate::kinds::{By, CellState, Lifecycle, Phase, PlanDate, TermKind, ValueRole};
use crate::records::{NewRecord, Owner, RecordField, RecordId};

fn make(record: NewRecord) -> Command {
    Command::AddRecord {
        record,
        place: Place::Last,
    }
}

fn set(id: RecordId, field: RecordField) -> Command {
    Command::SetRecord { id, field }
}

fn category(n: u8) -> CategoryId {
    CategoryId::from_random([n; 12])
}

fn programme(n: u8) -> ProgrammeId {
    ProgrammeId::from_random([n; 12])
}

fn indicator(n: u8) -> IndicatorId {
    IndicatorId::from_random([n; 12])
}

fn value(n: u8) -> ValueId {
    ValueId::from_random([n; 12])
}

fn report(n: u8) -> ReportId {
    ReportId::from_random([n; 12])
}

fn evaluation(n: u8) -> EvaluationId {
    EvaluationId::from_random([n; 12])
}

fn year(year: i32) -> FiscalYear {
    FiscalYear::new(year).unwrap()
}

fn add_category(n: u8) -> Command {
    make(NewRecord::Category {
        id: category(n),
        name: "区分".into(),
    })
}

fn add_programme(n: u8, of: Option<u8>) -> Command {
    make(NewRecord::Programme {
        id: programme(n),
        category: of.map(category),
        name: "事業".into(),
    })
}

fn add_indicator(n: u8, owner: Owner) -> Command {
    make(NewRecord::Indicator {
        id: indicator(n),
        owner,
        name: "回数".into(),
    })
}

fn add_value(n: u8, of: u8, in_year: i32, text: &str) -> Command {
    make(NewRecord::Value {
        id: value(n),
        indicator: indicator(of),
        year: year(in_year),
        role: ValueRole::Target,
        text: text.into(),
    })
}

fn add_report(n: u8, of: u8, period: &str) -> Command {
    make(NewRecord::Report {
        id: report(n),
        item: item(of),
        party: None,
        year: None,
        period: period.into(),
    })
}

fn add_evaluation(n: u8, owner: Owner) -> Command {
    make(NewRecord::Evaluation {
        id: evaluation(n),
        owner,
        year: year(2022),
        phase: Phase::Year,
        by: By::Internal,
    })
}

fn numbers(device: &Device) -> Vec<&str> {
    let all = device.plan.all_programmes();
    all.map(|programme| programme.number.as_str()).collect()
}

#[test]
fn programmes_are_numbered_in_their_categories() {
    let (mut a, _) = pair(&[
        add_category(1),
        add_category(2),
        add_programme(1, Some(1)),
        add_programme(2, Some(1)),
        add_programme(3, Some(2)),
        add_programme(4, None),
    ]);
    let of_categories = |device: &Device| -> Vec<String> {
        let all = device.plan.categories.iter();
        all.map(|category| category.number.clone()).collect()
    };
    assert_eq!(of_categories(&a), ["1", "2"]);
    assert_eq!(numbers(&a), ["1)", "2)", "1)", "1)"]);
    let changes = a.edit(Command::MoveRecord {
        id: RecordId::Category(category(2)),
        place: Place::First,
    });
    assert!(changes.contains(&DomainChange::ListsChanged));
    assert_eq!(a.plan.categories[0].id, category(2));
    let by_hand = Some("5)".to_owned());
    a.edit(set(
        RecordId::Programme(programme(1)),
        RecordField::Number(by_hand),
    ));
    assert_eq!(numbers(&a), ["1)", "5)", "2)", "1)"]);
    a.edit(set(
        RecordId::Programme(programme(3)),
        RecordField::Category(Some(category(1))),
    ));
    assert_eq!(numbers(&a), ["5)", "2)", "3)", "1)"]);
    a.edit(Command::BinRecord(RecordId::Programme(programme(1))));
    assert_eq!(numbers(&a), ["1)", "2)", "1)"]);
    assert_eq!(a.plan.programmes[&programme(1)].number, "");
    a.edit(Command::BinRecord(RecordId::Category(category(2))));
    assert_eq!(of_categories(&a), ["1"]);
    let changes = a.edit(Command::MoveRecord {
        id: RecordId::Programme(programme(3)),
        place: Place::First,
    });
    let of_row = DomainChange::ProgrammesChanged(Some(category(1)));
    assert!(changes.contains(&of_row), "{changes:?}");
    assert_eq!(
        a.plan.programmes_of(Some(&category(1))),
        [programme(3), programme(2)]
    );
}

#[test]
fn what_a_thing_measures_goes_with_it_into_the_bin_and_comes_back() {
    let (mut a, _) = pair(&[
        add(1, None, "一"),
        add(2, Some(1), "二"),
        add_category(1),
        add_programme(1, Some(1)),
        add_indicator(1, Owner::Item(item(2))),
        add_indicator(2, Owner::Programme(programme(1))),
        add_value(1, 1, 2022, "9地区18回"),
        add_value(2, 2, 2022, "週1回"),
        add_report(1, 2, "第2期計画"),
        add_evaluation(1, Owner::Indicator(indicator(1))),
        add_evaluation(2, Owner::Programme(programme(1))),
    ]);
    let before = a.plan.clone();
    a.edit(Command::BinItem(item(1)));
    assert!(a.plan.indicators[&indicator(1)].in_bin);
    assert!(a.plan.values[&value(1)].in_bin);
    assert!(a.plan.reports[&report(1)].in_bin);
    assert!(a.plan.evaluations[&evaluation(1)].in_bin);
    assert!(!a.plan.values[&value(2)].in_bin);
    assert_eq!(a.plan.bin(), [Binned::Item(item(1))]);
    a.edit(Command::BinRecord(RecordId::Category(category(1))));
    assert!(a.plan.programmes[&programme(1)].in_bin);
    assert!(a.plan.values[&value(2)].in_bin);
    assert!(a.plan.evaluations[&evaluation(2)].in_bin);
    assert_eq!(a.plan.all_programmes().count(), 0);
    assert_eq!(
        a.plan
            .category(&category(1))
            .map(|category| category.in_bin),
        Some(true)
    );
    assert_eq!(a.findings(), []);
    a.edit(Command::RestoreItem(item(1)));
    a.edit(Command::RestoreRecord(RecordId::Category(category(1))));
    let there = |plan: &Plan| {
        let mut values: Vec<_> = plan
            .values
            .values()
            .map(|v| (v.id.clone(), v.in_bin))
            .collect();
        values.sort();
        (values, plan.bin().to_vec(), plan.categories.len())
    };
    assert_eq!(there(&a.plan), there(&before));
}

#[test]
fn an_edit_below_a_record_binned_elsewhere_asks() {
    let (mut a, mut b) = pair(&[
        add_category(1),
        add_programme(1, Some(1)),
        add_indicator(1, Owner::Programme(programme(1))),
        add_value(1, 1, 2022, "21名"),
    ]);
    a.edit(Command::BinRecord(RecordId::Category(category(1))));
    b.edit(write(
        TextRef::Value(value(1), ValueText::Text),
        0,
        0,
        "登録:",
    ));
    meet(&mut a, &mut b);
    let about = Entity::Record(RecordId::Category(category(1)));
    assert_eq!(a.findings(), [(&about, &FindingKind::EditedInBin)]);
    assert_eq!(a.plan.values[&value(1)].text, "登録:21名");
    b.edit(Command::BinRecord(RecordId::Category(category(1))));
    assert_eq!(b.findings(), []);
}

#[test]
fn an_item_names_its_programme() {
    let mut a = Device::new(1, "花子");
    a.edit(add(1, None, "一"));
    let tie = |programme| Command::SetItemProgramme {
        id: item(1),
        programme,
    };
    let missing = CommandError::Missing(programme(1).to_string());
    assert_eq!(a.try_edit(&tie(Some(programme(1)))), Err(missing));
    a.edit(add_programme(1, None));
    a.edit(tie(Some(programme(1))));
    assert_eq!(a.plan.item(&item(1)).unwrap().programme, Some(programme(1)));
    a.edit(tie(None));
    assert_eq!(a.plan.item(&item(1)).unwrap().programme, None);
}

#[test]
fn short_lists_keep_their_order_and_their_bin() {
    let mut a = Device::new(1, "花子");
    let scale = |n: u8| ScaleId::from_random([n; 12]);
    for n in [1, 2] {
        a.edit(make(NewRecord::Scale {
            id: scale(n),
            name: "評価".into(),
            grades: "A　計画を上回る".into(),
        }));
    }
    a.edit(make(NewRecord::District {
        id: DistrictId::from_random([1; 12]),
        name: "東".into(),
    }));
    let note = TermId::from_random([1; 12]);
    a.edit(Command::AddRecord {
        record: NewRecord::Term {
            id: note.clone(),
            kind: TermKind::Note,
            short: String::new(),
            full: String::new(),
            note: "委員会で確定".into(),
        },
        place: Place::First,
    });
    assert_eq!(a.plan.terms[0].note, "委員会で確定");
    let changes = a.edit(Command::BinRecord(RecordId::Scale(scale(1))));
    assert!(changes.contains(&DomainChange::ListsChanged));
    assert!(changes.contains(&DomainChange::BinChanged));
    assert_eq!(a.plan.scales[0].id, scale(2));
    assert_eq!(a.plan.bin(), [Binned::Record(RecordId::Scale(scale(1)))]);
    a.edit(Command::RestoreRecord(RecordId::Scale(scale(1))));
    assert_eq!(a.plan.scales[0].id, scale(1));
    let changes = a.edit(write(
        TextRef::Term(note.clone(), crate::field::TermText::Note),
        0,
        0,
        "※",
    ));
    assert_eq!(changes, [DomainChange::RecordChanged(RecordId::Term(note))]);
}

#[test]
fn every_text_of_a_record_can_be_written() {
    let (mut a, _) = pair(&[
        add(1, None, "一"),
        add_category(1),
        add_programme(1, Some(1)),
        add_indicator(1, Owner::Item(item(1))),
        add_value(1, 1, 2022, ""),
        add_report(1, 1, ""),
        add_evaluation(1, Owner::Item(item(1))),
        make(NewRecord::Scale {
            id: ScaleId::from_random([1; 12]),
            name: String::new(),
            grades: String::new(),
        }),
        make(NewRecord::District {
            id: DistrictId::from_random([1; 12]),
            name: String::new(),
        }),
        make(NewRecord::Term {
            id: TermId::from_random([1; 12]),
            kind: TermKind::Short,
            short: String::new(),
            full: String::new(),
            note: String::new(),
        }),
    ]);
    let fields = a.plan.fields();
    assert!(fields.contains(&TextRef::Programme(programme(1), ProgrammeText::Partners)));
    for field in fields {
        let changes = a.edit(write(field.clone(), 0, 0, "書"));
        assert_eq!(changes.len(), 1, "{field:?} {changes:?}");
        let text = a.plan.text(&field).unwrap();
        assert!(text.starts_with('書'), "{field:?}");
        assert_eq!(a.doc.text(&field).as_deref(), Some(text));
    }
}

#[test]
fn many_at_once_stand_as_they_would_one_by_one() {
    let (mut a, _) = pair(&[add(1, None, "一"), add_indicator(1, Owner::Item(item(1)))]);
    let many = |n: u16| {
        let mut id = [0; 12];
        id[..2].copy_from_slice(&n.to_be_bytes());
        make(NewRecord::Value {
            id: ValueId::from_random(id),
            indicator: indicator(1),
            year: year(1868 + i32::from(n)),
            role: ValueRole::Actual,
            text: n.to_string(),
        })
    };
    a.edit(Command::Batch((0..300).map(many).collect()));
    let texts: Vec<&str> = a
        .plan
        .values_of(&indicator(1))
        .iter()
        .map(|id| a.plan.values[id].text.as_str())
        .collect();
    let expected: Vec<String> = (0..300).map(|n| n.to_string()).collect();
    assert_eq!(texts, expected);
    assert_eq!(a.plan.name_of(&RecordId::Indicator(indicator(1))), "回数");
}
