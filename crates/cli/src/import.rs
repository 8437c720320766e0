//! `yoriai import`: texts become a plan file.

use std::path::PathBuf;

use clap::Args;
use yoriai_office::text::DocumentKind;
use yoriai_office::{Draft, read_text};
use yoriai_plan::{Command, PlanDoc, Stamp};

use crate::refusal::Refusal;
use crate::summary::Summary;
use crate::{Said, chance, clock, files, words};

#[derive(Args)]
pub(crate) struct Flags {
    #[arg(required = true, value_name = "FILE", help = words::TEXT_FILES)]
    sources: Vec<PathBuf>,
    #[arg(short, long, value_name = "PLAN.yoriai", help = words::OUTPUT)]
    output: PathBuf,
}

pub(crate) fn run(flags: &Flags) -> Result<Said, Refusal> {
    if let Some(path) = flags
        .sources
        .iter()
        .find(|source| files::are_same(source, &flags.output))
    {
        return Err(Refusal::WouldLoseSource { path: path.clone() });
    }
    let draft = read_text(&read_sources(&flags.sources)?);
    if draft.source().trim().is_empty() {
        return Err(Refusal::NoText);
    }
    let commands = chance::with_ids(|fresh| draft.commands(fresh))?;
    let mut doc = PlanDoc::new(chance::bytes()?);
    // All in one change, as the app makes a plan.
    doc.apply(&Command::Batch(commands))?;
    doc.commit(&Stamp {
        author: None,
        seconds: clock::now_seconds(),
    });
    files::replace(&flags.output, &doc.save())?;
    Ok(Said {
        out: recognised(&draft),
        aside: String::new(),
    })
}

/// All texts as one document, in the order in which they were named: long plans come in a file
/// per chapter.
fn read_sources(sources: &[PathBuf]) -> Result<String, Refusal> {
    let mut whole = String::new();
    for source in sources {
        let text =
            String::from_utf8(files::read_or_stdin(source)?).map_err(|_| Refusal::NotText {
                name: source.display().to_string(),
            })?;
        if !whole.is_empty() && !whole.ends_with('\n') {
            whole.push('\n');
        }
        // Windows puts a mark in front of UTF-8 that is no part of the text.
        whole.push_str(text.strip_prefix('\u{feff}').unwrap_or(&text));
    }
    Ok(whole)
}

fn recognised(draft: &Draft) -> String {
    let outline = draft.outline();
    let mut summary = Summary::default();
    summary.field(words::KIND, document(draft.kind));
    summary.field(words::TITLE, &draft.title);
    summary.field(words::ORGANIZATION, &draft.organization);
    for (level, count) in &outline.levels {
        summary.count(level, *count);
    }
    summary.count(words::SECTIONS, outline.sections);
    summary.count(words::LINES, outline.lines);
    summary.text()
}

fn document(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Activity => words::DOCUMENT_ACTIVITY,
        DocumentKind::Annual => words::DOCUMENT_ANNUAL,
        DocumentKind::Progress => words::DOCUMENT_PROGRESS,
        DocumentKind::GoalSheet => words::DOCUMENT_GOAL_SHEET,
        DocumentKind::Other => words::DOCUMENT_OTHER,
    }
}
