//! The pieces that a plan lies in on the disk, and when they are worth folding into one.

use std::collections::BTreeSet;

/// How many loose changes a plan may have on disk before they are folded into one saved document,
/// however small they are: opening reads each of them.
const LOOSE_CHANGES: usize = 200;
/// Below so many bytes of loose changes, writing the document anew saves nothing: a new plan is
/// smaller than its first changes.
const LOOSE_BYTES: usize = 64 * 1024;

/// What is known of a plan's pieces. Another tab may know more; what it alone knows stays.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    keys: BTreeSet<String>,
    loose: usize,
    loose_bytes: usize,
    saved_bytes: usize,
    /// There are pieces that couldn't be read: others may stand on them.
    damaged: bool,
}

impl Pieces {
    /// The pieces found at the opening.
    pub(super) fn found<'a>(pieces: impl Iterator<Item = (&'a str, usize, bool)>) -> Self {
        let mut found = Self::default();
        for (key, bytes, is_saved) in pieces {
            if is_saved && bytes > found.saved_bytes {
                // Of several saved documents all but the largest are as good as loose.
                found.loose_bytes += std::mem::replace(&mut found.saved_bytes, bytes);
            } else {
                found.loose_bytes += bytes;
            }
            found.loose += usize::from(!is_saved);
            found.keys.insert(key.to_owned());
        }
        found
    }

    /// There are pieces that couldn't be read: nothing is folded while it is so.
    pub(super) fn are_damaged(&mut self) {
        self.damaged = true;
    }

    /// A change that is in the document, and on disk or on its way there.
    pub(super) fn add(&mut self, key: String, bytes: usize) {
        if self.keys.insert(key) {
            self.loose += 1;
            self.loose_bytes += bytes;
        }
    }

    /// Whether the loose changes are too many, or have outgrown the saved document.
    pub(super) fn are_due(&self) -> bool {
        let outgrown = self.loose_bytes > self.saved_bytes.max(LOOSE_BYTES);
        !self.damaged && (self.loose > LOOSE_CHANGES || outgrown)
    }

    /// All of them go into a saved document of so many bytes; the keys of what it covers.
    pub(super) fn fold(&mut self, saved_bytes: usize) -> Vec<String> {
        self.loose = 0;
        self.loose_bytes = 0;
        self.saved_bytes = saved_bytes;
        std::mem::take(&mut self.keys).into_iter().collect()
    }

    /// The saved document is on disk, under this key.
    pub(super) fn folded(&mut self, key: String) {
        self.keys.insert(key);
    }

    /// The saved document couldn't be written; the pieces are still there. It is tried again when
    /// as many more have come.
    pub(super) fn stay(&mut self, covered: &[String]) {
        self.keys.extend(covered.iter().cloned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(saved_bytes: usize) -> Pieces {
        Pieces::found([("p/saved/1", saved_bytes, true)].into_iter())
    }

    fn add(pieces: &mut Pieces, count: usize, bytes: usize) {
        for number in 0..count {
            pieces.add(format!("p/change/{number}"), bytes);
        }
    }

    #[test]
    fn many_small_changes_are_due() {
        let mut pieces = found(1_000_000);
        add(&mut pieces, LOOSE_CHANGES, 1);
        assert!(!pieces.are_due());
        pieces.add("p/change/last".to_owned(), 1);
        assert!(pieces.are_due());
    }

    #[test]
    fn changes_that_outgrow_the_document_are_due() {
        let mut pieces = found(300_000);
        add(&mut pieces, 3, 100_000);
        assert!(!pieces.are_due());
        pieces.add("p/change/last".to_owned(), 1);
        assert!(pieces.are_due());
        let covers = pieces.fold(500_000);
        assert_eq!(covers.len(), 5);
        assert!(!pieces.are_due());
        pieces.folded("p/saved/2".to_owned());
        add(&mut pieces, 3, 150_000);
        assert!(!pieces.are_due(), "the new document is larger");
    }

    #[test]
    fn a_small_plan_is_not_written_anew_all_the_time() {
        let mut pieces = found(500);
        add(&mut pieces, 100, 400);
        assert!(!pieces.are_due());
    }

    #[test]
    fn the_same_change_counts_once() {
        let mut pieces = found(0);
        for _ in 0..1_000 {
            pieces.add("p/change/1".to_owned(), 1_000);
        }
        assert!(!pieces.are_due());
    }

    #[test]
    fn nothing_is_folded_beside_damaged_pieces() {
        let mut pieces = found(1);
        pieces.are_damaged();
        add(&mut pieces, 1_000, 1_000);
        assert!(!pieces.are_due());
    }

    #[test]
    fn what_was_not_folded_is_covered_the_next_time() {
        let mut pieces = found(0);
        add(&mut pieces, 2, 10);
        let covers = pieces.fold(30);
        pieces.stay(&covers);
        pieces.add("p/change/new".to_owned(), 10);
        assert_eq!(pieces.fold(40).len(), 4);
    }

    #[test]
    fn several_saved_documents_are_one_and_what_is_loose() {
        let pieces = [
            ("p/saved/1", 100_000, true),
            ("p/saved/2", 100_001, true),
            ("p/saved/3", 1, true),
        ];
        assert!(!Pieces::found(pieces.into_iter()).are_due());
        let more = pieces.into_iter().chain([("p/saved/4", 5_000, true)]);
        assert!(Pieces::found(more).are_due());
    }
}
