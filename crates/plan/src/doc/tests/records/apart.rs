//! What two devices make and set apart, and what stays of the head of the plan.

use super::*;

#[test]
fn cells_made_apart_are_both_kept_until_one_goes_into_the_bin() {
    let (mut a, mut b) = pair(&[add(1, None, "一"), add_indicator(1, Owner::Item(item(1)))]);
    a.edit(add_value(1, 1, 2022, "週1回"));
    b.edit(add_value(2, 1, 2022, "週2回"));
    b.edit(add_value(3, 1, 2023, "週2回"));
    a.edit(add_report(1, 1, ""));
    b.edit(add_report(2, 1, ""));
    b.edit(add_report(3, 1, "第2期計画"));
    a.edit(add_evaluation(1, Owner::Item(item(1))));
    b.edit(add_evaluation(2, Owner::Item(item(1))));
    meet(&mut a, &mut b);
    let same = a
        .plan
        .values_at(&indicator(1), year(2022), ValueRole::Target, None);
    assert_eq!(same.count(), 2);
    let double: Vec<(Entity, usize)> = a
        .findings()
        .into_iter()
        .map(|(about, kind)| match kind {
            DuplicateRecord { records } => (about.clone(), records.len()),
            other => panic!("{other:?}"),
        })
        .collect();
    let about = Entity::Record(RecordId::Indicator(indicator(1)));
    let at_item = (Entity::Item(item(1)), 2);
    assert_eq!(double, [at_item.clone(), at_item, (about, 2)]);
    a.edit(Command::BinRecord(RecordId::Value(value(1))));
    a.edit(Command::BinRecord(RecordId::Report(report(2))));
    a.edit(Command::BinRecord(RecordId::Evaluation(evaluation(2))));
    assert_eq!(a.findings(), []);
    a.edit(Command::RestoreRecord(RecordId::Value(value(1))));
    assert_eq!(a.findings().len(), 1);
    let to_2024 = RecordField::ValueYear(year(2024));
    a.edit(set(RecordId::Value(value(1)), to_2024));
    assert_eq!(a.findings(), []);
}

#[test]
fn a_cell_says_what_state_it_is_in_and_text_decides() {
    let mut a = Device::new(1, "花子");
    a.edit(add(1, None, "一"));
    a.edit(add_report(1, 1, ""));
    let state = |device: &Device| device.plan.reports[&report(1)].progress_state;
    let to = |state| {
        set(
            RecordId::Report(report(1)),
            RecordField::ProgressState(state),
        )
    };
    let progress = TextRef::Report(report(1), ReportText::Progress);
    assert_eq!(state(&a), CellState::Blank);
    a.edit(to(CellState::Lost));
    assert_eq!(state(&a), CellState::Lost);
    a.edit(write(progress.clone(), 0, 0, "行いました"));
    assert_eq!(state(&a), CellState::Filled);
    a.edit(write(progress, 0, 5, ""));
    assert_eq!(state(&a), CellState::Lost);
    a.edit(to(CellState::Filled));
    assert_eq!(state(&a), CellState::Blank);
}

#[test]
fn scalars_set_apart_are_conflicts_until_somebody_decides() {
    let (mut a, mut b) = pair(&[add_programme(1, None)]);
    let id = RecordId::Programme(programme(1));
    a.edit(set(
        id.clone(),
        RecordField::Lifecycle(Some(Lifecycle::New)),
    ));
    b.edit(set(
        id.clone(),
        RecordField::Lifecycle(Some(Lifecycle::Ending)),
    ));
    let date = |date: &str| Command::SetDate {
        which: PlanDate::Created,
        date: Some(date.into()),
    };
    a.edit(date("令和4年5月23日"));
    b.edit(date("平成34年5月23日"));
    meet(&mut a, &mut b);
    let conflicts = |device: &Device| {
        let programme = &device.plan.programmes[&programme(1)];
        let all = programme
            .conflicts
            .iter()
            .chain(&device.plan.head.conflicts);
        let fields = all.map(|conflict| (conflict.field.clone(), conflict.values.len()));
        fields.collect::<Vec<_>>()
    };
    assert_eq!(
        conflicts(&a),
        [
            (ConflictField::Lifecycle, 2),
            (ConflictField::Date(PlanDate::Created), 2)
        ]
    );
    a.edit(set(id, RecordField::Lifecycle(Some(Lifecycle::Ending))));
    a.edit(date("令和4年5月23日"));
    assert_eq!(conflicts(&a), []);
}

#[test]
fn dates_and_dismissals_are_kept_and_taken_back() {
    let mut a = Device::new(1, "花子");
    let dismiss = |reason: Option<&str>| Command::Dismiss {
        check: "number:1".into(),
        reason: reason.map(str::to_owned),
    };
    a.edit(dismiss(Some("国の番号に合わせています")));
    a.edit(Command::SetDate {
        which: PlanDate::Evaluated,
        date: Some("令和5年3月".into()),
    });
    assert_eq!(
        a.plan.head.dismissed["number:1"],
        "国の番号に合わせています"
    );
    assert_eq!(a.plan.head.dates[&PlanDate::Evaluated], "令和5年3月");
    a.edit(dismiss(None));
    a.edit(Command::SetDate {
        which: PlanDate::Evaluated,
        date: None,
    });
    assert!(a.plan.head.dismissed.is_empty() && a.plan.head.dates.is_empty());
}
