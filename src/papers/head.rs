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

/// The head.
#[component]
pub fn PaperHead(printed: StoredValue<Printed>, document: &'static str) -> impl IntoView {
    let (title, about) = printed.with_value(|printed| {
        let head = &printed.plan.head;
        let day = as_of(&printed.as_of);
        let about = [
            head.organization.as_str(),
            head.status.word(),
            &printed.label,
            &day,
        ]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("　");
        (head.title.clone(), about)
    });
    view! {
        <header class="paper-head">
            <h1>
                <span>{title}</span>
                " "
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
