//! Editions of random plans, and of rubbish.

use proptest::prelude::*;
use yoriai_plan::{
    Command, Edition, Evaluation, Indicator, Item, ItemId, ItemText, Owner, Plan, PlanDoc,
    Programme, RecordId, Report, Section, Term, TextRef, Value,
};
use yoriai_testkit::edits::{Dice, Ink, random_command};

/// What an edition is to keep of a plan: everything but ids, in reading order.
fn content(edition: &Edition) -> Vec<String> {
    let plan = &edition.plan;
    let mut head = plan.head.clone();
    head.conflicts.clear();
    head.dismissed.clear();
    let mut content = vec![
        format!("{head:?}"),
        format!(
            "{} {} {}",
            edition.label, edition.published_by, edition.as_of
        ),
    ];
    content.extend(plan.parties.iter().map(|party| party.name.clone()));
    content.extend(body(plan));
    content
}

/// All of a plan below its head, but for ids and those who act, in reading order.
pub(crate) fn body(plan: &Plan) -> Vec<String> {
    let mut content = Vec::new();
    for level in &plan.levels {
        content.push(format!(
            "{} {:?} {}",
            level.name, level.style, level.in_chart
        ));
    }
    lists(plan, &mut content);
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
            programme,
            ..
        } = item;
        let all = plan.all_programmes();
        let shown = all
            .enumerate()
            .find(|(_, p)| Some(&p.id) == programme.as_ref());
        let place = shown.map(|(place, _)| place);
        content.push(format!(
            "{depth} {number} {number_override:?} {title:?} {chart_title:?} {statement:?} {tags:?} {years:?} {place:?}"
        ));
        sections(plan, Some(&item.id), &mut content);
        records(plan, &Owner::Item(item.id.clone()), &mut content);
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

fn lists(plan: &Plan, content: &mut Vec<String>) {
    content.extend(plan.districts.iter().map(|district| district.name.clone()));
    for scale in &plan.scales {
        content.push(format!("{:?} {:?}", scale.name, scale.grades));
    }
    for Term {
        kind,
        short,
        full,
        note,
        ..
    } in &plan.terms
    {
        content.push(format!("{kind:?} {short:?} {full:?} {note:?}"));
    }
    for category in plan.categories.iter().map(Some).chain([None]) {
        let id = category.map(|category| {
            content.push(format!(
                "{} {:?} {:?} {:?}",
                category.number, category.number_override, category.name, category.description
            ));
            &category.id
        });
        for programme in plan.programmes_of(id).iter().map(|id| &plan.programmes[id]) {
            let texts = RecordId::Programme(programme.id.clone()).texts();
            let texts: Vec<_> = texts.iter().map(|field| plan.text(field)).collect();
            let Programme {
                number,
                number_override,
                lifecycle,
                ..
            } = programme;
            content.push(format!(
                "{number} {number_override:?} {lifecycle:?} {texts:?}"
            ));
            records(plan, &Owner::Programme(programme.id.clone()), content);
        }
    }
}

fn records(plan: &Plan, owner: &Owner, content: &mut Vec<String>) {
    if let Owner::Item(item) = owner {
        for report in plan.reports_of(item).iter().map(|id| &plan.reports[id]) {
            let Report {
                year,
                period,
                progress,
                issues,
                reason,
                next,
                progress_state,
                issues_state,
                ..
            } = report;
            let party = report.party.as_ref().and_then(|id| plan.party(id));
            let party = party.map(|party| &party.name);
            content.push(format!(
                "{party:?} {year:?} {period:?} {progress:?} {issues:?} {reason:?} {next:?} \
                 {progress_state:?} {issues_state:?}"
            ));
        }
    }
    let evaluations = plan.evaluations_of(owner).iter();
    for evaluation in evaluations.map(|id| &plan.evaluations[id]) {
        let Evaluation {
            year,
            phase,
            grade,
            course,
            by,
            comment,
            ..
        } = evaluation;
        content.push(format!(
            "{year:?} {phase:?} {grade:?} {course:?} {by:?} {comment:?}"
        ));
    }
    for indicator in plan
        .indicators_of(owner)
        .iter()
        .map(|id| &plan.indicators[id])
    {
        let Indicator {
            name,
            kind,
            trend,
            breakdown,
            ..
        } = indicator;
        content.push(format!("{name:?} {kind:?} {trend:?} {breakdown:?}"));
        for value in plan
            .values_of(&indicator.id)
            .iter()
            .map(|id| &plan.values[id])
        {
            let Value {
                year,
                role,
                text,
                note,
                state,
                ..
            } = value;
            let district = plan
                .districts
                .iter()
                .find(|d| Some(&d.id) == value.district.as_ref());
            let district = district.map(|district| &district.name);
            content.push(format!(
                "{year:?} {role:?} {district:?} {text:?} {note:?} {state:?}"
            ));
        }
        records(plan, &Owner::Indicator(indicator.id.clone()), content);
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
