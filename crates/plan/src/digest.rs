//! A fingerprint of what people wrote in a thing, to notice that it changed while in the bin.
//!
//! The sum over a subtree does not depend on order, and is the same on every device and in every
//! version of this program: it is stored in the document. Change it and every bin asks once.

use crate::plan::{Item, Line, Section};

/// FNV-1a, 64 bits: short, fixed by its specification, and nobody attacks their own bin.
struct Fingerprint(u64);

impl Fingerprint {
    fn new(id: &str) -> Self {
        let mut print = Self(0xcbf2_9ce4_8422_2325);
        print.add(id);
        print
    }

    fn add(&mut self, text: &str) {
        // 0xff never occurs in UTF-8: it keeps "ab","c" apart from "a","bc".
        for byte in text.bytes().chain([0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn done(self) -> i64 {
        self.0 as i64
    }
}

pub(crate) fn item(item: &Item) -> i64 {
    let mut print = Fingerprint::new(item.id.as_str());
    print.add(&item.title);
    print.add(&item.chart_title);
    print.add(&item.statement);
    print.add(item.number_override.as_deref().unwrap_or_default());
    item.tags.iter().for_each(|tag| print.add(tag.word()));
    item.years
        .iter()
        .for_each(|year| print.add(&year.year().to_string()));
    print.done()
}

pub(crate) fn section(section: &Section) -> i64 {
    let mut print = Fingerprint::new(section.id.as_str());
    print.add(section.kind.word());
    print.add(&section.heading);
    print.add(&section.text);
    print.done()
}

pub(crate) fn line(line: &Line) -> i64 {
    let mut print = Fingerprint::new(line.id.as_str());
    print.add(&line.text);
    print.add(line.party.as_ref().map_or("", |party| party.as_str()));
    line.years
        .iter()
        .for_each(|year| print.add(&year.year().to_string()));
    print.done()
}
