//! The grades of a scale, and the scales that a plan may begin with.

/// A grade with what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    /// A, ◎, 5, 達成 …
    pub grade: String,
    /// Its definition; may be empty.
    pub meaning: String,
}

/// A scale to begin with. The words are the council's to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScalePreset {
    /// Its name.
    pub name: &'static str,
    /// Its grades, one a line, as [`crate::Scale::grades`] holds them.
    pub grades: &'static str,
}

/// The four scales that are offered.
pub const SCALE_PRESETS: [ScalePreset; 4] = [
    ScalePreset {
        name: "A～D",
        grades: "A　計画を上回る成果があった\n\
                 B　計画どおりに進んだ\n\
                 C　計画を下回った\n\
                 D　取り組むことができなかった",
    },
    ScalePreset {
        name: "◎○△×",
        grades: "◎　十分にできた\n\
                 ○　おおむねできた\n\
                 △　一部にとどまった\n\
                 ×　できなかった",
    },
    ScalePreset {
        name: "5～1",
        grades: "5　目標を大きく上回った\n\
                 4　目標を上回った\n\
                 3　目標どおりだった\n\
                 2　目標を下回った\n\
                 1　ほとんど進まなかった",
    },
    ScalePreset {
        name: "達成・未達成",
        grades: "達成　目標に届いた\n\
                 未達成　目標に届かなかった",
    },
];

/// What may stand between a grade and its definition.
const BETWEEN: &[char] = &[
    ':', '：', '…', '‥', '=', '＝', '→', '⇒', '⋯', '、', '，', ',', '．', '.', ')', '）', '】',
    '」', ']', '(', '（', '「', '－', '―', '—', '–',
];

impl Grade {
    /// The grades in a text, as [`crate::Scale::grades`] is written.
    #[must_use]
    pub fn read(text: &str) -> Vec<Self> {
        text.lines().filter_map(line).collect()
    }
}

fn line(line: &str) -> Option<Grade> {
    let bullets = |c: char| c.is_whitespace() || matches!(c, '・' | '●' | '■' | '◆' | '•' | '-');
    let line = line.trim().trim_start_matches(bullets);
    let opened = line.trim_start_matches(['【', '「', '(', '（', '[']);
    let (grade, meaning) = match opened.split_once(between) {
        Some((grade, _)) => opened.split_at(grade.len()),
        None => bare(opened),
    };
    let grade = grade.trim();
    let separators = |c: char| between(c) || c == '-';
    let meaning = meaning.trim_start_matches(separators).trim_end();
    // A（計画を上回る）: the bracket around all of the definition goes with the sign that opened it.
    let meaning = match meaning.strip_suffix([')', '）', '」']) {
        Some(inner) if !inner.contains(['(', '（', '「']) => inner.trim_end(),
        _ => meaning,
    };
    (!grade.is_empty()).then(|| Grade {
        grade: grade.to_owned(),
        meaning: meaning.to_owned(),
    })
}

fn between(c: char) -> bool {
    c.is_whitespace() || BETWEEN.contains(&c)
}

/// A計画を上回る: a sign with the definition right behind it; else all of it is the grade.
fn bare(text: &str) -> (&str, &str) {
    let mut chars = text.char_indices();
    let first = chars.next().map(|(_, c)| c);
    let sign = first.is_some_and(|c| {
        c.is_ascii_alphanumeric()
            || matches!(c, 'Ａ'..='Ｚ' | '０'..='９' | '◎' | '○' | '◯' | '〇' | '△' | '▲' | '×' | '✕' | '☆' | '★')
    });
    match chars.next() {
        Some((at, second)) if sign && !second.is_ascii() && second != '＋' => text.split_at(at),
        _ => (text, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<(String, String)> {
        let grades = Grade::read(text).into_iter();
        grades.map(|grade| (grade.grade, grade.meaning)).collect()
    }

    #[test]
    fn a_grade_a_line_in_every_manner() {
        let table = [
            ("A　計画を上回る", "A", "計画を上回る"),
            ("A 計画を上回る", "A", "計画を上回る"),
            ("A: 計画を上回る", "A", "計画を上回る"),
            ("A：計画を上回る", "A", "計画を上回る"),
            ("A…計画を上回る", "A", "計画を上回る"),
            ("A……計画を上回る", "A", "計画を上回る"),
            ("A ・・・", "A", "・・・"),
            ("A = 計画を上回る", "A", "計画を上回る"),
            ("A - 計画を上回る", "A", "計画を上回る"),
            ("A→計画を上回る", "A", "計画を上回る"),
            ("A（計画を上回る）", "A", "計画を上回る"),
            (
                "A 計画を上回る（110%以上）",
                "A",
                "計画を上回る（110%以上）",
            ),
            ("【A】計画を上回る", "A", "計画を上回る"),
            ("・A　計画を上回る", "A", "計画を上回る"),
            ("A計画を上回る", "A", "計画を上回る"),
            ("Ａ計画を上回る", "Ａ", "計画を上回る"),
            ("A+ とてもよい", "A+", "とてもよい"),
            ("◎十分にできた", "◎", "十分にできた"),
            ("○　できた", "○", "できた"),
            ("×：できなかった", "×", "できなかった"),
            ("5⇒目標を大きく上回る", "5", "目標を大きく上回る"),
            ("10 満点", "10", "満点"),
            ("1.できた", "1", "できた"),
            ("達成", "達成", ""),
            ("未達成　目標に届かない", "未達成", "目標に届かない"),
            ("A", "A", ""),
        ];
        for (text, grade, meaning) in table {
            let expected = vec![(grade.to_owned(), meaning.to_owned())];
            assert_eq!(pairs(text), expected, "{text}");
        }
        assert_eq!(
            pairs("A　よい\n\n　\nB　ふつう\r\n"),
            pairs("A　よい\nB　ふつう")
        );
        assert_eq!(pairs("\n：\n"), []);
    }

    #[test]
    fn the_presets_have_a_definition_for_every_grade() {
        let grades = SCALE_PRESETS.map(|preset| {
            let grades = Grade::read(preset.grades);
            assert!(grades.iter().all(|grade| !grade.meaning.is_empty()));
            grades
                .into_iter()
                .map(|grade| grade.grade)
                .collect::<Vec<_>>()
        });
        assert_eq!(grades[0], ["A", "B", "C", "D"]);
        assert_eq!(grades[1], ["◎", "○", "△", "×"]);
        assert_eq!(grades[2], ["5", "4", "3", "2", "1"]);
        assert_eq!(grades[3], ["達成", "未達成"]);
    }
}
