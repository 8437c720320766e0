//! Texts that name no levels: headings by Markdown or number make the levels as they come.

use super::{Cursor, Reader, Segment, unfinished};
use crate::text::builder::{LevelNode, UNNAMED};
use crate::text::names::{LEAF, canonical};
use crate::text::number::Form;
use crate::text::piece::{ItemKey, Target};

use super::open::Origin;

/// How an open item was marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Nest {
    pub(super) kind: Kind,
    /// How many `#`; 0 for none.
    pub(super) hashes: usize,
}

/// What marked an open item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Markdown,
    Number(Form),
    Bullet,
    /// Under 具体的な取組.
    Initiative,
}

/// No plan is deeper; what is, stays at the lowest.
const DEEPEST: usize = 6;

impl Nest {
    pub(super) fn is_initiative(&self) -> bool {
        matches!(self.kind, Kind::Initiative | Kind::Bullet)
    }
}

impl Reader<'_> {
    /// A heading or a marked line makes an item.
    pub(super) fn generic_heading(&mut self, segment: &Segment) -> bool {
        let in_section = matches!(
            self.cursor,
            Cursor::Section(_) | Cursor::Slogan | Cursor::Policy
        );
        let kind = match &segment.number {
            _ if segment.hashes > 0 && segment.number.is_none() => Kind::Markdown,
            Some(number)
                if segment.hashes > 0 || segment.is_short() && segment.bullets.is_empty() =>
            {
                Kind::Number(number.form())
            }
            Some(number) if !in_section && self.innermost().is_some() => {
                Kind::Number(number.form())
            }
            None if !segment.bullets.is_empty() && !in_section && self.innermost().is_some() => {
                Kind::Bullet
            }
            _ => return false,
        };
        let Some(level) = self.nest_at(Nest {
            kind,
            hashes: segment.hashes,
        }) else {
            return false;
        };
        self.initiatives = None;
        let node = self.entry(segment, None, level, Origin::Body);
        let title = Target::ItemTitle(ItemKey::new(node));
        self.mark_bullets(segment, title);
        if kind == Kind::Bullet {
            self.b.nodes[node].bullet = segment.mark(self.b.source);
            self.unfinished = unfinished(self.b.text(&segment.body), title);
        }
        true
    }

    /// The level for an item that is marked so: beside one marked alike, else below.
    pub(super) fn nest_at(&mut self, nest: Nest) -> Option<usize> {
        if nest.hashes > 0 {
            // Markdown says itself how deep it is.
            let above = self
                .nest
                .iter()
                .position(|open| open.hashes == 0 || open.hashes >= nest.hashes);
            self.nest.truncate(above.unwrap_or(self.nest.len()));
        } else if let Some(at) = self.nest.iter().position(|open| open.kind == nest.kind) {
            self.nest.truncate(at);
        } else if nest.is_initiative() {
            self.nest.retain(|open| !open.is_initiative());
        }
        self.nest.truncate(DEEPEST - 1);
        let level = self.nest.len();
        self.nest.push(nest);
        self.open.truncate(level);
        let name = default_name(level, nest.kind);
        match self.b.levels.get_mut(level) {
            None => self.add_level(name.to_owned(), UNNAMED),
            // A level of loose lines turns out to be one of headings.
            Some(known) if known.rank == UNNAMED && !nest.is_initiative() => {
                name.clone_into(&mut known.name);
                known.canonical = canonical(name);
            }
            Some(_) => {}
        }
        Some(level)
    }

    /// The level below the open items for those of a table or a list, named if it is new; `None`
    /// if there is no deeper.
    pub(super) fn next_level(&mut self, name: String) -> Option<usize> {
        self.nest.retain(|nest| !nest.is_initiative());
        self.open.truncate(self.nest.len());
        self.name_next_level(name);
        let level = self.nest.len();
        (level < self.b.levels.len()).then_some(level)
    }

    /// Gives the level below the open items its name, if it has none yet.
    pub(super) fn name_next_level(&mut self, name: String) {
        let level = self.nest.len();
        if self.b.levels.len() == level && level < DEEPEST {
            self.add_level(name, LEAF);
        }
    }

    fn add_level(&mut self, name: String, rank: u8) {
        let canonical = canonical(&name);
        self.b.levels.push(LevelNode {
            name,
            canonical,
            rank,
            in_chart: false,
        });
    }
}

fn default_name(level: usize, kind: Kind) -> &'static str {
    const NAMES: [&str; DEEPEST] = ["大項目", "中項目", "小項目", "細項目", "細目", "細々目"];
    match kind {
        Kind::Initiative | Kind::Bullet => "取組",
        Kind::Number(Form::Chapter) if level == 0 => "章",
        _ => NAMES.get(level).copied().unwrap_or("項目"),
    }
}
