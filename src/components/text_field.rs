//! The field that people write in: safe with an IME, and with other people's edits coming in.
//!
//! The `<textarea>` is its own master while someone types. It is written to only when its text
//! differs from the document's, and never while it composes: what others wrote in this field is
//! held back until the composition ends, and the composed words then go in *as an edit of the text
//! that their writer saw*, so that the two merge by character.

mod typist;

use std::rc::Rc;

use leptos::ev;
use leptos::html::Textarea;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;
use yoriai_plan::TextRef;

use self::typist::Typist;
use crate::desk::{Selection, field_id, use_desk};
use crate::platform::page;
use crate::session::Way;
use crate::words::use_say;

/// What the Enter key does in a field.
#[derive(Clone)]
pub enum OnEnter {
    /// A new line, as in prose.
    NewLine,
    /// On to the next field: a title has one line of thought.
    Next,
    /// What a list does: another entry after this one.
    Do(Callback<()>),
    /// What the grid around the field does; so for the other keys that lead out of it.
    Grid,
}

/// Which text of the plan a field shows.
#[derive(Clone)]
pub struct Target {
    /// The text; `None` while there is no record that holds it.
    aim: Signal<Option<TextRef>>,
    /// Makes the record with its first words.
    make: Option<Callback<String, Option<TextRef>>>,
}

impl Target {
    /// A text that may not be there yet: the first words that somebody writes make it. `make` is
    /// given these words, and says where they went; `None` if they were refused.
    pub fn made_by_writing(
        aim: Signal<Option<TextRef>>,
        make: Callback<String, Option<TextRef>>,
    ) -> Self {
        Self {
            aim,
            make: Some(make),
        }
    }
}

impl From<TextRef> for Target {
    fn from(field: TextRef) -> Self {
        Self {
            aim: Signal::stored(Some(field)),
            make: None,
        }
    }
}

/// A field of the plan.
#[component]
pub fn TextField(
    /// Which text of the plan it shows.
    #[prop(into)]
    field: Target,
    /// That text.
    #[prop(into)]
    text: Signal<String>,
    /// What a screen reader calls it.
    #[prop(into)]
    label: Signal<String>,
    /// What is selected when the cursor enters it.
    #[prop(optional_no_strip)]
    selects: Option<Selection>,
    /// What Enter does.
    #[prop(default = OnEnter::NewLine)]
    on_enter: OnEnter,
    /// Called when Backspace is pressed in the empty field.
    #[prop(optional, into)]
    on_erase: Option<Callback<()>>,
    /// Shown while it is empty.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// Called with the element once it is on the page.
    #[prop(optional, into)]
    on_ready: Option<Callback<HtmlTextAreaElement>>,
) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let node = NodeRef::<Textarea>::new();
    let typist = StoredValue::new_local(None::<Rc<Typist>>);
    let read_only = desk.session().is_read_only();
    let Target { aim, make } = field;

    Effect::new(move |_| {
        let Some(element) = node.get() else { return };
        if typist.try_with_value(Option::is_some).unwrap_or(true) {
            return;
        }
        let shown = text.get_untracked();
        let session = desk.session();
        let created = Typist::new(element.clone(), aim.get_untracked(), make, session, shown);
        typist.set_value(Some(created));
        if let Some(on_ready) = on_ready {
            on_ready.run(element);
        }
    });
    Effect::new(move |_| {
        let (field, text) = (aim.get(), text.get());
        if let Some(typist) = typist.try_get_value().flatten() {
            typist.take_aim(field);
            typist.show(&text);
        }
    });
    on_cleanup(move || {
        if let Some(typist) = typist.try_get_value().flatten() {
            typist.leave();
        }
    });
    let with = move |work: &dyn Fn(&Rc<Typist>)| {
        if let Some(typist) = typist.try_get_value().flatten() {
            work(&typist);
        }
    };
    let on_keydown = move |event: ev::KeyboardEvent| {
        // Safari ends the composition before the key that ended it arrives; 229 tells.
        if event.is_composing() || event.key_code() == 229 {
            return;
        }
        with(&|typist| keydown(typist, &event, &on_enter, on_erase));
    };
    view! {
        // A form of its own: at every key and at every step of the cursor, Chromium's autofill looks
        // through all fields of the form that the field is in, and without one through all of the page
        // that have none. With the hundreds of fields of a long sheet that was a third of all that a
        // key cost.
        <form class="text-field">
            <textarea
                node_ref=node
                id=move || aim.with(|field| field.as_ref().map(field_id))
                rows="1"
                aria-label=move || label.get()
                placeholder=move || placeholder.get()
                readonly=read_only
                autocomplete="off"
                on:input=move |event: ev::Event| {
                    let composing = event
                        .dyn_ref::<web_sys::InputEvent>()
                        .is_some_and(web_sys::InputEvent::is_composing);
                    with(&|typist| typist.input(composing));
                }
                on:beforeinput=move |event: ev::InputEvent| {
                    // The browser's own undo knows nothing of what others wrote in this field.
                    let way = match event.input_type().as_str() {
                        "historyUndo" => Way::Undo,
                        "historyRedo" => Way::Redo,
                        _ => return,
                    };
                    event.prevent_default();
                    let composing = event.is_composing()
                        || typist
                            .try_get_value()
                            .flatten()
                            .is_some_and(|typist| typist.composing.get());
                    if !composing {
                        desk.step(way, true, say);
                    }
                }
                on:compositionstart=move |_| with(&|typist| typist.composing.set(true))
                on:compositionend=move |_| with(&|typist| typist.composed())
                on:focus=move |_| {
                    if let Some(selection) = &selects {
                        desk.selected.set(selection.clone());
                    }
                    with(&|typist| typist.enter());
                    if let Some(field) = aim.get_untracked() {
                        desk.session().look_at(&field_id(&field));
                    }
                }
                on:blur=move |_| {
                    with(&|typist| typist.leave());
                    if let Some(Some(field)) = aim.try_get_untracked() {
                        desk.session().look_away(&field_id(&field));
                    }
                }
                on:keydown=on_keydown
            ></textarea>
        </form>
    }
}

fn keydown(
    typist: &Typist,
    event: &ev::KeyboardEvent,
    on_enter: &OnEnter,
    on_erase: Option<Callback<()>>,
) {
    if matches!(on_enter, OnEnter::Grid) {
        return;
    }
    let plain = !event.shift_key() && !event.ctrl_key() && !event.alt_key() && !event.meta_key();
    if !plain {
        return;
    }
    let (start, end) = typist.selection();
    let value = typist.element.value();
    match event.key().as_str() {
        "Enter" => match on_enter {
            OnEnter::NewLine | OnEnter::Grid => {}
            OnEnter::Next => {
                event.prevent_default();
                step(&typist.element, 1);
            }
            OnEnter::Do(action) => {
                event.prevent_default();
                action.run(());
            }
        },
        "Backspace" if value.is_empty() => {
            if let Some(erase) = on_erase {
                event.prevent_default();
                step(&typist.element, -1);
                erase.run(());
            }
        }
        "ArrowUp" if start == 0 && end == 0 => {
            event.prevent_default();
            step(&typist.element, -1);
        }
        "ArrowDown" if start == end && end as usize == value.encode_utf16().count() => {
            event.prevent_default();
            step(&typist.element, 1);
        }
        _ => {}
    }
}

/// Puts the cursor into the next or the previous field of the page.
fn step(element: &HtmlTextAreaElement, direction: i32) {
    let Ok(fields) = document().query_selector_all("main .text-field > textarea") else {
        return;
    };
    let found = (0..fields.length()).find(|&index| {
        fields
            .item(index)
            .is_some_and(|node| node == **(element as &web_sys::Element))
    });
    let next = found
        .and_then(|index| i32::try_from(index).ok())
        .and_then(|index| u32::try_from(index + direction).ok())
        .and_then(|index| fields.item(index))
        .and_then(|node| node.dyn_into::<HtmlTextAreaElement>().ok());
    if let Some(next) = next {
        let _ = next.focus();
        let length = next.value().encode_utf16().count() as u32;
        let caret = if direction > 0 { 0 } else { length };
        let _ = next.set_selection_range(caret, caret);
        page::scroll_into_view(&next);
    }
}
