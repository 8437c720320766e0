//! Where the focus is and what it does: it moves nothing by itself, and nobody loses it by their
//! own deed.

use serde_json::json;
use thirtyfour::prelude::*;
use yoriai_e2e::page::Page;

use crate::steps::{Outcome, choose, hall, open_app, open_sample, unfold};

/// Waits until the focus is where a JavaScript test of `e` says.
async fn focus_on(page: &Page, what: &str, test: &str) -> Outcome {
    let here = format!("(e => Boolean(e && ({test})))(document.activeElement)");
    page.wait(&format!("the focus on {what}"), &here, json!(null))
        .await
}

async fn press_here(page: &Page, keys: impl Into<TypingData>) -> Outcome {
    let here = page.driver().active_element().await?;
    Ok(here.send_keys(keys).await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_gets_the_focus_stays_where_it_is() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    open_sample(a, &relay).await?;
    choose(a, "計画の基本").await?;
    a.wait_for(".level textarea").await?;
    a.js(
        "window.shown = []; const into = Element.prototype.scrollIntoView; \
         Element.prototype.scrollIntoView = function (how) { \
           window.shown.push(this.id); return into.call(this, how); };",
        json!(null),
    )
    .await?;
    a.click(".level textarea").await?;
    focus_on(a, "a level's name", "e.matches('.level textarea')").await?;
    // Choosing in the outline does scroll: by then, whatever the focus had wanted would be done.
    choose(a, "計画の基本").await?;
    let title = "window.shown.filter(id => id === 'f-plan-Title').length";
    a.wait("the title shown", title, json!(null)).await?;
    assert_eq!(
        a.js(&format!("return {title};"), json!(null)).await?,
        json!(1)
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_outline_always_has_a_stop_for_tab() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    open_sample(a, &relay).await?;
    unfold(a).await?;
    let stop = "[...document.querySelectorAll('[role=treeitem][tabindex=\"0\"]')]";
    let is_one = |kind: &str| format!("{stop}.length === 1 && {stop}[0].matches('{kind}')");
    // Prose has no row of its own: its item's stands for it.
    a.click(".part[data-kind='現状と課題'] > .text-field textarea")
        .await?;
    a.wait(
        "one stop on the way",
        &is_one("[data-depth] > *"),
        json!(null),
    )
    .await?;
    // Nor has a section of the plan itself.
    choose(a, "計画の基本").await?;
    a.press(".desk-sheet", "節を追加").await?;
    focus_on(a, "the new section", "e.matches('.part-head textarea')").await?;
    a.wait(
        "one stop at the top",
        &is_one("li:first-child > *"),
        json!(null),
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn ones_own_deed_does_not_drop_the_focus() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    open_sample(a, &relay).await?;

    // A mark that is put on.
    let mark = "document.querySelector('.desk-details .choice button')";
    let pressed = a
        .js(
            &format!("const b = {mark}; b.focus(); return b.ariaPressed;"),
            json!(null),
        )
        .await?;
    press_here(a, Key::Space).await?;
    a.wait(
        "the mark the other way",
        &format!("{mark}.ariaPressed !== arguments[0]"),
        pressed,
    )
    .await?;
    focus_on(a, "the mark", "e.matches('.choice button')").await?;

    // Two things are thrown away, and come back one after the other.
    for _ in 0..2 {
        a.press(".desk-details", "ごみ箱へ").await?;
        focus_on(a, "the details", "e.closest('#details')").await?;
    }
    a.press(".places", "ごみ箱").await?;
    a.wait_for(".bin .row button").await?;
    a.js(
        "document.querySelector('.bin .row button').focus();",
        json!(null),
    )
    .await?;
    press_here(a, Key::Enter).await?;
    a.wait(
        "one left",
        "document.querySelectorAll('.bin .row').length === 1",
        json!(null),
    )
    .await?;
    focus_on(a, "the next one", "e.matches('.bin .row button')").await?;
    press_here(a, Key::Enter).await?;
    focus_on(a, "the screen", "e.id === 'content'").await?;

    // On a phone the outline lies over the sheet.
    a.resize(crate::steps::PHONE).await?;
    a.press(".places", "実施計画").await?;
    a.click(".places-outline").await?;
    focus_on(a, "the outline", "e.id === 'outline'").await?;
    a.js(
        "document.querySelector('[role=treeitem]').focus();",
        json!(null),
    )
    .await?;
    press_here(a, Key::Enter).await?;
    focus_on(a, "the sheet", "e.id === 'content'").await?;
    a.click(".places-details").await?;
    focus_on(a, "the details", "e.id === 'details'").await?;
    a.js(
        "document.querySelector('.details-close').focus();",
        json!(null),
    )
    .await?;
    press_here(a, Key::Enter).await?;
    focus_on(
        a,
        "the button that opens them",
        "e.matches('.places-details')",
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_choice_is_undone_by_key() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    open_sample(a, &relay).await?;
    choose(a, "計画の基本").await?;
    a.click(".level input[type=checkbox]").await?;
    let is_on = "document.querySelector('.level input[type=checkbox]').checked";
    a.wait(
        "the level out of the chart",
        &format!("!{is_on}"),
        json!(null),
    )
    .await?;
    a.wait_for_sync("保存済み").await?;
    press_here(a, Key::Control + "z").await?;
    a.wait("the level in the chart again", is_on, json!(null))
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_taps_make_one_plan() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    open_app(a, &relay).await?;
    a.js(
        "const sample = [...document.querySelectorAll('.home-actions button')].at(-1); \
         sample.click(); sample.click();",
        json!(null),
    )
    .await?;
    a.wait_for(".desk .tree").await?;
    a.wait_for_sync("保存済み").await?;
    a.press(".bar", "一覧へ").await?;
    a.wait_for(".plan-card").await?;
    assert_eq!(a.count(".plan-card").await?, 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_date_that_is_being_typed_outlives_the_page() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    open_sample(a, &relay).await?;
    a.press(".places", "目標管理シート").await?;
    a.click(".goals-dates input").await?;
    a.js("document.activeElement.select();", json!(null))
        .await?;
    a.keys("令和8年11月21日").await?;
    a.reload().await?;
    a.wait(
        "the date",
        "document.querySelector('.goals-dates input')?.value === '令和8年11月21日'",
        json!(null),
    )
    .await
}
