//! What the journeys bring in: a real council's plan where the shared documents lie beside the
//! project, and the project's own sample always.

use std::path::PathBuf;

/// A plan to bring in, and what must become of it.
#[derive(Debug, Clone)]
pub struct Document {
    /// What it is called in a report.
    pub name: &'static str,
    /// The file.
    pub file: PathBuf,
    /// How many items each level has, topmost first.
    pub items: [u64; 4],
    /// How many lines are for residents.
    pub residents: u64,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The project's own sample.
#[must_use]
pub fn sample() -> Document {
    Document {
        name: "the sample plan",
        file: root().join("crates/office/samples/activity-plan.txt"),
        items: [3, 6, 11, 35],
        residents: 18,
    }
}

fn shared() -> PathBuf {
    std::env::var_os("YORIAI_DOCUMENTS")
        .map_or_else(|| root().join("../shared/documents"), PathBuf::from)
}

/// All shared documents, in the order of their names. None where the folder isn't.
#[must_use]
pub fn all_shared() -> Vec<PathBuf> {
    let files = std::fs::read_dir(shared()).into_iter().flatten().flatten();
    let mut texts: Vec<PathBuf> = files
        .map(|file| file.path())
        .filter(|file| file.extension().is_some_and(|end| end == "txt"))
        .collect();
    texts.sort();
    texts
}

/// The activity plan of the shared documents, if they are there.
#[must_use]
pub fn activity_plan() -> Option<Document> {
    let file = shared().join("004_a629d125a7c41f92.txt");
    file.exists().then_some(Document {
        name: "the activity plan",
        file,
        items: [4, 8, 15, 50],
        residents: 23,
    })
}
