//! What stands before the first item: title, organisation, period, short forms.

use yoriai_plan::{Caption, YearSpan};

use super::{Area, Cursor, Reader, Segment};
use crate::text::draft::DraftTerm;
use crate::text::fold::{key, squeezed};
use crate::text::piece::{Label, Role, Target};
use crate::text::years;

/// Longer lines are no title and no name of an organisation.
const LONGEST: usize = 48;

impl Reader<'_> {
    /// Title, organisation or period.
    pub(super) fn front_line(&mut self, segment: &Segment) -> bool {
        if self.area != Area::Body || !segment.bullets.is_empty() || segment.number.is_some() {
            return false;
        }
        self.period(segment)
            || self.is_title(segment) && self.title(segment)
            || self.organization(segment)
    }

    /// Whether a segment can be the title of the plan.
    pub(super) fn is_title(&self, segment: &Segment) -> bool {
        const WORDS: [&str; 5] = ["計画", "プラン", "シート", "まとめ", "ビジョン"];
        let text = segment.folded.text();
        // Names of a part, not of the plan.
        let part = ["体系図", "計画の体系", "実施計画"]
            .iter()
            .any(|word| text.ends_with(word))
            || text.starts_with("実施計画");
        self.b.title.is_empty()
            && self.b.nodes.is_empty()
            && segment.is_short()
            && segment.folded.len() <= LONGEST
            && segment.bullets.is_empty()
            && !part
            && (segment.hashes == 1 || WORDS.iter().any(|word| text.contains(word)))
    }

    /// Takes the title, and what it says of term and period.
    pub(super) fn title(&mut self, segment: &Segment) -> bool {
        self.b.append(Target::Title, segment.body.clone());
        if let Some((term, _)) = years::term_in(&segment.folded) {
            self.term = Some(term);
        }
        if let Some(span) = years::span_in(&segment.folded) {
            self.period.get_or_insert((span.first, span.last));
        }
        self.cursor = Cursor::Front;
        true
    }

    /// Takes 第3期活動計画 out of 第3期活動計画の体系図, where no line is the title itself. The
    /// heading stays where it stands.
    pub(super) fn note_title(&mut self, segment: &Segment) {
        let text = &segment.folded;
        let Some((term, start)) = years::term_in(text) else {
            return;
        };
        self.term.get_or_insert(term);
        let said = text.part(start..text.len());
        if self.b.title.is_empty()
            && let Some(end) = said.find("計画")
        {
            let end = start + said[..end].chars().count() + 2;
            if let Some(span) = text.span(start..end) {
                self.b.title = self.b.text(&span).to_owned();
            }
        }
    }

    fn organization(&mut self, segment: &Segment) -> bool {
        let text = segment.folded.text();
        let form = text == "社会福祉法人";
        let name = text.ends_with("社会福祉協議会") && text.chars().count() <= LONGEST;
        if !self.b.nodes.is_empty() || !(form || name) || !matches!(self.cursor, Cursor::Front) {
            return false;
        }
        let known = key(&self.b.organization);
        if known.is_empty() || known == "社会福祉法人" {
            self.b.append(Target::Organization, segment.body.clone());
        } else if squeezed(self.b.text(&segment.body)) == squeezed(&self.b.organization) {
            self.b
                .mark(segment.body.clone(), Role::Text(Target::Organization));
        } else {
            return false;
        }
        true
    }

    /// 計画期間 令和6～10年度, or the years alone.
    fn period(&mut self, segment: &Segment) -> bool {
        const NAME: &str = "計画期間";
        let text = &segment.folded;
        if !self.b.nodes.is_empty() || text.len() > LONGEST {
            return false;
        }
        let named = text.match_at(0, NAME);
        let mut start = named.unwrap_or(0);
        let mut end = text.len();
        while matches!(text.get(start), Some(':' | '(')) {
            start += 1;
        }
        while end > start && text.get(end - 1) == Some(')') {
            end -= 1;
        }
        let Some(parsed) = YearSpan::parse(&text.part(start..end)) else {
            return false;
        };
        let found = (parsed.value.first, parsed.value.last);
        let news = self.period.is_none_or(|known| known == found);
        if parsed.warning.is_some() || !news || !text.is_boundary(start) || !text.is_boundary(end) {
            return false;
        }
        self.period = Some(found);
        if let Some(name) = named {
            if let Some(span) = segment.folded.span(0..name)
                && !self.b.caption(span.clone(), Caption::Period)
            {
                self.aside(span);
            }
            self.mark_glyphs(segment, name..start, Role::Markup);
        } else {
            self.mark_glyphs(segment, 0..start, Role::Markup);
        }
        self.mark_glyphs(segment, start..end, Role::Label(Label::Period));
        self.mark_glyphs(segment, end..text.len(), Role::Markup);
        true
    }

    /// 生活支援コーディネーターについては SC と表記しています。
    pub(super) fn note_term(&mut self, segment: &Segment) {
        const BETWEEN: [&str; 2] = ["については", "は、"];
        const ENDS: [&str; 4] = [
            "と表記しています",
            "と表記します",
            "と略します",
            "といいます",
        ];
        let text = segment.folded.text();
        let found = BETWEEN.iter().find_map(|between| {
            let (full, rest) = text.split_once(between)?;
            let short = ENDS.iter().find_map(|end| rest.split_once(end))?.0;
            Some((full, short.trim_matches(['「', '」', '"'])))
        });
        if let Some((full, short)) = found
            && !full.is_empty()
            && !short.is_empty()
        {
            self.b.terms.push(DraftTerm {
                full: full.to_owned(),
                short: short.to_owned(),
                source: segment.body.clone(),
            });
        }
    }
}
