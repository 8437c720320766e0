//! The fields that people write in, while the plan changes under them.

use std::rc::Rc;

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::task::tick;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement, HtmlTextAreaElement};
use yoriai::components::fields::text_of;
use yoriai::components::scalar_field::ScalarField;
use yoriai::components::text_field::{Target, TextField};
use yoriai::desk::{Desk, field_id, part};
use yoriai::platform::page::is_for_plan;
use yoriai::session::{Session, Way};
use yoriai_plan::{Command, ItemId, ItemText, TextRef};

use crate::session::{add_item, new_plan, open};
use crate::wait;

/// Shows something of a plan on the page. Dropping the second takes it away.
fn show<V: IntoView + 'static>(
    session: Rc<Session>,
    view: impl FnOnce(Desk) -> V + 'static,
) -> (HtmlElement, impl Sized) {
    let host: HtmlElement = document().create_element("main").unwrap().unchecked_into();
    document().body().unwrap().append_child(&host).unwrap();
    let mounted = mount_to(host.clone(), move || {
        let desk = Desk::new(session);
        provide_context(desk);
        view(desk)
    });
    (host, mounted)
}

fn first<T: JsCast>(host: &HtmlElement, selector: &str) -> T {
    let found = host.query_selector(selector).unwrap().unwrap();
    found.unchecked_into()
}

fn say_input(element: &HtmlElement) {
    js_sys::Function::new_with_args(
        "field",
        "field.dispatchEvent(new InputEvent('input', {bubbles: true}));",
    )
    .call1(&JsValue::NULL, element)
    .unwrap();
}

fn types(field: &HtmlTextAreaElement, value: &str) {
    field.set_value(value);
    let end = u32::try_from(value.encode_utf16().count()).unwrap();
    field.set_selection_range(end, end).unwrap();
    say_input(field);
}

fn title_of(id: &ItemId) -> TextRef {
    TextRef::Item(id.clone(), ItemText::Title)
}

#[wasm_bindgen_test]
async fn what_is_written_stays_with_the_record_it_was_begun_in() {
    let session = open(&new_plan().await).await;
    let ((mine, add_mine), (theirs, add_theirs)) = (add_item("甲の文"), add_item("乙の文"));
    session.apply(&add_mine);
    session.apply(&add_theirs);
    let (mine, theirs) = (title_of(&mine), title_of(&theirs));
    let aim = ArcRwSignal::new(Some(mine.clone()));
    let shown = aim.clone();
    let (host, mounted) = show(session.clone(), move |desk| {
        let aim = Signal::derive(move || shown.get());
        let source = Memo::new(move |_| aim.get().map(|field| text_of(desk, &field)));
        let text = Signal::derive(move || source.get().map(|text| text.get()).unwrap_or_default());
        let make = Callback::new(|_: String| None);
        view! { <TextField field=Target::made_by_writing(aim, make) text label="欄" /> }
    });
    let field: HtmlTextAreaElement = first(&host, "textarea");
    wait::until("the field", || field.value() == "甲の文").await;
    field.focus().unwrap();
    types(&field, "甲の文章");

    // Another device's record comes to stand in this place.
    aim.set(Some(theirs.clone()));
    wait::until("the other record", || field.id() == field_id(&theirs)).await;
    tick().await;
    assert_eq!(field.value(), "甲の文章");
    types(&field, "甲の文章です");
    assert_eq!(session.text(&mine), "甲の文章です");
    assert_eq!(session.text(&theirs), "乙の文");

    field.blur().unwrap();
    assert_eq!(field.value(), "乙の文");
    drop(mounted);
    session.close();
}

/// An item, and the field for its own number.
async fn number_field() -> (Rc<Session>, ItemId, HtmlInputElement, impl Sized) {
    let session = open(&new_plan().await).await;
    let (id, add) = add_item("見守り");
    session.apply(&add);
    let shown = id.clone();
    let (host, mounted) = show(session.clone(), move |desk| {
        let own = part(&desk.item(&shown), |item| item.number_override.clone());
        let value = Signal::derive(move || own.get().unwrap_or_default());
        let set = move |number: Option<String>| Command::SetNumber {
            id: shown.clone(),
            number,
        };
        view! { <ScalarField value set label="番号" /> }
    });
    let field: HtmlInputElement = first(&host, "input");
    tick().await;
    (session, id, field, mounted)
}

fn number(session: &Session, id: &ItemId) -> Option<String> {
    session.with_plan(|plan| plan.item(id).unwrap().number_override.clone())
}

#[wasm_bindgen_test]
async fn a_short_value_is_handed_over_when_the_page_goes() {
    let (session, id, field, mounted) = number_field().await;
    field.focus().unwrap();
    field.set_value("別 1");
    say_input(&field);
    assert_eq!(number(&session, &id), None);
    session.hand_over();
    assert_eq!(number(&session, &id).as_deref(), Some("別 1"));
    drop(mounted);
    session.close();
}

#[wasm_bindgen_test]
async fn a_short_value_is_set_after_a_pause_and_taken_away_when_it_is_emptied() {
    let (session, id, field, mounted) = number_field().await;
    field.focus().unwrap();
    field.set_value(" 別 ");
    say_input(&field);
    wait::until("the number", || {
        number(&session, &id).as_deref() == Some("別")
    })
    .await;
    assert_eq!(field.value(), " 別 ", "somebody is still typing");
    field.blur().unwrap();
    field.focus().unwrap();
    field.set_value("");
    say_input(&field);
    field.blur().unwrap();
    assert_eq!(number(&session, &id), None);
    drop(mounted);
    session.close();
}

#[wasm_bindgen_test]
async fn a_short_value_follows_the_plan_where_nobody_types() {
    let (session, id, field, mounted) = number_field().await;
    session.apply(&Command::SetNumber {
        id,
        number: Some("別".to_owned()),
    });
    wait::until("the number in the field", || field.value() == "別").await;
    assert!(session.step(Way::Undo).is_some());
    wait::until("the empty field", || field.value().is_empty()).await;
    drop(mounted);
    session.close();
}

#[wasm_bindgen_test]
fn keys_are_for_the_plan_but_where_one_types_something_else() {
    let target = |html: &str| {
        let host = document().create_element("div").unwrap();
        host.set_inner_html(html);
        host.query_selector("[data-here]").unwrap().map(Into::into)
    };
    for html in [
        "<textarea data-here></textarea>",
        "<button data-here></button>",
        "<select data-here></select>",
        "<input type=checkbox data-here>",
        "<input type=radio data-here>",
    ] {
        assert!(is_for_plan(target(html)), "{html}");
    }
    for html in [
        "<input data-here>",
        "<input type=text data-here>",
        "<dialog><textarea data-here></textarea></dialog>",
        "<dialog><input type=checkbox data-here></dialog>",
    ] {
        assert!(!is_for_plan(target(html)), "{html}");
    }
}
