//! Undo and redo of one's own steps, while somebody else goes on writing.

use serde_json::json;
use thirtyfour::prelude::*;
use yoriai_e2e::page::Page;

use crate::steps::{Outcome, choose, converge, hall, share_sample, titles, with_control};

async fn undo(page: &Page) -> Outcome {
    with_control(page, "z").await
}

/// The titles of the outline at a depth, as soon as they fit.
async fn wait_for_titles(page: &Page, depth: usize, expected: &[String]) -> Outcome {
    page.wait(
        &format!("these titles at depth {depth}"),
        "JSON.stringify([...document.querySelectorAll(arguments[0].at)].map(t => t.textContent)) === JSON.stringify(arguments[0].titles)",
        json!({
            "at": format!(".tree [data-depth='{depth}'] > .tree-row .tree-title"),
            "titles": expected,
        }),
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn undo_takes_back_ones_own_steps_and_nobody_elses() -> Outcome {
    let (relay, _driver, devices) = hall(&["a", "b"]).await?;
    let (a, b) = (&devices[0].page, &devices[1].page);
    share_sample(a, b, &relay).await?;
    let before = titles(a, 4).await?;
    let (written, moved, binned) = (&before[0], &before[0], before[1].clone());
    let length = written.encode_utf16().count();

    // Typed, moved, binned.
    choose(a, written).await?;
    a.select_in(written, length, length).await?;
    a.keys("（新規）").await?;
    a.wait_for_sync("保存済み・同期済み").await?;
    let typed = format!("{moved}（新規）");
    a.press(".desk-details", "下へ").await?;
    a.wait_for_sync("保存済み・同期済み").await?;
    choose(a, &binned).await?;
    a.press(".desk-details", "ごみ箱").await?;
    a.wait_for_sync("保存済み・同期済み").await?;
    let mut expected = before.clone();
    expected.remove(1);
    expected[0].clone_from(&typed);
    wait_for_titles(b, 4, &expected).await?;

    // Meanwhile B writes in the very words that A typed.
    choose(b, &typed).await?;
    b.select_in(&typed, 0, 0).await?;
    b.keys("先に").await?;
    let inside = u32::try_from(length)? as usize + 3;
    b.select_in(&format!("先に{typed}"), inside, inside).await?;
    b.keys("間").await?;
    b.wait_for_sync("保存済み・同期済み").await?;
    let both = format!("先に{moved}（間新規）");
    expected[0].clone_from(&both);
    wait_for_titles(a, 4, &expected).await?;

    // By button, by key out of the field, by key once more.
    a.press(".bar-steps", "元に戻す").await?;
    let mut restored = before.clone();
    restored[0].clone_from(&binned);
    restored[1].clone_from(&both);
    wait_for_titles(a, 4, &restored).await?;
    a.wait_for_text("元に戻しました").await?;
    a.select_in(&binned, 0, 0).await?;
    undo(a).await?;
    restored.swap(0, 1);
    wait_for_titles(a, 4, &restored).await?;
    undo(a).await?;
    restored[0] = format!("先に{moved}間");
    wait_for_titles(a, 4, &restored).await?;
    // The cursor went to where the words had been.
    a.wait(
        "the field that was written in",
        "document.activeElement?.value === arguments[0]",
        json!(restored[0]),
    )
    .await?;

    // And the last of the three again, by key.
    with_control(a, "y").await?;
    a.wait(
        "the words once more",
        "document.activeElement?.value?.includes('新規') && document.activeElement.value.includes('間')",
        json!(null),
    )
    .await?;
    let plan = converge(a, b).await?;
    assert!(plan.contains("先に"), "B's words went");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_others_took_over_is_not_undone() -> Outcome {
    let (relay, _driver, devices) = hall(&["a", "b"]).await?;
    let (a, b) = (&devices[0].page, &devices[1].page);
    share_sample(a, b, &relay).await?;
    let sentence = titles(a, 4).await?[0].clone();
    let length = sentence.encode_utf16().count();
    choose(a, &sentence).await?;
    a.select_in(&sentence, length, length).await?;
    a.keys("案").await?;
    a.wait_for_sync("保存済み・同期済み").await?;
    let typed = format!("{sentence}案");
    b.wait(
        "A's word",
        "[...document.querySelectorAll('.tree-title')].some(t => t.textContent === arguments[0])",
        json!(typed),
    )
    .await?;
    choose(b, &typed).await?;
    b.select_in(&typed, length, length + 1).await?;
    b.keys(Key::Backspace).await?;
    b.wait_for_sync("保存済み・同期済み").await?;
    a.wait(
        "the word gone",
        "document.activeElement?.value === arguments[0]",
        json!(sentence),
    )
    .await?;
    undo(a).await?;
    a.wait_for_text("ほかの人が書き換えたため、元に戻せません")
        .await?;
    assert_eq!(titles(a, 4).await?[0], sentence);
    Ok(())
}
