//! The source, line by line, with the place of the chosen row marked.

use std::ops::Range;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::rows::Hands;
use crate::platform::{page, timer};

/// The source.
#[component]
pub(super) fn Source(hands: Hands) -> impl IntoView {
    let text = hands
        .draft
        .with_untracked(|d| d.as_ref().map(|d| d.source().to_owned()));
    let lines = spans(&text.unwrap_or_default());
    let place = Memo::new(move |_| hands.place());
    Effect::new(move |_| {
        if place.get().is_some() {
            spawn_local(async {
                timer::sleep(0).await;
                page::scroll_to_first(".import-source [data-on=true]");
            });
        }
    });
    view! {
        <div class="import-source" tabindex="0" role="group" aria-labelledby="import-source">
            {lines
                .into_iter()
                .map(|(span, line)| {
                    let is_place = Memo::new(move |_| {
                        place
                            .with(|place| {
                                place.as_ref().is_some_and(|p| p.start < span.end && span.start < p.end)
                            })
                    });
                    view! { <p data-on=move || is_place.get().to_string()>{line}</p> }
                })
                .collect_view()}
        </div>
    }
}

/// The lines of a text that hold something, each with its place in bytes.
fn spans(text: &str) -> Vec<(Range<usize>, String)> {
    let mut at = 0;
    text.split_inclusive('\n')
        .filter_map(|line| {
            let span = at..at + line.len();
            at = span.end;
            (!line.trim().is_empty()).then(|| (span, line.trim_end().to_owned()))
        })
        .collect()
}
