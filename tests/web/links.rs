//! Links that are made anew, links by which a plan is only followed, and what is written under a
//! link that has ended.

use leptos::prelude::GetUntracked;
use wasm_bindgen_test::wasm_bindgen_test;
use yoriai::platform::store::{RecordChange, Store, hex};
use yoriai::session::{Access, Notice, Session};
use yoriai_plan::Command;
use yoriai_sync::wire::FrameKind;
use yoriai_sync::{EditSeed, Link, ViewSeed};

use crate::relay::Relay;
use crate::rooms::{is_delivered, leave, record, shared};
use crate::session::{TITLE, new_plan, open, title, write};
use crate::wait;

/// A viewing link, as somebody is given it.
fn view_of(seed: &EditSeed) -> Access {
    let relay = None;
    let seed = seed.clone();
    let view = Link::Edit { seed, relay }.view().unwrap();
    Access::by(view).unwrap().0
}

#[wasm_bindgen_test]
async fn links_that_are_made_anew_lead_into_another_room_that_has_everything() {
    let relay = Relay::new();
    let session = shared().await;
    wait::until("the document is there", || is_delivered(&session)).await;
    let old = session.seed().unwrap();
    session.apply(&write(&TITLE, 2, "の題"));
    assert!(session.renew_link());
    wait::until("there is another link", || {
        session.seed().is_some_and(|seed| seed != old)
    })
    .await;
    wait::until("the new room has everything", || is_delivered(&session)).await;
    let new = session.seed().unwrap();
    let (old_room, new_room) = (old.keys().room, new.keys().room);
    let posted: Vec<_> = relay.posted().iter().map(|it| it.header.clone()).collect();
    let of = |room| posted.iter().filter(move |it| it.room == room);
    assert_eq!(of(old_room).next_back().unwrap().kind, FrameKind::Closing);
    assert_eq!(of(new_room).next().unwrap().kind, FrameKind::Checkpoint);
    let status = session.sync.get_untracked().unwrap();
    assert!(!status.ended && status.unsent == 0);
    let on_disk = record(session.id()).await;
    assert_eq!(on_disk.seed, Some(hex(&new.0)));
    assert!(!on_disk.ended);
    leave(&session).await;
    assert_eq!(Store::default().outbox(session.id()).await.unwrap(), []);
}

#[wasm_bindgen_test]
async fn a_relay_that_has_forgotten_an_ended_room_is_told_again() {
    let relay = Relay::new();
    let session = shared().await;
    wait::until("the document is there", || is_delivered(&session)).await;
    let old = session.seed().unwrap();
    assert!(session.renew_link());
    wait::until("there is another link", || {
        session.seed().is_some_and(|seed| seed != old)
    })
    .await;
    leave(&session).await;
    drop(relay);
    let empty = Relay::new();
    let again = open(session.id()).await;
    wait::until("the old room is closed there", || {
        let posted = empty.posted();
        let closing = posted
            .iter()
            .filter(|it| it.header.kind == FrameKind::Closing);
        closing
            .filter(|it| it.header.room == old.keys().room)
            .count()
            > 0
    })
    .await;
    assert_eq!(again.seed(), session.seed());
    leave(&again).await;
}

#[wasm_bindgen_test]
async fn a_tab_without_the_socket_asks_the_other_one_and_learns_of_the_new_link() {
    let relay = Relay::new();
    let one = shared().await;
    wait::until("the document is there", || is_delivered(&one)).await;
    let other = open(one.id()).await;
    wait::until("the other tab knows how it stands", || is_delivered(&other)).await;
    let old = one.seed().unwrap();
    assert!(other.renew_link());
    wait::until("both have the new link", || {
        one.seed() != Some(old.clone()) && one.seed() == other.seed()
    })
    .await;
    other.apply(&write(&TITLE, 2, "の題"));
    other.close_burst();
    let room = one.seed().unwrap().keys().room;
    wait::until("what the other tab writes goes into the new room", || {
        let posted = relay.posted();
        let changes = posted
            .iter()
            .filter(|it| it.header.kind == FrameKind::Changes);
        changes.filter(|it| it.header.room == room).count() > 0
    })
    .await;
    leave(&other).await;
    leave(&one).await;
}

#[wasm_bindgen_test]
async fn without_a_connection_no_link_is_ended() {
    let session = shared().await;
    let seed = session.seed();
    assert!(!session.renew_link());
    wait::saved(&session).await;
    assert_eq!(session.seed(), seed);
    leave(&session).await;
}

#[wasm_bindgen_test]
async fn a_plan_that_is_followed_is_not_written_in_until_the_edit_link_comes() {
    let seed = EditSeed(yoriai::platform::random::bytes());
    let store = Store::default();
    let id = Session::join(&store, &view_of(&seed), None).await.unwrap();
    let session = open(&id).await;
    assert!(session.is_followed() && session.is_read_only());
    assert_eq!(session.edit_link(), None);
    assert!(!session.apply(&write(&TITLE, 0, "計画")));
    assert_eq!(title(&session), "");
    session.open_room(None);
    leave(&session).await;
    assert_eq!(record(&id).await.seed, None);
    assert!(!Session::is_writable(&store, &id).await);

    let again = Session::join(&store, &Access::Edit(seed.clone()), None).await;
    assert_eq!(again.unwrap(), id, "one room, one plan");
    let session = open(&id).await;
    assert_eq!(session.seed(), Some(seed));
    assert!(session.apply(&write(&TITLE, 0, "計画")));
    leave(&session).await;
}

#[wasm_bindgen_test]
async fn a_link_with_another_key_takes_no_plan_and_gives_way_to_the_right_one() {
    let seed = EditSeed(yoriai::platform::random::bytes());
    let store = Store::default();
    let right = view_of(&seed);
    let Access::View(_, verifying) = right else {
        panic!("a viewing link views")
    };
    let wrong = Access::View(ViewSeed([1; 32]), verifying);
    let waiting = Session::join(&store, &wrong, None).await.unwrap();
    assert_eq!(Session::join(&store, &wrong, None).await.unwrap(), waiting);
    let id = Session::join(&store, &right, None).await.unwrap();
    assert_ne!(id, waiting);
    assert_eq!(Access::of(&record(&id).await), Some(right));
    // The edit link of the room goes to what reads as it does.
    let edit = Access::Edit(seed);
    assert_eq!(Session::join(&store, &edit, None).await.unwrap(), id);
    assert_eq!(Access::of(&record(&id).await), Some(edit.clone()));
    assert_eq!(Access::of(&record(&waiting).await), Some(wrong));

    // What has come stays what it is, whatever link comes after it.
    let named = RecordChange::Titled {
        title: "計画".to_owned(),
        organization: String::new(),
    };
    store.amend_plan(&id, &named).await.unwrap();
    let broken = Access::View(ViewSeed([2; 32]), verifying);
    assert_eq!(Session::join(&store, &broken, None).await.unwrap(), id);
    assert_eq!(Access::of(&record(&id).await), Some(edit));
}

#[wasm_bindgen_test]
async fn a_plan_has_come_although_nothing_is_left_in_it() {
    let _relay = Relay::new();
    let edit = Access::Edit(EditSeed(yoriai::platform::random::bytes()));
    let joined = Session::join(&Store::default(), &edit, None).await.unwrap();
    let joined = open(&joined).await;
    assert!(!joined.has_come());
    leave(&joined).await;

    let session = shared().await;
    let all = Command::WriteText {
        field: TITLE,
        at: 0,
        delete: 2,
        insert: String::new(),
        seen: None,
    };
    assert!(session.apply(&all));
    assert_eq!(title(&session), "");
    assert!(session.has_come());
    leave(&session).await;
}

#[wasm_bindgen_test]
async fn who_may_write_does_not_lose_it_by_a_viewing_link() {
    let session = shared().await;
    let seed = session.seed().unwrap();
    let known = Session::join(&Store::default(), &view_of(&seed), None).await;
    assert_eq!(known.unwrap(), session.id());
    leave(&session).await;
    assert_eq!(record(session.id()).await.seed, Some(hex(&seed.0)));
}

/// A copy of a plan under another id and another link, as it comes by a new link.
async fn joined_anew(bytes: &[u8]) -> String {
    let store = Store::default();
    let id = Session::from_file(&store, bytes).await.unwrap();
    let mut joined = record(&id).await;
    joined.seed = Some(hex(&yoriai::platform::random::bytes::<32>()));
    store.put_plan(&joined).await.unwrap();
    id
}

/// Marks a plan as one whose link was ended.
async fn end(id: &str) {
    let mut ended = record(id).await;
    ended.seed = Some(hex(&yoriai::platform::random::bytes::<32>()));
    ended.ended = true;
    Store::default().put_plan(&ended).await.unwrap();
}

/// Waits until a plan asks about a copy.
async fn asked(session: &Session, copy: &str) {
    wait::until("it is asked", || {
        let told = session.notices.get_untracked();
        told.iter()
            .any(|it| matches!(it, Notice::Copy { id, changes: 1, .. } if id == copy))
    })
    .await;
}

#[wasm_bindgen_test]
async fn what_was_written_under_an_ended_link_can_be_taken_into_the_plan_of_the_new_one() {
    let old = open(&new_plan().await).await;
    let before = old.to_file();
    old.apply(&write(&TITLE, 2, "の書きかけ"));
    leave(&old).await;
    end(old.id()).await;
    // A plan of its own, ended as well: it is another one.
    let stranger = open(&new_plan().await).await;
    stranger.apply(&write(&TITLE, 2, "ではない"));
    leave(&stranger).await;
    end(stranger.id()).await;

    let new = open(&joined_anew(&before).await).await;
    asked(&new, old.id()).await;
    assert_eq!(new.notices.get_untracked().len(), 1, "of another plan too");
    assert_eq!(title(&new), "計画", "nobody has said so yet");
    new.take_over(old.id()).await;
    assert_eq!(title(&new), "計画の書きかけ");
    leave(&new).await;
    let store = Store::default();
    let waiting = store.pending(new.id()).await.unwrap().len();
    let sealed = store.outbox(new.id()).await.unwrap().len();
    assert!(waiting + sealed > 0, "it would never be sent");
    assert_eq!(record(old.id()).await.heir.as_deref(), Some(new.id()));
    assert_eq!(record(stranger.id()).await.heir, None);
    let kept = open(old.id()).await;
    assert_eq!(title(&kept), "計画の書きかけ", "the copy is gone");
    leave(&kept).await;
}

#[wasm_bindgen_test]
async fn what_is_written_in_the_copy_later_is_asked_about_the_next_time() {
    let old = open(&new_plan().await).await;
    let before = old.to_file();
    leave(&old).await;
    end(old.id()).await;
    let id = joined_anew(&before).await;
    let new = open(&id).await;
    leave(&new).await;
    let late = open(old.id()).await;
    late.apply(&write(&TITLE, 2, "のあと"));
    leave(&late).await;
    // The room's own state would say so; this one has none.
    end(old.id()).await;
    let again = open(&id).await;
    asked(&again, old.id()).await;
    again.take_over(old.id()).await;
    assert_eq!(title(&again), "計画のあと");
    leave(&again).await;
}

#[wasm_bindgen_test]
async fn a_copy_that_is_another_plan_is_left_alone_from_then_on() {
    let old = open(&new_plan().await).await;
    let before = old.to_file();
    old.apply(&write(&TITLE, 2, "の昨年度"));
    leave(&old).await;
    end(old.id()).await;
    let id = joined_anew(&before).await;
    let new = open(&id).await;
    asked(&new, old.id()).await;
    new.keep_apart(old.id());
    leave(&new).await;
    assert_eq!(record(&id).await.apart, [old.id()]);
    assert_eq!(title(&new), "計画");
}

#[wasm_bindgen_test]
async fn a_copy_that_can_not_be_read_is_told() {
    let plan = open(&new_plan().await).await;
    plan.take_over("a copy that is gone").await;
    let told = plan.notices.get_untracked();
    assert_eq!(told, [Notice::CopyNotTaken]);
    assert_eq!(title(&plan), "計画");
    leave(&plan).await;
}
