//! Who has the plan open now, and where. Whispered while there is a connection, kept nowhere.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::{ArcRwSignal, Set};
use yoriai_sync::presence::{Change, Presence, REPEAT_MS, Roster, State};
use yoriai_sync::{DeviceId, LinkState};

use super::Session;
use super::tab_message::TabMessage;
use crate::platform::clock;
use crate::platform::timer::Alarm;

/// How long after leaving a field one counts as being in none, in milliseconds.
const AWAY_MS: u32 = 500;

/// Somebody who has the plan open on another device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Here {
    /// What they call themselves; may be empty.
    pub name: String,
    /// The DOM id of the field they are in; empty, or one that isn't there, when it is none.
    pub place: String,
}

/// What a session knows of it.
#[derive(Default)]
pub(super) struct Together {
    roster: RefCell<Roster>,
    /// Where the cursor of this browser is.
    place: RefCell<String>,
    again: Alarm,
    fading: Alarm,
    away: Alarm,
    was_online: Cell<bool>,
}

/// Who is here, as views read it.
pub type HereSignal = ArcRwSignal<Vec<Here>>;

impl Session {
    /// The cursor has entered a field.
    pub fn look_at(self: &Rc<Self>, place: &str) {
        if *self.together.place.borrow() == place {
            return;
        }
        place.clone_into(&mut self.together.place.borrow_mut());
        if self.holds_the_socket() {
            self.whisper(State::Here);
        } else {
            self.tell_tabs(&TabMessage::LookingAt(place));
        }
    }

    /// The cursor has left a field; it may enter another one in the same breath.
    pub fn look_away(self: &Rc<Self>, place: &str) {
        let (weak, place) = (Rc::downgrade(self), place.to_owned());
        self.together.away.set(AWAY_MS, move || {
            if let Some(session) = weak.upgrade()
                && *session.together.place.borrow() == place
            {
                session.look_at("");
            }
        });
    }

    /// Says to whoever is there that this device is, or goes.
    pub(super) fn whisper(self: &Rc<Self>, state: State) {
        if state == State::Here && self.left.get() {
            return;
        }
        let room = self.room.borrow().clone();
        let Some(room) = room.filter(|room| room.is_ours()) else {
            return;
        };
        let presence = Presence::new(state, &self.author.borrow(), &self.together.place.borrow());
        room.whisper(presence.encode());
        self.together.again.cancel();
        if state == State::Here {
            let weak = Rc::downgrade(self);
            let again = u32::try_from(REPEAT_MS).unwrap_or(u32::MAX);
            self.together.again.set(again, move || {
                if let Some(session) = weak.upgrade() {
                    session.whisper(State::Here);
                }
            });
        }
    }

    /// What another device whispers. `bytes` are whatever it sent.
    pub(super) fn hear_whisper(self: &Rc<Self>, from: DeviceId, bytes: &[u8]) {
        let Some(presence) = Presence::decode(bytes) else {
            return;
        };
        let now = clock::now_ms();
        let change = self.together.roster.borrow_mut().hear(from, presence, now);
        if self.holds_the_socket() {
            self.tell_tabs(&TabMessage::Whisper { from, bytes });
            if change == Change::Came {
                self.whisper(State::Here);
            }
        }
        self.show_who_is_here();
        self.fade_later();
    }

    /// The connection is there, or gone.
    pub(super) fn note_connection(self: &Rc<Self>, link: LinkState) {
        let online = link == LinkState::Online;
        if self.together.was_online.replace(online) == online {
            return;
        }
        if online {
            self.whisper(State::Here);
        } else {
            self.together.again.cancel();
            self.together.roster.borrow_mut().clear();
            self.show_who_is_here();
        }
    }

    /// Who isn't heard any more is gone, in tabs without the socket as well.
    fn fade_later(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        let again = u32::try_from(REPEAT_MS).unwrap_or(u32::MAX);
        self.together.fading.set(again, move || {
            let Some(session) = weak.upgrade() else {
                return;
            };
            let faded = session.together.roster.borrow_mut().fade(clock::now_ms());
            if faded {
                session.show_who_is_here();
            }
            if session.together.roster.borrow().iter().next().is_some() {
                session.fade_later();
            }
        });
    }

    fn show_who_is_here(&self) {
        let roster = self.together.roster.borrow();
        let here = roster.iter().map(|(_, presence)| Here {
            name: presence.name().to_owned(),
            place: presence.place().to_owned(),
        });
        self.here.set(here.collect());
    }
}
