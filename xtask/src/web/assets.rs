//! What lies in `dist/`, and what its names tell.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// Every file of the built app by its path in it, sorted, with `/` between folders. The service
/// worker itself and compressed copies are left out: neither is asked for by name.
pub(crate) fn list(app: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    walk(app, "", &mut names)?;
    names.retain(|name| name != "sw.js" && !name.ends_with(".br"));
    names.sort();
    Ok(names)
}

fn walk(folder: &Path, prefix: &str, names: &mut Vec<String>) -> Result<()> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("{} can't be read", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), &format!("{name}/"), names)?;
        } else {
            names.push(name);
        }
    }
    Ok(())
}

/// Whether a path holds trunk's or wasm-bindgen's mark of its content, `-` and a number in hex:
/// `yoriai-0123456789abcdef_bg.wasm`, `snippets/leptos-0123456789abcdef/inline0.js`. Such a
/// file never changes under its name. The number has 64 bits and is written without leading
/// zeros, so it may be shorter than 16 digits. The relay has the same rule, in its own words.
pub(crate) fn is_hashed(name: &str) -> bool {
    name.match_indices('-').any(|(at, _)| {
        let rest = &name[at + 1..];
        let digits = rest.bytes().take_while(u8::is_ascii_hexdigit).count();
        (12..=16).contains(&digits) && rest[digits..].starts_with(['.', '_', '/'])
    })
}

/// One name for the whole of what the app serves: it changes when any file does, hashed or not.
pub(crate) fn version(app: &Path, names: &[String]) -> Result<String> {
    let mut all = Sha256::new();
    for name in names {
        let bytes =
            fs::read(app.join(name)).with_context(|| format!("dist/{name} can't be read"))?;
        all.update(name.as_bytes());
        all.update([0]);
        all.update(Sha256::digest(bytes));
    }
    Ok(hex(&all.finalize()[..8]))
}

/// Bytes in lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_the_mark_of_its_content_is_told_from_one_without() {
        assert!(is_hashed("yoriai-0123456789abcdef_bg.wasm"));
        assert!(is_hashed("tokens-0123456789abcdef.css"));
        assert!(is_hashed("paper-9d5f79a0457b628.css"));
        assert!(is_hashed("snippets/leptos-use-0123456789abcdef/inline0.js"));
        assert!(!is_hashed("index.html"));
        assert!(!is_hashed("icons/icon-512.png"));
        assert!(!is_hashed("icon-0123456789abcdef0.png"));
        assert!(!is_hashed("図-0123.png"));
    }
}
