//! Opening items: which item a heading means, and below which it hangs.

use std::ops::Range;

use super::{Area, Cursor, Reader, Segment, typed};
use crate::text::builder::Node;
use crate::text::fold::squeezed;
use crate::text::heading::Heading;
use crate::text::names::LEAF;
use crate::text::number::{Form, Number};
use crate::text::piece::{ItemKey, Role, Target};
use crate::text::tag;

/// Where an item is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// In the 体系図.
    Chart,
    /// In the body of the text.
    Body,
}

impl Reader<'_> {
    /// The level with a canonical name; all names of the lowest are one.
    pub(super) fn level_named(&self, name: &str, rank: u8) -> Option<usize> {
        self.b
            .levels
            .iter()
            .position(|level| level.canonical == name)
            .or_else(|| self.leaf().filter(|_| rank == LEAF))
    }

    /// The level of the initiatives.
    pub(super) fn leaf(&self) -> Option<usize> {
        self.b.levels.iter().position(|level| level.rank == LEAF)
    }

    /// A heading that begins with the name of a level.
    pub(super) fn named_heading(&mut self, segment: &Segment, heading: &Heading, level: usize) {
        self.b.mark_all(&segment.bullets, &Role::Markup);
        if self.area == Area::Programmes || level == 0 {
            self.area = Area::Body;
        }
        self.initiatives = None;
        if heading.number.is_none() && heading.title.is_empty() {
            self.level_label(segment, heading, level);
            self.announced = Some(level);
            return;
        }
        let node = self.entry(segment, Some(heading), level, Origin::Body);
        self.awaiting = heading.title.is_empty().then_some(node);
    }

    /// Opens the item that a segment names, and gives it number, title and tags.
    pub(super) fn entry(
        &mut self,
        segment: &Segment,
        heading: Option<&Heading>,
        level: usize,
        origin: Origin,
    ) -> usize {
        let (number, title) = match heading {
            Some(heading) => (heading.number.as_ref(), heading.title.clone()),
            None => {
                let start = segment.after_number().unwrap_or(0);
                (segment.number.as_ref(), start..segment.folded.len())
            }
        };
        let untagged = tag::take_off(&segment.folded, title);
        let title = typed(self.b.source, segment, untagged.title.clone());
        let node = self.enter(level, number, title.as_ref(), origin, segment.body.clone());
        let key = ItemKey::new(node);
        match heading {
            Some(heading) => self.level_label(segment, heading, level),
            None => {
                let end = segment.after_number().unwrap_or(0);
                let start = number.map_or(end, |number| number.end);
                self.mark_glyphs(segment, start..end, Role::Markup);
            }
        }
        if let Some(number) = number {
            let start = heading.map_or(0, |heading| heading.name.end);
            self.mark_glyphs(segment, start..number.end, Role::Number(key));
            let whole = segment.folded.part(start..number.end);
            let last = segment.folded.part(number.last_at..number.end);
            self.b.give_number(node, number, whole, last);
        }
        if let Some(span) = title {
            self.b.give_title(node, span, origin == Origin::Chart);
        }
        for (range, tag) in untagged.tags {
            if let Some(span) = segment.folded.span(range) {
                self.b.give_tag(node, span, tag);
            }
        }
        for range in untagged.marks {
            self.mark_glyphs(segment, range, Role::Markup);
        }
        self.cursor = Cursor::Statement(node);
        node
    }

    /// Marks the name of a level in a heading, and the brackets and separators around.
    fn level_label(&mut self, segment: &Segment, heading: &Heading, level: usize) {
        for range in [
            heading.opening.clone(),
            heading.between.clone(),
            heading.closing.clone(),
        ] {
            self.mark_glyphs(segment, range, Role::Markup);
        }
        let Some(span) = segment.folded.span(heading.name.clone()) else {
            return;
        };
        if self.b.names_level(level, &span) {
            self.b.label_level(span, level);
        } else if let Some(node) = self.innermost() {
            // Another name for the lowest level, which the plan would not show.
            self.b.append(Target::Statement(ItemKey::new(node)), span);
        } else {
            let section = self.unheaded_section(span.start);
            self.b.append(Target::SectionText(section), span);
        }
    }

    /// The item that is meant by a number and title at a level, made if there is none.
    pub(super) fn enter(
        &mut self,
        level: usize,
        number: Option<&Number>,
        title: Option<&Range<usize>>,
        origin: Origin,
        source: Range<usize>,
    ) -> usize {
        let parent = self.parent_for(level, number);
        let wording = title.map(|span| squeezed(self.b.text(span)));
        let initiative = self
            .b
            .levels
            .get(level)
            .is_none_or(|level| level.rank == LEAF);
        // Initiatives of the same name are different ones; a goal is repeated on every page.
        let known = if self.generic || initiative && origin == Origin::Body {
            None
        } else {
            match number {
                Some(number) => self
                    .b
                    .child_numbered(parent, number.value())
                    .filter(|node| counts_alike(&self.b.nodes[*node], number))
                    .filter(|node| is_same(&self.b.nodes[*node], wording.as_deref(), origin)),
                None => wording
                    .as_deref()
                    .and_then(|title| self.b.child_titled(parent, title)),
            }
        };
        let node = known.unwrap_or_else(|| self.b.add_node(parent, level, source));
        self.set_open(level, node);
        node
    }

    pub(super) fn set_open(&mut self, level: usize, node: usize) {
        self.open.resize((level + 1).max(self.b.levels.len()), None);
        self.open[level] = Some(node);
        for deeper in &mut self.open[level + 1..] {
            *deeper = None;
        }
    }

    /// The item above: named by the number (the 1 of 1-②), else the one that is open.
    fn parent_for(&mut self, level: usize, number: Option<&Number>) -> Option<usize> {
        let above = level.checked_sub(1)?;
        let named = number
            .and_then(|number| number.parts.iter().rev().nth(1))
            .map(|part| part.1);
        let Some(value) = named else {
            return Some(self.ensure(above));
        };
        if let Some(open) = self.open.get(above).copied().flatten()
            && self.b.nodes[open]
                .number
                .as_ref()
                .is_some_and(|number| number.value == value)
        {
            return Some(open);
        }
        let grand = above.checked_sub(1).map(|level| self.ensure(level));
        let node = self.b.child_numbered(grand, value).unwrap_or_else(|| {
            let node = self.b.add_node(grand, above, 0..0);
            self.b.imply_number(node, value);
            node
        });
        self.set_open(above, node);
        Some(node)
    }

    /// The open item of a level; one without a name where the text skipped the level.
    fn ensure(&mut self, level: usize) -> usize {
        if let Some(node) = self.open.get(level).copied().flatten() {
            return node;
        }
        let parent = level.checked_sub(1).map(|above| self.ensure(above));
        let node = self.b.add_node(parent, level, 0..0);
        self.set_open(level, node);
        node
    }

    /// Closes all items: what follows belongs to the plan itself.
    pub(super) fn close_all(&mut self) {
        self.open.fill(None);
        self.nest.clear();
        self.initiatives = None;
        self.awaiting = None;
        self.announced = None;
        self.situated = None;
    }

    /// A heading after a line that was only the name of a level.
    pub(super) fn announced_item(&mut self, segment: &Segment) -> bool {
        let Some(level) = self.announced.take() else {
            return false;
        };
        if !segment.is_short() && segment.hashes == 0 {
            return false;
        }
        let node = self.entry(segment, None, level, Origin::Body);
        self.mark_bullets(segment, Target::ItemTitle(ItemKey::new(node)));
        true
    }

    /// The title of an item whose number stood on the line above.
    pub(super) fn awaited_title(&mut self, segment: &Segment) -> bool {
        let Some(node) = self.awaiting.take() else {
            return false;
        };
        let plain = segment.bullets.is_empty() && segment.number.is_none() && segment.hashes == 0;
        if plain {
            self.b.give_title(node, segment.body.clone(), false);
        }
        plain
    }
}

/// Whether an item's number may be this one, written otherwise: ① in the chart, (1) in the body.
/// ア and Ⅰ are not 1.
fn counts_alike(node: &Node, number: &Number) -> bool {
    let letters = |form| matches!(form, Form::Kana | Form::Roman);
    node.number.as_ref().is_none_or(|known| {
        known.form == number.form() || !letters(known.form) && !letters(number.form())
    })
}

/// Whether an item with the right number is the one that is meant.
fn is_same(node: &Node, wording: Option<&str>, origin: Origin) -> bool {
    let Some(wording) = wording else { return true };
    let title = squeezed(&node.title);
    title.is_empty()
        || title == wording
        || squeezed(&node.chart_title) == wording
        // The other place may say it a little differently.
        || match origin {
            Origin::Body => node.only_chart,
            Origin::Chart => !node.only_chart && node.chart_title.is_empty(),
        }
}
