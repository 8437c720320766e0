//! Random edits of records: what stands beside the tree.

use yoriai_plan::{
    By, CategoryId, CellState, Command, Course, DistrictId, EvaluationId, FiscalYear, IndicatorId,
    IndicatorKind, Lifecycle, NewRecord, Owner, Phase, Plan, PlanDate, ProgrammeId, RecordField,
    RecordId, ReportId, ScaleId, TermId, TermKind, Trend, ValueId, ValueRole,
};

use super::{Dice, Ink, item, place};

/// A random command about records; some are refused (the record may be of another kind).
pub(super) fn record(plan: &Plan, dice: &mut Dice, ink: &mut Ink) -> Option<Command> {
    let mut all: Vec<RecordId> = plan.records().collect();
    all.sort();
    Some(match (dice.roll(10), dice.pick(&all).cloned()) {
        (0, Some(id)) => Command::BinRecord(id),
        (1, Some(id)) => Command::MoveRecord {
            place: place(&like(&id, &all), dice),
            id,
        },
        (2 | 3, Some(id)) => Command::SetRecord {
            field: field(plan, &id, dice)?,
            id,
        },
        (4, _) => head(plan, dice)?,
        _ => {
            let record = new(plan, dice, ink)?;
            let place = place(&like(&record.id(), &all), dice);
            Command::AddRecord { record, place }
        }
    })
}

/// Those of the same kind.
fn like(id: &RecordId, all: &[RecordId]) -> Vec<RecordId> {
    let same = |other: &&RecordId| std::mem::discriminant(*other) == std::mem::discriminant(id);
    all.iter().filter(same).cloned().collect()
}

fn head(plan: &Plan, dice: &mut Dice) -> Option<Command> {
    let said = (dice.roll(3) > 0).then(|| format!("令和{}年", dice.roll(9)));
    Some(match dice.roll(3) {
        0 => Command::SetDate {
            which: *dice.pick(PlanDate::ALL)?,
            date: said,
        },
        1 => Command::Dismiss {
            check: format!("check:{}", dice.roll(3)),
            reason: said,
        },
        _ => Command::SetItemProgramme {
            id: item(plan, dice)?,
            programme: programme(plan, dice),
        },
    })
}

/// One of a kind, or none.
fn any<T>(plan: &Plan, dice: &mut Dice, of: impl Fn(RecordId) -> Option<T>) -> Option<T> {
    let mut ids: Vec<RecordId> = plan.records().collect();
    ids.sort();
    let mut ids: Vec<T> = ids.into_iter().filter_map(of).collect();
    if ids.is_empty() {
        return None;
    }
    Some(ids.swap_remove(dice.roll(ids.len())))
}

fn category(plan: &Plan, dice: &mut Dice) -> Option<CategoryId> {
    any(plan, dice, |id| match id {
        RecordId::Category(id) => Some(id),
        _ => None,
    })
}

fn programme(plan: &Plan, dice: &mut Dice) -> Option<ProgrammeId> {
    any(plan, dice, |id| match id {
        RecordId::Programme(id) => Some(id),
        _ => None,
    })
}

fn indicator(plan: &Plan, dice: &mut Dice) -> Option<IndicatorId> {
    any(plan, dice, |id| match id {
        RecordId::Indicator(id) => Some(id),
        _ => None,
    })
}

fn district(plan: &Plan, dice: &mut Dice) -> Option<DistrictId> {
    any(plan, dice, |id| match id {
        RecordId::District(id) => Some(id),
        _ => None,
    })
}

fn owner(plan: &Plan, dice: &mut Dice, kinds: usize) -> Option<Owner> {
    match dice.roll(kinds) {
        0 => item(plan, dice).map(Owner::Item),
        1 => programme(plan, dice).map(Owner::Programme),
        _ => indicator(plan, dice).map(Owner::Indicator),
    }
}

/// Few years, so that cells meet.
fn year(dice: &mut Dice) -> Option<FiscalYear> {
    FiscalYear::new(2021 + i32::try_from(dice.roll(3)).ok()?)
}

fn new(plan: &Plan, dice: &mut Dice, ink: &mut Ink) -> Option<NewRecord> {
    let id = dice.id();
    Some(match dice.roll(12) {
        0 => NewRecord::Category {
            id: CategoryId::from_random(id),
            name: ink.write(1),
        },
        1 | 2 => NewRecord::Programme {
            id: ProgrammeId::from_random(id),
            category: category(plan, dice),
            name: ink.write(2),
        },
        3 | 4 => NewRecord::Indicator {
            id: IndicatorId::from_random(id),
            owner: owner(plan, dice, 2)?,
            name: ink.write(1),
        },
        5 | 6 => NewRecord::Value {
            id: ValueId::from_random(id),
            indicator: indicator(plan, dice)?,
            year: year(dice)?,
            role: *dice.pick(ValueRole::ALL)?,
            text: {
                let length = dice.roll(3);
                ink.write(length)
            },
        },
        7 => NewRecord::Report {
            id: ReportId::from_random(id),
            item: item(plan, dice)?,
            party: dice.pick(&plan.parties).map(|party| party.id.clone()),
            year: (dice.roll(2) == 0).then(|| year(dice)).flatten(),
            period: if dice.roll(2) == 0 {
                String::new()
            } else {
                "第2期計画".to_owned()
            },
        },
        8 => NewRecord::Evaluation {
            id: EvaluationId::from_random(id),
            owner: owner(plan, dice, 3)?,
            year: year(dice)?,
            phase: *dice.pick(Phase::ALL)?,
            by: *dice.pick(By::ALL)?,
        },
        9 => NewRecord::Scale {
            id: ScaleId::from_random(id),
            name: ink.write(1),
            grades: ink.write(2),
        },
        10 => NewRecord::District {
            id: DistrictId::from_random(id),
            name: ink.write(1),
        },
        _ => NewRecord::Term {
            id: TermId::from_random(id),
            kind: *dice.pick(TermKind::ALL)?,
            short: ink.write(1),
            full: ink.write(2),
            note: ink.write(1),
        },
    })
}

/// A scalar that such a record has.
fn field(plan: &Plan, id: &RecordId, dice: &mut Dice) -> Option<RecordField> {
    let number = |dice: &mut Dice| (dice.roll(3) > 0).then(|| format!("{})", dice.roll(9)));
    let state = |dice: &mut Dice| dice.pick(CellState::ALL).copied();
    Some(match (id, dice.roll(4)) {
        (RecordId::Category(_), _) => RecordField::Number(number(dice)),
        (RecordId::Programme(_), 0) => RecordField::Number(number(dice)),
        (RecordId::Programme(_), 1) => RecordField::Lifecycle(dice.pick(Lifecycle::ALL).copied()),
        (RecordId::Programme(_), _) => RecordField::Category(category(plan, dice)),
        (RecordId::Indicator(_), 0 | 1) => {
            RecordField::IndicatorKind(dice.pick(IndicatorKind::ALL).copied())
        }
        (RecordId::Indicator(_), _) => RecordField::Trend(dice.pick(Trend::ALL).copied()),
        (RecordId::Value(_), 0) => RecordField::ValueYear(year(dice)?),
        (RecordId::Value(_), 1) => RecordField::ValueRole(*dice.pick(ValueRole::ALL)?),
        (RecordId::Value(_), 2) => RecordField::District(district(plan, dice)),
        (RecordId::Value(_), _) => RecordField::ValueState(state(dice)?),
        (RecordId::Report(_), 0 | 1) => RecordField::ProgressState(state(dice)?),
        (RecordId::Report(_), _) => RecordField::IssuesState(state(dice)?),
        (RecordId::Evaluation(_), 0 | 1) => {
            RecordField::Grade(["", "A", "B"].get(dice.roll(3))?.to_string())
        }
        (RecordId::Evaluation(_), _) => RecordField::Course(dice.pick(Course::ALL).copied()),
        (RecordId::Term(_), _) => RecordField::TermKind(*dice.pick(TermKind::ALL)?),
        (RecordId::Scale(_) | RecordId::District(_), _) => return None,
    })
}
