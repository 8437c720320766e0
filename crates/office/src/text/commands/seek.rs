//! Which item of a plan an item of a draft is: by number and title below the item above it.

use std::collections::{HashMap, HashSet};

use yoriai_plan::{Item, ItemId, Plan};

use super::numbers::digits;
use crate::text::draft::DraftItem;
use crate::text::fold::{Folded, key};
use crate::text::heading;
use crate::text::line::Segment;
use crate::text::names::{canonical, one_spelling};

/// Titles that share fewer of their pairs of letters are of different items, whatever their
/// numbers.
const ALIKE: f64 = 0.5;

/// The items of a plan by title.
pub(crate) struct Seek<'a> {
    plan: &'a Plan,
    titles: HashMap<String, Vec<&'a Item>>,
    /// By the item above and the bare number.
    numbers: HashMap<(Option<&'a ItemId>, String), Vec<&'a Item>>,
    used: HashSet<ItemId>,
}

impl<'a> Seek<'a> {
    pub(crate) fn of(plan: &'a Plan) -> Self {
        let mut titles: HashMap<String, Vec<&Item>> = HashMap::new();
        let mut numbers: HashMap<(Option<&ItemId>, String), Vec<&Item>> = HashMap::new();
        for item in plan.walk() {
            let number = (item.parent.as_ref(), bare(&item.number));
            numbers.entry(number).or_default().push(item);
            for title in [&item.title, &item.chart_title] {
                if !title.trim().is_empty() {
                    let known = titles.entry(folded(title)).or_default();
                    if known.last().is_none_or(|last| last.id != item.id) {
                        known.push(item);
                    }
                }
            }
        }
        Self {
            plan,
            titles,
            numbers,
            used: HashSet::new(),
        }
    }

    /// The item that is meant; each is meant once.
    pub(crate) fn item(
        &mut self,
        item: &DraftItem,
        parent: Option<&ItemId>,
        depth: Option<usize>,
    ) -> Option<&'a Item> {
        let found = self
            .titled(item, parent, depth)
            .or_else(|| self.numbered(item, parent))?;
        self.used.insert(found.id.clone());
        Some(found)
    }

    /// By its title: right below, else at its level, else the only one anywhere below.
    fn titled(
        &self,
        item: &DraftItem,
        parent: Option<&ItemId>,
        depth: Option<usize>,
    ) -> Option<&'a Item> {
        let named = self.titles.get(&folded(&item.title))?;
        let mut below = named
            .iter()
            .copied()
            .filter(|known| self.is_open(item, known) && self.is_below(known, parent));
        let all: Vec<&Item> = below.by_ref().collect();
        let child = all
            .iter()
            .find(|known| known.parent.as_ref() == parent)
            .or_else(|| all.iter().find(|known| Some(known.depth) == depth));
        match (child, all.as_slice()) {
            (Some(child), _) => Some(child),
            (None, [only]) => Some(only),
            _ => None,
        }
    }

    /// By its number, if its title says much the same, or one of them says nothing.
    fn numbered(&self, item: &DraftItem, parent: Option<&ItemId>) -> Option<&'a Item> {
        let reference = reference(&item.title);
        let number = match (&item.number, &reference) {
            (_, Some((_, number))) => number.clone(),
            (Some(number), None) => bare(&number.last),
            (None, None) => return None,
        };
        if number.is_empty() {
            return None;
        }
        let plan = self.plan;
        let numbered = self.numbers.get(&(parent, number))?.iter().copied();
        let mut same = numbered.filter(|known| self.is_open(item, known));
        match reference {
            Some((level, _)) => same.find(|known| {
                let name = plan.level_of(&known.id).map(|level| canonical(&level.name));
                name.is_some_and(|name| name == level)
            }),
            None => same.find(|known| {
                item.title.is_empty()
                    || known.title.is_empty()
                    || alike(&known.title, &item.title) >= ALIKE
            }),
        }
    }

    /// The line of this year is not the line of another, nor the plan's own.
    fn is_open(&self, item: &DraftItem, known: &Item) -> bool {
        !self.used.contains(&known.id) && (item.years.is_empty() || item.years == known.years)
    }

    fn is_below(&self, known: &Item, parent: Option<&ItemId>) -> bool {
        let Some(parent) = parent else { return true };
        // No plan is as deep; a circle is none of ours to follow.
        const DEEPEST: usize = 64;
        let mut above = known.parent.as_ref();
        for _ in 0..DEEPEST {
            match above {
                Some(id) if id == parent => return true,
                Some(id) => above = self.plan.item(id).and_then(|item| item.parent.as_ref()),
                None => return false,
            }
        }
        false
    }
}

/// 基本目標 1 names an item by its level and number: the canonical name of the level, and the
/// bare number.
pub(super) fn reference(title: &str) -> Option<(String, String)> {
    let segment = Segment::of(title, 0..title.len())?;
    let heading = heading::read(&segment)?;
    let number = heading.number.as_ref()?;
    heading
        .title
        .is_empty()
        .then(|| (heading.level.to_owned(), number.value().to_string()))
}

fn folded(title: &str) -> String {
    one_spelling(&key(title))
}

/// The last number in a number: 2 of 1-(2), 1-②.
fn bare(number: &str) -> String {
    let folded = Folded::of(number, 0..number.len());
    match crate::text::number::read(&folded, 0, crate::text::number::Care::Loose) {
        Some(number) => number.value().to_string(),
        None => digits(&key(number)),
    }
}

/// How many of their pairs of letters two titles share: 0 to 1.
fn alike(one: &str, other: &str) -> f64 {
    let pairs = |text: &str| -> Vec<(char, char)> {
        let chars: Vec<char> = folded(text).chars().collect();
        let mut pairs: Vec<_> = chars.windows(2).map(|pair| (pair[0], pair[1])).collect();
        pairs.sort_unstable();
        pairs
    };
    let (one, other) = (pairs(one), pairs(other));
    let (mut at, mut shared) = (0, 0usize);
    for pair in &one {
        while other.get(at).is_some_and(|found| found < pair) {
            at += 1;
        }
        if other.get(at) == Some(pair) {
            shared += 1;
            at += 1;
        }
    }
    let all = one.len() + other.len();
    if all == 0 {
        return 0.0;
    }
    #[allow(clippy::cast_precision_loss)]
    let share = (2 * shared) as f64 / all as f64;
    share
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_that_differ_in_a_word_are_alike() {
        assert!(alike("地域の福祉情報を発信します", "地域に福祉情報を発信します") > ALIKE);
        assert!(alike("相談の窓口を広げます", "災害に備えます") < ALIKE);
        assert_eq!(alike("", ""), 0.0);
    }

    #[test]
    fn a_level_with_a_number_is_a_reference() {
        assert_eq!(
            reference("基本目標 １"),
            Some(("基本目標".to_owned(), "1".to_owned()))
        );
        assert_eq!(reference("基本目標 1 つながる"), None);
        assert_eq!((bare("1-②").as_str(), bare("(3)").as_str()), ("2", "3"));
    }
}
