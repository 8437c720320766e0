//! What the device remembers for itself.

use gloo_storage::{LocalStorage, Storage};
use leptos::prelude::document;
use wasm_bindgen_test::wasm_bindgen_test;
use yoriai::settings::{Settings, TextSize};
use yoriai::words::Language;

/// Where settings lie. Devices have them there: it can't change without moving them.
const KEY: &str = "yoriai.settings";

fn on_page(attribute: &str) -> Option<String> {
    document()
        .document_element()
        .unwrap()
        .get_attribute(attribute)
}

#[wasm_bindgen_test]
fn what_was_kept_is_remembered_and_in_effect() {
    let settings = Settings {
        name: "佐藤　花子".to_owned(),
        text_size: TextSize::Huge,
        language: Language::English,
        relay: "wss://relay.example.jp/sync".to_owned(),
        token: "合言葉".to_owned(),
    };
    settings.keep();
    assert_eq!(Settings::load(), settings);
    assert_eq!(on_page("data-text").as_deref(), Some("huge"));
    assert_eq!(on_page("lang").as_deref(), Some("en"));

    Settings::default().keep();
    assert_eq!(Settings::load(), Settings::default());
    assert_eq!(on_page("data-text").as_deref(), Some("standard"));
    assert_eq!(on_page("lang").as_deref(), Some("ja"));
}

#[wasm_bindgen_test]
fn nothing_remembered_is_the_default() {
    LocalStorage::delete(KEY);
    assert_eq!(Settings::load(), Settings::default());
}

#[wasm_bindgen_test]
fn what_an_older_version_did_not_know_is_the_default() {
    LocalStorage::raw()
        .set_item(KEY, r#"{"name":"佐藤"}"#)
        .unwrap();
    let settings = Settings::load();
    LocalStorage::delete(KEY);
    assert_eq!(
        settings,
        Settings {
            name: "佐藤".to_owned(),
            ..Settings::default()
        }
    );
}

#[wasm_bindgen_test]
fn what_can_not_be_read_is_the_default() {
    for text in ["", "佐藤", "[1]", r#"{"text_size":"Gigantic"}"#] {
        LocalStorage::raw().set_item(KEY, text).unwrap();
        let settings = Settings::load();
        LocalStorage::delete(KEY);
        assert_eq!(settings, Settings::default(), "{text}");
    }
}
