//! Cuts the app's module along `src/parts.rs`: the first screen's own comes first, and the rest is
//! fetched when it is wanted. Trunk can't do this (trunk-rs/trunk#1022): the module has to be cut
//! before wasm-bindgen sees it. So what trunk made of the whole module is replaced by what is made
//! of its parts, under names that tell their content.

mod ahead;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use sha2::{Digest, Sha256};

use crate::shell::Shell;
use crate::web::assets;

const NAME: &str = "yoriai-app";
/// The script that fetches the parts, as the splitter names it.
const LINKS: &str = "__wasm_split.js";
/// The part that opens plans, as the splitter names what fetches it.
const DESK: &str = "__wasm_split_load_desk";

/// A file that is made of the module.
struct Made {
    /// How the scripts name it before its content is known.
    old: String,
    /// Its name in `dist/`, with `{}` for the hash.
    new: String,
    bytes: Vec<u8>,
}

pub(crate) fn split(shell: &Shell) -> Result<()> {
    let whole = shell
        .place
        .target
        .join("wasm32-unknown-unknown/web/yoriai-app.wasm");
    let work = shell.place.target.join("parts");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    shell.run(
        shell
            .command(shell.place.tool("wasm-split-cli"))
            .arg(&whole)
            .arg(&work)
            .args(["--target", "web", "--out-name", NAME]),
    )?;
    let bound = work.join("bound");
    shell.run(
        shell
            .command(shell.place.tool("wasm-bindgen"))
            .args(["--target", "web", "--no-typescript", "--keep-lld-exports"])
            .args(["--out-name", NAME, "--out-dir"])
            .arg(&bound)
            .arg(work.join(format!("{NAME}.wasm"))),
    )?;
    let made = made(shell, &work, &bound)?;
    put(&shell.place.app, made)
}

/// The first module, the parts, and the scripts of both.
fn made(shell: &Shell, work: &Path, bound: &Path) -> Result<Vec<Made>> {
    let main = format!("{NAME}_bg.wasm");
    let mut all = vec![
        Made {
            new: format!("{NAME}-{{}}_bg.wasm"),
            bytes: optimised(shell, &bound.join(&main))?,
            old: main,
        },
        Made {
            old: format!("{NAME}.js"),
            new: format!("{NAME}-{{}}.js"),
            bytes: fs::read(bound.join(format!("{NAME}.js")))?,
        },
        Made {
            old: LINKS.to_owned(),
            new: "yoriai-parts-{}.js".to_owned(),
            bytes: ahead::hurry(&fs::read_to_string(work.join(LINKS))?, DESK)?.into_bytes(),
        },
    ];
    let mut parts: Vec<PathBuf> = fs::read_dir(work)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    parts.sort();
    for part in parts {
        let Some(old) = part.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let part_of = old.strip_suffix(".wasm").and_then(|name| {
            let own = name.strip_prefix("split_").map(str::to_owned);
            own.or_else(|| Some(format!("shared-{}", name.strip_prefix("chunk_")?)))
        });
        if let Some(name) = part_of {
            all.push(Made {
                old: old.to_owned(),
                new: format!("yoriai-{name}-{{}}.wasm"),
                bytes: optimised(shell, &part)?,
            });
        }
    }
    ensure!(all.len() > 3, "the module was not cut: it has no parts");
    Ok(all)
}

fn optimised(shell: &Shell, module: &Path) -> Result<Vec<u8>> {
    let small = module.with_extension("small");
    shell.run(
        shell
            .command(shell.place.npm_tool("wasm-opt"))
            .args(["-Oz", "--strip-producers", "-o"])
            .arg(&small)
            .arg(module),
    )?;
    fs::read(&small).with_context(|| small.display().to_string())
}

/// Replaces what trunk made. All files carry one hash, of all of them together.
fn put(app: &Path, made: Vec<Made>) -> Result<()> {
    let mut all = Sha256::new();
    for file in &made {
        all.update(file.old.as_bytes());
        all.update(Sha256::digest(&file.bytes));
    }
    let hash = assets::hex(&all.finalize()[..8]);
    let renamed: Vec<(&str, String)> = made
        .iter()
        .map(|file| (file.old.as_str(), file.new.replace("{}", &hash)))
        .collect();
    let page = app.join("index.html");
    let text = fs::read_to_string(&page).context("dist/index.html can't be read")?;
    let theirs = name_by_trunk(app)?;
    for whole in [format!("{theirs}.js"), format!("{theirs}_bg.wasm")] {
        ensure!(
            text.contains(&whole),
            "index.html doesn't name {whole}: trunk may have changed its names"
        );
        fs::remove_file(app.join(&whole)).with_context(|| format!("dist/{whole}"))?;
    }
    let text = text.replace(&theirs, &format!("{NAME}-{hash}"));
    fs::write(
        &page,
        with_preload(&text, &format!("yoriai-parts-{hash}.js"))?,
    )?;
    for (file, (_, name)) in made.iter().zip(&renamed) {
        let bytes = if name.ends_with(".js") {
            let mut script = String::from_utf8(file.bytes.clone())?;
            for (old, new) in &renamed {
                // Where a script names a file to be fetched. Elsewhere a name may be a key that
                // the module has too.
                for before in ["from './", "from \"./", "URL(\"./", "URL('"] {
                    script = script.replace(&format!("{before}{old}"), &format!("{before}{new}"));
                }
            }
            script.into_bytes()
        } else {
            file.bytes.clone()
        };
        fs::write(app.join(name), bytes)?;
    }
    Ok(())
}

/// The page, with a word that this script will be wanted: it would be heard of only in another.
fn with_preload(page: &str, script: &str) -> Result<String> {
    let (head, rest) = page
        .split_once("</head>")
        .context("dist/index.html has no head")?;
    Ok(format!(
        "{head}<link rel=\"modulepreload\" href=\"/{script}\" crossorigin=\"anonymous\"></head>{rest}"
    ))
}

/// What trunk calls the module: `yoriai-app-` and a hash.
fn name_by_trunk(app: &Path) -> Result<String> {
    for name in assets::list(app)? {
        if let Some(stem) = name.strip_suffix("_bg.wasm")
            && assets::is_hashed(&name)
        {
            return Ok(stem.to_owned());
        }
    }
    bail!("dist/ has no module: trunk built none")
}
