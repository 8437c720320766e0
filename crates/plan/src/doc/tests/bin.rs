//! The bin, and what others wrote meanwhile.

use super::*;

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

#[test]
fn what_lies_in_a_circle_goes_into_the_bin_without_a_question() {
    for binned in 1..=3 {
        let (mut a, mut b) = pair(&[
            add(1, None, "一"),
            add(2, None, "二"),
            add(3, None, "三"),
            add(4, Some(2), "四"),
        ]);
        let below = |n: u8, parent: u8| Command::MoveItem {
            id: item(n),
            parent: Some(item(parent)),
            place: Place::Last,
        };
        a.edit(below(1, 2));
        a.edit(below(3, 1));
        b.edit(below(2, 3));
        meet(&mut a, &mut b);
        assert_eq!(a.findings().len(), 1, "{:?}", a.findings());
        a.edit(Command::BinItem(item(binned)));
        let asked = |device: &Device| {
            let mut kinds = device.findings().into_iter();
            kinds.any(|(_, kind)| *kind == FindingKind::EditedInBin)
        };
        assert!(!asked(&a), "{binned}");
        meet(&mut a, &mut b);
        b.edit(write(title(4), 0, 0, "その"));
        assert!(
            asked(&b) == b.plan.item(&item(4)).unwrap().in_bin,
            "{binned}"
        );
    }
}

#[test]
fn a_level_that_is_renamed_while_another_device_bins_it_asks() {
    let level = LevelId::from_random([1; 12]);
    let (mut a, mut b) = pair(&[Command::AddLevel {
        id: level.clone(),
        place: Place::Last,
        name: "基本目標".into(),
        style: NumberStyle::Plain,
        in_chart: true,
    }]);
    a.edit(Command::BinLevel(level.clone()));
    assert_eq!(a.plan.bin(), [Binned::Level(level.clone())]);
    assert_eq!(a.findings(), []);
    assert!(a.plan.level(&level).unwrap().in_bin);
    b.edit(write(TextRef::Level(level.clone()), 0, 2, "重点"));
    meet(&mut a, &mut b);
    let about = Entity::Level(level.clone());
    assert_eq!(a.findings(), [(&about, &FindingKind::EditedInBin)]);
    b.edit(Command::RestoreLevel(level.clone()));
    assert_eq!(b.findings(), []);
    assert_eq!(b.plan.levels[0].name, "重点目標");
    a.edit(Command::BinLevel(level));
    assert_eq!(a.findings(), []);
}
