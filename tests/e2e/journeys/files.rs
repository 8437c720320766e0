//! What leaves as a file, and what comes back as one.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use serde_json::json;
use yoriai_e2e::browser::Device;
use yoriai_e2e::page::Page;

use crate::steps::{Outcome, choose, close_dialog, hall, open_sample, titles, unfold};

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_a_plan_comes_back_into_that_plan() -> Outcome {
    let (relay, _driver, devices) = hall(&["a", "b"]).await?;
    let (a, b) = (&devices[0].page, &devices[1].page);
    open_sample(a, &relay).await?;
    let first = export(&devices[0], "寄り合いの計画（.yoriai）").await?;

    // On another device the file is a plan of its own, and goes on there.
    crate::steps::open_app(b, &relay).await?;
    open_file(b, &first).await?;
    b.wait_for_text("端末にない計画です。").await?;
    b.press("dialog[open]", "一覧に加えて開く").await?;
    b.wait_for(".desk .tree").await?;
    let theirs = write_in_front(b, 0, "よそで").await?;
    let second = export(&devices[1], "寄り合いの計画（.yoriai）").await?;

    // Meanwhile somebody writes here too; the file comes back.
    let ours = write_in_front(a, 1, "ここで").await?;
    let desk = a.js("return location.hash;", json!(null)).await?;
    open_file(a, &second).await?;
    a.wait_for_text("この端末にある").await?;
    a.wait_for_text("端末にない変更が1件あります。").await?;
    a.press("dialog[open]", "この計画に合わせる").await?;
    a.wait_for_text("1件の変更を合わせました。").await?;
    a.press("dialog[open]", "計画を開く").await?;
    a.wait_for(".desk .tree").await?;
    assert_eq!(a.js("return location.hash;", json!(null)).await?, desk);
    unfold(a).await?;
    let merged = titles(a, 4).await?;
    assert!(
        merged.contains(&theirs) && merged.contains(&ours),
        "{merged:?}"
    );
    a.press(".bar", "一覧へ").await?;
    a.wait_for(".plans .plan-card").await?;
    assert_eq!(a.count(".plans .plan-card").await?, 1, "still one plan");

    // The same file again has nothing more to say.
    open_file(a, &second).await?;
    a.wait_for_text("合わせるものはありません。").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_in_shift_jis_asks_before_it_replaces_anything() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    open_sample(a, &relay).await?;
    write_in_front(a, 0, "頰白").await?;
    open_export(a, "表（CSV・Shift_JIS）").await?;
    let name = "「頰」（1か所、";
    let find = "[...document.querySelectorAll('.export-unfit label')].find(l => l.textContent.startsWith(arguments[0]))?.querySelector('input')";
    a.wait("the character is asked about", find, json!(name))
        .await?;
    let offered = a.js(&format!("return {find}.value;"), json!(name)).await?;
    assert_eq!(offered, json!("頬"));
    // What does not fit either is no replacement.
    let retype = |text: &str| {
        format!(
            "const i = {find}; i.value = '{text}'; i.dispatchEvent(new Event('input', {{bubbles: true}}));"
        )
    };
    a.js(&retype("剝"), json!(name)).await?;
    a.press("dialog[open] form", "書き出す").await?;
    a.wait_for_text("まだ書き出していません。").await?;
    a.js(&retype("朋"), json!(name)).await?;
    let file = press_export(&devices[0]).await?;
    assert!(name_of(&file)?.ends_with("_実施計画.csv"), "{file:?}");
    let bytes = std::fs::read(&file)?;
    // 朋白 in Shift_JIS, and no mark of UTF-8 in front.
    let expected = [0x95, 0xfc, 0x94, 0x92];
    assert!(bytes.windows(4).any(|window| window == expected));
    assert!(!bytes.starts_with(&[0xef, 0xbb, 0xbf]));
    // The plan keeps its own character.
    close_dialog(a).await?;
    unfold(a).await?;
    assert!(titles(a, 4).await?[0].starts_with("頰白"));
    Ok(())
}

/// Writes words in front of the nth title of the lowest level; gives the title as it is then.
async fn write_in_front(page: &Page, nth: usize, words: &str) -> anyhow::Result<String> {
    unfold(page).await?;
    let title = titles(page, 4).await?.swap_remove(nth);
    choose(page, &title).await?;
    let longer = format!("{words}{title}");
    page.retype(&title, &longer).await?;
    page.wait_for_sync("保存済み").await?;
    Ok(longer)
}

/// Chooses a file of the app in the file chooser of the import screen.
async fn open_file(page: &Page, file: &Path) -> Outcome {
    page.js("location.hash = '#/import';", json!(null)).await?;
    page.choose_file(file).await
}

async fn open_export(page: &Page, format: &str) -> Outcome {
    page.press(".bar", "書き出す").await?;
    page.wait_for("dialog[open] .export").await?;
    let find = "[...document.querySelectorAll('dialog[open] .export-formats b')].find(b => b.textContent === arguments[0])";
    page.js(
        &format!("{find}.closest('label').querySelector('input').click();"),
        json!(format),
    )
    .await?;
    Ok(())
}

/// Exports in a format and gives the file.
async fn export(device: &Device, format: &str) -> anyhow::Result<PathBuf> {
    open_export(&device.page, format).await?;
    let file = press_export(device).await?;
    close_dialog(&device.page).await?;
    Ok(file)
}

/// Presses the dialog's button, and waits for the file to be whole.
async fn press_export(device: &Device) -> anyhow::Result<PathBuf> {
    let folder = device.downloads.path();
    device
        .page
        .cdp(
            "Browser.setDownloadBehavior",
            json!({"behavior": "allow", "downloadPath": folder}),
        )
        .await?;
    device.page.press("dialog[open] form", "書き出す").await?;
    device.page.wait_for_text("を書き出しました。").await?;
    for _ in 0..200 {
        let files: Vec<PathBuf> = std::fs::read_dir(folder)?
            .map(|entry| Ok(entry?.path()))
            .collect::<std::io::Result<_>>()?;
        let whole = |file: &PathBuf| {
            let name = file.to_string_lossy();
            !name.ends_with(".crdownload") && !name.contains("org.chromium")
        };
        if let [file] = files.as_slice()
            && whole(file)
        {
            return Ok(file.clone());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    anyhow::bail!("no file came")
}

fn name_of(file: &Path) -> anyhow::Result<String> {
    let name = file.file_name().context("the file has no name")?;
    Ok(name.to_string_lossy().into_owned())
}
