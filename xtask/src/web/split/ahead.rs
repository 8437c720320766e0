//! Has each module of a part compiled as it is fetched, and those of a plan's desk as soon as the
//! page is read, when its address names a plan. As the splitter writes it, nothing is fetched before
//! the first module runs and asks, and nothing compiled before all that is shared has arrived.

use anyhow::{Context, Result, ensure};

const AHEAD: &str = include_str!("ahead.js");
/// Stands before each file of the splitter's script.
const PART: &str = "makeLoad(() => {";

/// The splitter's script, with all modules taken from where [`for_page`] has them compiled.
///
/// # Errors
/// When the script is not written as expected: by another version of the splitter.
pub(super) fn links(script: &str) -> Result<String> {
    let parts = script.matches(PART).count();
    let mut changed = script.to_owned();
    for (theirs, ours) in [
        ("= fetch(new URL(", "= yoriaiModule(new URL("),
        (", import.meta.url));", ", import.meta.url).href);"),
        (
            "WebAssembly.instantiateStreaming(src, imports)",
            "WebAssembly.instantiate(await src, imports)",
        ),
    ] {
        ensure!(
            script.matches(theirs).count() == parts,
            "the splitter's script has {parts} parts, and not as many `{theirs}`"
        );
        changed = changed.replace(theirs, ours);
    }
    Ok(changed)
}

/// The script that the page begins with. `desk` is what loads the desk in the splitter's script,
/// `named` tells what a file of that script is called in the end.
///
/// # Errors
/// When the splitter's script doesn't say what the desk is made of.
pub(super) fn for_page(
    script: &str,
    desk: &str,
    named: impl Fn(&str) -> Option<String>,
) -> Result<String> {
    let files = files_of(script, desk)
        .with_context(|| format!("the splitter's script doesn't say what `{desk}` loads"))?;
    let names: Option<Vec<String>> = files.into_iter().map(named).collect();
    let names = names.context("the splitter's script names a file that was not made")?;
    Ok(AHEAD.replace("__DESK__", &serde_json::to_string(&names)?))
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
    fn the_page_begins_with_them_under_their_last_names() {
        let named = |file: &str| Some(file.replace(".wasm", "-0123.wasm"));
        let page = for_page(&script(), "__wasm_split_load_desk", named).unwrap();
        let names = r#"["split_desk-0123.wasm","chunk_3-0123.wasm","chunk_4-0123.wasm"]"#;
        assert!(page.contains(names), "{page}");
        assert!(for_page(&script(), "__wasm_split_load_desk", |_| None).is_err());
        assert!(for_page(&script(), "__wasm_split_load_chart", named).is_err());
    }

    #[test]
    fn every_part_is_compiled_by_the_one_function() {
        let links = links(&script()).unwrap();
        assert_eq!(links.matches("= yoriaiModule(new URL(").count(), 4);
        assert_eq!(links.matches("import.meta.url).href);").count(), 4);
        assert!(!links.contains("Streaming(src"), "{links}");
    }

    #[test]
    fn a_script_of_another_kind_is_refused() {
        for theirs in ["instantiateStreaming", "= fetch(", "import.meta.url"] {
            assert!(
                links(&script().replace(theirs, "other")).is_err(),
                "{theirs}"
            );
        }
    }
}
