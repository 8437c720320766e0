//! Times taken inside the page, by the page's own clock: what the driver's messages cost is in
//! none of them.

use std::time::Duration;

use anyhow::{Context, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::page::Page;

/// Waits for the first screen of every page that is loaded from now on. It looks once per frame.
/// A frame's callbacks run before it is drawn; a message posted from there arrives after.
const WATCH: &str = r#"
(() => {
  const screens = {list: '.plan-card', desk: ".desk .tree [data-depth='1']"};
  window.yoriaiFirstScreen = new Promise(resolve => {
    const look = () => {
      const screen = document.documentElement
        && Object.keys(screens).find(name => document.querySelector(screens[name]));
      if (!screen) { requestAnimationFrame(look); return; }
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve({screen, painted: performance.now()});
      channel.port2.postMessage(null);
    };
    requestAnimationFrame(look);
  });
})();
"#;

/// What [`WATCH`] saw, with the app's own marks. All in milliseconds from the start of navigation.
const FIRST_SCREEN: &str = r"
const done = arguments[arguments.length - 1];
window.yoriaiFirstScreen.then(seen => done({
  screen: seen.screen,
  painted: seen.painted,
  start: performance.getEntriesByName('yoriai:start')[0]?.startTime ?? null,
  list: performance.getEntriesByName('yoriai:list')[0]?.startTime ?? null,
  worker: performance.getEntriesByType('navigation')[0].workerStart > 0,
}));
";

/// Notes for every key: from the moment that the browser gives its keydown event to after the
/// drawing of the frame in which its text shows, and to the start of the frame after that one.
const NOTE_KEYS: &str = r"
let pressed = 0;
window.yoriaiKeys = [];
document.addEventListener('keydown', event => { pressed = event.timeStamp; }, true);
document.addEventListener('input', () => {
  const began = pressed;
  const note = {};
  const put = (name) => {
    note[name] = performance.now() - began;
    if (!('drawn' in note && 'next' in note)) return;
    // Where the message comes after the next frame has begun, the first was drawn by then.
    note.drawn = Math.min(note.drawn, note.next);
    window.yoriaiKeys.push(note);
  };
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => put('drawn');
    channel.port2.postMessage(null);
    requestAnimationFrame(() => put('next'));
  });
}, true);
";

/// When the first screen of a page was there, in milliseconds from the start of navigation.
#[derive(Debug, Clone, Deserialize)]
pub struct FirstScreen {
    /// `list` or `desk`.
    pub screen: String,
    /// After the drawing of the first frame that has it.
    pub painted: f64,
    /// The app's mark `yoriai:start`: its WebAssembly begins to run.
    pub start: f64,
    /// The app's mark `yoriai:list`: the list of plans is read, and handed to the screen.
    pub list: Option<f64>,
    /// Whether the page came from the service worker.
    worker: bool,
}

/// One key, in milliseconds from the moment of its keydown event.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct KeyTime {
    /// After the drawing of the frame in which its text shows.
    pub drawn: f64,
    /// The start of the frame after that one.
    pub next: f64,
}

/// Prepares a page: [`warm_reload`] works from here on.
///
/// # Errors
/// When the browser refuses.
pub async fn prepare(page: &Page) -> anyhow::Result<()> {
    // A slow device may take long; that is a result and no failure.
    page.driver()
        .set_script_timeout(Duration::from_secs(90))
        .await?;
    page.cdp(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({"source": WATCH}),
    )
    .await?;
    Ok(())
}

/// Makes the page's main thread so many times slower; 1 is as fast as the machine is.
///
/// # Errors
/// When the browser refuses.
pub async fn slow_down(page: &Page, rate: u32) -> anyhow::Result<()> {
    page.cdp("Emulation.setCPUThrottlingRate", json!({"rate": rate}))
        .await?;
    Ok(())
}

/// Loads the page anew, from the service worker, and says when its first screen was there.
///
/// # Errors
/// When the screen is another than `screen`, or the page came over the network.
pub async fn warm_reload(page: &Page, screen: &str) -> anyhow::Result<FirstScreen> {
    page.reload().await?;
    let seen = page
        .driver()
        .execute_async(FIRST_SCREEN, Vec::new())
        .await?;
    let seen: FirstScreen = serde_json::from_value(seen.json().clone())
        .context("the page did not tell when its screen was there")?;
    ensure!(
        seen.screen == screen,
        "{} came up in place of {screen}",
        seen.screen
    );
    ensure!(seen.worker, "the page did not come from the service worker");
    Ok(seen)
}

/// Presses letters into what has the focus, one at a time as a fast typist would, and says how
/// long each took.
///
/// # Errors
/// When a letter does not arrive.
pub async fn type_letters(page: &Page, count: usize) -> anyhow::Result<Vec<KeyTime>> {
    page.js(NOTE_KEYS, Value::Null).await?;
    for number in 0..count {
        let letter = (b'a'..=b'z')
            .nth(number % 26)
            .map(char::from)
            .unwrap_or('a');
        let upper = letter.to_ascii_uppercase();
        let key = |kind: &str| {
            json!({
                "type": kind,
                "key": letter.to_string(),
                "code": format!("Key{upper}"),
                "windowsVirtualKeyCode": u32::from(upper),
            })
        };
        let mut down = key("keyDown");
        down["text"] = json!(letter.to_string());
        page.cdp("Input.dispatchKeyEvent", down).await?;
        page.cdp("Input.dispatchKeyEvent", key("keyUp")).await?;
        // Not in step with the frames; and now and then a rest, in which the app saves.
        let rest = if number % 25 == 24 {
            1_000
        } else {
            70 + number as u64 * 7 % 31
        };
        tokio::time::sleep(Duration::from_millis(rest)).await;
    }
    page.wait(
        "the last letter",
        "window.yoriaiKeys.length >= arguments[0]",
        json!(count),
    )
    .await?;
    let notes = page.js("return window.yoriaiKeys;", Value::Null).await?;
    let notes: Vec<KeyTime> = serde_json::from_value(notes)?;
    ensure!(
        notes.len() == count,
        "{} of {count} letters arrived",
        notes.len()
    );
    Ok(notes)
}
