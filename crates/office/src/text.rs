//! Text into a draft: levels, items, sections, lines, each with where it came from.
//!
//! ```text
//! line     lines, and the marks in front               fold     matching on NFKC
//! cells    rows of tables                              html     HTML remnants
//! number   第1章, Ⅰ, 1, (1), ①, 1), ア, 1-①           names    what councils call things
//! heading  基本目標 1-① …                              tag      《重点取組》
//! bracket  all brackets
//! scan     a first look: which levels, which document
//! reader   the way through the text, top to bottom
//! builder  what has been read; writes text and piece together
//! finish   the draft; checks that nothing is left out
//! table    the columns of a table            programmes  what a programme's prose says
//! edit     changing a draft in the preview             commands the draft as a plan
//! join     the draft into a plan that is there
//! ```
//!
//! Reading never fails and takes time linear in the length of the text. What is not understood is
//! prose under the nearest heading: see [`Piece`].

mod bracket;
mod builder;
mod cells;
mod commands;
mod draft;
mod edit;
mod finish;
mod fold;
mod heading;
mod html;
pub mod join;
mod line;
mod names;
mod number;
mod piece;
mod programmes;
mod reader;
mod scan;
mod table;
mod tag;
mod years;

pub use commands::Planned;
pub use draft::{
    DocumentKind, Draft, DraftCategory, DraftEvaluation, DraftIndicator, DraftItem, DraftLevel,
    DraftLine, DraftNumber, DraftParty, DraftProgramme, DraftReport, DraftSection, DraftTerm,
    DraftValue, Outline,
};
pub use edit::DraftColumn;
pub use join::{JoinPlace, JoinRow, JoinWhat, Joining, join};
pub use piece::{
    CategoryKey, EvaluationKey, IndicatorKey, ItemKey, Label, PartyKey, Piece, ProgrammeKey,
    ReportKey, Role, SectionKey, Target, TermKey, ValueKey,
};
pub use table::ColumnMeaning;

/// The largest document that is worth reading, in bytes: below 20 MB, ten times the longest plan
/// there is with all its attachments as text. What is larger is a picture or an archive under a
/// wrong name. Callers ask before they read.
pub const MAX_BYTES: u32 = 19_999_999;

/// Reads a text. Never fails: an empty text is an empty draft.
///
/// ```
/// let draft = yoriai_office::read_text("基本目標1 つながる\n具体的な取組\n・見守りを広げます。");
/// assert_eq!(draft.counts_by_level(), [("基本目標".into(), 1), ("具体的な取組".into(), 1)]);
/// ```
#[must_use]
pub fn read_text(source: &str) -> Draft {
    read(source, scan::scan(source))
}

/// As [`read_text`], where a person says which document it is.
#[must_use]
pub fn read_text_as(source: &str, kind: DocumentKind) -> Draft {
    let mut scan = scan::scan(source);
    scan.kind = kind;
    read(source, scan)
}

fn read(source: &str, scan: scan::Scan) -> Draft {
    let kind = scan.kind;
    let mut reader = reader::Reader::new(source, scan);
    reader.read();
    finish::finish(reader, kind)
}
