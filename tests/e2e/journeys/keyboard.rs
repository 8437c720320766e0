//! The main job by keyboard alone: nothing in here touches a mouse.

use serde_json::json;
use thirtyfour::prelude::*;
use yoriai_e2e::page::Page;

use crate::steps::{Outcome, hall, open_app, tab_to, tab_to_label};

/// Presses Enter, waits for the new field, and writes in it.
async fn write_next(page: &Page, text: &str) -> Outcome {
    page.keys(Key::Enter).await?;
    page.wait(
        "an empty field",
        "document.activeElement?.matches('textarea') && document.activeElement.value === ''",
        json!(null),
    )
    .await?;
    page.keys(text).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_is_made_written_moved_and_shared_by_keyboard_alone() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    open_app(a, &relay).await?;

    // A new plan.
    tab_to_label(a, "新しい計画").await?;
    a.keys(Key::Enter).await?;
    a.wait_for("dialog[open] input").await?;
    tab_to(a, "the title", "e.matches('dialog input[type=text]')").await?;
    a.keys("鍵盤だけの計画").await?;
    a.keys(Key::Enter).await?;
    a.wait_for(".desk .tree").await?;
    a.wait(
        "the focus on the new screen",
        "document.activeElement?.id === 'content'",
        json!(null),
    )
    .await?;

    // A goal, and one under it.
    tab_to_label(a, "基本目標を追加").await?;
    a.keys(Key::Enter).await?;
    a.wait(
        "a field for the goal",
        "document.activeElement?.matches('.text-field textarea')",
        json!(null),
    )
    .await?;
    a.keys("一つ目の目標").await?;
    tab_to_label(a, "重点目標を追加").await?;
    write_next(a, "先に書いた目標").await?;
    tab_to_label(a, "活動方針を追加").await?;
    write_next(a, "方針").await?;
    tab_to_label(a, "具体的な取組を追加").await?;
    write_next(a, "はじめの取組").await?;
    // Enter makes the next entry of a list.
    write_next(a, "つぎの取組").await?;

    // Up with it, by the button.
    tab_to_label(a, "上へ").await?;
    a.keys(Key::Enter).await?;
    a.wait(
        "the other order",
        "[...document.querySelectorAll('.row textarea')].map(f => f.value).join() === 'つぎの取組,はじめの取組'",
        json!(null),
    )
    .await?;

    // In the outline, the arrow keys.
    a.js("document.querySelector('.skip').focus();", json!(null))
        .await?;
    tab_to(a, "the outline", "e.matches('[role=treeitem]')").await?;
    a.keys(Key::Home).await?;
    a.keys(Key::Down).await?;
    a.keys(Key::Enter).await?;
    a.wait(
        "the goal chosen",
        "document.querySelector('.sheet-title textarea')?.value === '一つ目の目標'",
        json!(null),
    )
    .await?;

    // The edit link.
    tab_to_label(a, "共有").await?;
    a.keys(Key::Enter).await?;
    a.wait_for("dialog[open]").await?;
    tab_to_label(a, "編集リンクをつくる").await?;
    a.keys(Key::Enter).await?;
    a.wait_for("[data-link=edit] .link-text").await?;
    a.keys(Key::Escape).await?;
    a.wait(
        "no dialog",
        "!document.querySelector('dialog[open]')",
        json!(null),
    )
    .await?;
    a.wait_for_sync("保存済み・同期済み").await
}
