//! What the documents share: how numbers, tags, notes and cells are written.

use yoriai_plan::{
    CellState, FiscalYear, Item, ItemId, Level, Plan, Section, SectionId, TermKind, YearSpan,
};

use super::paper::{Block, Paper};
use super::words;

/// The number of an item as a heading has it: 重点目標 1-(1), but 活動方針 ①.
pub(super) fn heading_number(plan: &Plan, item: &Item) -> String {
    match (
        item.depth,
        item.parent.as_ref().and_then(|id| plan.item(id)),
    ) {
        (2, Some(above))
            if !above.number.is_empty()
                && !item.number.is_empty()
                && !item.number.starts_with(&above.number) =>
        {
            format!("{}-{}", above.number, item.number)
        }
        _ => item.number.clone(),
    }
}

/// Words with one space between them; empty ones are left out.
pub(super) fn joined(parts: &[&str]) -> String {
    let parts: Vec<_> = parts
        .iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" ")
}

/// Number, title and tags: `① 集いの場を増やします 《重点》`.
pub(super) fn titled(number: &str, item: &Item) -> String {
    let tags: Vec<_> = item
        .tags
        .iter()
        .map(|tag| format!("《{}》", tag.word()))
        .collect();
    joined(&[number, &item.title, &tags.concat()])
}

/// The level of an item.
pub(super) fn level_name(plan: &Plan, depth: usize) -> &str {
    depth
        .checked_sub(1)
        .and_then(|at| plan.levels.get(at))
        .map_or("", |level: &Level| level.name.as_str())
}

/// The items right below one (or at the top), in order.
pub(super) fn children<'a>(
    plan: &'a Plan,
    parent: Option<&ItemId>,
) -> impl Iterator<Item = &'a Item> {
    plan.children(parent)
        .iter()
        .filter_map(|id| plan.items.get(id))
}

/// The sections of an item (or of the plan itself), in order.
pub(super) fn sections<'a>(
    plan: &'a Plan,
    owner: Option<&ItemId>,
) -> impl Iterator<Item = &'a Section> {
    plan.sections(owner)
        .iter()
        .filter_map(|id| plan.sections.get(id))
}

/// The texts of a section's lines, each with whose it is.
pub(super) fn lines(plan: &Plan, section: &SectionId) -> Vec<String> {
    let lines = plan
        .lines(section)
        .iter()
        .filter_map(|id| plan.lines.get(id));
    lines
        .map(|line| {
            let party = line.party.as_ref().and_then(|id| plan.party(id));
            match party {
                Some(party) => joined(&[&format!("【{}】", party.name), &line.text]),
                None => line.text.clone(),
            }
        })
        .collect()
}

/// Prose and lines of a section in one cell.
pub(super) fn section_cell(plan: &Plan, section: &Section) -> String {
    let lines = lines(plan, &section.id);
    let lines = lines.iter().map(|line| format!("・{line}"));
    let prose = section.text.lines().map(str::to_owned);
    prose.chain(lines).collect::<Vec<_>>().join("\n")
}

/// A cell's text, or what its state says in place of one. Lost is not blank, blank is not zero.
pub(super) fn cell_text(text: &str, state: CellState) -> String {
    match state {
        _ if !text.trim().is_empty() => text.to_owned(),
        CellState::Lost => words::LOST.to_owned(),
        CellState::None => words::NOT_APPLICABLE.to_owned(),
        CellState::Filled | CellState::Blank => String::new(),
    }
}

/// The plan's period in words: 令和3～7年度. Empty if it has none.
pub(super) fn period(plan: &Plan) -> String {
    match (plan.head.first_year, plan.head.last_year) {
        (Some(first), Some(last)) => YearSpan::new(first, last).label_wareki(),
        (Some(year), None) => format!("{}～", year.label_wareki()),
        (None, Some(year)) => format!("～{}", year.label_wareki()),
        (None, None) => String::new(),
    }
}

/// The year that a document of one year speaks of, if nobody says which: the plan's own if it
/// has but one, else the latest that anything in it names.
pub(super) fn year_of(plan: &Plan) -> Option<FiscalYear> {
    let head = &plan.head;
    if head.first_year.is_some() && head.first_year == head.last_year {
        return head.first_year;
    }
    let items = plan.walk().flat_map(|item| item.years.iter().copied());
    let targets = plan
        .values
        .values()
        .filter(|value| !value.in_bin && value.role == yoriai_plan::ValueRole::Target)
        .filter_map(|value| value.year);
    let reports = plan
        .reports
        .values()
        .filter(|report| !report.in_bin)
        .filter_map(|report| report.year);
    items
        .chain(targets)
        .chain(reports)
        .max()
        .or(head.first_year)
}

/// ※ notes.
pub(super) fn notes(plan: &Plan, paper: &mut Paper) {
    let notes = plan
        .terms
        .iter()
        .filter(|term| term.kind == TermKind::Note && !term.note.trim().is_empty());
    for note in notes {
        // One paragraph, however many lines: the mark stands for all of them.
        let text = format!("※{}", note.note.trim());
        paper.blocks.push(Block::Paragraph(text));
    }
}

/// Short forms and terms with their meanings.
pub(super) fn terms(plan: &Plan, depth: usize, paper: &mut Paper) {
    for (kind, heading) in [
        (TermKind::Short, words::SHORT_FORMS),
        (TermKind::Term, words::TERMS),
    ] {
        let lines: Vec<_> = plan
            .terms
            .iter()
            .filter(|term| term.kind == kind)
            .map(|term| {
                let name = match (term.short.as_str(), term.full.as_str()) {
                    ("", full) => full.to_owned(),
                    (short, "") => short.to_owned(),
                    (short, full) => format!("{short}：{full}"),
                };
                joined(&[&name, &term.note])
            })
            .filter(|line| !line.is_empty())
            .collect();
        if !lines.is_empty() {
            paper.heading(depth, heading);
            paper.list(lines);
        }
    }
}

/// Title, organisation, status and year.
pub(super) fn head(plan: &Plan, document: &str, year: Option<FiscalYear>) -> Paper {
    let head = &plan.head;
    // A document that names itself in its title isn't named twice.
    let document = if head.title.contains(document) {
        ""
    } else {
        document
    };
    let mut paper = Paper::titled(&joined(&[&head.title, document]));
    let year = year
        .map(FiscalYear::label_wareki)
        .filter(|label| !head.title.contains(label.as_str()));
    let about: Vec<_> = [
        head.organization.as_str(),
        head.status.word(),
        year.as_deref().unwrap_or_default(),
    ]
    .into_iter()
    .filter(|part| !part.trim().is_empty())
    .collect();
    paper.prose(&about.join("　"));
    paper
}
