//! Writing text.

use automerge::transaction::Transactable;
use automerge::{ObjType, ReadDoc, Value};

use super::{refused, touched_by};
use crate::command::CommandError;
use crate::doc::caret::{Carried, carry_edit};
use crate::doc::{Heads, PlanDoc};
use crate::field::TextRef;
use crate::schema::MAX_FIELD_UNITS;
use crate::text::{byte_offset, units};
use crate::touched::Touched;

impl PlanDoc {
    pub(super) fn write_text(
        &mut self,
        field: &TextRef,
        at: u32,
        delete: u32,
        insert: &str,
        seen: Option<&Heads>,
    ) -> Result<Touched, CommandError> {
        let (owner, name) = self
            .place_of(field)
            .ok_or_else(|| CommandError::Missing(format!("{field:?}")))?;
        let object = match self.auto.get(&owner, name) {
            Ok(Some((Value::Object(ObjType::Text), object))) => Some(object),
            Ok(None) => None,
            _ => return Err(CommandError::NotText),
        };
        let edit = match (&object, seen) {
            (None, _) => now("", at, delete)?,
            (Some(object), None) => now(&self.auto.text(object).map_err(refused)?, at, delete)?,
            (Some(object), Some(seen)) => {
                if !self.knows(seen) {
                    return Err(CommandError::UnknownVersion);
                }
                // With the burst still open, the newest version would be read with the burst.
                self.close();
                let then = self.auto.text_at(object, &seen.0).map_err(refused)?;
                now(&then, at, delete)?;
                carry_edit(
                    &self.auto,
                    object,
                    &then,
                    at as usize,
                    delete as usize,
                    &seen.0,
                )
            }
        };
        let length = object.as_ref().map_or(0, |object| self.auto.length(object));
        let gone: usize = edit.delete.iter().map(|(_, length)| length).sum();
        if !insert.is_empty() && length - gone + units(insert) > MAX_FIELD_UNITS {
            return Err(CommandError::TooLong {
                max: MAX_FIELD_UNITS,
            });
        }
        let object = match object {
            Some(object) => object,
            // Only in a thing that another program made without this text.
            None => self
                .auto_mut()
                .put_object(&owner, name, ObjType::Text)
                .map_err(refused)?,
        };
        self.splice(field, &object, &edit, insert)
            .map_err(refused)?;
        Ok(touched_by(field))
    }
}

/// The edit as it is, if it lies within the text and cuts no character in two.
fn now(text: &str, at: u32, delete: u32) -> Result<Carried, CommandError> {
    let (from, length) = (at as usize, delete as usize);
    let outside = || CommandError::OutsideText {
        length: u32::try_from(units(text)).unwrap_or(u32::MAX),
        at,
        delete,
    };
    byte_offset(text, from).ok_or_else(outside)?;
    byte_offset(text, from + length).ok_or_else(outside)?;
    let delete = if length > 0 {
        vec![(from, length)]
    } else {
        Vec::new()
    };
    Ok(Carried { at: from, delete })
}
