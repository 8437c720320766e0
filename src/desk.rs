//! What the views of an open plan share: the session, and what is selected.

use std::rc::Rc;

use leptos::prelude::*;
use yoriai_plan::{
    Caption, CategoryId, Command, Entity, Evaluation, EvaluationId, FiscalYear, Indicator,
    IndicatorId, Item, ItemId, ItemText, Line, LineId, Owner, Place, Plan, PlanText, Programme,
    ProgrammeId, Report, ReportId, Section, SectionId, SectionText, StepPlace, TextRef, Value,
    ValueId,
};

use crate::papers::progress::rows::Period;
use crate::platform::{page, random, timer};
use crate::session::{Session, Way};
use crate::words::{self, Words, fill};

/// How long the line stands that says what was done, in milliseconds.
const SAID_MS: u32 = 6_000;

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

/// A cell of a sheet that somebody wants to go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WantedCell {
    /// By its place in the sheet: it may have no record yet.
    Place(String),
    /// By the text that stands in it.
    Text(TextRef),
    /// The words that stand over a column.
    Caption(Caption),
}

/// The open plan, as views hold it: cheap to copy into closures.
#[derive(Clone, Copy)]
pub struct Desk {
    session: StoredValue<Rc<Session>, LocalStorage>,
    /// Whether anything of the plan is here: one that was only just joined awaits its first words.
    pub has_come: Memo<bool>,
    /// What is selected.
    pub selected: RwSignal<Selection>,
    /// The item for which somebody wants to write a description.
    pub wants_statement: RwSignal<Option<ItemId>>,
    /// The fiscal year for which the sheets by year were last looked at.
    pub sheet_year: RwSignal<Option<FiscalYear>>,
    /// The year or period for which the summary was last looked at.
    pub sheet_period: RwSignal<Option<Period>>,
    /// The level whose items have the rows of the summary, where somebody chose it.
    pub summary_level: RwSignal<Option<usize>>,
    /// The level whose items have the rows of the goal sheet, where somebody chose it.
    pub goals_level: RwSignal<Option<usize>>,
    /// The cell of a sheet to go to as soon as the sheet shows.
    pub wanted_cell: RwSignal<Option<WantedCell>>,
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
        let revision = session.revision.clone();
        let session = StoredValue::new_local(session);
        Self {
            session,
            // What has come stays: then no change of the plan is followed any more.
            has_come: Memo::new(move |before: Option<&bool>| {
                before == Some(&true) || {
                    revision.track();
                    session.with_value(|session| session.has_come())
                }
            }),
            selected: RwSignal::new(first.map_or(Selection::Plan, Selection::Item)),
            wants_statement: RwSignal::new(None),
            sheet_year: RwSignal::new(None),
            sheet_period: RwSignal::new(None),
            summary_level: RwSignal::new(None),
            goals_level: RwSignal::new(None),
            wanted_cell: RwSignal::new(None),
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

    /// Carries out several commands as one step; nothing at all is carried out well.
    pub fn apply_some(self, mut commands: Vec<Command>) -> bool {
        match commands.len() {
            0 => true,
            1 => commands.pop().is_some_and(|command| self.apply(&command)),
            _ => self.apply(&Command::Batch(commands)),
        }
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

    /// The programmes of a category, or those without one.
    pub fn programmes(self, category: Option<CategoryId>) -> ArcRwSignal<Vec<ProgrammeId>> {
        let session = self.session();
        session.with_plan(|plan| session.board().programmes(plan, &category))
    }

    /// One programme.
    pub fn programme(self, id: &ProgrammeId) -> ArcRwSignal<Option<Programme>> {
        let session = self.session();
        session.with_plan(|plan| session.board().programme(plan, id))
    }

    /// The indicators of an item or programme.
    pub fn indicators(self, owner: &Owner) -> ArcRwSignal<Vec<IndicatorId>> {
        let session = self.session();
        session.with_plan(|plan| session.board().indicators(plan, owner))
    }

    /// One indicator.
    pub fn indicator(self, id: &IndicatorId) -> ArcRwSignal<Option<Indicator>> {
        let session = self.session();
        session.with_plan(|plan| session.board().indicator(plan, id))
    }

    /// The values of an indicator.
    pub fn values(self, indicator: &IndicatorId) -> ArcRwSignal<Vec<ValueId>> {
        let session = self.session();
        session.with_plan(|plan| session.board().values(plan, indicator))
    }

    /// One value.
    pub fn value(self, id: &ValueId) -> ArcRwSignal<Option<Value>> {
        let session = self.session();
        session.with_plan(|plan| session.board().value(plan, id))
    }

    /// The reports of an item.
    pub fn reports(self, item: &ItemId) -> ArcRwSignal<Vec<ReportId>> {
        let session = self.session();
        session.with_plan(|plan| session.board().reports(plan, item))
    }

    /// One report.
    pub fn report(self, id: &ReportId) -> ArcRwSignal<Option<Report>> {
        let session = self.session();
        session.with_plan(|plan| session.board().report(plan, id))
    }

    /// The evaluations of an item, programme or indicator.
    pub fn evaluations(self, owner: &Owner) -> ArcRwSignal<Vec<EvaluationId>> {
        let session = self.session();
        session.with_plan(|plan| session.board().evaluations(plan, owner))
    }

    /// One evaluation.
    pub fn evaluation(self, id: &EvaluationId) -> ArcRwSignal<Option<Evaluation>> {
        let session = self.session();
        session.with_plan(|plan| session.board().evaluation(plan, id))
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
        self.focus_soon_at(field, None);
    }

    fn focus_soon_at(self, field: &TextRef, caret: Option<u32>) {
        self.focus_id_soon_at(field_id(field), caret);
    }

    /// Puts the focus on the element with an id once it is on the page.
    pub fn focus_id_soon(self, id: String) {
        self.focus_id_soon_at(id, None);
    }

    fn focus_id_soon_at(self, id: String, caret: Option<u32>) {
        wasm_bindgen_futures::spawn_local(async move {
            // A new row is on the page after the next turn or two of the event loop.
            for _ in 0..10 {
                timer::sleep(16).await;
                let there = match caret {
                    Some(caret) => page::focus_at(&id, caret),
                    None => page::focus(&id),
                };
                if there {
                    return;
                }
            }
        });
    }

    /// Selects a thing, and shows it on its sheet. Where the cursor enters a field, `selected` is
    /// set alone: the sheet stays where the eyes are.
    pub fn choose(self, selection: Selection) {
        self.selected.set(selection);
        self.reveal_soon();
    }

    /// Scrolls the sheet to what is selected, once it is on the page.
    pub fn reveal_soon(self) {
        let id = match self.selected.get_untracked() {
            Selection::Plan => field_id(&TextRef::Plan(PlanText::Title)),
            Selection::Item(id) => field_id(&TextRef::Item(id, ItemText::Title)),
            Selection::Section(id) => field_id(&TextRef::Section(id, SectionText::Heading)),
            Selection::Line(id) => field_id(&TextRef::Line(id)),
        };
        wasm_bindgen_futures::spawn_local(async move {
            // A new sheet is on the page, and laid out, after a turn or two of the event loop.
            timer::sleep(32).await;
            if let Some(element) = page::element(&id) {
                page::scroll_into_view(&element);
                // What came into sight by that is as tall as it is only now.
                timer::after_drawing(move || {
                    if !page::is_in_sight(&element) {
                        page::scroll_into_view(&element);
                    }
                });
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

    /// Undoes or redoes one's own last step, and goes to where it was.
    ///
    /// `into_field`: the cursor goes there as well, and not only into texts. On a touch screen it
    /// would bring up the keyboard.
    pub fn step(self, way: Way, into_field: bool, say: impl Fn(Words) -> &'static str) {
        let stepped = self.session().step(way);
        let Some(stepped) = stepped else {
            let steps = self.session().steps.get_untracked();
            match way {
                Way::Undo if !steps.undo => self.say(say(words::NOTHING_TO_UNDO)),
                Way::Redo if !steps.redo => self.say(say(words::NOTHING_TO_REDO)),
                _ => {}
            }
            return;
        };
        let (selection, field) = self
            .session()
            .with_plan(|plan| place_of(plan, &stepped.place));
        let name = self.session().with_plan(|plan| {
            let text = field.as_ref().and_then(|field| plan.text(field));
            text.map(|text| text.chars().take(20).collect::<String>())
        });
        let phrase = match way {
            Way::Undo => say(words::UNDONE),
            Way::Redo => say(words::REDONE),
        };
        let mut phrase = fill(phrase, &[&name.unwrap_or_default()]);
        if self.said.with_untracked(|said| *said == phrase) {
            // The same words twice would not be said a second time.
            phrase.push('\u{a0}');
        }
        self.say(phrase);
        if let Some(selection) = selection {
            self.choose(selection);
        }
        match (field, stepped.caret) {
            (Some(field), Some(caret)) => self.focus_soon_at(&field, Some(caret)),
            (Some(field), None) if into_field => self.focus_soon(&field),
            _ => {}
        }
    }

    /// Says in a quiet line, and to who listens rather than looks, what was done.
    pub fn say(self, phrase: impl Into<String>) {
        let phrase = phrase.into();
        self.said.set(phrase.clone());
        wasm_bindgen_futures::spawn_local(async move {
            timer::sleep(SAID_MS).await;
            // The plan may have been left meanwhile.
            if self
                .said
                .try_get_untracked()
                .is_some_and(|said| said == phrase)
            {
                self.said.set(String::new());
            }
        });
    }
}

/// What to select and where to put the cursor to see what a step did; for a thing that is in the
/// bin, what it stood below.
fn place_of(plan: &Plan, place: &StepPlace) -> (Option<Selection>, Option<TextRef>) {
    let selection = match place {
        StepPlace::Text(field) => {
            let selection = match field {
                TextRef::Item(id, _) => Some(Selection::Item(id.clone())),
                TextRef::Section(id, _) => Some(Selection::Section(id.clone())),
                TextRef::Line(id) => Some(Selection::Line(id.clone())),
                TextRef::Plan(_) | TextRef::Level(_) | TextRef::Party(_) | TextRef::Person(_) => {
                    Some(Selection::Plan)
                }
                _ => None,
            };
            return (selection, Some(field.clone()));
        }
        StepPlace::Thing(Entity::Item(id)) => Selection::Item(id.clone()),
        StepPlace::Thing(Entity::Section(id)) => Selection::Section(id.clone()),
        StepPlace::Thing(Entity::Line(id)) => Selection::Line(id.clone()),
        StepPlace::Thing(Entity::Record(_)) => return (None, None),
        StepPlace::Thing(_) => Selection::Plan,
    };
    let selection = standing(plan, selection);
    let field = match &selection {
        Selection::Plan => None,
        Selection::Item(id) => Some(TextRef::Item(id.clone(), ItemText::Title)),
        Selection::Section(id) => Some(TextRef::Section(id.clone(), SectionText::Text)),
        Selection::Line(id) => Some(TextRef::Line(id.clone())),
    };
    (Some(selection), field)
}

/// The nearest thing at or above a selection that is not in the bin.
fn standing(plan: &Plan, mut selection: Selection) -> Selection {
    loop {
        let above = match &selection {
            Selection::Plan => return Selection::Plan,
            Selection::Item(id) => match plan.item(id) {
                Some(item) if !item.in_bin => return selection,
                item => item.and_then(|item| item.parent.clone().map(Selection::Item)),
            },
            Selection::Section(id) => match plan.section(id) {
                Some(section) if !section.in_bin => return selection,
                section => section.and_then(|section| section.owner.clone().map(Selection::Item)),
            },
            Selection::Line(id) => match plan.line(id) {
                Some(line) if !line.in_bin => return selection,
                line => line.and_then(|line| line.section.clone().map(Selection::Section)),
            },
        };
        selection = above.unwrap_or(Selection::Plan);
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
        TextRef::Category(id, text) => format!("f-category-{id}-{text:?}"),
        TextRef::Programme(id, text) => format!("f-programme-{id}-{text:?}"),
        TextRef::Indicator(id, text) => format!("f-indicator-{id}-{text:?}"),
        TextRef::Value(id, text) => format!("f-value-{id}-{text:?}"),
        TextRef::Report(id, text) => format!("f-report-{id}-{text:?}"),
        TextRef::Evaluation(id) => format!("f-evaluation-{id}"),
        TextRef::Scale(id, text) => format!("f-scale-{id}-{text:?}"),
        TextRef::District(id) => format!("f-district-{id}"),
        TextRef::Term(id, text) => format!("f-term-{id}-{text:?}"),
    }
}
