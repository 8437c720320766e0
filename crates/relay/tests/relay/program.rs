//! The program itself: its first line, its signals, its log.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use yoriai_wire::{BlobId, Code, RelayMessage};

use crate::folder::Folder;
use crate::http::{ask, get};
use crate::party::{Client, Writer};

fn start() -> (Child, SocketAddr) {
    start_with(&[])
}

fn start_with(flags: &[&OsStr]) -> (Child, SocketAddr) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_yoriai-relay"))
        .args(["--listen", "127.0.0.1:0"])
        .args(flags)
        .env("YORIAI_LOG", "yoriai_relay=trace")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap())
        .read_line(&mut line)
        .unwrap();
    let address = line
        .trim()
        .strip_prefix("listening on http://")
        .unwrap()
        .parse()
        .unwrap();
    (child, address)
}

fn send(child: &Child, signal: &str) {
    let id = child.id().to_string();
    assert!(
        Command::new("kill")
            .args([signal, &id])
            .status()
            .unwrap()
            .success()
    );
}

fn end(child: &mut Child, signal: &str) -> i32 {
    send(child, signal);
    child
        .wait()
        .unwrap()
        .code()
        .expect("it ended by itself and not by the signal")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signal_ends_it_with_bye_and_success() {
    for signal in ["-TERM", "-INT"] {
        let (mut child, address) = start();
        let mut client = Client::join(address, &Writer::new(1, 1)).await;
        let ended = tokio::task::spawn_blocking(move || end(&mut child, signal));
        client.hear_bye(Code::Stopping).await;
        assert_eq!(ended.await.unwrap(), 0, "{signal}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_names_no_room_no_address_and_nothing_that_was_said() {
    let (mut child, address) = start();
    let mut writer = Writer::new(1, 1);
    let mut client = Client::join(address, &writer).await;
    let mut fork = writer.clone();
    client
        .post_new(&mut writer, b"the words of a resident")
        .await;
    client
        .post(fork.changes(b"other words of a resident"))
        .await;
    assert_eq!(client.hear().await, fork.refusal(Code::Fork));
    client.send(b"noise".to_vec()).await;
    client.hear().await;
    drop(client);
    let blob = BlobId([0xb1; 16]);
    let path = format!("/blobs/{blob}");
    let size = "Content-Length: 6\r\n";
    for sealed in [b"sealed", b"forged"] {
        ask(address, "PUT", &path, size, sealed).await;
    }
    get(address, &path, "").await;
    let (child, _) = tokio::task::spawn_blocking(move || {
        let code = end(&mut child, "-TERM");
        (child, code)
    })
    .await
    .unwrap();
    let mut log = String::new();
    child.stderr.unwrap().read_to_string(&mut log).unwrap();

    assert!(
        log.contains(&writer.room().short()),
        "it says what happens, in:\n{log}"
    );
    let room: String = writer
        .room()
        .0
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert!(
        log.contains("taken"),
        "it says what was refused, in:\n{log}"
    );
    let blob = blob.to_string();
    for secret in [
        room.as_str(),
        &blob,
        "blobs/",
        "127.0.0.1",
        "resident",
        "noise",
        "sealed",
    ] {
        assert!(!log.contains(secret), "{secret} is in the log:\n{log}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hangup_reads_the_tokens_again_and_ends_nothing() {
    let folder = Folder::new("hangup");
    let file = folder.put("tokens", b"old\n");
    let (mut child, address) = start_with(&[OsStr::new("--token-file"), file.as_os_str()]);
    folder.put("tokens", b"# replaced\nnew\n");
    send(&child, "-HUP");
    let mut attempt = 0;
    loop {
        attempt += 1;
        let writer = Writer::new(attempt, 1);
        let mut client = Client::connect(address).await;
        client.say(&writer.hello_with("new")).await;
        if matches!(client.hear().await, RelayMessage::Welcome { .. }) {
            break;
        }
        assert!(attempt < 100, "the new token never opens");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let mut client = Client::connect(address).await;
    client.say(&Writer::new(200, 1).hello_with("old")).await;
    client.hear_bye(Code::TokenNeeded).await;
    let ended = tokio::task::spawn_blocking(move || end(&mut child, "-TERM"));
    assert_eq!(ended.await.unwrap(), 0);
}
