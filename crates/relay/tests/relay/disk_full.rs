//! A disk that has no more room, which the system plays by a cap on the size of files: what doesn't
//! fit is refused with a code of its own, nothing else is lost, and it goes on when there is room.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use yoriai_wire::{BlobId, BlobRefusal, Code, RelayMessage, Vector};

use crate::folder::Folder;
use crate::http::{ask, get};
use crate::party::{Client, Writer};
use crate::program::{Program, start_as, start_with};

/// So much fits, and not more.
const ROOM_ON_DISK: &str = "6000000";

fn start_on_a_small_disk(spool: &Path) -> Program {
    let mut command = Command::new("sh");
    // 25 is SIGXFSZ: ignored, a file that grows too large is an error and not the end.
    let script = "trap '' 25; exec prlimit --fsize=\"$0\":unlimited \"$@\"";
    command
        .args(["-c", script, ROOM_ON_DISK])
        .arg(env!("CARGO_BIN_EXE_yoriai-relay"))
        .args(["--listen", "127.0.0.1:0", "--spool"])
        .arg(spool)
        .args(["--frames-per-second-per-socket", "100000"])
        .args(["--frames-per-second-per-room", "100000"]);
    start_as(command)
}

fn make_room(program: &Program) {
    let status = Command::new("prlimit")
        .args(["--fsize=unlimited:unlimited", "--pid"])
        .arg(program.id().to_string())
        .status()
        .unwrap();
    assert!(status.success());
}

/// Joins, as often as it takes: while the disk is out of order, the relay sends everybody away for a
/// moment.
async fn join(program: &Program, writer: &Writer) -> (Client, Vec<Vec<u8>>) {
    for _ in 0..200 {
        let mut client = Client::connect(program.address).await;
        client.say(&writer.hello(Vector::new())).await;
        match client.hear().await {
            RelayMessage::Welcome { .. } => {
                let frames = client.until_caught_up().await;
                return (client, frames);
            }
            RelayMessage::Bye { code, .. } => assert_eq!(code, Code::RelayFault),
            other => panic!("{other:?}"),
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("nobody is let in")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_with_its_own_code_and_nothing_that_was_kept_is_lost() {
    let folder = Folder::new("disk-full");
    let spool = folder.path().join("spool");
    let program = start_on_a_small_disk(&spool);
    let mut writer = Writer::new(1, 1);
    let (mut client, _) = join(&program, &writer).await;
    let mut kept = Vec::new();
    let refused = loop {
        assert!(kept.len() < 2000, "the disk is never full");
        let frame = writer.changes(&[7; 10_000]);
        client.post(frame.clone()).await;
        let answer = client.hear().await;
        if answer == writer.ack() {
            kept.push(frame);
            continue;
        }
        assert_eq!(answer, writer.refusal(Code::RelayFault));
        break frame;
    };
    assert!(kept.len() > 10, "it was full at once");
    let health = get(program.address, "/healthz", "").await;
    assert_eq!((health.status(), health.text()), (503, "the disk fails"));
    let path = format!("/blobs/{}", BlobId([1; 16]));
    let blob = vec![9; 900_000];
    let size = format!("Content-Length: {}\r\n", blob.len());
    let answer = ask(program.address, "PUT", &path, &size, &blob).await;
    assert_eq!(answer.text(), BlobRefusal::RelayFault.word());
    let (_, there) = join(&program, &writer).await;
    assert!(there == kept, "what was kept is served, and nothing else");

    make_room(&program);
    let (mut client, _) = join(&program, &writer).await;
    let mut tries = 0;
    loop {
        client.post(refused.clone()).await;
        let answer = client.hear().await;
        if answer == writer.ack() {
            break;
        }
        assert_eq!(answer, writer.refusal(Code::RelayFault));
        tries += 1;
        assert!(tries < 200, "it never recovers");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    kept.push(refused);
    let answer = ask(program.address, "PUT", &path, &size, &blob).await;
    assert_eq!(answer.status(), 201);
    assert_eq!(get(program.address, "/healthz", "").await.status(), 200);
    program.kill();

    let program = start_with(&["--spool".as_ref(), spool.as_os_str()]);
    let (_, there) = join(&program, &writer).await;
    assert!(there == kept);
    assert!(get(program.address, &path, "").await.body == blob);
    program.kill();
}
