//! Random edit scripts: what people might do to a plan, made of dice.
//!
//! Every character that a script types is used only once, so that a test can say of each one
//! whether it is still there, was taken away by somebody, was lost, or was doubled.

mod records;

use std::collections::BTreeSet;

use yoriai_plan::{
    Binned, Caption, Command, FiscalYear, Heads, ItemId, LevelId, LineId, NumberStyle, PartyId,
    Place, Plan, PlanDoc, PlanKind, SectionId, SectionKind, Tag, TextRef,
};

/// A die whose throws follow from a seed (splitmix64).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// A die with a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `sides`; 0 if there are none.
    pub fn roll(&mut self, sides: usize) -> usize {
        let sides = sides.max(1) as u64;
        usize::try_from(self.next() % sides).unwrap_or(0)
    }

    /// One of several, if there are any.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.roll(of.len()))
    }

    /// Twelve bytes for a new id.
    pub fn id(&mut self) -> [u8; 12] {
        let mut id = [0; 12];
        id[..8].copy_from_slice(&self.next().to_be_bytes());
        id[8..].copy_from_slice(&self.next().to_be_bytes()[..4]);
        id
    }
}

/// What was written so far, character by character.
#[derive(Clone, Debug, Default)]
pub struct Ink {
    used: u32,
    /// Everything that was ever typed.
    pub typed: BTreeSet<char>,
    /// Everything that somebody took away.
    pub deleted: BTreeSet<char>,
}

impl Ink {
    /// Some characters that were never used before; some of them are surrogate pairs in UTF-16.
    pub fn write(&mut self, length: usize) -> String {
        let fresh = |n: u32| {
            // Kanji, every third from beyond the basic plane.
            char::from_u32(if n.is_multiple_of(3) {
                0x2_0000 + n
            } else {
                0x4e00 + n
            })
        };
        let text: String = (0..length)
            .filter_map(|_| {
                self.used += 1;
                fresh(self.used % 20_000)
            })
            .collect();
        self.typed.extend(text.chars());
        text
    }

    /// What must be readable in a plan in which everybody's work has arrived.
    #[must_use]
    pub fn left(&self) -> BTreeSet<char> {
        self.typed.difference(&self.deleted).copied().collect()
    }
}

/// Every character of a plan, the bin included, as often as it is there.
#[must_use]
pub fn characters(plan: &Plan) -> Vec<char> {
    plan.fields()
        .iter()
        .filter_map(|field| plan.text(field))
        .flat_map(str::chars)
        .collect()
}

/// A random edit of one text, in the newest version or (`seen`) in an older one.
pub fn random_writing(
    plan: &Plan,
    doc: &PlanDoc,
    seen: Option<&Heads>,
    dice: &mut Dice,
    ink: &mut Ink,
) -> Option<Command> {
    let fields = plan.fields();
    let field = dice.pick(&fields)?.clone();
    let text = match seen {
        Some(version) => doc.text_at(&field, version)?,
        None => plan.text(&field)?.to_owned(),
    };
    let chars: Vec<char> = text.chars().collect();
    let from = dice.roll(chars.len() + 1);
    let length = if dice.roll(2) == 0 {
        0
    } else {
        dice.roll(chars.len() - from + 1)
    };
    let units = |chars: &[char]| {
        let units = chars.iter().map(|c| c.len_utf16()).sum::<usize>();
        u32::try_from(units).unwrap_or(0)
    };
    ink.deleted.extend(&chars[from..from + length]);
    let fresh = dice.roll(4);
    Some(Command::WriteText {
        at: units(&chars[..from]),
        delete: units(&chars[from..from + length]),
        insert: ink.write(fresh),
        seen: seen.cloned(),
        field,
    })
}

/// A random command that makes sense for a plan; some are refused (an item below itself).
pub fn random_command(plan: &Plan, doc: &PlanDoc, dice: &mut Dice, ink: &mut Ink) -> Command {
    let nothing = Command::Batch(Vec::new());
    match dice.roll(26) {
        0..=3 => random_writing(plan, doc, None, dice, ink).unwrap_or(nothing),
        4..=6 => add_item(plan, dice, ink),
        7..=10 => move_item(plan, dice).unwrap_or(nothing),
        11 => item(plan, dice).map_or(nothing, Command::BinItem),
        12 => restore(plan, dice).unwrap_or(nothing),
        13 => tag(plan, dice).unwrap_or(nothing),
        14 => section(plan, dice, ink),
        15 | 16 => line(plan, dice, ink).unwrap_or(nothing),
        17 => level(plan, dice, ink),
        18 => small(plan, dice, ink).unwrap_or(nothing),
        19..=24 => records::record(plan, dice, ink).unwrap_or(nothing),
        _ => Command::Batch(vec![add_item(plan, dice, ink), level(plan, dice, ink)]),
    }
}

fn items(plan: &Plan) -> Vec<ItemId> {
    let mut items: Vec<ItemId> = plan.items.keys().cloned().collect();
    items.sort();
    items
}

fn item(plan: &Plan, dice: &mut Dice) -> Option<ItemId> {
    dice.pick(&items(plan)).cloned()
}

/// An item, or the top.
fn parent(plan: &Plan, dice: &mut Dice) -> Option<ItemId> {
    if dice.roll(4) == 0 {
        None
    } else {
        item(plan, dice)
    }
}

fn place<Id: Clone>(siblings: &[Id], dice: &mut Dice) -> Place<Id> {
    match (dice.roll(4), dice.pick(siblings).cloned()) {
        (0, _) | (_, None) => Place::Last,
        (1, _) => Place::First,
        (2, Some(id)) => Place::Before(id),
        (_, Some(id)) => Place::After(id),
    }
}

fn add_item(plan: &Plan, dice: &mut Dice, ink: &mut Ink) -> Command {
    let parent = parent(plan, dice);
    Command::AddItem {
        id: ItemId::from_random(dice.id()),
        place: place(plan.children(parent.as_ref()), dice),
        parent,
        title: ink.write(2),
    }
}

fn move_item(plan: &Plan, dice: &mut Dice) -> Option<Command> {
    let parent = parent(plan, dice);
    Some(Command::MoveItem {
        id: item(plan, dice)?,
        place: place(plan.children(parent.as_ref()), dice),
        parent,
    })
}

fn restore(plan: &Plan, dice: &mut Dice) -> Option<Command> {
    Some(match dice.pick(plan.bin())?.clone() {
        Binned::Level(id) => Command::RestoreLevel(id),
        Binned::Item(id) => Command::RestoreItem(id),
        Binned::Section(id) => Command::RestoreSection(id),
        Binned::Line(id) => Command::RestoreLine(id),
        Binned::Record(id) => Command::RestoreRecord(id),
    })
}

fn tag(plan: &Plan, dice: &mut Dice) -> Option<Command> {
    let id = item(plan, dice)?;
    let tag = dice.pick(&Tag::COMMON)?.clone();
    Some(if dice.roll(3) == 0 {
        Command::UntagItem { id, tag }
    } else {
        Command::TagItem { id, tag }
    })
}

fn section(plan: &Plan, dice: &mut Dice, ink: &mut Ink) -> Command {
    let mut sections: Vec<SectionId> = plan.sections.keys().cloned().collect();
    sections.sort();
    let owner = parent(plan, dice);
    let place = place(plan.sections(owner.as_ref()), dice);
    match (dice.roll(5), dice.pick(&sections).cloned()) {
        (0, Some(id)) => Command::MoveSection { id, owner, place },
        (1, Some(id)) => Command::BinSection(id),
        _ => Command::AddSection {
            id: SectionId::from_random(dice.id()),
            owner,
            place,
            kind: dice.pick(SectionKind::ALL).copied().unwrap_or_default(),
            heading: ink.write(1),
            text: ink.write(3),
        },
    }
}

fn line(plan: &Plan, dice: &mut Dice, ink: &mut Ink) -> Option<Command> {
    let mut sections: Vec<SectionId> = plan.sections.keys().cloned().collect();
    sections.sort();
    let mut lines: Vec<LineId> = plan.lines.keys().cloned().collect();
    lines.sort();
    let section = dice.pick(&sections)?.clone();
    let place = place(plan.lines(&section), dice);
    Some(match (dice.roll(5), dice.pick(&lines).cloned()) {
        (0, Some(id)) => Command::MoveLine { id, section, place },
        (1, Some(id)) => Command::BinLine(id),
        (2, Some(id)) => Command::SetLineParty {
            id,
            party: dice.pick(&plan.parties).map(|party| party.id.clone()),
        },
        _ => {
            let id = LineId::from_random(dice.id());
            Command::AddLine {
                id,
                section,
                place,
                text: ink.write(2),
            }
        }
    })
}

fn level(plan: &Plan, dice: &mut Dice, ink: &mut Ink) -> Command {
    let levels: Vec<LevelId> = plan.levels.iter().map(|level| level.id.clone()).collect();
    let style = dice.pick(NumberStyle::ALL).copied().unwrap_or_default();
    match (dice.roll(4), dice.pick(&levels).cloned()) {
        (0, Some(id)) => Command::SetLevelStyle { id, style },
        (1, Some(id)) => Command::BinLevel(id),
        (2, Some(id)) => Command::MoveLevel {
            id,
            place: place(&levels, dice),
        },
        _ => Command::AddLevel {
            id: LevelId::from_random(dice.id()),
            place: place(&levels, dice),
            name: ink.write(1),
            style,
            in_chart: dice.roll(2) == 0,
        },
    }
}

fn small(plan: &Plan, dice: &mut Dice, ink: &mut Ink) -> Option<Command> {
    let year = |dice: &mut Dice| FiscalYear::new(2020 + i32::try_from(dice.roll(5)).ok()?);
    Some(match dice.roll(6) {
        0 => Command::SetKind(*dice.pick(PlanKind::ALL)?),
        5 => Command::SetCaption {
            which: *dice.pick(Caption::ALL)?,
            words: (dice.roll(3) > 0).then(|| format!("見出し{}", dice.roll(9))),
        },
        1 => Command::SetPeriod {
            first: year(dice),
            last: year(dice),
        },
        2 => {
            let number = if dice.roll(3) == 0 {
                None
            } else {
                Some(dice.roll(9).to_string())
            };
            Command::SetNumber {
                id: item(plan, dice)?,
                number,
            }
        }
        3 => Command::SetItemYears {
            id: item(plan, dice)?,
            years: [year(dice), year(dice)].into_iter().flatten().collect(),
        },
        _ => Command::AddParty {
            id: PartyId::from_random(dice.id()),
            name: ink.write(1),
        },
    })
}

/// The field of a random thing, for carets and the like.
pub fn random_field(plan: &Plan, dice: &mut Dice) -> Option<TextRef> {
    dice.pick(&plan.fields()).cloned()
}
