//! Every cap of the protocol with its reason. Those that both sides must agree on are constants of
//! the format; those that a relay's operator may turn are named `DEFAULT_…`.

/// Largest frame in bytes, header and signature included: 1 MiB. A burst of typing is under 1 KiB
/// and the saved document of a large plan some hundred KiB; whatever is larger is cut into pieces
/// by the client. A relay never has to hold more than this for a socket it knows nothing of yet.
pub const FRAME_BYTES: usize = 1024 * 1024;

/// Largest WebSocket message in bytes: a frame and the few bytes around it, or a hello with a full
/// vector. A relay refuses what is larger with a word, and reads no more than twice as much.
pub const MESSAGE_BYTES: usize = FRAME_BYTES + 1024;

/// Most devices in one vector: 2,048. A council of 60 people who each reinstall monthly for three
/// years stays below it, and a vector stays under 40 KiB.
pub const VECTOR_DEVICES: usize = 2048;

/// Largest header in bytes: a checkpoint's cover with [`VECTOR_DEVICES`] entries of 18 bytes, and
/// 256 bytes for the rest.
pub const HEADER_BYTES: usize = VECTOR_DEVICES * 18 + 256;

/// Largest sealed body in bytes: what [`FRAME_BYTES`] leaves beside the largest header, the
/// signature and CBOR's own bytes.
pub const BODY_BYTES: usize = FRAME_BYTES - HEADER_BYTES - 128;

/// Longest access token in bytes: two SHA-256 in hex. A token is compared, so it must be short.
pub const TOKEN_BYTES: usize = 128;

/// Checkpoints a relay keeps per room: the newest, and the one before it in case that the newest
/// claims to cover what it doesn't hold.
pub const KEPT_CHECKPOINTS: usize = 2;

/// How long a relay keeps a frame that a checkpoint covers, in seconds: a day. A checkpoint's
/// author may have been wrong; within a day somebody else has been there.
pub const DEFAULT_COVERED_GRACE_SECONDS: u64 = 24 * 60 * 60;

/// Most bytes of frames in one room: 32 MiB. Twenty times a large plan with a year of history;
/// a room that reaches it wants a checkpoint.
pub const DEFAULT_ROOM_BYTES: usize = 32 * 1024 * 1024;

/// Most bytes of frames in all rooms together: 1 GiB, what the smallest rented server has to give.
pub const DEFAULT_ALL_ROOMS_BYTES: usize = 1024 * 1024 * 1024;

/// Most rooms opened from one network address within an hour: a whole council sits behind one
/// address and starts some plans in one afternoon, not hundreds.
pub const DEFAULT_ROOMS_PER_ADDRESS: usize = 64;

/// Most sockets of one network address at once: a council's 60 tablets, each with a tab to spare.
pub const DEFAULT_SOCKETS_PER_ADDRESS: usize = 256;

/// Most connections of one network address that are no sockets (yet) at once: browsers open up to six
/// each to fetch a page, and a council's 60 tablets may be opened in the same minute.
pub const DEFAULT_CONNECTIONS_PER_ADDRESS: usize = 512;

/// Posted frames per second and socket, in the long run. A device seals at most a few bursts a
/// second; after weeks offline it may run at this rate until it has caught up.
pub const DEFAULT_FRAMES_PER_SECOND_PER_SOCKET: u32 = 50;

/// Posted frames per second and room, in the long run: ten devices that come back at once.
pub const DEFAULT_FRAMES_PER_SECOND_PER_ROOM: u32 = 500;

/// Days without a visit after which a relay forgets a room: 30. Longer than any summer break; every
/// device holds everything and refills the room when it comes back.
pub const DEFAULT_ROOM_DAYS: u32 = 30;

/// Milliseconds in which the headers of a request must have come: 15 s. Browsers send them in one
/// packet; only who wants to hold a place sends them byte by byte.
pub const DEFAULT_HEADER_TIMEOUT_MS: u64 = 15_000;

/// Milliseconds in which a new socket must have said hello: 10 s. Slower ones only hold a place.
pub const DEFAULT_HELLO_TIMEOUT_MS: u64 = 10_000;

/// Milliseconds of silence after which a relay gives a socket up: clients fetch at least every
/// 30 s, so three of them in a row were lost.
pub const DEFAULT_IDLE_TIMEOUT_MS: u64 = 100_000;

/// Milliseconds in which the body of a blob must have come: a minute, for [`DEFAULT_BLOB_BYTES`] over
/// the slowest line that still carries a page.
pub const DEFAULT_BODY_TIMEOUT_MS: u64 = 60_000;

/// Frames that a relay queues for one socket before it tells it to fetch again.
pub const DEFAULT_QUEUED_FRAMES_PER_SOCKET: usize = 256;

/// Frames that a client sends before it waits for the first ack. Enough to fill a slow line, few
/// enough that a refusal doesn't arrive after hundreds were sent in vain.
pub const FRAMES_IN_FLIGHT: usize = 32;

/// Largest blob in bytes: 1 MiB, as a frame. The snapshot of the largest known plan is some 10 KiB;
/// one that doesn't fit is better handed out as a file.
pub const DEFAULT_BLOB_BYTES: usize = 1024 * 1024;

/// Most bytes of all blobs together: 256 MiB, room for ten thousand snapshots and more.
pub const DEFAULT_ALL_BLOBS_BYTES: usize = 256 * 1024 * 1024;

/// Most blobs put from one network address within an hour: a whole council sits behind one address,
/// and hands out a link after a meeting, not hundreds.
pub const DEFAULT_BLOBS_PER_ADDRESS: usize = 64;

/// Days for which a blob is kept when whoever puts it doesn't say.
pub const BLOB_DAYS: u32 = 30;

/// Most days for which a blob is kept, whatever is asked for: 90. A consultation runs a month or two;
/// a link for ever is a link that holds the snapshot itself.
pub const DEFAULT_MOST_BLOB_DAYS: u32 = 90;
