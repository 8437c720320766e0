//! A plan with a room: opened, shared between tabs, and what the disk does to it.

use std::rc::Rc;

use leptos::prelude::GetUntracked;
use wasm_bindgen_test::wasm_bindgen_test;
use yoriai::platform::store::{PlanRecord, Store, StoreError, hex};
use yoriai::session::{SaveState, Session};
use yoriai_sync::wire::frame::NO_PREVIOUS;
use yoriai_sync::wire::{Frame, FrameKind, Header, RelayMessage};
use yoriai_sync::{DeviceId, LinkState, Seq, seal};

use crate::faults::Broken;
use crate::relay::Relay;
use crate::session::{TITLE, new_plan, on_disk, open, title, write};
use crate::wait;

pub(crate) async fn record(plan: &str) -> PlanRecord {
    Store::default().plan(plan).await.unwrap().unwrap()
}

fn unsent(session: &Session) -> usize {
    session
        .sync
        .get_untracked()
        .map_or(0, |status| status.unsent)
}

pub(crate) fn is_delivered(session: &Session) -> bool {
    let status = session.sync.get_untracked();
    status.is_some_and(|status| status.delivered)
}

/// A plan with a room, open.
pub(crate) async fn shared() -> Rc<Session> {
    let session = open(&new_plan().await).await;
    session.open_room(None);
    wait::until("the room is open", || session.seed().is_some()).await;
    session
}

/// Makes more changes than may lie loose, each by itself.
async fn write_often(session: &Rc<Session>) {
    for number in 0..250 {
        session.apply(&write(&TITLE, 0, "一"));
        session.close_burst();
        if number % 20 == 0 {
            wait::saved(session).await;
        }
    }
    wait::saved(session).await;
}

pub(crate) async fn leave(session: &Rc<Session>) {
    session.close();
    wait::saved(session).await;
}

#[wasm_bindgen_test]
async fn a_room_is_on_disk_with_its_first_state_before_its_link_is_shown() {
    let session = shared().await;
    let on_disk = record(session.id()).await;
    assert_eq!(
        on_disk.seed.as_deref(),
        session.seed().map(|seed| hex(&seed.0)).as_deref()
    );
    let state = Store::default().room(session.id()).await.unwrap();
    assert!(
        state.is_some(),
        "the room would never be given the document"
    );
    leave(&session).await;
}

#[wasm_bindgen_test]
async fn another_tab_hears_of_the_room_and_does_not_undo_it() {
    let id = new_plan().await;
    let (one, other) = (open(&id).await, open(&id).await);
    one.open_room(None);
    wait::until("the other tab knows the room", || other.seed().is_some()).await;
    assert_eq!(one.seed(), other.seed());
    other.apply(&write(&TITLE, 2, "の題"));
    other.close_burst();
    wait::until("the change goes to the room", || unsent(&one) > 0).await;
    wait::saved(&other).await;
    assert!(record(&id).await.seed.is_some(), "the link is lost");
    leave(&one).await;
    leave(&other).await;
    let again = open(&id).await;
    assert_eq!(again.seed(), one.seed());
    again.close();
}

#[wasm_bindgen_test]
async fn a_tab_that_hears_nothing_learns_of_the_room_from_the_disk() {
    let id = new_plan().await;
    let one = open(&id).await;
    let broken = Broken::channels();
    let other = open(&id).await;
    drop(broken);
    one.open_room(None);
    wait::until("the room is open", || one.seed().is_some()).await;
    assert_eq!(other.seed(), None);
    other.apply(&write(&TITLE, 2, "の題"));
    other.close_burst();
    wait::saved(&other).await;
    assert_eq!(other.seed(), one.seed());
    // A room of its own would take the first one's place.
    other.open_room(None);
    wait::saved(&other).await;
    assert_eq!(record(&id).await.seed, one.seed().map(|seed| hex(&seed.0)));
    let store = Store::default();
    let waiting = store.pending(&id).await.unwrap().len();
    let sealed = store.outbox(&id).await.unwrap().len();
    assert_eq!(waiting + sealed, 1, "the change would never be sent");
    leave(&one).await;
    leave(&other).await;
}

#[wasm_bindgen_test]
async fn two_tabs_that_open_a_room_at_once_are_in_the_same() {
    let id = new_plan().await;
    let (one, other) = (open(&id).await, open(&id).await);
    one.open_room(None);
    other.open_room(None);
    wait::until("both know a room", || {
        one.seed().is_some() && other.seed().is_some()
    })
    .await;
    assert_eq!(one.seed(), other.seed());
    leave(&one).await;
    leave(&other).await;
}

#[wasm_bindgen_test]
async fn what_one_tab_says_of_a_plan_is_not_undone_by_another() {
    let id = new_plan().await;
    let (one, other) = (open(&id).await, open(&id).await);
    one.note_copy();
    // What is queued behind it is on disk only after it.
    one.apply(&write(&TITLE, 0, "新"));
    leave(&one).await;
    other.apply(&write(&TITLE, 2, "の題"));
    leave(&other).await;
    let kept = record(&id).await;
    assert!(kept.elsewhere_ms.is_some(), "the copy was forgotten");
}

#[wasm_bindgen_test]
async fn the_document_is_the_first_thing_in_a_room() {
    let relay = Relay::new();
    let session = shared().await;
    wait::until("the document is there", || is_delivered(&session)).await;
    let kinds: Vec<_> = relay.posted().iter().map(|it| it.header.kind).collect();
    assert_eq!(kinds, [FrameKind::Checkpoint]);
    leave(&session).await;
}

#[wasm_bindgen_test]
async fn a_room_without_a_state_is_given_the_document() {
    let id = new_plan().await;
    // As after a crash that took the state, or with one that can't be read.
    let mut known = record(&id).await;
    known.seed = Some(hex(&[9; 32]));
    let store = Store::default();
    store.put_plan(&known).await.unwrap();
    store
        .put_room(&id, b"nothing that can be read")
        .await
        .unwrap();
    let relay = Relay::new();
    let session = open(&id).await;
    wait::until("the document is there", || is_delivered(&session)).await;
    assert_eq!(relay.posted()[0].header.kind, FrameKind::Checkpoint);
    leave(&session).await;
}

#[wasm_bindgen_test]
async fn a_copy_elsewhere_is_claimed_when_the_relay_has_it_and_not_before() {
    let relay = Relay::new();
    let session = shared().await;
    let mut online_before = false;
    wait::until("the document is there", || {
        let status = session.sync.get_untracked().unwrap_or_default();
        let posted = relay.posted().len();
        if posted == 0 && status.link == LinkState::Online {
            online_before = true;
            assert_eq!(session.about.get_untracked().elsewhere_ms, None);
        }
        status.delivered
    })
    .await;
    assert!(online_before, "the question was never asked");
    assert!(session.about.get_untracked().elsewhere_ms.is_some());
    leave(&session).await;
}

#[wasm_bindgen_test]
async fn a_change_that_can_not_be_read_is_told() {
    let relay = Relay::new();
    let session = shared().await;
    wait::until("the document is there", || is_delivered(&session)).await;
    let keys = session.seed().unwrap().keys();
    let header = Header {
        room: keys.room,
        epoch: 1,
        kind: FrameKind::Changes,
        device: DeviceId([6; 8]),
        seq: Seq(1),
        previous: NO_PREVIOUS,
        cover: None,
    };
    // One change of six bytes, which are none.
    let body = [&[0x82, 1, 0x81, 0x46][..], b"nochng"].concat();
    let sealed = seal::seal(&keys.cipher, &header.encode(), &body, [7; 24]);
    let frame = Frame::sign(header, sealed, &keys.signing.unwrap());
    relay.say(&RelayMessage::Deliver(frame.encode()));
    wait::until("it is told", || {
        let status = session.sync.get_untracked();
        status.is_some_and(|status| status.unreadable)
    })
    .await;
    // Everything else goes on.
    session.apply(&write(&TITLE, 2, "の題"));
    session.close_burst();
    wait::until("the change is there", || is_delivered(&session)).await;
    assert_eq!(title(&session), "計画の題");
    leave(&session).await;
}

#[wasm_bindgen_test]
async fn a_room_that_can_not_be_read_is_tried_again() {
    let first = shared().await;
    let id = first.id().to_owned();
    leave(&first).await;
    let broken = Broken::rooms();
    let session = open(&id).await;
    wait::until("it is told that nothing is synced", || {
        session.sync.get_untracked().is_some()
    })
    .await;
    assert!(!is_delivered(&session));
    session.apply(&write(&TITLE, 2, "の題"));
    session.close_burst();
    wait::saved(&session).await;
    drop(broken);
    wait::until("the change goes to the room", || unsent(&session) > 0).await;
    leave(&session).await;
}

#[wasm_bindgen_test]
async fn a_failed_folding_keeps_nothing_from_the_disk() {
    let id = new_plan().await;
    let session = open(&id).await;
    let broken = Broken::folding();
    write_often(&session).await;
    let (saved, loose) = on_disk(&id).await;
    assert_eq!((saved, loose), (1, 250));
    drop(broken);
    leave(&session).await;
    let again = open(&id).await;
    assert_eq!(title(&again), title(&session));
    leave(&again).await;
}

#[wasm_bindgen_test]
async fn changes_are_folded_while_the_plan_is_open() {
    let id = new_plan().await;
    let session = open(&id).await;
    write_often(&session).await;
    let (saved, loose) = on_disk(&id).await;
    assert_eq!(saved, 1);
    assert!(loose < 100, "{loose} changes are left");
    leave(&session).await;
    let again = open(&id).await;
    assert_eq!(
        session.with_plan(Clone::clone),
        again.with_plan(Clone::clone)
    );
    leave(&again).await;
}

#[wasm_bindgen_test]
async fn a_disk_that_turns_out_to_be_full_is_called_full() {
    let id = new_plan().await;
    let session = open(&id).await;
    let broken = Broken::full_at_commit();
    session.apply(&write(&TITLE, 2, "の題"));
    session.close_burst();
    wait::until("it is told", || {
        session.save.get_untracked() == SaveState::Failed(StoreError::Full)
    })
    .await;
    drop(broken);
    wait::saved(&session).await;
    assert_eq!(on_disk(&id).await, (1, 1));
    leave(&session).await;
}
