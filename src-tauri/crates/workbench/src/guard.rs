//! What a process does before its first secret: no image of its memory on disk, no other program at its memory.

/// What the system granted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Guarded {
    /// A crash writes no core file, neither here nor in processes started from here.
    pub core_dumps: bool,
    /// Programs of the same account can neither attach to this process nor read its memory.
    pub debuggers: bool,
}

/// Called first thing in `main`. What a system does not offer, or refuses, is answered with `false`: a window that
/// did not open for want of it would help nobody.
///
/// On macOS the refusal of debuggers and on Windows both need calls that no kept crate offers without unsafe code.
pub fn guard_process() -> Guarded {
    Guarded {
        core_dumps: no_core_files(),
        debuggers: not_dumpable(),
    }
}

#[cfg(unix)]
fn no_core_files() -> bool {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    setrlimit(Resource::Core, none).is_ok()
}

#[cfg(not(unix))]
fn no_core_files() -> bool {
    false
}

/// The limit alone would not do: a kernel that hands cores to a program ignores it.
#[cfg(target_os = "linux")]
fn not_dumpable() -> bool {
    use rustix::process::{DumpableBehavior, set_dumpable_behavior};
    set_dumpable_behavior(DumpableBehavior::NotDumpable).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn not_dumpable() -> bool {
    false
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use rustix::process::{DumpableBehavior, Resource, Rlimit, dumpable_behavior, getrlimit};
    use std::process::Command;

    /// The guard cannot be taken back, so it is tried in a process of its own.
    #[test]
    fn a_guarded_process_reads_back_that_it_leaves_no_core_and_cannot_be_read() {
        let child = Command::new(std::env::current_exe().expect("a running test has a place"))
            .args(["--exact", "guard::tests::in_a_process_of_its_own", "--ignored"])
            .output()
            .expect("a test starts itself");
        let said = String::from_utf8_lossy(&child.stdout);
        assert!(child.status.success() && said.contains("1 passed"), "{said}");
    }

    #[test]
    #[ignore = "changes its process for good; the test above starts it"]
    fn in_a_process_of_its_own() {
        assert_eq!(
            dumpable_behavior().expect("Linux says it"),
            DumpableBehavior::Dumpable,
            "without the guard a process can be read: the test would see nothing otherwise"
        );
        let guarded = guard_process();
        assert!(guarded.core_dumps && guarded.debuggers, "{guarded:?}");
        assert_eq!(
            dumpable_behavior().expect("Linux says it"),
            DumpableBehavior::NotDumpable
        );
        let none = Rlimit {
            current: Some(0),
            maximum: Some(0),
        };
        assert_eq!(getrlimit(Resource::Core), none);
    }
}
