//! Editions of random plans, and of rubbish.

use proptest::prelude::*;
use yoriai_plan::{Command, Edition, Item, ItemId, ItemText, Plan, PlanDoc, Section, TextRef};
use yoriai_testkit::edits::{Dice, Ink, random_command};

/// What an edition is to keep of a plan: everything but ids, in reading order.
fn content(edition: &Edition) -> Vec<String> {
    let plan = &edition.plan;
    let mut head = plan.head.clone();
    head.conflicts.clear();
    let mut content = vec![
        format!("{head:?}"),
        format!(
            "{} {} {}",
            edition.label, edition.published_by, edition.as_of
        ),
    ];
    for level in &plan.levels {
        content.push(format!(
            "{} {:?} {}",
            level.name, level.style, level.in_chart
        ));
    }
    content.extend(plan.parties.iter().map(|party| party.name.clone()));
    sections(plan, None, &mut content);
    for item in plan.walk() {
        let Item {
            depth,
            number,
            number_override,
            title,
            chart_title,
            statement,
            tags,
            years,
            ..
        } = item;
        content.push(format!(
            "{depth} {number} {number_override:?} {title:?} {chart_title:?} {statement:?} {tags:?} {years:?}"
        ));
        sections(plan, Some(&item.id), &mut content);
    }
    content
}

fn sections(plan: &Plan, owner: Option<&ItemId>, content: &mut Vec<String>) {
    for section in plan
        .sections(owner)
        .iter()
        .map(|id| plan.section(id).unwrap())
    {
        let Section {
            kind,
            heading,
            text,
            ..
        } = section;
        content.push(format!("{kind:?} {heading:?} {text:?}"));
        for line in plan
            .lines(&section.id)
            .iter()
            .map(|id| plan.line(id).unwrap())
        {
            let party = line
                .party
                .as_ref()
                .and_then(|id| plan.party(id))
                .map(|party| &party.name);
            content.push(format!("{:?} {party:?} {:?}", line.text, line.years));
        }
    }
}

fn random_edition(seeds: &[u64], text: String) -> Edition {
    let mut doc = PlanDoc::new([1; 16]);
    let mut plan = Plan::read(&doc);
    let mut ink = Ink::default();
    for seed in seeds {
        let mut dice = Dice::new(*seed);
        let command = random_command(&plan, &doc, &mut dice, &mut ink);
        if let Ok(touched) = doc.apply(&command) {
            plan.refresh(&doc, &touched);
        }
    }
    let field = match plan.walk().last() {
        Some(item) => TextRef::Item(item.id.clone(), ItemText::Statement),
        None => TextRef::Plan(yoriai_plan::PlanText::Policy),
    };
    let write = Command::WriteText {
        field,
        at: 0,
        delete: 0,
        insert: text,
        seen: None,
    };
    let touched = doc.apply(&write).unwrap();
    plan.refresh(&doc, &touched);
    Edition {
        plan,
        label: "確定版".into(),
        published_by: "ひなた市社協".into(),
        as_of: "2022-05-23".into(),
    }
}

proptest! {
    #[test]
    fn an_edition_keeps_the_content(
        seeds in prop::collection::vec(any::<u64>(), 0..60),
        text in ".{0,40}",
    ) {
        let edition = random_edition(&seeds, text);
        let thawed = Edition::thaw(&edition.freeze()).unwrap();
        prop_assert_eq!(content(&edition), content(&thawed));
        prop_assert_eq!(edition.freeze(), thawed.freeze());
        prop_assert!(thawed.plan.findings.is_empty() || !edition.plan.findings.is_empty());
    }

    #[test]
    fn rubbish_is_refused_without_a_panic(text in any::<String>()) {
        let _ = Edition::thaw(&text);
        let _ = Edition::thaw(&format!("Y1{text}\u{1f}"));
    }

    #[test]
    fn a_bent_edition_never_panics_and_what_it_gives_is_a_plan(
        seeds in prop::collection::vec(any::<u64>(), 0..40),
        bends in prop::collection::vec((any::<prop::sample::Index>(), 0_u32..0x120, 0..3), 1..6),
    ) {
        let mut chars: Vec<char> = random_edition(&seeds, String::new()).freeze().chars().collect();
        for (at, code, how) in bends {
            let at = at.index(chars.len());
            let c = char::from_u32(code).unwrap_or(' ');
            match how {
                0 => chars[at] = c,
                1 => chars.insert(at, c),
                _ if chars.len() > 1 => drop(chars.remove(at)),
                _ => {}
            }
        }
        let text: String = chars.into_iter().collect();
        if let Ok(edition) = Edition::thaw(&text) {
            let again = Edition::thaw(&edition.freeze()).unwrap();
            prop_assert_eq!(content(&edition), content(&again));
        }
    }
}
