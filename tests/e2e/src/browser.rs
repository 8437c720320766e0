//! Headless Chromium.

use std::process::Stdio;

use anyhow::{Context, bail};
use thirtyfour::prelude::*;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::page::Page;
use crate::{TempDir, path_from};

/// The driver of all browsers of one test.
#[derive(Debug)]
pub struct Driver {
    _child: Child,
    address: String,
}

impl Driver {
    /// Starts it on any free port.
    ///
    /// # Errors
    /// When it does not come up.
    pub async fn start() -> anyhow::Result<Self> {
        let mut child = Command::new(path_from("YORIAI_CHROMEDRIVER")?)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .context("chromedriver could not be started")?;
        let stdout = child.stdout.take().context("chromedriver has no output")?;
        let mut lines = BufReader::new(stdout).lines();
        let port = loop {
            let Some(line) = lines.next_line().await? else {
                bail!("chromedriver ended at once")
            };
            let port = line
                .strip_prefix("ChromeDriver was started successfully on port ")
                .and_then(|port| port.trim_end_matches('.').parse::<u16>().ok());
            if let Some(port) = port {
                break port;
            }
        };
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Self {
            _child: child,
            address: format!("http://127.0.0.1:{port}"),
        })
    }

    /// A device: a browser with a profile of its own, and a window of this size in CSS pixels.
    ///
    /// # Errors
    /// When the browser does not come up.
    pub async fn device(&self, name: &str, size: (u32, u32)) -> anyhow::Result<Device> {
        let profile = TempDir::new(name)?;
        let downloads = TempDir::new(name)?;
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
        let driver = WebDriver::new(&self.address, capabilities).await?;
        let page = Page::new(driver);
        // The window's frame is not part of what is asked for.
        page.resize(size).await?;
        Ok(Device {
            page,
            _profile: profile,
            downloads,
        })
    }
}

/// A browser with a profile of its own.
#[derive(Debug)]
pub struct Device {
    /// Its page.
    pub page: Page,
    _profile: TempDir,
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
