//! What a story does to a world: networks fail, relays die, apps crash, disks are restored.

use yoriai_sync::wire::RelayMessage;
use yoriai_sync::{DeviceId, EditSeed, Event, Keys, Session, SessionState};

use super::relay::Relay;
use super::{Faults, Id, Millis, World, device};

impl World {
    /// The device loses its network; its socket breaks.
    pub fn go_offline(&mut self, id: Id) {
        self.devices[id.0].has_network = false;
        if self.devices[id.0].socket.is_some() {
            self.hang_up(id);
            self.tell(id, Event::Disconnected);
        }
    }

    /// The device has a network again.
    pub fn go_online(&mut self, id: Id) {
        self.devices[id.0].has_network = true;
        self.tell(id, Event::NetworkUp);
    }

    /// The relay stops; every socket breaks. Its mailbox is returned, for it to come back with.
    pub fn stop_relay(&mut self) -> Option<Relay> {
        let relay = self.relay.take();
        for id in self.ids() {
            if self.devices[id.0].socket.take().is_some() {
                self.tell(id, Event::Disconnected);
            }
        }
        relay
    }

    /// The relay dies and comes back having forgotten everything.
    pub fn empty_relay(&mut self) {
        let relay = self.stop_relay();
        self.relay = Some(relay.map(|relay| relay.emptied()).unwrap_or_default());
    }

    /// The app on a device ends without notice and starts again from what is on disk.
    pub fn crash(&mut self, id: Id) {
        self.hang_up(id);
        let random = &mut self.random;
        let unframed = self.devices[id.0].restart(|| DeviceId(random.bytes()));
        self.tell(id, Event::NetworkUp);
        if !unframed.is_empty() {
            self.tell(id, Event::LocalChanges(unframed));
        }
    }

    /// The page on a device may be about to end: its changes reach the disk before all else.
    pub fn hurry(&mut self, id: Id) {
        self.devices[id.0].hurry();
    }

    /// The room's state on a device's disk is lost, and the app starts again.
    pub fn lose_state(&mut self, id: Id) {
        self.devices[id.0].lose_state();
        self.crash(id);
    }

    /// A device's disk is lost, and the app starts again with nothing but the link.
    pub fn lose_disk(&mut self, id: Id) {
        self.devices[id.0].lose_disk();
        self.crash(id);
    }

    /// From now on nothing that the relay says reaches this device, or it does again.
    pub fn set_deaf(&mut self, id: Id, is_deaf: bool) {
        self.devices[id.0].is_deaf = is_deaf;
    }

    /// The app on a device is replaced by a newer one, which reads
    /// [`OF_A_NEWER_APP`](device::OF_A_NEWER_APP), and starts again.
    pub fn update_app(&mut self, id: Id) {
        self.devices[id.0].is_newer = true;
        self.crash(id);
    }

    /// The device's disk is busy with something else for so long.
    pub fn hold_disk(&mut self, id: Id, millis: Millis) {
        self.devices[id.0].disk_busy_until = self.now + millis;
    }

    /// What is on a device's disk, as a backup program would copy it.
    pub fn backup(&self, id: Id) -> device::Disk {
        self.devices[id.0].disk.clone()
    }

    /// Puts a backup in place of a device's disk and starts the app.
    pub fn restore(&mut self, id: Id, backup: device::Disk) {
        self.devices[id.0].disk = backup;
        self.crash(id);
    }

    /// A second device with a copy of the first one's disk.
    pub fn clone_profile(&mut self, id: Id) -> Id {
        let disk = self.backup(id);
        let copy = self.join();
        self.devices[copy.0].is_newer = self.devices[id.0].is_newer;
        self.restore(copy, disk);
        copy
    }

    /// Lets a device hear a message that the relay never said.
    pub fn inject(&mut self, id: Id, message: &RelayMessage) {
        self.tell(id, Event::Received(message.encode()));
    }

    /// Nothing goes wrong any more, everybody has a network, and a quarter of an hour passes.
    pub fn settle(&mut self) {
        self.faults = Faults::default();
        self.relay.get_or_insert_default();
        for id in self.ids() {
            self.go_online(id);
        }
        self.run(15 * 60_000);
    }

    /// The device leaves its room for that of a new link, with all that it has.
    pub fn move_to(&mut self, id: Id, seed: &EditSeed) {
        let device = DeviceId(self.random.bytes());
        self.enter(id, seed.keys(), SessionState::creating(device));
    }

    /// The device leaves its room for that of a new viewing link.
    pub fn follow(&mut self, id: Id, seed: &EditSeed) {
        let keys = Keys {
            signing: None,
            ..seed.keys()
        };
        let device = DeviceId(self.random.bytes());
        self.enter(id, keys, SessionState::creating(device));
    }

    fn enter(&mut self, id: Id, keys: Keys, state: SessionState) {
        self.devices[id.0].enter(keys, state);
        self.crash(id);
    }

    /// The person at a viewing device is given the editing link.
    pub fn allow_writing(&mut self, id: Id) {
        self.replace_link(id, self.keys.clone());
    }

    /// The device goes on with the keys of another link to the same room.
    pub fn replace_link(&mut self, id: Id, keys: Keys) {
        self.devices[id.0].change_keys(keys);
        self.crash(id);
    }

    /// A device that sees to it that a room stays closed; see [`Session::keeping_closed`].
    ///
    /// # Panics
    /// When `frame` closes nothing.
    pub fn keep_closed(&mut self, keys: Keys, frame: Vec<u8>) -> Id {
        let id = self.join_with(keys.clone());
        let session = Session::keeping_closed(keys, frame);
        assert!(session.is_some(), "the frame closes nothing");
        if let Some(session) = session {
            self.devices[id.0].take_over(session);
            self.tell(id, Event::NetworkUp);
        }
        id
    }

    /// The person at a device enters an access token.
    pub fn give_token(&mut self, id: Id, token: &str) {
        self.devices[id.0].token = Some(token.to_owned());
        self.crash(id);
    }

    /// Sets a device's clock ahead of the world's by so many milliseconds.
    pub fn set_clock_ahead(&mut self, id: Id, millis: Millis) {
        self.devices[id.0].clock_ahead = millis;
    }
}
