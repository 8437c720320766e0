//! A plan of five hundred items: what is out of sight is drawn later, and is there all the same.

use anyhow::Context;
use serde_json::json;
use yoriai_e2e::documents::Document;
use yoriai_e2e::page::Page;
use yoriai_e2e::{TempDir, long_plan};

use crate::steps::{Outcome, choose, counts, hall, import, titles};

/// The last line of the last block on the sheet.
const LAST: &str = "[...document.querySelectorAll('.block .row textarea')].at(-1)";

/// Opens the sheet of the last priority goal, and waits for the line at its end.
async fn open_last(page: &Page) -> Outcome {
    page.wait(
        "all twenty priority goals",
        "document.querySelectorAll(\".tree [data-depth='2']\").length === 20",
        json!(null),
    )
    .await?;
    let goals = titles(page, 2).await?;
    choose(page, goals.last().context("a priority goal")?).await?;
    page.wait("the line at the sheet's end", LAST, json!(null))
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_plan_is_all_there_and_is_written_at_its_very_end() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    let folder = TempDir::new("long")?;
    let document = Document {
        name: "five hundred items",
        file: folder.path().join("long.txt"),
        items: [5, 20, 60, 415],
        residents: 60,
    };
    std::fs::write(&document.file, long_plan::text(500))?;
    import(a, &relay, &document).await?;
    open_last(a).await?;
    assert_eq!(counts(a).await?, (document.items, document.residents));

    // Chromium's autofill looks through a whole form at every key: of hundreds of fields in one, or
    // in none, each key would pay for all.
    let crowded = a
        .js(
            "return [...document.querySelectorAll('main textarea')]\
                 .filter(field => field.form?.elements.length !== 1).length;",
            json!(null),
        )
        .await?;
    assert_eq!(crowded, json!(0), "fields that share their form");

    let activities = titles(a, 4).await?;
    choose(a, activities.last().context("an activity")?).await?;
    a.wait(
        "the last activity, in sight",
        &format!(
            "(() => {{ const box = {LAST}.getBoundingClientRect(); \
             const sheet = document.querySelector('.desk-sheet').getBoundingClientRect(); \
             return box.height > 0 && box.top >= sheet.top && box.bottom <= sheet.bottom; }})()"
        ),
        json!(null),
    )
    .await?;

    a.js(
        &format!(
            "const field = {LAST}; field.focus(); field.setSelectionRange(0, 0); \
             field.scrollIntoView({{block: 'center'}});"
        ),
        json!(null),
    )
    .await?;
    a.keys("さいごに、").await?;
    a.wait(
        "the words at the line's head, in sight",
        &format!(
            "(() => {{ const field = {LAST}; const box = field.getBoundingClientRect(); \
             return field.value.startsWith('さいごに、') && field === document.activeElement \
                 && box.height > 0 && box.top > 0 && box.bottom < innerHeight; }})()"
        ),
        json!(null),
    )
    .await?;
    // A block cuts off what is beyond its edges: the frame around the field must lie within.
    let room = a
        .js(
            &format!(
                "const field = {LAST}.getBoundingClientRect(); \
                 const block = {LAST}.closest('.block').getBoundingClientRect(); \
                 const style = getComputedStyle({LAST}); \
                 const frame = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset); \
                 return [frame, Math.min(field.left - block.left, block.right - field.right)];"
            ),
            json!(null),
        )
        .await?;
    let room: [f64; 2] = serde_json::from_value(room)?;
    assert!(
        room[0] > 0.0 && room[1] >= room[0],
        "frame and room: {room:?}"
    );

    a.wait_for_sync("保存済み").await?;
    a.reload().await?;
    open_last(a).await?;
    a.wait(
        "the words after opening again",
        &format!("{LAST}.value.startsWith('さいごに、')"),
        json!(null),
    )
    .await
}
