//! What is typed stays: reloads, tabs, the bin, bad input.

use serde_json::json;

use crate::steps::{Outcome, choose, hall, open_app, open_sample, titles, unfold};

#[tokio::test(flavor = "multi_thread")]
async fn words_typed_just_before_a_reload_are_there_after_it() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    open_sample(a, &relay).await?;
    unfold(a).await?;
    let sentence = titles(a, 4).await?[0].clone();
    choose(a, &sentence).await?;
    let end = sentence.encode_utf16().count();
    a.select_in(&sentence, end, end).await?;
    a.keys("間に合うか").await?;
    // No wait for the pause that ends a burst.
    a.reload().await?;
    a.wait_for(".desk .tree").await?;
    unfold(a).await?;
    assert!(
        titles(a, 4)
            .await?
            .contains(&format!("{sentence}間に合うか"))
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn two_tabs_on_one_plan_hear_each_other() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    open_sample(a, &relay).await?;
    unfold(a).await?;
    let sentence = titles(a, 4).await?[0].clone();
    choose(a, &sentence).await?;
    let address = a.driver().current_url().await?.to_string();
    let first = a.driver().window().await?;
    let second = a.driver().new_tab().await?;
    a.driver().switch_to_window(second).await?;
    a.resize(crate::steps::TABLET).await?;
    a.open(&address).await?;
    a.wait_for(".desk .tree").await?;
    unfold(a).await?;
    choose(a, &sentence).await?;
    a.select_in(&sentence, 0, 0).await?;
    a.keys("二つ目の窓から").await?;
    a.wait_for_sync("保存済み").await?;
    a.driver().switch_to_window(first).await?;
    let merged = format!("二つ目の窓から{sentence}");
    a.wait_for_text(&merged).await?;
    a.select_in(&merged, 0, 0).await?;
    a.keys("一つ目も").await?;
    a.wait_for_sync("保存済み").await?;
    a.reload().await?;
    a.wait_for(".desk .tree").await?;
    unfold(a).await?;
    assert!(titles(a, 4).await?.contains(&format!("一つ目も{merged}")));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_thrown_away_comes_back() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    open_sample(a, &relay).await?;
    unfold(a).await?;
    let (before, policy) = (titles(a, 4).await?, titles(a, 3).await?[0].clone());
    choose(a, &policy).await?;
    a.press(".desk-details", "ごみ箱へ").await?;
    a.wait(
        "fewer activities",
        "document.querySelectorAll('.tree [data-depth=\"4\"]').length < arguments[0]",
        json!(before.len()),
    )
    .await?;
    a.press(".places", "ごみ箱").await?;
    a.wait_for_text(&policy).await?;
    a.press(".bin", "戻す").await?;
    a.wait_for_text("ごみ箱は空です。").await?;
    a.press(".places", "実施計画").await?;
    unfold(a).await?;
    assert_eq!(titles(a, 4).await?, before, "all came back to its place");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_input_says_what_to_do_and_changes_nothing() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    open_app(a, &relay).await?;
    a.press(".home-actions", "リンクを開く").await?;
    a.click("dialog[open] textarea").await?;
    a.keys("https://example.jp/#/e/kaketeiru").await?;
    a.press("dialog[open]", "開く").await?;
    a.wait_for_text("このリンクは開けません。").await?;
    crate::steps::close_dialog(a).await?;

    a.press(".home-actions", "文書から取り込む").await?;
    let folder = yoriai_e2e::TempDir::new("bad")?;
    let picture = folder.path().join("picture.txt");
    std::fs::write(
        &picture,
        [
            0xFF_u8, 0xD8, 0xFF, 0xE0, 0x00, 0xFE, 0xFF, 0xFF, 0xA0, 0xFD,
        ],
    )?;
    a.choose_file(&picture).await?;
    a.wait_for_text("ファイルを文として読めませんでした。")
        .await?;
    a.open(&format!("{}#/p/0000", relay.address())).await?;
    a.wait_for_text("この計画は、この端末にありません。")
        .await?;
    a.open(&format!("{}#/", relay.address())).await?;
    a.wait_for_text("この端末には、まだ計画がありません。")
        .await
}
