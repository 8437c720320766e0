//! The real documents, where they are at hand. They are nobody's to copy, so what is expected of
//! them is counted, not quoted.

use std::fs;
use std::path::PathBuf;

use yoriai_office::read_text;
use yoriai_office::text::{DocumentKind, Draft, DraftSection, JoinWhat, join};
use yoriai_plan::{
    Caption, CellState, Command, Lifecycle, NumberStyle, Plan, PlanDate, PlanDoc, PlanStatus,
    SectionKind, Tag, TermKind, ValueRole,
};

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
    let expected = [("計画柱", 3), ("基本目標", 7), ("具体的な取組", 32)];
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
    let priorities: Vec<_> = free
        .iter()
        .filter(|(item, _)| draft.items[*item].depth == 2)
        .collect();
    assert_eq!((priorities.len(), free.len()), (7, 7));
    assert!(
        priorities
            .iter()
            .all(|(_, section)| section.heading == "重点取組")
    );
    // Only what leads into the two parts has no field of its own.
    assert_eq!(draft.front.len(), 1);
    assert_eq!(draft.front[0].text.lines().count(), 2);
    assert!(caption(Caption::Programmes).ends_with("実施事業一覧"));
    assert!(caption(Caption::Priorities).ends_with("重点取組事業について"));
    assert!(caption(Caption::Annual).ends_with("社会福祉協議会事業計画"));
    assert!(caption(Caption::Terms).contains("略称"));

    let terms = |kind: TermKind| draft.terms.iter().filter(move |term| term.kind == kind);
    let shorts: Vec<_> = terms(TermKind::Short)
        .map(|term| term.short.as_str())
        .collect();
    assert_eq!(shorts, ["区社協", "地区社協", "民生委員", "ケアプラザ"]);
    assert!(terms(TermKind::Short).all(|term| term.full.chars().count() > 5));
    let notes: Vec<_> = terms(TermKind::Note).collect();
    assert_eq!(notes.len(), 1);
    assert_eq!(notes[0].note.lines().count(), 2);
    programmes(&draft);
    let tied = plan.walk().filter(|item| item.programme.is_some()).count();
    assert_eq!(tied, 17);
    let ties = initiatives.iter().filter(|item| item.programme.is_some());
    assert_eq!(ties.count(), 17);
}

fn programmes(draft: &Draft) {
    let counts: Vec<_> = draft
        .categories
        .iter()
        .map(|category| category.programmes.len())
        .collect();
    assert_eq!(counts, [5, 7, 0, 6, 0, 10, 0]);
    let described = draft.categories.iter().flat_map(|category| {
        let programmes = category.programmes.iter().map(|p| p.description.as_str());
        [category.description.as_str()]
            .into_iter()
            .chain(programmes)
    });
    let lines: Vec<&str> = described.flat_map(str::lines).collect();
    let marked =
        |mark: fn(char) -> bool| lines.iter().filter(|line| line.starts_with(mark)).count();
    assert_eq!(marked(|mark| mark == '・'), 9);
    assert_eq!(marked(|mark| ('①'..='⑳').contains(&mark)), 12);

    let community = &draft.categories[1].programmes;
    assert_eq!(community[1].funding.lines().count(), 4);
    assert_eq!(community[1].frequency, "年6回");
    assert_eq!(community[1].months, "4月、6月、8月、10月、12月、2月");
    assert_eq!(community[4].contract, "令和3年4月1日～令和8年3月31日");
    assert_eq!(
        draft.categories[0].programmes[2].lifecycle,
        Some(Lifecycle::Ending)
    );
    let understood = draft.categories.iter().flat_map(|c| &c.programmes);
    let understood = understood.filter(|p| p.lifecycle.is_some() || !p.contract.is_empty());
    assert_eq!(understood.count(), 2);
}

#[test]
fn the_progress_summary() {
    let Some(text) = document("002") else { return };
    let draft = read_text(&text);
    let (plan, planned) = lossless::check(&text, &draft);
    assert_eq!(draft.kind, DocumentKind::Progress);
    assert_eq!(
        (draft.term, draft.status),
        (Some(2), Some(PlanStatus::Fixed))
    );
    assert_eq!(counts(&draft), named(&[("基本目標", 3), ("取組", 14)]));
    assert!(draft.number_overrides().iter().all(Option::is_none));
    assert!(draft.sections().next().is_none());
    let parties: Vec<_> = draft
        .parties
        .iter()
        .map(|party| party.name.as_str())
        .collect();
    assert_eq!(parties, ["市", "社協"]);
    assert_eq!(draft.terms.len(), 1);
    assert!(draft.terms[0].kind == TermKind::Note && draft.terms[0].note.starts_with('こ'));

    let mut cells = Vec::new();
    for item in draft.items.iter().filter(|item| item.depth == 2) {
        let who: Vec<_> = item.reports.iter().map(|report| report.party).collect();
        assert_eq!(
            who,
            [Some(draft.parties[0].key), Some(draft.parties[1].key)]
        );
        let number = &item.number.as_ref().unwrap().last;
        let goal = draft.items.iter().filter(|goal| goal.depth == 1);
        let goal = goal
            .take_while(|goal| goal.source.start < item.source.start)
            .count();
        for report in &item.reports {
            assert_eq!(report.period, "第2期計画");
            let lost = match (goal, number.as_str()) {
                (2, "①" | "②" | "③") => (true, false),
                (2, "④" | "⑤") | (3, "①" | "②") => (false, true),
                _ => (false, false),
            };
            let state = |lost| {
                if lost {
                    CellState::Lost
                } else {
                    CellState::Filled
                }
            };
            assert_eq!(
                (report.progress_state, report.issues_state),
                (state(lost.0), state(lost.1))
            );
            assert_eq!(report.progress.is_empty(), lost.0);
            assert_eq!(report.issues.is_empty(), lost.1);
            assert!(report.issues.contains("必要があります") || report.issues.is_empty());
            assert!(!report.progress.contains("必要があります"));
            let read = &plan.reports[&planned.reports[&report.key]];
            assert_eq!(
                (read.progress_state, read.issues_state),
                (state(lost.0), state(lost.1))
            );
            cells.extend([report.progress_state, report.issues_state]);
        }
    }
    let with = |state| cells.iter().filter(|found| **found == state).count();
    assert_eq!((with(CellState::Filled), with(CellState::Lost)), (42, 14));
    assert_eq!((draft.outline().reports, draft.outline().lost), (28, 14));
}

#[test]
fn the_goal_sheet() {
    let Some(text) = document("000") else { return };
    let draft = read_text(&text);
    let (plan, planned) = lossless::check(&text, &draft);
    assert_eq!(draft.kind, DocumentKind::GoalSheet);
    assert!(draft.organization.ends_with("区社会福祉協議会"));
    assert!(!draft.policy.is_empty());
    assert_eq!(draft.first_year.map(|year| year.year()), Some(2022));
    assert_eq!(
        counts(&draft),
        named(&[("ビジョン・基本目標", 2), ("組織目標", 5)])
    );
    let dates: Vec<_> = plan.head.dates.iter().collect();
    assert_eq!(dates, [(&PlanDate::Created, &"平成34年5月23日".to_owned())]);
    let goals: Vec<_> = draft.items.iter().filter(|item| item.depth == 2).collect();
    assert!(goals.iter().all(|item| item.title.ends_with('。')));
    let numbers: Vec<_> = goals
        .iter()
        .map(|goal| plan.item(&planned.items[&goal.key]).unwrap().number.clone())
        .collect();
    assert_eq!(numbers, ["1", "2", "3", "4", "5"]);
    let values: Vec<Vec<(i32, ValueRole)>> = goals
        .iter()
        .map(|goal| {
            assert_eq!((goal.indicators.len(), goal.reports.len()), (1, 1));
            let kinds: Vec<_> = goal.sections.iter().map(|section| section.kind).collect();
            assert_eq!(kinds, [SectionKind::Actions]);
            assert!(goal.evaluations.is_empty() && !goal.reports[0].progress.is_empty());
            assert_eq!(goal.reports[0].year.map(|year| year.year()), Some(2022));
            let values = goal.indicators[0].values.iter();
            values
                .map(|value| (value.year.year(), value.role))
                .collect()
        })
        .collect();
    use ValueRole::{Actual, Target};
    let all = vec![(2020, Actual), (2021, Actual), (2022, Target)];
    let expected = vec![
        all.clone(),
        vec![(2021, Actual)],
        all.clone(),
        all.clone(),
        all,
    ];
    assert_eq!(values, expected);
    let first = &goals[0].indicators[0].values;
    let texts: Vec<_> = first.iter().map(|value| value.text.as_str()).collect();
    assert_eq!(texts, ["9地区18回", "6地区7回", "9地区9回"]);
    // The two boxes under the table, and nothing that has no place.
    let boxes: Vec<_> = draft.front.iter().map(|section| section.kind).collect();
    assert_eq!(boxes, [SectionKind::Efforts, SectionKind::Outcomes]);
    assert_eq!(draft.front[0].text.lines().count(), 5);
    assert!(draft.front[1].text.is_empty() && !draft.front[1].heading.is_empty());
}

#[test]
fn a_document_that_comes_in_again_changes_nothing() {
    for number in ["000", "002", "003", "004"] {
        let Some(text) = document(number) else { return };
        let draft = read_text(&text);
        let (plan, _) = lossless::plan_of(&draft);
        let again = join(&draft, &plan, &mut || [9; 12]);
        let news: Vec<_> = again
            .rows
            .iter()
            .filter(|row| row.what != JoinWhat::Same)
            .collect();
        assert!(news.is_empty(), "{number}: {news:?}");
        assert!(again.commands().is_empty(), "{number}");
    }
}

#[test]
fn all_documents_go_into_one_plan_and_each_finds_itself_there() {
    let texts: Vec<_> = ["004", "003", "002", "000"]
        .iter()
        .filter_map(|number| document(number))
        .collect();
    let mut count = 0u64;
    let mut fresh = || {
        count += 1;
        let mut bytes = [0; 12];
        bytes[..8].copy_from_slice(&count.to_be_bytes());
        bytes
    };
    let mut doc = PlanDoc::new([7; 16]);
    for text in &texts {
        let joining = join(&read_text(text), &Plan::read(&doc), &mut fresh);
        doc.apply(&Command::Batch(joining.commands())).unwrap();
    }
    let plan = Plan::read(&doc);
    assert!(plan.findings.is_empty(), "{:?}", plan.findings);
    for text in &texts {
        let again = join(&read_text(text), &plan, &mut fresh);
        assert_eq!(again.counts().0, 0);
        assert!(again.commands().is_empty());
    }
}
