//! The sheets by keyboard alone: a row of a goal sheet, cells of the progress summary, a block out
//! of a spreadsheet.

use serde_json::json;
use thirtyfour::prelude::*;
use yoriai_e2e::documents;
use yoriai_e2e::page::Page;
use yoriai_e2e::relay::Relay;

use crate::steps::{Outcome, hall, import, join, open_app, share, with_control};

/// Opens one of the sample's sheets, and puts the focus into its grid.
pub(crate) async fn open_sheet(page: &Page, name: &str, first: &str) -> Outcome {
    page.press(".places", name).await?;
    page.wait_for(first).await?;
    page.wait(
        "the grid's one stop for Tab",
        "document.querySelector('.grid [data-here=true] textarea')",
        json!(null),
    )
    .await?;
    page.js(
        "document.querySelector('.grid [data-here=true] textarea').focus();",
        json!(null),
    )
    .await?;
    Ok(())
}

/// Brings the sample in, and opens its goal sheet.
pub(crate) async fn open_goal_sheet(page: &Page, relay: &Relay) -> Outcome {
    import(page, relay, &documents::sample()).await?;
    open_sheet(page, "目標管理シート", ".goals .grid td").await
}

/// Waits until one is at a cell of this column that holds this text.
pub(crate) async fn at(page: &Page, column: usize, text: &str) -> Outcome {
    page.wait(
        &format!("the focus in column {column} on 「{text}」"),
        "(() => { const cell = document.activeElement?.closest('.grid td'); \
         return cell?.dataset.column === String(arguments[0][0]) && \
         (document.activeElement.value ?? cell.innerText) === arguments[0][1]; })()",
        json!([column, text]),
    )
    .await
}

/// Waits until the focus is on the grade of a row, or within it.
async fn at_grade(page: &Page, row: usize) -> Outcome {
    page.wait(
        &format!("the focus on the grade of row {row}"),
        "(() => { const row = document.querySelectorAll('.grid tbody tr')[arguments[0]]; \
         const cell = document.activeElement?.closest('.grid td'); \
         return cell?.parentElement === row && cell?.dataset.column === '10' && \
         cell.dataset.here === 'true'; })()",
        json!(row),
    )
    .await
}

/// The grade of a row, chosen or shown.
async fn grade_shows(page: &Page, row: usize, grade: &str) -> Outcome {
    page.wait(
        &format!("grade {grade} in row {row}"),
        "(() => { const row = document.querySelectorAll('.grid tbody tr')[arguments[0][0]]; \
         const cell = row.querySelector('[data-column=\"10\"]'); \
         return (cell.querySelector('select')?.value \
         ?? cell.querySelector('.grid-text').innerText) === arguments[0][1]; })()",
        json!([row, grade]),
    )
    .await
}

/// The texts of a row of the grid, from a column on, as they show.
pub(crate) async fn row_shows(page: &Page, row: usize, texts: &[&str]) -> Outcome {
    page.wait(
        &format!("row {row}: {texts:?}"),
        "(() => { const row = document.querySelectorAll('.grid tbody tr')[arguments[0][0]]; \
         const texts = [...row.children].map(cell => cell.querySelector('textarea, select')?.value \
         ?? cell.querySelector('.grid-text').innerText); \
         return texts.join('|').includes(arguments[0][1].join('|')); })()",
        json!([row, texts]),
    )
    .await
}

/// Presses a key while another is held.
pub(crate) async fn chord(page: &Page, held: Key, key: Key) -> Outcome {
    let keys = page.driver().action_chain().key_down(held.clone());
    let keys = keys.key_down(key.clone()).key_up(key).key_up(held);
    Ok(keys.perform().await?)
}

/// Pastes a block as a spreadsheet gives it.
pub(crate) async fn paste(page: &Page, block: &str) -> Outcome {
    page.js(
        "const data = new DataTransfer(); data.setData('text/plain', arguments[0]); \
         document.activeElement.dispatchEvent(new ClipboardEvent('paste', \
         {clipboardData: data, bubbles: true, cancelable: true}));",
        json!(block),
    )
    .await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_years_goal_sheet_is_filled_by_keyboard_alone() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    open_goal_sheet(a, &relay).await?;

    // From the goal to its indicator, and along the row.
    a.keys(Key::Right).await?;
    a.keys(Key::Right).await?;
    at(a, 3, "").await?;
    a.keys("座談会の開催").await?;
    a.keys(Key::Tab).await?;
    at(a, 4, "").await?;
    for text in [
        "7地区9回",
        "8地区14回",
        "9地区18回",
        "9地区16回",
        "開く",
        "開いた",
    ] {
        a.keys(text).await?;
        a.keys(Key::Tab).await?;
    }
    a.keys("b").await?;
    row_shows(
        a,
        0,
        &[
            "座談会の開催",
            "7地区9回",
            "8地区14回",
            "9地区18回",
            "9地区16回",
            "開く",
            "開いた",
            "B",
        ],
    )
    .await?;

    // Down and up among the grades, and into one and out of it: the focus is always where one is.
    for (key, row) in [
        (Key::Down, 1),
        (Key::Down, 2),
        (Key::Up, 1),
        (Key::F2, 1),
        (Key::Escape, 1),
        (Key::Up, 0),
        (Key::Down, 1),
        (Key::Up, 0),
    ] {
        a.keys(key).await?;
        at_grade(a, row).await?;
    }

    // Among the words of one grade: keys walk on, Esc gives up, Enter keeps.
    a.keys(Key::F2).await?;
    a.keys(Key::Down).await?;
    grade_shows(a, 0, "C").await?;
    a.keys(Key::Down).await?;
    grade_shows(a, 0, "D").await?;
    a.keys(Key::Escape).await?;
    grade_shows(a, 0, "B").await?;
    at_grade(a, 0).await?;
    a.keys(Key::Down).await?;
    at_grade(a, 1).await?;
    // Where there is none yet, the first step makes it and the next ones go on from there.
    a.keys(Key::F2).await?;
    for grade in ["A", "B", "C"] {
        a.keys(Key::Down).await?;
        grade_shows(a, 1, grade).await?;
    }
    a.keys(Key::Enter).await?;
    grade_shows(a, 1, "C").await?;
    at_grade(a, 1).await?;
    a.keys(Key::Up).await?;
    at_grade(a, 0).await?;

    // And from a field beside them.
    a.keys(Key::Down).await?;
    a.keys(Key::Left).await?;
    at(a, 9, "").await?;
    a.keys(Key::Right).await?;
    at_grade(a, 1).await?;
    a.keys(Key::Up).await?;
    at_grade(a, 0).await?;

    // In place, over two lines; then given up.
    a.keys(Key::Left).await?;
    at(a, 9, "開いた").await?;
    a.keys(Key::F2 + "。").await?;
    chord(a, Key::Alt, Key::Enter).await?;
    a.keys("来年も").await?;
    at(a, 9, "開いた。\n来年も").await?;
    a.keys(Key::Escape).await?;
    at(a, 9, "開いた").await?;

    // A block out of a spreadsheet, from the indicator on: what does not fit is said.
    a.keys(Key::Home).await?;
    for _ in 0..3 {
        a.keys(Key::Right).await?;
    }
    at(a, 3, "座談会の開催").await?;
    paste(
        a,
        "座談会\t\"・一\r\n・二\"\t\t18回\r\n研修\t1\t2\t3\t4\t内容\t済\tC\tはみ出し\r\n",
    )
    .await?;
    row_shows(a, 0, &["座談会", "・一\n・二"]).await?;
    row_shows(a, 1, &["研修", "1", "2", "3", "4", "内容", "済", "C"]).await?;
    a.wait_for_text("「はみ出し」").await?;

    // What was pasted made each record once.
    assert_eq!(a.count(".findings li").await?, 0);
    assert_eq!(
        a.count(".grid tbody td[data-place^='name-']:not([data-place^='name-first'])")
            .await?,
        0
    );

    // Two cells are cleared in one go.
    a.keys(Key::Right).await?;
    chord(a, Key::Shift, Key::Right).await?;
    a.keys(Key::Delete).await?;
    row_shows(a, 0, &["座談会", "", "未記入", "18回"]).await?;

    // It is all there after a new start.
    a.wait_for_sync("保存済み").await?;
    a.reload().await?;
    a.wait_for(".goals .grid td").await?;
    row_shows(a, 1, &["研修", "1", "2", "3", "4", "内容", "済", "C"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_progress_summary_is_filled_by_keyboard_alone() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    import(a, &relay, &documents::sample()).await?;
    a.press(".places", "進捗のまとめ").await?;
    for party in ["市", "社協"] {
        add_party(a, party).await?;
    }
    open_sheet(a, "進捗のまとめ", ".progress .grid td[data-column='2']").await?;

    // Past the three headings to the first row.
    for _ in 0..3 {
        a.keys(Key::Down).await?;
    }
    a.keys(Key::Right).await?;
    at(a, 1, "市").await?;
    a.keys(Key::Right).await?;
    a.keys("縁側を二つ開いた").await?;
    a.keys(Key::Tab).await?;
    a.keys("担い手が足りない").await?;
    a.keys(Key::Enter).await?;
    // On the next row, below where Tab set out.
    at(a, 2, "").await?;
    row_shows(a, 3, &["市", "縁側を二つ開いた", "担い手が足りない"]).await?;

    // A block for the other party and the next item, and nothing of it twice.
    paste(a, "声をかけた\t続かない\n貸し出した\t数が足りない").await?;
    row_shows(a, 4, &["社協", "声をかけた", "続かない"]).await?;
    row_shows(a, 5, &["市", "貸し出した", "数が足りない"]).await?;
    assert_eq!(a.count(".findings li").await?, 0);

    // All of it goes with one step back, what was typed before stays; and it comes again.
    with_control(a, "z").await?;
    row_shows(a, 4, &["社協", "", "未記入"]).await?;
    row_shows(a, 5, &["市", "未記入", "未記入"]).await?;
    row_shows(a, 3, &["市", "縁側を二つ開いた", "担い手が足りない"]).await?;
    with_control(a, "y").await?;
    row_shows(a, 4, &["社協", "声をかけた", "続かない"]).await?;
    row_shows(a, 5, &["市", "貸し出した", "数が足りない"]).await?;
    at(a, 2, "声をかけた").await?;

    // One that does not apply is said to be so, and is no blank.
    for key in [Key::Down, Key::Down] {
        a.keys(key).await?;
    }
    at(a, 2, "").await?;
    a.press(".grid-tools", "該当なし").await?;
    a.keys(Key::Up).await?;
    row_shows(a, 6, &["社協", "該当なし", "未記入"]).await?;
    a.wait_for_sync("保存済み").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_summary_begins_with_a_goal_and_goes_on_with_what_is_in_it() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    open_app(a, &relay).await?;
    a.press(".home-actions", "新しい計画").await?;
    a.wait(
        "the cursor in the title",
        "document.activeElement?.matches('dialog[open] input[type=text]')",
        json!(null),
    )
    .await?;
    a.keys("はじめてのまとめ").await?;
    a.click("dialog[open] .templates label:nth-of-type(3)")
        .await?;
    a.press("dialog[open]", "つくる").await?;
    // It opens on the paper that it is made for.
    a.wait_for(".sheet-buttons").await?;

    // What is made is what the button says, and stands where it says.
    for (label, title) in [
        ("基本目標を追加", "つながる"),
        ("取組を追加", "縁側をひらく"),
        ("取組を追加", "声をかける"),
    ] {
        a.press(".sheet-buttons", label).await?;
        at(a, 0, "").await?;
        a.keys(title).await?;
        at(a, 0, title).await?;
    }
    a.keys(Key::Up).await?;
    row_shows(a, 0, &["つながる"]).await?;
    row_shows(a, 1, &["縁側をひらく", "市", "未記入"]).await?;
    row_shows(a, 3, &["声をかける", "市", "未記入"]).await?;
    assert_eq!(a.count(".grid tbody tr").await?, 5);
    assert_eq!(a.count(".grid tbody tr[data-heading=true]").await?, 1);

    // As a 事業計画 it has one part only: no page has the title alone.
    a.press(".places", "印刷").await?;
    a.press(".print-tools", "事業計画").await?;
    a.wait_for(".paper-annual .paper-opens").await?;
    a.cdp("Emulation.setEmulatedMedia", json!({"media": "print"}))
        .await?;
    let breaks = a
        .js(
            "return [...document.querySelectorAll('.paper-opens')]\
                 .map(part => getComputedStyle(part).breakBefore);",
            json!(null),
        )
        .await?;
    assert_eq!(breaks, json!(["auto"]));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_gives_up_choosing_takes_back_no_other_ones_grade() -> Outcome {
    let (relay, _driver, devices) = hall(&["a", "b"]).await?;
    let (a, b) = (&devices[0].page, &devices[1].page);
    import(a, &relay, &documents::sample()).await?;
    let link = share(a).await?;
    join(b, &link).await?;
    for page in [a, b] {
        open_sheet(page, "目標管理シート", ".goals .grid td").await?;
        page.click(".grid tbody tr:first-child td[data-column='10']")
            .await?;
        at_grade(page, 0).await?;
    }
    a.keys("a").await?;
    grade_shows(b, 0, "A").await?;
    a.keys(Key::F2).await?;
    a.wait(
        "the choice",
        "document.activeElement?.matches('.grid select')",
        json!(null),
    )
    .await?;
    b.keys("c").await?;
    grade_shows(a, 0, "C").await?;
    a.keys(Key::Escape).await?;
    for page in [a, b] {
        at_grade(page, 0).await?;
        page.wait_for_sync("保存済み・同期済み").await?;
        grade_shows(page, 0, "C").await?;
    }
    // A step of one's own that comes later arrives later: what went before it has arrived as well.
    a.keys(Key::Down).await?;
    at_grade(a, 1).await?;
    a.keys("b").await?;
    grade_shows(b, 1, "B").await?;
    grade_shows(b, 0, "C").await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_devices_fill_one_summary_apart() -> Outcome {
    let (mut relay, _driver, devices) = hall(&["a", "b"]).await?;
    let (a, b) = (&devices[0].page, &devices[1].page);
    import(a, &relay, &documents::sample()).await?;
    a.press(".places", "進捗のまとめ").await?;
    for party in ["市", "社協"] {
        add_party(a, party).await?;
    }
    let link = share(a).await?;
    join(b, &link).await?;

    // Without a network, each writes its own half of one item.
    relay.stop().await?;
    for (page, row, party, progress, issues) in [
        (a, 3, "市", "市は場所を貸した", "空きが少ない"),
        (b, 4, "社協", "社協は人を育てた", "続ける人が少ない"),
    ] {
        open_sheet(page, "進捗のまとめ", ".progress .grid td[data-column='2']").await?;
        // The item is one cell beside its parties: down among them, not beside them.
        for _ in 0..3 {
            page.keys(Key::Down).await?;
        }
        page.keys(Key::Right).await?;
        for _ in 3..row {
            page.keys(Key::Down).await?;
        }
        at(page, 1, party).await?;
        page.keys(Key::Right).await?;
        page.keys(progress).await?;
        page.keys(Key::Tab).await?;
        page.keys(issues).await?;
        page.keys(Key::Enter).await?;
        row_shows(page, row, &[progress, issues]).await?;
    }

    // One summary comes of it.
    relay.start_again().await?;
    for page in [a, b] {
        page.wait_for_sync("保存済み・同期済み").await?;
        row_shows(page, 3, &["市は場所を貸した", "空きが少ない"]).await?;
        row_shows(page, 4, &["社協は人を育てた", "続ける人が少ない"]).await?;
    }
    let mut papers = Vec::new();
    for page in [a, b] {
        page.press(".places", "印刷").await?;
        page.press(".print-tools", "進捗のまとめ").await?;
        page.wait_for(".paper .progress-paper").await?;
        papers.push(page.text(".paper").await?);
    }
    assert_eq!(papers[0], papers[1]);
    assert!(papers[0].contains("社協は人を育てた"), "{}", papers[0]);
    assert_eq!(a.count(".findings li").await?, 0);
    Ok(())
}

/// Adds one who reports.
pub(crate) async fn add_party(page: &Page, name: &str) -> Outcome {
    page.wait_for(".progress-add input").await?;
    page.js(
        "document.querySelector('.progress-add input').focus();",
        json!(null),
    )
    .await?;
    page.keys(name).await?;
    page.keys(Key::Enter).await?;
    page.wait(
        "an empty field for the next",
        "document.querySelector('.progress-add input').value === ''",
        json!(null),
    )
    .await
}
