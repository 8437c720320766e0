//! Headless browsers: Chromium, and Firefox beside it.

use std::process::Stdio;

use anyhow::{Context, bail};
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, FirefoxCapabilities};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::page::Page;
use crate::{TempDir, path_from};

/// Which browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Chromium.
    Chromium,
    /// Firefox.
    Firefox,
}

/// The driver of all browsers of one engine in one test.
#[derive(Debug)]
pub struct Driver {
    engine: Engine,
    _child: Child,
    address: String,
}

impl Driver {
    /// Starts that of Chromium on any free port.
    ///
    /// # Errors
    /// When it does not come up.
    pub async fn start() -> anyhow::Result<Self> {
        Self::of(Engine::Chromium).await
    }

    /// Starts one on any free port. ChromeDriver takes a free port of IPv4 and then the same of IPv6,
    /// and ends where somebody has that one: then it is started once more.
    ///
    /// # Errors
    /// When it does not come up.
    pub async fn of(engine: Engine) -> anyhow::Result<Self> {
        match Self::once(engine).await {
            Ok(driver) => Ok(driver),
            Err(first) => Self::once(engine)
                .await
                .with_context(|| format!("started again after: {first:#}")),
        }
    }

    async fn once(engine: Engine) -> anyhow::Result<Self> {
        let (program, says) = match engine {
            Engine::Chromium => (
                "YORIAI_CHROMEDRIVER",
                "ChromeDriver was started successfully on port ",
            ),
            Engine::Firefox => ("YORIAI_GECKODRIVER", "Listening on 127.0.0.1:"),
        };
        let mut command = Command::new(path_from(program)?);
        match engine {
            Engine::Chromium => command.arg("--port=0"),
            // The second port is for its own talk with the browser.
            Engine::Firefox => command.args(["--port", "0", "--websocket-port", "0"]),
        };
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .context("the driver could not be started")?;
        let stdout = child.stdout.take().context("the driver has no output")?;
        let mut lines = BufReader::new(stdout).lines();
        let mut said = String::new();
        let port = loop {
            let Some(line) = lines.next_line().await? else {
                bail!("the driver ended at once; it said: {said}")
            };
            said.push_str(&line);
            said.push('\n');
            let port = line
                .split_once(says)
                .and_then(|(_, port)| port.trim_end_matches('.').parse::<u16>().ok());
            if let Some(port) = port {
                break port;
            }
        };
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Self {
            engine,
            _child: child,
            address: format!("http://127.0.0.1:{port}"),
        })
    }

    /// A device: a browser with a profile of its own, and a window of this size in CSS pixels.
    ///
    /// # Errors
    /// When the browser does not come up.
    pub async fn device(&self, name: &str, size: (u32, u32)) -> anyhow::Result<Device> {
        self.open(Profile(TempDir::new(name)?), TempDir::new(name)?, size)
            .await
    }

    /// Ends a device's browser as a power cut would, and starts it again on what it had written.
    ///
    /// # Errors
    /// When there is no such browser, or it does not come up again.
    pub async fn crash(&self, device: Device, size: (u32, u32)) -> anyhow::Result<Device> {
        let Device {
            page,
            profile,
            downloads,
        } = device;
        profile.kill().await?;
        // The driver finds out by itself that its browser is gone.
        let _ = page.quit().await;
        self.open(profile, downloads, size).await
    }

    async fn open(
        &self,
        profile: Profile,
        downloads: TempDir,
        size: (u32, u32),
    ) -> anyhow::Result<Device> {
        let driver = match self.engine {
            Engine::Chromium => WebDriver::new(&self.address, chromium(&profile.0, size)?).await?,
            Engine::Firefox => WebDriver::new(&self.address, firefox(&profile.0)?).await?,
        };
        let page = Page::new(driver, self.engine);
        // The window's frame is not part of what is asked for.
        page.resize(size).await?;
        Ok(Device {
            page,
            profile,
            downloads,
        })
    }
}

fn chromium(profile: &TempDir, size: (u32, u32)) -> anyhow::Result<ChromeCapabilities> {
    let mut capabilities = DesiredCapabilities::chrome();
    let user_data = format!("--user-data-dir={}", profile.path().display());
    let window = format!("--window-size={},{}", size.0, size.1);
    for argument in [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--disable-sync",
        "--hide-scrollbars",
        "--lang=ja",
        // Nothing but this machine is there, whatever a page or the browser itself asks for.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
        &user_data,
        &window,
    ] {
        capabilities.add_arg(argument)?;
    }
    Ok(capabilities)
}

fn firefox(profile: &TempDir) -> anyhow::Result<FirefoxCapabilities> {
    let mut capabilities = DesiredCapabilities::firefox();
    for argument in ["-headless", "-profile"] {
        capabilities.add_arg(argument)?;
    }
    capabilities.add_arg(profile.path().to_str().context("the path is no text")?)?;
    Ok(capabilities)
}

/// A browser's profile. Whatever still runs on it ends with it: a driver that is gone may leave its
/// browser behind.
#[derive(Debug)]
struct Profile(TempDir);

impl Profile {
    /// The ids of the processes that were started on it. The folder is this test's own, and no
    /// other process has its name.
    fn processes(&self) -> Vec<String> {
        let folder = self.0.path().to_string_lossy();
        let mut found = Vec::new();
        for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
            let name = entry.file_name();
            let Some(id) = name.to_str().filter(|id| id.parse::<u32>().is_ok()) else {
                continue;
            };
            let arguments = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
            if String::from_utf8_lossy(&arguments).contains(&*folder) {
                found.push(id.to_owned());
            }
        }
        found
    }

    /// Ends them at once, and waits until they are gone.
    async fn kill(&self) -> anyhow::Result<()> {
        let found = self.processes();
        anyhow::ensure!(!found.is_empty(), "no browser runs on this profile");
        Command::new("kill").arg("-9").args(&found).status().await?;
        for id in &found {
            while std::path::Path::new("/proc").join(id).join("exe").exists() {
                tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            }
        }
        // What says that a browser has this profile open outlives one that was killed.
        for lock in ["SingletonLock", "SingletonCookie", "SingletonSocket"] {
            let _ = std::fs::remove_file(self.0.path().join(lock));
        }
        Ok(())
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        let left = self.processes();
        if !left.is_empty() {
            let _ = std::process::Command::new("kill")
                .arg("-9")
                .args(&left)
                .status();
        }
    }
}

/// A browser with a profile of its own.
#[derive(Debug)]
pub struct Device {
    /// Its page.
    pub page: Page,
    profile: Profile,
    /// Where it puts what it downloads.
    pub downloads: TempDir,
}

impl Device {
    /// Ends the browser.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn quit(self) -> anyhow::Result<()> {
        self.page.quit().await
    }
}
