//! The layout of the document: names of root maps and keys, limits, and the fixed first change.

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, AutoCommit, AutomergeError, ObjType, ROOT, TextEncoding};

/// The schema that this program writes. A document of a newer one is opened read-only.
pub const SCHEMA: i64 = 1;

/// The longest text field, in UTF-16 units: some 50 printed pages.
pub const MAX_FIELD_UNITS: usize = 100_000;

/// The most levels, items, sections, lines, records, parties, people and versions together.
pub const MAX_ENTITIES: usize = 50_000;

/// DOM offsets are UTF-16 units; Automerge's own default is code points.
pub(crate) const ENCODING: TextEncoding = TextEncoding::Utf16CodeUnit;

pub(crate) const KEY_SCHEMA: &str = "schema";
pub(crate) const ROOT_PLAN: &str = "plan";

pub(crate) const KIND: &str = "kind";
pub(crate) const STATUS: &str = "status";
pub(crate) const TERM: &str = "term";
pub(crate) const FIRST_YEAR: &str = "first_year";
pub(crate) const LAST_YEAR: &str = "last_year";
pub(crate) const NAME: &str = "name";
pub(crate) const STYLE: &str = "style";
pub(crate) const IN_CHART: &str = "in_chart";
pub(crate) const ORDER: &str = "order";
pub(crate) const BINNED: &str = "binned";
/// Digest of what was in a thing when it went into the bin.
pub(crate) const MARK: &str = "mark";
pub(crate) const PARENT: &str = "parent";
pub(crate) const OWNER: &str = "owner";
pub(crate) const SECTION: &str = "section";
pub(crate) const TITLE: &str = "title";
pub(crate) const CHART_TITLE: &str = "chart_title";
pub(crate) const STATEMENT: &str = "statement";
pub(crate) const NUMBER: &str = "number";
pub(crate) const HEADING: &str = "heading";
pub(crate) const TEXT: &str = "text";
pub(crate) const PARTY: &str = "party";
pub(crate) const LABEL: &str = "label";
pub(crate) const HEADS: &str = "heads";
pub(crate) const BY: &str = "by";
pub(crate) const DATE: &str = "date";
pub(crate) const FIXED: &str = "fixed";
pub(crate) const PROGRAMME: &str = "programme";
pub(crate) const CATEGORY: &str = "category";
pub(crate) const INDICATOR: &str = "indicator";
pub(crate) const ITEM: &str = "item";
pub(crate) const DISTRICT: &str = "district";
pub(crate) const DESCRIPTION: &str = "description";
pub(crate) const ALIASES: &str = "aliases";
pub(crate) const FUNDING: &str = "funding";
pub(crate) const FREQUENCY: &str = "frequency";
pub(crate) const MONTHS: &str = "months";
pub(crate) const CONTRACT: &str = "contract";
pub(crate) const PARTNERS: &str = "partners";
pub(crate) const LIFECYCLE: &str = "lifecycle";
pub(crate) const TREND: &str = "trend";
pub(crate) const BREAKDOWN: &str = "breakdown";
pub(crate) const YEAR: &str = "year";
pub(crate) const ROLE: &str = "role";
pub(crate) const NOTE: &str = "note";
pub(crate) const STATE: &str = "state";
pub(crate) const PERIOD: &str = "period";
pub(crate) const PROGRESS: &str = "progress";
pub(crate) const PROGRESS_STATE: &str = "progress_state";
pub(crate) const ISSUES: &str = "issues";
pub(crate) const ISSUES_STATE: &str = "issues_state";
pub(crate) const REASON: &str = "reason";
pub(crate) const NEXT: &str = "next";
pub(crate) const PHASE: &str = "phase";
pub(crate) const GRADE: &str = "grade";
pub(crate) const COURSE: &str = "course";
pub(crate) const COMMENT: &str = "comment";
pub(crate) const GRADES: &str = "grades";
pub(crate) const SHORT: &str = "short";
pub(crate) const FULL: &str = "full";
/// One key per tag (`tag:重点`), so that tagging apart merges.
pub(crate) const TAG_PREFIX: &str = "tag:";
/// One key per year (`year:2022`), for the same reason.
pub(crate) const YEAR_PREFIX: &str = "year:";

/// One key per caption (`caption:方針`), for the same reason.
pub(crate) const CAPTION_PREFIX: &str = "caption:";

/// One key per date (`date:作成日`), for the same reason.
pub(crate) const DATE_PREFIX: &str = "date:";

/// One key per dismissed finding, for the same reason.
pub(crate) const DISMISSED_PREFIX: &str = "dismissed:";

/// The texts of the plan itself, all made by the first change.
pub(crate) const PLAN_TEXTS: [&str; 6] = [
    TITLE,
    "organization",
    "area",
    "philosophy",
    "slogan",
    "policy",
];

/// All root maps. Never change this list: a new map belongs into a second fixed change.
const ROOT_MAPS: [&str; 19] = [
    ROOT_PLAN,
    "levels",
    "items",
    "sections",
    "lines",
    "categories",
    "programmes",
    "indicators",
    "values",
    "reports",
    "evaluations",
    "scales",
    "actors",
    "districts",
    "meetings",
    "cards",
    "terms",
    "snapshots",
    "people",
];

/// Who made the first change of every plan there is.
const FIRST_ACTOR: &[u8; 16] = b"yoriai\0schema\0\0\x01";

/// A document that holds nothing but the first change, which is the same, byte for byte, on every
/// device: two devices can never make rival root maps.
///
/// From the first release on it is frozen: a plan that begins with another change merges with none
/// of those that are out there.
pub(crate) fn first_document() -> Result<AutoCommit, AutomergeError> {
    let mut doc =
        AutoCommit::new_with_encoding(ENCODING).with_actor(ActorId::from(&FIRST_ACTOR[..]));
    doc.put(ROOT, KEY_SCHEMA, SCHEMA)?;
    for name in ROOT_MAPS {
        let map = doc.put_object(ROOT, name, ObjType::Map)?;
        if name == ROOT_PLAN {
            for text in PLAN_TEXTS {
                doc.put_object(&map, text, ObjType::Text)?;
            }
        }
    }
    doc.commit_with(CommitOptions::default().with_time(0));
    Ok(doc)
}
