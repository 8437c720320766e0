//! What the session says of itself: never more than is so.

use yoriai_sync::wire::frame::NO_PREVIOUS;
use yoriai_sync::wire::{Frame, FrameKind, Header, RelayMessage};
use yoriai_sync::{DeviceId, Event, LinkState, Locked, Seq, Vector, seal};
use yoriai_testkit::network::{Id, World};

use crate::assert_settles;

fn is_delivered(world: &World, id: Id) -> bool {
    world.device(id).status().delivered
}

/// Runs until the device is connected.
fn until_online(world: &mut World, id: Id) {
    for _ in 0..10_000 {
        if world.device(id).status().link == LinkState::Online {
            return;
        }
        world.run(1);
    }
    panic!("nobody connects");
}

#[test]
fn a_new_room_has_nothing_before_the_document_is_acknowledged() {
    let mut world = World::new(80);
    let alice = world.create(&["base"]);
    let mut online = 0;
    while !is_delivered(&world, alice) {
        world.run(1);
        let status = world.device(alice).status();
        online += u32::from(status.link == LinkState::Online);
        assert!(world.now() < 60_000, "it never is");
    }
    assert!(online > 0);
    assert_eq!(world.relay.as_ref().unwrap().checkpoints(), 1);
    assert_settles(&mut world);
    assert!(is_delivered(&world, alice));
}

#[test]
fn what_was_written_is_delivered_when_it_is_acknowledged() {
    let mut world = World::new(81);
    let alice = world.create(&["base"]);
    world.run(10_000);
    assert!(is_delivered(&world, alice));
    world.edit(alice, "typed");
    assert!(!is_delivered(&world, alice));
    world.run(1_000);
    assert!(is_delivered(&world, alice));
    world.go_offline(alice);
    assert!(!is_delivered(&world, alice), "nobody is there to hold it");
}

#[test]
fn a_relay_that_comes_back_empty_holds_nothing_until_it_is_filled() {
    let mut world = World::new(82);
    let alice = world.create(&["base"]);
    world.run(10_000);
    world.edit(alice, "typed");
    world.run(10_000);
    world.empty_relay();
    until_online(&mut world, alice);
    while !is_delivered(&world, alice) {
        world.run(1);
        assert!(world.now() < 120_000, "it never is");
    }
    // Who comes now finds everything there.
    world.go_offline(alice);
    let bob = world.join();
    world.run(10_000);
    assert!(world.device(bob).has("base") && world.device(bob).has("typed"));
}

#[test]
fn a_joiner_has_delivered_what_it_was_given() {
    let mut world = World::new(83);
    world.create(&["base"]);
    world.run(10_000);
    let bob = world.join();
    world.run(10_000);
    assert!(is_delivered(&world, bob));
}

#[test]
fn a_change_of_a_newer_app_is_told_and_comes_again_to_the_newer_app() {
    let mut world = World::new(84);
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.update_app(alice);
    world.run(10_000);
    world.edit(alice, "newer: a kind of line that nobody knew");
    world.edit(alice, "typed");
    world.run(10_000);
    let status = world.device(bob).status();
    assert!(status.unreadable);
    assert!(!status.missing, "it has come; fetching again is no help");
    assert!(world.device(bob).has("typed"));
    let deliveries = world.device(bob).delivered().len();
    world.run(300_000);
    assert_eq!(
        world.device(bob).delivered().len(),
        deliveries,
        "it was fetched again and again"
    );

    world.update_app(bob);
    world.run(10_000);
    assert!(
        world
            .device(bob)
            .has("newer: a kind of line that nobody knew")
    );
    assert!(!world.device(bob).status().unreadable);
    assert_settles(&mut world);
}

#[test]
fn no_checkpoint_claims_to_hold_what_could_not_be_read() {
    let mut world = World::new(85);
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.update_app(alice);
    world.run(10_000);
    world.edit(alice, "newer: line");
    world.run(10_000);
    world.go_offline(alice);
    // Covered frames are gone at once: if bob claimed to have the line, it would be.
    world.relay.as_mut().unwrap().drops_covered = true;
    for at in 0..250 {
        world.edit(bob, format!("bob {at}"));
        world.run(100);
    }
    world.run(120_000);
    let carol = world.join();
    world.update_app(carol);
    world.run(10_000);
    assert!(world.device(carol).has("newer: line"));
    assert!(world.device(carol).has("bob 249"));
}

#[test]
fn a_document_of_a_newer_app_is_told_and_comes_again_to_the_newer_app() {
    let mut world = World::new(86);
    let alice = world.create(&["base"]);
    world.update_app(alice);
    world.run(10_000);
    world.edit(alice, "newer: line");
    world.edit(alice, "typed");
    world.run(10_000);
    // Only a document is left of all that.
    world.relay.as_mut().unwrap().drops_covered = true;
    world.empty_relay();
    world.run(60_000);
    let bob = world.join();
    world.run(10_000);
    assert!(!world.device(bob).has("typed"));
    assert!(world.device(bob).status().unreadable);
    world.go_offline(alice);
    world.update_app(bob);
    world.run(10_000);
    for change in ["base", "newer: line", "typed"] {
        assert!(world.device(bob).has(change), "{change}");
    }
}

#[test]
fn a_lost_state_is_made_anew_and_loses_nothing() {
    let mut world = World::new(87);
    let alice = world.create(&["base"]);
    world.hold_disk(alice, 60_000);
    // The page dies before anything of the room is on disk but its key.
    world.run(1_000);
    world.lose_state(alice);
    world.run(70_000);
    let bob = world.join();
    world.run(10_000);
    assert!(world.device(bob).has("base"));
    world.edit(alice, "typed");
    world.run(10_000);
    world.lose_state(alice);
    world.edit(alice, "typed later");
    assert_settles(&mut world);
    assert!(world.device(bob).has("typed later"));
}

#[test]
fn what_is_handed_over_in_a_hurry_is_there_after_the_end() {
    for after in 0..100 {
        let mut world = World::new(88);
        let alice = world.create(&["base"]);
        let bob = world.join();
        world.run(10_000);
        world.hold_disk(alice, 10_000);
        world.edit(bob, "by bob");
        world.run(after);
        world.edit(alice, "by alice");
        world.run(after);
        world.hurry(alice);
        world.crash(alice);
        assert!(world.device(alice).has("by alice"), "after {after}");
        assert_settles(&mut world);
        for id in [alice, bob] {
            assert!(world.device(id).has("by alice") && world.device(id).has("by bob"));
        }
    }
}

#[test]
fn a_closed_room_delivers_nothing() {
    let mut world = World::new(89);
    let alice = world.create(&["base"]);
    world.run(10_000);
    world.tell(alice, Event::CloseRoom);
    world.run(10_000);
    let status = world.device(alice).status();
    assert!(status.ended && !status.delivered);
}

const OTHER: DeviceId = DeviceId([6; 8]);

/// A genuine first frame by a device, as the relay delivers it: a checkpoint if it has a cover.
fn first_frame(
    world: &World,
    epoch: u32,
    device: DeviceId,
    cover: Option<Vector>,
    plain: &[u8],
) -> RelayMessage {
    let keys = world.keys().clone();
    let header = Header {
        room: keys.room,
        epoch,
        kind: if cover.is_some() {
            FrameKind::Checkpoint
        } else {
            FrameKind::Changes
        },
        device,
        seq: Seq(1),
        previous: NO_PREVIOUS,
        cover,
    };
    let sealed = seal::seal(&keys.cipher, &header.encode(), plain, [7; 24]);
    RelayMessage::Deliver(Frame::sign(header, sealed, &keys.signing.unwrap()).encode())
}

/// A cover of the other device's frames.
fn other_up_to(seq: u64) -> Option<Vector> {
    Some([(OTHER, Seq(seq))].into_iter().collect())
}

#[test]
fn a_frame_of_another_epoch_is_told_and_counted_once() {
    let mut world = World::new(800);
    let alice = world.create(&["base"]);
    world.run(10_000);
    let frame = first_frame(&world, 2, OTHER, None, b"sealed with a key of its own");
    world.inject(alice, &frame);
    let status = world.device(alice).status().clone();
    assert_eq!(status.locked, Some(Locked::OtherEpoch));
    assert!(status.unreadable && !status.missing);
    assert_eq!(status.rejected, 0, "it is genuine");
    // It goes on meanwhile, and isn't said to be held.
    let bob = world.join();
    world.edit(alice, "typed");
    world.run(10_000);
    assert!(world.device(bob).has("typed"));
    world.run(2_000);
    world.crash(alice);
    assert_eq!(
        world.device(alice).session().vector().get(&OTHER),
        Seq::NONE
    );
}

#[test]
fn a_frame_with_a_body_that_is_not_known_yet_is_told_and_comes_again_to_a_newer_app() {
    for body in [&[0x82, 99, 0x40][..], b"", &[0x82, 4, 0x40]] {
        let mut world = World::new(801);
        let alice = world.create(&["base"]);
        world.run(10_000);
        let frame = first_frame(&world, 1, OTHER, None, body);
        world.inject(alice, &frame);
        world.inject(alice, &frame);
        let status = world.device(alice).status().clone();
        assert_eq!((status.unreadable, status.locked), (true, None));
        assert!(!status.missing && status.rejected == 0);
        // Neither the next start nor a checkpoint says that it's here.
        world.run(5_000);
        world.empty_relay();
        world.run(60_000);
        let vector = world.relay.as_ref().unwrap().vector(&world.keys().room);
        assert_eq!(vector.get(&OTHER), Seq::NONE);
        world.crash(alice);
        let held = world.device(alice).session().vector();
        assert_eq!(held.get(&OTHER), Seq::NONE);
    }
}

#[test]
fn a_checkpoint_that_can_not_be_read_is_not_taken_for_what_it_covers() {
    let mut world = World::new(802);
    let alice = world.create(&["base"]);
    world.run(10_000);
    let by = DeviceId([7; 8]);
    let frame = first_frame(&world, 1, by, other_up_to(5), b"of the future");
    world.inject(alice, &frame);
    assert!(world.device(alice).status().unreadable);
    world.run(2_000);
    // One of the frames that it covers comes by itself, and is used.
    let plain = [0x82, 1, 0x81, 0x45, b'p', b'l', b'a', b'i', b'n'];
    let frame = first_frame(&world, 1, OTHER, None, &plain);
    world.inject(alice, &frame);
    assert!(world.device(alice).has("plain"));
    world.run(2_000);
    world.crash(alice);
    let held = world.device(alice).session().vector();
    assert!(held.get(&OTHER) <= Seq(1));
    assert_eq!(held.get(&DeviceId([7; 8])), Seq::NONE);
}

#[test]
fn an_older_document_that_can_be_read_does_not_make_a_newer_one_read() {
    let mut world = World::new(803);
    let alice = world.create(&["base"]);
    world.run(10_000);
    // A document by a newer app, with all that the other device wrote, and then one by an older app,
    // with some of it.
    let newer = [&[0x82, 2, 0x4f][..], b"D\x0a\0\0\0newer:line"].concat();
    let newer = first_frame(&world, 1, DeviceId([7; 8]), other_up_to(6), &newer);
    let older = first_frame(
        &world,
        1,
        DeviceId([8; 8]),
        other_up_to(2),
        &[0x82, 2, 0x41, b'D'],
    );
    world.inject(alice, &newer);
    assert!(world.device(alice).status().unreadable);
    world.inject(alice, &older);
    assert!(world.device(alice).status().unreadable);
    world.run(2_000);
    world.crash(alice);
    let held = world.device(alice).session().vector();
    assert_eq!(held.get(&OTHER), Seq(2));
}

#[test]
fn a_document_that_claims_all_numbers_there_are_and_can_not_be_read_stops_nothing() {
    for most in [1 << 40, u64::MAX] {
        let mut world = World::new(804);
        let alice = world.create(&["base"]);
        let bob = world.join();
        world.run(10_000);
        let by = DeviceId([7; 8]);
        let frame = first_frame(&world, 1, by, other_up_to(most), b"of the future");
        world.inject(alice, &frame);
        assert!(world.device(alice).status().unreadable);
        world.run(2_000);
        world.crash(alice);
        world.edit(alice, "typed");
        assert_settles(&mut world);
        assert!(world.device(bob).has("typed"));
    }
}
