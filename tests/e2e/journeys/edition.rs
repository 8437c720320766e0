//! An edition: what a committee member or resident gets.

use serde_json::json;
use thirtyfour::prelude::Key;
use yoriai_e2e::browser::Device;
use yoriai_e2e::page::Page;
use yoriai_e2e::relay::Relay;

use crate::steps::{Outcome, close_dialog, hall, open_sample};

/// Makes an edition link.
pub(crate) async fn publish(page: &Page, label: &str) -> anyhow::Result<String> {
    page.press(".bar", "共有").await?;
    page.click("[data-link=edition] form input").await?;
    page.keys(label).await?;
    page.press("[data-link=edition]", "版のリンクをつくる")
        .await?;
    let link = page.value("[data-link=edition] .link-text").await?;
    anyhow::ensure!(link.contains("#/s/"), "this is no edition link: {link}");
    close_dialog(page).await?;
    Ok(link)
}

/// Opens an edition, stops the relay, and reads on; then opens it once more without any relay.
pub(crate) async fn read_without_relay(
    device: &Device,
    relay: &mut Relay,
    link: &str,
    words: &[&str],
) -> Outcome {
    let page = &device.page;
    page.open(link).await?;
    page.wait_for(".edition .chart-table").await?;
    page.wait(
        "the app kept on the device",
        "navigator.serviceWorker?.controller",
        json!(null),
    )
    .await?;
    relay.stop().await?;
    for again in [false, true] {
        if again {
            page.reload().await?;
            page.wait_for(".edition .chart-table").await?;
        }
        let shown = page.text("main").await?;
        for word in words {
            assert!(shown.contains(word), "the edition lacks 「{word}」");
        }
        assert!(
            page.text(".edition-bar").await?.contains("現在"),
            "the edition names no day"
        );
        assert_eq!(
            page.count("main textarea, main input").await?,
            0,
            "an edition is not edited"
        );
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edition_leaves_out_what_lies_in_the_bin() -> Outcome {
    let (mut relay, driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    open_sample(a, &relay).await?;
    crate::steps::unfold(a).await?;
    let thrown = crate::steps::titles(a, 4).await?[0].clone();
    let kept = crate::steps::titles(a, 4).await?[1].clone();
    crate::steps::choose(a, &thrown).await?;
    a.press(".desk-details", "ごみ箱へ").await?;
    a.wait_for_sync("保存済み").await?;
    let link = publish(a, "").await?;
    let c = driver.device("c", crate::steps::TABLET).await?;
    read_without_relay(&c, &mut relay, &link, &[&kept]).await?;
    assert!(
        !c.page.text("main").await?.contains(&thrown),
        "the bin went out with the edition"
    );
    c.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_edition_link_says_what_to_do() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    open_sample(a, &relay).await?;
    let link = publish(a, "").await?;
    let cut: String = link.chars().take(link.chars().count() / 2).collect();
    a.open("about:blank").await?;
    a.open(&cut).await?;
    a.wait_for_text("この版は開けません。").await
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_phone_every_column_of_an_edition_can_be_read() -> Outcome {
    let (relay, driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    open_sample(a, &relay).await?;
    let link = publish(a, "").await?;
    let c = driver.device("c", crate::steps::PHONE).await?;
    let page = &c.page;
    page.open(&link).await?;
    page.wait_for(".edition .goals-paper td").await?;
    let narrow = page
        .js(
            "return [...document.querySelectorAll('.edition .paper td')]
                .filter(cell => cell.textContent.trim().length > 3)
                .filter(cell => {
                    const style = getComputedStyle(cell);
                    const room = cell.clientWidth
                        - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
                    return room < 3 * parseFloat(style.fontSize);
                })
                .map(cell => cell.textContent);",
            json!(null),
        )
        .await?;
    assert_eq!(narrow, json!([]), "cells of less than three letters a line");
    let sideways = page
        .js(
            "return document.documentElement.scrollWidth - innerWidth;",
            json!(null),
        )
        .await?;
    assert_eq!(sideways, json!(0), "the page itself is moved sideways");
    // What is out of sight is reached by keys as well.
    page.js(
        "document.querySelector('.edition .form-wide').focus();",
        json!(null),
    )
    .await?;
    page.keys(Key::Right).await?;
    page.wait(
        "the table moved sideways",
        "document.querySelector('.edition .form-wide').scrollLeft > 0",
        json!(null),
    )
    .await?;
    c.quit().await
}
