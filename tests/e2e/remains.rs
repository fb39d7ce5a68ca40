//! What a lock leaves in memory: nothing in the program's own process; what the web view's processes still hold is
//! counted and told, since nobody outside of WebKit can wipe it.

use crate::app::{App, data_folder};
use crate::person;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::time::Duration;
use valise_tests::{PASSPHRASE, read_json, sample};

/// The words of a client, in the two forms in which a web view holds text.
fn forms(word: &str) -> [Vec<u8>; 2] {
    let wide = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [word.as_bytes().to_vec(), wide]
}

/// How often the bytes stand in what a process can write.
fn count(process: u32, wanted: &[Vec<u8>]) -> usize {
    let maps = fs::read_to_string(format!("/proc/{process}/maps")).unwrap_or_default();
    let Ok(mut memory) = File::open(format!("/proc/{process}/mem")) else {
        panic!("the memory of process {process} cannot be read: this test needs the rights of a debugger");
    };
    let longest = wanted.iter().map(Vec::len).max().unwrap_or(1);
    let mut buffer = vec![0; 4 << 20];
    let mut found = 0;
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let range = line.split_once(' ').and_then(|(range, _)| range.split_once('-'));
        let Some((Ok(mut at), Ok(end))) =
            range.map(|(from, to)| (u64::from_str_radix(from, 16), u64::from_str_radix(to, 16)))
        else {
            continue;
        };
        while at < end {
            let length = usize::try_from(end - at).unwrap_or(usize::MAX).min(buffer.len());
            let read = memory
                .seek(SeekFrom::Start(at))
                .and_then(|_| memory.read(&mut buffer[..length]));
            let Ok(length @ 1..) = read else { break };
            let bytes = &buffer[..length];
            for word in wanted {
                let machine = aho_corasick::AhoCorasick::new([word]).expect("one word");
                found += machine.find_iter(bytes).count();
            }
            // What lies across two looks is found in the second, and not counted twice.
            let overlap = if at + (length as u64) < end {
                longest - 1
            } else {
                0
            };
            at += (length - overlap.min(length - 1)) as u64;
        }
    }
    found
}

/// Counts by program.
fn by_program(app: &App, wanted: &[Vec<u8>]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for process in app.processes() {
        let Ok(program) = fs::read_link(format!("/proc/{process}/exe")) else {
            continue;
        };
        let name = program
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        *counts.entry(name).or_default() += count(process, wanted);
    }
    counts
}

#[test]
fn a_lock_leaves_no_word_in_our_own_process_and_the_web_views_are_counted() {
    let data = data_folder();
    let app = person::with_samples(data.path());
    person::open(&app, "HERON");
    person::go(&app, "f");
    app.reads("F02");
    person::go(&app, "a");
    app.reads("Raise a finding");
    person::go(&app, "f");
    app.reads("F02");
    // Never typed and never asked for by this test, so that the driver brings no copy of its own.
    let heron = read_json(&sample("sample-client.json")).unwrap();
    let title = heron["findings"][1]["title"].as_str().expect("F02 has a title");
    let wanted: Vec<Vec<u8>> = forms(title).into_iter().collect();
    let before = by_program(&app, &wanted);
    println!("copies of a finding's title while it is shown: {before:?}");
    assert!(
        before
            .iter()
            .any(|(name, count)| name.contains("Web") && *count > 0),
        "what is shown is found, or the search finds nothing: {before:?}"
    );
    person::lock(&app);
    for seconds in [0, 5, 30] {
        std::thread::sleep(Duration::from_secs(seconds));
        let after = by_program(&app, &wanted);
        let passphrase = by_program(&app, &forms(PASSPHRASE));
        println!("{seconds} s later, after the lock: the title {after:?}, the passphrase {passphrase:?}");
        assert_eq!(after.get("valise"), Some(&0), "our own process: {after:?}");
    }
}
