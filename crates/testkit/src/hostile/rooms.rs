//! What a session is told: by whoever else has the editing link, by a relay, by its own disk.

use yoriai_sync::wire::frame::NO_PREVIOUS;
use yoriai_sync::wire::{Frame, FrameKind, Header, RelayMessage};
use yoriai_sync::{DeviceId, Effect, Event, Seq, Session, SessionState, Vector, seal};

use crate::network::SEED;
use crate::network::random::Random;

/// A session that has just been welcomed.
fn online(random: &mut Random) -> Session {
    let state = SessionState::joining(DeviceId([1; 8]));
    let mut session = Session::new(SEED.keys(), state, Vec::new());
    for event in [
        Event::Tick(1_000),
        Event::Connected,
        hears(&RelayMessage::Welcome {
            vector: Vector::new(),
        }),
        hears(&RelayMessage::CaughtUp),
    ] {
        tell(&mut session, event, random);
    }
    session
}

fn hears(message: &RelayMessage) -> Event {
    Event::Received(message.encode())
}

/// Tells an event, and answers what a driver has to answer.
fn tell(session: &mut Session, event: Event, random: &mut Random) {
    let mut events = vec![event];
    let mut told = 0;
    while let Some(event) = events.pop() {
        told += 1;
        assert!(told < 10_000, "the session never comes to an end");
        for effect in session.handle(event, &mut |bytes| random.fill(bytes)) {
            match effect {
                Effect::StoreFrame { slot, bytes, state } => {
                    assert!(Frame::decode(&bytes).is_ok(), "an own frame can't be read");
                    assert!(SessionState::decode(&state).is_ok());
                    events.push(Event::FrameStored { slot });
                }
                Effect::SaveState(state) => assert!(SessionState::decode(&state).is_ok()),
                Effect::NeedCheckpoint => {
                    events.push(Event::CheckpointReady(b"a document".to_vec()));
                }
                // Half of what comes turns out to be of no use.
                Effect::Deliver { receipt, .. } | Effect::DeliverCheckpoint { receipt, .. }
                    if random.below(2) == 0 =>
                {
                    events.push(Event::Unusable(receipt));
                }
                _ => {}
            }
        }
    }
}

/// After whatever came, a session still writes, ticks and saves a state that can be read.
fn goes_on(session: &mut Session, random: &mut Random) {
    let was_over = session.status().ended;
    tell(
        session,
        Event::LocalChanges(vec![b"typed".to_vec()]),
        random,
    );
    for now in [60_000, 120_000, 10] {
        tell(session, Event::Tick(now), random);
        tell(session, Event::NetworkUp, random);
    }
    assert!(session.status().unsent > 0 || was_over || !session.can_write());
}

/// A frame by somebody with the editing link: its first bytes choose what is said of it, the rest is
/// what is sealed.
pub fn body(bytes: &[u8]) {
    let Some(([kind, seq, epoch, cover], plain)) = bytes.split_first_chunk::<4>() else {
        return;
    };
    if plain.len() > seal::PLAIN_BYTES {
        return;
    }
    let kind = match kind % 4 {
        0 => FrameKind::Changes,
        1 => FrameKind::Checkpoint,
        2 => FrameKind::Whisper,
        _ => FrameKind::Closing,
    };
    let whisper = kind == FrameKind::Whisper;
    let seq = if whisper { 0 } else { u64::from(*seq).max(1) };
    let keys = SEED.keys();
    let covered = (DeviceId([2; 8]), Seq(u64::from(*cover).max(1)));
    let header = Header {
        room: keys.room,
        epoch: u32::from(*epoch != 255),
        kind,
        device: DeviceId([2 - (cover & 1); 8]),
        seq: Seq(seq),
        previous: if seq > 1 { [9; 32] } else { NO_PREVIOUS },
        cover: (kind == FrameKind::Checkpoint).then(|| [covered].into_iter().collect()),
    };
    let sealed = seal::seal(&keys.cipher, &header.encode(), plain, [7; 24]);
    assert!(seal::open(&keys.cipher, &header.encode(), &sealed).as_deref() == Ok(plain));
    let Some(signing) = &keys.signing else { return };
    let frame = Frame::sign(header, sealed, signing).encode();
    let random = &mut Random::new(1);
    let mut session = online(random);
    for _ in 0..2 {
        tell(
            &mut session,
            hears(&RelayMessage::Deliver(frame.clone())),
            random,
        );
        assert_eq!(
            session.status().forks,
            u64::from(cover & 1 == 1 && !whisper)
        );
    }
    goes_on(&mut session, random);
    // What opens as no body at all must not be opened as one by chance either.
    let _ = seal::open(&keys.cipher, b"", plain);
}

/// A relay that says anything at all: messages, each after its length in two bytes.
pub fn relay(bytes: &[u8]) {
    let random = &mut Random::new(1);
    let mut session = online(random);
    tell(
        &mut session,
        Event::LocalChanges(vec![b"mine".to_vec()]),
        random,
    );
    let mut rest = bytes;
    while let Some((len, tail)) = rest.split_first_chunk::<2>() {
        let len = usize::from(u16::from_le_bytes(*len)).min(tail.len());
        let (message, tail) = tail.split_at(len);
        rest = tail;
        tell(&mut session, Event::Received(message.to_vec()), random);
        assert!(!session.status().ended, "an unsigned word ended the room");
    }
    goes_on(&mut session, random);
}

/// A saved state after its length in two bytes, and a frame of the outbox behind it.
pub fn state(bytes: &[u8]) {
    let Some((len, rest)) = bytes.split_first_chunk::<2>() else {
        return;
    };
    let len = usize::from(u16::from_le_bytes(*len));
    let (state, frame) = rest.split_at(len.min(rest.len()));
    let Ok(state) = SessionState::decode(state) else {
        return;
    };
    let again = SessionState::decode(&state.encode());
    assert_eq!(again.map(|state| state.encode()), Ok(state.encode()));
    let random = &mut Random::new(1);
    let outbox = vec![(1, frame.to_vec()), (u64::MAX, frame.to_vec())];
    for outbox in [Vec::new(), outbox] {
        let mut session = Session::new(SEED.keys(), state.clone(), outbox);
        tell(&mut session, Event::Tick(1_000), random);
        tell(&mut session, Event::Connected, random);
        let welcome = RelayMessage::Welcome {
            vector: Vector::new(),
        };
        tell(&mut session, hears(&welcome), random);
        tell(&mut session, hears(&RelayMessage::CaughtUp), random);
        goes_on(&mut session, random);
    }
}
