//! One device's conversation: hello, then posts and fetches, until one of the two leaves.
//!
//! What is wrong with a message is answered to whoever sent it and to nobody else. Cheap checks
//! come before costly ones: size, form, room, pace, and only then the signature.

use std::collections::VecDeque;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::ws::{Message, WebSocket};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use tokio::sync::{oneshot, watch};
use tokio::time::{Instant, sleep_until, timeout};
use yoriai_wire::limits::FRAMES_IN_FLIGHT;
use yoriai_wire::{
    ClientMessage, Code, DeviceId, Frame, FrameKind, RelayMessage, Seq, VERSION, Vector,
};

use crate::mailbox::CatchUp;
use crate::member::Next;
use crate::metrics::Metrics;
use crate::rooms::{Posted, Rooms, Seat};
use crate::visitors::Visit;

/// Messages that no honest client sends, before the relay hangs up: a bug should be seen by its
/// codes, an attack should end.
const STRIKES: u32 = 5;
/// Frames in a row that came too fast, before the relay hangs up. An honest client has far fewer
/// on the way.
const TOO_FAST_IN_A_ROW: u32 = 256;
/// Pings that may go unanswered, spread over the idle timeout, before the socket is given up.
const PINGS_UNANSWERED: u32 = 3;
/// Frames of one socket that may wait for the disk before the next one is read: as many as an
/// honest client sends ahead.
const MOST_WAITING: usize = FRAMES_IN_FLIGHT;

mod bye;

use bye::say_bye;

/// Why a conversation ended.
enum End {
    /// The relay ends it, and says why.
    Bye(Code),
    /// The other side is gone, or doesn't read.
    Gone,
}

/// What came in.
enum Heard {
    Message(ClientMessage),
    /// A message that can't be understood.
    Flawed(Code),
    /// Ping or pong: somebody is there.
    SignOfLife,
}

/// Talks to one device until one of the two leaves.
///
/// Thousands of these wait at the same time. What one needs only while it does something is boxed,
/// so that it takes no memory while it waits.
pub(crate) async fn converse(
    mut socket: WebSocket,
    rooms: Arc<Rooms>,
    visit: Result<Visit, Code>,
    mut stop: watch::Receiver<bool>,
) {
    let metrics = rooms.metrics();
    let _counted = metrics.socket();
    let end = match &visit {
        Ok(visit) => match Box::pin(greet(&mut socket, &rooms, visit, &mut stop)).await {
            Ok((seat, vector)) => {
                let end = Conversation::new(&mut socket, &rooms, seat)
                    .run(vector, &mut stop)
                    .await;
                match end {
                    Ok(never) => match never {},
                    Err(end) => end,
                }
            }
            Err(end) => end,
        },
        Err(code) => End::Bye(*code),
    };
    if let End::Bye(code) = end {
        tracing::debug!(%code, "hung up");
        metrics.bye(code);
        Box::pin(say_bye(&mut socket, code)).await;
    }
}

/// Waits for hello, and enters the room.
async fn greet(
    socket: &mut WebSocket,
    rooms: &Arc<Rooms>,
    visit: &Visit,
    stop: &mut watch::Receiver<bool>,
) -> Result<(Seat, Vector), End> {
    let limits = rooms.limits();
    let deadline = Instant::now() + limits.hello_timeout;
    loop {
        let heard = tokio::select! {
            heard = hear(socket, rooms.metrics()) => heard?,
            () = sleep_until(deadline) => return Err(End::Bye(Code::TooSlow)),
            () = stopping(stop) => return Err(End::Bye(Code::Stopping)),
        };
        let (version, room, key, vector, token) = match heard {
            Heard::Message(ClientMessage::Hello {
                version,
                room,
                key,
                vector,
                token,
            }) => (version, room, key, vector, token),
            Heard::Message(_) => return Err(End::Bye(Code::Unexpected)),
            Heard::Flawed(code) => return Err(End::Bye(code)),
            Heard::SignOfLife => continue,
        };
        if version != VERSION {
            return Err(End::Bye(Code::UnknownVersion));
        }
        let key = ClientMessage::check_key(&room, &key).ok_or(End::Bye(Code::BadKey))?;
        let seat = rooms
            .join(key, token.as_deref(), visit, Instant::now())
            .await
            .map_err(End::Bye)?;
        tracing::debug!(room = room.short(), "hello");
        return Ok((seat, vector));
    }
}

struct Conversation<'a> {
    socket: &'a mut WebSocket,
    rooms: &'a Rooms,
    seat: Seat,
    catching_up: Option<CatchUp>,
    pace: DefaultDirectRateLimiter,
    strikes: u32,
    too_fast: u32,
    /// Pings since something was last heard. Counted, and not timed: after a pause of the relay
    /// itself, such as a laptop's sleep, everybody would seem to have been silent.
    unanswered: u32,
    /// Frames that aren't on the disk yet, in the order in which they were posted.
    waiting: VecDeque<Waiting>,
}

/// A frame of which it isn't known yet what becomes of it.
struct Waiting {
    device: DeviceId,
    seq: Seq,
    answer: oneshot::Receiver<Result<(), Code>>,
}

impl<'a> Conversation<'a> {
    fn new(socket: &'a mut WebSocket, rooms: &'a Rooms, seat: Seat) -> Self {
        let pace = Quota::per_second(rooms.limits().frames_per_second_per_socket);
        Self {
            catching_up: None,
            waiting: VecDeque::new(),
            socket,
            rooms,
            seat,
            pace: RateLimiter::direct(pace),
            strikes: 0,
            too_fast: 0,
            unanswered: 0,
        }
    }

    /// Talks until something ends it; there is no other way out.
    async fn run(
        mut self,
        held: Vector,
        stop: &mut watch::Receiver<bool>,
    ) -> Result<std::convert::Infallible, End> {
        let idle = self.rooms.limits().idle_timeout;
        let ping_every = idle / PINGS_UNANSWERED;
        let mut alarm = Instant::now() + ping_every;
        self.say(&RelayMessage::Welcome {
            vector: self.seat.vector(),
        })
        .await?;
        self.catching_up = Some(self.seat.catch_up(held).map_err(End::Bye)?);
        loop {
            if self.catching_up.is_some() {
                Box::pin(self.catch_up()).await?;
            }
            tokio::select! {
                () = stopping(stop) => return Err(End::Bye(Code::Stopping)),
                heard = hear(self.socket, self.rooms.metrics()), if self.waiting.len() < MOST_WAITING => {
                    self.unanswered = 0;
                    Box::pin(self.answer(heard?)).await?;
                }
                posted = first_answer(&mut self.waiting) => {
                    Box::pin(self.say_posted(posted)).await?;
                }
                next = self.seat.inbox.next() => match next {
                    Next::Message(message) => self.deliver(message).await?,
                    Next::FetchAgain => {
                        self.rooms.metrics().told_to_fetch_again();
                        self.say(&RelayMessage::FetchAgain).await?;
                    }
                },
                () = sleep_until(alarm) => {
                    if self.unanswered >= PINGS_UNANSWERED {
                        return Err(End::Bye(Code::TooSlow));
                    }
                    self.unanswered += 1;
                    alarm = Instant::now() + ping_every;
                    self.write(Message::Ping(Bytes::new())).await?;
                }
                () = std::future::ready(()), if self.catching_up.is_some() => {}
            }
        }
    }

    /// Sends the next piece of an answer that is under way. Between two pieces the device is
    /// heard, and what others say reaches it.
    async fn catch_up(&mut self) -> Result<(), End> {
        let Some(answer) = &mut self.catching_up else {
            return Ok(());
        };
        let batch = self.seat.next_batch(answer).await.map_err(End::Bye)?;
        if batch.is_empty() {
            self.catching_up = None;
            return self.say(&RelayMessage::CaughtUp).await;
        }
        for message in batch {
            self.deliver(message).await?;
        }
        Ok(())
    }

    async fn answer(&mut self, heard: Heard) -> Result<(), End> {
        match heard {
            Heard::SignOfLife => Ok(()),
            Heard::Flawed(code) => {
                self.refuse_and_strike(code, DeviceId([0; 8]), Seq::NONE)
                    .await
            }
            Heard::Message(ClientMessage::Hello { .. }) => {
                self.refuse_and_strike(Code::Unexpected, DeviceId([0; 8]), Seq::NONE)
                    .await
            }
            Heard::Message(ClientMessage::Fetch { vector }) => {
                if self.pace.check().is_err() {
                    return self.refuse_too_fast(DeviceId([0; 8]), Seq::NONE).await;
                }
                self.catching_up = Some(self.seat.catch_up(vector).map_err(End::Bye)?);
                Ok(())
            }
            Heard::Message(ClientMessage::Post(encoded)) => self.post(encoded).await,
        }
    }

    async fn post(&mut self, encoded: Vec<u8>) -> Result<(), End> {
        if encoded.len() > self.rooms.limits().frame_bytes {
            return self
                .refuse_and_strike(Code::TooLarge, DeviceId([0; 8]), Seq::NONE)
                .await;
        }
        let frame = match Frame::decode(&encoded) {
            Ok(frame) => frame,
            Err(error) => {
                return self
                    .refuse_and_strike(error.code(), DeviceId([0; 8]), Seq::NONE)
                    .await;
            }
        };
        let (device, seq) = (frame.header.device, frame.header.seq);
        if frame.header.room != self.seat.room() {
            return self.refuse_and_strike(Code::ForeignRoom, device, seq).await;
        }
        if self.pace.check().is_err() || self.seat.check_pace().is_err() {
            return self.refuse_too_fast(device, seq).await;
        }
        self.too_fast = 0;
        if let Err(error) = frame.verify(self.seat.key()) {
            return self.refuse_and_strike(error.code(), device, seq).await;
        }
        let whisper = frame.header.kind == FrameKind::Whisper;
        match self.seat.post(frame, encoded).await {
            Posted::Now(Ok(())) if whisper => Ok(()),
            Posted::Now(result) => self.say_posted((device, seq, result)).await,
            Posted::Later(answer) => {
                self.waiting.push_back(Waiting {
                    device,
                    seq,
                    answer,
                });
                Ok(())
            }
        }
    }

    /// Says what became of a frame.
    async fn say_posted(&mut self, (device, seq, result): Verdict) -> Result<(), End> {
        match result {
            Ok(()) => self.say(&RelayMessage::Ack { device, seq }).await,
            Err(code) => {
                tracing::debug!(room = self.seat.room().short(), %code, "refused");
                self.refuse(code, device, seq).await
            }
        }
    }

    /// Refuses what no honest client sends; after some of it, hangs up.
    async fn refuse_and_strike(
        &mut self,
        code: Code,
        device: DeviceId,
        seq: Seq,
    ) -> Result<(), End> {
        self.refuse(code, device, seq).await?;
        self.strikes += 1;
        if self.strikes >= STRIKES {
            Err(End::Bye(code))
        } else {
            Ok(())
        }
    }

    async fn refuse_too_fast(&mut self, device: DeviceId, seq: Seq) -> Result<(), End> {
        self.refuse(Code::TooFast, device, seq).await?;
        self.too_fast += 1;
        if self.too_fast >= TOO_FAST_IN_A_ROW {
            Err(End::Bye(Code::TooFast))
        } else {
            Ok(())
        }
    }

    async fn refuse(&mut self, code: Code, device: DeviceId, seq: Seq) -> Result<(), End> {
        self.rooms.metrics().refused(code);
        self.say(&RelayMessage::Refuse { code, device, seq }).await
    }

    async fn deliver(&mut self, message: Bytes) -> Result<(), End> {
        self.rooms.metrics().delivered();
        self.send(message).await
    }

    async fn say(&mut self, message: &RelayMessage) -> Result<(), End> {
        self.send(message.encode().into()).await
    }

    async fn send(&mut self, message: Bytes) -> Result<(), End> {
        self.rooms.metrics().sent(message.len());
        self.write(Message::Binary(message)).await
    }

    /// Writes, for as long as the other side may take to read.
    async fn write(&mut self, message: Message) -> Result<(), End> {
        match timeout(self.rooms.limits().idle_timeout, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(End::Gone),
        }
    }
}

/// A frame, and what became of it.
type Verdict = (DeviceId, Seq, Result<(), Code>);

/// Waits until it is known what became of the frame that was posted first. May be dropped while
/// waiting without losing anything.
async fn first_answer(waiting: &mut VecDeque<Waiting>) -> Verdict {
    let Some(first) = waiting.front_mut() else {
        return std::future::pending().await;
    };
    let (device, seq) = (first.device, first.seq);
    // Without an answer the writer is gone, and so is the relay soon.
    let result = (&mut first.answer).await.unwrap_or(Err(Code::RelayFault));
    waiting.pop_front();
    (device, seq, result)
}

/// Waits for the next message. May be dropped while waiting without losing anything.
async fn hear(socket: &mut WebSocket, metrics: &Metrics) -> Result<Heard, End> {
    match socket.recv().await {
        None => Err(End::Gone),
        Some(Ok(Message::Binary(bytes))) => {
            metrics.received(bytes.len());
            Ok(match ClientMessage::decode(&bytes) {
                Ok(message) => Heard::Message(message),
                Err(error) => Heard::Flawed(error.code()),
            })
        }
        Some(Ok(Message::Text(_))) => Ok(Heard::Flawed(Code::Malformed)),
        Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(Heard::SignOfLife),
        Some(Ok(Message::Close(_))) => Err(End::Gone),
        Some(Err(error)) => {
            let error = error.into_inner();
            Err(match error.downcast_ref::<tungstenite::Error>() {
                Some(tungstenite::Error::Capacity(_)) => End::Bye(Code::TooLarge),
                Some(tungstenite::Error::Protocol(_) | tungstenite::Error::Utf8(_)) => {
                    End::Bye(Code::Malformed)
                }
                _ => End::Gone,
            })
        }
    }
}

/// Waits until the relay goes down.
pub(crate) async fn stopping(stop: &mut watch::Receiver<bool>) {
    // An error means that the relay itself is gone, which is the same.
    let _ = stop.wait_for(|stop| *stop).await;
}
