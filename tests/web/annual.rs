//! What belongs to one year of a plan, and next year's plan out of this year's.

use std::cell::Cell;

use wasm_bindgen_test::wasm_bindgen_test;
use yoriai::papers::year::{heading_of, holding, nearest, number_among, years_of};
use yoriai::screens::annual::next_year::{carry_over, prospect};
use yoriai_plan::{
    Command, FiscalYear, Item, ItemId, ItemText, LevelId, NumberStyle, Place, Plan, PlanDoc,
    SectionId, SectionKind, Tag, TextRef,
};

thread_local! {
    static MADE: Cell<u8> = const { Cell::new(0) };
}

/// Bytes that no call has given before.
fn fresh() -> [u8; 12] {
    MADE.with(|made| {
        made.set(made.get() + 1);
        [made.get(); 12]
    })
}

fn year(year: i32) -> FiscalYear {
    FiscalYear::new(year).unwrap()
}

/// A goal with initiatives: title, years and tags of each.
fn plan_of(initiatives: &[(&str, &[i32], &[Tag])]) -> (PlanDoc, ItemId) {
    let mut doc = PlanDoc::new([7; 16]);
    let goal = ItemId::from_random(fresh());
    let level = |name: &str, style| Command::AddLevel {
        id: LevelId::from_random(fresh()),
        place: Place::Last,
        name: name.to_owned(),
        style,
        in_chart: true,
    };
    let mut commands = vec![
        level("基本目標", NumberStyle::Plain),
        level("具体的な取組", NumberStyle::HalfParen),
        add(&goal, None, "目標"),
    ];
    for (title, years, tags) in initiatives {
        let id = ItemId::from_random(fresh());
        commands.push(add(&id, Some(&goal), title));
        commands.push(Command::SetItemYears {
            id: id.clone(),
            years: years.iter().map(|at| year(*at)).collect(),
        });
        commands.extend(tags.iter().map(|tag| Command::TagItem {
            id: id.clone(),
            tag: tag.clone(),
        }));
    }
    doc.apply(&Command::Batch(commands)).unwrap();
    (doc, goal)
}

fn add(id: &ItemId, parent: Option<&ItemId>, title: &str) -> Command {
    Command::AddItem {
        id: id.clone(),
        parent: parent.cloned(),
        place: Place::Last,
        title: title.to_owned(),
    }
}

fn find<'a>(plan: &'a Plan, title: &str, at: i32) -> &'a Item {
    plan.walk()
        .find(|item| item.title == title && item.years == [year(at)])
        .unwrap()
}

fn titles(plan: &Plan, goal: &ItemId, at: i32) -> Vec<String> {
    holding(plan, Some(goal), Some(year(at)))
        .iter()
        .enumerate()
        .map(|(index, id)| {
            let item = plan.item(id).unwrap();
            let number = number_among(item, Some(NumberStyle::HalfParen), index + 1);
            format!("{number}{}", item.title)
        })
        .collect()
}

/// Carries over everything that can be.
fn carry_all(doc: &mut PlanDoc, from: i32) -> Plan {
    let plan = Plan::read(doc);
    let chosen: Vec<_> = prospect(&plan, year(from))
        .candidates
        .into_iter()
        .map(|one| one.id)
        .collect();
    let command = carry_over(&plan, year(from), &chosen, fresh).unwrap();
    doc.apply(&command).unwrap();
    Plan::read(doc)
}

#[wasm_bindgen_test]
fn what_goes_on_gets_a_twin_and_stays_in_its_year() {
    let (mut doc, goal) = plan_of(&[
        ("相談", &[2022], &[Tag::New, Tag::Priority]),
        ("送迎", &[2022], &[Tag::Ended]),
        ("講座", &[2022], &[]),
        ("見守り", &[], &[]),
    ]);
    let plan = carry_all(&mut doc, 2022);
    assert_eq!(
        titles(&plan, &goal, 2022),
        ["1)相談", "2)送迎", "3)講座", "4)見守り"]
    );
    assert_eq!(
        titles(&plan, &goal, 2023),
        ["1)見守り", "2)相談", "3)講座"],
        "each year counts its own"
    );
    let (old, new) = (find(&plan, "相談", 2022), find(&plan, "相談", 2023));
    assert_eq!(old.tags, [Tag::Priority, Tag::New]);
    assert_eq!(new.tags, [Tag::Priority, Tag::Continued]);
    assert!(find(&plan, "講座", 2023).tags.is_empty());
}

#[wasm_bindgen_test]
fn a_twin_has_the_statement_and_the_sections() {
    let (mut doc, _) = plan_of(&[("相談", &[2022], &[])]);
    let id = find(&Plan::read(&doc), "相談", 2022).id.clone();
    doc.apply(&Command::Batch(vec![
        Command::WriteText {
            field: TextRef::Item(id.clone(), ItemText::Statement),
            at: 0,
            delete: 0,
            insert: "窓口を開きます。".to_owned(),
            seen: None,
        },
        Command::AddSection {
            id: SectionId::from_random(fresh()),
            owner: Some(id),
            place: Place::Last,
            kind: SectionKind::Free,
            heading: "場所".to_owned(),
            text: "拠点".to_owned(),
        },
    ]))
    .unwrap();
    let plan = carry_all(&mut doc, 2022);
    let twin = find(&plan, "相談", 2023);
    assert_eq!(twin.statement, "窓口を開きます。");
    let sections = plan.sections(Some(&twin.id));
    let texts: Vec<_> = sections
        .iter()
        .filter_map(|id| plan.section(id))
        .map(|section| (section.heading.as_str(), section.text.as_str()))
        .collect();
    assert_eq!(texts, [("場所", "拠点")]);
}

#[wasm_bindgen_test]
fn what_next_year_has_already_is_said() {
    let (mut doc, _) = plan_of(&[("相談", &[2022], &[]), ("講座", &[2022, 2023], &[])]);
    let before = prospect(&Plan::read(&doc), year(2022));
    assert_eq!((before.candidates.len(), before.staying), (1, 1));
    assert!(!before.candidates[0].is_there);
    let plan = carry_all(&mut doc, 2022);
    assert!(prospect(&plan, year(2022)).candidates[0].is_there);
}

#[wasm_bindgen_test]
fn the_period_grows_only_where_it_ends_too_early() {
    let (mut doc, _) = plan_of(&[("相談", &[2022], &[])]);
    let set = |doc: &mut PlanDoc, first, last| {
        doc.apply(&Command::SetPeriod { first, last }).unwrap();
    };
    assert_eq!(
        prospect(&Plan::read(&doc), year(2022)).extends_to,
        None,
        "no period was ever set"
    );
    set(&mut doc, Some(year(2021)), Some(year(2025)));
    assert_eq!(prospect(&Plan::read(&doc), year(2022)).extends_to, None);
    set(&mut doc, Some(year(2022)), Some(year(2022)));
    let plan = carry_all(&mut doc, 2022);
    assert_eq!(plan.head.first_year, Some(year(2022)));
    assert_eq!(plan.head.last_year, Some(year(2023)));
}

#[wasm_bindgen_test]
fn there_is_nothing_to_do_without_a_choice() {
    let (doc, _) = plan_of(&[("相談", &[2022], &[])]);
    assert_eq!(carry_over(&Plan::read(&doc), year(2022), &[], fresh), None);
}

#[wasm_bindgen_test]
fn the_years_are_those_of_the_period_and_of_the_items() {
    let (mut doc, _) = plan_of(&[("相談", &[2020], &[])]);
    doc.apply(&Command::SetPeriod {
        first: Some(year(2022)),
        last: Some(year(2023)),
    })
    .unwrap();
    let years = years_of(&Plan::read(&doc));
    assert_eq!(years, [year(2020), year(2022), year(2023)]);
    assert_eq!(nearest(&years, Some(year(2026))), Some(year(2023)));
    assert_eq!(nearest(&[], Some(year(2026))), Some(year(2026)));
    assert_eq!(nearest(&[], None), None);
}

#[wasm_bindgen_test]
fn a_heading_follows_the_year() {
    let at = Some(year(2023));
    for (written, shown) in [
        ("事業計画", "令和5年度 事業計画"),
        (
            "令和4年度 見本区社協事業計画",
            "令和5年度 見本区社協事業計画",
        ),
        ("令和４年度の計画", "令和5年度の計画"),
        (
            "具体的な取組（令和3～7年度）",
            "具体的な取組（令和3～7年度）",
        ),
        ("わたしたちの計画", "わたしたちの計画"),
    ] {
        assert_eq!(heading_of(written, at), shown, "{written}");
        assert_eq!(heading_of(written, None), written);
    }
}
