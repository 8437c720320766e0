//! One programme under two names: 見守り支援 in one place, 見守り活動支援 in the list.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::place::About;
use super::texts::{append_line, replace};
use super::{Check, Found, words};
use crate::command::Command;
use crate::field::{ItemText, ProgrammeText, TextRef};
use crate::ids::ProgrammeId;
use crate::plan::{Item, Plan};
use crate::records::Programme;
use crate::text::folded;

/// Parts of a name that people add or leave out without meaning another programme.
const WEAK: [&str; 9] = [
    "事業",
    "活動",
    "運営",
    "業務",
    "取組",
    "者",
    "等",
    "の",
    "について",
];

/// With less than this left, two names have too little in common to be compared.
const SHORTEST: usize = 4;

pub(super) fn check(plan: &Plan, found: &mut Vec<Found>) {
    let mut names: HashSet<String> = HashSet::new();
    let mut by_core: HashMap<String, Vec<&Programme>> = HashMap::new();
    for programme in plan.all_programmes() {
        let own = [programme.name.as_str()];
        for name in own.into_iter().chain(programme.aliases.lines()) {
            names.insert(folded(name));
        }
        let core = core(&programme.name);
        if core.chars().count() >= SHORTEST {
            by_core.entry(core).or_default().push(programme);
        }
    }
    if by_core.is_empty() {
        return;
    }
    // One finding for each name and programme, however many items bear that name.
    let mut order: Vec<(&ProgrammeId, String)> = Vec::new();
    let mut groups: BTreeMap<(&ProgrammeId, String), (&Programme, Vec<&Item>)> = BTreeMap::new();
    for item in plan.walk() {
        let title = folded(&item.title);
        if title.is_empty() || names.contains(&title) {
            continue;
        }
        // Two programmes that differ by as little cannot be told apart here.
        if let Some([programme]) = by_core.get(&core(&item.title)).map(Vec::as_slice) {
            // Whoever tied it to another programme knew better.
            if item
                .programme
                .as_ref()
                .is_some_and(|tied| *tied != programme.id)
            {
                continue;
            }
            let key = (&programme.id, title);
            if !groups.contains_key(&key) {
                order.push(key.clone());
            }
            groups
                .entry(key)
                .or_insert((programme, Vec::new()))
                .1
                .push(item);
        }
    }
    for key in order {
        if let Some((programme, items)) = groups.get(&key) {
            found.extend(finding(programme, items, &key.1));
        }
    }
}

fn finding(programme: &Programme, items: &[&Item], title: &str) -> Option<Found> {
    let (first, others) = items.split_first()?;
    let title_of = |item: &Item| TextRef::Item(item.id.clone(), ItemText::Title);
    let tie = |item: &&Item| Command::SetItemProgramme {
        id: item.id.clone(),
        programme: Some(programme.id.clone()),
    };
    let aliases = TextRef::Programme(programme.id.clone(), ProgrammeText::Aliases);
    let name = TextRef::Programme(programme.id.clone(), ProgrammeText::Name);
    let mut as_alias = append_line(aliases, &programme.aliases, first.title.trim());
    as_alias.extend(items.iter().map(tie));
    let mut renamed: Vec<Command> = items
        .iter()
        .flat_map(|item| replace(title_of(item), &item.title, &programme.name))
        .collect();
    renamed.extend(items.iter().map(tie));
    let message = if items.iter().all(|item| item.programme.is_some()) {
        words::tied_under_another_name(&first.title, &programme.name)
    } else {
        words::two_names(&first.title, &programme.name)
    };
    let concerns = format!("{title}/{}", folded(&programme.name));
    let mut finding = Found::new(Check::TwoNames, name.into(), &concerns, message)
        .mend(words::as_alias(&first.title, &programme.name), as_alias)
        .mend(words::rename(&first.title, &programme.name), renamed);
    finding.also = vec![finding.about];
    finding.about = About::from(title_of(first));
    finding
        .also
        .extend(others.iter().map(|item| About::from(title_of(item))));
    Some(finding)
}

/// A name without its weak parts.
fn core(name: &str) -> String {
    let mut core = folded(name);
    for weak in WEAK {
        if core.contains(weak) {
            core = core.replace(weak, "");
        }
    }
    core
}

#[cfg(test)]
mod tests {
    use super::super::testing::Desk;
    use super::*;
    use crate::command::Place;
    use crate::records::NewRecord;

    fn desk(programmes: &[&str], titles: &[&str]) -> Desk {
        let mut desk = Desk::new();
        desk.title("計画").level("取組");
        for name in programmes {
            let id = ProgrammeId::from_random(desk.fresh());
            desk.apply(Command::AddRecord {
                record: NewRecord::Programme {
                    id,
                    category: None,
                    name: (*name).into(),
                },
                place: Place::Last,
            });
        }
        for title in titles {
            desk.item(None, title);
        }
        desk
    }

    #[test]
    fn nearly_the_same_name_is_found_once_and_mended_either_way() {
        let mut desk = desk(&["住民活動支援事業"], &["住民支援", "住民支援"]);
        let finding = desk.only(Check::TwoNames);
        assert_eq!(finding.also.len(), 2);
        let mut other = desk.clone();
        desk.apply_mend(&finding, 0);
        assert_eq!(desk.check(), []);
        let plan = desk.plan();
        assert_eq!(plan.all_programmes().next().unwrap().aliases, "住民支援");
        assert!(plan.walk().all(|item| item.programme.is_some()));
        other.apply_mend(&finding, 1);
        assert_eq!(other.check(), []);
        assert!(
            other
                .plan()
                .walk()
                .all(|item| item.title == "住民活動支援事業")
        );
    }

    #[test]
    fn an_item_that_is_tied_may_still_want_an_alias() {
        let mut desk = desk(&["住民活動支援事業"], &["住民支援"]);
        let plan = desk.plan();
        let programme = plan.all_programmes().next().map(|it| it.id.clone());
        let id = plan.walk().next().unwrap().id.clone();
        desk.apply(Command::SetItemProgramme { id, programme });
        let finding = desk.only(Check::TwoNames);
        desk.apply_mend(&finding, 0);
        assert_eq!(desk.check(), []);
    }

    #[test]
    fn the_same_name_another_programme_and_doubtful_cases_are_left_alone() {
        let desk = desk(
            &[
                "つどいセンター",
                "子育てサロン活動",
                "子育てサロン事業",
                "広報活動",
            ],
            &[
                "つどいセンター",
                "地区つどいセンター",
                "子育てサロン",
                "広報",
                "つどい センター",
            ],
        );
        assert_eq!(desk.check(), []);
    }
}
