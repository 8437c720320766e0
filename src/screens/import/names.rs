//! What the parts of a draft are called.

use yoriai_office::text::{ColumnMeaning, JoinPlace, Target};
use yoriai_plan::{Caption, CategoryText, ProgrammeText, ReportText, SectionKind, TermText};

use crate::words::{self, Words, fill};

/// What a part is called that joins a plan.
pub(super) fn of_place(place: &JoinPlace, say: impl Fn(Words) -> &'static str) -> String {
    let word = match place {
        JoinPlace::Field(target) => return of_field(*target, say).to_owned(),
        JoinPlace::Caption(caption) => return fill(say(words::IMPORT_CAPTION), &[caption.word()]),
        JoinPlace::Level(_) => words::LEVELS,
        JoinPlace::Party(_) => words::PROGRESS_PARTY,
        JoinPlace::Term => words::IMPORT_TERM,
        JoinPlace::Period => return Caption::Period.word().to_owned(),
        JoinPlace::Status => words::STATUS,
        JoinPlace::Tag(..) => words::TAGS,
        JoinPlace::Programme(_) => words::IMPORT_PROGRAMMES,
        JoinPlace::Lifecycle(_) => words::IMPORT_LIFECYCLE,
    };
    say(word).to_owned()
}

fn of_field(target: Target, say: impl Fn(Words) -> &'static str) -> &'static str {
    let word = match target {
        Target::Title => words::PLAN_TITLE,
        Target::Organization => return Caption::Organization.word(),
        Target::Philosophy => return Caption::Philosophy.word(),
        Target::Slogan => return Caption::Slogan.word(),
        Target::Policy => return Caption::Policy.word(),
        Target::ItemTitle(_) => words::IMPORT_ITEM_TITLE,
        Target::ChartTitle(_) => words::IMPORT_CHART_TITLE,
        Target::Statement(_) => words::STATEMENT,
        Target::SectionHeading(_) => words::HEADING,
        Target::SectionText(_) => words::IMPORT_SECTION_TEXT,
        Target::Line(..) => words::IMPORT_LINE,
        Target::Date(date) => return date.word(),
        Target::Category(_, CategoryText::Name) => words::ANNUAL_CATEGORY,
        Target::Category(_, CategoryText::Description) => words::ANNUAL_CATEGORY_TEXT,
        Target::Programme(_, text) => match text {
            ProgrammeText::Name => words::IMPORT_PROGRAMMES,
            ProgrammeText::Aliases => words::ANNUAL_ALIASES,
            ProgrammeText::Description => words::IMPORT_CONTENT,
            ProgrammeText::Funding => words::ANNUAL_FUNDING,
            ProgrammeText::Frequency => words::ANNUAL_FREQUENCY,
            ProgrammeText::Months => words::ANNUAL_MONTHS,
            ProgrammeText::Contract => words::ANNUAL_CONTRACT,
            ProgrammeText::Partners => words::ANNUAL_PARTNERS,
        },
        Target::IndicatorName(_) => words::IMPORT_INDICATORS,
        Target::Value(_) => words::IMPORT_VALUES,
        Target::Report(_, text) => match text {
            ReportText::Progress => return Caption::Progress.word(),
            ReportText::Issues => return Caption::Issues.word(),
            ReportText::Reason => words::IMPORT_REASON,
            ReportText::Next => words::IMPORT_NEXT,
        },
        Target::Grade(_) => return Caption::Grade.word(),
        Target::Term(_, TermText::Short) => return Caption::Terms.word(),
        Target::Term(_, TermText::Full) => words::IMPORT_FULL,
        Target::Term(_, TermText::Note) => words::ANNUAL_NOTE,
    };
    say(word)
}

/// What the cells of a column can be taken for.
pub(super) fn of_meaning(meaning: ColumnMeaning, say: impl Fn(Words) -> &'static str) -> String {
    let word = match meaning {
        ColumnMeaning::IndicatorName => Caption::IndicatorName.word(),
        ColumnMeaning::Value { year, role } => {
            return format!("{} {}", year.label_wareki(), role.word());
        }
        ColumnMeaning::Actions => SectionKind::Actions.word(),
        ColumnMeaning::Progress => Caption::Progress.word(),
        ColumnMeaning::Issues => Caption::Issues.word(),
        ColumnMeaning::Reason => say(words::IMPORT_REASON),
        ColumnMeaning::Next => say(words::IMPORT_NEXT),
        ColumnMeaning::Grade => Caption::Grade.word(),
        ColumnMeaning::Statement => say(words::STATEMENT),
        ColumnMeaning::Section => say(words::IMPORT_COLUMN_SECTION),
    };
    word.to_owned()
}
