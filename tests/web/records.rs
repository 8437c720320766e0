//! Rows of the sheets hear of the records that they show, and of no others.

use leptos::prelude::GetUntracked;
use wasm_bindgen_test::wasm_bindgen_test;
use yoriai::platform::random;
use yoriai_plan::{
    Command, FiscalYear, IndicatorId, NewRecord, Owner, PartyId, Place, ReportId, ReportText,
    TextRef, ValueId, ValueRole, ValueText,
};

use crate::session::{add_item, new_plan, open, write};

#[wasm_bindgen_test]
async fn a_sheet_hears_of_its_records() {
    let session = open(&new_plan().await).await;
    let (item, add) = add_item("声をあつめる");
    assert!(session.apply(&add));
    let owner = Owner::Item(item.clone());
    let indicators = session.with_plan(|plan| session.board().indicators(plan, &owner));
    let indicator = IndicatorId::from_random(random::bytes());
    let values = session.with_plan(|plan| session.board().values(plan, &indicator));
    assert!(indicators.get_untracked().is_empty());

    // Made and written in one step, as typing into a waiting cell does.
    let value = ValueId::from_random(random::bytes());
    let add = |record| Command::AddRecord {
        record,
        place: Place::Last,
    };
    assert!(session.apply(&Command::Batch(vec![
        add(NewRecord::Indicator {
            id: indicator.clone(),
            owner: owner.clone(),
            name: String::new(),
        }),
        add(NewRecord::Value {
            id: value.clone(),
            indicator: indicator.clone(),
            year: FiscalYear::new(2022).unwrap(),
            role: ValueRole::Target,
            text: String::new(),
        }),
        write(
            &TextRef::Value(value.clone(), ValueText::Text),
            0,
            "9地区18回"
        ),
    ])));
    assert_eq!(indicators.get_untracked(), std::slice::from_ref(&indicator));
    assert_eq!(values.get_untracked(), std::slice::from_ref(&value));
    let shown = session.with_plan(|plan| session.board().value(plan, &value));
    assert_eq!(shown.get_untracked().unwrap().text, "9地区18回");

    let text = TextRef::Value(value, ValueText::Text);
    assert!(session.apply(&write(&text, 6, "以上")));
    assert_eq!(shown.get_untracked().unwrap().text, "9地区18回以上");
    session.close();
}

#[wasm_bindgen_test]
async fn a_summary_hears_of_its_reports() {
    let session = open(&new_plan().await).await;
    let (item, add) = add_item("見守る");
    assert!(session.apply(&add));
    let reports = session.with_plan(|plan| session.board().reports(plan, &item));
    let party = PartyId::from_random(random::bytes());
    let (name, record) = ("市".to_owned(), ReportId::from_random(random::bytes()));
    assert!(session.apply(&Command::AddParty {
        id: party.clone(),
        name,
    }));
    assert!(session.apply(&Command::AddRecord {
        record: NewRecord::Report {
            id: record.clone(),
            item,
            party: Some(party),
            year: None,
            period: "第2期計画".to_owned(),
        },
        place: Place::Last,
    }));
    assert_eq!(reports.get_untracked(), std::slice::from_ref(&record));
    let shown = session.with_plan(|plan| session.board().report(plan, &record));
    let text = TextRef::Report(record, ReportText::Issues);
    assert!(session.apply(&write(&text, 0, "担い手が足りない")));
    assert_eq!(shown.get_untracked().unwrap().issues, "担い手が足りない");
    session.close();
}
