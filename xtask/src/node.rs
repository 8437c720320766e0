//! Programs of this repository that run under Node. They are copied among the tools, to the path that
//! they have here, and their packages are installed beside the copy: Node looks for packages only
//! in the folders above a file, and nothing but `target` changes in a checkout.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::place::program;
use crate::shell::Shell;

/// The oldest Node that these programs are run with.
const NODE: u32 = 20;

const READER: &str = "tests/reader";
/// The test vectors that the reader checks itself against.
const VECTORS: [&str; 2] = ["crates/wire/tests/fixtures", "crates/sync/tests/fixtures"];
const PACKAGES: &str = "node_modules";

/// Node itself.
///
/// # Errors
/// When it is missing or too old.
pub(crate) fn node(shell: &Shell) -> Result<PathBuf> {
    let Some(node) = program("node") else {
        bail!("node is missing (Debian: apt-get install nodejs)");
    };
    let version = shell.read(shell.command(&node).arg("--version"))?;
    let major = version.trim().strip_prefix('v').and_then(|version| {
        let (major, _) = version.split_once('.')?;
        major.parse::<u32>().ok()
    });
    if major.is_none_or(|major| major < NODE) {
        bail!("node is {}, and must be {NODE} or newer", version.trim());
    }
    Ok(node)
}

/// The folder of the independent reader, ready to run.
pub(crate) fn reader(shell: &Shell) -> Result<PathBuf> {
    for folder in VECTORS {
        copy(shell, folder)?;
    }
    install(shell, READER)
}

/// Copies a folder that holds a package.json, and installs the packages of its lock file. Says where
/// the copy is.
pub(crate) fn install(shell: &Shell, folder: &str) -> Result<PathBuf> {
    let to = copy(shell, folder)?;
    let lock = fs::read(to.join("package-lock.json"))?;
    let stamp = to.join(PACKAGES).join("installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(to);
    }
    let Some(npm) = program("npm") else {
        bail!(
            "npm is missing, which brings the packages of {folder} (Debian: apt-get install npm)"
        );
    };
    shell.step(
        &format!("the npm packages of {folder}, into the tools of this checkout"),
        "15 s",
        || {
            let mut command = shell.command(npm);
            command.args(["ci", "--no-audit", "--no-fund"]);
            shell.run(command.current_dir(&to))
        },
    )?;
    // Last, so that an install that was interrupted is begun anew.
    fs::write(stamp, lock)?;
    Ok(to)
}

fn copy(shell: &Shell, folder: &str) -> Result<PathBuf> {
    let to = shell.place.tools.join("node").join(folder);
    renew(&shell.place.root.join(folder), &to)
        .with_context(|| format!("{folder} can't be copied among the tools"))?;
    Ok(to)
}

/// Makes `to` a copy of `from`; only installed packages stay as they are.
fn renew(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(to)? {
        let entry = entry?;
        if entry.file_name() == PACKAGES {
            continue;
        }
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let there = to.join(entry.file_name());
        if entry.file_name() == PACKAGES {
            continue;
        }
        if entry.file_type()?.is_dir() {
            renew(&entry.path(), &there)?;
        } else {
            fs::copy(entry.path(), &there)?;
        }
    }
    Ok(())
}
