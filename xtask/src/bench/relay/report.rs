//! What the load generator found, as a table, and what it says of the relay: said of the figures
//! themselves, so that it is true of every run.

use std::fmt::Write;
use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::shell::Shell;

const BEGIN: &str = "<!-- measured: written by `cargo xtask bench relay` -->";
const END: &str = "<!-- end of what was measured -->";

/// What the run was made on. No names: it says how strong the machine is, not whose.
pub(super) struct Machine {
    date: String,
    kernel: String,
    processor: String,
    cores: usize,
    memory_gib: u64,
    versions: String,
}

impl Machine {
    pub(super) fn read(shell: &Shell) -> Result<Self> {
        let said = |program: &str, args: &[&str]| {
            let text = shell.read(shell.command(program).args(args))?;
            Ok::<_, anyhow::Error>(text.trim().to_owned())
        };
        let cpus = fs::read_to_string("/proc/cpuinfo")?;
        let memory = fs::read_to_string("/proc/meminfo")?;
        let kib: u64 = field(&memory, "MemTotal")
            .and_then(|text| text.strip_suffix(" kB")?.parse().ok())
            .context("/proc/meminfo has no MemTotal")?;
        Ok(Self {
            date: said("date", &["-u", "+%Y-%m-%d"])?,
            kernel: release(&said("uname", &["-sr"])?),
            processor: field(&cpus, "model name").unwrap_or("unnamed").to_owned(),
            cores: std::thread::available_parallelism()?.get(),
            memory_gib: (kib + 512 * 1024) / (1024 * 1024),
            versions: format!(
                "{}, Node {}",
                said("rustc", &["--version"])?,
                said("node", &["--version"])?
            ),
        })
    }
}

/// `Linux 6.18` of `Linux 6.18.44-whoever-built-it`: what comes after names a machine.
fn release(kernel: &str) -> String {
    let mut parts = kernel.splitn(3, '.');
    let first: Vec<&str> = parts.by_ref().take(2).collect();
    first.join(".")
}

fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        (key.trim() == name).then_some(value.trim())
    })
}

/// One row: where its figure is in a peer's results, how it is shown, and why Yoriai may need more.
struct Row {
    what: String,
    at: String,
    unit: Unit,
    /// `None` where less is not better.
    why: Option<&'static str>,
}

#[derive(Clone, Copy)]
enum Unit {
    Bytes,
    Milliseconds,
    Seconds,
    Count,
    /// Of all processor time there was.
    Share,
}

fn rows(load: &Value) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    let mut row = |what: String, at: String, unit, why| {
        rows.push(Row {
            what,
            at,
            unit,
            why,
        });
    };
    row(
        "memory per idle socket".to_owned(),
        "/crowd/idle".to_owned(),
        Unit::Bytes,
        Some("Its rooms hold a frame of a whole document for each checkpoint."),
    );
    let rates = load
        .get("rates")
        .and_then(Value::as_array)
        .context("the load names no rates")?;
    for (n, rate) in rates.iter().enumerate() {
        let mut one = |what: &str, key: &str, unit, why| {
            let s = if rate.as_f64() == Some(1.0) { "" } else { "s" };
            row(
                format!("{rate} edit{s} a second: {what}"),
                format!("/crowd/rates/{n}/{key}"),
                unit,
                why,
            );
        };
        let client = "Yoriai's clients sign, check and open every frame, and merge with Automerge; \
                      ten of them share the machine with the relay, whose own part is its processor \
                      time.";
        let server = "The relay checks a signature before it passes a frame on; the rest is the wait \
                      for one of two processors, of which clients that sign, check and merge take more.";
        for (what, key) in [
            ("sent to heard, p50", "heard50"),
            ("sent to heard, p99", "heard99"),
        ] {
            one(what, key, Unit::Milliseconds, Some(server));
        }
        one(
            "edit to screen, p50",
            "p50",
            Unit::Milliseconds,
            Some(client),
        );
        one(
            "edit to screen, p99",
            "p99",
            Unit::Milliseconds,
            Some(client),
        );
        one(
            "processor time of the server, per edit",
            "serverMsPerEdit",
            Unit::Milliseconds,
            Some("The relay checks an Ed25519 signature for every frame that is posted."),
        );
        one(
            "processor time of the workers",
            "workerCpu",
            Unit::Seconds,
            None,
        );
        one("the machine's other programs", "foreign", Unit::Share, None);
        one("edits typed", "typed", Unit::Count, None);
        one("deliveries to others", "deliveries", Unit::Count, None);
        one("edits timed", "timed", Unit::Count, None);
        one(
            "bytes per edit, all ten sockets",
            "bytesPerEdit",
            Unit::Bytes,
            Some(
                "A frame names its room, its device and the frame before it, and carries a signature, a \
                 nonce and a tag: some 250 bytes beside the change, whatever its size. A peer's server \
                 reads the text, so its updates need none of that.",
            ),
        );
    }
    row(
        "long history: edits in all rooms".to_owned(),
        "/history/edits".to_owned(),
        Unit::Count,
        None,
    );
    row(
        "long history: memory per room".to_owned(),
        "/history/memory".to_owned(),
        Unit::Bytes,
        Some(
            "The relay can't merge what it can't read: it keeps every frame for a day after a \
             checkpoint has covered it, up to its cap of 32 MiB a room, where covered frames go at \
             once. A peer's server merges edits into one document as they come.",
        ),
    );
    row(
        "long history: processor time of the server".to_owned(),
        "/history/serverCpu".to_owned(),
        Unit::Seconds,
        Some("As above: a signature for every frame."),
    );
    let catch_up = "The frames are delivered one by one, as they were posted, and each is checked and \
                    opened; a peer's server sends one merged update.";
    for (what, key, unit, why) in [
        ("edits missed", "missed", Unit::Count, None),
        (
            "time until all are merged",
            "ms",
            Unit::Milliseconds,
            Some(catch_up),
        ),
        ("bytes", "bytes", Unit::Bytes, Some(catch_up)),
    ] {
        row(
            format!("a device comes back: {what}"),
            format!("/history/catchUp/{key}"),
            unit,
            why,
        );
    }
    Ok(rows)
}

fn show(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Bytes if value >= 1024.0 * 1024.0 => format!("{:.1} MiB", value / 1024.0 / 1024.0),
        Unit::Bytes if value >= 10.0 * 1024.0 => format!("{:.0} KiB", value / 1024.0),
        Unit::Bytes if value >= 1024.0 => format!("{:.1} KiB", value / 1024.0),
        Unit::Bytes => format!("{value:.0} B"),
        Unit::Milliseconds if value >= 100.0 => format!("{value:.0} ms"),
        Unit::Milliseconds if value >= 1.0 => format!("{value:.1} ms"),
        Unit::Milliseconds => format!("{value:.2} ms"),
        Unit::Seconds => format!("{value:.1} s"),
        Unit::Count => format!("{value:.0}"),
        Unit::Share => format!("{:.0} %", 100.0 * value),
    }
}

/// Whether everything was measured for a peer.
pub(super) fn is_whole(peer: &Value) -> bool {
    ["/crowd/error", "/history/error"]
        .iter()
        .all(|at| peer.pointer(at).is_none())
}

/// The table and what it says.
pub(super) fn markdown(found: &Value, machine: &Machine) -> Result<String> {
    let peers = found
        .get("peers")
        .and_then(Value::as_array)
        .context("what was measured has no peers")?;
    let load = found.get("load").context("what was measured has no load")?;
    let name = |peer: &Value| {
        peer.get("name")
            .and_then(Value::as_str)
            .unwrap_or("?")
            .to_owned()
    };
    let rows = rows(load)?;
    let mut out = String::new();
    writeln!(
        out,
        "{}. {} cores ({}), {} GiB of memory, {}. {}. {}\n",
        machine.date,
        machine.cores,
        machine.processor,
        machine.memory_gib,
        machine.kernel,
        machine.versions,
        setting(load),
    )?;
    writeln!(
        out,
        "| | {} |",
        peers.iter().map(name).collect::<Vec<_>>().join(" | ")
    )?;
    writeln!(out, "| --- |{}", " ---: |".repeat(peers.len()))?;
    for row in &rows {
        let cells = peers.iter().map(|peer| match figure(peer, row) {
            Some(value) => show(value, row.unit) + &of_wanted(peer, row),
            None => "failed".to_owned(),
        });
        writeln!(
            out,
            "| {} | {} |",
            row.what,
            cells.collect::<Vec<_>>().join(" | ")
        )?;
    }
    writeln!(
        out,
        "\nVersions:\n\n- Yoriai: its relay and the client of `tests/reader`, as in this checkout"
    )?;
    for peer in peers {
        let packages = peer.get("packages").and_then(Value::as_array);
        let packages: Vec<_> = packages
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        if !packages.is_empty() {
            writeln!(out, "- {}: {}", name(peer), packages.join(", "))?;
        }
    }
    for peer in peers {
        for part in ["crowd", "history"] {
            if let Some(error) = peer.pointer(&format!("/{part}/error")) {
                writeln!(out, "- {} failed in the part `{part}`: {error}", name(peer))?;
            }
        }
    }
    if let Some((ours, others)) = peers.split_first() {
        compare(&mut out, &rows, ours, others, &name)?;
    }
    Ok(out)
}

fn setting(load: &Value) -> String {
    let number = |key: &str| load.get(key).map(ToString::to_string).unwrap_or_default();
    format!(
        "{} rooms with one writer and {} readers, of which {} are watched; {} s at each rate. Long \
         history: {} rooms with up to {} edits each, for at most {} s.",
        number("rooms"),
        number("readers"),
        number("watchedRooms"),
        number("seconds"),
        number("historyRooms"),
        number("historyEdits"),
        number("historySeconds"),
    )
}

/// How many edits were to be typed, where the workers didn't come to all of them.
fn of_wanted(peer: &Value, row: &Row) -> String {
    let wanted = row.at.strip_suffix("/typed").and_then(|rate| {
        let wanted = peer.pointer(&format!("{rate}/wanted"))?.as_f64()?;
        (figure(peer, row)? < wanted).then_some(wanted)
    });
    wanted.map_or_else(String::new, |wanted| format!(" of {wanted:.0}"))
}

fn figure(peer: &Value, row: &Row) -> Option<f64> {
    peer.pointer(&row.at)?.as_f64()
}

/// Where the first peer is ahead of all others, and where it isn't: by how much, and why. What has
/// one reason is said together.
fn compare(
    out: &mut String,
    rows: &[Row],
    ours: &Value,
    others: &[Value],
    name: &dyn Fn(&Value) -> String,
) -> Result<()> {
    let (mut ahead, mut level) = (Vec::new(), Vec::new());
    let mut behind: Vec<(&str, Vec<String>)> = Vec::new();
    for row in rows {
        let (Some(why), Some(value)) = (row.why, figure(ours, row)) else {
            continue;
        };
        let best = others
            .iter()
            .filter_map(|peer| Some((figure(peer, row)?, peer)))
            .min_by(|(one, _), (other, _)| one.total_cmp(other));
        let Some((least, peer)) = best else { continue };
        let (shown, least_shown) = (show(value, row.unit), show(least, row.unit));
        if shown == least_shown {
            level.push(row.what.clone());
        } else if value < least {
            ahead.push(row.what.clone());
        } else {
            let said = format!(
                "{}: {shown} against {least_shown} for {} ({})",
                row.what,
                name(peer),
                times(value, least),
            );
            match behind.iter_mut().find(|(reason, _)| *reason == why) {
                Some((_, list)) => list.push(said),
                None => behind.push((why, vec![said])),
            }
        }
    }
    for (words, list) in [
        ("Ahead of every peer in", ahead),
        ("Level with the best in", level),
    ] {
        if !list.is_empty() {
            writeln!(out, "\n{words}: {}.", list.join("; "))?;
        }
    }
    if !behind.is_empty() {
        writeln!(out, "\nNot ahead in:\n")?;
    }
    for (why, list) in behind {
        writeln!(out, "- {}. {why}", list.join("; "))?;
    }
    Ok(())
}

fn times(more: f64, less: f64) -> String {
    if less <= 0.0 {
        return "too little to be measured".to_owned();
    }
    let ratio = more / less;
    if ratio < 10.0 {
        format!("{ratio:.1} times as much")
    } else {
        format!("{ratio:.0} times as much")
    }
}

/// The page with a new block of figures in the place of the old one.
pub(super) fn replace(page: &str, report: &str) -> Result<String> {
    let parts = page
        .split_once(BEGIN)
        .and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    let Some((before, after)) = parts else {
        bail!("the page has no place for the figures, between `{BEGIN}` and `{END}`");
    };
    Ok(format!("{before}{BEGIN}\n\n{report}\n{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kernel_is_named_without_who_built_it() {
        assert_eq!(release("Linux 6.18.44-builder"), "Linux 6.18");
        assert_eq!(release("Linux 6.1"), "Linux 6.1");
    }

    fn found() -> Value {
        let peer = |name: &str, memory: f64, p50: f64| {
            serde_json::json!({
                "name": name, "packages": ["x 1.2.3"],
                "crowd": {"idle": memory, "rates": [{"p50": p50, "typed": 7, "wanted": 9}]},
                "history": {"error": "it ended"},
            })
        };
        serde_json::json!({
            "load": {"rates": [5], "rooms": 2},
            "peers": [peer("ours", 5000.0, 3.0), peer("theirs", 9000.0, 1.5)],
        })
    }

    fn machine() -> Machine {
        Machine {
            date: "2020-01-01".to_owned(),
            kernel: "Linux 6".to_owned(),
            processor: "a processor".to_owned(),
            cores: 2,
            memory_gib: 4,
            versions: String::new(),
        }
    }

    #[test]
    fn what_is_ahead_and_what_is_not_is_said_of_the_figures() {
        let text = markdown(&found(), &machine()).unwrap();
        assert!(
            text.contains("| memory per idle socket | 4.9 KiB | 8.8 KiB |"),
            "{text}"
        );
        assert!(
            text.contains("Ahead of every peer in: memory per idle socket."),
            "{text}"
        );
        assert!(
            text.contains("3.0 ms against 1.5 ms for theirs (2.0 times as much)"),
            "{text}"
        );
    }

    #[test]
    fn what_failed_is_said_and_makes_the_run_incomplete() {
        let found = found();
        let text = markdown(&found, &machine()).unwrap();
        assert!(
            text.contains("| long history: memory per room | failed | failed |"),
            "{text}"
        );
        assert!(
            text.contains("theirs failed in the part `history`"),
            "{text}"
        );
        assert!(!is_whole(&found["peers"][0]));
    }

    #[test]
    fn work_that_was_not_done_is_seen() {
        let text = markdown(&found(), &machine()).unwrap();
        assert!(text.contains("| 7 of 9 | 7 of 9 |"), "{text}");
    }

    #[test]
    fn figures_take_the_place_of_older_ones_and_nothing_else() {
        let page = format!("before\n{BEGIN}\nold\n{END}\nafter\n");
        let new = replace(&page, "new\n").unwrap();
        assert!(new.starts_with("before\n") && new.ends_with("\nafter\n"));
        assert!(new.contains("new") && !new.contains("old"));
        assert_eq!(replace(&new, "new\n").unwrap(), new);
        assert!(replace("no place", "new").is_err());
    }
}
