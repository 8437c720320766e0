//! What is refused, in words, with nothing changed.

use crate::desk::{Desk, SAMPLE};

/// Runs, and expects a refusal in one line of Japanese, with all files as they were.
fn check(desk: &Desk, args: &[&str], word: &str) {
    let contents = |desk: &Desk| -> Vec<_> {
        let names = desk.names().into_iter();
        names.map(|name| (desk.get(&name), name)).collect()
    };
    let before = contents(desk);
    let ran = desk.run(args);
    assert_eq!(
        (ran.status, ran.out.as_str()),
        (Some(1), ""),
        "{args:?}: {}",
        ran.aside
    );
    assert!(ran.aside.contains(word), "{args:?}: {}", ran.aside);
    assert_eq!(ran.aside.lines().count(), 1, "{args:?}: {}", ran.aside);
    assert!(contents(desk) == before, "{args:?} changed a file");
}

#[test]
fn broken_plan_files() {
    let desk = Desk::with_sample();
    let whole = desk.get("plan.yoriai");
    let mut flipped = whole.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0x55;
    desk.put("empty.yoriai", b"");
    desk.put("cut.yoriai", &whole[..whole.len() - 7]);
    desk.put("long.yoriai", &[&whole[..], b"and more"].concat());
    desk.put("flipped.yoriai", &flipped);
    desk.put("text.yoriai", SAMPLE.as_bytes());
    for name in ["empty", "cut", "long", "flipped", "text"] {
        let name = format!("{name}.yoriai");
        check(&desk, &["inspect", &name], "壊れて");
        check(&desk, &["link", &name], "壊れて");
        check(
            &desk,
            &["merge", &name, "plan.yoriai", "-o", "c.yoriai"],
            "壊れて",
        );
        check(
            &desk,
            &["merge", "plan.yoriai", &name, "-o", "c.yoriai"],
            "壊れて",
        );
    }
}

#[test]
fn files_that_are_not_there() {
    let desk = Desk::with_sample();
    check(&desk, &["inspect", "none.yoriai"], "none.yoriai");
    check(&desk, &["import", "none.txt", "-o", "c.yoriai"], "none.txt");
    check(
        &desk,
        &["import", "sample.txt", "-o", "none/c.yoriai"],
        "書き出せません",
    );
}

#[test]
fn texts_that_are_not_utf_8() {
    let desk = Desk::new();
    // 計画 in Shift_JIS.
    desk.put("sjis.txt", &[0x8c, 0x76, 0x89, 0xe6]);
    check(&desk, &["import", "sjis.txt", "-o", "c.yoriai"], "UTF-8");
}

#[test]
fn texts_without_text() {
    let desk = Desk::new();
    desk.put("blank.txt", " \n\u{3000}\n".as_bytes());
    check(
        &desk,
        &["import", "blank.txt", "-o", "c.yoriai"],
        "文が見つかりません",
    );
}

#[test]
fn an_import_over_its_own_source() {
    let desk = Desk::new();
    desk.put("sample.txt", SAMPLE.as_bytes());
    check(
        &desk,
        &["import", "sample.txt", "-o", "./sample.txt"],
        "上書き",
    );
}

#[test]
fn a_folder_in_the_place_of_the_output() {
    let desk = Desk::with_sample();
    let ran = desk.run(&["import", "sample.txt", "-o", "."]);
    assert_eq!(ran.status, Some(1));
    assert_eq!(desk.names(), ["plan.yoriai", "sample.txt"]);
}

#[test]
fn wrong_usage_has_a_status_of_its_own() {
    let desk = Desk::new();
    for args in [
        &[][..],
        &["import", "a.txt"],
        &["import", "-o", "a"],
        &["publish"],
    ] {
        assert_eq!(desk.run(args).status, Some(2), "{args:?}");
    }
}
