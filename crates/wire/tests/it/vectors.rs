//! The bytes of the format, pinned: `fixtures/vectors.txt` is what a second client checks itself
//! against. A change here is a new version of the format.

use std::fmt::Write;

use yoriai_wire::Frame;

use crate::samples;

const PINNED: &str = include_str!("../fixtures/vectors.txt");

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn written_now() -> String {
    let mut out = String::new();
    let mut line = |name: &str, bytes: &[u8]| writeln!(out, "{name} = {}", hex(bytes)).unwrap();
    line("verifying key", samples::key().verifying_key().as_bytes());
    line("room", &samples::room().0);
    for kind in samples::KINDS {
        let frame = samples::frame(kind);
        let name = format!("{kind:?}").to_lowercase();
        line(&format!("{name} header"), &frame.header.encode());
        line(&format!("{name} frame"), &frame.encode());
        line(&format!("{name} hash"), &Frame::hash(&frame.encode()));
    }
    for (name, message) in samples::client_messages() {
        line(name, &message.encode());
    }
    for (name, message) in samples::relay_messages() {
        line(name, &message.encode());
    }
    out
}

#[test]
fn the_format_writes_the_pinned_bytes() {
    let pinned: Vec<&str> = PINNED
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    let now = written_now();
    assert_eq!(
        now.lines().collect::<Vec<_>>(),
        pinned,
        "the bytes now:\n{now}"
    );
}
