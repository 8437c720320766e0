//! A relay that forges, replays, mixes rooms up and claims nonsense.

use yoriai_sync::wire::frame::NO_PREVIOUS;
use yoriai_sync::wire::{Frame, FrameKind, Header, RelayMessage};
use yoriai_sync::{DeviceId, EditSeed, Event, LinkState, RoomId, Seq, Vector, seal};
use yoriai_testkit::network::World;

use crate::assert_settles;

/// A frame as its author would make it, but for what `change` does to it before it's sealed.
fn frame(keys: &EditSeed, room: RoomId, body: &[u8]) -> Frame {
    let keys = keys.keys();
    let header = Header {
        room,
        epoch: 1,
        kind: FrameKind::Changes,
        device: DeviceId([6; 8]),
        seq: Seq(1),
        previous: NO_PREVIOUS,
        cover: None,
    };
    let sealed = seal::seal(&keys.cipher, &header.encode(), body, [7; 24]);
    Frame::sign(header, sealed, &keys.signing.unwrap())
}

/// The body of a changes frame with one change.
const BODY: &[u8] = &[0x82, 1, 0x81, 0x46, b'f', b'o', b'r', b'g', b'e', b'd'];

#[test]
fn the_sample_frame_is_accepted_when_it_is_right() {
    let mut world = World::new(60);
    let alice = world.create(&["base"]);
    world.run(10_000);
    let good = frame(&EditSeed([42; 32]), world.keys().room, BODY);
    world.inject(alice, &RelayMessage::Deliver(good.encode()));
    assert!(world.device(alice).has("forged"));
    assert_eq!(world.device(alice).status().rejected, 0);
}

#[test]
fn forged_foreign_altered_and_cut_frames_are_ignored() {
    let mut world = World::new(61);
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.run(10_000);
    let room = world.keys().room;
    let good = frame(&EditSeed([42; 32]), room, BODY);
    let foreign_key = frame(&EditSeed([1; 32]), room, BODY);
    let foreign_room = frame(&EditSeed([1; 32]), EditSeed([1; 32]).keys().room, BODY);
    let mut altered = good.clone();
    altered.body[30] ^= 1;
    let mut moved = good.clone();
    moved.header.seq = Seq(2);
    moved.header.previous = [1; 32];
    let mut other_body = good.clone();
    other_body.body = foreign_key.body.clone();
    let cut = good.encode()[..100].to_vec();
    let mut bad: Vec<Vec<u8>> = [foreign_key, foreign_room, altered, moved, other_body]
        .iter()
        .map(Frame::encode)
        .collect();
    bad.push(cut);
    bad.push(Vec::new());
    bad.push([good.encode(), vec![0]].concat());
    for (at, bytes) in bad.iter().enumerate() {
        world.inject(alice, &RelayMessage::Deliver(bytes.clone()));
        assert_eq!(
            world.device(alice).status().rejected,
            at as u64 + 1,
            "case {at}"
        );
    }
    world.tell(alice, Event::Received(b"not even CBOR".to_vec()));
    assert_eq!(world.device(alice).status().rejected, bad.len() as u64 + 1);
    assert!(!world.device(alice).has("forged"));
    // The session goes on.
    assert_eq!(world.device(alice).status().link, LinkState::Online);
    world.edit(bob, "by bob");
    world.run(1_000);
    assert!(world.device(alice).has("by bob"));
    assert_settles(&mut world);
}

#[test]
fn a_whisper_cannot_be_taken_for_changes() {
    let mut world = World::new(62);
    let alice = world.create(&["base"]);
    world.run(10_000);
    let keys = world.keys().clone();
    let header = Header {
        room: keys.room,
        epoch: 1,
        kind: FrameKind::Whisper,
        device: DeviceId([6; 8]),
        seq: Seq::NONE,
        previous: NO_PREVIOUS,
        cover: None,
    };
    let sealed = seal::seal(&keys.cipher, &header.encode(), BODY, [7; 24]);
    let frame = Frame::sign(header, sealed, &keys.signing.unwrap());
    world.inject(alice, &RelayMessage::Deliver(frame.encode()));
    assert!(!world.device(alice).has("forged"));
    assert_eq!(world.device(alice).status().rejected, 1);
}

#[test]
fn a_relay_that_claims_what_never_comes_is_shown_as_missing() {
    let mut world = World::new(63);
    let alice = world.create(&["base"]);
    world.run(10_000);
    let claimed: Vector = [(DeviceId([9; 8]), Seq(5))].into_iter().collect();
    world.inject(alice, &RelayMessage::Welcome { vector: claimed });
    world.inject(alice, &RelayMessage::CaughtUp);
    assert!(world.device(alice).status().missing);
    world.go_offline(alice);
    assert!(
        world.device(alice).status().missing,
        "going offline makes nothing come"
    );
    world.go_online(alice);
    world.run(10_000);
    assert!(!world.device(alice).status().missing);
}

#[test]
fn a_hole_in_a_devices_frames_is_shown_as_missing_until_a_checkpoint_fills_it() {
    let mut world = World::new(64);
    let alice = world.create(&["base"]);
    world.run(10_000);
    let keys = world.keys().clone();
    let first = frame(&EditSeed([42; 32]), keys.room, BODY);
    let mut header = first.header.clone();
    header.seq = Seq(3);
    header.previous = [5; 32];
    let sealed = seal::seal(&keys.cipher, &header.encode(), BODY, [8; 24]);
    let third = Frame::sign(header, sealed, keys.signing.as_ref().unwrap());
    world.inject(alice, &RelayMessage::Deliver(third.encode()));
    assert!(world.device(alice).status().missing);
    assert!(
        world.device(alice).has("forged"),
        "what came is shown all the same"
    );
    let mut header = first.header.clone();
    header.device = DeviceId([8; 8]);
    header.kind = FrameKind::Checkpoint;
    header.cover = Some([(DeviceId([6; 8]), Seq(2))].into_iter().collect());
    let document = [0x82, 2, 0x41, b'D'];
    let sealed = seal::seal(&keys.cipher, &header.encode(), &document, [9; 24]);
    let checkpoint = Frame::sign(header, sealed, keys.signing.as_ref().unwrap());
    world.inject(alice, &RelayMessage::Deliver(checkpoint.encode()));
    assert!(!world.device(alice).status().missing);
}

#[test]
fn a_relay_that_always_claims_to_be_empty_is_not_sent_documents_all_day() {
    let mut world = World::new(65);
    let alice = world.create(&["base"]);
    world.run(60_000);
    let before = world
        .device(alice)
        .session()
        .vector()
        .get(&world.device(alice).session().device());
    for _ in 0..600 {
        world.inject(
            alice,
            &RelayMessage::Welcome {
                vector: Vector::new(),
            },
        );
        world.run(1_000);
    }
    let session = world.device(alice).session();
    let written = session.vector().get(&session.device()).0 - before.0;
    assert!(written <= 21, "{written} checkpoints in ten minutes");
    assert_settles(&mut world);
}

#[test]
fn a_relay_that_refuses_everything_as_a_fork_is_not_believed_for_ever() {
    let mut world = World::new(66);
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.run(10_000);
    world.edit(alice, "typed");
    world.faults.drop = 1_000;
    for _ in 0..50 {
        world.run(100);
        let session = world.device(alice).session();
        let device = session.device();
        let seq = session.vector().get(&device);
        for code in [yoriai_sync::Code::Fork, yoriai_sync::Code::Covered] {
            world.inject(alice, &RelayMessage::Refuse { code, device, seq });
        }
    }
    assert!(world.device(alice).status().forks <= 8);
    assert_settles(&mut world);
    assert!(world.device(bob).has("typed"));
}

#[test]
fn two_frames_under_one_number_are_both_taken_and_reported() {
    let mut world = World::new(67);
    let alice = world.create(&["base"]);
    world.run(10_000);
    let room = world.keys().room;
    let seed = EditSeed([42; 32]);
    let one = frame(&seed, room, BODY);
    let other = frame(
        &seed,
        room,
        &[0x82, 1, 0x81, 0x45, b'o', b't', b'h', b'e', b'r'],
    );
    for _ in 0..3 {
        world.inject(alice, &RelayMessage::Deliver(one.encode()));
        world.inject(alice, &RelayMessage::Deliver(other.encode()));
    }
    assert_eq!(
        world.device(alice).delivered(),
        [b"forged".to_vec(), b"other".to_vec()]
    );
    assert_eq!(world.device(alice).status().forks, 1);
    assert_eq!(world.device(alice).status().rejected, 0);
    assert_settles(&mut world);
}

#[test]
fn a_checkpoint_that_lacks_what_it_claims_is_answered_by_a_whole_one() {
    let mut world = World::new(68);
    let alice = world.create(&["base"]);
    world.run(60_000);
    assert_eq!(world.relay.as_ref().unwrap().checkpoints(), 1);
    let keys = world.keys().clone();
    let session = world.device(alice).session();
    let header = Header {
        room: keys.room,
        epoch: 1,
        kind: FrameKind::Checkpoint,
        device: DeviceId([6; 8]),
        seq: Seq(1),
        previous: NO_PREVIOUS,
        cover: Some(session.vector()),
    };
    let empty = [0x82, 2, 0x41, b'D'];
    let sealed = seal::seal(&keys.cipher, &header.encode(), &empty, [7; 24]);
    let lie = Frame::sign(header, sealed, &keys.signing.unwrap());
    world.inject(alice, &RelayMessage::Deliver(lie.encode()));
    world.run(60_000);
    assert_eq!(world.relay.as_ref().unwrap().checkpoints(), 2);
    assert_settles(&mut world);
}
