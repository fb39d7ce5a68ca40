//! Killed at any moment: every acknowledged deed is there afterwards, and nothing else is.

use crate::book::{Book, Deed};
use crate::chance::Chance;
use crate::child::{self, Word};
use crate::judge::{goes_on, judge};
use crate::session::{Session, WORDS, prepare};
use crate::{files, scale, wander};
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::time::{Duration, Instant};

/// After so many kills a new vault, so that the check at each opening stays short.
const PER_VAULT: usize = 40;

#[test]
fn child_works_until_killed() {
    let Some(root) = child::folder() else { return };
    let text = fs::read_to_string(root.join("book.json")).expect("its book");
    let (book, seed): (Book, u64) = serde_json::from_str(&text).expect("its book");
    let mut chance = Chance::new(seed);
    let mut session = Session::resume(&root, book).expect("unlocks");
    child::say("works");
    loop {
        let deed = wander::next(&session.book, &mut chance, wander::KILLED);
        child::begin(&deed);
        let outcome = session.perform(&deed);
        child::end(&outcome);
        outcome.expect("a healthy disk");
    }
}

#[test]
fn killed_at_any_moment_nothing_acknowledged_is_lost() {
    let cycles = scale::count(25, 1000);
    let mut chance = scale::chance("kill loop");
    let (started, mut acknowledged, mut in_flight) = (Instant::now(), 0, 0);
    let mut left = cycles;
    while left > 0 {
        let root = files::quick_folder();
        let mut book = made(root.path(), &mut chance);
        for _ in 0..left.min(PER_VAULT) {
            let words = until_killed(root.path(), &book, &mut chance);
            acknowledged += words.iter().filter(|word| matches!(word, Word::Done(_))).count();
            let maybe = child::enter(&mut book, words);
            in_flight += maybe.len();
            let judged = judge(root.path(), &book, &maybe)
                .and_then(|mut session| goes_on(&mut session, chance.next() >> 12).map(|()| session));
            let mut session = judged.unwrap_or_else(|wrong| panic!("after {acknowledged} deeds: {wrong}"));
            session.lock().expect("locks");
            book = session.book;
            left -= 1;
        }
    }
    println!(
        "kill loop: {cycles} kills, {acknowledged} deeds acknowledged, {in_flight} in flight, 0 lost, {:.0} s",
        started.elapsed().as_secs_f64()
    );
    assert!(acknowledged > cycles, "the kills hit a process at work");
}

/// A vault with two clients.
fn made(root: &Path, chance: &mut Chance) -> Book {
    prepare(root);
    let mut session = Session::new(root);
    let create = Deed::Create {
        passphrase: WORDS.into(),
    };
    session.perform(&create).expect("a vault");
    for strict in [false, true] {
        let codename = format!("First {strict}");
        session
            .perform(&Deed::Add { codename, strict })
            .expect("a client");
    }
    for _ in 0..10 {
        let deed = wander::next(&session.book, chance, wander::CUT);
        session.perform(&deed).expect("a deed");
    }
    session.lock().expect("locks");
    session.book
}

/// Lets a child work and kills it; what it said.
fn until_killed(root: &Path, book: &Book, chance: &mut Chance) -> Vec<Word> {
    let given = serde_json::to_string(&(book, chance.next())).expect("JSON");
    fs::write(root.join("book.json"), given).expect("writes");
    let mut child = child::again(&[], "kill::child_works_until_killed", root)
        .spawn()
        .expect("starts");
    let mut said = BufReader::new(child.stdout.take().expect("its output")).lines();
    let mut words = Vec::new();
    // Once in ten while it is still opening, else while it works.
    let longest = if chance.percent(10) {
        600
    } else {
        let works = said.by_ref().map_while(Result::ok).any(|line| line == "@works");
        if !works {
            let mut why = String::new();
            child
                .stderr
                .take()
                .expect("its errors")
                .read_to_string(&mut why)
                .ok();
            panic!("the child did not get to work: {why}");
        }
        150
    };
    std::thread::sleep(Duration::from_micros(chance.below(longest * 1000) as u64));
    child.kill().expect("kills");
    words.extend(said.map_while(Result::ok).filter_map(|line| child::word(&line)));
    let ended = child.wait_with_output().expect("is gone");
    assert_eq!(
        ended.status.signal(),
        Some(9),
        "it ended by itself: {}",
        String::from_utf8_lossy(&ended.stderr)
    );
    words
}
