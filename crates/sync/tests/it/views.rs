//! Viewing links: who has one follows, and can do nothing else; with a relay's help neither.

use yoriai_sync::wire::{Frame, FrameKind, Header, RelayMessage, SigningKey};
use yoriai_sync::{DeviceId, Event, Keys, Link, LinkState, Seq, seal};
use yoriai_testkit::network::{Faults, SEED, World};

use crate::assert_settles;

#[test]
fn a_viewer_follows_and_cannot_write() {
    let mut world = World::new(13);
    let alice = world.create(&["base"]);
    let viewer = world.view();
    world.run(10_000);
    world.edit(alice, "by alice");
    world.run(5_000);
    assert!(world.device(viewer).has("by alice"));
    assert!(!world.device(viewer).session().can_write());
    let frames = world.relay.as_ref().unwrap().len();
    world.tell(viewer, Event::LocalChanges(vec![b"scribble".to_vec()]));
    world.tell(viewer, Event::LocalWhisper(b"hello".to_vec()));
    world.tell(viewer, Event::CloseRoom);
    world.empty_relay();
    world.go_offline(alice);
    world.run(120_000);
    assert_eq!(world.relay.as_ref().unwrap().len(), 0);
    assert!(frames > 0);
    assert_eq!(world.device(viewer).posted(), 0);
    assert_settles(&mut world);
}

#[test]
fn a_viewing_link_is_all_that_a_viewer_needs() {
    let mut world = World::new(220);
    let alice = world.create(&["base"]);
    let link = Link::Edit {
        seed: SEED,
        relay: None,
    };
    let fragment = link.view().unwrap().fragment();
    let keys = Link::parse(&fragment).unwrap().keys().unwrap();
    let viewer = world.join_with(keys);
    world.run(10_000);
    world.edit(alice, "by alice");
    assert_settles(&mut world);
    assert!(world.device(viewer).has("by alice"));
    assert!(world.device(viewer).status().delivered);
}

#[test]
fn whatever_happens_a_viewer_sends_no_frame() {
    for seed in 2_210..2_230 {
        let mut world = World::new(seed);
        let alice = world.create(&["base"]);
        let bob = world.join();
        let viewer = world.view();
        world.run(5_000);
        world.faults = Faults {
            drop: 50,
            duplicate: 100,
            late: 100,
            damage: 50,
            cut: 50,
        };
        let backup = world.backup(alice);
        for at in 0..20 {
            world.edit(alice, format!("alice {at}"));
            world.edit(bob, format!("bob {at}"));
            let scribble = vec![format!("scribble {at}").into_bytes()];
            world.tell(viewer, Event::LocalChanges(scribble));
            world.tell(viewer, Event::LocalWhisper(vec![at]));
            world.tell(viewer, Event::CheckpointReady(b"D".to_vec()));
            world.tell(viewer, Event::CheckpointLacking);
            world.tell(viewer, Event::CloseRoom);
            world.run(1_500);
            match at {
                // Two write under one id, the relay forgets everything, the viewer starts anew.
                5 => world.restore(alice, backup.clone()),
                8 => world.empty_relay(),
                11 => world.crash(viewer),
                14 => world.lose_state(viewer),
                17 => world.relay.as_mut().unwrap().drops_covered = true,
                _ => {}
            }
        }
        let copy = world.clone_profile(viewer);
        world.settle();
        for id in [viewer, copy] {
            assert_eq!(world.device(id).posted(), 0, "seed {seed}");
        }
        assert!(world.device(viewer).has("bob 19"), "seed {seed}");
        let status = world.device(viewer).status();
        assert!(!status.ended, "seed {seed}: {status:?}");
    }
}

#[test]
fn a_relay_and_a_viewer_together_forge_nothing() {
    let mut world = World::new(221);
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.run(10_000);
    world.edit(alice, "the budget is 100");
    world.run(5_000);
    // The viewer has the cipher key and the relay every frame. Together they open one,
    let relay = world.relay.as_ref().unwrap();
    let kept: Vec<Frame> = relay.frames().map(|f| Frame::decode(f).unwrap()).collect();
    let changes = |frame: &&Frame| frame.header.kind == FrameKind::Changes;
    let genuine = kept.iter().find(changes).unwrap().clone();
    let keys = SEED.view().keys(world.keys().verifying);
    let plain = seal::open(&keys.cipher, &genuine.header.encode(), &genuine.body).unwrap();
    // change what it says, and seal it again, so that it opens as if nothing had been.
    let text = String::from_utf8_lossy(&plain).replace("100", "900");
    let header = genuine.header.clone();
    let resealed = seal::seal(&keys.cipher, &header.encode(), text.as_bytes(), [1; 24]);
    let own_key = SigningKey::from_seed(&[9; 32]);
    let next = Header {
        seq: Seq(header.seq.0 + 1),
        previous: Frame::hash(&genuine.encode()),
        ..header.clone()
    };
    let next_sealed = seal::seal(&keys.cipher, &next.encode(), text.as_bytes(), [2; 24]);
    let whisper = Header {
        kind: FrameKind::Whisper,
        seq: Seq::NONE,
        previous: [0; 32],
        device: DeviceId([5; 8]),
        ..header.clone()
    };
    let closing = Header {
        kind: FrameKind::Closing,
        ..next.clone()
    };
    let with_signature_of = |header: &Header, body: &[u8]| Frame {
        header: header.clone(),
        body: body.to_vec(),
        signature: genuine.signature,
    };
    let forged = [
        // the old signature over other words,
        with_signature_of(&header, &resealed),
        // over the old words elsewhere,
        with_signature_of(&next, &genuine.body),
        with_signature_of(&whisper, &genuine.body),
        with_signature_of(&closing, &genuine.body),
        // and a signature by a key of their own.
        Frame::sign(header, resealed, &own_key),
        Frame::sign(next, next_sealed.clone(), &own_key),
        Frame::sign(whisper, next_sealed.clone(), &own_key),
        Frame::sign(closing, next_sealed, &own_key),
    ];
    let before = world.device(bob).delivered().len();
    for (at, frame) in forged.iter().enumerate() {
        world.inject(bob, &RelayMessage::Deliver(frame.encode()));
        let rejected = world.device(bob).status().rejected;
        assert_eq!(rejected, at as u64 + 1, "forgery {at}");
    }
    let device = world.device(bob);
    assert_eq!(device.delivered().len(), before);
    assert!(device.whispers().is_empty() && !device.status().ended);
    // What they can do is show it late, or twice, or not at all; none of it is believed twice.
    world.inject(bob, &RelayMessage::Deliver(genuine.encode()));
    assert_eq!(world.device(bob).delivered().len(), before);
    assert_settles(&mut world);
}

#[test]
fn a_viewer_of_a_room_that_nobody_has_filled_yet_is_told_so() {
    let mut world = World::new(222);
    let viewer = world.view();
    world.run(10_000);
    let device = world.device(viewer);
    assert_eq!(device.status().link, LinkState::Online);
    assert!(device.status().delivered && device.session().vector().is_empty());
    world.create(&["base"]);
    world.run(10_000);
    let device = world.device(viewer);
    assert!(device.has("base") && !device.session().vector().is_empty());
}

#[test]
fn a_viewer_who_is_given_the_editing_link_writes() {
    let mut world = World::new(223);
    let alice = world.create(&["base"]);
    let viewer = world.view();
    world.run(10_000);
    world.edit(alice, "by alice");
    world.run(10_000);
    world.allow_writing(viewer);
    world.edit(viewer, "by the former viewer");
    assert_settles(&mut world);
    assert!(world.device(alice).has("by the former viewer"));
    assert_eq!(world.device(viewer).status().forks, 0);
}

#[test]
fn a_viewer_hears_that_the_link_has_ended() {
    let mut world = World::new(224);
    let alice = world.create(&["base"]);
    let viewer = world.view();
    world.run(10_000);
    world.go_offline(viewer);
    world.tell(alice, Event::CloseRoom);
    world.run(10_000);
    world.go_online(viewer);
    world.run(10_000);
    let device = world.device(viewer);
    assert!(device.status().ended && device.has("base"));
}

#[test]
fn a_link_whose_halves_do_not_belong_together_opens_nothing_and_says_so() {
    let mut world = World::new(225);
    let alice = world.create(&["base"]);
    world.run(10_000);
    for at in 0..20 {
        world.edit(alice, format!("alice {at}"));
        world.run(200);
    }
    let damaged = Keys {
        cipher: yoriai_sync::CipherKey([1; 32]),
        signing: None,
        ..world.keys().clone()
    };
    let viewer = world.join_with(damaged);
    world.run(10_000);
    let status = world.device(viewer).status().clone();
    assert_eq!(status.locked, Some(yoriai_sync::Locked::OtherKey));
    assert!(status.unreadable && !status.missing && status.rejected == 0);
    assert!(world.device(viewer).delivered().is_empty());
    // It isn't fetched again and again, and the right link finds everything there.
    let keys = SEED.view().keys(world.keys().verifying);
    world.replace_link(viewer, keys);
    world.run(10_000);
    let device = world.device(viewer);
    assert!(device.has("base") && device.has("alice 19"));
    assert_eq!(
        (device.status().locked, device.status().unreadable),
        (None, false)
    );
}
