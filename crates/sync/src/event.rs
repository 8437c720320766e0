//! What a driver tells a session, and what the session tells the driver to do.

use std::collections::BTreeMap;

use yoriai_wire::{Code, DeviceId, Seq};

/// Something happened. Every event is answered by effects, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// It is `now`, in milliseconds of any clock; answers [`Effect::WakeAt`]. The first tick opens
    /// the connection.
    Tick(u64),
    /// The device has a network again, or the app came to the foreground: try at once.
    NetworkUp,
    /// The socket asked for by [`Effect::Connect`] is open.
    Connected,
    /// It closed or couldn't be opened. Not to be said of a socket that [`Effect::Close`] closed.
    Disconnected,
    /// A binary message came in.
    Received(Vec<u8>),
    /// The person at this device made these changes; they are in the document already.
    ///
    /// A driver that stores changes before it says them here must know, after a crash in between,
    /// which it hasn't got a [`Effect::StoreFrame`] on disk for, and say those again. Twice does no
    /// harm.
    LocalChanges(Vec<Vec<u8>>),
    /// Presence to pass on to whoever is there now: an encoded [`crate::presence::Presence`].
    /// Dropped when offline, and when it's larger than [`crate::presence::WHISPER_BYTES`].
    LocalWhisper(Vec<u8>),
    /// The frame of [`Effect::StoreFrame`] is on disk, with its state.
    FrameStored {
        /// Its key.
        slot: u64,
    },
    /// The saved document that [`Effect::NeedCheckpoint`] asked for; empty to decline. Ignored when
    /// none was asked for, or half a minute ago.
    CheckpointReady(Vec<u8>),
    /// The document of the last [`Effect::DeliverCheckpoint`] lacks changes that are in this device's.
    /// To be said whenever it's so: whether it should have had them, the session knows. Its author
    /// may claim to hold frames that it never saw, because two devices wrote under one id; the
    /// vectors can't tell, the documents can.
    CheckpointLacking,
    /// What was delivered with this receipt could not be used, or not all of it: by a faulty client,
    /// or by one that is newer than this. It counts as not received from now on: no checkpoint of
    /// this device claims to hold it, and the next start of the app fetches it again.
    Unusable(Receipt),
    /// Ends the room for everybody: posts a closing frame. It carries nothing, because everybody who
    /// had the link that ends can read it: the next room's keys least of all. How far it has come
    /// says [`Status::closing`]. A second time, and in a room that has ended, it does nothing.
    CloseRoom,
}

/// Something to do. Effects must be carried out in the order they come in, and those that write to
/// disk must reach it in that order: a state speaks of everything that was delivered before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Open a socket to the relay; whatever socket there was is dropped.
    Connect,
    /// Close the socket. The session takes it for closed from now on.
    Close,
    /// Send a binary message.
    Send(Vec<u8>),
    /// Write a frame into the outbox and the state beside it, in one transaction; then say
    /// [`Event::FrameStored`]. It's sent only after that: what was sent must survive a crash, or its
    /// number would be used twice.
    StoreFrame {
        /// The frame's key in the outbox. Rises; never used twice.
        slot: u64,
        /// The encoded frame.
        bytes: Vec<u8>,
        /// The encoded [`crate::SessionState`].
        state: Vec<u8>,
    },
    /// Remove a frame from the outbox: it arrived, or another took its place.
    DropFrame {
        /// Its key.
        slot: u64,
    },
    /// Write the state.
    SaveState(Vec<u8>),
    /// Changes by another device: to be stored and merged. Those that are known already are to be
    /// skipped.
    Deliver {
        /// The changes' bytes.
        changes: Vec<Vec<u8>>,
        /// Who sent them.
        from: DeviceId,
        /// For [`Event::Unusable`], should it come to that.
        receipt: Receipt,
    },
    /// A whole saved document: to be stored and merged. If it lacks changes that are here already,
    /// [`Event::CheckpointLacking`] is to be said.
    DeliverCheckpoint {
        /// The document.
        document: Vec<u8>,
        /// For [`Event::Unusable`], should it come to that.
        receipt: Receipt,
    },
    /// Presence of another device.
    DeliverWhisper {
        /// What it says.
        bytes: Vec<u8>,
        /// Who says it.
        from: DeviceId,
    },
    /// Save the document as it is after all effects before this one, and say
    /// [`Event::CheckpointReady`].
    NeedCheckpoint,
    /// Say [`Event::Tick`] at this time (of the tick's clock), or soon if it's past. Replaces the
    /// wish before it.
    WakeAt(u64),
    /// The state of affairs changed.
    Status(Status),
}

/// Names what was delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The first and the last sequence that it brought of each device.
    pub(crate) brought: BTreeMap<DeviceId, (Seq, Seq)>,
    pub(crate) is_document: bool,
}

/// Whether there is a relay at the other end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LinkState {
    /// No.
    #[default]
    Offline,
    /// Being tried.
    Connecting,
    /// The relay has said welcome.
    Online,
}

/// How far the ending of the room by this device has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Closing {
    /// Nobody here asked for it; or somebody else's closing frame came first ([`Status::ended`]).
    #[default]
    NotAsked,
    /// The closing frame waits for the disk, the network or the relay; it outlives a restart. Why the
    /// relay doesn't take it, if it doesn't, says [`Status::refused`].
    Underway,
    /// The relay has taken it: nobody gets or posts anything by the old link any more.
    Done,
}

/// Why what was signed by the room's key can't be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locked {
    /// It was sealed with the key of another epoch: by a newer version of the app.
    OtherEpoch,
    /// Nothing that came could be opened: the link's halves don't belong together.
    OtherKey,
}

/// What a person may want to know about the connection.
///
/// What doesn't pass by itself has a sign of its own each: [`Status::ended`] (the room was closed),
/// [`Status::locked`] (an old epoch, a wrong key), [`Status::refused`] with [`Code::TokenNeeded`],
/// [`Code::RoomFull`], [`Code::BadKey`] and the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// Whether there is a relay at the other end.
    pub link: LinkState,
    /// Frames that no relay has acknowledged.
    pub unsent: usize,
    /// 届いていない変更があります: others have written what hasn't come.
    pub missing: bool,
    /// Something has come, signed by the room's key, that this version can't use.
    pub unreadable: bool,
    /// It can't even be opened. Where this is set, `unreadable` is too.
    pub locked: Option<Locked>,
    /// The relay has been found to hold all that is here, and has sent what it had: everything was
    /// acknowledged by it, or came from it. For who may only read it's the sign that all there is
    /// has come; if that is nothing ([`crate::Session::vector`] is empty), nobody has brought the plan
    /// there yet.
    pub delivered: bool,
    /// The relay's last refusal that still stands.
    pub refused: Option<Code>,
    /// The room was closed: by this device if `closing` says so, else by another that could write;
    /// a new link is needed.
    pub ended: bool,
    /// How far the ending by this device has come.
    pub closing: Closing,
    /// Messages and frames since the start that were damaged, forged, or foreign, and ignored; and
    /// whispers that can't be read.
    pub rejected: u64,
    /// Times since the start that two devices were found to write under one id.
    pub forks: u64,
}
