//! The program itself: its first line, its signals, its log.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread::JoinHandle;
use std::time::Duration;

use yoriai_relay::hall::Colours;
use yoriai_wire::{BlobId, Code, RelayMessage};

use crate::folder::Folder;
use crate::http::{ask, get};
use crate::party::{Client, Writer};

/// The program, and where it listens; killed when the test is over before it is.
pub(crate) struct Program {
    child: Child,
    /// What it says after its first line.
    pub(crate) says: BufReader<ChildStdout>,
    pub(crate) address: SocketAddr,
    log: Option<JoinHandle<String>>,
}

pub(crate) fn start() -> Program {
    start_with(&[])
}

pub(crate) fn start_with(flags: &[&OsStr]) -> Program {
    start_at(([127, 0, 0, 1], 0).into(), flags)
}

/// The program of this build, or another that is to be measured.
pub(crate) fn binary() -> OsString {
    let other = std::env::var_os("YORIAI_RELAY_BIN");
    other.unwrap_or_else(|| env!("CARGO_BIN_EXE_yoriai-relay").into())
}

pub(crate) fn start_at(listen: SocketAddr, flags: &[&OsStr]) -> Program {
    let mut command = Command::new(binary());
    command.arg("--listen").arg(listen.to_string()).args(flags);
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
    let mut says = BufReader::new(child.stdout.take().unwrap());
    says.read_line(&mut line).unwrap();
    // A pipe that nobody reads would fill up, and hold up who writes the log.
    let log = child.stderr.take().map(|mut stderr| {
        std::thread::spawn(move || {
            let mut log = String::new();
            let _ = stderr.read_to_string(&mut log);
            log
        })
    });
    let Some(address) = line.trim().strip_prefix("listening on http://") else {
        let _ = child.kill();
        let why = log.map(|log| log.join().unwrap());
        panic!("it did not start: {why:?}")
    };
    Program {
        address: address.parse().unwrap(),
        child,
        says,
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

    /// The next line that it says.
    pub(crate) fn next_line(&mut self) -> String {
        let mut line = String::new();
        self.says.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }

    /// Waits for its end, which is on its way; the exit code.
    pub(crate) async fn ended(mut self) -> i32 {
        let waiting = tokio::task::spawn_blocking(move || self.child.wait().unwrap());
        waiting.await.unwrap().code().expect("it ended by itself")
    }

    /// Ends it at once; it can't do anything about it.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Sends a signal and waits for the end; the exit code and the log.
    pub(crate) fn end(mut self, signal: &str) -> (i32, String) {
        self.send(signal);
        let log = self.log.take().map(|log| log.join().unwrap());
        let status = self.child.wait().unwrap();
        let code = status
            .code()
            .expect("it ended by itself and not by the signal");
        (code, log.unwrap_or_default())
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

#[tokio::test(flavor = "multi_thread")]
async fn in_a_hall_it_says_where_it_is_and_is_there() {
    let folder = Folder::new("hall");
    folder.put("index.html", b"<!doctype html><title>the desk</title>");
    let flags = ["--hall", "--app"].map(OsStr::new);
    let mut program = start_with(&[&flags[..], &[folder.path().as_os_str()]].concat());
    let mut says = String::new();
    // An empty line, the address, an empty line, the picture, an empty line.
    for _ in 0..3 {
        program.says.read_line(&mut says).unwrap();
    }
    let url = says
        .trim()
        .strip_prefix("in this hall: ")
        .unwrap()
        .to_owned();
    assert_eq!(url, format!("http://{}/", program.address));
    let mut picture = String::new();
    loop {
        let mut line = String::new();
        program.says.read_line(&mut line).unwrap();
        if line == "\n" {
            break;
        }
        picture.push_str(&line);
    }
    assert_eq!(
        picture,
        yoriai_relay::hall::picture(&url, Colours::None).unwrap()
    );

    let address = url
        .strip_prefix("http://")
        .unwrap()
        .strip_suffix('/')
        .unwrap();
    let page = get(address.parse().unwrap(), "/", "").await;
    assert!(page.text().contains("the desk"));
    let mut writer = Writer::new(1, 1);
    let mut client = Client::join(address.parse().unwrap(), &writer).await;
    client.post_new(&mut writer, b"said in the hall").await;
    assert_eq!(program.ends("-TERM").await.0, 0);
}
