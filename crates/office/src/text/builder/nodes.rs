//! Items while they are being read: their numbers, titles and tags, and how a level is numbered.

use std::ops::Range;

use yoriai_plan::{NumberStyle, Tag};

use super::{Builder, MAX_TITLE, Node, NodeNumber, UNNAMED};
use crate::text::fold::squeezed;
use crate::text::names::{LEAF, canonical, undated};
use crate::text::number::{Form, Number};
use crate::text::piece::{ItemKey, Label, Role, Target};

impl Builder<'_> {
    /// Adds an item.
    pub(crate) fn add_node(
        &mut self,
        parent: Option<usize>,
        level: usize,
        source: Range<usize>,
    ) -> usize {
        let index = self.nodes.len();
        self.nodes.push(Node {
            parent,
            level,
            source,
            ..Node::default()
        });
        match parent {
            Some(parent) => self.nodes[parent].children.push(index),
            None => self.roots.push(index),
        }
        index
    }

    /// The child of `parent` with a number, the one named last.
    pub(crate) fn child_numbered(&self, parent: Option<usize>, value: u32) -> Option<usize> {
        self.by_number.get(&(parent, value)).copied()
    }

    /// The child of `parent` with a title.
    pub(crate) fn child_titled(&self, parent: Option<usize>, title: &str) -> Option<usize> {
        self.by_title.get(&(parent, squeezed(title))).copied()
    }

    /// Gives an item its number, or says it again.
    pub(crate) fn give_number(
        &mut self,
        node: usize,
        number: &Number,
        whole: String,
        last: String,
    ) {
        let parent = self.nodes[node].parent;
        self.by_number.insert((parent, number.value()), node);
        let given = NodeNumber {
            whole: whole.replace('ー', "-"),
            last,
            parts: number.parts.len(),
            form: number.form(),
            value: number.value(),
            implied: false,
        };
        let slot = &mut self.nodes[node].number;
        // The body's way of writing it wins over the chart's if it says more (1-(2) over (2)).
        if slot.as_ref().is_none_or(|known| {
            known.implied || known.parts < given.parts && known.form == given.form
        }) {
            *slot = Some(given);
        }
    }

    /// Makes room for a number that the source only implies: the pillar of a goal 2-①.
    pub(crate) fn imply_number(&mut self, node: usize, value: u32) {
        let parent = self.nodes[node].parent;
        self.by_number.insert((parent, value), node);
        let whole = value.to_string();
        self.nodes[node].number = Some(NodeNumber {
            last: whole.clone(),
            whole,
            parts: 1,
            form: Form::Plain,
            value,
            implied: true,
        });
    }

    /// Gives an item its title, or another wording of it.
    pub(crate) fn give_title(&mut self, node: usize, span: Range<usize>, in_chart: bool) {
        let parent = self.nodes[node].parent;
        let key = ItemKey::new(node);
        if span.len() > MAX_TITLE {
            self.append(Target::Statement(key), span);
            return;
        }
        let wording = squeezed(self.text(&span));
        let known = squeezed(&self.nodes[node].title);
        if known.is_empty() {
            self.append(Target::ItemTitle(key), span);
            self.by_title.entry((parent, wording)).or_insert(node);
            self.nodes[node].only_chart = in_chart;
        } else if known == wording {
            self.nodes[node].only_chart &= in_chart;
            let at = self.pieces.len();
            self.nodes[node].title_pieces.push(at);
            self.mark(span, Role::Text(Target::ItemTitle(key)));
        } else if in_chart {
            if self.nodes[node].chart_title.is_empty() && !self.nodes[node].only_chart {
                self.append(Target::ChartTitle(key), span);
            } else if squeezed(&self.nodes[node].chart_title) == wording {
                self.mark(span, Role::Text(Target::ChartTitle(key)));
            } else {
                self.append(Target::Statement(key), span);
            }
        } else if self.nodes[node].only_chart {
            self.nodes[node].only_chart = false;
            self.nodes[node].chart_title = std::mem::take(&mut self.nodes[node].title);
            for at in std::mem::take(&mut self.nodes[node].title_pieces) {
                self.pieces[at].role = Role::Text(Target::ChartTitle(key));
            }
            self.append(Target::ItemTitle(key), span);
            self.by_title.entry((parent, wording)).or_insert(node);
        } else {
            self.append(Target::Statement(key), span);
        }
    }

    pub(crate) fn give_tag(&mut self, node: usize, span: Range<usize>, tag: Tag) {
        self.mark(span, Role::Tag(ItemKey::new(node), tag.clone()));
        let tags = &mut self.nodes[node].tags;
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }

    /// Whether the plan shows these words where it names a level; a year in front is in the years
    /// of the items. 市社協の取組 says more than 取組.
    pub(crate) fn names_level(&self, level: usize, span: &Range<usize>) -> bool {
        let words = |text: &str| undated(text).replace('・', "");
        self.levels.get(level).is_some_and(|level| {
            let said = self.text(span);
            canonical(said) == level.canonical && words(&level.name).contains(&words(said))
        })
    }

    /// A piece for the name of a level. The level keeps this name from now on.
    pub(crate) fn label_level(&mut self, span: Range<usize>, level: usize) {
        if let Some(level) = self.levels.get_mut(level)
            && level.rank == UNNAMED
        {
            level.rank = LEAF;
        }
        self.mark(span, Role::Label(Label::Level(level)));
    }

    /// How the items of a level are numbered: as most of them are.
    pub(crate) fn style_of(&self, level: usize) -> NumberStyle {
        let mut votes: Vec<(NumberStyle, usize)> = Vec::new();
        for node in self.nodes.iter().filter(|node| node.level == level) {
            let style = match (&node.number, node.bullet) {
                (Some(number), _) => {
                    let style = number.form.style().unwrap_or(NumberStyle::Plain);
                    let of_parent = number.parts > 1 && level > 0;
                    if style == NumberStyle::Circled && of_parent {
                        NumberStyle::ParentCircled
                    } else {
                        style
                    }
                }
                (None, Some('■' | '□' | '▪')) => NumberStyle::Square,
                (None, Some(_)) => NumberStyle::Bullet,
                (None, None) => NumberStyle::None,
            };
            match votes.iter_mut().find(|(known, _)| *known == style) {
                Some((_, count)) => *count += 1,
                None => votes.push((style, 1)),
            }
        }
        // Of two with as many votes the first seen stays.
        let mut best = (NumberStyle::None, 0);
        for vote in votes {
            if vote.1 > best.1 {
                best = vote;
            }
        }
        best.0
    }
}
