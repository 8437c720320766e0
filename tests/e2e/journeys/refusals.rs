//! What a relay refuses is said on the screen in words of its own, and nothing else breaks.

use serde_json::json;
use yoriai_e2e::TempDir;
use yoriai_e2e::browser::Driver;
use yoriai_e2e::page::Page;
use yoriai_e2e::relay::Relay;

use crate::steps::{
    Outcome, TABLET, choose, close_dialog, hall, open_sample, share, titles, unfold,
};

/// Makes an edit link, whatever the relay says to it.
async fn share_in_vain(page: &Page) -> Outcome {
    page.press(".bar", "共有").await?;
    page.press("[data-link=edit]", "編集リンクをつくる").await?;
    page.wait_for("[data-link=edit] .link-text").await?;
    close_dialog(page).await
}

/// Writes a word into an activity, and waits until it is saved here.
pub(crate) async fn goes_on(page: &Page) -> Outcome {
    unfold(page).await?;
    let sentence = titles(page, 4).await?[0].clone();
    choose(page, &sentence).await?;
    page.select_in(&sentence, 0, 0).await?;
    page.keys("書きつづける").await?;
    page.wait_for_sync("保存済み").await?;
    page.reload().await?;
    page.wait_for(".desk .tree").await?;
    unfold(page).await?;
    let written = format!("書きつづける{sentence}");
    assert!(titles(page, 4).await?.contains(&written), "words were lost");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_asks_for_a_token_says_so_until_it_has_one() -> Outcome {
    let folder = TempDir::new("tokens")?;
    let file = folder.path().join("tokens");
    std::fs::write(&file, "# 職員\nmidorino-2026\n")?;
    let flags = ["--token-file", file.to_str().unwrap_or_default()];
    let relay = Relay::with(&flags).await?;
    let driver = Driver::start().await?;
    let device = driver.device("a", TABLET).await?;
    let page = &device.page;
    open_sample(page, &relay).await?;
    share_in_vain(page).await?;
    page.wait_for_sync("合言葉がいります").await?;
    goes_on(page).await?;
    page.press(".bar", "共有").await?;
    page.press("[data-link=short]", "短いリンクをつくる")
        .await?;
    page.wait_for_text("サーバーの合言葉を入れてください")
        .await?;

    page.open(&relay.address()).await?;
    page.press(".home-bar", "設定").await?;
    page.click("dialog[open] input[type=password]").await?;
    page.keys("midorino-2026").await?;
    close_dialog(page).await?;
    page.click(".plan-card").await?;
    page.wait_for_sync("保存済み・同期済み").await?;
    page.press(".bar", "共有").await?;
    page.press("[data-link=short]", "短いリンクをつくる")
        .await?;
    page.wait_for("[data-link=short] .link-text").await?;
    device.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_room_that_is_too_small_says_so() -> Outcome {
    let relay = Relay::with(&["--room-bytes", "3000"]).await?;
    let driver = Driver::start().await?;
    let device = driver.device("a", TABLET).await?;
    let page = &device.page;
    open_sample(page, &relay).await?;
    share_in_vain(page).await?;
    page.wait_for_sync("共有の場所がいっぱいです").await?;
    goes_on(page).await?;
    device.quit().await
}

/// Of a plan that has not come nothing is called saved, and nobody is told to wait in vain.
async fn nothing_came(page: &Page) -> Outcome {
    page.wait_for_text("計画は、届いていません。").await?;
    let shown = page.text("body").await?;
    for word in ["保存済み", "お待ちください", "計画を書き出す"] {
        assert!(!shown.contains(word), "「{word}」: {shown}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_link_that_leads_to_an_empty_room_calls_nothing_saved() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    // An edit link names its own room: one with a letter changed leads to another, an empty one.
    let link = format!("{}#/e/{}", relay.address(), "A".repeat(43));
    a.open(&link).await?;
    a.wait_for_sync("まだ届いていません").await?;
    a.wait_for_text("共有された計画を待っています。").await?;
    assert_eq!(a.count(".places, .bar-steps").await?, 0);
    a.press(".bar", "一覧へ").await?;
    a.wait_for_text("リンクから届くのを待っています").await?;
    let listed = a.text(".plans").await?;
    assert!(!listed.contains("同期済み"), "{listed}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_viewing_link_with_another_key_says_so() -> Outcome {
    let (relay, driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    open_sample(a, &relay).await?;
    share(a).await?;
    a.press(".bar", "共有").await?;
    let link = a.value("[data-link=view] .link-text").await?;
    close_dialog(a).await?;
    // The first characters are the key that reads, the last those of the key that checks.
    let (before, key) = link
        .split_once("#/v/")
        .ok_or_else(|| anyhow::anyhow!("no viewing link: {link}"))?;
    let other = format!("{before}#/v/AAAAAAAA{}", &key[8..]);
    let viewer = driver.device("viewer", TABLET).await?;
    viewer.page.open(&other).await?;
    viewer.page.wait_for_sync("リンクの鍵が合いません").await?;
    nothing_came(&viewer.page).await?;
    // The right link, received anew, opens as it would have at first.
    viewer.page.open(&link).await?;
    viewer.page.wait_for(".live .chart-table").await?;
    viewer.page.wait_for_sync("保存済み・同期済み").await?;
    // The room's own people notice nothing.
    goes_on(a).await?;
    a.wait_for_sync("保存済み・同期済み").await?;
    viewer.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_device_of_a_viewer_holds_no_key_that_signs() -> Outcome {
    let (relay, _driver, devices) = hall(&["a", "viewer"]).await?;
    let (a, viewer) = (&devices[0].page, &devices[1].page);
    open_sample(a, &relay).await?;
    share(a).await?;
    a.press(".bar", "共有").await?;
    let link = a.value("[data-link=view] .link-text").await?;
    close_dialog(a).await?;
    viewer.open(&link).await?;
    viewer.wait_for(".live .chart-table").await?;
    // Whatever a page does: its device has no key that signs.
    let stored = viewer
        .js(
            "return new Promise(done => { \
               const open = indexedDB.open('yoriai'); \
               open.onsuccess = () => { \
                 const all = open.result.transaction('plans').objectStore('plans').getAll(); \
                 all.onsuccess = () => done(all.result.join('')); \
               }; \
             });",
            json!(null),
        )
        .await?;
    let stored = stored.as_str().unwrap_or_default();
    assert!(stored.contains("\"seed\":null"), "{stored}");
    assert!(stored.contains("\"view\":\""), "{stored}");
    Ok(())
}
