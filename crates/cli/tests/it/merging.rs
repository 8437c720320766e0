//! Two copies that were edited apart.

use yoriai_plan::{Command, ItemId, ItemText, Plan, PlanDoc, Stamp, TextRef};

use crate::desk::Desk;

/// Copies the sample's plan as `name`, edited as `device`.
fn edited(desk: &Desk, name: &str, device: u8, edit: impl Fn(&Plan) -> Command) {
    let mut doc = desk.open("plan.yoriai", device);
    let command = edit(&Plan::read(&doc));
    doc.apply(&command).unwrap();
    doc.commit(&Stamp::default());
    desk.put(name, &doc.save());
}

fn goal(plan: &Plan, at: usize) -> ItemId {
    plan.children(None)[at].clone()
}

fn append(plan: &Plan, id: ItemId, text: &str) -> Command {
    let length = plan.item(&id).unwrap().title.encode_utf16().count();
    Command::WriteText {
        field: TextRef::Item(id, ItemText::Title),
        at: u32::try_from(length).unwrap(),
        delete: 0,
        insert: text.to_owned(),
        seen: None,
    }
}

fn titles(doc: &PlanDoc) -> Vec<String> {
    let plan = Plan::read(doc);
    let goals = plan.children(None).iter();
    goals
        .map(|id| plan.item(id).unwrap().title.clone())
        .collect()
}

#[test]
fn a_merge_keeps_both_edits_whichever_file_comes_first() {
    let desk = Desk::with_sample();
    edited(&desk, "a.yoriai", 1, |plan| {
        append(plan, goal(plan, 0), "（職員）")
    });
    edited(&desk, "b.yoriai", 2, |plan| {
        append(plan, goal(plan, 2), "（市）")
    });

    let ran = desk.run(&["merge", "a.yoriai", "b.yoriai", "-o", "ab.yoriai"]);
    assert_eq!((ran.status, ran.aside.as_str()), (Some(0), ""));
    assert_eq!(ran.value("基本目標"), Some("3"));
    assert_eq!(
        titles(&desk.open("ab.yoriai", 3)),
        [
            "つながりのある地域をつくる（職員）",
            "担い手が育つ地域をつくる",
            "安心して暮らせるしくみをつくる（市）",
        ]
    );

    desk.run(&["merge", "b.yoriai", "a.yoriai", "-o", "ba.yoriai"]);
    let heads = |name| desk.open(name, 3).heads();
    assert_eq!(heads("ab.yoriai"), heads("ba.yoriai"));
}

#[test]
fn a_merge_may_go_into_one_of_its_files() {
    let desk = Desk::with_sample();
    edited(&desk, "b.yoriai", 2, |plan| {
        append(plan, goal(plan, 1), "（市）")
    });
    let ran = desk.run(&["merge", "plan.yoriai", "b.yoriai", "-o", "plan.yoriai"]);
    assert_eq!(ran.status, Some(0));
    assert_eq!(
        titles(&desk.open("plan.yoriai", 3))[1],
        "担い手が育つ地域をつくる（市）"
    );
    assert_eq!(desk.names(), ["b.yoriai", "plan.yoriai", "sample.txt"]);
}

#[test]
fn what_was_decided_differently_is_said() {
    let desk = Desk::with_sample();
    let number = |word: &'static str| {
        move |plan: &Plan| Command::SetNumber {
            id: goal(plan, 0),
            number: Some(word.to_owned()),
        }
    };
    edited(&desk, "a.yoriai", 1, number("甲"));
    edited(&desk, "b.yoriai", 2, number("乙"));
    let ran = desk.run(&["merge", "a.yoriai", "b.yoriai", "-o", "c.yoriai"]);
    assert_eq!(ran.value("ご確認ください"), Some("1"));
    let sentence = ran.out.lines().find(|line| line.starts_with("- ")).unwrap();
    for word in ["甲", "乙", "つながりのある地域をつくる"] {
        assert!(sentence.contains(word), "{sentence}");
    }
    // For a person and for a program it is one list.
    let shown = desk.run(&["inspect", "c.yoriai"]).out;
    let json = desk.run(&["inspect", "c.yoriai", "--json"]).json();
    let findings = json["findings"].as_array().unwrap();
    assert_eq!(findings[0]["check"], "conflict");
    assert_eq!(findings[0]["item"], json["items"][0]["id"]);
    let messages: Vec<_> = findings
        .iter()
        .map(|one| format!("- {}", one["message"].as_str().unwrap()))
        .collect();
    let lines: Vec<_> = shown
        .lines()
        .filter(|line| line.starts_with("- "))
        .collect();
    assert_eq!(lines, messages);
}

#[test]
fn different_plans_are_not_merged() {
    let desk = Desk::with_sample();
    desk.run(&["import", "sample.txt", "-o", "other.yoriai"]);
    let ran = desk.run(&["merge", "plan.yoriai", "other.yoriai", "-o", "c.yoriai"]);
    assert_eq!((ran.status, ran.out.as_str()), (Some(1), ""));
    assert!(ran.aside.contains("別々の計画"), "{}", ran.aside);
    assert!(!desk.names().contains(&"c.yoriai".to_owned()));
}
