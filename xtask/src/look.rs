//! `cargo xtask look`: every screen as a picture and the papers as PDF, for somebody to look at.

use std::path;
use std::process::ExitCode;

use anyhow::Result;

use crate::e2e::{self, Program};
use crate::relay::Profile;
use crate::shell::Shell;

pub(crate) fn look(shell: &Shell, folder: Option<&str>) -> Result<ExitCode> {
    // The program runs in the root of the repository; a folder is meant from where one is.
    let folder = match folder {
        Some(folder) => path::absolute(folder)?,
        None => shell.place.target.join("look"),
    };
    let mut command = e2e::prepare(shell, Program::Look, Profile::Dev)?;
    command.arg(&folder);
    shell.step("the pictures", "1 min", || shell.run(&mut command))?;
    println!("\n  {}\n", folder.display());
    Ok(ExitCode::SUCCESS)
}
