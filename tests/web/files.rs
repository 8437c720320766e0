//! Files that leave, and a plan's file that comes back.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use yoriai::platform::files::{name_of, save_as};
use yoriai::platform::store::Store;
use yoriai::screens::export::what::{Format, file_name};
use yoriai::session::{FileFailure, Incoming, Session};
use yoriai_plan::FiscalYear;

use crate::session::{add_item, new_plan, open};
use crate::wait;

#[wasm_bindgen_test]
fn a_file_is_named_by_title_document_and_year() {
    let year = FiscalYear::new(2022);
    assert_eq!(
        file_name("地域福祉活動計画", Format::Csv, "事業計画", year),
        "地域福祉活動計画_事業計画_令和4年度.csv"
    );
    assert_eq!(
        file_name("計画", Format::Html, "体系図", None),
        "計画_体系図.html"
    );
    // The whole plan is of no document and no year.
    assert_eq!(
        file_name("計画", Format::Plan, "事業計画", year),
        "計画.yoriai"
    );
    assert_eq!(file_name("", Format::Json, "体系図", None), "yoriai.json");
}

#[wasm_bindgen_test]
fn what_file_systems_refuse_is_not_in_a_name() {
    assert_eq!(name_of(" 令和3/4:「案」?\t"), "令和3／4：「案」？");
    assert_eq!(name_of("a\\b*\"<c>|"), "a＼b＊”＜c＞｜");
    assert_eq!(name_of(".計画. "), "．計画");
    assert_eq!(name_of("計画\u{202e}fdp"), "計画fdp");
    let long = name_of(&"計画".repeat(200));
    assert!(long.len() <= 160 && long.starts_with("計画計画"), "{long}");
    for title in ["", " . ", "\u{200b}"] {
        assert!(!name_of(title).trim().is_empty());
    }
}

#[wasm_bindgen_test]
async fn a_browser_has_time_to_read_what_is_offered() {
    let run = |script: &str| {
        js_sys::Function::new_no_args(script)
            .call0(&JsValue::NULL)
            .unwrap()
    };
    // Nothing is to be downloaded in a test.
    run(
        "window.kept = { make: URL.createObjectURL, click: HTMLAnchorElement.prototype.click };
         URL.createObjectURL = (blob) => (window.offered = kept.make.call(URL, blob));
         HTMLAnchorElement.prototype.click = () => {};",
    );
    assert!(save_as("計画.yoriai", "text/plain", "寄り合い".as_bytes()));
    run("URL.createObjectURL = kept.make; HTMLAnchorElement.prototype.click = kept.click;");
    let read = run("return fetch(window.offered).then((answer) => answer.text());");
    let read = JsFuture::from(read.unchecked_into::<js_sys::Promise>()).await;
    assert_eq!(read.unwrap().as_string().as_deref(), Some("寄り合い"));
}

#[wasm_bindgen_test]
async fn a_file_of_a_plan_that_is_here_is_merged_into_it() {
    let store = Store::default();
    let id = new_plan().await;
    let session = open(&id).await;
    session.apply(&add_item("ここで").1);
    wait::saved(&session).await;
    let early = session.to_file();
    session.close();

    // The file goes on elsewhere, and so does the plan here.
    let elsewhere = on_another_device(&early, "よそで");
    let session = open(&id).await;
    session.apply(&add_item("あとから").1);
    wait::saved(&session).await;

    let found = Session::look_at_file(&store, &elsewhere).await;
    let same = |news| {
        Ok(Incoming::Same {
            id: id.clone(),
            title: "計画".to_owned(),
            news,
        })
    };
    assert_eq!(found, same(1));
    assert_eq!(
        Session::merge_file(&store, &id, "佐藤", &elsewhere).await,
        Ok(1)
    );
    // The plan that was open all the while has it too.
    wait::until("merged", || titles(&session).len() == 3).await;
    session.close();
    let again = open(&id).await;
    let mut all = titles(&again);
    all.sort();
    assert_eq!(all, ["あとから", "ここで", "よそで"]);
    again.close();
    assert_eq!(Session::look_at_file(&store, &elsewhere).await, same(0));
}

#[wasm_bindgen_test]
async fn a_file_of_another_plan_is_new_and_rubbish_changes_nothing() {
    let store = Store::default();
    new_plan().await;
    let stranger = on_another_device(&[], "別の計画の項目");
    let found = Session::look_at_file(&store, &stranger).await;
    assert!(matches!(found, Ok(Incoming::New { .. })), "{found:?}");
    let before = store.plans().await.unwrap().len();
    let cut = &stranger[..stranger.len() - 4];
    for bytes in [cut, b"no plan"] {
        let refused = Session::look_at_file(&store, bytes).await;
        assert_eq!(refused, Err(FileFailure::NotAPlan));
        let refused = Session::from_file(&store, bytes).await;
        assert_eq!(refused, Err(FileFailure::NotAPlan));
    }
    assert_eq!(store.plans().await.unwrap().len(), before);
}

fn titles(session: &Session) -> Vec<String> {
    session.with_plan(|plan| plan.walk().map(|item| item.title.clone()).collect())
}

/// A saved plan with an item more; of no bytes, a plan of its own.
fn on_another_device(saved: &[u8], title: &str) -> Vec<u8> {
    use yoriai_plan::{Chunk, ChunkKind, PlanDoc, Stamp};
    let chunk = (!saved.is_empty()).then_some(Chunk {
        name: "file",
        bytes: saved,
        kind: ChunkKind::Saved,
    });
    let device = yoriai::platform::random::bytes();
    let mut doc = PlanDoc::open(device, chunk).unwrap().doc;
    doc.apply(&add_item(title).1).unwrap();
    doc.commit(&Stamp::default());
    doc.save()
}
