//! Frames late, twice, out of order, damaged, in pieces.

use yoriai_testkit::network::{Faults, World};

use crate::assert_settles;

fn busy_world(seed: u64, faults: Faults) -> World {
    let mut world = World::new(seed);
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.run(5_000);
    world.faults = faults;
    for at in 0..60 {
        world.edit(alice, format!("alice {at}"));
        world.edit(bob, format!("bob {at}"));
        world.run(700);
    }
    world
}

/// Every change by the other was delivered, and none twice.
fn assert_delivered_once(world: &World) {
    for id in world.ids() {
        let mut delivered = world.device(id).delivered().to_vec();
        let count = delivered.len();
        delivered.sort();
        delivered.dedup();
        assert_eq!(delivered.len(), count);
    }
}

#[test]
fn frames_that_come_twice_are_delivered_once() {
    let mut world = busy_world(
        20,
        Faults {
            duplicate: 500,
            ..Faults::default()
        },
    );
    assert_settles(&mut world);
    assert_delivered_once(&world);
}

#[test]
fn frames_that_come_out_of_order_are_delivered_once() {
    let mut world = busy_world(
        21,
        Faults {
            late: 400,
            duplicate: 200,
            ..Faults::default()
        },
    );
    assert_settles(&mut world);
    assert_delivered_once(&world);
}

#[test]
fn frames_that_never_come_are_fetched_again() {
    let mut world = busy_world(
        22,
        Faults {
            drop: 200,
            ..Faults::default()
        },
    );
    assert_settles(&mut world);
    assert_delivered_once(&world);
}

#[test]
fn sockets_that_break_in_mid_frame_lose_nothing() {
    let mut world = busy_world(
        23,
        Faults {
            cut: 150,
            ..Faults::default()
        },
    );
    assert_settles(&mut world);
    assert_delivered_once(&world);
}

#[test]
fn damaged_frames_are_counted_and_fetched_again() {
    let mut world = busy_world(
        24,
        Faults {
            damage: 150,
            ..Faults::default()
        },
    );
    let rejected: u64 = world
        .ids()
        .map(|id| world.device(id).status().rejected)
        .sum();
    assert!(rejected > 0);
    assert_settles(&mut world);
    assert_delivered_once(&world);
}

#[test]
fn a_change_larger_than_a_frame_travels_in_pieces() {
    let mut world = World::new(25);
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.run(5_000);
    let large: Vec<u8> = (0..3_000_000u32).map(|at| (at ^ (at >> 8)) as u8).collect();
    world.edit(alice, &large);
    world.edit(alice, "after it");
    world.run(10_000);
    assert!(world.device(bob).has(&large));
    let carol = world.join();
    world.run(10_000);
    assert!(world.device(carol).has(&large));
    assert_settles(&mut world);
}

#[test]
fn a_document_larger_than_a_frame_is_a_checkpoint_in_pieces() {
    let large = "長".repeat(900_000);
    let mut world = World::new(26);
    let alice = world.create(&["base", &large]);
    world.run(10_000);
    // The reader's app is closed between two pieces: none of them may count as received.
    let bob = world.join();
    for _ in 0..40 {
        world.run(23);
        world.crash(bob);
    }
    world.run(10_000);
    assert!(world.device(bob).has(&large));
    world.edit(alice, "after it");
    assert_settles(&mut world);
}

#[test]
fn the_writer_of_pieces_is_interrupted() {
    let large = "長".repeat(900_000);
    for after in 0..10 {
        let mut world = World::new(27);
        let alice = world.create(&["base", &large]);
        let bob = world.join();
        world.run(100 + after * 97);
        world.crash(alice);
        world.run(after * 40);
        world.empty_relay();
        assert_settles(&mut world);
        assert!(world.device(bob).has(&large), "interrupted after {after}");
    }
}

#[test]
fn a_long_batch_is_split_into_frames() {
    let mut world = World::new(28);
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.run(5_000);
    let frames = world.relay.as_ref().unwrap().len();
    let burst = |size: usize| (0..20u8).map(|at| vec![at; size]).collect::<Vec<_>>();
    world.edit_burst(alice, burst(10));
    world.run(5_000);
    assert_eq!(
        world.relay.as_ref().unwrap().len(),
        frames + 1,
        "a burst is one frame"
    );
    world.edit_burst(alice, burst(200_000));
    world.run(10_000);
    assert!(world.relay.as_ref().unwrap().len() > frames + 2);
    assert!(world.device(bob).has(vec![19; 200_000]));
    assert_settles(&mut world);
}
