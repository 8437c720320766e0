//! What the views of an open plan share: the session, and what is selected.

use std::rc::Rc;

use leptos::prelude::*;
use yoriai_plan::{
    Command, Item, ItemId, ItemText, Line, LineId, Place, Section, SectionId, SectionText, TextRef,
};

use crate::platform::{page, random, timer};
use crate::session::Session;

/// What a person is at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// The plan itself.
    Plan,
    /// An item.
    Item(ItemId),
    /// A section.
    Section(SectionId),
    /// A line of a section.
    Line(LineId),
}

/// The open plan, as views hold it: cheap to copy into closures.
#[derive(Clone, Copy)]
pub struct Desk {
    session: StoredValue<Rc<Session>, LocalStorage>,
    /// What is selected.
    pub selected: RwSignal<Selection>,
    /// The item for which somebody wants to write a description.
    pub wants_statement: RwSignal<Option<ItemId>>,
    /// Said by the live region.
    pub said: RwSignal<String>,
    /// Whether the outline lies over the sheet (on narrow screens).
    pub outline_open: RwSignal<bool>,
    /// Whether the details lie over the sheet (on narrow screens).
    pub details_open: RwSignal<bool>,
}

impl Desk {
    /// A desk for a session, with the first sheet that has something to read on it.
    pub fn new(session: Rc<Session>) -> Self {
        let first = session.with_plan(|plan| {
            let top = plan.children(None).first();
            top.and_then(|top| plan.children(Some(top)).first())
                .or(top)
                .cloned()
        });
        Self {
            session: StoredValue::new_local(session),
            selected: RwSignal::new(first.map_or(Selection::Plan, Selection::Item)),
            wants_statement: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            outline_open: RwSignal::new(false),
            details_open: RwSignal::new(false),
        }
    }

    /// The session.
    pub fn session(self) -> Rc<Session> {
        self.session.get_value()
    }

    /// Carries out a command.
    pub fn apply(self, command: &Command) -> bool {
        self.session().apply(command)
    }

    /// One item.
    pub fn item(self, id: &ItemId) -> ArcRwSignal<Option<Item>> {
        let session = self.session();
        session.with_plan(|plan| session.board().item(plan, id))
    }

    /// The items under one, or the topmost.
    pub fn children(self, parent: Option<ItemId>) -> ArcRwSignal<Vec<ItemId>> {
        let session = self.session();
        session.with_plan(|plan| session.board().children(plan, &parent))
    }

    /// The sections of an item, or of the plan.
    pub fn sections(self, owner: Option<ItemId>) -> ArcRwSignal<Vec<SectionId>> {
        let session = self.session();
        session.with_plan(|plan| session.board().sections(plan, &owner))
    }

    /// One section.
    pub fn section(self, id: &SectionId) -> ArcRwSignal<Option<Section>> {
        let session = self.session();
        session.with_plan(|plan| session.board().section(plan, id))
    }

    /// The lines of a section.
    pub fn lines(self, section: &SectionId) -> ArcRwSignal<Vec<LineId>> {
        let session = self.session();
        session.with_plan(|plan| session.board().lines(plan, section))
    }

    /// One line.
    pub fn line(self, id: &LineId) -> ArcRwSignal<Option<Line>> {
        let session = self.session();
        session.with_plan(|plan| session.board().line(plan, id))
    }

    /// The name of the level at a depth (1 is the topmost), or what an item is called without one.
    pub fn level_name(self, depth: usize, otherwise: &'static str) -> Signal<String> {
        let levels = self.session().board().levels.clone();
        Signal::derive(move || {
            levels.with(|levels| {
                depth
                    .checked_sub(1)
                    .and_then(|index| levels.get(index))
                    .map_or_else(|| otherwise.to_owned(), |level| level.name.clone())
            })
        })
    }

    /// Puts the cursor into a field once it is on the page.
    pub fn focus_soon(self, field: &TextRef) {
        let id = field_id(field);
        wasm_bindgen_futures::spawn_local(async move {
            // A new row is on the page after the next turn or two of the event loop.
            for _ in 0..10 {
                timer::sleep(16).await;
                if page::focus(&id) {
                    return;
                }
            }
        });
    }

    /// Adds an item and puts the cursor into its title.
    pub fn add_item(self, parent: Option<ItemId>, place: Place<ItemId>) {
        let id = ItemId::from_random(random::bytes());
        let added = self.apply(&Command::AddItem {
            id: id.clone(),
            parent,
            place,
            title: String::new(),
        });
        if added {
            self.selected.set(Selection::Item(id.clone()));
            self.focus_soon(&TextRef::Item(id, ItemText::Title));
        }
    }

    /// Adds a line and puts the cursor into it.
    pub fn add_line(self, section: SectionId, place: Place<LineId>) {
        let id = LineId::from_random(random::bytes());
        let added = self.apply(&Command::AddLine {
            id: id.clone(),
            section,
            place,
            text: String::new(),
        });
        if added {
            self.selected.set(Selection::Line(id.clone()));
            self.focus_soon(&TextRef::Line(id));
        }
    }

    /// Whether something is what is selected.
    pub fn is_selected(self, selection: Selection) -> Memo<bool> {
        Memo::new(move |_| self.selected.with(|selected| *selected == selection))
    }

    /// Says something to whoever listens rather than looks.
    pub fn say(self, phrase: impl Into<String>) {
        self.said.set(phrase.into());
    }
}

/// The open plan.
///
/// # Panics
/// Outside of a plan's screen.
pub fn use_desk() -> Desk {
    expect_context::<Desk>()
}

/// A part of a thing as a signal of its own; nothing once the thing is gone.
pub fn part<T, R>(source: &ArcRwSignal<Option<T>>, pick: fn(&T) -> R) -> Signal<R>
where
    T: Send + Sync + 'static,
    R: Default + Send + Sync + 'static,
{
    let source = source.clone();
    Signal::derive(move || source.with(|thing| thing.as_ref().map(pick).unwrap_or_default()))
}

/// The DOM id of a field.
pub fn field_id(field: &TextRef) -> String {
    match field {
        TextRef::Plan(text) => format!("f-plan-{text:?}"),
        TextRef::Level(id) => format!("f-level-{id}"),
        TextRef::Item(id, ItemText::Title) => format!("f-item-{id}"),
        TextRef::Item(id, text) => format!("f-item-{id}-{text:?}"),
        TextRef::Section(id, SectionText::Text) => format!("f-section-{id}"),
        TextRef::Section(id, SectionText::Heading) => format!("f-section-{id}-heading"),
        TextRef::Line(id) => format!("f-line-{id}"),
        TextRef::Party(id) => format!("f-party-{id}"),
        TextRef::Person(id) => format!("f-person-{id}"),
    }
}
