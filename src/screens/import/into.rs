//! A draft beside the plan that it goes into: what is new, what is the same, what differs.

use std::rc::Rc;

use leptos::prelude::*;
use yoriai_office::text::{JoinRow, JoinWhat, Joining, join};
use yoriai_plan::Command;

use super::drafting::Drafting;
use super::names;
use super::target::Opened;
use crate::app::use_app;
use crate::platform::{page, random};
use crate::route::{Place, Route};
use crate::session::Session;
use crate::words::{self, Words, fill, use_say};

/// What would become of the draft in the plan, and the button that does it.
#[component]
pub(super) fn Into(
    drafting: Drafting,
    trouble: RwSignal<Option<Words>>,
    opened: Opened,
    session: Rc<Session>,
) -> impl IntoView {
    let draft = drafting.draft;
    let say = use_say();
    let app = use_app();
    let title = session.with_plan(|plan| plan.head.title.clone());
    let title = match title.trim() {
        "" => say(words::UNTITLED),
        title => title,
    };
    let heading = fill(say(words::IMPORT_INTO), &[title]);
    let session = StoredValue::new_local(session);
    let compare = move || {
        draft.with_untracked(|draft| {
            let draft = draft.as_ref()?;
            let session = session.get_value();
            Some(session.with_plan(|plan| join(draft, plan, &mut random::bytes)))
        })
    };
    let joining = RwSignal::new(compare().unwrap_or_default());
    let counts = Memo::new(move |_| joining.with(Joining::counts));
    // The rows are made anew only when the plan or the draft has changed, not with each choice.
    let rows = Memo::new(move |_| joining.with(|joining| shown(joining, say)));
    let there_is_news = Memo::new(move |_| counts.get().0 > 0 || counts.get().2 > 0);
    let apply = move |_| {
        trouble.set(None);
        let Some(now) = compare() else { return };
        if shown(&now, say) != rows.get_untracked() {
            joining.set(now);
            trouble.set(Some(words::IMPORT_STALE));
            return;
        }
        let commands = joining.with_untracked(Joining::commands);
        let session = session.get_value();
        if !commands.is_empty() && !session.apply(&Command::Batch(commands)) {
            trouble.set(Some(words::IMPORT_REFUSED));
            return;
        }
        let route = Route::Plan {
            id: session.id().to_owned(),
            place: Place::Desk,
        };
        // The step to undo is the session's own.
        drafting.finish();
        opened.hand_on(app);
        page::go(&route.fragment());
    };
    let back = move |_| {
        trouble.set(None);
        opened.close();
    };
    let take = move |index: usize, take: bool| {
        joining.update(|joining| {
            if let Some(row) = joining.rows.get_mut(index) {
                row.take = take;
            }
        });
    };
    Effect::new(move |_| {
        page::focus("import-into");
    });
    view! {
        <div class="import-head">
            <h2 id="import-into" tabindex="-1">{heading}</h2>
            <div class="import-actions">
                <button type="button" class="button" on:click=back>
                    {say(words::IMPORT_BACK)}
                </button>
                <button type="button" class="button main" on:click=apply>
                    {move || {
                        let news = there_is_news.get();
                        say(if news { words::IMPORT_APPLY } else { words::IMPORT_OPEN_PLAN })
                    }}
                </button>
            </div>
        </div>
        <p>
            {move || {
                let news = there_is_news.get();
                say(if news { words::IMPORT_INTO_LEAD } else { words::IMPORT_NOTHING })
            }}
        </p>
        {move || {
            let (added, same, changed) = counts.get();
            let (new, different): (Vec<_>, Vec<_>) = rows
                .get()
                .into_iter()
                .enumerate()
                .filter(|(_, row)| row.what != JoinWhat::Same)
                .partition(|(_, row)| row.what == JoinWhat::Added);
            let count = |phrase, count: usize| fill(say(phrase), &[&count.to_string()]);
            view! {
                <section class="import-different">
                    <h3>{count(words::IMPORT_CHANGED, changed)}</h3>
                    <ul>
                        {different
                            .into_iter()
                            .map(|(index, row)| view! { <Different index row joining take /> })
                            .collect_view()}
                    </ul>
                </section>
                <section class="import-new">
                    <h3>{count(words::IMPORT_ADDED, added)}</h3>
                    <ul>
                        {new
                            .into_iter()
                            .map(|(_, row)| {
                                view! {
                                    <li>
                                        <span>{row.field}</span>
                                        {row.name}
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                </section>
                <p class="import-same">{count(words::IMPORT_SAME, same)}</p>
            }
        }}
    }
}

/// What a row of the comparison shows.
#[derive(Clone, PartialEq)]
struct Shown {
    field: String,
    name: String,
    what: JoinWhat,
}

fn shown(joining: &Joining, say: impl Fn(Words) -> &'static str + Copy) -> Vec<Shown> {
    let row = |row: &JoinRow| {
        let field = names::of_place(&row.place, say);
        Shown {
            name: match row.name.trim() == field {
                true => String::new(),
                false => row.name.clone(),
            },
            field,
            what: row.what.clone(),
        }
    };
    joining.rows.iter().map(row).collect()
}

/// Something that the plan says in other words, with the choice between the two.
#[component]
fn Different(
    index: usize,
    row: Shown,
    joining: RwSignal<Joining>,
    take: impl Fn(usize, bool) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let say = use_say();
    let Shown { field, name, what } = row;
    let JoinWhat::Changed { before, after } = what else {
        return ().into_any();
    };
    let taken = Memo::new(move |_| {
        joining.with(|joining| joining.rows.get(index).is_some_and(|row| row.take))
    });
    let group = format!("import-take-{index}");
    let radio = |is_take: bool, label: Words, of: Words, text: String| {
        view! {
            <label class="import-side" data-on=move || (taken.get() == is_take).to_string()>
                <span class="import-side-head">
                    <input
                        type="radio"
                        name=group.clone()
                        prop:checked=move || taken.get() == is_take
                        on:change=move |_| take(index, is_take)
                    />
                    {say(label)}
                    <small>{say(of)}</small>
                </span>
                <span class="import-side-text">{text}</span>
            </label>
        }
    };
    view! {
        <li>
            <fieldset>
                <legend>{format!("{field} {name}")}</legend>
                {radio(false, words::IMPORT_KEEP, words::IMPORT_BEFORE, before)}
                {radio(true, words::IMPORT_TAKE, words::IMPORT_AFTER, after)}
            </fieldset>
        </li>
    }
    .into_any()
}
