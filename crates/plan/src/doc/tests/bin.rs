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
