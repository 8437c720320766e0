//! A link is ended: the room closes for everybody, and what they have meets again in the next one.

use yoriai_sync::wire::{Frame, FrameKind};
use yoriai_sync::{Closing, EditSeed, Event, LinkState, seal};
use yoriai_testkit::network::{Id, World};

use crate::assert_settles;

/// The seed of the link that is made anew.
const NEXT: EditSeed = EditSeed([43; 32]);

fn closing(world: &World, id: Id) -> (Closing, bool) {
    let status = world.device(id).status();
    (status.closing, status.ended)
}

#[test]
fn a_closed_room_ends_for_everybody_and_keeps_unsent_changes() {
    let mut world = World::new(11);
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.run(10_000);
    world.go_offline(bob);
    world.edit(bob, "written while the link ended");
    world.tell(alice, Event::CloseRoom);
    world.run(10_000);
    assert!(world.device(alice).status().ended);
    assert_eq!(world.device(alice).status().link, LinkState::Offline);
    world.go_online(bob);
    world.run(120_000);
    let status = world.device(bob).status();
    assert!(status.ended);
    assert_eq!((status.link, status.unsent), (LinkState::Offline, 1));
    assert!(world.device(bob).has("written while the link ended"));
    world.crash(bob);
    world.run(120_000);
    assert!(world.device(bob).status().ended);
    assert_eq!(world.device(bob).status().link, LinkState::Offline);
}

#[test]
fn who_ends_a_link_learns_when_the_relay_has_taken_it() {
    let mut world = World::new(200);
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.run(10_000);
    world.go_offline(alice);
    world.tell(alice, Event::CloseRoom);
    world.run(10_000);
    assert_eq!(closing(&world, alice), (Closing::Underway, false));
    world.crash(alice);
    world.run(60_000);
    assert_eq!(closing(&world, alice), (Closing::Underway, false));
    assert_eq!(closing(&world, bob), (Closing::NotAsked, false));
    world.go_online(alice);
    world.run(10_000);
    assert_eq!(closing(&world, alice), (Closing::Done, true));
    assert_eq!(closing(&world, bob), (Closing::NotAsked, true));
    for id in [alice, bob] {
        world.crash(id);
        world.run(60_000);
    }
    assert_eq!(closing(&world, alice), (Closing::Done, true));
    assert_eq!(closing(&world, bob), (Closing::NotAsked, true));
    assert_eq!(world.device(alice).status().unsent, 0);
}

#[test]
fn a_crash_at_any_moment_of_ending_a_link_leaves_no_doubt() {
    for after in 0..150 {
        let mut world = World::new(201);
        let alice = world.create(&["base"]);
        world.run(10_000);
        world.tell(alice, Event::CloseRoom);
        world.run(after * 2);
        world.crash(alice);
        world.run(60_000);
        let newcomer = world.join();
        world.run(10_000);
        // Either it was never asked for, as far as the disk knows, or it is done.
        let is_closed = world.device(newcomer).status().ended;
        let expected = if is_closed {
            (Closing::Done, true)
        } else {
            (Closing::NotAsked, false)
        };
        assert_eq!(closing(&world, alice), expected, "after {after}");
        assert_eq!(world.device(alice).status().unsent, 0, "after {after}");
    }
}

#[test]
fn of_two_who_end_a_link_at_once_one_learns_that_the_other_was_first() {
    for seed in 2_020..2_040 {
        let mut world = World::new(seed);
        let alice = world.create(&["base"]);
        let bob = world.join();
        world.run(10_000);
        world.tell(alice, Event::CloseRoom);
        world.tell(bob, Event::CloseRoom);
        world.run(60_000);
        let mut both = [closing(&world, alice), closing(&world, bob)];
        both.sort_by_key(|(closing, _)| *closing == Closing::Done);
        let expected = [(Closing::NotAsked, true), (Closing::Done, true)];
        assert_eq!(both, expected, "seed {seed}");
        for id in [alice, bob] {
            assert_eq!(world.device(id).status().unsent, 0, "seed {seed}");
        }
    }
}

#[test]
fn a_link_is_ended_once_however_often_it_is_asked() {
    let mut world = World::new(203);
    let alice = world.create(&["base"]);
    world.run(10_000);
    world.go_offline(alice);
    world.tell(alice, Event::CloseRoom);
    world.tell(alice, Event::CloseRoom);
    assert_eq!(world.device(alice).status().unsent, 1);
    world.go_online(alice);
    world.run(10_000);
    world.tell(alice, Event::CloseRoom);
    world.run(10_000);
    assert_eq!(world.device(alice).status().unsent, 0);
}

#[test]
fn a_full_room_can_be_closed() {
    let mut world = World::new(204);
    let alice = world.create(&["base"]);
    world.run(10_000);
    // Not even a checkpoint would help: the document alone is larger than the room.
    world.relay.as_mut().unwrap().room_bytes = Some(10_000);
    for at in 0..30u8 {
        world.edit(alice, vec![at; 1_000]);
    }
    world.run(10_000);
    assert!(world.device(alice).status().unsent > 0);
    world.tell(alice, Event::CloseRoom);
    world.run(60_000);
    assert_eq!(closing(&world, alice), (Closing::Done, true));
    let relay = world.relay.as_ref().unwrap();
    assert_eq!(relay.len(), 1, "the room is forgotten but for its end");
}

#[test]
fn a_closing_frame_tells_nobody_anything() {
    let mut world = World::new(205);
    let alice = world.create(&["base"]);
    world.run(10_000);
    world.tell(alice, Event::CloseRoom);
    world.run(10_000);
    let relay = world.relay.as_ref().unwrap();
    let frame = Frame::decode(relay.frames().next().unwrap()).unwrap();
    assert_eq!(frame.header.kind, FrameKind::Closing);
    let cipher = &world.keys().cipher;
    let plain = seal::open(cipher, &frame.header.encode(), &frame.body).unwrap();
    assert_eq!(plain, [0x82, 5, 0x40]);
}

#[test]
fn unsent_edits_meet_in_the_room_of_the_new_link() {
    let mut world = World::new(206);
    let alice = world.create(&["base"]);
    let bob = world.join();
    let carol = world.join();
    let viewer = world.view();
    world.run(10_000);
    world.go_offline(bob);
    world.edit(bob, "bob, before he heard");
    world.go_offline(carol);
    world.edit(carol, "carol, before she heard");
    world.tell(alice, Event::CloseRoom);
    world.run(10_000);
    assert_eq!(closing(&world, alice), (Closing::Done, true));
    world.move_to(alice, &NEXT);
    world.edit(alice, "alice, in the new room");
    world.run(10_000);

    // Bob hears that the link has ended, writes on all the same, and is given the new one.
    world.go_online(bob);
    world.run(10_000);
    assert_eq!(closing(&world, bob), (Closing::NotAsked, true));
    world.edit(bob, "bob, after he heard");
    world.run(10_000);
    assert_eq!(world.device(bob).status().unsent, 2);
    world.move_to(bob, &NEXT);
    world.run(10_000);
    // Carol is given it before she was online again. Her old room she never sees any more.
    world.move_to(carol, &NEXT);
    world.go_online(carol);
    assert!(world.device(viewer).status().ended);
    world.follow(viewer, &NEXT);
    assert_settles(&mut world);
    for id in [alice, bob, carol, viewer] {
        for change in [
            "base",
            "alice, in the new room",
            "bob, before he heard",
            "bob, after he heard",
            "carol, before she heard",
        ] {
            assert!(world.device(id).has(change), "{change}");
        }
        assert_eq!(closing(&world, id), (Closing::NotAsked, false));
        assert!(world.device(id).status().delivered);
    }
}

#[test]
fn who_had_only_the_old_link_reads_nothing_of_the_new_room() {
    let mut world = World::new(207);
    let alice = world.create(&["base"]);
    let mallory = world.join();
    world.run(10_000);
    world.tell(alice, Event::CloseRoom);
    world.run(10_000);
    world.move_to(alice, &NEXT);
    world.edit(alice, "not for everybody");
    world.run(60_000);
    assert!(world.device(mallory).status().ended);
    let relay = world.relay.as_ref().unwrap();
    let old = world.keys();
    for frame in relay.frames().map(|bytes| Frame::decode(bytes).unwrap()) {
        if frame.header.room != old.room {
            let opened = seal::open(&old.cipher, &frame.header.encode(), &frame.body);
            assert_eq!(opened, Err(seal::OpenError::NotAuthentic));
        }
    }
    assert!(!world.device(mallory).has("not for everybody"));
}

#[test]
fn a_relay_that_forgot_that_a_room_is_closed_is_told_again() {
    let mut world = World::new(208);
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.run(10_000);
    world.go_offline(bob);
    world.edit(bob, "bob, offline");
    world.go_offline(alice);
    world.tell(alice, Event::CloseRoom);
    let frame = world.device(alice).session().closing_frame().unwrap();
    let frame = frame.to_vec();
    world.go_online(alice);
    world.run(10_000);
    assert_eq!(closing(&world, alice), (Closing::Done, true));
    let old = world.keys().clone();
    world.move_to(alice, &NEXT);
    world.empty_relay();
    // Bob has heard nothing, and opens the room again.
    world.go_online(bob);
    world.run(60_000);
    assert!(!world.device(bob).status().ended);
    let keeper = world.keep_closed(old, frame);
    world.run(60_000);
    assert_eq!(closing(&world, keeper), (Closing::Done, true));
    assert_eq!(closing(&world, bob), (Closing::NotAsked, true));
    // What bob wrote there meanwhile was not lost on the way.
    assert!(world.device(keeper).has("bob, offline"));
}

#[test]
fn a_room_that_is_closed_still_is_left_alone_by_who_keeps_it_so() {
    let mut world = World::new(209);
    let alice = world.create(&["base"]);
    world.run(10_000);
    world.go_offline(alice);
    world.tell(alice, Event::CloseRoom);
    let frame = world.device(alice).session().closing_frame().unwrap();
    let frame = frame.to_vec();
    world.go_online(alice);
    world.run(10_000);
    assert_eq!(world.device(alice).session().closing_frame(), None);
    let old = world.keys().clone();
    let keeper = world.keep_closed(old, frame);
    world.run(10_000);
    assert_eq!(closing(&world, keeper), (Closing::Done, true));
    assert_eq!(world.device(keeper).posted(), 0);
}

#[test]
fn only_a_closing_frame_keeps_a_room_closed() {
    let mut world = World::new(210);
    world.create(&["base"]);
    world.run(10_000);
    let keys = world.keys().clone();
    let relay = world.relay.as_ref().unwrap();
    let frame = relay.frames().next().unwrap().clone();
    assert!(yoriai_sync::Session::keeping_closed(keys.clone(), frame).is_none());
    assert!(yoriai_sync::Session::keeping_closed(keys, b"noise".to_vec()).is_none());
}
