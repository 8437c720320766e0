//! `cargo xtask dist`: what goes to a server.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::relay::Profile;
use crate::shell::Shell;
use crate::{relay, setup, web};

pub(crate) fn dist(shell: &Shell) -> Result<ExitCode> {
    setup::build_tools(shell)?;
    web::build(shell)?;
    let binary = relay::build(shell, Profile::Release)?;
    let folder = shell.place.target.join("dist");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    copy(&shell.place.app, &folder.join("app"))?;
    let name = binary.file_name().context("the relay has a name")?;
    fs::copy(&binary, folder.join(name))?;
    println!(
        "\n  {} holds the relay and the app beside it. Copy the folder, then:\n  \
         ./yoriai-relay --listen 0.0.0.0:8787 --app app\n",
        folder.display()
    );
    Ok(ExitCode::SUCCESS)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
