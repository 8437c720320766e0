//! Brackets in their folded forms: one table for all who look for them.

/// Opening and closing sign of each.
pub(crate) const PAIRS: &[(char, char)] = &[
    ('《', '》'),
    ('<', '>'),
    ('〈', '〉'),
    ('【', '】'),
    ('[', ']'),
    ('〔', '〕'),
    ('「', '」'),
    ('『', '』'),
    ('(', ')'),
    ('≪', '≫'),
    ('{', '}'),
];

/// Whether a character opens a bracket that may stand around a name. A round one does not: it
/// holds what is said beside.
pub(crate) fn opens(c: char) -> bool {
    c != '(' && PAIRS.iter().any(|(open, _)| *open == c)
}

/// Whether a character closes such a bracket.
pub(crate) fn closes(c: char) -> bool {
    c != ')' && PAIRS.iter().any(|(_, close)| *close == c)
}
