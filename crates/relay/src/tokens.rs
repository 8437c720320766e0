//! Access tokens: who may open new rooms and put blobs, on a relay that asks for one. What is kept of
//! a token is its hash, and hashes are compared in a time that says nothing about them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::http::{HeaderMap, header};
use sha2::{Digest, Sha256};
use subtle::{Choice, ConstantTimeEq};
use yoriai_wire::limits::TOKEN_BYTES;

use crate::watched::{FileError, Watched};

type Hash = [u8; 32];

/// Whom a relay lets open rooms and put blobs.
#[derive(Clone)]
pub(crate) enum Tokens {
    /// Everybody.
    NotAsked,
    /// Holders of one of these.
    Asked(Arc<Watched<Vec<Hash>>>),
}

impl Tokens {
    /// The tokens of a file: one a line; empty lines and what begins with `#` are none.
    ///
    /// # Errors
    /// When it can't be read, or a line can't be a token.
    pub(crate) fn of_file(file: PathBuf) -> Result<Self, FileError> {
        let watched = Watched::new(vec![file], |files| {
            files.iter().try_fold(Vec::new(), |mut all, file| {
                all.extend(read(file)?);
                Ok(all)
            })
        })?;
        if watched.current().is_empty() {
            tracing::warn!("there is no token in the token file: nobody can open a room");
        }
        Ok(Self::Asked(watched))
    }

    /// Whether `token` opens.
    pub(crate) fn allow(&self, token: Option<&str>) -> bool {
        let Self::Asked(watched) = self else {
            return true;
        };
        let Some(token) = token else {
            return false;
        };
        let given: Hash = Sha256::digest(token).into();
        // All of them, always: where it would stop says which one it is.
        watched
            .current()
            .iter()
            .fold(Choice::from(0), |found, hash| found | hash.ct_eq(&given))
            .into()
    }
}

fn read(file: &Path) -> Result<Vec<Hash>, FileError> {
    let text = std::fs::read_to_string(file).map_err(|error| FileError::new(file, error))?;
    let lines = text.lines().map(str::trim).enumerate();
    lines
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(index, line)| {
            let fits =
                line.len() <= TOKEN_BYTES && line.bytes().all(|byte| byte.is_ascii_graphic());
            if fits {
                Ok(Sha256::digest(line).into())
            } else {
                let why = format!(
                    "line {}: a token is at most {TOKEN_BYTES} letters, digits and signs without \
                     a space",
                    index + 1
                );
                Err(FileError::new(file, why))
            }
        })
        .collect()
}

/// The token of a request: `Authorization: Bearer …`.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(token.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watched::Reread;

    fn with_file(name: &str, content: &str, check: impl FnOnce(&Path)) {
        let name = format!("yoriai-tokens-{name}-{}", std::process::id());
        let file = std::env::temp_dir().join(name);
        std::fs::write(&file, content).unwrap();
        check(&file);
        std::fs::remove_file(&file).unwrap();
    }

    #[test]
    fn one_token_a_line_and_remarks_are_none() {
        let content = "# the council's own\n  first-token \n\n#second\nthird\r\n";
        with_file("lines", content, |file| {
            let tokens = Tokens::of_file(file.to_path_buf()).unwrap();
            assert!(tokens.allow(Some("first-token")));
            assert!(tokens.allow(Some("third")));
            for other in ["", "second", "#second", "first", "first-token ", "THIRD"] {
                assert!(!tokens.allow(Some(other)), "{other:?}");
            }
            assert!(!tokens.allow(None));
        });
        assert!(Tokens::NotAsked.allow(None));
    }

    #[test]
    fn a_line_that_can_be_no_token_is_named_but_not_shown() {
        for line in ["two words", "鍵", &"x".repeat(TOKEN_BYTES + 1)] {
            with_file("flaw", &format!("fine\n{line}\n"), |file| {
                let error = Tokens::of_file(file.to_path_buf()).err().unwrap();
                let text = format!("{error}: {}", error.source);
                assert!(text.contains("line 2"), "{text}");
                assert!(!text.contains(line), "{text}");
            });
        }
    }

    #[test]
    fn what_can_not_be_read_again_leaves_the_old_tokens() {
        with_file("again", "first\n", |file| {
            let Ok(Tokens::Asked(watched)) = Tokens::of_file(file.to_path_buf()) else {
                panic!("there is a file")
            };
            let tokens = Tokens::Asked(Arc::clone(&watched));
            std::fs::write(file, "second one\n").unwrap();
            watched.reread_if_changed();
            assert!(tokens.allow(Some("first")));
            std::fs::write(file, "second\n").unwrap();
            watched.reread_if_changed();
            assert!(tokens.allow(Some("second")) && !tokens.allow(Some("first")));
        });
    }
}
