//! `cargo xtask bench`: what is loaded at the first visit, and how long one waits, measured on
//! what ships. It shows; it doesn't judge.

mod browser;
pub(crate) mod relay;
mod table;

use std::collections::BTreeSet;
use std::fs;
use std::process::ExitCode;

use anyhow::Result;

use self::table::Row;
use crate::e2e::{self, Program};
use crate::relay::Profile;
use crate::shell::Shell;
use crate::web::assets;

pub(crate) fn bench(shell: &Shell) -> Result<ExitCode> {
    let measure = e2e::prepare(shell, Program::Measure, Profile::Release)?;
    let mut rows = loaded(shell)?;
    let (in_browser, outcome) = browser::measure(shell, measure);
    rows.extend(in_browser);
    table::print(&rows);
    Ok(outcome)
}

/// What the first visit loads: the files that are needed before the first screen works.
fn loaded(shell: &Shell) -> Result<Vec<Row>> {
    println!("\nfirst visit                                       raw      brotli");
    let (mut raw, mut sent) = (0, 0);
    let first = first_visit(shell)?;
    for name in &first {
        let (file_raw, file_sent) = sizes(shell, name)?;
        println!(
            "  {name:<40} {:>9}   {:>9}",
            kilobytes(file_raw),
            kilobytes(file_sent)
        );
        raw += file_raw;
        sent += file_sent;
    }
    println!("\nparts, fetched when the list is there                 raw      brotli");
    let mut rest = 0;
    for name in assets::list(&shell.place.app)? {
        if name.ends_with(".wasm") && !first.contains(&name) {
            let (file_raw, file_sent) = sizes(shell, &name)?;
            println!(
                "  {name:<40} {:>9}   {:>9}",
                kilobytes(file_raw),
                kilobytes(file_sent)
            );
            rest += file_sent;
        }
    }
    println!();
    Ok(vec![
        Row::new(
            "everything",
            "the whole app, all parts (brotli)",
            kilobytes(sent + rest),
        ),
        Row::new(
            "first-visit",
            "first visit, all of it (brotli)",
            kilobytes(sent),
        ),
        Row::new(
            "first-visit-raw",
            "first visit, all of it, unpacked",
            kilobytes(raw),
        ),
    ])
}

/// index.html, what it names, and what its style sheets and scripts name: but not the parts, which
/// are fetched when the first screen is there.
fn first_visit(shell: &Shell) -> Result<BTreeSet<String>> {
    let page = fs::read_to_string(shell.place.app.join("index.html"))?;
    let mut needed = BTreeSet::from(["index.html".to_owned()]);
    let all = assets::list(&shell.place.app)?;
    for name in all.iter().filter(|name| page.contains(name.as_str())) {
        needed.insert(name.clone());
        if name.ends_with(".css") {
            let sheet = fs::read_to_string(shell.place.app.join(name))?;
            needed.extend(
                all.iter()
                    .filter(|other| sheet.contains(other.as_str()))
                    .cloned(),
            );
        }
        if name.ends_with(".js") {
            let script = fs::read_to_string(shell.place.app.join(name))?;
            needed.extend(
                all.iter()
                    .filter(|other| other.ends_with(".js") && script.contains(other.as_str()))
                    .cloned(),
            );
        }
    }
    Ok(needed)
}

/// A file's size, and what of it is transferred.
fn sizes(shell: &Shell, name: &str) -> Result<(u64, u64)> {
    let raw = fs::metadata(shell.place.app.join(name))?.len();
    let small = fs::metadata(shell.place.app.join(format!("{name}.br")));
    Ok((raw, small.map_or(raw, |data| data.len())))
}

fn kilobytes(bytes: u64) -> String {
    format!("{}.{} KB", bytes / 1000, bytes % 1000 / 100)
}
