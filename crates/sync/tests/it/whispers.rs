//! Presence: heard by whoever is there now, and kept nowhere.

use yoriai_sync::presence::{Change, Presence, Roster, State, WHISPER_BYTES};
use yoriai_sync::wire::RelayMessage;
use yoriai_sync::{Code, Event, Seq};
use yoriai_testkit::network::World;

use crate::assert_settles;

#[test]
fn presence_reaches_whoever_is_there_and_is_kept_nowhere() {
    let mut world = World::new(12);
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.run(10_000);
    let frames = world.relay.as_ref().unwrap().len();
    world.tell(alice, Event::LocalWhisper(b"alice is in 1-2".to_vec()));
    world.run(1_000);
    assert_eq!(world.device(bob).whispers(), [b"alice is in 1-2".to_vec()]);
    assert_eq!(world.relay.as_ref().unwrap().len(), frames);
    assert_settles(&mut world);
}

#[test]
fn who_is_where_is_known_to_those_who_are_there() {
    let mut world = World::new(230);
    let alice = world.create(&["base"]);
    let bob = world.join();
    let viewer = world.view();
    world.run(10_000);
    let here = Presence::new(State::Here, "佐藤", "item:7/body");
    world.tell(alice, Event::LocalWhisper(here.encode()));
    world.run(1_000);
    for id in [bob, viewer] {
        let heard = &world.device(id).whispers()[0];
        let mut roster = Roster::default();
        let device = world.device(alice).session().device();
        let presence = Presence::decode(heard).unwrap();
        assert_eq!(roster.hear(device, presence, 0), Change::Came);
        let names: Vec<_> = roster.iter().map(|(_, it)| it.name()).collect();
        assert_eq!(names, ["佐藤"]);
    }
    assert!(world.device(alice).whispers().is_empty(), "one's own isn't");
}

#[test]
fn nobody_hears_a_whisper_that_was_said_offline_or_before_they_came() {
    let mut world = World::new(231);
    let alice = world.create(&["base"]);
    world.run(10_000);
    world.tell(alice, Event::LocalWhisper(b"to nobody".to_vec()));
    world.run(1_000);
    world.go_offline(alice);
    world.tell(alice, Event::LocalWhisper(b"offline".to_vec()));
    let bob = world.join();
    assert_settles(&mut world);
    assert!(world.device(bob).whispers().is_empty());
    assert_eq!(world.device(alice).status().unsent, 0);
}

#[test]
fn a_whisper_that_is_no_presence_by_its_size_is_not_said() {
    let mut world = World::new(232);
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.run(10_000);
    let posted = world.device(alice).posted();
    world.tell(alice, Event::LocalWhisper(vec![1; WHISPER_BYTES + 1]));
    assert_eq!(world.device(alice).posted(), posted);
    world.tell(alice, Event::LocalWhisper(vec![1; WHISPER_BYTES]));
    world.run(1_000);
    assert_eq!(world.device(bob).whispers().len(), 1);
}

#[test]
fn a_whisper_that_is_refused_stops_nothing() {
    let mut world = World::new(233);
    let alice = world.create(&["base"]);
    let bob = world.join();
    world.run(10_000);
    let refusal = RelayMessage::Refuse {
        code: Code::TooFast,
        device: world.device(alice).session().device(),
        seq: Seq::NONE,
    };
    world.tell(alice, Event::LocalWhisper(b"here".to_vec()));
    world.inject(alice, &refusal);
    assert_eq!(world.device(alice).status().refused, None);
    world.edit(alice, "typed");
    world.run(500);
    assert!(world.device(bob).has("typed"));
}
