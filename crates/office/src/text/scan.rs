//! The first look at a text: which levels it names, in which order, and what document it is.
//!
//! The levels have to be known before the first item, because a goal 1-① may come pages before
//! the pillar 1 that it belongs to.

use std::ops::Range;

use super::bracket::PAIRS;
use super::builder::LevelNode;
use super::cells::Rows;
use super::draft::DocumentKind;
use super::fold::{Folded, key, one_line, squeezed};
use super::line::{self, Segment};
use super::names::{self, LEAF, Named, Part};
use super::number::{self, Care};
use super::{heading, html};

/// The rank of a goal sheet's goals.
pub(crate) const GOAL: u8 = 25;
/// The rank of what a goal sheet's goals stand under.
pub(crate) const VISION: u8 = 24;

/// What the first look found.
#[derive(Debug)]
pub(crate) struct Scan {
    pub(crate) levels: Vec<LevelNode>,
    pub(crate) kind: DocumentKind,
    /// No level above the initiatives is named: headings make the levels.
    pub(crate) generic: bool,
}

#[derive(Default)]
struct Signals {
    chart: bool,
    progress: bool,
    goals: bool,
    annual: bool,
    activity: bool,
}

/// What a row of heads says about the table under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Head {
    /// 体系図: the canonical name of each column's level.
    Chart(Vec<Option<String>>),
    /// 取組の方向性 | 具体的な取組
    Direction,
    /// 取組 | 進捗状況 | 課題
    Progress,
    /// No. | 組織目標 | 指標 …
    Goals,
}

/// Recognises a row of heads by its folded cells.
pub(crate) fn head(cells: &[String]) -> Option<Head> {
    // A cell with more is no head.
    const LONGEST: usize = 40;
    if cells
        .iter()
        .any(|cell| cell.ends_with('。') || cell.chars().count() > LONGEST)
    {
        return None;
    }
    let any = |word: &str| cells.iter().any(|cell| cell.contains(word));
    if goal_column(cells).is_some() {
        return Some(Head::Goals);
    }
    if is_progress_head(cells) {
        return Some(Head::Progress);
    }
    if any("方向性") && names::one_spelling(&cells.concat()).contains("具体的な取組") {
        return Some(Head::Direction);
    }
    let names: Vec<String> = cells.iter().map(|cell| names::canonical(cell)).collect();
    let known = names
        .iter()
        .filter(|name| names::level_rank(name).is_some())
        .count();
    let unnumbered = cells
        .iter()
        .all(|cell| !cell.contains(|c: char| c.is_ascii_digit()));
    (known >= 2 && unnumbered).then(|| {
        Head::Chart(
            names
                .into_iter()
                .map(|name| (!name.is_empty()).then_some(name))
                .collect(),
        )
    })
}

/// The column of a goal sheet's heads that has the goals: 組織目標, or by another name where the
/// sheet goes on with 指標. 指標 | 現状 | 目標 is a table of measures, not one of goals.
pub(crate) fn goal_column(cells: &[String]) -> Option<usize> {
    const OTHERS: [&str; 5] = ["組織の目標", "部門目標", "部署目標", "課の目標", "個別目標"];
    let own = cells.iter().position(|cell| cell == "組織目標");
    let other = || {
        let measured = cells.iter().position(|cell| cell == "指標")?;
        let at = cells
            .iter()
            .position(|cell| OTHERS.contains(&cell.as_str()))?;
        let progress = cells.iter().any(|cell| names_progress(cell));
        (at < measured && !progress).then_some(at)
    };
    own.or_else(other).filter(|_| cells.len() > 2)
}

/// 取組 | 主体 | 進捗状況 | 課題: names a level, or leaves that to the rows, and has nothing that
/// only a row has: a number in front, a count, one who reports.
fn is_progress_head(cells: &[String]) -> bool {
    let of_row = |cell: &String| {
        let folded = Folded::of(cell, 0..cell.len());
        let counts = cell.contains(|c: char| c.is_ascii_digit());
        number::read(&folded, 0, Care::Strict).is_some()
            || counts && !cell.contains("年度") && !cell.contains('期')
            || names::is_party(cell)
    };
    if cells.iter().any(of_row) {
        return false;
    }
    let names_level = |cell: &String| names::row_rank(cell).is_some();
    let headed = cells.first().is_some_and(String::is_empty) || cells.iter().any(names_level);
    let issues = cells.iter().any(|cell| cell.ends_with("課題"));
    let progress = cells.iter().filter(|cell| names_progress(cell));
    let mut progress = progress.peekable();
    progress.peek().is_some() && (headed || issues) && (issues || progress.count() < cells.len())
}

/// 進捗, 事業の進捗状況, 令和6年度の実施状況, but not 進捗管理委員会.
fn names_progress(cell: &str) -> bool {
    if ["実施状況", "取組状況"]
        .iter()
        .any(|name| cell.ends_with(name))
    {
        return true;
    }
    let Some(at) = cell.find("進捗") else {
        return false;
    };
    let after = &cell[at + "進捗".len()..];
    let after = after.strip_prefix('の').unwrap_or(after);
    after.is_empty()
        || ["状況", "度", "・", "と", "及び", "および", "("]
            .iter()
            .any(|word| after.starts_with(word))
}

/// Looks through a text.
pub(crate) fn scan(source: &str) -> Scan {
    let mut found: Vec<LevelNode> = Vec::new();
    let mut charted: Vec<LevelNode> = Vec::new();
    let mut signals = Signals::default();
    let rows = Rows::of(source);
    // Lines that are the rest of a row.
    let mut taken = 0;
    for span in line::lines(source).filter(|line| !line.is_empty()) {
        if span.start < taken {
            continue;
        }
        let row = rows.row(&span);
        let filled = row.as_ref().map_or(0, |row| filled(source, &row.cells));
        if let Some(row) = row.filter(|_| filled >= 2) {
            look_at_row(source, &row.cells, &mut found, &mut charted, &mut signals);
            taken = row.span.end;
        }
        let (texts, _) = html::without_html(source, span);
        if filled < 2 {
            for text in texts {
                if let Some(segment) = Segment::of(source, text) {
                    look_at_segment(source, &segment, &mut found, &mut signals);
                }
            }
        }
    }
    let levels = in_order(charted, found);
    let generic = levels.iter().all(|level| level.rank == LEAF);
    Scan {
        kind: signals.kind(),
        levels,
        generic,
    }
}

fn filled(source: &str, cells: &[Range<usize>]) -> usize {
    cells
        .iter()
        .filter(|cell| !source[(*cell).clone()].trim().is_empty())
        .count()
}

fn look_at_row(
    source: &str,
    cells: &[Range<usize>],
    found: &mut Vec<LevelNode>,
    charted: &mut Vec<LevelNode>,
    signals: &mut Signals,
) {
    let keys: Vec<String> = cells
        .iter()
        .map(|cell| key(&source[cell.clone()]))
        .collect();
    match head(&keys) {
        Some(Head::Chart(names)) => {
            signals.chart = true;
            let mut rank = 0;
            for (name, cell) in names.into_iter().zip(cells) {
                let Some(canonical) = name else { continue };
                rank = names::level_rank(&canonical).unwrap_or(rank + 1);
                let name = one_line(&source[cell.clone()], "");
                add(
                    charted,
                    LevelNode {
                        name,
                        canonical,
                        rank,
                        in_chart: true,
                    },
                );
            }
        }
        Some(Head::Progress) => {
            signals.progress = true;
            if let Some(at) = names::item_column(&keys)
                && let Some(rank) = names::row_rank(&keys[at])
            {
                add(
                    found,
                    LevelNode {
                        name: one_line(&source[cells[at].clone()], ""),
                        canonical: names::canonical(&keys[at]),
                        rank,
                        in_chart: false,
                    },
                );
            }
        }
        Some(Head::Goals) => {
            signals.goals = true;
            let goal = goal_column(&keys).unwrap_or(0);
            let above = keys[..goal].iter().rposition(|name| {
                !name.is_empty()
                    && !matches!(name.trim_end_matches('.'), "No" | "NO" | "no" | "番号")
            });
            if let Some(above) = above {
                // ビジョン over 基本目標 is written with a dot between where there is one line.
                let said: Vec<&str> = source[cells[above].clone()].split_whitespace().collect();
                add(
                    found,
                    LevelNode {
                        name: said.join("・"),
                        canonical: names::canonical(&keys[above]),
                        rank: VISION,
                        in_chart: false,
                    },
                );
            }
            add(
                found,
                LevelNode {
                    canonical: names::canonical(&keys[goal]),
                    // A head is often spaced out to fill its cell.
                    name: squeezed(&source[cells[goal].clone()]),
                    rank: GOAL,
                    in_chart: false,
                },
            );
        }
        Some(Head::Direction) => signals.annual = true,
        None => {}
    }
}

fn look_at_segment(
    source: &str,
    segment: &Segment,
    found: &mut Vec<LevelNode>,
    signals: &mut Signals,
) {
    if segment.is_contents() {
        return;
    }
    if let Some(heading) = heading::read(segment) {
        let name = segment
            .folded
            .span(heading.name.clone())
            .map_or("", |span| &source[span]);
        add(
            found,
            LevelNode {
                name: name.to_owned(),
                canonical: heading.level.to_owned(),
                rank: heading.rank,
                in_chart: false,
            },
        );
        signals.activity |= matches!(heading.level, "重点目標" | "活動方針");
        return;
    }
    if segment.is_short() {
        let core = core(segment);
        let folded = segment.folded.part(core.clone());
        // 社協がすること without a goal above it is a heading like others.
        let leaf = match names::whole_line(&folded) {
            Some(Named::Leaf) => true,
            Some(Named::Council) => !found.is_empty(),
            _ => false,
        };
        if leaf {
            let name = segment.folded.span(core).map_or("", |span| &source[span]);
            let canonical = names::canonical(&folded);
            add(
                found,
                LevelNode {
                    name: names::without_year(name).to_owned(),
                    canonical,
                    rank: LEAF,
                    in_chart: false,
                },
            );
        }
        let text = segment.folded.text();
        signals.annual |= names::part(&text) == Some(Part::Programmes)
            || text.contains("年度") && text.ends_with("事業計画");
        signals.activity |= text.contains("活動計画") || text.contains("体系図");
        signals.progress |= text.contains("進捗のまとめ");
        signals.goals |= text.contains("目標管理シート");
    }
}

/// The glyphs of a segment without brackets around it and a colon at its end.
pub(crate) fn core(segment: &Segment) -> Range<usize> {
    let text = &segment.folded;
    let (mut start, mut end) = (0, text.len());
    while end > start
        && matches!(text.get(end - 1), Some(':' | '-' | '~'))
        && text.is_boundary(end - 1)
    {
        end -= 1;
    }
    while start + 2 < end
        && PAIRS
            .iter()
            .any(|(a, b)| text.get(start) == Some(*a) && text.get(end - 1) == Some(*b))
        && text.is_boundary(start + 1)
        && text.is_boundary(end - 1)
    {
        start += 1;
        end -= 1;
    }
    start..end
}

/// Whether two names are those of one level: there is one lowest level, and a sheet has one level of
/// goals and one above it, however they are headed.
fn is_one_level(known: &LevelNode, level: &LevelNode) -> bool {
    known.canonical == level.canonical
        || known.rank == level.rank && matches!(level.rank, LEAF | GOAL | VISION)
}

/// Each name once.
fn add(levels: &mut Vec<LevelNode>, level: LevelNode) {
    let known = levels.iter().any(|known| is_one_level(known, &level));
    // No plan has more levels; a list of names in a row is no plan.
    const MOST: usize = 8;
    if !known && levels.len() < MOST {
        levels.push(level);
    }
}

/// The chart's order, and the others by rank between.
fn in_order(charted: Vec<LevelNode>, found: Vec<LevelNode>) -> Vec<LevelNode> {
    let mut levels = charted;
    for level in found {
        let known = levels.iter().any(|known| is_one_level(known, &level));
        if !known {
            let at = levels
                .iter()
                .position(|known| known.rank > level.rank)
                .unwrap_or(levels.len());
            levels.insert(at, level);
        }
    }
    levels
}

impl Signals {
    fn kind(&self) -> DocumentKind {
        if self.goals {
            DocumentKind::GoalSheet
        } else if self.progress {
            DocumentKind::Progress
        } else if self.annual {
            DocumentKind::Annual
        } else if self.chart || self.activity {
            DocumentKind::Activity
        } else {
            DocumentKind::Other
        }
    }
}
