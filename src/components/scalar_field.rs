//! A field for a short value that is set as a whole (a date, a number, a heading): two devices'
//! values are not merged by character, the one decides.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use leptos::html::Input;
use leptos::prelude::*;
use web_sys::HtmlInputElement;
use yoriai_plan::{Command, Heads};

use crate::desk::use_desk;
use crate::platform::timer::Alarm;
use crate::session::{FocusedField, Session};
use crate::words::{self, use_say};

/// How long a pause in typing is, after which the value is set, in milliseconds.
const PAUSE_MS: u32 = 500;

/// The field. What is typed is set after a pause, when the focus goes, and when the page does.
#[component]
pub fn ScalarField(
    /// The value as the plan has it; empty for none.
    #[prop(into)]
    value: Signal<String>,
    /// What sets a value, without blanks around it; `None` takes it away.
    #[prop(into)]
    set: Callback<Option<String>, Command>,
    /// What a screen reader calls it, where no label stands around it.
    #[prop(optional, into)]
    label: Option<String>,
    /// Shown while it is empty.
    #[prop(optional)]
    placeholder: &'static str,
    /// The name by which the style sheet knows it.
    #[prop(optional)]
    class: &'static str,
    /// By which the page finds it.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let session = use_desk().session();
    let read_only = session.is_read_only();
    let node = NodeRef::<Input>::new();
    let typist = StoredValue::new_local(None::<Rc<Typist>>);
    let with = move |work: &dyn Fn(&Rc<Typist>)| {
        if let Some(typist) = typist.try_get_value().flatten() {
            work(&typist);
        }
    };
    Effect::new(move |_| {
        let value = value.get();
        let Some(element) = node.get() else { return };
        if typist.with_value(Option::is_none) {
            let session = session.clone();
            typist.set_value(Some(Typist::new(element, session, set)));
        }
        with(&|typist| typist.show(&value));
    });
    on_cleanup(move || with(&|typist| typist.leave()));
    view! {
        <input
            node_ref=node
            type="text"
            id=id
            class=class
            autocomplete="off"
            aria-label=label
            placeholder=placeholder
            readonly=read_only
            on:input=move |_| with(&|typist| typist.typed())
            on:compositionstart=move |_| with(&|typist| typist.composing.set(true))
            on:compositionend=move |_| {
                with(&|typist| {
                    typist.composing.set(false);
                    typist.typed();
                });
            }
            on:focus=move |_| with(&|typist| typist.enter())
            on:change=move |_| with(&|typist| typist.settle())
            on:blur=move |_| with(&|typist| typist.leave())
        />
    }
}

/// A number of the council's own in place of the derived one, as a printed plan may need.
#[component]
pub fn NumberField(
    /// The own number, if there is one.
    #[prop(into)]
    value: Signal<Option<String>>,
    /// What sets it.
    #[prop(into)]
    set: Callback<Option<String>, Command>,
    /// The name by which the style sheet knows the field with its label.
    class: &'static str,
) -> impl IntoView {
    let say = use_say();
    let value = Memo::new(move |_| value.get().unwrap_or_default());
    view! {
        <label class=class>
            <span>{say(words::NUMBER_OVERRIDE)}</span>
            <ScalarField value set />
        </label>
    }
}

/// The element, and what it knows of the plan.
struct Typist {
    element: HtmlInputElement,
    session: Rc<Session>,
    set: Callback<Option<String>, Command>,
    /// The value as the plan has it.
    known: RefCell<String>,
    /// Whether something is typed that the plan has not been given.
    is_ahead: Cell<bool>,
    /// Whether the value that comes next is the one that was typed here.
    is_own: Cell<bool>,
    composing: Cell<bool>,
    pause: Alarm,
    this: Weak<Self>,
}

impl Typist {
    fn new(
        element: HtmlInputElement,
        session: Rc<Session>,
        set: Callback<Option<String>, Command>,
    ) -> Rc<Self> {
        Rc::new_cyclic(|this| Self {
            element,
            session,
            set,
            known: RefCell::default(),
            is_ahead: Cell::new(false),
            is_own: Cell::new(false),
            composing: Cell::new(false),
            pause: Alarm::default(),
            this: this.clone(),
        })
    }

    /// Shows the plan's value, unless somebody is at another one. One's own may read differently
    /// in the plan: it is left alone as long as one is in it.
    fn show(&self, value: &str) {
        value.clone_into(&mut self.known.borrow_mut());
        if !self.is_own.replace(false) && !self.is_ahead.get() {
            self.element.set_value(value);
        }
    }

    fn enter(&self) {
        if let Some(this) = self.this.upgrade() {
            self.session.focus_entered(this);
        }
    }

    fn typed(&self) {
        self.is_ahead.set(true);
        let this = self.this.clone();
        self.pause.set(PAUSE_MS, move || {
            if let Some(this) = this.upgrade()
                && !this.composing.get()
            {
                this.settle();
            }
        });
    }

    /// Gives the plan what is typed.
    fn settle(&self) {
        self.pause.cancel();
        if !self.is_ahead.replace(false) {
            return;
        }
        let value = self.element.value();
        let value = value.trim();
        if value != *self.known.borrow() {
            let value = (!value.is_empty()).then(|| value.to_owned());
            let done = self.session.apply(&self.set.run(value));
            self.is_own.set(done);
        }
    }

    fn leave(&self) {
        self.settle();
        // What was refused, or reads differently in the plan, is not left standing.
        if !self.is_own.replace(false) {
            self.element.set_value(&self.known.borrow());
        }
        if let Some(this) = self.this.upgrade() {
            let this: Rc<dyn FocusedField> = this;
            self.session.focus_left(&this);
        }
    }
}

impl FocusedField for Typist {
    fn remote_applied(&self, _: &Heads) {}

    fn hand_over(&self) {
        self.settle();
    }
}
