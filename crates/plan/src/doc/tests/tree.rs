//! Places: moving, numbers, circles, order.

use super::*;

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
    a.doc.index = Index::read(&Ahead::read(&a.doc.auto));
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
    a.doc.index = Index::read(&Ahead::read(&a.doc.auto));
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
    assert_eq!(a.plan.lines(&two), std::slice::from_ref(&line));
    let seen = a.plan.line(&line).unwrap();
    assert_eq!((&seen.party, &seen.years), (&party, &years));
    a.edit(Command::BinSection(two));
    assert!(a.plan.line(&line).unwrap().in_bin);
    assert_eq!(a.plan.bin().len(), 1);
}
