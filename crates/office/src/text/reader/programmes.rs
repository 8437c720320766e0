//! The list of programmes (実施事業一覧): categories `1`, programmes `1)`, under them `①` and `・`.
//!
//! How deep a heading is, its number says, not its `#`: the converters that councils use put them
//! in at random.

use yoriai_plan::{Caption, CategoryText, ProgrammeText, SectionKind};

use super::{Area, Cursor, Reader, Segment};
use crate::text::heading;
use crate::text::names::{self, Part};
use crate::text::number::Form;
use crate::text::piece::{CategoryKey, Role, Target};

impl Reader<'_> {
    /// Whether another part of the document begins.
    pub(super) fn ends_programmes(&self, segment: &Segment) -> bool {
        if segment.number.is_some() || !segment.bullets.is_empty() {
            return false;
        }
        let level = heading::read(segment).is_some_and(|heading| heading.number.is_some());
        let part = names::part(&segment.folded.text());
        // 評議員会, 事業計画 … are lines under a programme as well; a part says whose or when.
        let whole = segment.hashes > 0 || segment.folded.text().contains("年度");
        level || whole && part.is_some() && part != Some(Part::Programmes)
    }

    /// The heading over the list.
    pub(super) fn programmes_part(&mut self, span: std::ops::Range<usize>) {
        self.area = Area::Programmes;
        self.cursor = Cursor::Front;
        if !self.b.caption(span.clone(), Caption::Programmes) {
            self.aside(span);
        }
    }

    /// A line of the list.
    pub(super) fn programme(&mut self, segment: &Segment) {
        let title = segment.is_short() && (segment.hashes > 0 || segment.bullets.is_empty());
        let form = segment
            .number
            .as_ref()
            .filter(|number| number.parts.len() == 1)
            .map(|n| n.form());
        match form {
            Some(Form::Plain) if title => self.category(segment),
            Some(Form::HalfParen | Form::Paren) if title => {
                match self.b.records.categories.last().map(|last| last.key) {
                    Some(category) => self.programme_heading(segment, category),
                    None => self.programme_line(segment),
                }
            }
            _ if segment.hashes > 0 && segment.number.is_none() && segment.bullets.is_empty() => {
                if !self.terms_heading(segment) {
                    // A heading of its own stands between the categories.
                    self.section(None, SectionKind::Free, segment.body.clone());
                }
                self.area = Area::Programmes;
            }
            _ => self.programme_line(segment),
        }
    }

    /// [事業計画内に出てくる略称について]
    fn terms_heading(&mut self, segment: &Segment) -> bool {
        let core = crate::text::scan::core(segment);
        if !segment.folded.text().contains("略称") {
            return false;
        }
        let Some(span) = segment.folded.span(core.clone()) else {
            return false;
        };
        if !self.b.caption(span, Caption::Terms) {
            return false;
        }
        self.mark_glyphs(segment, 0..core.start, Role::Markup);
        self.mark_glyphs(segment, core.end..segment.folded.len(), Role::Markup);
        self.cursor = Cursor::Front;
        true
    }

    fn category(&mut self, segment: &Segment) {
        self.b.mark_all(&segment.bullets, &Role::Markup);
        let number = self.number_text(segment);
        let category = self.b.records.add_category(number, segment.body.clone());
        self.numbered(
            segment,
            Role::CategoryNumber(category),
            Target::Category(category, CategoryText::Name),
        );
        self.cursor = Cursor::Record(Target::Category(category, CategoryText::Description));
    }

    fn programme_heading(&mut self, segment: &Segment, category: CategoryKey) {
        self.b.mark_all(&segment.bullets, &Role::Markup);
        let number = self.number_text(segment);
        let source = segment.body.clone();
        let programme = self.b.records.add_programme(category, number, source);
        self.numbered(
            segment,
            Role::ProgrammeNumber(programme),
            Target::Programme(programme, ProgrammeText::Name),
        );
        self.cursor = Cursor::Record(Target::Programme(programme, ProgrammeText::Description));
    }

    /// A line under a programme, a category, or before the first of them; marks stay with it.
    fn programme_line(&mut self, segment: &Segment) {
        if self.term(segment) {
            return;
        }
        if !segment.bullets.is_empty()
            && matches!(self.cursor, Cursor::Front | Cursor::Section(_))
            && self.bullet(segment)
        {
            return;
        }
        let span = self.verbatim(segment);
        let target = self.target(segment);
        self.b.append(target, span);
    }

    fn number_text(&self, segment: &Segment) -> String {
        let end = segment.number.as_ref().map_or(0, |number| number.end);
        segment.folded.part(0..end)
    }

    /// The number and the name of a heading.
    fn numbered(&mut self, segment: &Segment, number: Role, name: Target) {
        let end = segment.number.as_ref().map_or(0, |number| number.end);
        let start = segment.after_number().unwrap_or(0);
        self.mark_glyphs(segment, 0..end, number);
        self.mark_glyphs(segment, end..start, Role::Markup);
        if let Some(span) = segment.folded.span(start..segment.folded.len()) {
            self.b.append(name, span);
        }
    }
}
