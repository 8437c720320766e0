//! The relay: building and running it.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use anyhow::{Context, Result, bail};

use crate::shell::Shell;

/// With or without optimisation.
#[derive(Clone, Copy)]
pub(crate) enum Profile {
    Dev,
    Release,
}

/// Builds the relay and says where it is.
pub(crate) fn build(shell: &Shell, profile: Profile) -> Result<PathBuf> {
    let mut command = shell.cargo(&["build", "-p", "yoriai-relay"]);
    let folder = match profile {
        Profile::Dev => "debug",
        Profile::Release => {
            command.arg("--release");
            "release"
        }
    };
    shell.step(
        "the relay",
        "1 to 3 min, a second when nothing changed",
        || shell.run(&mut command),
    )?;
    Ok(shell
        .place
        .target
        .join(folder)
        .join(format!("yoriai-relay{}", std::env::consts::EXE_SUFFIX)))
}

/// Starts the relay and reads the address that it listens on, as its first line says.
pub(crate) fn start(shell: &Shell, relay: &Path, listen: &str) -> Result<(Child, String)> {
    let mut command = shell.command(relay);
    command
        .args(["--listen", listen, "--app"])
        .arg(&shell.place.app)
        .stdout(Stdio::piped());
    let mut child = shell.spawn(&mut command)?;
    let out = child.stdout.take().context("the relay has no output")?;
    let mut line = String::new();
    BufReader::new(out).read_line(&mut line)?;
    match line.trim().strip_prefix("listening on http://") {
        Some(address) => Ok((child, address.to_owned())),
        None => {
            let status = shell.wait(child)?;
            bail!("the relay did not start ({status})")
        }
    }
}
