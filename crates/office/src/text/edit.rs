//! Changing a draft in the preview, before anything is created.
//!
//! Each change keeps what holds of a draft that was read: its pieces tile the source, and each
//! text stands in the field that its piece names.

mod columns;
mod fields;
mod lines;
mod places;
mod prose;

pub use columns::DraftColumn;

use super::draft::{Draft, DraftLevel};
use yoriai_plan::NumberStyle;

impl Draft {
    /// Gives an item another title. What the source says stays in [`Draft::source`] only.
    pub fn set_title(&mut self, index: usize, title: &str) {
        if let Some(item) = self.items.get_mut(index) {
            title.clone_into(&mut item.title);
        }
    }

    /// Gives a level (counted from 0, the topmost) another name.
    pub fn set_level_name(&mut self, level: usize, name: &str) {
        if let Some(level) = self.levels.get_mut(level) {
            name.clone_into(&mut level.name);
        }
    }

    /// Gives a level (counted from 0, the topmost) another way of numbering.
    pub fn set_level_style(&mut self, level: usize, style: NumberStyle) {
        if let Some(level) = self.levels.get_mut(level) {
            level.style = style;
        }
    }

    /// Moves an item with all below it to another depth (1 at the top). It stays where it is in
    /// the text, so it can go at most one below the item before it; more is cut to that. Levels
    /// are added where they are missing.
    pub fn set_depth(&mut self, index: usize, depth: usize) {
        let Some(now) = self.items.get(index).map(|item| item.depth) else {
            return;
        };
        let highest = index
            .checked_sub(1)
            .map_or(1, |before| self.items[before].depth + 1);
        let depth = depth.clamp(1, highest);
        let end = self.end_of(index);
        for item in &mut self.items[index..end] {
            // All of these are at `now` or deeper.
            item.depth = item.depth - now + depth;
        }
        self.mend();
    }

    /// Makes prose of an item: its words, number and mark included, go to the end of the item
    /// before it (or of the plan's own sections), and so do its sections. What stood below it
    /// goes one up.
    pub fn demote(&mut self, index: usize) {
        if index >= self.items.len() {
            return;
        }
        let end = self.end_of(index);
        for item in &mut self.items[index + 1..end] {
            item.depth -= 1;
        }
        // Below the gap that the next line leaves, `end_of` would look at other items.
        let item = self.items.remove(index);
        match index.checked_sub(1) {
            Some(before) => self.append_to_item(before, item),
            None => self.append_to_front(item),
        }
        self.mend();
    }

    /// The index after the last item below the one at `index`.
    pub(super) fn end_of(&self, index: usize) -> usize {
        let depth = self.items[index].depth;
        let below = self.items[index + 1..]
            .iter()
            .take_while(|item| item.depth > depth)
            .count();
        index + 1 + below
    }

    /// Each item at most one below the one before it, and a level for every depth.
    pub(super) fn mend(&mut self) {
        let mut highest = 1;
        for item in &mut self.items {
            item.depth = item.depth.clamp(1, highest);
            highest = item.depth + 1;
        }
        let deepest = self.items.iter().map(|item| item.depth).max().unwrap_or(0);
        while self.levels.len() < deepest {
            let name = format!("第{}階層", self.levels.len() + 1);
            self.levels.push(DraftLevel {
                name,
                style: NumberStyle::None,
                in_chart: false,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_text;

    const TEXT: &str =
        "基本目標1 あ\n重点目標(1) い\n具体的な取組\n・う《重点》\n・え\n重点目標(2) お";

    fn shape(draft: &Draft) -> Vec<(usize, &str)> {
        draft
            .items
            .iter()
            .map(|item| (item.depth, item.title.as_str()))
            .collect()
    }

    #[test]
    fn children_follow_their_item() {
        let mut draft = read_text(TEXT);
        assert_eq!(
            shape(&draft),
            [(1, "あ"), (2, "い"), (3, "う"), (3, "え"), (2, "お")]
        );
        draft.set_depth(1, 1);
        assert_eq!(
            shape(&draft),
            [(1, "あ"), (1, "い"), (2, "う"), (2, "え"), (2, "お")]
        );
        assert_eq!(draft.parent(4), Some(1));
        draft.set_depth(1, 9);
        assert_eq!(
            shape(&draft),
            [(1, "あ"), (2, "い"), (3, "う"), (3, "え"), (3, "お")]
        );
        draft.set_depth(4, 4);
        assert_eq!(
            (draft.levels.len(), draft.levels[3].name.as_str()),
            (4, "第4階層")
        );
    }

    #[test]
    fn a_demoted_item_is_prose_with_all_of_its_line() {
        let mut draft = read_text(TEXT);
        draft.demote(2);
        assert_eq!(shape(&draft), [(1, "あ"), (2, "い"), (3, "え"), (2, "お")]);
        assert_eq!(draft.items[1].statement, "・う《重点》");
        draft.demote(0);
        assert_eq!(shape(&draft), [(1, "い"), (2, "え"), (1, "お")]);
        assert_eq!(draft.front[0].text, "基本目標1 あ");
    }

    #[test]
    fn names_and_titles_can_be_changed() {
        let mut draft = read_text(TEXT);
        draft.set_level_name(1, "めあて");
        draft.set_level_style(2, NumberStyle::Circled);
        draft.set_title(2, "新しい名");
        assert_eq!(draft.counts_by_level()[1], ("めあて".to_owned(), 2));
        assert_eq!(
            (draft.levels[2].style, draft.items[2].title.as_str()),
            (NumberStyle::Circled, "新しい名")
        );
        // Out of range is no reason to fail.
        draft.set_title(99, "");
        draft.set_depth(99, 1);
        draft.demote(99);
    }

    #[test]
    fn a_title_given_by_hand_is_kept_when_its_item_becomes_prose() {
        let mut draft = read_text(TEXT);
        draft.set_title(3, "別の名");
        draft.demote(3);
        assert_eq!(draft.items[2].statement, "別の名\n・え");
    }
}
