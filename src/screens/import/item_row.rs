//! An item of what was read: its level, its title, and the ways to put it right.

use std::collections::HashMap;

use leptos::html;
use leptos::prelude::*;
use yoriai_office::Draft;
use yoriai_office::text::ItemKey;

use super::rows::{Chosen, Hands};
use crate::words::{self, fill, use_say};

/// What the row of an item shows.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Face {
    first: bool,
    depth: usize,
    level: String,
    number: String,
    title: String,
}

/// What each item shows.
pub(super) fn faces(draft: &Draft) -> HashMap<ItemKey, Face> {
    let faces = draft.items.iter().enumerate().map(|(index, item)| {
        let level = draft.levels.get(item.depth.saturating_sub(1));
        let number = item.number.as_ref();
        let face = Face {
            first: index == 0,
            depth: item.depth,
            level: level.map(|level| level.name.clone()).unwrap_or_default(),
            number: number.map(|n| n.whole.clone()).unwrap_or_default(),
            title: item.title.clone(),
        };
        (item.key, face)
    });
    faces.collect()
}

/// The row of an item: its title, and what can be done with it when it is chosen.
#[component]
pub(super) fn ItemRow(hands: Hands, key: ItemKey, face: Memo<Face>) -> impl IntoView {
    let say = use_say();
    let field = NodeRef::<html::Textarea>::new();
    let is_chosen = Memo::new(move |_| hands.chosen.get() == Some(Chosen::Item(key)));
    let title = Memo::new(move |_| face.with(|face| face.title.clone()));
    let label = move || {
        fill(
            say(words::IMPORT_ROW_TITLE),
            &[&face.with(|f| f.level.clone())],
        )
    };
    Effect::new(move |_| {
        if hands.wants.get() == Some(key)
            && let Some(field) = field.get()
        {
            let _ = field.focus();
            hands.wants.set(None);
        }
    });
    view! {
        <li
            class="import-row"
            data-depth=move || face.with(|face| face.depth).to_string()
            data-on=move || is_chosen.get().to_string()
        >
            <div class="import-row-line">
                <button
                    type="button"
                    class="import-row-level"
                    aria-pressed=move || is_chosen.get().to_string()
                    on:click=move |_| {
                        let on = is_chosen.get_untracked();
                        hands.chosen.set((!on).then_some(Chosen::Item(key)));
                    }
                >
                    {move || face.with(|face| format!("{} {}", face.level, face.number))}
                </button>
                // As every field in the app, in a form of its own: see `TextField`.
                <form class="text-field" data-text=move || title.get()>
                    <textarea
                        node_ref=field
                        rows="1"
                        aria-label=label
                        prop:value=move || title.get()
                        on:focus=move |_| hands.chosen.set(Some(Chosen::Item(key)))
                        on:change=move |event| {
                            let value = event_target_value(&event);
                            hands.item(key, |draft, at| {
                                draft.set_title(at, &value);
                                true
                            });
                        }
                    ></textarea>
                </form>
            </div>
            <Show when=move || is_chosen.get()>
                <ItemTools hands key face field />
            </Show>
        </li>
    }
}

#[component]
fn ItemTools(
    hands: Hands,
    key: ItemKey,
    face: Memo<Face>,
    field: NodeRef<html::Textarea>,
) -> impl IntoView {
    let say = use_say();
    let deepen = move |by: isize| {
        hands.item(key, |draft, at| {
            let depth = draft.items.get(at).map_or(1, |item| item.depth);
            draft.set_depth(at, depth.saturating_add_signed(by));
            true
        });
    };
    let join = move |_| {
        let before = hands.before(key);
        if hands.item(key, Draft::join_up) {
            hands.go_to(before);
        }
    };
    let split = move |_| {
        let Some(field) = field.get_untracked() else {
            return;
        };
        // The cursor counts in UTF-16, the draft in characters.
        let units = field.selection_start().ok().flatten().unwrap_or_default();
        let mut passed = 0;
        let at = (field.value().chars())
            .take_while(|c| {
                passed += c.len_utf16();
                passed <= units as usize
            })
            .count();
        if hands.item(key, |draft, index| draft.split_title(index, at)) {
            hands.go_to(Some(key));
        } else {
            hands.trouble.set(Some(words::IMPORT_ROW_NO_SPLIT));
        }
    };
    let prose = move |_| {
        let before = hands.before(key);
        hands.item(key, |draft, at| {
            draft.demote(at);
            true
        });
        hands.go_to(before);
    };
    let is_first = move || face.with(|face| face.first);
    view! {
        <div class="import-row-tools">
            <button
                type="button"
                class="button"
                on:click=move |_| deepen(-1)
                disabled=move || face.with(|face| face.depth <= 1)
            >
                {say(words::IMPORT_ROW_UP)}
            </button>
            <button type="button" class="button" on:click=move |_| deepen(1) disabled=is_first>
                {say(words::IMPORT_ROW_DOWN)}
            </button>
            <button type="button" class="button" on:click=join disabled=is_first>
                {say(words::IMPORT_ROW_JOIN)}
            </button>
            <button type="button" class="button" on:click=split>
                {say(words::IMPORT_ROW_SPLIT)}
            </button>
            <button type="button" class="button" on:click=prose>
                {say(words::IMPORT_ROW_PROSE)}
            </button>
        </div>
    }
}
