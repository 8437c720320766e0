//! Frames by others: checked, opened, passed on once.

use std::collections::BTreeMap;

use yoriai_wire::{DeviceId, Frame, FrameKind, Seq, Vector};

use super::{Session, Turn};
use crate::body::Body;
use crate::event::{Effect, LinkState, Locked, Receipt};
use crate::holdings::Arrival;
use crate::pieces::Envelope;
use crate::presence::WHISPER_BYTES;
use crate::seal::{self, OpenError};
use crate::state::End;

/// The only cipher key a room has had so far. A new link is a new room.
pub(super) const EPOCH: u32 = 1;

/// The frame is damaged, forged or foreign. It counts as not received: if there is a genuine one, it
/// comes again.
struct Rejected;

/// The frame is genuine and can't be read; why it can't be opened, if that is why.
struct Unreadable(Option<Locked>);

impl Session {
    pub(super) fn on_deliver(&mut self, turn: &mut Turn<'_>, bytes: &[u8]) {
        if self.take_frame(turn, bytes).is_err() {
            self.status.rejected += 1;
        }
    }

    fn take_frame(&mut self, turn: &mut Turn<'_>, bytes: &[u8]) -> Result<(), Rejected> {
        let frame = Frame::decode(bytes).map_err(|_| Rejected)?;
        let envelope = Envelope {
            header: frame.header.clone(),
            hash: Frame::hash(bytes),
        };
        // What is known by its hash was checked when it came first.
        if self.is_known(turn, &envelope) {
            return Ok(());
        }
        frame.verify(&self.keys.verifying).map_err(|_| Rejected)?;
        let body = self.open(&frame);
        let device = frame.header.device;
        if frame.header.kind == FrameKind::Whisper {
            return self.hear_whisper(turn, device, body);
        }
        let arrival = self.judge(&envelope);
        if device == self.state.device && matches!(arrival, Arrival::Fresh | Arrival::Fork) {
            // Signed by the room's key, under this device's id, and not by this device: another
            // life of it, from before a backup was restored or a profile copied.
            self.take_new_device(turn);
        }
        let body = match body {
            Ok(body) => body,
            Err(why) => return self.set_aside(turn, vec![envelope], why),
        };
        let Body::Piece {
            set,
            index,
            count,
            part,
        } = body
        else {
            return self.accept(turn, vec![envelope], body);
        };
        let Some(joined) = self.pieces.add(envelope, set, index, count, part) else {
            return Ok(());
        };
        match joined.body {
            Some(body) => self.accept(turn, joined.envelopes, body),
            None => self.set_aside(turn, joined.envelopes, Unreadable(None)),
        }
    }

    /// Presence is for the moment: what can't be read of it is owed to nobody.
    fn hear_whisper(
        &self,
        turn: &mut Turn<'_>,
        from: DeviceId,
        body: Result<Body, Unreadable>,
    ) -> Result<(), Rejected> {
        match body {
            // One's own comes back only from a relay that is up to something.
            Ok(Body::Whisper(_)) if from == self.state.device => Ok(()),
            Ok(Body::Whisper(bytes)) if bytes.len() <= WHISPER_BYTES => {
                turn.push(Effect::DeliverWhisper { bytes, from });
                Ok(())
            }
            _ => Err(Rejected),
        }
    }

    fn judge(&self, envelope: &Envelope) -> Arrival {
        let header = &envelope.header;
        let track = self.state.holdings.get(&header.device);
        track.map_or(Arrival::Fresh, |t| {
            t.judge(header.seq, &envelope.hash, &header.previous)
        })
    }

    fn is_known(&mut self, turn: &mut Turn<'_>, envelope: &Envelope) -> bool {
        let (device, seq) = (envelope.header.device, envelope.header.seq);
        if envelope.header.kind == FrameKind::Whisper {
            return false;
        }
        if self.judge(envelope) == Arrival::Duplicate {
            // The relay has it, whoever brought it there: as good as an ack, when it's an own one.
            self.connection.relay.track(device).mark(seq);
            let own = self
                .outbox
                .find(&device, seq)
                .is_some_and(|e| e.hash == envelope.hash);
            if own {
                self.on_ack(turn, device, seq);
            }
            return true;
        }
        self.pieces.contains(&device, seq, &envelope.hash)
    }

    fn open(&mut self, frame: &Frame) -> Result<Body, Unreadable> {
        if frame.header.epoch != EPOCH {
            return Err(Unreadable(Some(Locked::OtherEpoch)));
        }
        let opened = seal::open(&self.keys.cipher, &frame.header.encode(), &frame.body);
        if opened == Err(OpenError::NotAuthentic) {
            // Where others could be opened, the key is right and this one is a faulty client's.
            return Err(Unreadable((!self.opened).then_some(Locked::OtherKey)));
        }
        self.opened = true;
        let body = opened.ok().and_then(|plain| Body::decode(&plain));
        body.filter(|body| body.fits(frame.header.kind))
            .ok_or(Unreadable(None))
    }

    /// Counts frames that are genuine and that this version can't read, as [`Event::Unusable`] does
    /// with what the driver can't use: they aren't fetched again and again, and nobody is told that
    /// this device has them.
    ///
    /// [`Event::Unusable`]: crate::Event::Unusable
    fn set_aside(
        &mut self,
        turn: &mut Turn<'_>,
        envelopes: Vec<Envelope>,
        Unreadable(why): Unreadable,
    ) -> Result<(), Rejected> {
        let receipt = self.receipt(&envelopes);
        self.count(turn, &envelopes);
        if let Some(cover) = envelopes.last().and_then(|last| last.header.cover.clone()) {
            self.take_cover(turn, &cover);
        }
        self.locked = why.or(self.locked);
        self.leave_out(turn, &receipt);
        Ok(())
    }

    /// Counts frames as received.
    fn count(&mut self, turn: &mut Turn<'_>, envelopes: &[Envelope]) {
        for envelope in envelopes {
            let (device, seq) = (envelope.header.device, envelope.header.seq);
            if self.judge(envelope) == Arrival::Fork {
                self.on_foreign_fork(turn, device);
            }
            let track = self.state.holdings.track(device);
            track.take(seq, envelope.hash, envelope.header.previous);
            self.connection.relay.track(device).mark(seq);
        }
        self.dirty = true;
    }

    /// Takes a body that is complete, with all frames it came in.
    fn accept(
        &mut self,
        turn: &mut Turn<'_>,
        envelopes: Vec<Envelope>,
        body: Body,
    ) -> Result<(), Rejected> {
        let last = envelopes.last().ok_or(Rejected)?.header.clone();
        if !body.fits(last.kind) {
            return self.set_aside(turn, envelopes, Unreadable(None));
        }
        let receipt = self.receipt(&envelopes);
        self.count(turn, &envelopes);
        match body {
            Body::Changes(changes) if changes.is_empty() => {}
            Body::Changes(changes) => turn.push(Effect::Deliver {
                changes,
                from: last.device,
                receipt,
            }),
            Body::Document(document) => {
                turn.push(Effect::DeliverCheckpoint { document, receipt });
                let mut cover = last.cover.unwrap_or_default();
                self.take_cover(turn, &cover);
                // The checkpoint itself isn't in its cover, but all that it could say is.
                cover.raise(last.device, last.seq);
                self.claimed = cover.covers(&self.vector());
                if self.claimed {
                    // All is in it, unless the driver says that it isn't.
                    self.state.holdings.settle(&self.state.holdings.loose());
                    // Who may only read can't bring what is lacking, only wait for it.
                    self.state.checkpoint_due &= self.can_write();
                }
            }
            Body::Closing(_) => self.end(turn, End::Elsewhere),
            Body::Piece { .. } | Body::Whisper(_) => return Err(Rejected),
        }
        Ok(())
    }

    /// A checkpoint was delivered that covers `cover`.
    fn take_cover(&mut self, turn: &mut Turn<'_>, cover: &Vector) {
        let own = self.state.device;
        if cover.get(&own) > self.vector().get(&own) {
            // Others have seen frames of this device that it doesn't know of: another life of it.
            self.take_new_device(turn);
        }
        self.state.holdings.cover(cover);
        self.state.cover.raise_all(cover);
        // What couldn't be used by itself has come in another shape.
        self.state.unusable.retain(|device, parts| {
            let covered = cover.get(device);
            *parts = std::mem::take(parts)
                .into_iter()
                .filter(|(_, last)| *last > covered)
                .map(|(first, last)| (first.max(covered.next()), last))
                .collect();
            !parts.is_empty()
        });
        self.connection.relay.cover(cover);
        let holdings = &self.state.holdings;
        self.pieces
            .forget_held(|device, seq| holdings.get(device).is_some_and(|t| t.contains(seq)));
    }

    /// Remembers what these frames bring, in case that the driver can't use it.
    fn receipt(&self, envelopes: &[Envelope]) -> Receipt {
        let usable = self.state.usable();
        let own = envelopes
            .iter()
            .map(|it| (it.header.device, it.header.seq, it.header.seq));
        let covers = envelopes.iter().filter_map(|it| it.header.cover.as_ref());
        let covered = covers
            .flat_map(Vector::iter)
            .filter(|(device, seq)| !usable.contains(device, *seq))
            .map(|(device, seq)| (device, usable.get(&device).next(), seq));
        let mut brought: BTreeMap<DeviceId, (Seq, Seq)> = BTreeMap::new();
        for (device, first, last) in own.chain(covered) {
            let part = brought.entry(device).or_insert((first, last));
            *part = (first.min(part.0), last.max(part.1));
        }
        let is_document = envelopes.iter().any(|it| it.header.cover.is_some());
        Receipt {
            brought,
            is_document,
        }
    }

    /// What came could not be used. It stays counted, so that it isn't sent again and again, but
    /// neither a checkpoint of this device nor its next life speak of it.
    pub(super) fn on_unusable(&mut self, turn: &mut Turn<'_>, receipt: &Receipt) {
        self.leave_out(turn, receipt);
        // A state that speaks of it may be on its way to the disk.
        self.save(turn);
    }

    fn leave_out(&mut self, turn: &mut Turn<'_>, receipt: &Receipt) {
        for (device, part) in &receipt.brought {
            // The own numbers go on, whatever others say of them.
            if *device != self.state.device {
                self.state
                    .unusable
                    .entry(*device)
                    .or_default()
                    .insert(*part);
            }
        }
        self.dirty = true;
        if receipt.is_document && self.link == LinkState::Online {
            // The frames that it covers may still be there one by one.
            self.connection.caught_up = false;
            self.fetch(turn, self.state.usable());
        }
    }

    /// Two devices write under `device`. Neither knows yet; what they wrote is taken from both.
    /// Vectors can't tell the two apart, so everything of theirs is fetched once, and a checkpoint
    /// carries what this device holds to whoever holds the other half.
    fn on_foreign_fork(&mut self, turn: &mut Turn<'_>, device: DeviceId) {
        self.status.forks += 1;
        self.checkpoint_is_due();
        if self.connection.refetched.insert(device) {
            let mut vector = self.hello_vector();
            vector.forget(&device);
            self.connection.caught_up = false;
            self.fetch(turn, vector);
        }
    }
}
