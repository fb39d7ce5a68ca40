//! The command line guards its process before it reads its first secret.
#![cfg(target_os = "linux")]

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use valise_tests::{Desk, cli_program};

#[test]
fn no_core_file_while_it_waits_for_the_passphrase() {
    let desk = Desk::empty();
    let mut child = Command::new(cli_program())
        .args(["--passphrase-stdin", "--vault"])
        .arg(desk.vault())
        .args(["vault", "create"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("the command line starts");
    let limits = format!("/proc/{}/limits", child.id());
    let until = Instant::now() + Duration::from_secs(10);
    let guarded = loop {
        let text = fs::read_to_string(&limits).unwrap_or_default();
        let core = text.lines().find(|line| line.starts_with("Max core file size"));
        let words: Vec<&str> = core.unwrap_or_default().split_whitespace().collect();
        if words.get(4..6) == Some(&["0", "0"]) {
            break true;
        }
        if Instant::now() > until {
            break false;
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    child.kill().ok();
    child.wait().ok();
    assert!(guarded, "a crash now would write the passphrase to the disk");
}
