//! A plan as it stood on a day, as one compact text for a link.

use crate::plan::Plan;

/// A plan as it stood: no history, nothing from the bin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edition {
    /// The plan; after thawing its ids are counted, not random.
    pub plan: Plan,
    /// The name of the version.
    pub label: String,
    /// By whom.
    pub published_by: String,
    /// ISO date of the day.
    pub as_of: String,
}

/// Why a text is no edition.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ThawError {
    /// Not such a text, or cut off.
    #[error("版のデータではありません (位置 {at})")]
    Malformed {
        /// Where it stops making sense, in characters.
        at: usize,
    },
    /// Written by a newer program.
    #[error("新しい形式の版です")]
    Newer,
    /// Past the limits of a plan.
    #[error("版のデータが大きすぎます")]
    TooLarge,
}

impl Edition {
    /// The edition as one text.
    #[must_use]
    pub fn freeze(&self) -> String {
        String::new()
    }

    /// Reads [`Edition::freeze`]'s text.
    ///
    /// # Errors
    /// [`ThawError`] for any other text; it never panics.
    pub fn thaw(text: &str) -> Result<Self, ThawError> {
        let _ = text;
        Err(ThawError::Malformed { at: 0 })
    }
}
