//! The program itself: its first line, its signals, its log.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::Duration;

use yoriai_wire::{BlobId, Code, RelayMessage};

use crate::folder::Folder;
use crate::http::{ask, get};
use crate::party::{Client, Writer};

/// The program, and where it listens; killed when the test is over before it is.
pub(crate) struct Program {
    child: Child,
    pub(crate) address: SocketAddr,
    pub(crate) log: Option<ChildStderr>,
}

pub(crate) fn start() -> Program {
    start_with(&[])
}

pub(crate) fn start_with(flags: &[&OsStr]) -> Program {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yoriai-relay"));
    command.args(["--listen", "127.0.0.1:0"]).args(flags);
    start_as(command)
}

/// Starts a command that becomes the program sooner or later.
pub(crate) fn start_as(mut command: Command) -> Program {
    let mut child = command
        .env("YORIAI_LOG", "yoriai_relay=trace")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap())
        .read_line(&mut line)
        .unwrap();
    let log = child.stderr.take();
    let Some(address) = line.trim().strip_prefix("listening on http://") else {
        let mut why = String::new();
        let _ = child.kill();
        log.unwrap().read_to_string(&mut why).unwrap();
        panic!("it did not start: {why}")
    };
    Program {
        address: address.parse().unwrap(),
        child,
        log,
    }
}

impl Program {
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn send(&self, signal: &str) {
        let id = self.id().to_string();
        assert!(
            Command::new("kill")
                .args([signal, &id])
                .status()
                .unwrap()
                .success()
        );
    }

    /// Ends it at once; it can't do anything about it.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Sends a signal and waits for the end; the exit code and the log.
    pub(crate) fn end(mut self, signal: &str) -> (i32, String) {
        self.send(signal);
        let mut log = String::new();
        if let Some(mut stderr) = self.log.take() {
            stderr.read_to_string(&mut log).unwrap();
        }
        let status = self.child.wait().unwrap();
        let code = status
            .code()
            .expect("it ended by itself and not by the signal");
        (code, log)
    }

    async fn ends(self, signal: &'static str) -> (i32, String) {
        tokio::task::spawn_blocking(move || self.end(signal))
            .await
            .unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signal_ends_it_with_bye_and_success() {
    for signal in ["-TERM", "-INT"] {
        let program = start();
        let mut client = Client::join(program.address, &Writer::new(1, 1)).await;
        let ended = tokio::spawn(program.ends(signal));
        client.hear_bye(Code::Stopping).await;
        assert_eq!(ended.await.unwrap().0, 0, "{signal}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_names_no_room_no_address_and_nothing_that_was_said() {
    let program = start();
    let address = program.address;
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
    let (_, log) = program.ends("-TERM").await;

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
    let program = start_with(&[OsStr::new("--token-file"), file.as_os_str()]);
    let address = program.address;
    folder.put("tokens", b"# replaced\nnew\n");
    program.send("-HUP");
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
    assert_eq!(program.ends("-TERM").await.0, 0);
}
