//! A number that two siblings bear: `5)` and `5)`.

use std::collections::HashMap;

use super::place::{About, Field};
use super::{Check, Found, words};
use crate::command::Command;
use crate::finding::Entity;
use crate::fiscal::FiscalYear;
use crate::ids::{CategoryId, ItemId};
use crate::plan::Plan;
use crate::records::{RecordField, RecordId};
use crate::text::folded;

/// A sibling with its number.
struct Numbered<'a> {
    entity: Entity,
    number: &'a str,
    title: &'a str,
    /// The years in which it holds; empty: all of them.
    years: &'a [FiscalYear],
    /// The command that gives a number set by hand back to the tree.
    give_back: Option<Command>,
}

pub(super) fn check(plan: &Plan, found: &mut Vec<Found>) {
    among(&categories(plan), found);
    let of_categories = plan.categories.iter().map(|category| Some(&category.id));
    for category in of_categories.chain([None]) {
        among(&programmes(plan, category), found);
    }
    among(&items(plan, None), found);
    for item in plan.walk() {
        among(&items(plan, Some(&item.id)), found);
    }
}

fn items<'a>(plan: &'a Plan, parent: Option<&ItemId>) -> Vec<Numbered<'a>> {
    let row = plan.children(parent).iter();
    row.filter_map(|id| plan.item(id))
        .map(|item| Numbered {
            entity: Entity::Item(item.id.clone()),
            number: &item.number,
            title: &item.title,
            years: &item.years,
            give_back: item.number_override.as_ref().map(|_| Command::SetNumber {
                id: item.id.clone(),
                number: None,
            }),
        })
        .collect()
}

fn give_back(id: &RecordId, by_hand: Option<&String>) -> Option<Command> {
    by_hand.map(|_| Command::SetRecord {
        id: id.clone(),
        field: RecordField::Number(None),
    })
}

fn categories(plan: &Plan) -> Vec<Numbered<'_>> {
    let numbered = plan.categories.iter().map(|category| {
        let id = RecordId::Category(category.id.clone());
        Numbered {
            give_back: give_back(&id, category.number_override.as_ref()),
            entity: Entity::Record(id),
            number: &category.number,
            title: &category.name,
            years: &[],
        }
    });
    numbered.collect()
}

fn programmes<'a>(plan: &'a Plan, category: Option<&CategoryId>) -> Vec<Numbered<'a>> {
    let row = plan.programmes_of(category).iter();
    row.filter_map(|id| plan.programmes.get(id))
        .map(|programme| {
            let id = RecordId::Programme(programme.id.clone());
            Numbered {
                give_back: give_back(&id, programme.number_override.as_ref()),
                entity: Entity::Record(id),
                number: &programme.number,
                title: &programme.name,
                years: &[],
            }
        })
        .collect()
}

/// Numbers that the tree gives are never the same, and marks (`●`) always are: only a number set
/// by hand can be a slip.
fn among(siblings: &[Numbered<'_>], found: &mut Vec<Found>) {
    if siblings.iter().all(|sibling| sibling.give_back.is_none()) {
        return;
    }
    let mut seen: HashMap<String, Vec<&Numbered<'_>>> = HashMap::new();
    for sibling in siblings {
        let number = folded(sibling.number);
        if !number.chars().any(char::is_alphanumeric) {
            continue;
        }
        let alike = seen.entry(number.clone()).or_default();
        let earlier = alike
            .iter()
            .copied()
            .find(|other| meet(other.years, sibling.years));
        alike.push(sibling);
        let Some(earlier) = earlier else {
            continue;
        };
        // The one whose number was set by hand; the later one if both were.
        let (about, other) = if sibling.give_back.is_some() {
            (sibling, earlier)
        } else {
            (earlier, sibling)
        };
        let message = words::number_twice(sibling.number, earlier.title, sibling.title);
        let alike = siblings
            .iter()
            .filter(|sibling| folded(sibling.number) == number);
        let commands = alike.filter_map(|sibling| sibling.give_back.clone());
        let mut finding = Found::new(
            Check::Number,
            About::with(about.entity.clone(), Field::Number),
            &number,
            message,
        )
        .mend(words::NUMBERS_BACK.to_owned(), commands.collect());
        finding.also = vec![About::with(other.entity.clone(), Field::Number)];
        found.push(finding);
    }
}

/// Whether there is a year in which both hold: this year's list and next year's count each from
/// one.
fn meet(one: &[FiscalYear], other: &[FiscalYear]) -> bool {
    one.is_empty() || other.is_empty() || one.iter().any(|year| other.contains(year))
}

#[cfg(test)]
mod tests {
    use super::super::testing::Desk;
    use super::*;
    use crate::kinds::NumberStyle;

    fn desk() -> Desk {
        let mut desk = Desk::new();
        desk.title("計画").level_of("取組", NumberStyle::HalfParen);
        desk
    }

    #[test]
    fn a_number_used_twice_is_found_and_given_back_to_the_tree() {
        let mut desk = desk();
        desk.item(None, "相談");
        desk.item(None, "見守り");
        let id = desk.item(None, "居場所");
        desk.number(&id, "２)");
        let finding = desk.only(Check::Number);
        assert_eq!(finding.about.entity, Entity::Item(id.clone()));
        assert!(finding.message.contains("見守り") && finding.message.contains("居場所"));
        desk.apply_mend(&finding, 0);
        assert_eq!(desk.check(), []);
        assert_eq!(desk.plan().items[&id].number, "3)");
    }

    #[test]
    fn numbers_by_hand_that_differ_and_marks_are_left_alone() {
        let mut desk = desk();
        for (title, number) in [
            ("相談", "序"),
            ("見守り", "9)"),
            ("居場所", "●"),
            ("祭り", "●"),
        ] {
            let id = desk.item(None, title);
            desk.number(&id, number);
        }
        assert_eq!(desk.check(), []);
    }

    #[test]
    fn each_year_counts_from_one() {
        let mut desk = desk();
        for (title, year) in [("相談", 2022), ("居場所", 2023)] {
            let id = desk.item(None, title);
            let years = FiscalYear::new(year).into_iter().collect();
            desk.number(&id, "1)");
            desk.apply(Command::SetItemYears { id, years });
        }
        assert_eq!(desk.check(), []);
        let id = desk.item(None, "祭り");
        desk.number(&id, "1)");
        desk.only(Check::Number);
    }

    #[test]
    fn the_same_number_under_another_goal_is_no_slip() {
        let mut desk = desk();
        desk.level_of("細目", NumberStyle::Plain);
        for title in ["相談", "見守り"] {
            let above = desk.item(None, title);
            let id = desk.item(Some(&above), "一つめ");
            desk.number(&id, "1");
        }
        assert_eq!(desk.check(), []);
    }
}
