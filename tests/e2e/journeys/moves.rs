//! Lines that are moved into each other at the same time.

use crate::steps::{
    Outcome, choose, converge, counts, hall, open_sample, share_sample, squeezed, titles, unfold,
};

#[tokio::test(flavor = "multi_thread")]
async fn moves_into_each_other_end_the_same_on_both_devices() -> Outcome {
    let (mut relay, _driver, devices) = hall(&["a", "b"]).await?;
    let (a, b) = (&devices[0].page, &devices[1].page);
    share_sample(a, b, &relay).await?;
    let (items, residents) = counts(a).await?;
    let all: u64 = items.iter().sum();
    let policies = titles(a, 3).await?;
    let (first, second) = (policies[0].clone(), policies[1].clone());
    relay.stop().await?;

    // A puts the second under the first; B puts the first under the second.
    choose(a, &second).await?;
    a.press(".desk-details", "一段下げる").await?;
    a.wait_for_sync("同期待ち").await?;
    choose(b, &first).await?;
    b.press(".desk-details", "下へ").await?;
    b.press(".desk-details", "一段下げる").await?;
    b.wait_for_sync("同期待ち").await?;

    relay.start_again().await?;
    for page in [a, b] {
        page.wait_for_sync("保存済み・同期済み").await?;
    }
    let both = converge(a, b).await?;
    for title in [&first, &second] {
        assert!(both.contains(&squeezed(title)), "「{title}」 vanished");
    }
    for page in [a, b] {
        unfold(page).await?;
        assert_eq!(
            page.count(".tree [data-depth]").await?,
            all,
            "an item vanished"
        );
        assert_eq!(
            page.count(".tree [data-line]").await?,
            residents,
            "a line vanished"
        );
        page.press(".findings", "ご確認ください").await?;
        page.wait_for_text("一番上に置きました").await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dragged_line_lands_where_it_was_dropped() -> Outcome {
    use thirtyfour::prelude::*;
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    open_sample(a, &relay).await?;
    let before = titles(a, 3).await?;
    let rows = a
        .driver()
        .find_all(By::Css(".tree [data-depth='3'] > .tree-row"))
        .await?;
    // By its row's middle onto the middle of the first goal's row: under that goal, at its end.
    let goals = a
        .driver()
        .find_all(By::Css(".tree [data-depth='2'] > .tree-row"))
        .await?;
    a.driver()
        .action_chain()
        .drag_and_drop_element(&rows[2], &goals[0])
        .perform()
        .await?;
    a.wait(
        "the dragged line in its new place",
        "[...document.querySelectorAll(\".tree [data-depth='2']\")][0].innerText.includes(arguments[0])",
        serde_json::json!(before[2]),
    )
    .await?;
    a.wait_for_sync("保存済み").await?;
    let mut expected = before.clone();
    expected.sort();
    let mut after = titles(a, 3).await?;
    after.sort();
    assert_eq!(after, expected, "nothing else moved away");
    Ok(())
}
