//! Nothing is lost: every character of a source is in one piece, and every piece is in the plan.

mod beside;

use std::collections::{HashMap, HashSet};

pub(crate) use beside::check_records;
use beside::{record_text, records};
use unicode_normalization::UnicodeNormalization;
use yoriai_office::text::{
    Draft, DraftItem, DraftSection, ItemKey, Label, Planned, Role, SectionKey, Target,
};
use yoriai_plan::{Command, FiscalYear, Item, Plan, PlanDoc, Section, YearSpan};

/// A text without white space.
pub(crate) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A text folded as far as two ways of writing one number differ.
fn folded(text: &str) -> String {
    let mut folded = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        match c {
            // The sign of a long vowel is typed for a dash between numbers.
            '\u{2010}'..='\u{2015}' | '\u{2212}' | 'ー' => folded.push('-'),
            '\u{2460}'..='\u{24ff}' | '\u{2160}'..='\u{217f}' | '\u{2776}'..='\u{2793}' => {
                folded.push(c)
            }
            '\u{3251}'..='\u{325f}' | '\u{32b1}'..='\u{32bf}' => folded.push(c),
            c => folded.extend(std::iter::once(c).nfkc()),
        }
    }
    folded
}

/// The name of a level without the year in front: the year is in the items' years.
fn undated(name: &str) -> String {
    let name = folded(name)
        .replace("取り組み", "取組")
        .replace("取組み", "取組");
    match name.find("年度の") {
        Some(at) => name[at + "年度の".len()..].to_owned(),
        None => name,
    }
}

/// The last part of a number without its form: 2 of 1-(2), 1-②, 2).
fn bare(text: &str) -> String {
    let plain: String = text.nfkc().collect();
    let digits = |c: &char| c.is_ascii_digit();
    let last: Vec<char> = plain
        .chars()
        .rev()
        .skip_while(|c| !digits(c))
        .take_while(digits)
        .collect();
    last.into_iter().rev().collect()
}

/// Checks that the pieces tile the source and that each text has its own place in its field of the
/// draft. Returns what is wrong.
pub(crate) fn check_draft(source: &str, draft: &Draft) -> Result<(), String> {
    check_edited(source, draft)?;
    let fields = Fields::of(draft);
    let mut left: HashMap<Target, String> = HashMap::new();
    for piece in &draft.pieces {
        let Role::Text(target) = piece.role else {
            continue;
        };
        let text = squeezed(&source[piece.source.clone()]);
        let field = fields.of_draft(target).unwrap_or_default();
        // A document says its title on every page, and that of a goal in its chart.
        if field == text && is_said_again(target) {
            continue;
        }
        let left = left.entry(target).or_insert(field);
        let Some(at) = left.find(&text) else {
            return Err(format!(
                "{target:?} holds {text:?} less often than the source"
            ));
        };
        left.replace_range(at..at + text.len(), "\u{0}");
    }
    Ok(())
}

/// As [`check_draft`], where what the source says twice may stand in a field once: a line that was
/// named in the chart and in the body is said once when it becomes prose.
pub(crate) fn check_edited(source: &str, draft: &Draft) -> Result<(), String> {
    let mut at = 0;
    for piece in &draft.pieces {
        if piece.source.start < at || piece.source.is_empty() {
            return Err(format!("overlap at {:?}: {:?}", piece.source, piece.role));
        }
        let Some(gap) = source.get(at..piece.source.start) else {
            return Err(format!("{:?} cuts a character", piece.source));
        };
        if !gap.trim().is_empty() {
            return Err(format!("lost: {gap:?} before {:?}", piece.source));
        }
        at = piece.source.end;
    }
    let Some(gap) = source.get(at..) else {
        return Err("past the end".into());
    };
    if !gap.trim().is_empty() {
        return Err(format!("lost at the end: {gap:?}"));
    }
    let fields = Fields::of(draft);
    for piece in &draft.pieces {
        let text = squeezed(&source[piece.source.clone()]);
        if let Role::Text(target) = piece.role
            && !fields
                .of_draft(target)
                .is_some_and(|field| field.contains(&text))
        {
            return Err(format!("{target:?} does not hold {text:?}"));
        }
    }
    Ok(())
}

/// Whether the source may say the whole of a field more than once.
fn is_said_again(target: Target) -> bool {
    matches!(
        target,
        Target::Title | Target::Organization | Target::ItemTitle(_) | Target::ChartTitle(_)
    )
}

/// The fields of a draft, squeezed once.
struct Fields<'a> {
    draft: &'a Draft,
    items: HashMap<ItemKey, &'a DraftItem>,
    sections: HashMap<SectionKey, &'a DraftSection>,
    records: HashMap<Target, &'a str>,
    cache: std::cell::RefCell<HashMap<Target, String>>,
}

impl<'a> Fields<'a> {
    fn of(draft: &'a Draft) -> Self {
        Self {
            draft,
            items: draft.items.iter().map(|item| (item.key, item)).collect(),
            sections: draft
                .sections()
                .map(|section| (section.key, section))
                .collect(),
            records: records(draft),
            cache: std::cell::RefCell::default(),
        }
    }

    fn of_draft(&self, target: Target) -> Option<String> {
        if let Some(known) = self.cache.borrow().get(&target) {
            return Some(known.clone());
        }
        let text: &str = match target {
            Target::Title => &self.draft.title,
            Target::Organization => &self.draft.organization,
            Target::Philosophy => &self.draft.philosophy,
            Target::Slogan => &self.draft.slogan,
            Target::Policy => &self.draft.policy,
            Target::ItemTitle(key) => &self.items.get(&key)?.title,
            Target::ChartTitle(key) => &self.items.get(&key)?.chart_title,
            Target::Statement(key) => &self.items.get(&key)?.statement,
            Target::SectionHeading(key) => &self.sections.get(&key)?.heading,
            Target::SectionText(key) => &self.sections.get(&key)?.text,
            Target::Line(key, line) => &self.sections.get(&key)?.lines.get(line)?.text,
            record => self.records.get(&record)?,
        };
        let text = squeezed(text);
        self.cache.borrow_mut().insert(target, text.clone());
        Some(text)
    }
}

/// Makes a real plan of a draft and reads it back.
pub(crate) fn plan_of(draft: &Draft) -> (Plan, Planned) {
    let mut count = 0u64;
    let planned = draft.planned(&mut || {
        count += 1;
        let mut bytes = [0; 12];
        bytes[..8].copy_from_slice(&count.to_be_bytes());
        bytes
    });
    let mut doc = PlanDoc::new([7; 16]);
    doc.apply(&Command::Batch(planned.commands.clone()))
        .expect("the commands of a draft apply");
    (Plan::read(&doc), planned)
}

/// What a plan writes around a short form and its full form.
const PHRASES: [&str; 10] = [
    "については",
    "は、",
    "と表記しています",
    "と表記しています。",
    "と表記します",
    "と表記します。",
    "と略します",
    "と略します。",
    "といいます",
    "といいます。",
];

/// Checks that each piece is what the plan shows.
pub(crate) fn check_plan(source: &str, draft: &Draft, plan: &Plan, planned: &Planned) {
    let item = |key: ItemKey| -> &Item { plan.item(&planned.items[&key]).unwrap() };
    let section = |key: SectionKey| -> &Section { plan.section(&planned.sections[&key]).unwrap() };
    let mut numbered = HashSet::new();
    for piece in &draft.pieces {
        let text = &source[piece.source.clone()];
        match &piece.role {
            Role::Text(target) => {
                let field = match *target {
                    Target::Title => &plan.head.title,
                    Target::Organization => &plan.head.organization,
                    Target::Philosophy => &plan.head.philosophy,
                    Target::Slogan => &plan.head.slogan,
                    Target::Policy => &plan.head.policy,
                    Target::ItemTitle(key) => &item(key).title,
                    Target::ChartTitle(key) => &item(key).chart_title,
                    Target::Statement(key) => &item(key).statement,
                    Target::SectionHeading(key) => &section(key).heading,
                    Target::SectionText(key) => &section(key).text,
                    Target::Line(key, line) => &plan.line(&planned.lines[&key][line]).unwrap().text,
                    record => record_text(plan, planned, record),
                };
                assert!(
                    squeezed(field).contains(&squeezed(text)),
                    "{target:?} lost {text:?}"
                );
            }
            Role::Number(key) => {
                let shown = folded(&item(*key).number);
                let typed = folded(text);
                let same = typed == shown
                    || typed.ends_with(&format!("-{shown}"))
                    || shown.ends_with(&format!("-{typed}"));
                // Said again in another form (① in the chart, (1) in the body), it is shown in
                // the first.
                let again = !numbered.insert(*key) && bare(text) == bare(&item(*key).number);
                assert!(same || again, "{typed:?} is shown as {shown:?}");
            }
            Role::CategoryNumber(key) => {
                let id = &planned.categories[key];
                let category = plan.categories.iter().find(|found| found.id == *id);
                assert_eq!(folded(text), folded(&category.unwrap().number));
            }
            Role::ProgrammeNumber(key) => {
                let number = &plan.programmes[&planned.programmes[key]].number;
                assert_eq!(folded(text), folded(number));
            }
            Role::Bullet(Target::ItemTitle(key)) => {
                assert!(!item(*key).title.is_empty(), "a bullet without an item");
            }
            Role::Bullet(Target::Line(key, line)) => {
                assert!(plan.line(&planned.lines[key][*line]).is_some());
            }
            Role::Bullet(target) => panic!("{target:?} has no bullet"),
            Role::Label(Label::Level(level)) => {
                // Two lines of a head are one with a dot between.
                let name = undated(&plan.levels[*level].name).replace('・', "");
                assert!(
                    name.contains(&undated(text).replace('・', "")),
                    "{text:?} is no {name:?}"
                );
            }
            Role::Label(Label::Section(key)) => {
                let heading = folded(section(*key).shown_heading());
                assert!(
                    heading.contains(&folded(text)),
                    "{text:?} is not in {heading:?}"
                );
            }
            Role::Label(Label::Party(key)) => {
                let party = plan.party(&planned.parties[key]).unwrap();
                assert_eq!(folded(text), folded(&party.name));
            }
            Role::Label(Label::Date(which)) => assert_eq!(folded(text), which.word()),
            Role::Label(Label::Values { year, role }) => {
                let head = folded(text);
                assert!(head.contains(role.word()), "{head:?}");
                let said = head.replace(['(', ')'], "").replacen(role.word(), "", 1);
                let said = said.trim_end_matches(['の', '値']);
                assert_eq!(FiscalYear::parse(said).unwrap().value, *year);
            }
            Role::Label(Label::Column) => {
                assert!(
                    ["主体", "未達成理由", "次の一手", "課題"].contains(&squeezed(text).as_str())
                );
            }
            Role::Label(Label::Phrase) => assert!(PHRASES.contains(&text), "{text:?}"),
            Role::Label(Label::Caption(which)) => {
                let caption = plan.head.caption(*which);
                // Two lines of a head are one with a dot between.
                let shown = |text: &str| folded(text).replace('・', "");
                assert!(
                    shown(caption).contains(&shown(text)),
                    "{text:?} is shown as {caption:?}"
                );
            }
            Role::Label(Label::Period) => {
                let span = YearSpan::parse(text).unwrap().value;
                assert_eq!(Some(span.first), plan.head.first_year);
                assert_eq!(Some(span.last), plan.head.last_year);
            }
            Role::Tag(key, tag) => {
                assert!(item(*key).tags.contains(tag), "{tag:?}");
                assert!(folded(text).contains(tag.word()));
            }
            Role::Markup => {
                let words = text
                    .chars()
                    .filter(|c| c.is_alphanumeric() && !c.is_ascii())
                    .count();
                assert_eq!(words, 0, "{text:?} is more than a mark");
                assert!(is_mark(text), "{text:?} says something");
            }
            Role::Rule => assert!(!text.contains(char::is_alphanumeric), "{text:?} is no rule"),
        }
    }
}

/// Whether ASCII letters and digits are only those of a tag, and no address is among them.
fn is_mark(text: &str) -> bool {
    if !text.contains(|c: char| c.is_ascii_alphanumeric()) {
        return true;
    }
    let inner = text.trim_start_matches(['<', '/']);
    let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = inner[..length].to_ascii_lowercase();
    let opens = text.starts_with('<') && TAGS.contains(&name.as_str());
    // After the address of a link: `" target="_blank">`.
    let goes_on = text.ends_with('>') && !text.contains('<');
    let lower = text.to_ascii_lowercase();
    let mut values = ["href=", "src="].into_iter().filter_map(|name| {
        let (_, value) = lower.split_once(name)?;
        Some(value.trim_start_matches(['"', '\'']))
    });
    (opens || goes_on) && values.all(|value| value.is_empty() || value.starts_with(['#', '>']))
}

const TAGS: [&str; 11] = [
    "a", "b", "br", "div", "li", "p", "span", "strong", "table", "td", "ul",
];

/// All of it: draft, plan, and the plan as it is read back.
pub(crate) fn check(source: &str, draft: &Draft) -> (Plan, Planned) {
    check_draft(source, draft).unwrap();
    let (plan, planned) = plan_of(draft);
    check_plan(source, draft, &plan, &planned);
    let levels: Vec<usize> = plan.walk().map(|item| item.depth).collect();
    let depths: Vec<usize> = draft.items.iter().map(|item| item.depth).collect();
    assert_eq!(levels, depths);
    (plan, planned)
}
