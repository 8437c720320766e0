//! What was typed, out of two states of a field.

use wasm_bindgen_test::wasm_bindgen_test;
use yoriai::components::splice::{Splice, between, end_of};

fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

fn length(text: &str) -> u32 {
    text.encode_utf16().count() as u32
}

/// `new` has a `|` where the caret stands.
fn check(old: &str, new: &str, at: u32, delete: u32, insert: &str) {
    let caret = length(new.split('|').next().unwrap());
    let new = new.replace('|', "");
    let expected = Splice {
        at,
        delete,
        insert: insert.to_owned(),
    };
    assert_eq!(
        between(old, &new, caret),
        Some(expected),
        "{old} → {new}, caret {caret}"
    );
}

fn applied(old: &str, splice: &Splice) -> String {
    let mut text = units(old);
    let range = splice.at as usize..(splice.at + splice.delete) as usize;
    text.splice(range, units(&splice.insert));
    // Fails on half a character.
    String::from_utf16(&text).unwrap()
}

#[wasm_bindgen_test]
fn nothing_typed_is_no_splice() {
    assert_eq!(between("", "", 0), None);
    assert_eq!(between("9地区18回", "9地区18回", 3), None);
}

#[wasm_bindgen_test]
fn typing_deleting_and_replacing() {
    check("", "見守り|", 0, 0, "見守り");
    check("見守り", "見守りの|", 3, 0, "の");
    check("見守り", "地域の|見守り", 0, 0, "地域の");
    check("9地区18回", "9地区2|8回", 3, 1, "2");
    check("9地区18回", "9地区|", 3, 3, "");
    check("見守り", "|", 0, 3, "");
    check("一行\n二行", "一行\n|\n二行", 2, 0, "\n");
}

#[wasm_bindgen_test]
fn among_equal_characters_a_change_ends_at_the_caret() {
    check("いいい", "い|いいい", 0, 0, "い");
    check("いいい", "いい|いい", 1, 0, "い");
    check("いいい", "いいい|い", 2, 0, "い");
    check("いいい", "いいいい|", 3, 0, "い");
    check("いいいい", "いい|い", 2, 1, "");
    check("いいいい", "|いい", 0, 2, "");
    check("かなかな", "かなかな|かな", 2, 0, "かな");
}

#[wasm_bindgen_test]
fn a_character_of_two_units_is_never_cut() {
    // The same first half.
    check("😀", "😁|", 0, 2, "😁");
    check("あ😀い", "あ😁|い", 1, 2, "😁");
    // The same second half.
    check("𐀀", "|𠀀", 0, 2, "𠀀");
    check("あ𐀀い", "あ|𠀀い", 1, 2, "𠀀");
    check("😀😀", "😀|😀😀", 0, 0, "😀");
    check("😀😀", "😀|", 2, 2, "");
    check("𠮷野家", "𠮷|田野家", 2, 0, "田");
}

#[wasm_bindgen_test]
fn wherever_the_caret_stands_the_splice_makes_the_new_text() {
    let texts = [
        "",
        "い",
        "いい",
        "いあい",
        "😀",
        "😀😁",
        "𐀀",
        "𠀀𐀀",
        "い😀い",
        "9地区18回",
        "e\u{301}",
        "👨‍👩‍👧",
    ];
    for old in texts {
        for new in texts {
            // Past the end as well: a field may have lost what its caret stood behind.
            for caret in 0..length(new) + 2 {
                let made = between(old, new, caret).map_or(old.into(), |s| applied(old, &s));
                assert_eq!(made, new, "{old} → {new}, caret {caret}");
            }
        }
    }
}

#[wasm_bindgen_test]
fn the_end_of_what_was_typed_is_found_beside_either_neighbour() {
    // Typed か between あ and い: the first place is that of い, the second the end of あ.
    assert_eq!(end_of("か", "あかい", [2, 1]), 2);
    assert_eq!(end_of("か", "あかＸい", [3, 1]), 2);
    assert_eq!(end_of("か", "あＸかい", [3, 1]), 3);
    assert_eq!(end_of("か", "か", [0, 0]), 1);
    assert_eq!(end_of("😀", "あ😀😁い", [5, 1]), 3);
}

#[wasm_bindgen_test]
fn what_is_nowhere_near_ends_at_the_first_place() {
    assert_eq!(end_of("か", "あい", [1, 1]), 1);
    assert_eq!(end_of("か", "か、あい", [3, 3]), 3);
    assert_eq!(end_of("長い文", "い", [1, 0]), 1);
}
