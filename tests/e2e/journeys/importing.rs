//! A document goes into a plan that is there: looked at, put right, compared, taken, taken back.

use serde_json::json;
use thirtyfour::prelude::Key;
use yoriai_e2e::page::Page;
use yoriai_e2e::{axe, documents};

use crate::steps::{Outcome, hall, import};

const SIZES: [(u32, u32); 3] = [(390, 844), (820, 1180), (1180, 820)];

/// Chooses an option by its words, as a person does in a list.
async fn choose_option(page: &Page, list: &str, words: &str) -> Outcome {
    let option = "[...(document.querySelector(arguments[0][0])?.options ?? [])]\
                  .find(option => option.text === arguments[0][1])";
    page.wait(
        &format!("「{words}」 in the list"),
        option,
        json!([list, words]),
    )
    .await?;
    page.js(
        &format!(
            "const option = {option}; const list = option.closest('select'); \
             list.value = option.value; \
             list.dispatchEvent(new Event('change', {{bubbles: true}}));"
        ),
        json!([list, words]),
    )
    .await?;
    Ok(())
}

/// Axe at every size, and nothing wider than the screen.
async fn looks_well(page: &Page, what: &str) -> Outcome {
    for size in SIZES {
        page.resize(size).await?;
        axe::check(page, &format!("{what} at {}×{}", size.0, size.1)).await?;
        let wide = page
            .js(
                "return document.documentElement.scrollWidth > innerWidth;",
                json!(null),
            )
            .await?;
        assert_eq!(wide, json!(false), "{what} is wider than {}", size.0);
    }
    Ok(())
}

/// The title of the plan, as its bar shows it.
async fn titled(page: &Page, title: &str) -> Outcome {
    page.wait(
        &format!("the plan called 「{title}」"),
        "document.querySelector('.bar-title')?.innerText.includes(arguments[0])",
        json!(title),
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_goal_sheet_goes_into_the_plan_and_out_again() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    let plan = documents::sample();
    import(a, &relay, &plan).await?;

    // The goal sheet, looked at.
    let sheet = plan.file.with_file_name("goal-sheet.txt");
    a.js("location.hash = '#/import';", json!(null)).await?;
    a.choose_file(&sheet).await?;
    a.wait_for(".import-rows").await?;
    let counts = a.text(".import-levels").await?;
    for (name, count) in [("指標", "6"), ("指標の値", "19"), ("日付", "2")] {
        let found = counts.split_whitespace().collect::<Vec<_>>();
        assert!(found.windows(2).any(|w| w == [name, count]), "{counts}");
    }
    assert!(a.text(".import-rows").await?.contains("5地区60回"));

    // An item becomes prose, and an item again.
    let items = a.count(".import-row textarea").await?;
    a.js(
        "[...document.querySelectorAll('.import-row textarea')]\
         .find(t => t.value === '気づき、支え合おう').focus();",
        json!(null),
    )
    .await?;
    a.press(".import-row-tools", "本文にする").await?;
    a.wait(
        "one item less",
        "document.querySelectorAll('.import-row textarea').length === arguments[0] - 1 && \
         document.activeElement.value === '顔の見える関係を広げよう'",
        json!(items),
    )
    .await?;
    a.js(
        "[...document.querySelectorAll('.import-prose button')]\
         .find(b => b.innerText.includes('気づき、支え合おう')).click();",
        json!(null),
    )
    .await?;
    a.wait_for(".import-source [data-on=true]").await?;
    a.press(".import-row-tools", "項目にする").await?;
    a.wait(
        "the item again",
        "document.querySelectorAll('.import-row textarea').length === arguments[0] && \
         document.activeElement.value.includes('気づき、支え合おう')",
        json!(items),
    )
    .await?;

    looks_well(a, "an item that was chosen").await?;

    // Read anew, with a column that means something else.
    a.press(".import-actions", "選び直す").await?;
    a.choose_file(&sheet).await?;
    a.wait_for(".import-columns summary").await?;
    a.click(".import-columns summary").await?;
    looks_well(a, "what was read").await?;
    choose_option(
        a,
        ".import-columns select[aria-label*='目標達成状況']",
        "主な取り組み内容",
    )
    .await?;
    a.wait(
        "no reports",
        "!document.querySelector('.import-levels').innerText.includes('進捗の報告')",
        json!(null),
    )
    .await?;

    // Beside the plan: one thing differs, and is taken.
    choose_option(
        a,
        ".import-where select",
        "第3期 みどり野市地域福祉活動計画",
    )
    .await?;
    a.press(".import-actions", "今の計画と比べる").await?;
    a.wait_for(".import-different fieldset").await?;
    looks_well(a, "the comparison").await?;
    assert_eq!(a.count(".import-different fieldset").await?, 1);
    assert_eq!(a.count(".import-side[data-on=true]").await?, 1);
    assert!(
        a.text(".import-side[data-on=true]")
            .await?
            .contains("地域福祉活動計画")
    );
    a.click(".import-side:last-child input").await?;
    a.wait(
        "the document's title taken",
        "document.querySelector('.import-side[data-on=true]').innerText.includes('組織目標管理シート')",
        json!(null),
    )
    .await?;
    a.press(".import-actions", "この計画に取り込む").await?;
    a.wait_for(".desk .tree").await?;
    titled(a, "組織目標管理シート").await?;
    a.press(".places", "目標管理シート").await?;
    a.wait_for(".goals .grid td").await?;
    let holds = "[...document.querySelectorAll('.goals .grid td')].map(cell => \
                 cell.querySelector('textarea')?.value ?? cell.innerText)\
                 .some(text => text.includes(arguments[0]))";
    for text in ["5地区60回", "予定どおり2か所を開きました。"] {
        a.wait(text, holds, json!(text)).await?;
    }

    // One step takes all of it back.
    a.press(".bar-steps", "元に戻す").await?;
    titled(a, "第3期 みどり野市地域福祉活動計画").await?;
    a.wait(
        "nothing of the sheet left",
        &format!("!({holds})"),
        json!("5地区60回"),
    )
    .await?;
    a.wait_for_sync("保存済み").await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_put_right_is_there_after_a_walk() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    crate::steps::open_app(a, &relay).await?;
    a.press(".home-actions", "文書から取り込む").await?;
    a.click(".import-paste").await?;
    a.keys("基本目標1 つながる\n1) 声をかける\n2) 居場所をつくる\n")
        .await?;
    a.press(".import-choose", "読み取る").await?;
    let title = ".import-about input";
    a.click(title).await?;
    a.keys("直した題").await?;
    a.keys(Key::Tab).await?;

    // A look at the list, and back.
    a.press(".bar", "一覧へ").await?;
    a.press(".home-actions", "文書から取り込む").await?;
    assert_eq!(a.value(title).await?, "直した題");

    // Another document after all, or rather not.
    a.press(".import-actions", "選び直す").await?;
    a.press(".import-choose", "前の結果に戻る").await?;
    assert_eq!(a.value(title).await?, "直した題");

    // The place of a row is marked in the source, and that place alone.
    a.press(".import-rows", "居場所をつくる").await?;
    a.wait(
        "the line in the source",
        "document.querySelector('.import-source [data-on=true]')?.innerText.trim() \
         === '2) 居場所をつくる'",
        json!(null),
    )
    .await?;

    // Once it is a plan, the next document begins anew.
    a.press(".import-actions", "この内容で計画をつくる").await?;
    titled(a, "直した題").await?;
    a.js("location.hash = '#/import';", json!(null)).await?;
    a.wait_for("input[type=file]").await?;
    assert_eq!(a.count(".import-rows").await?, 0);
    Ok(())
}
