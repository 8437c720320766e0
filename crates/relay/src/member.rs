//! The bounded queue of one socket. Whoever posts never waits for whoever reads slowly: what
//! doesn't fit is left out, and the reader is told to fetch it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use tokio::sync::Notify;

/// Bytes that may wait for one socket. Frames are shared with the mailbox, but what is dropped
/// there lives on while it waits here.
const QUEUED_BYTES: usize = 8 * 1024 * 1024;

/// What to do with a message for which there is no place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum WhenFull {
    /// The mailbox has it: the reader is told to fetch.
    FetchAgain,
    /// It is of the moment only.
    Forget,
}

/// The end into which others put messages.
pub(crate) struct Member(Arc<Shared>);

/// The end that the socket reads.
pub(crate) struct Inbox(Arc<Shared>);

/// A list and no channel of the library's: those take a kilobyte each before anything is in them,
/// and nearly all are empty nearly always.
struct Shared {
    most: usize,
    queue: Mutex<Queue>,
    changed: Notify,
}

#[derive(Default)]
struct Queue {
    messages: VecDeque<Bytes>,
    bytes: usize,
    /// Whether something was left out.
    behind: bool,
}

/// What the socket should say next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// This message.
    Message(Bytes),
    /// That something was left out.
    FetchAgain,
}

/// A queue for at most `frames` messages.
pub(crate) fn queue(frames: usize) -> (Member, Inbox) {
    let shared = Arc::new(Shared {
        most: frames.max(1),
        queue: Mutex::default(),
        changed: Notify::new(),
    });
    (Member(Arc::clone(&shared)), Inbox(shared))
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Member {
    /// Puts a message into the queue, if there is a place for it.
    pub(crate) fn offer(&self, message: &Bytes, when_full: WhenFull) {
        let mut queue = self.0.lock();
        let size = message.len();
        let fits = queue.messages.is_empty() || queue.bytes + size <= QUEUED_BYTES;
        if fits && queue.messages.len() < self.0.most {
            queue.bytes += size;
            queue.messages.push_back(message.clone());
        } else if when_full == WhenFull::FetchAgain {
            queue.behind = true;
        } else {
            return;
        }
        drop(queue);
        self.0.changed.notify_one();
    }
}

impl Inbox {
    /// Waits for what comes next; what waits in the queue comes before the word that something
    /// was left out. May be dropped while waiting without losing anything.
    pub(crate) async fn next(&mut self) -> Next {
        loop {
            if let Some(next) = self.0.lock().next() {
                return next;
            }
            self.0.changed.notified().await;
        }
    }
}

impl Queue {
    fn next(&mut self) -> Option<Next> {
        if let Some(message) = self.messages.pop_front() {
            self.bytes -= message.len();
            return Some(Next::Message(message));
        }
        // Empty again: until there is a next time, it takes no memory.
        self.messages.shrink_to_fit();
        std::mem::take(&mut self.behind).then_some(Next::FetchAgain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_does_not_fit_is_left_out_and_the_reader_is_told_after_the_rest() {
        let (member, mut inbox) = queue(2);
        for byte in 0..5u8 {
            member.offer(&Bytes::from(vec![byte]), WhenFull::FetchAgain);
        }
        assert_eq!(inbox.next().await, Next::Message(Bytes::from_static(&[0])));
        assert_eq!(inbox.next().await, Next::Message(Bytes::from_static(&[1])));
        assert_eq!(inbox.next().await, Next::FetchAgain);
        member.offer(&Bytes::from_static(&[9]), WhenFull::FetchAgain);
        assert_eq!(inbox.next().await, Next::Message(Bytes::from_static(&[9])));
    }

    #[tokio::test]
    async fn what_is_of_the_moment_is_left_out_without_a_word() {
        let (member, mut inbox) = queue(1);
        member.offer(&Bytes::from_static(&[0]), WhenFull::FetchAgain);
        member.offer(&Bytes::from_static(&[1]), WhenFull::Forget);
        assert_eq!(inbox.next().await, Next::Message(Bytes::from_static(&[0])));
        member.offer(&Bytes::from_static(&[2]), WhenFull::Forget);
        assert_eq!(inbox.next().await, Next::Message(Bytes::from_static(&[2])));
    }

    #[tokio::test]
    async fn large_messages_are_counted_by_their_bytes() {
        let (member, mut inbox) = queue(100);
        let large = Bytes::from(vec![0; QUEUED_BYTES / 2]);
        for _ in 0..3 {
            member.offer(&large, WhenFull::FetchAgain);
        }
        assert_eq!(inbox.next().await, Next::Message(large.clone()));
        assert_eq!(inbox.next().await, Next::Message(large));
        assert_eq!(inbox.next().await, Next::FetchAgain);
    }
}
