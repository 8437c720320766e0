//! 地区 × 目標: how much of the plan belongs to each district, under each of the topmost goals.

use yoriai_plan::{DistrictId, Item, Owner, Plan, Value};

use super::districts::named;

/// The table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Coverage {
    /// The topmost items: number and title.
    pub goals: Vec<(String, String)>,
    /// The districts, each with a cell for each goal.
    pub rows: Vec<Row>,
}

/// A district.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its id.
    pub id: DistrictId,
    /// Its name.
    pub name: String,
    /// What belongs to it, by goal.
    pub cells: Vec<Count>,
}

/// What belongs to a district under a goal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Items, sections and lines that name it.
    pub texts: usize,
    /// Values that are of it, or name it.
    pub values: usize,
    /// Reports that name it.
    pub reports: usize,
}

impl Count {
    /// All together.
    pub const fn all(self) -> usize {
        self.texts + self.values + self.reports
    }
}

/// Counts.
pub fn coverage(plan: &Plan) -> Coverage {
    let names: Vec<String> = plan.districts.iter().map(|it| it.name.clone()).collect();
    let goals: Vec<&Item> = plan.walk().filter(|item| item.depth == 1).collect();
    let mut table = vec![vec![Count::default(); goals.len()]; names.len()];
    let mut goal: Option<usize> = None;
    // Without districts there is nothing to look for.
    for item in plan.walk().filter(|_| !names.is_empty()) {
        if item.depth == 1 {
            goal = Some(goal.map_or(0, |goal| goal + 1));
        }
        let Some(goal) = goal else { continue };
        let mut count = |belongs: Vec<bool>, add: fn(&mut Count)| {
            for (row, _) in table.iter_mut().zip(belongs).filter(|(_, it)| *it) {
                if let Some(cell) = row.get_mut(goal) {
                    add(cell);
                }
            }
        };
        for text in texts(plan, item) {
            count(named(&text, &names), |cell| cell.texts += 1);
        }
        for text in reports(plan, item) {
            count(named(&text, &names), |cell| cell.reports += 1);
        }
        for value in values(plan, item) {
            count(districts_of(plan, value, &names), |cell| cell.values += 1);
        }
    }
    let rows = plan
        .districts
        .iter()
        .zip(table)
        .map(|(district, cells)| Row {
            id: district.id.clone(),
            name: district.name.clone(),
            cells,
        });
    Coverage {
        rows: rows.collect(),
        goals: goals
            .into_iter()
            .map(|item| (item.number.clone(), item.title.clone()))
            .collect(),
    }
}

/// The item, its sections and their lines, one text each.
fn texts(plan: &Plan, item: &Item) -> Vec<String> {
    let mut texts = vec![format!("{}\n{}", item.title, item.statement)];
    for id in plan.sections(Some(&item.id)) {
        let Some(section) = plan.section(id) else {
            continue;
        };
        texts.push(format!("{}\n{}", section.heading, section.text));
        let lines = plan.lines(id).iter().filter_map(|id| plan.line(id));
        texts.extend(lines.map(|line| line.text.clone()));
    }
    texts
}

fn reports(plan: &Plan, item: &Item) -> Vec<String> {
    let reports = plan.reports_of(&item.id).iter();
    let reports = reports.filter_map(|id| plan.reports.get(id));
    reports
        .map(|it| [&*it.progress, &it.issues, &it.reason, &it.next].join("\n"))
        .collect()
}

fn values<'a>(plan: &'a Plan, item: &Item) -> impl Iterator<Item = &'a Value> + use<'a> {
    let indicators = plan.indicators_of(&Owner::Item(item.id.clone())).iter();
    let values = indicators.flat_map(|id| plan.values_of(id));
    values.filter_map(|id| plan.values.get(id))
}

/// A value is of the district that was chosen for it, or else of those that it names.
fn districts_of(plan: &Plan, value: &Value, names: &[String]) -> Vec<bool> {
    match &value.district {
        Some(of) => plan.districts.iter().map(|it| it.id == *of).collect(),
        None => named(&format!("{}\n{}", value.text, value.note), names),
    }
}
