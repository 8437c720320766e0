//! What a person waits for, measured in headless Chromium against the relay. Prints one JSON
//! object; `cargo xtask bench` runs it and makes a table of that. Progress goes to stderr.
//!
//! ```text
//! {"measures": [{"id", "what", "unit", "shows", "values": [number]}],
//!  "failed":   [{"what", "error"}]}
//! ```
//! `shows` is what a reader wants of the values: `one`, `median-worst` or `p50-p95`.
//! What can't be measured is named under `failed`; the rest is measured all the same.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, ensure};
use serde_json::{Value, json};
use yoriai_e2e::browser::Driver;
use yoriai_e2e::page::Page;
use yoriai_e2e::relay::Relay;
use yoriai_e2e::stopwatch::{self, FirstScreen, KeyTime};
use yoriai_e2e::{TempDir, documents, long_plan};

/// A tablet, lying.
const WINDOW: (u32, u32) = (1180, 820);
/// How often a page is loaded for one row.
const RUNS: usize = 7;
/// Loads before that, which nobody counts: the browser keeps compiled code after some.
const WARM_UPS: usize = 2;
const KEYS: usize = 100;
/// As fast as the machine is, and as an old tablet.
const RATES: [u32; 2] = [1, 4];
const DESK: &str = ".desk .tree [data-depth='1']";

#[tokio::main]
async fn main() -> ExitCode {
    match measure().await {
        Ok(report) => {
            report.print();
            ExitCode::SUCCESS
        }
        Err(error) => {
            say(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

#[allow(clippy::print_stderr)]
fn say(text: &str) {
    eprintln!("  {text}");
}

/// A plan in the library of the browser.
struct Opened {
    name: &'static str,
    /// In the ids of rows.
    key: &'static str,
    /// The fragment of its address.
    place: Result<String>,
}

async fn measure() -> Result<Report> {
    let relay = Relay::start().await?;
    let driver = Driver::start().await?;
    let device = driver.device("measure", WINDOW).await?;
    let page = &device.page;
    let home = relay.address();
    stopwatch::prepare(page).await?;
    page.open(&home).await?;
    page.wait_for(".home-actions").await?;
    page.wait(
        "the app kept on the device",
        "navigator.serviceWorker?.controller",
        Value::Null,
    )
    .await?;

    let mut report = Report::default();
    let folder = TempDir::new("plans")?;
    let mut plans = Vec::new();
    for (name, key, items) in [
        ("the sample (55 items), no history", "sample", None),
        ("500 items, no history", "500", Some(500)),
        ("5,000 items, no history", "5000-new", Some(5_000)),
    ] {
        say(&format!("bringing in {name}"));
        let place = bring_in(page, &home, folder.path(), items).await;
        plans.push(Opened { name, key, place });
    }
    say("opening a file of 5,000 items with 10,000 changes");
    plans.push(Opened {
        name: "5,000 items, 10,000 changes",
        key: "5000",
        place: open_file(page, &home, folder.path()).await,
    });
    list(
        page,
        &home,
        &mut report,
        plans.iter().filter(|plan| plan.place.is_ok()).count(),
    )
    .await;
    for plan in &plans {
        open(page, &home, plan, &mut report).await;
    }
    if let Some(plan) = plans.last() {
        keys(page, &home, plan, &mut report).await;
    }
    if let Some(plan) = plans.first() {
        let length = match &plan.place {
            Ok(place) => edition(page, &home, place).await,
            Err(error) => Err(anyhow!("{error:#}")),
        };
        report.take(
            "link-sample",
            "edition link of the sample",
            "characters",
            "one",
            length,
        );
    }
    if let Some(document) = documents::activity_plan() {
        say("the activity plan of the shared documents");
        let length = match import(page, &home, &document.file, None).await {
            Ok(place) => edition(page, &home, &place).await,
            Err(error) => Err(error),
        };
        let what = "edition link of the activity plan (not the largest of the documents)";
        report.take("link-activity", what, "characters", "one", length);
    }
    device.quit().await?;
    Ok(report)
}

/// The rows about the list of plans.
async fn list(page: &Page, home: &str, report: &mut Report, plans: usize) {
    for rate in RATES {
        let (slow, key) = (slowness(rate), suffix(rate));
        say(&format!("the list{slow}"));
        let seen = reloads(page, home, "", "list", rate).await;
        let times = |time: fn(&FirstScreen) -> Option<f64>| match &seen {
            Ok(seen) => seen
                .iter()
                .map(time)
                .collect::<Option<Vec<f64>>>()
                .context("a mark is missing"),
            Err(error) => Err(anyhow!("{error:#}")),
        };
        report.take(
            &format!("start-list{key}"),
            &format!("wasm start → list painted, warm, {plans} plans{slow}"),
            "ms",
            "median-worst",
            times(|seen| Some(seen.painted - seen.start)),
        );
        report.take(
            &format!("start-mark{key}"),
            &format!("  of it: until the list is read (mark yoriai:list){slow}"),
            "ms",
            "median-worst",
            times(|seen| Some(seen.list? - seen.start)),
        );
        report.take(
            &format!("navigation-list{key}"),
            &format!("navigation → list painted, warm (service worker){slow}"),
            "ms",
            "median-worst",
            times(|seen| Some(seen.painted)),
        );
    }
}

/// The rows about opening a plan.
async fn open(page: &Page, home: &str, plan: &Opened, report: &mut Report) {
    for rate in RATES {
        let slow = slowness(rate);
        say(&format!("opening {}{slow}", plan.name));
        let seen = match &plan.place {
            Ok(place) => reloads(page, home, place, "desk", rate).await,
            Err(error) => Err(anyhow!("{error:#}")),
        };
        let times = |time: fn(&FirstScreen) -> f64| match &seen {
            Ok(seen) => Ok(seen.iter().map(time).collect()),
            Err(error) => Err(anyhow!("{error:#}")),
        };
        report.take(
            &format!("open-{}{}", plan.key, suffix(rate)),
            &format!("wasm start → desk painted, {}{slow}", plan.name),
            "ms",
            "median-worst",
            times(|seen| seen.painted - seen.start),
        );
        // What the desk is made of is fetched beside the first module, in part before that starts.
        report.take(
            &format!("navigation-{}{}", plan.key, suffix(rate)),
            &format!("  navigation → desk painted{slow}"),
            "ms",
            "median-worst",
            times(|seen| seen.painted),
        );
    }
}

/// The rows about typing.
async fn keys(page: &Page, home: &str, plan: &Opened, report: &mut Report) {
    for rate in RATES {
        let (slow, key) = (slowness(rate), suffix(rate));
        say(&format!("{KEYS} keys, {}{slow}", plan.name));
        let taken = match &plan.place {
            Ok(place) => type_into(page, home, place, rate).await,
            Err(error) => Err(anyhow!("{error:#}")),
        };
        let times = |time: fn(&KeyTime) -> f64| match &taken {
            Ok(taken) => Ok(taken.iter().map(time).collect()),
            Err(error) => Err(anyhow!("{error:#}")),
        };
        report.take(
            &format!("key-{}{key}", plan.key),
            &format!(
                "keydown → its frame drawn (main thread), {}{slow}",
                plan.name
            ),
            "ms",
            "p50-p95",
            times(|key| key.drawn),
        );
        report.take(
            &format!("key-next-{}{key}", plan.key),
            &format!("  upper bound: keydown → start of the frame after it{slow}"),
            "ms",
            "p50-p95",
            times(|key| key.next),
        );
    }
}

fn slowness(rate: u32) -> String {
    if rate == 1 {
        String::new()
    } else {
        format!(", {rate}× slower CPU")
    }
}

fn suffix(rate: u32) -> String {
    if rate == 1 {
        String::new()
    } else {
        format!("-{rate}x")
    }
}

/// Brings in a plan of so many items; the sample where none are said.
async fn bring_in(page: &Page, home: &str, folder: &Path, items: Option<u64>) -> Result<String> {
    let Some(items) = items else {
        let sample = documents::sample();
        return import(page, home, &sample.file, Some(sample.items.iter().sum())).await;
    };
    let file = folder.join(format!("{items}.txt"));
    std::fs::write(&file, long_plan::text(usize::try_from(items)?))?;
    import(page, home, &file, Some(items)).await
}

/// Opens a plan of 5,000 items and 10,000 changes as a file of the app.
async fn open_file(page: &Page, home: &str, folder: &Path) -> Result<String> {
    let file = folder.join("long.yoriai");
    std::fs::write(&file, long_plan::file_with_history(5_000, 10_000)?)?;
    page.open(home).await?;
    page.press(".home-actions", "文書から取り込む").await?;
    page.choose_file(&file).await?;
    page.press("dialog[open]", "一覧に加えて開く").await?;
    desk_of(page).await
}

/// Brings a document in through the file chooser, and gives the place of its desk.
async fn import(page: &Page, home: &str, file: &Path, items: Option<u64>) -> Result<String> {
    page.open(home).await?;
    page.press(".home-actions", "文書から取り込む").await?;
    page.choose_file(file).await?;
    page.wait_for(".import-levels b").await?;
    let read = page
        .js(
            "return [...document.querySelectorAll('.import-levels li:has(input) b')]\
                 .reduce((sum, count) => sum + Number(count.textContent), 0);",
            Value::Null,
        )
        .await?;
    if let Some(items) = items {
        // A row must not name a size that the plan has not.
        ensure!(
            read == json!(items),
            "{items} items were written, {read} were read"
        );
    }
    page.press(".import-actions", "この内容で計画をつくる")
        .await?;
    desk_of(page).await
}

/// Loads a place of the app again and again, at this slowness.
async fn reloads(
    page: &Page,
    home: &str,
    place: &str,
    screen: &str,
    rate: u32,
) -> Result<Vec<FirstScreen>> {
    page.open(&format!("{home}{place}")).await?;
    stopwatch::slow_down(page, rate).await?;
    let mut seen = Vec::new();
    for run in 0..WARM_UPS + RUNS {
        // What the last load set going is over by then.
        tokio::time::sleep(Duration::from_millis(400)).await;
        let outcome = stopwatch::warm_reload(page, screen).await;
        match outcome {
            Ok(first) if run >= WARM_UPS => seen.push(first),
            Ok(_) => {}
            Err(error) => {
                stopwatch::slow_down(page, 1).await?;
                return Err(error);
            }
        }
    }
    stopwatch::slow_down(page, 1).await?;
    Ok(seen)
}

/// Types into the first activity of the first priority goal.
async fn type_into(page: &Page, home: &str, place: &str, rate: u32) -> Result<Vec<KeyTime>> {
    page.open(&format!("{home}{place}")).await?;
    page.reload().await?;
    page.click(".tree [data-depth='2'] > .tree-row .tree-title")
        .await?;
    page.click(".row[data-on] textarea").await?;
    let focused = "return document.activeElement?.matches('.row textarea') \
                   ? document.activeElement.value.length : -1;";
    let before = page.js(focused, Value::Null).await?.as_i64().unwrap_or(-1);
    ensure!(before >= 0, "the focus is not in a row");
    stopwatch::slow_down(page, rate).await?;
    let taken = stopwatch::type_letters(page, KEYS).await;
    stopwatch::slow_down(page, 1).await?;
    let taken = taken?;
    let after = page.js(focused, Value::Null).await?.as_i64().unwrap_or(-1);
    ensure!(
        usize::try_from(after - before).ok() == Some(KEYS),
        "{KEYS} letters were typed, the row grew by {}",
        after - before
    );
    page.wait_for_sync("保存済み").await?;
    Ok(taken)
}

/// Makes an edition of a plan, and says how many characters its link has.
async fn edition(page: &Page, home: &str, place: &str) -> Result<Vec<f64>> {
    page.open(&format!("{home}{place}")).await?;
    page.wait_for(DESK).await?;
    page.press(".bar", "共有").await?;
    page.press("[data-link=edition]", "版のリンクをつくる")
        .await?;
    let link = page.value("[data-link=edition] .link-text").await?;
    ensure!(link.contains("#/s/"), "this is no edition link: {link}");
    page.press("dialog[open] .dialog-head", "閉じる").await?;
    let length = u32::try_from(link.chars().count())?;
    Ok(vec![f64::from(length)])
}

/// What was measured, and what could not be.
#[derive(Default)]
struct Report {
    measures: Vec<Value>,
    failed: Vec<Value>,
}

impl Report {
    fn take(&mut self, id: &str, what: &str, unit: &str, shows: &str, values: Result<Vec<f64>>) {
        match values {
            Ok(values) => self.measures.push(json!({
                "id": id, "what": what, "unit": unit, "shows": shows, "values": values,
            })),
            Err(error) => {
                say(&format!("failed: {what}: {error:#}"));
                self.failed
                    .push(json!({"what": what, "error": format!("{error:#}")}));
            }
        }
    }

    #[allow(clippy::print_stdout)]
    fn print(self) {
        println!(
            "{}",
            json!({"measures": self.measures, "failed": self.failed})
        );
    }
}

/// The place of the desk that comes, once its plan is saved.
async fn desk_of(page: &Page) -> Result<String> {
    page.wait_for(DESK).await?;
    page.wait_for_sync("保存済み").await?;
    let place = page.js("return location.hash;", Value::Null).await?;
    place
        .as_str()
        .map(str::to_owned)
        .context("the desk has no address")
}
