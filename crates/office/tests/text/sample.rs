//! The crate's own sample, an activity plan in full.

use yoriai_office::read_text;
use yoriai_office::sample::SAMPLE_ACTIVITY_PLAN;
use yoriai_office::text::{DocumentKind, Draft, DraftSection};
use yoriai_plan::{NumberStyle, SectionKind, Tag};

use crate::lossless;

fn sample() -> Draft {
    read_text(SAMPLE_ACTIVITY_PLAN)
}

fn sections(draft: &Draft, kind: SectionKind) -> Vec<(usize, &DraftSection)> {
    let of_items = draft
        .items
        .iter()
        .flat_map(|item| item.sections.iter().map(|section| (item.depth, section)));
    of_items
        .filter(|(_, section)| section.kind == kind)
        .collect()
}

#[test]
fn nothing_of_the_sample_is_lost() {
    lossless::check(SAMPLE_ACTIVITY_PLAN, &sample());
}

#[test]
fn the_head_of_the_sample() {
    let draft = sample();
    assert_eq!(draft.kind, DocumentKind::Activity);
    assert_eq!(draft.title, "第3期 みどり野市地域福祉活動計画");
    assert_eq!(draft.organization, "みどり野市社会福祉協議会");
    assert_eq!(
        draft.slogan,
        "おたがいさまの声がひびく\nみどり野のまちづくり"
    );
    assert_eq!(draft.philosophy, "");
    assert_eq!(draft.term, Some(3));
    assert_eq!(draft.first_year.map(|year| year.year()), Some(2024));
    assert_eq!(draft.last_year.map(|year| year.year()), Some(2028));
    assert_eq!(draft.front.len(), 1);
    assert_eq!(draft.front[0].heading, "第3章 計画の体系と実施計画");
}

#[test]
fn the_tree_of_the_sample() {
    let draft = sample();
    let counts = draft.counts_by_level();
    let counts: Vec<_> = counts
        .iter()
        .map(|(name, count)| (name.as_str(), *count))
        .collect();
    assert_eq!(
        counts,
        [
            ("基本目標", 3),
            ("重点目標", 6),
            ("活動方針", 11),
            ("具体的な取組", 35)
        ]
    );
    let styles: Vec<_> = draft.levels.iter().map(|level| level.style).collect();
    let expected = [
        NumberStyle::Plain,
        NumberStyle::Paren,
        NumberStyle::Circled,
        NumberStyle::Bullet,
    ];
    assert_eq!(styles, expected);
    let charted: Vec<_> = draft.levels.iter().map(|level| level.in_chart).collect();
    assert_eq!(charted, [true, true, true, false]);
    assert!(draft.number_overrides().iter().all(Option::is_none));
    assert!(
        draft
            .items
            .iter()
            .all(|item| !item.title.is_empty() && item.chart_title.is_empty())
    );
}

#[test]
fn the_sections_of_the_sample() {
    let draft = sample();
    let situations = sections(&draft, SectionKind::Situation);
    assert_eq!(situations.len(), 6);
    assert!(
        situations
            .iter()
            .all(|(depth, section)| *depth == 2 && section.heading == "現状と課題")
    );
    assert!(
        situations
            .iter()
            .all(|(_, section)| section.text.lines().count() == 2)
    );
    let residents = sections(&draft, SectionKind::Residents);
    assert_eq!(residents.len(), 6);
    assert!(
        residents
            .iter()
            .all(|(depth, section)| *depth == 2 && section.lines.len() == 3)
    );
    assert_eq!(draft.outline().lines, 18);
    assert_eq!(draft.outline().sections, 13);
}

#[test]
fn the_tags_of_the_sample() {
    let draft = sample();
    let count = |tag: &Tag| {
        draft
            .items
            .iter()
            .filter(|item| item.tags.contains(tag))
            .count()
    };
    assert_eq!((count(&Tag::Priority), count(&Tag::New)), (4, 5));
}
