//! 点検: a slip is found, mended or left as it is, and the reason comes along to another device.

use serde_json::json;
use yoriai_e2e::documents::Document;
use yoriai_e2e::page::Page;
use yoriai_e2e::{TempDir, axe};

use crate::steps::{Outcome, hall, import, join, share};

/// Two goals; a number twice, and one word in two spellings.
const TEXT: &str = "\
基本目標1 つながる
具体的な取組
1) 見守りの困りごとを聞きます。
1) 居場所の困り事を聞きます。
基本目標2 支える
具体的な取組
1) 困りごとを受け止めます。
";

async fn open_checks(page: &Page) -> Outcome {
    page.press(".places", "点検").await?;
    page.wait_for(".checks-row").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slip_is_mended_and_another_is_left_with_a_reason() -> Outcome {
    let folder = TempDir::new("checks")?;
    let file = folder.path().join("plan.txt");
    std::fs::write(&file, TEXT)?;
    let document = Document {
        name: "a plan with two slips",
        file,
        items: [2, 3, 0, 0],
        residents: 0,
    };
    let (relay, _driver, devices) = hall(&["a", "b"]).await?;
    let (a, b) = (&devices[0].page, &devices[1].page);
    import(a, &relay, &document).await?;
    open_checks(a).await?;
    axe::check(a, "the checks").await?;

    a.press("[aria-labelledby=checks-number]", "直す").await?;
    a.wait(
        "the number is mended",
        "!document.querySelector('[aria-labelledby=checks-number]')",
        json!(null),
    )
    .await?;
    a.press("[aria-labelledby=checks-spelling]", "このままにする")
        .await?;
    a.wait_for(".checks-keeping input:focus").await?;
    a.keys("聞き取りのことばのため").await?;
    a.press(".checks-keeping", "このままにする").await?;
    a.wait_for(".checks-kept").await?;
    let link = share(a).await?;

    join(b, &link).await?;
    b.press(".places", "点検").await?;
    b.wait_for(".checks-kept").await?;
    b.wait_for_text("聞き取りのことばのため").await?;
    b.press(".checks-kept", "もう一度挙げる").await?;
    b.wait_for("[aria-labelledby=checks-spelling]").await?;
    b.press("[aria-labelledby=checks-spelling]", "場所を開く")
        .await?;
    b.wait(
        "the cursor in the line with the rarer spelling",
        "document.activeElement?.value?.includes('困り事')",
        json!(null),
    )
    .await
}
