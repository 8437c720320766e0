//! The one quiet line that tells the truth about saving and syncing.

use leptos::prelude::*;
use yoriai_sync::{Code, LinkState, Locked, Status};

use crate::desk::use_desk;
use crate::platform::files;
use crate::platform::store::StoreError;
use crate::session::{SaveState, Session};
use crate::words::{self, Words, fill, use_say};

/// How it stands, for the colour beside the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
        (SaveState::Saved, Some(status)) => of_room(status),
    }
}

/// What is wrong for good comes before what passes by itself.
fn of_room(status: &Status) -> (Tone, Words, Option<usize>) {
    if status.ended {
        return (Tone::Bad, words::SYNC_ENDED, None);
    }
    if let Some(code) = status.refused {
        let (tone, words) = of_refusal(code);
        return (tone, words, None);
    }
    match status.locked {
        Some(Locked::OtherEpoch) => return (Tone::Bad, words::SYNC_OTHER_EPOCH, None),
        Some(Locked::OtherKey) => return (Tone::Bad, words::SYNC_WRONG_KEY, None),
        None => {}
    }
    if status.unreadable {
        return (Tone::Bad, words::SYNC_UNREADABLE, None);
    }
    if status.unsent > 0 {
        return (Tone::Waiting, words::SAVED_WAITING, Some(status.unsent));
    }
    let (tone, words) = match status.link {
        LinkState::Offline => (Tone::Waiting, words::SAVED_OFFLINE),
        LinkState::Connecting => (Tone::Waiting, words::SAVED_CONNECTING),
        LinkState::Online if status.missing => (Tone::Waiting, words::SYNC_MISSING),
        LinkState::Online if status.delivered => (Tone::Good, words::SAVED_SYNCED),
        LinkState::Online => (Tone::Waiting, words::SAVED_SENDING),
    };
    (tone, words, None)
}

fn of_refusal(code: Code) -> (Tone, Words) {
    match code {
        Code::RoomClosed => (Tone::Bad, words::SYNC_ENDED),
        Code::BadSignature => (Tone::Bad, words::SYNC_READ_ONLY),
        Code::BadKey | Code::ForeignRoom => (Tone::Bad, words::SYNC_WRONG_KEY),
        Code::UnknownVersion => (Tone::Bad, words::SYNC_OLD_VERSION),
        Code::TokenNeeded => (Tone::Bad, words::SYNC_TOKEN),
        Code::TooLarge => (Tone::Bad, words::SYNC_TOO_LARGE),
        Code::RelayFault => (Tone::Bad, words::SYNC_RELAY_FAULT),
        Code::RoomFull => (Tone::Waiting, words::SYNC_ROOM_FULL),
        Code::RelayFull
        | Code::TooManyRooms
        | Code::TooManySockets
        | Code::TooFast
        | Code::TooSlow
        | Code::Stopping => (Tone::Waiting, words::SYNC_RELAY_BUSY),
        Code::Malformed | Code::Fork | Code::Covered | Code::Unexpected | Code::Other(_) => {
            (Tone::Bad, words::SYNC_REFUSED)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    fn ja(words: Words) -> &'static str {
        words.in_language(Language::Japanese)
    }

    fn said(status: Status) -> (Tone, &'static str) {
        let (tone, words, _) = line(&SaveState::Saved, Some(&status));
        (tone, ja(words))
    }

    fn online() -> Status {
        Status {
            link: LinkState::Online,
            ..Status::default()
        }
    }

    #[test]
    fn synced_is_said_only_when_the_relay_holds_everything() {
        assert_eq!(said(online()), (Tone::Waiting, ja(words::SAVED_SENDING)));
        let delivered = Status {
            delivered: true,
            ..online()
        };
        assert_eq!(
            said(delivered.clone()),
            (Tone::Good, ja(words::SAVED_SYNCED))
        );
        let others = Status {
            missing: true,
            ..delivered
        };
        assert_eq!(said(others), (Tone::Waiting, ja(words::SYNC_MISSING)));
    }

    #[test]
    fn an_ended_link_is_said_whatever_else_there_is() {
        for status in [Status::default(), online()] {
            let ended = Status {
                ended: true,
                unsent: 3,
                refused: Some(Code::RoomClosed),
                ..status
            };
            assert_eq!(said(ended), (Tone::Bad, ja(words::SYNC_ENDED)));
        }
    }

    #[test]
    fn what_could_not_be_read_is_said() {
        let status = Status {
            unreadable: true,
            delivered: true,
            ..online()
        };
        assert_eq!(said(status), (Tone::Bad, ja(words::SYNC_UNREADABLE)));
    }

    #[test]
    fn a_key_that_does_not_fit_and_one_that_is_too_old_have_their_own_words() {
        let said = [Locked::OtherEpoch, Locked::OtherKey].map(|locked| {
            said(Status {
                unreadable: true,
                locked: Some(locked),
                ..online()
            })
        });
        assert_eq!(said[0], (Tone::Bad, ja(words::SYNC_OTHER_EPOCH)));
        assert_eq!(said[1], (Tone::Bad, ja(words::SYNC_WRONG_KEY)));
    }

    #[test]
    fn refusals_that_ask_for_different_things_have_different_words() {
        let codes = [
            Code::BadSignature,
            Code::BadKey,
            Code::UnknownVersion,
            Code::RoomClosed,
            Code::RoomFull,
            Code::RelayFull,
            Code::RelayFault,
            Code::TokenNeeded,
            Code::TooLarge,
            Code::Other(999),
        ];
        let mut all: Vec<_> = codes
            .into_iter()
            .map(|code| {
                said(Status {
                    refused: Some(code),
                    ..online()
                })
                .1
            })
            .collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), codes.len());
    }
}
