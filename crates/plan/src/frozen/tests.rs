//! The form of the text, and its size. What it keeps is tested on random plans in `tests/it`.

use super::words::WORDS;
use super::*;
use crate::command::{Command, Place};
use crate::doc::PlanDoc;
use crate::field::{ItemText, PlanText, TextRef};
use crate::ids::{ItemId, LevelId};
use crate::kinds::NumberStyle;
use crate::plan::Plan;
use crate::schema::MAX_ENTITIES;

fn edition(commands: &[Command]) -> Edition {
    let mut doc = PlanDoc::new([1; 16]);
    for command in commands {
        doc.apply(command).unwrap();
    }
    Edition {
        plan: Plan::read(&doc),
        label: String::new(),
        published_by: "ひなた市社協".into(),
        as_of: String::new(),
    }
}

fn item(n: u8, parent: Option<u8>, title: &str) -> Command {
    Command::AddItem {
        id: ItemId::from_random([n; 12]),
        parent: parent.map(|n| ItemId::from_random([n; 12])),
        place: Place::Last,
        title: title.into(),
    }
}

fn write(field: TextRef, insert: &str) -> Command {
    Command::WriteText {
        field,
        at: 0,
        delete: 0,
        insert: insert.into(),
        seen: None,
    }
}

#[test]
fn the_form_is_what_the_head_of_the_module_says() {
    let edition = edition(&[
        Command::AddLevel {
            id: LevelId::from_random([1; 12]),
            place: Place::Last,
            name: "柱".into(),
            style: NumberStyle::Dai,
            in_chart: true,
        },
        item(1, None, "い"),
        item(2, Some(1), "ろ"),
        item(3, Some(2), "は"),
        item(4, Some(2), "に"),
        item(5, None, "ほ"),
    ]);
    assert_eq!(
        edition.freeze(),
        "Y1\u{1}Bひなた\u{e018}\u{2};柱\u{5}い\u{5}ろ\u{5}は\u{4}に\u{6}2ほ\u{1f}"
    );
    let numbers: Vec<String> = Edition::thaw(&edition.freeze())
        .unwrap()
        .plan
        .walk()
        .map(|item| item.number.clone())
        .collect();
    assert_eq!(numbers, ["第1", "", "", "", "第2"]);
}

#[test]
fn whatever_people_write_comes_back() {
    let every_control: String = (0..0x30_u8).map(char::from).collect();
    let text =
        format!("{every_control}\u{e000}\u{f8ff}\u{7f}𠮷社会福祉協議会の地域福祉活動計画\r\n");
    let edition = edition(&[
        item(1, None, ""),
        write(
            TextRef::Item(ItemId::from_random([1; 12]), ItemText::Statement),
            &text,
        ),
        write(TextRef::Plan(PlanText::Slogan), "みんなで\n笑顔で"),
    ]);
    let thawed = Edition::thaw(&edition.freeze()).unwrap();
    assert_eq!(thawed.plan.walk().next().unwrap().statement, text);
    assert_eq!(thawed.plan.head.slogan, "みんなで\n笑顔で");
    assert_eq!(thawed.published_by, "ひなた市社協");
}

#[test]
fn an_element_costs_one_to_three_characters() {
    let items: Vec<Command> = (1..=100)
        .map(|n| item(n, (n > 1).then_some(n / 2), "あ"))
        .collect();
    let frozen = edition(&items).freeze();
    let head = edition(&[]).freeze();
    let overhead = frozen.chars().count() - head.chars().count() - items.len();
    assert!(overhead <= items.len() * 2, "{overhead}");
}

#[test]
fn cut_off_or_foreign_texts_are_refused() {
    let frozen = edition(&[item(1, None, "一"), item(2, None, "二")]).freeze();
    let mut short = frozen.clone();
    while short.pop().is_some() {
        assert!(Edition::thaw(&short).is_err(), "{short:?}");
    }
    assert!(Edition::thaw(&format!("{frozen} ")).is_err());
    assert_eq!(Edition::thaw("Y2\u{1f}"), Err(ThawError::Newer));
    assert_eq!(
        Edition::thaw("Y1\u{4}x\u{1f}"),
        Err(ThawError::Malformed { at: 4 })
    );
    assert_eq!(
        Edition::thaw("Y1\u{5}\u{f8ff}\u{1f}"),
        Err(ThawError::Newer)
    );
    // A mark to come, ahead of all, behind a text, behind years.
    for text in [
        "Y1\u{17}x\u{1f}",
        "Y1\u{5}い\u{17}x\u{1f}",
        "Y1\u{5}い\u{e}Ê\u{17}x\u{1f}",
    ] {
        assert_eq!(Edition::thaw(text), Err(ThawError::Newer), "{text:?}");
    }
}

#[test]
fn a_flood_is_refused_and_a_deep_one_does_not_overflow() {
    let deep = |count: usize| format!("Y1{}\u{1f}", "\u{5}".repeat(count));
    assert_eq!(
        Edition::thaw(&deep(MAX_ENTITIES + 1)),
        Err(ThawError::TooLarge)
    );
    let thawed = Edition::thaw(&deep(MAX_ENTITIES)).unwrap();
    assert_eq!(thawed.plan.deepest(), MAX_ENTITIES);
    assert_eq!(thawed.freeze(), deep(MAX_ENTITIES));
}

#[test]
fn no_word_is_in_the_list_twice_and_none_needs_an_escape() {
    let mut words = WORDS.to_vec();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), WORDS.len());
    assert!(
        WORDS
            .iter()
            .all(|word| word.chars().count() > 1 && !word.contains(is_special))
    );
    assert!(WORDS.len() <= 6_400);
}

#[test]
fn a_value_costs_five_characters_and_its_text() {
    use crate::fiscal::FiscalYear;
    use crate::ids::{IndicatorId, ScaleId, ValueId};
    use crate::kinds::ValueRole;
    use crate::records::{NewRecord, Owner};
    let make = |record| Command::AddRecord {
        record,
        place: Place::Last,
    };
    let edition = edition(&[
        make(NewRecord::Scale {
            id: ScaleId::from_random([1; 12]),
            name: "尺".into(),
            grades: "A".into(),
        }),
        item(1, None, "い"),
        make(NewRecord::Indicator {
            id: IndicatorId::from_random([1; 12]),
            owner: Owner::Item(ItemId::from_random([1; 12])),
            name: "ろ".into(),
        }),
        make(NewRecord::Value {
            id: ValueId::from_random([1; 12]),
            indicator: IndicatorId::from_random([1; 12]),
            year: FiscalYear::new(2022).unwrap(),
            role: ValueRole::Target,
            text: "は".into(),
        }),
    ]);
    let frozen = edition.freeze();
    assert_eq!(
        frozen,
        "Y1\u{1}Bひなた\u{e018}\u{14}5尺\u{15}gA\u{5}い\u{14}2ろ\u{14}Qは\u{e}Ê\u{1f}"
    );
    let thawed = Edition::thaw(&frozen).unwrap().plan;
    assert_eq!(thawed.scales.len(), 1);
    assert_eq!(
        thawed
            .values
            .values()
            .next()
            .map(|value| value.text.as_str()),
        Some("は")
    );
}
