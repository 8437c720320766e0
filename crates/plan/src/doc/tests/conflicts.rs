//! What two devices set apart, and what other programs wrote.

use super::*;

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

/// Whichever of three values wins, and in whatever order they come, all three are shown.
#[test]
fn a_third_value_joins_the_conflict() {
    let kinds = [PlanKind::Annual, PlanKind::District, PlanKind::Combined];
    let changes: Vec<Vec<Vec<u8>>> = (1_u8..)
        .zip(&kinds)
        .map(|(n, kind)| {
            let mut device = Device::new(n, "花子");
            device.edit(Command::SetKind(*kind));
            device.commit();
            device.outbox
        })
        .collect();
    for order in [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ] {
        let mut reader = Device::new(9, "太郎");
        for (already, n) in (1..).zip(order) {
            reader.take(&changes[n]);
            let rivals = reader.plan.head.conflicts.first().map(|c| c.values.len());
            assert_eq!(rivals.unwrap_or(1), already);
        }
    }
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
