//! Stories of one or two documents.

use super::*;
use crate::command::{Command, CommandError, Place};
use crate::finding::{ConflictField, Entity, FindingKind};
use crate::fiscal::FiscalYear;
use crate::ids::{ItemId, LevelId, LineId, PartyId, SectionId, SnapshotId};
use crate::kinds::{NumberStyle, PlanKind, SectionKind, Tag};
use crate::plan::{Binned, DomainChange, Plan};
use crate::touched::Touched;

fn item(n: u8) -> ItemId {
    ItemId::from_random([n; 12])
}

fn stamp(author: &str) -> Stamp {
    Stamp {
        author: Some(author.into()),
        seconds: 1_650_000_000,
    }
}

fn add(n: u8, parent: Option<u8>, title: &str) -> Command {
    Command::AddItem {
        id: item(n),
        parent: parent.map(item),
        place: Place::Last,
        title: title.into(),
    }
}

fn write(field: TextRef, at: u32, delete: u32, insert: &str) -> Command {
    Command::WriteText {
        field,
        at,
        delete,
        insert: insert.into(),
        seen: None,
    }
}

fn title(n: u8) -> TextRef {
    TextRef::Item(item(n), ItemText::Title)
}

/// A device with its projection, kept by refreshes and held against a reading from scratch.
struct Device {
    doc: PlanDoc,
    plan: Plan,
    outbox: Vec<Vec<u8>>,
    name: &'static str,
}

impl Device {
    fn new(n: u8, name: &'static str) -> Self {
        let doc = PlanDoc::new([n; 16]);
        Self {
            plan: Plan::read(&doc),
            doc,
            outbox: Vec::new(),
            name,
        }
    }

    fn try_edit(&mut self, command: &Command) -> Result<Vec<DomainChange>, CommandError> {
        let touched = self.doc.apply(command)?;
        let changes = self.plan.refresh(&self.doc, &touched);
        assert_eq!(self.plan, Plan::read(&self.doc));
        Ok(changes)
    }

    fn edit(&mut self, command: Command) -> Vec<DomainChange> {
        self.try_edit(&command).unwrap()
    }

    fn commit(&mut self) {
        let changes = self.doc.commit(&stamp(self.name));
        self.outbox
            .extend(changes.into_iter().map(|change| change.bytes));
    }

    fn take(&mut self, changes: &[Vec<u8>]) -> Merged {
        let merged = self.doc.merge_changes(changes);
        self.plan.refresh(&self.doc, &merged.touched);
        assert_eq!(self.plan, Plan::read(&self.doc));
        merged
    }

    fn numbers(&self) -> Vec<&str> {
        self.plan.walk().map(|item| item.number.as_str()).collect()
    }

    fn titles(&self) -> Vec<&str> {
        self.plan.walk().map(|item| item.title.as_str()).collect()
    }

    fn findings(&self) -> Vec<(&Entity, &FindingKind)> {
        self.plan
            .findings
            .iter()
            .map(|finding| (&finding.about, &finding.kind))
            .collect()
    }
}

/// Two devices that start from the same plan.
fn pair(start: &[Command]) -> (Device, Device) {
    let (mut a, mut b) = (Device::new(1, "花子"), Device::new(2, "太郎"));
    for command in start {
        a.edit(command.clone());
    }
    a.commit();
    b.take(&std::mem::take(&mut a.outbox));
    (a, b)
}

fn meet(a: &mut Device, b: &mut Device) {
    a.commit();
    b.commit();
    let (from_a, from_b) = (std::mem::take(&mut a.outbox), std::mem::take(&mut b.outbox));
    a.take(&from_b);
    b.take(&from_a);
    assert_eq!(a.plan, b.plan);
    assert_eq!(a.doc.heads(), b.doc.heads());
}

#[test]
fn the_first_change_is_the_same_in_every_plan_for_ever() {
    let mut doc = crate::schema::first_document().unwrap();
    let first = doc.get_last_local_change().unwrap();
    // Every plan there is begins with this. If this test fails, plans no longer merge.
    assert_eq!(
        first.hash().to_string(),
        "64c4ed715a5fd357e610c3addf050e2c999b9159934bbc8248f8d7e4b425a2a5"
    );
    assert_eq!(PlanDoc::new([1; 16]).heads(), PlanDoc::new([2; 16]).heads());
    assert_eq!(PlanDoc::new([1; 16]).change_count(), 1);
}

#[test]
fn a_burst_is_one_change() {
    let mut a = Device::new(1, "花子");
    a.edit(add(1, None, ""));
    for (at, letter) in "支え合うまち".chars().enumerate() {
        a.edit(write(
            title(1),
            u32::try_from(at).unwrap(),
            0,
            &letter.to_string(),
        ));
    }
    let changes = a.doc.commit(&stamp("花子"));
    assert_eq!(changes.len(), 1);
    assert_eq!(a.doc.commit(&stamp("花子")), []);
    assert_eq!(a.titles(), ["支え合うまち"]);
    assert!(a.doc.has_change(&changes[0].hash));
    assert!(!PlanDoc::new([3; 16]).has_change(&changes[0].hash));
}

#[test]
fn a_text_edit_touches_its_item_alone() {
    let (mut a, _) = pair(&[
        add(1, None, "一"),
        add(2, None, "二"),
        add(3, Some(1), "三"),
    ]);
    let changes = a.edit(write(title(2), 1, 0, "つ"));
    assert_eq!(changes, [DomainChange::ItemChanged(item(2))]);
}

#[test]
fn both_write_in_one_title_and_keep_all() {
    let (mut a, mut b) = pair(&[add(1, None, "地域福祉")]);
    a.edit(write(title(1), 0, 0, "つながる"));
    b.edit(write(title(1), 4, 0, "の輪"));
    meet(&mut a, &mut b);
    assert_eq!(a.titles(), ["つながる地域福祉の輪"]);
}

#[test]
fn offsets_count_utf16_units() {
    let mut a = Device::new(1, "花子");
    a.edit(add(1, None, "𠮷野"));
    a.edit(write(title(1), 2, 0, "の"));
    assert_eq!(a.titles(), ["𠮷の野"]);
    let split = write(title(1), 1, 0, "x");
    assert!(matches!(
        a.try_edit(&split),
        Err(CommandError::OutsideText { length: 4, .. })
    ));
    let past = write(title(1), 4, 1, "");
    assert!(matches!(
        a.try_edit(&past),
        Err(CommandError::OutsideText { .. })
    ));
}

#[test]
fn an_edit_made_in_an_older_version_merges() {
    let (mut a, mut b) = pair(&[add(1, None, "みんなで助け合うまち")]);
    let seen = a.doc.heads();
    b.edit(write(title(1), 0, 0, "いつも"));
    b.edit(write(title(1), 7, 2, "支え")); // 助け → 支え
    b.commit();
    a.take(&std::mem::take(&mut b.outbox));
    assert_eq!(a.titles(), ["いつもみんなで支え合うまち"]);
    // Seen: みんなで助け合うまち; 助け合う → 笑顔の.
    a.edit(Command::WriteText {
        field: title(1),
        at: 4,
        delete: 4,
        insert: "笑顔の".into(),
        seen: Some(seen),
    });
    assert_eq!(a.titles(), ["いつもみんなで笑顔の支えまち"]);
    let changes = a.doc.commit(&stamp("花子"));
    assert_eq!(changes.len(), 1);
    b.take(&[changes[0].bytes.clone()]);
    assert_eq!(b.plan, a.plan);
}

#[test]
fn an_edit_in_an_older_version_leaves_the_open_burst_alone() {
    let (mut a, _) = pair(&[add(1, None, "あう")]);
    let seen = a.doc.heads();
    a.edit(write(title(1), 2, 0, "え"));
    a.edit(Command::WriteText {
        field: title(1),
        at: 1,
        delete: 0,
        insert: "い".into(),
        seen: Some(seen),
    });
    assert_eq!(a.titles(), ["あいうえ"]);
}

#[test]
fn the_caret_stays_behind_its_character() {
    let (mut a, mut b) = pair(&[add(1, None, "あいう")]);
    let from = a.doc.heads();
    b.edit(write(title(1), 0, 0, "わ"));
    b.edit(write(title(1), 2, 1, ""));
    b.commit();
    a.take(&b.outbox);
    assert_eq!(a.titles(), ["わあう"]);
    let now = |offset| a.doc.map_offset(&title(1), offset, &from);
    assert_eq!([now(0), now(1), now(2), now(3), now(99)], [0, 2, 2, 3, 3]);
}

#[test]
fn a_refused_batch_changes_nothing_and_keeps_the_burst() {
    let mut a = Device::new(1, "花子");
    a.edit(add(1, None, "一"));
    let before = a.plan.clone();
    let batch = Command::Batch(vec![add(2, Some(1), "二"), add(3, Some(9), "三")]);
    assert_eq!(
        a.try_edit(&batch),
        Err(CommandError::Missing(item(9).to_string()))
    );
    assert_eq!(Plan::read(&a.doc), before);
    a.edit(Command::Batch(vec![
        add(2, Some(1), "二"),
        add(3, Some(2), "三"),
    ]));
    assert_eq!(a.doc.commit(&stamp("花子")).len(), 1);
    assert_eq!(a.titles(), ["一", "二", "三"]);
}

#[test]
fn numbers_follow_the_levels() {
    let mut a = Device::new(1, "花子");
    for (n, name, style) in [
        (1, "基本目標", NumberStyle::Plain),
        (2, "取組", NumberStyle::ParentCircled),
        (3, "具体的な取組", NumberStyle::Bullet),
    ] {
        a.edit(Command::AddLevel {
            id: LevelId::from_random([n; 12]),
            place: Place::Last,
            name: name.into(),
            style,
            in_chart: true,
        });
    }
    a.edit(add(1, None, ""));
    a.edit(add(2, None, ""));
    a.edit(add(3, Some(2), ""));
    a.edit(add(4, Some(2), ""));
    a.edit(add(5, Some(4), ""));
    a.edit(add(6, Some(5), ""));
    assert_eq!(a.numbers(), ["1", "2", "2-①", "2-②", "●", ""]);
    let changes = a.edit(Command::MoveItem {
        id: item(2),
        parent: None,
        place: Place::First,
    });
    assert_eq!(a.numbers(), ["1", "1-①", "1-②", "●", "", "2"]);
    assert!(changes.contains(&DomainChange::ItemChanged(item(4))));
    a.edit(Command::SetNumber {
        id: item(2),
        number: Some("(7)".into()),
    });
    assert_eq!(a.numbers(), ["(7)", "7-①", "7-②", "●", "", "2"]);
    a.edit(Command::SetLevelStyle {
        id: LevelId::from_random([2; 12]),
        style: NumberStyle::Circled,
    });
    assert_eq!(a.numbers(), ["(7)", "①", "②", "●", "", "2"]);
    a.edit(Command::BinLevel(LevelId::from_random([1; 12])));
    assert_eq!(a.plan.levels[0].name, "取組");
    assert_eq!(a.plan.bin(), [Binned::Level(LevelId::from_random([1; 12]))]);
}

#[test]
fn moving_keeps_what_others_write_meanwhile() {
    let (mut a, mut b) = pair(&[
        add(1, None, "一"),
        add(2, None, "二"),
        add(3, Some(1), "三"),
    ]);
    a.edit(Command::MoveItem {
        id: item(3),
        parent: Some(item(2)),
        place: Place::First,
    });
    b.edit(write(title(3), 1, 0, "つめ"));
    meet(&mut a, &mut b);
    assert_eq!(a.titles(), ["一", "二", "三つめ"]);
    assert_eq!(a.plan.item(&item(3)).unwrap().parent, Some(item(2)));
}

#[test]
fn an_item_does_not_go_below_itself() {
    let (mut a, _) = pair(&[
        add(1, None, "一"),
        add(2, Some(1), "二"),
        add(3, Some(2), "三"),
    ]);
    for below in [1, 2, 3] {
        let into = Command::MoveItem {
            id: item(1),
            parent: Some(item(below)),
            place: Place::Last,
        };
        assert_eq!(a.try_edit(&into), Err(CommandError::IntoItself));
    }
}

#[test]
fn a_circle_is_broken_alike_everywhere_and_can_be_mended() {
    let (mut a, mut b) = pair(&[
        add(1, None, "一"),
        add(2, None, "二"),
        add(3, Some(2), "三"),
    ]);
    a.edit(Command::MoveItem {
        id: item(1),
        parent: Some(item(2)),
        place: Place::Last,
    });
    b.edit(Command::MoveItem {
        id: item(2),
        parent: Some(item(1)),
        place: Place::Last,
    });
    meet(&mut a, &mut b);
    assert_eq!(a.titles(), ["一", "二", "三"]);
    assert_eq!(
        a.findings(),
        [(&Entity::Item(item(1)), &FindingKind::Cycle)]
    );
    b.edit(Command::MoveItem {
        id: item(1),
        parent: None,
        place: Place::Last,
    });
    meet(&mut a, &mut b);
    assert_eq!(a.findings(), []);
    assert_eq!(a.titles(), ["一", "二", "三"]);
}

#[test]
fn siblings_added_apart_stand_in_one_order_and_take_more_between_them() {
    let (mut a, mut b) = pair(&[add(1, None, "一")]);
    for n in [10, 11, 12] {
        a.edit(add(n, None, "花"));
        b.edit(add(n + 10, None, "太"));
    }
    meet(&mut a, &mut b);
    let order: String = a.titles().concat();
    assert!(
        order == "一花花花太太太" || order == "一太太太花花花",
        "{order}"
    );
    let after = a.plan.children(None)[3].clone();
    a.edit(Command::AddItem {
        id: item(30),
        parent: None,
        place: Place::After(after),
        title: "間".into(),
    });
    assert_eq!(a.titles()[4], "間");
}

#[test]
fn equal_keys_make_room() {
    let (mut a, _) = pair(&[add(1, None, "一"), add(2, None, "二"), add(3, None, "三")]);
    for n in [1, 2, 3] {
        let obj = a
            .doc
            .index
            .node(Shelf::Items, item(n).as_str())
            .unwrap()
            .obj
            .clone();
        a.doc.auto.put(&obj, schema::ORDER, "80").unwrap();
    }
    a.doc.index = Index::read(&a.doc.auto);
    a.plan = Plan::read(&a.doc);
    assert_eq!(a.titles(), ["一", "二", "三"]);
    a.edit(Command::AddItem {
        id: item(9),
        parent: None,
        place: Place::After(item(1)),
        title: "間".into(),
    });
    assert_eq!(a.titles(), ["一", "間", "二", "三"]);
    for n in [1, 2, 3] {
        let obj = a
            .doc
            .index
            .node(Shelf::Items, item(n).as_str())
            .unwrap()
            .obj
            .clone();
        a.doc.auto.put(&obj, schema::ORDER, "no key").unwrap();
    }
    a.doc.index = Index::read(&a.doc.auto);
    a.plan = Plan::read(&a.doc);
    let first = a.plan.children(None)[1].clone();
    a.edit(Command::MoveItem {
        id: item(9),
        parent: None,
        place: Place::After(first.clone()),
    });
    let at = |id: &ItemId| {
        a.plan
            .children(None)
            .iter()
            .position(|other| other == id)
            .unwrap()
    };
    assert_eq!(at(&item(9)), at(&first) + 1);
}

#[test]
fn tags_and_years_set_apart_are_all_there() {
    let (mut a, mut b) = pair(&[add(1, None, "一")]);
    let year = |year| FiscalYear::new(year).unwrap();
    a.edit(Command::TagItem {
        id: item(1),
        tag: Tag::Priority,
    });
    a.edit(Command::SetItemYears {
        id: item(1),
        years: vec![year(2022), year(2023)],
    });
    b.edit(Command::TagItem {
        id: item(1),
        tag: Tag::New,
    });
    b.edit(Command::TagItem {
        id: item(1),
        tag: Tag::Priority,
    });
    b.edit(Command::SetItemYears {
        id: item(1),
        years: vec![year(2023), year(2024)],
    });
    meet(&mut a, &mut b);
    let merged = a.plan.item(&item(1)).unwrap();
    assert_eq!(merged.tags, [Tag::Priority, Tag::New]);
    assert_eq!(merged.years, [year(2022), year(2023), year(2024)]);
    assert_eq!(merged.conflicts, []);
    a.edit(Command::UntagItem {
        id: item(1),
        tag: Tag::New,
    });
    a.edit(Command::SetItemYears {
        id: item(1),
        years: vec![year(2022)],
    });
    let item = a.plan.item(&item(1)).unwrap();
    assert_eq!(
        (item.tags.as_slice(), item.years.as_slice()),
        (&[Tag::Priority][..], &[year(2022)][..])
    );
}

#[test]
fn a_scalar_set_apart_is_a_conflict_until_somebody_decides() {
    let (mut a, mut b) = pair(&[]);
    a.edit(Command::SetKind(PlanKind::Annual));
    b.edit(Command::SetKind(PlanKind::District));
    meet(&mut a, &mut b);
    let conflict = a.plan.head.conflicts[0].clone();
    assert_eq!(conflict.field, ConflictField::Kind);
    assert_eq!(conflict.values[0].value, a.plan.head.kind.word());
    let mut values: Vec<_> = conflict
        .values
        .iter()
        .map(|rival| {
            (
                rival.value.as_str(),
                rival.author.as_deref().unwrap(),
                rival.seconds.unwrap(),
            )
        })
        .collect();
    values.sort_unstable();
    assert_eq!(
        values,
        [
            ("事業計画", "花子", 1_650_000_000),
            ("地区別計画", "太郎", 1_650_000_000)
        ]
    );
    // Deciding for the value in force is a decision as well.
    let kind = a.plan.head.kind;
    a.edit(Command::SetKind(kind));
    assert_eq!(a.plan.head.conflicts, []);
    meet(&mut a, &mut b);
    assert_eq!(b.plan.head.conflicts, []);
    assert_eq!(b.plan.head.kind, kind);
}

#[test]
fn both_move_one_item_and_see_both_places() {
    let (mut a, mut b) = pair(&[add(1, None, "一"), add(2, None, "二"), add(3, None, "三")]);
    a.edit(Command::MoveItem {
        id: item(3),
        parent: Some(item(1)),
        place: Place::Last,
    });
    b.edit(Command::MoveItem {
        id: item(3),
        parent: Some(item(2)),
        place: Place::Last,
    });
    meet(&mut a, &mut b);
    let three = a.plan.item(&item(3)).unwrap();
    assert_eq!(three.conflicts[0].field, ConflictField::Parent);
    let stays = three.parent.clone();
    a.edit(Command::MoveItem {
        id: item(3),
        parent: stays,
        place: Place::Last,
    });
    assert_eq!(a.plan.item(&item(3)).unwrap().conflicts, []);
}

#[test]
fn the_bin_takes_a_subtree_and_gives_it_back() {
    let (mut a, _) = pair(&[
        add(1, None, "一"),
        add(2, Some(1), "二"),
        add(3, Some(2), "三"),
        add(4, None, "四"),
    ]);
    let before = a.plan.clone();
    a.edit(Command::BinItem(item(2)));
    assert_eq!(a.titles(), ["一", "四"]);
    assert_eq!(a.plan.bin(), [Binned::Item(item(2))]);
    assert!(a.plan.item(&item(3)).unwrap().in_bin);
    assert_eq!(a.plan.children(Some(&item(2))), [item(3)]);
    a.edit(Command::BinItem(item(1)));
    assert_eq!(a.plan.bin(), [Binned::Item(item(1))]);
    assert_eq!(a.findings(), []);
    a.edit(Command::RestoreItem(item(1)));
    a.edit(Command::RestoreItem(item(2)));
    assert_eq!(a.titles(), ["一", "二", "三", "四"]);
    assert_eq!(a.plan.items.len(), before.items.len());
}

#[test]
fn an_edit_below_something_binned_elsewhere_asks() {
    let (mut a, mut b) = pair(&[add(1, None, "一"), add(2, Some(1), "二")]);
    a.edit(Command::BinItem(item(1)));
    b.edit(write(title(2), 1, 0, "つめ"));
    meet(&mut a, &mut b);
    assert_eq!(
        a.findings(),
        [(&Entity::Item(item(1)), &FindingKind::EditedInBin)]
    );
    a.edit(Command::BinItem(item(1)));
    assert_eq!(a.findings(), []);
    meet(&mut a, &mut b);
    b.edit(add(3, Some(2), "三"));
    assert_eq!(
        b.findings(),
        [(&Entity::Item(item(1)), &FindingKind::EditedInBin)]
    );
    b.edit(Command::RestoreItem(item(1)));
    assert_eq!(b.titles(), ["一", "二つめ", "三"]);
    assert_eq!(b.findings(), []);
}

fn section(n: u8, owner: Option<u8>, kind: SectionKind) -> Command {
    Command::AddSection {
        id: SectionId::from_random([n; 12]),
        owner: owner.map(item),
        place: Place::Last,
        kind,
        heading: kind.word().into(),
        text: "本文".into(),
    }
}

#[test]
fn a_cell_made_twice_shows_both_until_one_goes_into_the_bin() {
    let (mut a, mut b) = pair(&[add(1, None, "一")]);
    a.edit(section(1, Some(1), SectionKind::Situation));
    b.edit(section(2, Some(1), SectionKind::Situation));
    b.edit(section(3, Some(1), SectionKind::Free));
    b.edit(section(4, Some(1), SectionKind::Free));
    meet(&mut a, &mut b);
    assert_eq!(a.plan.sections(Some(&item(1))).len(), 4);
    let findings = a.findings();
    assert_eq!(findings.len(), 1);
    assert!(matches!(
        findings[0].1,
        FindingKind::DuplicateSection { kind: SectionKind::Situation, sections } if sections.len() == 2
    ));
    a.edit(Command::BinSection(SectionId::from_random([2; 12])));
    assert_eq!(a.findings(), []);
    assert_eq!(
        a.plan.bin(),
        [Binned::Section(SectionId::from_random([2; 12]))]
    );
}

#[test]
fn lines_have_parties_and_years_and_move() {
    let (mut a, _) = pair(&[
        section(1, None, SectionKind::Residents),
        section(2, None, SectionKind::Free),
        Command::AddParty {
            id: PartyId::from_random([1; 12]),
            name: "社協".into(),
        },
    ]);
    let line = LineId::from_random([1; 12]);
    let (one, two) = (
        SectionId::from_random([1; 12]),
        SectionId::from_random([2; 12]),
    );
    let add = |section: &SectionId| Command::AddLine {
        id: line.clone(),
        section: section.clone(),
        place: Place::Last,
        text: "あいさつをしよう".into(),
    };
    a.edit(add(&one));
    assert_eq!(
        a.try_edit(&add(&two)),
        Err(CommandError::Exists(line.to_string()))
    );
    let party = Some(PartyId::from_random([1; 12]));
    a.edit(Command::SetLineParty {
        id: line.clone(),
        party: party.clone(),
    });
    let years = vec![FiscalYear::new(2022).unwrap()];
    a.edit(Command::SetLineYears {
        id: line.clone(),
        years: years.clone(),
    });
    a.edit(Command::MoveLine {
        id: line.clone(),
        section: two.clone(),
        place: Place::First,
    });
    assert_eq!(a.plan.lines(&one), []);
    assert_eq!(a.plan.lines(&two), [line.clone()]);
    let seen = a.plan.line(&line).unwrap();
    assert_eq!((&seen.party, &seen.years), (&party, &years));
    a.edit(Command::BinSection(two));
    assert!(a.plan.line(&line).unwrap().in_bin);
    assert_eq!(a.plan.bin().len(), 1);
}

#[test]
fn a_field_has_its_limit() {
    let mut a = Device::new(1, "花子");
    a.edit(add(1, None, &"あ".repeat(schema::MAX_FIELD_UNITS)));
    let more = write(title(1), 0, 0, "い");
    assert_eq!(
        a.try_edit(&more),
        Err(CommandError::TooLong {
            max: schema::MAX_FIELD_UNITS
        })
    );
    a.edit(write(title(1), 0, 1, "い"));
    a.edit(write(title(1), 0, 2, ""));
}

#[test]
fn versions_are_named_and_read_back() {
    let (mut a, _) = pair(&[add(1, None, "一")]);
    let heads = a.doc.heads();
    let name = |heads: Heads| Command::NameSnapshot {
        id: SnapshotId::from_random([1; 12]),
        label: "素案".into(),
        heads,
        by: "花子".into(),
        date: "2022-05-23".into(),
        fixed: false,
    };
    a.edit(name(heads.clone()));
    assert_eq!(Heads::from_bytes(&a.plan.snapshots[0].heads), Some(heads));
    let mut other = PlanDoc::new([9; 16]);
    other.apply(&add(5, None, "別")).unwrap();
    let unknown = name(other.heads());
    assert_eq!(a.try_edit(&unknown), Err(CommandError::UnknownVersion));
    a.edit(write(title(1), 1, 0, "新"));
    let then = Heads::from_bytes(&a.plan.snapshots[0].heads).unwrap();
    assert_eq!(a.doc.text_at(&title(1), &then).as_deref(), Some("一"));
    assert_eq!(Heads::from_bytes(&[1, 2, 3]), None);
}

#[test]
fn what_was_stored_opens_again_in_any_order_and_damage_is_named() {
    let mut a = Device::new(1, "花子");
    let mut changes = Vec::new();
    for n in 1..=5 {
        a.edit(add(n, None, "項目"));
        changes.extend(a.doc.commit(&stamp("花子")));
    }
    let saved = a.doc.save();
    a.edit(write(title(1), 0, 0, "後の"));
    let late = a.doc.commit(&stamp("花子"));
    let plan = Plan::read(&a.doc);

    let chunk = |name, bytes, kind| Chunk { name, bytes, kind };
    let mut chunks = vec![
        chunk("late", late[0].bytes.as_slice(), ChunkKind::Change),
        chunk("saved", saved.as_slice(), ChunkKind::Saved),
        chunk("bad", &b"not a change"[..], ChunkKind::Change),
    ];
    let opened = PlanDoc::open([7; 16], chunks.clone()).unwrap();
    assert_eq!(opened.damaged, ["bad"]);
    assert_eq!(Plan::read(&opened.doc), plan);
    assert_eq!(opened.doc.change_count(), 7);

    let mut half = saved.clone();
    half.truncate(saved.len() / 2);
    chunks[1] = chunk("half", half.as_slice(), ChunkKind::Saved);
    for change in changes.iter().rev() {
        chunks.push(chunk("one", change.bytes.as_slice(), ChunkKind::Change));
    }
    let opened = PlanDoc::open([7; 16], chunks).unwrap();
    assert_eq!(opened.damaged, ["half", "bad"]);
    assert_eq!(Plan::read(&opened.doc), plan);

    assert!(PlanDoc::open([7; 16], [chunk("x", &[][..], ChunkKind::Saved)]).is_err());
    assert_eq!(PlanDoc::open([7; 16], []).unwrap().doc.change_count(), 1);
}

#[test]
fn changes_that_come_too_early_wait_and_survive_a_save() {
    let mut a = Device::new(1, "花子");
    a.edit(add(1, None, "一"));
    a.commit();
    a.edit(write(title(1), 1, 0, "二"));
    a.commit();
    let mut b = Device::new(2, "太郎");
    let early = b.take(&a.outbox[1..]);
    assert_eq!((early.fresh.len(), early.refused), (1, 0));
    assert_eq!(b.titles(), [""; 0]);
    let saved = b.doc.save();
    let chunk = Chunk {
        name: "s",
        bytes: &saved,
        kind: ChunkKind::Saved,
    };
    let mut c = PlanDoc::open([3; 16], [chunk]).unwrap().doc;
    c.merge_changes(&a.outbox[..1]);
    b.take(&a.outbox[..1]);
    assert_eq!(b.plan, a.plan);
    assert_eq!(Plan::read(&c), a.plan);
    assert_eq!(b.take(&a.outbox).fresh, []);
}

#[test]
fn rubbish_is_refused_and_the_rest_taken() {
    let mut a = Device::new(1, "花子");
    a.edit(add(1, None, "一"));
    a.commit();
    let mut bent = a.outbox[0].clone();
    if let Some(last) = bent.last_mut() {
        *last ^= 1;
    }
    let mut b = Device::new(2, "太郎");
    let merged = b.take(&[vec![1, 2, 3], bent, a.outbox[0].clone(), Vec::new()]);
    assert_eq!((merged.refused, merged.fresh.len()), (3, 1));
    assert_eq!(b.plan, a.plan);
    assert!(b.doc.merge_saved(&[1, 2, 3]).is_err());
    assert!(b.doc.merge_saved(&[]).is_err());
}

#[test]
fn a_whole_document_merges_too() {
    let (mut a, mut b) = pair(&[add(1, None, "一")]);
    a.edit(add(2, None, "二"));
    b.edit(add(3, None, "三"));
    b.commit();
    let merged = b.doc.merge_saved(&a.doc.save()).unwrap();
    b.plan.refresh(&b.doc, &merged.touched);
    assert_eq!(b.plan, Plan::read(&b.doc));
    assert_eq!(b.titles().len(), 3);
    assert_eq!(merged.fresh.len(), 1);
}

#[test]
fn a_change_closed_by_asking_for_the_version_is_handed_out_later() {
    let mut a = Device::new(1, "花子");
    a.edit(add(1, None, "一"));
    a.doc.heads();
    a.edit(add(2, None, "二"));
    let changes = a.doc.commit(&stamp("花子"));
    assert_eq!(changes.len(), 2);
    let mut b = Device::new(2, "太郎");
    b.take(
        &changes
            .iter()
            .map(|change| change.bytes.clone())
            .collect::<Vec<_>>(),
    );
    assert_eq!(b.plan, a.plan);
}

#[test]
fn a_newer_schema_is_read_only() {
    let mut a = Device::new(1, "花子");
    a.edit(add(1, None, "一"));
    a.doc.auto.put(ROOT, schema::KEY_SCHEMA, 2).unwrap();
    a.doc
        .auto
        .put_object(ROOT, "unknown", ObjType::Map)
        .unwrap();
    a.commit();
    let mut b = Device::new(2, "太郎");
    b.take(&a.outbox);
    assert!(b.doc.read_only());
    assert_eq!(b.titles(), ["一"]);
    assert_eq!(b.try_edit(&add(2, None, "二")), Err(CommandError::ReadOnly));
}

#[test]
fn what_other_programs_wrote_is_reported_and_kept() {
    let mut a = Device::new(1, "花子");
    a.edit(add(1, None, "一"));
    a.edit(section(1, None, SectionKind::Free));
    let obj = |doc: &PlanDoc, shelf, id: &str| doc.index.node(shelf, id).unwrap().obj.clone();
    let one = obj(&a.doc, Shelf::Items, item(1).as_str());
    let first = SectionId::from_random([1; 12]);
    let section = obj(&a.doc, Shelf::Sections, first.as_str());
    let items = a.doc.index.root(Shelf::Items).unwrap().clone();
    let plan = a.doc.index.plan.clone().unwrap();
    let auto = &mut a.doc.auto;
    auto.put(&one, "title", "文字列").unwrap();
    auto.put(&one, "number", 7).unwrap();
    auto.put(&one, "parent", "ffffffffffffffffffffffff")
        .unwrap();
    auto.put(&one, "unheard_of", "kept").unwrap();
    auto.put(&section, "kind", "未来の節").unwrap();
    auto.put(&section, "owner", "nobody").unwrap();
    auto.put(&items, "stray", "迷子").unwrap();
    auto.put(&items, item(2).as_str(), 3).unwrap();
    auto.put(&plan, "term", "三").unwrap();
    a.commit();
    let mut b = Device::new(2, "太郎");
    b.take(&a.outbox);
    let unreadable = |field: &str, raw: &str| FindingKind::Unreadable {
        field: field.into(),
        raw: raw.into(),
    };
    let orphan = |parent: &str| FindingKind::Orphan {
        parent: parent.into(),
    };
    assert_eq!(
        b.findings(),
        [
            (&Entity::Plan, &unreadable("term", "三")),
            (&Entity::Item(item(1)), &unreadable("number", "7")),
            (&Entity::Item(item(1)), &unreadable("title", "文字列")),
            (&Entity::Item(item(1)), &orphan("ffffffffffffffffffffffff")),
            (&Entity::Item(item(2)), &unreadable(item(2).as_str(), "3")),
            (
                &Entity::Section(first.clone()),
                &unreadable("kind", "未来の節")
            ),
            (&Entity::Section(first), &orphan("nobody")),
            (
                &Entity::Stray("items".into(), "stray".into()),
                &unreadable("stray", "迷子")
            ),
        ]
    );
    assert_eq!(b.titles(), ["文字列"]);
    assert_eq!(b.plan.sections(None).len(), 1);
    assert_eq!(
        b.try_edit(&write(title(1), 0, 0, "x")),
        Err(CommandError::NotText)
    );
}

#[test]
fn nothing_touched_changes_nothing() {
    let (mut a, _) = pair(&[add(1, None, "一")]);
    assert_eq!(a.plan.refresh(&a.doc, &Touched::nothing()), []);
    assert_eq!(a.plan.refresh(&a.doc, &Touched::everything()), []);
}
