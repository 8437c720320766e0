//! Documents of みどり野市社会福祉協議会, a council that does not exist.

use yoriai_plan::{Command, CommandError, DistrictId, NewRecord, Place, Plan, PlanDoc, ScaleId};

use crate::text::{join, read_text};

/// The text of an activity plan as a council would paste it out of its word processor: 体系図,
/// 基本理念, then each 重点目標 with 現状と課題, 活動方針, 具体的な取組 and the residents' part.
pub const SAMPLE_ACTIVITY_PLAN: &str = include_str!("../samples/activity-plan.txt");

/// The text of the council's annual plan: 実施事業一覧, 方針, 重点取組, then each 活動方針 with its
/// direction and the initiatives of the year.
pub const SAMPLE_ANNUAL_PLAN: &str = include_str!("../samples/annual-plan.txt");

/// The text of the council's progress summary: 重点目標 × 市 and 社協, with two cells lost.
pub const SAMPLE_PROGRESS_SUMMARY: &str = include_str!("../samples/progress-summary.txt");

/// The text of the council's goal sheet: each 重点目標 with its indicator, half of it evaluated.
pub const SAMPLE_GOAL_SHEET: &str = include_str!("../samples/goal-sheet.txt");

/// The four documents, in the order in which they go into one plan.
pub const SAMPLE_DOCUMENTS: [&str; 4] = [
    SAMPLE_ACTIVITY_PLAN,
    SAMPLE_ANNUAL_PLAN,
    SAMPLE_PROGRESS_SUMMARY,
    SAMPLE_GOAL_SHEET,
];

/// 評価尺度 of the council.
const GRADES: &str = "\
A　目標を上回った
B　おおむね目標どおり
C　目標を下回った
D　取り組めなかった";

/// 地区 of the council.
const DISTRICTS: [&str; 9] = [
    "北部",
    "東部",
    "西部",
    "南部",
    "中央",
    "川沿い",
    "丘の上",
    "駅前",
    "みなみ野",
];

/// The commands that make one plan of all four documents. `fresh` gives twelve random bytes for
/// each new id.
///
/// # Errors
///
/// If a command is refused, which would be a fault of this crate.
pub fn sample_commands(fresh: &mut dyn FnMut() -> [u8; 12]) -> Result<Vec<Command>, CommandError> {
    // Only to know what the next document finds; whoever applies the commands has the plan.
    let mut doc = PlanDoc::new([0; 16]);
    let mut all = Vec::new();
    for text in SAMPLE_DOCUMENTS {
        let joining = match all.is_empty() {
            true => read_text(text).commands(fresh),
            false => join(&read_text(text), &Plan::read(&doc), fresh).commands(),
        };
        doc.apply(&Command::Batch(joining.clone()))?;
        all.extend(joining);
    }
    let mut records = vec![NewRecord::Scale {
        id: ScaleId::from_random(fresh()),
        name: "達成度".to_owned(),
        grades: GRADES.to_owned(),
    }];
    for name in DISTRICTS {
        records.push(NewRecord::District {
            id: DistrictId::from_random(fresh()),
            name: name.to_owned(),
        });
    }
    all.extend(records.into_iter().map(|record| Command::AddRecord {
        record,
        place: Place::Last,
    }));
    Ok(all)
}
