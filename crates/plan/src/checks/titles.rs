//! Titles: 体系図 and 本文 that disagree, titles that are not there, items with nothing in them.

use std::collections::HashMap;

use super::place::About;
use super::texts::replace;
use super::{Check, Found, words};
use crate::field::{CategoryText, IndicatorText, ItemText, PlanText, ProgrammeText, TextRef};
use crate::finding::Entity;
use crate::ids::ItemId;
use crate::kinds::PlanKind;
use crate::plan::{Item, Plan};
use crate::records::Owner;
use crate::text::{folded, is_blank};

/// A title that the chart words otherwise than the body. A shortening of it is no slip: there is
/// little room in a chart.
pub(super) fn chart(plan: &Plan, found: &mut Vec<Found>) {
    for item in plan.walk() {
        if is_blank(&item.chart_title) || is_blank(&item.title) {
            continue;
        }
        let (chart, body) = (folded(&item.chart_title), folded(&item.title));
        if is_shortening(&chart, &body) {
            continue;
        }
        let field = |text| TextRef::Item(item.id.clone(), text);
        let both = format!("{chart}/{body}");
        let message = words::chart_differs(&item.chart_title, &item.title);
        // Without words of its own the chart shows the body's.
        let to_body = replace(field(ItemText::ChartTitle), &item.chart_title, "");
        let mut to_chart = replace(field(ItemText::Title), &item.title, &item.chart_title);
        to_chart.extend(to_body.clone());
        found.push(
            Found::new(
                Check::ChartTitle,
                field(ItemText::Title).into(),
                &both,
                message,
            )
            .mend(words::both_as(&item.title), to_body)
            .mend(words::both_as(&item.chart_title), to_chart),
        );
    }
}

/// Whether `short` is `long` with some of it left out.
fn is_shortening(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|other| other == c))
}

/// Things that have no title.
pub(super) fn empty(plan: &Plan, found: &mut Vec<Found>) {
    let mut push = |field: TextRef, what: &str| {
        found.push(Found::new(
            Check::EmptyTitle,
            field.into(),
            "",
            words::untitled(what),
        ));
    };
    let untitled_indicators = |owner: Owner, push: &mut dyn FnMut(TextRef, &str)| {
        let untitled = plan.indicators_in(&owner);
        for indicator in untitled.filter(|indicator| is_blank(&indicator.name)) {
            let field = TextRef::Indicator(indicator.id.clone(), IndicatorText::Name);
            push(field, words::AN_INDICATOR);
        }
    };
    let has_content = plan.walk().next().is_some() || plan.all_programmes().next().is_some();
    if has_content && is_blank(&plan.head.title) {
        push(TextRef::Plan(PlanText::Title), words::THE_PLAN);
    }
    for level in &plan.levels {
        if is_blank(&level.name) {
            push(TextRef::Level(level.id.clone()), words::A_LEVEL);
        }
    }
    for category in &plan.categories {
        if is_blank(&category.name) {
            let field = TextRef::Category(category.id.clone(), CategoryText::Name);
            push(field, words::A_CATEGORY);
        }
    }
    for programme in plan.all_programmes() {
        if is_blank(&programme.name) {
            let field = TextRef::Programme(programme.id.clone(), ProgrammeText::Name);
            push(field, words::A_PROGRAMME);
        }
        untitled_indicators(Owner::Programme(programme.id.clone()), &mut push);
    }
    for item in plan.walk() {
        // A goal sheet names the goals of another document by their number alone.
        let is_reference = plan.head.kind == PlanKind::GoalSheet && item.depth < plan.levels.len();
        if is_blank(&item.title) && !is_reference {
            let level = plan.level_of(&item.id).map_or("", |level| &level.name);
            let what = format!("{level} {}", item.number);
            let what = Some(what.trim()).filter(|what| !what.is_empty());
            let field = TextRef::Item(item.id.clone(), ItemText::Title);
            push(field, what.unwrap_or(words::AN_ITEM));
        }
        untitled_indicators(Owner::Item(item.id.clone()), &mut push);
    }
}

/// Items with nothing under them where the others of their depth have something.
pub(super) fn bare(plan: &Plan, found: &mut Vec<Found>) {
    // Depth → how many there are, and how many of them have something.
    let mut depths: HashMap<usize, (usize, usize)> = HashMap::new();
    for item in plan.walk() {
        let (all, filled) = depths.entry(item.depth).or_default();
        *all += 1;
        *filled += usize::from(has_something(plan, item));
    }
    for item in plan.walk() {
        let (all, filled) = depths.get(&item.depth).copied().unwrap_or_default();
        // Where most have nothing, having nothing is the custom.
        let is_custom = filled * 2 <= all;
        if is_custom || is_blank(&item.title) || has_something(plan, item) {
            continue;
        }
        let message = match plan.levels.get(item.depth) {
            Some(below) => words::nothing_below(&item.title, &below.name),
            None => words::nothing_said(&item.title),
        };
        let about = About::whole(Entity::Item(item.id.clone()));
        found.push(Found::new(Check::EmptyItem, about, "", message));
    }
}

fn has_something(plan: &Plan, item: &Item) -> bool {
    let owner = Owner::Item(item.id.clone());
    !plan.children(Some(&item.id)).is_empty()
        || !is_blank(&item.statement)
        || has_sections(plan, &item.id)
        || item.programme.is_some()
        || !plan.indicators_of(&owner).is_empty()
        || !plan.reports_of(&item.id).is_empty()
}

fn has_sections(plan: &Plan, item: &ItemId) -> bool {
    plan.sections(Some(item)).iter().any(|id| {
        let section = plan.section(id);
        section.is_some_and(|section| !is_blank(&section.text)) || !plan.lines(id).is_empty()
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::Desk;
    use super::*;
    use crate::records::RecordId;

    fn with_chart(body: &str, chart: &str) -> (Desk, ItemId) {
        let mut desk = Desk::new();
        desk.title("計画").level("活動方針");
        let id = desk.item(None, body);
        desk.chart_title(&id, chart);
        (desk, id)
    }

    #[test]
    fn a_chart_that_words_it_otherwise_is_found_and_mended_either_way() {
        let (mut desk, id) = with_chart("町内に情報を届けます", "町内の情報を届けます");
        let finding = desk.only(Check::ChartTitle);
        let mut other = desk.clone();
        desk.apply_mend(&finding, 0);
        assert_eq!(desk.check(), []);
        assert_eq!(desk.plan().items[&id].title, "町内に情報を届けます");
        other.apply_mend(&finding, 1);
        assert_eq!(other.check(), []);
        assert_eq!(other.plan().items[&id].title, "町内の情報を届けます");
    }

    #[test]
    fn a_shorter_wording_and_other_spaces_are_no_slip() {
        for chart in [
            "情報を届けます",
            "町内に 情報を届けます",
            "",
            "町内に情報を届けます",
        ] {
            let (desk, _) = with_chart("町内に情報を届けます", chart);
            assert_eq!(desk.check(), [], "{chart}");
        }
    }

    #[test]
    fn what_has_no_title_is_found() {
        let mut desk = Desk::new();
        desk.level("基本目標").item(None, "つながる");
        assert_eq!(desk.only(Check::EmptyTitle).about.entity, Entity::Plan);
        desk.title("計画");
        let id = desk.item(None, " ");
        let finding = desk.only(Check::EmptyTitle);
        assert_eq!(finding.about.entity, Entity::Item(id));
        assert!(
            finding.message.contains("基本目標 2"),
            "{}",
            finding.message
        );
    }

    #[test]
    fn an_indicator_without_a_name_is_found_wherever_it_belongs() {
        let mut desk = Desk::new();
        desk.title("計画").level("取組");
        let item = desk.item(None, "見守り");
        let programme = desk.programme("配食");
        let owners = [Owner::Programme(programme), Owner::Item(item)];
        let ids = owners.map(|owner| desk.indicator_of(owner, " "));
        let found = desk.check();
        let places: Vec<_> = found
            .iter()
            .map(|found| found.about.entity.clone())
            .collect();
        let expected = ids.map(|id| Entity::Record(RecordId::Indicator(id)));
        assert_eq!(places, expected);
        assert!(found.iter().all(|found| found.check == Check::EmptyTitle));
    }

    #[test]
    fn an_empty_plan_needs_no_title_yet_and_a_goal_sheet_may_name_goals_by_number() {
        assert_eq!(Desk::new().check(), []);
        let mut desk = Desk::new();
        desk.title("計画")
            .kind(PlanKind::GoalSheet)
            .level("基本目標")
            .level("組織目標");
        let goal = desk.item(None, "");
        desk.item(Some(&goal), "担い手を育てます");
        assert_eq!(desk.check(), []);
    }

    #[test]
    fn an_item_with_nothing_below_is_found_where_others_have_something() {
        let mut desk = Desk::new();
        desk.title("計画").level("活動方針").level("取組");
        for title in ["支える", "集う"] {
            let above = desk.item(None, title);
            desk.item(Some(&above), "一つめ");
        }
        assert_eq!(desk.check(), []);
        let id = desk.item(None, "伝える");
        let finding = desk.only(Check::EmptyItem);
        assert_eq!(finding.about.entity, Entity::Item(id.clone()));
        assert!(finding.message.contains("取組"), "{}", finding.message);
        desk.statement(&id, "広報紙で伝えます。");
        assert_eq!(desk.check(), []);
    }

    #[test]
    fn a_plan_that_has_only_its_goals_yet_is_left_alone() {
        let mut desk = Desk::new();
        desk.title("計画").level("基本目標").level("取組");
        desk.item(None, "つながる");
        desk.item(None, "支える");
        assert_eq!(desk.check(), []);
    }
}
