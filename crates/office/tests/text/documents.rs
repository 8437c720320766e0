//! The real documents, where they are at hand. They are nobody's to copy, so what is expected of
//! them is counted, not quoted.

use std::fs;
use std::path::PathBuf;

use yoriai_office::read_text;
use yoriai_office::text::{DocumentKind, Draft, DraftSection};
use yoriai_plan::{Caption, NumberStyle, SectionKind, Tag};

use crate::lossless;

/// The folder of the documents: `YORIAI_DOCUMENTS`, or `../shared/documents` beside the workspace.
fn folder() -> PathBuf {
    match std::env::var_os("YORIAI_DOCUMENTS") {
        Some(folder) => folder.into(),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/documents"),
    }
}

/// The document whose file begins with three digits; says so in one line if it is not there.
#[allow(clippy::print_stderr)]
fn document(number: &str) -> Option<String> {
    let entries = fs::read_dir(folder())
        .into_iter()
        .flatten()
        .filter_map(Result::ok);
    let path = entries.map(|entry| entry.path()).find(|path| {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with(number))
    });
    let text = path.and_then(|path| fs::read_to_string(path).ok());
    if text.is_none() {
        eprintln!(
            "document {number} is not in {}: its test is skipped",
            folder().display()
        );
    }
    text
}

fn sections(draft: &Draft, kind: SectionKind) -> Vec<(usize, &DraftSection)> {
    let of_items = draft
        .items
        .iter()
        .enumerate()
        .flat_map(|(index, item)| item.sections.iter().map(move |section| (index, section)));
    of_items
        .filter(|(_, section)| section.kind == kind)
        .collect()
}

fn counts(draft: &Draft) -> Vec<(String, usize)> {
    draft.counts_by_level()
}

fn named(counts: &[(&str, usize)]) -> Vec<(String, usize)> {
    counts
        .iter()
        .map(|(name, count)| ((*name).to_owned(), *count))
        .collect()
}

#[test]
fn the_activity_plan() {
    let Some(text) = document("004") else { return };
    let draft = read_text(&text);
    lossless::check(&text, &draft);
    assert_eq!(draft.kind, DocumentKind::Activity);
    assert_eq!(
        (draft.title.as_str(), draft.term),
        ("第6期活動計画", Some(6))
    );
    assert_eq!(draft.slogan.lines().count(), 2);
    let expected = [
        ("基本計画", 4),
        ("重点目標", 8),
        ("活動方針", 15),
        ("具体的な取組", 50),
    ];
    assert_eq!(counts(&draft), named(&expected));
    let styles: Vec<_> = draft.levels.iter().map(|level| level.style).collect();
    let expected = [
        NumberStyle::Plain,
        NumberStyle::Paren,
        NumberStyle::Circled,
        NumberStyle::Bullet,
    ];
    assert_eq!(styles, expected);
    assert!(draft.number_overrides().iter().all(Option::is_none));
    assert!(
        draft
            .items
            .iter()
            .all(|item| !item.title.is_empty() && item.statement.is_empty())
    );

    let situations = sections(&draft, SectionKind::Situation);
    assert_eq!(situations.len(), 8);
    assert!(
        situations
            .iter()
            .all(|(item, _)| draft.items[*item].depth == 2)
    );
    let residents = sections(&draft, SectionKind::Residents);
    assert_eq!(residents.len(), 8);
    assert!(
        residents
            .iter()
            .all(|(item, _)| draft.items[*item].depth == 2)
    );
    assert!(
        residents
            .iter()
            .all(|(_, section)| section.heading == "地域住民のみなさんや団体は")
    );
    let lines: usize = residents
        .iter()
        .map(|(_, section)| section.lines.len())
        .sum();
    assert_eq!(lines, 23);
    assert_eq!(draft.outline().lines, 23);

    let charted: Vec<_> = draft
        .items
        .iter()
        .filter(|item| !item.chart_title.is_empty())
        .collect();
    assert_eq!(charted.len(), 1);
    assert!(charted[0].chart_title.contains("地域の") && charted[0].title.contains("地域に"));
    assert_eq!(draft.front.len(), 1);
}

#[test]
fn the_annual_plan() {
    let Some(text) = document("003") else { return };
    let draft = read_text(&text);
    let (plan, planned) = lossless::check(&text, &draft);
    assert_eq!(draft.kind, DocumentKind::Annual);
    assert_eq!(draft.title, "令和4年度 事業計画");
    assert!(draft.organization.starts_with("社会福祉法人 "));
    assert!(draft.organization.ends_with("区社会福祉協議会"));
    assert_eq!(draft.first_year.map(|year| year.year()), Some(2022));
    assert_eq!(draft.last_year, draft.first_year);
    let expected = [
        ("計画柱", 3),
        ("基本目標", 7),
        ("令和4年度の具体的な取組", 32),
    ];
    assert_eq!(counts(&draft), named(&expected));
    let styles: Vec<_> = draft.levels.iter().map(|level| level.style).collect();
    let expected = [
        NumberStyle::Plain,
        NumberStyle::ParentCircled,
        NumberStyle::HalfParen,
    ];
    assert_eq!(styles, expected);
    assert!(draft.policy.lines().count() > 10 && !draft.policy.contains("推進方針"));
    let caption = |which| plan.head.caption(which);
    assert!(caption(Caption::Policy).ends_with("事業推進方針"));
    assert!(caption(Caption::Direction).ends_with("社協の取組の方向性"));
    assert!(caption(Caption::DirectionLines).contains("社協の具体的な取組(令和3"));

    let goals: Vec<_> = draft.items.iter().filter(|item| item.depth == 2).collect();
    assert!(
        goals
            .iter()
            .all(|goal| goal.title.ends_with('。') && goal.statement.is_empty())
    );
    let numbers: Vec<_> = goals
        .iter()
        .map(|goal| {
            plan.item(&planned.items[&goal.key])
                .unwrap()
                .number
                .as_str()
        })
        .collect();
    assert_eq!(numbers, ["1-①", "1-②", "1-③", "2-①", "2-②", "3-①", "3-②"]);

    let directions = sections(&draft, SectionKind::Direction);
    assert_eq!(directions.len(), 8);
    assert!(
        directions
            .iter()
            .all(|(item, _)| draft.items[*item].depth == 2)
    );
    let lines: Vec<_> = directions
        .iter()
        .flat_map(|(_, section)| &section.lines)
        .collect();
    assert_eq!(lines.len(), 23);
    for line in lines {
        let years: Vec<_> = line.years.iter().map(|year| year.year()).collect();
        assert_eq!(years, [2021, 2022, 2023, 2024, 2025]);
    }

    let initiatives: Vec<_> = draft.items.iter().filter(|item| item.depth == 3).collect();
    assert!(initiatives.iter().all(|item| !item.statement.is_empty()));
    for item in &initiatives {
        assert_eq!(
            item.years
                .iter()
                .map(|year| year.year())
                .collect::<Vec<_>>(),
            [2022]
        );
    }
    let tagged = |tag: &Tag| {
        draft
            .items
            .iter()
            .filter(|item| item.tags.contains(tag))
            .count()
    };
    assert_eq!((tagged(&Tag::Priority), tagged(&Tag::New)), (8, 3));
    let overrides: Vec<_> = draft.number_overrides().into_iter().flatten().collect();
    assert_eq!(overrides, ["5)"]);

    let free = sections(&draft, SectionKind::Free);
    let notes: Vec<_> = free
        .iter()
        .filter(|(item, _)| draft.items[*item].depth == 3)
        .collect();
    assert_eq!(notes.len(), 1);
    assert!(notes[0].1.heading.starts_with('※') && !notes[0].1.text.is_empty());
    let priorities: Vec<_> = free
        .iter()
        .filter(|(item, _)| draft.items[*item].depth == 2)
        .collect();
    assert_eq!(priorities.len(), 7);
    assert!(
        priorities
            .iter()
            .all(|(_, section)| section.heading == "重点取組")
    );

    assert_eq!(draft.terms.len(), 4);
    let programmes: Vec<_> = draft
        .categories
        .iter()
        .map(|category| category.programmes.len())
        .collect();
    assert_eq!(programmes, [5, 7, 0, 6, 0, 10, 0]);
    let marks = |mark: fn(&str) -> bool| {
        let lines = draft.categories.iter().flat_map(|category| {
            category
                .lines
                .iter()
                .chain(category.programmes.iter().flat_map(|p| &p.lines))
        });
        lines.filter(|line| mark(&line.mark)).count()
    };
    assert_eq!(marks(|mark| mark == "・"), 9);
    assert_eq!(
        marks(|mark| mark.chars().any(|c| ('①'..='⑳').contains(&c))),
        12
    );
}

#[test]
fn the_progress_summary() {
    let Some(text) = document("002") else { return };
    let draft = read_text(&text);
    lossless::check(&text, &draft);
    assert_eq!(draft.kind, DocumentKind::Progress);
    assert_eq!(draft.term, Some(2));
    assert_eq!(counts(&draft), named(&[("基本目標", 3), ("取組", 14)]));
    assert!(draft.number_overrides().iter().all(Option::is_none));
    // 56 cells, of which 14 are lost.
    let cells = sections(&draft, SectionKind::Free);
    assert_eq!(cells.len(), 42);
    let with = |words: &[&str]| {
        cells
            .iter()
            .filter(|(_, cell)| words.iter().all(|word| cell.heading.contains(word)))
            .count()
    };
    assert_eq!((with(&["進捗状況"]), with(&["課題"])), (22, 20));
    assert_eq!((with(&["市 "]), with(&["社協 "])), (21, 21));
}

#[test]
fn the_goal_sheet() {
    let Some(text) = document("000") else { return };
    let draft = read_text(&text);
    lossless::check(&text, &draft);
    assert_eq!(draft.kind, DocumentKind::GoalSheet);
    assert!(draft.organization.ends_with("区社会福祉協議会"));
    assert!(!draft.policy.is_empty());
    assert_eq!(draft.first_year.map(|year| year.year()), Some(2022));
    assert_eq!(counts(&draft), named(&[("組織目標", 5)]));
    assert!(draft.items.iter().all(|item| item.title.ends_with('。')));
    let first: Vec<_> = draft.items[0]
        .sections
        .iter()
        .map(|section| section.heading.as_str())
        .collect();
    assert!(first.contains(&"指標 R2 実績"), "{first:?}");
    // The two boxes under the table, and what has no heading.
    assert_eq!(
        draft
            .front
            .iter()
            .filter(|section| !section.heading.is_empty())
            .count(),
        2
    );
}
