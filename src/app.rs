//! The root of the app: what every screen can reach, and which screen shows.

use std::any::Any;
use std::rc::Rc;
use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use crate::parts;
use crate::platform::store::Store;
use crate::platform::{failure, files, offline, page};
use crate::route::Route;
use crate::screens::home::HomeScreen;
use crate::screens::import::Drafting;
use crate::screens::open_file::hand_in;
use crate::session::Session;
use crate::settings::Settings;
use crate::words::{self, Language, use_say};

/// What every screen can reach. Cheap to copy into closures.
#[derive(Clone, Copy)]
pub struct App {
    store: StoredValue<Store, LocalStorage>,
    /// The device's settings.
    pub settings: RwSignal<Settings>,
    /// The screen that shows.
    pub route: RwSignal<Route>,
    /// Whether a newer version of the app lies ready.
    pub update_ready: RwSignal<bool>,
    /// A plan that one screen has opened for the next: with the session go its steps to undo.
    /// Untyped, so that what a session is made of stays in the parts that have one.
    in_hand: StoredValue<Option<Rc<dyn Any>>, LocalStorage>,
    /// The bytes of a plan's file that somebody wants to open, or why there are none.
    pub handed: RwSignal<Option<Handed>>,
    /// Whether one has gone from one screen to another since the page was loaded.
    has_moved: StoredValue<bool>,
}

/// What is in a file that somebody wants to open, or why it was not read.
pub type Handed = Result<Arc<Vec<u8>>, words::Words>;

impl App {
    /// What is kept on the device.
    pub fn store(self) -> Store {
        self.store.get_value()
    }

    /// Leaves an open plan for the screen that comes next.
    pub fn hand_on(self, session: Rc<Session>) {
        let left = self
            .in_hand
            .try_update_value(|handed| handed.replace(session))
            .flatten();
        if let Some(left) = left.and_then(as_session) {
            left.close();
        }
    }

    /// Takes over the plan of this id, if the screen before has left it open.
    pub fn take_handed(self, id: &str) -> Option<Rc<Session>> {
        let handed = self.in_hand.try_update_value(Option::take).flatten();
        let handed = handed.and_then(as_session)?;
        if handed.id() == id {
            return Some(handed);
        }
        handed.close();
        None
    }

    /// Under which name edits are made.
    pub fn author(self) -> String {
        self.settings
            .with_untracked(|settings| settings.name.clone())
    }

    /// The relay for new rooms, where it is not the one that served the app.
    pub fn relay(self) -> Option<String> {
        self.settings
            .with_untracked(|settings| (!settings.relay.is_empty()).then(|| settings.relay.clone()))
    }
}

/// For a screen that has come in place of another: with what was pressed there, the focus is gone
/// from the page, and whoever works by keys or hears the screen read begins here. On a page just
/// loaded it stays at the beginning, where the way past the bar is.
pub fn take_focus(app: App) {
    if app.has_moved.get_value() {
        Effect::new(|_| {
            request_animation_frame(|| page::focus_if_lost("content"));
        });
    }
}

fn as_session(held: Rc<dyn Any>) -> Option<Rc<Session>> {
    held.downcast().ok()
}

/// The app.
///
/// # Panics
/// Outside of the app's root.
pub fn use_app() -> App {
    expect_context::<App>()
}

/// Starts the app on the page.
pub fn start() {
    page::mark("yoriai:start");
    let settings = Settings::load();
    let say = |words: words::Words| words.in_language(settings.language);
    failure::watch((say(words::FAILURE), say(words::FAILURE_RELOAD)));
    settings.put_on_page();
    if let Some(waiting) = page::element("start") {
        waiting.remove();
    }
    mount_to_body(move || view! { <Root settings=settings.clone() /> });
}

#[component]
fn Root(settings: Settings) -> impl IntoView {
    provide_context::<Language>(settings.language);
    let say = use_say();
    let app = App {
        store: StoredValue::new_local(Store::default()),
        settings: RwSignal::new(settings),
        route: RwSignal::new(Route::parse(&page::fragment())),
        update_ready: RwSignal::new(false),
        in_hand: StoredValue::new_local(None),
        handed: RwSignal::new(None),
        has_moved: StoredValue::new(false),
    };
    provide_context(app);
    provide_context(Drafting::new());
    offline::keep(move || app.update_ready.set(true));
    files::on_launched(move |file| hand_in(app, file));
    let _ = window_event_listener(ev::hashchange, move |_| {
        app.has_moved.set_value(true);
        app.route.set(Route::parse(&page::fragment()));
    });
    // A plan's screen stays while one walks about in the plan: only its id makes it anew.
    let screen = Memo::new(move |_| match app.route.get() {
        Route::Plan { id, .. } => Screen::Plan(id),
        Route::Library => Screen::Library,
        Route::Import => Screen::Import,
        Route::Link(fragment) if is_edition(&fragment) => Screen::Edition(fragment),
        Route::Link(fragment) => Screen::Link(fragment),
    });
    // From the first file on.
    let file_handed = Memo::new(move |before: Option<&bool>| {
        before == Some(&true) || app.handed.with(Option::is_some)
    });
    view! {
        <a class="skip" href="#content" on:click=move |event: ev::MouseEvent| {
            // The fragment belongs to the router.
            event.prevent_default();
            page::focus("content");
        }>{say(words::SKIP)}</a>
        <Show when=move || app.update_ready.get()>
            <div class="update" role="status">
                <span>{say(words::UPDATE_READY)}</span>
                <button type="button" class="button" on:click=move |_| offline::take_over()>
                    {say(words::UPDATE_NOW)}
                </button>
            </div>
        </Show>
        {move || match screen.get() {
            Screen::Library => view! { <HomeScreen /> }.into_any(),
            Screen::Import => parts::screen(parts::import(), |part| (part.import)()),
            Screen::Plan(id) => parts::screen(parts::desk(), move |part| (part.plan)(id.clone())),
            Screen::Link(fragment) => {
                parts::screen(parts::desk(), move |part| (part.link)(fragment.clone()))
            }
            Screen::Edition(fragment) => {
                parts::screen(parts::edition(), move |part| (part.edition)(fragment.clone()))
            }
        }}
        <Show when=move || file_handed.get()>
            {parts::piece(parts::desk(), |part| (part.open_file)())}
        </Show>
    }
}

/// Whether a link holds one edition, or where it lies; the others lead into a plan's room.
fn is_edition(fragment: &str) -> bool {
    fragment.trim_start_matches("#/").starts_with(['s', 'b'])
}

#[derive(Clone, PartialEq, Eq)]
enum Screen {
    Library,
    Import,
    Plan(String),
    Link(String),
    Edition(String),
}
