//! The caps, as an operator may set them. Their reasons stand beside the defaults, in
//! [`yoriai_wire::limits`].

use std::num::NonZeroU32;
use std::time::Duration;

use yoriai_wire::limits;

/// What a relay allows. [`Limits::default`] is what a small server is fine with.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Largest frame in bytes; more than [`limits::FRAME_BYTES`] has no effect.
    pub frame_bytes: usize,
    /// Most bytes kept for one room.
    pub room_bytes: usize,
    /// Most bytes kept for all rooms together.
    pub all_rooms_bytes: usize,
    /// Messages per second that one socket may send in the long run; as many may come at once.
    pub frames_per_second_per_socket: NonZeroU32,
    /// Frames per second that one room may get in the long run; as many may come at once.
    pub frames_per_second_per_room: NonZeroU32,
    /// Most sockets of one network address at once.
    pub sockets_per_address: usize,
    /// Most connections of one network address at once that are no sockets. Not counted behind a
    /// proxy, whose own they all are.
    pub connections_per_address: usize,
    /// Most rooms opened from one network address within an hour.
    pub rooms_per_address: usize,
    /// How long a room is kept after the last visit.
    pub room_expiry: Duration,
    /// How long a frame is kept after a checkpoint has covered it.
    pub covered_grace: Duration,
    /// How long a request's headers may take, how long a connection may wait for the next request,
    /// and how long the two sides may take to agree on TLS.
    pub header_timeout: Duration,
    /// How long a new socket may take to say hello.
    pub hello_timeout: Duration,
    /// How long a socket may be silent, or may take to read one message.
    pub idle_timeout: Duration,
    /// Frames that wait for one socket before it is told to fetch again.
    pub queued_frames: usize,
    /// Largest blob in bytes.
    pub blob_bytes: usize,
    /// Most bytes kept for all blobs together.
    pub all_blobs_bytes: usize,
    /// Most blobs put from one network address within an hour.
    pub blobs_per_address: usize,
    /// Most days for which a blob is kept.
    pub blob_days: u32,
    /// How long the body of a blob may take to come, or the other side to read anything at all.
    pub body_timeout: Duration,
}

const DAY: u64 = 24 * 60 * 60;

fn at_least_one(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN)
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            frame_bytes: limits::FRAME_BYTES,
            room_bytes: limits::DEFAULT_ROOM_BYTES,
            all_rooms_bytes: limits::DEFAULT_ALL_ROOMS_BYTES,
            frames_per_second_per_socket: at_least_one(
                limits::DEFAULT_FRAMES_PER_SECOND_PER_SOCKET,
            ),
            frames_per_second_per_room: at_least_one(limits::DEFAULT_FRAMES_PER_SECOND_PER_ROOM),
            sockets_per_address: limits::DEFAULT_SOCKETS_PER_ADDRESS,
            connections_per_address: limits::DEFAULT_CONNECTIONS_PER_ADDRESS,
            rooms_per_address: limits::DEFAULT_ROOMS_PER_ADDRESS,
            room_expiry: Duration::from_secs(u64::from(limits::DEFAULT_ROOM_DAYS) * DAY),
            covered_grace: Duration::from_secs(limits::DEFAULT_COVERED_GRACE_SECONDS),
            header_timeout: Duration::from_millis(limits::DEFAULT_HEADER_TIMEOUT_MS),
            hello_timeout: Duration::from_millis(limits::DEFAULT_HELLO_TIMEOUT_MS),
            idle_timeout: Duration::from_millis(limits::DEFAULT_IDLE_TIMEOUT_MS),
            queued_frames: limits::DEFAULT_QUEUED_FRAMES_PER_SOCKET,
            blob_bytes: limits::DEFAULT_BLOB_BYTES,
            all_blobs_bytes: limits::DEFAULT_ALL_BLOBS_BYTES,
            blobs_per_address: limits::DEFAULT_BLOBS_PER_ADDRESS,
            blob_days: limits::DEFAULT_MOST_BLOB_DAYS,
            body_timeout: Duration::from_millis(limits::DEFAULT_BODY_TIMEOUT_MS),
        }
    }
}
