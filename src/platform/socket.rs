//! A WebSocket that speaks in whole binary messages.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BinaryType, MessageEvent, WebSocket};

/// What a socket tells its owner.
pub enum Heard {
    /// The connection stands.
    Opened,
    /// A binary message came.
    Message(Vec<u8>),
    /// The connection is gone, or never came about. Nothing comes after this.
    Closed,
}

/// A connection to a relay. Closed when dropped.
pub struct Socket {
    socket: WebSocket,
    _callbacks: Vec<Closure<dyn FnMut(web_sys::Event)>>,
}

impl Socket {
    /// Begins to connect. `None` when the address can't be one of a relay.
    pub fn open(address: &str, hear: impl Fn(Heard) + Clone + 'static) -> Option<Self> {
        let socket = WebSocket::new(address).ok()?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let opened = {
            let hear = hear.clone();
            Closure::<dyn FnMut(web_sys::Event)>::new(move |_| hear(Heard::Opened))
        };
        let message = {
            let hear = hear.clone();
            Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
                let Ok(event) = event.dyn_into::<MessageEvent>() else {
                    return;
                };
                if let Ok(buffer) = event.data().dyn_into::<js_sys::ArrayBuffer>() {
                    hear(Heard::Message(js_sys::Uint8Array::new(&buffer).to_vec()));
                }
            })
        };
        // An error is always followed by a close.
        let closed = Closure::<dyn FnMut(web_sys::Event)>::new(move |_| hear(Heard::Closed));
        socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(message.as_ref().unchecked_ref()));
        socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
        Some(Self {
            socket,
            _callbacks: vec![opened, message, closed],
        })
    }

    /// Hands a message to the browser. What the network then does with it, only an answer tells.
    pub fn send(&self, message: &[u8]) {
        let _ = self.socket.send_with_u8_array(message);
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        // The callbacks go with this value: the browser must not call them any more.
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        let _ = self.socket.close();
    }
}
