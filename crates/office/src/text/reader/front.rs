//! What stands before the first item: title, organisation, period, dates, short forms, notes.

use std::ops::Range;

use yoriai_plan::{Caption, Date, PlanDate, PlanStatus, TermKind, TermText, YearSpan};

use super::{Area, Cursor, Reader, Segment};
use crate::text::fold::{Folded, key, squeezed};
use crate::text::line::skip_separators;
use crate::text::piece::{Label, Role, Target};
use crate::text::years;

/// Longer lines are no title and no name of an organisation.
const LONGEST: usize = 48;

/// A date with its name, as glyphs of a line.
struct NamedDate {
    which: PlanDate,
    name: Range<usize>,
    date: Range<usize>,
    /// Where the next one begins.
    next: usize,
}

impl Reader<'_> {
    /// Title, organisation or period.
    pub(super) fn front_line(&mut self, segment: &Segment) -> bool {
        if self.area != Area::Body || !segment.bullets.is_empty() || segment.number.is_some() {
            return false;
        }
        self.period(segment)
            || self.date_line(segment)
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
            || text.starts_with("実施計画")
            || text == "目次";
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
        self.status = self.status.or(status_of(&segment.folded.text()));
        self.reported = self.period_named(segment);
        self.cursor = Cursor::Front;
        true
    }

    /// 第2期計画 in 第2期計画 事業進捗のまとめ.
    fn period_named(&self, segment: &Segment) -> String {
        let text = &segment.folded;
        let Some((_, start)) = years::term_in(text) else {
            return String::new();
        };
        let said = text.part(start..text.len());
        let end = said
            .find("計画")
            .map_or(0, |at| said[..at].chars().count() + 2);
        text.span(start..start + end)
            .map_or_else(String::new, |span| self.b.text(&span).to_owned())
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
    pub(super) fn term(&mut self, segment: &Segment) -> bool {
        const BETWEEN: [&str; 2] = ["については", "は、"];
        const ENDS: [&str; 4] = [
            "と表記しています",
            "と表記します",
            "と略します",
            "といいます",
        ];
        const QUOTES: [char; 5] = ['「', '」', '"', '、', ','];
        let text = segment.folded.text();
        // Longer lines say more than a short form.
        if segment.folded.len() > 2 * LONGEST || self.b.is_full() {
            return false;
        }
        let found = BETWEEN.iter().find_map(|between| {
            let (full, rest) = text.split_once(between)?;
            let (short, end, after) = ENDS.iter().find_map(|end| {
                let (short, after) = rest.split_once(end)?;
                Some((short, *end, after))
            })?;
            matches!(after, "" | "。").then_some((full, *between, short, end))
        });
        let Some((full, between, short, end)) = found else {
            return false;
        };
        let core = short.trim_matches(QUOTES);
        if full.is_empty() || core.is_empty() || short.contains('。') {
            return false;
        }
        let count = |text: &str| text.chars().count();
        let folded = &segment.folded;
        let first = count(full);
        let second = first + count(between);
        let quote = second + count(&short[..short.len() - short.trim_start_matches(QUOTES).len()]);
        let third = second + count(short);
        let cuts = [
            first,
            second,
            quote,
            quote + count(core),
            third,
            third + count(end),
        ];
        if !cuts.iter().all(|at| folded.is_boundary(*at)) {
            return false;
        }
        let key = self
            .b
            .records
            .add_term(TermKind::Short, segment.body.clone());
        self.b.mark_all(&segment.bullets, &Role::Markup);
        let fields = [
            (0..first, TermText::Full),
            (quote..quote + count(core), TermText::Short),
        ];
        for (range, which) in fields {
            if let Some(span) = segment.folded.span(range) {
                self.b.append(Target::Term(key, which), span);
            }
        }
        self.mark_glyphs(segment, first..second, Role::Label(Label::Phrase));
        self.mark_glyphs(segment, second..quote, Role::Markup);
        self.mark_glyphs(segment, quote + count(core)..third, Role::Markup);
        self.mark_glyphs(
            segment,
            third..segment.folded.len(),
            Role::Label(Label::Phrase),
        );
        true
    }

    /// ※ before the first item, or as a heading: a note of the plan. Elsewhere it is prose of
    /// what it stands under.
    pub(super) fn note(&mut self, segment: &Segment) -> bool {
        let marked = segment.folded.get(0) == Some('※')
            && segment.folded.len() > 1
            && segment.folded.is_boundary(1)
            && segment.bullets.is_empty();
        let front = self.b.nodes.is_empty() && matches!(self.cursor, Cursor::Front);
        if !marked || !front && segment.hashes == 0 || self.b.is_full() {
            return false;
        }
        let key = self
            .b
            .records
            .add_term(TermKind::Note, segment.body.clone());
        let target = Target::Term(key, TermText::Note);
        self.mark_glyphs(segment, 0..1, Role::Markup);
        if let Some(span) = segment.folded.span(1..segment.folded.len()) {
            self.b.append(target, span);
        }
        // A note under a heading has more lines; one in front of the plan is a line.
        if segment.hashes > 0 {
            self.cursor = Cursor::Record(target);
        }
        true
    }

    /// 作成日 令和4年5月23日, or several of them side by side.
    fn date_line(&mut self, segment: &Segment) -> bool {
        let Some(dates) = self.dates_in(&segment.folded) else {
            return false;
        };
        for one in dates {
            self.mark_glyphs(
                segment,
                one.name.clone(),
                Role::Label(Label::Date(one.which)),
            );
            self.mark_glyphs(segment, one.name.end..one.date.start, Role::Markup);
            self.mark_glyphs(segment, one.date.end..one.next, Role::Markup);
            if let Some(span) = segment.folded.span(one.date) {
                self.b.append(Target::Date(one.which), span);
            }
        }
        true
    }

    /// The glyphs of the names of dates and of the dates after them, if a line is made of nothing
    /// else, and none of them is known already.
    fn dates_in(&self, folded: &Folded) -> Option<Vec<NamedDate>> {
        // As long as all of them with their names.
        const LONGEST: usize = 120;
        if folded.len() > LONGEST {
            return None;
        }
        let named = |at: usize| {
            let mut all = PlanDate::ALL.iter();
            all.find_map(|date| Some((*date, folded.match_at(at, date.word())?)))
        };
        let mut found: Vec<NamedDate> = Vec::new();
        let mut at = 0;
        while at < folded.len() {
            let (which, length) = named(at)?;
            let name = at..at + length;
            let start = skip_separators(folded, name.end);
            let next = (start..folded.len()).find(|at| named(*at).is_some());
            let next = next.unwrap_or(folded.len());
            let is_mark = |at: &usize| {
                folded
                    .get(*at)
                    .is_some_and(|c| matches!(c, '、' | ',' | '/'))
            };
            let end = (start..next)
                .rev()
                .find(|at| !is_mark(at))
                .map_or(start, |at| at + 1);
            let is_date = start == end || Date::parse(&folded.part(start..end)).is_some();
            let known =
                self.b.dates.contains_key(&which) || found.iter().any(|one| one.which == which);
            let whole = [name.end, start, end, next];
            if known || !is_date || !whole.iter().all(|at| folded.is_boundary(*at)) {
                return None;
            }
            found.push(NamedDate {
                which,
                name,
                date: start..end,
                next,
            });
            at = next;
        }
        // Nothing but names is a row of heads, with the dates on the next.
        if found.len() > 1 && found.iter().all(|one| one.date.is_empty()) {
            return None;
        }
        (!found.is_empty()).then_some(found)
    }
}

/// What a title says of how far the plan has come.
fn status_of(title: &str) -> Option<PlanStatus> {
    let any = |words: &[&str]| words.iter().any(|word| title.contains(word));
    if any(&["確定版", "決定版"]) {
        Some(PlanStatus::Fixed)
    } else if any(&["意見募集", "パブリックコメント"]) {
        Some(PlanStatus::Consultation)
    } else if any(&["改定版", "改訂版"]) {
        Some(PlanStatus::Revised)
    } else if any(&["素案", "(案)"]) {
        Some(PlanStatus::Draft)
    } else {
        None
    }
}
