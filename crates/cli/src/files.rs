//! Bytes in and out.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::chance;
use crate::refusal::Refusal;

/// The path that means standard input.
const STDIN: &str = "-";

/// Whether a path means standard input, or standard output where it is one to write to.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == STDIN
}

/// All bytes of a file, or of standard input for `-`.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let read = if is_stdin(path) {
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(path)
    };
    read.map_err(|cause| unreadable(path, cause))
}

/// Most bytes of all documents of one import.
pub(crate) const DOCUMENT_BYTES: usize = yoriai_office::text::MAX_BYTES as usize;

/// All bytes of a document, or of standard input for `-`; no more than there is `room` for.
pub(crate) fn read_document(path: &Path, room: usize) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    // One more than allowed, so that what is too long shows.
    let limit = u64::try_from(room).unwrap_or(u64::MAX).saturating_add(1);
    let read = if is_stdin(path) {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes))
    };
    read.map_err(|cause| unreadable(path, cause))?;
    if bytes.len() > room {
        return Err(Refusal::DocumentTooLarge {
            name: path.display().to_string(),
            limit: DOCUMENT_BYTES.div_ceil(1_000_000),
        });
    }
    Ok(bytes)
}

fn unreadable(path: &Path, cause: io::Error) -> Refusal {
    Refusal::Unreadable {
        path: path.to_owned(),
        cause,
    }
}

/// Whether a file that is already there may be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Existing {
    /// Somebody has said so (`--force`).
    Replace,
    /// Only if it is one of the files that all this was read from: then it was named on purpose,
    /// and what was in it is in the result.
    Keep,
}

impl Existing {
    /// As the flag `--force` says.
    pub(crate) const fn by(force: bool) -> Self {
        if force { Self::Replace } else { Self::Keep }
    }

    /// Refuses a target that is there and not meant to be replaced. Asked before any work, so that
    /// nobody waits for a refusal.
    pub(crate) fn check(self, target: &Path, inputs: &[&Path]) -> Result<(), Refusal> {
        if is_stdin(target) {
            return Err(Refusal::PlanToOutput);
        }
        let is_input = || inputs.iter().any(|input| are_same(input, target));
        if self == Self::Replace || !target.exists() || is_input() {
            return Ok(());
        }
        Err(Refusal::WouldReplace {
            path: target.to_owned(),
        })
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
    // Whoever could not read what was there is not to read what takes its place.
    let mode = fs::metadata(&target).ok().map(|found| found.permissions());
    let written = write_new(&temporary, mode, bytes).and_then(|()| fs::rename(&temporary, &target));
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

fn write_new(path: &Path, mode: Option<Permissions>, bytes: &[u8]) -> io::Result<()> {
    let mut file: File = OpenOptions::new().write(true).create_new(true).open(path)?;
    if let Some(mode) = mode {
        file.set_permissions(mode)?;
    }
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
