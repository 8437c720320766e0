use super::super::testing::Desk;
use super::*;
use crate::ids::ItemId;
use crate::kinds::Caption;

fn desk(text: &str) -> (Desk, ItemId) {
    let mut desk = Desk::new();
    desk.title("計画").level("目標");
    let id = desk.item(None, "目標");
    desk.statement(&id, text);
    (desk, id)
}

#[test]
fn two_kinds_are_found_and_made_one() {
    for (text, mended) in [
        (
            "会議（年2回）と会（月1回）、祭り(春)",
            "会議（年2回）と会（月1回）、祭り（春）",
        ),
        (
            "4月～6月、7月～9月、10月~12月",
            "4月～6月、7月～9月、10月～12月",
        ),
        (
            "相談《新規》、会《重点》、貸付<<重点>>",
            "相談《新規》、会《重点》、貸付《重点》",
        ),
        (
            "＜現状と課題＞\n長い文\n <現状と課題> \n＜取組＞",
            "＜現状と課題＞\n長い文\n ＜現状と課題＞ \n＜取組＞",
        ),
        ("目標1-(1)と1 –(2)、2-①と2−②", "目標1-(1)と1 -(2)、2-①と2-②"),
        (
            "●一つめ\n●二つめ\n ○三つめ\n●四つめ",
            "●一つめ\n●二つめ\n ●三つめ\n●四つめ",
        ),
        (
            "(一つ(二つ)め)（三つめ（四つめ）（五つ）",
            "（一つ（二つ）め）（三つめ（四つめ）（五つ）",
        ),
    ] {
        let (mut desk, id) = desk(text);
        let finding = desk.only(Check::Marks);
        assert!(finding.mends.len() >= 2, "{text}");
        desk.apply_mend(&finding, 0);
        assert_eq!(desk.plan().items[&id].statement, mended);
        assert_eq!(desk.check(), [], "{text}");
    }
}

#[test]
fn a_caption_counts_and_is_mended() {
    let (mut desk, _) = desk("令和3～7年度と令和8～12年度");
    desk.apply(crate::Command::SetCaption {
        which: Caption::DirectionLines,
        words: Some("具体的な取組（令和3~7年度）".into()),
    });
    let finding = desk.only(Check::Marks);
    desk.apply_mend(&finding, 0);
    let words = desk.plan().head.caption(Caption::DirectionLines).to_owned();
    assert_eq!(words, "具体的な取組（令和3～7年度）");
}

#[test]
fn one_kind_and_other_purposes_are_left_alone() {
    for text in [
        "会議(年2回)と(1)の会",
        "会議（年2回）と(1)の会、SNS(LINE)",
        "4月～6月と https://example.jp/~desk/",
        "開かれたまま（閉じない、(半分",
        "《重点》と < より小さい >",
        "【取組】\n＜現状と課題＞\n<p>\n<<重点>>",
        "電話 03-1234-5678、10–15名、-2度、1-①",
        "●大きな点\n○小さな点\n○小さな点\n●大きな点\n●大きな点",
        "●一つめ\n○二つめ",
    ] {
        let (desk, _) = desk(text);
        assert_eq!(desk.check(), [], "{text}");
    }
}
