//! The programs of `tests/e2e`, which drive the app in a browser: what they have to know, and how
//! they are built.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::relay::{self, Profile};
use crate::setup::TestTools;
use crate::shell::Shell;
use crate::{setup, web};

/// One of them.
#[derive(Clone, Copy)]
pub(crate) enum Program {
    /// Measures.
    Measure,
    /// Takes pictures.
    Look,
}

impl Program {
    fn name(self) -> &'static str {
        match self {
            Self::Measure => "yoriai-measure",
            Self::Look => "yoriai-look",
        }
    }
}

/// Tells a program of `tests/e2e` where everything is.
pub(crate) fn environment(command: &mut Command, shell: &Shell, relay: &Path, tools: &TestTools) {
    command
        .env("YORIAI_RELAY_BIN", relay)
        .env("YORIAI_APP_DIST", &shell.place.app)
        .env("YORIAI_CHROMEDRIVER", &tools.chromedriver)
        .env("YORIAI_GECKODRIVER", &tools.geckodriver)
        .env("YORIAI_AXE", &tools.axe);
}

/// Sets up and builds all that a program needs, and gives the command that runs it.
pub(crate) fn prepare(shell: &Shell, program: Program, profile: Profile) -> Result<Command> {
    setup::build_tools(shell)?;
    let tools = setup::test_tools(shell)?;
    web::build(shell)?;
    let relay = relay::build(shell, profile)?;
    shell.step(
        "what drives the browser",
        "1 min, a second when nothing changed",
        || shell.run(&mut shell.cargo(&["build", "-p", "yoriai-e2e", "--bins"])),
    )?;
    let file = format!("{}{}", program.name(), std::env::consts::EXE_SUFFIX);
    let mut command = shell.command(shell.place.target.join("debug").join(file));
    environment(&mut command, shell, &relay, &tools);
    Ok(command)
}
