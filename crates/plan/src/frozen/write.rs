//! Freezing: from a plan to a text.

mod records;

use super::words::Words;
use super::{ESCAPE, Edition, Mark, START, argument, is_special};
use crate::fiscal::FiscalYear;
use crate::ids::ItemId;
use crate::kinds::{Caption, NumberStyle, PlanDate, PlanKind, PlanStatus, SectionKind, Tag};
use crate::plan::Item;
use crate::records::Owner;

struct Writer {
    out: String,
    words: Words,
}

impl Edition {
    /// The edition as one text, for [`Edition::thaw`].
    #[must_use]
    pub fn freeze(&self) -> String {
        let mut writer = Writer {
            out: START.to_owned(),
            words: Words::new(),
        };
        self.write_head(&mut writer);
        for level in &self.plan.levels {
            let place = place_of(NumberStyle::ALL, &level.style);
            let which = place * 2 + usize::from(level.in_chart);
            writer.element(Mark::Level, Some(argument(which)), &level.name);
        }
        for party in &self.plan.parties {
            writer.element(Mark::Party, None, &party.name);
        }
        let programmes = self.write_lists(&mut writer);
        self.write_sections(&mut writer, None);
        let mut depth = 0;
        for item in self.plan.walk() {
            let (mark, up) = match item.depth.checked_sub(depth + 1) {
                Some(_) => (Mark::Below, None),
                None if item.depth == depth => (Mark::Beside, None),
                None => (Mark::Above, Some(argument(depth - item.depth))),
            };
            writer.element(mark, up, &item.title);
            depth = item.depth;
            write_item(&mut writer, item);
            let programme = item.programme.as_ref().and_then(|id| programmes.get(id));
            if let Some(place) = programme {
                writer.element(Mark::Refer, Some(argument(*place)), "");
            }
            self.write_sections(&mut writer, Some(&item.id));
            self.write_records_of(&mut writer, &Owner::Item(item.id.clone()));
        }
        writer.out.push(Mark::End.char());
        writer.out
    }

    fn write_head(&self, writer: &mut Writer) {
        let head = &self.plan.head;
        let number = |number: Option<i32>| number.map(|n| n.to_string()).unwrap_or_default();
        let choice = |place: usize| {
            if place == 0 {
                String::new()
            } else {
                place.to_string()
            }
        };
        let fields = [
            ('t', head.title.clone()),
            ('k', choice(place_of(PlanKind::ALL, &head.kind))),
            (
                'n',
                head.term.map(|term| term.to_string()).unwrap_or_default(),
            ),
            ('o', head.organization.clone()),
            ('a', head.area.clone()),
            ('f', number(head.first_year.map(FiscalYear::year))),
            ('l', number(head.last_year.map(FiscalYear::year))),
            ('p', head.philosophy.clone()),
            ('s', head.slogan.clone()),
            ('y', head.policy.clone()),
            ('u', choice(place_of(PlanStatus::ALL, &head.status))),
            ('L', self.label.clone()),
            ('B', self.published_by.clone()),
            ('D', self.as_of.clone()),
        ];
        for (which, text) in fields {
            if !text.is_empty() {
                writer.element(Mark::Head, Some(which), &text);
            }
        }
        for (which, date) in &head.dates {
            let which = argument(place_of(PlanDate::ALL, which));
            writer.element(Mark::Head, Some(which), date);
        }
        for (which, words) in &head.captions {
            let which = argument(place_of(Caption::ALL, which));
            writer.element(Mark::Caption, Some(which), words);
        }
    }

    fn write_sections(&self, writer: &mut Writer, owner: Option<&ItemId>) {
        for section in self
            .plan
            .sections(owner)
            .iter()
            .filter_map(|id| self.plan.section(id))
        {
            let place = place_of(SectionKind::ALL, &section.kind);
            let usual = section.heading == section.kind.word();
            let which = argument(place * 2 + usize::from(usual));
            let heading = if usual { "" } else { section.heading.as_str() };
            writer.element(Mark::Section, Some(which), heading);
            if !section.text.is_empty() {
                writer.element(Mark::Text, None, &section.text);
            }
            for line in self
                .plan
                .lines(&section.id)
                .iter()
                .filter_map(|id| self.plan.line(id))
            {
                writer.element(Mark::Line, None, &line.text);
                if let Some(party) = line.party.as_ref().and_then(|id| self.place_of_party(id)) {
                    writer.element(Mark::LineParty, Some(argument(party)), "");
                }
                writer.years(&line.years);
            }
        }
    }
}

fn write_item(writer: &mut Writer, item: &Item) {
    if !item.chart_title.is_empty() {
        writer.element(Mark::ChartTitle, None, &item.chart_title);
    }
    if !item.statement.is_empty() {
        writer.element(Mark::Statement, None, &item.statement);
    }
    if let Some(number) = &item.number_override {
        writer.element(Mark::Number, None, number);
    }
    for tag in &item.tags {
        match Tag::COMMON.iter().position(|common| common == tag) {
            Some(place) => writer.element(Mark::Tag, None, &place.to_string()),
            None => writer.element(Mark::Tag, None, &format!("={}", tag.word())),
        }
    }
    writer.years(&item.years);
}

fn place_of<T: PartialEq>(all: &[T], one: &T) -> usize {
    all.iter().position(|other| other == one).unwrap_or(0)
}

impl Writer {
    fn element(&mut self, mark: Mark, argument: Option<char>, text: &str) {
        self.out.push(mark.char());
        self.out.extend(argument);
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            if let Some((code, length)) = self.words.longest_at(rest) {
                self.out.push(code);
                rest = &rest[length..];
                continue;
            }
            if is_special(c) {
                self.out.push(ESCAPE);
                // A control character is shifted out of the way of the marks.
                let shifted = if c < ' ' {
                    char::from_u32(u32::from(c) + 0x40)
                } else {
                    None
                };
                self.out.push(shifted.unwrap_or(c));
            } else {
                self.out.push(c);
            }
            rest = &rest[c.len_utf8()..];
        }
    }

    fn years(&mut self, years: &[FiscalYear]) {
        if years.is_empty() {
            return;
        }
        self.out.push(Mark::Years.char());
        let place = |year: &FiscalYear| usize::try_from(year.year() - FiscalYear::MIN).unwrap_or(0);
        self.out
            .extend(years.iter().map(|year| argument(place(year))));
    }
}
