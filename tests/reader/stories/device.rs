//! A device: a real session and a real plan, on a real socket. Its disk is its memory: what is said
//! to be stored, is.

use std::collections::VecDeque;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep_until};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use yoriai_plan::{Command, Heads, ItemId, Place, Plan, PlanDoc, PlanText, Stamp, TextRef};
use yoriai_sync::{DeviceId, Effect, Event, Keys, Session, SessionState, Status};
use yoriai_testkit::edits::{Dice, Ink, random_command};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Device {
    pub(crate) doc: PlanDoc,
    plan: Plan,
    ink: Ink,
    session: Session,
    address: String,
    socket: Option<Socket>,
    events: VecDeque<Event>,
    status: Status,
    start: Instant,
    wake: Option<u64>,
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).unwrap();
    bytes
}

impl Device {
    pub(crate) fn creating(keys: Keys, address: String) -> Self {
        let state = SessionState::creating(DeviceId(random()));
        Self::new(keys, state, address, PlanDoc::new(random()))
    }

    pub(crate) fn joining(keys: Keys, address: String) -> Self {
        let state = SessionState::joining(DeviceId(random()));
        Self::new(keys, state, address, PlanDoc::new(random()))
    }

    /// The same plan, which opens a room elsewhere.
    pub(crate) fn moved_to(self, keys: Keys, address: String) -> Self {
        let state = SessionState::creating(DeviceId(random()));
        Self::new(keys, state, address, self.doc)
    }

    fn new(keys: Keys, state: SessionState, address: String, doc: PlanDoc) -> Self {
        let mut device = Self {
            plan: Plan::read(&doc),
            doc,
            ink: Ink::default(),
            session: Session::new(keys, state, Vec::new()),
            address,
            socket: None,
            events: VecDeque::new(),
            status: Status::default(),
            start: Instant::now(),
            wake: None,
        };
        device.events.push_back(Event::Tick(device.now()));
        device
    }

    fn now(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap()
    }

    /// The heads as the reader prints them.
    pub(crate) fn heads(&mut self) -> Vec<String> {
        let hex = |head: &[u8]| head.iter().map(|byte| format!("{byte:02x}")).collect();
        self.doc.heads().to_bytes().chunks(32).map(hex).collect()
    }

    pub(crate) fn title(&self) -> String {
        self.doc
            .text(&TextRef::Plan(PlanText::Title))
            .unwrap_or_default()
    }

    /// How many items there are, the bin included.
    pub(crate) fn items(&self) -> usize {
        self.plan.items.len()
    }

    pub(crate) fn apply(&mut self, command: &Command) {
        // Random commands may be refused; nothing has changed then.
        if let Ok(touched) = self.doc.apply(command) {
            self.plan.refresh(&self.doc, &touched);
        }
    }

    fn commit(&mut self) -> Vec<Vec<u8>> {
        let stamp = Stamp {
            author: Some("名無し".to_owned()),
            seconds: 1_700_000_000,
        };
        let changes = self.doc.commit(&stamp);
        changes.into_iter().map(|change| change.bytes).collect()
    }

    /// Closes the burst and says it to the session.
    pub(crate) fn say(&mut self) {
        let changes = self.commit();
        if !changes.is_empty() {
            self.events.push_back(Event::LocalChanges(changes));
        }
    }

    /// A burst of so many random commands.
    pub(crate) fn edit_at_random(&mut self, dice: &mut Dice, commands: usize) {
        for _ in 0..commands {
            let command = random_command(&self.plan, &self.doc, dice, &mut self.ink);
            self.apply(&command);
        }
        self.say();
    }

    /// Random commands before there is a room: no session hears of them.
    pub(crate) fn edit_alone(&mut self, dice: &mut Dice, commands: usize) {
        for _ in 0..commands {
            let command = random_command(&self.plan, &self.doc, dice, &mut self.ink);
            self.apply(&command);
            self.commit();
        }
    }

    /// One burst of more than a million bytes. Numbers are whole values: a text of that length
    /// would take an operation for each character.
    pub(crate) fn write_much(&mut self, dice: &mut Dice) {
        for _ in 0..8 {
            let id = ItemId::from_random(dice.id());
            let number = (0..95_000)
                .filter_map(|_| char::from_u32(0x4e00 + u32::try_from(dice.roll(20_000)).ok()?))
                .collect();
            self.apply(&Command::AddItem {
                id: id.clone(),
                parent: None,
                place: Place::Last,
                title: "長い番号".to_owned(),
            });
            self.apply(&Command::SetNumber {
                id,
                number: Some(number),
            });
        }
        self.say();
    }

    /// Lives for so long.
    async fn live(&mut self, until: Instant) {
        loop {
            while let Some(event) = self.events.pop_front() {
                self.handle(event).await;
            }
            let wake = self
                .wake
                .map_or(until, |at| self.start + Duration::from_millis(at));
            tokio::select! {
                heard = hear(&mut self.socket) => self.events.push_back(heard),
                () = sleep_until(wake.min(until)) => {
                    if wake > until {
                        return;
                    }
                    self.wake = None;
                    self.events.push_back(Event::Tick(self.now()));
                    if Instant::now() >= until {
                        return;
                    }
                }
            }
            if self.events.front() == Some(&Event::Disconnected) {
                self.socket = None;
            }
        }
    }

    async fn handle(&mut self, event: Event) {
        let effects = self
            .session
            .handle(event, &mut |bytes| getrandom::fill(bytes).unwrap());
        for effect in effects {
            self.carry_out(effect).await;
        }
    }

    async fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Connect => {
                self.socket = connect_async(self.address.as_str())
                    .await
                    .ok()
                    .map(|(socket, _)| socket);
                self.events.push_back(match self.socket {
                    Some(_) => Event::Connected,
                    None => Event::Disconnected,
                });
            }
            Effect::Close => self.socket = None,
            Effect::Send(bytes) => {
                if let Some(socket) = &mut self.socket {
                    // That the socket is gone is heard where it is read.
                    let _ = socket.send(Message::Binary(bytes.into())).await;
                }
            }
            Effect::StoreFrame { slot, .. } => self.events.push_back(Event::FrameStored { slot }),
            Effect::Deliver { changes, .. } => {
                let merged = self.doc.merge_changes(&changes);
                assert_eq!(merged.refused, 0);
                self.plan.refresh(&self.doc, &merged.touched);
            }
            Effect::DeliverCheckpoint { document, .. } => {
                let merged = self.doc.merge_saved(&document).unwrap();
                self.plan.refresh(&self.doc, &merged.touched);
                if merged.lacking {
                    self.events.push_back(Event::CheckpointLacking);
                }
            }
            Effect::NeedCheckpoint => {
                let saved = self.doc.save();
                self.events.push_back(Event::CheckpointReady(saved));
            }
            Effect::WakeAt(at) => self.wake = Some(at),
            Effect::Status(status) => self.status = status,
            Effect::DropFrame { .. } | Effect::SaveState(_) | Effect::DeliverWhisper { .. } => {}
        }
    }

    fn is_at_rest(&self) -> bool {
        self.events.is_empty()
            && self.status.delivered
            && self.status.unsent == 0
            && !self.status.missing
    }
}

/// The next thing that a socket says; never, without one.
async fn hear(socket: &mut Option<Socket>) -> Event {
    let Some(socket) = socket else {
        return std::future::pending().await;
    };
    loop {
        match socket.next().await {
            Some(Ok(Message::Binary(bytes))) => return Event::Received(bytes.to_vec()),
            Some(Ok(_)) => {}
            Some(Err(_)) | None => return Event::Disconnected,
        }
    }
}

/// Lets devices live side by side for some milliseconds.
pub(crate) async fn pump(devices: &mut [Device], milliseconds: u64) {
    let until = Instant::now() + Duration::from_millis(milliseconds);
    futures_util::future::join_all(devices.iter_mut().map(|device| device.live(until))).await;
}

/// Lets devices live until something holds.
pub(crate) async fn pump_until(devices: &mut [Device], holds: impl Fn(&mut [Device]) -> bool) {
    let patience = Instant::now() + PATIENCE;
    while !holds(devices) {
        assert!(Instant::now() < patience, "it doesn't come to hold");
        pump(devices, 100).await;
    }
}

/// Lets devices live until all of them rest and hold the same.
pub(crate) async fn settle(devices: &mut [Device]) {
    pump_until(devices, |devices| {
        let heads: Vec<Heads> = devices
            .iter_mut()
            .map(|device| device.doc.heads())
            .collect();
        devices.iter().all(Device::is_at_rest) && heads.windows(2).all(|two| two[0] == two[1])
    })
    .await;
}
