//! Text into a draft: levels, items, sections, lines, each with where it came from.
//!
//! ```text
//! line     lines, cells, HTML remnants, marks          fold     matching on NFKC
//! number   第1章, Ⅰ, 1, (1), ①, 1), ア, 1-①           names    what councils call things
//! heading  基本目標 1-① …                              tag      《重点取組》
//! scan     a first look: which levels, which document
//! reader   the way through the text, top to bottom
//! builder  what has been read; writes text and piece together
//! finish   the draft; checks that nothing is left out
//! edit     changing a draft in the preview             commands the draft as a plan
//! ```
//!
//! Reading never fails and takes time linear in the length of the text. What is not understood is
//! prose under the nearest heading: see [`Piece`].

mod builder;
mod commands;
mod draft;
mod edit;
mod finish;
mod fold;
mod heading;
mod line;
mod names;
mod number;
mod piece;
mod reader;
mod scan;
mod tag;
mod years;

pub use commands::Planned;
pub use draft::{
    DocumentKind, Draft, DraftCategory, DraftItem, DraftLevel, DraftLine, DraftNumber,
    DraftProgramme, DraftSection, DraftTerm, Outline, ProgrammeLine,
};
pub use piece::{ItemKey, Label, Piece, Role, SectionKey, Target};

/// Reads a text. Never fails: an empty text is an empty draft.
///
/// ```
/// let draft = yoriai_office::read_text("基本目標1 つながる\n具体的な取組\n・見守りを広げます。");
/// assert_eq!(draft.counts_by_level(), [("基本目標".into(), 1), ("具体的な取組".into(), 1)]);
/// ```
#[must_use]
pub fn read_text(source: &str) -> Draft {
    let scan = scan::scan(source);
    let kind = scan.kind;
    let mut reader = reader::Reader::new(source, scan);
    reader.read();
    finish::finish(reader, kind)
}
