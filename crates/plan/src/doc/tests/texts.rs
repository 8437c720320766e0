//! Writing: bursts, offsets, older versions, limits.

use super::*;

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
fn nothing_touched_changes_nothing() {
    let (mut a, _) = pair(&[add(1, None, "一")]);
    assert_eq!(a.plan.refresh(&a.doc, &Touched::nothing()), []);
    assert_eq!(a.plan.refresh(&a.doc, &Touched::everything()), []);
}
