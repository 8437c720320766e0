//! A draft into a plan that is there: what is the same, what is new, what would change.
//!
//! Nothing that the plan says is overwritten unless a person takes it: a text that differs is
//! offered, and what is new is added beside what there is.

use yoriai_plan::{Caption, Command, Plan, Tag};

use super::commands::{Planned, Planning};
use super::draft::Draft;
use super::piece::{ItemKey, PartyKey, ProgrammeKey, Target};

/// What would become of a draft in a plan.
#[derive(Clone, Debug, Default)]
pub struct Joining {
    /// What is added in any case, and which thing of the draft is which of the plan.
    pub planned: Planned,
    /// What becomes of each part of the draft, in its order.
    pub rows: Vec<JoinRow>,
}

/// What becomes of one part of a draft.
#[derive(Clone, Debug)]
pub struct JoinRow {
    /// Which part.
    pub place: JoinPlace,
    /// What it is called: the title of its item, the name of its programme …; may be empty.
    pub name: String,
    /// What becomes of it.
    pub what: JoinWhat,
    /// Whether to put what the draft says in place of what the plan says. Only
    /// [`JoinWhat::Changed`] asks; nothing is taken unless a person says so.
    pub take: bool,
    pub(crate) commands: Vec<Command>,
}

/// What becomes of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JoinWhat {
    /// It is new.
    Added,
    /// The plan says so already.
    Same,
    /// The plan says something else.
    Changed {
        /// What the plan says.
        before: String,
        /// What the draft says.
        after: String,
    },
}

/// A part of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum JoinPlace {
    /// A text. A new item, section or record is named by its first text.
    Field(Target),
    /// A level, counted from 0.
    Level(usize),
    /// One who reports.
    Party(PartyKey),
    /// 第n期
    Term,
    /// 計画期間
    Period,
    /// 状態
    Status,
    /// The plan's word over a field or a column.
    Caption(Caption),
    /// A tag of an item.
    Tag(ItemKey, Tag),
    /// The programme of an item.
    Programme(ItemKey),
    /// How a programme goes on.
    Lifecycle(ProgrammeKey),
}

/// Finds what of a draft is in a plan already. `fresh` gives twelve random bytes for each new id.
///
/// Items match by title, or by number where the titles are alike, below the item above them;
/// levels, parties, short forms, categories and programmes by name; indicators by name, values by
/// year and role, reports by party and period.
#[must_use]
pub fn join(draft: &Draft, plan: &Plan, fresh: &mut dyn FnMut() -> [u8; 12]) -> Joining {
    let (planned, rows) = Planning::run(draft, plan, false, fresh);
    Joining { planned, rows }
}

impl Joining {
    /// The commands of all that is new, and of what is taken.
    #[must_use]
    pub fn commands(&self) -> Vec<Command> {
        let taken = self.rows.iter().filter(|row| row.take);
        let taken = taken.flat_map(|row| row.commands.iter());
        self.planned.commands.iter().chain(taken).cloned().collect()
    }

    /// How many parts are new, the same, and different.
    #[must_use]
    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |is: fn(&JoinWhat) -> bool| self.rows.iter().filter(|r| is(&r.what)).count();
        (
            count(|what| *what == JoinWhat::Added),
            count(|what| *what == JoinWhat::Same),
            count(|what| matches!(what, JoinWhat::Changed { .. })),
        )
    }
}
