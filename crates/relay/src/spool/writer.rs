//! The one thread that writes to the disk. What waits when a commit is done goes into the next one
//! together: a hundred frames cost one flush. Nobody is answered before their work is durable.
//!
//! It knows neither rooms nor blobs: they bring [`Work`].

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot, watch};

use crate::clock::RunClock;
use crate::metrics::Metrics;
use crate::spool::{Spool, SpoolError, Tables};

/// Work that goes into one commit at most: so that the first of many isn't kept waiting.
const COMMIT_WORKS: usize = 1024;
const COMMIT_BYTES: usize = 8 * 1024 * 1024;
/// Bytes that may wait for the disk. Whoever brings more waits with them, and reads on later.
const WAITING_BYTES: usize = 32 * 1024 * 1024;
/// Reads from the disk at once. Each holds a thread, and what it has read until that is sent.
const READS: usize = 8;

/// Something to be written. Works are applied and done one after the other, in the order in which
/// they were brought.
pub(crate) trait Work: Send {
    /// Looks, decides, and writes. What it changes in memory it must be able to take back.
    ///
    /// # Errors
    /// Only the disk's. Then everything that was to be committed with it fails too.
    fn apply(&mut self, tables: &mut Tables<'_>) -> Result<(), SpoolError>;

    /// Called once, when what was written is durable, or isn't; also when it was never applied.
    fn done(self: Box<Self>, durable: bool);
}

/// Work on its way. Whatever becomes of it, even when the thread is gone, it is told so.
struct Job {
    /// There until it is done.
    work: Option<Box<dyn Work>>,
    size: usize,
    /// Held until the work is done.
    _place: Option<OwnedSemaphorePermit>,
}

impl Job {
    fn done(mut self, durable: bool) {
        if let Some(work) = self.work.take() {
            work.done(durable);
        }
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        if let Some(work) = self.work.take() {
            work.done(false);
        }
    }
}

enum Order {
    Do(Job),
    Close(oneshot::Sender<()>),
}

/// How others reach the thread.
pub(crate) struct Writer {
    spool: Arc<Spool>,
    orders: Mutex<Sender<Order>>,
    waiting: Arc<Semaphore>,
    reads: Arc<Semaphore>,
    /// Whether the last try to write succeeded; closed when the thread is gone.
    state: watch::Receiver<bool>,
}

impl Writer {
    /// Starts the thread. It ends when it is told to close, or when nobody can reach it any more.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub(crate) fn start(
        spool: Spool,
        clock: RunClock,
        metrics: Arc<Metrics>,
    ) -> Result<Arc<Self>, SpoolError> {
        let spool = Arc::new(spool);
        let (orders, received) = channel();
        let (writes, state) = watch::channel(true);
        let thread_spool = Arc::clone(&spool);
        thread::Builder::new()
            .name("spool".to_owned())
            .spawn(move || {
                let thread = Thread {
                    spool: &thread_spool,
                    clock,
                    metrics: &metrics,
                    writes,
                };
                thread.run(&received);
            })
            .map_err(SpoolError::Folder)?;
        Ok(Arc::new(Self {
            spool,
            orders: Mutex::new(orders),
            waiting: Arc::new(Semaphore::new(WAITING_BYTES)),
            reads: Arc::new(Semaphore::new(READS)),
            state,
        }))
    }

    /// Waits until so many bytes may wait for the disk.
    pub(crate) async fn place(&self, bytes: usize) -> Option<OwnedSemaphorePermit> {
        let bytes = u32::try_from(bytes.min(WAITING_BYTES)).unwrap_or(u32::MAX);
        Arc::clone(&self.waiting)
            .acquire_many_owned(bytes)
            .await
            .ok()
    }

    /// Hands work over. Never waits.
    pub(crate) fn bring(
        &self,
        work: impl Work + 'static,
        size: usize,
        place: Option<OwnedSemaphorePermit>,
    ) {
        let job = Job {
            work: Some(Box::new(work)),
            size,
            _place: place,
        };
        // Refused, it is dropped, and says so itself.
        let _ = self.order(Order::Do(job));
    }

    fn order(&self, order: Order) -> Result<(), Order> {
        let orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        orders.send(order).map_err(|refused| refused.0)
    }

    /// Reads from the disk, beside whatever is written.
    ///
    /// # Errors
    /// The disk's.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Spool) -> Result<T, SpoolError> + Send + 'static,
    ) -> Result<T, SpoolError> {
        let _place = self.reads.acquire().await;
        let spool = Arc::clone(&self.spool);
        let result = tokio::task::spawn_blocking(move || read(&spool)).await;
        match result {
            Ok(Err(error)) => {
                tracing::error!(%error, cause = ?std::error::Error::source(&error), "can't read");
                Err(error)
            }
            Ok(Ok(read)) => Ok(read),
            Err(_) => Err(SpoolError::Down),
        }
    }

    /// Whether the last try to write succeeded.
    pub(crate) fn is_healthy(&self) -> bool {
        *self.state.borrow() && self.state.has_changed().is_ok()
    }

    /// Over when the thread is gone: closed, or by a fault in the program itself.
    pub(crate) async fn gone(&self) {
        let mut state = self.state.clone();
        while state.changed().await.is_ok() {}
    }

    /// Writes what waits, and closes the file.
    pub(crate) async fn close(&self) {
        let (closed, is_closed) = oneshot::channel();
        if self.order(Order::Close(closed)).is_ok() {
            let _ = is_closed.await;
        }
    }
}

/// What the thread has.
struct Thread<'a> {
    spool: &'a Spool,
    clock: RunClock,
    metrics: &'a Metrics,
    writes: watch::Sender<bool>,
}

impl Thread<'_> {
    fn run(&self, orders: &Receiver<Order>) {
        while let Ok(order) = orders.recv() {
            let mut closing = None;
            let mut jobs = Vec::new();
            let mut size = 0;
            let mut next = Some(order);
            while let Some(order) = next {
                match order {
                    Order::Do(job) => {
                        size += job.size;
                        jobs.push(job);
                    }
                    Order::Close(closed) => {
                        closing = Some(closed);
                        break;
                    }
                }
                let full = jobs.len() >= COMMIT_WORKS || size >= COMMIT_BYTES;
                next = if full { None } else { orders.try_recv().ok() };
            }
            self.commit(jobs);
            if let Some(closed) = closing {
                self.close();
                let _ = closed.send(());
                return;
            }
        }
        self.close();
    }

    fn commit(&self, mut jobs: Vec<Job>) {
        if jobs.is_empty() {
            return;
        }
        let written = self.spool.write(|tables| {
            for work in jobs.iter_mut().filter_map(|job| job.work.as_mut()) {
                work.apply(tables)?;
            }
            let changed = tables.changed;
            if changed {
                tables.set_ran(self.clock.now())?;
            }
            Ok(changed)
        });
        if let Err(error) = &written {
            let cause = std::error::Error::source(error);
            tracing::error!(%error, ?cause, works = jobs.len(), "nothing of it was written");
        }
        // What only read says nothing about whether something can be written.
        if !matches!(written, Ok(false)) {
            self.metrics.committed(written.is_ok());
            self.writes.send_replace(written.is_ok());
        }
        for job in jobs {
            job.done(written.is_ok());
        }
    }

    /// Keeps how long the relay has run, and closes the file.
    fn close(&self) {
        let ran = self.clock.now();
        if let Err(error) = self.spool.write(|tables| Ok(tables.set_ran(ran)?)) {
            tracing::error!(%error, "it isn't known how long the relay ran");
        }
        self.spool.close();
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;

    use super::*;
    use crate::clock::Tick;
    use crate::metrics::Held;

    const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);

    /// A writer in a folder of its own.
    struct Scene {
        writer: Arc<Writer>,
        metrics: Arc<Metrics>,
        folder: PathBuf,
    }

    impl Scene {
        fn new(name: &str) -> Self {
            let name = format!("yoriai-writer-{name}-{}", std::process::id());
            let folder = std::env::temp_dir().join(name);
            let spool = Spool::open(&folder).unwrap();
            let metrics = Arc::new(Metrics::new());
            let clock = RunClock::from(Tick(0));
            Self {
                writer: Writer::start(spool, clock, Arc::clone(&metrics)).unwrap(),
                metrics,
                folder,
            }
        }

        fn counts(&self, sample: &str) -> bool {
            let text = self.metrics.render(Held::default()).unwrap();
            text.lines().any(|line| line == sample)
        }
    }

    impl Drop for Scene {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }

    /// Writes a number, after a look at who else is there.
    struct Sets {
        word: &'static str,
        before: Option<mpsc::Receiver<()>>,
        fails: bool,
        outcomes: mpsc::Sender<(&'static str, bool)>,
        applied: Arc<AtomicUsize>,
    }

    impl Work for Sets {
        fn apply(&mut self, tables: &mut Tables<'_>) -> Result<(), SpoolError> {
            if let Some(before) = self.before.take() {
                before.recv_timeout(PATIENCE).unwrap();
            }
            self.applied.fetch_add(1, Ordering::AcqRel);
            if self.fails {
                return Err(SpoolError::Damaged);
            }
            Ok(tables.set(self.word, 7)?)
        }

        fn done(self: Box<Self>, durable: bool) {
            self.outcomes.send((self.word, durable)).unwrap();
        }
    }

    #[tokio::test]
    async fn what_waits_meanwhile_is_written_together_and_answered_in_order() {
        let scene = Scene::new("together");
        let (outcomes, heard) = mpsc::channel();
        let (go, before) = mpsc::channel();
        let applied = Arc::new(AtomicUsize::new(0));
        let sets = |word, before| Sets {
            word,
            before,
            fails: false,
            outcomes: outcomes.clone(),
            applied: Arc::clone(&applied),
        };
        scene.writer.bring(sets("first", Some(before)), 1, None);
        // Whether or not the first one has begun: it waits for us, and the others for it.
        for word in ["second", "third", "fourth", "fifth"] {
            scene.writer.bring(sets(word, None), 1, None);
        }
        go.send(()).unwrap();
        scene.writer.close().await;
        let heard: Vec<_> = heard.try_iter().collect();
        let expected = ["first", "second", "third", "fourth", "fifth"];
        assert_eq!(heard, expected.map(|word| (word, true)));
        assert_eq!(applied.load(Ordering::Acquire), 5);
        assert!(
            scene.counts("yoriai_commits_total 1") || scene.counts("yoriai_commits_total 2"),
            "five works, and more than two commits"
        );
    }

    #[tokio::test]
    async fn when_one_fails_all_of_its_commit_fail_and_the_next_commit_does_not() {
        let scene = Scene::new("fails");
        let (outcomes, heard) = mpsc::channel();
        let (go, before) = mpsc::channel();
        let applied = Arc::new(AtomicUsize::new(0));
        let sets = |word, before, fails| Sets {
            word,
            before,
            fails,
            outcomes: outcomes.clone(),
            applied: Arc::clone(&applied),
        };
        scene
            .writer
            .bring(sets("fails", Some(before), true), 1, None);
        go.send(()).unwrap();
        assert_eq!(heard.recv_timeout(PATIENCE).unwrap(), ("fails", false));
        assert!(!scene.writer.is_healthy());
        // Until the file is opened anew, everything fails at once.
        let mut tries = 0;
        loop {
            scene.writer.bring(sets("next", None, false), 1, None);
            if heard.recv_timeout(PATIENCE).unwrap() == ("next", true) {
                break;
            }
            tries += 1;
            assert!(tries < 1000, "it never recovers");
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert!(scene.counts("yoriai_commits_total 1"));
        assert!(scene.writer.is_healthy());
        scene.writer.close().await;
        scene.writer.bring(sets("late", None, false), 1, None);
        assert_eq!(
            heard.recv_timeout(PATIENCE).unwrap(),
            ("late", false),
            "nobody is left without an answer"
        );
    }

    /// A bug.
    struct Panics(mpsc::Sender<(&'static str, bool)>);

    impl Work for Panics {
        fn apply(&mut self, _tables: &mut Tables<'_>) -> Result<(), SpoolError> {
            panic!("a bug in the program, as the test wants it")
        }

        fn done(self: Box<Self>, durable: bool) {
            self.0.send(("panics", durable)).unwrap();
        }
    }

    #[tokio::test]
    async fn a_bug_leaves_nobody_without_an_answer_and_is_noticed() {
        let scene = Scene::new("panics");
        let (outcomes, heard) = mpsc::channel();
        scene.writer.bring(Panics(outcomes.clone()), 1, None);
        let late = Sets {
            word: "late",
            before: None,
            fails: false,
            outcomes,
            applied: Arc::default(),
        };
        scene.writer.bring(late, 1, None);
        scene.writer.gone().await;
        assert!(!scene.writer.is_healthy());
        let mut outcomes = [0; 2].map(|_| heard.recv_timeout(PATIENCE).unwrap());
        outcomes.sort();
        assert_eq!(outcomes, [("late", false), ("panics", false)]);
    }
}
