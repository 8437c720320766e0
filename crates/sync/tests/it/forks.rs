//! Two devices under one id: restored backups, copied profiles.

use yoriai_testkit::network::World;

use crate::assert_settles;

#[test]
fn a_restored_backup_takes_a_new_id_and_loses_nothing() {
    for more in [0, 1, 3, 9] {
        let mut world = World::new(40 + more);
        let alice = world.create(&["base"]);
        let bob = world.join();
        world.run(10_000);
        for at in 0..3 {
            world.edit(alice, format!("before {at}"));
        }
        world.run(10_000);
        let backup = world.backup(alice);
        let id = world.device(alice).session().device();
        for at in 0..3 {
            world.edit(alice, format!("after {at}"));
        }
        world.run(10_000);
        world.go_offline(alice);
        world.restore(alice, backup);
        assert!(!world.device(alice).has("after 0"));
        for at in 0..more {
            world.edit(alice, format!("again {at}"));
        }
        world.run(10_000);
        assert_settles(&mut world);
        assert!(
            world.device(alice).has("after 2"),
            "what the backup lacked comes back"
        );
        assert_ne!(world.device(alice).session().device(), id);
        assert_eq!(world.device(bob).status().forks, 0);
        for at in 0..more {
            assert!(world.device(bob).has(format!("again {at}")));
        }
    }
}

#[test]
fn a_restored_backup_meets_a_relay_that_has_dropped_the_frames() {
    let mut world = World::new(45);
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.run(10_000);
    world.relay.as_mut().unwrap().drops_covered = true;
    let backup = world.backup(alice);
    for at in 0..300 {
        world.edit(alice, format!("after {at}"));
    }
    world.run(120_000);
    assert!(world.relay.as_ref().unwrap().len() < 300);
    world.go_offline(alice);
    world.restore(alice, backup);
    for at in 0..5 {
        world.edit(alice, format!("again {at}"));
    }
    assert_settles(&mut world);
    assert!(world.device(bob).has("again 4"));
    assert!(world.device(alice).has("after 299"));
}

#[test]
fn a_restored_backup_meets_an_empty_relay() {
    for again in 1..8 {
        let mut world = World::new(46);
        let alice = world.create(&["base"]);
        let bob = world.join();
        world.run(10_000);
        let backup = world.backup(alice);
        for at in 0..3 {
            world.edit(alice, format!("after {at}"));
        }
        world.run(10_000);
        world.go_offline(alice);
        world.go_offline(bob);
        world.empty_relay();
        world.restore(alice, backup);
        world.go_online(alice);
        for at in 0..again {
            world.edit(alice, format!("again {at}"));
        }
        world.run(10_000);
        world.go_online(bob);
        world.run(60_000);
        // Where the two lives wrote equally much, only the chain of the next frame tells.
        world.edit(alice, "one more");
        assert_settles(&mut world);
        assert!(world.device(alice).has("after 2"), "again {again}");
        assert!(world.device(bob).has("again 0"), "again {again}");
    }
}

#[test]
fn a_copied_profile_and_its_original_both_write() {
    for seed in 0..20 {
        let mut world = World::new(4_700 + seed);
        let alice = world.create(&["base"]);
        let bob = world.join();
        world.run(10_000);
        world.edit(alice, "before");
        world.run(10_000);
        let copy = world.clone_profile(alice);
        for at in 0..10 {
            world.edit(alice, format!("alice {at}"));
            world.edit(copy, format!("copy {at}"));
            world.run(37 * seed);
        }
        assert_settles(&mut world);
        assert!(world.device(bob).has("copy 9"));
        let ids = [alice, copy].map(|id| world.device(id).session().device());
        assert_ne!(ids[0], ids[1], "seed {seed}");
    }
}

#[test]
fn a_crash_while_taking_a_new_id_loses_nothing() {
    // Chance decides which frames of the old id are on disk at the end.
    for (after, chance) in (0..120).flat_map(|after| (0..8).map(move |chance| (after, chance))) {
        let mut world = World::new(48);
        let alice = world.create(&["base"]);
        let bob = world.join();
        world.run(10_000);
        let backup = world.backup(alice);
        for at in 0..3 {
            world.edit(alice, format!("after {at}"));
        }
        world.run(10_000);
        world.go_offline(alice);
        for _ in 0..chance {
            world.random().below(2);
        }
        world.restore(alice, backup);
        for at in 0..5 {
            world.edit(alice, format!("again {at}"));
        }
        world.run(1_000);
        world.go_online(alice);
        world.run(after * 4);
        world.crash(alice);
        assert_settles(&mut world);
        for at in 0..5 {
            assert!(
                world.device(bob).has(format!("again {at}")),
                "after {after}"
            );
        }
    }
}
