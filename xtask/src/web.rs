//! The app: trunk builds it, its module is cut into parts, then the service worker learns what there
//! is, then everything that shrinks is compressed once, so that the relay never has to.

pub(crate) mod assets;
mod brotli;
mod split;
mod stamp;

use std::fs;

use anyhow::{Context, Result, bail};

use crate::shell::Shell;

/// Brings `dist/` up to date. Does nothing when no file that could matter has changed since.
pub(crate) fn build(shell: &Shell) -> Result<()> {
    if stamp::is_current(shell)? {
        println!("▸ the app is up to date");
        return Ok(());
    }
    shell.step(
        "the app, for the browser",
        "2 to 7 min, 30 s when little changed",
        || trunk(shell),
    )?;
    shell.step("the parts of the app's module", "30 s to 2 min", || {
        split::split(shell)
    })?;
    shell.step("the service worker's list, and brotli", "5 to 25 s", || {
        service_worker(shell)?;
        brotli::compress(&shell.place.app)
    })?;
    stamp::write(shell)
}

fn trunk(shell: &Shell) -> Result<()> {
    if !shell.place.root.join("index.html").is_file() {
        bail!("index.html is missing: it is what trunk starts from");
    }
    let mut command = shell.command(shell.place.tool("trunk"));
    command
        .args([
            "build",
            "--release",
            "--cargo-profile",
            "web",
            "--skip-version-check",
            "--features",
            "split",
        ])
        .arg("--dist")
        .arg(&shell.place.app)
        // Not the one that our own environment may hold for other programs.
        .env_remove("NO_COLOR")
        .env("PATH", shell.place.path()?);
    shell.run(&mut command)
}

/// Fills in what the service worker can't know before the build: the files of this version, and
/// one name for all of them together.
fn service_worker(shell: &Shell) -> Result<()> {
    let file = shell.place.app.join("sw.js");
    let Ok(template) = fs::read_to_string(&file) else {
        bail!("dist/sw.js is missing: public/sw.js is copied there by index.html");
    };
    if !template.contains("__ASSETS__") || !template.contains("__VERSION__") {
        bail!("public/sw.js has no __ASSETS__ or no __VERSION__ to fill in");
    }
    let assets = assets::list(&shell.place.app)?;
    if !assets.iter().any(|name| assets::is_hashed(name)) {
        bail!(
            "no file in dist/ has a hash in its name: the relay could tell browsers to keep none"
        );
    }
    // The page itself is kept under its address, `./`.
    let kept: Vec<&String> = assets.iter().filter(|name| *name != "index.html").collect();
    let filled = template
        .replace("__ASSETS__", &serde_json::to_string(&kept)?)
        .replace("__VERSION__", &assets::version(&shell.place.app, &assets)?);
    fs::write(&file, filled).context("dist/sw.js can't be written")
}
