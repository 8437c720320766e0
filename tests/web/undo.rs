//! Undo and redo: in the session, and out of the field that people write in.

use std::rc::Rc;

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlTextAreaElement};
use yoriai::components::text_field::TextField;
use yoriai::desk::{Desk, field_id};
use yoriai::screens::steps::step_by_keys;
use yoriai::session::{Notice, Session, Steps, Way};
use yoriai_plan::{Entity, ItemText, StepPlace, TextRef};

use crate::session::{TITLE, add_item, new_plan, open, title, write};
use crate::wait;

#[wasm_bindgen_test]
async fn each_field_and_each_command_is_a_step_of_its_own() {
    let session = open(&new_plan().await).await;
    assert_eq!(session.steps.get_untracked(), Steps::default());
    let (item, add) = add_item("見守り");
    let name = TextRef::Item(item.clone(), ItemText::Title);
    session.apply(&add);
    session.apply(&write(&TITLE, 2, "の"));
    session.apply(&write(&TITLE, 3, "案"));
    session.apply(&write(&name, 3, "の輪"));

    let stepped = session.step(Way::Undo).unwrap();
    assert_eq!(stepped.place, StepPlace::Text(name.clone()));
    assert_eq!(stepped.caret, Some(3));
    assert_eq!(
        (session.text(&name).as_str(), title(&session).as_str()),
        ("見守り", "計画の案")
    );
    assert!(session.step(Way::Undo).is_some());
    assert_eq!(title(&session), "計画");
    let stepped = session.step(Way::Undo).unwrap();
    assert_eq!(stepped.place, StepPlace::Thing(Entity::Item(item.clone())));
    assert!(session.with_plan(|plan| plan.item(&item).unwrap().in_bin));
    assert_eq!(session.step(Way::Undo), None);
    assert_eq!(
        session.steps.get_untracked(),
        Steps {
            undo: false,
            redo: true
        }
    );
    for _ in 0..3 {
        assert!(session.step(Way::Redo).is_some());
    }
    assert_eq!(
        (session.text(&name).as_str(), title(&session).as_str()),
        ("見守りの輪", "計画の案")
    );
    session.close();
}

#[wasm_bindgen_test]
async fn an_undone_step_is_on_disk_like_any_other() {
    let id = new_plan().await;
    let session = open(&id).await;
    session.apply(&write(&TITLE, 2, "の案"));
    session.step(Way::Undo);
    session.close();
    wait::saved(&session).await;
    let again = open(&id).await;
    assert_eq!(title(&again), "計画");
    again.close();
}

#[wasm_bindgen_test]
async fn what_another_tab_wrote_is_neither_undone_nor_lost() {
    let id = new_plan().await;
    let (here, there) = (open(&id).await, open(&id).await);
    here.apply(&write(&TITLE, 2, "の素案"));
    here.close_burst();
    wait::until("the words in the other tab", || {
        title(&there) == "計画の素案"
    })
    .await;
    there.apply(&write(&TITLE, 4, "・"));
    there.close_burst();
    wait::until("the other tab's words", || title(&here) == "計画の素・案").await;
    assert!(here.step(Way::Undo).is_some());
    assert_eq!(title(&here), "計画・");
    wait::until("the undoing in the other tab", || title(&there) == "計画・").await;

    // Nothing of one's own is left in what the other has taken away.
    here.step(Way::Redo);
    let all = title(&here);
    wait::until("the words once more", || title(&there) == all).await;
    let away = yoriai_plan::Command::WriteText {
        field: TITLE,
        at: 0,
        delete: u32::try_from(all.encode_utf16().count()).unwrap(),
        insert: String::new(),
        seen: None,
    };
    assert!(there.apply(&away));
    there.close_burst();
    wait::until("the empty title", || title(&here).is_empty()).await;
    assert_eq!(here.step(Way::Undo), None);
    assert_eq!(
        here.notices.get_untracked(),
        [Notice::NotUndone { in_part: false }]
    );
    here.close();
    there.close();
}

/// The title's field on the page, with the keys of the desk. Dropping the second takes it away.
fn show(session: &Rc<Session>) -> (HtmlTextAreaElement, impl Sized) {
    let host: HtmlElement = document().create_element("main").unwrap().unchecked_into();
    document().body().unwrap().append_child(&host).unwrap();
    let session = session.clone();
    let mounted = mount_to(host.clone(), move || {
        let desk = Desk::new(session.clone());
        provide_context(desk);
        step_by_keys(desk);
        let head = session.board().head.clone();
        let text = Signal::derive(move || head.with(|head| head.title.clone()));
        view! { <TextField field=TITLE text label="題" /> }
    });
    let field = host.query_selector(&format!("#{}", field_id(&TITLE)));
    (field.unwrap().unwrap().unchecked_into(), mounted)
}

/// Sends an event made by a line of JavaScript; says whether its default was prevented.
fn send(field: &HtmlTextAreaElement, event: &str) -> bool {
    let script = format!("return !field.dispatchEvent({event});");
    js_sys::Function::new_with_args("field", &script)
        .call1(&wasm_bindgen::JsValue::NULL, field)
        .unwrap()
        .as_bool()
        .unwrap()
}

fn types(field: &HtmlTextAreaElement, value: &str) {
    field.set_value(value);
    let end = u32::try_from(value.encode_utf16().count()).unwrap();
    field.set_selection_range(end, end).unwrap();
    send(field, "new InputEvent('input', {bubbles: true})");
}

const UNDO_KEY: &str =
    "new KeyboardEvent('keydown', {key: 'z', ctrlKey: true, bubbles: true, cancelable: true})";
const REDO_KEY: &str = "new KeyboardEvent('keydown', {key: 'Z', metaKey: true, shiftKey: true, bubbles: true, cancelable: true})";

#[wasm_bindgen_test]
async fn the_field_leaves_undo_to_the_plan() {
    let session = open(&new_plan().await).await;
    let (field, mounted) = show(&session);
    wait::until("the field", || field.value() == "計画").await;
    field.focus().unwrap();
    types(&field, "計画の案");
    assert_eq!(title(&session), "計画の案");
    let menu = |kind: &str| {
        format!(
            "new InputEvent('beforeinput', {{inputType: '{kind}', bubbles: true, cancelable: true}})"
        )
    };
    assert!(send(&field, &menu("historyUndo")));
    assert_eq!(
        (title(&session).as_str(), field.value().as_str()),
        ("計画", "計画")
    );
    assert!(send(&field, &menu("historyRedo")));
    assert_eq!(field.value(), "計画の案");
    assert!(!send(&field, &menu("insertText")));

    assert!(send(&field, UNDO_KEY));
    assert_eq!(field.value(), "計画");
    assert!(send(&field, REDO_KEY));
    assert_eq!(field.value(), "計画の案");
    wait::until("the cursor behind the words", || {
        field.selection_start().unwrap() == Some(4)
    })
    .await;
    drop(mounted);
    session.close();
}

#[wasm_bindgen_test]
async fn nothing_is_undone_while_words_are_composed() {
    let session = open(&new_plan().await).await;
    let (field, mounted) = show(&session);
    wait::until("the field", || field.value() == "計画").await;
    field.focus().unwrap();
    types(&field, "計画の案");
    send(
        &field,
        "new CompositionEvent('compositionstart', {bubbles: true})",
    );
    field.set_value("計画の案あん");
    send(
        &field,
        "new InputEvent('input', {isComposing: true, bubbles: true})",
    );
    assert!(send(
        &field,
        "new InputEvent('beforeinput', {inputType: 'historyUndo', bubbles: true, cancelable: true})"
    ));
    let composing_key = UNDO_KEY.replace("key: 'z'", "isComposing: true, key: 'z'");
    assert!(!send(&field, &composing_key));
    assert_eq!(field.value(), "計画の案あん");
    assert_eq!(title(&session), "計画の案");
    types(&field, "計画の案庵");
    send(
        &field,
        "new CompositionEvent('compositionend', {bubbles: true})",
    );
    assert_eq!(title(&session), "計画の案庵");
    assert!(send(&field, UNDO_KEY));
    assert_eq!(field.value(), "計画");
    drop(mounted);
    session.close();
}
