//! The main job, end to end: bring a plan in, share it, write apart, and have it all together.

use serde_json::json;
use yoriai_e2e::browser::{Driver, Engine};
use yoriai_e2e::documents::{self, Document};

use crate::steps::{
    Outcome, TABLET, choose, converge, counts, hall, import, join, share, squeezed, titles, unfold,
};

#[tokio::test(flavor = "multi_thread")]
async fn two_devices_write_apart_and_lose_nothing_with_the_sample() -> Outcome {
    story(documents::sample(), Engine::Chromium).await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_browsers_of_different_make_write_apart_and_lose_nothing() -> Outcome {
    story(documents::sample(), Engine::Firefox).await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_devices_write_apart_and_lose_nothing_with_a_real_plan() -> Outcome {
    match documents::activity_plan() {
        Some(document) => story(document, Engine::Chromium).await,
        None => {
            eprintln!("the shared documents are not here: this journey ran with the sample alone");
            Ok(())
        }
    }
}

async fn story(document: Document, other: Engine) -> Outcome {
    let (mut relay, driver, mut devices) = hall(&["a"]).await?;
    let of_other_make = Driver::of(other).await?;
    devices.push(of_other_make.device("b", TABLET).await?);
    let [a, b] = &devices[..] else {
        anyhow::bail!("two devices were asked for")
    };

    import(&a.page, &relay, &document).await?;
    let (items, residents) = counts(&a.page).await?;
    assert_eq!(items, document.items, "items by level in {}", document.name);
    assert_eq!(
        residents, document.residents,
        "lines for residents in {}",
        document.name
    );

    let link = share(&a.page).await?;
    join(&b.page, &link).await?;
    assert_eq!(counts(&b.page).await?, (document.items, document.residents));

    // What they will write in.
    let goals = titles(&a.page, 2).await?;
    let policy = titles(&a.page, 3).await?[0].clone();
    let sentence = titles(&a.page, 4).await?[0].clone();
    let length = sentence.encode_utf16().count();
    let top = titles(&a.page, 1).await?[1].clone();

    relay.stop().await?;

    // A: the first half of a sentence, and the policy above it to another goal.
    choose(&a.page, &sentence).await?;
    a.page.select_in(&sentence, 0, 4).await?;
    a.page.keys("甲の書いた前半、").await?;
    choose(&a.page, &policy).await?;
    a.page.press(".desk-details", "へ移す…").await?;
    a.page.press("dialog[open] .pick", &goals[1]).await?;
    a.page.wait_for_sync("同期待ち").await?;

    // B: the other half of the same sentence, one more activity under the same policy, a title.
    choose(&b.page, &sentence).await?;
    b.page.select_in(&sentence, length - 4, length).await?;
    b.page.keys("乙の書いた後半。").await?;
    b.page
        .press(".block[data-on], .block:has([data-on=true])", "を追加")
        .await?;
    b.page
        .wait(
            "an empty new row with the cursor in it",
            "document.activeElement?.matches('.row textarea') && document.activeElement.value === ''",
            json!(null),
        )
        .await?;
    b.page.keys("乙が足した取組です。").await?;
    choose(&b.page, &top).await?;
    b.page.retype(&top, "乙が改めた題").await?;
    b.page.wait_for_sync("同期待ち").await?;

    // Both close and open again, with nobody to ask.
    for page in [&a.page, &b.page] {
        page.wait_for_sync("保存済み・同期待ち").await?;
        page.reload().await?;
        page.wait_for(".desk .tree").await?;
        unfold(page).await?;
    }
    let begun: String = String::from_utf16_lossy(
        &"甲の書いた前半、"
            .encode_utf16()
            .chain(sentence.encode_utf16().skip(4))
            .collect::<Vec<_>>(),
    );
    assert!(
        titles(&a.page, 4).await?.contains(&begun),
        "A lost its half of the sentence"
    );
    let moved = titles(&a.page, 3).await?;
    assert_ne!(moved[0], policy, "A lost its move");
    assert!(
        titles(&b.page, 4)
            .await?
            .contains(&"乙が足した取組です。".to_owned())
    );
    assert!(
        titles(&b.page, 1)
            .await?
            .contains(&"乙が改めた題".to_owned())
    );

    relay.start_again().await?;
    for page in [&a.page, &b.page] {
        page.wait_for_sync("保存済み・同期済み").await?;
    }
    let both = converge(&a.page, &b.page).await?;
    let middle: String = String::from_utf16_lossy(
        &sentence
            .encode_utf16()
            .skip(4)
            .take(length - 8)
            .collect::<Vec<_>>(),
    );
    let merged = format!("甲の書いた前半、{middle}乙の書いた後半。");
    for written in [merged.as_str(), "乙が足した取組です。", "乙が改めた題"] {
        assert_eq!(
            both.matches(&squeezed(written)).count(),
            if written == "乙が改めた題" {
                2
            } else {
                1
            },
            "{written}"
        );
    }
    unfold(&b.page).await?;
    assert_eq!(titles(&b.page, 3).await?, moved, "the move came over");
    let (items, residents) = counts(&b.page).await?;
    let mut expected = document.items;
    expected[3] += 1;
    assert_eq!(
        (items, residents),
        (expected, document.residents),
        "nothing vanished"
    );

    // The edition: a third profile, and the relay gone once the page is there.
    let edition = crate::edition::publish(&a.page, "第1回委員会 資料").await?;
    let c = driver.device("c", crate::steps::TABLET).await?;
    crate::edition::read_without_relay(&c, &mut relay, &edition, &[&merged, "乙が改めた題"])
        .await?;
    c.quit().await?;
    for device in devices {
        device.quit().await?;
    }
    Ok(())
}
