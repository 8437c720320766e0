//! The source, with the place of the chosen row marked.

use std::ops::Range;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::rows::Hands;
use crate::platform::{page, timer};

/// How many lines stand in one piece of text. A long document is tens of thousands of lines: a
/// choice looks at a few hundred pieces, and writes only the one or two that it lies in.
const PIECE_LINES: usize = 100;

/// The source.
#[component]
pub(super) fn Source(hands: Hands) -> impl IntoView {
    let text = hands
        .draft
        .with_untracked(|d| d.as_ref().map(|d| d.source().to_owned()));
    let pieces = pieces(&text.unwrap_or_default());
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
            {pieces.into_iter().map(|piece| view! { <PieceView piece place /> }).collect_view()}
        </div>
    }
}

#[component]
fn PieceView(piece: Piece, place: Memo<Option<Range<usize>>>) -> impl IntoView {
    let piece = StoredValue::new(piece);
    let marked = Memo::new(move |_| {
        place.with(|place| piece.with_value(|piece| piece.lines_at(place.as_ref()?)))
    });
    let text = move |lines: Range<usize>| piece.with_value(|piece| piece.text(lines));
    let end = piece.with_value(|piece| piece.lines.len());
    view! {
        <div class="import-source-piece">
            {move || match marked.get() {
                None => text(0..end).into_any(),
                Some(Range { start: from, end: to }) => {
                    view! {
                        {text(0..from)}
                        <span data-on="true">{text(from..to)}</span>
                        {text(to..end)}
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

/// A few lines of the source, those that hold something, each with its place in bytes.
struct Piece {
    lines: Vec<(Range<usize>, String)>,
}

impl Piece {
    /// Which of its lines a place touches.
    fn lines_at(&self, place: &Range<usize>) -> Option<Range<usize>> {
        let is_at =
            |(span, _): &(Range<usize>, String)| place.start < span.end && span.start < place.end;
        let from = self.lines.iter().position(is_at)?;
        let to = self.lines.iter().rposition(is_at)?;
        Some(from..to + 1)
    }

    fn text(&self, lines: Range<usize>) -> String {
        let lines = self.lines.get(lines).unwrap_or_default();
        lines.iter().map(|(_, line)| format!("{line}\n")).collect()
    }
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut at = 0;
    let lines: Vec<(Range<usize>, String)> = text
        .split_inclusive('\n')
        .filter_map(|line| {
            let span = at..at + line.len();
            at = span.end;
            (!line.trim().is_empty()).then(|| (span, line.trim_end().to_owned()))
        })
        .collect();
    let pieces = lines.chunks(PIECE_LINES);
    pieces
        .map(|lines| Piece {
            lines: lines.to_vec(),
        })
        .collect()
}
