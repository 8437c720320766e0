//! Two tabs of one browser on one plan.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::session::{TITLE, add_item, new_plan, on_disk, open, title, write};
use crate::wait;

#[wasm_bindgen_test]
async fn what_is_written_in_one_tab_shows_in_the_other() {
    let id = new_plan().await;
    let (one, other) = (open(&id).await, open(&id).await);
    one.apply(&write(&TITLE, 2, "の題"));
    one.close_burst();
    wait::until("the other tab hears of it", || title(&other) == "計画の題").await;
    wait::saved(&other).await;
    assert_eq!(on_disk(&id).await, (1, 1), "the change lies on disk once");
    one.close();
    other.close();
}

#[wasm_bindgen_test]
async fn what_is_written_in_both_tabs_at_once_is_in_both() {
    let id = new_plan().await;
    let (one, other) = (open(&id).await, open(&id).await);
    one.apply(&write(&TITLE, 0, "甲"));
    other.apply(&write(&TITLE, 2, "乙"));
    one.apply(&add_item("一").1);
    other.apply(&add_item("二").1);
    let both = |session: &yoriai::session::Session| {
        title(session) == "甲計画乙" && session.with_plan(|plan| plan.walk().count()) == 2
    };
    wait::until("both tabs have both", || both(&one) && both(&other)).await;
    assert_eq!(one.with_plan(Clone::clone), other.with_plan(Clone::clone));
    one.close();
    other.close();
    wait::saved(&one).await;
    wait::saved(&other).await;
    let again = open(&id).await;
    assert_eq!(one.with_plan(Clone::clone), again.with_plan(Clone::clone));
    again.close();
}

#[wasm_bindgen_test]
async fn words_written_just_before_one_leaves_reach_the_other_tab() {
    let id = new_plan().await;
    let (one, other) = (open(&id).await, open(&id).await);
    one.apply(&write(&TITLE, 2, "の題"));
    one.close();
    // As when its screen goes: nothing but what is on its way holds it.
    drop(one);
    wait::until("the other tab hears of it", || title(&other) == "計画の題").await;
    other.close();
}

#[wasm_bindgen_test]
async fn tabs_on_different_plans_do_not_hear_each_other() {
    let (one, other) = (open(&new_plan().await).await, open(&new_plan().await).await);
    let witness = open(one.id()).await;
    one.apply(&write(&TITLE, 2, "の題"));
    one.close_burst();
    // Messages come in the order of their sending: once the witness has it, all have.
    wait::until("the witness hears of it", || title(&witness) == "計画の題").await;
    assert_eq!(title(&other), "計画");
    for session in [one, other, witness] {
        session.close();
    }
}
