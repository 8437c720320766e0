//! Writes the first inputs of every corpus: sound ones, from which the fuzzer goes on.

use std::fs;
use std::path::PathBuf;

use yoriai_plan::{Command, ItemId, Place, PlanDoc, PlanText, Stamp, TextRef};
use yoriai_sync::presence::{Presence, State};
use yoriai_sync::wire::{ClientMessage, Code, Frame, FrameKind, Header, RelayMessage, VERSION};
use yoriai_sync::{CipherKey, DeviceId, EditSeed, Link, Seq, SessionState, Vector, seal, snapshot};

const SEED: EditSeed = EditSeed([42; 32]);
const DEVICE: DeviceId = DeviceId([2; 8]);

fn main() -> std::io::Result<()> {
    let frame = frame(
        FrameKind::Changes,
        None,
        &[0x82, 1, 0x81, 0x43, b'o', b'n', b'e'],
    );
    let cover: Vector = [(DEVICE, Seq(7))].into_iter().collect();
    let checkpoint = self::frame(
        FrameKind::Checkpoint,
        Some(cover.clone()),
        &[0x82, 2, 0x41, b'D'],
    );
    write("frame", &[frame.clone(), checkpoint.clone()])?;
    write("message", &messages(&frame, &cover))?;
    write("relay", &conversations(&frame, &checkpoint, &cover))?;
    write("link", &links())?;
    let version = snapshot::pack("第6期 地域福祉活動計画").unwrap_or_default();
    write(
        "snapshot",
        &[version.into_bytes(), vec![0x4b, 0x04, 0x00], vec![3, 0]],
    )?;
    let presence = Presence::new(State::Here, "佐藤", "item:7/body").encode();
    let whisper = [
        &[2, 0, 1, 0, 0x82, 4, 0x58, presence.len() as u8][..],
        &presence,
    ]
    .concat();
    let left = Presence::new(State::Left, "", "").encode();
    write("presence", &[presence, left])?;
    write(
        "body",
        &[
            vec![0, 1, 1, 0, 0x82, 1, 0x81, 0x43, b'o', b'n', b'e'],
            vec![1, 1, 1, 6, 0x82, 2, 0x41, b'D'],
            whisper,
            vec![3, 1, 1, 0, 0x82, 5, 0x40],
            [
                &[0, 1, 1, 0, 0x85, 3, 0x58, 0x20][..],
                &[7; 32],
                &[0, 2, 0x41, b'p'],
            ]
            .concat(),
        ],
    )?;
    write("state", &states(&frame))?;
    let (saved, changes) = plan();
    let as_is = |kind: u8, bytes: &[u8]| [&[kind], bytes].concat();
    let mut chunks = vec![as_is(0, &saved)];
    chunks.extend(changes.iter().map(|change| as_is(1, change)));
    write("chunks", &chunks)?;
    let contents: Vec<_> = chunks
        .iter()
        .filter_map(|chunk| content(&chunk[1..]))
        .collect();
    write("chunk", &contents)
}

fn write(corpus: &str, inputs: &[Vec<u8>]) -> std::io::Result<()> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(corpus);
    fs::create_dir_all(&folder)?;
    for (at, input) in inputs.iter().enumerate() {
        fs::write(folder.join(format!("sound-{at}")), input)?;
    }
    Ok(())
}

fn frame(kind: FrameKind, cover: Option<Vector>, plain: &[u8]) -> Vec<u8> {
    let keys = SEED.keys();
    let header = Header {
        room: keys.room,
        epoch: 1,
        kind,
        device: DEVICE,
        seq: Seq(1),
        previous: [0; 32],
        cover,
    };
    let sealed = seal::seal(&keys.cipher, &header.encode(), plain, [7; 24]);
    Frame::sign(header, sealed, &SEED.signing()).encode()
}

fn messages(frame: &[u8], vector: &Vector) -> Vec<Vec<u8>> {
    let keys = SEED.keys();
    let hello = ClientMessage::Hello {
        version: VERSION,
        room: keys.room,
        key: *keys.verifying.as_bytes(),
        vector: vector.clone(),
        token: Some("token".to_owned()),
    };
    let fetch = ClientMessage::Fetch {
        vector: vector.clone(),
    };
    let client = [hello, fetch, ClientMessage::Post(frame.to_vec())];
    let mut messages: Vec<_> = client.iter().map(ClientMessage::encode).collect();
    messages.extend(relay_messages(frame, vector));
    messages
}

fn relay_messages(frame: &[u8], vector: &Vector) -> Vec<Vec<u8>> {
    let own = (DeviceId([1; 8]), Seq(1));
    let refuse = |code| RelayMessage::Refuse {
        code,
        device: own.0,
        seq: own.1,
    };
    let mut messages = vec![
        RelayMessage::Welcome {
            vector: vector.clone(),
        },
        RelayMessage::Deliver(frame.to_vec()),
        RelayMessage::CaughtUp,
        RelayMessage::Ack {
            device: own.0,
            seq: own.1,
        },
        RelayMessage::FetchAgain,
        RelayMessage::Bye {
            code: Code::Stopping,
            retry_after_ms: 1_000,
        },
    ];
    messages.extend(Code::ALL.into_iter().map(refuse));
    messages.iter().map(RelayMessage::encode).collect()
}

/// Messages, each after its length.
fn conversations(frame: &[u8], checkpoint: &[u8], vector: &Vector) -> Vec<Vec<u8>> {
    let framed = |messages: &[Vec<u8>]| -> Vec<u8> {
        let with_len = |message: &Vec<u8>| {
            let len = (message.len() as u16).to_le_bytes();
            [&len[..], message].concat()
        };
        messages.iter().flat_map(with_len).collect()
    };
    let mut all = relay_messages(frame, vector);
    all.insert(1, RelayMessage::Deliver(checkpoint.to_vec()).encode());
    let mut conversations = vec![framed(&all)];
    conversations.extend(all.iter().map(|one| framed(&[one.clone(), one.clone()])));
    conversations
}

fn links() -> Vec<Vec<u8>> {
    let relay = Some("wss://relay.example.jp:8443/sync".to_owned());
    let edit = Link::Edit { seed: SEED, relay };
    let version = Link::Snapshot(snapshot::pack("計画").unwrap_or_default());
    let blob = Link::Blob {
        id: [1; 16],
        key: CipherKey([2; 32]),
        relay: None,
    };
    let links = [edit.view().unwrap_or(blob.clone()), edit, version, blob];
    links
        .iter()
        .map(|link| link.fragment().into_bytes())
        .collect()
}

/// A state after its length, and a frame.
fn states(frame: &[u8]) -> Vec<Vec<u8>> {
    let states = [
        SessionState::creating(DEVICE),
        SessionState::joining(DEVICE),
    ];
    let encode = |state: &SessionState| {
        let state = state.encode();
        let len = (state.len() as u16).to_le_bytes();
        [&len[..], &state, frame].concat()
    };
    states.iter().map(encode).collect()
}

fn plan() -> (Vec<u8>, Vec<Vec<u8>>) {
    let mut doc = PlanDoc::new([1; 16]);
    let stamp = Stamp {
        author: Some("佐藤".to_owned()),
        seconds: 1,
    };
    let mut changes = Vec::new();
    for command in [
        Command::WriteText {
            field: TextRef::Plan(PlanText::Title),
            at: 0,
            delete: 0,
            insert: "計画".to_owned(),
            seen: None,
        },
        Command::AddItem {
            id: ItemId::from_random([1; 12]),
            parent: None,
            place: Place::Last,
            title: "見守り".to_owned(),
        },
        Command::SetTerm(Some(6)),
    ] {
        let _ = doc.apply(&command);
        changes.extend(doc.commit(&stamp).into_iter().map(|change| change.bytes));
    }
    (doc.save(), changes)
}

/// The type and the content of a chunk, without its checksum and length.
fn content(chunk: &[u8]) -> Option<Vec<u8>> {
    let (kind, rest) = chunk.get(8..)?.split_first()?;
    let len = rest.iter().position(|byte| byte & 0x80 == 0)? + 1;
    Some([&[*kind], rest.get(len..)?].concat())
}
