//! 計画一覧: the plans of this device, and the ways to a new one.

mod new_plan;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yoriai_office::sample::sample_commands;

pub use self::new_plan::NewPlanDialog;
use crate::app::{App, take_focus, use_app};
use crate::components::dialog::Dialog;
use crate::components::moment::moment;
use crate::parts;
use crate::platform::store::{PlanRecord, Room, StoreError};
use crate::platform::{page, random};
use crate::route::{Place, Route};
use crate::screens::open_file::hand_in;
use crate::screens::settings::SettingsButton;
use crate::session::{CreateFailure, Session};
use crate::words::{self, Words, fill, use_say};

/// The list of plans.
#[component]
pub fn HomeScreen() -> impl IntoView {
    let say = use_say();
    let app = use_app();
    let plans = RwSignal::new(None::<Vec<PlanRecord>>);
    let unreadable = RwSignal::new(false);
    let room = RwSignal::new(Room::default());
    let creating = RwSignal::new(false);
    let linking = RwSignal::new(false);
    // From the first time on.
    let creating_once =
        Memo::new(move |before: Option<&bool>| before == Some(&true) || creating.get());
    let making = Making::new();
    let open_sample = move |_| {
        spawn_local(async move {
            match parts::import().await {
                Ok(part) => (part.sample)(app, making),
                Err(_) => {
                    making.failed.try_set(Some(words::PART_MISSING));
                }
            }
        });
    };
    page::set_title(say(words::APP));
    take_focus(app);
    spawn_local(async move {
        let store = app.store();
        match store.plans().await {
            Ok(mut found) => {
                found.sort_by_key(|plan| std::cmp::Reverse(plan.edited_ms));
                plans.try_set(Some(found));
            }
            Err(_) => {
                unreadable.try_set(true);
            }
        }
        page::mark("yoriai:list");
        room.try_set(store.room_left().await);
        parts::fetch_all();
    });
    view! {
        <header class="bar home-bar">
            <h1 class="brand">{say(words::APP)}</h1>
            <SettingsButton />
        </header>
        <main
            class="home"
            id="content"
            tabindex="-1"
            on:dragover=|event: ev::DragEvent| {
                if carries_files(&event) {
                    event.prevent_default();
                }
            }
            on:drop=move |event: ev::DragEvent| {
                if let Some(file) = carried_file(&event) {
                    event.prevent_default();
                    hand_in(app, file);
                }
            }
        >
            <p class="home-lead">{say(words::APP_LEAD)}</p>
            <div class="home-actions">
                <button type="button" class="button main big" on:click=move |_| creating.set(true)>
                    {say(words::NEW_PLAN)}
                </button>
                <a class="button big" href=Route::Import.fragment()>{say(words::IMPORT)}</a>
                <button type="button" class="button big" on:click=move |_| linking.set(true)>
                    {say(words::OPEN_LINK)}
                </button>
                <button type="button" class="button big" on:click=open_sample>
                    {say(words::OPEN_SAMPLE)}
                </button>
            </div>
            <MakingFailed making />
            <h2>{say(words::LIBRARY)}</h2>
            <Show when=move || unreadable.get()>
                <p class="notice" role="alert">{say(words::OPEN_STORE)}</p>
            </Show>
            {move || {
                plans
                    .get()
                    .map(|found| {
                        if found.is_empty() {
                            view! {
                                <div class="home-empty">
                                    <p>{say(words::NO_PLANS)}</p>
                                    <p>{say(words::NO_PLANS_HINT)}</p>
                                </div>
                            }
                                .into_any()
                        } else {
                            view! {
                                <ul class="plans">
                                    {found
                                        .into_iter()
                                        .map(|plan| view! { <PlanRow plan /> })
                                        .collect_view()}
                                </ul>
                            }
                                .into_any()
                        }
                    })
            }}
            <p class="hint">{say(words::FILE_DROP)}</p>
            <Storage room />
        </main>
        <Show when=move || creating_once.get()>
            {parts::piece(parts::desk(), move |part| (part.new_plan)(creating))}
        </Show>
        <Dialog open=linking title=Signal::stored(say(words::OPEN_LINK).to_owned())>
            {parts::piece(parts::desk(), |part| (part.link_field)())}
        </Dialog>
    }
}

/// Whether files are being dragged over the list: their names and bytes come with the drop only.
fn carries_files(event: &ev::DragEvent) -> bool {
    event
        .data_transfer()
        .is_some_and(|carried| carried.types().includes(&"Files".into(), 0))
}

/// The file that was dropped.
fn carried_file(event: &ev::DragEvent) -> Option<web_sys::File> {
    event.data_transfer()?.files()?.get(0)
}

#[component]
fn PlanRow(plan: PlanRecord) -> impl IntoView {
    let say = use_say();
    let has_come = plan.has_come();
    let title = if !has_come {
        say(words::NOT_ARRIVED).to_owned()
    } else if plan.title.trim().is_empty() {
        say(words::UNTITLED).to_owned()
    } else {
        plan.title.clone()
    };
    let state = match (&plan.seed, plan.unsent) {
        _ if plan.heir.is_some() => say(words::STATE_TAKEN_OVER).to_owned(),
        _ if plan.ended => say(words::STATE_ENDED).to_owned(),
        _ if !has_come => say(words::STATE_NOT_COME).to_owned(),
        _ if plan.view.is_some() => say(words::STATE_FOLLOWED).to_owned(),
        (None, _) => say(words::STATE_LOCAL).to_owned(),
        (Some(_), 0) => say(words::STATE_SHARED).to_owned(),
        (Some(_), unsent) => fill(say(words::STATE_WAITING), &[&unsent.to_string()]),
    };
    let moment = |ms: u64| moment(say, ms);
    let copy = match plan.elsewhere_ms {
        _ if !has_come => String::new(),
        Some(ms) => fill(say(words::COPY_ELSEWHERE), &[&moment(ms)]),
        None => say(words::COPY_NOWHERE).to_owned(),
    };
    let edited = (plan.edited_ms > 0).then(|| {
        let by = if plan.edited_by.is_empty() {
            say(words::NAMELESS).to_owned()
        } else {
            plan.edited_by.clone()
        };
        let when = moment(plan.edited_ms);
        format!(
            "{} {}",
            say(words::LAST_EDIT),
            fill(say(words::LAST_EDIT_BY), &[&when, &by])
        )
    });
    let href = Route::Plan {
        id: plan.id,
        place: Place::Desk,
    }
    .fragment();
    view! {
        <li>
            <a class="plan-card" href=href>
                <span class="plan-title">{title}</span>
                <span class="plan-about">{plan.organization}</span>
                <span class="plan-about">{edited}</span>
                <span class="plan-state">
                    <span>{state}</span>
                    <span class="plan-copy">{copy}</span>
                </span>
            </a>
        </li>
    }
}

#[component]
fn Storage(room: RwSignal<Room>) -> impl IntoView {
    let say = use_say();
    let amount = |bytes: f64| match bytes {
        bytes if bytes < 1e6 => format!("{:.0} KB", bytes / 1e3),
        bytes if bytes < 1e9 => format!("{:.1} MB", bytes / 1e6),
        bytes => format!("{:.1} GB", bytes / 1e9),
    };
    view! {
        <section class="storage">
            <h2>{say(words::STORAGE)}</h2>
            <p>
                {move || {
                    let kept = room.with(|room| room.kept);
                    say(if kept { words::STORAGE_KEPT } else { words::STORAGE_NOT_KEPT })
                }}
            </p>
            <Show when=move || room.with(|room| room.quota > 0.0)>
                <p>
                    {move || {
                        let (used, quota) = room.with(|room| (room.used, room.quota));
                        fill(say(words::STORAGE_USED), &[&amount(used), &amount(quota)])
                    }}
                </p>
            </Show>
        </section>
    }
}

/// Makes the sample plan and opens it.
pub fn make_sample(app: App, making: Making) {
    // The sample's own texts are never refused; a test of the crate holds them to it.
    if let Ok(commands) = sample_commands(&mut random::bytes) {
        making.make(app, commands, Place::Desk, || ());
    }
}

/// Whether a plan is being made, and why the last one could not be.
#[derive(Clone, Copy)]
pub struct Making {
    /// One is being made: a second tap makes no second one.
    pub busy: RwSignal<bool>,
    /// What to say, where it could not be made.
    pub failed: RwSignal<Option<Words>>,
}

impl Making {
    /// Nothing is being made yet.
    pub fn new() -> Self {
        Self::telling(RwSignal::new(None))
    }

    /// The same, with a place of the screen's own for what to say.
    pub fn telling(failed: RwSignal<Option<Words>>) -> Self {
        Self {
            busy: RwSignal::new(false),
            failed,
        }
    }

    /// Makes a plan out of commands, and opens it at a place. `made`: what else is to be done then.
    pub fn make(
        self,
        app: App,
        commands: Vec<yoriai_plan::Command>,
        place: Place,
        made: impl FnOnce() + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failed.set(None);
        spawn_local(async move {
            match create(app, commands, place).await {
                Ok(()) => made(),
                // The screen may be gone by now.
                Err(failure) => {
                    self.failed.try_set(Some(match failure {
                        CreateFailure::Store(StoreError::Full) => words::CREATE_FULL,
                        CreateFailure::Store(_) | CreateFailure::Command(_) => words::CREATE_FAILED,
                    }));
                }
            }
            self.busy.try_set(false);
        });
    }
}

impl Default for Making {
    fn default() -> Self {
        Self::new()
    }
}

/// What is said when a plan could not be made.
#[component]
pub fn MakingFailed(making: Making) -> impl IntoView {
    let say = use_say();
    move || {
        let failed = making.failed.get();
        failed.map(|words| view! { <p class="notice" role="alert">{say(words)}</p> })
    }
}

/// Makes a plan out of commands and opens it at a place.
pub async fn create(
    app: App,
    commands: Vec<yoriai_plan::Command>,
    place: Place,
) -> Result<(), CreateFailure> {
    let id = Session::create(
        &app.store(),
        &app.author(),
        yoriai_plan::Command::Batch(commands),
    )
    .await?;
    page::go(&Route::Plan { id, place }.fragment());
    Ok(())
}
