//! `cargo xtask bench relay`: the relay beside its peers, with the same work in one run. What does
//! the work is in `bench/`, under Node; here it is set up, and what it found is written down.

mod report;

use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::{ExitCode, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use self::report::Machine;
use crate::relay::Profile;
use crate::shell::Shell;
use crate::{node, relay};

/// The peer that is no npm package.
const Y_SWEET: &str = "0.9.1";

/// Where the figures go.
const PAGE: &str = "docs/benchmarks.md";

/// All that was measured, in the target folder.
const RAW: &str = "bench-relay.json";

/// How much is measured.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    /// What is written down.
    Whole,
    /// A few rooms for some seconds: whether it runs. Printed only.
    Quick,
}

pub(crate) fn bench(shell: &Shell, size: Size) -> Result<ExitCode> {
    let node = node::node(shell)?;
    // The load generator uses the reader as Yoriai's client; it finds it beside itself.
    node::reader(shell)?;
    let generator = node::install(shell, "bench")?;
    let y_sweet = y_sweet(shell)?;
    let ours = relay::build(shell, Profile::Release)?;
    let mut command = shell.command(node);
    command
        .arg(generator.join("run.js"))
        .args([ours, y_sweet])
        .arg(Y_SWEET)
        .stdout(Stdio::piped());
    let usually = match size {
        Size::Whole => "12 min",
        Size::Quick => {
            command.arg("--quick");
            "1 min"
        }
    };
    let text = shell.step("measuring the relay and its peers", usually, || {
        let mut child = shell.spawn(&mut command)?;
        let mut text = String::new();
        let read = child
            .stdout
            .take()
            .map(|mut out| out.read_to_string(&mut text));
        let status = shell.wait(child)?;
        if !status.success() {
            bail!("the load generator failed ({status})");
        }
        read.context("the load generator has no output")??;
        Ok(text)
    })?;
    fs::write(shell.place.target.join(RAW), &text)?;
    let found: Value = serde_json::from_str(&text).context("what was measured is no JSON")?;
    let machine = Machine::read(shell)?;
    let report = report::markdown(&found, &machine)?;
    println!("\n{report}");
    if size == Size::Whole {
        let page = shell.place.root.join(PAGE);
        let old = fs::read_to_string(&page)?;
        fs::write(&page, report::replace(&old, &report)?)?;
        println!("written into {PAGE}");
    }
    let whole = found
        .pointer("/peers")
        .and_then(Value::as_array)
        .is_some_and(|peers| peers.iter().all(report::is_whole));
    Ok(if whole {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// y-sweet as its authors would build it: a server that is measured is optimised.
fn y_sweet(shell: &Shell) -> Result<PathBuf> {
    const PACKAGE: &str = "y-sweet";
    let tool = shell.place.tool(PACKAGE);
    // It has no --version; cargo keeps a list of what it has installed.
    let installed = fs::read_to_string(shell.place.tools.join(".crates.toml")).unwrap_or_default();
    if tool.is_file() && installed.contains(&format!("\"{PACKAGE} {Y_SWEET} ")) {
        return Ok(tool);
    }
    shell.step(
        &format!("{PACKAGE} {Y_SWEET}, into the tools of this checkout"),
        "8 min",
        || {
            let mut command = shell.cargo(&["install", PACKAGE, "--version", Y_SWEET, "--locked"]);
            command
                .arg("--root")
                .arg(&shell.place.tools)
                .env("CARGO_TARGET_DIR", shell.place.tools.join("build"));
            shell.run(&mut command)
        },
    )?;
    Ok(tool)
}
