//! The 事業計画 of a year: programmes, a tie, a heading of one's own, and next year's plan, by
//! keyboard; all of it is there after a reload.

use serde_json::json;
use thirtyfour::prelude::*;
use yoriai_e2e::axe;
use yoriai_e2e::page::Page;

use crate::edition::publish;
use crate::steps::{Outcome, hall, open_app, open_sample, tab_to, tab_to_label, unfold};

/// Presses the button with this label by keyboard, and writes into the field that it brings up.
async fn add(page: &Page, label: &str, text: &str) -> Outcome {
    tab_to_label(page, label).await?;
    page.keys(Key::Enter).await?;
    page.wait(
        "an empty field with the cursor in it",
        "document.activeElement?.matches('.annual .text-field textarea') \
         && document.activeElement.value === ''",
        json!(null),
    )
    .await?;
    page.keys(text).await
}

/// The values of the fields that match, once they are these.
async fn wait_for_values(page: &Page, selector: &str, values: &[&str]) -> Outcome {
    page.wait(
        &format!("{values:?} in {selector}"),
        "JSON.stringify([...document.querySelectorAll(arguments[0][0])].map(f => f.value)) \
         === JSON.stringify(arguments[0][1])",
        json!([selector, values]),
    )
    .await
}

/// The first year that the switch offers, or the last.
async fn year(page: &Page, which: &str) -> anyhow::Result<String> {
    page.text(&format!(".annual-years .button:{which}-child"))
        .await
}

const CATEGORIES: &str = ".annual-category-title textarea";
const PROGRAMMES: &str = ".programme-title textarea";
const INITIATIVES: &str = ".initiative-title textarea";

#[tokio::test(flavor = "multi_thread")]
async fn a_years_plan_is_made_by_keyboard_and_the_next_one_out_of_it() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    open_app(a, &relay).await?;

    // A new 事業計画.
    tab_to_label(a, "新しい計画").await?;
    a.keys(Key::Enter).await?;
    a.wait_for("dialog[open] input").await?;
    tab_to(a, "the title", "e.matches('dialog input[type=text]')").await?;
    a.keys("見本区の事業計画").await?;
    tab_to(a, "the templates", "e.matches('dialog input[type=radio]')").await?;
    a.keys(Key::Down).await?;
    tab_to_label(a, "つくる").await?;
    a.keys(Key::Enter).await?;
    a.wait_for(".annual").await?;
    let this_year = year(a, "first").await?;

    // A category, a programme, and what is known of it.
    add(a, "区分を追加", "地域支援").await?;
    add(a, "事業を追加", "配食サービス").await?;
    tab_to_label(a, "項目を追加").await?;
    a.keys(Key::Enter).await?;
    add(a, "財源", "市補助金").await?;

    // A second programme, and up with it: the focus stays on the button for another step.
    add(a, "事業を追加", "訪問サービス").await?;
    tab_to(
        a,
        "what can be done with the programme",
        "e.getAttribute('aria-label') === '「訪問サービス」の操作'",
    )
    .await?;
    a.keys(Key::Enter).await?;
    tab_to_label(a, "上へ").await?;
    a.keys(Key::Enter).await?;
    wait_for_values(a, PROGRAMMES, &["訪問サービス", "配食サービス"]).await?;
    a.wait(
        "the focus on the button",
        "document.activeElement?.innerText === '上へ'",
        json!(null),
    )
    .await?;

    // A pillar, a goal with a direction, and an initiative of the year.
    add(a, "計画柱を追加", "支え合うまち").await?;
    add(a, "基本目標を追加", "見守りが広がる").await?;
    add(a, "取組の方向性を追加", "声をかけ合います").await?;
    a.keys(Key::Tab).await?;
    add_line(a, "訪問の輪を広げます").await?;
    add(a, "具体的な取組を追加", "配食の見守り").await?;
    wait_for_values(a, INITIATIVES, &["配食の見守り"]).await?;

    // It is marked, and tied to the programme.
    a.js("document.querySelector('.skip').focus();", json!(null))
        .await?;
    tab_to(
        a,
        "what can be done with the initiative",
        "e.getAttribute('aria-label') === '「配食の見守り」の操作'",
    )
    .await?;
    a.keys(Key::Enter).await?;
    tab_to_label(a, "重点").await?;
    a.keys(Key::Space).await?;
    tab_to(
        a,
        "the choice of its programme",
        "e.matches('select') && e.closest('label').innerText.startsWith('事業')",
    )
    .await?;
    a.keys(Key::Down).await?;
    a.wait_for_text("事業：訪問サービス").await?;
    a.keys(Key::Down).await?;
    a.wait_for_text("事業：配食サービス").await?;
    a.wait(
        "it in the list of priorities",
        "document.querySelector('.annual-priority')?.innerText.includes('配食の見守り')",
        json!(null),
    )
    .await?;

    // A heading of the council's own.
    a.js("document.querySelector('.skip').focus();", json!(null))
        .await?;
    tab_to_label(a, "見出しを変える").await?;
    a.keys(Key::Enter).await?;
    tab_to(
        a,
        "the heading of the programmes",
        "e.getAttribute('aria-label') === '「実施事業一覧」の見出し'",
    )
    .await?;
    a.keys("わたしたちの事業").await?;
    a.keys(Key::Tab).await?;
    a.js("document.querySelector('.skip').focus();", json!(null))
        .await?;
    axe::check(a, "the annual plan with its headings open").await?;
    tab_to_label(a, "見出しを変える").await?;
    a.keys(Key::Enter).await?;
    a.wait(
        "the new heading",
        "[...document.querySelectorAll('.annual-heading')].some(h => h.innerText === 'わたしたちの事業')",
        json!(null),
    )
    .await?;

    // Next year's plan out of this one.
    tab_to_label(a, "来年度の計画をつくる").await?;
    a.keys(Key::Enter).await?;
    a.wait_for("dialog[open] .annual-candidates input").await?;
    axe::check(a, "what goes on next year").await?;
    tab_to_label(a, "1件を引き継ぐ").await?;
    a.keys(Key::Enter).await?;
    a.wait(
        "what was made",
        "document.querySelector('.annual-made')?.innerText.includes('1件つくりました')",
        json!(null),
    )
    .await?;
    let next_year = year(a, "last").await?;
    assert_ne!(this_year, next_year);
    a.wait_for_sync("保存済み").await?;

    // All of it is there after a reload.
    a.reload().await?;
    a.wait_for(".annual").await?;
    for (shown, other) in [(&this_year, &next_year), (&next_year, &this_year)] {
        a.press(".annual-years", shown).await?;
        a.wait(
            "the year in the title",
            "document.querySelector('.annual-head h1')?.innerText.startsWith(arguments[0])",
            json!(shown),
        )
        .await?;
        wait_for_values(a, CATEGORIES, &["地域支援"]).await?;
        wait_for_values(a, PROGRAMMES, &["訪問サービス", "配食サービス"]).await?;
        wait_for_values(a, ".fact textarea", &["市補助金"]).await?;
        wait_for_values(
            a,
            ".direction-table td:first-child textarea",
            &["声をかけ合います"],
        )
        .await?;
        wait_for_values(a, INITIATIVES, &["配食の見守り"]).await?;
        let row = a.text(".initiative").await?;
        assert!(row.contains("1)"), "{shown}, beside {other}: {row}");
        assert!(row.contains("重点"), "{shown}: {row}");
        a.wait_for_text("事業：配食サービス").await?;
        a.wait_for_text("わたしたちの事業").await?;
    }

    // And on paper, for the year that is shown.
    a.press(".places", "印刷").await?;
    a.press(".print-tools", "事業計画").await?;
    let all = [
        "わたしたちの事業",
        "財源：市補助金",
        "■ 訪問の輪を広げます",
        "配食の見守り",
    ];
    a.wait_for(".paper-annual").await?;
    let paper = a.text(".paper").await?;
    for text in all.into_iter().chain([next_year.as_str()]) {
        assert!(paper.contains(text), "「{text}」 isn't in: {paper}");
    }
    // A heading stays with what follows it. With nothing in its box to follow, it would tie the boxes
    // to one another, and a chain longer than a page leaves headings alone at a page's foot.
    let tied = a
        .js(
            "return [...document.querySelectorAll('.paper *')]\
                 .filter(part => !part.nextElementSibling\
                     && getComputedStyle(part).breakAfter === 'avoid')\
                 .map(part => part.outerHTML);",
            json!(null),
        )
        .await?;
    assert_eq!(
        tied,
        json!([]),
        "what ends its box, and asks to stay with the next"
    );
    // In the summary, what heads other headings alone is in one box with the first of them.
    a.press(".print-tools", "進捗のまとめ").await?;
    a.wait_for(".paper .progress-paper").await?;
    let headings = a
        .js(
            "return [...document.querySelectorAll('.paper h2, .paper h3, .paper h4')]\
                 .map(heading => [heading.nextElementSibling?.tagName, \
                                  getComputedStyle(heading).breakInside]);",
            json!(null),
        )
        .await?;
    assert_eq!(headings, json!([["H3", "avoid"], ["TABLE", "avoid"]]));

    // The desk knows of the tie as well, and an edition has it all.
    a.press(".places", "実施計画").await?;
    unfold(a).await?;
    a.click(".tree [data-depth='3'] .tree-title").await?;
    a.wait(
        "the programme among the details",
        "[...document.querySelectorAll('.desk-details select')]\
         .some(s => s.selectedOptions[0]?.text.includes('配食サービス'))",
        json!(null),
    )
    .await?;
    let edition = publish(a, "資料").await?;
    a.open("about:blank").await?;
    a.open(&edition).await?;
    let paper = a.text("#edition-annual").await?;
    for text in all {
        assert!(paper.contains(text), "「{text}」 isn't in: {paper}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn with_nothing_to_carry_over_next_years_plan_is_shown() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    // What the sample has for one year alone is in its first; all else holds in all its years.
    open_sample(a, &relay).await?;
    a.press(".places", "事業計画").await?;
    a.wait_for(".annual").await?;
    let [this, next] = [
        a.text(".annual-years .button:nth-child(2)").await?,
        a.text(".annual-years .button:nth-child(3)").await?,
    ];
    a.press(".annual-years", &this).await?;
    a.press(".annual", "来年度の計画をつくる").await?;
    a.wait_for_text("引き継ぐ取組はありません。").await?;
    a.press("dialog[open]", &format!("{next}の計画を見る"))
        .await?;
    a.wait(
        "the next year's plan",
        "!document.querySelector('dialog[open]') \
         && document.querySelector('.annual-head h1')?.innerText.startsWith(arguments[0])",
        json!(next),
    )
    .await
}

/// Writes into the line that a new row of the table begins with.
async fn add_line(page: &Page, text: &str) -> Outcome {
    tab_to(
        page,
        "the first line of the direction",
        "e.matches('.direction-table td + td textarea')",
    )
    .await?;
    page.keys(text).await
}
