//! Storing, opening, merging, versions.

use std::collections::BTreeSet;

use super::*;

#[test]
fn the_first_change_is_the_same_in_every_plan_for_ever() {
    let mut doc = crate::schema::first_document().unwrap();
    let first = doc.get_last_local_change().unwrap();
    // Every plan there is begins with this. If this test fails, plans no longer merge.
    assert_eq!(
        first.hash().to_string(),
        "ea03bc0f1196fbf6bdf6a964d19a9fe778d3d59c91ace64572493cdf2b209f42"
    );
    assert_eq!(PlanDoc::new([1; 16]).heads(), PlanDoc::new([2; 16]).heads());
    assert_eq!(PlanDoc::new([1; 16]).change_count(), 1);
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

/// What two devices wrote that go by one name, as after a backup was played back: all but one of
/// the changes are refused wherever they meet.
fn clash() -> (Device, Device) {
    let (mut a, mut twin) = (Device::new(1, "花子"), Device::new(1, "写し"));
    a.edit(add(1, None, "一"));
    a.commit();
    twin.edit(add(2, None, "二"));
    twin.commit();
    (a, twin)
}

#[test]
fn a_change_that_is_refused_is_neither_stored_nor_passed_on() {
    let (a, twin) = clash();
    let mut other = Device::new(3, "次郎");
    other.edit(add(3, None, "三"));
    other.commit();
    let mut b = Device::new(2, "太郎");
    b.take(&a.outbox);
    let merged = b.take(&[twin.outbox[0].clone(), other.outbox[0].clone()]);
    assert_eq!(merged.refused, 1);
    let fresh: Vec<_> = merged.fresh.iter().map(|change| &change.bytes).collect();
    assert_eq!(fresh, [&other.outbox[0]]);
    assert_eq!(BTreeSet::from_iter(b.titles()), ["一", "三"].into());
}

#[test]
fn a_stored_change_that_is_refused_is_named_at_opening() {
    let (mut a, mut twin) = clash();
    let chunk = |name, bytes, kind| Chunk { name, bytes, kind };
    let of_a = chunk("a", a.outbox[0].as_slice(), ChunkKind::Change);
    let of_twin = chunk("twin", twin.outbox[0].as_slice(), ChunkKind::Change);
    let opened = PlanDoc::open([7; 16], [of_a, of_twin]).unwrap();
    assert_eq!(opened.damaged, ["twin"]);
    assert_eq!(Plan::read(&opened.doc), a.plan);
    let (of_a, of_twin) = (a.doc.save(), twin.doc.save());
    let of_a = chunk("a", of_a.as_slice(), ChunkKind::Saved);
    let of_twin = chunk("twin", of_twin.as_slice(), ChunkKind::Saved);
    let opened = PlanDoc::open([7; 16], [of_a, of_twin]).unwrap();
    assert_eq!(opened.damaged, ["twin"]);
    assert_eq!(Plan::read(&opened.doc), a.plan);
}

#[test]
fn what_waits_in_a_saved_document_comes_along() {
    let mut a = Device::new(1, "花子");
    a.edit(add(1, None, "一"));
    a.commit();
    a.edit(write(title(1), 1, 0, "つめ"));
    a.commit();
    let mut b = Device::new(2, "太郎");
    b.edit(add(2, None, "二"));
    b.commit();
    b.take(&a.outbox[1..]);
    let saved = b.doc.save();
    let history = SavedHistory::read(&saved).unwrap();

    let mut c = Device::new(3, "次郎");
    c.edit(add(3, None, "三"));
    c.take(&b.outbox);
    assert_eq!(c.doc.news_in(&history), Some(1));
    let merged = c.doc.merge_saved(&saved).unwrap();
    assert_eq!((merged.fresh.len(), merged.lacking), (1, true));
    assert_eq!(c.doc.news_in(&history), Some(0));
    c.plan.refresh(&c.doc, &merged.touched);
    c.take(&a.outbox[..1]);
    assert_eq!(
        BTreeSet::from_iter(c.titles()),
        ["一つめ", "二", "三"].into()
    );

    // In the second of two saved documents as well.
    let chunk = |name, bytes| Chunk {
        name,
        bytes,
        kind: ChunkKind::Saved,
    };
    let blank = PlanDoc::new([4; 16]).save();
    let mut opened = PlanDoc::open([4; 16], [chunk("blank", &blank), chunk("b", &saved)])
        .unwrap()
        .doc;
    opened.merge_changes(&a.outbox[..1]);
    assert_eq!(opened.text(&title(1)).as_deref(), Some("一つめ"));
}

#[test]
fn a_whole_document_merges_too() {
    let (mut a, mut b) = pair(&[add(1, None, "一")]);
    a.edit(add(2, None, "二"));
    b.edit(add(3, None, "三"));
    b.commit();
    let merged = b.doc.merge_saved(&a.doc.save()).unwrap();
    b.plan.refresh(&b.doc, &merged.touched);
    assert_eq!(b.plan, fresh(&b.doc));
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
fn a_saved_document_that_lacks_something_says_so() {
    let (mut a, mut b) = pair(&[add(1, None, "一")]);
    a.edit(add(2, None, "二"));
    let of_b = b.doc.save();
    assert!(a.doc.merge_saved(&of_b).unwrap().lacking);
    let of_a = a.doc.save();
    assert!(!b.doc.merge_saved(&of_a).unwrap().lacking);
    assert!(!a.doc.merge_saved(&b.doc.save()).unwrap().lacking);
}

#[test]
fn a_file_is_known_as_a_copy_of_its_plan_and_of_no_other() {
    let mut a = Device::new(1, "花子");
    a.edit(add(1, None, "一"));
    a.doc.commit(&stamp("花子"));
    let early = SavedHistory::read(&a.doc.save()).unwrap();
    assert_eq!(a.doc.news_in(&early), Some(0));
    // Both go on apart: still one plan, and the file has one change that is not here.
    let saved = a.doc.save();
    let chunk = Chunk {
        name: "file",
        bytes: &saved,
        kind: ChunkKind::Saved,
    };
    let mut copy = PlanDoc::open([2; 16], [chunk]).unwrap().doc;
    copy.apply(&add(2, None, "二")).unwrap();
    copy.commit(&stamp("太郎"));
    let saved = copy.save();
    a.edit(add(3, None, "三"));
    a.doc.commit(&stamp("花子"));
    assert_eq!(a.doc.news_in(&SavedHistory::read(&saved).unwrap()), Some(1));
    a.doc.merge_saved(&saved).unwrap();
    assert_eq!(a.doc.news_in(&SavedHistory::read(&saved).unwrap()), Some(0));
    // Every plan has the first change: it makes no kin.
    let mut other = PlanDoc::new([9; 16]);
    let blank = SavedHistory::read(&other.save()).unwrap();
    assert_eq!(a.doc.news_in(&blank), None);
    other.apply(&add(5, None, "別")).unwrap();
    other.commit(&stamp("次郎"));
    let other = SavedHistory::read(&other.save()).unwrap();
    assert_eq!(a.doc.news_in(&other), None);
}

#[test]
fn neither_a_damaged_file_nor_one_of_another_program_is_a_plan() {
    let mut a = Device::new(1, "花子");
    a.edit(add(1, None, "一"));
    let saved = a.doc.save();
    let cut = &saved[..saved.len() - 3];
    let foreign = {
        use automerge::transaction::Transactable;
        let mut doc = automerge::AutoCommit::new_with_encoding(crate::schema::ENCODING);
        doc.put(automerge::ROOT, "cards", 1).unwrap();
        doc.save()
    };
    for bytes in [cut, &foreign, &b"no plan"[..], &[]] {
        assert!(matches!(
            SavedHistory::read(bytes),
            Err(OpenError::NotAPlan(_))
        ));
    }
}
