//! The relay that serves the app.

use std::process::Stdio;

use anyhow::{Context, bail};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::path_from;

/// A relay with the app, on a port of its own that it keeps when it is started again: the browser
/// would take another port for another site.
#[derive(Debug)]
pub struct Relay {
    child: Option<Child>,
    port: u16,
    flags: Vec<String>,
}

impl Relay {
    /// Starts it on any free port.
    ///
    /// # Errors
    /// When it does not come up.
    pub async fn start() -> anyhow::Result<Self> {
        Self::with(&[]).await
    }

    /// Starts it with more flags than where it listens and which app it serves.
    ///
    /// # Errors
    /// When it does not come up.
    pub async fn with(flags: &[&str]) -> anyhow::Result<Self> {
        let flags: Vec<String> = flags.iter().map(|&flag| flag.to_owned()).collect();
        let (child, port) = spawn(0, &flags).await?;
        Ok(Self {
            child: Some(child),
            port,
            flags,
        })
    }

    /// The address of the app.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Stops it at once, as a power cut would. All that it held in memory is gone.
    ///
    /// # Errors
    /// When the process can't be ended.
    pub async fn stop(&mut self) -> anyhow::Result<()> {
        if let Some(mut child) = self.child.take() {
            child.kill().await?;
        }
        Ok(())
    }

    /// Starts it again, empty, on its port.
    ///
    /// # Errors
    /// When it does not come up.
    pub async fn start_again(&mut self) -> anyhow::Result<()> {
        self.stop().await?;
        let (child, port) = spawn(self.port, &self.flags).await?;
        anyhow::ensure!(port == self.port, "the relay came up on another port");
        self.child = Some(child);
        Ok(())
    }
}

async fn spawn(port: u16, flags: &[String]) -> anyhow::Result<(Child, u16)> {
    let mut child = Command::new(path_from("YORIAI_RELAY_BIN")?)
        .arg("--listen")
        .arg(format!("127.0.0.1:{port}"))
        .arg("--app")
        .arg(path_from("YORIAI_APP_DIST")?)
        .args(flags)
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .context("the relay could not be started")?;
    let stdout = child.stdout.take().context("the relay has no output")?;
    let mut lines = BufReader::new(stdout).lines();
    let Some(first) = lines.next_line().await? else {
        bail!("the relay ended at once")
    };
    // What it prints later is read and forgotten, so that its pipe never fills.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    let port = first
        .rsplit(':')
        .next()
        .and_then(|port| port.trim_end_matches('/').trim().parse().ok())
        .with_context(|| format!("the relay did not say where it listens: {first}"))?;
    Ok((child, port))
}
