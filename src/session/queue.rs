//! In which order jobs reach the disk.
//!
//! They go one by one, as they were pushed. When the page may be about to end, what somebody wrote
//! may go ahead of the others, all at once; what speaks of it then waits until it has arrived. A
//! job that fails comes back to the head.

use std::collections::VecDeque;

/// What the order depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    /// May go ahead of others when the page is left.
    MayHurry,
    /// Speaks of what was pushed before it: must never be on disk earlier.
    Speaks,
    /// Anything else.
    Usual,
}

/// Jobs that wait for the disk.
#[derive(Debug)]
pub(super) struct Queue<J> {
    waiting: VecDeque<J>,
    rank: fn(&J) -> Rank,
    in_hand: bool,
    /// Jobs that went ahead and are not on disk yet.
    hurried: usize,
}

impl<J> Queue<J> {
    pub(super) fn new(rank: fn(&J) -> Rank) -> Self {
        Self {
            waiting: VecDeque::new(),
            rank,
            in_hand: false,
            hurried: 0,
        }
    }

    pub(super) fn push(&mut self, job: J) {
        self.waiting.push_back(job);
    }

    /// The next job, to be written before another is asked for. `None` when there is none, or when
    /// it has to wait for those that went ahead.
    pub(super) fn take(&mut self) -> Option<J> {
        let next = self.waiting.front()?;
        if self.in_hand || (self.hurried > 0 && (self.rank)(next) == Rank::Speaks) {
            return None;
        }
        self.in_hand = true;
        self.waiting.pop_front()
    }

    /// The job that was taken is on disk, or given up.
    pub(super) fn is_done(&mut self) {
        self.in_hand = false;
    }

    /// The job that was taken failed, and is the next one again.
    pub(super) fn has_failed(&mut self, job: J) {
        self.in_hand = false;
        self.waiting.push_front(job);
    }

    /// Takes out all that may go ahead.
    pub(super) fn hurry(&mut self) -> Vec<J> {
        let rank = self.rank;
        let (ahead, rest) = std::mem::take(&mut self.waiting)
            .into_iter()
            .partition::<Vec<_>, _>(|job| rank(job) == Rank::MayHurry);
        self.waiting = rest.into();
        self.hurried += ahead.len();
        ahead
    }

    /// One that went ahead is on disk.
    pub(super) fn hurried_is_done(&mut self) {
        self.hurried -= 1;
    }

    /// One that went ahead failed: nothing that speaks of it may reach the disk before it.
    pub(super) fn hurried_has_failed(&mut self, job: J) {
        self.hurried -= 1;
        self.waiting.push_front(job);
    }

    /// Whether all that was pushed is on disk.
    pub(super) fn is_empty(&self) -> bool {
        self.waiting.is_empty() && !self.in_hand && self.hurried == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Upper-case letters may hurry, digits speak of what came before them.
    fn rank(job: &char) -> Rank {
        match job {
            'A'..='Z' => Rank::MayHurry,
            '0'..='9' => Rank::Speaks,
            _ => Rank::Usual,
        }
    }

    fn queue(jobs: &str) -> Queue<char> {
        let mut queue = Queue::new(rank);
        jobs.chars().for_each(|job| queue.push(job));
        queue
    }

    /// Writes all that may be written now.
    fn drain(queue: &mut Queue<char>) -> String {
        let mut written = String::new();
        while let Some(job) = queue.take() {
            written.push(job);
            queue.is_done();
        }
        written
    }

    #[test]
    fn jobs_go_in_the_order_they_were_pushed() {
        let mut queue = queue("A1bC2");
        assert_eq!(drain(&mut queue), "A1bC2");
        assert!(queue.is_empty());
    }

    #[test]
    fn one_job_is_in_hand_at_a_time() {
        let mut queue = queue("AB");
        assert_eq!(queue.take(), Some('A'));
        assert_eq!(queue.take(), None);
        assert!(!queue.is_empty());
    }

    #[test]
    fn a_job_that_failed_is_the_next_again() {
        let mut queue = queue("A1");
        let job = queue.take().unwrap();
        queue.push('B');
        queue.has_failed(job);
        assert_eq!(drain(&mut queue), "A1B");
    }

    #[test]
    fn what_speaks_of_changes_waits_for_those_that_went_ahead() {
        let mut queue = queue("A1bC2");
        assert_eq!(queue.hurry(), ['A', 'C']);
        assert_eq!(drain(&mut queue), "", "a state went before its change");
        queue.hurried_is_done();
        assert_eq!(drain(&mut queue), "");
        queue.hurried_is_done();
        assert_eq!(drain(&mut queue), "1b2");
        assert!(queue.is_empty());
    }

    #[test]
    fn one_that_went_ahead_and_failed_still_comes_before_what_speaks_of_it() {
        let mut queue = queue("A1");
        let ahead = queue.hurry();
        queue.hurried_has_failed(ahead[0]);
        assert!(!queue.is_empty());
        assert_eq!(drain(&mut queue), "A1");
    }

    #[test]
    fn the_job_in_hand_is_left_alone_by_a_hurry() {
        let mut queue = queue("AB1");
        let in_hand = queue.take().unwrap();
        assert_eq!(queue.hurry(), ['B']);
        queue.has_failed(in_hand);
        queue.hurried_is_done();
        assert_eq!(drain(&mut queue), "A1");
    }
}
