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

/// What the line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line {
    tone: Tone,
    words: Words,
    /// How many edits it counts.
    count: Option<usize>,
    /// Whether it tells of a trouble with the room: then it does not say by itself that all is saved.
    is_trouble: bool,
}

impl Line {
    fn new(tone: Tone, words: Words) -> Self {
        Self {
            tone,
            words,
            count: None,
            is_trouble: false,
        }
    }

    fn trouble(tone: Tone, words: Words) -> Self {
        Self {
            is_trouble: true,
            ..Self::new(tone, words)
        }
    }

    /// What is said of a plan of which nothing has come: a trouble, or how far it is. That it is
    /// saved would be no news.
    fn before_it_comes(self, sync: Option<&Status>) -> Self {
        if self.is_trouble || self.tone == Tone::Bad {
            return self;
        }
        let words = match sync.map(|status| status.link) {
            Some(LinkState::Online) => words::SYNC_NOT_COME,
            Some(LinkState::Connecting) => words::SYNC_NOT_COME_CONNECTING,
            Some(LinkState::Offline) | None => words::SYNC_NOT_COME_OFFLINE,
        };
        Self::new(Tone::Waiting, words)
    }
}

fn line(save: &SaveState, sync: Option<&Status>) -> Line {
    match (save, sync) {
        (SaveState::Failed(StoreError::Full), _) => Line::new(Tone::Bad, words::SAVE_FULL),
        (SaveState::Failed(_), _) => Line::new(Tone::Bad, words::SAVE_FAILED),
        (SaveState::Saving, _) => Line::new(Tone::Waiting, words::SAVING),
        (SaveState::Saved, None) => Line::new(Tone::Good, words::SAVED),
        (SaveState::Saved, Some(status)) => of_room(status),
    }
}

/// What is wrong for good comes before what passes by itself.
fn of_room(status: &Status) -> Line {
    if status.ended {
        return Line::trouble(Tone::Bad, words::SYNC_ENDED);
    }
    if let Some(code) = status.refused {
        let (tone, words) = of_refusal(code);
        return Line::trouble(tone, words);
    }
    match status.locked {
        Some(Locked::OtherEpoch) => return Line::trouble(Tone::Bad, words::SYNC_OTHER_EPOCH),
        Some(Locked::OtherKey) => return Line::trouble(Tone::Bad, words::SYNC_WRONG_KEY),
        None => {}
    }
    if status.unreadable {
        return Line::trouble(Tone::Bad, words::SYNC_UNREADABLE);
    }
    if status.unsent > 0 {
        return Line {
            count: Some(status.unsent),
            ..Line::new(Tone::Waiting, words::SAVED_WAITING)
        };
    }
    let (tone, words) = match status.link {
        LinkState::Offline => (Tone::Waiting, words::SAVED_OFFLINE),
        LinkState::Connecting => (Tone::Waiting, words::SAVED_CONNECTING),
        LinkState::Online if status.missing => (Tone::Waiting, words::SAVED_MISSING),
        LinkState::Online if status.delivered => (Tone::Good, words::SAVED_SYNCED),
        LinkState::Online => (Tone::Waiting, words::SAVED_SENDING),
    };
    Line::new(tone, words)
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

/// What somebody has to see to before a plan comes, in words; `None` where it comes by waiting.
pub fn in_the_way(session: &Session) -> Memo<Option<Words>> {
    let (save, sync) = (session.save.clone(), session.sync.clone());
    Memo::new(move |_| {
        let line = line(&save.get(), sync.get().as_ref());
        (line.is_trouble && line.tone == Tone::Bad).then_some(line.words)
    })
}

/// The line.
#[component]
pub fn SyncLine() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let has_come = desk.has_come;
    let session = desk.session();
    let (save, sync) = (session.save.clone(), session.sync.clone());
    let heard = heard(&session);
    let state = Memo::new(move |_| {
        let (save, sync) = (save.get(), sync.get());
        let mut line = line(&save, sync.as_ref());
        if !has_come.get() {
            line = line.before_it_comes(sync.as_ref());
        }
        let phrase = match line.count {
            Some(count) => fill(say(line.words), &[&count.to_string()]),
            None if line.is_trouble && has_come.get() => {
                fill(say(words::SAVED_BUT), &[say(line.words)])
            }
            None => say(line.words).to_owned(),
        };
        (line.tone as u8, phrase)
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
            <Show when=move || has_come.get() && state.get().0 == Tone::Bad as u8>
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
        let line = line(&save.get(), sync.get().as_ref());
        if line.tone == Tone::Bad {
            return Some(line.words);
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
        let line = line(&SaveState::Saved, Some(&status));
        (line.tone, ja(line.words))
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
        assert_eq!(said(others), (Tone::Waiting, ja(words::SAVED_MISSING)));
    }

    #[test]
    fn of_a_plan_that_has_not_come_nothing_is_called_saved() {
        let said = |status: Status| {
            let line = line(&SaveState::Saved, Some(&status)).before_it_comes(Some(&status));
            (line.tone, ja(line.words))
        };
        let delivered = Status {
            delivered: true,
            ..online()
        };
        assert_eq!(said(delivered), (Tone::Waiting, ja(words::SYNC_NOT_COME)));
        assert_eq!(
            said(Status::default()),
            (Tone::Waiting, ja(words::SYNC_NOT_COME_OFFLINE))
        );
        let ended = Status {
            ended: true,
            ..online()
        };
        assert_eq!(said(ended), (Tone::Bad, ja(words::SYNC_ENDED)));
        // What can't be kept on the device is told all the same.
        let full = line(&SaveState::Failed(StoreError::Full), Some(&online()));
        assert_eq!(full.before_it_comes(Some(&online())), full);
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
