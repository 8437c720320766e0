//! The list of priorities (重点取組) of a goal, held against the items below that bear the tag.

use std::collections::HashMap;

use super::place::{About, Field};
use super::texts::append_line;
use super::{Check, Found, words};
use crate::command::Command;
use crate::field::{SectionText, TextRef};
use crate::finding::Entity;
use crate::ids::ItemId;
use crate::kinds::{Caption, Tag};
use crate::plan::{Item, Plan, Section};
use crate::text::folded;

/// What begins an entry of the list within prose.
const MARKS: [char; 9] = ['・', '･', '●', '○', '■', '◆', '◎', '◇', '□'];

/// The list of one goal.
struct List<'a> {
    section: &'a Section,
    /// The names in it, folded and as written.
    names: Vec<(String, &'a str)>,
    /// Whether it is written as marked lines of prose.
    is_marked: bool,
}

pub(super) fn check(plan: &Plan, found: &mut Vec<Found>) {
    let lists = lists(plan);
    let Some(depth) = lists
        .keys()
        .filter_map(|owner| plan.item(owner))
        .map(|item| item.depth)
        .min()
    else {
        return;
    };
    // The goal whose branch we are in, as the walk goes down and up again.
    let mut goal: Option<&Item> = None;
    let mut below: Vec<&Item> = Vec::new();
    for item in plan.walk() {
        if item.depth <= depth {
            if let Some(goal) = goal {
                compare(goal, lists.get(&goal.id), &below, found);
            }
            below.clear();
            goal = (item.depth == depth).then_some(item);
        } else {
            below.push(item);
        }
    }
    if let Some(goal) = goal {
        compare(goal, lists.get(&goal.id), &below, found);
    }
}

fn lists(plan: &Plan) -> HashMap<ItemId, List<'_>> {
    let mut lists = HashMap::new();
    for item in plan.walk() {
        for section in plan
            .sections(Some(&item.id))
            .iter()
            .filter_map(|id| plan.section(id))
        {
            if is_list(plan, section)
                && let Some(list) = read(plan, section)
            {
                lists.entry(item.id.clone()).or_insert(list);
            }
        }
    }
    lists
}

fn is_list(plan: &Plan, section: &Section) -> bool {
    let heading = folded(&section.heading);
    let own = folded(plan.head.caption(Caption::Priorities));
    ["重点取組", "重点取り組み", "重点取組み"].contains(&heading.trim_end_matches("事業"))
        || (heading == own && !own.is_empty())
}

/// The names in a list; `None` if it is prose in which no names can be told apart.
fn read<'a>(plan: &'a Plan, section: &'a Section) -> Option<List<'a>> {
    let marked = section.text.lines().filter_map(|line| {
        let line = line.trim();
        let name = line.strip_prefix(MARKS)?.trim();
        Some((folded(name), name))
    });
    let lines = plan.lines(&section.id).iter().filter_map(|id| {
        let name = plan.line(id)?.text.trim().trim_start_matches(MARKS).trim();
        Some((folded(name), name))
    });
    let marked: Vec<_> = marked.collect();
    let is_marked = !marked.is_empty();
    let names: Vec<_> = marked
        .into_iter()
        .chain(lines)
        .filter(|(name, _)| !name.is_empty())
        .collect();
    (!names.is_empty()).then_some(List {
        section,
        names,
        is_marked,
    })
}

fn compare(goal: &Item, list: Option<&List<'_>>, below: &[&Item], found: &mut Vec<Found>) {
    let titles: Vec<(String, &Item)> = below
        .iter()
        .map(|item| (folded(&item.title), *item))
        .collect();
    for (title, item) in &titles {
        let is_listed = list.is_some_and(|list| list.names.iter().any(|(name, _)| name == title));
        if !item.tags.contains(&Tag::Priority) || is_listed {
            continue;
        }
        let about = About::with(Entity::Item(item.id.clone()), Field::Tags);
        let message = words::tagged_not_listed(&item.title, &goal.number);
        let untag = vec![Command::UntagItem {
            id: item.id.clone(),
            tag: Tag::Priority,
        }];
        let mut finding = Found::new(Check::Priority, about, title, message);
        if let Some(list) = list.filter(|list| list.is_marked) {
            let field = TextRef::Section(list.section.id.clone(), SectionText::Text);
            let line = format!("・{}", item.title.trim());
            finding.also = vec![field.clone().into()];
            finding = finding.mend(
                words::add_to_list(&item.title),
                append_line(field, &list.section.text, &line),
            );
        }
        found.push(finding.mend(words::untag(&item.title), untag));
    }
    let Some(list) = list else { return };
    for (name, written) in &list.names {
        let mut alike = titles
            .iter()
            .filter(|(title, _)| title == name)
            .map(|(_, item)| *item);
        if alike.clone().any(|item| item.tags.contains(&Tag::Priority)) {
            continue;
        }
        let of_list = TextRef::Section(list.section.id.clone(), SectionText::Text);
        let finding = match alike.next() {
            Some(item) => {
                let about = About::with(Entity::Item(item.id.clone()), Field::Tags);
                let message = words::listed_not_tagged(written, &goal.number);
                let tag = vec![Command::TagItem {
                    id: item.id.clone(),
                    tag: Tag::Priority,
                }];
                let mut finding = Found::new(Check::Priority, about, name, message)
                    .mend(words::tag(&item.title), tag);
                finding.also = vec![of_list.into()];
                finding
            }
            None => {
                let message = words::listed_not_there(written, &goal.number);
                Found::new(Check::Priority, of_list.into(), name, message)
            }
        };
        found.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Desk;
    use super::*;
    use crate::kinds::SectionKind;

    /// Two goals with a list each, and the items of the first.
    fn desk(list: &str) -> (Desk, ItemId, ItemId) {
        let mut desk = Desk::new();
        desk.title("計画").level("基本目標").level("取組");
        let goal = desk.item(None, "つながる");
        desk.section(Some(&goal), SectionKind::Free, "重点取組", list);
        let one = desk.item(Some(&goal), "見守り活動");
        let two = desk.item(Some(&goal), "居場所づくり");
        desk.tag(&one, Tag::Priority);
        (desk, one, two)
    }

    #[test]
    fn list_and_tags_that_agree_are_left_alone() {
        let (desk, ..) = desk("・ 見守り活動\n地区ごとに話し合います。");
        assert_eq!(desk.check(), []);
    }

    #[test]
    fn a_tag_that_is_not_in_the_list_is_found() {
        let (mut desk, _, two) = desk("・見守り活動\n地区ごとに話し合います。");
        desk.tag(&two, Tag::Priority);
        let finding = desk.only(Check::Priority);
        assert_eq!(finding.about.entity, Entity::Item(two.clone()));
        let mut other = desk.clone();
        desk.apply_mend(&finding, 0);
        assert_eq!(desk.check(), []);
        other.apply_mend(&finding, 1);
        assert_eq!(other.check(), []);
        assert_eq!(other.plan().items[&two].tags, []);
    }

    #[test]
    fn an_entry_without_its_tag_is_found_and_so_is_one_without_an_item() {
        let (mut desk, _, two) = desk("・見守り活動\n・居場所づくり");
        let finding = desk.only(Check::Priority);
        assert_eq!(finding.about.entity, Entity::Item(two));
        desk.apply_mend(&finding, 0);
        assert_eq!(desk.check(), []);
        let (desk, ..) = self::desk("・見守り活動\n・移動支援");
        let finding = desk.only(Check::Priority);
        assert!(matches!(finding.about.entity, Entity::Section(_)));
        assert!(finding.mends.is_empty());
    }

    #[test]
    fn a_goal_without_a_list_counts_only_beside_others_that_have_one() {
        let (mut desk, ..) = desk("・見守り活動");
        let goal = desk.item(None, "支える");
        let item = desk.item(Some(&goal), "貸付");
        desk.tag(&item, Tag::Priority);
        assert_eq!(desk.only(Check::Priority).about.entity, Entity::Item(item));
        let mut desk = Desk::new();
        desk.title("計画").level("基本目標").level("取組");
        let goal = desk.item(None, "支える");
        let item = desk.item(Some(&goal), "貸付");
        desk.tag(&item, Tag::Priority);
        assert_eq!(desk.check(), []);
    }

    #[test]
    fn a_list_in_prose_is_not_guessed_at() {
        let (desk, ..) = desk("地区ごとに話し合うことを重んじます。");
        assert_eq!(desk.check(), []);
    }
}
