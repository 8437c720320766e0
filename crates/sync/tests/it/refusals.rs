//! What a relay refuses for now, and what for good.

use yoriai_sync::wire::RelayMessage;
use yoriai_sync::{Code, DeviceId, Event, LinkState, Seq};
use yoriai_testkit::network::{Id, World};

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
    // The relay's answer is lost, and another one comes in its place.
    world.set_deaf(alice, true);
    world.edit(alice, "typed");
    let session = world.device(alice).session();
    let device = session.device();
    let seq = session.vector().get(&device);
    world.run(1_000);
    world.inject(
        alice,
        &RelayMessage::Refuse {
            code: Code::TooLarge,
            device,
            seq,
        },
    );
    let status = world.device(alice).status().clone();
    assert_eq!((status.unsent, status.refused), (1, Some(Code::TooLarge)));
    assert_eq!(status.link, LinkState::Online);
    world.set_deaf(alice, false);
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
    world.set_deaf(bob, true);
    world.edit(alice, "typed");
    world.run(1_000);
    world.set_deaf(bob, false);
    assert!(!world.device(bob).has("typed"));
    world.inject(bob, &RelayMessage::FetchAgain);
    // Long before anybody would look by himself.
    world.run(1_000);
    assert!(world.device(bob).has("typed"));
    assert_settles(&mut world);
}

/// The refusal of a fetch: it names no frame.
const FETCHED_TOO_FAST: RelayMessage = RelayMessage::Refuse {
    code: Code::TooFast,
    device: DeviceId([0; 8]),
    seq: Seq::NONE,
};

#[test]
fn a_fetch_that_came_too_fast_is_sent_again_after_a_pause() {
    let mut world = World::new(56);
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.run(10_000);
    world.set_deaf(bob, true);
    world.edit(alice, "typed");
    world.run(1_000);
    world.inject(bob, &RelayMessage::FetchAgain);
    world.run(1_000);
    // The answer to that one was this.
    world.set_deaf(bob, false);
    world.inject(bob, &FETCHED_TOO_FAST);
    assert_eq!(world.device(bob).status().refused, None);
    world.run(5_000);
    assert!(world.device(bob).has("typed"));
    assert_settles(&mut world);
}

#[test]
fn a_fetch_that_is_never_answered_is_sent_again() {
    let mut world = World::new(57);
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.run(10_000);
    world.set_deaf(bob, true);
    world.edit(alice, "typed");
    world.run(1_000);
    world.inject(bob, &RelayMessage::FetchAgain);
    world.run(1_000);
    world.set_deaf(bob, false);
    // Somebody is heard all the time, so the silence that is waited for never comes.
    for at in 0..8 {
        world.run(15_000);
        world.tell(alice, Event::LocalWhisper(vec![at]));
        world.tell(bob, Event::LocalWhisper(vec![at]));
    }
    assert!(world.device(bob).has("typed"));
    assert!(world.device(bob).status().delivered);
}

/// Refuses the frame that `id` wrote last.
fn refuse_last(world: &mut World, id: Id, code: Code) {
    let session = world.device(id).session();
    let device = session.device();
    let seq = session.vector().get(&device);
    world.inject(id, &RelayMessage::Refuse { code, device, seq });
}

#[test]
fn every_refusal_of_a_frame_has_a_sign_of_its_own() {
    for number in 1..=20 {
        let code = Code::from_number(number);
        let mut world = World::new(580 + u64::from(number));
        let alice = world.create(&["base"]);
        let bob = world.join();
        world.run(10_000);
        world.set_deaf(alice, true);
        world.edit(alice, "typed");
        world.run(1_000);
        refuse_last(&mut world, alice, code);
        let status = world.device(alice).status();
        let shown = match code {
            // Dealt with: by a new id, or by a pause of a second.
            Code::Fork | Code::Covered | Code::TooFast => None,
            _ => Some(code),
        };
        assert_eq!(status.refused, shown, "{code}");
        assert!(status.unsent > 0 && !status.ended, "{code}");
        // And none of them is the last word: the relay may be another by then.
        world.set_deaf(alice, false);
        world.go_offline(alice);
        assert_settles(&mut world);
        assert_eq!(world.device(alice).status().refused, None, "{code}");
        assert!(world.device(bob).has("typed"), "{code}");
    }
}

#[test]
fn every_bye_that_does_not_pass_by_itself_is_shown_until_the_next_welcome() {
    for number in 1..=20 {
        let code = Code::from_number(number);
        let mut world = World::new(600 + u64::from(number));
        let alice = world.create(&["base"]);
        world.run(10_000);
        let bye = RelayMessage::Bye {
            code,
            retry_after_ms: 1_000,
        };
        world.inject(alice, &bye);
        let shown = match code {
            Code::Stopping | Code::TooSlow | Code::Unexpected => None,
            _ => Some(code),
        };
        let status = world.device(alice).status();
        assert_eq!((status.refused, status.link), (shown, LinkState::Offline));
        assert!(!status.ended, "only a signed frame ends a room");
        world.run(700_000);
        let status = world.device(alice).status();
        assert_eq!((status.refused, status.link), (None, LinkState::Online));
    }
}

#[test]
fn a_relay_that_asks_for_a_token_opens_a_room_only_for_who_has_it() {
    let mut world = World::new(630);
    world.relay.as_mut().unwrap().token = Some("the hall's".to_owned());
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.run(10_000);
    world.give_token(bob, "another one");
    world.run(10_000);
    for id in [alice, bob] {
        let status = world.device(id).status();
        assert_eq!(status.refused, Some(Code::TokenNeeded));
        assert_eq!(status.link, LinkState::Offline);
    }
    world.give_token(alice, "the hall's");
    world.run(10_000);
    assert_eq!(world.device(alice).status().refused, None);
    // Into a room that is there the link alone leads.
    assert_settles(&mut world);
    assert!(world.device(bob).has("base"));
}

#[test]
fn a_room_that_is_too_small_for_the_plan_is_called_full_and_nothing_is_lost() {
    let mut world = World::new(631);
    let alice = world.create(&["base"]);
    world.run(10_000);
    world.relay.as_mut().unwrap().room_bytes = Some(4_000);
    for at in 0..20u8 {
        world.edit(alice, vec![at; 1_000]);
        world.run(500);
    }
    let status = world.device(alice).status();
    assert_eq!(status.refused, Some(Code::RoomFull));
    assert!(status.unsent > 0 && !status.delivered);
    // The operator makes room.
    world.relay.as_mut().unwrap().room_bytes = None;
    let bob = world.join();
    assert_settles(&mut world);
    assert_eq!(world.device(alice).status().refused, None);
    assert!(world.device(bob).has(vec![19; 1_000]));
}
