//! One fiscal year of a plan: which years it has, what holds in one of them, and which number a
//! line has among those that hold together with it.
//!
//! `None` for a year means that nothing was chosen: then all things hold.

use yoriai_plan::{
    Caption, Date, FiscalYear, Item, ItemId, NumberStyle, Plan, Section, SectionKind, Tag, YearSpan,
};

use crate::platform::clock;

/// The fiscal year of today, on the device's own calendar.
pub fn this_year() -> Option<FiscalYear> {
    let (year, month, _) = clock::today();
    FiscalYear::of_month(year, month)
}

/// The fiscal year of a day, as an edition says it.
pub fn of_day(day: &str) -> Option<FiscalYear> {
    Date::parse(day)?.value.fiscal_year()
}

/// The years of a plan, ascending: its period, and what its items name beyond it.
pub fn years_of(plan: &Plan) -> Vec<FiscalYear> {
    let head = &plan.head;
    let period = match (head.first_year, head.last_year) {
        (Some(first), Some(last)) => YearSpan::new(first, last).years().collect(),
        (Some(year), None) | (None, Some(year)) => vec![year],
        (None, None) => Vec::new(),
    };
    let named = plan.walk().flat_map(|item| item.years.iter().copied());
    let mut years: Vec<FiscalYear> = period.into_iter().chain(named).collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// The year to begin with: today's if the plan has it, else the one nearest to it.
pub fn nearest(years: &[FiscalYear], today: Option<FiscalYear>) -> Option<FiscalYear> {
    let Some(today) = today else {
        return years.first().copied();
    };
    let distance = |year: &FiscalYear| year.year().abs_diff(today.year());
    years.iter().copied().min_by_key(distance).or(Some(today))
}

/// Whether a thing with these years holds in a year. Without years of its own it holds in all.
pub fn holds(years: &[FiscalYear], year: Option<FiscalYear>) -> bool {
    years.is_empty() || year.is_none_or(|year| years.contains(&year))
}

/// Whether an item stands at the lowest level (取組) or below it.
pub fn is_initiative(levels: usize, item: &Item) -> bool {
    item.depth >= levels
}

/// The items under one that hold in a year.
pub fn holding(plan: &Plan, parent: Option<&ItemId>, year: Option<FiscalYear>) -> Vec<ItemId> {
    plan.children(parent)
        .iter()
        .filter(|id| plan.item(id).is_some_and(|item| holds(&item.years, year)))
        .cloned()
        .collect()
}

/// The number of an item that stands at a place (from 1) among those that hold in the same year.
/// What holds in other years doesn't count: each year's list begins with 1.
pub fn number_among(item: &Item, style: Option<NumberStyle>, ordinal: usize) -> String {
    match (&item.number_override, style) {
        (Some(number), _) => number.clone(),
        // The tree knows the number above; only it can say this one.
        (None, None | Some(NumberStyle::ParentCircled)) => item.number.clone(),
        (None, Some(style)) => style.label(ordinal, None),
    }
}

/// What stands over the tree: the council's own words, with the year that shows in place of the
/// year they were written in.
pub fn heading_of(caption: &str, year: Option<FiscalYear>) -> String {
    const YEAR: &str = "年度";
    let Some(year) = year.map(FiscalYear::label_wareki) else {
        return caption.to_owned();
    };
    if caption == Caption::Annual.word() {
        return format!("{year} {caption}");
    }
    let Some(end) = caption.find(YEAR).map(|at| at + YEAR.len()) else {
        return caption.to_owned();
    };
    let (written, rest) = caption.split_at(end);
    match FiscalYear::parse(written.trim()) {
        Some(_) => format!("{year}{rest}"),
        None => caption.to_owned(),
    }
}

/// Whether a section is a goal's own text for the list of priorities.
pub fn is_priority_text(section: &Section) -> bool {
    section.kind == SectionKind::Free && section.heading.trim() == Caption::Priorities.word()
}

/// Whether an item belongs in the list of priorities of a year.
pub fn is_priority(item: &Item, year: Option<FiscalYear>) -> bool {
    item.tags.contains(&Tag::Priority) && holds(&item.years, year)
}
