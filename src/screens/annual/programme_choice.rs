//! Ties an initiative to the programme that carries it out.

use leptos::prelude::*;
use yoriai_plan::{Command, Item, ItemId, ProgrammeId};

use crate::components::choice::Choice;
use crate::desk::{Desk, part, use_desk};
use crate::words::{self, use_say};

/// The choice.
#[component]
pub fn ProgrammeChoice(id: ItemId) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let value = part(&desk.item(&id), |item: &Item| {
        item.programme
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default()
    });
    let options = Signal::derive(move || {
        let none = (String::new(), say(words::ANNUAL_NO_PROGRAMME).to_owned());
        std::iter::once(none)
            .chain(programmes(desk))
            .collect::<Vec<_>>()
    });
    view! {
        <Choice
            name=Signal::stored(say(words::ANNUAL_PROGRAMME).to_owned())
            value
            options
            on_choose=move |chosen: String| {
                desk.apply(
                    &Command::SetItemProgramme {
                        id: id.clone(),
                        programme: ProgrammeId::parse(&chosen),
                    },
                );
            }
        />
    }
}

/// All programmes with the number of their category before their own.
fn programmes(desk: Desk) -> Vec<(String, String)> {
    let categories = desk.session().board().categories.clone();
    let groups: Vec<_> = categories.with(|all| {
        all.iter()
            .map(|one| (Some(one.id.clone()), one.number.clone()))
            .chain([(None, String::new())])
            .collect()
    });
    let mut options = Vec::new();
    for (category, above) in groups {
        for id in desk.programmes(category).get() {
            let Some(programme) = desk.programme(&id).get() else {
                continue;
            };
            let number = if above.is_empty() {
                programme.number
            } else {
                format!("{above}-{}", programme.number)
            };
            options.push((id.to_string(), format!("{number} {}", programme.name)));
        }
    }
    options
}
