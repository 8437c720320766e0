//! Making things, moving them, setting their scalars.

use std::sync::Arc;

use automerge::transaction::Transactable;
use automerge::{ObjType, ReadDoc, ScalarValue};

use super::{check_length, refused};
use crate::command::{CommandError, Place};
use crate::doc::PlanDoc;
use crate::doc::index::{Node, Shelf, Spot};
use crate::fiscal::FiscalYear;
use crate::schema as key;
use crate::touched::Touched;

/// A thing to be made.
pub(super) struct New<'a> {
    pub(super) shelf: Shelf,
    pub(super) id: &'a Arc<str>,
    pub(super) group: Option<&'a Arc<str>>,
    pub(super) place: &'a Place<Arc<str>>,
    /// All its texts, empty ones as well: made here once, they never have rivals.
    pub(super) texts: &'a [(&'static str, &'a str)],
    pub(super) scalars: &'a [(&'static str, ScalarValue)],
}

impl PlanDoc {
    pub(super) fn node(&self, shelf: Shelf, id: &str) -> Result<&Node, CommandError> {
        self.index
            .node(shelf, id)
            .ok_or_else(|| CommandError::Missing(id.to_owned()))
    }

    /// Whether the thing above is there.
    fn check_group(&self, shelf: Shelf, group: Option<&Arc<str>>) -> Result<(), CommandError> {
        let Some(group) = group else { return Ok(()) };
        let missing = || CommandError::Missing(group.to_string());
        let (above, id) = shelf.above(group).ok_or_else(missing)?;
        self.node(above, id).map(|_| ())
    }

    pub(super) fn add(&mut self, new: &New<'_>) -> Result<Touched, CommandError> {
        if self.index.node(new.shelf, new.id).is_some() {
            return Err(CommandError::Exists(new.id.to_string()));
        }
        let root = self.index.root(new.shelf).cloned();
        let root = root.ok_or_else(|| CommandError::Missing(new.shelf.root().to_owned()))?;
        self.index.check_room()?;
        self.check_group(new.shelf, new.group)?;
        for (_, text) in new.texts {
            check_length(text)?;
        }
        let spot = self
            .index
            .spot(new.shelf, new.group, new.place, None, self.run)?;

        let mut touched = self.shift(new.shelf, &spot)?;
        let auto = self.auto_mut();
        let object = auto
            .put_object(&root, new.id.as_ref(), ObjType::Map)
            .map_err(refused)?;
        auto.put(&object, key::ORDER, spot.order).map_err(refused)?;
        if let (Some(group), Some(name)) = (new.group, new.shelf.group_key()) {
            auto.put(&object, name, group.as_ref()).map_err(refused)?;
        }
        for (name, value) in new.scalars {
            auto.put(&object, *name, value.clone()).map_err(refused)?;
        }
        for (name, text) in new.texts {
            let field = auto
                .put_object(&object, *name, ObjType::Text)
                .map_err(refused)?;
            if !text.is_empty() {
                auto.splice_text(&field, 0, 0, text).map_err(refused)?;
            }
        }
        self.index.look_again(&self.auto, new.shelf, new.id);
        touched.thing(new.shelf, new.id);
        Ok(touched)
    }

    pub(super) fn move_to(
        &mut self,
        shelf: Shelf,
        id: &Arc<str>,
        group: Option<&Arc<str>>,
        place: &Place<Arc<str>>,
    ) -> Result<Touched, CommandError> {
        let node = self.node(shelf, id)?;
        let (object, old) = (node.obj.clone(), node.group.clone());
        self.check_group(shelf, group)?;
        let spot = self.index.spot(shelf, group, place, Some(id), self.run)?;

        let mut touched = self.shift(shelf, &spot)?;
        if let Some(name) = shelf.group_key() {
            // Written when it stays as well if devices disagree: this decides it.
            let rivals = self.auto.get_all(&object, name).map_or(0, |all| all.len());
            if old.as_ref() != group || rivals > 1 {
                let value = group.map_or(ScalarValue::Null, |group| group.as_ref().into());
                self.auto_mut().put(&object, name, value).map_err(refused)?;
            }
        }
        self.auto_mut()
            .put(&object, key::ORDER, spot.order)
            .map_err(refused)?;
        self.index.look_again(&self.auto, shelf, id);
        touched.thing(shelf, id);
        Ok(touched)
    }

    /// Gives siblings new keys where there was no room.
    fn shift(&mut self, shelf: Shelf, spot: &Spot) -> Result<Touched, CommandError> {
        let mut touched = Touched::nothing();
        for (id, order) in &spot.shifted {
            let object = self.node(shelf, id)?.obj.clone();
            self.auto_mut()
                .put(&object, key::ORDER, order.as_str())
                .map_err(refused)?;
            self.index.look_again(&self.auto, shelf, id);
            touched.thing(shelf, id);
        }
        Ok(touched)
    }

    pub(super) fn set(
        &mut self,
        shelf: Shelf,
        id: &Arc<str>,
        name: &str,
        value: ScalarValue,
    ) -> Result<Touched, CommandError> {
        let object = self.node(shelf, id)?.obj.clone();
        self.auto_mut().put(&object, name, value).map_err(refused)?;
        let mut touched = Touched::nothing();
        touched.thing(shelf, id);
        Ok(touched)
    }

    pub(super) fn set_head(
        &mut self,
        name: &str,
        value: ScalarValue,
    ) -> Result<Touched, CommandError> {
        let plan = self.index.plan.clone();
        let plan = plan.ok_or_else(|| CommandError::Missing(key::ROOT_PLAN.to_owned()))?;
        self.auto_mut().put(&plan, name, value).map_err(refused)?;
        Ok(Touched {
            head: true,
            ..Touched::nothing()
        })
    }

    /// One key per year: a year set here and a year set elsewhere are both set after the merge.
    pub(super) fn set_years(
        &mut self,
        shelf: Shelf,
        id: &Arc<str>,
        years: &[FiscalYear],
    ) -> Result<Touched, CommandError> {
        let object = self.node(shelf, id)?.obj.clone();
        let keys: Vec<String> = self
            .auto
            .keys(&object)
            .filter(|name| {
                name.strip_prefix(key::YEAR_PREFIX)
                    .and_then(|year| year.parse().ok())
                    .and_then(FiscalYear::new)
                    .is_some_and(|year| !years.contains(&year))
            })
            .collect();
        for name in keys {
            self.auto_mut().put(&object, name, false).map_err(refused)?;
        }
        for year in years {
            let name = format!("{}{}", key::YEAR_PREFIX, year.year());
            self.auto_mut().put(&object, name, true).map_err(refused)?;
        }
        let mut touched = Touched::nothing();
        touched.thing(shelf, id);
        Ok(touched)
    }
}
