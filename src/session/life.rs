//! How an open plan begins and ends: out of its pieces on the disk, until its last words are there.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::ArcRwSignal;
use yoriai_plan::{Chunk, ChunkKind, OpenError, Opened, Plan, PlanDoc};
use yoriai_sync::presence::State;

use super::pieces::Pieces;
use super::room::Room;
use super::tab_message::TabMessage;
use super::together::{HereSignal, Together};
use super::writer::{SaveState, Writer};
use super::{Board, Notice, OpenFailure, Session};
use crate::platform::store::{PlanRecord, Store, StoredChunk};
use crate::platform::tabs::Tabs;
use crate::platform::timer::Alarm;
use crate::platform::{lifecycle, random};

impl Session {
    /// Opens a plan of this device.
    pub async fn open(store: Store, id: &str, author: &str) -> Result<Rc<Self>, OpenFailure> {
        let record = store
            .plan(id)
            .await
            .map_err(OpenFailure::Store)?
            .ok_or(OpenFailure::Unknown)?;
        let chunks = store.chunks(id).await.map_err(OpenFailure::Store)?;
        let opened = open_document(&chunks).map_err(|e| OpenFailure::Document(e.to_string()))?;
        let session = Self::start(store, record, opened.doc, author);
        let found = chunks.iter();
        let found = found.map(|piece| (&*piece.key, piece.bytes.len(), piece.is_saved));
        *session.pieces.borrow_mut() = Pieces::found(found);
        if !opened.damaged.is_empty() {
            session.pieces.borrow_mut().are_damaged();
            session.tell(Notice::DamagedPieces(opened.damaged.len()));
            *session.damaged.borrow_mut() = opened.damaged;
        }
        session.fold_if_due();
        session.mend_title();
        session.enter_room();
        session.awaited.set(!session.has_content());
        session.look_for_copies_soon();
        Ok(session)
    }

    fn start(store: Store, record: PlanRecord, doc: PlanDoc, author: &str) -> Rc<Self> {
        let plan = Plan::read(&doc);
        let save = ArcRwSignal::new(SaveState::Saved);
        let session = Rc::new(Self {
            id: record.id.clone(),
            author: RefCell::new(author.to_owned()),
            board: Board::new(&plan),
            doc: RefCell::new(doc),
            plan: RefCell::new(plan),
            unread: RefCell::default(),
            writer: Writer::new(store, record.id.clone(), save.clone()),
            burst: Alarm::default(),
            writing: RefCell::default(),
            history: RefCell::default(),
            steps: ArcRwSignal::default(),
            focused: RefCell::default(),
            room: RefCell::default(),
            tabs: RefCell::default(),
            handed_to_room: RefCell::default(),
            pieces: RefCell::default(),
            damaged: RefCell::default(),
            listening: RefCell::default(),
            asked_to_keep: Cell::new(false),
            together: Together::default(),
            here: HereSignal::default(),
            awaited: Cell::new(false),
            closing: RefCell::default(),
            closed_rooms: RefCell::default(),
            trial: RefCell::default(),
            next_seed: RefCell::default(),
            left: Cell::new(false),
            staying: RefCell::default(),
            save,
            sync: ArcRwSignal::new(None),
            revision: ArcRwSignal::new(0),
            notices: ArcRwSignal::new(Vec::new()),
            about: ArcRwSignal::new(record.clone()),
            record: RefCell::new(record),
        });
        let weak = Rc::downgrade(&session);
        *session.tabs.borrow_mut() = Tabs::join(&session.id, move |message| {
            if let Some(session) = weak.upgrade() {
                session.hear_tab(&message);
            }
        });
        let weak = Rc::downgrade(&session);
        session.writer.on_written(move |written| {
            if let Some(session) = weak.upgrade() {
                session.on_written(written);
            }
        });
        let weak = Rc::downgrade(&session);
        session
            .listening
            .borrow_mut()
            .push(lifecycle::on_leaving(move || {
                if let Some(session) = weak.upgrade() {
                    session.hand_over();
                    session.writer.hurry();
                }
            }));
        let weak = Rc::downgrade(&session);
        let mut listening = session.listening.borrow_mut();
        listening.push(lifecycle::on_gone(move || {
            if let Some(session) = weak.upgrade() {
                session.whisper(State::Left);
            }
        }));
        let weak = Rc::downgrade(&session);
        listening.push(lifecycle::before_deeds(move || {
            if let Some(session) = weak.upgrade() {
                session.catch_up();
            }
        }));
        drop(listening);
        session
    }

    /// Leaves the plan: writes what is open, tells the other tabs and the room of it, and closes
    /// the socket and the channel then.
    pub fn close(self: &Rc<Self>) {
        self.hand_over();
        self.whisper(State::Left);
        self.left.set(true);
        if self.writer.is_idle() {
            self.depart();
        } else {
            *self.staying.borrow_mut() = Some(self.clone());
        }
    }

    /// Whether nothing is on its way to the disk, be it words or what the list of plans says.
    pub fn is_at_rest(&self) -> bool {
        self.writer.is_idle()
    }

    /// Nothing is on its way to the disk any more.
    pub(super) fn depart(&self) {
        self.listening.borrow_mut().clear();
        self.room.borrow_mut().take();
        self.closed_rooms.borrow_mut().clear();
        self.trial.borrow_mut().take();
        self.tabs.borrow_mut().take();
        self.staying.borrow_mut().take();
    }

    pub(super) fn enter_room(self: &Rc<Self>) {
        let Some(access) = self.access() else { return };
        self.writer.has_room();
        if self.room.borrow().is_some() {
            return;
        }
        *self.room.borrow_mut() = Some(Room::enter(self, access.keys(), self.relay()));
        self.tell_tabs(&TabMessage::HowIsTheRoom);
    }
}

pub(super) fn open_document(chunks: &[StoredChunk]) -> Result<Opened, OpenError> {
    let device = random::bytes();
    PlanDoc::open(
        device,
        chunks.iter().map(|chunk| Chunk {
            name: &chunk.key,
            bytes: &chunk.bytes,
            kind: if chunk.is_saved {
                ChunkKind::Saved
            } else {
                ChunkKind::Change
            },
        }),
    )
}
