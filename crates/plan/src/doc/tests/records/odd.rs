//! Commands that make no sense, and what other programs wrote.

use super::*;

#[test]
fn a_command_that_makes_no_sense_is_refused() {
    let (mut a, _) = pair(&[
        add(1, None, "一"),
        add_indicator(1, Owner::Item(item(1))),
        add_programme(1, None),
    ]);
    let refused = |device: &mut Device, command: Command| {
        let before = device.plan.clone();
        assert!(matches!(
            device.try_edit(&command),
            Err(CommandError::Missing(_) | CommandError::Exists(_))
        ));
        assert_eq!(Plan::read(&device.doc), before);
    };
    refused(&mut a, add_programme(1, None));
    refused(&mut a, add_programme(2, Some(9)));
    refused(&mut a, add_indicator(2, Owner::Item(item(9))));
    refused(&mut a, add_indicator(2, Owner::Indicator(indicator(1))));
    refused(&mut a, add_value(1, 9, 2022, "1"));
    refused(&mut a, add_report(1, 9, ""));
    let wrong = RecordField::Grade("A".into());
    refused(&mut a, set(RecordId::Programme(programme(1)), wrong));
    refused(
        &mut a,
        Command::MoveRecord {
            id: RecordId::Programme(programme(1)),
            place: Place::After(RecordId::Indicator(indicator(1))),
        },
    );
}

#[test]
fn a_record_whose_owner_is_missing_is_reported_and_found_again() {
    let mut a = Device::new(1, "花子");
    a.edit(add(1, None, "一"));
    a.edit(add_indicator(1, Owner::Item(item(1))));
    a.edit(add_value(1, 1, 2022, "1回"));
    let of_indicator = a.doc.index.node(Shelf::Indicators, indicator(1).as_str());
    let object = of_indicator.unwrap().obj.clone();
    let lost = format!("item:{}", item(7));
    a.doc.auto.put(&object, "owner", lost.as_str()).unwrap();
    a.commit();
    let mut b = Device::new(2, "太郎");
    b.take(&a.outbox);
    let about = Entity::Record(RecordId::Indicator(indicator(1)));
    let orphan = FindingKind::Orphan { parent: lost };
    assert_eq!(b.findings(), [(&about, &orphan)]);
    assert_eq!(b.plan.indicators_of(&Owner::Item(item(1))), []);
    assert_eq!(b.plan.values_of(&indicator(1)), [value(1)]);
    b.edit(write(title(1), 0, 0, "第"));
    assert_eq!(b.findings().len(), 1);
    b.edit(add(7, None, "七"));
    assert_eq!(b.findings(), []);
    assert_eq!(b.plan.indicators_of(&Owner::Item(item(7))), [indicator(1)]);
}

#[test]
fn what_another_program_takes_away_is_gone_from_every_row() {
    let (mut a, mut b) = pair(&[
        add(1, None, "一"),
        add_category(1),
        add_category(2),
        add_programme(1, Some(1)),
        add_programme(2, Some(2)),
        add_indicator(1, Owner::Programme(programme(1))),
        add_value(1, 1, 2022, "1回"),
        add_value(2, 1, 2022, "2回"),
        add_evaluation(1, Owner::Indicator(indicator(1))),
        add_report(1, 1, ""),
        add_report(2, 1, ""),
    ]);
    assert_eq!(b.findings().len(), 2);
    // A double less, then a programme, a double, a value and an evaluation, a report without owner.
    let gone = [
        (Shelf::Reports, report(2).to_string(), 1),
        (Shelf::Categories, category(2).to_string(), 2),
        (Shelf::Values, value(1).to_string(), 1),
        (Shelf::Indicators, indicator(1).to_string(), 3),
        (Shelf::Items, item(1).to_string(), 4),
    ];
    for (shelf, id, findings) in gone {
        let root = a.doc.index.root(shelf).unwrap().clone();
        a.doc.auto.delete(&root, id.as_str()).unwrap();
        a.commit();
        b.take(&std::mem::take(&mut a.outbox));
        assert_eq!(b.findings().len(), findings, "{shelf:?} {:?}", b.findings());
    }
    assert_eq!(b.plan.programmes_of(None), [programme(2)]);
    let numbers: Vec<_> = b
        .plan
        .categories
        .iter()
        .map(|c| c.number.as_str())
        .collect();
    assert_eq!(numbers, ["1"]);
    assert_eq!(b.plan.values_of(&indicator(1)), []);
    assert_eq!(b.plan.reports_of(&item(1)), []);
}
