//! What a relay refuses for now, and what for good.

use yoriai_sync::wire::RelayMessage;
use yoriai_sync::{Code, LinkState};
use yoriai_testkit::network::World;

use crate::assert_settles;

#[test]
fn a_full_room_gets_a_checkpoint_and_takes_frames_again() {
    let mut world = World::new(50);
    world.relay.as_mut().unwrap().room_bytes = Some(200_000);
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.run(10_000);
    for at in 0..250u8 {
        world.edit(alice, vec![at; 500]);
        world.run(300);
    }
    world.run(300_000);
    assert_eq!(world.device(alice).status().unsent, 0);
    assert_eq!(world.device(alice).status().refused, None);
    assert!(world.device(bob).has(vec![249; 500]));
}

#[test]
fn too_fast_is_waited_out() {
    let mut world = World::new(51);
    let alice = world.create(&["base"]);
    world.run(10_000);
    world.relay.as_mut().unwrap().burst = Some(10);
    world.go_offline(alice);
    for at in 0..100 {
        world.edit(alice, format!("alice {at}"));
    }
    world.join();
    assert_settles(&mut world);
    assert_eq!(world.device(alice).status().refused, None);
}

#[test]
fn a_refusal_for_good_is_shown_and_the_frame_is_kept() {
    let mut world = World::new(52);
    let alice = world.create(&["base"]);
    world.run(10_000);
    world.hold_disk(alice, 5_000);
    world.edit(alice, "typed");
    let session = world.device(alice).session();
    let device = session.device();
    let seq = session.vector().get(&device);
    world.run(5_000);
    // The relay's answer was lost, and another one comes in its place.
    world.run(20);
    world.inject(
        alice,
        &RelayMessage::Refuse {
            code: Code::TooLarge,
            device,
            seq,
        },
    );
    let status = world.device(alice).status().clone();
    if status.unsent > 0 {
        assert_eq!(status.refused, Some(Code::TooLarge));
        assert_eq!(status.link, LinkState::Online);
    }
    world.go_offline(alice);
    assert_settles(&mut world);
}

#[test]
fn a_bye_is_followed_by_a_pause_and_another_try() {
    let mut world = World::new(53);
    let alice = world.create(&["base"]);
    world.run(10_000);
    world.inject(
        alice,
        &RelayMessage::Bye {
            code: Code::Stopping,
            retry_after_ms: 20_000,
        },
    );
    assert_eq!(world.device(alice).status().link, LinkState::Offline);
    assert_eq!(world.device(alice).status().refused, None);
    world.run(19_000);
    assert_eq!(world.device(alice).status().link, LinkState::Offline);
    world.run(25_000);
    assert_eq!(world.device(alice).status().link, LinkState::Online);

    world.inject(
        alice,
        &RelayMessage::Bye {
            code: Code::TokenNeeded,
            retry_after_ms: 0,
        },
    );
    assert_eq!(
        world.device(alice).status().refused,
        Some(Code::TokenNeeded)
    );
    world.run(50_000);
    assert_eq!(world.device(alice).status().link, LinkState::Offline);
    assert_settles(&mut world);
}

#[test]
fn a_silent_relay_is_given_up_and_tried_again() {
    let mut world = World::new(54);
    let alice = world.create(&["base"]);
    world.run(10_000);
    world.faults.drop = 1_000;
    world.run(120_000);
    assert_ne!(world.device(alice).status().link, LinkState::Online);
    world.faults.drop = 0;
    world.run(300_000);
    assert_eq!(world.device(alice).status().link, LinkState::Online);
    assert_settles(&mut world);
}

#[test]
fn a_slow_reader_fetches_again() {
    let mut world = World::new(55);
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.run(10_000);
    world.faults.drop = 1_000;
    world.edit(alice, "typed");
    world.run(1_000);
    world.faults.drop = 0;
    world.inject(alice, &RelayMessage::FetchAgain);
    world.inject(bob, &RelayMessage::FetchAgain);
    assert_settles(&mut world);
}
