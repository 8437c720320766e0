//! 実施事業一覧 on paper.

use leptos::prelude::*;
use yoriai_plan::{Caption, CategoryId, Lifecycle, Plan, Programme};

use crate::papers::head::{Printed, Prose};
use crate::words::{self, Words, fill, use_say};

/// What is printed of a category.
struct Shown {
    heading: String,
    description: String,
    programmes: Vec<Programme>,
}

fn shown(plan: &Plan, category: Option<&CategoryId>, heading: String, text: String) -> Shown {
    let programmes = plan.programmes_of(category).iter();
    Shown {
        heading,
        description: text,
        programmes: programmes
            .filter_map(|id| plan.programmes.get(id))
            .cloned()
            .collect(),
    }
}

/// The list.
#[component]
pub(super) fn ProgrammeList(printed: StoredValue<Printed>) -> impl IntoView {
    let (over, categories) = printed.with_value(|printed| {
        let plan = &printed.plan;
        let named = plan.categories.iter().map(|one| {
            let heading = format!("{} {}", one.number, one.name);
            shown(plan, Some(&one.id), heading, one.description.clone())
        });
        let loose = shown(plan, None, String::new(), String::new());
        let categories: Vec<_> = named
            .chain((!loose.programmes.is_empty()).then_some(loose))
            .collect();
        (
            plan.head.caption(Caption::Programmes).to_owned(),
            categories,
        )
    });
    (!categories.is_empty()).then(|| {
        view! {
            <h2>{over}</h2>
            {categories
                .into_iter()
                .map(|category| {
                    view! {
                        <section class="paper-category">
                            {(!category.heading.is_empty()).then(|| view! { <h3>{category.heading}</h3> })}
                            <Prose text=category.description />
                            {category
                                .programmes
                                .into_iter()
                                .map(|programme| view! { <ProgrammePaper programme /> })
                                .collect_view()}
                        </section>
                    }
                })
                .collect_view()}
        }
    })
}

#[component]
fn ProgrammePaper(programme: Programme) -> impl IntoView {
    let facts = facts(&programme);
    let mark = mark(&programme).map(|word| view! { <span class="tag">{word}</span> });
    view! {
        <section class="paper-programme">
            <h4>
                <span class="paper-number">{programme.number}</span>
                <span>{programme.name}</span>
                {mark}
            </h4>
            <Prose text=programme.description />
            {(!facts.is_empty()).then(|| view! { <p class="paper-facts">{facts}</p> })}
        </section>
    }
}

/// How a programme goes on, where it doesn't simply continue and its prose doesn't speak of it.
fn mark(programme: &Programme) -> Option<&'static str> {
    let word = programme
        .lifecycle
        .filter(|one| *one != Lifecycle::Continued)?
        .word();
    // 終了 of 終了調整: prose says 事業終了に向けて調整.
    let stem: String = word.chars().take(2).collect();
    (!programme.description.contains(&stem)).then_some(word)
}

/// What is known of a programme and not said in its prose: 財源：市補助金・会費　頻度：年6回.
fn facts(programme: &Programme) -> String {
    let say = use_say();
    let facts: [(Words, &str); 5] = [
        (words::ANNUAL_FUNDING, &programme.funding),
        (words::ANNUAL_FREQUENCY, &programme.frequency),
        (words::ANNUAL_MONTHS, &programme.months),
        (words::ANNUAL_CONTRACT, &programme.contract),
        (words::ANNUAL_PARTNERS, &programme.partners),
    ];
    let beyond = |text: &str| {
        text.lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !programme.description.contains(line))
            .collect::<Vec<_>>()
            .join("・")
    };
    facts
        .into_iter()
        .map(|(name, text)| (name, beyond(text)))
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| fill("{}：{}", &[say(name), &text]))
        .collect::<Vec<_>>()
        .join("　")
}
