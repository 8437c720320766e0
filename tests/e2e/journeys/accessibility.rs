//! axe finds nothing on any screen, at any of the three sizes.

use serde_json::json;
use yoriai_e2e::axe;
use yoriai_e2e::documents;

use crate::steps::{Outcome, close_dialog, hall, import, open_app, unfold};

const SIZES: [(u32, u32); 3] = [(1180, 820), (820, 1180), (390, 844)];

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_on_any_screen() -> Outcome {
    let (relay, driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    open_app(a, &relay).await?;
    axe::check(a, "the empty list").await?;
    a.press(".bar", "設定").await?;
    a.wait_for("dialog[open] select").await?;
    axe::check(a, "the settings").await?;
    close_dialog(a).await?;
    a.press(".home-actions", "新しい計画").await?;
    a.wait_for("dialog[open] form").await?;
    axe::check(a, "a new plan").await?;
    close_dialog(a).await?;
    a.press(".home-actions", "リンクを開く").await?;
    a.wait_for("dialog[open] textarea").await?;
    axe::check(a, "opening a link").await?;
    close_dialog(a).await?;

    a.press(".home-actions", "文書から取り込む").await?;
    a.wait_for("input[type=file]").await?;
    axe::check(a, "choosing a document").await?;
    import(a, &relay, &documents::sample()).await?;
    unfold(a).await?;
    for size in SIZES {
        a.resize(size).await?;
        for place in [
            "実施計画",
            "体系図",
            "事業計画",
            "進捗のまとめ",
            "目標管理シート",
            "印刷",
            "指標",
            "点検",
            "ごみ箱",
        ] {
            a.press(".places", place).await?;
            a.wait_for("main").await?;
            axe::check(a, &format!("{place} at {}×{}", size.0, size.1)).await?;
        }
        a.press(".places", "実施計画").await?;
        let wide = a
            .js(
                "return document.documentElement.scrollWidth > innerWidth;",
                json!(null),
            )
            .await?;
        assert_eq!(wide, json!(false), "the desk is wider than {}", size.0);
    }
    a.resize(SIZES[0]).await?;
    // The plan's own sheet, with its choices and levels.
    a.js(
        "document.querySelector('.tree .tree-title').click();",
        json!(null),
    )
    .await?;
    a.wait_for(".levels").await?;
    axe::check(a, "the plan's own sheet").await?;
    a.press(".bar", "共有").await?;
    a.press("[data-link=edit]", "編集リンクをつくる").await?;
    a.wait_for("[data-link=edit] .qr").await?;
    axe::check(a, "sharing").await?;
    a.press("[data-link=short]", "短いリンクをつくる").await?;
    a.wait_for("[data-link=short] .qr").await?;
    a.press("[data-link=renew]", "リンクを作り直す").await?;
    a.wait_for("#renew-no").await?;
    axe::check(a, "a short link, and links about to be ended").await?;
    a.press("[data-link=renew]", "やめる").await?;
    let view = a.value("[data-link=view] .link-text").await?;
    close_dialog(a).await?;
    let viewer = driver.device("viewer", SIZES[0]).await?;
    viewer.page.open(&view).await?;
    viewer.page.wait_for(".live .chart-table").await?;
    for size in SIZES {
        viewer.page.resize(size).await?;
        let what = format!("a plan that is followed at {}×{}", size.0, size.1);
        axe::check(&viewer.page, &what).await?;
    }
    viewer.quit().await?;
    let edition = crate::edition::publish(a, "資料").await?;
    a.open("about:blank").await?;
    a.open(&edition).await?;
    a.wait_for(".edition .chart-table").await?;
    for size in SIZES {
        a.resize(size).await?;
        axe::check(a, &format!("an edition at {}×{}", size.0, size.1)).await?;
    }
    Ok(())
}
