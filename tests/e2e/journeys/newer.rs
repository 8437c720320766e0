//! What a newer app writes into a shared plan is told in its own words, and nothing else breaks.

use anyhow::Context;
use futures_util::{SinkExt, StreamExt};
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;
use yoriai_sync::wire::frame::NO_PREVIOUS;
use yoriai_sync::wire::{ClientMessage, Frame, FrameKind, Header, RelayMessage, VERSION};
use yoriai_sync::{DeviceId, Keys, Link, Seq, Vector, seal};

use crate::refusals::goes_on;
use crate::steps::{Outcome, hall, open_sample, share};

/// A frame by somebody with the editing link whose header says that the room's second key sealed it,
/// which no app of today has.
fn of_a_newer_app(keys: &Keys) -> anyhow::Result<Vec<u8>> {
    let header = Header {
        room: keys.room,
        epoch: 2,
        kind: FrameKind::Changes,
        device: DeviceId([9; 8]),
        seq: Seq(1),
        previous: NO_PREVIOUS,
        cover: None,
    };
    let key = keys.signing.as_ref().context("an editing link")?;
    let body = seal::seal(&keys.cipher, &header.encode(), b"sealed", [7; 24]);
    Ok(Frame::sign(header, body, key).encode())
}

/// Posts a frame into a room, and waits until the relay has it.
async fn post(address: &str, keys: &Keys, frame: Vec<u8>) -> Outcome {
    let address = format!("{}sync", address.replacen("http", "ws", 1));
    let (mut socket, _) = connect_async(address).await?;
    let hello = ClientMessage::Hello {
        version: VERSION,
        room: keys.room,
        key: *keys.verifying.as_bytes(),
        vector: Vector::new(),
        token: None,
    };
    for message in [hello, ClientMessage::Post(frame)] {
        socket.send(Message::binary(message.encode())).await?;
    }
    while let Some(message) = socket.next().await {
        let Ok(said) = RelayMessage::decode(&message?.into_data()) else {
            continue;
        };
        match said {
            RelayMessage::Ack { .. } => return Ok(()),
            RelayMessage::Refuse { code, .. } => anyhow::bail!("refused: {code:?}"),
            _ => {}
        }
    }
    anyhow::bail!("the relay has hung up")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_under_a_newer_key_is_told_and_the_rest_goes_on() -> Outcome {
    let (relay, _driver, devices) = hall(&["a"]).await?;
    let a = &devices[0].page;
    open_sample(a, &relay).await?;
    let link = share(a).await?;
    let (_, fragment) = link.split_once('#').context("a link")?;
    let keys = Link::parse(&format!("#{fragment}"))?
        .keys()
        .context("its keys")?;
    post(&relay.address(), &keys, of_a_newer_app(&keys)?).await?;
    a.wait_for_sync("新しい鍵で書かれた変更は").await?;
    goes_on(a).await
}
