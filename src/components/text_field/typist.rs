//! A field's element, what it knows of the document, and how the two are kept alike.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use leptos::prelude::*;
use web_sys::HtmlTextAreaElement;
use yoriai_plan::{Command, Heads, TextRef};

use crate::components::splice;
use crate::session::{FocusedField, Session};

/// A field and what it knows.
pub(super) struct Typist {
    pub(super) element: HtmlTextAreaElement,
    /// The text it writes in; `None` until there is one.
    field: RefCell<Option<TextRef>>,
    /// The text that stands in this place: another one, while somebody finishes what was begun.
    aim: RefCell<Option<TextRef>>,
    make: Option<Callback<String, Option<TextRef>>>,
    session: Rc<Session>,
    /// The text on which element and document last agreed.
    shown: RefCell<String>,
    pub(super) composing: Cell<bool>,
    /// The document as this field knows it, while other people's changes are held back.
    seen: RefCell<Option<Heads>>,
    this: Weak<Self>,
}

impl Typist {
    pub(super) fn new(
        element: HtmlTextAreaElement,
        field: Option<TextRef>,
        make: Option<Callback<String, Option<TextRef>>>,
        session: Rc<Session>,
        shown: String,
    ) -> Rc<Self> {
        element.set_value(&shown);
        let typist = Rc::new_cyclic(|this| Self {
            element,
            field: RefCell::new(field.clone()),
            aim: RefCell::new(field),
            make,
            session,
            shown: RefCell::new(shown),
            composing: Cell::new(false),
            seen: RefCell::default(),
            this: this.clone(),
        });
        typist.fit();
        typist
    }

    /// The text as the document has it.
    fn text(&self) -> String {
        let field = self.field.borrow();
        field
            .as_ref()
            .map(|field| self.session.text(field))
            .unwrap_or_default()
    }

    /// Turns to another text: the record was made elsewhere meanwhile, or is gone again.
    pub(super) fn take_aim(&self, aim: Option<TextRef>) {
        self.aim.borrow_mut().clone_from(&aim);
        // Someone else's record came to stand in this place: what is being written stays with
        // the one it was begun in.
        let both = self.field.borrow().is_some() && aim.is_some();
        if !(both && is_focused(&self.element)) {
            self.turn_to(aim);
        }
    }

    fn turn_to(&self, aim: Option<TextRef>) {
        if *self.field.borrow() != aim {
            *self.field.borrow_mut() = aim;
            self.show(&self.text());
        }
    }

    pub(super) fn enter(&self) {
        let this = self.this.upgrade().map(|this| this as Rc<dyn FocusedField>);
        if let Some(this) = this {
            self.session.focus_entered(this);
        }
    }

    pub(super) fn leave(&self) {
        self.composed();
        // What comes in place of this field is made in the same turn.
        self.session.catch_up();
        if let Some(this) = self.this.upgrade() {
            let this: Rc<dyn FocusedField> = this;
            self.session.focus_left(&this);
        }
        let aim = self.aim.borrow().clone();
        // Without one, the record of the first words is still on its way here.
        if aim.is_some() {
            self.turn_to(aim);
        }
    }

    pub(super) fn input(&self, composing: bool) {
        self.fit();
        if !composing && !self.composing.get() {
            self.typed();
        }
    }

    pub(super) fn composed(&self) {
        self.composing.set(false);
        self.typed();
        // What was held back, where nothing was composed in the end.
        let now = self.text();
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
        let Some(field) = self.field.borrow().clone() else {
            self.first_typed(&value, caret);
            return;
        };
        let taken = self.session.typed(&Command::WriteText {
            field: field.clone(),
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
                let merged = self.session.text(&field);
                let around = |offset| self.session.map_offset(&field, offset, &seen);
                let near = [around(splice.at + splice.delete), around(splice.at)];
                let caret = splice::end_of(&splice.insert, &merged, near);
                self.put(&merged, caret, caret);
            }
        }
    }

    /// The first words of a text that there was no record for.
    fn first_typed(&self, value: &str, caret: u32) {
        let made = self.make.and_then(|make| make.run(value.to_owned()));
        if made.is_some() {
            value.clone_into(&mut self.shown.borrow_mut());
            *self.field.borrow_mut() = made;
        } else {
            let shown = self.shown.borrow().clone();
            self.put(&shown, caret, caret);
        }
    }

    /// Shows a text that came by another way than this element: the one of the place, unless
    /// something else is written here.
    pub(super) fn show(&self, text: &str) {
        if self.composing.get() {
            return;
        }
        // A signal may be a key behind the document, which never is.
        let differs = self.field.borrow().is_some() && self.element.value() != text;
        let now = (differs || *self.aim.borrow() != *self.field.borrow()).then(|| self.text());
        let text = now.as_deref().unwrap_or(text);
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
    pub(super) fn selection(&self) -> (u32, u32) {
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
        let now = self.text();
        if now == *self.shown.borrow() {
            return;
        }
        if self.composing.get() {
            self.seen.borrow_mut().get_or_insert_with(|| before.clone());
            return;
        }
        let field = self.field.borrow().clone();
        let carried = |offset| {
            field.as_ref().map_or(offset, |field| {
                self.session.map_offset(field, offset, before)
            })
        };
        let (start, end) = self.selection();
        self.put(&now, carried(start), carried(end));
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
