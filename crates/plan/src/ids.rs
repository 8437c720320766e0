//! Identities of the things in a plan.
//!
//! An id is random and never reused, so that two devices can make things apart without asking
//! each other. The randomness comes from the caller.

use std::fmt;
use std::sync::Arc;

/// Bytes of randomness in an id: enough that no two of a plan's 50,000 entities ever meet.
const BYTES: usize = 12;

/// Two lower-case hex digits a byte.
const DIGITS: usize = BYTES * 2;

fn hex(bytes: &[u8]) -> Arc<str> {
    use fmt::Write;
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text.into()
}

fn well_formed(text: &str) -> bool {
    text.len() == DIGITS && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id made of twelve bytes of the caller's randomness.
            #[must_use]
            pub fn from_random(bytes: [u8; BYTES]) -> Self {
                Self(hex(&bytes))
            }

            /// Reads an id as written in a document: 24 lower-case hex digits, else `None`.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                well_formed(text).then(|| Self(text.into()))
            }

            /// The id as written in a document.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            pub(crate) fn shared(&self) -> &Arc<str> {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// An item (項目): one line of the plan.
    ItemId
);
id!(
    /// A section (節) of an item or of the plan itself.
    SectionId
);
id!(
    /// A line of a section.
    LineId
);
id!(
    /// A level (階層) of the plan's tree.
    LevelId
);
id!(
    /// One who acts (主体): 市, 社協, 地域住民 … Root map `actors`; not an Automerge actor.
    PartyId
);
id!(
    /// A person who works on the plan.
    PersonId
);
id!(
    /// A named version (版) of the plan.
    SnapshotId
);

id!(
    /// A category of programmes (区分).
    CategoryId
);
id!(
    /// A programme (事業).
    ProgrammeId
);
id!(
    /// An indicator (指標).
    IndicatorId
);
id!(
    /// A value of an indicator (指標値).
    ValueId
);
id!(
    /// A report (進捗).
    ReportId
);
id!(
    /// An evaluation (評価).
    EvaluationId
);
id!(
    /// A scale of grades (評価尺度).
    ScaleId
);
id!(
    /// A district (地区).
    DistrictId
);
id!(
    /// A short form, a term or a note (略称・用語・注).
    TermId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_being_written_and_read() {
        let id = ItemId::from_random([0, 1, 2, 253, 254, 255, 16, 17, 18, 19, 20, 21]);
        assert_eq!(id.as_str(), "000102fdfeff101112131415");
        assert_eq!(ItemId::parse(id.as_str()), Some(id));
    }

    #[test]
    fn anything_but_24_lower_case_digits_is_no_id() {
        for bad in [
            "",
            "00",
            "000102FDFEFF101112131415",
            "000102fdfeff10111213141g",
            "0001020304050607080910111",
        ] {
            assert_eq!(LineId::parse(bad), None, "{bad}");
        }
    }
}
