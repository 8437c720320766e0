//! What is known of a programme beside its prose: shown where something is written, added by name
//! where nothing is.

use leptos::prelude::*;
use yoriai_plan::{
    Command, Lifecycle, Programme, ProgrammeId, ProgrammeText, RecordField, RecordId, TextRef,
};

use super::shown::use_shown;
use crate::components::choice::Choice;
use crate::components::text_field::{OnEnter, TextField};
use crate::desk::{field_id, part};
use crate::words::{self, Words, use_say};

/// One of the facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fact {
    Lifecycle,
    Text(ProgrammeText),
}

impl Fact {
    /// All of them, in the order in which they are shown.
    const ALL: [Self; 7] = [
        Self::Lifecycle,
        Self::Text(ProgrammeText::Funding),
        Self::Text(ProgrammeText::Frequency),
        Self::Text(ProgrammeText::Months),
        Self::Text(ProgrammeText::Contract),
        Self::Text(ProgrammeText::Partners),
        Self::Text(ProgrammeText::Aliases),
    ];

    const fn name(self) -> Words {
        match self {
            Self::Lifecycle => words::ANNUAL_LIFECYCLE,
            Self::Text(ProgrammeText::Funding) => words::ANNUAL_FUNDING,
            Self::Text(ProgrammeText::Frequency) => words::ANNUAL_FREQUENCY,
            Self::Text(ProgrammeText::Months) => words::ANNUAL_MONTHS,
            Self::Text(ProgrammeText::Contract) => words::ANNUAL_CONTRACT,
            Self::Text(ProgrammeText::Partners) => words::ANNUAL_PARTNERS,
            Self::Text(ProgrammeText::Aliases) => words::ANNUAL_ALIASES,
            Self::Text(ProgrammeText::Name) => words::ANNUAL_PROGRAMME,
            Self::Text(ProgrammeText::Description) => words::ANNUAL_PROGRAMME_TEXT,
        }
    }

    /// What a programme says to it.
    fn of(self, programme: &Programme) -> &str {
        match self {
            Self::Lifecycle => programme.lifecycle.map_or("", Lifecycle::word),
            Self::Text(ProgrammeText::Funding) => &programme.funding,
            Self::Text(ProgrammeText::Frequency) => &programme.frequency,
            Self::Text(ProgrammeText::Months) => &programme.months,
            Self::Text(ProgrammeText::Contract) => &programme.contract,
            Self::Text(ProgrammeText::Partners) => &programme.partners,
            Self::Text(ProgrammeText::Aliases) => &programme.aliases,
            Self::Text(ProgrammeText::Name) => &programme.name,
            Self::Text(ProgrammeText::Description) => &programme.description,
        }
    }

    /// Whether there may be several, one a line.
    const fn is_list(self) -> bool {
        matches!(
            self,
            Self::Text(ProgrammeText::Funding | ProgrammeText::Aliases | ProgrammeText::Partners)
        )
    }
}

/// The facts of a programme.
#[component]
pub(super) fn Facts(id: ProgrammeId) -> impl IntoView {
    let say = use_say();
    let desk = use_shown().desk;
    let programme = desk.programme(&id);
    // A fact that was once shown stays, so that its field does not vanish under the cursor.
    let shown = Memo::new({
        let programme = programme.clone();
        move |before: Option<&Vec<Fact>>| {
            let filled = |fact: &Fact| {
                programme.with(|one| one.as_ref().is_some_and(|one| !fact.of(one).is_empty()))
            };
            Fact::ALL
                .into_iter()
                .filter(|fact| filled(fact) || before.is_some_and(|shown| shown.contains(fact)))
                .collect()
        }
    });
    let wanted = RwSignal::new(Vec::<Fact>::new());
    let choosing = RwSignal::new(false);
    let is_shown = move |fact: Fact| {
        shown.with(|shown| shown.contains(&fact)) || wanted.with(|wanted| wanted.contains(&fact))
    };
    let rows = {
        let id = id.clone();
        move || {
            Fact::ALL
                .into_iter()
                .filter(|fact| is_shown(*fact))
                .map(|fact| (fact, id.clone()))
                .collect::<Vec<_>>()
        }
    };
    let ask = move |fact: Fact| {
        wanted.update(|wanted| wanted.push(fact));
        choosing.set(false);
        match fact {
            Fact::Text(which) => desk.focus_soon(&TextRef::Programme(id.clone(), which)),
            Fact::Lifecycle => desk.focus_id_soon(choice_id(&id)),
        }
    };
    let missing = move || {
        Fact::ALL
            .into_iter()
            .filter(|fact| !is_shown(*fact))
            .collect::<Vec<_>>()
    };
    view! {
        <div class="facts">
            <For each=rows key=|entry| entry.0.name().in_language(words::Language::Japanese) let:entry>
                <FactField id=entry.1 fact=entry.0 />
            </For>
            <Show when=move || !missing().is_empty()>
                <button
                    type="button"
                    class="button quiet"
                    aria-expanded=move || choosing.get().to_string()
                    on:click=move |_| choosing.update(|choosing| *choosing = !*choosing)
                >
                    <span aria-hidden="true">"＋"</span>
                    {say(words::ANNUAL_ADD_FACT)}
                </button>
            </Show>
        </div>
        <Show when=move || choosing.get()>
            <div class="annual-panel">
                {
                    let ask = ask.clone();
                    move || {
                        missing()
                            .into_iter()
                            .map(|fact| {
                                let ask = ask.clone();
                                view! {
                                    <button type="button" class="button" on:click=move |_| ask(fact)>
                                        {say(fact.name())}
                                    </button>
                                }
                            })
                            .collect_view()
                    }
                }
            </div>
        </Show>
    }
}

/// The DOM id of a programme's choice of lifecycle.
fn choice_id(id: &ProgrammeId) -> String {
    format!(
        "{}-lifecycle",
        field_id(&TextRef::Programme(id.clone(), ProgrammeText::Name))
    )
}

#[component]
fn FactField(id: ProgrammeId, fact: Fact) -> impl IntoView {
    let say = use_say();
    let desk = use_shown().desk;
    let programme = desk.programme(&id);
    let name = say(fact.name());
    match fact {
        Fact::Lifecycle => {
            let value = part(&programme, |one| {
                one.lifecycle.map_or("", Lifecycle::word).to_owned()
            });
            let options: Vec<_> =
                std::iter::once((String::new(), say(words::PERIOD_NONE).to_owned()))
                    .chain(
                        Lifecycle::ALL
                            .iter()
                            .map(|one| (one.word().to_owned(), one.word().to_owned())),
                    )
                    .collect();
            view! {
                <div class="fact">
                    <Choice
                        id=choice_id(&id)
                        name=Signal::stored(name.to_owned())
                        value
                        options=Signal::stored(options)
                        on_choose=move |chosen: String| {
                            let field = RecordField::Lifecycle(Lifecycle::parse(&chosen));
                            desk.apply(&Command::SetRecord { id: RecordId::Programme(id.clone()), field });
                        }
                    />
                </div>
            }
                .into_any()
        }
        Fact::Text(which) => {
            let text = Signal::derive(move || {
                programme.with(|one| {
                    one.as_ref()
                        .map_or_else(String::new, |one| fact.of(one).to_owned())
                })
            });
            let on_enter = if fact.is_list() {
                OnEnter::NewLine
            } else {
                OnEnter::Next
            };
            view! {
                <div class="fact">
                    <span class="form-name" aria-hidden="true">{name}</span>
                    <TextField
                        field=TextRef::Programme(id, which)
                        text
                        label=Signal::stored(name.to_owned())
                        on_enter
                        placeholder=say(words::WRITE_HERE)
                    />
                </div>
            }
            .into_any()
        }
    }
}
