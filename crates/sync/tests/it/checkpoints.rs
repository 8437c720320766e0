//! When checkpoints are posted, and that they never claim too much.

use yoriai_sync::wire::{Frame, FrameKind, Header, RelayMessage};
use yoriai_sync::{DeviceId, Seq, seal};
use yoriai_testkit::network::World;

use crate::assert_settles;

#[test]
fn the_first_device_posts_its_document() {
    let mut world = World::new(30);
    world.create(&["base"]);
    world.run(5_000);
    assert_eq!(world.relay.as_ref().unwrap().checkpoints(), 1);
    assert_settles(&mut world);
    assert_eq!(world.relay.as_ref().unwrap().checkpoints(), 1);
}

#[test]
fn a_newcomer_to_an_empty_room_posts_nothing() {
    let mut world = World::new(31);
    world.join();
    world.run(600_000);
    assert!(world.relay.as_ref().unwrap().is_empty());
}

#[test]
fn the_document_arrives_even_if_others_wrote_first() {
    let mut world = World::new(32);
    let alice = world.create(&["base"]);
    world.go_offline(alice);
    let bob = world.join();
    world.edit(bob, "bob came first");
    world.run(60_000);
    world.go_online(alice);
    world.run(10_000);
    assert!(world.device(bob).has("base"));
    assert_settles(&mut world);
}

#[test]
fn many_frames_are_followed_by_a_checkpoint() {
    let mut world = World::new(33);
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.run(5_000);
    world.relay.as_mut().unwrap().drops_covered = true;
    for at in 0..1_000 {
        world.edit(alice, format!("alice {at}"));
        world.run(200);
    }
    world.run(120_000);
    let relay = world.relay.as_ref().unwrap();
    assert_eq!(relay.checkpoints(), 2, "the last two are kept");
    assert!(relay.len() < 500, "{} frames are left", relay.len());
    assert!(world.device(bob).has("alice 999"));
    // A device that comes after the frames are gone.
    let carol = world.join();
    world.run(10_000);
    assert!(world.device(carol).has("alice 0"));
    assert_settles(&mut world);
}

#[test]
fn frames_delivered_while_the_document_is_saved_are_not_covered() {
    for seed in 0..20 {
        let mut world = World::new(3_400 + seed);
        let alice = world.create(&["base"]);
        let bob = world.join();
        world.run(5_000);
        world.relay.as_mut().unwrap().drops_covered = true;
        world.empty_relay();
        // Somebody will post a checkpoint within some seconds; meanwhile both keep writing.
        for at in 0..80 {
            world.edit(alice, format!("alice {at}"));
            world.edit(bob, format!("bob {at}"));
            world.run(100);
        }
        world.run(60_000);
        world.go_offline(alice);
        world.go_offline(bob);
        let carol = world.join();
        world.run(30_000);
        for at in 0..80 {
            assert!(
                world.device(carol).has(format!("alice {at}")),
                "seed {seed}, alice {at}"
            );
            assert!(
                world.device(carol).has(format!("bob {at}")),
                "seed {seed}, bob {at}"
            );
        }
    }
}

#[test]
fn ten_thousand_frames_of_catching_up() {
    let mut world = World::new(35);
    let alice = world.create(&["base"]);
    world.run(5_000);
    let bob = world.join();
    world.run(5_000);
    world.go_offline(bob);
    world.go_offline(alice);
    for at in 0..10_000 {
        world.edit(alice, format!("alice {at}"));
    }
    world.go_online(alice);
    world.run(60_000);
    assert_eq!(world.device(alice).status().unsent, 0);
    assert_settles(&mut world);
    assert!(world.device(bob).has("alice 9999"));
}

#[test]
fn checkpoints_that_are_posted_at_once_leave_nothing_out() {
    for seed in 3_600..3_640 {
        let mut world = World::new(seed);
        let ids = [world.create(&["base"]), world.join(), world.join()];
        world.run(10_000);
        world.relay.as_mut().unwrap().drops_covered = true;
        // Each has something that the others lack, and the relay has nothing: all three post what
        // they have, within a moment.
        for (at, id) in ids.iter().enumerate() {
            world.go_offline(*id);
            world.edit(*id, format!("of {at}"));
            world.hurry(*id);
            world.lose_state(*id);
        }
        world.empty_relay();
        for (at, id) in ids.iter().enumerate() {
            world.go_online(*id);
            world.edit(*id, format!("later of {at}"));
        }
        world.run(30_000);
        let newcomer = world.join();
        assert_settles(&mut world);
        for at in 0..3 {
            for change in [format!("of {at}"), format!("later of {at}")] {
                assert!(world.device(newcomer).has(&change), "seed {seed}: {change}");
            }
        }
    }
}

#[test]
fn what_came_beyond_a_gap_is_brought_to_a_relay_that_has_lost_it() {
    for crashes in [false, true] {
        let mut world = World::new(37);
        world.create(&["base"]);
        let bob = world.join();
        world.run(60_000);
        // Somebody's third frame reaches bob before the first two, and then that device's disk and
        // the relay's mailbox are gone. Nobody else has it, and no vector can say that bob does.
        let keys = world.keys().clone();
        let header = Header {
            room: keys.room,
            epoch: 1,
            kind: FrameKind::Changes,
            device: DeviceId([6; 8]),
            seq: Seq(3),
            previous: [5; 32],
            cover: None,
        };
        let plain = [0x82, 1, 0x81, 0x45, b't', b'h', b'i', b'r', b'd'];
        let sealed = seal::seal(&keys.cipher, &header.encode(), &plain, [8; 24]);
        let third = Frame::sign(header, sealed, &keys.signing.unwrap());
        world.inject(bob, &RelayMessage::Deliver(third.encode()));
        assert!(world.device(bob).status().missing);
        world.go_offline(bob);
        world.run(5_000);
        if crashes {
            world.crash(bob);
        }
        world.go_online(bob);
        world.run(2);
        assert!(!world.device(bob).status().delivered);
        world.run(60_000);
        assert!(world.device(bob).status().delivered);
        let checkpoints = world.relay.as_ref().unwrap().checkpoints();
        world.go_offline(bob);
        let carol = world.join();
        world.run(10_000);
        assert!(world.device(carol).has("third"), "crashes: {crashes}");
        // One document was enough.
        world.go_online(bob);
        world.run(600_000);
        assert_eq!(world.relay.as_ref().unwrap().checkpoints(), checkpoints);
    }
}
