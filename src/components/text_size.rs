//! Three sizes of text, one tap each.

use leptos::prelude::*;

use crate::app::use_app;
use crate::settings::TextSize;
use crate::words::{self, Words, use_say};

const fn name(size: TextSize) -> Words {
    match size {
        TextSize::Standard => words::SIZE_STANDARD,
        TextSize::Large => words::SIZE_LARGE,
        TextSize::Huge => words::SIZE_HUGE,
    }
}

/// The choice of the text size.
#[component]
pub fn TextSizeChoice() -> impl IntoView {
    let say = use_say();
    let settings = use_app().settings;
    view! {
        <div class="choice" role="group" aria-label=say(words::TEXT_SIZE)>
            {TextSize::ALL
                .into_iter()
                .map(|size| {
                    view! {
                        <button
                            type="button"
                            class="button"
                            aria-pressed=move || {
                                (settings.with(|s| s.text_size) == size).to_string()
                            }
                            on:click=move |_| {
                                settings.update(|s| s.text_size = size);
                                settings.with(|s| s.keep());
                            }
                        >
                            {say(name(size))}
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
}
