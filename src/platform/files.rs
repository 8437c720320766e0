//! Files in and out, as far as a browser lets them.

use std::rc::Rc;

use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::document;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

use super::timer;

/// Reads a whole file that someone chose. `None` when the device could not read it.
pub async fn read(file: &File) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// How long the bytes of a file that is offered are kept for the browser, in milliseconds.
const KEPT_MS: u32 = 60_000;

/// The longest name that is made of a title, in bytes: file systems hold 255 with what follows.
const MAX_NAME_BYTES: usize = 160;

/// A title as the beginning of a file name: what file systems refuse is replaced by its wide like,
/// and what cannot be seen is left out.
pub fn name_of(title: &str) -> String {
    let mut name = String::new();
    for c in title.trim().chars() {
        let wide = match c {
            '/' => '／',
            '\\' => '＼',
            ':' => '：',
            '*' => '＊',
            '?' => '？',
            '"' => '”',
            '<' => '＜',
            '>' => '＞',
            '|' => '｜',
            // A name that begins with a point is hidden.
            '.' if name.is_empty() => '．',
            c if c.is_control() => ' ',
            // Marks of direction could make the ending read as another one.
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}' => {
                continue;
            }
            c => c,
        };
        if name.len() + wide.len_utf8() > MAX_NAME_BYTES {
            break;
        }
        name.push(wide);
    }
    let name = name.trim_end_matches([' ', '.', '\u{3000}']);
    if name.is_empty() {
        "yoriai".to_owned()
    } else {
        name.to_owned()
    }
}

/// Calls back with each file by which the system opens the installed app (a double tap on a file
/// of its kind), where the browser supports that. Asked for once, when the app starts.
pub fn on_launched(take: impl Fn(File) + 'static) {
    let take = Rc::new(take);
    let consumer = Closure::<dyn Fn(JsValue)>::new(move |launch: JsValue| {
        let handles = get(&launch, "files").and_then(|files| files.dyn_into::<Array>().ok());
        for handle in handles.into_iter().flatten() {
            let take = take.clone();
            spawn_local(async move {
                if let Some(file) = file_of(&handle).await {
                    take(file);
                }
            });
        }
    });
    let Some(queue) = get(&leptos::prelude::window(), "launchQueue") else {
        return;
    };
    let set = get(&queue, "setConsumer").and_then(|set| set.dyn_into::<Function>().ok());
    if let Some(set) = set {
        let _ = set.call1(&queue, consumer.as_ref());
        // It listens as long as the page lives.
        consumer.forget();
    }
}

async fn file_of(handle: &JsValue) -> Option<File> {
    let ask = get(handle, "getFile")?.dyn_into::<Function>().ok()?;
    let promise = ask.call0(handle).ok()?.dyn_into::<Promise>().ok()?;
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

/// A property that not every browser has.
fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(of, &JsValue::from_str(name)).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// Offers bytes as a file to keep. Says whether the browser took them.
pub fn save_as(name: &str, media_type: &str, bytes: &[u8]) -> bool {
    offer(name, media_type, bytes).is_some()
}

fn offer(name: &str, media_type: &str, bytes: &[u8]) -> Option<()> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let link = document()
        .create_element("a")
        .ok()?
        .dyn_into::<HtmlAnchorElement>()
        .ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    spawn_local(async move {
        // Some browsers read the bytes only after a while.
        timer::sleep(KEPT_MS).await;
        let _ = Url::revoke_object_url(&address);
    });
    Some(())
}
