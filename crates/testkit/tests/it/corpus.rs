//! What the fuzzer started from and what it found, played again: `fuzz/corpus`, a folder per door.

use std::fs;
use std::path::Path;

use yoriai_testkit::hostile::DOORS;

#[test]
fn whatever_the_fuzzer_kept_does_no_harm() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    for (name, door) in DOORS {
        let inputs = fs::read_dir(corpus.join(name)).unwrap();
        let mut played = 0;
        for input in inputs {
            let path = input.unwrap().path();
            // Printed only if something is wrong: it's the last line then.
            println!("{}", path.display());
            door(&fs::read(&path).unwrap());
            played += 1;
        }
        assert!(played > 0, "the corpus of {name} is empty");
    }
}

#[test]
fn every_corpus_has_its_door() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    for folder in fs::read_dir(corpus).unwrap() {
        let name = folder.unwrap().file_name();
        assert!(DOORS.iter().any(|(door, _)| name == *door), "{name:?}");
    }
}
