//! The marks (tags) of an item: shown beside its title, and switched on and off.

use leptos::prelude::*;
use yoriai_plan::{Command, ItemId, Tag};

use crate::desk::{part, use_desk};
use crate::words::{self, use_say};

/// The marks that an item carries.
#[component]
pub fn Tags(
    /// Whose they are.
    id: ItemId,
) -> impl IntoView {
    let tags = part(&use_desk().item(&id), |item| item.tags.clone());
    move || {
        let tags = tags.get();
        (!tags.is_empty()).then(|| {
            let chips = tags.into_iter().map(|tag| {
                let word = tag.word().to_owned();
                view! { <span class="tag" data-tag=word.clone()>{word.clone()}</span> }
            });
            view! { <span class="tags">{chips.collect_view()}</span> }
        })
    }
}

/// The common marks, and those of its own that an initiative carries, as chips.
#[component]
pub fn TagToggles(
    /// Whose they are.
    id: ItemId,
) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let carried = part(&desk.item(&id), |item| item.tags.clone());
    // One that is taken off stays, so that it can be put on again.
    let offered = Memo::new(move |before: Option<&Vec<Tag>>| {
        let mut offered = before.cloned().unwrap_or_else(|| Tag::COMMON.to_vec());
        let more = carried.get().into_iter();
        let more: Vec<_> = more.filter(|tag| !offered.contains(tag)).collect();
        offered.extend(more);
        offered
    });
    let id = StoredValue::new(id);
    view! {
        <div class="choice" role="group" aria-label=say(words::TAGS)>
            <For each=move || offered.get() key=Tag::clone let:tag>
                {
                    let word = tag.word().to_owned();
                    let is_on = {
                        let tag = tag.clone();
                        move || carried.with(|tags| tags.contains(&tag))
                    };
                    let pressed = is_on.clone();
                    view! {
                        <button
                            type="button"
                            class="button"
                            aria-pressed=move || pressed().to_string()
                            on:click=move |_| {
                                let (id, tag) = (id.get_value(), tag.clone());
                                desk.apply(
                                    &if is_on() {
                                        Command::UntagItem { id, tag }
                                    } else {
                                        Command::TagItem { id, tag }
                                    },
                                );
                            }
                        >
                            {word}
                        </button>
                    }
                }
            </For>
        </div>
    }
}
