//! The last word on a socket: why it ends, and when to come back.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use tokio::time::timeout;
use yoriai_wire::{Code, RelayMessage};

/// How long the other side may take to answer a close.
const CLOSE_WAIT: Duration = Duration::from_secs(2);

/// Says why and when to come back, then closes. Nothing depends on whether it arrives.
pub(super) async fn say_bye(socket: &mut WebSocket, code: Code) {
    let bye = RelayMessage::Bye {
        code,
        retry_after_ms: retry_after_ms(code),
    };
    let close = CloseFrame {
        code: close_code(code),
        reason: "".into(),
    };
    let all = async {
        socket.send(Message::Binary(bye.encode().into())).await?;
        socket.send(Message::Close(Some(close))).await?;
        // Closing with unread bytes would make the system throw away what was just said.
        while let Some(Ok(_)) = socket.recv().await {}
        Ok::<_, axum::Error>(())
    };
    let _ = timeout(CLOSE_WAIT, all).await;
}

/// How long to stay away, in milliseconds: a time that fits the reason, and as much again by
/// chance, so that not everybody comes back at once.
fn retry_after_ms(code: Code) -> u32 {
    let base = match code {
        // Relays restart in seconds; all of their devices shouldn't return in the first one.
        Code::Stopping => 2_000,
        Code::TooSlow | Code::RelayFault => 1_000,
        Code::TooFast | Code::TooManySockets => 10_000,
        Code::TooManyRooms | Code::RelayFull => 300_000,
        // Nothing gets better by trying again soon.
        _ => 600_000,
    };
    let share = getrandom::u32().unwrap_or_default() % base;
    base + share
}

/// The nearest of the WebSocket's own codes, for those who don't read ours.
fn close_code(code: Code) -> u16 {
    match code {
        Code::Stopping => 1001,
        Code::TooLarge => 1009,
        Code::TooFast | Code::TooManyRooms | Code::TooManySockets | Code::RelayFull => 1013,
        Code::RelayFault => 1011,
        _ => 1008,
    }
}
