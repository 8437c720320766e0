//! The rows of what was read, each with what a person may do with it.

use std::collections::HashMap;
use std::ops::Range;

use leptos::prelude::*;
use yoriai_office::Draft;
use yoriai_office::text::ItemKey;

use super::item_row::{ItemRow, faces};
use super::outline::{self, Prose, Record, Row, Said};
use crate::words::{self, Words, use_say};

/// What a person looks at.
#[derive(Clone, PartialEq)]
pub(super) enum Chosen {
    /// An item, wherever it goes.
    Item(ItemKey),
    /// Another row.
    Row(Row),
}

/// What the rows work on.
#[derive(Clone, Copy)]
pub(super) struct Hands {
    pub(super) draft: RwSignal<Option<Draft>>,
    pub(super) chosen: RwSignal<Option<Chosen>>,
    pub(super) trouble: RwSignal<Option<Words>>,
    /// The item whose title takes the focus: the row that had it is gone.
    pub(super) wants: RwSignal<Option<ItemKey>>,
}

impl Hands {
    /// Where in the source the chosen row stands.
    pub(super) fn place(self) -> Option<Range<usize>> {
        match self.chosen.get()? {
            Chosen::Item(key) => self
                .draft
                .with(|draft| Some(draft.as_ref()?.item(key)?.source.clone())),
            Chosen::Row(Row::Prose(prose)) => Some(prose.source),
            Chosen::Row(Row::Record(record)) => Some(record.source),
            Chosen::Row(Row::Item(_)) => None,
        }
    }

    /// Changes the draft; says whether that was possible.
    fn change(self, work: impl FnOnce(&mut Draft) -> bool) -> bool {
        self.draft
            .try_update(|draft| draft.as_mut().is_some_and(work))
            .unwrap_or(false)
    }

    /// Changes an item.
    pub(super) fn item(self, key: ItemKey, work: impl FnOnce(&mut Draft, usize) -> bool) -> bool {
        self.trouble.set(None);
        self.change(|draft| {
            let index = draft.items.iter().position(|item| item.key == key);
            index.is_some_and(|index| work(draft, index))
        })
    }

    /// The item before one.
    pub(super) fn before(self, key: ItemKey) -> Option<ItemKey> {
        self.draft.with_untracked(|draft| {
            let items = &draft.as_ref()?.items;
            let index = items.iter().position(|item| item.key == key)?;
            Some(items.get(index.checked_sub(1)?)?.key)
        })
    }

    /// Leads the focus to an item.
    pub(super) fn go_to(self, key: Option<ItemKey>) {
        self.chosen.set(key.map(Chosen::Item));
        self.wants.set(key);
    }
}

/// All rows.
#[component]
pub(super) fn Rows(hands: Hands) -> impl IntoView {
    let say = use_say();
    let said = Said {
        lost: say(words::IMPORT_LOST),
        indicator: say(words::IMPORT_INDICATORS),
        programme: say(words::IMPORT_PROGRAMMES),
        reason: say(words::IMPORT_REASON),
        next: say(words::IMPORT_NEXT),
        note: say(words::ANNUAL_NOTE),
    };
    let rows = Memo::new(move |_| {
        hands.draft.with(|draft| {
            let rows = draft.as_ref().map(|draft| outline::rows(draft, said));
            // Two lines may say the same; each has a row.
            let mut seen = HashMap::<Row, usize>::new();
            rows.unwrap_or_default()
                .into_iter()
                .map(|row| {
                    let count = seen.entry(row.clone()).or_default();
                    *count += 1;
                    (row, *count)
                })
                .collect::<Vec<_>>()
        })
    });
    let faces = Memo::new(move |_| hands.draft.with(|draft| draft.as_ref().map(faces)));
    view! {
        <ol class="import-rows">
            <For each=move || rows.get() key=Clone::clone let((row, _))>
                {match row {
                    Row::Item(key) => {
                        let face = Memo::new(move |_| {
                            faces
                                .with(|faces| faces.as_ref().and_then(|f| f.get(&key).cloned()))
                                .unwrap_or_default()
                        });
                        view! { <ItemRow hands key face /> }.into_any()
                    }
                    Row::Prose(prose) => view! { <ProseRow hands prose /> }.into_any(),
                    Row::Record(record) => view! { <RecordRow hands record /> }.into_any(),
                }}
            </For>
        </ol>
    }
}

#[component]
fn ProseRow(hands: Hands, prose: Prose) -> impl IntoView {
    let say = use_say();
    let row = Row::Prose(prose.clone());
    let Prose {
        target,
        line,
        depth,
        text,
        ..
    } = prose;
    let can_be_item = outline::can_be_item(target);
    let is_chosen = is_at(hands, row.clone());
    let promote = move |_| {
        hands.trouble.set(None);
        let keys = move || {
            let keys = |draft: &Option<Draft>| -> Vec<_> {
                let items = draft.iter().flat_map(|draft| &draft.items);
                items.map(|item| item.key).collect()
            };
            hands.draft.with_untracked(keys)
        };
        let before = keys();
        if hands.change(|draft| draft.promote(target, line)) {
            hands.go_to(keys().into_iter().find(|key| !before.contains(key)));
        } else {
            hands.trouble.set(Some(words::IMPORT_ROW_NO_ITEM));
        }
    };
    view! {
        <li
            class="import-row import-prose"
            data-depth=depth.to_string()
            data-head=(!can_be_item).to_string()
            data-on=move || is_chosen.get().to_string()
        >
            <button
                type="button"
                class="import-row-text"
                aria-pressed=move || is_chosen.get().to_string()
                on:click=move |_| toggle(hands, is_chosen, &row)
            >
                {text}
            </button>
            <Show when=move || can_be_item && is_chosen.get()>
                <div class="import-row-tools">
                    <button type="button" class="button" on:click=promote>
                        {say(words::IMPORT_ROW_ITEM)}
                    </button>
                </div>
            </Show>
        </li>
    }
}

#[component]
fn RecordRow(hands: Hands, record: Record) -> impl IntoView {
    let row = Row::Record(record.clone());
    let Record {
        depth, name, parts, ..
    } = record;
    let is_chosen = is_at(hands, row.clone());
    view! {
        <li
            class="import-row import-record"
            data-depth=depth.to_string()
            data-on=move || is_chosen.get().to_string()
        >
            <button
                type="button"
                class="import-row-text"
                aria-pressed=move || is_chosen.get().to_string()
                on:click=move |_| toggle(hands, is_chosen, &row)
            >
                <b>{name}</b>
                {parts
                    .into_iter()
                    .filter(|(_, text)| !text.is_empty())
                    .map(|(name, text)| view! { <span><i>{name}</i> {text}</span> })
                    .collect_view()}
            </button>
        </li>
    }
}

fn is_at(hands: Hands, row: Row) -> Memo<bool> {
    Memo::new(move |_| {
        hands
            .chosen
            .with(|chosen| matches!(chosen, Some(Chosen::Row(on)) if *on == row))
    })
}

fn toggle(hands: Hands, is_chosen: Memo<bool>, row: &Row) {
    let on = is_chosen.get_untracked();
    hands.chosen.set((!on).then(|| Chosen::Row(row.clone())));
}
