//! Japanese input with a composition, while somebody else writes in the same field.

use serde_json::json;
use yoriai_e2e::page::Page;

use crate::steps::{Outcome, choose, converge, hall, share_sample, squeezed, titles, unfold};

async fn compose(page: &Page, text: &str) -> Outcome {
    let end = text.encode_utf16().count();
    page.cdp(
        "Input.imeSetComposition",
        json!({"text": text, "selectionStart": end, "selectionEnd": end}),
    )
    .await?;
    Ok(())
}

async fn settle(page: &Page, text: &str) -> Outcome {
    page.cdp("Input.insertText", json!({"text": text})).await?;
    Ok(())
}

async fn focused_value(page: &Page) -> anyhow::Result<String> {
    let value = page
        .js("return document.activeElement.value;", json!(null))
        .await?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_composition_loses_and_doubles_nothing() -> Outcome {
    let (relay, _driver, devices) = hall(&["a", "b"]).await?;
    let (a, b) = (&devices[0].page, &devices[1].page);
    share_sample(a, b, &relay).await?;
    let sentence = titles(a, 4).await?[0].clone();
    let length = sentence.encode_utf16().count();
    for page in [a, b] {
        choose(page, &sentence).await?;
    }

    // A composes at the end of the sentence.
    a.select_in(&sentence, length, length).await?;
    for step in ["と", "とう", "とうふ"] {
        compose(a, step).await?;
    }
    assert_eq!(focused_value(a).await?, format!("{sentence}とうふ"));

    // Meanwhile B writes at its beginning, and in front of the last character.
    b.select_in(&sentence, 0, 0).await?;
    b.keys("先に、").await?;
    b.wait_for_sync("保存済み・同期済み").await?;
    let with_head = format!("先に、{sentence}");
    b.select_in(&with_head, length + 2, length + 2).await?;
    b.keys("中").await?;
    b.wait_for_sync("保存済み・同期済み").await?;
    // It has reached A's document (the outline shows it), but not the field that composes.
    a.wait(
        "B's words in A's outline",
        "[...document.querySelectorAll('.tree-title')].some(t => t.textContent.startsWith('先に、') && t.textContent.includes('中'))",
        json!(null),
    )
    .await?;
    assert_eq!(
        focused_value(a).await?,
        format!("{sentence}とうふ"),
        "the composition was disturbed"
    );
    compose(a, "豆腐").await?;
    settle(a, "豆腐").await?;

    let units: Vec<u16> = sentence.encode_utf16().collect();
    let front = String::from_utf16_lossy(&units[..length - 1]);
    let last = String::from_utf16_lossy(&units[length - 1..]);
    let merged = format!("先に、{front}中{last}豆腐");
    a.wait(
        "the merged sentence",
        "document.activeElement.value === arguments[0]",
        json!(merged),
    )
    .await?;
    a.keys("屋").await?;
    let merged = format!("{merged}屋");
    a.wait(
        "the cursor behind what was composed",
        "document.activeElement.value === arguments[0]",
        json!(merged),
    )
    .await?;
    b.wait_for_text(&merged).await?;
    let both = converge(a, b).await?;
    assert_eq!(both.matches(&squeezed(&merged)).count(), 1);
    assert_eq!(
        both.matches("豆腐").count(),
        1,
        "the composed word stands once"
    );

    // A composition that is given up leaves no trace, and lets in what came meanwhile.
    for page in [a, b] {
        unfold(page).await?;
        choose(page, &merged).await?;
    }
    let end = merged.encode_utf16().count();
    a.select_in(&merged, end, end).await?;
    compose(a, "やめ").await?;
    b.select_in(&merged, 0, 0).await?;
    b.keys("更に").await?;
    b.wait_for_sync("保存済み・同期済み").await?;
    compose(a, "").await?;
    a.js("document.activeElement.blur();", json!(null)).await?;
    a.wait_for_text(&format!("更に{merged}")).await?;
    let both = converge(a, b).await?;
    assert!(
        !both.contains("やめ"),
        "a composition that was given up left a trace"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cursor_stays_behind_its_word_while_someone_writes_further_up() -> Outcome {
    let (relay, _driver, devices) = hall(&["a", "b"]).await?;
    let (a, b) = (&devices[0].page, &devices[1].page);
    share_sample(a, b, &relay).await?;
    for page in [a, b] {
        // An item first, whose details hold fields of their own; then straight into a section.
        let goal = titles(page, 2).await?[0].clone();
        choose(page, &goal).await?;
    }
    let prose = b
        .value(".part[data-kind='現状と課題'] > .text-field textarea")
        .await?;
    let end = prose.encode_utf16().count();
    b.select_in(&prose, end, end).await?;
    b.keys("乙0").await?;
    b.wait_for_sync("保存済み・同期済み").await?;
    a.wait_for_text(&format!("{prose}乙0")).await?;
    for round in 1..4_usize {
        let front = "甲".repeat(round - 1);
        let tail: String = (0..round).map(|n| format!("乙{n}")).collect();
        a.select_in(&format!("{front}{prose}{tail}"), 0, 0).await?;
        a.keys("甲").await?;
        b.wait_for_text(&format!("{front}甲{prose}{tail}")).await?;
        b.keys(format!("乙{round}")).await?;
        a.wait_for_text(&format!("{front}甲{prose}{tail}乙{round}"))
            .await?;
    }
    Ok(())
}
