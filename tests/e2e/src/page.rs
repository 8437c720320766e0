//! What a person does on a page, and what they see.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, bail};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::browser::Engine;

/// How long a person would wait for something before calling it broken. Not a measure of speed:
/// it only ends a journey that got stuck.
const PATIENCE: Duration = Duration::from_secs(40);
const POLL: Duration = Duration::from_millis(60);

/// Brings an element into the middle of what is seen, until it is in the same place for two frames.
const STAND_STILL: &str = r"
const [element, done] = arguments;
let before = null;
const look = () => {
  element.scrollIntoView({block: 'center', inline: 'nearest', behavior: 'instant'});
  const {x, y} = element.getBoundingClientRect();
  if (before && before.x === x && before.y === y) { done(); return; }
  before = {x, y};
  requestAnimationFrame(look);
};
look();
";

/// A page in a browser.
#[derive(Debug)]
pub struct Page {
    driver: WebDriver,
    engine: Engine,
}

impl Page {
    pub(crate) fn new(driver: WebDriver, engine: Engine) -> Self {
        Self { driver, engine }
    }

    /// The driver, for what has no word here.
    #[must_use]
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    pub(crate) async fn quit(self) -> anyhow::Result<()> {
        Ok(self.driver.quit().await?)
    }

    /// Sets the size of the page itself, in CSS pixels.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn resize(&self, (width, height): (u32, u32)) -> anyhow::Result<()> {
        if self.engine == Engine::Firefox {
            // Headless, it has a frame of its own height and no other way to set the page's size.
            self.driver
                .set_window_rect(0, 0, width, height + 90)
                .await?;
            return Ok(());
        }
        self.cdp(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}),
        )
        .await?;
        Ok(())
    }

    /// Opens an address.
    ///
    /// # Errors
    /// When the browser can't.
    pub async fn open(&self, address: &str) -> anyhow::Result<()> {
        Ok(self.driver.goto(address).await?)
    }

    /// Loads the page anew.
    ///
    /// # Errors
    /// When the browser can't.
    pub async fn reload(&self) -> anyhow::Result<()> {
        if self.engine == Engine::Firefox {
            // What its driver calls a refresh goes past the service worker, as no button of the
            // browser does.
            self.js("window.isOld = true; location.reload();", Value::Null)
                .await?;
            return self
                .wait("the page anew", "!window.isOld", Value::Null)
                .await;
        }
        Ok(self.driver.refresh().await?)
    }

    /// Runs JavaScript: `arguments[0]` is what was given.
    ///
    /// # Errors
    /// When it throws.
    pub async fn js(&self, script: &str, argument: Value) -> anyhow::Result<Value> {
        let returned = self.driver.execute(script, vec![argument]).await?;
        Ok(returned.json().clone())
    }

    /// Sends a command of the Chrome DevTools Protocol, which Chromium alone has.
    ///
    /// # Errors
    /// When the browser refuses it.
    pub async fn cdp(&self, method: &str, parameters: Value) -> anyhow::Result<Value> {
        Ok(self.driver.cdp().send_raw(method, parameters).await?)
    }

    /// Waits until a JavaScript expression is true. `what` says for what, should it never come.
    ///
    /// # Errors
    /// When it stays false for longer than anyone would wait.
    pub async fn wait(&self, what: &str, expression: &str, argument: Value) -> anyhow::Result<()> {
        let script = format!("return Boolean({expression});");
        let deadline = tokio::time::Instant::now() + PATIENCE;
        while tokio::time::Instant::now() < deadline {
            // While a page loads, there may be nothing to ask.
            if let Ok(Value::Bool(true)) = self.js(&script, argument.clone()).await {
                return Ok(());
            }
            tokio::time::sleep(POLL).await;
        }
        let seen = self
            .js("return location.hash.slice(0, 60) + '\\n' + document.body.innerText.slice(0, 1500);", Value::Null)
            .await
            .unwrap_or_default();
        bail!(
            "waited in vain for {what}; on the page: {}",
            seen.as_str().unwrap_or("nothing")
        )
    }

    /// Waits until an element is there.
    ///
    /// # Errors
    /// When it never comes.
    pub async fn wait_for(&self, selector: &str) -> anyhow::Result<()> {
        self.wait(
            selector,
            "document.querySelector(arguments[0])",
            json!(selector),
        )
        .await
    }

    /// Waits until the page shows a text somewhere (in its fields as well).
    ///
    /// # Errors
    /// When it never does.
    pub async fn wait_for_text(&self, text: &str) -> anyhow::Result<()> {
        self.wait(
            text,
            "document.body.innerText.includes(arguments[0]) || \
             [...document.querySelectorAll('textarea, input')].some(f => f.value.includes(arguments[0]))",
            json!(text),
        )
        .await
    }

    /// Clicks the first element that matches, as a person would: it must be visible.
    ///
    /// # Errors
    /// When there is none to click.
    pub async fn click(&self, selector: &str) -> anyhow::Result<()> {
        self.wait_for(selector).await?;
        let element = self.driver.find(By::Css(selector)).await?;
        self.click_at_rest(&element)
            .await
            .with_context(|| format!("clicking {selector}"))
    }

    /// Clicks an element once it stands still: what comes into sight is laid out then, and may move
    /// what is below it.
    async fn click_at_rest(&self, element: &WebElement) -> anyhow::Result<()> {
        self.driver
            .execute_async(STAND_STILL, vec![element.to_json()?])
            .await?;
        Ok(element.click().await?)
    }

    /// Clicks the button or link that says this, within a selector (`body` for the whole page).
    ///
    /// # Errors
    /// When there is none to click.
    pub async fn press(&self, within: &str, label: &str) -> anyhow::Result<()> {
        let find = "[...document.querySelectorAll(arguments[0][0])].flatMap(part => \
             [...part.querySelectorAll('button, a, summary')])\
             .find(b => b.innerText.trim().replace(/\\s+/g, '').includes(arguments[0][1].replace(/\\s+/g, '')) \
                && b.getClientRects().length > 0 && !b.disabled)";
        let argument = json!([within, label]);
        self.wait(&format!("a button 「{label}」"), find, argument.clone())
            .await?;
        let script = format!("return {find};");
        let returned = self.driver.execute(script, vec![argument]).await?;
        self.click_at_rest(&returned.element()?)
            .await
            .with_context(|| format!("pressing {label}"))
    }

    /// Gives a file to the file chooser of the page, as soon as there is one.
    ///
    /// # Errors
    ///
    /// When there is no such file, or no file chooser comes.
    pub async fn choose_file(&self, file: &Path) -> anyhow::Result<()> {
        self.wait_for("input[type=file]").await?;
        let file = file.canonicalize().context("the file is not there")?;
        let chooser = self.driver.find(By::Css("input[type=file]")).await?;
        chooser
            .send_keys(file.to_str().context("the path is no text")?)
            .await?;
        Ok(())
    }

    /// Types with the keyboard into whatever has the focus.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn keys(&self, keys: impl Into<TypingData>) -> anyhow::Result<()> {
        Ok(self.driver.action_chain().send_keys(keys).perform().await?)
    }

    /// Puts the cursor into the plan's field that holds exactly this text, and selects a stretch
    /// of it, in UTF-16 units.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn select_in(&self, text: &str, start: usize, end: usize) -> anyhow::Result<()> {
        let find = "[...document.querySelectorAll('main textarea')].find(f => f.value === arguments[0][0])";
        let argument = json!([text, start, end]);
        self.wait(&format!("a field 「{text}」"), find, argument.clone())
            .await?;
        self.js(
            &format!(
                "const field = {find}; field.scrollIntoView({{block: 'center'}}); field.focus(); \
                 field.setSelectionRange(arguments[0][1], arguments[0][2]);"
            ),
            argument,
        )
        .await?;
        Ok(())
    }

    /// Replaces the whole text of the plan's field that holds exactly this one.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn retype(&self, old: &str, new: &str) -> anyhow::Result<()> {
        self.select_in(old, 0, old.encode_utf16().count()).await?;
        self.keys(new).await
    }

    /// Waits until the sync line says this.
    ///
    /// # Errors
    /// When it never does.
    pub async fn wait_for_sync(&self, phrase: &str) -> anyhow::Result<()> {
        self.wait(
            &format!("the sync line 「{phrase}」"),
            "document.querySelector('#sync-line')?.innerText.includes(arguments[0])",
            json!(phrase),
        )
        .await
    }

    /// The value of the first field that matches.
    ///
    /// # Errors
    /// When there is none.
    pub async fn value(&self, selector: &str) -> anyhow::Result<String> {
        self.wait_for(selector).await?;
        let value = self
            .js(
                "return document.querySelector(arguments[0]).value;",
                json!(selector),
            )
            .await?;
        value
            .as_str()
            .map(str::to_owned)
            .with_context(|| format!("{selector} has no value"))
    }

    /// All values of the fields that match, in their order.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn values(&self, selector: &str) -> anyhow::Result<Vec<String>> {
        let values = self
            .js(
                "return [...document.querySelectorAll(arguments[0])].map(f => f.value);",
                json!(selector),
            )
            .await?;
        Ok(serde_json::from_value(values)?)
    }

    /// The text that an element shows.
    ///
    /// # Errors
    /// When there is none.
    pub async fn text(&self, selector: &str) -> anyhow::Result<String> {
        self.wait_for(selector).await?;
        let text = self
            .js(
                "return document.querySelector(arguments[0]).innerText;",
                json!(selector),
            )
            .await?;
        text.as_str()
            .map(str::to_owned)
            .with_context(|| format!("{selector} has no text"))
    }

    /// How many elements match.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn count(&self, selector: &str) -> anyhow::Result<u64> {
        let count = self
            .js(
                "return document.querySelectorAll(arguments[0]).length;",
                json!(selector),
            )
            .await?;
        count.as_u64().context("no count")
    }

    /// A picture of what is on the screen.
    ///
    /// # Errors
    /// When it can't be taken or written.
    pub async fn picture(&self, file: &Path) -> anyhow::Result<()> {
        Ok(self.driver.screenshot(file).await?)
    }
}
