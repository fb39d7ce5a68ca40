//! What a lock leaves in memory: nothing in the program's own process; what the web view's processes still hold is
//! counted and told, since nobody outside of WebKit can wipe it.

use crate::app::{App, data_folder};
use crate::person;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::time::Duration;
use valise_tests::{PASSPHRASE, read_json, sample};

/// The words of a client, in the two forms in which a web view holds text.
fn forms(word: &str) -> [Vec<u8>; 2] {
    let wide = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [word.as_bytes().to_vec(), wide]
}

const PAGE: u64 = 4096;
/// Bits of a page's entry: it is in memory, or on the swap disk. The rest of what a web view reserves, many gigabytes
/// of addresses, was never touched.
const THERE: u64 = 0b11 << 62;

/// Stretches of a range that hold anything.
fn touched(pages: &File, from: u64, to: u64) -> Vec<(u64, u64)> {
    let mut stretches: Vec<(u64, u64)> = Vec::new();
    let mut entries = vec![0; 1 << 19];
    let mut at = from;
    while at < to {
        let wanted = usize::try_from((to - at) / PAGE * 8).unwrap_or(usize::MAX);
        let wanted = wanted.min(entries.len());
        let Ok(read @ 8..) = pages.read_at(&mut entries[..wanted], at / PAGE * 8) else {
            break;
        };
        for entry in entries[..read].as_chunks::<8>().0 {
            if u64::from_ne_bytes(*entry) & THERE != 0 {
                match stretches.last_mut() {
                    Some((_, end)) if *end == at => *end += PAGE,
                    _ => stretches.push((at, at + PAGE)),
                }
            }
            at += PAGE;
        }
    }
    stretches
}

/// How often the bytes stand in what a process can write.
fn count(process: u32, wanted: &[Vec<u8>]) -> usize {
    let maps = fs::read_to_string(format!("/proc/{process}/maps")).unwrap_or_default();
    let open = |name: &str| File::open(format!("/proc/{process}/{name}"));
    let (Ok(memory), Ok(pages)) = (open("mem"), open("pagemap")) else {
        panic!("the memory of process {process} cannot be read: this test needs the rights of a debugger");
    };
    let machine = aho_corasick::AhoCorasick::new(wanted).expect("two words");
    let mut found = 0;
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let range = line.split_once(' ').and_then(|(range, _)| range.split_once('-'));
        let Some((Ok(from), Ok(to))) =
            range.map(|(from, to)| (u64::from_str_radix(from, 16), u64::from_str_radix(to, 16)))
        else {
            continue;
        };
        for (from, to) in touched(&pages, from, to) {
            let mut bytes = vec![0; usize::try_from(to - from).expect("a stretch fits into memory")];
            // What was given back meanwhile holds nothing.
            let read = memory.read_at(&mut bytes, from).unwrap_or(0);
            found += machine.find_iter(&bytes[..read]).count();
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
