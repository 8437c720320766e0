//! Whether `dist/` is what a build would make now. Trunk itself has no such check, and runs
//! wasm-opt for half a minute even when nothing changed.
//!
//! The inputs are everything in the repository but what certainly isn't one: a file that is
//! forgotten in a list of inputs would mean an app that is silently old.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::place::Place;
use crate::shell::Shell;
use crate::web::assets;

/// Folders of the root that the app is not built from.
const NOT_INPUTS: &[&str] = &[
    ".ci",
    ".git",
    "crates/cli",
    "crates/relay",
    "crates/testkit",
    "dist",
    "docs",
    "target",
    "tests",
    "xtask/src/bench",
    "xtask/src/bench.rs",
    "xtask/src/checks",
    "xtask/src/checks.rs",
    "xtask/src/dist.rs",
    "xtask/src/e2e.rs",
    "xtask/src/look.rs",
    "xtask/src/main.rs",
    "xtask/src/relay.rs",
    "xtask/src/serve.rs",
];

fn file(place: &Place) -> PathBuf {
    place.target.join("app.stamp")
}

pub(crate) fn is_current(shell: &Shell) -> Result<bool> {
    let place = &shell.place;
    if !place.app.join("index.html").is_file() {
        return Ok(false);
    }
    let Ok(kept) = fs::read_to_string(file(place)) else {
        return Ok(false);
    };
    Ok(kept == stamp(shell)?)
}

pub(crate) fn write(shell: &Shell) -> Result<()> {
    fs::write(file(&shell.place), stamp(shell)?).context("the stamp of the app can't be written")
}

/// The inputs, and the output: a `trunk build` by hand leaves neither compressed copies nor a
/// filled-in service worker, and has to be noticed.
fn stamp(shell: &Shell) -> Result<String> {
    let place = &shell.place;
    let compiler = shell.read(shell.command("rustc").arg("--version"))?;
    let mut inputs = Sha256::new();
    digest(&place.root, Path::new(""), &mut inputs)?;
    let output = assets::version(&place.app, &assets::list(&place.app)?)?;
    let worker = Sha256::digest(fs::read(place.app.join("sw.js")).unwrap_or_default());
    let module_is_small = fs::read_dir(&place.app)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .any(|name| name.ends_with(".wasm.br"));
    Ok(format!(
        "compiler {}\ninputs {}\noutput {output}\nworker {}\nbrotli {module_is_small}\n",
        compiler.trim(),
        assets::hex(&inputs.finalize()),
        assets::hex(&worker)
    ))
}

fn digest(root: &Path, folder: &Path, inputs: &mut Sha256) -> Result<()> {
    let mut entries: Vec<_> = fs::read_dir(root.join(folder))?.collect::<Result<_, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = folder.join(entry.file_name());
        if NOT_INPUTS.iter().any(|not| name == Path::new(not)) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            digest(root, &name, inputs)?;
        } else {
            let Ok(bytes) = fs::read(entry.path()) else {
                continue;
            };
            inputs.update(name.to_string_lossy().as_bytes());
            inputs.update([0]);
            inputs.update(Sha256::digest(bytes));
        }
    }
    Ok(())
}
