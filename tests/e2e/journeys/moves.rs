//! Lines that are moved into each other at the same time.

use crate::steps::{
    Outcome, choose, converge, counts, hall, join, open_sample, share, titles, unfold,
};

#[tokio::test(flavor = "multi_thread")]
async fn moves_into_each_other_end_the_same_on_both_devices() -> Outcome {
    let (mut relay, _driver, devices) = hall(&["a", "b"]).await?;
    let (a, b) = (&devices[0].page, &devices[1].page);
    open_sample(a, &relay).await?;
    let link = share(a).await?;
    join(b, &link).await?;
    for page in [a, b] {
        unfold(page).await?;
    }
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
        assert!(both.contains(title.as_str()), "「{title}」 vanished");
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
