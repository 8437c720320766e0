//! 書き出す: a document of the plan, or all of it, as a file.

mod unfit;
pub mod what;

use leptos::ev;
use leptos::prelude::*;
use yoriai_office::out::{Document, Replacements};
use yoriai_plan::{FiscalYear, Plan};

use self::unfit::UnfitList;
use self::what::{Choice as Chosen, Format, bytes, file_name, has_year, name, table};
use crate::app::use_app;
use crate::components::choice::Choice;
use crate::components::dialog::Dialog;
use crate::desk::use_desk;
use crate::papers::goal_sheet::sheet_years;
use crate::papers::{Paper, year};
use crate::platform::files;
use crate::route::{Place, Route};
use crate::words::{self, fill, use_say};

/// A button that opens the dialog.
#[component]
pub fn ExportButton(
    /// Its classes.
    class: &'static str,
) -> impl IntoView {
    let say = use_say();
    let open = RwSignal::new(false);
    view! {
        <button type="button" class=class on:click=move |_| open.set(true)>
            {say(words::EXPORT)}
        </button>
        <Dialog open title=Signal::stored(say(words::EXPORT).to_owned())>
            <ExportForm />
        </Dialog>
    }
}

/// The document that is looked at.
fn document_here(place: Place, plan: &Plan) -> Document {
    match place {
        Place::Chart | Place::Paper(Paper::Chart) => Document::Chart,
        Place::Desk | Place::Paper(Paper::Activity) => Document::Activity,
        Place::Annual | Place::Paper(Paper::Annual) => Document::Annual,
        Place::Progress | Place::Paper(Paper::Progress) => Document::Progress,
        Place::GoalSheet | Place::Paper(Paper::GoalSheet) => Document::GoalSheet,
        Place::Figures | Place::Checks | Place::Bin => Document::of(plan),
    }
}

/// All years that a plan speaks of, and the one with which a document begins.
fn years(
    plan: &Plan,
    document: Document,
    shown: Option<FiscalYear>,
) -> (Vec<FiscalYear>, Option<FiscalYear>) {
    let (newest, mut all) = sheet_years(plan);
    all.extend(year::years_of(plan));
    all.extend(shown);
    all.sort_unstable();
    all.dedup();
    let first = match document {
        Document::Annual => shown.or_else(|| year::nearest(&all, year::this_year())),
        Document::GoalSheet => shown.or(Some(newest)),
        Document::Chart | Document::Activity | Document::Progress => None,
    };
    (all, first)
}

/// What is in the dialog.
#[component]
fn ExportForm() -> impl IntoView {
    let say = use_say();
    let app = use_app();
    let desk = use_desk();
    let place = match app.route.get_untracked() {
        Route::Plan { place, .. } => place,
        _ => Place::Desk,
    };
    // What is written is the plan as it was when the dialog opened: what is shown of it here stays.
    let plan = StoredValue::new(desk.session().with_plan(Clone::clone));
    let shown = desk.sheet_year.get_untracked();
    let format = RwSignal::new(Format::Plan);
    let here = plan.with_value(|plan| document_here(place, plan));
    let document = RwSignal::new(here);
    let year = RwSignal::new(plan.with_value(|plan| years(plan, here, shown).1));
    let choice = Memo::new(move |_| Chosen {
        document: document.get(),
        year: year.get().filter(|_| has_year(document.get())),
    });
    let agreed = RwSignal::new(Replacements::new());
    let table_text = Memo::new(move |_| {
        if format.get() == Format::Sjis {
            plan.with_value(|plan| table(plan, choice.get()))
        } else {
            String::new()
        }
    });
    let said = RwSignal::new(String::new());
    let trouble = RwSignal::new(String::new());
    Effect::new(move |_| {
        // Read, not only tracked: a memo that nobody has read yet would count as changed by its
        // first reading, and take back what was just said.
        choice.get();
        format.track();
        agreed.track();
        said.set(String::new());
        trouble.set(String::new());
    });
    let make = move |event: ev::SubmitEvent| {
        event.prevent_default();
        said.set(String::new());
        trouble.set(String::new());
        let (format, choice) = (format.get_untracked(), choice.get_untracked());
        let written = plan
            .with_value(|plan| agreed.with_untracked(|agreed| bytes(plan, format, choice, agreed)));
        let written = match written {
            Ok(Some(written)) => written,
            Ok(None) => desk.session().to_file(),
            Err(still) => {
                let first = still.first().map(|unfit| unfit.what.clone());
                let first = first.unwrap_or_default();
                trouble.set(fill(say(words::EXPORT_UNFIT_STILL), &[&first]));
                return;
            }
        };
        let title = plan.with_value(|plan| plan.head.title.clone());
        let file = file_name(&title, format, say(name(choice.document)), choice.year);
        if files::save_as(&file, format.media_type(), &written) {
            if format == Format::Plan {
                desk.session().note_copy();
            }
            said.set(fill(say(words::EXPORT_DONE), &[&file]));
        } else {
            trouble.set(say(words::EXPORT_FAILED).to_owned());
        }
    };
    let documents = Document::ALL
        .iter()
        .map(|one| (key(*one).to_owned(), say(name(*one)).to_owned()))
        .collect::<Vec<_>>();
    let year_options = Signal::derive(move || {
        let document = document.get();
        let (all, _) = plan.with_value(|plan| years(plan, document, shown));
        let open = (document == Document::Progress)
            .then(|| (String::new(), say(words::EXPORT_YEAR_OPEN).to_owned()));
        let named = all
            .into_iter()
            .rev()
            .map(|year| (year.year().to_string(), year.label_wareki()));
        open.into_iter().chain(named).collect::<Vec<_>>()
    });
    let choose_document = move |chosen: String| {
        let found = Document::ALL.into_iter().find(|one| key(*one) == chosen);
        let chosen = found.unwrap_or(here);
        document.set(chosen);
        year.set(plan.with_value(|plan| years(plan, chosen, shown).1));
    };
    view! {
        <form class="stack export" on:submit=make>
            <p class="hint">{say(words::EXPORT_LEAD)}</p>
            <fieldset class="export-formats">
                <legend>{say(words::EXPORT_FORMAT)}</legend>
                {Format::ALL
                    .into_iter()
                    .map(|one| {
                        let (name, hint) = one.words();
                        view! {
                            <label class="radio">
                                <input
                                    type="radio"
                                    name="export-format"
                                    prop:checked=move || format.get() == one
                                    on:change=move |_| format.set(one)
                                />
                                <span>
                                    <b>{say(name)}</b>
                                    <small>{say(hint)}</small>
                                </span>
                            </label>
                        }
                    })
                    .collect_view()}
            </fieldset>
            <Show when=move || !format.get().is_whole()>
                <Choice
                    name=say(words::EXPORT_DOCUMENT)
                    value=Signal::derive(move || key(document.get()).to_owned())
                    options=documents.clone()
                    on_choose=choose_document
                />
                <Show when=move || has_year(document.get())>
                    <Choice
                        name=say(words::EXPORT_YEAR)
                        value=Signal::derive(move || {
                            year.get().map(|year| year.year().to_string()).unwrap_or_default()
                        })
                        options=year_options
                        on_choose=move |chosen: String| {
                            year.set(chosen.parse().ok().and_then(FiscalYear::new));
                        }
                    />
                </Show>
            </Show>
            <Show when=move || format.get() == Format::Sjis>
                <UnfitList text=table_text agreed />
            </Show>
            <button type="submit" class="button main">{say(words::EXPORT)}</button>
            <p role="status">{move || said.get()}</p>
            <p role="alert">{move || trouble.get()}</p>
        </form>
    }
}

/// A document as the value of an option.
fn key(document: Document) -> &'static str {
    match document {
        Document::Chart => "chart",
        Document::Activity => "plan",
        Document::Annual => "annual",
        Document::Progress => "progress",
        Document::GoalSheet => "goals",
    }
}
