//! A plan as long as one asks for, written as text in the manner of the sample: what bringing in,
//! opening and typing cost is measured on it. Its sentences repeat; only their numbers differ.

use std::fmt::Write;

use yoriai_plan::{Command, ItemId, ItemText, PlanDoc, Stamp, TextRef};

/// How many goals, priority goals under each, and policies under each of those. The rest of the
/// items are activities, shared out evenly.
#[derive(Debug, Clone, Copy)]
struct Shape {
    goals: usize,
    priorities: usize,
    policies: usize,
}

impl Shape {
    fn of(items: usize) -> Self {
        if items < 1_000 {
            Self {
                goals: 5,
                priorities: 4,
                policies: 3,
            }
        } else {
            Self {
                goals: 10,
                priorities: 10,
                policies: 5,
            }
        }
    }

    fn all_policies(self) -> usize {
        self.goals * self.priorities * self.policies
    }

    fn above_activities(self) -> usize {
        self.goals + self.goals * self.priorities + self.all_policies()
    }
}

const GOALS: [&str; 5] = [
    "声をかけ合う地域をつくる",
    "学び合う仲間をふやす",
    "安心の輪をひろげる",
    "活動の場をととのえる",
    "次の世代へつなげる",
];
const PRIORITIES: [&str; 4] = [
    "顔を合わせる機会を持とう",
    "気づきを届けよう",
    "役割を分かち合おう",
    "歩みを続けよう",
];
const POLICIES: [&str; 3] = [
    "集まる場所をふやします",
    "相談の入口をひろげます",
    "担う人を後押しします",
];
const ACTIVITIES: [&str; 6] = [
    "地区の集会所を月に一度ひらき、立ち寄る方のお茶の席を用意します。",
    "班ごとの話し合いを年に二回行い、困りごとの地図を書き足します。",
    "学校と地区が一緒に行事を準備し、子どもの出番をふやします。",
    "買い物の足が遠い方へ、移動の手助けをする人を紹介します。",
    "はじめて活動する方に、先輩が半日つきそう日をもうけます。",
    "活動の記録を一枚にまとめ、公民館の掲示板でお知らせします。",
];
const RESIDENTS: [&str; 3] = [
    "となりの方に、朝のひとことをかけてみよう。",
    "地区の集まりへ、一度のぞきに行ってみよう。",
    "気になることを、ひとりで抱えずに話してみよう。",
];

/// Such a plan as a file of the app, with a history: one change after the other, each a word
/// written into the next item's title.
///
/// # Errors
/// If the plan refuses what the text says.
pub fn file_with_history(items: usize, changes: usize) -> anyhow::Result<Vec<u8>> {
    let mut count = 0_u64;
    // Ids that are spread as random ones are.
    let mut fresh = || {
        count += 1;
        let mut id = [0; 12];
        id[..8].copy_from_slice(&count.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
        id
    };
    let commands = yoriai_office::read_text(&text(items)).commands(&mut fresh);
    let written: Vec<ItemId> = commands
        .iter()
        .filter_map(|command| match command {
            Command::AddItem { id, .. } => Some(id.clone()),
            _ => None,
        })
        .collect();
    let mut doc = PlanDoc::new([7; 16]);
    let stamp = Stamp {
        author: None,
        seconds: 0,
    };
    doc.apply(&Command::Batch(commands))?;
    doc.commit(&stamp);
    for id in written.iter().cycle().take(changes) {
        doc.apply(&Command::WriteText {
            field: TextRef::Item(id.clone(), ItemText::Title),
            at: 0,
            delete: 0,
            insert: "追記".into(),
            seen: None,
        })?;
        doc.commit(&stamp);
    }
    Ok(doc.save())
}

/// The text of a plan with exactly so many items of all four levels: 500 and 5,000 are what it is
/// for. It has, beside them, one section of prose and three lines for residents per priority goal.
#[must_use]
pub fn text(items: usize) -> String {
    let shape = Shape::of(items);
    let activities = items.saturating_sub(shape.above_activities());
    let mut text = format!("第1期 ながい市地域福祉活動計画 {items}\n\nながい市社会福祉協議会\n\n");
    text.push_str(
        "計画期間 令和6～10年度\n\n第3章 計画の体系と実施計画\n\n1 第1期活動計画の体系図\n\n",
    );
    text.push_str("基本目標\t重点目標\t活動方針\n");
    for goal in 1..=shape.goals {
        for priority in 1..=shape.priorities {
            if priority == 1 {
                let _ = write!(text, "{goal} {}", title(&GOALS, goal, goal));
            }
            let _ = write!(
                text,
                "\t({priority}){}\t",
                title(&PRIORITIES, priority, goal)
            );
            for policy in 1..=shape.policies {
                let _ = write!(
                    text,
                    "{}{} ",
                    circled(policy),
                    title(&POLICIES, policy, priority)
                );
            }
            text.push('\n');
        }
    }
    text.push_str("\n2 実施計画\n\n");
    let (mut policies, mut written) = (0, 0);
    for goal in 1..=shape.goals {
        for priority in 1..=shape.priorities {
            let name = title(&PRIORITIES, priority, goal);
            let _ = write!(
                text,
                "重点目標 {goal}-({priority}) {name}\n\n＜現状と課題＞\n\n"
            );
            let _ = write!(
                text,
                "座談会では、{goal}の{priority}にあたる声が{}件ありました。場所と人手が足りないという\
                 悩みは、どの地区にも共通しています。\n\n",
                goal * 7 + priority
            );
            for policy in 1..=shape.policies {
                let name = title(&POLICIES, policy, priority);
                let _ = write!(
                    text,
                    "活動方針 {} {name}\n\n具体的な取組\n\n",
                    circled(policy)
                );
                policies += 1;
                // An even share, whatever remains of a division.
                while written < activities * policies / shape.all_policies() {
                    written += 1;
                    let sentence = ACTIVITIES[written % ACTIVITIES.len()];
                    let _ = writeln!(text, "● 第{written}の取組として、{sentence}");
                }
                text.push('\n');
            }
            text.push_str("住民のみなさんは\n\n");
            for line in RESIDENTS {
                let _ = writeln!(text, "○ {line}");
            }
            text.push('\n');
        }
    }
    text
}

/// A title that no other of its level under the same parent has.
fn title(words: &[&str], index: usize, above: usize) -> String {
    format!("{}その{above}の{index}", words[index % words.len()])
}

/// ① and on, to ⑳.
fn circled(number: usize) -> char {
    u32::try_from(number)
        .ok()
        .and_then(|number| char::from_u32('①' as u32 + number - 1))
        .unwrap_or('①')
}
