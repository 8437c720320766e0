//! Reading single things of a document into the projection, before anything is put in its place.

pub(crate) mod records;

use automerge::ObjId;

use super::field::Reading;
use super::{Item, Level, Line, Party, Person, PlanHead, Raw, Section, Snapshot};
use crate::doc::PlanDoc;
use crate::finding::{ConflictField, FindingKind};
use crate::fiscal::FiscalYear;
use crate::ids::{ItemId, LevelId, LineId, PartyId, PersonId, ProgrammeId, SectionId, SnapshotId};
use crate::kinds::{Caption, NumberStyle, PlanDate, PlanKind, PlanStatus, SectionKind};
use crate::schema as key;

type Findings = Vec<FindingKind>;

pub(crate) fn head(doc: &PlanDoc, object: &ObjId) -> (PlanHead, Findings) {
    let mut reading = Reading::new(doc, object);
    let mut head = PlanHead::default();
    let year = |number: i64| i32::try_from(number).ok().and_then(FiscalYear::new);
    for field in reading.fields() {
        match field.key.as_str() {
            key::KIND => {
                head.kind = reading
                    .word(&field, Some(ConflictField::Kind), PlanKind::parse)
                    .unwrap_or_default();
            }
            key::STATUS => {
                head.status = reading
                    .word(&field, Some(ConflictField::Status), PlanStatus::parse)
                    .unwrap_or_default();
            }
            key::TERM => {
                head.term = reading.whole(&field, ConflictField::Term, |number| {
                    u32::try_from(number).ok()
                });
            }
            key::FIRST_YEAR => {
                head.first_year = reading.whole(&field, ConflictField::FirstYear, year);
            }
            key::LAST_YEAR => {
                head.last_year = reading.whole(&field, ConflictField::LastYear, year);
            }
            name if let Some(word) = name.strip_prefix(key::DATE_PREFIX) => {
                let Some(which) = PlanDate::parse(word) else {
                    continue;
                };
                let date = reading.string(&field, Some(ConflictField::Date(which)));
                head.dates.extend(date.map(|date| (which, date)));
            }
            name if let Some(check) = name.strip_prefix(key::DISMISSED_PREFIX) => {
                let of = ConflictField::Dismissed(check.to_owned());
                let reason = reading.string(&field, Some(of));
                head.dismissed
                    .extend(reason.map(|reason| (check.to_owned(), reason)));
            }
            name if let Some(word) = name.strip_prefix(key::CAPTION_PREFIX) => {
                // One that a newer program knows is left alone.
                let Some(which) = Caption::parse(word) else {
                    continue;
                };
                let own = reading.string(&field, Some(ConflictField::Caption(which)));
                head.captions.extend(own.map(|own| (which, own)));
            }
            name => {
                let place = match key::PLAN_TEXTS.iter().position(|text| *text == name) {
                    Some(0) => &mut head.title,
                    Some(1) => &mut head.organization,
                    Some(2) => &mut head.area,
                    Some(3) => &mut head.philosophy,
                    Some(4) => &mut head.slogan,
                    Some(5) => &mut head.policy,
                    _ => continue,
                };
                *place = reading.text(&field);
            }
        }
    }
    reading.finish();
    head.conflicts = reading.conflicts;
    (head, reading.findings)
}

pub(crate) fn level(doc: &PlanDoc, id: &LevelId, object: &ObjId) -> (Level, Findings) {
    let mut reading = Reading::new(doc, object);
    let mut level = Level {
        id: id.clone(),
        name: String::new(),
        style: NumberStyle::default(),
        in_chart: true,
        in_bin: false,
        conflicts: Vec::new(),
        raw: Raw::default(),
    };
    for field in reading.fields() {
        match field.key.as_str() {
            key::NAME => level.name = reading.text(&field),
            key::STYLE => {
                level.style = reading
                    .word(&field, Some(ConflictField::Style), NumberStyle::parse)
                    .unwrap_or_default();
            }
            key::IN_CHART => {
                level.in_chart = reading
                    .flag(&field, Some(ConflictField::InChart))
                    .unwrap_or(true);
            }
            _ => reading.common(&field, None),
        }
    }
    reading.finish();
    level.in_bin = reading.raw.binned;
    (level.conflicts, level.raw) = (reading.conflicts, reading.raw);
    (level, reading.findings)
}

pub(crate) fn item(doc: &PlanDoc, id: &ItemId, object: &ObjId) -> (Item, Findings) {
    let mut reading = Reading::new(doc, object);
    let (mut title, mut chart_title, mut statement) = Default::default();
    let (mut number, mut programme) = (None, None);
    for field in reading.fields() {
        match field.key.as_str() {
            key::PROGRAMME => {
                let of = Some(ConflictField::Programme);
                programme = reading.word(&field, of, ProgrammeId::parse);
            }
            key::TITLE => title = reading.text(&field),
            key::CHART_TITLE => chart_title = reading.text(&field),
            key::STATEMENT => statement = reading.text(&field),
            key::NUMBER => number = reading.string(&field, Some(ConflictField::Number)),
            _ => reading.common(&field, Some(key::PARENT)),
        }
    }
    reading.finish();
    let item = Item {
        id: id.clone(),
        parent: None,
        depth: 0,
        number: String::new(),
        number_override: number,
        title,
        chart_title,
        statement,
        tags: reading.tags,
        years: reading.years,
        programme,
        in_bin: false,
        conflicts: reading.conflicts,
        raw: reading.raw,
    };
    (item, reading.findings)
}

pub(crate) fn section(doc: &PlanDoc, id: &SectionId, object: &ObjId) -> (Section, Findings) {
    let mut reading = Reading::new(doc, object);
    let (mut heading, mut text) = Default::default();
    let mut kind = SectionKind::default();
    for field in reading.fields() {
        match field.key.as_str() {
            key::HEADING => heading = reading.text(&field),
            key::TEXT => text = reading.text(&field),
            key::KIND => {
                kind = reading
                    .word(&field, Some(ConflictField::Kind), SectionKind::parse)
                    .unwrap_or_default();
            }
            _ => reading.common(&field, Some(key::OWNER)),
        }
    }
    reading.finish();
    let section = Section {
        id: id.clone(),
        owner: None,
        kind,
        heading,
        text,
        in_bin: false,
        conflicts: reading.conflicts,
        raw: reading.raw,
    };
    (section, reading.findings)
}

pub(crate) fn line(doc: &PlanDoc, id: &LineId, object: &ObjId) -> (Line, Findings) {
    let mut reading = Reading::new(doc, object);
    let mut text = String::new();
    let mut party = None;
    for field in reading.fields() {
        match field.key.as_str() {
            key::TEXT => text = reading.text(&field),
            key::PARTY => {
                party = reading.word(&field, Some(ConflictField::Party), PartyId::parse);
            }
            _ => reading.common(&field, Some(key::SECTION)),
        }
    }
    reading.finish();
    let line = Line {
        id: id.clone(),
        section: None,
        text,
        party,
        years: reading.years,
        in_bin: false,
        conflicts: reading.conflicts,
        raw: reading.raw,
    };
    (line, reading.findings)
}

pub(crate) fn party(doc: &PlanDoc, id: &PartyId, object: &ObjId) -> (Party, Findings) {
    let (name, order, findings) = named(doc, object);
    (
        Party {
            id: id.clone(),
            name,
            order,
        },
        findings,
    )
}

pub(crate) fn person(doc: &PlanDoc, id: &PersonId, object: &ObjId) -> (Person, Findings) {
    let (name, order, findings) = named(doc, object);
    (
        Person {
            id: id.clone(),
            name,
            order,
        },
        findings,
    )
}

fn named(doc: &PlanDoc, object: &ObjId) -> (String, String, Findings) {
    let mut reading = Reading::new(doc, object);
    let mut name = String::new();
    for field in reading.fields() {
        if field.key == key::NAME {
            name = reading.text(&field);
        } else {
            reading.common(&field, None);
        }
    }
    (name, reading.raw.order, reading.findings)
}

pub(crate) fn snapshot(doc: &PlanDoc, id: &SnapshotId, object: &ObjId) -> (Snapshot, Findings) {
    let mut reading = Reading::new(doc, object);
    let mut snapshot = Snapshot {
        id: id.clone(),
        label: String::new(),
        heads: Vec::new(),
        by: String::new(),
        date: String::new(),
        fixed: false,
    };
    for field in reading.fields() {
        match field.key.as_str() {
            key::LABEL => snapshot.label = reading.string(&field, None).unwrap_or_default(),
            key::BY => snapshot.by = reading.string(&field, None).unwrap_or_default(),
            key::DATE => snapshot.date = reading.string(&field, None).unwrap_or_default(),
            key::FIXED => snapshot.fixed = reading.flag(&field, None).unwrap_or_default(),
            key::HEADS => snapshot.heads = reading.bytes(&field),
            _ => {}
        }
    }
    (snapshot, reading.findings)
}
