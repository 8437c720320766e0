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
fn what_is_no_text() {
    let desk = Desk::new();
    // The beginnings of a picture and of an archive.
    desk.put("a.jpg", &[0xff, 0xd8, 0xff, 0xe0, 0, 0x10]);
    desk.put("a.docx", b"PK\x03\x04\x14\x00\x8c\x76");
    check(&desk, &["import", "a.jpg", "-o", "c.yoriai"], "UTF-8");
    check(&desk, &["import", "a.docx", "-o", "c.yoriai"], "UTF-8");
}

#[test]
fn an_export_over_its_own_plan() {
    let desk = Desk::with_sample();
    let export = ["export", "plan.yoriai", "--format", "json", "-o"];
    for target in ["plan.yoriai", "./plan.yoriai"] {
        let forced = [&export[..], &[target, "--force"]].concat();
        check(&desk, &forced, "もとの文書");
    }
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
fn files_that_are_there_already() {
    let desk = Desk::with_sample();
    desk.put("other.yoriai", b"precious");
    check(
        &desk,
        &["import", "sample.txt", "-o", "other.yoriai"],
        "--force",
    );
    check(
        &desk,
        &["merge", "plan.yoriai", "plan.yoriai", "-o", "other.yoriai"],
        "--force",
    );
    let link = desk.run(&["link", "plan.yoriai"]).out;
    check(
        &desk,
        &["open", link.trim(), "-o", "other.yoriai"],
        "--force",
    );
    let export = [
        "export",
        "plan.yoriai",
        "--view",
        "chart",
        "--format",
        "md",
        "-o",
    ];
    check(&desk, &[&export[..], &["other.yoriai"]].concat(), "--force");
    // Not even the plan itself by a slip: an export does not hold all that is in it.
    check(
        &desk,
        &[&export[..], &["plan.yoriai"]].concat(),
        "もとの文書",
    );
    let forced = [&export[..], &["other.yoriai", "--force"]].concat();
    assert_eq!(desk.run(&forced).status, Some(0));
    assert!(desk.get("other.yoriai").starts_with("# ".as_bytes()));
}

#[test]
fn plans_do_not_go_to_the_screen_but_exports_do() {
    let desk = Desk::with_sample();
    check(&desk, &["import", "sample.txt", "-o", "-"], "-o");
    let merge = ["merge", "plan.yoriai", "plan.yoriai", "-o", "-"];
    check(&desk, &merge, "-o");
    let export = ["export", "plan.yoriai", "--format", "json", "-o", "-"];
    let ran = desk.run(&export);
    assert_eq!((ran.status, ran.aside.as_str()), (Some(0), ""));
    assert_eq!(ran.out, desk.run(&export[..4]).out);
    assert_eq!(desk.names(), ["plan.yoriai", "sample.txt"]);
}

#[test]
fn documents_of_20_megabytes() {
    let desk = Desk::new();
    let half = b"a\n".repeat(5_000_000);
    desk.put("1.txt", &half);
    desk.put("2.txt", &half);
    check(
        &desk,
        &["import", "1.txt", "2.txt", "-o", "c.yoriai"],
        "2.txt",
    );
    desk.put("large.txt", &b"a\n".repeat(10_000_000));
    check(&desk, &["import", "large.txt", "-o", "c.yoriai"], "20MB");
    let ran = desk.run(&["import", "large.txt", "-o", "c.yoriai"]);
    assert_eq!(ran.aside.matches('。').count(), 3, "{}", ran.aside);
}

#[test]
fn links_that_hold_no_plan() {
    let desk = Desk::new();
    let open = |link: &str, word: &str| check(&desk, &["open", link, "-o", "c.yoriai"], word);
    open("https://yoriai.example.jp/", "版のリンクではありません");
    open(
        "https://yoriai.example.jp/#/x/abc",
        "版のリンクではありません",
    );
    open("#/s/AAAA", "新しい形式");
    open("#/s/AQAA", "途中で切れている");
    let seed = "A".repeat(43);
    open(&format!("#/e/{seed}"), "リンクの中に入っていません");
}

#[test]
fn wrong_usage_has_a_status_of_its_own() {
    let desk = Desk::new();
    for args in [
        &[][..],
        &["import", "a.txt"],
        &["import", "-o", "a"],
        &["publish"],
        &["export", "a.yoriai", "--format", "md"],
        &["export", "a.yoriai", "--view", "chart"],
        &[
            "export",
            "a.yoriai",
            "--format",
            "json",
            "--encoding",
            "shift-jis",
        ],
        &["check", "a.yoriai", "--mend", "era"],
        &["check", "a.yoriai", "--mend", "grammar", "-o", "a.yoriai"],
        &["export", "a.yoriai", "--view", "chart", "--format", "pdf"],
        &[
            "export", "a.yoriai", "--view", "annual", "--format", "md", "--year", "令和",
        ],
        &["import", "a.txt", "-o", "a", "--kind", "letter"],
        &["open", "-o", "a.yoriai"],
    ] {
        let done = desk.run(args);
        assert_eq!(done.status, Some(2), "{args:?}");
        // What is wrong, that nothing was done, where to look.
        let words = done.aside.matches('。').count();
        assert!(
            words >= 3 && !done.aside.contains("error"),
            "{args:?}: {}",
            done.aside
        );
    }
}
