//! The app is silent: no process of it holds a socket that leads off this machine.

use crate::app::{App, data_folder};
use crate::payload::{self, Ear};
use crate::{person, trace};
use std::collections::BTreeSet;
use std::fs;

#[test]
fn no_process_of_the_app_has_a_socket_that_leads_away() {
    let data = data_folder();
    let app = person::with_samples(data.path());
    person::open(&app, "HERON");
    for room in ["a", "f", "p", "o"] {
        person::go(&app, room);
        std::thread::sleep(std::time::Duration::from_millis(500));
        assert_eq!(sockets_away(&app), [""; 0], "in the room behind g {room}");
    }
}

#[test]
fn no_process_of_the_app_tries_to_reach_another_machine() {
    let (data, log) = (data_folder(), data_folder());
    let log = log.path().join("network");
    let app = App::start_below(data.path(), &trace::before(&log), &[]);
    let app = person::take_samples(person::new_vault(app));
    person::open(&app, "WREN");
    for room in ["a", "f", "p", "o"] {
        person::go(&app, room);
    }
    // At rest it is silent by itself; now a page that was taken over does its worst.
    let ear = Ear::new();
    payload::run(&app, &ear);
    person::lock_in_spite(&app);
    drop(app);
    let seen = fs::read_to_string(&log).expect("strace writes what it sees");
    assert!(
        seen.matches("AF_UNIX").count() > 3,
        "the app was not followed: it speaks to its display at least\n{seen}"
    );
    assert_eq!(trace::outward(&seen), [""; 0]);
    ear.heard_nothing();
}

#[test]
fn an_attempt_to_reach_another_machine_shows() {
    // Without this the test above could be deaf. 192.0.2.1 is nobody's, and nothing is sent by connecting to it.
    let folder = data_folder();
    let log = folder.path().join("network");
    let words = trace::before(&log);
    let script = "import socket\n\
        for port in (9, 53):\n  s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n  s.connect_ex(('192.0.2.1', port))\n\
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('127.0.0.1', 9))";
    let status = std::process::Command::new(words[0])
        .args(&words[1..])
        .args(["/usr/bin/python3", "-c", script])
        .status()
        .expect("strace runs");
    assert!(status.success());
    let seen = fs::read_to_string(&log).expect("strace writes what it sees");
    assert_eq!(trace::outward(&seen).len(), 2, "two of three lead away:\n{seen}");
}

#[test]
fn the_suite_runs_without_a_network() {
    // `cargo xtask test` runs this suite in a namespace that has no interface but loopback, where it may.
    if std::env::var_os("VALISE_OFFLINE").is_none() {
        eprintln!("not in a namespace of its own here: `unshare --net` is not permitted");
        return;
    }
    let devices = fs::read_to_string("/proc/net/dev").expect("the kernel lists interfaces");
    let names: Vec<&str> = devices
        .lines()
        .skip(2)
        .filter_map(|line| Some(line.split_once(':')?.0.trim()))
        .collect();
    assert_eq!(names, ["lo"]);
}

/// Remote or bound addresses, other than loopback, of all sockets that the app's processes hold.
fn sockets_away(app: &App) -> Vec<String> {
    let mut inodes = BTreeSet::new();
    for process in app.processes() {
        let Ok(files) = fs::read_dir(format!("/proc/{process}/fd")) else {
            continue;
        };
        for link in files.flatten().filter_map(|file| fs::read_link(file.path()).ok()) {
            let link = link.to_string_lossy().into_owned();
            if let Some(inode) = link
                .strip_prefix("socket:[")
                .and_then(|rest| rest.strip_suffix(']'))
            {
                inodes.insert(inode.to_owned());
            }
        }
    }
    assert!(
        !inodes.is_empty(),
        "the app's processes were not found: it holds sockets at least to its display"
    );
    let mut away = Vec::new();
    for table in ["tcp", "tcp6", "udp", "udp6", "raw", "raw6"] {
        let text = fs::read_to_string(format!("/proc/net/{table}")).unwrap_or_default();
        for row in text
            .lines()
            .skip(1)
            .map(|row| row.split_whitespace().collect::<Vec<_>>())
        {
            let (Some(local), Some(remote), Some(inode)) = (row.get(1), row.get(2), row.get(9)) else {
                continue;
            };
            if inodes.contains(*inode) && !(is_loopback(local) && (is_loopback(remote) || is_nowhere(remote)))
            {
                away.push(format!("{table} {local} -> {remote}"));
            }
        }
    }
    away
}

/// Whether an address of `/proc/net` (hexadecimal words in the machine's order) is this machine itself.
fn is_loopback(address: &str) -> bool {
    let host = address.split(':').next().unwrap_or_default();
    // 127.x.y.z; ::1; the same mapped into IPv6. Little-endian machines are the ones these tests run on.
    (host.len() == 8 && host.ends_with("7F"))
        || host == "00000000000000000000000001000000"
        || (host.starts_with("0000000000000000FFFF0000") && host.ends_with("7F"))
}

fn is_nowhere(address: &str) -> bool {
    address
        .split(':')
        .next()
        .unwrap_or_default()
        .bytes()
        .all(|digit| digit == b'0')
}

#[test]
fn addresses_of_the_kernel_are_read_right() {
    for (address, loopback) in [
        ("0100007F:1F90", true),
        ("00000000:0000", false),
        ("2200A8C0:01BB", false),
        ("00000000000000000000000001000000:0050", true),
        ("0000000000000000FFFF00000100007F:0050", true),
    ] {
        assert_eq!(is_loopback(address), loopback, "{address}");
    }
    assert!(is_nowhere("00000000:0000"));
}
