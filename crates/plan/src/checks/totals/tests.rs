use super::super::testing::Desk;
use super::*;
use crate::Command;
use crate::ids::ValueId;
use crate::kinds::ValueRole;

fn found(text: &str) -> Vec<Found> {
    let field = TextRef::Value(ValueId::from_random([1; 12]), ValueText::Text);
    let written = Written {
        field: Field::Text(field),
        text,
    };
    let mut found = Vec::new();
    of_text(&written, &mut found);
    found
}

#[test]
fn a_total_that_differs_is_found_wherever_it_stands() {
    for text in [
        "居場所24回、女子会6回、計32回",
        "居場所の開催(喫茶24回、女子会6回、計32回) ・研修(1回)",
        "喫茶 ２４回・女子会 ６回・合計 ３２回",
        "第1地区10名、第2地区20名、総計40名",
    ] {
        let found = found(text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].severity, Severity::Warning, "{text}");
        assert_eq!(found[0].mends.len(), 1, "{text}");
    }
}

#[test]
fn a_total_that_leaves_out_what_comes_every_week_is_said() {
    let found = found("開催(畑の居場所週1回、居場所24回、女子会6回、夜の会2回、計32回)");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].severity, Severity::Notice);
    assert!(found[0].message.contains("週1回"), "{}", found[0].message);
    assert!(found[0].mends.is_empty());
}

#[test]
fn right_totals_and_what_cannot_be_told_are_left_alone() {
    for text in [
        "居場所24回、女子会6回、夜の会2回、計32回",
        "9地区18回",
        "計32回",
        "居場所24回、計32回",
        "居場所24回、参加者6名、計32回",
        "会計2回、監査3回",
        "居場所週1回、女子会6回、夜の会2回、計56回",
        "寄付1,200円、会費800円、計2,000円",
        "計画を2回、見直しを3回",
        "研修(2回)、相談会(4回)、計3講座",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn the_mend_writes_the_sum_in_the_place_of_the_number() {
    let found = found("会の開催(喫茶２４回、女子会6回、計 ３２回)");
    let Command::WriteText {
        at, delete, insert, ..
    } = &found[0].mends[0].commands[0]
    else {
        panic!("{found:?}");
    };
    assert_eq!((*at, *delete, insert.as_str()), (19, 2, "30"));
}

#[test]
fn a_number_in_other_words_is_found_but_not_rewritten() {
    let found = found("会費20万円、寄附10万円、計40万円");
    assert_eq!(found.len(), 1);
    assert!(found[0].mends.is_empty());
}

#[test]
fn a_total_in_any_of_its_words_is_looked_at() {
    for word in ["計", "合計", "合わせて", "あわせて", "併せて", "トータル"] {
        let mut desk = Desk::new();
        desk.title("計画").level("取組");
        let item = desk.item(None, "居場所");
        let indicator = desk.indicator(&item, "開催");
        let text = format!("喫茶24回、女子会6回、{word}32回");
        desk.value(&indicator, 2022, ValueRole::Target, &text);
        assert_eq!(
            desk.only(Check::Total).severity,
            Severity::Warning,
            "{word}"
        );
    }
}
