//! Initiatives: the lines under 具体的な取組.

use super::generic::{Kind, Nest};
use super::{Cursor, Mark, Reader, Segment, unfinished};
use crate::text::builder::MAX_TITLE;
use crate::text::piece::{ItemKey, Target};

use super::open::Origin;

impl Reader<'_> {
    /// A line that is marked as the list of initiatives is.
    pub(super) fn initiative(&mut self, segment: &Segment) -> bool {
        let Some(list) = self.initiatives.clone() else {
            return false;
        };
        let mark = match &segment.number {
            Some(number) if number.parts.len() == 1 => Mark::Number(number.form()),
            None if !segment.bullets.is_empty() => Mark::Bullet,
            _ => return false,
        };
        if segment.body.len() > MAX_TITLE || list.mark.is_some_and(|known| known != mark) {
            return false;
        }
        // A note inside the list has its own marks.
        if list.mark.is_some() && mark == Mark::Bullet && segment.hashes > 0 {
            return false;
        }
        let level = if self.generic {
            let Some(level) = self.nest_at(Nest {
                kind: Kind::Initiative,
                hashes: 0,
            }) else {
                return false;
            };
            level
        } else {
            let Some(leaf) = self.leaf() else {
                return false;
            };
            leaf
        };
        let node = self.entry(segment, None, level, Origin::Body);
        let title = Target::ItemTitle(ItemKey::new(node));
        self.mark_bullets(segment, title);
        if mark == Mark::Bullet {
            self.b.nodes[node].bullet = segment.mark(self.b.source);
            self.unfinished = unfinished(self.b.text(&segment.body), title);
        }
        self.b.nodes[node].years.clone_from(&list.years);
        self.cursor = Cursor::Statement(node);
        self.initiatives = Some(super::Initiatives {
            mark: Some(mark),
            ..list
        });
        true
    }
}
