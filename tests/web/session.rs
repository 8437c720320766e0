//! An open plan, from the command to the disk and back.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::{GetUntracked, document};
use wasm_bindgen_test::wasm_bindgen_test;
use yoriai::platform::random;
use yoriai::platform::store::{Safety, Store, hex};
use yoriai::session::{CreateFailure, FocusedField, Notice, OpenFailure, Session};
use yoriai_plan::{
    Chunk, ChunkKind, Command, Heads, ItemId, ItemText, LevelId, NumberStyle, Place, Plan, PlanDoc,
    PlanText, Stamp, TextRef,
};

use crate::wait;

pub(crate) const TITLE: TextRef = TextRef::Plan(PlanText::Title);

pub(crate) fn write(field: &TextRef, at: u32, insert: &str) -> Command {
    Command::WriteText {
        field: field.clone(),
        at,
        delete: 0,
        insert: insert.to_owned(),
        seen: None,
    }
}

pub(crate) fn add_item(title: &str) -> (ItemId, Command) {
    let id = ItemId::from_random(random::bytes());
    let command = Command::AddItem {
        id: id.clone(),
        parent: None,
        place: Place::Last,
        title: title.to_owned(),
    };
    (id, command)
}

/// A new plan with a title and one level.
pub(crate) async fn new_plan() -> String {
    let level = Command::AddLevel {
        id: LevelId::from_random(random::bytes()),
        place: Place::Last,
        name: "基本目標".to_owned(),
        style: NumberStyle::Plain,
        in_chart: true,
    };
    let first = Command::Batch(vec![write(&TITLE, 0, "計画"), level]);
    Session::create(&Store::default(), "佐藤", first)
        .await
        .unwrap()
}

/// Opens a plan by a handle of its own, as a new tab does.
pub(crate) async fn open(plan: &str) -> Rc<Session> {
    Session::open(Store::default(), plan, "佐藤").await.unwrap()
}

/// The title, as the document has it.
pub(crate) fn title(session: &Session) -> String {
    session.text(&TITLE)
}

/// How many whole documents and how many single changes of a plan are on disk.
pub(crate) async fn on_disk(plan: &str) -> (usize, usize) {
    let chunks = Store::default().chunks(plan).await.unwrap();
    let saved = chunks.iter().filter(|chunk| chunk.is_saved).count();
    (saved, chunks.len() - saved)
}

#[wasm_bindgen_test]
async fn a_plan_is_on_disk_as_soon_as_it_is_made() {
    let id = new_plan().await;
    let record = Store::default().plan(&id).await.unwrap().unwrap();
    assert_eq!(
        (record.title.as_str(), record.edited_by.as_str()),
        ("計画", "佐藤")
    );
    let session = open(&id).await;
    assert_eq!(title(&session), "計画");
    assert_eq!(session.with_plan(|plan| plan.levels.len()), 1);
    session.close();
}

#[wasm_bindgen_test]
async fn what_was_done_is_there_after_reopening() {
    let id = new_plan().await;
    let session = open(&id).await;
    let (item, add) = add_item("つながりのある地域をつくる");
    assert!(session.apply(&add));
    let field = TextRef::Item(item.clone(), ItemText::Statement);
    assert!(session.apply(&write(&field, 0, "9地区18回")));
    session.close();
    wait::saved(&session).await;

    let again = open(&id).await;
    let found = again.with_plan(|plan| plan.item(&item).cloned()).unwrap();
    assert_eq!(found.title, "つながりのある地域をつくる");
    assert_eq!(found.statement, "9地区18回");
    assert_eq!(
        session.with_plan(Clone::clone),
        again.with_plan(Clone::clone)
    );
    again.close();
}

#[wasm_bindgen_test]
async fn a_burst_of_typing_is_one_change() {
    let id = new_plan().await;
    let session = open(&id).await;
    for (at, letter) in (2..).zip(["の", "題", "です"]) {
        assert!(session.apply(&write(&TITLE, at, letter)));
    }
    // Nobody ends it: the pause does.
    wait::saved(&session).await;
    assert_eq!(on_disk(&id).await, (1, 1));

    assert!(session.apply(&write(&TITLE, 0, "新")));
    session.apply(&add_item("担い手").1);
    wait::saved(&session).await;
    assert_eq!(
        on_disk(&id).await,
        (1, 3),
        "typing and adding are two changes"
    );
    session.close();
}

#[wasm_bindgen_test]
async fn whatever_is_done_next_finds_what_was_typed() {
    let session = open(&new_plan().await).await;
    let read = || session.with_plan(|plan| plan.head.title.clone());
    let shown = session.board().head.clone();
    session.typed(&write(&TITLE, 2, "の案"));
    assert_eq!(
        (title(&session).as_str(), read().as_str()),
        ("計画の案", "計画")
    );
    session.apply(&add_item("見守り").1);
    assert_eq!(read(), "計画の案");
    assert_eq!(shown.get_untracked().title, "計画の案");

    session.typed(&write(&TITLE, 4, "二"));
    session.hand_over();
    assert_eq!(read(), "計画の案二");

    // What no field shows already is read at once.
    session.apply(&write(&TITLE, 0, "新"));
    assert_eq!(read(), "新計画の案二");

    for (at, deed) in (6..).zip(["change", "keydown", "click", "focusout"]) {
        session.typed(&write(&TITLE, at, "版"));
        let deed = web_sys::Event::new(deed).unwrap();
        document().body().unwrap().dispatch_event(&deed).unwrap();
        assert_eq!(
            shown.get_untracked().title,
            title(&session),
            "{}",
            deed.type_()
        );
    }

    session.typed(&write(&TITLE, 10, "了"));
    wait::until("the title as it was typed", || {
        shown.get_untracked().title == "新計画の案二版版版版了"
    })
    .await;
    session.close();
}

#[wasm_bindgen_test]
async fn rows_hear_of_what_changed() {
    let session = open(&new_plan().await).await;
    let (item, add) = add_item("見守り");
    session.apply(&add);
    let (row, children) = session.with_plan(|plan| {
        (
            session.board().item(plan, &item),
            session.board().children(plan, &None),
        )
    });
    session.apply(&write(
        &TextRef::Item(item.clone(), ItemText::Title),
        3,
        "の輪",
    ));
    assert_eq!(row.get_untracked().unwrap().title, "見守りの輪");
    session.apply(&Command::BinItem(item.clone()));
    assert!(children.get_untracked().is_empty());
    assert_eq!(session.board().bin.get_untracked().len(), 1);
    session.close();
}

#[wasm_bindgen_test]
async fn a_refused_command_changes_nothing_and_is_told() {
    let id = new_plan().await;
    let session = open(&id).await;
    let before = session.with_plan(Clone::clone);
    assert!(!session.apply(&write(&TITLE, 99, "外")));
    assert_eq!(session.with_plan(Clone::clone), before);
    let notices = session.notices.get_untracked();
    assert!(matches!(notices[..], [Notice::Refused(_)]), "{notices:?}");
    session.dismiss(&notices[0]);
    assert!(session.notices.get_untracked().is_empty());
    session.close();
    assert_eq!(on_disk(&id).await, (1, 0));
}

#[wasm_bindgen_test]
async fn a_plan_that_is_refused_is_not_made() {
    let before = Store::default().plans().await.unwrap().len();
    let unknown = Command::BinItem(ItemId::from_random(random::bytes()));
    let made = Session::create(&Store::default(), "", unknown).await;
    assert!(matches!(made, Err(CreateFailure::Command(_))), "{made:?}");
    assert_eq!(Store::default().plans().await.unwrap().len(), before);
}

#[wasm_bindgen_test]
async fn an_unknown_plan_does_not_open() {
    let opened = Session::open(Store::default(), &hex(&random::bytes::<16>()), "").await;
    assert_eq!(opened.err(), Some(OpenFailure::Unknown));
}

#[wasm_bindgen_test]
async fn a_damaged_piece_hides_nothing_else() {
    let id = new_plan().await;
    let broken = (random::bytes(), vec![1, 2, 3]);
    let store = Store::default();
    store
        .append(&id, &[broken], false, Safety::Strict)
        .await
        .unwrap();
    let session = open(&id).await;
    assert_eq!(title(&session), "計画");
    assert_eq!(session.notices.get_untracked(), [Notice::DamagedPieces(1)]);
    session.close();
    assert_eq!(
        on_disk(&id).await,
        (1, 1),
        "the damaged piece was thrown away"
    );
}

#[wasm_bindgen_test]
async fn many_small_changes_are_folded_into_one_document() {
    let id = new_plan().await;
    let session = open(&id).await;
    let file = session.to_file();
    session.close();
    let changes = many_changes(&file, 250);
    Store::default()
        .append(&id, &changes, false, Safety::Relaxed)
        .await
        .unwrap();

    let session = open(&id).await;
    assert_eq!(title(&session).chars().filter(|c| *c == '一').count(), 250);
    // Folding says nothing when it is done; a command that is queued behind it does.
    session.apply(&add_item("あと").1);
    wait::saved(&session).await;
    assert_eq!(on_disk(&id).await, (1, 1));
    session.close();
    let again = open(&id).await;
    assert_eq!(
        session.with_plan(Clone::clone),
        again.with_plan(Clone::clone)
    );
    again.close();
}

fn many_changes(file: &[u8], count: usize) -> Vec<([u8; 32], Vec<u8>)> {
    let chunk = Chunk {
        name: "file",
        bytes: file,
        kind: ChunkKind::Saved,
    };
    let mut doc = PlanDoc::open(random::bytes(), [chunk]).unwrap().doc;
    (0..count)
        .flat_map(|_| {
            doc.apply(&write(&TITLE, 0, "一")).unwrap();
            doc.commit(&Stamp::default())
        })
        .map(|change| (change.hash, change.bytes))
        .collect()
}

#[wasm_bindgen_test]
async fn a_file_becomes_a_plan_of_its_own() {
    let id = new_plan().await;
    let session = open(&id).await;
    session.apply(&add_item("見守り").1);
    let kept = Session::from_file(&Store::default(), &session.to_file())
        .await
        .unwrap();
    assert_ne!(kept, id);
    let copy = open(&kept).await;
    assert_eq!(
        session.with_plan(Clone::clone),
        copy.with_plan(Clone::clone)
    );
    for file in [&b""[..], "計画".as_bytes(), &session.to_file()[..40]] {
        assert!(Session::from_file(&Store::default(), file).await.is_err());
    }
    session.close();
    copy.close();
}

/// A field in mid-composition: it holds words that the document has not seen.
struct Composing(RefCell<Option<Rc<Session>>>);

impl FocusedField for Composing {
    fn remote_applied(&self, _before: &Heads) {}

    fn hand_over(&self) {
        if let Some(session) = self.0.take() {
            session.apply(&write(&TITLE, 2, "（変換中）"));
        }
    }
}

#[wasm_bindgen_test]
async fn words_in_mid_composition_are_on_disk_when_the_page_is_left() {
    let id = new_plan().await;
    let session = open(&id).await;
    session.focus_entered(Rc::new(Composing(RefCell::new(Some(session.clone())))));
    leptos::prelude::window()
        .dispatch_event(&web_sys::Event::new("pagehide").unwrap())
        .unwrap();
    wait::saved(&session).await;
    let chunks = Store::default().chunks(&id).await.unwrap();
    let device = random::bytes();
    let pieces = chunks.iter().map(|chunk| Chunk {
        name: &chunk.key,
        bytes: &chunk.bytes,
        kind: if chunk.is_saved {
            ChunkKind::Saved
        } else {
            ChunkKind::Change
        },
    });
    let plan = Plan::read(&PlanDoc::open(device, pieces).unwrap().doc);
    assert_eq!(plan.head.title, "計画（変換中）");

    // The page comes back after all, and goes on.
    session.apply(&write(&TITLE, 0, "新"));
    session.close();
    wait::saved(&session).await;
    assert_eq!(title(&*open(&id).await), "新計画（変換中）");
}
