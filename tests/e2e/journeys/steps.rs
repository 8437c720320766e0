//! Steps that several journeys take.

use serde_json::json;
use thirtyfour::prelude::Key;
use yoriai_e2e::browser::{Device, Driver};
use yoriai_e2e::documents::Document;
use yoriai_e2e::page::Page;
use yoriai_e2e::relay::Relay;

pub(crate) type Outcome = anyhow::Result<()>;

/// A tablet, lying.
pub(crate) const TABLET: (u32, u32) = (1180, 820);

/// A phone.
pub(crate) const PHONE: (u32, u32) = (390, 844);

/// A relay, a driver, and as many devices as asked for.
pub(crate) async fn hall(names: &[&str]) -> anyhow::Result<(Relay, Driver, Vec<Device>)> {
    let relay = Relay::start().await?;
    let driver = Driver::start().await?;
    let mut devices = Vec::new();
    for name in names {
        devices.push(driver.device(name, TABLET).await?);
    }
    Ok((relay, driver, devices))
}

/// Opens the list of plans, and waits until the app is kept for offline use.
pub(crate) async fn open_app(page: &Page, relay: &Relay) -> Outcome {
    page.open(&relay.address()).await?;
    page.wait_for(".home-actions").await?;
    page.wait(
        "the app kept on the device",
        "navigator.serviceWorker?.controller",
        json!(null),
    )
    .await
}

/// Brings a document in through the file chooser, and opens the plan.
pub(crate) async fn import(page: &Page, relay: &Relay, document: &Document) -> Outcome {
    open_app(page, relay).await?;
    page.press(".home-actions", "文書から取り込む").await?;
    page.choose_file(&document.file).await?;
    page.press(".import-actions", "この内容で計画をつくる")
        .await?;
    page.wait_for(".desk .tree").await?;
    page.wait_for_sync("保存済み").await
}

/// Opens the sample plan.
pub(crate) async fn open_sample(page: &Page, relay: &Relay) -> Outcome {
    open_app(page, relay).await?;
    page.press(".home-actions", "見本を開く").await?;
    page.wait_for(".desk .tree").await?;
    page.wait_for_sync("保存済み").await
}

/// Makes an edit link, and gives it.
pub(crate) async fn share(page: &Page) -> anyhow::Result<String> {
    page.press(".bar", "共有").await?;
    page.press("[data-link=edit]", "編集リンクをつくる").await?;
    let link = page.value("[data-link=edit] .link-text").await?;
    anyhow::ensure!(link.contains("#/e/"), "this is no edit link: {link}");
    close_dialog(page).await?;
    page.wait_for_sync("保存済み・同期済み").await?;
    Ok(link)
}

/// Closes the dialog that is open.
pub(crate) async fn close_dialog(page: &Page) -> Outcome {
    page.press("dialog[open] .dialog-head", "閉じる").await?;
    page.wait(
        "no dialog",
        "!document.querySelector('dialog[open]')",
        json!(null),
    )
    .await
}

/// Opens a plan by its edit link, and waits until it has come.
pub(crate) async fn join(page: &Page, link: &str) -> Outcome {
    page.open(link).await?;
    page.wait_for(".desk .tree [data-depth='1']").await?;
    page.wait(
        "the app kept on the device",
        "navigator.serviceWorker?.controller",
        json!(null),
    )
    .await?;
    page.wait_for_sync("保存済み・同期済み").await
}

/// Opens the sample plan on one device, shares it with another, and unfolds both outlines.
pub(crate) async fn share_sample(a: &Page, b: &Page, relay: &Relay) -> Outcome {
    open_sample(a, relay).await?;
    let link = share(a).await?;
    join(b, &link).await?;
    for page in [a, b] {
        unfold(page).await?;
    }
    Ok(())
}

/// Unfolds the whole outline.
pub(crate) async fn unfold(page: &Page) -> Outcome {
    page.press(".outline-tools", "すべて開く").await?;
    page.wait_for(".tree [data-depth='3']").await
}

/// How many items of each level, and lines for residents, the outline shows.
pub(crate) async fn counts(page: &Page) -> anyhow::Result<([u64; 4], u64)> {
    unfold(page).await?;
    let mut items = [0; 4];
    for (index, count) in items.iter_mut().enumerate() {
        *count = page
            .count(&format!(".tree [data-depth='{}']", index + 1))
            .await?;
    }
    Ok((items, page.count(".tree [data-line]").await?))
}

/// Chooses the entry of the outline with this text, which must be unfolded.
pub(crate) async fn choose(page: &Page, title: &str) -> Outcome {
    let find = "[...document.querySelectorAll('.tree .tree-title')].find(t => t.textContent === arguments[0])";
    page.wait(&format!("「{title}」 in the outline"), find, json!(title))
        .await?;
    page.js(
        &format!("const t = {find}; t.scrollIntoView({{block: 'center'}}); t.click();"),
        json!(title),
    )
    .await?;
    page.wait(
        &format!("「{title}」 chosen"),
        "[...document.querySelectorAll('.tree [aria-selected=true] .tree-title')].some(t => t.textContent === arguments[0])",
        json!(title),
    )
    .await
}

/// Presses Tab until the focus is on what a JavaScript test of `e` accepts.
pub(crate) async fn tab_to(page: &Page, what: &str, test: &str) -> Outcome {
    for _ in 0..120 {
        let script = format!("const e = document.activeElement; return Boolean(e && ({test}));");
        if page.js(&script, json!(null)).await? == json!(true) {
            return Ok(());
        }
        page.keys(Key::Tab).await?;
    }
    let here = page
        .js(
            "return document.activeElement?.outerHTML.slice(0, 300);",
            json!(null),
        )
        .await?;
    anyhow::bail!("Tab never reached {what}; the focus is on {here}")
}

/// Presses Tab until the focus is on a link or button with this label.
pub(crate) async fn tab_to_label(page: &Page, label: &str) -> Outcome {
    tab_to(
        page,
        label,
        &format!(
            "e.matches('a, button') && e.innerText.includes({})",
            json!(label)
        ),
    )
    .await
}

/// A key together with Ctrl, where the focus is.
pub(crate) async fn with_control(page: &Page, key: &str) -> Outcome {
    let here = page.driver().active_element().await?;
    Ok(here.send_keys(Key::Control + key).await?)
}

/// The titles of the outline at a depth, in order.
pub(crate) async fn titles(page: &Page, depth: usize) -> anyhow::Result<Vec<String>> {
    let titles = page
        .js(
            "return [...document.querySelectorAll(arguments[0])].map(t => t.textContent);",
            json!(format!(
                ".tree [data-depth='{depth}'] > .tree-row .tree-title"
            )),
        )
        .await?;
    Ok(serde_json::from_value(titles)?)
}

/// A text without white space: two browsers break the same paper into lines and cells differently.
pub(crate) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The whole plan as it would be printed, without white space: what two devices must have alike.
pub(crate) async fn printed(page: &Page) -> anyhow::Result<String> {
    let mut text = String::new();
    for document in ["体系図", "実施計画"] {
        page.press(".places", "印刷").await?;
        page.wait_for(".print-tools").await?;
        page.press(".print-tools", document).await?;
        page.wait(
            document,
            "document.querySelector('.paper-document')?.innerText === arguments[0]",
            json!(document),
        )
        .await?;
        text.push_str(&squeezed(&page.text(".paper").await?));
        // A preview is of one moment: leaving it makes the next one new.
        page.press(".places", "実施計画").await?;
        page.wait_for(".desk").await?;
    }
    Ok(text)
}

/// Waits until two devices print the same, and gives that.
pub(crate) async fn converge(a: &Page, b: &Page) -> anyhow::Result<String> {
    let mut last = (String::new(), String::new());
    for _ in 0..20 {
        last = (printed(a).await?, printed(b).await?);
        if last.0 == last.1 {
            return Ok(last.0);
        }
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    }
    anyhow::bail!("the devices differ:\n--- A\n{}\n--- B\n{}", last.0, last.1)
}
