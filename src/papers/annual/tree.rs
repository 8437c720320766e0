//! Pillars, goals, directions and the year's initiatives on paper.

use leptos::prelude::*;
use yoriai_plan::{Caption, FiscalYear, Item, ItemId, Plan, SectionId, SectionKind};

use crate::papers::activity::section_paper;
use crate::papers::head::{Printed, Prose};
use crate::papers::year::{
    heading_of, holding, holds, is_initiative, is_priority_text, number_among,
};
use crate::words::{self, fill, use_say};

/// The tree.
#[component]
pub(super) fn Tree(printed: StoredValue<Printed>, year: Option<FiscalYear>) -> impl IntoView {
    let (over, top) = printed.with_value(|printed| {
        let over = heading_of(printed.plan.head.caption(Caption::Annual), year);
        (over, holding(&printed.plan, None, year))
    });
    (!top.is_empty()).then(|| {
        view! {
            <h2 class="paper-opens">{over}</h2>
            {rows(printed, &top, year)}
        }
    })
}

/// What is needed of an item and its surroundings.
struct Shown {
    item: Item,
    level: String,
    number: String,
    is_initiative: bool,
    is_goal: bool,
    directions: Vec<(String, String, Vec<String>)>,
    over: (String, String),
    others: Vec<SectionId>,
    below: Vec<ItemId>,
    over_below: String,
}

fn shown(plan: &Plan, id: &ItemId, ordinal: usize, year: Option<FiscalYear>) -> Option<Shown> {
    let item = plan.item(id)?.clone();
    let levels = plan.levels.len();
    let level = plan.level_of(id);
    let number = number_among(&item, level.map(|level| level.style), ordinal);
    let sections = || {
        plan.sections(Some(id))
            .iter()
            .filter_map(|id| plan.section(id))
    };
    let directions = sections()
        .filter(|section| section.kind == SectionKind::Direction)
        .filter_map(|section| {
            let all = plan.lines(&section.id);
            let lines: Vec<_> = all
                .iter()
                .filter_map(|id| plan.line(id))
                .filter(|line| holds(&line.years, year))
                .map(|line| line.text.clone())
                .collect();
            let is_of_another_year = lines.is_empty() && !all.is_empty();
            (!is_of_another_year).then(|| (section.heading.clone(), section.text.clone(), lines))
        })
        .collect();
    let others = sections()
        .filter(|section| section.kind == SectionKind::Free && !is_priority_text(section))
        .map(|section| section.id.clone())
        .collect();
    let caption = |which| plan.head.caption(which).to_owned();
    Some(Shown {
        level: level.map(|level| level.name.clone()).unwrap_or_default(),
        number,
        is_initiative: is_initiative(levels, &item),
        is_goal: item.depth + 1 == levels,
        directions,
        over: (
            caption(Caption::Direction),
            caption(Caption::DirectionLines),
        ),
        others,
        below: holding(plan, Some(id), year),
        over_below: plan
            .levels
            .last()
            .map(|level| level.name.clone())
            .unwrap_or_default(),
        item,
    })
}

/// Items of one list, numbered among themselves.
fn rows(printed: StoredValue<Printed>, ids: &[ItemId], year: Option<FiscalYear>) -> Vec<AnyView> {
    ids.iter()
        .enumerate()
        .filter_map(|(index, id)| row(printed, id, index + 1, year))
        .collect()
}

/// An item with all under it. Not a component: there may be nothing to show.
fn row(
    printed: StoredValue<Printed>,
    id: &ItemId,
    ordinal: usize,
    year: Option<FiscalYear>,
) -> Option<AnyView> {
    let say = use_say();
    let shown = printed.with_value(|printed| shown(&printed.plan, id, ordinal, year))?;
    let below = rows(printed, &shown.below, year);
    let others: Vec<_> = shown
        .others
        .iter()
        .filter_map(|id| section_paper(printed, id.clone()))
        .collect();
    let Shown {
        item,
        level,
        number,
        ..
    } = shown;
    let tags: Vec<_> = item
        .tags
        .iter()
        .map(|tag| view! { <span class="tag">{tag.word().to_owned()}</span> })
        .collect();
    if shown.is_initiative {
        return Some(
            view! {
                <div class="paper-initiative">
                    <p class="paper-initiative-title">
                        <span class="paper-number">{number}</span>
                        <span>{item.title} " " {tags}</span>
                    </p>
                    <Prose text=item.statement />
                    {others}
                    {below}
                </div>
            }
            .into_any(),
        );
    }
    let heading = view! {
        <span class="paper-level">{level}</span>
        <span class="paper-number">{number}</span>
        <span>{item.title}</span>
        {tags}
    };
    let heading = if item.depth == 1 {
        view! { <h3>{heading}</h3> }.into_any()
    } else {
        view! { <h4>{heading}</h4> }.into_any()
    };
    let over_below = match year {
        Some(year) => fill(
            say(words::ANNUAL_OF_YEAR),
            &[&year.label_wareki(), &shown.over_below],
        ),
        None => shown.over_below,
    };
    let table =
        (!shown.directions.is_empty()).then(|| direction_table(shown.over, shown.directions));
    Some(
        view! {
            <section class="paper-item" data-depth=item.depth.to_string()>
                {heading}
                <Prose text=item.statement />
                {table}
                {others}
                {(shown.is_goal && !below.is_empty())
                    .then(|| view! { <p class="paper-rows-name">{over_below}</p> })}
                {below}
            </section>
        }
        .into_any(),
    )
}

/// The table of directions: its head repeats on each page, and no row is cut.
fn direction_table(
    (left, right): (String, String),
    rows: Vec<(String, String, Vec<String>)>,
) -> impl IntoView {
    view! {
        <table class="direction-table">
            <thead>
                <tr>
                    <th scope="col">{left}</th>
                    <th scope="col">{right}</th>
                </tr>
            </thead>
            <tbody>
                {rows
                    .into_iter()
                    .map(|(heading, text, lines)| {
                        view! {
                            <tr>
                                <td>{heading}</td>
                                <td>
                                    <Prose text />
                                    {lines
                                        .into_iter()
                                        .map(|line| {
                                            view! { <p class="paper-dotted">{format!("■ {line}")}</p> }
                                        })
                                        .collect_view()}
                                </td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </tbody>
        </table>
    }
}
