use super::*;
use std::collections::BTreeMap;
use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::*;
use yoriai_wire::RoomId;

const CAP: usize = 1_000_000;
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn device(name: u8) -> DeviceId {
    DeviceId([name; 8])
}

fn vector(entries: &[(u8, u64)]) -> Vector {
    entries
        .iter()
        .map(|(name, seq)| (device(*name), Seq(*seq)))
        .collect()
}

fn header(kind: FrameKind, name: u8, seq: u64, cover: Option<Vector>) -> Header {
    Header {
        room: RoomId([0; 16]),
        epoch: 0,
        kind,
        device: device(name),
        seq: Seq(seq),
        previous: [0; 32],
        cover,
    }
}

fn bytes(item: &Item) -> &Bytes {
    match item {
        Item::Here(bytes) => bytes,
        Item::OnDisk(key) => panic!("there is no disk for {key:?}"),
    }
}

/// A mailbox with a clock beside it, and messages that name themselves.
struct Story {
    mailbox: Mailbox,
    now: Tick,
    cap: usize,
}

impl Story {
    fn new() -> Self {
        Self {
            mailbox: Mailbox::default(),
            now: Tick(1),
            cap: CAP,
        }
    }

    fn take(&mut self, header: &Header, text: &str) -> Result<Taken, Code> {
        let message = Bytes::copy_from_slice(text.as_bytes());
        self.mailbox.take(header, message, self.cap, self.now)
    }

    fn changes(&mut self, name: u8, seq: u64) -> Result<Taken, Code> {
        self.take(
            &header(FrameKind::Changes, name, seq, None),
            &format!("{name}.{seq}"),
        )
    }

    fn checkpoint(&mut self, name: u8, seq: u64, cover: &[(u8, u64)]) -> Result<Taken, Code> {
        let header = header(FrameKind::Checkpoint, name, seq, Some(vector(cover)));
        self.take(&header, &format!("{name}.{seq}!"))
    }

    fn after(&mut self, time: Duration) {
        self.now = self.now + time;
        self.mailbox.drop_covered(DAY, self.now);
    }

    /// What a device that holds `held` is sent, in batches of `batch` frames.
    fn sent_in(&self, held: &[(u8, u64)], batch: usize) -> Vec<String> {
        let mut answer = self.mailbox.catch_up(vector(held));
        let mut sent = Vec::new();
        loop {
            let messages = self.mailbox.next_batch(&mut answer, batch, usize::MAX);
            if messages.is_empty() {
                return sent;
            }
            assert!(messages.len() <= batch);
            sent.extend(
                messages
                    .iter()
                    .map(|item| String::from_utf8_lossy(bytes(item)).into_owned()),
            );
        }
    }

    fn sent(&self, held: &[(u8, u64)]) -> Vec<String> {
        let all = self.sent_in(held, 100);
        assert_eq!(
            all,
            self.sent_in(held, 1),
            "the size of a batch changes nothing"
        );
        all
    }
}

#[test]
fn frames_come_back_to_who_lacks_them() {
    let mut story = Story::new();
    for (name, seq) in [(1, 1), (2, 1), (1, 2), (1, 3)] {
        assert_eq!(story.changes(name, seq), Ok(Taken::New));
    }
    assert_eq!(story.sent(&[]), ["1.1", "1.2", "1.3", "2.1"]);
    assert_eq!(story.sent(&[(1, 2)]), ["1.3", "2.1"]);
    assert_eq!(story.sent(&[(1, 3), (2, 1)]), [""; 0]);
    assert_eq!(story.sent(&[(1, 9), (2, 9), (3, 9)]), [""; 0]);
}

#[test]
fn the_same_frame_again_is_no_fork_and_another_is() {
    let mut story = Story::new();
    story.changes(1, 1).unwrap();
    assert_eq!(story.changes(1, 1), Ok(Taken::Again));
    let other = story.take(&header(FrameKind::Changes, 1, 1, None), "other words");
    assert_eq!(other, Err(Code::Fork));
    assert_eq!(story.sent(&[]), ["1.1"]);
}

#[test]
fn the_vector_stops_before_a_hole() {
    let mut story = Story::new();
    for seq in [1, 2, 4] {
        story.changes(1, seq).unwrap();
    }
    assert_eq!(*story.mailbox.vector(), vector(&[(1, 2)]));
    story.changes(1, 3).unwrap();
    assert_eq!(*story.mailbox.vector(), vector(&[(1, 4)]));
}

#[test]
fn the_last_of_all_sequences_is_no_trap() {
    let mut story = Story::new();
    story.checkpoint(1, u64::MAX, &[(1, u64::MAX - 1)]).unwrap();
    story.checkpoint(2, 1, &[(1, u64::MAX)]).unwrap();
    assert_eq!(*story.mailbox.vector(), vector(&[(1, u64::MAX), (2, 1)]));
    assert_eq!(story.sent(&[]), ["2.1!"]);
}

#[test]
fn covered_frames_stay_for_a_day() {
    let mut story = Story::new();
    for seq in 1..=3 {
        story.changes(1, seq).unwrap();
    }
    story.changes(3, 1).unwrap();
    story.checkpoint(2, 1, &[(1, 2)]).unwrap();
    story.after(DAY / 2);
    assert_eq!(story.sent(&[]), ["1.1", "1.2", "1.3", "2.1!", "3.1"]);
    story.after(DAY);
    assert_eq!(story.sent(&[]), ["2.1!", "1.3", "3.1"]);
    assert_eq!(*story.mailbox.vector(), vector(&[(1, 3), (2, 1), (3, 1)]));
}

#[test]
fn a_checkpoint_comes_first_only_for_who_lacks_what_is_gone() {
    let mut story = Story::new();
    story.changes(1, 1).unwrap();
    story.checkpoint(2, 1, &[(1, 1)]).unwrap();
    story.after(DAY * 2);
    story.changes(1, 2).unwrap();
    assert_eq!(story.sent(&[]), ["2.1!", "1.2"]);
    assert_eq!(story.sent(&[(1, 1)]), ["1.2", "2.1!"]);
    assert_eq!(story.sent(&[(1, 1), (2, 1)]), ["1.2"]);
}

#[test]
fn a_frame_that_is_covered_and_gone_is_not_compared() {
    let mut story = Story::new();
    story.changes(1, 1).unwrap();
    story.checkpoint(2, 1, &[(1, 2)]).unwrap();
    assert_eq!(
        story.changes(1, 1),
        Ok(Taken::Again),
        "it is still here for a day"
    );
    assert_eq!(story.changes(1, 2), Err(Code::Covered), "it never was here");
    story.after(DAY * 2);
    assert_eq!(story.changes(1, 1), Err(Code::Covered));
    assert_eq!(story.changes(1, 3), Ok(Taken::New));
}

#[test]
fn the_last_two_checkpoints_are_kept_and_the_newest_is_sent() {
    let mut story = Story::new();
    story.checkpoint(1, 1, &[(3, 5)]).unwrap();
    story.checkpoint(1, 2, &[(3, 6), (1, 1)]).unwrap();
    story.checkpoint(2, 1, &[(3, 7), (1, 2)]).unwrap();
    let kept: Vec<_> = story.mailbox.frames.keys().copied().collect();
    assert_eq!(kept, [(device(1), Seq(2)), (device(2), Seq(1))]);
    assert_eq!(story.sent(&[]), ["2.1!"]);
    assert_eq!(*story.mailbox.vector(), vector(&[(1, 2), (2, 1), (3, 7)]));
}

#[test]
fn an_older_checkpoint_stays_while_it_alone_covers_something() {
    let mut story = Story::new();
    story.checkpoint(1, 1, &[(9, 5)]).unwrap();
    story.checkpoint(2, 1, &[(8, 1)]).unwrap();
    story.checkpoint(3, 1, &[(8, 2)]).unwrap();
    let mut sent = story.sent(&[]);
    sent.sort();
    assert_eq!(sent, ["1.1!", "2.1!", "3.1!"]);
    let before = story.mailbox.vector().clone();
    story
        .checkpoint(4, 1, &[(8, 2), (9, 5), (1, 1), (2, 1), (3, 1)])
        .unwrap();
    assert!(
        story.mailbox.vector().covers(&before),
        "a vector never moves back"
    );
    assert_eq!(story.sent(&[]), ["4.1!"]);
}

#[test]
fn a_full_room_takes_a_checkpoint_that_empties_it() {
    let mut story = Story::new();
    story.cap = 3 * Mailbox::cost(&Bytes::from_static(b"1.1"));
    for seq in 1..=3 {
        story.changes(1, seq).unwrap();
    }
    assert_eq!(story.changes(1, 4), Err(Code::RoomFull));
    assert_eq!(
        story.checkpoint(2, 1, &[]),
        Err(Code::RoomFull),
        "it would empty nothing"
    );
    assert_eq!(story.sent(&[]), ["1.1", "1.2", "1.3"]);
    assert_eq!(story.checkpoint(2, 1, &[(1, 3)]), Ok(Taken::New));
    assert_eq!(story.changes(1, 4), Ok(Taken::New));
    assert!(story.mailbox.bytes() <= story.cap);
    assert_eq!(story.sent(&[]), ["2.1!", "1.4"]);
}

#[test]
fn a_full_room_drops_covered_frames_before_their_day_is_over() {
    let mut story = Story::new();
    story.cap = 4 * Mailbox::cost(&Bytes::from_static(b"1.1!"));
    for seq in 1..=3 {
        story.changes(1, seq).unwrap();
    }
    story.checkpoint(1, 4, &[(1, 3)]).unwrap();
    assert_eq!(story.changes(1, 5), Ok(Taken::New));
    assert_eq!(story.sent(&[]), ["1.4!", "1.5"]);
}

#[test]
fn after_closing_nothing_is_taken_and_the_rest_is_forgotten() {
    let mut story = Story::new();
    story.changes(1, 1).unwrap();
    let closing = header(FrameKind::Closing, 1, 2, None);
    assert_eq!(story.take(&closing, "over"), Ok(Taken::New));
    assert_eq!(story.take(&closing, "over"), Ok(Taken::Again));
    assert_eq!(story.take(&closing, "over?"), Err(Code::RoomClosed));
    assert_eq!(story.changes(1, 3), Err(Code::RoomClosed));
    assert_eq!(story.checkpoint(2, 1, &[]), Err(Code::RoomClosed));
    assert_eq!(story.sent(&[]), ["over"]);
    assert_eq!(
        story.mailbox.bytes(),
        Mailbox::cost(&Bytes::from_static(b"over"))
    );
}

#[test]
fn bytes_are_the_sum_of_what_is_kept() {
    let mut story = Story::new();
    for seq in 1..=20 {
        story.changes(1, seq).unwrap();
        story.checkpoint(2, seq, &[(1, seq), (2, seq - 1)]).unwrap();
        story.after(DAY / 3);
    }
    let sum: usize = story.mailbox.frames.values().map(Stored::cost).sum();
    assert_eq!(story.mailbox.bytes(), sum);
    assert!(story.mailbox.frames.len() < 10);
}

#[test]
fn a_new_frame_during_an_answer_does_not_disturb_it() {
    let mut story = Story::new();
    for seq in 1..=4 {
        story.changes(1, seq).unwrap();
    }
    let mut answer = story.mailbox.catch_up(Vector::new());
    let first = story.mailbox.next_batch(&mut answer, 2, usize::MAX);
    assert_eq!(first.len(), 2);
    story.cap = story.mailbox.bytes();
    story.checkpoint(2, 1, &[(1, 4)]).unwrap();
    let rest = story.mailbox.next_batch(&mut answer, 100, usize::MAX);
    assert_eq!(rest, [Item::Here(Bytes::from_static(b"2.1!"))]);
    assert!(
        story
            .mailbox
            .next_batch(&mut answer, 100, usize::MAX)
            .is_empty()
    );
}

/// A mailbox beside a disk that holds what it was told to hold.
struct OnDisk {
    story: Story,
    disk: BTreeMap<Key, (Header, Bytes, u64, Tick)>,
}

impl OnDisk {
    fn new() -> Self {
        let mut story = Story::new();
        story.mailbox = Mailbox::restore([]);
        Self {
            story,
            disk: BTreeMap::new(),
        }
    }

    fn take(&mut self, header: &Header) {
        let text = format!("{}.{}", header.device, header.seq);
        let taken = self.story.take(header, &text);
        self.drop_what_was_dropped();
        if taken == Ok(Taken::New) {
            let key = (header.device, header.seq);
            let order = self.story.mailbox.newest_order();
            let message = Bytes::from(text);
            let row = (header.clone(), message, order, self.story.now);
            self.disk.insert(key, row);
            self.story.mailbox.settle(&key);
        }
    }

    fn drop_what_was_dropped(&mut self) {
        for key in self.story.mailbox.take_dropped() {
            assert!(self.disk.remove(&key).is_some(), "{key:?} was never kept");
        }
    }

    fn restored(&self) -> Mailbox {
        Mailbox::restore(
            self.disk
                .iter()
                .map(|(key, (header, message, order, taken))| {
                    let role = match header.kind {
                        FrameKind::Checkpoint => Role::Checkpoint {
                            header: header.clone(),
                            order: *order,
                            taken: *taken,
                        },
                        FrameKind::Closing => Role::Closing,
                        _ => Role::Changes,
                    };
                    Entry {
                        key: *key,
                        size: message.len(),
                        hash: hash_of(message),
                        role,
                    }
                }),
        )
    }
}

fn all_items(mailbox: &Mailbox, held: &Vector) -> Vec<Item> {
    let mut answer = mailbox.catch_up(held.clone());
    mailbox.next_batch(&mut answer, usize::MAX, usize::MAX)
}

proptest! {
    #[test]
    fn a_mailbox_that_is_read_from_the_disk_is_the_one_that_was_written(
        steps in vec((0..20u8, 1..4u8, 1..12u64, vec((1..4u8, 1..12u64), 0..4)), 1..60),
        asked in vec((1..4u8, 1..12u64), 0..4),
        cap in 1_000..4_000usize,
    ) {
        let mut here = OnDisk::new();
        here.story.cap = cap;
        for (step, name, seq, cover) in steps {
            match step {
                0..12 => here.take(&header(FrameKind::Changes, name, seq, None)),
                12..17 => here.take(&header(FrameKind::Checkpoint, name, seq, Some(vector(&cover)))),
                17 => here.take(&header(FrameKind::Closing, name, seq, None)),
                _ => {
                    here.story.after(DAY / 3);
                    here.drop_what_was_dropped();
                }
            }
            let (was, is) = (&here.story.mailbox, here.restored());
            // After closing there is nothing more to say about what was there before.
            if was.closing.is_none() {
                prop_assert_eq!(was.vector(), is.vector());
            }
            prop_assert_eq!(was.bytes(), is.bytes());
            prop_assert_eq!(was.newest_order(), is.newest_order());
            for held in [Vector::new(), vector(&asked)] {
                prop_assert_eq!(all_items(was, &held), all_items(&is, &held));
            }
            // Nothing may go earlier than it would have.
            if let (Some(was), Some(is)) = (was.next_drop(DAY), is.next_drop(DAY)) {
                prop_assert!(is >= was);
            }
        }
    }
}
