//! A new plan: its title, whose it is, and the shape it begins with.

use leptos::ev;
use leptos::prelude::*;
use yoriai_plan::{
    Caption, Command, LevelId, NumberStyle, PartyId, Place, PlanKind, PlanText, SectionId,
    SectionKind, TextRef,
};

use super::{Making, MakingFailed};
use crate::app::use_app;
use crate::components::dialog::Dialog;
use crate::platform::random;
use crate::route;
use crate::words::{self, Words, use_say};

/// A level as a template has it: name, numbering, whether the chart shows it.
type LevelShape = (&'static str, NumberStyle, bool);

/// A shape to begin with.
struct Template {
    name: Words,
    hint: Words,
    kind: PlanKind,
    /// The paper that it is made for, where its first word is written.
    opens: route::Place,
    levels: &'static [LevelShape],
    /// Who reports on each item.
    parties: &'static [&'static str],
    /// Sections of the plan itself, with their usual headings.
    boxes: &'static [SectionKind],
}

/// The shapes that councils use most, and a blank one. Names of levels are data.
const TEMPLATES: [Template; 5] = [
    Template {
        name: words::TEMPLATE_ACTIVITY,
        hint: words::TEMPLATE_ACTIVITY_HINT,
        kind: PlanKind::Activity,
        opens: route::Place::Desk,
        levels: &[
            ("基本目標", NumberStyle::Plain, true),
            ("重点目標", NumberStyle::Paren, true),
            ("活動方針", NumberStyle::Circled, true),
            ("具体的な取組", NumberStyle::Bullet, false),
        ],
        parties: &[],
        boxes: &[],
    },
    Template {
        name: words::TEMPLATE_ANNUAL,
        hint: words::TEMPLATE_ANNUAL_HINT,
        kind: PlanKind::Annual,
        opens: route::Place::Annual,
        levels: &[
            ("計画柱", NumberStyle::Plain, true),
            ("基本目標", NumberStyle::ParentCircled, true),
            ("具体的な取組", NumberStyle::HalfParen, false),
        ],
        parties: &[],
        boxes: &[],
    },
    Template {
        name: words::TEMPLATE_PROGRESS,
        hint: words::TEMPLATE_PROGRESS_HINT,
        kind: PlanKind::Activity,
        opens: route::Place::Progress,
        levels: &[
            ("基本目標", NumberStyle::Plain, true),
            ("取組", NumberStyle::Circled, true),
        ],
        parties: &["市", "社協"],
        boxes: &[],
    },
    Template {
        name: words::TEMPLATE_GOALS,
        hint: words::TEMPLATE_GOALS_HINT,
        kind: PlanKind::GoalSheet,
        opens: route::Place::GoalSheet,
        levels: &[
            ("ビジョン・基本目標", NumberStyle::Plain, true),
            ("組織目標", NumberStyle::Paren, true),
        ],
        parties: &[],
        boxes: &[SectionKind::Efforts, SectionKind::Outcomes],
    },
    Template {
        name: words::TEMPLATE_BLANK,
        hint: words::TEMPLATE_BLANK_HINT,
        kind: PlanKind::Activity,
        opens: route::Place::Desk,
        levels: &[("目標", NumberStyle::Plain, true)],
        parties: &[],
        boxes: &[],
    },
];

/// Asks for the beginnings of a plan, and makes it.
#[component]
pub fn NewPlanDialog(open: RwSignal<bool>) -> impl IntoView {
    let say = use_say();
    let app = use_app();
    let title = RwSignal::new(String::new());
    let organization = RwSignal::new(String::new());
    let template = RwSignal::new(0_usize);
    let making = Making::new();
    let make = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(chosen) = TEMPLATES.get(template.get_untracked()) else {
            return;
        };
        let commands = beginnings(
            chosen,
            &title.get_untracked(),
            &organization.get_untracked(),
        );
        making.make(app, commands, chosen.opens, || ());
    };
    view! {
        <Dialog open title=Signal::stored(say(words::NEW_PLAN).to_owned())>
            <form class="stack" on:submit=make>
                <label class="field">
                    <span>{say(words::PLAN_TITLE)}</span>
                    <input
                        type="text"
                        autocomplete="off"
                        autofocus
                        placeholder=say(words::PLAN_TITLE_HINT)
                        prop:value=move || title.get()
                        on:input=move |event| title.set(event_target_value(&event))
                    />
                </label>
                <label class="field">
                    <span>{Caption::Organization.word()}</span>
                    <input
                        type="text"
                        autocomplete="organization"
                        prop:value=move || organization.get()
                        on:input=move |event| organization.set(event_target_value(&event))
                    />
                </label>
                <fieldset class="templates">
                    <legend>{say(words::TEMPLATE)}</legend>
                    {TEMPLATES
                        .iter()
                        .enumerate()
                        .map(|(index, shape)| {
                            view! {
                                <label class="radio">
                                    <input
                                        type="radio"
                                        name="template"
                                        prop:checked=move || template.get() == index
                                        on:change=move |_| template.set(index)
                                    />
                                    <span>
                                        <b>{say(shape.name)}</b>
                                        <small>{say(shape.hint)}</small>
                                    </span>
                                </label>
                            }
                        })
                        .collect_view()}
                </fieldset>
                <MakingFailed making />
                <button type="submit" class="button main">{say(words::CREATE)}</button>
            </form>
        </Dialog>
    }
}

fn beginnings(template: &Template, title: &str, organization: &str) -> Vec<Command> {
    let write = |field, text: &str| Command::WriteText {
        field: TextRef::Plan(field),
        at: 0,
        delete: 0,
        insert: text.trim().to_owned(),
        seen: None,
    };
    let levels = template
        .levels
        .iter()
        .map(|(name, style, in_chart)| Command::AddLevel {
            id: LevelId::from_random(random::bytes()),
            place: Place::Last,
            name: (*name).to_owned(),
            style: *style,
            in_chart: *in_chart,
        });
    let mut commands = vec![
        Command::SetKind(template.kind),
        write(PlanText::Title, title),
        write(PlanText::Organization, organization),
    ];
    commands.extend(levels);
    commands.extend(template.parties.iter().map(|name| Command::AddParty {
        id: PartyId::from_random(random::bytes()),
        name: (*name).to_owned(),
    }));
    commands.extend(template.boxes.iter().map(|kind| Command::AddSection {
        id: SectionId::from_random(random::bytes()),
        owner: None,
        place: Place::Last,
        kind: *kind,
        heading: kind.word().to_owned(),
        text: String::new(),
    }));
    commands
}
