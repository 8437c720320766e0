//! The four real documents, where they are at hand: out in every format, and into one plan.

use crate::desk::Desk;
use crate::documents::{list, text};

#[test]
fn every_document_leaves_in_every_format() {
    for (start, view) in [
        ("000", "goal-sheet"),
        ("002", "progress"),
        ("003", "annual"),
        ("004", "activity"),
        ("004", "chart"),
    ] {
        let Some(source) = text(start) else { return };
        let desk = Desk::new();
        desk.put("a.txt", &source);
        desk.run(&["import", "a.txt", "-o", "a.yoriai"]);
        let json = desk.run(&["inspect", "a.yoriai", "--json"]).json();
        for format in ["md", "html", "csv"] {
            let ran = desk.run(&["export", "a.yoriai", "--view", view, "--format", format]);
            assert_eq!(
                (ran.status, ran.aside.as_str()),
                (Some(0), ""),
                "{view} {format}"
            );
            let plain = ran
                .out
                .replace('\\', "")
                .replace("&quot;", "\"")
                .replace("\"\"", "\"");
            for item in list(&json, "items") {
                let shown = view != "chart" || item["level"].as_i64().unwrap() < 3;
                let title = item["title"].as_str().unwrap();
                assert!(!shown || plain.contains(title), "{view} {format}: {title}");
            }
        }
    }
}

#[test]
fn the_four_documents_go_into_one_plan() {
    let names = ["004", "003", "002", "000"];
    let Some(texts) = names
        .iter()
        .map(|name| text(name))
        .collect::<Option<Vec<_>>>()
    else {
        return;
    };
    let desk = Desk::new();
    for (name, text) in names.iter().zip(texts) {
        desk.put(&format!("{name}.txt"), &text);
    }
    let args = [
        "import",
        "004.txt",
        "003.txt",
        "002.txt",
        "000.txt",
        "-o",
        "all.yoriai",
    ];
    let ran = desk.run(&args);
    assert_eq!((ran.status, ran.aside.as_str()), (Some(0), ""));
    let json = desk.run(&["inspect", "all.yoriai", "--json"]).json();
    assert_eq!(list(&json, "categories").len(), 7);
    assert_eq!(list(&json, "reports").len(), 28 + 5);
    assert_eq!(list(&json, "indicators").len(), 5);
    // Once more: everything is there already.
    let again = [
        "import",
        "002.txt",
        "--into",
        "all.yoriai",
        "-o",
        "all.yoriai",
    ];
    assert_eq!(desk.run(&again).status, Some(0));
    let twice = desk.run(&["inspect", "all.yoriai", "--json"]).json();
    for key in [
        "items",
        "reports",
        "indicators",
        "programmes",
        "actors",
        "levels",
    ] {
        assert_eq!(list(&twice, key).len(), list(&json, key).len(), "{key}");
    }
}
