//! Has the script of the parts compile each module as it is fetched, and begin with those of a
//! plan's desk when the address names a plan. As the splitter writes it, nothing is fetched before
//! the first module runs and asks, and nothing compiled before all that is shared has arrived.

use anyhow::{Context, Result, ensure};

const AHEAD: &str = include_str!("ahead.js");
/// Stands before each file of the script.
const PART: &str = "makeLoad(() => {";

/// The splitter's script, hurried. `desk` is what loads the desk there.
///
/// # Errors
/// When the script is not written as expected: by another version of the splitter.
pub(super) fn hurry(script: &str, desk: &str) -> Result<String> {
    let parts = script.matches(PART).count();
    let mut hurried = script.to_owned();
    for (theirs, ours) in [
        ("= fetch(new URL(", "= compiled(new URL("),
        (
            "WebAssembly.instantiateStreaming(src, imports)",
            "WebAssembly.instantiate(await src, imports)",
        ),
    ] {
        ensure!(
            script.matches(theirs).count() == parts,
            "the splitter's script has {parts} parts, and not as many `{theirs}`"
        );
        hurried = hurried.replace(theirs, ours);
    }
    let files = files_of(script, desk)
        .with_context(|| format!("the splitter's script doesn't say what `{desk}` loads"))?;
    let wanted: Vec<String> = files
        .iter()
        .map(|file| format!("    compiled(new URL(\"./{file}\", import.meta.url));"))
        .collect();
    Ok(hurried + &AHEAD.replace("__DESK__", &wanted.join("\n")))
}

/// The files that a loader of the script fetches: its own, and those of the loaders it waits for.
fn files_of<'a>(script: &'a str, loader: &str) -> Option<Vec<&'a str>> {
    let (_, rest) = script.split_once(&format!("const {loader} = "))?;
    let (_, rest) = rest.split_once(PART)?;
    let (_, rest) = rest.split_once("URL(\"./")?;
    let (file, rest) = rest.split_once('"')?;
    let (_, rest) = rest.split_once("}\n, [")?;
    let (others, _) = rest.split_once(']')?;
    let mut files = vec![file];
    for other in others.split(", ").filter(|name| !name.is_empty()) {
        files.extend(files_of(script, other)?);
    }
    Some(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A loader as the splitter writes it.
    fn loader(head: &str, file: &str, others: &str, tail: &str) -> String {
        format!(
            "{head}makeLoad(() => {{
    const src = fetch(new URL(\"./{file}\", import.meta.url));
    src.catch(() => {{}});
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}}
, [{others}]){tail};
"
        )
    }

    fn script() -> String {
        let shared = |number| {
            let (head, file) = (
                format!("const __chunk_{number} = "),
                format!("chunk_{number}.wasm"),
            );
            loader(&head, &file, "", "")
        };
        let named = |name| format!("export const __wasm_split_load_{name} = wrapAsyncCb(");
        [
            "function makeLoad(fetcher, deps) {}\n".to_owned(),
            shared(3),
            shared(4),
            loader(&named("import"), "split_import.wasm", "__chunk_3", ")"),
            loader(
                &named("desk"),
                "split_desk.wasm",
                "__chunk_3, __chunk_4",
                ")",
            ),
        ]
        .concat()
    }

    #[test]
    fn the_desk_is_fetched_with_what_it_shares_and_nothing_else() {
        let script = script();
        let files = files_of(&script, "__wasm_split_load_desk");
        let expected = ["split_desk.wasm", "chunk_3.wasm", "chunk_4.wasm"];
        assert_eq!(files.as_deref(), Some(expected.as_slice()));
    }

    #[test]
    fn every_part_is_compiled_through_the_one_function() {
        let hurried = hurry(&script(), "__wasm_split_load_desk").unwrap();
        assert_eq!(hurried.matches("= compiled(new URL(").count(), 4);
        assert_eq!(hurried.matches("    compiled(new URL(").count(), 3);
        assert!(!hurried.contains("Streaming(src"), "{hurried}");
        assert!(!hurried.contains("__DESK__"), "{hurried}");
    }

    #[test]
    fn a_script_of_another_kind_is_refused() {
        let other = script().replace("instantiateStreaming", "instantiateElsewhere");
        assert!(hurry(&other, "__wasm_split_load_desk").is_err());
        assert!(hurry(&script(), "__wasm_split_load_chart").is_err());
    }
}
