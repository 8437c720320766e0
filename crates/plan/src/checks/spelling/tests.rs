use super::super::testing::Desk;
use super::*;
use crate::checks::Field;
use crate::ids::ItemId;

fn desk(texts: &[&str]) -> (Desk, Vec<ItemId>) {
    let mut desk = Desk::new();
    desk.title("計画").level("目標");
    let ids = texts
        .iter()
        .enumerate()
        .map(|(index, text)| {
            let id = desk.item(None, &format!("その{index}"));
            desk.statement(&id, text);
            id
        })
        .collect();
    (desk, ids)
}

#[test]
fn two_spellings_are_found_once_with_counts_and_places() {
    let (desk, ids) = desk(&["障がいのある人", "障がい者と障害者", "障がい、障害への理解"]);
    let finding = desk.only(Check::Spelling);
    assert!(
        finding.message.contains("「障がい」3か所"),
        "{}",
        finding.message
    );
    assert!(
        finding.message.contains("「障害」2か所"),
        "{}",
        finding.message
    );
    let places = [&finding.about, &finding.also[0]].map(|about| about.entity.clone());
    assert_eq!(
        places,
        [1, 2].map(|at: usize| Entity::Item(ids[at].clone()))
    );
    assert!(matches!(finding.about.field, Some(Field::Text(_))));
}

#[test]
fn a_mend_writes_one_spelling_everywhere() {
    let (mut desk, ids) = desk(&["𠮷野の困り事と困り事、困りごと", "困りごとを受け止めます"]);
    let finding = desk.only(Check::Spelling);
    let mut other = desk.clone();
    let which = |word: &str| {
        let starts = |mend: &crate::checks::Mend| mend.label.contains(&format!("「{word}」に"));
        finding.mends.iter().position(starts).unwrap()
    };
    desk.apply_mend(&finding, which("困りごと"));
    assert_eq!(
        desk.plan().items[&ids[0]].statement,
        "𠮷野の困りごとと困りごと、困りごと"
    );
    assert_eq!(desk.check(), []);
    other.apply_mend(&finding, which("困り事"));
    assert_eq!(
        other.plan().items[&ids[1]].statement,
        "困り事を受け止めます"
    );
    assert_eq!(other.check(), []);
}

#[test]
fn nouns_are_held_against_nouns_and_verbs_against_verbs() {
    for text in [
        "見守りの取組を進め、研修に取り組みます。",
        "取組について話し、課題に取り組み、成果を出します。",
        "取組が広がり、みんなで取り組んでいます。取り組みやすい形にします。",
    ] {
        let (desk, _) = desk(&[text]);
        assert_eq!(desk.check(), [], "{text}");
    }
    for text in [
        "見守りの取組を進め、地域の取り組みを支えます。",
        "移動支援への取組みを進める取り組み",
        "育成に取組みました。相談に取り組みました。",
    ] {
        let (desk, _) = desk(&[text]);
        desk.only(Check::Spelling);
    }
}

#[test]
fn names_keep_their_spelling() {
    for text in [
        "障がい者を支え、障害者総合支援法と障害福祉サービスを使います。発達障害も学びます。",
        "子どもの居場所を、こども家庭センターと作ります。",
        "助け合いを広げ、歳末たすけあい運動を行います。",
        "一人ひとりを、ひとりぼっちにしません。ひとり親を支えます。",
        "困りごとに「困り事相談所」でこたえます。",
        "民生委員児童委員と民生委員・児童委員協議会",
        "できることを、出来事から考えます。",
    ] {
        let (desk, _) = desk(&[text]);
        assert_eq!(desk.check(), [], "{text}");
    }
}

#[test]
fn one_spelling_throughout_is_left_alone() {
    let (desk, _) = desk(&["こども食堂とこどもの学び", "こどもの居場所"]);
    assert_eq!(desk.check(), []);
}
