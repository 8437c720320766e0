//! A link back into a plan file.

use std::collections::HashMap;

use serde_json::Value;

use crate::desk::Desk;

/// The plan as data, without what is new in every document.
fn content(desk: &Desk, name: &str) -> Value {
    let ran = desk.run(&["inspect", name, "--json"]);
    assert_eq!(ran.status, Some(0), "{}", ran.aside);
    let mut json = ran.json();
    renumber(&mut json, &mut HashMap::new());
    json
}

/// Ids by the order in which they come: what points to what stays, what is random goes.
fn renumber(json: &mut Value, seen: &mut HashMap<String, usize>) {
    match json {
        Value::String(text) if text.len() == 24 && text.bytes().all(|b| b.is_ascii_hexdigit()) => {
            let next = seen.len();
            *json = (*seen.entry(text.clone()).or_insert(next)).into();
        }
        Value::Array(values) => values.iter_mut().for_each(|value| renumber(value, seen)),
        Value::Object(values) => values.values_mut().for_each(|value| renumber(value, seen)),
        _ => {}
    }
}

#[test]
fn a_link_of_each_real_document_holds_all_of_it() {
    for start in ["000", "002", "003", "004"] {
        let Some(text) = crate::documents::text(start) else {
            return;
        };
        let desk = Desk::new();
        desk.put("a.txt", &text);
        desk.run(&["import", "a.txt", "-o", "a.yoriai"]);
        let link = desk.run(&["link", "a.yoriai"]).out;
        let ran = desk.run_with(&["open", "-", "-o", "b.yoriai"], link.as_bytes());
        assert_eq!(ran.status, Some(0), "{start}: {}", ran.aside);
        assert_eq!(
            content(&desk, "b.yoriai"),
            content(&desk, "a.yoriai"),
            "{start}"
        );
    }
}

#[test]
fn a_link_becomes_the_plan_it_was_made_of() {
    let desk = Desk::with_sample();
    let link = desk
        .run(&[
            "link",
            "plan.yoriai",
            "--base",
            "https://yoriai.example.jp/",
        ])
        .out;
    let ran = desk.run(&["open", link.trim(), "-o", "again.yoriai"]);
    assert_eq!((ran.status, ran.aside.as_str()), (Some(0), ""));
    assert_eq!(ran.value("公開した人"), Some("みどり野市社会福祉協議会"));
    assert_eq!(
        content(&desk, "again.yoriai"),
        content(&desk, "plan.yoriai")
    );
}

#[test]
fn a_link_that_is_longer_than_a_command_line_comes_through_standard_input() {
    let desk = Desk::with_sample();
    let link = desk.run(&["link", "plan.yoriai"]).out;
    let ran = desk.run_with(&["open", "-", "-o", "again.yoriai"], link.as_bytes());
    assert_eq!(ran.status, Some(0), "{}", ran.aside);
    assert_eq!(ran.value("基本目標"), Some("3"));
}

#[test]
fn two_plans_of_one_link_are_strangers() {
    let desk = Desk::with_sample();
    let link = desk.run(&["link", "plan.yoriai"]).out;
    for name in ["a.yoriai", "b.yoriai"] {
        assert_eq!(desk.run(&["open", link.trim(), "-o", name]).status, Some(0));
    }
    let ran = desk.run(&["merge", "a.yoriai", "b.yoriai", "-o", "c.yoriai"]);
    assert!(ran.aside.contains("別々の計画"), "{}", ran.aside);
}
