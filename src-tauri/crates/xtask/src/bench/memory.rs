//! Memory of a program and of everything it started, each page shared among those who share it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// Proportional set size of a process and its descendants, in megabytes.
pub fn of_tree(root: u32) -> Result<f64, String> {
    let mut kilobytes = 0.0;
    for process in descendants(root)? {
        // A process may end while the list is read.
        let Ok(text) = fs::read_to_string(format!("/proc/{process}/smaps_rollup")) else {
            continue;
        };
        let pss = text.lines().find_map(|line| line.strip_prefix("Pss:"));
        let number = pss.and_then(|rest| rest.split_whitespace().next());
        kilobytes += number
            .and_then(|number| number.parse::<f64>().ok())
            .unwrap_or(0.0);
    }
    Ok(kilobytes * 1024.0 / 1_000_000.0)
}

fn descendants(root: u32) -> Result<BTreeSet<u32>, String> {
    let mut children: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let entries = fs::read_dir("/proc").map_err(|error| format!("/proc: {error}"))?;
    for id in entries
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok())
    {
        let Ok(stat) = fs::read_to_string(format!("/proc/{id}/stat")) else {
            continue;
        };
        // The name stands in parentheses and may hold anything; after it come the state and the parent.
        let parent = stat
            .rsplit_once(')')
            .and_then(|(_, rest)| rest.split_whitespace().nth(1)?.parse().ok());
        children.entry(parent.unwrap_or(0)).or_default().push(id);
    }
    let mut found = BTreeSet::from([root]);
    let mut waiting = vec![root];
    while let Some(process) = waiting.pop() {
        for child in children.get(&process).into_iter().flatten() {
            if found.insert(*child) {
                waiting.push(*child);
            }
        }
    }
    Ok(found)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::process::{Command, Stdio};

    #[test]
    fn what_a_program_started_is_counted_with_it() {
        // `exit` after the loop keeps the shell from handing its place over to sleep.
        let mut shell = Command::new("sh")
            .args(["-c", "sleep 5; exit"])
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(200));
        let family = descendants(shell.id()).unwrap();
        assert_eq!(family.len(), 2, "a shell and its sleep: {family:?}");
        assert!(
            of_tree(shell.id()).unwrap() > 0.0,
            "a running program holds memory"
        );
        let sleep = family.iter().find(|id| **id != shell.id()).unwrap();
        Command::new("kill").arg(sleep.to_string()).status().unwrap();
        shell.wait().unwrap();
    }
}
