//! From the code of a problem to words and an exit code. One row for each code.

use crate::remarks;
use valise_workbench::{Problem, ProblemCode};

/// What is said to people.
pub struct Words {
    /// What happened.
    pub sentence: String,
    /// What to do about it; may be empty.
    pub remedy: String,
}

/// One row of the table. `{name}` is filled from the problem's parameters.
struct Row {
    exit: u8,
    sentence: &'static str,
    remedy: &'static str,
}

const fn row(exit: u8, sentence: &'static str, remedy: &'static str) -> Row {
    Row {
        exit,
        sentence,
        remedy,
    }
}

/// The table. Complete by construction: a code without a row does not compile.
fn row_of(code: ProblemCode) -> Row {
    use ProblemCode as C;
    match code {
        C::WrongPassphrase => row(
            3,
            "That is not the passphrase of this vault.",
            "Try again; case and blanks count.",
        ),
        C::VaultDamaged => row(
            4,
            "The vault is damaged.",
            "Run `vault check`, or restore a backup.",
        ),
        C::NotAVault => row(
            4,
            "The folder holds other things and no vault.",
            "Name another folder with --vault.",
        ),
        C::VaultAbsent => row(
            5,
            "There is no vault here.",
            "Make one with `vault create`, or name its folder with --vault.",
        ),
        C::NotFound => row(
            5,
            "Not found: {what} {name}{file}.",
            "`client list` shows the codenames.",
        ),
        C::NoClient => row(5, "No client is open.", "Name a client."),
        C::VaultExists => row(
            6,
            "There is a vault here already, and it stays as it is.",
            "Name another folder with --vault.",
        ),
        C::PassphraseWeak => row(
            6,
            "That passphrase would be guessed.",
            "Take five unrelated words, or more.",
        ),
        C::ClientExists => row(
            6,
            "There is a client with the codename {name} already.",
            "Import it with --as and another codename.",
        ),
        C::ReadOnly => row(
            6,
            "This can only be read.",
            "Close the app, or look at the reason with `vault check`.",
        ),
        C::RolledBack => row(
            6,
            "The client's file is older than what was last written.",
            "Run `vault check`; restore the newest backup.",
        ),
        C::KeychainUnavailable => row(
            6,
            "The system's credential store cannot be reached.",
            "Unlock or start it and try again; a new client can be added with --level standard.",
        ),
        C::SheetNeeded => row(
            6,
            "The secret of this client is not on this machine.",
            "Open it once in the app with its printed sheet.",
        ),
        C::Refused => row(6, "Refused: {rule} {audience}{file}{record}{place}.", ""),
        C::ExportStopped => row(6, "The export was stopped. {stop}", "Then export again."),
        C::GlyphMissing => row(
            6,
            "The report's fonts cannot draw {letters} in \u{201c}{text}\u{201d}.",
            "Write it with other letters.",
        ),
        C::NothingToUndo => row(6, "There is nothing to take back.", ""),
        C::RecoveryMistyped => row(
            9,
            "The recovery key was mistyped.",
            "Check each group against the paper.",
        ),
        C::RecoveryMismatch => row(
            3,
            "That recovery key does not belong to this vault.",
            "A newer kit replaced it, or it is another vault's.",
        ),
        C::NoRecoveryKey => row(
            5,
            "This vault has no recovery key.",
            "It opens with its passphrase.",
        ),
        C::GroupsWrong => row(
            9,
            "Those are not the groups that were asked for.",
            "Read them off the printed page.",
        ),
        C::QuickUnlockGone => row(
            6,
            "The credential store no longer opens this vault.",
            "Use the passphrase; turn quick unlock on again in the app.",
        ),
        C::BackupDamaged => row(
            4,
            "The backup is damaged.",
            "Take an older one; the vault itself is not touched.",
        ),
        C::NotABackup => row(
            4,
            "The folder holds no backup.",
            "Name the folder that begins with valise-backup.",
        ),
        C::FolderNotEmpty => row(
            6,
            "The folder is not empty, and stays as it is.",
            "Name a new folder.",
        ),
        C::CodenameMismatch => row(6, "That is not the client's codename.", "Nothing was destroyed."),
        C::HandOverNeedsPassphrase => row(
            6,
            "The hand-over is sealed with a passphrase.",
            "Open it in the app.",
        ),
        C::HandOverDamaged => row(
            4,
            "The hand-over is damaged.",
            "Ask for it again; nothing was taken in.",
        ),
        C::HandOverNotForYou => row(
            3,
            "The hand-over is sealed for somebody else.",
            "Send your card, and ask for it again.",
        ),
        C::HandOverForged => row(
            4,
            "The hand-over does not carry its sender's signature.",
            "Nothing was taken in. Ask the sender by another way.",
        ),
        C::HandOverNewer => row(
            7,
            "The hand-over comes from a newer Valise.",
            "Install the newer version.",
        ),
        C::NotAHandOver => row(9, "{file} is no hand-over.", "Name a file that ends in .valise."),
        C::CardNotUnderstood => row(
            9,
            "That is no contact card.",
            "Paste all of it, from its first letter to its last.",
        ),
        C::Sealed => row(6, "The vault is locked.", "Give the passphrase."),
        C::Covered => row(6, "The window is covered.", "Lift the cover with the PIN."),
        C::WrongPin => row(3, "That is not the PIN.", "Try again, or lock the vault."),
        C::Denied => row(6, "That is not allowed here.", ""),
        C::VaultNewer => row(
            7,
            "This comes from a newer Valise, and was left untouched.",
            "Install the newer version.",
        ),
        C::VaultInUse => row(
            8,
            "Another process has the vault open.",
            "Close the app, or use a command that only reads.",
        ),
        C::InputNotUnderstood => row(
            9,
            "Not understood: {file}{at} {path}: expected {expected}, found {found}.",
            "Nothing was changed.",
        ),
        C::TooLarge => row(9, "{file} is larger than {limit_mb} MiB.", "Nothing was changed."),
        C::UnsupportedImage => row(
            9,
            "{file} is no picture that can be kept: expected {expected}.",
            "PNG, JPEG, WebP, GIF, PDF and plain text can.",
        ),
        C::ClipboardEmpty => row(9, "The clipboard holds no picture.", ""),
        C::Cancelled => row(130, "Cancelled.", "Nothing was left half done."),
        C::DiskFull => row(
            1,
            "The disk is full.",
            "Make room, then try again; what was saved is safe.",
        ),
        C::Io => row(
            1,
            "{file} could not be {operation}.",
            "Look at its folder and permissions.",
        ),
        C::ReportFailed => row(
            1,
            "The report could not be typeset.",
            "Export the client and tell the makers of Valise.",
        ),
        C::Internal => row(
            1,
            "Something that should not happen happened ({detail}).",
            "Nothing is lost; tell the makers of Valise.",
        ),
    }
}

/// Words for rules that refuse, stop or warn. One that is missing here is named by its code.
const RULES: [(&str, &str); 34] = [
    // refusals
    ("typedDifferently", "the two inputs differ"),
    (
        "noEngagementForAudience",
        "no engagement of this client has a copy for that audience",
    ),
    (
        "noCopyForAudience",
        "that engagement has no copy for that audience",
    ),
    (
        "noLedgerForAudience",
        "that audience does not hold the ledger; make the copy for the founder or the client",
    ),
    (
        "noLiteForAudience",
        "that audience has no copy of the Leverage Audit Lite; make it for the founder or the client",
    ),
    ("noFlows", "that copy holds no flow of work; measure one first"),
    (
        "noCaseForAudience",
        "an automation case is for the founder or the client; make the copy for one of them",
    ),
    ("roundFrozen", "the round is frozen"),
    ("folderMissing", "its folder does not exist:"),
    (
        "evidenceMissing",
        "its file was not imported with the record, evidence",
    ),
    ("placeUnfit", "a backup cannot be made in that place"),
    ("clientOpen", "the client is open"),
    ("mergeOpen", "conflicts are still open"),
    ("mergeDoesNotHold", "the merged client would not hold, at"),
    (
        "alreadyAnswered",
        "the question was answered again in the meantime",
    ),
    ("anotherFileThere", "another file of that name lies there:"),
    ("versionNoLongerFits", "other records changed since that version"),
    ("basisOfAnotherPack", "the rounds ask different questions"),
    ("builtInQuestion", "the question belongs to Valise"),
    ("kindNeedsItsRoom", "such a record is made elsewhere"),
    ("notInTrash", "the record is not in the trash"),
    ("notTrashable", "such a record cannot go to the trash"),
    ("stillLinked", "other records point to it"),
    ("noTimedCases", "no case of that flow was watched"),
    ("timingNeedsCases", "people and cases a week are needed"),
    (
        "costFollowsBill",
        "its cost follows the bill in another currency; change that instead",
    ),
    (
        "fileThere",
        "a file of that name is there already and stays as it is; --force overwrites it:",
    ),
    // a release that is not to be installed
    (
        "noReleaseKey",
        "this build knows no release key, so it cannot judge a release; give one with --public-key",
    ),
    ("keyUnreadable", "the public key cannot be read"),
    ("signatureUnreadable", "the signature cannot be read, of"),
    (
        "signatureFalse",
        "the signature does not hold: not ours, or changed:",
    ),
    ("downgrade", "the release is older than this version:"),
    (
        "belowFloor",
        "the release lies below the oldest version that may be used:",
    ),
    ("foreignFile", "the file is none of that release:"),
];

/// The words for a problem.
pub fn of(problem: &Problem) -> Words {
    let of_backup = problem.params.get("of").is_some_and(|of| of == "backup");
    let row = match problem.code {
        ProblemCode::WrongPassphrase if of_backup => row(
            3,
            "That is not the passphrase of this backup.",
            "It keeps the passphrase that the vault had when it was made: if that was changed since, type the \
             earlier one.",
        ),
        code => row_of(code),
    };
    let filled = |text: &str| fill(text, problem);
    Words {
        sentence: filled(row.sentence),
        remedy: filled(row.remedy),
    }
}

/// The exit code for a problem's code.
pub fn exit_code(code: ProblemCode) -> u8 {
    row_of(code).exit
}

/// The sentence of a rule, or its code.
pub fn rule(code: &str) -> &str {
    RULES
        .iter()
        .chain(&crate::ledger_words::RULES)
        .find(|(name, _)| *name == code)
        .map_or(code, |(_, words)| *words)
}

fn fill(text: &str, problem: &Problem) -> String {
    let param = |name: &str| problem.params.get(name).map(String::as_str).unwrap_or_default();
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, (name, after))) = rest
        .split_once('{')
        .and_then(|(b, a)| Some((b, a.split_once('}')?)))
    {
        out.push_str(before);
        match name {
            "rule" => out.push_str(rule(param("rule"))),
            "stop" => out.push_str(&remarks::of_problem(problem)),
            // Line and column only where the input has them.
            "at" if !param("line").is_empty() => {
                out.push_str(&format!(":{}:{}", param("line"), param("column")))
            }
            "operation" => out.push_str(done(param("operation"))),
            // A file is named where nothing else is.
            "file" if text.contains("{what}") && param("what") != "file" => {}
            other => out.push_str(param(other)),
        }
        rest = after;
    }
    tidy(&(out + rest))
}

fn done(operation: &str) -> &str {
    match operation {
        "read" => "read",
        "write" | "create" => "written",
        _ => "used",
    }
}

/// What was not known leaves no gap behind.
fn tidy(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words
        .join(" ")
        .replace(", found .", ".")
        .replace("expected .", "something else.")
        .replace("expected , found", "found")
        .replace(" :", ":")
        .replace("::", ":")
        .replace(" .", ".")
        .replace(" ()", "")
        .replace(":.", ".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_sentence_and_an_exit_code_of_the_published_list() {
        for code in ProblemCode::ALL {
            let row = row_of(code);
            assert!(
                [1, 3, 4, 5, 6, 7, 8, 9, 130].contains(&row.exit),
                "{code:?}: a published exit code"
            );
            let bare = of(&Problem::new(code));
            assert!(
                bare.sentence.ends_with('.'),
                "{code:?}: {} is a sentence",
                bare.sentence
            );
            assert!(
                !bare.sentence.contains('{') && !bare.remedy.contains('{'),
                "{code:?}: {}",
                bare.sentence
            );
        }
    }

    #[test]
    fn every_code_but_the_plainest_says_what_to_do() {
        let silent = ProblemCode::ALL
            .into_iter()
            .filter(|code| row_of(*code).remedy.is_empty());
        let silent: Vec<_> = silent.collect();
        use ProblemCode as C;
        assert_eq!(
            silent,
            [C::Refused, C::ClipboardEmpty, C::NothingToUndo, C::Denied],
            "all others have a remedy"
        );
    }

    #[test]
    fn input_is_refused_with_file_line_and_column() {
        let problem = Problem::invalid("findings/3/money_kind", "risk, waste or blocked")
            .with("file", "wren.json")
            .with("line", 12)
            .with("column", 7)
            .with("found", "unrisk");
        assert_eq!(
            of(&problem).sentence,
            "Not understood: wren.json:12:7 findings/3/money_kind: expected risk, waste or blocked, found unrisk.",
            "where, what, instead of what"
        );
        assert_eq!(
            of(&Problem::invalid("pack", "a set of questions")).sentence,
            "Not understood: pack: expected a set of questions.",
            "no gaps"
        );
    }

    #[test]
    fn what_is_not_found_is_named_once() {
        let client = Problem::not_found("client").with("name", "NOBODY");
        assert_eq!(
            of(&client).sentence,
            "Not found: client NOBODY.",
            "a client by its codename"
        );
        let file = Problem::new(ProblemCode::NotFound)
            .with("what", "file")
            .with("file", "nowhere.json");
        assert_eq!(
            of(&file).sentence,
            "Not found: file nowhere.json.",
            "a file by its name"
        );
    }
}
