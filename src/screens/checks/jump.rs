//! From a finding to its place.

use leptos::prelude::Set;
use yoriai_plan::checks::{About, Field};
use yoriai_plan::{
    Caption, CategoryText, Entity, IndicatorText, ItemText, PlanKind, PlanText, ProgrammeText,
    RecordId, SectionText, TextRef, ValueRole,
};

use crate::desk::{Desk, Selection, WantedCell};
use crate::papers::progress::rows::{Period, is_of_summary};
use crate::platform::page;
use crate::route::{Place, Route};

/// Opens the view in which a place is edited, selects it, and puts the cursor into its field.
pub(super) fn open(desk: Desk, about: &About) {
    let session = desk.session();
    let item = session.with_plan(|plan| about.item(plan));
    let selection = match (&about.entity, item) {
        (Entity::Section(id), _) => Selection::Section(id.clone()),
        (Entity::Line(id), _) => Selection::Line(id.clone()),
        (_, Some(id)) => Selection::Item(id),
        (_, None) => Selection::Plan,
    };
    desk.choose(selection);
    let kind = session.with_plan(|plan| plan.head.kind);
    let id = session.id().to_owned();
    let of_goals = session.with_plan(|plan| match &about.entity {
        Entity::Record(RecordId::Report(id)) => {
            plan.reports.get(id).is_some_and(|it| !is_of_summary(it))
        }
        _ => kind == PlanKind::GoalSheet,
    });
    let place = named(&id, view_of(about, of_goals));
    if let Some(Field::Caption(caption)) = &about.field
        && place != Place::Desk
    {
        desk.wanted_cell.set(Some(WantedCell::Caption(*caption)));
        page::go(&Route::Plan { id, place }.fragment());
        return;
    }
    let field = field_of(about);
    if let Entity::Record(record) = &about.entity {
        // Only the cell that one is at holds a field: the sheet has to be told where to go.
        show_sheet_of(desk, record);
        desk.wanted_cell.set(Some(WantedCell::Text(field.clone())));
    }
    page::go(&Route::Plan { id, place }.fragment());
    desk.focus_soon(&field);
}

/// Chooses the year or period in which a record shows.
fn show_sheet_of(desk: Desk, record: &RecordId) {
    let session = desk.session();
    let year = session.with_plan(|plan| match record {
        // The next year's sheet shows what was.
        RecordId::Value(id) => plan.values.get(id).and_then(|value| match value.role {
            ValueRole::Actual => value.year?.next(),
            _ => value.year,
        }),
        RecordId::Evaluation(id) => plan.evaluations.get(id).and_then(|it| it.year),
        RecordId::Report(id) => plan.reports.get(id).and_then(|report| report.year),
        _ => None,
    });
    if year.is_some() {
        desk.sheet_year.set(year);
    }
    let period = session.with_plan(|plan| match record {
        RecordId::Report(id) => plan.reports.get(id).map(Period::of),
        _ => None,
    });
    if period.is_some() {
        desk.sheet_period.set(period);
    }
}

/// The word that stands in the address of the view where a place is edited.
fn view_of(about: &About, of_goals: bool) -> &'static str {
    match (&about.entity, &about.field) {
        (Entity::Record(RecordId::Report(_)), _) if !of_goals => "progress",
        (Entity::Record(RecordId::Category(_) | RecordId::Programme(_) | RecordId::Term(_)), _) => {
            "annual"
        }
        (Entity::Record(_), _) | (_, Some(Field::Date(_))) => "goals",
        (_, Some(Field::Caption(caption))) => match caption {
            Caption::Programmes | Caption::Priorities | Caption::Annual | Caption::Policy => {
                "annual"
            }
            Caption::Direction | Caption::DirectionLines => "annual",
            Caption::Progress | Caption::Issues => "progress",
            Caption::Number | Caption::Indicator | Caption::IndicatorName => "goals",
            Caption::Organization | Caption::SheetPolicy => "goals",
            Caption::Achievement | Caption::Grade => "goals",
            _ => "",
        },
        _ => "",
    }
}

/// The view with this word in its address; the desk where there is none.
fn named(id: &str, word: &str) -> Place {
    match Route::parse(&format!("#/p/{id}/{word}")) {
        Route::Plan { place, .. } => place,
        Route::Library | Route::Import | Route::Link(_) => Place::Desk,
    }
}

/// The field to put the cursor into: that of the finding, or the title of the thing.
fn field_of(about: &About) -> TextRef {
    if let Some(Field::Text(text)) = &about.field {
        return text.clone();
    }
    match &about.entity {
        Entity::Item(id) => TextRef::Item(id.clone(), ItemText::Title),
        Entity::Line(id) => TextRef::Line(id.clone()),
        Entity::Level(id) => TextRef::Level(id.clone()),
        Entity::Section(id) => TextRef::Section(id.clone(), SectionText::Text),
        Entity::Record(RecordId::Programme(id)) => {
            TextRef::Programme(id.clone(), ProgrammeText::Name)
        }
        Entity::Record(RecordId::Category(id)) => TextRef::Category(id.clone(), CategoryText::Name),
        Entity::Record(RecordId::Indicator(id)) => {
            TextRef::Indicator(id.clone(), IndicatorText::Name)
        }
        _ => TextRef::Plan(PlanText::Title),
    }
}
