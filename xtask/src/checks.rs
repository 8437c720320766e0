//! `cargo xtask test`: every check there is, in the order in which a mistake is cheapest to find.
//! A step that can't run has failed; the others run all the same, so that one run tells
//! everything.

mod boundaries;

use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};

use crate::relay::Profile;
use crate::setup::TestTools;
use crate::shell::{Shell, took};
use crate::{e2e, node, relay, setup, web};

const WASM: &str = "wasm32-unknown-unknown";

/// How far the tests with random histories go.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// What a developer waits for.
    Usual,
    /// Thousands of histories: tests read `YORIAI_SCHEDULES` and `PROPTEST_CASES`.
    Long,
}

struct Outcome {
    name: &'static str,
    time: Duration,
    result: Result<()>,
}

pub(crate) fn test(shell: &Shell, depth: Depth) -> Result<ExitCode> {
    let start = Instant::now();
    let mut outcomes = Vec::new();
    let mut tools = Err(anyhow!("set-up failed"));
    let mut check = |name: &'static str, work: &mut dyn FnMut() -> Result<()>| {
        println!("\n━━ {name}");
        let start = Instant::now();
        let result = shell.still_wanted().and_then(|()| work());
        let time = start.elapsed();
        match &result {
            Ok(()) => println!("━━ {name}: passed in {}", took(time)),
            Err(error) => println!("━━ {name}: FAILED after {}: {error:#}", took(time)),
        }
        outcomes.push(Outcome { name, time, result });
    };

    check("set-up", &mut || {
        setup::build_tools(shell)?;
        tools = Ok(setup::test_tools(shell)?);
        Ok(())
    });
    check("format", &mut || {
        shell.run(&mut shell.cargo(&["fmt", "--all", "--check"]))
    });
    check("clippy, native", &mut || {
        shell.run(&mut clippy(
            shell,
            &["--workspace", "--exclude", "yoriai", "--all-targets"],
        ))
    });
    check("clippy, browser", &mut || {
        shell.run(&mut clippy(
            shell,
            &["-p", "yoriai", "--all-targets", "--target", WASM],
        ))
    });
    check("boundaries", &mut || boundaries::check(shell));
    check("tests, native", &mut || {
        let args = [
            "test",
            "--workspace",
            "--exclude",
            "yoriai",
            "--exclude",
            "yoriai-e2e",
            "--exclude",
            "yoriai-reader",
        ];
        shell.run(deep(depth, &mut shell.cargo(&args)))
    });
    check("tests, another reader", &mut || independent_reader(shell));
    let tools = tools.as_ref().map_err(|error| anyhow!("{error:#}"));
    check("tests, in a browser", &mut || {
        in_browser(shell, tools.as_ref().map_err(again)?)
    });
    check("tests, end to end", &mut || {
        end_to_end(shell, tools.as_ref().map_err(again)?, depth)
    });
    Ok(summary(&outcomes, start.elapsed()))
}

fn again(error: &anyhow::Error) -> anyhow::Error {
    anyhow!("{error:#}")
}

fn clippy(shell: &Shell, which: &[&str]) -> Command {
    let mut command = shell.cargo(&["clippy"]);
    command.args(which).args(["--", "-D", "warnings"]);
    command
}

/// The seed of property tests in a usual run: the same cases each time, so that a change is judged
/// by what it changes. New cases are for `--long`, and for `cargo test` by hand.
const SAME_CASES: &str = "20261130";

fn deep(depth: Depth, command: &mut Command) -> &mut Command {
    match depth {
        Depth::Usual => command.env("PROPTEST_RNG_SEED", SAME_CASES),
        Depth::Long => command
            .env("YORIAI_SCHEDULES", "20000")
            .env("PROPTEST_CASES", "5000"),
    }
}

/// How long all tests in the browser may take together. Some wait for what the app does only after
/// a pause.
const BROWSER_SECONDS: &str = "300";

/// The tests of `tests/web`, which need a DOM, IndexedDB and the like. webdriver.json says how
/// the browser is started.
fn in_browser(shell: &Shell, tools: &TestTools) -> Result<()> {
    let mut command = shell.cargo(&["test", "-p", "yoriai", "--target", WASM, "--test", "web"]);
    command
        .env("PATH", shell.place.path()?)
        .env("CHROMEDRIVER", &tools.chromedriver)
        .env("WASM_BINDGEN_TEST_TIMEOUT", BROWSER_SECONDS);
    shell.run(&mut command)
}

/// A second client, in another language: its own tests, then rooms that the real one filled.
fn independent_reader(shell: &Shell) -> Result<()> {
    let node = node::node(shell)?;
    let reader = node::reader(shell)?;
    let relay = relay::build(shell, Profile::Dev)?;
    let mut own = shell.command(node);
    shell.run(own.arg("--test").current_dir(&reader))?;
    let mut stories = shell.cargo(&["test", "-p", "yoriai-reader"]);
    stories
        .env("YORIAI_RELAY_BIN", relay)
        .env("YORIAI_READER", reader);
    shell.run(&mut stories)
}

/// A real browser against the real relay and the very app that ships.
fn end_to_end(shell: &Shell, tools: &TestTools, depth: Depth) -> Result<()> {
    web::build(shell)?;
    let relay = relay::build(shell, Profile::Dev)?;
    let mut command = shell.cargo(&["test", "-p", "yoriai-e2e"]);
    e2e::environment(&mut command, shell, &relay, tools);
    shell.run(deep(depth, &mut command))
}

fn summary(outcomes: &[Outcome], all: Duration) -> ExitCode {
    println!("\n━━ summary");
    for outcome in outcomes {
        let word = if outcome.result.is_ok() {
            "passed"
        } else {
            "FAILED"
        };
        println!("  {:<22} {word}   {:>12}", outcome.name, took(outcome.time));
    }
    println!("  {:<22}          {:>12}", "all", took(all));
    if outcomes.iter().all(|outcome| outcome.result.is_ok()) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
