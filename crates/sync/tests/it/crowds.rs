//! Many devices at once.

use yoriai_sync::EditSeed;
use yoriai_testkit::network::{Id, World};

use crate::assert_settles;

/// The most sockets that were opened within so many milliseconds.
fn most_within(opened: &[u64], window: u64) -> usize {
    let until = |from: u64| opened.partition_point(|at| *at < from + window);
    let counts = opened.iter().enumerate();
    counts
        .map(|(at, from)| until(*from) - at)
        .max()
        .unwrap_or(0)
}

#[test]
fn a_thousand_devices_of_a_hundred_rooms_come_back_to_an_empty_relay() {
    let mut world = World::new(300);
    let mut rooms: Vec<Vec<Id>> = Vec::new();
    for room in 0..100u8 {
        let keys = EditSeed([room; 32]).keys();
        let plan = format!("the plan of {room}").into_bytes();
        let creator = world.create_in(keys.clone(), vec![plan]);
        let others = (0..9).map(|_| world.join_with(keys.clone()));
        rooms.push([creator].into_iter().chain(others).collect());
        world.run(100);
    }
    world.run(20_000);
    world.stop_relay();
    for (at, room) in rooms.iter().enumerate() {
        // Somebody in each room writes meanwhile.
        world.edit(room[at % 10], format!("written in {at}"));
    }
    world.run(120_000);
    let before = world.opened().len();
    world.relay = Some(Default::default());
    world.run(300_000);

    let opened = &world.opened()[before..];
    assert_eq!(opened.len(), 1_000, "each came back once");
    let most = most_within(opened, 1_000);
    assert!(most < 100, "{most} came back within a second");
    for (at, room) in rooms.iter().enumerate() {
        for id in room {
            let device = world.device(*id);
            assert!(device.has(format!("the plan of {at}")), "room {at}");
            assert!(device.has(format!("written in {at}")), "room {at}");
            assert!(device.status().delivered && device.status().unsent == 0);
        }
    }
    // Who comes now finds the document there, and not ten of them.
    let relay = world.relay.as_ref().unwrap();
    assert!((100..=200).contains(&relay.checkpoints()));
    let newcomer = world.join_with(EditSeed([7; 32]).keys());
    world.run(10_000);
    assert!(world.device(newcomer).has("the plan of 7"));
}

#[test]
fn a_thousand_devices_in_one_room_catch_up() {
    let mut world = World::new(301);
    let alice = world.create(&["base"]);
    for at in 0..50 {
        world.edit(alice, format!("alice {at}"));
    }
    world.run(10_000);
    let others: Vec<Id> = (0..999).map(|_| world.join()).collect();
    world.run(20_000);
    world.stop_relay().map(|relay| world.relay.insert(relay));
    world.edit(alice, "after the restart");
    world.run(120_000);
    for id in others {
        let device = world.device(id);
        assert!(device.has("alice 49") && device.has("after the restart"));
        assert!(device.status().delivered);
    }
}

#[test]
fn sixty_tablets_write_at_once_and_read_each_other() {
    let mut world = World::new(302);
    let alice = world.create(&["base"]);
    let tablets: Vec<Id> = (0..59).map(|_| world.join()).chain([alice]).collect();
    world.run(10_000);
    for minute in 0..2 {
        for (at, id) in tablets.iter().enumerate() {
            world.edit(*id, format!("{at} in minute {minute}"));
            world.run(200);
        }
        if minute == 1 {
            world.empty_relay();
        }
    }
    assert_settles(&mut world);
    assert!(world.device(alice).has("58 in minute 1"));
}
