//! The one quiet line that tells the truth about saving and syncing.

use leptos::prelude::*;
use yoriai_sync::{LinkState, Status};

use crate::desk::use_desk;
use crate::platform::files;
use crate::platform::store::StoreError;
use crate::session::{SaveState, Session};
use crate::words::{self, Words, fill, use_say};

/// How it stands, for the colour beside the words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tone {
    Good,
    Waiting,
    Bad,
}

fn line(save: &SaveState, sync: Option<&Status>) -> (Tone, Words, Option<usize>) {
    match (save, sync) {
        (SaveState::Failed(StoreError::Full), _) => (Tone::Bad, words::SAVE_FULL, None),
        (SaveState::Failed(_), _) => (Tone::Bad, words::SAVE_FAILED, None),
        (SaveState::Saving, _) => (Tone::Waiting, words::SAVING, None),
        (SaveState::Saved, None) => (Tone::Good, words::SAVED, None),
        (SaveState::Saved, Some(status)) => {
            if status.refused.is_some() {
                (Tone::Bad, words::SYNC_REFUSED, None)
            } else if status.unsent > 0 {
                (Tone::Waiting, words::SAVED_WAITING, Some(status.unsent))
            } else {
                match status.link {
                    LinkState::Online if status.missing => {
                        (Tone::Waiting, words::SYNC_MISSING, None)
                    }
                    LinkState::Online => (Tone::Good, words::SAVED_SYNCED, None),
                    LinkState::Connecting => (Tone::Waiting, words::SAVED_CONNECTING, None),
                    LinkState::Offline => (Tone::Waiting, words::SAVED_OFFLINE, None),
                }
            }
        }
    }
}

/// The line.
#[component]
pub fn SyncLine() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let session = desk.session();
    let (save, sync) = (session.save.clone(), session.sync.clone());
    let heard = heard(&session);
    let state = Memo::new(move |_| {
        let (tone, words, count) = line(&save.get(), sync.get().as_ref());
        let phrase = match count {
            Some(count) => fill(say(words), &[&count.to_string()]),
            None => say(words).to_owned(),
        };
        (tone as u8, phrase)
    });
    let tone = move || match state.get().0 {
        0 => "good",
        1 => "waiting",
        _ => "bad",
    };
    view! {
        <div class="sync-line" data-tone=tone>
            <span class="sync-dot" aria-hidden="true"></span>
            <span id="sync-line">{move || state.get().1}</span>
            <span class="visually-hidden" role="status">
                {move || heard.get().map(say)}
            </span>
            <Show when=move || state.get().0 == Tone::Bad as u8>
                <button type="button" class="button" on:click=move |_| export(desk)>
                    {say(words::SAVE_EXPORT)}
                </button>
            </Show>
        </div>
    }
}

/// What is said aloud: that something fails, and that the link is there or gone. Saving after each
/// burst of typing is nothing to be told of.
fn heard(session: &Session) -> Memo<Option<Words>> {
    let (save, sync) = (session.save.clone(), session.sync.clone());
    Memo::new(move |before: Option<&Option<Words>>| {
        let (tone, words, _) = line(&save.get(), sync.get().as_ref());
        if tone == Tone::Bad {
            return Some(words);
        }
        match sync.with(|sync| sync.as_ref().map(|status| status.link))? {
            LinkState::Online => Some(words::LINK_UP),
            LinkState::Offline => Some(words::LINK_DOWN),
            // On the way from one to the other.
            LinkState::Connecting => before.copied().flatten(),
        }
    })
}

/// Offers the whole plan as a file.
pub fn export(desk: crate::desk::Desk) {
    let session = desk.session();
    let title = session.with_plan(|plan| plan.head.title.clone());
    let name = format!("{}.yoriai", files::name_of(&title));
    if files::save_as(&name, "application/octet-stream", &session.to_file()) {
        session.note_copy();
    }
}
