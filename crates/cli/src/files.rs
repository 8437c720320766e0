//! Bytes in and out.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::chance;
use crate::refusal::Refusal;

/// The path that means standard input.
const STDIN: &str = "-";

/// Whether a path means standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == STDIN
}

/// All bytes of a file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Refusal> {
    fs::read(path).map_err(|cause| unreadable(path, cause))
}

/// All bytes of a file, or of standard input for `-`.
pub(crate) fn read_or_stdin(path: &Path) -> Result<Vec<u8>, Refusal> {
    if !is_stdin(path) {
        return read(path);
    }
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|cause| unreadable(path, cause))?;
    Ok(bytes)
}

fn unreadable(path: &Path, cause: io::Error) -> Refusal {
    Refusal::Unreadable {
        path: path.to_owned(),
        cause,
    }
}

/// Puts bytes into a file, whole or not at all: they are on disk under another name before they
/// take the place of what was there.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    let unwritable = |cause| Refusal::Unwritable {
        path: path.to_owned(),
        cause,
    };
    // A rename would put a file in the place of a link; what the link points to is meant.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let temporary = beside(&target)?;
    let written = write_new(&temporary, bytes).and_then(|()| fs::rename(&temporary, &target));
    written.map_err(|cause| {
        // It may not even have been made; there is nothing more to do either way.
        let _ = fs::remove_file(&temporary);
        unwritable(cause)
    })
}

/// A name of its own beside a file: a rename is whole only within one folder's file system.
fn beside(target: &Path) -> Result<PathBuf, Refusal> {
    let mut name = OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(format!(
        ".{:016x}.tmp",
        u64::from_ne_bytes(chance::bytes()?)
    ));
    Ok(target.with_file_name(name))
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file: File = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Whether two paths lead to the same file. Files that don't exist are no files.
pub(crate) fn are_same(one: &Path, other: &Path) -> bool {
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
