//! What a repository's history gives, compared with what git itself says of it.

mod repositories;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use repositories::many::{Shape, stream};
use repositories::{ADA, BOB, CYD, DAY, DAY_0, Kit};
use valise_intake::history::{
    BlobOptions, HistoryError, Losses, Lost, ObjectKind, ObjectName, Progress, Question, Repository, Still,
    Visited, Watch,
};

/// What a test keeps of a content.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Seen {
    text: String,
    path: String,
    last_path: String,
    first: String,
    last: String,
    author: String,
    authored: i64,
    still: Still,
}

fn watching<T>(work: impl FnOnce(&mut Watch<'_>) -> T) -> T {
    let cancel = AtomicBool::new(false);
    let mut tell = |_: &Progress| ();
    work(&mut Watch::new(&cancel, &mut tell))
}

/// Every content by its name.
fn contents(at: &Path) -> (BTreeMap<String, Seen>, Visited) {
    let repository = Repository::open(at).expect("a repository");
    watching(|watch| {
        let mut history = repository.history(watch);
        let mut seen = BTreeMap::new();
        let visited = history.visit_blobs(&BlobOptions::default(), watch, &mut |blob| {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let before = seen.insert(
                blob.name.to_string(),
                Seen {
                    text: text(blob.bytes),
                    path: text(blob.path),
                    last_path: text(blob.last_path),
                    first: blob.first.commit.to_string(),
                    last: blob.last.commit.to_string(),
                    author: blob.first.author.name.clone(),
                    authored: blob.first.authored,
                    still: blob.still,
                },
            );
            assert_eq!(before, None, "each content is handed on once");
        });
        (seen, visited)
    })
}

fn by_path<'a>(seen: &'a BTreeMap<String, Seen>, path: &str) -> Vec<&'a Seen> {
    seen.values().filter(|seen| seen.path == path).collect()
}

/// Names of all contents that git finds from every reference.
fn contents_by_git(kit: &Kit, at: &Path) -> BTreeSet<String> {
    let objects = kit.git_at(at, &["rev-list", "--objects", "--all", "--reflog"]);
    let names: BTreeSet<&str> = objects
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    let all = kit.git_at(
        at,
        &[
            "cat-file",
            "--batch-all-objects",
            "--batch-check=%(objectname) %(objecttype)",
        ],
    );
    all.lines()
        .filter_map(|line| line.strip_suffix(" blob"))
        .filter(|name| names.contains(name))
        .map(str::to_owned)
        .collect()
}

/// A secret that came, was changed, was renamed and went; a branch that was merged and one that was not.
fn life_of_a_secret(kit: &Kit) -> Vec<String> {
    let mut commits = vec![
        kit.commit(
            ADA,
            0,
            &[("README.md", Some("shop")), ("src/app.rs", Some("fn main() {}"))],
        ),
        kit.commit(BOB, 1, &[(".env", Some("TOKEN=first-made-up"))]),
        kit.commit(ADA, 2, &[(".env", Some("TOKEN=second-made-up"))]),
    ];
    kit.git(&["mv", ".env", "settings.env"]);
    commits.push(kit.commit_staged(CYD, 3));
    kit.git(&["checkout", "-q", "-b", "feature"]);
    commits.push(kit.commit(BOB, 4, &[("src/feature.rs", Some("// feature"))]));
    kit.git(&["checkout", "-q", "main"]);
    commits.push(kit.commit(ADA, 5, &[("src/app.rs", Some("fn main() { run() }"))]));
    commits.push(kit.merge(ADA, 6, "feature"));
    kit.git(&["branch", "-q", "-d", "feature"]);
    commits.push(kit.commit(CYD, 7, &[("settings.env", None)]));
    kit.git(&["checkout", "-q", "-b", "open"]);
    commits.push(kit.commit(BOB, 8, &[("src/draft.rs", Some("// draft"))]));
    kit.git(&["checkout", "-q", "main"]);
    commits
}

#[test]
fn a_removed_secret_is_still_there_with_its_first_and_last_commit() {
    let Some(kit) = Kit::new("removed secret") else {
        return;
    };
    let commits = life_of_a_secret(&kit);
    let (seen, visited) = contents(&kit.work);

    let names: BTreeSet<String> = seen.keys().cloned().collect();
    assert_eq!(
        names,
        contents_by_git(&kit, &kit.work),
        "the contents that git counts, no more and no fewer"
    );
    assert_eq!(visited.losses, Losses::default(), "nothing is lost");

    let secrets = by_path(&seen, ".env");
    let first = secrets
        .iter()
        .find(|s| s.text.contains("first"))
        .expect("the first state");
    assert_eq!(
        (first.first.as_str(), first.last.as_str()),
        (&*commits[1], &*commits[1]),
        "one commit long"
    );
    assert_eq!(
        (first.author.as_str(), first.authored),
        ("Bob Kahn", DAY_0 + DAY),
        "Bob brought it on day 1"
    );
    let second = secrets
        .iter()
        .find(|s| s.text.contains("second"))
        .expect("the second state");
    assert_eq!(second.first, commits[2], "from Ada's commit");
    assert_eq!(
        second.last, commits[6],
        "to the merge, the last commit before it was taken away"
    );
    assert_eq!(second.last_path, "settings.env", "under another name at the end");
    assert_eq!(
        second.still,
        Still::Removed,
        "gone from every branch, and readable all the same"
    );

    assert_eq!(
        by_path(&seen, "README.md")[0].still,
        Still::Current,
        "checked out"
    );
    assert_eq!(
        by_path(&seen, "src/draft.rs")[0].still,
        Still::Elsewhere,
        "on a branch"
    );
    assert_eq!(
        by_path(&seen, "src/feature.rs")[0].first,
        commits[4],
        "first on the branch, not in the merge"
    );
}

#[test]
fn packed_bare_linked_and_borrowed_repositories_give_the_same() {
    let Some(kit) = Kit::new("forms of a repository") else {
        return;
    };
    life_of_a_secret(&kit);
    kit.git(&["tag", "-a", "v1", "-m", "first"]);
    let (loose, _) = contents(&kit.work);

    let linked = kit.beside("linked");
    kit.git(&["worktree", "add", "-q", "--detach", &linked.display().to_string()]);
    let bare = kit.clone_to("bare", &["--bare"]);
    let borrowed = kit.beside("borrowed");
    let (from, to) = (kit.work.display().to_string(), borrowed.display().to_string());
    kit.git(&["clone", "-q", "--shared", &from, &to]);
    for (at, form) in [(&linked, "linked"), (&bare, "bare"), (&borrowed, "borrowed")] {
        assert_eq!(contents(at).0.len(), loose.len(), "{form}: as many contents");
    }
    let nature = |at: &Path| Repository::open(at).expect("a repository").nature();
    assert!(nature(&bare).bare, "no working tree");
    assert!(nature(&linked).linked, "one of several");
    assert_eq!(nature(&borrowed).borrows_from.len(), 1, "from its source");

    kit.git(&["gc", "-q", "--prune=now"]);
    let (packed, visited) = contents(&kit.work);
    assert_eq!(packed, loose, "the same after packing, to the last field");
    assert!(visited.losses.is_empty(), "nothing is lost");
    assert_eq!(
        contents(&kit.work.join(".git")).0,
        loose,
        "asked by its inner folder"
    );

    let inside = Repository::discover(&kit.work.join("src")).expect("found above");
    assert_eq!(
        inside.place().work_tree.as_deref(),
        Some(kit.work.as_path()),
        "the top of the working tree"
    );

    fs::rename(&kit.work, kit.beside("moved")).expect("a folder");
    let alone = Repository::open(&borrowed).expect("opens without its source");
    assert_eq!(alone.nature().borrows_in_vain.len(), 1, "and says what it misses");
    let (_, visited) = contents(&borrowed);
    assert!(
        visited.losses.missing > 0,
        "counted, not refused: {:?}",
        visited.losses
    );
}

#[test]
fn a_repository_of_sha_256_is_read_too() {
    let Some(kit) = Kit::with("SHA-256", &["--object-format=sha256"]) else {
        return;
    };
    life_of_a_secret(&kit);
    kit.git(&["gc", "-q"]);
    let (seen, visited) = contents(&kit.work);
    assert_eq!(
        seen.keys().cloned().collect::<BTreeSet<_>>(),
        contents_by_git(&kit, &kit.work),
        "the contents that git counts"
    );
    assert!(seen.keys().all(|name| name.len() == 64), "long names");
    assert!(visited.losses.is_empty(), "nothing is lost");
}

#[test]
fn a_shallow_clone_says_where_it_is_cut() {
    let Some(kit) = Kit::new("shallow clone") else {
        return;
    };
    life_of_a_secret(&kit);
    let at = kit.clone_to("shallow", &["--depth", "2"]);
    let repository = Repository::open(&at).expect("a repository");
    assert!(repository.nature().cut_at > 0, "cut off");
    let (seen, visited) = contents(&at);
    assert!(
        visited.losses.is_empty(),
        "what was never copied is no loss: {:?}",
        visited.losses
    );
    assert_eq!(
        seen.keys().cloned().collect::<BTreeSet<_>>(),
        contents_by_git(&kit, &at),
        "what there is"
    );
}

#[test]
fn a_partial_clone_counts_what_was_left_with_the_server() {
    let Some(kit) = Kit::new("partial clone") else {
        return;
    };
    life_of_a_secret(&kit);
    let at = kit.clone_to("partial", &["--filter=blob:none", "--no-checkout"]);
    let repository = Repository::open(&at).expect("a repository");
    assert!(repository.nature().partial, "partial by its settings");
    let (seen, visited) = contents(&at);
    assert_eq!(seen.len(), 0, "no content came along");
    let all = contents_by_git(&kit, &kit.work).len() as u64;
    assert_eq!(
        visited.losses.missing, all,
        "each is counted, and none is fetched"
    );
    assert!(
        visited
            .losses
            .first
            .iter()
            .all(|loss| loss.kind == ObjectKind::Blob && loss.path.is_some()),
        "with their paths"
    );
}

#[test]
fn damage_is_counted_and_the_rest_is_read() {
    let Some(kit) = Kit::new("damage") else { return };
    let commits = life_of_a_secret(&kit);
    let whole = contents(&kit.work).0.len();
    let secret = kit.git(&["rev-parse", &format!("{}:.env", commits[1])]);
    let folder = kit.git(&["rev-parse", &format!("{}:src", commits[0])]);
    let readme = kit.git(&["rev-parse", "HEAD:README.md"]);
    fs::remove_file(kit.loose(&secret)).expect("a loose object");
    Kit::change(&kit.loose(&readme), |path| {
        fs::write(path, "not an object").expect("written")
    });

    let (seen, visited) = contents(&kit.work);
    assert_eq!(
        (visited.losses.missing, visited.losses.damaged),
        (1, 1),
        "{:?}",
        visited.losses
    );
    assert_eq!(seen.len(), whole - 2, "everything else");
    let missing = visited
        .losses
        .first
        .iter()
        .find(|loss| loss.lost == Lost::Missing)
        .expect("listed");
    assert_eq!(missing.name.to_string(), secret, "by name");
    assert_eq!(missing.path.as_deref(), Some(&b".env"[..]), "and place");

    fs::remove_file(kit.loose(&folder)).expect("a loose object");
    fs::remove_file(kit.loose(&commits[3])).expect("a loose object");
    let (seen, visited) = contents(&kit.work);
    let kinds: Vec<ObjectKind> = visited.losses.first.iter().map(|loss| loss.kind).collect();
    assert!(
        kinds.contains(&ObjectKind::Commit) && kinds.contains(&ObjectKind::Tree),
        "{kinds:?}"
    );
    assert!(
        seen.values().any(|seen| seen.text.contains("second-made-up")),
        "what later commits hold is found though an earlier one is gone"
    );
}

#[test]
fn a_broken_pack_loses_no_more_than_what_is_broken() {
    let Some(kit) = Kit::new("broken pack") else {
        return;
    };
    life_of_a_secret(&kit);
    kit.git(&["gc", "-q", "--prune=now"]);
    let whole = contents(&kit.work).0.len() as u64;
    kit.commit(ADA, 9, &[("later.txt", Some("loose, beside the pack"))]);
    let packs = kit.work.join(".git/objects/pack");
    let pack = fs::read_dir(&packs)
        .expect("packs")
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|end| end == "pack"))
        .expect("a pack");
    let bytes = fs::read(&pack).expect("a pack");
    // Every place in turn, and the pack cut short: nothing panics, and nothing is made up.
    for at in (12..bytes.len()).step_by(29).chain([bytes.len()]) {
        let mut broken = bytes.clone();
        match broken.get_mut(at) {
            Some(byte) => *byte ^= 0x55,
            None => broken.truncate(bytes.len() / 2),
        }
        Kit::change(&pack, |path| fs::write(path, &broken).expect("written"));
        let (seen, visited) = contents(&kit.work);
        assert!(
            seen.values().any(|seen| seen.path == "later.txt") || visited.losses.damaged > 0,
            "byte {at}: the loose one is found, or the way to it is said to be damaged"
        );
        assert!(visited.blobs <= whole + 1, "byte {at}: no more than there were");
    }
    fs::remove_file(&pack).expect("a pack");
    let (seen, visited) = contents(&kit.work);
    assert!(
        seen.values().any(|seen| seen.path == "later.txt"),
        "without the pack: {:?}",
        visited.losses
    );
}

#[test]
fn what_only_a_stash_or_a_log_remembers_is_found() {
    let Some(kit) = Kit::new("stash and log") else {
        return;
    };
    kit.commit(ADA, 0, &[("a.txt", Some("a"))]);
    fs::write(kit.work.join("a.txt"), "stashed-made-up").expect("a file");
    kit.git(&["stash", "-q"]);
    kit.commit(ADA, 1, &[("b.txt", Some("taken-back-made-up"))]);
    kit.git(&["reset", "-q", "--hard", "HEAD~1"]);
    let (seen, visited) = contents(&kit.work);
    for text in ["stashed-made-up", "taken-back-made-up"] {
        assert!(
            seen.values().any(|seen| seen.text == text),
            "{text} is in the repository"
        );
    }
    assert!(visited.losses.is_empty(), "nothing is lost");
    assert!(
        seen.values()
            .any(|seen| seen.text == "taken-back-made-up" && seen.still == Still::Removed),
        "no branch has it any more"
    );
}

#[test]
fn nothing_that_a_repository_names_is_run() {
    let Some(kit) = Kit::new("nothing is run") else {
        return;
    };
    let mark = kit.beside("ran");
    let run = format!("touch '{}'", mark.display());
    kit.commit(
        ADA,
        0,
        &[
            (".gitattributes", Some("* filter=trap diff=trap\n")),
            ("a.txt", Some("a")),
        ],
    );
    fs::write(kit.beside("outside.config"), "[core]\n\tignoreCase = true\n").expect("a file");
    for (key, value) in [
        ("core.fsmonitor", run.as_str()),
        ("core.sshCommand", &run),
        ("core.pager", &run),
        ("core.alternateRefsCommand", &run),
        ("filter.trap.smudge", &run),
        ("filter.trap.clean", &run),
        ("filter.trap.process", &run),
        ("diff.trap.textconv", &run),
        ("credential.helper", &run),
        ("uploadpack.packObjectsHook", &run),
        (
            "include.path",
            &kit.beside("outside.config").display().to_string(),
        ),
    ] {
        kit.git(&["config", key, value]);
    }
    let hooks = kit.work.join(".git/hooks");
    fs::create_dir_all(&hooks).expect("a folder");
    for hook in [
        "post-checkout",
        "post-index-change",
        "reference-transaction",
        "pre-auto-gc",
    ] {
        fs::write(hooks.join(hook), format!("#!/bin/sh\n{run}\n")).expect("a hook");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(hooks.join(hook), fs::Permissions::from_mode(0o755)).expect("a hook");
        }
    }
    if mark.exists() {
        fs::remove_file(&mark).expect("the mark of git itself, which may run what it is told");
    }

    let (seen, _) = contents(&kit.work);
    assert_eq!(seen.len(), 2, "both files are read");
    let tracked = Repository::open(&kit.work)
        .expect("a repository")
        .tracked()
        .expect("a list");
    assert!(tracked.contains(b"a.txt"), "the list is read");
    assert!(
        !tracked.contains(b"A.TXT"),
        "the file outside, which says otherwise, is not taken in"
    );
    assert!(!mark.exists(), "no hook, filter or command was started");
}

#[test]
fn who_has_been_near_a_file_since_it_appeared() {
    let Some(kit) = Kit::new("involved") else { return };
    let commits = life_of_a_secret(&kit);
    kit.git(&["checkout", "-q", "-b", "before", &commits[0]]);
    kit.commit(CYD, 9, &[("elsewhere.txt", Some("x"))]);
    kit.git(&["checkout", "-q", "main"]);
    kit.commit(ADA, 10, &[(".mailmap", Some("Robert Kahn <bob@example.org>\n"))]);

    let repository = Repository::open(&kit.work).expect("a repository");
    let question = Question {
        paths: vec![b".env".to_vec(), b"settings.env".to_vec()],
        since: ObjectName::from_hex(&commits[1]).expect("a name"),
    };
    let answers = watching(|watch| repository.history(watch).involved(&[question], watch));
    let told: Vec<(&str, u64, u64, i64)> = answers[0]
        .iter()
        .map(|i| {
            (
                i.person.name.as_str(),
                i.changed,
                i.built_on,
                (i.latest - DAY_0) / DAY,
            )
        })
        .collect();
    // Ada changed it once (day 2) and wrote days 2, 5, 6 and 10. Bob brought it (day 1) and wrote 4 and 8.
    // Cyd renamed it (day 3) and took it away (day 7); her commit on a branch from before it does not count.
    assert_eq!(
        told,
        [
            ("Ada Lovelace", 1, 4, 10),
            ("Robert Kahn", 1, 2, 8),
            ("Cyd Park", 2, 2, 7)
        ],
        "with the names of the mailmap"
    );
}

#[test]
fn tracked_files_are_those_that_git_lists() {
    let Some(kit) = Kit::new("tracked files") else {
        return;
    };
    kit.commit(
        ADA,
        0,
        &[
            (".gitignore", Some(".env\n")),
            ("src/a.rs", Some("a")),
            ("ä b.txt", Some("c")),
        ],
    );
    fs::write(kit.work.join(".env"), "TOKEN=made-up").expect("a file");
    fs::write(kit.work.join("staged.txt"), "s").expect("a file");
    kit.git(&["add", "staged.txt"]);
    for version in ["2", "3", "4"] {
        kit.git(&["update-index", "--index-version", version]);
        let tracked = Repository::open(&kit.work)
            .expect("a repository")
            .tracked()
            .expect("a list");
        let listed = kit.git(&["ls-files", "-z"]);
        let listed: Vec<&[u8]> = listed
            .as_bytes()
            .split(|b| *b == 0)
            .filter(|name| !name.is_empty())
            .collect();
        assert_eq!(tracked.paths().collect::<Vec<_>>(), listed, "version {version}");
        assert!(
            tracked.contains(b"staged.txt") && tracked.contains("ä b.txt".as_bytes()),
            "version {version}"
        );
        assert!(
            !tracked.contains(b".env") && !tracked.contains(b"src"),
            "ignored, and a folder"
        );
    }
    fs::write(kit.work.join(".git/index"), b"DIRC\0\0\0\x02\xff\xff\xff\xff").expect("written");
    let damaged = Repository::open(&kit.work).expect("a repository").tracked();
    assert_eq!(
        damaged.err(),
        Some(HistoryError::IndexDamaged),
        "a count that cannot be"
    );
}

#[test]
fn what_is_no_repository_or_of_another_kind_is_refused() {
    let Some(kit) = Kit::new("refused") else { return };
    let empty = kit.beside("empty");
    fs::create_dir_all(&empty).expect("a folder");
    assert_eq!(
        Repository::open(&empty).err(),
        Some(HistoryError::NotARepository),
        "an empty folder"
    );
    kit.git(&["config", "extensions.refStorage", "reftable"]);
    let refused = Repository::open(&kit.work).err();
    assert_eq!(
        refused.as_ref().map(HistoryError::code),
        Some("repository_unsupported"),
        "{refused:?}"
    );
}

#[test]
fn an_empty_repository_has_an_empty_history() {
    let Some(kit) = Kit::new("empty repository") else {
        return;
    };
    let (seen, visited) = contents(&kit.work);
    assert_eq!(
        (seen.len(), visited),
        (0, Visited::default()),
        "nothing, and nothing lost"
    );
}

/// First and last of every content, worked out from each commit's whole list of files.
#[test]
fn first_and_last_agree_with_a_list_of_every_commit() {
    let Some(kit) = Kit::new("first and last") else {
        return;
    };
    let shape = Shape {
        commits: 240,
        files: 12,
        authors: 3,
        lines: 6,
    };
    kit.import(&stream(&shape));
    kit.git(&["reset", "-q", "--hard", "main"]);
    let order = kit.git(&["log", "--all", "--format=%H %ct", "--topo-order"]);
    let mut commits: Vec<(i64, &str)> = order
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(id, seconds)| (seconds.parse().expect("seconds"), id))
        .collect();
    commits.sort_unstable();
    let mut expected: BTreeMap<String, (String, String)> = BTreeMap::new();
    for (_, commit) in commits {
        for line in kit
            .git(&["ls-tree", "-r", "--format=%(objectname)", commit])
            .lines()
        {
            let entry = expected
                .entry(line.to_owned())
                .or_insert_with(|| (commit.to_owned(), commit.to_owned()));
            entry.1 = commit.to_owned();
        }
    }
    let (seen, _) = contents(&kit.work);
    let found: BTreeMap<String, (String, String)> = seen
        .into_iter()
        .map(|(name, seen)| (name, (seen.first, seen.last)))
        .collect();
    assert_eq!(
        found, expected,
        "times only rise here, so the list by time is the order"
    );
}

#[test]
fn ten_thousand_commits_are_read_whole_and_can_be_called_off() {
    let Some(kit) = Kit::new("ten thousand commits") else {
        return;
    };
    let shape = Shape {
        commits: 10_000,
        files: 120,
        authors: 12,
        lines: 20,
    };
    kit.import(&stream(&shape));
    kit.git(&["symbolic-ref", "HEAD", "refs/heads/main"]);
    let repository = Repository::open(&kit.work).expect("a repository");

    let mut told = Vec::new();
    let cancel = AtomicBool::new(false);
    let mut tell = |progress: &Progress| told.push(*progress);
    let mut watch = Watch::new(&cancel, &mut tell);
    let mut history = repository.history(&mut watch);
    assert_eq!(history.overview().commits, 10_000, "every commit");
    assert_eq!(history.overview().people, 12, "every author");
    let mut names = BTreeSet::new();
    let visited = history.visit_blobs(&BlobOptions::default(), &mut watch, &mut |blob| {
        names.insert(blob.name.to_string());
    });
    assert_eq!(
        names,
        contents_by_git(&kit, &kit.work),
        "the contents that git counts"
    );
    assert_eq!(visited.blobs, names.len() as u64, "each once");
    assert!(told.len() > 50, "{} tells on the way", told.len());
    assert!(
        told.windows(2).all(|two| two[0].blobs <= two[1].blobs),
        "counts only rise"
    );

    // Called off in the middle, from within: the next step hears it.
    let cancel = AtomicBool::new(false);
    let mut tell = |_: &Progress| ();
    let mut watch = Watch::new(&cancel, &mut tell);
    let mut history = repository.history(&mut watch);
    let (mut handed, mut at) = (0, None);
    let visited = history.visit_blobs(&BlobOptions::default(), &mut watch, &mut |_| {
        handed += 1;
        if handed == 100 {
            cancel.store(true, Ordering::Relaxed);
            at = Some(Instant::now());
        }
    });
    let took = at.expect("a hundred were handed on").elapsed();
    assert!(visited.stopped, "marked as partial");
    assert_eq!((visited.blobs, handed), (100, 100), "not one more");
    assert!(took.as_millis() < 500, "heard after {} ms", took.as_millis());

    let mut watch = Watch::new(&cancel, &mut tell);
    let before = Instant::now();
    let history = repository.history(&mut watch);
    assert!(history.overview().stopped, "called off before it began");
    assert!(before.elapsed().as_millis() < 500, "at once");
}

#[test]
fn a_folder_that_holds_itself_ten_to_the_tenth_times_is_read_once() {
    let Some(kit) = Kit::new("nested folders") else {
        return;
    };
    let base = kit.commit(ADA, 0, &[("a.txt", Some("once"))]);
    let mut tree = kit.git(&["rev-parse", &format!("{base}^{{tree}}")]);
    for _ in 0..10 {
        let lines: Vec<String> = (0..10)
            .map(|name| format!("040000 tree {tree}\td{name}"))
            .collect();
        tree = kit.git_told(&["mktree"], lines.join("\n").as_bytes());
    }
    let commit = kit.git(&["commit-tree", "-m", "bomb", &tree]);
    kit.git(&["update-ref", "refs/heads/bomb", &commit]);
    let before = Instant::now();
    let (seen, visited) = contents(&kit.work);
    assert_eq!(
        (seen.len(), visited.losses.is_empty()),
        (1, true),
        "one content, nothing lost"
    );
    assert!(
        before.elapsed().as_secs() < 20,
        "each folder is read once, however often it is named"
    );
}

#[test]
fn a_list_of_tracked_files_may_be_asked_from_anywhere() {
    fn from_anywhere<T: Send + Sync>() {}
    from_anywhere::<valise_intake::history::Tracked>();
}

#[test]
fn what_a_replacement_hides_is_history_too() {
    let Some(kit) = Kit::new("replacement") else {
        return;
    };
    kit.commit(
        ADA,
        0,
        &[("a.txt", Some("hidden-made-up")), ("b.txt", Some("shown"))],
    );
    let (hidden, shown) = (
        kit.git(&["rev-parse", "HEAD:a.txt"]),
        kit.git(&["rev-parse", "HEAD:b.txt"]),
    );
    kit.git(&["replace", &hidden, &shown]);
    assert_eq!(
        kit.git(&["show", "HEAD:a.txt"]),
        "shown",
        "git itself shows the other one"
    );
    let (seen, _) = contents(&kit.work);
    assert!(
        seen.values().any(|seen| seen.text == "hidden-made-up"),
        "both are there"
    );
}

#[test]
fn links_and_submodules_are_no_contents_and_no_losses() {
    let Some(kit) = Kit::new("links and submodules") else {
        return;
    };
    let first = kit.commit(ADA, 0, &[("a.txt", Some("a"))]);
    let target = kit.git_told(&["hash-object", "-w", "--stdin"], b"a.txt");
    let elsewhere = "1".repeat(40);
    for entry in [
        format!("120000,{target},link"),
        format!("160000,{elsewhere},module"),
    ] {
        kit.git(&["update-index", "--add", "--cacheinfo", &entry]);
    }
    kit.commit_staged(BOB, 1);
    let (seen, visited) = contents(&kit.work);
    assert_eq!(seen.len(), 1, "the file");
    assert_eq!(by_path(&seen, "a.txt")[0].first, first, "from its commit");
    assert!(
        visited.losses.is_empty(),
        "a submodule's commit lies in another repository: {:?}",
        visited.losses
    );
}
