//! The head of a paper: title, document, whose it is, how it stands, and the day.

use leptos::prelude::*;
use yoriai_plan::{Caption, Date, Plan};

use crate::words::{self, fill, use_say};

/// What is printed, and on which day it stood so.
#[derive(Debug, Clone, PartialEq)]
pub struct Printed {
    /// The plan.
    pub plan: Plan,
    /// The day, as an ISO date.
    pub as_of: String,
    /// The name of the edition, if it has one.
    pub label: String,
}

/// `令和8年11月20日現在`, or the day as it is given where it is no date.
pub fn as_of(day: &str) -> String {
    let say = use_say();
    let day = Date::parse(day).map_or_else(|| day.to_owned(), |date| date.value.label_wareki());
    fill(say(words::AS_OF), &[&day])
}

/// Whose plan it is, how it stands, which edition, and the day.
pub fn about(printed: &Printed) -> String {
    let head = &printed.plan.head;
    let day = as_of(&printed.as_of);
    let parts = [
        head.organization.as_str(),
        head.status.word(),
        &printed.label,
        &day,
    ];
    let said = parts.into_iter().filter(|part| !part.is_empty());
    said.collect::<Vec<_>>().join("　")
}

/// The head: what the plan is called, and which of its documents this is. A title that says so
/// itself stands alone.
#[component]
pub fn PaperHead(printed: StoredValue<Printed>, document: &'static str) -> impl IntoView {
    let (title, about) =
        printed.with_value(|printed| (printed.plan.head.title.clone(), about(printed)));
    let (title, document) = if title.contains(document) {
        (None, title)
    } else {
        (Some(title), document.to_owned())
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

/// 基本理念 and スローガン in a frame.
#[component]
pub fn Philosophy(printed: StoredValue<Printed>) -> impl IntoView {
    let head = printed.with_value(|printed| printed.plan.head.clone());
    let box_of = |which: Caption, text: &str, large: bool| {
        let name = head.caption(which).to_owned();
        (!text.trim().is_empty()).then(|| {
            view! {
                <div class="paper-idea" data-large=large.to_string()>
                    <small>{name}</small>
                    {text.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view()}
                </div>
            }
        })
    };
    view! {
        {box_of(Caption::Slogan, &head.slogan, true)}
        {box_of(Caption::Philosophy, &head.philosophy, false)}
    }
}

/// Prose: one paragraph per line. A line that opens with a mark (`①`, `・`) hangs behind it.
#[component]
pub fn Prose(text: String) -> impl IntoView {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| view! { <p class=mark_of(line)>{line.to_owned()}</p> })
        .collect_view()
}

/// The class of a line by the mark that it opens with.
fn mark_of(line: &str) -> Option<&'static str> {
    match line.trim_start().chars().next()? {
        '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿' => Some("paper-circled"),
        '・' | '■' | '○' | '●' | '※' => Some("paper-dotted"),
        _ => None,
    }
}
