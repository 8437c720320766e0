//! How this device may enter a plan's room: to write in it, or only to follow it.

use yoriai_sync::wire::VerifyingKey;
use yoriai_sync::{EditSeed, Keys, Link, ViewSeed};

use crate::platform::store::{PlanRecord, hex, unhex};

/// What a link gave this device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// Read and write.
    Edit(EditSeed),
    /// Follow, and no more.
    View(ViewSeed, VerifyingKey),
}

impl Access {
    /// What is written of it in a plan's record; `None` while the plan has no room.
    pub fn of(record: &PlanRecord) -> Option<Self> {
        if let Some(seed) = &record.seed {
            return unhex(seed).map(|seed| Self::Edit(EditSeed(seed)));
        }
        let both: [u8; 64] = unhex(record.view.as_deref()?)?;
        let (seed, key) = both.split_first_chunk::<32>()?;
        let key = VerifyingKey::parse(key.try_into().ok()?)?;
        Some(Self::View(ViewSeed(*seed), key))
    }

    /// What a link gives, and the relay that it names; `None` for links that lead into no room.
    pub fn by(link: Link) -> Option<(Self, Option<String>)> {
        match link {
            Link::Edit { seed, relay } => Some((Self::Edit(seed), relay)),
            Link::View {
                seed,
                verifying,
                relay,
            } => Some((Self::View(seed, verifying), relay)),
            Link::Snapshot(_) | Link::Blob { .. } => None,
        }
    }

    /// The keys of the room.
    pub fn keys(&self) -> Keys {
        match self {
            Self::Edit(seed) => seed.keys(),
            Self::View(seed, verifying) => seed.keys(*verifying),
        }
    }

    /// Whether both read with the same key.
    pub fn reads_as(&self, other: &Self) -> bool {
        self.keys().cipher == other.keys().cipher
    }

    /// A new plan's record, of which nothing has come yet.
    pub(super) fn record(&self, id: String, relay: Option<String>) -> PlanRecord {
        let mut record = PlanRecord {
            id,
            relay,
            ..PlanRecord::default()
        };
        match self {
            Self::Edit(seed) => record.seed = Some(hex(&seed.0)),
            Self::View(seed, verifying) => {
                record.view = Some(hex(&[seed.0, *verifying.as_bytes()].concat()));
            }
        }
        record
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_gives_back_what_a_link_gave() {
        let edit = Link::Edit {
            seed: EditSeed([7; 32]),
            relay: Some("wss://relay.example/sync".to_owned()),
        };
        let Some(view) = edit.view() else {
            panic!("an edit link makes a view link")
        };
        let rooms = [edit, view].map(|link| {
            let Some((access, relay)) = Access::by(link) else {
                panic!("both lead into a room")
            };
            let record = access.record("p".to_owned(), relay);
            assert_eq!(Access::of(&record), Some(access.clone()));
            assert!(record.relay.is_some());
            (access.keys().room, access.keys().signing.is_some())
        });
        assert_eq!(rooms[0].0, rooms[1].0);
        assert_eq!((rooms[0].1, rooms[1].1), (true, false));
        assert_eq!(Access::of(&PlanRecord::default()), None);
    }
}
