//! Joining and splitting items, and making items of prose.

use std::ops::Range;

use crate::text::draft::{Draft, DraftItem, DraftNumber};
use crate::text::edit::prose::paragraph;
use crate::text::fold::squeezed;
use crate::text::line::Segment;
use crate::text::piece::{ItemKey, Piece, Role, SectionKey, Target};

impl Draft {
    /// Joins an item with the one before it, as where the end of a line cut a title in two. What
    /// belongs to it belongs to the other then, and what stood below it stands below the other.
    /// `false` if there is none before it.
    pub fn join_up(&mut self, index: usize) -> bool {
        let Some(before) = index.checked_sub(1) else {
            return false;
        };
        if index >= self.items.len() {
            return false;
        }
        let mut item = self.items.remove(index);
        let Some(target) = self.items.get(before).map(|above| above.key) else {
            return false;
        };
        let words = self.words(&item, Target::ItemTitle(target));
        self.retarget(item.key, Target::Statement(target));
        let above = &mut self.items[before];
        for word in words {
            let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            if ascii(above.title.chars().next_back()) && ascii(word.chars().next()) {
                above.title.push(' ');
            }
            above.title.push_str(&word);
        }
        paragraph(&mut above.statement, &item.statement);
        above.programme = above.programme.or(item.programme);
        above.sections.append(&mut item.sections);
        self.absorb(before, item);
        self.mend();
        true
    }

    /// Splits the title of an item before a character (counted from 0). What comes after it is an
    /// item of its own, after all that stands below the first. `false` if one of the two would be
    /// empty.
    pub fn split_title(&mut self, index: usize, at: usize) -> bool {
        let Some(item) = self.items.get(index) else {
            return false;
        };
        let cut = item.title.char_indices().nth(at).map(|(byte, _)| byte);
        let Some((first, second)) = cut.map(|cut| item.title.split_at(cut)) else {
            return false;
        };
        let (first, second) = (first.trim().to_owned(), second.trim().to_owned());
        if first.is_empty() || second.is_empty() {
            return false;
        }
        let (key, depth, years) = (item.key, item.depth, item.years.clone());
        let fresh = ItemKey::after(self.items.iter().map(|item| item.key));
        let source = self.split_pieces(key, fresh, &first, &second);
        let mut new = bare_item(fresh, depth, second, source);
        new.years = years;
        let end = self.end_of(index);
        self.items[index].title = first;
        self.items.insert(end, new);
        true
    }

    /// Splits the pieces of a title; where the second part stands.
    fn split_pieces(
        &mut self,
        key: ItemKey,
        fresh: ItemKey,
        first: &str,
        second: &str,
    ) -> Range<usize> {
        let (first, second) = (squeezed(first), squeezed(second));
        let whole = format!("{first}{second}");
        let mut place = None;
        // How much of the title the pieces before this one said.
        let mut said = 0;
        let mut at = 0;
        while at < self.pieces.len() {
            let piece = self.pieces[at].clone();
            at += 1;
            if piece.role != Role::Text(Target::ItemTitle(key)) {
                continue;
            }
            let text = self.source.get(piece.source.clone()).unwrap_or_default();
            let own = squeezed(text);
            // The source may name an item again, in a chart and in a body, whole or in parts:
            // what does not go on where the last piece ended is looked up from the start.
            let onward = whole.get(said..).filter(|rest| rest.starts_with(&own));
            let Some(begins) = onward.map(|_| said).or_else(|| whole.find(&own)) else {
                continue;
            };
            said = begins + own.len();
            if said <= first.len() {
                continue;
            }
            let role = Role::Text(Target::ItemTitle(fresh));
            if begins >= first.len() {
                place.get_or_insert(piece.source.clone());
                self.pieces[at - 1].role = role;
                continue;
            }
            let Some(cut) = after_letters(text, first.len() - begins) else {
                continue;
            };
            let cut = piece.source.start + cut;
            let (head, tail) = (piece.source.start..cut, cut..piece.source.end);
            place.get_or_insert(tail.clone());
            self.pieces[at - 1].source = head;
            self.pieces.insert(at, Piece { source: tail, role });
            at += 1;
        }
        place.unwrap_or(0..0)
    }

    /// Makes an item of a line of prose: of a statement, of the text of a section, or of one of
    /// the lines of a section. `line` counts the lines of the field from 0. `false` if there is
    /// no such line, or nothing of it that could be a title.
    pub fn promote(&mut self, target: Target, line: usize) -> bool {
        let owner = match target {
            Target::Statement(key) => self.items.iter().position(|item| item.key == key),
            Target::SectionText(key) | Target::Line(key, _) => self.owner_of(key),
            _ => return false,
        };
        let Some(field) = self.field_mut(target).cloned() else {
            return false;
        };
        let Some(said) = field.split('\n').nth(line) else {
            return false;
        };
        let (pieces, again) = self.pieces_of_line(target, &field, line);
        let fresh = ItemKey::after(self.items.iter().map(|item| item.key));
        let Some(first) = pieces.first().copied() else {
            return false;
        };
        let Some(named) = self.named_at(first, fresh) else {
            return false;
        };
        let mut title = named.title;
        for at in pieces.iter().skip(1) {
            title.push_str(self.piece_text(*at));
            self.pieces[*at].role = Role::Text(Target::ItemTitle(fresh));
        }
        let source = self.pieces[first].source.clone();
        let left: Vec<&str> = field
            .split('\n')
            .enumerate()
            .filter(|(at, text)| *at != line && !(text.is_empty() && said.is_empty()))
            .map(|(_, text)| text)
            .collect();
        let mut left = left.join("\n");
        let mut renamed = vec![(first, named.pieces)];
        for at in again {
            if squeezed(&left).contains(&squeezed(self.piece_text(at))) {
                continue;
            }
            let same = self.named_at(at, fresh).filter(|same| {
                squeezed(&title).contains(&squeezed(&same.title))
                    && (same.number.is_none() || same.number == named.number)
            });
            match same {
                Some(same) => renamed.push((at, same.pieces)),
                None => paragraph(&mut left, self.piece_text(at).trim()),
            }
        }
        // From the last to the first, so that the places of the others hold.
        renamed.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        for (at, pieces) in renamed {
            self.pieces.splice(at..=at, pieces);
        }
        if let Some(field) = self.field_mut(target) {
            *field = left;
        }
        self.drop_line(target, fresh);
        let depth = owner.map_or(0, |owner| self.items[owner].depth) + 1;
        let mut item = bare_item(fresh, depth, title, source);
        item.number = named.number;
        let at = self.place_below(owner, &item);
        self.items.insert(at, item);
        self.mend();
        true
    }

    fn owner_of(&self, key: SectionKey) -> Option<usize> {
        let holds = |item: &DraftItem| item.sections.iter().any(|section| section.key == key);
        self.items.iter().position(holds)
    }

    /// The pieces of a line of a field, and those that say a part of the line again: what the
    /// source says twice stands in prose once.
    fn pieces_of_line(&self, target: Target, field: &str, line: usize) -> (Vec<usize>, Vec<usize>) {
        let before: String = field.split('\n').take(line).map(squeezed).collect();
        let own = field.split('\n').nth(line).map(squeezed);
        let own = own.unwrap_or_default();
        let range = before.len()..before.len() + own.len();
        let whole = squeezed(field);
        let (mut found, mut again) = (Vec::new(), Vec::new());
        let mut cursor = 0;
        for (at, piece) in self.pieces.iter().enumerate() {
            if piece.role != Role::Text(target) {
                continue;
            }
            let text = squeezed(self.piece_text(at));
            let Some(start) = whole.get(cursor..).and_then(|rest| rest.find(&text)) else {
                if own.contains(&text) {
                    again.push(at);
                }
                continue;
            };
            let start = cursor + start;
            cursor = start + text.len();
            if range.contains(&start) && cursor <= range.end {
                found.push(at);
            }
        }
        (found, again)
    }

    fn piece_text(&self, at: usize) -> &str {
        let piece = self.pieces.get(at).map(|piece| piece.source.clone());
        piece
            .and_then(|source| self.source.get(source))
            .unwrap_or_default()
    }

    /// What a piece says as the first line of an item.
    fn named_at(&self, at: usize, item: ItemKey) -> Option<Named> {
        named(&self.source, &self.pieces.get(at)?.source, item)
    }

    /// Takes out what is left without words: a line, or a section without a heading. The bullet
    /// of a line goes with its words.
    fn drop_line(&mut self, target: Target, item: ItemKey) {
        let (section, line) = match target {
            Target::Line(section, line) => (section, Some(line)),
            Target::SectionText(section) => (section, None),
            _ => return,
        };
        let owner = self.owner_of(section);
        let list = match owner {
            Some(owner) => &mut self.items[owner].sections,
            None => &mut self.front,
        };
        let Some(at) = list.iter().position(|found| found.key == section) else {
            return;
        };
        let emptied = line.filter(|line| {
            let line = list[at].lines.get(*line);
            line.is_some_and(|line| line.text.is_empty())
        });
        if let Some(line) = emptied {
            list[at].lines.remove(line);
        }
        let found = &list[at];
        if found.text.is_empty() && found.lines.is_empty() && found.heading.is_empty() {
            list.remove(at);
        }
        let Some(gone) = emptied else { return };
        for piece in &mut self.pieces {
            let (Role::Text(of) | Role::Bullet(of)) = &mut piece.role else {
                continue;
            };
            match of {
                Target::Line(key, line) if *key == section && *line == gone => {
                    *of = Target::ItemTitle(item);
                }
                Target::Line(key, line) if *key == section && *line > gone => *line -= 1,
                _ => {}
            }
        }
    }

    /// Where an item goes below its owner: after what stands before it in the source.
    fn place_below(&self, owner: Option<usize>, item: &DraftItem) -> usize {
        let (start, end) = match owner {
            Some(owner) => (owner + 1, self.end_of(owner)),
            None => (0, self.items.len()),
        };
        let before = self.items[start..end]
            .iter()
            .rposition(|known| known.depth == item.depth && known.source.start < item.source.start);
        match before {
            Some(before) => self.end_of(start + before),
            None => start,
        }
    }
}

/// What a stretch of the source says as the first line of an item.
struct Named {
    title: String,
    number: Option<DraftNumber>,
    pieces: Vec<Piece>,
}

/// Takes marks and number off; `None` if nothing is left for a title.
fn named(source: &str, span: &Range<usize>, key: ItemKey) -> Option<Named> {
    let segment = Segment::of(source, span.clone())?;
    let folded = &segment.folded;
    let end = segment.number.as_ref().map_or(0, |number| number.end);
    let start = segment.after_number().unwrap_or(0);
    let title = folded.span(start..folded.len())?;
    let mut pieces = Vec::new();
    let mut piece = |source: Option<Range<usize>>, role: Role| {
        pieces.extend(source.map(|source| Piece { source, role }));
    };
    for mark in &segment.markup {
        piece(Some(mark.clone()), Role::Markup);
    }
    if let Some((last, others)) = segment.bullets.split_last() {
        for mark in others {
            piece(Some(mark.clone()), Role::Markup);
        }
        piece(Some(last.clone()), Role::Bullet(Target::ItemTitle(key)));
    }
    piece(folded.span(0..end), Role::Number(key));
    piece(folded.span(end..start), Role::Markup);
    piece(Some(title.clone()), Role::Text(Target::ItemTitle(key)));
    pieces.sort_by_key(|piece| piece.source.start);
    let number = segment.number.as_ref().map(|number| DraftNumber {
        whole: folded.part(0..number.end),
        last: folded.part(number.last_at..number.end),
    });
    Some(Named {
        title: source.get(title)?.to_owned(),
        number,
        pieces,
    })
}

/// The byte after so many bytes of letters that are no white space, and white space after them.
fn after_letters(text: &str, letters: usize) -> Option<usize> {
    let mut seen = 0;
    text.char_indices()
        .find(|(_, c)| {
            let found = seen >= letters && !c.is_whitespace();
            if !c.is_whitespace() {
                seen += c.len_utf8();
            }
            found
        })
        .map(|(at, _)| at)
}

fn bare_item(key: ItemKey, depth: usize, title: String, source: Range<usize>) -> DraftItem {
    DraftItem {
        key,
        depth,
        title,
        chart_title: String::new(),
        statement: String::new(),
        number: None,
        tags: Vec::new(),
        years: Vec::new(),
        programme: None,
        sections: Vec::new(),
        indicators: Vec::new(),
        reports: Vec::new(),
        evaluations: Vec::new(),
        source,
    }
}
