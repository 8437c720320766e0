//! The whole document read in one pass.
//!
//! Asking Automerge for one map, key or text costs a search. Opening asks for all of them: for a
//! plan of 5,000 items one pass takes a tenth of the time of the searches. What the pass brought
//! holds until something changes the document.

use std::collections::HashMap;

use automerge::iter::DocItem;
use automerge::{AutoCommit, ObjId, ObjType, ROOT, ReadDoc, ScalarValue, Value};

/// The value in force of a key.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) value: Value<'static>,
    pub(crate) id: ObjId,
    /// Whether devices set it apart.
    pub(crate) conflict: bool,
}

/// All maps and texts of a document as they stood.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ahead {
    maps: HashMap<ObjId, Vec<Entry>>,
    texts: HashMap<ObjId, String>,
}

impl Ahead {
    pub(crate) fn read(doc: &AutoCommit) -> Self {
        let mut ahead = Self::default();
        for entry in doc.iter() {
            match entry.item {
                DocItem::Map(item) => {
                    let map = ahead.maps.entry(entry.obj.as_ref().clone()).or_default();
                    map.push(Entry {
                        key: item.key.to_string(),
                        id: item.id(),
                        conflict: item.conflict,
                        value: item.value.into_value(),
                    });
                }
                DocItem::Text(span) => {
                    let text = ahead.texts.entry(entry.obj.as_ref().clone()).or_default();
                    text.push_str(span.as_str());
                }
                DocItem::List(_) => {}
            }
        }
        ahead
    }

    /// The entries of a map; none if it is empty or unknown.
    pub(crate) fn entries(&self, map: &ObjId) -> &[Entry] {
        self.maps.get(map).map_or(&[], Vec::as_slice)
    }

    /// A text; empty if it is, or unknown.
    pub(crate) fn text(&self, id: &ObjId) -> &str {
        self.texts.get(id).map_or("", String::as_str)
    }

    /// The map of this name at the root.
    pub(crate) fn root(&self, name: &str) -> Option<ObjId> {
        self.entries(&ROOT)
            .iter()
            .find(|entry| entry.key == name)
            .filter(|entry| matches!(entry.value, Value::Object(ObjType::Map)))
            .map(|entry| entry.id.clone())
    }

    /// A string in a map; `None` if it is anything else.
    pub(crate) fn string(&self, map: &ObjId, key: &str) -> Option<String> {
        let entry = self.entries(map).iter().find(|entry| entry.key == key)?;
        match &entry.value {
            Value::Scalar(scalar) => match scalar.as_ref() {
                ScalarValue::Str(text) => Some(text.to_string()),
                _ => None,
            },
            Value::Object(_) => None,
        }
    }
}
