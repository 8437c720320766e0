//! One history, made up by chance from its seed.

use std::collections::BTreeSet;

use yoriai_sync::{EditSeed, Event, Keys};
use yoriai_testkit::network::device::Disk;
use yoriai_testkit::network::relay::Relay;
use yoriai_testkit::network::{Faults, Id, SEED, World};

/// Most devices at once: enough for any two to be at odds while a third looks on.
const DEVICES: usize = 6;

/// Most times that a link is ended.
const CLOSINGS: u8 = 2;

/// Plays the history of a seed; returns what is wrong at its end. What happens on the way is told
/// into `story`.
pub(super) fn play(seed: u64, story: &mut Vec<String>) -> Vec<String> {
    let mut history = History::begin(seed);
    let steps = 20 + history.below(60);
    for step in 0..steps {
        story.push(history.step(step));
        let pause = history.below(4_000);
        history.world.run(pause);
        history.notice_the_end();
    }
    history.finish(story)
}

struct History {
    seed: u64,
    world: World,
    creator: Id,
    /// Devices that could write at some time.
    writers: BTreeSet<Id>,
    /// What was typed and may not be lost.
    typed: Vec<String>,
    backups: Vec<(Id, Disk)>,
    stopped: Option<Relay>,
    /// A disk was replaced, or lost what it knew of the room.
    restored: bool,
    /// How often the link was made anew.
    links: u8,
    may_close: bool,
}

impl History {
    fn begin(seed: u64) -> History {
        let mut world = World::new(seed);
        let creator = world.create(&["base"]);
        let mut history = History {
            seed,
            world,
            creator,
            writers: BTreeSet::new(),
            typed: Vec::new(),
            backups: Vec::new(),
            stopped: None,
            restored: false,
            links: 0,
            may_close: false,
        };
        history.may_close = history.below(3) == 0;
        let drops_covered = history.below(3) == 0;
        // Room for the document several times over, but not for every frame.
        let room_bytes = (history.below(4) == 0).then(|| 10_000 + history.below(10_000) as usize);
        let burst = (history.below(4) == 0).then(|| 5 + history.below(20) as u32);
        if let Some(relay) = &mut history.world.relay {
            (relay.drops_covered, relay.room_bytes, relay.burst) =
                (drops_covered, room_bytes, burst);
        }
        for _ in 0..history.below(4) {
            history.join();
        }
        history
    }

    fn below(&mut self, end: u64) -> u64 {
        self.world.random().below(end)
    }

    fn pick(&mut self) -> Id {
        let ids: Vec<Id> = self.world.ids().collect();
        ids[self.below(ids.len() as u64) as usize]
    }

    fn is_viewer(&self, id: Id) -> bool {
        !self.world.device(id).session().can_write()
    }

    fn is_crowded(&self) -> bool {
        self.world.ids().count() >= DEVICES
    }

    /// The newest link.
    fn link(&self) -> EditSeed {
        EditSeed([SEED.0[0] + self.links; 32])
    }

    fn join(&mut self) {
        let keys = self.link().keys();
        if self.below(4) == 0 {
            let keys = Keys {
                signing: None,
                ..keys
            };
            self.world.join_with(keys);
        } else {
            self.world.join_with(keys);
        }
    }

    /// Something happens; returns what, to whom, and how it stood with them.
    fn step(&mut self, step: u64) -> String {
        let id = self.pick();
        let is_viewer = self.is_viewer(id);
        let what = self.below(60);
        let told = format!("step {step}: {what} happens to {}", self.tell_of(id));
        match what {
            0..=19 if !is_viewer => self.edit(id, step),
            20..=23 => self.world.go_offline(id),
            24..=27 => self.world.go_online(id),
            28..=29 if !self.is_crowded() => self.join(),
            30 => self.world.empty_relay(),
            31 => {
                if self.stopped.is_none() {
                    self.stopped = self.world.stop_relay();
                }
            }
            32..=33 => self.restart_relay(),
            34 => {
                let backup = self.world.backup(id);
                self.backups.push((id, backup));
            }
            35 => {
                if let Some((id, backup)) = self.backups.pop() {
                    // What was typed since the backup and never left the device is gone with the
                    // disk; no program can bring that back.
                    self.keep_what_left(id);
                    self.world.restore(id, backup);
                    self.restored = true;
                }
            }
            36 if !self.is_crowded() => {
                self.world.clone_profile(id);
            }
            37..=38 => {
                self.keep_what_is_stored(id);
                self.world.crash(id);
            }
            39 => {
                self.world.hurry(id);
                self.keep_what_is_stored(id);
                self.world.crash(id);
            }
            40 => {
                self.keep_what_is_stored(id);
                self.world.lose_state(id);
                self.restored = true;
            }
            41 => {
                self.keep_what_left(id);
                self.world.lose_disk(id);
                self.restored = true;
            }
            42 => {
                let pause = self.below(5_000);
                self.world.hold_disk(id, pause);
            }
            43 => {
                self.keep_what_is_stored(id);
                self.world.update_app(id);
            }
            44 => {
                let ahead = self.below(2) * self.below(10 * 365 * 86_400_000);
                self.world.set_clock_ahead(id, ahead);
            }
            45 => {
                let is_deaf = self.below(2) == 0;
                self.world.set_deaf(id, is_deaf);
            }
            46..=47 if self.may_close && self.links < CLOSINGS && !is_viewer => {
                self.world.tell(id, Event::CloseRoom);
            }
            48..=49 => self.give_the_new_link(id),
            50 if is_viewer && self.is_in_newest_room(id) => {
                let keys = self.link().keys();
                self.world.replace_link(id, keys);
            }
            _ => self.change_faults(),
        }
        told
    }

    fn tell_of(&self, id: Id) -> String {
        let device = self.world.device(id);
        let (own, held) = (device.session().device(), device.session().vector());
        let kind = if self.is_viewer(id) {
            "a viewer"
        } else {
            "who writes"
        };
        let newer = device.is_newer();
        format!(
            "{id:?} {kind} as {own}, newer {newer}, {held:?} {:?}",
            device.status()
        )
    }

    fn edit(&mut self, id: Id, step: u64) {
        let is_newer = self.world.device(id).is_newer() && self.below(3) == 0;
        let kind = if is_newer { "newer:" } else { "" };
        let change = format!("{kind}{}/{step}", self.seed);
        self.world.edit(id, &change);
        self.typed.push(change);
    }

    fn restart_relay(&mut self) {
        if let Some(relay) = self.stopped.take() {
            self.world.relay.get_or_insert(relay);
        }
    }

    fn change_faults(&mut self) {
        let random = self.world.random();
        let mut some = |most: u64| {
            if random.below(2) == 0 {
                0
            } else {
                random.below(most)
            }
        };
        self.world.faults = Faults {
            drop: some(200),
            duplicate: some(300),
            late: some(300),
            damage: some(100),
            cut: some(100),
        };
    }

    fn is_in_newest_room(&self, id: Id) -> bool {
        self.world.device(id).room() == self.link().keys().room
    }

    /// Whoever ended the link hands out the next one, as soon as it's known to have ended.
    fn notice_the_end(&mut self) {
        let ended = self.world.ids().any(|id| {
            let device = self.world.device(id);
            device.status().ended && self.is_in_newest_room(id)
        });
        self.links += u8::from(ended);
        let writers = self.world.ids().filter(|id| !self.is_viewer(*id));
        self.writers.extend(writers.collect::<Vec<_>>());
    }

    fn give_the_new_link(&mut self, id: Id) {
        if self.is_in_newest_room(id) {
            return;
        }
        if self.is_viewer(id) {
            self.world.follow(id, &self.link());
        } else {
            self.world.move_to(id, &self.link());
        }
    }

    /// A crash may take what was typed in the last milliseconds, before the disk had it (the screen
    /// hasn't said 保存済み yet).
    fn keep_what_is_stored(&mut self, id: Id) {
        let world = &self.world;
        self.typed.retain(|change| {
            !world.device(id).has(change)
                || world.device(id).disk_has(change)
                || is_elsewhere(world, id, change)
        });
    }

    /// A backup put in place of a disk takes with it what only that disk had.
    fn keep_what_left(&mut self, id: Id) {
        let world = &self.world;
        self.typed
            .retain(|change| !world.device(id).has(change) || is_elsewhere(world, id, change));
    }

    /// Everything works again, everybody has the newest app and the newest link.
    fn finish(mut self, story: &mut Vec<String>) -> Vec<String> {
        self.restart_relay();
        let ids: Vec<Id> = self.world.ids().collect();
        for id in &ids {
            self.world.set_deaf(*id, false);
            self.world.hurry(*id);
            self.world.update_app(*id);
        }
        self.world.settle();
        for _ in 0..=CLOSINGS {
            self.notice_the_end();
            for id in &ids {
                self.give_the_new_link(*id);
            }
            self.world.settle();
        }
        for id in &ids {
            let changes = self.world.device(*id).changes();
            let changes: Vec<_> = changes.map(|it| String::from_utf8_lossy(it)).collect();
            story.push(format!("at the end {} has {changes:?}", self.tell_of(*id)));
        }
        let mut complaints = self.world.complaints();
        if self.restored {
            // What only the replaced disk had is missing for good where something after it was
            // seen, and it's right that this is said. Of a lost state nobody knows which numbers
            // were used: some may stay open, though what they carried is there.
            complaints.retain(|complaint| !complaint.ends_with("is missing"));
        }
        let lost = |change: &&String| !self.world.device(self.creator).has(change);
        let lost = self.typed.iter().filter(lost).count();
        if lost > 0 {
            complaints.push(format!("{lost} changes that were typed are nowhere"));
        }
        for (at, id) in ids.iter().enumerate() {
            let device = self.world.device(*id);
            let status = device.status();
            if !self.writers.contains(id) && device.posted() > 0 {
                complaints.push(format!("device {at} is a viewer and sent a frame"));
            }
            if status.unreadable || status.locked.is_some() || status.ended {
                complaints.push(format!("device {at} says {status:?}"));
            }
        }
        complaints
    }
}

/// Whether another device that can write has a change: only from there it comes back.
fn is_elsewhere(world: &World, id: Id, change: &str) -> bool {
    world.ids().filter(|other| *other != id).any(|other| {
        let device = world.device(other);
        device.session().can_write() && device.has(change)
    })
}
