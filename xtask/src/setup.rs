//! The tools that cargo doesn't bring. Each is looked for first, so the second run is quick;
//! each is asked for its version, so an old one doesn't stay unnoticed.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::place::program;
use crate::shell::Shell;

const WASM: &str = "wasm32-unknown-unknown";
const TRUNK: &str = "0.21.14";
/// Debian's binaryen is years old; npm's is current and needs no compiler.
const BINARYEN: &str = "132";
const AXE: &str = "4.14.1";
const GECKODRIVER: &str = "0.37.1";
/// Cuts the module into its parts. The runtime half of it is in Cargo.lock.
const SPLIT: &str = "0.2.4";

/// What building the app needs.
pub(crate) fn build_tools(shell: &Shell) -> Result<()> {
    wasm_target(shell)?;
    trunk(shell)?;
    wasm_bindgen(shell)?;
    wasm_split(shell)?;
    binaryen(shell)
}

/// What the tests in a browser need, beside [`build_tools`].
pub(crate) struct TestTools {
    /// The program that drives the browser.
    pub(crate) chromedriver: PathBuf,
    /// The program that drives the other browser, Firefox.
    pub(crate) geckodriver: PathBuf,
    /// axe-core's one file, to be injected into a page.
    pub(crate) axe: PathBuf,
}

pub(crate) fn test_tools(shell: &Shell) -> Result<TestTools> {
    debian_packages(shell)?;
    let chromedriver = env::var_os("YORIAI_CHROMEDRIVER")
        .or_else(|| env::var_os("CHROMEDRIVER"))
        .map(PathBuf::from)
        .or_else(|| program("chromedriver"))
        .context("chromedriver is nowhere, even after its package was installed")?;
    geckodriver(shell)?;
    let geckodriver = shell.place.tool("geckodriver");
    let axe = shell.place.npm().join("axe-core").join("axe.min.js");
    let present = npm_version(shell, "axe-core").is_some_and(|version| version == AXE);
    if !present || !axe.is_file() {
        npm_install(shell, &format!("axe-core@{AXE}"))?;
    }
    Ok(TestTools {
        chromedriver,
        geckodriver,
        axe,
    })
}

/// Debian has Firefox, and no driver for it.
fn geckodriver(shell: &Shell) -> Result<()> {
    if version_is(shell, &shell.place.tool("geckodriver"), GECKODRIVER) {
        return Ok(());
    }
    cargo_install(shell, "geckodriver", GECKODRIVER, "2 min", &["--locked"])
}

fn wasm_target(shell: &Shell) -> Result<()> {
    // Asked of the compiler and not of rustup: the standard library may have come another way.
    let sysroot = shell.read(shell.command("rustc").args(["--print", "sysroot"]))?;
    let libraries = Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(WASM)
        .join("lib");
    let present = fs::read_dir(&libraries).is_ok_and(|mut files| {
        files.any(|file| file.is_ok_and(|file| file.path().extension() == Some("rlib".as_ref())))
    });
    if present {
        return Ok(());
    }
    let Some(rustup) = program("rustup") else {
        bail!("the standard library for {WASM} is missing, and rustup, which installs it, too");
    };
    shell.step("the standard library for WebAssembly", "10 s", || {
        shell.run(shell.command(&rustup).args(["target", "add", WASM]))
    })
}

fn trunk(shell: &Shell) -> Result<()> {
    if version_is(shell, &shell.place.tool("trunk"), TRUNK) {
        return Ok(());
    }
    cargo_install(
        shell,
        "trunk",
        TRUNK,
        "4 to 6 min",
        &["--locked", "--no-default-features", "--features", "rustls"],
    )
}

fn wasm_bindgen(shell: &Shell) -> Result<()> {
    let version = locked_version(shell, "wasm-bindgen")?;
    let trunk = fs::read_to_string(shell.place.root.join("Trunk.toml"))?;
    if !trunk.contains(&format!("wasm_bindgen = \"{version}\"")) {
        bail!("Cargo.lock has wasm-bindgen {version}, Trunk.toml names another: make them agree");
    }
    // The runner of the tests comes from the same package, but an interrupted install may have
    // left only one of the two.
    let both = ["wasm-bindgen", "wasm-bindgen-test-runner"];
    if both
        .iter()
        .all(|name| version_is(shell, &shell.place.tool(name), &version))
    {
        return Ok(());
    }
    // Without --locked: its lock file names crates that were withdrawn since.
    cargo_install(shell, "wasm-bindgen-cli", &version, "2 min", &[])
}

fn wasm_split(shell: &Shell) -> Result<()> {
    const PACKAGE: &str = "wasm_split_cli_support";
    // It has no --version; cargo keeps a list of what it has installed.
    let installed = fs::read_to_string(shell.place.tools.join(".crates.toml")).unwrap_or_default();
    if shell.place.tool("wasm-split-cli").is_file()
        && installed.contains(&format!("\"{PACKAGE} {SPLIT} "))
    {
        return Ok(());
    }
    cargo_install(
        shell,
        PACKAGE,
        SPLIT,
        "1 min",
        &["--locked", "--features", "build-binary"],
    )
}

fn binaryen(shell: &Shell) -> Result<()> {
    if version_is(shell, &shell.place.npm_tool("wasm-opt"), BINARYEN) {
        return Ok(());
    }
    npm_install(shell, &format!("binaryen@{BINARYEN}.0.0"))
}

/// Whether a program says that it is of this version, as a word of its own.
fn version_is(shell: &Shell, tool: &Path, version: &str) -> bool {
    tool.is_file()
        && shell
            .read(shell.command(tool).arg("--version"))
            .is_ok_and(|text| text.split_whitespace().any(|word| word == version))
}

/// The version of a package in Cargo.lock.
fn locked_version(shell: &Shell, package: &str) -> Result<String> {
    let lock = fs::read_to_string(shell.place.root.join("Cargo.lock"))?;
    version_in_lock(&lock, package).with_context(|| format!("Cargo.lock has no package {package}"))
}

fn version_in_lock(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    let version = lines
        .next()?
        .strip_prefix("version = \"")?
        .strip_suffix('"')?;
    Some(version.to_owned())
}

fn cargo_install(
    shell: &Shell,
    package: &str,
    version: &str,
    usually: &str,
    more: &[&str],
) -> Result<()> {
    shell.step(
        &format!("{package} {version}, into the tools of this checkout"),
        usually,
        || {
            let mut command = shell.cargo(&["install", package, "--version", version, "--force"]);
            command
                .args(more)
                .arg("--root")
                .arg(&shell.place.tools)
                // A tool that runs for seconds needn't be optimised for minutes.
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                .env("CARGO_TARGET_DIR", shell.place.tools.join("build"));
            shell.run(&mut command)
        },
    )
}

fn npm_install(shell: &Shell, package: &str) -> Result<()> {
    let Some(npm) = program("npm") else {
        bail!("npm is missing, which brings {package} (Debian: apt-get install npm)");
    };
    shell.step(
        &format!("{package}, into the tools of this checkout"),
        "10 s",
        || {
            let folder = shell.place.tools.join("npm");
            fs::create_dir_all(&folder)?;
            let mut command = shell.command(npm);
            command.args([
                "install",
                "--no-audit",
                "--no-fund",
                "--save-exact",
                "--prefix",
            ]);
            shell.run(command.arg(folder).arg(package))
        },
    )
}

fn npm_version(shell: &Shell, package: &str) -> Option<String> {
    let file = shell.place.npm().join(package).join("package.json");
    let json: serde_json::Value = serde_json::from_str(&fs::read_to_string(file).ok()?).ok()?;
    Some(json.get("version")?.as_str()?.to_owned())
}

/// The browsers, the driver of one, a Japanese font (pictures of pages show boxes without one), and what
/// turns a printed page into a picture.
fn debian_packages(shell: &Shell) -> Result<()> {
    let driver = ["YORIAI_CHROMEDRIVER", "CHROMEDRIVER"]
        .iter()
        .any(|n| env::var_os(n).is_some());
    let browser = ["chromium", "google-chrome", "chrome"]
        .iter()
        .any(|n| program(n).is_some());
    let font = || {
        let list = shell
            .command("fc-list")
            .args([":lang=ja", "family"])
            .output();
        list.is_ok_and(|output| !output.stdout.is_empty())
            || Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").is_file()
    };
    let mut missing = Vec::new();
    if !browser {
        missing.push("chromium");
    }
    if !driver && program("chromedriver").is_none() {
        missing.push("chromium-driver");
    }
    if program("firefox-esr").is_none() && program("firefox").is_none() {
        missing.push("firefox-esr");
    }
    if !font() {
        missing.push("fonts-noto-cjk");
    }
    if program("pdftoppm").is_none() {
        missing.push("poppler-utils");
    }
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    let Some(apt) = program("apt-get") else {
        bail!("these Debian packages are missing, and there is no apt-get here: {names}");
    };
    let root = shell
        .read(shell.command("id").arg("-u"))
        .is_ok_and(|id| id.trim() == "0");
    let sudo = program("sudo");
    if !root && sudo.is_none() {
        bail!("install these as root, then run this again: apt-get install {names}");
    }
    let apt_get = |args: &[&str]| {
        let mut command = match (&sudo, root) {
            (Some(sudo), false) => {
                let mut command = shell.command(sudo);
                command.arg(&apt);
                command
            }
            _ => shell.command(&apt),
        };
        command.env("DEBIAN_FRONTEND", "noninteractive").args(args);
        shell.run(&mut command)
    };
    shell.step(&format!("Debian packages: {names}"), "2 min", || {
        apt_get(&["update", "-qq"])?;
        let mut install = vec!["install", "-y", "-qq", "--no-install-recommends"];
        install.extend(&missing);
        apt_get(&install)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_a_locked_package_is_found_by_its_whole_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-cli\"\nversion = \"9.9.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(
            version_in_lock(lock, "wasm-bindgen").as_deref(),
            Some("0.2.130")
        );
        assert_eq!(version_in_lock(lock, "wasm"), None);
    }
}
