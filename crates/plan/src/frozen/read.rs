//! Thawing: from a text, friendly or not, to a plan.

mod fields;
mod records;
mod tree;

use std::str::Chars;

use records::Above;

use super::words::WORDS;
use super::{ESCAPE, Edition, Mark, START, ThawError, is_special};
use crate::fiscal::FiscalYear;
use crate::ids::{ItemId, LineId, PartyId, ProgrammeId, SectionId};
use crate::kinds::{Caption, PlanDate, PlanKind, PlanStatus, Tag};
use crate::plan::{Item, Line, Party, Raw};
use crate::records::RecordId;
use crate::schema::{MAX_ENTITIES, MAX_FIELD_UNITS};

/// What the next element belongs to.
enum Current {
    Plan,
    Item(ItemId),
    Line(LineId),
    Record(RecordId),
}

struct Reader<'a> {
    chars: Chars<'a>,
    at: usize,
    edition: Edition,
    /// Everything made so far, of any kind.
    count: usize,
    /// The items from the top down to the last one.
    path: Vec<ItemId>,
    section: Option<SectionId>,
    /// What the next records belong to.
    above: Above,
    /// All programmes in the order in which they stand.
    programmes: Vec<ProgrammeId>,
    current: Current,
}

impl Edition {
    /// Reads [`Edition::freeze`]'s text.
    ///
    /// # Errors
    /// [`ThawError`] for any other text. It never panics, whatever the text is.
    pub fn thaw(text: &str) -> Result<Self, ThawError> {
        let rest = text.strip_prefix(START).ok_or_else(|| {
            // Another digit after the Y is a form to come.
            let mut start = text.chars();
            let newer = start.next() == Some('Y') && start.next().is_some_and(char::is_numeric);
            if newer {
                ThawError::Newer
            } else {
                ThawError::Malformed { at: 0 }
            }
        })?;
        let mut reader = Reader {
            chars: rest.chars(),
            at: START.len(),
            edition: Self::default(),
            count: 0,
            path: Vec::new(),
            section: None,
            above: Above::default(),
            programmes: Vec::new(),
            current: Current::Plan,
        };
        while reader.element()? {}
        if reader.chars.next().is_some() {
            return Err(reader.malformed());
        }
        reader.finish_records();
        reader.edition.plan.arrange_all();
        Ok(reader.edition)
    }
}

impl Reader<'_> {
    fn malformed(&self) -> ThawError {
        ThawError::Malformed { at: self.at }
    }

    /// What is wrong about a character that is no mark known here. A control character can be
    /// nothing but a mark to come: in texts they are escaped.
    fn unknown(&self, c: char) -> ThawError {
        if is_special(c) {
            ThawError::Newer
        } else {
            self.malformed()
        }
    }

    fn next(&mut self) -> Result<char, ThawError> {
        let c = self.chars.next().ok_or_else(|| self.malformed())?;
        self.at += 1;
        Ok(c)
    }

    /// Reads one element; `false` at the end.
    fn element(&mut self) -> Result<bool, ThawError> {
        let c = self.next()?;
        let mark = Mark::of(c).ok_or_else(|| self.unknown(c))?;
        if mark == Mark::End {
            return Ok(false);
        }
        let argument = if mark.has_argument() {
            self.next()?
        } else {
            '0'
        };
        let place = (argument as usize).wrapping_sub(0x30);
        let text = if mark == Mark::Years {
            self.plain()
        } else {
            self.text()?
        };
        match mark {
            Mark::Head => self.head(argument, text)?,
            Mark::Caption => {
                let which = *Caption::ALL.get(place).ok_or(ThawError::Newer)?;
                self.edition.plan.head.captions.insert(which, text);
            }
            Mark::Level => self.level(place, text)?,
            Mark::Party => {
                let id = PartyId::from_random(self.id()?);
                self.edition.plan.parties.push(Party {
                    id,
                    name: text,
                    order: self.order(),
                });
            }
            Mark::Beside => self.item(self.path.len(), text)?,
            Mark::Below => self.item(self.path.len() + 1, text)?,
            Mark::Above => {
                let depth = self
                    .path
                    .len()
                    .checked_sub(place)
                    .ok_or_else(|| self.malformed())?;
                self.item(depth, text)?;
            }
            Mark::ChartTitle => self.current_item()?.chart_title = text,
            Mark::Statement => self.current_item()?.statement = text,
            Mark::Number => *self.current_number()? = Some(text),
            Mark::Tag => self.tag(&text)?,
            Mark::Years => self.years(&text)?,
            Mark::Section => self.section(place, text)?,
            Mark::Text => {
                let id = self.section.as_ref();
                match id.and_then(|id| self.edition.plan.sections.get_mut(id)) {
                    Some(section) => section.text = text,
                    None => return Err(self.malformed()),
                }
            }
            Mark::Line => self.line(text)?,
            Mark::LineParty => {
                let party = self
                    .edition
                    .plan
                    .parties
                    .get(place)
                    .map(|party| party.id.clone());
                let party = party.ok_or_else(|| self.malformed())?;
                *self.current_party()? = Some(party);
            }
            Mark::Record => self.record(place, text)?,
            Mark::Field => self.record_field(argument, text)?,
            Mark::Refer => self.refer(place)?,
            Mark::End => {}
        }
        Ok(true)
    }

    /// The text up to the next mark.
    fn text(&mut self) -> Result<String, ThawError> {
        let (mut text, mut units) = (String::new(), 0);
        loop {
            let mut ahead = self.chars.clone();
            match ahead.next() {
                None => break,
                Some(ESCAPE) => {
                    self.next()?;
                    let c = self.next()?;
                    let shifted = ('@'..='_').contains(&c);
                    text.push(if shifted {
                        char::from(c as u8 - 0x40)
                    } else {
                        c
                    });
                }
                Some(c) if Mark::of(c).is_some() => break,
                Some(c @ '\u{e000}'..='\u{f8ff}') => {
                    let word = WORDS.get(c as usize - 0xe000);
                    text.push_str(word.ok_or(ThawError::Newer)?);
                    self.next()?;
                }
                Some(c) if is_special(c) => return Err(ThawError::Newer),
                Some(c) => {
                    text.push(c);
                    self.next()?;
                }
            }
            units += 1;
            if units > MAX_FIELD_UNITS {
                return Err(ThawError::TooLarge);
            }
        }
        Ok(text)
    }

    /// The characters up to the next mark, as they are.
    fn plain(&mut self) -> String {
        let mut text = String::new();
        let is_plain = |c: &char| *c >= ' ';
        while let Some(c) = self.chars.clone().next().filter(is_plain) {
            text.push(c);
            self.chars.next();
            self.at += 1;
        }
        text
    }

    /// The next id: counted, so that the same text always gives the same plan.
    fn id(&mut self) -> Result<[u8; 12], ThawError> {
        if self.count >= MAX_ENTITIES {
            return Err(ThawError::TooLarge);
        }
        self.count += 1;
        let mut id = [0; 12];
        id[4..].copy_from_slice(&(self.count as u64).to_be_bytes());
        Ok(id)
    }

    /// A key by which what is made later stands later.
    fn order(&self) -> String {
        format!("{:08x}80", self.count)
    }

    fn raw(&self, parent: Option<&str>) -> Raw {
        Raw {
            parent: parent.map(str::to_owned),
            order: self.order(),
            ..Raw::default()
        }
    }

    fn head(&mut self, which: char, text: String) -> Result<(), ThawError> {
        let malformed = self.malformed();
        let year = |text: &str| {
            text.parse()
                .ok()
                .and_then(FiscalYear::new)
                .ok_or_else(|| malformed.clone())
        };
        let place = text.parse::<usize>().ok();
        let head = &mut self.edition.plan.head;
        match which {
            't' => head.title = text,
            'k' => {
                let kind = place.and_then(|place| PlanKind::ALL.get(place));
                head.kind = *kind.ok_or(ThawError::Newer)?;
            }
            'n' => head.term = Some(text.parse().map_err(|_| malformed)?),
            'o' => head.organization = text,
            'a' => head.area = text,
            'f' => head.first_year = Some(year(&text)?),
            'l' => head.last_year = Some(year(&text)?),
            'p' => head.philosophy = text,
            's' => head.slogan = text,
            'y' => head.policy = text,
            'u' => {
                let status = place.and_then(|place| PlanStatus::ALL.get(place));
                head.status = *status.ok_or(ThawError::Newer)?;
            }
            'L' => self.edition.label = text,
            'B' => self.edition.published_by = text,
            'D' => self.edition.as_of = text,
            which => {
                let place = (which as usize).wrapping_sub(0x30);
                let which = *PlanDate::ALL.get(place).ok_or(ThawError::Newer)?;
                head.dates.insert(which, text);
            }
        }
        Ok(())
    }

    fn current_item(&mut self) -> Result<&mut Item, ThawError> {
        let malformed = self.malformed();
        match &self.current {
            Current::Item(id) => self.edition.plan.items.get_mut(id).ok_or(malformed),
            _ => Err(malformed),
        }
    }

    fn current_line(&mut self) -> Result<&mut Line, ThawError> {
        let malformed = self.malformed();
        match &self.current {
            Current::Line(id) => self.edition.plan.lines.get_mut(id).ok_or(malformed),
            _ => Err(malformed),
        }
    }

    fn tag(&mut self, text: &str) -> Result<(), ThawError> {
        let tag = match text.strip_prefix('=') {
            Some(own) => Tag::parse(own),
            None => text
                .parse()
                .ok()
                .and_then(|place: usize| Tag::COMMON.get(place).cloned()),
        };
        let tag = tag.ok_or_else(|| self.malformed())?;
        let tags = &mut self.current_item()?.tags;
        tags.push(tag);
        tags.sort();
        tags.dedup();
        Ok(())
    }

    fn years(&mut self, text: &str) -> Result<(), ThawError> {
        let malformed = self.malformed();
        let year = |c: char| {
            let year = i32::try_from(u32::from(c)).ok()?.checked_sub(0x30)?;
            FiscalYear::new(year.checked_add(FiscalYear::MIN)?)
        };
        let mut years = text
            .chars()
            .map(year)
            .collect::<Option<Vec<_>>>()
            .ok_or(malformed)?;
        years.sort();
        years.dedup();
        match &self.current {
            Current::Line(_) => self.current_line()?.years = years,
            Current::Record(_) => self.record_year(&years)?,
            _ => self.current_item()?.years = years,
        }
        Ok(())
    }
}
