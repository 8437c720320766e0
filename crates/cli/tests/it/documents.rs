//! The four real documents, where they are at hand: what the issue counts in each.

use std::path::PathBuf;

use serde_json::Value;

use crate::desk::Desk;

/// The text of a document, by the start of its name; on a machine that has none of them it is
/// `None`, and a line says that the test is skipped. They are in the folder `YORIAI_DOCUMENTS`, or in
/// `../shared/documents` beside the workspace.
#[allow(clippy::print_stderr)]
pub(crate) fn text(start: &str) -> Option<Vec<u8>> {
    let folder = match std::env::var_os("YORIAI_DOCUMENTS") {
        Some(folder) => folder.into(),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/documents"),
    };
    let mut entries = std::fs::read_dir(&folder).into_iter().flatten().flatten();
    let found = entries.find(|entry| entry.file_name().to_string_lossy().starts_with(start));
    if found.is_none() {
        let folder = folder.display();
        eprintln!("document {start} is not in {folder}: its test is skipped");
    }
    Some(std::fs::read(found?.path()).unwrap())
}

/// A document imported and inspected.
pub(crate) fn inspected(start: &str) -> Option<Value> {
    let desk = Desk::new();
    desk.put("a.txt", &text(start)?);
    let ran = desk.run(&["import", "a.txt", "-o", "a.yoriai"]);
    assert_eq!(ran.status, Some(0), "{}", ran.aside);
    let ran = desk.run(&["inspect", "a.yoriai", "--json"]);
    assert_eq!(ran.status, Some(0), "{}", ran.aside);
    Some(ran.json())
}

/// How many items stand at each level, topmost first.
pub(crate) fn by_level(json: &Value) -> Vec<usize> {
    let items = json["items"].as_array().unwrap();
    let at = |level: usize| items.iter().filter(|item| item["level"] == level).count();
    (1..=json["levels"].as_array().unwrap().len())
        .map(at)
        .collect()
}

/// The sections of a kind, of all items.
fn sections<'a>(json: &'a Value, kind: &str) -> Vec<&'a Value> {
    let items = json["items"].as_array().unwrap().iter();
    let sections = items.flat_map(|item| item["sections"].as_array().unwrap());
    sections.filter(|section| section["kind"] == kind).collect()
}

fn lines(sections: &[&Value]) -> usize {
    let lines = |section: &&Value| section["lines"].as_array().unwrap().len();
    sections.iter().map(lines).sum()
}

#[test]
fn the_activity_plan() {
    let Some(json) = inspected("004") else { return };
    assert_eq!(json["kind"], "activity");
    assert_eq!(by_level(&json), [4, 8, 15, 50]);
    assert_eq!(sections(&json, "situation").len(), 8);
    assert_eq!(lines(&sections(&json, "residents")), 23);
    assert_eq!(json["slogan"].as_array().unwrap().len(), 2);
}

pub(crate) fn list<'a>(json: &'a Value, key: &str) -> &'a [Value] {
    json[key].as_array().unwrap()
}

fn tagged(json: &Value, tag: &str) -> usize {
    let tags = |item: &&Value| list(item, "tags").iter().any(|own| own == tag);
    list(json, "items").iter().filter(tags).count()
}

#[test]
fn the_annual_plan() {
    let Some(json) = inspected("003") else { return };
    assert_eq!(
        (&json["kind"], &json["fiscal_year"]),
        (&"annual".into(), &2022.into())
    );
    assert_eq!(list(&json, "terms").len(), 4);
    assert_eq!(by_level(&json), [3, 7, 32]);
    let directions = sections(&json, "direction");
    assert_eq!((directions.len(), lines(&directions)), (8, 23));
    let all_years = serde_json::json!([2021, 2022, 2023, 2024, 2025]);
    for section in directions {
        assert!(
            list(section, "lines")
                .iter()
                .all(|line| line["years"] == all_years)
        );
    }
    let initiatives = list(&json, "items")
        .iter()
        .filter(|item| item["level"] == 3);
    assert!(
        initiatives
            .clone()
            .all(|item| item["years"] == serde_json::json!([2022]))
    );
    assert_eq!((tagged(&json, "重点"), tagged(&json, "新規")), (8, 3));

    // Where the list has a programme of that name, the initiative is tied to it.
    let programmes = list(&json, "programmes");
    for item in initiatives {
        if let Some(named) = programmes.iter().find(|one| one["name"] == item["title"]) {
            assert_eq!(item["programme"], named["id"], "{}", item["title"]);
        }
    }
}

#[test]
fn the_programmes_of_the_annual_plan() {
    let Some(json) = inspected("003") else { return };
    let (categories, programmes) = (list(&json, "categories"), list(&json, "programmes"));
    assert_eq!(categories.len(), 7);
    let of = |category: &Value| {
        let is_of = |one: &&Value| one["category"] == category["name"];
        programmes.iter().filter(is_of).count()
    };
    assert_eq!(
        categories.iter().map(of).collect::<Vec<_>>(),
        [5, 7, 0, 6, 0, 10, 0]
    );
    // Marks of the lines below them are kept as typed.
    let marked = |mark: &[char]| {
        let texts = programmes.iter().chain(categories);
        let texts = texts.map(|one| one["description"].as_str().unwrap());
        texts
            .flat_map(str::lines)
            .filter(|line| line.starts_with(mark))
            .count()
    };
    assert_eq!(marked(&['①', '②', '③', '④', '⑤']), 12);
    assert_eq!(marked(&['・']), 9);
    let funded = programmes
        .iter()
        .filter(|one| !list(one, "funding").is_empty());
    assert_eq!(funded.count(), 1);
    assert!(
        programmes
            .iter()
            .any(|one| one["contract"] == "令和3年4月1日～令和8年3月31日")
    );
    assert!(programmes.iter().any(|one| one["lifecycle"] == "ending"));
}

#[test]
fn the_progress_summary() {
    let Some(json) = inspected("002") else { return };
    assert_eq!(by_level(&json), [3, 14]);
    assert_eq!(json["actors"], serde_json::json!(["市", "社協"]));
    assert_eq!(
        (json["status"].as_str(), list(&json, "notes").len()),
        (Some("fixed"), 1)
    );
    let reports = list(&json, "reports");
    assert_eq!(reports.len(), 28);
    let cells = |state: &str| {
        let cells = reports
            .iter()
            .flat_map(|one| [&one["progress"], &one["issues"]]);
        cells.filter(|cell| cell["state"] == state).count()
    };
    assert_eq!((cells("filled"), cells("lost")), (42, 14));
    // 〜ました marks progress, 〜必要があります an issue: each text is in its right cell.
    for report in reports {
        let (progress, issues) = (&report["progress"]["text"], &report["issues"]["text"]);
        let (progress, issues) = (progress.as_str().unwrap(), issues.as_str().unwrap());
        assert!(
            progress.is_empty() || progress.contains("ました"),
            "{progress}"
        );
        assert!(!progress.ends_with("必要があります。"), "{progress}");
        assert!(!issues.ends_with("ました。"), "{issues}");
    }
}

#[test]
fn the_goal_sheet() {
    let Some(json) = inspected("000") else { return };
    assert_eq!(
        (&json["kind"], &json["fiscal_year"]),
        (&"goal-sheet".into(), &2022.into())
    );
    assert_eq!(by_level(&json), [2, 5]);
    let indicators = list(&json, "indicators");
    assert_eq!(indicators.len(), 5);
    let values: Vec<&Value> = indicators
        .iter()
        .flat_map(|one| list(one, "values"))
        .collect();
    let at = |year: i32, role: &str| {
        let is_there = |one: &&&Value| one["fiscal_year"] == year && one["role"] == role;
        values.iter().filter(is_there).count()
    };
    assert_eq!(
        (
            at(2020, "actual"),
            at(2021, "actual"),
            at(2022, "target"),
            at(2022, "result")
        ),
        (4, 5, 4, 0)
    );
    let kinds: Vec<&Value> = list(&json, "sections")
        .iter()
        .map(|one| &one["kind"])
        .collect();
    assert_eq!(kinds, ["efforts", "outcomes"]);
    let dates: Vec<_> = list(&json, "dates")
        .iter()
        .map(|one| (one["kind"].as_str().unwrap(), one["text"].as_str().unwrap()))
        .collect();
    assert_eq!(
        dates[..3],
        [
            ("created", "平成34年5月23日"),
            ("revised", ""),
            ("evaluated", "")
        ]
    );
}

#[test]
fn the_values_of_the_goal_sheet_are_read() {
    let Some(json) = inspected("000") else { return };
    let values = || {
        list(&json, "indicators")
            .iter()
            .flat_map(|one| list(one, "values"))
    };
    let first = values().next().unwrap();
    assert_eq!(
        (&first["text"], &first["fiscal_year"]),
        (&"9地区18回".into(), &2020.into())
    );
    let part = |number: i32, unit: &str| serde_json::json!({"label": null, "number": number, "unit": unit, "per": null, "total": false});
    assert_eq!(
        first["parts"],
        serde_json::json!([part(9, "地区"), part(18, "回")])
    );
    let parts: Vec<&Value> = values().flat_map(|one| list(one, "parts")).collect();
    let find = |label: &str, number: i32| {
        let is_it = |one: &&Value| one["label"] == label && one["number"] == number;
        parts.iter().copied().find(is_it).unwrap()
    };
    assert_eq!(find("サポーター登録", 21)["unit"], "名");
    assert_eq!(parts.iter().filter(|one| one["per"] == "週").count(), 1);
    let totals: Vec<&Value> = parts
        .iter()
        .filter(|one| one["total"] == true)
        .map(|one| &one["number"])
        .collect();
    assert_eq!(totals, [32]);
}

#[test]
fn a_date_past_its_era_is_found_and_mended_on_request() {
    let Some(source) = text("000") else { return };
    let desk = Desk::new();
    desk.put("a.txt", &source);
    desk.run(&["import", "a.txt", "-o", "a.yoriai"]);
    let dated =
        |name: &str| desk.run(&["inspect", name, "--json"]).json()["dates"][0]["text"].clone();
    let ran = desk.run(&["check", "a.yoriai"]);
    assert_eq!(ran.status, Some(1));
    assert!(
        ran.out.contains("平成34年5月23日") && ran.out.contains("--mend era"),
        "{}",
        ran.out
    );
    let ran = desk.run(&["check", "a.yoriai", "--mend", "era", "-o", "b.yoriai"]);
    assert!(!ran.out.contains("平成34年"), "{}", ran.out);
    assert_eq!(
        (dated("a.yoriai"), dated("b.yoriai")),
        ("平成34年5月23日".into(), "令和4年5月23日".into())
    );
}
