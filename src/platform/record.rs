//! What the list of plans shows of one plan, and what opens its room.
//!
//! Several tabs may know a plan, each a little older than the others. So a tab never writes the
//! whole record, only what it has to say: what another tab has written stays.

use serde::{Deserialize, Serialize};

/// One line of the list of plans.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanRecord {
    /// The plan's id on this device: 32 hexadecimal digits.
    pub id: String,
    /// Its title when it was last open.
    pub title: String,
    /// Its organisation when it was last open.
    pub organization: String,
    /// The edit seed (hexadecimal), once the plan has a room.
    pub seed: Option<String>,
    /// What a viewing link carried (view seed and verifying key, hexadecimal), where the plan is
    /// held by one and is only followed here.
    pub view: Option<String>,
    /// The relay of its room, where that is not the one that served the app.
    pub relay: Option<String>,
    /// The rooms that were ended from here.
    pub closed: Vec<ClosedRoom>,
    /// Whether the room's link was ended by someone who could.
    pub ended: bool,
    /// The plan of this device that has taken over what is written here, after the link was ended.
    pub heir: Option<String>,
    /// Milliseconds since 1970 of when it did so last.
    pub taken_ms: u64,
    /// Plans of this device that were said to be others, though their histories have a part in
    /// common.
    pub apart: Vec<String>,
    /// Milliseconds since 1970 of the last edit seen here.
    pub edited_ms: u64,
    /// Who made the last edit seen here.
    pub edited_by: String,
    /// When a relay or a file last held what this device holds.
    pub elsewhere_ms: Option<u64>,
    /// Edits that no other device has been given yet.
    pub unsent: u64,
}

/// A room that this device has ended, and what keeps it ended: a relay that loses everything would
/// let it be opened again, by devices that have not heard of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedRoom {
    /// Its edit seed (hexadecimal).
    pub seed: String,
    /// The closing frame (hexadecimal).
    pub frame: String,
    /// When it was ended, in milliseconds since 1970.
    pub at_ms: u64,
}

impl PlanRecord {
    /// Whether there is anything of the plan here: it has a name, or was written in. A link alone
    /// brings nothing yet.
    pub fn has_come(&self) -> bool {
        !self.title.trim().is_empty() || self.edited_ms != 0
    }
}

/// What somebody has to say about a plan. All that it doesn't name stays as it is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordChange {
    /// Nothing: only to hear how the record is by now.
    Nothing,
    /// The plan's head as the document has it.
    Titled {
        /// The title.
        title: String,
        /// The organisation.
        organization: String,
    },
    /// An edit that was made here.
    Edited {
        /// When, in milliseconds since 1970.
        at_ms: u64,
        /// By whom.
        by: String,
    },
    /// A copy went into a file.
    Copied {
        /// When, in milliseconds since 1970.
        at_ms: u64,
    },
    /// How the plan's room is doing.
    Synced {
        /// Edits that the relay has not acknowledged.
        unsent: u64,
        /// When the relay was found to hold all that is here, if it was.
        elsewhere_ms: Option<u64>,
        /// Whether the link was ended.
        ended: bool,
    },
    /// The plan has a room from now on. One that it has already stays: its links are out.
    RoomOpened {
        /// The edit seed (hexadecimal).
        seed: String,
        /// See [`PlanRecord::relay`].
        relay: Option<String>,
    },
    /// The plan's link was made anew: another room takes the place of this one.
    RoomRenewed {
        /// The edit seed (hexadecimal) of the room that was ended. Only its place is taken: another
        /// tab may have been earlier.
        ended: String,
        /// The edit seed of the new one.
        seed: String,
        /// What keeps the old one closed, where it was ended from here.
        closed: Option<ClosedRoom>,
    },
    /// The edit link of a plan that was only followed so far.
    MayWrite {
        /// The edit seed (hexadecimal).
        seed: String,
    },
    /// Another plan of this device has taken over what is written in this one.
    TakenOver {
        /// That plan's id.
        heir: String,
        /// When, in milliseconds since 1970.
        at_ms: u64,
    },
    /// Somebody says that another plan of this device is not this one.
    IsApart {
        /// That plan's id.
        from: String,
    },
}

impl RecordChange {
    /// Puts into a record what is said here.
    pub fn apply(&self, record: &mut PlanRecord) {
        match self {
            Self::Nothing => {}
            Self::Titled {
                title,
                organization,
            } => {
                record.title.clone_from(title);
                record.organization.clone_from(organization);
            }
            Self::Edited { at_ms, by } => {
                record.edited_ms = *at_ms;
                record.edited_by.clone_from(by);
            }
            Self::Copied { at_ms } => record.elsewhere_ms = Some(*at_ms),
            Self::Synced {
                unsent,
                elsewhere_ms,
                ended,
            } => {
                record.unsent = *unsent;
                record.ended = *ended;
                record.elsewhere_ms = elsewhere_ms.or(record.elsewhere_ms);
            }
            Self::RoomOpened { seed, relay } => {
                if record.seed.is_none() && record.view.is_none() {
                    record.seed = Some(seed.clone());
                    record.relay.clone_from(relay);
                }
            }
            Self::RoomRenewed {
                ended,
                seed,
                closed,
            } => {
                if record.seed.as_ref() == Some(ended) {
                    record.closed.extend(closed.clone());
                    record.seed = Some(seed.clone());
                    record.ended = false;
                    record.heir = None;
                    record.unsent = 0;
                }
            }
            Self::MayWrite { seed } => {
                record.view = None;
                record.seed.get_or_insert_with(|| seed.clone());
            }
            Self::TakenOver { heir, at_ms } => {
                record.heir = Some(heir.clone());
                record.taken_ms = *at_ms;
            }
            Self::IsApart { from } => record.apart.push(from.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(seed: &str, relay: Option<&str>) -> RecordChange {
        RecordChange::RoomOpened {
            seed: seed.to_owned(),
            relay: relay.map(str::to_owned),
        }
    }

    #[test]
    fn a_room_is_opened_once_and_no_change_takes_it_away() {
        let mut record = PlanRecord::default();
        opened("first", Some("wss://hall")).apply(&mut record);
        let edited = RecordChange::Edited {
            at_ms: 7,
            by: "佐藤".to_owned(),
        };
        let titled = RecordChange::Titled {
            title: "計画".to_owned(),
            organization: String::new(),
        };
        let synced = RecordChange::Synced {
            unsent: 2,
            elsewhere_ms: None,
            ended: false,
        };
        for change in [
            RecordChange::Nothing,
            titled,
            edited,
            RecordChange::Copied { at_ms: 8 },
            synced,
            opened("second", None),
        ] {
            change.apply(&mut record);
            assert_eq!(record.seed.as_deref(), Some("first"), "{change:?}");
            assert_eq!(record.relay.as_deref(), Some("wss://hall"), "{change:?}");
        }
        assert_eq!((record.edited_ms, record.unsent), (7, 2));
        assert_eq!(record.elsewhere_ms, Some(8), "a copy was forgotten");
    }

    #[test]
    fn a_link_is_made_anew_once() {
        let mut record = PlanRecord::default();
        opened("first", Some("wss://hall")).apply(&mut record);
        record.ended = true;
        for seed in ["second", "third"] {
            let renewed = RecordChange::RoomRenewed {
                ended: "first".to_owned(),
                seed: seed.to_owned(),
                closed: Some(ClosedRoom::default()),
            };
            renewed.apply(&mut record);
        }
        assert_eq!(record.closed.len(), 1);
        assert_eq!(record.seed.as_deref(), Some("second"));
        assert_eq!(record.relay.as_deref(), Some("wss://hall"));
        assert!(!record.ended);
    }

    #[test]
    fn who_follows_a_plan_opens_no_room_and_may_be_given_the_edit_link() {
        let mut record = PlanRecord {
            view: Some("view".to_owned()),
            ..PlanRecord::default()
        };
        opened("own", None).apply(&mut record);
        assert_eq!(record.seed, None);
        let given = RecordChange::MayWrite {
            seed: "given".to_owned(),
        };
        given.apply(&mut record);
        assert_eq!((record.seed.as_deref(), record.view), (Some("given"), None));
    }
}
