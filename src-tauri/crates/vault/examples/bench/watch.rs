//! Time, and the one form of every row: ours, what it is compared with, and how many times.

use crate::Outcome;
use std::time::{Duration, Instant};

/// Wall-clock and this thread's CPU time: on a busy machine only the second compares.
pub struct Watch(Instant, Duration);

#[derive(Clone, Copy, Default)]
pub struct Took {
    pub wall: Duration,
    pub cpu: Duration,
}

impl Took {
    /// Without the CPU time, where it is not all of it.
    pub fn of_the_wall(self) -> Self {
        Self {
            cpu: Duration::ZERO,
            ..self
        }
    }
}

impl Watch {
    pub fn start() -> Self {
        Self(Instant::now(), cpu())
    }

    pub fn read(&self) -> Took {
        Took {
            wall: self.0.elapsed(),
            cpu: cpu().saturating_sub(self.1),
        }
    }
}

/// Zero where the system does not tell.
fn cpu() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(told.split(' ').next().and_then(|ns| ns.parse().ok()).unwrap_or(0))
}

/// The middle of each of two, measured in turn, so that what else the machine does falls on both alike.
pub fn in_turn(
    times: usize,
    mut ours: impl FnMut(usize) -> Outcome<Took>,
    mut theirs: impl FnMut(usize) -> Outcome<Took>,
) -> Outcome<(Took, Took)> {
    let (mut these, mut those) = (Vec::new(), Vec::new());
    for n in 0..times {
        these.push(ours(n)?);
        those.push(theirs(n)?);
    }
    Ok((at(&mut these, 50), at(&mut those, 50)))
}

/// The value below which so many of a hundred lie; wall-clock and CPU each by itself.
pub fn at(taken: &mut [Took], percent: usize) -> Took {
    let mut place = |read: fn(&Took) -> Duration| {
        taken.sort_by_key(read);
        taken
            .get(taken.len() * percent / 100)
            .map(read)
            .unwrap_or_default()
    };
    Took {
        wall: place(|took| took.wall),
        cpu: place(|took| took.cpu),
    }
}

pub fn head(beside: &str) {
    println!(
        "\n{beside:<52} {:>9} {:>9} {:>6}   {:>9} {:>9} {:>6}",
        "ms", "beside", "x", "CPU ms", "beside", "x"
    );
}

/// Less than this is not told apart by the system's clock of a thread.
const LEAST: Duration = Duration::from_micros(50);

pub fn row(what: &str, ours: Took, theirs: Took) {
    let ratio = |ours: Duration, theirs: Duration| ours.as_secs_f64() / theirs.as_secs_f64();
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    print!(
        "{what:<52} {:>9.2} {:>9.2} {:>6.2}",
        ms(ours.wall),
        ms(theirs.wall),
        ratio(ours.wall, theirs.wall)
    );
    if ours.cpu.min(theirs.cpu) < LEAST {
        println!("   {:>9} {:>9} {:>6}", "-", "-", "-");
    } else {
        println!(
            "   {:>9.2} {:>9.2} {:>6.2}",
            ms(ours.cpu),
            ms(theirs.cpu),
            ratio(ours.cpu, theirs.cpu)
        );
    }
}
