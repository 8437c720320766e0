//! All evaluations of a goal, programme or indicator: of any phase, by whom, with course and
//! comment.

use leptos::prelude::*;
use yoriai_plan::{
    By, Command, Course, EvaluationId, FiscalYear, NewRecord, Owner, Phase, Place, RecordField,
    RecordId, SCALE_PRESETS, TextRef,
};

use super::At;
use super::details::{Field, with_none};
use crate::components::choice::Choice;
use crate::desk::{part, use_desk};
use crate::papers::goal_sheet::rows::grades;
use crate::platform::{clock, random};
use crate::screens::annual::moving::MoveAndBin;
use crate::words::{self, fill, use_say};

/// The evaluations.
#[component]
pub(super) fn Evaluations(at: At, owner: Owner) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let ids = desk.evaluations(&owner);
    view! {
        <h3>{say(words::SHEET_EVALUATIONS)}</h3>
        <For each=move || ids.get() key=EvaluationId::clone let:id>
            <EvaluationFields at id />
        </For>
        <AddEvaluation at owner />
    }
}

#[component]
fn EvaluationFields(at: At, id: EvaluationId) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let evaluation = desk.evaluation(&id);
    let name = part(&evaluation, |one| {
        let year = one.year.map(FiscalYear::label_wareki).unwrap_or_default();
        (year, one.phase.word(), one.by.word())
    });
    let name = Signal::derive(move || {
        let (year, phase, by) = name.get();
        fill(say(words::SHEET_EVALUATION_OF), &[&year, phase, by])
    });
    let grade = part(&evaluation, |one| one.grade.clone());
    let course = part(&evaluation, |one| {
        one.course.map_or("", Course::word).to_owned()
    });
    let scales = desk.session().board().scales.clone();
    let legend = SCALE_PRESETS[0].grades;
    let offered = Signal::derive(move || {
        scales.track();
        let grades = desk.session().with_plan(|plan| grades(plan, legend));
        let none = (String::new(), say(words::PERIOD_NONE).to_owned());
        std::iter::once(none)
            .chain(grades.into_iter().map(|(grade, meaning)| {
                let shown = format!("{grade}　{meaning}");
                (grade, shown.trim().to_owned())
            }))
            .collect::<Vec<_>>()
    });
    let courses = with_none(
        say(words::PERIOD_NONE),
        Course::ALL.iter().map(|course| course.word()),
    );
    let record = RecordId::Evaluation(id.clone());
    let (graded, directed, binned) = (record.clone(), record.clone(), record);
    let bin = Callback::new(move |()| Command::BinRecord(binned.clone()));
    view! {
        <div class="sheet-record" role="group" aria-label=move || name.get()>
            <p class="sheet-deed-name">{move || name.get()}</p>
            <Choice
                name=Signal::stored(say(words::SHEET_GRADE).to_owned())
                value=grade
                options=offered
                on_choose=move |chosen: String| {
                    let field = RecordField::Grade(chosen);
                    desk.apply(&Command::SetRecord { id: graded.clone(), field });
                }
            />
            <Choice
                name=Signal::stored(say(words::SHEET_COURSE).to_owned())
                value=course
                options=Signal::stored(courses)
                on_choose=move |chosen: String| {
                    let field = RecordField::Course(Course::parse(&chosen));
                    desk.apply(&Command::SetRecord { id: directed.clone(), field });
                }
            />
            <Field at field=TextRef::Evaluation(id) name=say(words::SHEET_COMMENT).to_owned() />
            <div class="buttons">
                <MoveAndBin bin on_binned=Callback::new(move |()| at.back_to_grid()) />
            </div>
        </div>
    }
}

/// Adds an evaluation of the sheet's year.
#[component]
fn AddEvaluation(at: At, owner: Owner) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let (phase, by) = (RwSignal::new(Phase::FirstHalf), RwSignal::new(By::Internal));
    let words_of = |words: Vec<&'static str>| {
        let words = words.into_iter();
        let options = words.map(|word| (word.to_owned(), word.to_owned()));
        Signal::stored(options.collect::<Vec<_>>())
    };
    let phases = words_of(Phase::ALL.iter().map(|phase| phase.word()).collect());
    let all_by = words_of(By::ALL.iter().map(|by| by.word()).collect());
    let add = move |_| {
        let id = EvaluationId::from_random(random::bytes());
        let added = desk.apply(&Command::AddRecord {
            record: NewRecord::Evaluation {
                id: id.clone(),
                owner: owner.clone(),
                year: at.year.get_untracked().unwrap_or_else(clock::fiscal_year),
                phase: phase.get_untracked(),
                by: by.get_untracked(),
            },
            place: Place::Last,
        });
        if added {
            desk.focus_soon(&TextRef::Evaluation(id));
        }
    };
    view! {
        <div class="sheet-deed sheet-deed-choice">
            <Choice
                name=Signal::stored(say(words::SHEET_PHASE).to_owned())
                value=Signal::derive(move || phase.get().word().to_owned())
                options=phases
                on_choose=move |chosen: String| {
                    if let Some(chosen) = Phase::parse(&chosen) {
                        phase.set(chosen);
                    }
                }
            />
            <Choice
                name=Signal::stored(say(words::SHEET_BY).to_owned())
                value=Signal::derive(move || by.get().word().to_owned())
                options=all_by
                on_choose=move |chosen: String| {
                    if let Some(chosen) = By::parse(&chosen) {
                        by.set(chosen);
                    }
                }
            />
            <button type="button" class="button" on:click=add>
                <span aria-hidden="true">"＋"</span>
                {say(words::SHEET_ADD_EVALUATION)}
            </button>
        </div>
    }
}
