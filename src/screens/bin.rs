//! The bin: nothing is ever deleted, and everything comes back by one tap.

use leptos::prelude::*;
use yoriai_plan::{Binned, Command, Entity};

use crate::components::keep_focus;
use crate::components::notices::name_of;
use crate::desk::{Desk, use_desk};
use crate::screens::desk::path;
use crate::words::{self, use_say};

/// The bin.
#[component]
pub fn BinScreen() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let bin = desk.session().board().bin.clone();
    let is_empty = {
        let bin = bin.clone();
        Memo::new(move |_| bin.with(Vec::is_empty))
    };
    view! {
        <main class="bin" id="content" tabindex="-1">
            <article class="sheet">
                <h1>{say(words::BIN)}</h1>
                <p class="hint">
                    {move || say(if is_empty.get() { words::BIN_EMPTY } else { words::BIN_LEAD })}
                </p>
                <ul class="rows">
                    <For each=move || bin.get() key=Binned::clone let:binned>
                        {
                            let (kind, entity, command) = match binned {
                                Binned::Level(id) => {
                                    (words::BIN_LEVEL, Entity::Level(id.clone()), Command::RestoreLevel(id))
                                }
                                Binned::Item(id) => {
                                    (words::BIN_ITEM, Entity::Item(id.clone()), Command::RestoreItem(id))
                                }
                                Binned::Section(id) => {
                                    (
                                        words::BIN_SECTION,
                                        Entity::Section(id.clone()),
                                        Command::RestoreSection(id),
                                    )
                                }
                                Binned::Line(id) => {
                                    (words::BIN_LINE, Entity::Line(id.clone()), Command::RestoreLine(id))
                                }
                                Binned::Record(id) => (
                                    words::BIN_RECORD,
                                    Entity::Record(id.clone()),
                                    Command::RestoreRecord(id),
                                ),
                            };
                            let name = Some(name_of(desk, &entity))
                                .filter(|name| !name.trim().is_empty())
                                .unwrap_or_else(|| say(words::NOTHING_WRITTEN).to_owned());
                            let kind = level_of(desk, &entity).unwrap_or_else(|| say(kind).to_owned());
                            let place = place_of(desk, &entity);
                            view! {
                                <li class="row">
                                    <div class="row-line">
                                        <span class="bin-kind">{kind}</span>
                                        <span class="bin-name">
                                            {name.clone()}
                                            {place
                                                .map(|place| {
                                                    view! { <small class="bin-place">{place}</small> }
                                                })}
                                        </span>
                                        <button
                                            type="button"
                                            class="button"
                                            aria-label=format!("{} {name}", say(words::RESTORE))
                                            on:click=move |event| {
                                                keep_focus::after(&event, ".bin .row button");
                                                if desk.apply(&command) {
                                                    desk.say(say(words::RESTORED));
                                                }
                                            }
                                        >
                                            {say(words::RESTORE)}
                                        </button>
                                    </div>
                                </li>
                            }
                        }
                    </For>
                </ul>
            </article>
        </main>
    }
}

/// What an item is called at the depth where it stood.
fn level_of(desk: Desk, entity: &Entity) -> Option<String> {
    let Entity::Item(id) = entity else {
        return None;
    };
    desk.session()
        .with_plan(|plan| plan.level_of(id).map(|level| level.name.clone()))
}

/// Under what a thing stood, from the top.
fn place_of(desk: Desk, entity: &Entity) -> Option<String> {
    desk.session().with_plan(|plan| {
        let above = match entity {
            Entity::Item(id) => plan.item(id)?.parent.clone(),
            Entity::Section(id) => plan.section(id)?.owner.clone(),
            Entity::Line(id) => {
                let section = plan.section(plan.line(id)?.section.as_ref()?)?;
                section.owner.clone()
            }
            _ => None,
        };
        above.map(|id| path(plan, &id))
    })
}
