//! Files that an operator changes while the relay runs: read at the start, and again when they
//! change. What can't be read then leaves what was read before.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::SystemTime;

/// Why a file of the operator's can't be used.
#[derive(Debug, thiserror::Error)]
#[error("{} can't be used", file.display())]
pub struct FileError {
    /// The file.
    pub file: PathBuf,
    /// What is wrong with it. Never says what is in it.
    pub source: Box<dyn Error + Send + Sync>,
}

impl FileError {
    pub(crate) fn new(file: &Path, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            file: file.to_path_buf(),
            source: source.into(),
        }
    }
}

/// How files are made into what they mean.
type Read<T> = fn(&[PathBuf]) -> Result<T, FileError>;

/// What was last read of some files that belong together.
pub(crate) struct Watched<T> {
    files: Vec<PathBuf>,
    read: Read<T>,
    current: RwLock<Arc<T>>,
    stamps: Mutex<Vec<Stamp>>,
}

/// What a look at a file tells of whether it changed.
type Stamp = Option<(SystemTime, u64)>;

/// Something that can be read again.
pub(crate) trait Reread: Send + Sync {
    /// Reads again, whatever the files look like.
    fn reread(&self);
    /// Reads again if the files look changed.
    fn reread_if_changed(&self);
}

impl<T> Watched<T> {
    pub(crate) fn new(files: Vec<PathBuf>, read: Read<T>) -> Result<Arc<Self>, FileError> {
        // Before they are read: a change in between is seen as one later.
        let stamps = Mutex::new(stamps(&files));
        let current = RwLock::new(Arc::new(read(&files)?));
        Ok(Arc::new(Self {
            files,
            read,
            current,
            stamps,
        }))
    }

    pub(crate) fn current(&self) -> Arc<T> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&current)
    }
}

impl<T: Send + Sync> Reread for Watched<T> {
    fn reread(&self) {
        match (self.read)(&self.files) {
            Ok(new) => {
                let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
                *current = Arc::new(new);
                tracing::info!(files = ?self.files, "read again");
            }
            Err(error) => {
                let why = error.source.as_ref();
                tracing::warn!(file = ?error.file, %why, "can't be used; the old one holds");
            }
        }
    }

    fn reread_if_changed(&self) {
        let now = stamps(&self.files);
        let mut seen = self.stamps.lock().unwrap_or_else(PoisonError::into_inner);
        if *seen == now {
            return;
        }
        *seen = now;
        drop(seen);
        self.reread();
    }
}

fn stamps(files: &[PathBuf]) -> Vec<Stamp> {
    let stamp = |file: &PathBuf| {
        let meta = std::fs::metadata(file).ok()?;
        Some((meta.modified().ok()?, meta.len()))
    };
    files.iter().map(stamp).collect()
}
