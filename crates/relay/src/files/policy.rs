//! The Content-Security-Policy of the app's page. Scripts run only when they are files of the
//! app, or one of the inline scripts that were in index.html when the relay started (the build
//! writes one that starts the module).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The policy for a page of this content.
pub(crate) fn for_page(page: &str) -> String {
    let mut scripts = "'self' 'wasm-unsafe-eval'".to_owned();
    // A browser hashes what it parsed, and it parses every line end to one character.
    let page = page.replace("\r\n", "\n").replace('\r', "\n");
    for script in inline_scripts(&page) {
        let hash = STANDARD.encode(Sha256::digest(script));
        scripts.push_str(&format!(" 'sha256-{hash}'"));
    }
    // A device may use a relay elsewhere, and a link may lie in another relay's box, so sockets and
    // requests go anywhere. What they carry is sealed.
    format!(
        "default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data: blob:; \
         font-src 'self'; connect-src 'self' http: https: ws: wss:; manifest-src 'self'; \
         worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}

/// The contents of the scripts that aren't files.
fn inline_scripts(page: &str) -> Vec<&str> {
    // ASCII only, so that offsets into one are offsets into the other.
    let lower = page.to_ascii_lowercase();
    let mut scripts = Vec::new();
    let mut at = 0;
    while let Some(found) = lower[at..].find("<script") {
        let tag = at + found + "<script".len();
        let Some(content) = end_of_tag(&lower[tag..]).map(|end| tag + end) else {
            break;
        };
        let Some(end) = lower[content..].find("</script").map(|end| content + end) else {
            break;
        };
        if !has_source(&lower[tag..content]) {
            scripts.push(&page[content..end]);
        }
        at = end;
    }
    scripts
}

/// Where a tag's attributes are over: after the `>` that is not within quotes.
fn end_of_tag(attributes: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in attributes.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

fn has_source(attributes: &str) -> bool {
    attributes
        .split(|c: char| c.is_ascii_whitespace() || c == '"' || c == '\'')
        .any(|word| word.starts_with("src="))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_are_found_and_files_are_not() {
        let page = "<SCRIPT type=\"module\" data-x=\"a>b\">let a = '寄り合い';</SCRIPT>\
                    <script src=\"/a.js\"></script><script>b()</script>";
        assert_eq!(inline_scripts(page), ["let a = '寄り合い';", "b()"]);
    }

    #[test]
    fn an_inline_script_is_allowed_by_its_hash() {
        // The hash is of "alert(1)", computed by openssl.
        let policy = for_page("<script>alert(1)</script>");
        let hash = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='";
        assert!(policy.contains(hash), "{policy}");
    }

    #[test]
    fn line_ends_are_hashed_as_a_browser_reads_them() {
        assert_eq!(
            for_page("<script>\r\na\r\n</script>"),
            for_page("<script>\na\n</script>")
        );
    }

    #[test]
    fn a_page_that_breaks_off_has_no_script() {
        for page in ["<script", "<script>", "<script>a", "<script a=\"></script>"] {
            assert!(inline_scripts(page).is_empty(), "{page}");
        }
    }
}
