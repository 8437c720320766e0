//! The parts that the app is fetched in.
//!
//! The first screen is the list of plans: it needs neither a desk nor documents nor print. What it
//! doesn't need is cut off here, and fetched once the list is on the screen. A part is a handful of
//! functions. Whatever only they reach lies in the part's own module, which `cargo xtask` cuts out;
//! what several parts reach, in one that they share. Nothing outside may name what is to stay in a
//! part: it would be in the first module again. Few parts, because there is a file for every set of
//! them that share something, and each file costs time when a plan is opened.
//!
//! Without the feature `split` all of it is one module, and every part is there at once.
#![allow(unsafe_code)]

use std::future::Future;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::SplitLoaderError;
#[cfg(feature = "split")]
use wasm_split_helpers::wasm_split;

use crate::app::App;
use crate::route::Route;
use crate::screens::edition::EditionScreen;
use crate::screens::home::{Making, NewPlanDialog, make_sample};
use crate::screens::import::ImportScreen;
use crate::screens::link::{LinkField, LinkScreen};
use crate::screens::open_file::OpenFileDialog;
use crate::screens::plan::PlanScreen;
use crate::words::{self, use_say};

/// Why a part is not there: it could not be fetched.
pub type Missing = SplitLoaderError;

/// What works with a plan.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The desk of the plan with this id.
    pub plan: fn(String) -> AnyView,
    /// The screen of an edit link.
    pub link: fn(String) -> AnyView,
    /// The field for a link.
    pub link_field: fn() -> AnyView,
    /// The dialog for a new plan, by whether it is open.
    pub new_plan: fn(RwSignal<bool>) -> AnyView,
    /// The dialog for a plan's file.
    pub open_file: fn() -> AnyView,
}

/// What shows an edition.
#[derive(Clone, Copy)]
pub struct Edition {
    /// The page of the edition in a link.
    pub edition: fn(String) -> AnyView,
}

/// What reads documents.
#[derive(Clone, Copy)]
pub struct Import {
    /// The screen.
    pub import: fn() -> AnyView,
    /// Makes the sample plan, and opens it.
    pub sample: fn(App, Making),
}

#[cfg_attr(feature = "split", wasm_split(desk, fallible))]
fn cut_desk() -> Result<Desk, Missing> {
    Ok(Desk {
        plan: |id| view! { <PlanScreen id /> }.into_any(),
        link: |fragment| view! { <LinkScreen fragment /> }.into_any(),
        link_field: || view! { <LinkField /> }.into_any(),
        new_plan: |open| view! { <NewPlanDialog open /> }.into_any(),
        open_file: || view! { <OpenFileDialog /> }.into_any(),
    })
}

#[cfg_attr(feature = "split", wasm_split(edition, fallible))]
fn cut_edition() -> Result<Edition, Missing> {
    Ok(Edition {
        edition: |fragment| view! { <EditionScreen fragment /> }.into_any(),
    })
}

#[cfg_attr(feature = "split", wasm_split(import, fallible))]
fn cut_import() -> Result<Import, Missing> {
    Ok(Import {
        import: || view! { <ImportScreen /> }.into_any(),
        sample: make_sample,
    })
}

macro_rules! parts {
    ($($(#[$doc:meta])* $name:ident: $part:ty = $cut:ident;)+) => {
        $(
            $(#[$doc])*
            ///
            /// # Errors
            /// When it can't be fetched. The next call tries again.
            #[allow(
                clippy::unused_async,
                reason = "it is there at once where the module is whole"
            )]
            pub async fn $name() -> Result<$part, Missing> {
                #[cfg(feature = "split")]
                let part = $cut().await;
                #[cfg(not(feature = "split"))]
                let part = $cut();
                part
            }
        )+
    };
}

parts! {
    /// What works with a plan.
    desk: Desk = cut_desk;
    /// What shows an edition.
    edition: Edition = cut_edition;
    /// What reads documents.
    import: Import = cut_import;
}

/// Fetches what is not here yet. Afterwards the page can do without the network.
pub fn fetch_all() {
    spawn_local(async {
        // What fails now is asked for again when it is needed, and then said.
        let _ = desk().await;
        let _ = import().await;
        let _ = edition().await;
    });
}

/// The screen that a part makes, as soon as the part is there.
pub fn screen<P: Copy + Send + Sync + 'static>(
    part: impl Future<Output = Result<P, Missing>> + 'static,
    view: impl Fn(P) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let meanwhile = |view: AnyView| {
        let say = use_say();
        view! {
            <main class="message" id="content" tabindex="-1">
                {view}
                <a class="button" href=Route::Library.fragment()>{say(words::BACK)}</a>
            </main>
        }
        .into_any()
    };
    fetched(part, view, meanwhile)
}

/// The piece of a screen that a part makes, as soon as the part is there.
pub fn piece<P: Copy + Send + Sync + 'static>(
    part: impl Future<Output = Result<P, Missing>> + 'static,
    view: impl Fn(P) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    fetched(part, view, |view| view)
}

fn fetched<P: Copy + Send + Sync + 'static>(
    part: impl Future<Output = Result<P, Missing>> + 'static,
    view: impl Fn(P) -> AnyView + Send + Sync + 'static,
    meanwhile: fn(AnyView) -> AnyView,
) -> AnyView {
    let say = use_say();
    let found = RwSignal::new(None::<Option<P>>);
    spawn_local(async move {
        let part = part.await.ok();
        found.try_set(Some(part));
    });
    (move || match found.get() {
        Some(Some(part)) => view(part),
        Some(None) => {
            meanwhile(view! { <p role="alert">{say(words::PART_MISSING)}</p> }.into_any())
        }
        None => meanwhile(view! { <p role="status">{say(words::PART_FETCHING)}</p> }.into_any()),
    })
    .into_any()
}
