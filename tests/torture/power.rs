//! Cut from the power at any moment: what was acknowledged is there, and nobody is told of a rollback that was none.

use crate::book::{Book, Deed};
use crate::chance::Chance;
use crate::child::{self, Word};
use crate::judge::{goes_on, judge};
use crate::session::{Session, WORDS, prepare};
use crate::trace::{Step, Trace};
use crate::{files, log, medium, scale, wander};
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::time::Instant;

/// Cuts of one recording; then another is made.
const PER_RECORDING: usize = 500;

/// The recorded session: everything that a vault can do, at least once, with ordinary work in between.
#[test]
fn child_works_and_is_recorded() {
    let Some(root) = child::folder() else { return };
    let seed = fs::read_to_string(root.join("seed")).expect("its seed");
    let mut chance = Chance::new(seed.parse().expect("a number"));
    let mut session = Session::new(&root);
    let (first, second) = (WORDS.to_owned(), "other words for the same door".to_owned());
    recorded(&mut session, Deed::Create { passphrase: first });
    let add = |codename: &str, strict| Deed::Add {
        codename: codename.into(),
        strict,
    };
    let plain = recorded(&mut session, add("Plover", false)).expect("its id");
    let mut work = |session: &mut Session, n: usize| {
        for _ in 0..n {
            let deed = wander::next(&session.book, &mut chance, wander::CUT);
            recorded(session, deed);
        }
    };
    work(&mut session, 12);
    recorded(
        &mut session,
        Deed::Attach {
            client: plain,
            seed: 7,
            length: 600_000,
        },
    );
    let row = uuid::Uuid::from_u128(77);
    recorded(
        &mut session,
        Deed::Write {
            client: plain,
            rows: vec![(row, r#"{"erase":"me"}"#.into())],
        },
    );
    recorded(&mut session, Deed::Erase { client: plain, row });
    let strict = recorded(&mut session, add("Wren", true)).expect("its id");
    work(&mut session, 6);
    recorded(&mut session, Deed::Passphrase { next: second });
    recorded(
        &mut session,
        Deed::Write {
            client: strict,
            rows: vec![(row, r#"{"n":1}"#.into())],
        },
    );
    for (client, strict) in [(plain, true), (strict, false), (plain, false)] {
        recorded(&mut session, Deed::Level { client, strict });
        work(&mut session, 4);
    }
    recorded(&mut session, Deed::Remove { client: strict });
    recorded(&mut session, Deed::Reopen);
    work(&mut session, 10);
    // The end is another cut: nothing is locked.
}

fn recorded(session: &mut Session, deed: Deed) -> Option<uuid::Uuid> {
    child::begin(&deed);
    let outcome = session.perform(&deed);
    child::end(&outcome);
    outcome.expect("a healthy disk")
}

/// A recording: its steps.
fn record(seed: u64) -> Vec<Step> {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("root");
    prepare(&root);
    fs::write(root.join("seed"), seed.to_string()).expect("writes");
    let log = folder.path().join("log");
    let log_path = log.to_string_lossy().into_owned();
    let strace = [
        "strace",
        "-f",
        "-y",
        "-xx",
        "--seccomp-bpf",
        "-s",
        "100000000",
        "-e",
        log::CALLS,
        "-o",
        &log_path,
    ];
    let output = child::again(&strace, "power::child_works_and_is_recorded", &root)
        .output()
        .unwrap_or_else(|error| panic!("strace (Debian: strace): {error}"));
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let calls = log::read(&fs::read_to_string(&log).expect("the log"));
    fs::remove_file(&log).ok();
    Trace::of(&root.to_string_lossy(), &["keychain"], &calls_after(calls, &root))
}

/// Opening the seed is not part of the play.
fn calls_after(calls: Vec<log::Call>, root: &Path) -> Vec<log::Call> {
    let seed = root.join("seed").to_string_lossy().into_owned();
    let of_seed = |call: &log::Call| {
        call.returned_path.as_deref() == Some(&seed)
            || matches!(call.arguments.first(), Some(log::Argument::File(_, Some(path))) if *path == seed)
    };
    calls.into_iter().filter(|call| !of_seed(call)).collect()
}

/// What a number of cuts came to.
#[derive(Debug, Default)]
struct Tally {
    cuts: usize,
    in_flight: usize,
    wrong: Vec<String>,
}

/// Cuts a recording `cuts` times, on every core.
fn cut(steps: &[Step], cuts: usize, chance: &mut Chance) -> Tally {
    let seeds: Mutex<Vec<u64>> = Mutex::new((0..cuts).map(|_| chance.next()).collect());
    let tally = Mutex::new(Tally::default());
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let work = || {
            loop {
                let Some(seed) = seeds.lock().expect("whole").pop() else {
                    break;
                };
                let (in_flight, outcome) = one_cut(steps, seed);
                let mut tally = tally.lock().expect("whole");
                tally.cuts += 1;
                tally.in_flight += usize::from(in_flight);
                if let Err(wrong) = outcome {
                    tally.wrong.push(wrong);
                }
            }
        };
        let working: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        for worker in working {
            // The scope alone awaits the work and not the end of the thread, which OpenSSL uses to tidy up: a process
            // that exits meanwhile tidies up the same memory.
            worker.join().expect("a worker ends");
        }
    });
    tally.into_inner().expect("whole")
}

fn one_cut(steps: &[Step], seed: u64) -> (bool, Result<(), String>) {
    let mut chance = Chance::new(seed);
    let end = moment(steps, &mut chance);
    let place = files::quick_folder();
    medium::replay(steps, end, &mut chance, place.path());
    let words = steps[..end].iter().filter_map(|step| match step {
        Step::Say(line) => child::word(line),
        _ => None,
    });
    let mut book = Book::default();
    let maybe = child::enter(&mut book, words);
    let judged = judge(place.path(), &book, &maybe)
        .and_then(|mut session| goes_on(&mut session, seed >> 12).map(|()| session.drop_all()));
    let told = judged.map_err(|wrong| {
        if let Some(kept) = std::env::var_os("VALISE_TORTURE_KEEP") {
            files::copy(place.path(), &Path::new(&kept).join(seed.to_string()));
        }
        format!("step {end} of {}, cut {seed}: {wrong}", steps.len())
    });
    (!maybe.is_empty(), told)
}

/// Anywhere; every other time just after an acknowledgement, where a promise was made last.
fn moment(steps: &[Step], chance: &mut Chance) -> usize {
    let at = chance.below(steps.len() + 1);
    if chance.percent(50) {
        return at;
    }
    let done =
        |step: &Step| matches!(step, Step::Say(line) if matches!(child::word(line), Some(Word::Done(_))));
    let next = steps[at..].iter().position(done).map(|more| at + more + 1);
    next.unwrap_or(steps.len())
}

#[test]
fn cut_from_the_power_nothing_acknowledged_is_lost() {
    let cuts = scale::count(60, 5000);
    let mut chance = scale::chance("power cut");
    let started = Instant::now();
    let (mut whole, mut weak) = (Tally::default(), Tally::default());
    let mut steps_in_all = 0;
    while whole.cuts < cuts {
        let steps = record(chance.next());
        steps_in_all += steps.len();
        let now = PER_RECORDING.min(cuts - whole.cuts);
        let tally = cut(&steps, now, &mut chance);
        whole.cuts += tally.cuts;
        whole.in_flight += tally.in_flight;
        whole.wrong.extend(tally.wrong);
        // The same cuts must be able to find what is not durable: a tenth of them, without the syncs.
        let weaker = medium::as_with_synchronous_normal(&steps);
        assert!(weaker.len() < steps.len(), "the recording has syncs to take out");
        let tally = cut(&weaker, (now / 10).max(30), &mut chance);
        weak.cuts += tally.cuts;
        weak.wrong.extend(tally.wrong);
    }
    println!(
        "power cut: {} cuts of {steps_in_all} recorded steps ({} with a deed in flight), {} wrong; with synchronous=NORMAL \
         {} of {} cuts lose something; {:.0} s",
        whole.cuts,
        whole.in_flight,
        whole.wrong.len(),
        weak.wrong.len(),
        weak.cuts,
        started.elapsed().as_secs_f64()
    );
    for wrong in whole.wrong.iter().take(20) {
        println!("  {wrong}");
    }
    assert!(whole.wrong.is_empty(), "see above");
    assert!(
        weak.wrong.len() * 20 > weak.cuts,
        "the negative control: cuts that find nothing prove nothing ({} of {})",
        weak.wrong.len(),
        weak.cuts
    );
}
