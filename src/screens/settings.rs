//! The device's settings.

use leptos::ev;
use leptos::prelude::*;

use crate::app::use_app;
use crate::components::dialog::Dialog;
use crate::components::text_size::TextSizeChoice;
use crate::platform::page;
use crate::words::{self, Language, use_say};

/// A button that opens the settings.
#[component]
pub fn SettingsButton() -> impl IntoView {
    let say = use_say();
    let open = RwSignal::new(false);
    view! {
        <button type="button" class="button" on:click=move |_| open.set(true)>
            {say(words::SETTINGS)}
        </button>
        <Dialog open title=Signal::stored(say(words::SETTINGS).to_owned())>
            <SettingsForm />
        </Dialog>
    }
}

#[component]
fn SettingsForm() -> impl IntoView {
    let say = use_say();
    let settings = use_app().settings;
    let bad_relay = RwSignal::new(false);
    let set_relay = move |event: ev::Event| {
        let relay = event_target_value(&event).trim().to_owned();
        let fits = relay.is_empty() || relay.starts_with("ws://") || relay.starts_with("wss://");
        bad_relay.set(!fits);
        if fits {
            settings.update(|s| s.relay = relay);
            settings.with_untracked(|s| s.keep());
        }
    };
    let set_language = move |event: ev::Event| {
        let language = match event_target_value(&event).as_str() {
            "en" => Language::English,
            _ => Language::Japanese,
        };
        settings.update(|s| s.language = language);
        settings.with_untracked(|s| s.keep());
        page::reload();
    };
    let language = settings.with_untracked(|s| s.language);
    view! {
        <div class="stack">
            <label class="field">
                <span>{say(words::SETTINGS_NAME)}</span>
                <input
                    type="text"
                    autocomplete="name"
                    prop:value=move || settings.with(|s| s.name.clone())
                    on:change=move |event| {
                        settings.update(|s| s.name = event_target_value(&event).trim().to_owned());
                        settings.with_untracked(|s| s.keep());
                    }
                />
                <small>{say(words::SETTINGS_NAME_HINT)}</small>
            </label>
            <div class="field">
                <span aria-hidden="true">{say(words::TEXT_SIZE)}</span>
                <TextSizeChoice />
            </div>
            <label class="field">
                <span>{say(words::SETTINGS_LANGUAGE)}</span>
                <select on:change=set_language>
                    <option value="ja" selected=language == Language::Japanese>"日本語"</option>
                    <option value="en" selected=language == Language::English>"English"</option>
                </select>
            </label>
            <label class="field">
                <span>{say(words::SETTINGS_RELAY)}</span>
                <input
                    type="text"
                    inputmode="url"
                    autocomplete="off"
                    placeholder=say(words::SETTINGS_RELAY_HINT)
                    prop:value=move || settings.with(|s| s.relay.clone())
                    on:change=set_relay
                />
                <Show when=move || bad_relay.get()>
                    <small class="error" role="alert">{say(words::SETTINGS_RELAY_BAD)}</small>
                </Show>
            </label>
            <label class="field">
                <span>{say(words::SETTINGS_TOKEN)}</span>
                <input
                    type="password"
                    autocomplete="off"
                    maxlength="128"
                    prop:value=move || settings.with(|s| s.token.clone())
                    on:change=move |event| {
                        settings.update(|s| s.token = event_target_value(&event).trim().to_owned());
                        settings.with_untracked(|s| s.keep());
                    }
                />
                <small>{say(words::SETTINGS_TOKEN_HINT)}</small>
            </label>
        </div>
    }
}
