//! What is missing around the indicators: values, results, reasons and grades.

use super::*;

/// Everything, in the order of the plan, then of the programmes.
pub(super) fn gaps(plan: &Plan, today: Option<Date>, gaps: &mut Vec<Gap>) {
    for item in plan.walk() {
        let owner = Owner::Item(item.id.clone());
        let mut due = BTreeSet::new();
        for (order, indicator) in indicators(plan, &owner).enumerate() {
            let of = Of::Item(&item.id, (order > 0).then_some(&indicator.id));
            due.extend(of_indicator(plan, indicator, &of, today, gaps));
        }
        due.extend(graded_years(plan, &owner, true));
        due.extend(reported_years(plan, item));
        for year in due {
            beside(plan, item, year, has_ended(year, today), gaps);
        }
    }
    for programme in plan.all_programmes() {
        let owner = Owner::Programme(programme.id.clone());
        let of = Of::Programme(&programme.id);
        for indicator in indicators(plan, &owner) {
            let _ = of_indicator(plan, indicator, &of, today, gaps);
        }
        for year in graded_years(plan, &owner, false) {
            let about = About::whole(Entity::Record(RecordId::Programme(programme.id.clone())));
            let mut path = about.path(plan);
            path.push(year.label_wareki());
            path.push(plan.head.caption(Caption::Grade).to_owned());
            gaps.push(Gap {
                key: format!("grade-{}-{}", programme.id, year.year()),
                kind: Kind::NoGrade,
                party: None,
                path,
                spot: Spot::Programme(programme.id.clone()),
            });
        }
    }
}

/// What an indicator belongs to; of an item, which of its indicators it is (`None`: the first).
enum Of<'a> {
    Item(&'a ItemId, Option<&'a IndicatorId>),
    Programme(&'a ProgrammeId),
}

impl Of<'_> {
    fn name(&self) -> Spot {
        match self {
            Of::Item(item, other) => Spot::Goals(None, WantedCell::Place(name_place(item, *other))),
            Of::Programme(id) => Spot::Programme((*id).clone()),
        }
    }

    fn value(&self, year: FiscalYear, role: ValueRole) -> Spot {
        // The sheet of the next year has this year's actual values.
        let sheet = match role {
            ValueRole::Actual => year.next(),
            ValueRole::Target | ValueRole::Result => Some(year),
            // No sheet has a column for it.
            ValueRole::Forecast => return self.name(),
        };
        match self {
            Of::Item(item, other) => {
                let place = value_place(item, *other, year, role);
                Spot::Goals(sheet, WantedCell::Place(place))
            }
            Of::Programme(_) => self.name(),
        }
    }
}

fn indicators<'a>(plan: &'a Plan, owner: &Owner) -> impl Iterator<Item = &'a Indicator> + use<'a> {
    let ids = plan.indicators_of(owner).iter();
    ids.filter_map(|id| plan.indicators.get(id))
}

/// What is missing of an indicator. Gives the years for which it has targets.
fn of_indicator(
    plan: &Plan,
    indicator: &Indicator,
    of: &Of<'_>,
    today: Option<Date>,
    gaps: &mut Vec<Gap>,
) -> Vec<FiscalYear> {
    let path = |more: Option<String>| {
        let id = RecordId::Indicator(indicator.id.clone());
        let mut path = About::whole(Entity::Record(id)).path(plan);
        path.extend(more);
        path
    };
    let values = plan.values_of(&indicator.id).iter();
    let values: Vec<&Value> = values.filter_map(|id| plan.values.get(id)).collect();
    let states: Vec<CellState> = values.iter().map(|it| it.state.with(&it.text)).collect();
    if states.iter().all(|state| *state == CellState::Blank) {
        // The row of an indicator that has not even a name is only a row to write in.
        if !indicator.name.trim().is_empty() {
            gaps.push(Gap {
                key: format!("values-{}", indicator.id),
                kind: Kind::NoValue,
                party: None,
                path: path(None),
                spot: of.name(),
            });
        }
        return Vec::new();
    }
    for (value, _) in values
        .iter()
        .zip(&states)
        .filter(|(_, state)| **state == CellState::Lost)
    {
        let about = About::from(TextRef::Value(value.id.clone(), ValueText::Text));
        gaps.push(Gap {
            key: value.id.to_string(),
            kind: Kind::Lost,
            party: None,
            path: about.path(plan),
            spot: value
                .year
                .map_or_else(|| of.name(), |year| of.value(year, value.role)),
        });
    }
    let mut targets = BTreeSet::new();
    for target in values.iter().filter(|it| it.role == ValueRole::Target) {
        if !target.text.trim().is_empty() {
            targets.extend(target.year);
        }
    }
    for year in targets.iter().filter(|year| has_ended(**year, today)) {
        // The next year's sheet calls the result 実績; what was lost is listed as that.
        let has_result = values.iter().zip(&states).any(|(value, state)| {
            value.year == Some(*year)
                && matches!(value.role, ValueRole::Result | ValueRole::Actual)
                && *state != CellState::Blank
        });
        if !has_result {
            let word = ValueRole::Result.word();
            gaps.push(Gap {
                key: format!("result-{}-{}", indicator.id, year.year()),
                kind: Kind::NoResult,
                party: None,
                path: path(Some(format!("{} {word}", year.label_wareki()))),
                spot: of.value(*year, ValueRole::Result),
            });
        }
    }
    targets.into_iter().collect()
}

/// The years for which somebody began an evaluation without a grade: those that a goal sheet
/// shows, or all of them.
fn graded_years(plan: &Plan, owner: &Owner, of_sheet: bool) -> BTreeSet<FiscalYear> {
    let found = plan.evaluations_of(owner).iter();
    let found = found.filter_map(|id| plan.evaluations.get(id));
    let open = found.filter(|it| it.grade.trim().is_empty());
    let shown = open.filter(|it| !of_sheet || it.phase == Phase::Year && it.by == By::Internal);
    shown.filter_map(|it| it.year).collect()
}

/// The reports of a goal sheet's own: they name nobody, and a year.
fn sheet_reports<'a>(plan: &'a Plan, item: &Item) -> impl Iterator<Item = &'a Report> + use<'a> {
    let reports = plan.reports_of(&item.id).iter();
    let reports = reports.filter_map(|id| plan.reports.get(id));
    reports.filter(|report| report.party.is_none())
}

fn reported_years(plan: &Plan, item: &Item) -> BTreeSet<FiscalYear> {
    sheet_reports(plan, item)
        .filter_map(|report| report.year)
        .collect()
}

/// What stands beside an item's indicators in the sheet of a year. Before the year has ended only
/// what was lost is missing.
fn beside(plan: &Plan, item: &Item, year: FiscalYear, has_ended: bool, gaps: &mut Vec<Gap>) {
    let own: Vec<CellState> = sheet_reports(plan, item)
        .filter(|report| report.year == Some(year))
        .map(|report| report.progress_state.with(&report.progress))
        .collect();
    let report = if own.contains(&CellState::Lost) {
        Some(Kind::Lost)
    } else {
        let is_blank = own.iter().all(|state| *state == CellState::Blank);
        (is_blank && has_ended).then_some(Kind::Blank)
    };
    let evaluations = plan.evaluations_of(&Owner::Item(item.id.clone())).iter();
    let mut evaluations = evaluations.filter_map(|id| plan.evaluations.get(id));
    let is_graded = evaluations.any(|it| it.year == Some(year) && !it.grade.trim().is_empty());
    let grade = (has_ended && !is_graded).then_some(Kind::NoGrade);
    let cells = [
        (report, Caption::Achievement, ACHIEVEMENT_CELL),
        (grade, Caption::Grade, GRADE_CELL),
    ];
    for (kind, caption, name) in cells {
        let Some(kind) = kind else { continue };
        let place = cell_place(name, &item.id, year);
        let mut path = item_path(plan, &item.id);
        path.push(year.label_wareki());
        path.push(plan.head.caption(caption).to_owned());
        gaps.push(Gap {
            key: place.clone(),
            kind,
            party: None,
            path,
            spot: Spot::Goals(Some(year), WantedCell::Place(place)),
        });
    }
}

fn has_ended(year: FiscalYear, today: Option<Date>) -> bool {
    today
        .and_then(Date::fiscal_year)
        .is_some_and(|now| now > year)
}
