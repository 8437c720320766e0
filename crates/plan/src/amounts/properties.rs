//! What holds for every text, whatever is in it.

use proptest::prelude::*;

use super::*;

#[test]
fn spans_hold_the_words_of_the_amount() {
    let spans = |text: &str| -> Vec<String> {
        read(text)
            .into_iter()
            .map(|part| text[part.span].to_owned())
            .collect()
    };
    assert_eq!(spans("居場所週1回、計３２回"), ["週1回", "計３２回"]);
    assert_eq!(spans("相談は 2か月に1回程度"), ["2か月に1回"]);
    assert_eq!(spans("前年比△3.5％（約1,200人）"), ["△3.5％", "約1,200人"]);
    assert_eq!(spans("10～15名/回"), ["10～15名/回"]);
}

#[test]
fn a_long_and_twisted_text_is_read_all_the_same() {
    for piece in [
        "「", "(1", "1(", "1あ", "1回(", "計1回", "約", "三", "1/", "職3 ", "<p",
    ] {
        let text = piece.repeat(20_000 / piece.chars().count());
        let parts = read(&text);
        assert!(parts.len() <= text.len(), "{piece}");
        let _ = totals_of(&parts);
    }
}

/// Pieces of real usage, which meet in ways that nobody thought of.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "9",
        "18",
        "1,234",
        "２",
        "三",
        "十二",
        "〇",
        "万",
        "千",
        "回",
        "名",
        "地区",
        "か所",
        "%",
        "％",
        "日",
        "月",
        "年",
        "週",
        "計",
        "合計",
        "約",
        "延べ",
        "毎月",
        "第",
        "令和",
        "R",
        "△",
        "-",
        "～",
        "/",
        "(",
        ")",
        "（",
        "）",
        "「",
        "」",
        "、",
        "・",
        "\n",
        " ",
        "　",
        "：",
        "=",
        "<",
        ">",
        "目",
        "に",
        "あたり",
        "講座",
        "サロン",
        "𠮷",
        "é",
        "①",
        "中",
        "分の",
        "以上",
        "0",
        ".",
        ",",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn parts_lie_in_the_text_one_after_another(text in prop_oneof![pieces(), any::<String>()]) {
        let parts = read(&text);
        let mut end = 0;
        for part in &parts {
            prop_assert!(text.get(part.span.clone()).is_some_and(|said| !said.is_empty()));
            prop_assert!(part.span.start >= end, "{text}");
            end = part.span.end;
            prop_assert!(part.label.as_ref().is_none_or(|label| text.contains(label.as_str())));
        }
        for total in totals_of(&parts) {
            prop_assert!(parts[total.total].total);
            prop_assert!(total.parts.len() >= 2);
            prop_assert!(total.parts.iter().all(|part| *part < total.total));
            prop_assert!(!(total.agrees() && total.differs()));
        }
    }

    #[test]
    fn a_plain_count_reads_back(count in 0_i64..10_000_000, scale in 0_u32..3) {
        let number = Amount::new(count, scale).unwrap();
        let parts = read(&format!("参加 {number}名"));
        prop_assert_eq!(parts.len(), 1);
        prop_assert_eq!(parts[0].number, number);
    }
}
