//! Real browsers against a real relay.
//!
//! - [`relay`]: the relay that serves the app, to stop and to start again
//! - [`browser`]: headless Chromium and Firefox, one profile per device
//! - [`page`]: what a person does on a page, and what they see
//! - [`documents`]: what the journeys bring in
//! - [`axe`]: the accessibility rules
//! - [`long_plan`], [`stopwatch`]: for `cargo xtask bench`: what is measured, and with what
//!
//! `cargo xtask test` sets the environment: `YORIAI_RELAY_BIN`, `YORIAI_APP_DIST`,
//! `YORIAI_CHROMEDRIVER`, `YORIAI_GECKODRIVER`, `YORIAI_AXE`.

pub mod axe;
pub mod browser;
pub mod documents;
pub mod long_plan;
pub mod page;
pub mod relay;
pub mod stopwatch;

use std::path::PathBuf;

use anyhow::Context;

/// A path out of the environment.
///
/// # Errors
/// When the variable is not set: the journeys are run by `cargo xtask test`.
pub fn path_from(variable: &str) -> anyhow::Result<PathBuf> {
    std::env::var_os(variable)
        .map(PathBuf::from)
        .with_context(|| format!("{variable} is not set; run `cargo xtask test`"))
}

/// A folder of its own that goes when this goes.
#[derive(Debug)]
pub struct TempDir(PathBuf);

impl TempDir {
    /// A new empty folder in the system's place for such.
    ///
    /// # Errors
    /// When it can't be made.
    pub fn new(name: &str) -> anyhow::Result<Self> {
        use std::sync::atomic::{AtomicU32, Ordering};
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path =
            std::env::temp_dir().join(format!("yoriai-e2e-{}-{number}-{name}", std::process::id()));
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &std::path::Path {
        &self.0
    }
}

impl Drop for TempDir {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
