//! A relay in the page, as plain as can be: it holds nothing, acknowledges everything, and says
//! what the test wants it to say.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use yoriai_sync::Vector;
use yoriai_sync::wire::{ClientMessage, Frame, FrameKind, RelayMessage};

/// While it lives, every new socket of the page leads to it.
pub(crate) struct Relay {
    posted: Rc<RefCell<Vec<Frame>>>,
    page: JsValue,
    _hear: Closure<dyn FnMut(Uint8Array) -> Array>,
}

impl Relay {
    pub(crate) fn new() -> Self {
        let posted: Rc<RefCell<Vec<Frame>>> = Rc::default();
        let kept = posted.clone();
        let hear = Closure::<dyn FnMut(Uint8Array) -> Array>::new(move |bytes: Uint8Array| {
            answer(&bytes.to_vec(), &kept)
                .iter()
                .map(|message| Uint8Array::from(&message.encode()[..]))
                .collect()
        });
        let page = Function::new_with_args(
            "hear",
            "const real = globalThis.WebSocket;
            const sockets = [];
            const say = (socket, bytes) => setTimeout(() => {
                const data = bytes.slice().buffer;
                socket.onmessage?.(new MessageEvent('message', { data }));
            });
            globalThis.WebSocket = class {
                constructor() {
                    sockets.push(this);
                    setTimeout(() => this.onopen?.(new Event('open')));
                }
                send(bytes) {
                    for (const answer of hear(new Uint8Array(bytes))) say(this, answer);
                }
                close() {}
            };
            return {
                say: (bytes) => sockets.forEach((socket) => say(socket, bytes)),
                end: () => { globalThis.WebSocket = real; },
            };",
        )
        .call1(&JsValue::UNDEFINED, hear.as_ref())
        .unwrap();
        Self {
            posted,
            page,
            _hear: hear,
        }
    }

    /// What was posted to be kept, in order.
    pub(crate) fn posted(&self) -> Vec<Frame> {
        self.posted.borrow().clone()
    }

    /// Says something to all sockets.
    pub(crate) fn say(&self, message: &RelayMessage) {
        let bytes = Uint8Array::from(&message.encode()[..]);
        self.method("say")
            .call1(&JsValue::UNDEFINED, &bytes)
            .unwrap();
    }

    fn method(&self, name: &str) -> Function {
        js_sys::Reflect::get(&self.page, &name.into())
            .unwrap()
            .unchecked_into()
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.method("end").call0(&JsValue::UNDEFINED).unwrap();
    }
}

fn answer(bytes: &[u8], posted: &RefCell<Vec<Frame>>) -> Vec<RelayMessage> {
    match ClientMessage::decode(bytes).unwrap() {
        ClientMessage::Hello { .. } => vec![
            RelayMessage::Welcome {
                vector: Vector::new(),
            },
            RelayMessage::CaughtUp,
        ],
        ClientMessage::Fetch { .. } => vec![RelayMessage::CaughtUp],
        ClientMessage::Post(bytes) => {
            let frame = Frame::decode(&bytes).unwrap();
            if frame.header.kind == FrameKind::Whisper {
                return Vec::new();
            }
            let (device, seq) = (frame.header.device, frame.header.seq);
            posted.borrow_mut().push(frame);
            vec![RelayMessage::Ack { device, seq }]
        }
    }
}
