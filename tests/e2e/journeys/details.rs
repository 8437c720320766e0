//! What stands under a sheet: all fields of the record that one is at, rows that are made and
//! thrown away, one value for many cells; and the print of the document at hand.

use serde_json::json;
use thirtyfour::prelude::*;
use yoriai_e2e::page::Page;
use yoriai_e2e::{axe, documents};

use crate::sheets::{add_party, at, chord, open_goal_sheet, open_sheet, paste, row_shows};
use crate::steps::{Outcome, hall, import};

/// Opens what is shown of the cell that one is at.
async fn show(page: &Page, which: &str) -> Outcome {
    page.press(".sheet-buttons", which).await?;
    page.wait_for(".sheet-panel").await
}

/// Writes into the field of the panel with this name.
async fn write(page: &Page, name: &str, text: &str) -> Outcome {
    let find = "[...document.querySelectorAll('.sheet-panel textarea')]\
         .find(field => field.ariaLabel === arguments[0])";
    page.wait(&format!("the field 「{name}」"), find, json!(name))
        .await?;
    page.js(&format!("{find}.focus();"), json!(name)).await?;
    page.keys(text).await
}

/// Waits until the field of the panel with this name holds a text.
async fn holds(page: &Page, name: &str, text: &str) -> Outcome {
    page.wait(
        &format!("「{text}」 in 「{name}」"),
        "[...document.querySelectorAll('.sheet-panel textarea')]\
         .some(field => field.ariaLabel === arguments[0][0] && field.value === arguments[0][1])",
        json!([name, text]),
    )
    .await
}

/// Chooses an option of the list with this name.
async fn choose(page: &Page, name: &str, option: &str) -> Outcome {
    let find = "[...document.querySelectorAll('label.form-choice')]\
         .find(label => label.innerText.startsWith(arguments[0][0]))?.querySelector('select')";
    let argument = json!([name, option]);
    page.wait(&format!("the list 「{name}」"), find, argument.clone())
        .await?;
    page.js(
        &format!(
            "const list = {find}; list.value = [...list.options]\
             .find(option => option.text === arguments[0][1]).value; \
             list.dispatchEvent(new Event('change', {{bubbles: true}}));"
        ),
        argument,
    )
    .await?;
    Ok(())
}

/// Waits until an option of the list with this name is chosen.
async fn is_chosen(page: &Page, name: &str, option: &str) -> Outcome {
    page.wait(
        &format!("「{option}」 in the list 「{name}」"),
        "[...document.querySelectorAll('label.form-choice')].some(label => \
         label.innerText.startsWith(arguments[0][0]) && \
         label.querySelector('select').selectedOptions[0]?.text === arguments[0][1])",
        json!([name, option]),
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_cell_shows_is_written_in_the_details() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    open_goal_sheet(a, &relay).await?;
    a.keys(Key::Right).await?;
    a.keys(Key::Right).await?;
    at(a, 3, "").await?;
    a.keys("座談会").await?;
    a.keys(Key::Tab).await?;
    a.keys("7地区9回").await?;
    // Enter goes back to where Tab set out.
    a.keys(Key::Enter).await?;
    a.keys(Key::Up).await?;
    at(a, 3, "座談会").await?;
    a.keys(Key::Right).await?;
    at(a, 4, "7地区9回").await?;

    // The note of a value, then the kind of its indicator.
    show(a, "くわしく").await?;
    write(a, "備考", "雨で1回中止").await?;
    axe::check(a, "the details of a value").await?;
    a.click(".grid td[data-place^='name-first']").await?;
    choose(a, "指標の種類", "成果").await?;

    // A mid-year evaluation of the goal, with a comment.
    a.click(".grid td[data-place^='grade-']").await?;
    choose(a, "時期", "中間").await?;
    choose(a, "評価する人", "委員会").await?;
    a.press(".sheet-panel", "評価を追加").await?;
    write(a, "意見", "続けたい").await?;
    choose(a, "今後の方向", "拡充").await?;
    axe::check(a, "the evaluations of a goal").await?;
    a.wait_for_sync("保存済み").await?;

    a.reload().await?;
    a.wait_for(".goals .grid td").await?;
    a.click(".grid td[data-place^='name-first']").await?;
    show(a, "くわしく").await?;
    is_chosen(a, "指標の種類", "成果").await?;
    holds(a, "備考", "雨で1回中止").await?;
    a.click(".grid td[data-place^='grade-']").await?;
    holds(a, "意見", "続けたい").await?;
    is_chosen(a, "今後の方向", "拡充").await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_of_a_sheet_are_made_and_thrown_away() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    open_goal_sheet(a, &relay).await?;
    a.keys(Key::Right).await?;
    a.keys(Key::Right).await?;
    at(a, 3, "").await?;
    a.keys("座談会").await?;
    a.keys(Key::Enter).await?;
    a.keys(Key::Up).await?;
    let rows = a.count(".grid tbody tr").await?;

    // One indicator too many goes again.
    a.press(".sheet-buttons", "指標を追加").await?;
    at(a, 3, "").await?;
    assert_eq!(a.count(".grid tbody tr").await?, rows + 1);
    show(a, "行の操作").await?;
    axe::check(a, "what can be done with a row").await?;
    a.press(".sheet-deed", "ごみ箱へ").await?;
    a.wait(
        "one row less",
        "document.querySelectorAll('.grid tbody tr').length === arguments[0]",
        json!(rows),
    )
    .await?;
    a.wait(
        "the focus back in the grid",
        "document.activeElement?.closest('.grid td')",
        json!(null),
    )
    .await?;

    // The grades begin with one of the usual sets, and are written on from there.
    a.press(".goals-presets", "◎○△×").await?;
    a.wait(
        "the grades, and the cursor in them",
        "document.activeElement?.matches('.goals-legend textarea') && \
         document.activeElement.value.startsWith('◎　十分にできた') && \
         !document.querySelector('.goals-presets')",
        json!(null),
    )
    .await?;

    // A goal of its own.
    a.press(".sheet-buttons", "具体的な取組を追加").await?;
    at(a, 2, "").await?;
    a.keys("縁側を開く").await?;
    a.keys(Key::Enter).await?;
    a.wait_for_sync("保存済み").await?;
    a.press(".places", "実施計画").await?;
    a.wait_for(".desk .tree").await?;
    a.press(".outline-tools", "すべて開く").await?;
    a.wait_for_text("縁側を開く").await
}

#[tokio::test(flavor = "multi_thread")]
async fn one_value_fills_all_that_is_selected() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    open_goal_sheet(a, &relay).await?;
    for _ in 0..3 {
        a.keys(Key::Right).await?;
    }
    at(a, 4, "").await?;
    chord(a, Key::Shift, Key::Right).await?;
    chord(a, Key::Shift, Key::Down).await?;
    paste(a, "9地区").await?;
    row_shows(a, 0, &["9地区", "9地区", "未記入"]).await?;
    row_shows(a, 1, &["9地区", "9地区", "未記入"]).await?;
    a.wait_for_text("4か所の欄に貼り付けました。").await?;

    // The far end of a selection comes into view.
    for _ in 0..25 {
        chord(a, Key::Shift, Key::Down).await?;
    }
    a.wait(
        "the last selected cell in view",
        "(() => { const last = [...document.querySelectorAll('.grid td[aria-selected=true]')].pop(); \
         const box = last.getBoundingClientRect(); \
         const tools = document.querySelector('.sheet-tools').getBoundingClientRect(); \
         return last.closest('tr').rowIndex > 20 && box.top >= 0 && box.bottom <= tools.top + 1; })()",
        json!(null),
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_document_at_hand_is_printed_with_its_edition() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    import(a, &relay, &documents::sample()).await?;
    a.press(".places", "進捗のまとめ").await?;
    for party in ["市", "社協"] {
        add_party(a, party).await?;
    }
    open_sheet(a, "進捗のまとめ", ".progress .grid td[data-column='2']").await?;
    for _ in 0..3 {
        a.keys(Key::Down).await?;
    }
    for _ in 0..2 {
        a.keys(Key::Right).await?;
    }
    a.keys("縁側を開いた").await?;
    a.keys(Key::Enter).await?;
    a.keys(Key::Up).await?;
    at(a, 2, "縁側を開いた").await?;

    // Next steps have their field; then the report turns out to be the council's.
    show(a, "くわしく").await?;
    write(a, "次の一手", "人をふやす").await?;
    choose(a, "主体", "社協").await?;
    row_shows(a, 4, &["社協", "縁側を開いた"]).await?;
    holds(a, "次の一手", "人をふやす").await?;

    // A column is called otherwise.
    a.click(".sheet-captions > summary").await?;
    a.js(
        "document.querySelector('.sheet-captions input').focus();",
        json!(null),
    )
    .await?;
    a.keys("取組のようす").await?;
    a.keys(Key::Tab).await?;
    a.wait_for_sync("保存済み").await?;

    a.press(".places", "印刷").await?;
    a.wait_for(".paper .progress-paper").await?;
    assert!(
        a.text(".progress-paper thead")
            .await?
            .contains("取組のようす")
    );
    // The name stands once beside the two who report.
    let heights = a
        .js(
            "const rows = [...document.querySelectorAll('.progress-paper tbody tr')].slice(0, 2); \
             return rows.map(row => [row.children.length, row.children[0].rowSpan]);",
            json!(null),
        )
        .await?;
    assert_eq!(heights, json!([[4, 2], [3, 1]]));
    a.js(
        "const field = document.querySelector('.print-label input'); field.focus();",
        json!(null),
    )
    .await?;
    a.keys("第2回委員会 案").await?;
    a.keys(Key::Tab).await?;
    a.wait_for_text("第2回委員会 案").await?;
    assert!(a.text(".paper").await?.contains("第2回委員会 案"));
    axe::check(a, "the preview").await?;

    // It goes along to another document, of another year.
    a.press(".print-tools", "目標管理シート").await?;
    a.wait_for(".goals-paper").await?;
    assert!(a.text(".paper").await?.contains("第2回委員会 案"));
    let years = a
        .count(".print-tools .form-choice:not(.print-label) option")
        .await?;
    assert!(years > 1, "a choice of years");
    Ok(())
}
