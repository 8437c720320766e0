//! The draft while it is being read: nodes, sections and pieces, each piece written down with
//! the text that it adds, so that neither can be forgotten.

mod nodes;
mod records;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use yoriai_plan::{
    Caption, CategoryText, FiscalYear, PlanDate, ProgrammeText, SectionKind, Tag, TermText,
};

use super::draft::{DraftLine, DraftSection};
use super::fold::{key, one_line, squeezed, trimmed};
use super::number::Form;
use super::piece::{Label, Piece, Role, SectionKey, Target};
pub(crate) use records::{Records, report_field};

/// More things than this are no plan; what follows becomes prose. Well below the plan's own
/// limit of entities, which counts levels and what is added later as well.
const MAX_THINGS: usize = 20_000;
/// The rank of a level that the source does not name.
pub(crate) const UNNAMED: u8 = 0;
/// Bytes of the longest title or heading; longer ones are prose.
pub(crate) const MAX_TITLE: usize = 3_000;

/// An item while it is being read.
#[derive(Debug, Default)]
pub(crate) struct Node {
    pub(crate) parent: Option<usize>,
    pub(crate) level: usize,
    pub(crate) children: Vec<usize>,
    pub(crate) title: String,
    pub(crate) chart_title: String,
    pub(crate) statement: String,
    pub(crate) number: Option<NodeNumber>,
    /// The bullet in front of it, if it has one instead of a number.
    pub(crate) bullet: Option<char>,
    pub(crate) tags: Vec<Tag>,
    pub(crate) years: Vec<FiscalYear>,
    pub(crate) sections: Vec<usize>,
    pub(crate) source: Range<usize>,
    /// Its title is the chart's wording; the body has not named it yet.
    pub(crate) only_chart: bool,
    /// Where its title stands among the pieces.
    title_pieces: Vec<usize>,
}

/// The number of an item, as typed.
#[derive(Clone, Debug)]
pub(crate) struct NodeNumber {
    pub(crate) whole: String,
    pub(crate) last: String,
    pub(crate) parts: usize,
    pub(crate) form: Form,
    pub(crate) value: u32,
    /// Only another item's number says so; the source may still give its own.
    implied: bool,
}

/// A level while it is being read.
#[derive(Clone, Debug)]
pub(crate) struct LevelNode {
    pub(crate) name: String,
    pub(crate) canonical: String,
    /// [`UNNAMED`]: its name is none of the source's.
    pub(crate) rank: u8,
    pub(crate) in_chart: bool,
}

/// All that has been read.
#[derive(Debug)]
pub(crate) struct Builder<'s> {
    pub(crate) source: &'s str,
    pub(crate) levels: Vec<LevelNode>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) roots: Vec<usize>,
    pub(crate) sections: Vec<DraftSection>,
    pub(crate) front: Vec<usize>,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) title: String,
    pub(crate) organization: String,
    pub(crate) philosophy: String,
    pub(crate) slogan: String,
    pub(crate) policy: String,
    /// What the source writes over fields and columns.
    pub(crate) captions: BTreeMap<Caption, String>,
    pub(crate) dates: BTreeMap<PlanDate, String>,
    /// What stands beside the tree.
    pub(crate) records: Records,
    by_number: HashMap<(Option<usize>, u32), usize>,
    by_title: HashMap<(Option<usize>, String), usize>,
    lines: usize,
}

impl<'s> Builder<'s> {
    pub(crate) fn new(source: &'s str, levels: Vec<LevelNode>) -> Self {
        Self {
            source,
            levels,
            nodes: Vec::new(),
            roots: Vec::new(),
            sections: Vec::new(),
            front: Vec::new(),
            pieces: Vec::new(),
            title: String::new(),
            organization: String::new(),
            philosophy: String::new(),
            slogan: String::new(),
            policy: String::new(),
            captions: BTreeMap::new(),
            dates: BTreeMap::new(),
            records: Records::default(),
            by_number: HashMap::new(),
            by_title: HashMap::new(),
            lines: 0,
        }
    }

    /// Whether there is room for another thing.
    pub(crate) fn is_full(&self) -> bool {
        self.nodes.len() + self.sections.len() + self.lines + self.records.len() >= MAX_THINGS
    }

    pub(crate) fn text(&self, span: &Range<usize>) -> &'s str {
        self.source.get(span.clone()).unwrap_or_default()
    }

    /// Writes a piece down that adds no text. Blank stretches have none.
    pub(crate) fn mark(&mut self, span: Range<usize>, role: Role) {
        if let Some(source) = trimmed(self.source, span) {
            self.pieces.push(Piece { source, role });
        }
    }

    pub(crate) fn mark_all(&mut self, spans: &[Range<usize>], role: &Role) {
        for span in spans {
            self.mark(span.clone(), role.clone());
        }
    }

    /// Takes words for what the views write over a field or a column; `false` if the source wrote
    /// something else there before, which then stays.
    pub(crate) fn caption(&mut self, span: Range<usize>, which: Caption) -> bool {
        let said = self.text(&span).trim();
        // 組 織 名 is spaced out to fill its cell; 令和4年度 事業推進方針 is two words.
        let spaced_out = said
            .split_whitespace()
            .all(|part| part.chars().count() == 1);
        let said = if spaced_out {
            squeezed(said)
        } else {
            one_line(said, "・")
        };
        // 目標達成状況 over 未達成理由 is written with a dot between where there is one line.
        let folded = |words: &str| key(words).replace('・', "");
        let holds = |caption: &str| folded(caption).contains(&folded(&said));
        match self.captions.get(&which) {
            Some(known) if !holds(known) => return false,
            Some(_) => {}
            None if holds(which.word()) => {
                self.captions.insert(which, which.word().to_owned());
            }
            None => {
                self.captions.insert(which, said);
            }
        }
        self.mark(span, Role::Label(Label::Caption(which)));
        true
    }

    /// Adds text to a field as a paragraph of its own.
    pub(crate) fn append(&mut self, target: Target, span: Range<usize>) {
        let between = if is_one_line(target) { " " } else { "\n" };
        self.write(target, span, between);
    }

    /// Adds text to a field as the rest of its last sentence.
    pub(crate) fn join(&mut self, target: Target, span: Range<usize>) {
        let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let words = self
            .field(target)
            .is_some_and(|field| ascii(field.chars().next_back()))
            && ascii(self.text(&span).chars().next());
        self.write(target, span, if words { " " } else { "" });
    }

    fn write(&mut self, target: Target, span: Range<usize>, between: &str) {
        let Some(span) = trimmed(self.source, span) else {
            return;
        };
        let text = self.text(&span);
        let Some(field) = self.field(target) else {
            return;
        };
        if !field.is_empty() {
            field.push_str(between);
        }
        if is_one_line(target) {
            // A cell that somebody broke into lines to fit its column.
            field.push_str(&one_line(text, ""));
        } else {
            field.push_str(text);
        }
        if let Target::ItemTitle(key) = target {
            let at = self.pieces.len();
            self.nodes[key.index()].title_pieces.push(at);
        }
        self.pieces.push(Piece {
            source: span,
            role: Role::Text(target),
        });
    }

    pub(crate) fn field(&mut self, target: Target) -> Option<&mut String> {
        Some(match target {
            Target::Title => &mut self.title,
            Target::Organization => &mut self.organization,
            Target::Philosophy => &mut self.philosophy,
            Target::Slogan => &mut self.slogan,
            Target::Policy => &mut self.policy,
            Target::ItemTitle(key) => &mut self.nodes.get_mut(key.index())?.title,
            Target::ChartTitle(key) => &mut self.nodes.get_mut(key.index())?.chart_title,
            Target::Statement(key) => &mut self.nodes.get_mut(key.index())?.statement,
            Target::SectionHeading(key) => &mut self.sections.get_mut(key.index())?.heading,
            Target::SectionText(key) => &mut self.sections.get_mut(key.index())?.text,
            Target::Line(key, line) => {
                &mut self
                    .sections
                    .get_mut(key.index())?
                    .lines
                    .get_mut(line)?
                    .text
            }
            Target::Date(which) => self.dates.entry(which).or_default(),
            other => return self.records.field(other),
        })
    }

    /// Adds a section, of an item or of the plan itself.
    pub(crate) fn add_section(
        &mut self,
        owner: Option<usize>,
        kind: SectionKind,
        at: usize,
    ) -> SectionKey {
        let index = self.sections.len();
        let key = SectionKey::new(index);
        self.sections.push(DraftSection {
            key,
            kind,
            heading: String::new(),
            text: String::new(),
            lines: Vec::new(),
            source: at..at,
        });
        match owner {
            Some(node) => self.nodes[node].sections.push(index),
            None => self.front.push(index),
        }
        key
    }

    /// Adds a line to a section; too long a line becomes prose of it.
    pub(crate) fn add_line(
        &mut self,
        section: SectionKey,
        span: Range<usize>,
        years: Vec<FiscalYear>,
    ) -> Target {
        if span.len() > MAX_TITLE || self.is_full() {
            self.append(Target::SectionText(section), span);
            return Target::SectionText(section);
        }
        let Some(found) = self.sections.get_mut(section.index()) else {
            return Target::Policy;
        };
        let target = Target::Line(section, found.lines.len());
        found.lines.push(DraftLine {
            text: String::new(),
            years,
            source: span.clone(),
        });
        self.lines += 1;
        self.append(target, span);
        target
    }
}

/// Whether a field is one line.
fn is_one_line(target: Target) -> bool {
    matches!(
        target,
        Target::Title
            | Target::Organization
            | Target::ItemTitle(_)
            | Target::ChartTitle(_)
            | Target::SectionHeading(_)
            | Target::Date(_)
            | Target::Category(_, CategoryText::Name)
            | Target::Programme(_, ProgrammeText::Name)
            | Target::IndicatorName(_)
            | Target::Grade(_)
            | Target::Term(_, TermText::Short | TermText::Full)
    )
}
