//! Reading the fields of one thing, whatever is in them.
//!
//! Nothing in here fails: what cannot be read becomes a finding with its raw content.

use automerge::{ObjId, ObjType, ROOT, ReadDoc, ScalarValue, Value, ValueRef};

use crate::doc::PlanDoc;
pub(super) use crate::doc::ahead::Entry as Field;
use crate::finding::{Conflict, ConflictField, FindingKind, Rival};
use crate::fiscal::FiscalYear;
use crate::kinds::Tag;
use crate::plan::Raw;
use crate::schema;

/// How deep raw content is shown; another program's document may be endless.
const RAW_DEPTH: usize = 4;

/// Reads the fields of one thing and gathers what is odd about them.
pub(super) struct Reading<'a> {
    doc: &'a PlanDoc,
    object: &'a ObjId,
    pub(super) findings: Vec<FindingKind>,
    pub(super) conflicts: Vec<Conflict>,
    /// All the digests there are, where devices binned a thing apart.
    pub(super) raw: Raw,
    pub(super) tags: Vec<Tag>,
    pub(super) years: Vec<FiscalYear>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(doc: &'a PlanDoc, object: &'a ObjId) -> Self {
        Self {
            doc,
            object,
            findings: Vec::new(),
            conflicts: Vec::new(),
            raw: Raw::default(),
            tags: Vec::new(),
            years: Vec::new(),
        }
    }

    pub(super) fn fields(&self) -> Vec<Field> {
        if let Some(ahead) = self.doc.ahead() {
            return ahead.entries(self.object).to_vec();
        }
        self.doc
            .automerge()
            .map_range(self.object, ..)
            .map(|entry| Field {
                key: entry.key.to_string(),
                id: entry.id(),
                conflict: entry.conflict,
                value: owned(&entry.value),
            })
            .collect()
    }

    /// A text. A plain string of another program is shown as well, and reported.
    pub(super) fn text(&mut self, field: &Field) -> String {
        if field.conflict {
            for (value, id) in self.all(&field.key) {
                if id != field.id {
                    let raw = self.show(&value, &id);
                    self.findings.push(FindingKind::RivalText {
                        field: field.key.clone(),
                        raw,
                    });
                }
            }
        }
        if matches!(field.value, Value::Object(ObjType::Text)) {
            return match self.doc.ahead() {
                Some(ahead) => ahead.text(&field.id).to_owned(),
                None => self.doc.automerge().text(&field.id).unwrap_or_default(),
            };
        }
        self.unreadable(field);
        self.string_of(field).unwrap_or_default()
    }

    fn string_of(&self, field: &Field) -> Option<String> {
        match &field.value {
            Value::Scalar(scalar) => match scalar.as_ref() {
                ScalarValue::Str(text) => Some(text.to_string()),
                _ => None,
            },
            Value::Object(_) => None,
        }
    }

    /// A string, `None` where it is null; anything else is reported.
    pub(super) fn string(&mut self, field: &Field, of: Option<ConflictField>) -> Option<String> {
        self.rivals(field, of);
        if let Value::Scalar(scalar) = &field.value
            && matches!(scalar.as_ref(), ScalarValue::Null)
        {
            return None;
        }
        let text = self.string_of(field);
        if text.is_none() {
            self.unreadable(field);
        }
        text
    }

    /// A string that stands for one of a few things; a word of a newer program is reported.
    pub(super) fn word<T>(
        &mut self,
        field: &Field,
        of: Option<ConflictField>,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let word = self.string(field, of)?;
        let value = parse(&word);
        if value.is_none() {
            self.unreadable(field);
        }
        value
    }

    pub(super) fn flag(&mut self, field: &Field, of: Option<ConflictField>) -> Option<bool> {
        self.rivals(field, of);
        let flag = match &field.value {
            Value::Scalar(scalar) => scalar.as_bool(),
            Value::Object(_) => None,
        };
        if flag.is_none() {
            self.unreadable(field);
        }
        flag
    }

    /// A whole number that stands for something; `None` where it is null.
    pub(super) fn whole<T>(
        &mut self,
        field: &Field,
        of: ConflictField,
        parse: impl Fn(i64) -> Option<T>,
    ) -> Option<T> {
        self.rivals(field, Some(of));
        let number = match &field.value {
            Value::Scalar(scalar) => match scalar.as_ref() {
                ScalarValue::Null => return None,
                ScalarValue::Int(number) => Some(*number),
                ScalarValue::Uint(number) => i64::try_from(*number).ok(),
                _ => None,
            },
            Value::Object(_) => None,
        };
        let value = number.and_then(parse);
        if value.is_none() {
            self.unreadable(field);
        }
        value
    }

    pub(super) fn bytes(&mut self, field: &Field) -> Vec<u8> {
        match &field.value {
            Value::Scalar(scalar) if scalar.is_bytes() => {
                scalar.as_bytes().map(<[u8]>::to_vec).unwrap_or_default()
            }
            _ => {
                self.unreadable(field);
                Vec::new()
            }
        }
    }

    /// The fields that many things share: order, bin, the thing above, tags, years. A field that
    /// is none of these is of a newer program, and left alone.
    pub(super) fn common(&mut self, field: &Field, above: Option<&str>) {
        let key = field.key.as_str();
        if Some(key) == above {
            self.raw.parent = self.string(field, Some(ConflictField::Parent));
        } else if key == schema::ORDER {
            self.raw.order = self.string(field, None).unwrap_or_default();
        } else if key == schema::BINNED {
            self.raw.binned = self
                .flag(field, Some(ConflictField::Binned))
                .unwrap_or_default();
        } else if key == schema::MARK {
            self.raw.marks = self
                .all(key)
                .iter()
                .filter_map(|(value, _)| value.as_scalar().and_then(ScalarValue::as_i64))
                .collect();
            self.raw.marks.sort_unstable();
        } else if let Some(word) = key.strip_prefix(schema::TAG_PREFIX) {
            let tag = Tag::parse(word);
            let of = tag.clone().map(ConflictField::Tag);
            match (self.flag(field, of), tag) {
                (Some(true), Some(tag)) => self.tags.push(tag),
                (Some(true), None) => self.unreadable(field),
                _ => {}
            }
        } else if let Some(word) = key.strip_prefix(schema::YEAR_PREFIX) {
            let year = word.parse().ok().and_then(FiscalYear::new);
            match (self.flag(field, year.map(ConflictField::Year)), year) {
                (Some(true), Some(year)) => self.years.push(year),
                (Some(true), None) => self.unreadable(field),
                _ => {}
            }
        }
    }

    /// Sorts and takes what [`Reading::common`] gathered.
    pub(super) fn finish(&mut self) {
        self.tags.sort();
        self.tags.dedup();
        self.years.sort();
        self.years.dedup();
        self.conflicts.sort_by(|a, b| a.field.cmp(&b.field));
    }

    fn all(&self, key: &str) -> Vec<(Value<'static>, ObjId)> {
        let all = self
            .doc
            .automerge()
            .get_all(self.object, key)
            .unwrap_or_default();
        all.into_iter()
            .map(|(value, id)| (value.into_owned(), id))
            .collect()
    }

    fn unreadable(&mut self, field: &Field) {
        let raw = self.show(&field.value, &field.id);
        self.findings.push(FindingKind::Unreadable {
            field: field.key.clone(),
            raw,
        });
    }

    /// Notes the values that lost, if any differs from the one in force.
    fn rivals(&mut self, field: &Field, of: Option<ConflictField>) {
        let (true, Some(of)) = (field.conflict, of) else {
            return;
        };
        let mut all = self.all(&field.key);
        // The one in force first, the newest of the others next.
        all.reverse();
        all.sort_by_key(|(_, id)| *id != field.id);
        let mut values: Vec<Rival> = Vec::new();
        for (value, id) in all {
            let text = self.show(&value, &id);
            if values.iter().any(|rival| rival.value == text) {
                continue;
            }
            let change = self
                .doc
                .automerge()
                .hash_for_opid(&id)
                .and_then(|hash| self.doc.automerge().get_change_by_hash(&hash));
            values.push(Rival {
                value: text,
                author: change
                    .as_ref()
                    .and_then(|change| change.message().map(str::to_owned)),
                seconds: change.as_ref().map(automerge::Change::timestamp),
            });
        }
        if values.len() > 1 {
            self.conflicts.push(Conflict { field: of, values });
        }
    }

    fn show(&self, value: &Value<'_>, id: &ObjId) -> String {
        show(self.doc, value, id, RAW_DEPTH)
    }
}

fn owned(value: &ValueRef<'_>) -> Value<'static> {
    value.clone().into_value()
}

/// A value as text, for people: strings as they are, null as nothing.
fn show(doc: &PlanDoc, value: &Value<'_>, id: &ObjId, depth: usize) -> String {
    let auto = doc.automerge();
    match value {
        Value::Scalar(scalar) => match scalar.as_ref() {
            ScalarValue::Null => String::new(),
            ScalarValue::Str(text) => text.to_string(),
            ScalarValue::Boolean(flag) => flag.to_string(),
            ScalarValue::Int(number) => number.to_string(),
            ScalarValue::Uint(number) => number.to_string(),
            other => other.to_string(),
        },
        Value::Object(ObjType::Text) => auto.text(id).unwrap_or_default(),
        Value::Object(_) if depth == 0 => "…".to_owned(),
        Value::Object(ObjType::List) => {
            let parts: Vec<String> = auto
                .values(id)
                .map(|(value, id)| show(doc, &value, &id, depth - 1))
                .collect();
            format!("[{}]", parts.join(", "))
        }
        Value::Object(_) => {
            let parts: Vec<String> = auto
                .map_range(id, ..)
                .map(|entry| {
                    let inner = show(doc, &owned(&entry.value), &entry.id(), depth - 1);
                    format!("{}: {inner}", entry.key)
                })
                .collect();
            format!("{{{}}}", parts.join(", "))
        }
    }
}

/// An entry of a root map, as text.
pub(super) fn show_entry(doc: &PlanDoc, root: &ObjId, key: &str) -> Option<String> {
    match doc.automerge().get(root, key) {
        Ok(Some((value, id))) => Some(show(doc, &value, &id, RAW_DEPTH)),
        _ => None,
    }
}

/// What stands where a root map should be; `None` if there is nothing.
pub(super) fn show_root(doc: &PlanDoc, name: &str) -> Option<String> {
    show_entry(doc, &ROOT, name)
}
