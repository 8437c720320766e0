//! Stories of undo, alone and with others.

use super::*;
use crate::command::{Command, Place};
use crate::doc::shelf::Shelf;
use crate::doc::tests::fresh;
use crate::field::{ItemText, PlanText};
use crate::ids::{CategoryId, ItemId, ProgrammeId};
use crate::kinds::{Lifecycle, PlanKind, PlanStatus, Tag};
use crate::plan::Plan;
use crate::records::{NewRecord, RecordField, RecordId};

const TITLE: TextRef = TextRef::Plan(PlanText::Title);

struct Person {
    doc: PlanDoc,
    history: History,
    outbox: Vec<Vec<u8>>,
}

fn stamp() -> Stamp {
    Stamp::default()
}

impl Person {
    fn new(n: u8) -> Self {
        Self {
            doc: PlanDoc::new([n; 16]),
            history: History::default(),
            outbox: Vec::new(),
        }
    }

    fn commit(&mut self) {
        let committed = self.doc.commit(&stamp());
        self.history.note(&mut self.doc, &committed);
        self.send(&committed);
    }

    fn send(&mut self, committed: &[StoredChange]) {
        let bytes = committed.iter().map(|change| change.bytes.clone());
        self.outbox.extend(bytes);
    }

    /// One command, one step.
    fn does(&mut self, command: &Command) {
        self.doc.apply(command).unwrap();
        self.commit();
    }

    fn types(&mut self, field: &TextRef, at: u32, delete: u32, insert: &str) {
        let command = writing(field, at, delete, insert);
        self.doc.apply(&command).unwrap();
    }

    fn hears(&mut self, other: &Self) {
        self.commit();
        self.doc.merge_changes(&other.outbox);
    }

    fn undo(&mut self) -> (usize, usize) {
        let back = self.history.undo(&mut self.doc, &stamp()).unwrap();
        self.send(&back.committed);
        (back.done, back.left)
    }

    fn redo(&mut self) -> (usize, usize) {
        let back = self.history.redo(&mut self.doc, &stamp()).unwrap();
        self.send(&back.committed);
        (back.done, back.left)
    }

    fn text(&self, field: &TextRef) -> String {
        self.doc.text(field).unwrap()
    }

    fn plan(&self) -> Plan {
        Plan::read(&self.doc)
    }
}

fn writing(field: &TextRef, at: u32, delete: u32, insert: &str) -> Command {
    Command::WriteText {
        field: field.clone(),
        at,
        delete,
        insert: insert.into(),
        seen: None,
    }
}

fn item(n: u8) -> ItemId {
    ItemId::from_random([n; 12])
}

fn title(n: u8) -> TextRef {
    TextRef::Item(item(n), ItemText::Title)
}

fn add(n: u8, parent: Option<u8>) -> Command {
    Command::AddItem {
        id: item(n),
        parent: parent.map(item),
        place: Place::Last,
        title: format!("項目{n}"),
    }
}

fn move_below(n: u8, parent: Option<u8>) -> Command {
    Command::MoveItem {
        id: item(n),
        parent: parent.map(item),
        place: Place::First,
    }
}

/// Two people who both have a plan with a title and three items.
fn two() -> (Person, Person) {
    let (mut me, mut they) = (Person::new(1), Person::new(2));
    they.types(&TITLE, 0, 0, "第三期計画");
    they.does(&Command::Batch(vec![
        add(1, None),
        add(2, None),
        add(3, Some(1)),
    ]));
    me.hears(&they);
    (me, they)
}

#[test]
fn a_burst_is_one_step_and_an_open_one_as_well() {
    let mut me = Person::new(1);
    for (at, c) in "地域福祉".chars().enumerate() {
        me.types(&TITLE, at as u32, 0, &c.to_string());
    }
    me.types(&TITLE, 2, 2, "");
    me.types(&TITLE, 2, 0, "共生");
    assert_eq!(me.undo(), (1, 0));
    assert_eq!(me.text(&TITLE), "");
    assert_eq!(me.redo(), (1, 0));
    assert_eq!(me.text(&TITLE), "地域共生");
    assert_eq!((me.history.to_undo(), me.history.to_redo()), (1, 0));
}

#[test]
fn what_is_undone_after_a_large_merge_is_seen() {
    let (mut me, mut they) = two();
    for n in 0..600 {
        they.does(&Command::SetTerm(Some(n)));
    }
    me.types(&TITLE, 0, 5, "第四期計画");
    me.commit();
    me.does(&move_below(2, Some(3)));
    me.hears(&they);
    let mut plan = me.plan();
    for title in ["第四期計画", "第三期計画"] {
        let back = me.history.undo(&mut me.doc, &stamp()).unwrap();
        plan.refresh(&me.doc, &back.touched);
        assert_eq!(plan.head.title, title);
        assert_eq!(plan, fresh(&me.doc));
    }
}

#[test]
fn an_open_burst_is_kept_when_there_is_nothing_to_redo() {
    let mut me = Person::new(1);
    me.types(&TITLE, 0, 0, "計画");
    let back = me.history.redo(&mut me.doc, &stamp()).unwrap();
    assert_eq!((back.committed.len(), back.done), (1, 0));
    assert_eq!(me.text(&TITLE), "計画");
    assert_eq!(me.history.to_undo(), 1);
    assert!(me.history.redo(&mut me.doc, &stamp()).is_none());
}

#[test]
fn what_others_wrote_between_ones_own_words_stays() {
    let (mut me, mut they) = two();
    me.types(&TITLE, 5, 0, "の概要");
    me.commit();
    they.hears(&me);
    they.types(&TITLE, 6, 0, "これまで");
    they.commit();
    me.hears(&they);
    assert_eq!(me.text(&TITLE), "第三期計画のこれまで概要");
    assert_eq!(me.undo(), (1, 0));
    assert_eq!(me.text(&TITLE), "第三期計画これまで");
    assert_eq!(me.redo(), (1, 0));
    assert_eq!(me.text(&TITLE).chars().count(), 12);
    assert!(me.text(&TITLE).contains("これまで"));
}

#[test]
fn what_was_erased_comes_back_beside_its_neighbour() {
    let (mut me, mut they) = two();
    me.types(&TITLE, 1, 2, "");
    me.commit();
    they.types(&TITLE, 5, 0, "案");
    they.types(&TITLE, 0, 0, "新");
    they.commit();
    me.hears(&they);
    assert_eq!(me.text(&TITLE), "新第計画案");
    me.undo();
    assert_eq!(me.text(&TITLE), "新第三期計画案");
}

#[test]
fn erased_and_brought_back_letters_still_belong_to_the_step_that_typed_them() {
    let mut me = Person::new(1);
    me.types(&TITLE, 0, 0, "あいう");
    me.commit();
    me.types(&TITLE, 1, 1, "");
    me.commit();
    for _ in 0..3 {
        me.undo();
        assert_eq!(me.text(&TITLE), "あいう");
        me.undo();
        assert_eq!(me.text(&TITLE), "");
        me.redo();
        assert_eq!(me.text(&TITLE), "あいう");
        me.redo();
        assert_eq!(me.text(&TITLE), "あう");
    }
}

#[test]
fn words_that_others_erased_are_left_to_them() {
    let (mut me, mut they) = two();
    me.types(&TITLE, 5, 0, "（案）");
    me.commit();
    they.hears(&me);
    they.types(&TITLE, 5, 3, "");
    they.commit();
    me.hears(&they);
    assert_eq!(me.undo(), (0, 1));
    assert_eq!(me.text(&TITLE), "第三期計画");
    assert_eq!(me.history.to_redo(), 0);
}

#[test]
fn anothers_later_choice_stays_even_if_it_is_the_same() {
    let (mut me, mut they) = two();
    me.does(&Command::SetStatus(PlanStatus::Fixed));
    assert_eq!(me.undo(), (1, 0));
    assert_eq!(me.plan().head.status, PlanStatus::Draft);
    me.redo();
    they.hears(&me);
    they.does(&Command::SetStatus(PlanStatus::Revised));
    they.does(&Command::SetStatus(PlanStatus::Fixed));
    me.hears(&they);
    assert_eq!(me.undo(), (0, 1));
    assert_eq!(me.plan().head.status, PlanStatus::Fixed);
}

#[test]
fn of_two_who_chose_apart_neither_is_overruled() {
    let (mut me, mut they) = two();
    me.does(&Command::SetStatus(PlanStatus::Fixed));
    they.does(&Command::SetStatus(PlanStatus::Consultation));
    me.hears(&they);
    let before = me.plan();
    assert_eq!(before.head.conflicts.len(), 1);
    assert_eq!(me.undo(), (0, 1));
    assert_eq!(me.plan(), before);
}

#[test]
fn ones_own_later_choices_go_back_one_by_one() {
    let (mut me, _) = two();
    for status in [
        PlanStatus::Consultation,
        PlanStatus::Fixed,
        PlanStatus::Revised,
    ] {
        me.does(&Command::SetStatus(status));
    }
    for expected in [
        PlanStatus::Fixed,
        PlanStatus::Consultation,
        PlanStatus::Draft,
    ] {
        assert_eq!(me.undo(), (1, 0));
        assert_eq!(me.plan().head.status, expected);
    }
    assert_eq!(me.history.to_undo(), 0);
}

#[test]
fn an_added_item_goes_into_the_bin_unless_others_wrote_in_it() {
    let (mut me, mut they) = two();
    me.does(&add(4, Some(1)));
    assert_eq!(me.undo(), (1, 0));
    assert!(me.plan().item(&item(4)).unwrap().in_bin);
    me.redo();
    assert!(!me.plan().item(&item(4)).unwrap().in_bin);
    they.hears(&me);
    they.types(&title(4), 0, 0, "大切な");
    they.commit();
    me.hears(&they);
    assert_eq!(me.undo(), (0, 1));
    assert!(!me.plan().item(&item(4)).unwrap().in_bin);
}

#[test]
fn a_moved_item_goes_back_between_its_neighbours() {
    let (mut me, mut they) = two();
    me.does(&move_below(2, Some(3)));
    they.does(&add(5, None));
    me.hears(&they);
    assert_eq!(me.undo(), (1, 0));
    let order = me.plan().children(None).to_vec();
    assert_eq!(order, [item(1), item(2), item(5)]);
    assert_eq!(me.redo(), (1, 0));
    assert_eq!(me.plan().children(Some(&item(3))), [item(2)]);
}

#[test]
fn an_item_that_others_moved_on_stays_where_they_put_it() {
    let (mut me, mut they) = two();
    me.does(&move_below(2, Some(3)));
    they.hears(&me);
    they.does(&move_below(2, Some(1)));
    me.hears(&they);
    assert_eq!(me.undo(), (0, 1));
    assert_eq!(me.plan().item(&item(2)).unwrap().parent, Some(item(1)));
}

#[test]
fn an_item_goes_back_neither_into_the_bin_nor_below_itself() {
    let (mut me, mut they) = two();
    me.does(&move_below(3, None));
    they.hears(&me);
    they.does(&Command::BinItem(item(1)));
    me.hears(&they);
    assert_eq!(me.undo(), (0, 1));
    assert!(!me.plan().item(&item(3)).unwrap().in_bin);

    let (mut me, mut they) = two();
    me.does(&move_below(3, None));
    they.hears(&me);
    they.does(&move_below(1, Some(3)));
    me.hears(&they);
    assert_eq!(me.undo(), (0, 1));
    assert_eq!(me.plan().findings, []);
}

#[test]
fn a_batch_is_one_step_and_takes_back_what_it_can() {
    let (mut me, mut they) = two();
    let tag = |n: u8| Command::TagItem {
        id: item(n),
        tag: Tag::Priority,
    };
    me.does(&Command::Batch(vec![
        tag(1),
        tag(2),
        Command::BinItem(item(3)),
    ]));
    they.hears(&me);
    they.does(&Command::UntagItem {
        id: item(1),
        tag: Tag::Priority,
    });
    they.does(&tag(1));
    me.hears(&they);
    assert_eq!(me.undo(), (2, 1));
    let plan = me.plan();
    assert_eq!(plan.item(&item(1)).unwrap().tags, [Tag::Priority]);
    assert_eq!(plan.item(&item(2)).unwrap().tags, []);
    assert!(!plan.item(&item(3)).unwrap().in_bin);
}

#[test]
fn records_are_taken_back_like_all_else() {
    let (mut me, _) = two();
    let category = CategoryId::from_random([7; 12]);
    let programme = ProgrammeId::from_random([8; 12]);
    me.does(&Command::AddRecord {
        record: NewRecord::Category {
            id: category.clone(),
            name: "地域支援".into(),
        },
        place: Place::Last,
    });
    let start = me.plan();
    me.does(&Command::AddRecord {
        record: NewRecord::Programme {
            id: programme.clone(),
            category: None,
            name: "サロン".into(),
        },
        place: Place::Last,
    });
    let id = RecordId::Programme(programme.clone());
    let set = |field| Command::SetRecord {
        id: id.clone(),
        field,
    };
    me.does(&set(RecordField::Lifecycle(Some(Lifecycle::New))));
    me.does(&set(RecordField::Category(Some(category))));
    me.does(&Command::SetItemProgramme {
        id: item(1),
        programme: Some(programme.clone()),
    });
    me.does(&Command::BinRecord(id.clone()));
    let end = me.plan();
    for _ in 0..4 {
        assert_eq!(me.undo(), (1, 0));
    }
    let plan = me.plan();
    let found = plan.programmes.get(&programme).unwrap();
    assert_eq!(
        (found.lifecycle, &found.category, found.in_bin),
        (None, &None, false)
    );
    assert_eq!(me.undo(), (1, 0));
    assert_eq!(
        me.plan().all_programmes().count(),
        start.all_programmes().count()
    );
    for _ in 0..5 {
        assert_eq!(me.redo(), (1, 0));
    }
    let plan = me.plan();
    assert_eq!(plan.programmes, end.programmes);
    assert_eq!(plan.items, end.items);
}

#[test]
fn a_new_step_ends_what_could_be_redone_and_old_steps_are_forgotten() {
    let mut me = Person::new(1);
    for n in 0..=MAX_STEPS {
        me.does(&Command::SetTerm(Some(n as u32)));
    }
    assert_eq!(me.history.to_undo(), MAX_STEPS);
    // What is forgotten was made all the same.
    assert_eq!(me.history.made(), MAX_STEPS as u64 + 1);
    me.undo();
    assert_eq!(me.history.to_redo(), 1);
    assert_eq!(me.history.made(), MAX_STEPS as u64);
    me.does(&Command::SetTerm(None));
    assert_eq!((me.history.to_undo(), me.history.to_redo()), (MAX_STEPS, 0));
}

/// Both chose another kind of plan; mine is in force or theirs.
fn two_in_conflict() -> (Person, Person) {
    let (mut me, mut they) = two();
    me.does(&Command::SetStatus(PlanStatus::Consultation));
    me.does(&Command::SetKind(PlanKind::Annual));
    they.does(&Command::SetKind(PlanKind::District));
    me.hears(&they);
    assert_eq!(me.plan().head.conflicts.len(), 1);
    (me, they)
}

#[test]
fn what_was_confirmed_against_another_is_a_step_that_cannot_be_taken_back() {
    let (mut me, _) = two_in_conflict();
    let kind = me.plan().head.kind;
    me.does(&Command::SetKind(kind));
    assert_eq!(me.plan().head.conflicts, []);
    let steps = me.history.to_undo();
    assert_eq!(me.undo(), (0, 1));
    assert_eq!(me.history.to_undo(), steps - 1);
    let head = me.plan().head;
    assert_eq!((head.kind, head.status), (kind, PlanStatus::Consultation));
}

#[test]
fn what_was_decided_for_the_other_goes_back_and_says_what_does_not() {
    let (mut me, _) = two_in_conflict();
    let kind = me.plan().head.kind;
    let all = [PlanKind::Annual, PlanKind::District];
    let other = all.into_iter().find(|one| *one != kind).unwrap();
    me.does(&Command::SetKind(other));
    assert_eq!(me.undo(), (1, 1));
    assert_eq!(me.plan().head.kind, kind);
    assert_eq!(me.redo(), (1, 0));
    assert_eq!(me.plan().head.kind, other);
}

#[test]
fn a_tree_deeper_than_calls_can_be_is_looked_at_whole() {
    let mut me = Person::new(1);
    let id = |n: u16| {
        let mut id = [0; 12];
        id[..2].copy_from_slice(&n.to_be_bytes());
        ItemId::from_random(id)
    };
    let deep = (1..=1_000).map(|n| Command::AddItem {
        id: id(n),
        parent: (n > 1).then(|| id(n - 1)),
        place: Place::Last,
        title: String::new(),
    });
    me.does(&Command::Batch(deep.collect()));
    let top = (Shelf::Items, id(1).shared().clone());
    let print = |doc: &PlanDoc| {
        std::thread::scope(|scope| {
            let small = std::thread::Builder::new().stack_size(256 * 1024);
            let print = small.spawn_scoped(scope, || doc.print_of(&top)).unwrap();
            print.join().unwrap()
        })
    };
    let before = print(&me.doc);
    let lowest = TextRef::Item(id(1_000), ItemText::Title);
    me.doc.apply(&writing(&lowest, 0, 0, "底")).unwrap();
    assert_ne!(print(&me.doc), before);
}

#[test]
fn runs_that_were_erased_far_apart_come_back_where_they_stood() {
    let mut me = Person::new(1);
    me.types(&TITLE, 0, 0, "あいうえおかきくけこ");
    me.commit();
    for at in [8, 5, 2] {
        me.types(&TITLE, at, 1, "");
    }
    me.types(&TITLE, 1, 1, "");
    me.types(&TITLE, 0, 0, "＊");
    assert_eq!(me.undo(), (1, 0));
    assert_eq!(me.text(&TITLE), "あいうえおかきくけこ");
    assert_eq!(me.redo(), (1, 0));
    assert_eq!(me.text(&TITLE), "＊あえおきくこ");
}

#[test]
fn a_move_among_siblings_that_were_moved_apart_goes_back_without_a_word() {
    let (mut me, mut they) = two();
    let last = |n: u8| Command::MoveItem {
        id: item(n),
        parent: None,
        place: Place::Last,
    };
    me.does(&last(1));
    they.does(&add(5, None));
    they.does(&last(1));
    me.hears(&they);
    me.does(&move_below(1, None));
    assert_eq!(me.plan().children(None)[0], item(1));
    assert_eq!(me.undo(), (1, 0));
    assert_ne!(me.plan().children(None)[0], item(1));
}
