//! The way through a draft that writes commands: for what the plan has already, what would
//! change; for all else, what makes it.

use std::collections::{HashMap, HashSet, VecDeque};

use yoriai_plan::{
    Command, ItemId, ItemText, LevelId, NumberStyle, Place, Plan, ProgrammeId, RecordId, Section,
    SectionId, SectionKind, Term, TermKind, TextRef,
};

use super::seek::Seek;
use super::{Planned, numbers, split};
use crate::text::draft::{Draft, DraftItem};
use crate::text::fold::{key, squeezed};
use crate::text::join::{JoinPlace, JoinRow, JoinWhat};
use crate::text::names::canonical;
use crate::text::piece::Target;
use crate::text::programmes::Names;

/// UTF-16 units put into one field. Less than the plan's limit, so that people can write on.
const FIELD: usize = 90_000;

/// Things of the plan by what they are known by.
pub(super) type Known<By, Of> = HashMap<By, Of>;

/// The sections of one owner, several of one heading in their order.
type Sections<'a> = Known<(SectionKind, String), VecDeque<&'a Section>>;

/// What has been planned so far.
pub(crate) struct Planning<'a> {
    pub(super) fresh: &'a mut dyn FnMut() -> [u8; 12],
    pub(super) plan: &'a Plan,
    /// Whether the plan is made anew: nothing is there, and nobody is asked.
    pub(super) anew: bool,
    pub(super) out: Planned,
    pub(super) rows: Vec<JoinRow>,
    pub(super) seek: Seek<'a>,
    /// The programmes of the plan by name.
    pub(super) seek_names: Names<ProgrammeId>,
    /// The sections of the plan that are not matched yet, by whose they are and what they are
    /// known by.
    pub(super) sections: HashMap<Option<ItemId>, Sections<'a>>,
    /// The short forms, terms and notes of the plan by kind and name.
    pub(super) terms: Known<(TermKind, String), &'a Term>,
    /// The indicators and programmes of the plan that are matched already.
    pub(super) used: HashSet<RecordId>,
    /// The style of each level, those that are added included.
    styles: Vec<NumberStyle>,
    /// How many items were added below each.
    added: HashMap<Option<ItemId>, usize>,
    /// The items that were added: their depth, and their bare number.
    new: HashMap<ItemId, (usize, String)>,
}

impl<'a> Planning<'a> {
    /// Plans all of a draft.
    pub(crate) fn run(
        draft: &Draft,
        plan: &'a Plan,
        anew: bool,
        fresh: &'a mut dyn FnMut() -> [u8; 12],
    ) -> (Planned, Vec<JoinRow>) {
        let mut planning = Self {
            fresh,
            plan,
            anew,
            out: Planned::default(),
            rows: Vec::new(),
            seek: Seek::of(plan),
            seek_names: Names::of(std::iter::empty()),
            sections: HashMap::new(),
            terms: super::lists::terms_by_name(plan),
            used: HashSet::new(),
            styles: plan.levels.iter().map(|level| level.style).collect(),
            added: HashMap::new(),
            new: HashMap::new(),
        };
        planning.head(draft);
        planning.words(draft);
        planning.programmes(draft);
        let depths = planning.levels(draft);
        planning.items(draft, &depths);
        (planning.out, planning.rows)
    }

    pub(super) fn push(&mut self, command: Command) {
        self.out.commands.push(command);
    }

    /// Says what became of a thing; nobody reads it where the plan is made anew.
    pub(super) fn row(&mut self, place: JoinPlace, name: &str, what: JoinWhat) {
        self.row_with(place, name, what, Vec::new());
    }

    pub(super) fn row_with(
        &mut self,
        place: JoinPlace,
        name: &str,
        what: JoinWhat,
        commands: Vec<Command>,
    ) {
        if !self.anew {
            self.rows.push(JoinRow {
                place,
                name: name.to_owned(),
                what,
                take: false,
                commands,
            });
        }
    }

    /// A choice, a number, a date: set where the plan has none, offered where it has another.
    pub(super) fn scalar(
        &mut self,
        place: JoinPlace,
        name: &str,
        before: Option<String>,
        after: String,
        command: Command,
    ) {
        match before {
            None => {
                self.push(command);
                self.row(place, name, JoinWhat::Added);
            }
            Some(before) if key(&before) == key(&after) => self.row(place, name, JoinWhat::Same),
            Some(before) => {
                let what = JoinWhat::Changed { before, after };
                self.row_with(place, name, what, vec![command]);
            }
        }
    }

    /// Writes into a field. `before` is what stands in it, `None` in a thing that is new.
    pub(super) fn text(
        &mut self,
        (place, name): (Target, &str),
        field: TextRef,
        before: Option<&str>,
        text: &str,
        owner: Option<&ItemId>,
    ) {
        if text.is_empty() {
            return;
        }
        let mut parts = split(text, FIELD).into_iter();
        let first = parts.next().unwrap_or_default();
        let empty = before.is_none_or(|before| before.trim().is_empty());
        let deleted = before.map_or(0, |before| before.encode_utf16().count());
        let mut commands = vec![Command::WriteText {
            field,
            at: 0,
            delete: u32::try_from(deleted).unwrap_or(u32::MAX),
            insert: first.to_owned(),
            seen: None,
        }];
        for part in parts {
            commands.push(self.plain(owner, part));
        }
        let place = JoinPlace::Field(place);
        match before {
            Some(before) if !empty && squeezed(before) == squeezed(text) => {
                self.row(place, name, JoinWhat::Same);
            }
            Some(before) if !empty => {
                let (before, after) = (before.to_owned(), text.to_owned());
                self.row_with(place, name, JoinWhat::Changed { before, after }, commands);
            }
            _ => {
                self.out.commands.append(&mut commands);
                if before.is_some() {
                    self.row(place, name, JoinWhat::Added);
                }
            }
        }
    }

    /// A section for what is too long for one field.
    fn plain(&mut self, owner: Option<&ItemId>, text: &str) -> Command {
        Command::AddSection {
            id: SectionId::from_random((self.fresh)()),
            owner: owner.cloned(),
            place: Place::Last,
            kind: SectionKind::Free,
            heading: String::new(),
            text: text.to_owned(),
        }
    }

    /// The levels by name, and below those of the plan those that it has not. Returns the depth
    /// in the plan of each level.
    fn levels(&mut self, draft: &Draft) -> Vec<usize> {
        let mut depths: Vec<usize> = Vec::new();
        for (at, level) in draft.levels.iter().enumerate() {
            let above = depths.last().copied().unwrap_or(0);
            let name = canonical(&level.name);
            let named = self.plan.levels.iter().enumerate().skip(above);
            let named = named
                .filter(|(_, known)| canonical(&known.name) == name)
                .map(|(at, _)| at + 1)
                .next();
            let depth = named.unwrap_or(above + 1);
            let known = self
                .plan
                .levels
                .get(depth - 1)
                .map(|level| level.id.clone());
            let id = match known {
                Some(id) => id,
                None => self.level(draft, at),
            };
            self.out.levels.push(id);
            depths.push(depth);
        }
        depths
    }

    fn level(&mut self, draft: &Draft, at: usize) -> LevelId {
        let id = LevelId::from_random((self.fresh)());
        if let Some(level) = draft.levels.get(at) {
            self.push(Command::AddLevel {
                id: id.clone(),
                place: Place::Last,
                name: level.name.clone(),
                style: level.style,
                in_chart: level.in_chart,
            });
            self.styles.push(level.style);
            self.row(JoinPlace::Level(at), &level.name, JoinWhat::Added);
        }
        id
    }

    fn items(&mut self, draft: &Draft, depths: &[usize]) {
        let mut above: Vec<ItemId> = Vec::new();
        for item in &draft.items {
            above.truncate(item.depth.saturating_sub(1));
            let parent = above.last().cloned();
            let level = item.depth.saturating_sub(1);
            let depth = depths.get(level).copied();
            let under_new = parent.as_ref().is_some_and(|id| self.new.contains_key(id));
            let known = if under_new {
                None
            } else {
                self.seek.item(item, parent.as_ref(), depth)
            };
            let id = match &known {
                Some(known) => known.id.clone(),
                None => self.new_item(draft, item, parent),
            };
            self.out.items.insert(item.key, id.clone());
            self.item_fields(item, &id, known);
            self.item_records(item, &id);
            above.push(id);
        }
    }

    fn new_item(&mut self, draft: &Draft, item: &DraftItem, parent: Option<ItemId>) -> ItemId {
        let id = ItemId::from_random((self.fresh)());
        let plan = self.plan;
        let (depth, above) = match &parent {
            None => (0, String::new()),
            Some(parent) => self.new.get(parent).cloned().unwrap_or_else(|| {
                plan.item(parent).map_or((0, String::new()), |known| {
                    (known.depth, numbers::bare(Some(&known.number), 0))
                })
            }),
        };
        let depth = depth + 1;
        if depth > self.styles.len() && !draft.levels.is_empty() {
            self.level(
                draft,
                item.depth.saturating_sub(1).min(draft.levels.len() - 1),
            );
        }
        let count = self.added.entry(parent.clone()).or_insert(0);
        *count += 1;
        let place = *count + plan.children(parent.as_ref()).len();
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        let style = self.styles.get(depth - 1).copied().unwrap_or_default();
        let derived = numbers::derived(style, place, &above);
        let number = numbers::by_hand(item.number.as_ref(), style, &derived);
        let bare = numbers::bare(number.as_deref(), place);
        self.new.insert(id.clone(), (depth, bare));
        self.push(Command::AddItem {
            id: id.clone(),
            parent,
            place: Place::Last,
            title: item.title.clone(),
        });
        if number.is_some() {
            self.push(Command::SetNumber {
                id: id.clone(),
                number,
            });
        }
        let place = JoinPlace::Field(Target::ItemTitle(item.key));
        self.row(place, &item.title, JoinWhat::Added);
        id
    }

    fn item_fields(&mut self, item: &DraftItem, id: &ItemId, known: Option<&yoriai_plan::Item>) {
        let text = |which| TextRef::Item(id.clone(), which);
        let name = item.title.as_str();
        if let Some(known) = known {
            // 基本目標 1 means the goal, and is no other wording of it.
            let title = if super::seek::reference(&item.title).is_some() {
                known.title.as_str()
            } else {
                name
            };
            let place = (Target::ItemTitle(item.key), name);
            self.text(
                place,
                text(ItemText::Title),
                Some(&known.title),
                title,
                Some(id),
            );
        }
        let chart = known.map(|known| known.chart_title.as_str());
        let place = (Target::ChartTitle(item.key), name);
        self.text(
            place,
            text(ItemText::ChartTitle),
            chart,
            &item.chart_title,
            Some(id),
        );
        let statement = known.map(|known| known.statement.as_str());
        let place = (Target::Statement(item.key), name);
        self.text(
            place,
            text(ItemText::Statement),
            statement,
            &item.statement,
            Some(id),
        );
        for tag in &item.tags {
            if known.is_some_and(|known| known.tags.contains(tag)) {
                continue;
            }
            self.push(Command::TagItem {
                id: id.clone(),
                tag: tag.clone(),
            });
            if known.is_some() {
                self.row(JoinPlace::Tag(item.key, tag.clone()), name, JoinWhat::Added);
            }
        }
        if known.is_none() && !item.years.is_empty() {
            self.push(Command::SetItemYears {
                id: id.clone(),
                years: item.years.clone(),
            });
        }
        for section in &item.sections {
            self.section(Some(id), section);
        }
    }
}
