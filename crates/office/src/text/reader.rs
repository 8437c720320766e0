//! Reads a text from top to bottom: decides of each line what it is, given what came before.
//!
//! Every path through here ends in [`Builder::mark`], [`Builder::append`] or one of their kin, so
//! that each stretch of the source becomes a piece. What no rule claims is prose under the
//! nearest heading.

mod columns;
mod front;
mod generic;
mod goals;
mod initiatives;
mod names;
mod open;
mod programmes;
mod progress;
mod sheets;
mod table;

use std::ops::Range;

use yoriai_plan::{FiscalYear, PlanStatus};

use super::builder::Builder;
use super::cells::Rows;
use super::draft::DocumentKind;
use super::fold::trimmed;
use super::line::{self, Segment};
use super::number::Form;
use super::piece::{ItemKey, Role, SectionKey, Target};
use super::scan::Scan;
use super::{heading, html};
use generic::Nest;
use table::Table;

/// Lines of the longest slogan.
const SLOGAN: usize = 4;

/// The way through a text.
pub(crate) struct Reader<'s> {
    pub(crate) b: Builder<'s>,
    pub(crate) term: Option<u32>,
    pub(crate) period: Option<(FiscalYear, FiscalYear)>,
    pub(crate) status: Option<PlanStatus>,
    /// The period that reports are of, where it is no year.
    pub(crate) reported: String,
    kind: DocumentKind,
    generic: bool,
    /// The item open at each level; an item hangs below those before it.
    open: Vec<Option<usize>>,
    /// How the open items of a text without level names nest.
    nest: Vec<Nest>,
    area: Area,
    cursor: Cursor,
    /// The item whose title is on the next line.
    awaiting: Option<usize>,
    /// The level of the next heading, named on a line of its own.
    announced: Option<usize>,
    initiatives: Option<Initiatives>,
    /// The level whose items have 現状と課題: the residents' part belongs to it as well.
    situated: Option<usize>,
    /// The section of the plan that keeps headings which only structure the document.
    structure: Option<SectionKey>,
    /// The section of the plan that keeps what has no heading.
    unheaded: Option<SectionKey>,
    table: Table,
    /// What was written last, if the next line may be the rest of it.
    unfinished: Option<Unfinished>,
}

/// A text that does not end as sentences end.
#[derive(Clone, Copy, Debug)]
struct Unfinished {
    target: Target,
    /// Long enough for the end of its line to have cut it off.
    long: bool,
}

/// The part of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Area {
    Body,
    Programmes,
    Priorities,
}

/// Where prose goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cursor {
    Front,
    Statement(usize),
    Section(SectionKey),
    Policy,
    Philosophy,
    Slogan,
    /// A field of a category, a programme or a note.
    Record(Target),
}

/// The list of initiatives that is open.
#[derive(Clone, Debug, Default)]
struct Initiatives {
    /// How its first line is marked; the others are marked alike, and what is not is prose.
    mark: Option<Mark>,
    years: Vec<FiscalYear>,
}

/// How a line is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Number(Form),
    Bullet,
}

impl<'s> Reader<'s> {
    pub(crate) fn new(source: &'s str, scan: Scan) -> Self {
        let open = vec![None; scan.levels.len()];
        // Without named levels, headings make them as they come.
        let (levels, generic) = if scan.generic {
            (Vec::new(), true)
        } else {
            (scan.levels, false)
        };
        Self {
            b: Builder::new(source, levels),
            term: None,
            period: None,
            status: None,
            reported: String::new(),
            kind: scan.kind,
            generic,
            open,
            nest: Vec::new(),
            area: Area::Body,
            cursor: Cursor::Front,
            awaiting: None,
            announced: None,
            initiatives: None,
            situated: None,
            structure: None,
            unheaded: None,
            table: Table::None,
            unfinished: None,
        }
    }

    /// Reads all lines.
    pub(crate) fn read(&mut self) {
        let source = self.b.source;
        let rows = Rows::of(source);
        // Lines that are the rest of a row.
        let mut taken = 0;
        for span in line::lines(source) {
            let text = self.b.text(&span);
            if span.start < taken {
                continue;
            }
            if text.trim().is_empty() {
                self.unfinished = None;
            } else if line::is_rule(text) {
                self.unfinished = None;
                self.b.mark(span, Role::Rule);
            } else if let Some(end) = self.row(&rows, &span) {
                taken = end;
            } else {
                self.line(span);
            }
        }
    }

    /// Reads a line that is no row of a table.
    fn line(&mut self, span: Range<usize>) {
        let source = self.b.source;
        let (texts, tags) = html::without_html(source, span);
        self.b.mark_all(&tags, &Role::Markup);
        for text in texts {
            if let Some(segment) = Segment::of(source, text) {
                self.segment(&segment);
            }
        }
    }

    fn segment(&mut self, segment: &Segment) {
        let before = self.unfinished.take();
        self.b.mark_all(&segment.markup, &Role::Markup);
        if self.b.is_full() {
            return self.prose(segment, before);
        }
        if segment.is_contents() {
            let target = self.target(segment);
            return self.b.append(target, segment.with_mark());
        }
        if self.area == Area::Programmes && !self.ends_programmes(segment) {
            return self.programme(segment);
        }
        self.table = Table::None;
        if let Some(heading) = heading::read(segment)
            && let Some(level) = self.level_named(heading.level, heading.rank)
        {
            return self.named_heading(segment, &heading, level);
        }
        let done = self.name(segment)
            || self.name_with_text(segment)
            || self.note(segment)
            || self.part(segment)
            || self.announced_item(segment)
            || self.awaited_title(segment)
            || self.front_line(segment)
            || self.initiative(segment)
            || self.priority(segment)
            || self.heading(segment);
        if done {
            return;
        }
        if segment.bullets.is_empty() || !self.bullet(segment) {
            self.prose(segment, before);
        }
    }

    /// A line of a section.
    fn bullet(&mut self, segment: &Segment) -> bool {
        if self.term(segment) {
            return true;
        }
        let section = match self.cursor {
            Cursor::Section(section) => section,
            Cursor::Front => self.unheaded_section(segment.body.start),
            _ => return false,
        };
        let target = self.b.add_line(section, segment.body.clone(), Vec::new());
        self.mark_bullets(segment, target);
        self.unfinished = unfinished(self.b.text(&segment.body), target);
        true
    }

    /// Anything else: prose under the nearest heading, as it stands.
    fn prose(&mut self, segment: &Segment, before: Option<Unfinished>) {
        let span = self.verbatim(segment);
        if let Some(Unfinished { target, long }) = before
            && segment.bullets.is_empty()
            && segment.number.is_none()
            && segment.hashes == 0
            && self.goes_on(&span, target, long)
        {
            self.b.join(target, span.clone());
            self.unfinished = unfinished(self.b.text(&span), target);
            return;
        }
        let target = self.target(segment);
        self.b.append(target, span.clone());
        if !matches!(target, Target::Slogan) {
            self.unfinished = unfinished(self.b.text(&span), target);
        }
    }

    /// Whether a line is the rest of what stands on the line before. In a list the rest is often
    /// indented; in prose an indented line is a new paragraph.
    fn goes_on(&self, span: &Range<usize>, target: Target, long: bool) -> bool {
        let before = self.b.source.get(..span.start).unwrap_or_default();
        let indented = before.ends_with([' ', '\u{3000}', '\t']);
        match target {
            Target::Line(..) | Target::ItemTitle(_) => long || indented,
            _ => long && !indented,
        }
    }

    /// Where prose goes now.
    fn target(&mut self, segment: &Segment) -> Target {
        match self.cursor {
            Cursor::Front => Target::SectionText(self.unheaded_section(segment.body.start)),
            Cursor::Statement(node) => Target::Statement(ItemKey::new(node)),
            Cursor::Section(section) => Target::SectionText(section),
            Cursor::Record(target) => target,
            Cursor::Policy => Target::Policy,
            Cursor::Philosophy => Target::Philosophy,
            // A slogan is a few short lines; sentences after it explain the idea behind it.
            Cursor::Slogan if segment.is_short() && self.b.slogan.lines().count() < SLOGAN => {
                Target::Slogan
            }
            Cursor::Slogan => Target::Philosophy,
        }
    }

    /// A segment as it is to stand in prose: with its mark, but without a `-` that only Markdown
    /// put in front of another mark.
    fn verbatim(&mut self, segment: &Segment) -> Range<usize> {
        let first = segment.bullets.first().filter(|bullet| {
            let markdown = matches!(self.b.text(bullet), "-" | "*" | "+");
            markdown && (segment.bullets.len() > 1 || segment.number.is_some())
        });
        // A mark between the bullets (`- **・`) would be cut out of the middle.
        let whole = segment.with_mark();
        match first.cloned() {
            Some(bullet) => {
                self.b.mark(bullet, Role::Markup);
                let start = segment
                    .bullets
                    .get(1)
                    .map_or(segment.body.start, |second| second.start);
                start..segment.body.end
            }
            None => whole,
        }
    }

    /// The last bullet is that of `target`; one before it is a mark of the format.
    fn mark_bullets(&mut self, segment: &Segment, target: Target) {
        if let Some((last, others)) = segment.bullets.split_last() {
            self.b.mark_all(others, &Role::Markup);
            self.b.mark(last.clone(), Role::Bullet(target));
        }
    }

    fn unheaded_section(&mut self, at: usize) -> SectionKey {
        match self.unheaded {
            Some(section) => section,
            None => {
                let section = self.b.add_section(None, yoriai_plan::SectionKind::Free, at);
                self.unheaded = Some(section);
                section
            }
        }
    }

    /// The deepest item that is open.
    fn innermost(&self) -> Option<usize> {
        self.open.iter().rev().find_map(|node| *node)
    }

    /// Marks the glyphs of a segment in a range.
    fn mark_glyphs(&mut self, segment: &Segment, range: Range<usize>, role: Role) {
        if let Some(span) = segment.folded.span(range) {
            self.b.mark(span, role);
        }
    }
}

/// Whether what was written to `target` may go on in the next line.
fn unfinished(text: &str, target: Target) -> Option<Unfinished> {
    // Shorter lines end because someone ended them.
    const CUT_OFF: usize = 20;
    let ends = [
        '。', '．', '.', '！', '!', '？', '?', '」', '』', '）', ')', '】', '》', ':', '：',
    ];
    let long = text.chars().nth(CUT_OFF).is_some();
    // Whatever came behind an address would be taken for a part of it.
    let address = text.contains("://");
    (!address && !text.trim_end().ends_with(ends)).then_some(Unfinished { target, long })
}

/// A stretch of glyphs as typed, without white space around it.
fn typed(source: &str, segment: &Segment, range: Range<usize>) -> Option<Range<usize>> {
    segment
        .folded
        .span(range)
        .and_then(|span| trimmed(source, span))
}
