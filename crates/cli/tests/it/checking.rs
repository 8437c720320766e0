//! Checks, and their status for scripts.

use crate::desk::Desk;

#[test]
fn a_plan_with_nothing_to_ask_about_ends_well() {
    let desk = Desk::new();
    let text = "第1期 試しの計画\n基本目標1 つながる\n具体的な取組\n・集いの場を増やします\n・見守りを広げます\n";
    desk.put("a.txt", text.as_bytes());
    desk.run(&["import", "a.txt", "-o", "a.yoriai"]);
    let ran = desk.run(&["check", "a.yoriai"]);
    assert_eq!(
        (ran.status, ran.out.as_str(), ran.aside.as_str()),
        (Some(0), "", "")
    );
}

#[test]
fn what_was_found_is_said_and_ends_in_status_1() {
    let desk = Desk::with_sample();
    let number = |word: &str| yoriai_plan::Command::SetNumber {
        id: yoriai_plan::Plan::read(&desk.open("plan.yoriai", 9)).children(None)[0].clone(),
        number: Some(word.to_owned()),
    };
    for (name, device, word) in [("a.yoriai", 1, "甲"), ("b.yoriai", 2, "乙")] {
        let mut doc = desk.open("plan.yoriai", device);
        doc.apply(&number(word)).unwrap();
        doc.commit(&yoriai_plan::Stamp::default());
        desk.put(name, &doc.save());
    }
    desk.run(&["merge", "a.yoriai", "b.yoriai", "-o", "c.yoriai"]);
    let ran = desk.run(&["check", "c.yoriai"]);
    assert_eq!(ran.status, Some(1));
    assert!(
        ran.out.contains('甲') && ran.out.contains('乙'),
        "{}",
        ran.out
    );
    assert_eq!(ran.aside.lines().count(), 1, "{}", ran.aside);
}
