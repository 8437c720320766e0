//! Takes pictures of every screen at the three sizes and prints the documents, so that
//! somebody can look at them. `cargo xtask look FOLDER` runs it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use yoriai_e2e::browser::Driver;
use yoriai_e2e::documents;
use yoriai_e2e::page::Page;
use yoriai_e2e::relay::Relay;

const SIZES: [(u32, u32); 3] = [(1180, 820), (820, 1180), (390, 844)];

#[tokio::main]
async fn main() -> ExitCode {
    let folder = PathBuf::from(
        std::env::args()
            .nth(1)
            .unwrap_or_else(|| "target/look".to_owned()),
    );
    match look(&folder).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error);
            ExitCode::FAILURE
        }
    }
}

#[allow(clippy::print_stderr)]
fn complain(error: &anyhow::Error) {
    eprintln!("{error:#}");
}

async fn look(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let relay = Relay::start().await?;
    let driver = Driver::start().await?;
    let device = driver.device("look", SIZES[0]).await?;
    let page = &device.page;
    page.open(&relay.address()).await?;
    page.wait_for(".home-actions").await?;
    let shots = Shots { page, folder };
    shots.all("home-empty").await?;

    page.press(".home-actions", "新しい計画").await?;
    page.wait_for("dialog[open] form").await?;
    shots.all("new-plan").await?;
    page.press("dialog[open] .dialog-head", "閉じる").await?;
    page.press(".bar", "設定").await?;
    page.wait_for("dialog[open] select").await?;
    shots.all("settings").await?;
    page.press("dialog[open] .dialog-head", "閉じる").await?;

    page.press(".home-actions", "文書から取り込む").await?;
    page.wait_for("input[type=file]").await?;
    shots.all("import").await?;
    let document = documents::activity_plan().unwrap_or_else(documents::sample);
    page.choose_file(&document.file).await?;
    page.wait_for(".import-row-level").await?;
    page.click(".import-row-level").await?;
    shots.all("import-preview").await?;
    for (at, document) in documents::all_shared().iter().enumerate() {
        page.open(&relay.address()).await?;
        page.press(".home-actions", "文書から取り込む").await?;
        page.choose_file(document).await?;
        page.press(".import-actions", "この内容で計画をつくる")
            .await?;
        page.wait_for(".desk .tree").await?;
        shots.papers(&format!("document-{at}")).await?;
    }

    page.open(&relay.address()).await?;
    page.press(".home-actions", "見本を開く").await?;
    page.wait_for(".desk .tree [data-depth='3']").await?;
    shots.all("desk-goal").await?;
    page.click(".tree [data-depth='2'] > .tree-row .tree-title")
        .await?;
    page.click(".row textarea").await?;
    shots.all("desk").await?;
    page.js(
        "document.documentElement.dataset.text = 'huge';",
        Value::Null,
    )
    .await?;
    shots.all("desk-huge").await?;
    page.resize((320, 640)).await?;
    shots.one("desk-huge-320").await?;
    page.js(
        "document.documentElement.dataset.text = 'standard';",
        Value::Null,
    )
    .await?;
    shots.one("desk-320").await?;
    page.js(
        "document.querySelector('.tree .tree-title').click();",
        Value::Null,
    )
    .await?;
    shots.all("desk-plan").await?;
    page.resize((390, 844)).await?;
    page.click(".places-outline").await?;
    shots.one("outline-390").await?;
    page.click(".places-outline").await?;
    page.click(".places-details").await?;
    shots.one("details-390").await?;
    page.click(".places-details").await?;
    page.press(".places", "体系図").await?;
    page.wait_for(".chart-table").await?;
    shots.all("chart").await?;
    page.press(".places", "事業計画").await?;
    page.wait_for(".annual textarea").await?;
    shots.all("annual").await?;
    page.press(".places", "点検").await?;
    page.wait_for(".checks").await?;
    shots.all("checks").await?;
    page.press(".places", "指標").await?;
    page.wait_for(".figures-missing").await?;
    shots.all("figures").await?;
    page.press(".places", "進捗のまとめ").await?;
    page.wait_for(".progress .grid td").await?;
    shots.all("progress").await?;
    page.click(".grid td[data-place^='Progress-']").await?;
    page.press(".sheet-buttons", "くわしく").await?;
    shots.all("progress-details").await?;
    page.press(".places", "目標管理シート").await?;
    page.wait_for(".goals .grid td").await?;
    shots.all("goals").await?;
    for (cell, name) in [
        ("name-first", "goals-indicator"),
        ("grade-", "goals-evaluation"),
    ] {
        page.click(&format!(".grid td[data-place^='{cell}']"))
            .await?;
        if page.count(".sheet-panel").await? == 0 {
            page.press(".sheet-buttons", "くわしく").await?;
        }
        shots.all(name).await?;
    }
    page.press(".sheet-buttons", "行の操作").await?;
    shots.all("goals-row").await?;
    page.click(".sheet-captions > summary").await?;
    shots.all("goals-captions").await?;
    page.press(".places", "印刷").await?;
    page.wait_for(".paper .goals-paper").await?;
    shots.all("print-goals").await?;
    page.press(".print-tools", "体系図").await?;
    page.wait_for(".paper .chart-table").await?;
    shots.all("print-chart").await?;
    page.press(".print-tools", "実施計画").await?;
    page.wait_for(".paper .paper-item").await?;
    shots.all("print-plan").await?;
    shots.papers("sample").await?;
    page.press(".places", "ごみ箱").await?;
    shots.all("bin").await?;
    page.resize(SIZES[0]).await?;
    page.press(".bar", "共有").await?;
    page.press("[data-link=edit]", "編集リンクをつくる").await?;
    page.wait_for("[data-link=edit] .qr").await?;
    shots.all("share").await?;
    page.press("[data-link=edition]", "版のリンクをつくる")
        .await?;
    page.wait_for("[data-link=edition] .link-text").await?;
    page.js(
        "document.querySelector('[data-link=edition]').scrollIntoView();",
        Value::Null,
    )
    .await?;
    shots.all("share-edition").await?;
    let edition = page.value("[data-link=edition] .link-text").await?;
    page.press("[data-link=short]", "短いリンクをつくる")
        .await?;
    page.wait_for("[data-link=short] .qr").await?;
    page.press("[data-link=renew]", "リンクを作り直す").await?;
    for part in ["short", "together", "renew"] {
        page.js(
            "document.querySelector(`[data-link=${arguments[0]}]`).scrollIntoView();",
            json!(part),
        )
        .await?;
        shots.all(&format!("share-{part}")).await?;
    }
    let (edit, view) = (
        page.value("[data-link=edit] .link-text").await?,
        page.value("[data-link=view] .link-text").await?,
    );
    page.press("dialog[open] .dialog-head", "閉じる").await?;
    together(&driver, &relay, page, &shots, &edit).await?;
    follow(&driver, folder, &view).await?;
    page.open("about:blank").await?;
    page.open(&edition).await?;
    page.wait_for(".edition .chart-table").await?;
    shots.all("edition").await?;
    shots.print("edition").await?;
    device.quit().await
}

/// The desk while somebody else is in a field of it.
async fn together(
    driver: &Driver,
    relay: &Relay,
    page: &Page,
    shots: &Shots<'_>,
    link: &str,
) -> Result<()> {
    let other = driver.device("other", SIZES[0]).await?;
    other.page.open(&relay.address()).await?;
    other.page.press(".home-bar", "設定").await?;
    other
        .page
        .click("dialog[open] input[autocomplete=name]")
        .await?;
    other.page.keys("乙川").await?;
    other
        .page
        .press("dialog[open] .dialog-head", "閉じる")
        .await?;
    other.page.open(link).await?;
    page.press(".places", "実施計画").await?;
    for page in [&other.page, page] {
        page.wait_for(".desk .tree [data-depth='2']").await?;
        page.click(".tree [data-depth='2'] > .tree-row .tree-title")
            .await?;
    }
    other.page.click(".row textarea").await?;
    page.wait_for("[data-with]").await?;
    shots.all("together").await?;
    other.quit().await
}

/// What a viewing link shows.
async fn follow(driver: &Driver, folder: &Path, link: &str) -> Result<()> {
    let viewer = driver.device("viewer", SIZES[0]).await?;
    viewer.page.open(link).await?;
    viewer.page.wait_for(".live .chart-table").await?;
    viewer.page.wait_for_sync("保存済み・同期済み").await?;
    let shots = Shots {
        page: &viewer.page,
        folder,
    };
    shots.all("live").await?;
    viewer.quit().await
}

struct Shots<'a> {
    page: &'a Page,
    folder: &'a Path,
}

impl Shots<'_> {
    async fn all(&self, name: &str) -> Result<()> {
        for size in SIZES {
            self.page.resize(size).await?;
            self.one(&format!("{name}-{}", size.0)).await?;
        }
        self.page.resize(SIZES[0]).await
    }

    async fn one(&self, name: &str) -> Result<()> {
        // Two frames, for what the last click set going.
        self.page.js("", json!(null)).await?;
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        self.page
            .picture(&self.folder.join(format!("{name}.png")))
            .await
    }

    /// The documents of the open plan as PDF.
    async fn papers(&self, name: &str) -> Result<()> {
        for (label, file) in [
            ("体系図", "chart"),
            ("実施計画", "plan"),
            ("事業計画", "annual"),
            ("進捗のまとめ", "progress"),
            ("目標管理シート", "goals"),
        ] {
            self.page.press(".places", "印刷").await?;
            self.page.press(".print-tools", label).await?;
            self.page
                .wait(
                    label,
                    "document.querySelector('.paper-document')?.innerText.includes(arguments[0])",
                    json!(label),
                )
                .await?;
            self.print(&format!("{name}-{file}")).await?;
        }
        Ok(())
    }

    async fn print(&self, name: &str) -> Result<()> {
        // The style sheet says the paper's size, as it does in the browser's own dialog.
        let printed = self
            .page
            .cdp(
                "Page.printToPDF",
                json!({"preferCSSPageSize": true, "printBackground": true}),
            )
            .await?;
        let data = printed
            .get("data")
            .and_then(Value::as_str)
            .context("nothing was printed")?;
        let bytes = decode(data).context("the print is damaged")?;
        std::fs::write(self.folder.join(format!("{name}.pdf")), bytes)?;
        Ok(())
    }
}

/// Base64, as the DevTools Protocol sends bytes.
fn decode(text: &str) -> Option<Vec<u8>> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(text).ok()
}
