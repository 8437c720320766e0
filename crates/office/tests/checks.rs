//! The checks over the real documents, where they are at hand. They are nobody's to copy, so what
//! is expected is counted and named by the few words concerned.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::PathBuf;

use yoriai_office::read_text;
use yoriai_plan::checks::{Check, Found, Severity, check};
use yoriai_plan::{Command, Date, Plan, PlanDoc};

/// The folder of the documents: `YORIAI_DOCUMENTS`, or `../shared/documents` beside the workspace.
fn folder() -> PathBuf {
    match std::env::var_os("YORIAI_DOCUMENTS") {
        Some(folder) => folder.into(),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/documents"),
    }
}

/// The document whose file begins with three digits; says so in one line if it is not there.
#[allow(clippy::print_stderr)]
fn document(number: &str) -> Option<String> {
    let entries = fs::read_dir(folder()).into_iter().flatten().flatten();
    let path = entries.map(|entry| entry.path()).find(|path| {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with(number))
    });
    let text = path.and_then(|path| fs::read_to_string(path).ok());
    if text.is_none() {
        eprintln!(
            "document {number} is not in {}: its test is skipped",
            folder().display()
        );
    }
    text
}

/// A document as it stands after its import.
fn imported(text: &str) -> PlanDoc {
    let mut doc = PlanDoc::new([7; 16]);
    let mut count = 0_u64;
    let mut fresh = || {
        count += 1;
        let mut id = [0; 12];
        id[..8].copy_from_slice(&count.to_be_bytes());
        id
    };
    let commands = read_text(text).commands(&mut fresh);
    doc.apply(&Command::Batch(commands))
        .expect("the draft can be applied");
    doc
}

/// After the goal sheet's year.
fn today() -> Option<Date> {
    Date::new(2026, 11, 20)
}

fn findings(number: &str) -> Option<(PlanDoc, Vec<Found>)> {
    let doc = imported(&document(number)?);
    let found = look(&doc);
    Some((doc, found))
}

fn look(doc: &PlanDoc) -> Vec<Found> {
    check(&Plan::read(doc), today())
}

fn of(found: &[Found], which: Check) -> Vec<&Found> {
    let own = found.iter().filter(|finding| finding.check == which);
    own.collect()
}

/// How much each check found, without those that found nothing.
fn counts(found: &[Found]) -> Vec<(Check, usize)> {
    let counts = Check::ALL
        .iter()
        .map(|which| (*which, of(found, *which).len()));
    counts.filter(|(_, count)| *count > 0).collect()
}

/// The words in 「」 of each finding's message.
fn quoted(found: &[&Found]) -> Vec<Vec<String>> {
    let words = |finding: &&Found| {
        let parts = finding.message.split('「').skip(1);
        let words = parts.filter_map(|part| part.split_once('」'));
        words.map(|(word, _)| word.to_owned()).collect()
    };
    found.iter().map(words).collect()
}

/// What a longer text has that a shorter one has not.
fn added(shorter: &str, longer: &str) -> String {
    let mut rest = shorter.chars().peekable();
    longer
        .chars()
        .filter(|c| rest.next_if_eq(c).is_none())
        .collect()
}

/// The spellings that stand side by side, the more frequent first.
fn spellings(found: &[Found]) -> Vec<String> {
    let words = quoted(&of(found, Check::Spelling));
    words.into_iter().map(|words| words.join("/")).collect()
}

/// Carries out the first mend of every finding that has one; what is left then has none.
fn mend_all(doc: &mut PlanDoc) -> Vec<Found> {
    for _ in 0..100 {
        let found = look(doc);
        let Some(mend) = found.iter().find_map(|finding| finding.mends.first()) else {
            return found;
        };
        doc.apply(&Command::Batch(mend.commands.clone()))
            .expect("a mend can be applied");
    }
    panic!("the mends never end: {:?}", counts(&look(doc)));
}

#[test]
fn the_goal_sheet() {
    let Some((mut doc, found)) = findings("000") else {
        return;
    };
    let expected = [
        (Check::Era, 1),
        (Check::Total, 1),
        (Check::MissingResult, 4),
        (Check::EmptyCell, 7),
    ];
    assert_eq!(counts(&found), expected);
    assert!(of(&found, Check::Era)[0].message.contains("令和4年5月23日"));
    let total = quoted(&of(&found, Check::Total));
    assert_eq!(total, [["計32回", "24回", "6回", "2回", "週1回"]]);
    // One row without a target, five without a grade, and the box of results.
    let empty = of(&found, Check::EmptyCell);
    assert!(empty[0].message.contains("目標"), "{}", empty[0].message);
    let graded = empty
        .iter()
        .filter(|finding| finding.message.contains("評価が"));
    assert_eq!(graded.count(), 5);
    let left = mend_all(&mut doc);
    assert_eq!(counts(&left), expected[1..]);
    // While the year goes on, a result is not missed.
    let then = check(&Plan::read(&doc), Date::new(2022, 10, 1));
    assert_eq!(counts(&then), [(Check::Total, 1), (Check::EmptyCell, 1)]);
}

#[test]
fn the_progress_summary() {
    let Some((mut doc, found)) = findings("002") else {
        return;
    };
    assert_eq!(
        counts(&found),
        [(Check::EmptyCell, 14), (Check::Spelling, 4)]
    );
    let lost = of(&found, Check::EmptyCell);
    assert!(
        lost.iter()
            .all(|finding| finding.severity == Severity::Warning)
    );
    let of_party = |party: &str| {
        let start = format!("{party}の");
        lost.iter()
            .filter(|finding| finding.message.starts_with(&start))
            .count()
    };
    assert_eq!((of_party("市"), of_party("社協")), (7, 7));
    assert_eq!(
        spellings(&found),
        [
            "取り組み/取組",
            "取り組む/取組む",
            "とおして/通して",
            "広報紙/広報誌",
        ]
    );
    assert_eq!(counts(&mend_all(&mut doc)), [(Check::EmptyCell, 14)]);
}

#[test]
fn the_annual_plan() {
    let Some((mut doc, found)) = findings("003") else {
        return;
    };
    let expected = [
        (Check::Organization, 1),
        (Check::Priority, 3),
        (Check::Number, 1),
        (Check::TwoNames, 3),
        (Check::Spelling, 9),
        (Check::Marks, 1),
    ];
    assert_eq!(counts(&found), expected);
    let organization = quoted(&of(&found, Check::Organization));
    // A 県 that should be a 区.
    let (other, own) = (&organization[0][0], &organization[0][1]);
    assert!(own.ends_with(&other.replace('県', "区")) && !own.ends_with(other));
    // Two tags that are not in the list, one entry without its tag.
    let mends = of(&found, Check::Priority)
        .iter()
        .map(|found| found.mends.len())
        .collect::<Vec<_>>();
    assert_eq!(mends, [2, 2, 1]);
    assert_eq!(quoted(&of(&found, Check::Number))[0][0], "5)");
    let names = quoted(&of(&found, Check::TwoNames));
    let more: Vec<_> = names.iter().map(|pair| added(&pair[0], &pair[1])).collect();
    assert_eq!(more, ["運営", "活動", "者"]);
    assert_eq!(
        spellings(&found),
        [
            "障がい/障害",
            "取組/取り組み/取組み",
            "支え合い/支えあい",
            "寄付/寄附",
            "困りごと/困り事",
            "つながる/繋がる",
            "できる/出来る",
            "民生委員児童委員/民生委員・児童委員",
            "広報紙/広報誌",
        ]
    );
    assert_eq!(counts(&mend_all(&mut doc)), []);
}

#[test]
fn the_activity_plan() {
    let Some((mut doc, found)) = findings("004") else {
        return;
    };
    assert_eq!(
        counts(&found),
        [(Check::ChartTitle, 1), (Check::Spelling, 6)]
    );
    let chart = quoted(&of(&found, Check::ChartTitle));
    assert_eq!(chart[0][0].replacen('の', "に", 1), chart[0][1]);
    assert_eq!(
        spellings(&found),
        [
            "こども/子ども",
            "取り組み/取組",
            "支え合い/支えあい",
            "寄附/寄付",
            "人達/人たち",
            "働きかけ/働き掛け",
        ]
    );
    assert_eq!(counts(&mend_all(&mut doc)), []);
}

#[test]
fn the_sample_is_spotless() {
    let doc = imported(yoriai_office::sample::SAMPLE_ACTIVITY_PLAN);
    assert_eq!(counts(&look(&doc)), []);
}
