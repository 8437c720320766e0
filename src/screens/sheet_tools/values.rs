//! The fields of a value, and the values that stand beside it for the same year: one for each
//! district that has its own.

use leptos::prelude::*;
use yoriai_plan::{
    Command, DistrictId, FiscalYear, IndicatorId, NewRecord, Place, RecordField, RecordId, TextRef,
    ValueId, ValueRole, ValueText,
};

use super::At;
use super::details::{Field, with_none};
use crate::components::choice::Choice;
use crate::desk::{Desk, part, use_desk};
use crate::papers::year::years_of;
use crate::platform::random;
use crate::words::{self, fill, use_say};

/// The fields of a value and of those beside it.
#[component]
pub(super) fn ValuesDetails(at: At, id: ValueId) -> impl IntoView {
    let desk = use_desk();
    let value = desk.value(&id);
    // Only that year and role decide who stands beside it: writing in it must not rebuild fields.
    let place = Memo::new(move |_| {
        value.with(|value| {
            let value = value.as_ref()?;
            Some((value.indicator.clone()?, value.year, value.role))
        })
    });
    let ids = Memo::new(move |_| {
        let Some((indicator, year, role)) = place.get() else {
            return vec![id.clone()];
        };
        let ids = desk.values(&indicator).get();
        ids.into_iter()
            .filter(|id| {
                desk.value(id).with(|value| {
                    let value = value.as_ref();
                    value.is_some_and(|value| value.year == year && value.role == role)
                })
            })
            .collect::<Vec<_>>()
    });
    view! {
        <For each=move || ids.get() key=ValueId::clone let:id>
            <ValueFields at id />
        </For>
        {move || {
            let (indicator, year, role) = place.get()?;
            let year = year?;
            Some(view! { <AddForDistrict indicator year role /> })
        }}
    }
}

/// The fields of one value.
#[component]
pub(super) fn ValueFields(at: At, id: ValueId) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let value = desk.value(&id);
    let (year, role) = (part(&value, |it| it.year), part(&value, |it| it.role));
    let district = part(&value, |it| {
        it.district
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default()
    });
    let name = Signal::derive(move || {
        let year = year.get().map(FiscalYear::label_wareki);
        fill(
            say(words::SHEET_VALUE_OF),
            &[&year.unwrap_or_default(), role.get().word()],
        )
    });
    let set = {
        let id = RecordId::Value(id.clone());
        move |field: RecordField| {
            desk.apply(&Command::SetRecord {
                id: id.clone(),
                field,
            });
        }
    };
    let (set_year, set_role) = (set.clone(), set.clone());
    let years = year_options(desk);
    let roles = ValueRole::ALL.iter().map(|role| role.word().to_owned());
    let roles: Vec<_> = roles.map(|word| (word.clone(), word)).collect();
    view! {
        <div class="sheet-record" role="group" aria-label=move || name.get()>
            <p class="sheet-deed-name">{move || name.get()}</p>
            <Field
                at
                field=TextRef::Value(id.clone(), ValueText::Text)
                name=say(words::SHEET_VALUE).to_owned()
            />
            <Field
                at
                field=TextRef::Value(id, ValueText::Note)
                name=say(words::SHEET_NOTE).to_owned()
            />
            <Choice
                name=Signal::stored(say(words::SHEET_DISTRICT).to_owned())
                value=district
                options=district_options(desk, say(words::SHEET_ALL_DISTRICTS))
                on_choose=move |chosen: String| {
                    set(RecordField::District(DistrictId::parse(&chosen)));
                }
            />
            <Choice
                name=Signal::stored(say(words::GOALS_YEAR).to_owned())
                value=Signal::derive(move || {
                    year.get().map(|year| year.year().to_string()).unwrap_or_default()
                })
                options=years
                on_choose=move |chosen: String| {
                    if let Some(year) = chosen.parse().ok().and_then(FiscalYear::new) {
                        set_year(RecordField::ValueYear(year));
                    }
                }
            />
            <Choice
                name=Signal::stored(say(words::SHEET_ROLE).to_owned())
                value=Signal::derive(move || role.get().word().to_owned())
                options=Signal::stored(roles)
                on_choose=move |chosen: String| {
                    if let Some(role) = ValueRole::parse(&chosen) {
                        set_role(RecordField::ValueRole(role));
                    }
                }
            />
        </div>
    }
}

/// The years that a value or a report can be of: those of the plan, and the ones around it.
pub(super) fn year_options(desk: Desk) -> Signal<Vec<(String, String)>> {
    let head = desk.session().board().head.clone();
    Signal::derive(move || {
        head.track();
        let years = desk.session().with_plan(|plan| {
            let values = plan.values.values().filter_map(|value| value.year);
            let reports = plan.reports.values().filter_map(|report| report.year);
            let mut years = years_of(plan);
            years.extend(values.chain(reports));
            years.sort_unstable();
            years.dedup();
            years
        });
        years
            .into_iter()
            .map(|year| (year.year().to_string(), year.label_wareki()))
            .collect()
    })
}

fn district_options(desk: Desk, all: &'static str) -> Signal<Vec<(String, String)>> {
    let districts = desk.session().board().districts.clone();
    Signal::derive(move || {
        let mut options = with_none(all, std::iter::empty());
        districts.with(|districts| {
            let named = districts.iter();
            options.extend(named.map(|one| (one.id.to_string(), one.name.clone())));
        });
        options
    })
}

/// Adds a value of its own for a district.
#[component]
fn AddForDistrict(indicator: IndicatorId, year: FiscalYear, role: ValueRole) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let districts = desk.session().board().districts.clone();
    let has_districts = {
        let districts = districts.clone();
        Memo::new(move |_| !districts.with(Vec::is_empty))
    };
    let chosen = RwSignal::new(None::<String>);
    let options = Signal::derive(move || {
        let named = |all: &Vec<yoriai_plan::District>| {
            let named = all.iter();
            named
                .map(|one| (one.id.to_string(), one.name.clone()))
                .collect::<Vec<_>>()
        };
        districts.with(named)
    });
    let value = Signal::derive(move || {
        let first = || options.with(|all| all.first().map(|(id, _)| id.clone()));
        chosen.get().or_else(first).unwrap_or_default()
    });
    let add = move |_| {
        let Some(district) = DistrictId::parse(&value.get_untracked()) else {
            return;
        };
        let id = ValueId::from_random(random::bytes());
        let added = desk.apply(&Command::Batch(vec![
            Command::AddRecord {
                record: NewRecord::Value {
                    id: id.clone(),
                    indicator: indicator.clone(),
                    year,
                    role,
                    text: String::new(),
                },
                place: Place::Last,
            },
            Command::SetRecord {
                id: RecordId::Value(id.clone()),
                field: RecordField::District(Some(district)),
            },
        ]));
        if added {
            desk.focus_soon(&TextRef::Value(id, ValueText::Text));
        }
    };
    let add = StoredValue::new_local(add);
    view! {
        <Show
            when=move || has_districts.get()
            fallback=move || view! { <p class="hint">{say(words::SHEET_NO_DISTRICTS)}</p> }
        >
            <div class="sheet-deed sheet-deed-choice">
                <Choice
                    name=Signal::stored(say(words::SHEET_DISTRICT_VALUE).to_owned())
                    value
                    options
                    on_choose=move |id: String| chosen.set(Some(id))
                />
                <button
                    type="button"
                    class="button"
                    on:click=move |event: leptos::ev::MouseEvent| add.with_value(|add| add(event))
                >
                    <span aria-hidden="true">"＋"</span>
                    {say(words::SHEET_ADD_IT)}
                </button>
            </div>
        </Show>
    }
}
