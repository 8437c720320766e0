use std::time::Instant;
use yoriai_plan::*;
fn main() {
    let mut doc = PlanDoc::new([1; 16]);
    let t = Instant::now();
    let id = |n: u32| {
        let mut b = [0u8; 12];
        b[..4].copy_from_slice(&(n.wrapping_mul(2654435761)).to_be_bytes());
        b[8..].copy_from_slice(&n.to_be_bytes());
        ItemId::from_random(b)
    };
    let mut cmds = vec![];
    for n in 0..5000u32 {
        let parent = if n < 10 {
            None
        } else if n < 100 {
            Some(id(n % 10))
        } else {
            Some(id(10 + n % 90))
        };
        cmds.push(Command::AddItem {
            id: id(n),
            parent,
            place: Place::Last,
            title: "地域住民や関係団体と連携し、支え合いの仕組みをつくります。".into(),
        });
    }
    let touched = doc.apply(&Command::Batch(cmds)).unwrap();
    println!("import 5000: {:?}", t.elapsed());
    let t = Instant::now();
    let mut plan = Plan::default();
    plan.refresh(&doc, &touched);
    println!("refresh import: {:?}", t.elapsed());
    doc.commit(&Stamp::default());
    for n in 0..5000u32 {
        doc.apply(&Command::WriteText {
            field: TextRef::Item(id(n), ItemText::Title),
            at: 3,
            delete: 0,
            insert: "の皆さん".into(),
            seen: None,
        })
        .unwrap();
        doc.commit(&Stamp::default());
    }
    let saved = doc.save();
    println!(
        "saved {} bytes, {} changes",
        saved.len(),
        doc.change_count()
    );
    let t = Instant::now();
    let mut doc = PlanDoc::open(
        [2; 16],
        [Chunk {
            name: "a",
            bytes: &saved,
            kind: ChunkKind::Saved,
        }],
    )
    .unwrap()
    .doc;
    println!("open: {:?}", t.elapsed());
    let t = Instant::now();
    let mut plan = Plan::read(&doc);
    println!("read: {:?}", t.elapsed());
    let t = Instant::now();
    let touched = doc
        .apply(&Command::WriteText {
            field: TextRef::Item(id(4000), ItemText::Title),
            at: 3,
            delete: 0,
            insert: "x".into(),
            seen: None,
        })
        .unwrap();
    println!("text apply: {:?}", t.elapsed());
    let t = Instant::now();
    let ch = plan.refresh(&doc, &touched);
    println!("text refresh: {:?} {}", t.elapsed(), ch.len());
    let t = Instant::now();
    doc.commit(&Stamp::default());
    println!("commit {:?}", t.elapsed());
    for (what, c) in [
        (
            "add",
            Command::AddItem {
                id: id(9000),
                parent: Some(id(50)),
                place: Place::First,
                title: "新".into(),
            },
        ),
        (
            "move",
            Command::MoveItem {
                id: id(20),
                parent: Some(id(5)),
                place: Place::First,
            },
        ),
        (
            "batch",
            Command::Batch(vec![
                Command::AddItem {
                    id: id(9001),
                    parent: Some(id(50)),
                    place: Place::First,
                    title: "新".into(),
                },
                Command::WriteText {
                    field: TextRef::Item(id(4000), ItemText::Title),
                    at: 3,
                    delete: 0,
                    insert: "x".into(),
                    seen: None,
                },
            ]),
        ),
        ("bin", Command::BinItem(id(3))),
    ] {
        let t = Instant::now();
        let touched = doc.apply(&c).unwrap();
        let a = t.elapsed();
        let t = Instant::now();
        let ch = plan.refresh(&doc, &touched);
        println!("{what}: apply {a:?} refresh {:?} {}", t.elapsed(), ch.len());
    }
    doc.commit(&Stamp::default());
    assert!(plan == Plan::read(&doc));
    // merge of 1 remote change and of 400 and 1000
    let mut other = PlanDoc::open(
        [3; 16],
        [Chunk {
            name: "a",
            bytes: &doc.save(),
            kind: ChunkKind::Saved,
        }],
    )
    .unwrap()
    .doc;
    for count in [1u32, 400, 1000] {
        let mut changes = vec![];
        for n in 0..count {
            other
                .apply(&Command::WriteText {
                    field: TextRef::Item(id(n * 3), ItemText::Title),
                    at: 1,
                    delete: 1,
                    insert: "あ".into(),
                    seen: None,
                })
                .unwrap();
            changes.extend(other.commit(&Stamp::default()).into_iter().map(|c| c.bytes));
        }
        let t = Instant::now();
        let merged = doc.merge_changes(&changes);
        let m = t.elapsed();
        let t = Instant::now();
        let ch = plan.refresh(&doc, &merged.touched);
        println!(
            "merge {count}: {m:?}, refresh {:?} {}",
            t.elapsed(),
            ch.len()
        );
    }
    assert!(plan == Plan::read(&doc));
}
