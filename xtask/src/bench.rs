//! `cargo xtask bench`: what the first visit costs, measured on what ships.

use std::collections::BTreeSet;
use std::fs;
use std::process::ExitCode;

use anyhow::Result;

use crate::shell::Shell;
use crate::web::assets;
use crate::{setup, web};

/// What design.md sets for the first visit, in bytes.
const FIRST_VISIT: u64 = 600_000;

pub(crate) fn bench(shell: &Shell) -> Result<ExitCode> {
    setup::build_tools(shell)?;
    web::build(shell)?;
    println!("\nfirst visit                                       raw      brotli");
    let (mut raw, mut sent) = (0, 0);
    for name in first_visit(shell)? {
        let (file_raw, file_sent) = sizes(shell, &name)?;
        println!(
            "  {name:<40} {:>9}   {:>9}",
            kilobytes(file_raw),
            kilobytes(file_sent)
        );
        raw += file_raw;
        sent += file_sent;
    }
    println!(
        "  {:<40} {:>9}   {:>9}",
        "all",
        kilobytes(raw),
        kilobytes(sent)
    );
    println!(
        "  {:<40} {:>9}   {:>9}",
        "target",
        "",
        kilobytes(FIRST_VISIT)
    );
    println!("\nin a browser");
    match in_browser(shell)? {
        Some(table) => println!("{table}"),
        None => println!("  wasm start → list                        not measured: no bench yet"),
    }
    Ok(ExitCode::SUCCESS)
}

/// The time from `yoriai:start` to `yoriai:list`, both performance marks of the app, measured in
/// headless Chromium against the relay. There is no such bench yet, and no number without one.
#[expect(
    clippy::unnecessary_wraps,
    reason = "a browser can fail, once there is one"
)]
fn in_browser(_shell: &Shell) -> Result<Option<String>> {
    Ok(None)
}

/// index.html, what it names, and what its style sheets name.
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
