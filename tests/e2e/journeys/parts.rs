//! Parts of the app that can't be fetched: it is said, and the next try finds them.

use serde_json::json;
use yoriai_e2e::page::Page;

use crate::steps::{Outcome, hall};

/// From here on requests for these addresses fail, and nothing comes from what is kept.
async fn block(page: &Page, addresses: &[&str]) -> Outcome {
    page.cdp("Network.setBlockedURLs", json!({"urls": addresses}))
        .await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screen_that_cannot_be_fetched_says_so_and_comes_later() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    a.cdp("Network.enable", json!({})).await?;
    a.cdp("Network.setBypassServiceWorker", json!({"bypass": true}))
        .await?;
    block(a, &["*/yoriai-import-*"]).await?;
    a.open(&relay.address()).await?;
    a.press(".home-actions", "見本を開く").await?;
    a.wait_for_text("この画面を読み込めませんでした。").await?;
    a.press(".home-actions", "文書から取り込む").await?;
    a.wait(
        "the word on a screen of its own",
        "document.querySelector('main.message [role=alert]')?.innerText.includes('読み込めませんでした')",
        json!(null),
    )
    .await?;

    block(a, &[]).await?;
    a.press("main.message", "一覧へ").await?;
    a.press(".home-actions", "文書から取り込む").await?;
    a.wait_for("input[type=file]").await
}
