//! 実施計画 on paper: the tree as prose, as the councils' own booklets have it.

use leptos::prelude::*;
use yoriai_plan::{Caption, Item, ItemId, Plan, SectionId, SectionKind};

use super::head::{PaperHead, Philosophy, Printed, Prose};
use crate::words::{self, use_say};

/// The paper.
#[component]
pub fn ActivityPaper(printed: StoredValue<Printed>) -> impl IntoView {
    let say = use_say();
    let (front, roots, policy, over_policy) = printed.with_value(|printed| {
        (
            printed.plan.sections(None).to_vec(),
            printed.plan.children(None).to_vec(),
            printed.plan.head.policy.clone(),
            printed.plan.head.caption(Caption::Policy).to_owned(),
        )
    });
    view! {
        <PaperHead printed document=say(words::PAPER_ACTIVITY) />
        <Philosophy printed />
        {(!policy.is_empty())
            .then(|| {
                view! {
                    <section class="paper-section">
                        <h3>{over_policy}</h3>
                        <Prose text=policy.clone() />
                    </section>
                }
            })}
        {front.into_iter().map(|id| section_paper(printed, id)).collect_view()}
        {roots.into_iter().map(|id| item_paper(printed, id)).collect_view()}
    }
}

/// What is needed of an item and its surroundings.
struct Shown {
    item: Item,
    level: String,
    number: String,
    is_row: bool,
    before: Vec<SectionId>,
    after: Vec<SectionId>,
    children: Vec<ItemId>,
    rows_name: Option<String>,
}

fn shown(plan: &Plan, id: &ItemId) -> Option<Shown> {
    let item = plan.item(id)?.clone();
    let last = plan.levels.len();
    let level_name = |depth: usize| plan.levels.get(depth - 1).map(|level| level.name.clone());
    // As on paper: 重点目標 1-(1), 活動方針 ①.
    let number = match (
        item.depth,
        item.parent.as_ref().and_then(|id| plan.item(id)),
    ) {
        (2, Some(above)) if !item.number.starts_with(&above.number) => {
            format!("{}-{}", above.number, item.number)
        }
        _ => item.number.clone(),
    };
    let (after, before): (Vec<_>, Vec<_>) =
        plan.sections(Some(id)).iter().cloned().partition(|id| {
            plan.section(id)
                .is_some_and(|section| section.kind == SectionKind::Residents)
        });
    let children = plan.children(Some(id)).to_vec();
    let rows_name = (item.depth + 1 >= last && !children.is_empty())
        .then(|| level_name(item.depth + 1))
        .flatten();
    Some(Shown {
        level: level_name(item.depth).unwrap_or_default(),
        is_row: item.depth > 1 && item.depth >= last,
        number,
        before,
        after,
        children,
        rows_name,
        item,
    })
}

/// An item with all under it. Not a component: there may be nothing to show.
fn item_paper(printed: StoredValue<Printed>, id: ItemId) -> Option<AnyView> {
    let shown = printed.with_value(|printed| shown(&printed.plan, &id))?;
    let Shown {
        item,
        level,
        number,
        is_row,
        before,
        after,
        children,
        rows_name,
    } = shown;
    let sections = move |ids: Vec<SectionId>| {
        ids.into_iter()
            .map(|id| section_paper(printed, id))
            .collect_view()
    };
    let tags = item
        .tags
        .iter()
        .map(|tag| view! { <span class="tag">{tag.word().to_owned()}</span> })
        .collect_view();
    let inner = children
        .into_iter()
        .map(|id| item_paper(printed, id))
        .collect_view();
    let statement =
        (!item.statement.is_empty()).then(|| view! { <Prose text=item.statement.clone() /> });
    if is_row {
        return Some(
            view! {
                <div class="paper-row">
                    <span class="paper-number">{number}</span>
                    <div>
                        <p class="paper-line">{item.title.clone()} {tags}</p>
                        {statement}
                        {sections(before)}
                        {inner}
                        {sections(after)}
                    </div>
                </div>
            }
            .into_any(),
        );
    }
    let heading = view! {
        <span class="paper-level">{level}</span>
        <span class="paper-number">{number}</span>
        <span>{item.title.clone()}</span>
        {tags}
    };
    let heading = match item.depth {
        1 => view! { <h2>{heading}</h2> }.into_any(),
        2 => view! { <h3>{heading}</h3> }.into_any(),
        _ => view! { <h4>{heading}</h4> }.into_any(),
    };
    let rows = rows_name.map(|name| view! { <p class="paper-rows-name">{name}</p> });
    Some(
        view! {
            <section class="paper-item" data-depth=item.depth.to_string()>
                {heading}
                {statement}
                {sections(before)}
                {rows}
                {inner}
                {sections(after)}
            </section>
        }
        .into_any(),
    )
}

/// A section. Not a component: there may be nothing to show.
pub(super) fn section_paper(printed: StoredValue<Printed>, id: SectionId) -> Option<AnyView> {
    let (section, lines, captions) = printed.with_value(|printed| {
        let section = printed.plan.section(&id)?.clone();
        let captions = (section.kind == SectionKind::Direction)
            .then(|| {
                let head = &printed.plan.head;
                let caption = |which| caption_paper(head.caption(which).to_owned());
                (
                    caption(Caption::Direction),
                    caption(Caption::DirectionLines),
                )
            })
            .unzip();
        let lines: Vec<String> = printed
            .plan
            .lines(&id)
            .iter()
            .filter_map(|line| printed.plan.line(line).map(|line| line.text.clone()))
            .collect();
        Some((section, lines, captions))
    })?;
    let heading = section.shown_heading().to_owned();
    let (over_heading, over_lines) = captions;
    Some(
        view! {
            <section class="paper-section" data-kind=section.kind.word()>
                {over_heading}
                {(!heading.is_empty()).then(|| view! { <p class="paper-section-name">{heading}</p> })}
                <Prose text=section.text.clone() />
                {over_lines}
                {lines
                    .into_iter()
                    .map(|line| {
                        view! {
                            <div class="paper-row">
                                <span class="paper-number">"○"</span>
                                <p class="paper-line">{line}</p>
                            </div>
                        }
                    })
                    .collect_view()}
            </section>
        }
        .into_any(),
    )
}

fn caption_paper(caption: String) -> impl IntoView {
    view! { <p class="paper-rows-name">{caption}</p> }
}
