//! A simulated network: devices that drive real sync sessions, a relay, and whatever can go wrong
//! between them. Time is virtual and chance comes from a seed, so that a history that failed can be
//! played again.
//!
//! Documents are sets of opaque changes: the session knows no more of them either. What must hold in
//! the end is that every device has every change that anyone made.
//!
//! - [`World`]: devices, a relay, the clock, what happens next.
//! - [`Faults`]: how often what goes wrong.
//! - `interventions`: what a story does to a world: networks fail, relays die, apps crash.
//! - [`relay`]: the model relay, with any number of rooms. [`device`]: a device with its disk.

pub mod device;
mod interventions;
pub mod random;
pub mod relay;

use std::collections::BTreeMap;

use yoriai_sync::wire::{ClientMessage, RelayMessage};
use yoriai_sync::{EditSeed, Event, Keys};

use device::{Device, Outcome};
use random::Random;
use relay::Relay;

/// Milliseconds on the world's clock.
pub type Millis = u64;

/// How often what goes wrong, each in so many of a thousand messages.
#[derive(Clone, Copy, Debug, Default)]
pub struct Faults {
    /// The message never arrives, and the socket doesn't notice.
    pub drop: u64,
    /// It arrives twice.
    pub duplicate: u64,
    /// It arrives seconds later than those after it.
    pub late: u64,
    /// The frame in it is changed or cut short.
    pub damage: u64,
    /// The socket breaks in the middle of it.
    pub cut: u64,
}

/// The seed of the link that the devices of a world have at first.
pub const SEED: EditSeed = EditSeed([42; 32]);

/// Names a device in its world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Id(usize);

/// Names one connection; a new one each time.
type Socket = u64;

#[derive(Debug)]
enum Happening {
    Opens(Id),
    Fails(Id),
    ToDevice(Id, Socket, Vec<u8>),
    ToRelay(Socket, Vec<u8>),
    Breaks(Id, Socket),
    Stored(Id, u64),
    Wakes(Id, u64),
    Document(Id, u64),
}

/// Devices around one relay.
pub struct World {
    /// What goes wrong from now on.
    pub faults: Faults,
    /// The relay; `None` while it's down.
    pub relay: Option<Relay>,
    random: Random,
    now: Millis,
    happenings: BTreeMap<(Millis, u64), Happening>,
    count: u64,
    devices: Vec<Device>,
    sockets: Socket,
    opened: Vec<Millis>,
    keys: Keys,
}

impl World {
    /// An empty world with an empty relay; the same seed makes the same history.
    pub fn new(seed: u64) -> World {
        World {
            faults: Faults::default(),
            relay: Some(Relay::default()),
            random: Random::new(seed),
            now: 1_000,
            happenings: BTreeMap::new(),
            count: 0,
            devices: Vec::new(),
            sockets: 0,
            opened: Vec::new(),
            keys: SEED.keys(),
        }
    }

    /// The keys that all devices of this world have.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// A device that opens the room with a document that it already has.
    pub fn create(&mut self, document: &[&str]) -> Id {
        let bytes = |change: &&str| change.as_bytes().to_vec();
        self.create_with(document.iter().map(bytes).collect())
    }

    /// The same with a document of any changes.
    pub fn create_with(&mut self, document: Vec<Vec<u8>>) -> Id {
        self.create_in(self.keys.clone(), document)
    }

    /// The same in any room.
    pub fn create_in(&mut self, keys: Keys, document: Vec<Vec<u8>>) -> Id {
        let device = self.random.bytes();
        self.add(Device::creating(keys, device, document))
    }

    /// A device that comes by an editing link.
    pub fn join(&mut self) -> Id {
        let device = self.random.bytes();
        self.add(Device::joining(self.keys.clone(), device))
    }

    /// A device that comes by a viewing link.
    pub fn view(&mut self) -> Id {
        let keys = Keys {
            signing: None,
            ..self.keys.clone()
        };
        self.join_with(keys)
    }

    /// A device that comes with any keys, such as those of another room or of a link that was
    /// damaged.
    pub fn join_with(&mut self, keys: Keys) -> Id {
        let device = self.random.bytes();
        self.add(Device::joining(keys, device))
    }

    fn add(&mut self, device: Device) -> Id {
        self.devices.push(device);
        let id = Id(self.devices.len() - 1);
        self.tell(id, Event::NetworkUp);
        id
    }

    /// The devices.
    pub fn ids(&self) -> impl Iterator<Item = Id> + use<> {
        (0..self.devices.len()).map(Id)
    }

    /// A device, to look at.
    pub fn device(&self, id: Id) -> &Device {
        &self.devices[id.0]
    }

    /// The person at `id` makes a change.
    pub fn edit(&mut self, id: Id, change: impl AsRef<[u8]>) {
        self.edit_burst(id, vec![change.as_ref().to_vec()]);
    }

    /// The person at `id` makes several changes, which are said in one batch.
    pub fn edit_burst(&mut self, id: Id, changes: Vec<Vec<u8>>) {
        let stored = self.devices[id.0].write_changes(&changes);
        self.store_later(id, stored);
        self.tell(id, Event::LocalChanges(changes));
    }

    /// Says any event to a device's session.
    pub fn tell(&mut self, id: Id, event: Event) {
        let random = &mut self.random;
        let outcomes = self.devices[id.0].handle(event, &mut |bytes| random.fill(bytes));
        for outcome in outcomes {
            self.carry_out(id, outcome);
        }
    }

    fn carry_out(&mut self, id: Id, outcome: Outcome) {
        match outcome {
            Outcome::Connect => {
                self.hang_up(id);
                let reachable = self.devices[id.0].has_network && self.relay.is_some();
                let happening = if reachable {
                    Happening::Opens(id)
                } else {
                    Happening::Fails(id)
                };
                self.soon(happening);
            }
            Outcome::Close => self.hang_up(id),
            Outcome::Send(bytes) => {
                if let Some(socket) = self.devices[id.0].socket {
                    self.transmit(id, socket, bytes, |_, socket, bytes| {
                        Happening::ToRelay(socket, bytes)
                    });
                }
            }
            Outcome::Stored(at) => self.store_later(id, at),
            Outcome::WakeAt(at) => {
                let skew = self.devices[id.0].clock_ahead;
                let at = at.saturating_sub(skew).max(self.now + 1);
                let life = self.devices[id.0].expect_wake();
                self.schedule(at, Happening::Wakes(id, life));
            }
            Outcome::SaveDocument => {
                // The document is saved in a worker; other things happen meanwhile.
                let at = self.now + self.random.below(200);
                let life = self.devices[id.0].life;
                self.schedule(at, Happening::Document(id, life));
            }
        }
    }

    fn store_later(&mut self, id: Id, stored: u64) {
        // Disks keep the order: nothing overtakes.
        let at = (self.now + self.random.below(30)).max(self.devices[id.0].disk_busy_until);
        self.devices[id.0].disk_busy_until = at;
        self.schedule(at, Happening::Stored(id, stored));
    }

    fn soon(&mut self, happening: Happening) {
        let at = self.now + 5 + self.random.below(100);
        self.schedule(at, happening);
    }

    fn schedule(&mut self, at: Millis, happening: Happening) {
        self.count += 1;
        self.happenings.insert((at, self.count), happening);
    }

    fn hits(&mut self, of_thousand: u64) -> bool {
        of_thousand > 0 && self.random.below(1000) < of_thousand
    }

    fn transmit(
        &mut self,
        id: Id,
        socket: Socket,
        mut bytes: Vec<u8>,
        arrives: fn(Id, Socket, Vec<u8>) -> Happening,
    ) {
        if self.hits(self.faults.drop) {
            return;
        }
        if self.hits(self.faults.cut) {
            self.soon(Happening::Breaks(id, socket));
            return;
        }
        if self.hits(self.faults.damage) {
            self.damage(&mut bytes);
        }
        if self.hits(self.faults.duplicate) {
            let at = self.now + self.random.below(3_000);
            self.schedule(at, arrives(id, socket, bytes.clone()));
        }
        if self.hits(self.faults.late) {
            let at = self.now + self.random.below(5_000);
            self.schedule(at, arrives(id, socket, bytes));
            return;
        }
        // A socket keeps the order of its messages: so far apart, none overtakes.
        let line = &mut self.devices[id.0].line_busy_until;
        *line = (*line).max(self.now + 20) + 1;
        let at = *line;
        self.schedule(at, arrives(id, socket, bytes));
    }

    /// Damages the frame in a message, if there is one. What else is said is not signed: a socket's
    /// own checks keep it whole, and a relay that lies has other ways to.
    fn damage(&mut self, bytes: &mut Vec<u8>) {
        if let Ok(RelayMessage::Deliver(mut frame)) = RelayMessage::decode(bytes) {
            self.random.damage(&mut frame);
            *bytes = RelayMessage::Deliver(frame).encode();
        } else if let Ok(ClientMessage::Post(mut frame)) = ClientMessage::decode(bytes) {
            self.random.damage(&mut frame);
            *bytes = ClientMessage::Post(frame).encode();
        }
    }

    fn hang_up(&mut self, id: Id) {
        if let Some(socket) = self.devices[id.0].socket.take()
            && let Some(relay) = &mut self.relay
        {
            relay.leave(socket);
        }
    }

    /// Whether there was anything left to happen.
    fn step(&mut self, until: Millis) -> bool {
        let Some(((at, _), _)) = self.happenings.first_key_value() else {
            return false;
        };
        if *at > until {
            return false;
        }
        let Some(((at, _), happening)) = self.happenings.pop_first() else {
            return false;
        };
        self.now = self.now.max(at);
        self.happen(happening);
        true
    }

    fn happen(&mut self, happening: Happening) {
        match happening {
            Happening::Opens(id) => {
                if !self.devices[id.0].has_network || self.relay.is_none() {
                    self.tell(id, Event::Disconnected);
                    return;
                }
                self.sockets += 1;
                self.opened.push(self.now);
                self.devices[id.0].socket = Some(self.sockets);
                self.tell(id, Event::Connected);
            }
            Happening::Fails(id) => self.tell(id, Event::Disconnected),
            Happening::Breaks(id, socket) => {
                if self.devices[id.0].socket == Some(socket) {
                    self.hang_up(id);
                    self.tell(id, Event::Disconnected);
                }
            }
            Happening::ToDevice(id, socket, bytes) => {
                if self.devices[id.0].socket == Some(socket) {
                    self.tell(id, Event::Received(bytes));
                }
            }
            Happening::ToRelay(socket, bytes) => self.relay_hears(socket, &bytes),
            Happening::Stored(id, at) => {
                for slot in self.devices[id.0].disk_reaches(at) {
                    self.tell(id, Event::FrameStored { slot });
                }
            }
            Happening::Wakes(id, life) => {
                if self.devices[id.0].wakes(life) {
                    let now = self.now + self.devices[id.0].clock_ahead;
                    self.tell(id, Event::Tick(now));
                }
            }
            Happening::Document(id, life) => {
                if self.devices[id.0].life == life {
                    let document = self.devices[id.0].document();
                    self.tell(id, Event::CheckpointReady(document));
                }
            }
        }
    }

    fn relay_hears(&mut self, socket: Socket, bytes: &[u8]) {
        let Some(relay) = &mut self.relay else { return };
        let answers = match ClientMessage::decode(bytes) {
            Ok(message) => relay.hear(socket, message),
            Err(error) => vec![(socket, Relay::bye(error.code()))],
        };
        for (to, message) in answers {
            self.relay_says(to, &message);
        }
    }

    fn relay_says(&mut self, socket: Socket, message: &RelayMessage) {
        let hears = |device: &Device| device.socket == Some(socket) && !device.is_deaf;
        let Some(at) = self.devices.iter().position(hears) else {
            return;
        };
        self.transmit(Id(at), socket, message.encode(), Happening::ToDevice);
    }

    /// Lets so many milliseconds pass.
    pub fn run(&mut self, millis: Millis) {
        let until = self.now + millis;
        while self.step(until) {}
        self.now = until;
    }

    /// What keeps the world from being settled: changes that somebody lacks, frames that weren't
    /// sent, warnings that stand. Empty when all is well.
    ///
    /// What only a viewer has left, because every disk that had it was replaced, can't come back from
    /// there: a viewer can't write. It has to say that the relay doesn't have all.
    pub fn complaints(&self) -> Vec<String> {
        let mut everything: Vec<&Vec<u8>> = self
            .devices
            .iter()
            .filter(|device| device.session().can_write())
            .flat_map(|device| device.changes())
            .collect();
        everything.sort();
        everything.dedup();
        let mut complaints = Vec::new();
        for (at, device) in self.devices.iter().enumerate() {
            let lacking = everything
                .iter()
                .filter(|change| !device.has(change))
                .count();
            if lacking > 0 {
                complaints.push(format!("device {at} lacks {lacking} changes"));
            }
            let status = device.status();
            let has_more = device
                .changes()
                .any(|one| everything.binary_search(&one).is_err());
            if has_more && status.delivered {
                complaints.push(format!("device {at} hides what only it has"));
            }
            if status.unsent > 0 {
                complaints.push(format!("device {at} has {} frames unsent", status.unsent));
            }
            if status.missing {
                complaints.push(format!("device {at} says that something is missing"));
            }
        }
        complaints
    }

    /// The world's random source, for whoever makes up a history in it.
    pub fn random(&mut self) -> &mut Random {
        &mut self.random
    }

    /// When sockets were opened, in order.
    pub fn opened(&self) -> &[Millis] {
        &self.opened
    }

    /// What time it is.
    pub fn now(&self) -> Millis {
        self.now
    }
}
