//! What is written: the formats, their names and their bytes.

use yoriai_office::out::{self, Document, Replacements, Unfit};
use yoriai_plan::{Date, FiscalYear, Plan};

use crate::platform::{clock, files};
use crate::words::{self, Words};

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The whole plan with its history, for Yoriai.
    Plan,
    /// A page.
    Html,
    /// Plain text with marks.
    Markdown,
    /// A table in UTF-8.
    Csv,
    /// A table in Shift_JIS.
    Sjis,
    /// The whole plan for programs.
    Json,
}

impl Format {
    /// All of them, as they are offered.
    pub const ALL: [Self; 6] = [
        Self::Plan,
        Self::Html,
        Self::Markdown,
        Self::Csv,
        Self::Sjis,
        Self::Json,
    ];

    /// Whether it holds the whole plan, whatever document is looked at.
    pub fn is_whole(self) -> bool {
        matches!(self, Self::Plan | Self::Json)
    }

    /// Its name, and what it is good for.
    pub fn words(self) -> (Words, Words) {
        match self {
            Self::Plan => (words::EXPORT_PLAN, words::EXPORT_PLAN_HINT),
            Self::Html => (words::EXPORT_HTML, words::EXPORT_HTML_HINT),
            Self::Markdown => (words::EXPORT_MARKDOWN, words::EXPORT_MARKDOWN_HINT),
            Self::Csv => (words::EXPORT_CSV, words::EXPORT_CSV_HINT),
            Self::Sjis => (words::EXPORT_SJIS, words::EXPORT_SJIS_HINT),
            Self::Json => (words::EXPORT_JSON, words::EXPORT_JSON_HINT),
        }
    }

    /// The ending of its file names.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Plan => "yoriai",
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Csv | Self::Sjis => "csv",
            Self::Json => "json",
        }
    }

    /// What it is called on the network.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Plan => "application/octet-stream",
            Self::Html => "text/html;charset=utf-8",
            Self::Markdown => "text/markdown;charset=utf-8",
            Self::Csv => "text/csv;charset=utf-8",
            Self::Sjis => "text/csv;charset=shift_jis",
            Self::Json => "application/json",
        }
    }
}

/// A document of a plan, in one of its years where it has any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// Which.
    pub document: Document,
    /// Of which year; `None` where none was chosen, or the document speaks of none.
    pub year: Option<FiscalYear>,
}

/// What a document is called: the words of the places and of paper.
pub fn name(document: Document) -> Words {
    match document {
        Document::Chart => words::PAPER_CHART,
        Document::Activity => words::PAPER_ACTIVITY,
        Document::Annual => words::PAPER_ANNUAL,
        Document::Progress => words::PAPER_PROGRESS,
        Document::GoalSheet => words::PAPER_GOALS,
    }
}

/// Whether a document speaks of a year.
pub fn has_year(document: Document) -> bool {
    matches!(
        document,
        Document::Annual | Document::Progress | Document::GoalSheet
    )
}

/// The name of the file: title, document, year. `document` is the document's name as it is read.
pub fn file_name(title: &str, format: Format, document: &str, year: Option<FiscalYear>) -> String {
    let mut parts = vec![files::name_of(title)];
    if !format.is_whole() {
        parts.push(document.to_owned());
        parts.extend(year.map(|year| year.label_wareki()));
    }
    format!("{}.{}", parts.join("_"), format.ending())
}

/// The text of a table, before it is put into an encoding.
pub fn table(plan: &Plan, choice: Choice) -> String {
    out::tables(plan, choice.document, choice.year).csv()
}

/// The bytes of a file. The plan with its history is the session's to give: `None` for it.
///
/// # Errors
/// What Shift_JIS lacks even after the replacements.
pub fn bytes(
    plan: &Plan,
    format: Format,
    choice: Choice,
    replacements: &Replacements,
) -> Result<Option<Vec<u8>>, Vec<Unfit>> {
    let paper = || out::tables(plan, choice.document, choice.year);
    Ok(Some(match format {
        Format::Plan => return Ok(None),
        Format::Html => paper().html().into_bytes(),
        Format::Markdown => paper().markdown().into_bytes(),
        Format::Csv => paper().csv_utf8(),
        Format::Sjis => out::shift_jis(&paper().csv(), replacements)?,
        Format::Json => {
            let (year, month, day) = clock::today();
            out::json(plan, Date::new(year, month, day)).into_bytes()
        }
    }))
}
