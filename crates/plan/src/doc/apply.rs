//! Applying commands: each is checked whole before anything is written.

mod bin;
mod record;
mod text;
mod write;

use std::sync::Arc;

use automerge::ScalarValue;

use super::PlanDoc;
use super::index::Shelf;
use crate::command::{Command, CommandError, Place};
use crate::field::TextRef;
use crate::fiscal::FiscalYear;
use crate::ids::{ItemId, LevelId, LineId, ProgrammeId, SectionId};
use crate::schema as key;
use crate::text::units;
use crate::touched::Touched;
use write::New;

impl PlanDoc {
    /// Does what a command says, within the burst that [`PlanDoc::commit`] closes.
    ///
    /// # Errors
    /// [`CommandError`]; nothing has changed then. Of a [`Command::Batch`], nothing at all.
    pub fn apply(&mut self, command: &Command) -> Result<Touched, CommandError> {
        if self.read_only {
            return Err(CommandError::ReadOnly);
        }
        match command {
            Command::Batch(commands) => self.batch(commands),
            single => self.single(single),
        }
    }

    fn batch(&mut self, commands: &[Command]) -> Result<Touched, CommandError> {
        if let [one] = commands {
            return self.apply(one);
        }
        // A later command may rest on an earlier one, so they cannot all be checked first; and
        // rolling back would take the burst before them along.
        let before = self.clone();
        let mut touched = Touched::nothing();
        for command in commands {
            match self.apply(command) {
                Ok(more) => touched.extend(more),
                Err(error) => {
                    *self = before;
                    return Err(error);
                }
            }
        }
        Ok(touched)
    }

    fn single(&mut self, command: &Command) -> Result<Touched, CommandError> {
        match command {
            Command::Batch(commands) => self.batch(commands),
            Command::WriteText {
                field,
                at,
                delete,
                insert,
                seen,
            } => self.write_text(field, *at, *delete, insert, seen.as_ref()),
            Command::SetKind(kind) => self.set_head(key::KIND, kind.word().into()),
            Command::SetStatus(status) => self.set_head(key::STATUS, status.word().into()),
            Command::SetTerm(term) => self.set_head(key::TERM, number_or_null(term.map(i64::from))),
            Command::SetPeriod { first, last } => {
                self.set_head(key::FIRST_YEAR, year_or_null(*first))?;
                self.set_head(key::LAST_YEAR, year_or_null(*last))
            }
            Command::SetCaption { which, words } => {
                check_length(words.as_deref().unwrap_or_default())?;
                let name = format!("{}{}", key::CAPTION_PREFIX, which.word());
                self.set_head(&name, text_or_null(words.as_deref()))
            }
            Command::SetDate { which, date } => {
                check_length(date.as_deref().unwrap_or_default())?;
                let name = format!("{}{}", key::DATE_PREFIX, which.word());
                self.set_head(&name, text_or_null(date.as_deref()))
            }
            Command::Dismiss { check, reason } => {
                check_length(check)?;
                check_length(reason.as_deref().unwrap_or_default())?;
                let name = format!("{}{check}", key::DISMISSED_PREFIX);
                self.set_head(&name, text_or_null(reason.as_deref()))
            }
            Command::AddLevel { .. }
            | Command::MoveLevel { .. }
            | Command::SetLevelStyle { .. }
            | Command::SetLevelInChart { .. }
            | Command::BinLevel(_)
            | Command::RestoreLevel(_) => self.level(command),
            Command::AddItem { .. }
            | Command::MoveItem { .. }
            | Command::BinItem(_)
            | Command::RestoreItem(_)
            | Command::TagItem { .. }
            | Command::UntagItem { .. }
            | Command::SetItemYears { .. }
            | Command::SetItemProgramme { .. }
            | Command::SetNumber { .. } => self.item(command),
            Command::AddSection { .. }
            | Command::MoveSection { .. }
            | Command::SetSectionKind { .. }
            | Command::BinSection(_)
            | Command::RestoreSection(_) => self.section(command),
            Command::AddLine { .. }
            | Command::MoveLine { .. }
            | Command::BinLine(_)
            | Command::RestoreLine(_)
            | Command::SetLineParty { .. }
            | Command::SetLineYears { .. } => self.line(command),
            Command::AddRecord { record, place } => self.add_record(record, place),
            Command::SetRecord { id, field } => self.set_record(id, field),
            Command::MoveRecord { id, place } => self.move_record(id, place),
            Command::BinRecord(id) => self.bin(id.shelf(), id.shared()),
            Command::RestoreRecord(id) => {
                self.set(id.shelf(), id.shared(), key::BINNED, false.into())
            }
            Command::AddParty { .. } | Command::AddPerson { .. } | Command::NameSnapshot { .. } => {
                self.other(command)
            }
        }
    }

    fn level(&mut self, command: &Command) -> Result<Touched, CommandError> {
        const SHELF: Shelf = Shelf::Levels;
        match command {
            Command::AddLevel {
                id,
                place,
                name,
                style,
                in_chart,
            } => self.add(&New {
                shelf: SHELF,
                id: id.shared(),
                group: None,
                place: &share(place, LevelId::shared),
                texts: &[(key::NAME, name)],
                scalars: &[
                    (key::STYLE, style.word().into()),
                    (key::IN_CHART, (*in_chart).into()),
                ],
            }),
            Command::MoveLevel { id, place } => {
                self.move_to(SHELF, id.shared(), None, &share(place, LevelId::shared))
            }
            Command::SetLevelStyle { id, style } => {
                self.set(SHELF, id.shared(), key::STYLE, style.word().into())
            }
            Command::SetLevelInChart { id, in_chart } => {
                self.set(SHELF, id.shared(), key::IN_CHART, (*in_chart).into())
            }
            Command::BinLevel(id) => self.bin(SHELF, id.shared()),
            Command::RestoreLevel(id) => self.set(SHELF, id.shared(), key::BINNED, false.into()),
            _ => Ok(Touched::nothing()),
        }
    }

    fn item(&mut self, command: &Command) -> Result<Touched, CommandError> {
        const SHELF: Shelf = Shelf::Items;
        match command {
            Command::AddItem {
                id,
                parent,
                place,
                title,
            } => self.add(&New {
                shelf: SHELF,
                id: id.shared(),
                group: parent.as_ref().map(ItemId::shared),
                place: &share(place, ItemId::shared),
                texts: &[
                    (key::TITLE, title),
                    (key::CHART_TITLE, ""),
                    (key::STATEMENT, ""),
                ],
                scalars: &[],
            }),
            Command::MoveItem { id, parent, place } => {
                let parent = parent.as_ref().map(ItemId::shared);
                let stands = self.node(SHELF, id.shared())?.group.as_ref() == parent;
                // Within its own siblings it may always move, even while others are in a circle.
                if let Some(parent) = parent.filter(|_| !stands)
                    && self.index.is_above(id.as_str(), parent.clone())
                {
                    return Err(CommandError::IntoItself);
                }
                self.move_to(SHELF, id.shared(), parent, &share(place, ItemId::shared))
            }
            Command::BinItem(id) => self.bin(SHELF, id.shared()),
            Command::RestoreItem(id) => self.set(SHELF, id.shared(), key::BINNED, false.into()),
            Command::TagItem { id, tag } => {
                let name = format!("{}{}", key::TAG_PREFIX, tag.word());
                check_length(&name)?;
                self.set(SHELF, id.shared(), &name, true.into())
            }
            Command::UntagItem { id, tag } => {
                let name = format!("{}{}", key::TAG_PREFIX, tag.word());
                self.set(SHELF, id.shared(), &name, false.into())
            }
            Command::SetItemYears { id, years } => self.set_years(SHELF, id.shared(), years),
            Command::SetNumber { id, number } => {
                check_length(number.as_deref().unwrap_or_default())?;
                let number = text_or_null(number.as_deref());
                self.set(SHELF, id.shared(), key::NUMBER, number)
            }
            Command::SetItemProgramme { id, programme } => {
                if let Some(programme) = programme {
                    self.node(Shelf::Programmes, programme.shared())?;
                }
                let programme = text_or_null(programme.as_ref().map(ProgrammeId::as_str));
                self.set(SHELF, id.shared(), key::PROGRAMME, programme)
            }
            _ => Ok(Touched::nothing()),
        }
    }

    fn section(&mut self, command: &Command) -> Result<Touched, CommandError> {
        const SHELF: Shelf = Shelf::Sections;
        match command {
            Command::AddSection {
                id,
                owner,
                place,
                kind,
                heading,
                text,
            } => self.add(&New {
                shelf: SHELF,
                id: id.shared(),
                group: owner.as_ref().map(ItemId::shared),
                place: &share(place, SectionId::shared),
                texts: &[(key::HEADING, heading), (key::TEXT, text)],
                scalars: &[(key::KIND, kind.word().into())],
            }),
            Command::MoveSection { id, owner, place } => {
                let owner = owner.as_ref().map(ItemId::shared);
                self.move_to(SHELF, id.shared(), owner, &share(place, SectionId::shared))
            }
            Command::SetSectionKind { id, kind } => {
                self.set(SHELF, id.shared(), key::KIND, kind.word().into())
            }
            Command::BinSection(id) => self.bin(SHELF, id.shared()),
            Command::RestoreSection(id) => self.set(SHELF, id.shared(), key::BINNED, false.into()),
            _ => Ok(Touched::nothing()),
        }
    }

    fn line(&mut self, command: &Command) -> Result<Touched, CommandError> {
        const SHELF: Shelf = Shelf::Lines;
        match command {
            Command::AddLine {
                id,
                section,
                place,
                text,
            } => self.add(&New {
                shelf: SHELF,
                id: id.shared(),
                group: Some(section.shared()),
                place: &share(place, LineId::shared),
                texts: &[(key::TEXT, text)],
                scalars: &[],
            }),
            Command::MoveLine { id, section, place } => {
                let place = share(place, LineId::shared);
                self.move_to(SHELF, id.shared(), Some(section.shared()), &place)
            }
            Command::BinLine(id) => self.bin(SHELF, id.shared()),
            Command::RestoreLine(id) => self.set(SHELF, id.shared(), key::BINNED, false.into()),
            Command::SetLineParty { id, party } => {
                if let Some(party) = party {
                    self.node(Shelf::Parties, party.shared())?;
                }
                let party = text_or_null(party.as_ref().map(|party| party.as_str()));
                self.set(SHELF, id.shared(), key::PARTY, party)
            }
            Command::SetLineYears { id, years } => self.set_years(SHELF, id.shared(), years),
            _ => Ok(Touched::nothing()),
        }
    }

    fn other(&mut self, command: &Command) -> Result<Touched, CommandError> {
        match command {
            Command::AddParty { id, name } => self.add(&New {
                shelf: Shelf::Parties,
                id: id.shared(),
                group: None,
                place: &Place::Last,
                texts: &[(key::NAME, name)],
                scalars: &[],
            }),
            Command::AddPerson { id, name } => self.add(&New {
                shelf: Shelf::People,
                id: id.shared(),
                group: None,
                place: &Place::Last,
                texts: &[(key::NAME, name)],
                scalars: &[],
            }),
            Command::NameSnapshot {
                id,
                label,
                heads,
                by,
                date,
                fixed,
            } => {
                if !self.knows(heads) {
                    return Err(CommandError::UnknownVersion);
                }
                check_length(label)?;
                check_length(by)?;
                check_length(date)?;
                self.add(&New {
                    shelf: Shelf::Snapshots,
                    id: id.shared(),
                    group: None,
                    place: &Place::Last,
                    texts: &[],
                    scalars: &[
                        (key::LABEL, label.as_str().into()),
                        (key::HEADS, heads.to_bytes().into()),
                        (key::BY, by.as_str().into()),
                        (key::DATE, date.as_str().into()),
                        (key::FIXED, (*fixed).into()),
                    ],
                })
            }
            _ => Ok(Touched::nothing()),
        }
    }
}

/// The same place, with the id as the index knows it.
fn share<Id>(place: &Place<Id>, shared: impl Fn(&Id) -> &Arc<str>) -> Place<Arc<str>> {
    match place {
        Place::First => Place::First,
        Place::Last => Place::Last,
        Place::Before(id) => Place::Before(shared(id).clone()),
        Place::After(id) => Place::After(shared(id).clone()),
    }
}

fn check_length(text: &str) -> Result<(), CommandError> {
    if units(text) > key::MAX_FIELD_UNITS {
        return Err(CommandError::TooLong {
            max: key::MAX_FIELD_UNITS,
        });
    }
    Ok(())
}

fn text_or_null(text: Option<&str>) -> ScalarValue {
    text.map_or(ScalarValue::Null, ScalarValue::from)
}

fn number_or_null(number: Option<i64>) -> ScalarValue {
    number.map_or(ScalarValue::Null, ScalarValue::Int)
}

fn year_or_null(year: Option<FiscalYear>) -> ScalarValue {
    number_or_null(year.map(|year| i64::from(year.year())))
}

fn refused(error: automerge::AutomergeError) -> CommandError {
    CommandError::Document(error.to_string())
}

/// What a text field belongs to, for [`Touched`].
fn touched_by(field: &TextRef) -> Touched {
    let mut touched = Touched::nothing();
    match field.stored() {
        (Some((shelf, id)), _) => touched.thing(shelf, id),
        (None, _) => touched.head = true,
    }
    touched
}
