//! The browser is killed in mid-write, again and again. What the screen called saved is there.

use std::time::Duration;

use yoriai_e2e::browser::Device;
use yoriai_e2e::page::Page;

use crate::steps::{Outcome, TABLET, choose, hall, open_sample};

/// A few by default; `cargo xtask test --long` does a hundred.
fn rounds() -> usize {
    match std::env::var("YORIAI_SCHEDULES") {
        Ok(_) => 100,
        Err(_) => 5,
    }
}

/// The row of the outline whose sheet has the title.
const BASICS: &str = "計画の基本";

/// The title, which everything is typed into.
const TITLE: &str = "#f-plan-Title";

/// The title as it stands, if the line says that all of it is saved.
async fn saved(page: &Page) -> anyhow::Result<Option<String>> {
    let script = "const line = document.querySelector('#sync-line').innerText; \
        const field = document.querySelector(arguments[0]); \
        return line.startsWith('保存済み') ? field.value : null;";
    let title = page.js(script, TITLE.into()).await?;
    Ok(title.as_str().map(str::to_owned))
}

/// Shows the sheet that has the title.
async fn show_title(page: &Page) -> Outcome {
    page.wait_for(".desk .tree").await?;
    choose(page, BASICS).await?;
    page.wait_for(TITLE).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_is_killed_in_mid_write_loses_nothing_that_it_called_saved() -> Outcome {
    let (relay, driver, mut devices) = hall(&["a"]).await?;
    let mut device: Device = devices.pop().ok_or_else(|| anyhow::anyhow!("no device"))?;
    open_sample(&device.page, &relay).await?;
    let address = device.page.driver().current_url().await?.to_string();
    show_title(&device.page).await?;
    let mut sure = String::new();
    for round in 0..rounds() {
        let page = &device.page;
        let title = page.value(TITLE).await?;
        assert!(
            title.starts_with(&sure),
            "round {round}: 「{sure}」 was called saved, and 「{title}」 is there"
        );
        let end = title.encode_utf16().count();
        page.select_in(&title, end, end).await?;
        page.keys(format!("第{round}回")).await?;
        // A different moment each time: from in mid-burst to when all is on disk.
        tokio::time::sleep(Duration::from_millis((round as u64 * 137) % 1_100)).await;
        page.keys("と").await?;
        tokio::time::sleep(Duration::from_millis((round as u64 * 311) % 1_500)).await;
        // What was called saved earlier stays so.
        if let Some(saved) = saved(page).await? {
            sure = saved;
        }
        device = driver.crash(device, TABLET).await?;
        device.page.open(&address).await?;
        show_title(&device.page).await?;
    }
    let title = device.page.value(TITLE).await?;
    assert!(title.starts_with(&sure), "「{sure}」 became 「{title}」");
    assert!(!sure.is_empty(), "nothing was ever called saved");
    device.quit().await
}
