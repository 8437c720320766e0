//! No network, no relay, no app: and afterwards everything is there.

use yoriai_sync::LinkState;
use yoriai_testkit::network::World;

use crate::assert_settles;

#[test]
fn alice_and_bob_meet_and_see_each_others_changes() {
    let mut world = World::new(1);
    let alice = world.create(&["the plan as it was"]);
    let bob = world.join();
    world.run(5_000);
    assert!(world.device(bob).has("the plan as it was"));
    assert_eq!(world.device(bob).status().link, LinkState::Online);
    world.edit(alice, "by alice");
    world.edit(bob, "by bob");
    world.run(1_000);
    assert!(world.device(bob).has("by alice"));
    assert!(world.device(alice).has("by bob"));
    assert_settles(&mut world);
}

#[test]
fn both_write_offline_and_merge_afterwards() {
    let mut world = World::new(2);
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.run(5_000);
    world.go_offline(alice);
    world.go_offline(bob);
    for at in 0..100 {
        world.edit(alice, format!("alice {at}"));
        world.edit(bob, format!("bob {at}"));
    }
    world.run(60_000);
    assert_eq!(world.device(alice).status().link, LinkState::Offline);
    assert_eq!(world.device(alice).status().unsent, 100);
    assert_settles(&mut world);
}

#[test]
fn a_device_writes_for_weeks_before_it_first_has_a_network() {
    let mut world = World::new(3);
    let alice = world.create(&["base"]);
    world.go_offline(alice);
    for at in 0..500 {
        world.edit(alice, format!("day {at}"));
        world.run(3_600_000);
    }
    let bob = world.join();
    assert_settles(&mut world);
    assert!(world.device(bob).has("day 499"));
}

#[test]
fn a_relay_that_comes_back_empty_is_filled_again() {
    let mut world = World::new(4);
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.run(10_000);
    world.edit(alice, "by alice");
    world.edit(bob, "by bob");
    world.run(10_000);
    world.empty_relay();
    world.run(60_000);
    // A newcomer must find everything on the relay alone.
    world.go_offline(alice);
    world.go_offline(bob);
    let carol = world.join();
    world.run(10_000);
    for change in ["base", "by alice", "by bob"] {
        assert!(world.device(carol).has(change), "{change}");
    }
    assert_settles(&mut world);
}

#[test]
fn an_empty_relay_is_filled_by_one_device_not_by_all() {
    let mut world = World::new(5);
    world.create(&["base"]);
    for _ in 0..20 {
        world.join();
    }
    world.run(60_000);
    let before: usize = world.ids().map(|id| world.device(id).checkpoints()).sum();
    world.empty_relay();
    world.run(120_000);
    let after: usize = world.ids().map(|id| world.device(id).checkpoints()).sum();
    // One checkpoint reaches the twenty others; a second one by chance of the same moment.
    assert!(after - before <= 40, "{} checkpoints came", after - before);
    assert!(after > before);
    assert_settles(&mut world);
}

#[test]
fn each_holds_something_that_the_emptied_relay_forgot() {
    let mut world = World::new(6);
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.run(10_000);
    world.go_offline(alice);
    world.edit(bob, "bob alone");
    world.run(10_000);
    world.go_offline(bob);
    world.go_online(alice);
    world.edit(alice, "alice later");
    world.run(10_000);
    world.empty_relay();
    world.go_offline(alice);
    world.run(10_000);
    let carol = world.join();
    world.run(10_000);
    assert!(!world.device(carol).has("base"));
    assert_settles(&mut world);
    assert!(world.device(carol).has("bob alone"));
    assert!(world.device(carol).has("alice later"));
}

#[test]
fn the_relay_is_down_for_a_day() {
    let mut world = World::new(7);
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.run(10_000);
    let relay = world.stop_relay();
    world.edit(alice, "by alice");
    world.edit(bob, "by bob");
    world.run(86_400_000);
    assert_eq!(world.device(alice).status().link, LinkState::Offline);
    world.relay = relay;
    world.run(180_000);
    assert_eq!(world.complaints(), Vec::<String>::new());
}

#[test]
fn a_crash_between_storing_and_sending_loses_nothing() {
    // At every millisecond of the first quarter of a second after an edit, once.
    for after in 0..250 {
        let mut world = World::new(8);
        let alice = world.create(&["base"]);
        let bob = world.join();
        world.run(10_000);
        world.edit(alice, "typed");
        world.run(after);
        let stored = world.device(alice).disk_has("typed");
        world.crash(alice);
        assert_settles(&mut world);
        assert_eq!(
            world.device(bob).has("typed"),
            world.device(alice).has("typed")
        );
        assert!(
            !stored || world.device(bob).has("typed"),
            "after {after} ms"
        );
    }
}

#[test]
fn a_frame_is_sent_only_once_it_is_on_disk() {
    let mut world = World::new(9);
    let alice = world.create(&["base"]);
    world.run(10_000);
    let frames = world.relay.as_ref().unwrap().len();
    world.hold_disk(alice, 60_000);
    world.edit(alice, "typed");
    world.run(50_000);
    assert_eq!(world.relay.as_ref().unwrap().len(), frames);
    assert_eq!(world.device(alice).status().unsent, 1);
    world.run(20_000);
    assert_eq!(world.relay.as_ref().unwrap().len(), frames + 1);
    assert_settles(&mut world);
}

#[test]
fn clocks_years_apart_change_nothing() {
    let mut world = World::new(10);
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.set_clock_ahead(bob, 10 * 365 * 86_400_000);
    world.run(10_000);
    world.edit(alice, "by alice");
    world.run(5_000);
    world.set_clock_ahead(bob, 0);
    world.edit(bob, "by bob");
    world.empty_relay();
    assert_settles(&mut world);
}

#[test]
fn a_relay_that_dies_in_the_middle_of_a_frame_has_it_afterwards() {
    // Again and again while a large change is on its way, in two pieces.
    let large = "長".repeat(400_000);
    for after in 0..8 {
        for comes_back_empty in [false, true] {
            let mut world = World::new(14);
            let alice = world.create(&["base"]);
            let bob = world.join();
            world.run(10_000);
            world.edit(alice, &large);
            world.edit(alice, "after it");
            world.run(after * 25);
            let relay = world.stop_relay();
            world.run(5_000);
            world.relay = relay;
            if comes_back_empty {
                world.empty_relay();
            }
            assert_settles(&mut world);
            assert!(world.device(bob).has(&large), "died after {after}");
            assert!(world.device(bob).has("after it"), "died after {after}");
        }
    }
}

#[test]
fn a_clock_that_is_set_back_by_years_keeps_nobody_waiting() {
    let mut world = World::new(15);
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.set_clock_ahead(alice, 20 * 365 * 86_400_000);
    world.run(10_000);
    let relay = world.stop_relay();
    world.edit(alice, "typed");
    // It waits for its next try, and the clock is put right meanwhile.
    world.run(3_000);
    world.set_clock_ahead(alice, 0);
    world.relay = relay;
    world.run(180_000);
    assert_eq!(world.device(alice).status().unsent, 0);
    assert!(world.device(bob).has("typed"));
}

#[test]
fn a_disk_that_takes_nothing_more_keeps_everything_from_the_relay_and_says_so() {
    let mut world = World::new(16);
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.run(10_000);
    world.hold_disk(alice, 3_600_000);
    world.edit(alice, "typed");
    world.run(600_000);
    let status = world.device(alice).status();
    assert!(status.unsent == 1 && !status.delivered);
    assert!(!world.device(bob).has("typed"));
    // What others write is read meanwhile.
    world.edit(bob, "by bob");
    world.run(1_000);
    assert!(world.device(alice).has("by bob"));
    // There is space again.
    world.run(3_600_000);
    assert!(world.device(bob).has("typed"));
    assert_settles(&mut world);
}
