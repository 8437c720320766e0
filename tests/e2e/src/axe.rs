//! The accessibility rules of axe-core, run on the page itself.

use anyhow::{Context, bail};
use serde_json::Value;

use crate::page::Page;
use crate::path_from;

/// Checks the page as it shows now. `screen` names it in the report.
///
/// # Errors
/// With every finding of axe, and where it is.
pub async fn check(page: &Page, screen: &str) -> anyhow::Result<()> {
    let source = std::fs::read_to_string(path_from("YORIAI_AXE")?)?;
    // As a function's body, in the driver's own world: the page's policy forbids inline scripts.
    page.js(&format!("{source}; return typeof axe;"), Value::Null)
        .await?;
    let report = page
        .driver()
        .execute_async(
            "const done = arguments[arguments.length - 1]; \
             axe.run(document, {resultTypes: ['violations']}) \
                .then(r => done({found: r.violations.map(v => ({id: v.id, help: v.help, \
                    nodes: v.nodes.map(n => n.html.slice(0, 200) + ' | ' + n.failureSummary)})), \
                    passed: r.passes.length})) \
                .catch(e => done({error: String(e)}));",
            Vec::new(),
        )
        .await?;
    let report = report.json();
    if let Some(error) = report.get("error") {
        bail!("axe could not run on {screen}: {error}");
    }
    let passed = report
        .get("passed")
        .and_then(Value::as_u64)
        .context("axe gave no report")?;
    anyhow::ensure!(passed > 0, "axe checked nothing on {screen}");
    let found = report
        .get("found")
        .and_then(Value::as_array)
        .context("axe gave no report")?;
    anyhow::ensure!(
        found.is_empty(),
        "axe found on {screen}: {}",
        serde_json::to_string_pretty(found)?
    );
    Ok(())
}
