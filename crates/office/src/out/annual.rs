//! 事業計画: the programmes, the policy, the priorities, then pillars → goals → direction → the
//! year's initiatives.

use yoriai_plan::{
    Caption, FiscalYear, Item, Plan, Programme, Section, SectionKind, TermKind, YearSpan,
};

use super::paper::{Cell, Paper, Table};
use super::{activity, share, words};

pub(super) fn paper(plan: &Plan, year: Option<FiscalYear>) -> Paper {
    let year = year.or_else(|| share::year_of(plan));
    let head = &plan.head;
    let mut paper = share::head(plan, Caption::Annual.word(), year);
    programmes(plan, &mut paper);
    if !head.policy.trim().is_empty() {
        paper.heading(2, head.caption(Caption::Policy));
        paper.prose(&head.policy);
    }
    for section in share::sections(plan, None) {
        activity::section(plan, section, 2, &mut paper);
    }
    priorities(plan, &mut paper);
    let mut roots = share::children(plan, None).peekable();
    if roots.peek().is_some() {
        paper.heading(2, head.caption(Caption::Annual));
    }
    for root in roots {
        item(plan, root, year, &mut paper);
    }
    share::notes(plan, &mut paper);
    paper
}

/// 実施事業一覧: category by category.
fn programmes(plan: &Plan, paper: &mut Paper) {
    let mut all = plan.all_programmes().peekable();
    let has_terms = plan.terms.iter().any(|term| term.kind != TermKind::Note);
    if plan.categories.is_empty() && all.peek().is_none() && !has_terms {
        return;
    }
    paper.heading(2, plan.head.caption(Caption::Programmes));
    share::terms(plan, 3, paper);
    for category in &plan.categories {
        paper.heading(3, &share::joined(&[&category.number, &category.name]));
        paper.prose(&category.description);
        for id in plan.programmes_of(Some(&category.id)) {
            if let Some(found) = plan.programmes.get(id) {
                programme(found, paper);
            }
        }
    }
    for id in plan.programmes_of(None) {
        if let Some(found) = plan.programmes.get(id) {
            programme(found, paper);
        }
    }
}

fn programme(programme: &Programme, paper: &mut Paper) {
    paper.heading(4, &share::joined(&[&programme.number, &programme.name]));
    paper.prose(&programme.description);
    let funding = programme.funding.lines().collect::<Vec<_>>().join("、");
    let lifecycle = programme.lifecycle.map_or("", |word| word.word());
    // What the description already says in these words is not said twice.
    let facts = [
        (words::FUNDING, funding.as_str()),
        (words::FREQUENCY, &programme.frequency),
        (words::MONTHS, &programme.months),
        (words::CONTRACT, &programme.contract),
        (words::PARTNERS, &programme.partners),
        (words::LIFECYCLE, lifecycle),
    ];
    let is_new = |fact: &str| {
        !fact.trim().is_empty()
            && fact
                .split('、')
                .any(|part| !programme.description.contains(part.trim()))
    };
    let facts = facts.into_iter().filter(|(_, fact)| is_new(fact));
    paper.list(facts.map(|(name, fact)| format!("{name}：{fact}")));
}

/// Whether a section says why its goal is a priority: what import makes of the 重点 list.
fn is_priority(plan: &Plan, section: &Section) -> bool {
    section.kind == SectionKind::Free
        && (section.heading == Caption::Priorities.word()
            || section.heading == plan.head.caption(Caption::Priorities))
}

/// 重点取組: goal by goal.
fn priorities(plan: &Plan, paper: &mut Paper) {
    let mut named = false;
    for item in plan.walk() {
        for section in share::sections(plan, Some(&item.id)).filter(|s| is_priority(plan, s)) {
            if !named {
                paper.heading(2, plan.head.caption(Caption::Priorities));
                named = true;
            }
            let level = share::level_name(plan, item.depth);
            paper.heading(3, &share::joined(&[level, &item.number, &item.title]));
            paper.prose(&section.text);
            paper.list(share::lines(plan, &section.id));
        }
    }
}

fn item(plan: &Plan, item: &Item, year: Option<FiscalYear>, paper: &mut Paper) {
    let is_leaf = item.depth > 1 && item.depth >= plan.levels.len();
    let title = share::titled(&item.number, item);
    if is_leaf {
        // Below the heading that stands over all of them.
        paper.heading(item.depth + 3, &title);
    } else {
        let level = share::level_name(plan, item.depth);
        paper.heading(item.depth + 2, &share::joined(&[level, &title]));
    }
    paper.prose(&item.statement);
    directions(plan, item, paper);
    let others = share::sections(plan, Some(&item.id))
        .filter(|section| section.kind != SectionKind::Direction && !is_priority(plan, section));
    for section in others {
        activity::section(plan, section, item.depth + 3, paper);
    }
    let holds = |item: &&Item| match year {
        Some(year) => item.years.is_empty() || item.years.contains(&year),
        None => true,
    };
    let mut under = share::children(plan, Some(&item.id))
        .filter(holds)
        .peekable();
    if under.peek().is_some() && item.depth + 1 >= plan.levels.len() {
        paper.heading(item.depth + 3, &of_year(plan, item.depth + 1, year));
    }
    for child in under {
        self::item(plan, child, year, paper);
    }
}

/// 令和4年度の具体的な取組, of whatever year the level itself is named after.
fn of_year(plan: &Plan, depth: usize, year: Option<FiscalYear>) -> String {
    let level = share::level_name(plan, depth);
    let Some(year) = year else {
        return level.to_owned();
    };
    let name = level.split_once("年度の").map_or(level, |(_, name)| name);
    format!("{}の{name}", year.label_wareki())
}

/// The direction table of an item: what direction, and what is done in the years of the plan.
fn directions(plan: &Plan, item: &Item, paper: &mut Paper) {
    let sections: Vec<_> = share::sections(plan, Some(&item.id))
        .filter(|section| section.kind == SectionKind::Direction)
        .collect();
    let years = sections
        .iter()
        .flat_map(|section| plan.lines(&section.id))
        .filter_map(|id| plan.lines.get(id))
        .flat_map(|line| line.years.iter().copied());
    let (first, last) = (years.clone().min(), years.max());
    let span = first.zip(last).map(|(first, last)| {
        let span = YearSpan::new(first, last);
        format!("({})", span.label_wareki())
    });
    let lines_head = plan.head.caption(Caption::DirectionLines);
    // Where the plan's own words already name the years they are not named twice.
    let span = span
        .filter(|_| !lines_head.contains("年度"))
        .unwrap_or_default();
    let body = sections.into_iter().map(|section| {
        let lines = share::lines(plan, &section.id).into_iter();
        let lines: Vec<_> = lines.map(|line| format!("■ {line}")).collect();
        let direction = [section.heading.as_str(), section.text.as_str()];
        let direction: Vec<_> = direction.into_iter().filter(|t| !t.is_empty()).collect();
        vec![Cell::new(direction.join("\n")), Cell::new(lines.join("\n"))]
    });
    paper.table(Table {
        head: vec![vec![
            Cell::head(plan.head.caption(Caption::Direction)),
            Cell::head(format!("{lines_head}{span}")),
        ]],
        body: body.collect(),
    });
}
