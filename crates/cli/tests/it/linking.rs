//! A plan file as a link, and back.

use yoriai_plan::{Edition, Plan};
use yoriai_sync::{Link, snapshot};

use crate::desk::Desk;

fn thaw(link: &str) -> Edition {
    let fragment = &link[link.find('#').unwrap()..];
    let Link::Snapshot(payload) = Link::parse(fragment).unwrap() else {
        panic!("not an edition: {fragment}")
    };
    Edition::thaw(&snapshot::unpack(&payload).unwrap()).unwrap()
}

fn titles(plan: &Plan) -> Vec<(usize, String, String)> {
    let row = |item: &yoriai_plan::Item| (item.depth, item.number.clone(), item.title.clone());
    plan.walk().map(row).collect()
}

#[test]
fn a_link_holds_the_whole_plan() {
    let desk = Desk::with_sample();
    let base = "https://yoriai.example.jp/app/";
    let ran = desk.run(&["link", "plan.yoriai", "--base", base]);
    assert_eq!(ran.status, Some(0));
    let link = ran.out.trim_end();
    assert!(
        link.starts_with("https://yoriai.example.jp/app/#/s/"),
        "{link}"
    );
    assert!(
        ran.aside.contains(&link.chars().count().to_string()),
        "{}",
        ran.aside
    );

    let edition = thaw(link);
    let plan = Plan::read(&desk.open("plan.yoriai", 1));
    assert_eq!(titles(&edition.plan), titles(&plan));
    assert_eq!(edition.plan.head, plan.head);
    assert_eq!(edition.published_by, "みどり野市社会福祉協議会");
    assert_eq!(edition.as_of.len(), "2025-01-01".len());
}

#[test]
fn without_an_address_the_link_is_its_fragment() {
    let desk = Desk::with_sample();
    let ran = desk.run(&["link", "plan.yoriai"]);
    assert_eq!(ran.status, Some(0));
    assert!(ran.out.starts_with("#/s/"));
    assert_eq!(thaw(ran.out.trim_end()).plan.deepest(), 4);
}

#[test]
fn a_base_that_is_no_address_is_wrong_usage() {
    let desk = Desk::with_sample();
    let ran = desk.run(&["link", "plan.yoriai", "--base", "yoriai.example.jp"]);
    assert_eq!((ran.status, ran.out.as_str()), (Some(2), ""));
}
