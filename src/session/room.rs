//! Drives the sync session of a plan's room: owns its socket, its timer and its place on disk.
//! What to do when is decided in `yoriai_sync`, which does no IO; this file only carries it out.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use leptos::prelude::Set;
use wasm_bindgen_futures::spawn_local;
use yoriai_plan::StoredChange;
use yoriai_sync::{
    Closing, DeviceId, Effect, Event, Keys, Receipt, Session as Machine, SessionState, Status,
};

use super::receiving::Reception;
use super::tab_message::TabMessage;
use super::writer::{Job, Writer};
use super::{Access, Session};
use crate::platform::lock::Claim;
use crate::platform::socket::{Heard, Socket};
use crate::platform::store::{PlanRecord, RecordChange};
use crate::platform::timer::Alarm;
use crate::platform::{clock, lifecycle, random};
use crate::settings::Settings;

/// How long to wait before the disk is read again that could not be read, in milliseconds.
const RETRY_MS: u32 = 3_000;

/// What a room is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// The plan lives in it.
    Home,
    /// It was ended from here, and is only to stay so. Nothing of it is on disk.
    StayClosed,
    /// The relay is asked whether it would open it. Nothing is written in it.
    TryOut,
}

/// A plan's room, as this tab sees it.
pub(super) struct Room {
    session: Weak<Session>,
    writer: Writer,
    keys: Keys,
    relay: String,
    purpose: Purpose,
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
    pub(super) fn enter(session: &Rc<Session>, keys: Keys, relay: String) -> Rc<Self> {
        let room = Self::new(session, keys, relay, Purpose::Home);
        room.wait_for_the_chair(session.id());
        room
    }

    /// Enters a room that was ended from here, to end it again should a relay have forgotten it.
    /// `None` if the frame is none that ends a room.
    pub(super) fn keep_closed(
        session: &Rc<Session>,
        keys: Keys,
        frame: Vec<u8>,
        relay: String,
    ) -> Option<Rc<Self>> {
        let machine = Machine::keeping_closed(keys.clone(), frame)?;
        let room = Self::new(session, keys, relay, Purpose::StayClosed);
        room.begin(machine);
        Some(room)
    }

    /// Knocks at a room that nobody has entered yet.
    pub(super) fn try_out(session: &Rc<Session>, keys: Keys, relay: String) -> Rc<Self> {
        let state = SessionState::joining(DeviceId(random::bytes()));
        let machine = Machine::new(keys.clone(), state, Vec::new());
        let room = Self::new(session, keys, relay, Purpose::TryOut);
        room.begin(machine);
        room
    }

    fn begin(self: &Rc<Self>, machine: Machine) {
        *self.machine.borrow_mut() = Some(machine.with_token(self.token()));
        self.feed_soon(Event::Tick(clock::now_ms()));
    }

    fn token(&self) -> Option<String> {
        Settings::load().token_for(&self.relay)
    }

    fn new(session: &Rc<Session>, keys: Keys, relay: String, purpose: Purpose) -> Rc<Self> {
        Rc::new(Self {
            session: Rc::downgrade(session),
            writer: session.writer.clone(),
            keys,
            relay,
            purpose,
            machine: RefCell::default(),
            socket: RefCell::default(),
            generation: Cell::new(0),
            alarm: Alarm::default(),
            claim: RefCell::default(),
            listening: RefCell::default(),
        })
    }

    fn wait_for_the_chair(self: &Rc<Self>, plan: &str) {
        let weak = Rc::downgrade(self);
        let claim = Claim::wait(plan, move || {
            if let Some(room) = weak.upgrade() {
                spawn_local(async move { room.take_the_chair().await });
            }
        });
        *self.claim.borrow_mut() = Some(claim);
    }

    /// Whether this tab holds the socket.
    pub(super) fn is_ours(&self) -> bool {
        self.machine.borrow().is_some()
    }

    /// This tab's turn: restores the session from disk and begins.
    async fn take_the_chair(self: Rc<Self>) {
        let Some(plan) = self.plan() else { return };
        let store = self.writer.store().clone();
        let (record, state, outbox, pending) = (
            store.plan(&plan).await,
            store.room(&plan).await,
            store.outbox(&plan).await,
            store.pending(&plan).await,
        );
        // The plan may have been left meanwhile, or another room have taken the place of this one.
        let Some(session) = self.session.upgrade() else {
            return;
        };
        let current = session.room.borrow().clone();
        if current.is_none_or(|current| !Rc::ptr_eq(&current, &self)) {
            return;
        }
        let (Ok(record), Ok(state), Ok(outbox), Ok(pending)) = (record, state, outbox, pending)
        else {
            self.give_the_chair_back(&session);
            return;
        };
        // Another tab may have made the link anew while this one waited: what lies on the disk
        // belongs to another room now.
        if let Some(record) = record.filter(|record| !self.is_of(record)) {
            session.learn_of_room(record);
            return;
        }
        let state = state.and_then(|state| SessionState::decode(&state).ok());
        // Who has something and doesn't know how far the room is, posts all of it: nobody else may
        // have it.
        let state = state.unwrap_or_else(|| {
            let device = DeviceId(random::bytes());
            if session.has_content() {
                SessionState::creating(device)
            } else {
                SessionState::joining(device)
            }
        });
        let machine = Machine::new(self.keys.clone(), state, outbox).with_token(self.token());
        session.goes_on_ending(machine.closing_frame().map(<[u8]>::to_vec));
        *self.machine.borrow_mut() = Some(machine);
        let weak = Rc::downgrade(&self);
        *self.listening.borrow_mut() = Some(lifecycle::on_network(move || {
            if let Some(room) = weak.upgrade() {
                room.feed(Event::NetworkUp);
            }
        }));
        self.feed(Event::Tick(clock::now_ms()));
        let waiting: Vec<_> = pending
            .into_iter()
            .map(|(hash, bytes)| StoredChange { hash, bytes })
            .collect();
        session.receive_pending(&waiting);
        session.hand_to_room(&waiting);
        session.keep_closed();
    }

    /// The disk could not be read. Another tab may be luckier; this one tries again later, and says
    /// meanwhile that nothing is synced.
    fn give_the_chair_back(self: &Rc<Self>, session: &Session) {
        self.claim.borrow_mut().take();
        session.nobody_syncs();
        let weak = Rc::downgrade(self);
        self.alarm.set(RETRY_MS, move || {
            let Some(room) = weak.upgrade() else { return };
            let Some(session) = room.session.upgrade() else {
                return;
            };
            session.tell_tabs(&TabMessage::HowIsTheRoom);
            room.wait_for_the_chair(session.id());
        });
    }

    /// Whether a plan's record leads into this room.
    fn is_of(&self, record: &PlanRecord) -> bool {
        Access::of(record).is_some_and(|access| {
            let keys = access.keys();
            keys.room == self.keys.room && keys.signing.is_some() == self.keys.signing.is_some()
        })
    }

    /// Whether what is written here may go into it.
    pub(super) fn can_write(&self) -> bool {
        self.keys.signing.is_some()
    }

    /// Has nothing more to say, and keeps the chair until it is dropped.
    pub(super) fn fall_silent(&self) {
        self.machine.borrow_mut().take();
        self.socket.borrow_mut().take();
        self.listening.borrow_mut().take();
        self.alarm.cancel();
    }

    /// Ends the room for everybody. Heard of as [`Status::ended`] once the relay has taken it. The
    /// frame that does it.
    pub(super) fn end(self: &Rc<Self>) -> Option<Vec<u8>> {
        self.feed(Event::CloseRoom);
        let machine = self.machine.borrow();
        machine.as_ref()?.closing_frame().map(<[u8]>::to_vec)
    }

    /// Says something to whoever is there now.
    pub(super) fn whisper(self: &Rc<Self>, bytes: Vec<u8>) {
        self.feed(Event::LocalWhisper(bytes));
    }

    fn plan(&self) -> Option<String> {
        Some(self.session.upgrade()?.id().to_owned())
    }

    /// A frame is on disk, and may be sent.
    pub(super) fn frame_is_stored(self: &Rc<Self>, slot: u64) {
        self.feed(Event::FrameStored { slot });
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
        if self.purpose != Purpose::Home {
            effects.into_iter().for_each(|it| self.carry_out_aside(it));
            return;
        }
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
            Effect::Connect | Effect::Close | Effect::Send(_) | Effect::WakeAt(_) => {
                self.reach_out(effect);
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
            Effect::Deliver {
                changes, receipt, ..
            } => self.answer(session.receive(&changes), receipt),
            Effect::DeliverWhisper { bytes, from } => session.hear_whisper(from, &bytes),
            Effect::DeliverCheckpoint { document, receipt } => {
                self.answer(session.receive_saved(&document), receipt);
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
            Effect::Status(status) => session.room_says(status),
        }
    }

    /// What concerns the socket and the timer.
    fn reach_out(self: &Rc<Self>, effect: Effect) {
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
            _ => {}
        }
    }

    /// Carries out an effect of a room in which the plan does not live.
    fn carry_out_aside(self: &Rc<Self>, effect: Effect) {
        let Some(session) = self.session.upgrade() else {
            return;
        };
        match effect {
            Effect::StoreFrame { slot, .. } => self.feed_soon(Event::FrameStored { slot }),
            Effect::NeedCheckpoint => self.feed_soon(Event::CheckpointReady(Vec::new())),
            Effect::Status(status) if self.purpose == Purpose::TryOut => {
                session.trial_says(&status)
            }
            Effect::Status(status) if status.closing == Closing::Done => self.fall_silent(),
            Effect::Deliver { .. }
            | Effect::DeliverCheckpoint { .. }
            | Effect::DropFrame { .. }
            | Effect::SaveState(_)
            | Effect::DeliverWhisper { .. }
            | Effect::Status(_) => {}
            reaching => self.reach_out(reaching),
        }
    }

    fn answer(self: &Rc<Self>, reception: Reception, receipt: Receipt) {
        match reception {
            Reception::Taken => {}
            Reception::Lacking => self.feed_soon(Event::CheckpointLacking),
            Reception::Unusable => self.feed_soon(Event::Unusable(receipt)),
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
    /// Whether there is anything that others could need.
    pub(super) fn has_content(&self) -> bool {
        self.doc.borrow_mut().change_count() > 1
    }

    fn room_says(self: &Rc<Self>, status: Status) {
        let elsewhere_ms = status.delivered.then(clock::now_ms);
        self.amend(RecordChange::Synced {
            unsent: status.unsent as u64,
            elsewhere_ms,
            ended: status.ended,
        });
        let (ended, closing, link) = (status.ended, status.closing, status.link);
        self.sync.set(Some(status));
        self.tell_tabs_of_room();
        self.note_connection(link);
        if ended {
            self.room_has_ended(closing);
        }
    }

    /// No tab holds the socket, for now.
    fn nobody_syncs(&self) {
        let status = Status {
            unsent: usize::try_from(self.record.borrow().unsent).unwrap_or(usize::MAX),
            ..Status::default()
        };
        self.tell_tabs(&TabMessage::Status(status.clone()));
        self.sync.set(Some(status));
    }
}
