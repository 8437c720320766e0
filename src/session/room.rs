//! Drives the sync session of a plan's room: owns its socket, its timer and its place on disk.
//! What to do when is decided in `yoriai_sync`, which does no IO; this file only carries it out.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use leptos::prelude::Set;
use wasm_bindgen_futures::spawn_local;
use yoriai_plan::StoredChange;
use yoriai_sync::{DeviceId, EditSeed, Effect, Event, Keys, Session as Machine, SessionState};

use super::Session;
use super::writer::{Job, Writer};
use crate::platform::lock::Claim;
use crate::platform::socket::{Heard, Socket};
use crate::platform::timer::Alarm;
use crate::platform::{clock, lifecycle, random};

/// A plan's room, as this tab sees it.
pub(super) struct Room {
    session: Weak<Session>,
    writer: Writer,
    keys: Keys,
    relay: String,
    machine: RefCell<Option<Machine>>,
    socket: RefCell<Option<Socket>>,
    /// Tells the callbacks of an older socket from those of the present one.
    generation: Cell<u64>,
    alarm: Alarm,
    claim: RefCell<Option<Claim>>,
    listening: RefCell<Option<lifecycle::Listening>>,
}

impl Room {
    /// Enters the room. One tab per plan and browser holds the socket; the others hear of
    /// everything from that one, and take over when it ends.
    ///
    /// `created`: the state to begin with, when this device has only just made the room.
    pub(super) fn enter(
        session: &Rc<Session>,
        seed: &EditSeed,
        relay: String,
        created: Option<SessionState>,
    ) -> Rc<Self> {
        let room = Rc::new(Self {
            session: Rc::downgrade(session),
            writer: session.writer.clone(),
            keys: seed.keys(),
            relay,
            machine: RefCell::default(),
            socket: RefCell::default(),
            generation: Cell::new(0),
            alarm: Alarm::default(),
            claim: RefCell::default(),
            listening: RefCell::default(),
        });
        let weak = Rc::downgrade(&room);
        room.writer.on_frame(move |slot| {
            if let Some(room) = weak.upgrade() {
                room.feed(Event::FrameStored { slot });
            }
        });
        let weak = Rc::downgrade(&room);
        let claim = Claim::wait(session.id(), move || {
            if let Some(room) = weak.upgrade() {
                spawn_local(async move { room.take_the_chair(created).await });
            }
        });
        *room.claim.borrow_mut() = Some(claim);
        room
    }

    /// Whether this tab holds the socket.
    pub(super) fn is_ours(&self) -> bool {
        self.machine.borrow().is_some()
    }

    /// This tab's turn: restores the session from disk and begins.
    async fn take_the_chair(self: Rc<Self>, created: Option<SessionState>) {
        let Some(plan) = self
            .session
            .upgrade()
            .map(|session| session.id().to_owned())
        else {
            return;
        };
        let store = self.writer.store().clone();
        // What can't be read now is read on the next opening; edits go on being kept meanwhile.
        let (Ok(state), Ok(outbox), Ok(pending)) = (
            store.room(&plan).await,
            store.outbox(&plan).await,
            store.pending(&plan).await,
        ) else {
            return;
        };
        let state = created
            .or_else(|| SessionState::decode(&state?).ok())
            .unwrap_or_else(|| SessionState::joining(DeviceId(random::bytes())));
        let machine = Machine::new(self.keys.clone(), state, outbox);
        *self.machine.borrow_mut() = Some(machine);
        let weak = Rc::downgrade(&self);
        *self.listening.borrow_mut() = Some(lifecycle::on_network(move || {
            if let Some(room) = weak.upgrade() {
                room.feed(Event::NetworkUp);
            }
        }));
        self.feed(Event::Tick(clock::now_ms()));
        if let Some(session) = self.session.upgrade() {
            let waiting: Vec<_> = pending
                .into_iter()
                .map(|(hash, bytes)| StoredChange { hash, bytes })
                .collect();
            session.hand_to_room(&waiting);
        }
    }

    /// Changes of this device that are on disk and go into the room.
    pub(super) fn send(self: &Rc<Self>, changes: Vec<StoredChange>) {
        if changes.is_empty() {
            return;
        }
        let settled: Vec<_> = changes.iter().map(|change| change.hash).collect();
        let bodies = changes.into_iter().map(|change| change.bytes).collect();
        self.feed_with(Event::LocalChanges(bodies), settled);
    }

    fn feed(self: &Rc<Self>, event: Event) {
        self.feed_with(event, Vec::new());
    }

    /// Feeds an event once the effects of the present one have been carried out: their order
    /// matters.
    fn feed_soon(self: &Rc<Self>, event: Event) {
        let room = self.clone();
        spawn_local(async move { room.feed(event) });
    }

    /// `settled`: the hashes of the changes that the frames of this event take in. They stop
    /// waiting with the last of these frames: until then, a crash would have them sealed again,
    /// which does no harm.
    fn feed_with(self: &Rc<Self>, event: Event, settled: Vec<[u8; 32]>) {
        let effects = match &mut *self.machine.borrow_mut() {
            Some(machine) => {
                let mut effects = machine.handle(Event::Tick(clock::now_ms()), &mut random::fill);
                if !matches!(event, Event::Tick(_)) {
                    effects.extend(machine.handle(event, &mut random::fill));
                }
                effects
            }
            None => return,
        };
        let last_frame = effects
            .iter()
            .rposition(|effect| matches!(effect, Effect::StoreFrame { .. }));
        for (index, effect) in effects.into_iter().enumerate() {
            let settles = if Some(index) == last_frame {
                settled.clone()
            } else {
                Vec::new()
            };
            self.carry_out(effect, settles);
        }
    }

    fn carry_out(self: &Rc<Self>, effect: Effect, settled: Vec<[u8; 32]>) {
        let Some(session) = self.session.upgrade() else {
            return;
        };
        match effect {
            Effect::Connect => self.connect(),
            Effect::Close => {
                self.socket.borrow_mut().take();
            }
            Effect::Send(message) => {
                if let Some(socket) = &*self.socket.borrow() {
                    socket.send(&message);
                }
            }
            Effect::StoreFrame { slot, bytes, state } => {
                self.writer.push(Job::PutFrame {
                    slot,
                    frame: bytes,
                    state,
                    settled,
                });
            }
            Effect::DropFrame { slot } => self.writer.push(Job::DropFrame(slot)),
            // In the queue behind the changes of which it speaks.
            Effect::SaveState(state) => self.writer.push(Job::PutRoom(state)),
            Effect::Deliver { changes, .. } => session.receive(&changes),
            // Presence has no place on the screen yet; nobody sends it either.
            Effect::DeliverWhisper { .. } => {}
            Effect::DeliverCheckpoint(saved) => {
                if session.receive_saved(&saved) {
                    self.feed_soon(Event::CheckpointLacking);
                }
            }
            Effect::NeedCheckpoint => {
                // An empty document is no help to anyone.
                let saved = if session.has_content() {
                    session.to_file()
                } else {
                    Vec::new()
                };
                self.feed_soon(Event::CheckpointReady(saved));
            }
            Effect::WakeAt(at_ms) => {
                let wait = at_ms.saturating_sub(clock::now_ms());
                let weak = Rc::downgrade(self);
                self.alarm
                    .set(u32::try_from(wait).unwrap_or(u32::MAX), move || {
                        if let Some(room) = weak.upgrade() {
                            room.feed(Event::Tick(clock::now_ms()));
                        }
                    });
            }
            Effect::Status(status) => session.room_says(status),
        }
    }

    fn connect(self: &Rc<Self>) {
        let generation = self.generation.get() + 1;
        self.generation.set(generation);
        let weak = Rc::downgrade(self);
        let socket = Socket::open(&self.relay, move |heard| {
            let Some(room) = weak.upgrade() else { return };
            if room.generation.get() != generation {
                return;
            }
            match heard {
                Heard::Opened => room.feed(Event::Connected),
                Heard::Message(message) => room.feed(Event::Received(message)),
                Heard::Closed => room.feed(Event::Disconnected),
            }
        });
        let failed = socket.is_none();
        *self.socket.borrow_mut() = socket;
        if failed {
            self.feed_soon(Event::Disconnected);
        }
    }
}

impl Session {
    fn has_content(&self) -> bool {
        self.doc.borrow_mut().change_count() > 1
    }

    fn room_says(&self, status: yoriai_sync::Status) {
        {
            let mut record = self.record.borrow_mut();
            record.unsent = status.unsent as u64;
            if status.unsent == 0 && status.link == yoriai_sync::LinkState::Online {
                record.elsewhere_ms = Some(clock::now_ms());
            }
        }
        self.put_record();
        self.sync.set(Some(status));
        self.tell_tabs_of_room();
    }
}
