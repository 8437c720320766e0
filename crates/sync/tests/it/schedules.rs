//! Histories made up by chance. Each is played again by its seed:
//! `YORIAI_SEED=17 cargo test -p yoriai-sync --test it schedules`, and more of them by
//! `YORIAI_SCHEDULES=5000`. Seeds that once failed are in `tests/fixtures/seeds.txt`, and are played
//! again each time.

mod history;

use std::panic::{AssertUnwindSafe, catch_unwind};

use yoriai_testkit::network::{Faults, World};

/// One seed a line, and after `#` what it found. The histories change with the dice that make them:
/// what was found has a story of its own as well.
const FAILED_ONCE: &str = include_str!("../fixtures/seeds.txt");

/// Plays a history; a panic on the way is a complaint too, so that its seed is told. If it's the only
/// one that is played, its story comes with the complaints.
fn play(seed: u64) -> Vec<String> {
    let mut story = Vec::new();
    let played = catch_unwind(AssertUnwindSafe(|| history::play(seed, &mut story)));
    let mut complaints = played.unwrap_or_else(|_| vec!["a panic".to_owned()]);
    if !complaints.is_empty() && number("YORIAI_SEED").is_some() {
        complaints.append(&mut story);
    }
    complaints
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[track_caller]
fn assert_all_end_well(seeds: impl Iterator<Item = u64>) {
    let failed: Vec<(u64, Vec<String>)> = seeds
        .map(|seed| (seed, play(seed)))
        .filter(|(_, complaints)| !complaints.is_empty())
        .collect();
    assert!(
        failed.is_empty(),
        "{} histories failed, each to be seen again with YORIAI_SEED: {failed:#?}",
        failed.len()
    );
}

#[test]
fn whatever_happens_everybody_ends_with_everything() {
    assert_all_end_well(match number("YORIAI_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("YORIAI_SCHEDULES").unwrap_or(400),
    });
}

#[test]
fn histories_that_failed_once_end_well() {
    assert_all_end_well(FAILED_ONCE.lines().filter_map(|line| {
        let seed = line.split('#').next().unwrap_or_default().trim();
        (!seed.is_empty()).then(|| seed.parse().expect("a seed"))
    }));
}

#[test]
fn a_seed_plays_the_same_history_again() {
    let mut worlds = [World::new(7), World::new(7)];
    for world in &mut worlds {
        let alice = world.create(&["base"]);
        world.join();
        world.faults = Faults {
            drop: 100,
            duplicate: 100,
            late: 100,
            damage: 100,
            cut: 50,
        };
        for at in 0..50 {
            world.edit(alice, format!("alice {at}"));
            world.run(100);
        }
    }
    let frames = |world: &World| {
        world
            .relay
            .as_ref()
            .unwrap()
            .frames()
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(frames(&worlds[0]), frames(&worlds[1]));
}
