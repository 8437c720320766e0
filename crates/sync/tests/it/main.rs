//! Stories of devices and a relay on a simulated network.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod checkpoints;
mod closing;
mod crowds;
mod forks;
mod frames;
mod hostile;
mod offline;
mod pinned;
mod refusals;
mod schedules;
mod truth;
mod views;
mod whispers;

use yoriai_testkit::network::World;

/// Lets the world come to rest and checks that everybody has everything.
#[track_caller]
fn assert_settles(world: &mut World) {
    world.settle();
    let complaints = world.complaints();
    assert!(complaints.is_empty(), "{complaints:#?}");
}
