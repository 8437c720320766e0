//! Going down in order.

use tokio::net::TcpStream;
use yoriai_wire::Code;

use crate::party::{Client, Pair, Writer, start_usual};

#[tokio::test]
async fn everybody_hears_bye_and_when_to_come_back() {
    let mut relay = start_usual().await;
    let mut pair = Pair::join(relay.address, 1).await;
    pair.goes_on().await;
    let mut idle = Client::join(relay.address, &Writer::new(2, 1)).await;
    let mut silent = Client::connect(relay.address).await;
    relay.ask_to_stop();
    idle.hear_bye(Code::Stopping).await;
    silent.hear_bye(Code::Stopping).await;
    let address = relay.address;
    drop(pair);
    relay.stopped().await;
    assert!(
        TcpStream::connect(address).await.is_err(),
        "it still listens"
    );
}

#[tokio::test]
async fn a_connection_that_says_nothing_does_not_hold_it_up() {
    let mut relay = start_usual().await;
    let _nobody = TcpStream::connect(relay.address).await.unwrap();
    relay.ask_to_stop();
    relay.stopped().await;
}
