//! An open plan: the one place where a document changes.
//!
//! Everything takes the same road. A view hands in a [`Command`]; the document applies it; what it
//! touched becomes domain changes, which repaint the rows concerned (of what was typed, once its own
//! field is drawn); the change's bytes go to the disk; from there to the other tabs and into the
//! plan's room. What other devices wrote enters at the document and takes the same way to the screen
//! and to the disk.

mod access;
mod begin;
mod between_tabs;
mod board;
mod ending;
mod from_file;
mod heir;
mod keeping;
mod life;
mod pieces;
mod queue;
mod receiving;
mod room;
mod salvage;
mod steps;
mod tab_message;
mod together;
mod writer;

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::Rc;

use leptos::prelude::*;
use yoriai_plan::{Command, CommandError, Heads, History, Plan, PlanDoc, Stamp, TextRef, Touched};
use yoriai_sync::fingerprint::fingerprint;
use yoriai_sync::{DeviceId, EditSeed, Link, SessionState, Status};

pub use self::access::Access;
pub use self::begin::{CreateFailure, FileFailure};
pub use self::board::Board;
pub use self::from_file::Incoming;
use self::life::open_document;
use self::pieces::Pieces;
use self::room::Room;
pub use self::steps::{Stepped, Steps, Way};
use self::together::Together;
pub use self::together::{Here, HereSignal};
pub use self::writer::SaveState;
use self::writer::{Job, Writer};
use crate::platform::store::{PlanRecord, RecordChange, StoreError, hex, unhex};
use crate::platform::tabs::Tabs;
use crate::platform::timer::Alarm;
use crate::platform::{clock, lifecycle, random, timer};

/// How long a pause ends a burst of typing, in milliseconds: one burst is one change.
const BURST_PAUSE_MS: u32 = 500;
/// Why a plan could not be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenFailure {
    /// There is no such plan on this device.
    Unknown,
    /// The disk could not be read.
    Store(StoreError),
    /// What lies on the disk is no plan.
    Document(String),
}

/// Something that happened elsewhere and that a person may want to know.
#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    /// Pieces of the document could not be read and were set aside.
    DamagedPieces(usize),
    /// A command was refused.
    Refused(CommandError),
    /// There is a copy of this plan whose link was ended, with changes that are not here.
    Copy {
        /// Its id on this device.
        id: String,
        /// Its title there.
        title: String,
        /// How many changes.
        changes: usize,
    },
    /// What is in such a copy could not be taken in.
    CopyNotTaken,
    /// The plan's links were not made anew: the relay opens no room for this device.
    NotRenewed {
        /// It asks for an access token.
        token: bool,
    },
    /// A step could not be undone or redone because others have written since; or not all of it.
    NotUndone {
        /// Some of it was.
        in_part: bool,
    },
}

/// The text field that has the focus. It alone may hold words that the document has not seen yet.
pub trait FocusedField {
    /// Other people's changes have been applied; `before` is the document as the field knew it.
    fn remote_applied(&self, before: &Heads);
    /// Hands over what was typed, even in mid-composition: the page may end now.
    fn hand_over(&self);
}

/// An open plan.
pub struct Session {
    id: String,
    author: RefCell<String>,
    doc: RefCell<PlanDoc>,
    plan: RefCell<Plan>,
    /// What typing has changed in the document since the plan was read from it.
    unread: RefCell<Touched>,
    board: Board,
    record: RefCell<PlanRecord>,
    writer: Writer,
    burst: Alarm,
    /// The field that the open burst is written in.
    writing: RefCell<Option<TextRef>>,
    history: RefCell<History>,
    focused: RefCell<Option<Rc<dyn FocusedField>>>,
    room: RefCell<Option<Rc<Room>>>,
    tabs: RefCell<Option<Tabs>>,
    handed_to_room: RefCell<HashSet<[u8; 32]>>,
    pieces: RefCell<Pieces>,
    /// The keys of the pieces on disk that could not be read.
    damaged: RefCell<Vec<String>>,
    listening: RefCell<Vec<lifecycle::Listening>>,
    asked_to_keep: Cell<bool>,
    together: Together,
    /// Whether nothing of the plan had come yet when it was opened.
    awaited: Cell<bool>,
    /// The frame that ends the room, while it is on its way.
    closing: RefCell<Option<Vec<u8>>>,
    /// The rooms that were ended from here.
    closed_rooms: RefCell<Vec<Rc<Room>>>,
    /// A room that nobody knows of yet, while the relay is asked whether it would open it.
    trial: RefCell<Option<Rc<Room>>>,
    /// The seed of the room that is to take the place of this one.
    next_seed: RefCell<Option<EditSeed>>,
    /// Whether the plan has been left: what is on its way to the disk still goes there.
    left: Cell<bool>,
    /// Itself, from being left until its last words are on disk: the views have let go of it.
    staying: RefCell<Option<Rc<Self>>>,
    /// Whether what has been typed is on disk.
    pub save: ArcRwSignal<SaveState>,
    /// How the plan's room is doing; `None` while the plan has no room.
    pub sync: ArcRwSignal<Option<Status>>,
    /// Whether there is something to undo or to redo.
    pub steps: ArcRwSignal<Steps>,
    /// Who else has the plan open now.
    pub here: HereSignal,
    /// Rises with every change of the plan, whoever made it.
    pub revision: ArcRwSignal<u64>,
    /// What a person may want to know.
    pub notices: ArcRwSignal<Vec<Notice>>,
    /// What the list of plans shows of this one.
    pub about: ArcRwSignal<PlanRecord>,
}

impl Session {
    /// The plan's id on this device.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The signals that views read.
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// Looks at the whole plan as it stands: in answer to an event, with all that was typed before it.
    /// A timer may find it a frame behind ([`Session::catch_up`]).
    pub fn with_plan<T>(&self, look: impl FnOnce(&Plan) -> T) -> T {
        look(&self.plan.borrow())
    }

    /// Whether anything of the plan is here, be it that all of it was thrown away: a plan that was
    /// only joined has no more than the change that every document begins with.
    pub fn has_come(&self) -> bool {
        self.doc.borrow().change_count() > 1
    }

    /// The edit seed, once the plan has a room.
    pub fn seed(&self) -> Option<EditSeed> {
        unhex(self.record.borrow().seed.as_deref()?).map(EditSeed)
    }

    /// How this device may enter the plan's room, once it has one.
    pub fn access(&self) -> Option<Access> {
        Access::of(&self.record.borrow())
    }

    /// Whether this device holds the plan by a viewing link, and only follows it.
    pub fn is_followed(&self) -> bool {
        matches!(self.access(), Some(Access::View(..)))
    }

    /// The edit link of the plan's room, once there is one and this device may write in it.
    pub fn edit_link(&self) -> Option<Link> {
        Some(Link::Edit {
            seed: self.seed()?,
            relay: self.other_relay(),
        })
    }

    /// The relay of the plan's room, where it is not the one that served the app.
    pub fn other_relay(&self) -> Option<String> {
        self.record.borrow().relay.clone()
    }

    /// Whether the plan can only be read here: a newer version of the app wrote it, or it is only
    /// followed.
    pub fn is_read_only(&self) -> bool {
        self.is_newer() || self.is_followed()
    }

    /// Whether a newer version of the app wrote the plan.
    pub fn is_newer(&self) -> bool {
        self.doc.borrow().read_only()
    }

    /// Under which name the next changes are made.
    pub fn set_author(&self, author: &str) {
        self.close_burst();
        author.clone_into(&mut self.author.borrow_mut());
    }

    /// Carries out what a person wants. A refusal leaves the plan as it was and becomes a notice.
    pub fn apply(self: &Rc<Self>, command: &Command) -> bool {
        let Some(touched) = self.carry_out(command) else {
            return false;
        };
        self.repaint(&touched);
        if !matches!(command, Command::WriteText { .. }) {
            self.close_burst();
        }
        true
    }

    /// The same for words that the field shows already that they were typed in: the document has
    /// them at once. Whoever else shows them follows once the field is drawn, so that a key is not
    /// kept waiting; or before whatever is done next, so that nothing is done by what stood there.
    pub fn typed(self: &Rc<Self>, command: &Command) -> bool {
        let Some(touched) = self.carry_out(command) else {
            return false;
        };
        let mut unread = self.unread.borrow_mut();
        if unread.is_empty() {
            let weak = Rc::downgrade(self);
            timer::after_drawing(move || {
                if let Some(session) = weak.upgrade() {
                    session.catch_up();
                }
            });
        }
        unread.extend(touched);
        true
    }

    /// The views catch up with what was typed.
    pub fn catch_up(&self) {
        let unread = self.unread.take();
        if !unread.is_empty() {
            self.repaint(&unread);
        }
    }

    /// What it touched; `None` if it was refused.
    fn carry_out(self: &Rc<Self>, command: &Command) -> Option<Touched> {
        if self.is_followed() {
            // No view offers it; what were written here could never be sent.
            self.tell(Notice::Refused(CommandError::ReadOnly));
            return None;
        }
        if !self.burst_goes_on(command) {
            self.close_burst();
        }
        let applied = self.doc.borrow_mut().apply(command);
        match applied {
            Ok(touched) => {
                if matches!(command, Command::WriteText { .. }) {
                    self.writer.burst_opened();
                    let weak = Rc::downgrade(self);
                    self.burst.set(BURST_PAUSE_MS, move || {
                        if let Some(session) = weak.upgrade() {
                            session.close_burst();
                        }
                    });
                }
                Some(touched)
            }
            Err(refusal) => {
                self.tell(Notice::Refused(refusal));
                None
            }
        }
    }

    /// Ends the burst of typing: what was typed becomes one change and goes to the disk.
    pub fn close_burst(&self) {
        self.burst.cancel();
        self.catch_up();
        let committed = self.doc.borrow_mut().commit(&stamp(&self.author.borrow()));
        if !committed.is_empty() {
            self.note_step(&committed);
            self.note_edit();
            self.keep(committed, Origin::Here);
        }
        self.writer.burst_closed();
    }

    /// Registers the field that has the focus.
    pub fn focus_entered(&self, field: Rc<dyn FocusedField>) {
        *self.focused.borrow_mut() = Some(field);
    }

    /// A field has lost the focus, or is gone. Another one may have entered before: a panel that
    /// is made anew drops its fields after the cursor has moved on.
    pub fn focus_left(&self, field: &Rc<dyn FocusedField>) {
        let mut focused = self.focused.borrow_mut();
        if focused
            .as_ref()
            .is_some_and(|entered| Rc::ptr_eq(entered, field))
        {
            *focused = None;
        }
    }

    /// The caret at `from`, carried over to the text as it is now.
    pub fn map_offset(&self, field: &TextRef, offset: u32, from: &Heads) -> u32 {
        self.doc.borrow().map_offset(field, offset, from)
    }

    /// The text of a field as the document has it.
    pub fn text(&self, field: &TextRef) -> String {
        self.doc.borrow().text(field).unwrap_or_default()
    }

    /// Everything typed so far goes to the disk, now.
    pub fn hand_over(&self) {
        let focused = self.focused.borrow().clone();
        if let Some(focused) = focused {
            focused.hand_over();
        }
        self.close_burst();
    }

    /// Eight digits that are the same where the plan is the same; `None` while somebody types.
    pub fn fingerprint(&self) -> Option<String> {
        if self.burst.is_set() {
            return None;
        }
        Some(fingerprint(&self.doc.borrow_mut().heads().to_bytes()))
    }

    /// The whole document as bytes, for a file.
    pub fn to_file(&self) -> Vec<u8> {
        self.close_burst();
        self.doc.borrow_mut().save()
    }

    /// Remembers that a copy of the plan went into a file.
    pub fn note_copy(&self) {
        self.amend(RecordChange::Copied {
            at_ms: clock::now_ms(),
        });
    }

    /// Gives the plan a room, if it has none: from now on it can be shared. [`Session::seed`] and
    /// [`Session::about`] have it as soon as it is on disk.
    ///
    /// `relay`: where the room is, if not on the relay that served the app.
    pub fn open_room(&self, relay: Option<String>) {
        if self.access().is_some() {
            return;
        }
        self.close_burst();
        // The first thing that goes into the room is the whole document.
        let state = SessionState::creating(DeviceId(random::bytes()));
        self.writer.push(Job::OpenRoom {
            seed: hex(&random::bytes::<32>()),
            relay,
            state: state.encode(),
        });
    }

    /// Takes back a notice.
    pub fn dismiss(&self, notice: &Notice) {
        self.notices
            .update(|notices| notices.retain(|n| n != notice));
    }

    fn tell(&self, notice: Notice) {
        self.notices.update(|notices| {
            if !notices.contains(&notice) {
                notices.push(notice);
            }
        });
    }

    fn repaint(&self, touched: &Touched) {
        let mut plan = self.plan.borrow_mut();
        let changes = plan.refresh(&self.doc.borrow(), touched);
        self.board.repaint(&plan, &changes);
        drop(plan);
        self.revision.update(|revision| *revision += 1);
    }

    fn note_edit(&self) {
        self.note_title();
        self.amend(RecordChange::Edited {
            at_ms: clock::now_ms(),
            by: self.author.borrow().clone(),
        });
        if !self.asked_to_keep.replace(true) {
            let store = self.writer.store().clone();
            wasm_bindgen_futures::spawn_local(async move {
                store.ask_to_keep().await;
            });
        }
    }
}

/// Where changes came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    Here,
    Elsewhere,
}

fn stamp(author: &str) -> Stamp {
    Stamp {
        author: (!author.is_empty()).then(|| author.to_owned()),
        seconds: clock::now_seconds(),
    }
}
