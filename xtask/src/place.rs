//! Where things are. Nothing here is fixed: a checkout may lie at any path, and cargo's target
//! folder may have been moved elsewhere.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The folders of this checkout.
pub(crate) struct Place {
    /// The repository's root.
    pub(crate) root: PathBuf,
    /// Cargo's target folder.
    pub(crate) target: PathBuf,
    /// The tools that set-up installs, so that nothing outside the checkout changes.
    pub(crate) tools: PathBuf,
    /// The app as trunk built it.
    pub(crate) app: PathBuf,
}

impl Place {
    pub(crate) fn find() -> Result<Self> {
        // `cargo run` says where the package is now; what was compiled in is a fallback for a
        // binary that is started by hand.
        let package = env::var_os("CARGO_MANIFEST_DIR")
            .unwrap_or_else(|| OsString::from(env!("CARGO_MANIFEST_DIR")));
        let root = Path::new(&package)
            .parent()
            .context("xtask lies in the root of the repository")?
            .to_path_buf();
        // This binary is `<target>/debug/xtask`, whatever setting put the target folder there.
        let target = env::current_exe()
            .ok()
            .and_then(|exe| Some(exe.parent()?.parent()?.to_path_buf()))
            .filter(|folder| folder.join("CACHEDIR.TAG").exists())
            .unwrap_or_else(|| root.join("target"));
        Ok(Self {
            tools: target.join("tools"),
            app: root.join("dist"),
            root,
            target,
        })
    }

    /// A program that `cargo install` put among the tools.
    pub(crate) fn tool(&self, name: &str) -> PathBuf {
        self.tools.join("bin").join(name)
    }

    /// A program that npm put among the tools.
    pub(crate) fn npm_tool(&self, name: &str) -> PathBuf {
        self.npm().join(".bin").join(name)
    }

    /// The folder of npm packages.
    pub(crate) fn npm(&self) -> PathBuf {
        self.tools.join("npm").join("node_modules")
    }

    /// `PATH` with our tools in front: another trunk or wasm-opt on the machine is not the one
    /// that fits this Cargo.lock.
    pub(crate) fn path(&self) -> Result<OsString> {
        let ours = [self.tools.join("bin"), self.npm().join(".bin")];
        let theirs = env::var_os("PATH").unwrap_or_default();
        env::join_paths(ours.into_iter().chain(env::split_paths(&theirs)))
            .context("the path of this checkout holds a character that PATH can't")
    }
}

/// The full path of a program in `PATH`, or in one of the folders where Debian and cargo put
/// programs that a short `PATH` doesn't name.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let usual = ["/usr/bin", "/usr/local/bin", "/usr/lib/chromium"].map(PathBuf::from);
    let cargo = env::var_os("HOME").map(|home| Path::new(&home).join(".cargo/bin"));
    env::split_paths(&path)
        .chain(usual)
        .chain(cargo)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}
