//! Lines that are nothing but a name, and headings that open a part of the document.

use yoriai_plan::{Caption, SectionKind};

use super::{Area, Cursor, Initiatives, Reader, Segment};
use crate::text::builder::MAX_TITLE;
use crate::text::draft::DocumentKind;
use crate::text::fold::{key, squeezed};
use crate::text::names::{self, LEAF, Named, Part};
use crate::text::number::Form;
use crate::text::piece::{ItemKey, Role, SectionKey, Target};
use crate::text::scan;
use crate::text::years;

impl Reader<'_> {
    /// 現状と課題, 具体的な取組, 基本理念 …
    pub(super) fn name(&mut self, segment: &Segment) -> bool {
        let core = scan::core(segment);
        // A number in front is part of the heading: the plan does not number sections.
        let numbered = segment
            .after_number()
            .filter(|at| *at < core.end && *at > core.start);
        let folded = segment
            .folded
            .part(numbered.unwrap_or(core.start)..core.end);
        // 第2章 現状 is a chapter.
        let form = segment.number.as_ref().map(|number| number.form());
        if matches!(form, Some(Form::Chapter | Form::Section)) {
            return false;
        }
        let Some(named) = names::whole_line(&folded) else {
            return false;
        };
        if named == Named::Council && self.innermost_aim().is_none() {
            return false;
        }
        let (before, after) = (0..core.start, core.end..segment.folded.len());
        let Some(span) = segment.folded.span(core) else {
            return false;
        };
        self.awaiting = None;
        self.announced = None;
        self.b.mark_all(&segment.bullets, &Role::Markup);
        self.mark_glyphs(segment, before, Role::Markup);
        self.mark_glyphs(segment, after, Role::Markup);
        match named {
            Named::Situation => {
                let owner = self.innermost_aim();
                self.situated = owner.map(|node| self.b.nodes[node].level);
                self.section(owner, SectionKind::Situation, span);
            }
            Named::Direction => {
                let owner = self.innermost_aim();
                self.section(owner, SectionKind::Direction, span);
            }
            Named::Residents => {
                let situated = self
                    .situated
                    .and_then(|level| self.open.get(level).copied().flatten());
                let owner = situated.or_else(|| self.innermost_aim());
                self.section(owner, SectionKind::Residents, span);
            }
            Named::Philosophy | Named::Slogan => {
                let which = if named == Named::Slogan {
                    Caption::Slogan
                } else {
                    Caption::Philosophy
                };
                if numbered.is_some() || !self.b.caption(span.clone(), which) {
                    self.structure_line(segment, span);
                }
                self.cursor = if named == Named::Slogan {
                    Cursor::Slogan
                } else {
                    Cursor::Philosophy
                };
                self.initiatives = None;
            }
            Named::Leaf | Named::Council => {
                self.open_initiatives(segment, span, numbered.is_some())
            }
        }
        true
    }

    /// 基本理念 ともに支え合うまち: a name of the plan's front with its text on the same line.
    pub(super) fn name_with_text(&mut self, segment: &Segment) -> bool {
        /// What goes on with the name, as in 基本理念 について, and is no text of its own.
        const GOES_ON: [&str; 7] = ["と", "の", "に", "は", "を", "が", "・"];
        let body = self.b.text(&segment.body);
        let front = self.b.nodes.is_empty() && self.area == Area::Body;
        let plain = segment.bullets.is_empty() && segment.number.is_none();
        // With a tab it is a row of heads, or an entry of contents.
        if !front || !plain || body.contains('\t') {
            return false;
        }
        let ends = |c: char| c.is_whitespace() || matches!(c, ':' | '：');
        let Some((name, rest)) = body.split_once(ends) else {
            return false;
        };
        let (which, target, cursor) = match names::whole_line(&key(name)) {
            Some(Named::Philosophy) => {
                (Caption::Philosophy, Target::Philosophy, Cursor::Philosophy)
            }
            Some(Named::Slogan) => (Caption::Slogan, Target::Slogan, Cursor::Slogan),
            _ => return false,
        };
        let text = rest.trim_start_matches(ends);
        let number = text.chars().all(|c| c.is_numeric() || c.is_whitespace());
        let first = text.split_whitespace().next().unwrap_or_default();
        if number || GOES_ON.contains(&first) || first.starts_with("について") {
            return false;
        }
        let name = segment.body.start..segment.body.start + name.len();
        let text = segment.body.end - text.len()..segment.body.end;
        if !self.b.caption(name.clone(), which) {
            return false;
        }
        self.b.mark(name.end..text.start, Role::Markup);
        self.b.append(target, text);
        self.awaiting = None;
        self.announced = None;
        self.cursor = cursor;
        true
    }

    /// Opens the list of initiatives of the item that is open.
    fn open_initiatives(
        &mut self,
        segment: &Segment,
        span: std::ops::Range<usize>,
        numbered: bool,
    ) {
        let years = years::span_in(&segment.folded).map(|span| span.years().collect());
        self.initiatives = Some(Initiatives {
            mark: None,
            years: years.unwrap_or_default(),
        });
        self.area = Area::Body;
        let leaf = if self.generic {
            self.next_level(names::without_year(self.b.text(&span)).to_owned())
        } else {
            self.leaf()
        };
        if let Some(leaf) = leaf
            && leaf < self.open.len()
        {
            self.open[leaf] = None;
        }
        let owner = self.innermost();
        self.cursor = owner.map_or(Cursor::Front, Cursor::Statement);
        match leaf.filter(|leaf| !numbered && self.b.names_level(*leaf, &span)) {
            Some(leaf) => self.b.label_level(span, leaf),
            None => {
                let target = self.target(segment);
                self.b.append(target, span);
            }
        }
    }

    /// Opens a section.
    pub(super) fn section(
        &mut self,
        owner: Option<usize>,
        kind: SectionKind,
        heading: std::ops::Range<usize>,
    ) -> SectionKey {
        let section = self.b.add_section(owner, kind, heading.start);
        if heading.len() > MAX_TITLE {
            self.b.append(Target::SectionText(section), heading);
        } else {
            self.b.append(Target::SectionHeading(section), heading);
        }
        self.initiatives = None;
        self.cursor = Cursor::Section(section);
        section
    }

    /// The deepest open item that is an aim, not an initiative.
    pub(super) fn innermost_aim(&self) -> Option<usize> {
        let initiative = |level: usize| {
            if self.generic {
                self.nest
                    .get(level)
                    .is_some_and(|nest| nest.is_initiative())
            } else {
                self.b
                    .levels
                    .get(level)
                    .is_some_and(|level| level.rank == LEAF)
            }
        };
        let open = self.open.iter().enumerate().rev();
        open.filter(|(level, _)| !initiative(*level))
            .find_map(|(_, node)| *node)
    }

    /// A heading that opens a part of the document.
    pub(super) fn part(&mut self, segment: &Segment) -> bool {
        let form = segment.number.as_ref().map(|number| number.form());
        let chapter = matches!(form, Some(Form::Chapter | Form::Section));
        let at = segment.after_number().unwrap_or(0);
        let found = names::part(&segment.folded.part(at..segment.folded.len()));
        let heading = segment.hashes > 0 || segment.is_short() && segment.bullets.is_empty();
        let chapter = chapter && heading && !self.generic;
        if !heading || self.awaiting.is_some() && segment.hashes == 0 || found.is_none() && !chapter
        {
            return false;
        }
        let numbered = segment.number.is_some();
        if found == Some(Part::Plan) && !numbered && self.is_title(segment) {
            return self.title(segment);
        }
        self.note_title(segment);
        self.close_all();
        self.area = Area::Body;
        self.b.mark_all(&segment.bullets, &Role::Markup);
        let span = segment.body.clone();
        match found {
            Some(Part::Programmes) => self.programmes_part(span),
            Some(Part::Priorities) => {
                self.area = Area::Priorities;
                self.cursor = Cursor::Front;
                if !self.b.caption(span.clone(), Caption::Priorities) {
                    self.section(None, SectionKind::Free, span);
                }
            }
            Some(Part::Policy) => self.policy(segment),
            Some(Part::Plan) | None => {
                let again = squeezed(self.b.text(&span)) == squeezed(&self.b.title);
                if again {
                    self.b.mark(span, Role::Text(Target::Title));
                    self.cursor = Cursor::Front;
                } else if found.is_some()
                    && !numbered
                    && self.kind == DocumentKind::Annual
                    && self.b.text(&span).contains("事業計画")
                    && self.b.caption(span.clone(), Caption::Annual)
                {
                    self.cursor = Cursor::Front;
                } else if chapter || !numbered {
                    let section = self.section(None, SectionKind::Free, span);
                    self.structure = Some(section);
                } else {
                    self.structure_line(segment, span);
                }
            }
        }
        true
    }

    /// Keeps a heading that only structures the document, in the section of the headings above.
    pub(super) fn structure_line(&mut self, segment: &Segment, span: std::ops::Range<usize>) {
        match self.structure {
            Some(section) => {
                self.b.append(Target::SectionText(section), span);
                self.cursor = Cursor::Section(section);
            }
            None => {
                let start = segment.body.start.min(span.start);
                let section = self.section(None, SectionKind::Free, start..span.end);
                self.structure = Some(section);
            }
        }
    }

    /// 令和4年度 ○○社会福祉協議会 事業推進方針 is what the plan writes over its policy.
    fn policy(&mut self, segment: &Segment) {
        if !self.b.caption(segment.body.clone(), Caption::Policy) {
            self.b.append(Target::Policy, segment.body.clone());
        }
        self.cursor = Cursor::Policy;
    }

    /// The entries of the list of priorities: a section of the goal that they stand under.
    pub(super) fn priority(&mut self, segment: &Segment) -> bool {
        let Some(node) = self.innermost() else {
            return false;
        };
        if self.area != Area::Priorities || segment.bullets.is_empty() {
            return false;
        }
        let open = match self.cursor {
            Cursor::Section(section) => self.b.nodes[node].sections.contains(&section.index()),
            _ => false,
        };
        if !open {
            let section = self
                .b
                .add_section(Some(node), SectionKind::Free, segment.body.start);
            if let Some(heading) = self.b.field(Target::SectionHeading(section)) {
                heading.push_str("重点取組");
            }
            self.cursor = Cursor::Section(section);
        }
        let span = self.verbatim(segment);
        let target = self.target(segment);
        self.b.append(target, span);
        true
    }

    /// Headings of a text with named levels that name none of them.
    pub(super) fn heading(&mut self, segment: &Segment) -> bool {
        if segment.body.len() > MAX_TITLE {
            return false;
        }
        if self.generic {
            return self.generic_heading(segment);
        }
        let plain = segment.number.is_some() && segment.is_short() && segment.bullets.is_empty();
        if segment.hashes == 0 && !plain {
            return false;
        }
        let at = segment.after_number().unwrap_or(0);
        if let Some(span) = segment.folded.span(at..segment.folded.len())
            && let Some((level, _)) = self.titled(self.b.text(&span))
        {
            let node = self.entry(segment, None, level, super::open::Origin::Body);
            self.mark_bullets(segment, Target::ItemTitle(ItemKey::new(node)));
            return true;
        }
        match self.innermost() {
            // A numbered line within an item may as well be a list in its prose.
            Some(_) if segment.hashes == 0 => false,
            owner => {
                // The list of initiatives goes on after a note.
                let initiatives = self.initiatives.take();
                self.section(owner, SectionKind::Free, segment.with_mark());
                self.initiatives = initiatives;
                true
            }
        }
    }

    /// The level at which an item of this title could be opened, with the item.
    fn titled(&self, title: &str) -> Option<(usize, usize)> {
        (0..self.b.levels.len()).find_map(|level| {
            let parent = match level.checked_sub(1) {
                None => None,
                Some(above) => Some(self.open.get(above).copied().flatten()?),
            };
            self.b.child_titled(parent, title).map(|node| (level, node))
        })
    }
}
