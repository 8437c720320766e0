//! The rules of docs/ARCHITECTURE.md that are absences: who doesn't know whom. Asked of cargo,
//! which can't be wrong about it.

use anyhow::{Result, bail};

use crate::shell::Shell;

/// A package, and which of ours it may name in its Cargo.toml.
const OURS: &[(&str, &[&str])] = &[
    ("yoriai", &["yoriai-office", "yoriai-plan", "yoriai-sync"]),
    (
        "yoriai-cli",
        &["yoriai-office", "yoriai-plan", "yoriai-sync"],
    ),
    ("yoriai-office", &["yoriai-plan"]),
    ("yoriai-plan", &[]),
    ("yoriai-relay", &["yoriai-wire"]),
    ("yoriai-sync", &["yoriai-wire"]),
    ("yoriai-testkit", &["yoriai-plan", "yoriai-sync"]),
    ("yoriai-wire", &[]),
];

/// A package, and what it may not name itself. What a dependency brings for its own use (as
/// automerge brings a random source) is not meant.
const NOT_NAMED: &[(&str, &[&str])] = &[
    (
        "yoriai-plan",
        &[
            "getrandom",
            "js-sys",
            "rand",
            "tokio",
            "wasm-bindgen",
            "web-sys",
            "web-time",
        ],
    ),
    (
        "yoriai-office",
        &[
            "getrandom",
            "js-sys",
            "rand",
            "tokio",
            "wasm-bindgen",
            "web-sys",
        ],
    ),
    ("yoriai-sync", &["getrandom", "js-sys", "rand", "web-time"]),
];

/// A package, and what may not be in it at all, however it would get there.
const NOT_WITHIN: &[(&str, &[&str])] = &[
    (
        "yoriai-relay",
        &["automerge", "yoriai-office", "yoriai-plan", "yoriai-sync"],
    ),
    (
        "yoriai-sync",
        &[
            "automerge",
            "tokio",
            "wasm-bindgen-futures",
            "web-sys",
            "yoriai-plan",
        ],
    ),
    (
        "yoriai-wire",
        &["automerge", "tokio", "web-sys", "yoriai-plan"],
    ),
    ("yoriai-plan", &["tokio", "yoriai-sync", "yoriai-wire"]),
];

pub(crate) fn check(shell: &Shell) -> Result<()> {
    let mut broken = Vec::new();
    for (package, allowed) in OURS {
        for name in tree(shell, package, "1")? {
            if name.starts_with("yoriai") && name != *package && !allowed.contains(&name.as_str()) {
                broken.push(format!("{package} may not depend on {name}"));
            }
        }
    }
    for (rules, depth) in [(NOT_NAMED, "1"), (NOT_WITHIN, "1000")] {
        for (package, forbidden) in rules {
            let names = tree(shell, package, depth)?;
            let found = forbidden
                .iter()
                .filter(|name| names.iter().any(|other| other == *name));
            broken.extend(found.map(|name| format!("{package} may not know {name}")));
        }
    }
    if !broken.is_empty() {
        bail!("{}", broken.join("; "));
    }
    println!(
        "  {} rules hold",
        OURS.len() + NOT_NAMED.len() + NOT_WITHIN.len()
    );
    Ok(())
}

/// The names of a package's dependencies, the package itself among them.
fn tree(shell: &Shell, package: &str, depth: &str) -> Result<Vec<String>> {
    let mut command = shell.cargo(&[
        "tree", "-p", package, "-e", "normal", "--prefix", "none", "--depth", depth,
    ]);
    if package == "yoriai" {
        command.args(["--target", "wasm32-unknown-unknown"]);
    }
    let text = shell.read(&mut command)?;
    Ok(text
        .lines()
        .filter_map(|line| Some(line.split_whitespace().next()?.to_owned()))
        .collect())
}
