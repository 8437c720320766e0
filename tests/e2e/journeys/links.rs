//! The links beside the edit link: to follow a plan, to hand out an edition in few characters, and
//! new ones in the place of those that went astray.

use serde_json::json;
use yoriai_e2e::page::Page;

use crate::steps::{
    Outcome, TABLET, choose, close_dialog, converge, hall, join, open_sample, share, share_sample,
    squeezed, titles, unfold,
};

/// The link of a section of the dialog for sharing.
async fn link_of(page: &Page, kind: &str) -> anyhow::Result<String> {
    page.press(".bar", "共有").await?;
    let link = page
        .value(&format!("[data-link={kind}] .link-text"))
        .await?;
    close_dialog(page).await?;
    Ok(link)
}

/// Writes at the end of the first activity of the sample.
async fn write_on(page: &Page, words: &str) -> anyhow::Result<String> {
    let sentence = titles(page, 4).await?[0].clone();
    choose(page, &sentence).await?;
    let end = sentence.encode_utf16().count();
    page.select_in(&sentence, end, end).await?;
    page.keys(words).await?;
    Ok(format!("{sentence}{words}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn who_follows_a_plan_sees_what_is_written_and_writes_nothing() -> Outcome {
    let (mut relay, _driver, devices) = hall(&["a", "viewer"]).await?;
    let (a, viewer) = (&devices[0].page, &devices[1].page);
    open_sample(a, &relay).await?;
    share(a).await?;
    let link = link_of(a, "view").await?;
    anyhow::ensure!(link.contains("#/v/"), "this is no viewing link: {link}");
    viewer.open(&link).await?;
    viewer.wait_for(".live .chart-table").await?;
    viewer.wait_for_sync("保存済み・同期済み").await?;
    assert_eq!(
        viewer.count("main textarea, main input, .places").await?,
        0,
        "who only follows can write"
    );
    unfold(a).await?;
    write_on(a, "見ている人にも届く").await?;
    viewer.wait_for_text("見ている人にも届く").await?;
    assert_eq!(
        viewer
            .js("return location.hash.includes('/v/');", json!(null))
            .await?,
        json!(false),
        "the key stays in the address"
    );
    // What has come stays on the device.
    relay.stop().await?;
    viewer.reload().await?;
    viewer.wait_for(".live .chart-table").await?;
    viewer.wait_for_text("見ている人にも届く").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_short_link_opens_the_edition_of_that_moment() -> Outcome {
    let (relay, driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    open_sample(a, &relay).await?;
    unfold(a).await?;
    a.press(".bar", "共有").await?;
    a.press("[data-link=short]", "短いリンクをつくる").await?;
    let link = a.value("[data-link=short] .link-text").await?;
    anyhow::ensure!(link.contains("#/b/"), "this is no short link: {link}");
    anyhow::ensure!(link.chars().count() < 150, "this is not short: {link}");
    a.wait_for("[data-link=short] svg.qr").await?;
    close_dialog(a).await?;
    let later = write_on(a, "あとから書いた").await?;
    a.wait_for_sync("保存済み").await?;
    let reader = driver.device("reader", TABLET).await?;
    reader.page.open(&link).await?;
    reader.page.wait_for(".edition .chart-table").await?;
    let shown = reader.page.text("main").await?;
    assert!(!shown.contains(&later), "the edition changed afterwards");
    assert!(shown.contains(later.trim_end_matches("あとから書いた")));
    // Another name in the box, the same key.
    let gone = link.replacen("#/b/", "#/b/AAAA", 1);
    let gone: String = gone.chars().take(link.chars().count()).collect();
    reader.page.open("about:blank").await?;
    reader.page.open(&gone).await?;
    reader.page.wait_for_text("預かりの期限が過ぎたか").await?;
    reader.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn links_are_made_anew_and_what_others_were_writing_joins_in() -> Outcome {
    let (mut relay, driver, devices) = hall(&["a", "b"]).await?;
    let (a, b) = (&devices[0].page, &devices[1].page);
    share_sample(a, b, &relay).await?;
    let old = link_of(a, "edit").await?;

    // B writes where nobody can hear it.
    relay.stop().await?;
    b.wait_for_sync("つながっていません").await?;
    let unsent = write_on(b, "乙の書きかけ").await?;
    b.wait_for_sync("同期待ち").await?;
    b.open("about:blank").await?;
    relay.start_again().await?;
    a.wait_for_sync("保存済み・同期済み").await?;

    a.press(".bar", "共有").await?;
    a.press("[data-link=renew]", "リンクを作り直す").await?;
    a.press("[data-link=renew]", "終わらせて作り直す").await?;
    a.wait(
        "another link",
        "document.querySelector('[data-link=edit] .link-text')?.value.includes('#/e/') && \
         document.querySelector('[data-link=edit] .link-text').value !== arguments[0]",
        json!(old),
    )
    .await?;
    let new = a.value("[data-link=edit] .link-text").await?;
    close_dialog(a).await?;
    a.wait_for_sync("保存済み・同期済み").await?;

    // The old link leads nowhere any more.
    let stranger = driver.device("stranger", TABLET).await?;
    stranger.page.open(&old).await?;
    stranger.page.wait_for_text("共有は終わりました").await?;
    stranger
        .page
        .wait_for_text("計画は、届いていません。")
        .await?;
    stranger.quit().await?;

    // B hears that it has ended, keeps its words, and joins again.
    b.open(&relay.address()).await?;
    b.click(".plan-card").await?;
    b.wait_for_sync("共有は終わりました").await?;
    unfold(b).await?;
    assert!(titles(b, 4).await?.contains(&unsent), "B lost its words");
    join(b, &new).await?;
    b.press(".notice", "この計画に入れる").await?;
    unfold(b).await?;
    a.wait_for_text(&unsent).await?;
    b.wait_for_sync("保存済み・同期済み").await?;
    let both = converge(a, b).await?;
    assert!(both.contains(&squeezed(&unsent)), "it did not join in");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_here_is_seen_and_so_is_where() -> Outcome {
    let (relay, _driver, devices) = hall(&["a", "b"]).await?;
    let (a, b) = (&devices[0].page, &devices[1].page);
    for (page, name) in [(a, "甲野"), (b, "乙川")] {
        page.open(&relay.address()).await?;
        page.press(".home-bar", "設定").await?;
        page.click("dialog[open] input[autocomplete=name]").await?;
        page.keys(name).await?;
        close_dialog(page).await?;
    }
    share_sample(a, b, &relay).await?;
    a.wait(
        "two are here",
        "document.querySelector('.here-count')?.innerText === 'いま2人'",
        json!(null),
    )
    .await?;
    let sentence = titles(b, 4).await?[0].clone();
    choose(a, &sentence).await?;
    choose(b, &sentence).await?;
    b.select_in(&sentence, 0, 0).await?;
    a.wait(
        "the name at the field",
        "[...document.querySelectorAll('[data-with]')].some(f => \
         f.getAttribute('data-with') === '乙川' && f.querySelector('textarea').value === arguments[0])",
        json!(sentence),
    )
    .await?;
    for page in [a, b] {
        page.press(".bar", "共有").await?;
        page.wait_for("[data-link=together] .fingerprint").await?;
    }
    assert!(a.text(".here-list").await?.contains("乙川"));
    assert!(b.text(".here-list").await?.contains("甲野"));
    assert_eq!(a.text(".fingerprint").await?, b.text(".fingerprint").await?);
    close_dialog(a).await?;
    b.open("about:blank").await?;
    a.wait(
        "nobody else",
        "!document.querySelector('.here-count') && !document.querySelector('[data-with]')",
        json!(null),
    )
    .await
}
