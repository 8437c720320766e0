//! What an operator may count: how much and how often, never who or where. No label holds a room, an
//! address or a name.
//!
//! A registry of its own for every relay, and none for the process: several relays run in one test.

use std::fmt;

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::{Registry, Unit};
use yoriai_wire::{BlobRefusal, Code, FrameKind};

type ByCode = Family<[(&'static str, u16); 1], Counter>;
type ByWord = Family<[(&'static str, &'static str); 1], Counter>;

/// What the relay holds at the moment of being asked.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Held {
    pub(crate) rooms: usize,
    pub(crate) rooms_in_memory: usize,
    pub(crate) mailbox_bytes: usize,
    pub(crate) blobs: usize,
    pub(crate) blob_bytes: usize,
}

/// The counts of one relay.
pub(crate) struct Metrics {
    registry: Registry,
    sockets: Gauge,
    rooms: Gauge,
    rooms_in_memory: Gauge,
    mailbox_bytes: Gauge,
    blobs: Gauge,
    blob_bytes: Gauge,
    resident_bytes: Gauge,
    frames: ByWord,
    frames_again: Counter,
    refused: ByCode,
    byes: ByCode,
    deliveries: Counter,
    fetch_again: Counter,
    received_bytes: Counter,
    sent_bytes: Counter,
    commits: Counter,
    commit_faults: Counter,
    blobs_put: Counter,
    blobs_fetched: Counter,
    blobs_refused: ByWord,
}

/// A socket that is counted for as long as this is there.
pub(crate) struct CountedSocket<'a>(&'a Metrics);

impl Drop for CountedSocket<'_> {
    fn drop(&mut self) {
        self.0.sockets.dec();
    }
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let mut all = Registry::with_prefix("yoriai");
        macro_rules! metric {
            ($name:literal, $help:literal) => {
                metric!($name, $help, None)
            };
            ($name:literal, $help:literal, bytes) => {
                metric!($name, $help, Some(Unit::Bytes))
            };
            ($name:literal, $help:literal, $unit:expr) => {{
                let metric = Default::default();
                let unit: Option<Unit> = $unit;
                match unit {
                    Some(unit) => all.register_with_unit($name, $help, unit, Clone::clone(&metric)),
                    None => all.register($name, $help, Clone::clone(&metric)),
                }
                metric
            }};
        }
        let metrics = Self {
            sockets: metric!("sockets", "Sockets that are open"),
            rooms: metric!("rooms", "Rooms that are kept"),
            rooms_in_memory: metric!("rooms_in_memory", "Rooms that are in memory"),
            mailbox_bytes: metric!("mailbox", "What the frames of all rooms take", bytes),
            blobs: metric!("blobs", "Snapshots of short links that are kept"),
            blob_bytes: metric!("blob", "What these snapshots take", bytes),
            resident_bytes: metric!("resident", "Memory of the relay's process", bytes),
            frames: metric!("frames", "Frames that were taken, by their kind"),
            frames_again: metric!("frames_again", "Frames that were here already"),
            refused: metric!("refused", "Messages that were refused, by the wire's code"),
            byes: metric!("byes", "Sockets that the relay closed, by the wire's code"),
            deliveries: metric!("deliveries", "Frames that were sent to a socket"),
            fetch_again: metric!("fetch_again", "Times a slow reader was told to fetch again"),
            received_bytes: metric!("received", "Messages that came over sockets", bytes),
            sent_bytes: metric!("sent", "Messages that went over sockets", bytes),
            commits: metric!("commits", "Times that something was written to the disk"),
            commit_faults: metric!("commit_faults", "Times that the disk failed"),
            blobs_put: metric!("blobs_put", "Snapshots that were put, new or again"),
            blobs_fetched: metric!("blobs_fetched", "Snapshots that were fetched"),
            blobs_refused: metric!("blobs_refused", "Snapshots that were refused, by the word"),
            registry: Registry::default(),
        };
        // All there from the start: a rate can't be told of what begins with its first event.
        for code in Code::ALL {
            drop(metrics.refused.get_or_create(&by_code(code)));
            drop(metrics.byes.get_or_create(&by_code(code)));
        }
        for kind in ["changes", "checkpoint", "whisper", "closing"] {
            drop(metrics.frames.get_or_create(&[("kind", kind)]));
        }
        for refusal in BlobRefusal::ALL {
            drop(metrics.blobs_refused.get_or_create(&by_word(refusal)));
        }
        Self {
            registry: all,
            ..metrics
        }
    }

    /// The text that is served.
    ///
    /// # Errors
    /// None that a string would give.
    pub(crate) fn render(&self, held: Held) -> Result<String, fmt::Error> {
        let set = |gauge: &Gauge, value: usize| {
            gauge.set(i64::try_from(value).unwrap_or(i64::MAX));
        };
        set(&self.rooms, held.rooms);
        set(&self.rooms_in_memory, held.rooms_in_memory);
        set(&self.mailbox_bytes, held.mailbox_bytes);
        set(&self.blobs, held.blobs);
        set(&self.blob_bytes, held.blob_bytes);
        set(&self.resident_bytes, resident_bytes().unwrap_or_default());
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }

    pub(crate) fn socket(&self) -> CountedSocket<'_> {
        self.sockets.inc();
        CountedSocket(self)
    }

    pub(crate) fn taken(&self, kind: FrameKind) {
        let kind = match kind {
            FrameKind::Changes => "changes",
            FrameKind::Checkpoint => "checkpoint",
            FrameKind::Whisper => "whisper",
            FrameKind::Closing => "closing",
        };
        self.frames.get_or_create(&[("kind", kind)]).inc();
    }

    pub(crate) fn taken_again(&self) {
        self.frames_again.inc();
    }

    pub(crate) fn refused(&self, code: Code) {
        self.refused.get_or_create(&by_code(code)).inc();
    }

    pub(crate) fn bye(&self, code: Code) {
        self.byes.get_or_create(&by_code(code)).inc();
    }

    pub(crate) fn delivered(&self) {
        self.deliveries.inc();
    }

    pub(crate) fn told_to_fetch_again(&self) {
        self.fetch_again.inc();
    }

    pub(crate) fn received(&self, bytes: usize) {
        self.received_bytes.inc_by(bytes as u64);
    }

    pub(crate) fn sent(&self, bytes: usize) {
        self.sent_bytes.inc_by(bytes as u64);
    }

    pub(crate) fn committed(&self, durable: bool) {
        let counter = if durable {
            &self.commits
        } else {
            &self.commit_faults
        };
        counter.inc();
    }

    pub(crate) fn blob_put(&self) {
        self.blobs_put.inc();
    }

    pub(crate) fn blob_fetched(&self) {
        self.blobs_fetched.inc();
    }

    pub(crate) fn blob_refused(&self, refusal: BlobRefusal) {
        self.blobs_refused.get_or_create(&by_word(refusal)).inc();
    }
}

fn by_code(code: Code) -> [(&'static str, u16); 1] {
    [("code", code.number())]
}

fn by_word(refusal: BlobRefusal) -> [(&'static str, &'static str); 1] {
    [("word", refusal.word())]
}

/// The memory of this process, where the system says it as Linux does.
fn resident_bytes() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: usize = line.split_whitespace().next()?.parse().ok()?;
    Some(kib * 1024)
}
