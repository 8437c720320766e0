//! `yoriai import`: texts become a plan file, or come into one that is there.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use yoriai_office::Draft;
use yoriai_office::out::{self, Lines};
use yoriai_office::text::{self, DocumentKind, JoinPlace, JoinRow, JoinWhat, Planned, Target};
use yoriai_plan::{Caption, Command, Plan, PlanDoc, Stamp};

use crate::files::{self, Existing};
use crate::progress::Reading;
use crate::recognised::{self, Difference};
use crate::refusal::Refusal;
use crate::{Said, chance, clock, decode, plan_file, summary, words};

#[derive(Args)]
pub(crate) struct Flags {
    #[arg(required = true, value_name = "FILE", help = words::TEXT_FILES)]
    sources: Vec<PathBuf>,
    #[arg(short, long, value_name = "PLAN.yoriai", help = words::OUTPUT)]
    output: PathBuf,
    #[arg(long, value_enum, default_value = "auto", help = words::KIND_FLAG)]
    kind: Kind,
    #[arg(long, value_name = "PLAN.yoriai", help = words::INTO)]
    into: Option<PathBuf>,
    #[arg(long, help = words::TAKE)]
    take: bool,
    #[arg(long, help = words::FORCE)]
    force: bool,
    #[arg(long, help = words::JSON_FLAG)]
    json: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Auto,
    Activity,
    Annual,
    Progress,
    GoalSheet,
}

impl Kind {
    fn document(self) -> Option<DocumentKind> {
        match self {
            Self::Auto => None,
            Self::Activity => Some(DocumentKind::Activity),
            Self::Annual => Some(DocumentKind::Annual),
            Self::Progress => Some(DocumentKind::Progress),
            Self::GoalSheet => Some(DocumentKind::GoalSheet),
        }
    }
}

pub(crate) fn run(flags: &Flags) -> Result<Said, Refusal> {
    if let Some(path) = flags
        .sources
        .iter()
        .find(|source| files::are_same(source, &flags.output))
    {
        return Err(Refusal::WouldLoseSource { path: path.clone() });
    }
    let into = flags.into.as_deref();
    Existing::by(flags.force).check(&flags.output, into.as_slice())?;
    let mut doc = match into {
        Some(path) => {
            let doc = plan_file::open(path)?;
            plan_file::may_write(&doc, path)?;
            doc
        }
        None => PlanDoc::new(chance::bytes()?),
    };
    let drafts = drafts(&read_sources(&flags.sources)?, flags.kind.document());
    if drafts.iter().all(|draft| draft.source().trim().is_empty()) {
        return Err(Refusal::NoText);
    }
    let (mut differences, mut lines) = (Vec::new(), Lines::new());
    for (at, draft) in drafts.iter().enumerate() {
        let commands = if at == 0 && into.is_none() {
            let planned = chance::with_ids(|fresh| draft.planned(fresh))?;
            if drafts.len() == 1 && flags.sources.len() == 1 {
                lines = lines_of(draft, &planned);
            }
            planned.commands
        } else {
            join(draft, &Plan::read(&doc), flags.take, &mut differences)?
        };
        // All of a document in one change, as the app makes a plan.
        doc.apply(&Command::Batch(commands))?;
        doc.commit(&Stamp {
            author: None,
            seconds: clock::now_seconds(),
        });
    }
    files::replace(&flags.output, &doc.save())?;
    let plan = Plan::read(&doc);
    if flags.json {
        return Ok(Said::result(out::json_of_import(
            &plan,
            clock::date(),
            &lines,
        )));
    }
    let mut summary = summary::of_plan(&plan);
    recognised::add(&drafts, &differences, flags.take, &mut summary);
    Ok(Said::result(summary.text()))
}

/// The commands that bring a document into a plan that is there already. What the two say
/// differently is noted.
fn join(
    draft: &Draft,
    plan: &Plan,
    take: bool,
    differences: &mut Vec<Difference>,
) -> Result<Vec<Command>, Refusal> {
    let mut joining = chance::with_ids(|fresh| text::join(draft, plan, fresh))?;
    for row in &mut joining.rows {
        if let JoinWhat::Changed { before, after } = &row.what {
            row.take = take;
            differences.push(Difference {
                name: name_of(row),
                before: before.clone(),
                after: after.clone(),
            });
        }
    }
    Ok(joining.commands())
}

/// What a part of a document is called: by its own name, or by that of its field in the plan.
fn name_of(row: &JoinRow) -> String {
    let field = match &row.place {
        JoinPlace::Field(Target::Title) => words::TITLE,
        JoinPlace::Field(Target::Organization) => words::ORGANIZATION,
        JoinPlace::Field(Target::Philosophy) => Caption::Philosophy.word(),
        JoinPlace::Field(Target::Slogan) => Caption::Slogan.word(),
        JoinPlace::Field(Target::Policy) => Caption::Policy.word(),
        JoinPlace::Field(Target::Date(date)) => date.word(),
        JoinPlace::Term => words::TERM,
        JoinPlace::Period => words::PERIOD,
        JoinPlace::Status => words::STATUS,
        _ => words::NOTHING,
    };
    if row.name.trim().is_empty() {
        field.to_owned()
    } else {
        row.name.clone()
    }
}

/// At which line of its source each item begins.
fn lines_of(draft: &Draft, planned: &Planned) -> Lines {
    let source = draft.source();
    let mut begins: Vec<_> = draft
        .items
        .iter()
        .filter_map(|item| Some((item.source.start, planned.items.get(&item.key)?)))
        .collect();
    // A chart names items long before the body does.
    begins.sort_by_key(|(start, _)| *start);
    let (mut at, mut line) = (0, 1);
    let mut lines = Lines::new();
    for (start, id) in begins {
        let between = source.get(at..start).unwrap_or_default();
        line += between.matches('\n').count();
        at = start;
        lines.insert(id.clone(), line);
    }
    lines
}

/// The texts, in the order in which they were named.
fn read_sources(sources: &[PathBuf]) -> Result<Vec<String>, Refusal> {
    let mut room = files::DOCUMENT_BYTES;
    let mut texts = Vec::with_capacity(sources.len());
    for source in sources {
        let bytes = files::read_document(source, room)?;
        room = room.saturating_sub(bytes.len());
        texts.push(decode::text(bytes).ok_or_else(|| Refusal::NotText {
            name: source.display().to_string(),
        })?);
    }
    Ok(texts)
}

/// A document, of the kind that somebody has said or that it looks like.
fn read(source: &str, kind: Option<DocumentKind>) -> Draft {
    match kind {
        Some(kind) => text::read_text_as(source, kind),
        None => text::read_text(source),
    }
}

/// The texts of one document, in their order.
struct Chapters {
    text: String,
    kind: DocumentKind,
    /// `None` where a text was added since it was read.
    draft: Option<Draft>,
}

/// The documents in some texts. A text without a title of its own goes on with the one before, as
/// long plans come in a file per chapter; but not if it is another sort of document, like a sheet
/// that nobody has given a title.
fn drafts(sources: &[String], kind: Option<DocumentKind>) -> Vec<Draft> {
    let sizes: Vec<usize> = sources.iter().map(String::len).collect();
    let reading = Reading::of(&sizes);
    let mut documents: Vec<Chapters> = Vec::new();
    for source in sources {
        let draft = read(source, kind);
        let goes_on = |before: &&mut Chapters| {
            let sort = draft.kind == DocumentKind::Other || draft.kind == before.kind;
            draft.title.is_empty() && sort
        };
        match documents.last_mut().filter(goes_on) {
            Some(before) => {
                if !before.text.ends_with('\n') {
                    before.text.push('\n');
                }
                before.text.push_str(source);
                before.draft = None;
            }
            None => documents.push(Chapters {
                text: source.clone(),
                kind: draft.kind,
                draft: Some(draft),
            }),
        }
        reading.did(source.len());
    }
    let read_again = |of: Chapters| of.draft.unwrap_or_else(|| read(&of.text, kind));
    documents.into_iter().map(read_again).collect()
}
