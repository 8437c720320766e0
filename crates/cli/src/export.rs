//! `yoriai export`: a plan as one of its documents.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use yoriai_office::out::{self, Document, Paper, Replacements, Unfit};
use yoriai_plan::{FiscalYear, Plan};

use crate::files::{self, Existing};
use crate::refusal::Refusal;
use crate::{Said, clock, plan_file, words};

#[derive(Args)]
pub(crate) struct Flags {
    #[arg(value_name = "PLAN.yoriai", help = words::PLAN_FILE)]
    plan: PathBuf,
    #[arg(long, value_enum, required_if_eq_any([("format", "md"), ("format", "csv"), ("format", "html")]), help = words::VIEW)]
    view: Option<View>,
    #[arg(long, value_parser = year, help = words::YEAR)]
    year: Option<FiscalYear>,
    #[arg(long, value_enum, help = words::FORMAT)]
    format: Format,
    #[arg(short, long, value_name = "FILE", help = words::EXPORT_OUTPUT)]
    output: Option<PathBuf>,
    #[arg(long, value_enum, default_value = "utf-8", help = words::ENCODING)]
    encoding: Encoding,
    #[arg(long, help = words::REPLACE)]
    replace: bool,
    #[arg(long, help = words::FORCE)]
    force: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum View {
    Chart,
    Activity,
    Annual,
    Progress,
    GoalSheet,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Md,
    Csv,
    Html,
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Encoding {
    #[value(name = "utf-8")]
    Utf8,
    #[value(name = "shift-jis", alias = "sjis", alias = "cp932")]
    ShiftJis,
}

fn year(text: &str) -> Result<FiscalYear, &'static str> {
    FiscalYear::parse(text)
        .map(|parsed| parsed.value)
        .ok_or(words::YEAR_BAD)
}

pub(crate) fn run(flags: &Flags) -> Result<Said, Refusal> {
    if flags.encoding == Encoding::ShiftJis && flags.format != Format::Csv {
        return Err(Refusal::Usage(words::ENCODING_ONLY_CSV));
    }
    // `-` is where an export goes anyway.
    let output = flags.output.as_ref().filter(|path| !files::is_stdin(path));
    if let Some(output) = output {
        if files::are_same(output, &flags.plan) {
            let path = output.clone();
            return Err(Refusal::WouldLoseSource { path });
        }
        Existing::by(flags.force).check(output, &[])?;
    }
    let doc = plan_file::open(&flags.plan)?;
    let plan = Plan::read(&doc);
    let mut aside = String::new();
    if doc.read_only() {
        aside.push_str(&format!("{}\n", words::NEWER));
    }
    let paper = || out::tables(&plan, document(&plan, flags.view), flags.year);
    let bytes = match flags.format {
        Format::Md => paper().markdown().into_bytes(),
        Format::Html => paper().html().into_bytes(),
        Format::Json => out::json(&plan, clock::date()).into_bytes(),
        Format::Csv if flags.encoding == Encoding::Utf8 => paper().csv_utf8(),
        Format::Csv => shift_jis(&paper(), flags.replace, &mut aside)?,
    };
    match output {
        Some(output) => {
            files::replace(output, &bytes)?;
            Ok(Said {
                aside,
                ..Said::default()
            })
        }
        None => Ok(Said {
            out: bytes,
            aside,
            found: None,
        }),
    }
}

fn document(plan: &Plan, view: Option<View>) -> Document {
    match view {
        Some(View::Chart) => Document::Chart,
        Some(View::Activity) => Document::Activity,
        Some(View::Annual) => Document::Annual,
        Some(View::Progress) => Document::Progress,
        Some(View::GoalSheet) => Document::GoalSheet,
        None => Document::of(plan),
    }
}

/// CSV in Shift_JIS. What it cannot hold is named first, and replaced only where that was asked
/// for.
fn shift_jis(paper: &Paper, replace: bool, aside: &mut String) -> Result<Vec<u8>, Refusal> {
    let text = paper.csv();
    let unfit = out::scan(&text);
    let mut agreed = Replacements::new();
    if replace {
        agreed.extend(
            unfit
                .iter()
                .map(|one| (one.what.clone(), one.offered.clone())),
        );
    }
    let bytes = out::shift_jis(&text, &agreed).map_err(|unfit| Refusal::Unfit(listed(&unfit)))?;
    if !unfit.is_empty() {
        aside.push_str(&format!("{}\n", words::replaced(&listed(&unfit))));
    }
    Ok(bytes)
}

fn listed(unfit: &[Unfit]) -> String {
    let one = |unfit: &Unfit| words::unfit(&unfit.what, &unfit.offered, unfit.count);
    unfit.iter().map(one).collect::<Vec<_>>().join("、")
}
