//! 事業計画 of a year on paper, in the order of the councils' own document.

mod programmes;
mod tree;

use leptos::prelude::*;
use yoriai_plan::{Caption, FiscalYear, Item, Plan, PlanKind, SectionKind, TermKind};

use self::programmes::ProgrammeList;
use self::tree::Tree;
use super::activity::section_paper;
use super::head::{Printed, Prose, about};
use super::year::{heading_of, is_priority, is_priority_text};
use crate::words::{self, fill, use_say};

/// Whether a plan has what an annual plan is made of.
pub fn is_annual(plan: &Plan) -> bool {
    plan.head.kind == PlanKind::Annual || !plan.categories.is_empty()
}

/// The paper.
#[component]
pub fn AnnualPaper(printed: StoredValue<Printed>, year: Option<FiscalYear>) -> impl IntoView {
    view! {
        <div class="paper-annual">
            <Head printed year />
            <ShortForms printed />
            <ProgrammeList printed />
            <Policy printed year />
            <Priorities printed year />
            <Tree printed year />
            <Notes printed />
        </div>
    }
}

/// The title with the year that is printed: the plan's own where it says that it is a 事業計画.
#[component]
fn Head(printed: StoredValue<Printed>, year: Option<FiscalYear>) -> impl IntoView {
    let say = use_say();
    let (title, about) =
        printed.with_value(|printed| (printed.plan.head.title.clone(), about(printed)));
    let document = year.map_or_else(
        || say(words::ANNUAL_TITLE_PLAIN).to_owned(),
        |year| fill(say(words::ANNUAL_TITLE), &[&year.label_wareki()]),
    );
    let (title, document) = if title.contains(Caption::Annual.word()) {
        (None, heading_of(&title, year))
    } else {
        (Some(title), document)
    };
    view! {
        <header class="paper-head">
            <h1>
                {title.map(|title| view! { <span>{title}</span> " " })}
                <span class="paper-document">{document}</span>
            </h1>
            <p>{about}</p>
        </header>
    }
}

#[component]
fn ShortForms(printed: StoredValue<Printed>) -> impl IntoView {
    let say = use_say();
    let over = printed.with_value(|printed| printed.plan.head.caption(Caption::Terms).to_owned());
    let lines: Vec<String> = printed.with_value(|printed| {
        let shorts = printed
            .plan
            .terms
            .iter()
            .filter(|term| term.kind == TermKind::Short);
        shorts
            .map(|term| fill(say(words::PAPER_SHORT), &[&term.full, &term.short]))
            .collect()
    });
    (!lines.is_empty()).then(|| {
        view! {
            <section class="paper-terms">
                <p class="paper-section-name">{over}</p>
                {lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
            </section>
        }
    })
}

/// Terms and ※ notes, behind all that they explain.
#[component]
fn Notes(printed: StoredValue<Printed>) -> impl IntoView {
    let say = use_say();
    let lines: Vec<String> = printed.with_value(|printed| {
        let others = printed
            .plan
            .terms
            .iter()
            .filter(|term| term.kind != TermKind::Short);
        others
            .map(|term| {
                let name = if term.short.is_empty() {
                    String::new()
                } else {
                    format!("{}　", term.short)
                };
                format!("※{name}{}", term.note)
            })
            .collect()
    });
    (!lines.is_empty()).then(|| {
        view! {
            <section class="paper-terms">
                <p class="paper-section-name">{say(words::PAPER_NOTES)}</p>
                {lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
            </section>
        }
    })
}

/// The policy, and what else stands before the tree.
#[component]
fn Policy(printed: StoredValue<Printed>, year: Option<FiscalYear>) -> impl IntoView {
    let (policy, over, front) = printed.with_value(|printed| {
        let plan = &printed.plan;
        let front: Vec<_> = plan
            .sections(None)
            .iter()
            .filter(|id| {
                plan.section(id)
                    .is_some_and(|s| s.kind == SectionKind::Free)
            })
            .cloned()
            .collect();
        let over = heading_of(plan.head.caption(Caption::Policy), year);
        (plan.head.policy.clone(), over, front)
    });
    view! {
        {(!policy.trim().is_empty())
            .then(|| {
                view! {
                    <section class="paper-section" data-part="policy">
                        <h2 class="paper-opens">{over}</h2>
                        <Prose text=policy.clone() />
                    </section>
                }
            })}
        {front.into_iter().map(|id| section_paper(printed, id)).collect_view()}
    }
}

/// A goal in the list of priorities.
struct GoalPriorities {
    goal: String,
    title: String,
    /// What is marked and not spoken of in the goal's own text: title and statement.
    marked: Vec<(String, String)>,
    text: String,
}

fn priorities_of(plan: &Plan, goal: &Item, year: Option<FiscalYear>) -> Option<GoalPriorities> {
    let text = plan
        .sections(Some(&goal.id))
        .iter()
        .filter_map(|id| plan.section(id))
        .find(|section| is_priority_text(section))
        .map(|section| section.text.clone())
        .unwrap_or_default();
    let marked: Vec<_> = plan
        .children(Some(&goal.id))
        .iter()
        .filter_map(|id| plan.item(id))
        .filter(|item| is_priority(item, year) && !text.contains(item.title.trim()))
        .map(|item| {
            // A text of the goal's own names the priorities shortly; so do those that it left out.
            let statement = if text.is_empty() {
                item.statement.clone()
            } else {
                String::new()
            };
            (item.title.clone(), statement)
        })
        .collect();
    let level = plan
        .level_of(&goal.id)
        .map_or("", |level| level.name.as_str());
    (!marked.is_empty() || !text.trim().is_empty()).then(|| GoalPriorities {
        goal: format!("{level} {}", goal.number).trim().to_owned(),
        title: goal.title.clone(),
        marked,
        text,
    })
}

#[component]
fn Priorities(printed: StoredValue<Printed>, year: Option<FiscalYear>) -> impl IntoView {
    let (over, goals) = printed.with_value(|printed| {
        let plan = &printed.plan;
        let depth = plan.levels.len().saturating_sub(1);
        let goals: Vec<_> = plan
            .walk()
            .filter(|item| item.depth == depth)
            .filter_map(|goal| priorities_of(plan, goal, year))
            .collect();
        (
            heading_of(plan.head.caption(Caption::Priorities), year),
            goals,
        )
    });
    (!goals.is_empty()).then(|| {
        view! {
            <h2 class="paper-opens">{over}</h2>
            {goals
                .into_iter()
                .map(|goal| {
                    view! {
                        <section class="paper-priority">
                            <h3>{goal.goal}</h3>
                            <p class="paper-goal">{goal.title}</p>
                            <Prose text=goal.text />
                            {goal
                                .marked
                                .into_iter()
                                .map(|(title, statement)| {
                                    view! {
                                        <p class="paper-dotted">{format!("・{title}")}</p>
                                        <Prose text=statement />
                                    }
                                })
                                .collect_view()}
                        </section>
                    }
                })
                .collect_view()}
        }
    })
}
