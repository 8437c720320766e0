//! 指標: a chart says its values, and what is missing leads to the cell where it is written.

use serde_json::json;
use yoriai_e2e::axe;

use crate::steps::{Outcome, hall, open_sample};

#[tokio::test(flavor = "multi_thread")]
async fn a_chart_says_its_values_and_a_gap_leads_to_its_cell() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    open_sample(a, &relay).await?;
    a.press(".places", "指標").await?;
    a.wait(
        "a chart whose label says target and result of the year",
        "[...document.querySelectorAll('.figure svg[role=img]')].some(chart => \
         chart.getAttribute('aria-label').includes('令和6年度 目標60人、結果62人'))",
        json!(null),
    )
    .await?;
    a.wait_for(".figures-coverage tbody td").await?;
    axe::check(a, "the indicators").await?;

    // A cell of the summary that nobody has written.
    a.press(".figures-missing .figures-gaps", "場所を開く")
        .await?;
    a.wait(
        "the cursor in an empty cell of the summary",
        "document.activeElement?.closest('.progress .grid [data-here=true]') \
         && document.activeElement.value === ''",
        json!(null),
    )
    .await?;
    a.keys("職員の休暇の使い方を改めました。").await?;
    a.press(".places", "指標").await?;

    // A result that is not there yet, in the goal sheet of its year.
    a.wait_for(".figures-missing .figures-who").await?;
    a.js(
        "[...document.querySelectorAll('.figures-gaps button')].find(button => \
         button.getAttribute('aria-label').includes('結果のない目標')).click();",
        json!(null),
    )
    .await?;
    a.wait(
        "the cursor in the column of results",
        "document.activeElement?.closest('.goals .grid td')?.dataset.place?.endsWith('-2024-結果')",
        json!(null),
    )
    .await
}
