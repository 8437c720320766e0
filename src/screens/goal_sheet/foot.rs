//! What stands under the table of a 目標管理シート: the grades, and the two boxes.

use leptos::ev;
use leptos::prelude::*;
use yoriai_plan::{
    Command, NewRecord, Place, SCALE_PRESETS, ScaleId, ScaleText, SectionId, SectionKind,
    SectionText, TextRef,
};

use crate::components::fields::text_of;
use crate::components::keep_focus;
use crate::components::text_field::{OnEnter, Target, TextField};
use crate::desk::{Desk, use_desk};
use crate::platform::random;
use crate::words::{self, fill, use_say};

/// The grades with what they mean.
#[component]
pub(super) fn Legend() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let scales = desk.session().board().scales.clone();
    let aim = Memo::new(move |_| {
        scales.with(|scales| {
            let scale = scales.first()?;
            Some(TextRef::Scale(scale.id.clone(), ScaleText::Grades))
        })
    });
    let make = Callback::new(move |grades: String| {
        let id = ScaleId::from_random(random::bytes());
        let record = NewRecord::Scale {
            id: id.clone(),
            name: String::new(),
            grades,
        };
        let place = Place::Last;
        desk.apply(&Command::AddRecord { record, place })
            .then_some(TextRef::Scale(id, ScaleText::Grades))
    });
    let label = say(words::GOALS_LEGEND);
    let text = aimed(desk, aim);
    let is_bare = Memo::new(move |_| text.with(|grades| grades.trim().is_empty()));
    let begin_with = move |grades: &'static str| match aim.get_untracked() {
        None => {
            make.run(grades.to_owned());
        }
        Some(field) => {
            let command = Command::WriteText {
                field,
                at: 0,
                // A few blanks at most: there is nothing else in it.
                delete: text
                    .with_untracked(|blank| u32::try_from(blank.encode_utf16().count()))
                    .unwrap_or_default(),
                insert: grades.to_owned(),
                seen: None,
            };
            desk.apply(&command);
        }
    };
    view! {
        <div class="goals-legend">
            <span aria-hidden="true">{label}</span>
            <TextField
                field=Target::made_by_writing(aim.into(), make)
                text
                label=Signal::stored(label.to_owned())
                placeholder=say(words::GOALS_LEGEND_HINT)
            />
        </div>
        <Show when=move || is_bare.get() && !desk.session().is_read_only()>
            <div class="goals-presets" role="group" aria-label=say(words::GOALS_LEGEND_PRESETS)>
                {SCALE_PRESETS
                    .map(|preset| {
                        let choose = move |event: ev::MouseEvent| {
                            keep_focus::after(&event, ".goals-legend textarea");
                            begin_with(preset.grades);
                        };
                        view! {
                            <button type="button" class="button" on:click=choose>
                                {preset.name}
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
        </Show>
    }
}

fn aimed(desk: Desk, aim: Memo<Option<TextRef>>) -> Signal<String> {
    let source = Memo::new(move |_| aim.get().map(|field| text_of(desk, &field)));
    Signal::derive(move || source.get().map(|text| text.get()).unwrap_or_default())
}

/// One of the two boxes under the table; two, if two devices made one apart.
#[component]
pub(super) fn GoalBox(kind: SectionKind) -> impl IntoView {
    let desk = use_desk();
    let sections = desk.sections(None);
    let found = Memo::new(move |_| {
        let ids = sections.get();
        ids.into_iter()
            .filter(|id| {
                desk.section(id)
                    .get()
                    .is_some_and(|section| section.kind == kind)
            })
            .collect::<Vec<SectionId>>()
    });
    let count = Memo::new(move |_| found.with(Vec::len).max(1));
    view! {
        <For each=move || 0..count.get() key=|index| *index let:index>
            <OneBox kind section=Memo::new(move |_| found.with(|found| found.get(index).cloned())) />
        </For>
    }
}

#[component]
fn OneBox(kind: SectionKind, section: Memo<Option<SectionId>>) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let field = move |which: SectionText| {
        let aim = Memo::new(move |_| section.get().map(|id| TextRef::Section(id, which)));
        let make = Callback::new(move |first: String| {
            let id = SectionId::from_random(random::bytes());
            let (heading, text) = match which {
                SectionText::Heading => (first, String::new()),
                SectionText::Text => (String::new(), first),
            };
            let add = Command::AddSection {
                id: id.clone(),
                owner: None,
                place: Place::Last,
                kind,
                heading,
                text,
            };
            desk.apply(&add).then_some(TextRef::Section(id, which))
        });
        (Target::made_by_writing(aim.into(), make), aimed(desk, aim))
    };
    let (heading, heading_text) = field(SectionText::Heading);
    let (body, body_text) = field(SectionText::Text);
    let name = Signal::derive(move || {
        heading_text.with(|own| {
            let own = own.trim();
            if own.is_empty() { kind.word() } else { own }.to_owned()
        })
    });
    let label = Signal::derive(move || fill(say(words::TEXT_OF), &[&name.get()]));
    view! {
        <section class="goals-box" data-kind=kind.word()>
            <h2 class="visually-hidden">{move || name.get()}</h2>
            <div class="goals-box-head">
                <TextField
                    field=heading
                    text=heading_text
                    label=Signal::stored(say(words::HEADING).to_owned())
                    on_enter=OnEnter::Next
                    placeholder=kind.word()
                />
            </div>
            <TextField field=body text=body_text label placeholder=say(words::CELL_BLANK) />
        </section>
    }
}
