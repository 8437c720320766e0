//! The field that people write in: safe with an IME, and with other people's edits coming in.
//!
//! The `<textarea>` is its own master while someone types. It is written to only when its text
//! differs from the document's, and never while it composes: what others wrote in this field is
//! held back until the composition ends, and the composed words then go in *as an edit of the text
//! that their writer saw*, so that the two merge by character.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use leptos::ev;
use leptos::html::Textarea;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;
use yoriai_plan::{Command, Heads, TextRef};

use super::splice;
use crate::desk::{Selection, field_id, use_desk};
use crate::platform::page;
use crate::session::{FocusedField, Session};

/// What the Enter key does in a field.
#[derive(Clone)]
pub enum OnEnter {
    /// A new line, as in prose.
    NewLine,
    /// On to the next field: a title has one line of thought.
    Next,
    /// What a list does: another entry after this one.
    Do(Callback<()>),
}

/// A field of the plan.
#[component]
pub fn TextField(
    /// Which text of the plan it shows.
    field: TextRef,
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
    #[prop(optional)]
    placeholder: &'static str,
) -> impl IntoView {
    let desk = use_desk();
    let node = NodeRef::<Textarea>::new();
    let typist = StoredValue::new_local(None::<Rc<Typist>>);
    let read_only = desk.session().is_read_only();

    Effect::new({
        let field = field.clone();
        move |_| {
            let Some(element) = node.get() else { return };
            if typist.try_with_value(Option::is_some).unwrap_or(true) {
                return;
            }
            let shown = text.get_untracked();
            let created = Typist::new(element, field.clone(), desk.session(), shown);
            typist.set_value(Some(created));
        }
    });
    Effect::new(move |_| {
        let text = text.get();
        if let Some(typist) = typist.try_get_value().flatten() {
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
        <div class="text-field">
            <textarea
                node_ref=node
                id=field_id(&field)
                rows="1"
                aria-label=move || label.get()
                placeholder=placeholder
                readonly=read_only
                autocomplete="off"
                on:input=move |event: ev::Event| {
                    let composing = event
                        .dyn_ref::<web_sys::InputEvent>()
                        .is_some_and(web_sys::InputEvent::is_composing);
                    with(&|typist| typist.input(composing));
                }
                on:compositionstart=move |_| with(&|typist| typist.composing.set(true))
                on:compositionend=move |_| with(&|typist| typist.composed())
                on:focus=move |_| {
                    if let Some(selection) = &selects {
                        desk.selected.set(selection.clone());
                    }
                    with(&|typist| typist.enter());
                }
                on:blur=move |_| with(&|typist| typist.leave())
                on:keydown=on_keydown
            ></textarea>
        </div>
    }
}

/// A field and what it knows.
struct Typist {
    element: HtmlTextAreaElement,
    field: TextRef,
    session: Rc<Session>,
    /// The text on which element and document last agreed.
    shown: RefCell<String>,
    composing: Cell<bool>,
    /// The document as this field knows it, while other people's changes are held back.
    seen: RefCell<Option<Heads>>,
    this: Weak<Self>,
}

impl Typist {
    fn new(
        element: HtmlTextAreaElement,
        field: TextRef,
        session: Rc<Session>,
        shown: String,
    ) -> Rc<Self> {
        element.set_value(&shown);
        let typist = Rc::new_cyclic(|this| Self {
            element,
            field,
            session,
            shown: RefCell::new(shown),
            composing: Cell::new(false),
            seen: RefCell::default(),
            this: this.clone(),
        });
        typist.fit();
        typist
    }

    fn enter(&self) {
        let this = self.this.upgrade().map(|this| this as Rc<dyn FocusedField>);
        if let Some(this) = this {
            self.session.focus_entered(this);
        }
    }

    fn leave(&self) {
        self.composed();
        if let Some(this) = self.this.upgrade() {
            let this: Rc<dyn FocusedField> = this;
            self.session.focus_left(&this);
        }
    }

    fn input(&self, composing: bool) {
        self.fit();
        if !composing && !self.composing.get() {
            self.typed();
        }
    }

    fn composed(&self) {
        self.composing.set(false);
        self.typed();
        // What was held back, where nothing was composed in the end.
        let now = self.session.text(&self.field);
        if *self.shown.borrow() != now {
            let (caret, _) = self.selection();
            self.put(&now, caret, caret);
        }
        self.seen.borrow_mut().take();
    }

    /// Hands to the document what the element holds and the document does not.
    fn typed(&self) {
        let value = self.element.value();
        let (_, caret) = self.selection();
        let Some(splice) = splice::between(&self.shown.borrow(), &value, caret) else {
            return;
        };
        let seen = self.seen.borrow_mut().take();
        let taken = self.session.apply(&Command::WriteText {
            field: self.field.clone(),
            at: splice.at,
            delete: splice.delete,
            insert: splice.insert.clone(),
            seen: seen.clone(),
        });
        if !taken {
            let shown = self.shown.borrow().clone();
            self.put(&shown, caret, caret);
            return;
        }
        match seen {
            None => *self.shown.borrow_mut() = value,
            Some(seen) => {
                let merged = self.session.text(&self.field);
                let around = |offset| self.session.map_offset(&self.field, offset, &seen);
                let near = [around(splice.at + splice.delete), around(splice.at)];
                let caret = splice::end_of(&splice.insert, &merged, near);
                self.put(&merged, caret, caret);
            }
        }
    }

    /// Shows a text that came by another way than this element.
    fn show(&self, text: &str) {
        if self.composing.get() {
            return;
        }
        if self.element.value() == text {
            text.clone_into(&mut self.shown.borrow_mut());
            return;
        }
        let (caret, _) = self.selection();
        self.put(text, caret, caret);
    }

    fn put(&self, text: &str, start: u32, end: u32) {
        self.element.set_value(text);
        text.clone_into(&mut self.shown.borrow_mut());
        if is_focused(&self.element) {
            let _ = self.element.set_selection_range(start, end);
        }
        self.fit();
    }

    /// What is selected, in UTF-16 units: where it begins, and where it ends.
    fn selection(&self) -> (u32, u32) {
        let start = self.element.selection_start().ok().flatten();
        let end = self.element.selection_end().ok().flatten();
        (start.unwrap_or_default(), end.unwrap_or_default())
    }

    /// Makes the element as tall as its text: its wrapper holds an unseen copy that sets the
    /// height, so that nothing has to be measured.
    fn fit(&self) {
        if let Some(wrapper) = self.element.parent_element() {
            let _ = wrapper.set_attribute("data-text", &self.element.value());
        }
    }
}

impl FocusedField for Typist {
    fn remote_applied(&self, before: &Heads) {
        let now = self.session.text(&self.field);
        if now == *self.shown.borrow() {
            return;
        }
        if self.composing.get() {
            self.seen.borrow_mut().get_or_insert_with(|| before.clone());
            return;
        }
        let (start, end) = self.selection();
        let start = self.session.map_offset(&self.field, start, before);
        let end = self.session.map_offset(&self.field, end, before);
        self.put(&now, start, end);
    }

    fn hand_over(&self) {
        self.typed();
    }
}

fn is_focused(element: &HtmlTextAreaElement) -> bool {
    document()
        .active_element()
        .is_some_and(|active| active == **(element as &web_sys::HtmlElement))
}

fn keydown(
    typist: &Typist,
    event: &ev::KeyboardEvent,
    on_enter: &OnEnter,
    on_erase: Option<Callback<()>>,
) {
    let plain = !event.shift_key() && !event.ctrl_key() && !event.alt_key() && !event.meta_key();
    if !plain {
        return;
    }
    let (start, end) = typist.selection();
    let value = typist.element.value();
    match event.key().as_str() {
        "Enter" => match on_enter {
            OnEnter::NewLine => {}
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
