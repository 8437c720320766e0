//! The store, on the browser's own IndexedDB.

use wasm_bindgen_test::wasm_bindgen_test;
use yoriai::platform::random;
use yoriai::platform::store::{PlanRecord, Safety, Store, hex, unhex};

use crate::faults::Broken;

type Change = ([u8; 32], Vec<u8>);

fn new_plan() -> String {
    hex(&random::bytes::<16>())
}

fn change(number: u8) -> Change {
    ([number; 32], vec![number; usize::from(number) * 100])
}

async fn append(store: &Store, plan: &str, numbers: &[u8], own: bool) {
    let changes: Vec<_> = numbers.iter().copied().map(change).collect();
    store
        .append(plan, &changes, own, Safety::Strict)
        .await
        .unwrap();
}

/// The bytes of all pieces, and whether each is a whole document.
async fn pieces(store: &Store, plan: &str) -> Vec<(bool, Vec<u8>)> {
    let chunks = store.chunks(plan).await.unwrap();
    chunks
        .into_iter()
        .map(|chunk| (chunk.is_saved, chunk.bytes))
        .collect()
}

async fn pending(store: &Store, plan: &str) -> Vec<Change> {
    store.pending(plan).await.unwrap()
}

#[wasm_bindgen_test]
async fn changes_come_back_as_they_went() {
    let plan = new_plan();
    append(&Store::default(), &plan, &[1, 2], true).await;
    append(&Store::default(), &plan, &[3], false).await;
    // Another handle, as after a reload.
    let store = Store::default();
    let expected = [1, 2, 3].map(|number| (false, change(number).1));
    assert_eq!(pieces(&store, &plan).await, expected);
}

#[wasm_bindgen_test]
async fn only_own_changes_wait_to_be_sent() {
    let (store, plan) = (Store::default(), new_plan());
    append(&store, &plan, &[1], false).await;
    append(&store, &plan, &[2, 3], true).await;
    assert_eq!(pending(&store, &plan).await, [change(2), change(3)]);
}

#[wasm_bindgen_test]
async fn the_same_change_is_kept_once() {
    let (store, plan) = (Store::default(), new_plan());
    append(&store, &plan, &[1], false).await;
    append(&store, &plan, &[1, 1], false).await;
    assert_eq!(pieces(&store, &plan).await.len(), 1);
}

#[wasm_bindgen_test]
async fn a_frame_settles_what_it_took_in_and_nothing_else() {
    let (store, plan) = (Store::default(), new_plan());
    append(&store, &plan, &[1, 2, 3], true).await;
    let settled = [change(1).0, change(3).0];
    store
        .put_frame(&plan, 7, b"frame", b"state", &settled)
        .await
        .unwrap();
    assert_eq!(pending(&store, &plan).await, [change(2)]);
    assert_eq!(store.outbox(&plan).await.unwrap(), [(7, b"frame".to_vec())]);
    assert_eq!(
        store.room(&plan).await.unwrap().as_deref(),
        Some(&b"state"[..])
    );
    assert_eq!(
        pieces(&store, &plan).await.len(),
        3,
        "the document lost a change"
    );
}

#[wasm_bindgen_test]
async fn the_outbox_is_in_the_order_of_its_slots() {
    let (store, plan) = (Store::default(), new_plan());
    for slot in [256, 9, 10, u64::MAX, 1] {
        store
            .put_frame(&plan, slot, &slot.to_be_bytes(), b"", &[])
            .await
            .unwrap();
    }
    store.drop_frame(&plan, 10).await.unwrap();
    // One that is gone already, as when an acknowledgement comes twice.
    store.drop_frame(&plan, 10).await.unwrap();
    let expected = [1, 9, 256, u64::MAX].map(|slot: u64| (slot, slot.to_be_bytes().to_vec()));
    assert_eq!(store.outbox(&plan).await.unwrap(), expected);
}

#[wasm_bindgen_test]
async fn a_saved_document_takes_the_place_of_what_it_covers() {
    let (store, plan) = (Store::default(), new_plan());
    append(&store, &plan, &[1, 2], true).await;
    let covers: Vec<_> = store
        .chunks(&plan)
        .await
        .unwrap()
        .into_iter()
        .map(|chunk| chunk.key)
        .collect();
    // Another tab writes meanwhile.
    append(&store, &plan, &[3], false).await;
    let key = store.compact(&plan, b"document", &covers).await.unwrap();

    let expected = [(false, change(3).1), (true, b"document".to_vec())];
    assert_eq!(pieces(&store, &plan).await, expected);
    assert_eq!(
        pending(&store, &plan).await.len(),
        2,
        "changes were folded in and never sent"
    );

    let again = store
        .compact(&plan, b"document 2", std::slice::from_ref(&key))
        .await
        .unwrap();
    assert_ne!(again, key);
    let chunks = store.chunks(&plan).await.unwrap();
    assert_eq!(chunks.iter().filter(|chunk| chunk.is_saved).count(), 1);
}

#[wasm_bindgen_test]
async fn what_belongs_to_one_plan_never_shows_up_in_another() {
    let store = Store::default();
    // Ids of which one begins with the other, and ids right beside each other.
    let base = new_plan();
    let plans = [
        base.clone(),
        format!("{base}0"),
        format!("{base}a"),
        format!("{base}-"),
        new_plan(),
    ];
    for (number, plan) in (1..).zip(&plans) {
        append(&store, plan, &[number], true).await;
        store
            .put_frame(plan, number.into(), &[number], &[number], &[])
            .await
            .unwrap();
    }
    for (number, plan) in (1..).zip(&plans) {
        assert_eq!(pieces(&store, plan).await, [(false, change(number).1)]);
        assert_eq!(pending(&store, plan).await, [change(number)]);
        assert_eq!(
            store.outbox(plan).await.unwrap(),
            [(number.into(), vec![number])]
        );
        assert_eq!(store.room(plan).await.unwrap(), Some(vec![number]));
    }
}

#[wasm_bindgen_test]
async fn an_unknown_plan_is_empty() {
    let (store, plan) = (Store::default(), new_plan());
    assert_eq!(store.plan(&plan).await.unwrap(), None);
    assert!(pieces(&store, &plan).await.is_empty());
    assert!(pending(&store, &plan).await.is_empty());
    assert!(store.outbox(&plan).await.unwrap().is_empty());
    assert_eq!(store.room(&plan).await.unwrap(), None);
}

#[wasm_bindgen_test]
async fn a_record_is_kept_and_listed() {
    let store = Store::default();
    let mut record = PlanRecord {
        id: new_plan(),
        title: "第3期 みどり野市地域福祉活動計画".to_owned(),
        seed: Some(hex(&[7; 32])),
        edited_ms: 1_700_000_000_000,
        ..PlanRecord::default()
    };
    store.put_plan(&record).await.unwrap();
    record.unsent = 3;
    store.put_plan(&record).await.unwrap();
    assert_eq!(
        store.plan(&record.id).await.unwrap().as_ref(),
        Some(&record)
    );
    let all = store.plans().await.unwrap();
    assert_eq!(all.iter().filter(|other| **other == record).count(), 1);
}

#[wasm_bindgen_test]
fn hexadecimal_digits_read_back() {
    assert_eq!(hex(&[0, 0x0a, 0xff]), "000aff");
    assert_eq!(unhex::<3>("000aff"), Some([0, 0x0a, 0xff]));
    for text in ["", "000af", "000aff00", "000agg", "計画"] {
        assert_eq!(unhex::<3>(text), None, "{text}");
    }
}

#[wasm_bindgen_test]
async fn a_dead_handle_is_opened_anew_and_the_write_done_again() {
    let (store, plan) = (Store::default(), new_plan());
    append(&store, &plan, &[1], false).await;
    let broken = Broken::handle();
    append(&store, &plan, &[2], false).await;
    drop(broken);
    let expected = [1, 2].map(|number| (false, change(number).1));
    assert_eq!(pieces(&store, &plan).await, expected);
}
