//! Running other programs: each with what it is for, what it usually takes, and what it took.
//! Ctrl-C ends the program that runs, not only this one.

use std::env;
use std::ffi::OsStr;
use std::process::{Child, Command, ExitStatus};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::place::Place;

/// The place, and the programs that are running in it.
pub(crate) struct Shell {
    pub(crate) place: Place,
    running: Arc<Mutex<Vec<u32>>>,
    ending: Arc<AtomicBool>,
}

impl Shell {
    pub(crate) fn new() -> Result<Self> {
        let running = Arc::new(Mutex::new(Vec::<u32>::new()));
        let ending = Arc::new(AtomicBool::new(false));
        let (programs, flag) = (Arc::clone(&running), Arc::clone(&ending));
        ctrlc::set_handler(move || {
            flag.store(true, Ordering::SeqCst);
            for id in programs
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .iter()
            {
                // A terminal has told them too; a supervisor that ends only xtask has not.
                // That one is gone already is no error.
                let _ = Command::new("kill")
                    .arg("-TERM")
                    .arg(id.to_string())
                    .status();
            }
        })
        .context("Ctrl-C can't be caught")?;
        Ok(Self {
            place: Place::find()?,
            running,
            ending,
        })
    }

    /// A command that runs in the root of the repository.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.place.root);
        // `cargo run` describes the package xtask to us. To another build these would be lies.
        for (name, _) in env::vars_os() {
            let Some(text) = name.to_str() else { continue };
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&name);
            }
        }
        command
    }

    /// Cargo itself: the same one that runs xtask.
    pub(crate) fn cargo(&self, args: &[&str]) -> Command {
        let mut command = self.command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.args(args);
        command
    }

    /// Runs a program to its end; anything but success is an error.
    pub(crate) fn run(&self, command: &mut Command) -> Result<()> {
        let child = self.spawn(command)?;
        let status = self.wait(child)?;
        if !status.success() {
            bail!("`{}` failed ({status})", name(command));
        }
        Ok(())
    }

    /// What a program prints, without showing it.
    pub(crate) fn read(&self, command: &mut Command) -> Result<String> {
        let output = command
            .output()
            .with_context(|| format!("`{}` can't be started", name(command)))?;
        if !output.status.success() {
            bail!(
                "`{}` failed ({})\n{}",
                name(command),
                output.status,
                String::from_utf8_lossy(&output.stderr)
            );
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Starts a program that Ctrl-C ends. [`Shell::wait`] has to follow.
    pub(crate) fn spawn(&self, command: &mut Command) -> Result<Child> {
        self.still_wanted()?;
        let child = command
            .spawn()
            .with_context(|| format!("`{}` can't be started", name(command)))?;
        self.running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(child.id());
        Ok(child)
    }

    pub(crate) fn wait(&self, mut child: Child) -> Result<ExitStatus> {
        let id = child.id();
        let status = child.wait().context("waiting for a program failed");
        self.running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|other| *other != id);
        status
    }

    /// Whether Ctrl-C was pressed.
    pub(crate) fn ending(&self) -> bool {
        self.ending.load(Ordering::SeqCst)
    }

    /// An error once Ctrl-C was pressed, so that no further step begins.
    pub(crate) fn still_wanted(&self) -> Result<()> {
        if self.ending() {
            bail!("ended by Ctrl-C");
        }
        Ok(())
    }

    /// Says what is being done and what it usually takes, does it, says what it took.
    pub(crate) fn step<T>(
        &self,
        what: &str,
        usually: &str,
        work: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        self.still_wanted()?;
        println!("▸ {what} (usually {usually})");
        let start = Instant::now();
        let result = work().with_context(|| what.to_owned())?;
        println!("  done in {}", took(start.elapsed()));
        Ok(result)
    }
}

/// A duration as a person says it: `0.4 s`, `38 s`, `4 min 05 s`.
pub(crate) fn took(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", time.as_secs_f64()),
        10..120 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

fn name(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(
        command
            .get_args()
            .map(|arg| arg.to_string_lossy().into_owned()),
    );
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_reads_as_a_person_says_it() {
        assert_eq!(took(Duration::from_millis(420)), "0.4 s");
        assert_eq!(took(Duration::from_secs(38)), "38 s");
        assert_eq!(took(Duration::from_secs(245)), "4 min 05 s");
    }
}
