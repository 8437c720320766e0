//! The list of programmes (実施事業一覧): categories `1`, programmes `1)`, under them `①` and `・`.
//!
//! How deep a heading is, its number says, not its `#`: the converters that councils use put them
//! in at random. The wording goes into one section of the plan per category; the structure is
//! kept beside it.

use yoriai_plan::SectionKind;

use super::{Area, Cursor, Reader, Segment};
use crate::text::draft::{DraftCategory, DraftProgramme, ProgrammeLine};
use crate::text::heading;
use crate::text::names::{self, Part};
use crate::text::number::Form;
use crate::text::piece::{Role, SectionKey, Target};

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
            Some(Form::HalfParen | Form::Paren) if title && !self.b.categories.is_empty() => {
                self.programme_heading(segment);
            }
            _ if segment.hashes > 0 && segment.number.is_none() && segment.bullets.is_empty() => {
                self.b.mark_all(&segment.bullets, &Role::Markup);
                self.section(None, SectionKind::Free, segment.body.clone());
                self.area = Area::Programmes;
                self.list_ends();
            }
            _ => self.programme_line(segment),
        }
    }

    /// A heading of its own stands between the categories: lines after it are not theirs.
    fn list_ends(&mut self) {
        if let Cursor::Section(section) = self.cursor {
            self.unheaded.get_or_insert(section);
        }
    }

    fn category(&mut self, segment: &Segment) {
        self.b.mark_all(&segment.bullets, &Role::Markup);
        let section = self.section(None, SectionKind::Free, segment.body.clone());
        let (number, name) = self.numbered(segment);
        self.b.categories.push(DraftCategory {
            section,
            number,
            name,
            lines: Vec::new(),
            programmes: Vec::new(),
            source: segment.body.clone(),
        });
    }

    fn programme_heading(&mut self, segment: &Segment) {
        self.b.mark_all(&segment.bullets, &Role::Markup);
        let (number, name) = self.numbered(segment);
        let Some(category) = self.b.categories.last_mut() else {
            return;
        };
        category.programmes.push(DraftProgramme {
            number,
            name,
            description: String::new(),
            lines: Vec::new(),
            source: segment.body.clone(),
        });
        let target = Target::SectionText(category.section);
        self.cursor = Cursor::Section(category.section);
        // A blank line between two programmes, as in the source.
        if let Some(field) = self.b.field(target)
            && !field.is_empty()
        {
            field.push('\n');
        }
        self.b.append(target, segment.body.clone());
    }

    /// A line under a programme, a category, or before the first of them.
    fn programme_line(&mut self, segment: &Segment) {
        let span = self.verbatim(segment);
        let section = match self.cursor {
            Cursor::Section(section) => section,
            _ => self.unheaded_section(span.start),
        };
        if !self.keep_line(segment, section) && !segment.bullets.is_empty() {
            let target = self.b.add_line(section, segment.body.clone(), Vec::new());
            // Whatever `verbatim` did not take off is the mark of the line.
            let kept = segment
                .bullets
                .iter()
                .find(|bullet| bullet.start >= span.start);
            if let Some(bullet) = kept {
                self.b.mark(bullet.clone(), Role::Bullet(target));
            }
            self.note_term(segment);
            return;
        }
        self.b.append(Target::SectionText(section), span);
    }

    /// Keeps a line in the structure; `false` if it stands under no category.
    fn keep_line(&mut self, segment: &Segment, section: SectionKey) -> bool {
        let source = self.b.source;
        let number = segment
            .number
            .as_ref()
            .and_then(|n| segment.folded.span(0..n.end));
        let mark = number.or_else(|| segment.bullets.last().cloned());
        let start = segment.after_number().unwrap_or(0);
        let text = segment
            .folded
            .span(start..segment.folded.len())
            .map_or("", |span| &source[span]);
        let Some(category) = self
            .b
            .categories
            .last_mut()
            .filter(|c| c.section == section)
        else {
            return false;
        };
        let line = ProgrammeLine {
            mark: mark.map_or("", |span| &source[span]).to_owned(),
            text: text.to_owned(),
            source: segment.body.clone(),
        };
        match category.programmes.last_mut() {
            Some(programme) if line.mark.is_empty() && programme.lines.is_empty() => {
                if !programme.description.is_empty() {
                    programme.description.push('\n');
                }
                programme.description.push_str(&line.text);
            }
            Some(programme) => programme.lines.push(line),
            None => category.lines.push(line),
        }
        true
    }

    /// The number and the name of a heading, as typed.
    fn numbered(&self, segment: &Segment) -> (String, String) {
        let text = |span: Option<std::ops::Range<usize>>| {
            span.map_or("", |span| self.b.text(&span)).to_owned()
        };
        let end = segment.number.as_ref().map_or(0, |number| number.end);
        let start = segment.after_number().unwrap_or(0);
        let folded = &segment.folded;
        (
            text(folded.span(0..end)),
            text(folded.span(start..folded.len())),
        )
    }
}
