//! What can be typed. The names are fixed: checks outside the project call them.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// The offline, sealed workbench of a fractional CTO, on the command line.
#[derive(Debug, Parser)]
#[command(name = "valise-cli", version, propagate_version = true, arg_required_else_help = true, after_help = EXIT_CODES)]
pub struct Arguments {
    /// Folder of the vault; by default the app's own
    #[arg(long, global = true, value_name = "DIR")]
    pub vault: Option<PathBuf>,
    /// Read the passphrase from the first line of standard input, and the next secret from the second
    #[arg(long, global = true)]
    pub passphrase_stdin: bool,
    /// Print one JSON document on standard output
    #[arg(long, global = true)]
    pub json: bool,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 done, 1 failed, 2 usage, 3 wrong passphrase, 4 damaged or not a vault, \
    5 not found, 6 refused by a rule, 7 from a newer Valise, 8 in use, 9 input not understood, 130 cancelled.";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// The vault as a whole
    #[command(subcommand)]
    Vault(VaultCommand),
    /// Clients as a whole
    #[command(subcommand)]
    Client(ClientCommand),
    /// All derived figures of a client
    Score(Score),
    /// Findings of a client
    #[command(subcommand)]
    Finding(FindingCommand),
    /// Records and questions that hold all the words; the last one may be unfinished
    Search(Search),
    /// Reports
    #[command(subcommand)]
    Report(ReportCommand),
    /// Copies of the whole vault
    #[command(subcommand)]
    Backup(BackupCommand),
    /// Releases of Valise, without a network
    #[command(subcommand)]
    Update(UpdateCommand),
}

/// Backups: made, tried, put back.
#[derive(Debug, Subcommand)]
pub enum BackupCommand {
    /// Copy the vault, sealed as it is, into a new folder, for example on a stick
    Create {
        /// The folder in which the backup's own folder is made
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Days after which this copy is to be deleted; a certificate of destruction names that day
        #[arg(long, value_name = "NUMBER", default_value_t = 0)]
        keep_days: u16,
    },
    /// Restore a backup aside, open it with its passphrase, read all of it, and remove it again
    Verify {
        /// The backup's folder
        path: PathBuf,
    },
    /// Put a backup into a folder that is absent or empty; nothing is asked for
    Restore {
        /// The backup's folder
        path: PathBuf,
        /// The folder that becomes a vault
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
    },
}

/// Making, checking, changing the vault.
#[derive(Debug, Subcommand)]
pub enum VaultCommand {
    /// Make a vault
    Create,
    /// Compare every client's file with its journal, and its evidence with its hashes
    Check,
    /// Change the passphrase; with --passphrase-stdin the new one is the second line
    Passwd,
    /// Open the vault with its recovery key and set a new passphrase; with --passphrase-stdin the new passphrase is
    /// the first line and the recovery key the second
    Recover,
    /// Make a recovery key and write its Emergency Kit; an older key opens nothing from then on
    Kit {
        /// Where to write the page that is to be printed
        #[arg(long, value_name = "FILE.pdf")]
        out: PathBuf,
        /// Overwrite a file of that name
        #[arg(long)]
        force: bool,
    },
    /// Give the vault and every client new keys: whoever has an old copy of the keys and the passphrase opens nothing
    /// that is written later
    Rotate,
}

/// Clients in and out.
#[derive(Debug, Subcommand)]
pub enum ClientCommand {
    /// Make a client that begins empty
    Add(Box<ClientAdd>),
    /// Take in a client file, with its attachments beside it
    Import {
        /// The client file
        file: PathBuf,
        /// Another codename than the file's own
        #[arg(long = "as", value_name = "NAME")]
        codename: Option<String>,
    },
    /// Write a client file, with its attachments beside it
    Export {
        /// The client
        codename: String,
        /// Where to write
        #[arg(long, value_name = "FILE.json")]
        out: PathBuf,
        /// Overwrite a file of that name
        #[arg(long)]
        force: bool,
    },
    /// The clients of this vault
    List,
    /// Destroy a client for good: keys, secret, files and snapshots
    Destroy {
        /// The client
        codename: String,
        /// The codename once more
        #[arg(long, value_name = "CODENAME")]
        confirm: String,
        /// Where to write the certificate
        #[arg(long, value_name = "FILE.pdf")]
        certificate: PathBuf,
        /// Overwrite a file of that name
        #[arg(long)]
        force: bool,
    },
}

/// What a new client starts with.
#[derive(Debug, Args)]
pub struct ClientAdd {
    /// A word that does not name the client
    #[arg(long, value_name = "NAME")]
    pub codename: String,
    /// The client's name
    #[arg(long, default_value = "")]
    pub name: String,
    /// What it does
    #[arg(long, default_value = "")]
    pub sector: String,
    /// Where it sits
    #[arg(long, default_value = "")]
    pub country: String,
    /// Language of the work
    #[arg(long, default_value = "en")]
    pub language: String,
    /// Currency of every amount, three capital letters
    #[arg(long, default_value = "EUR")]
    pub currency: String,
    /// Annual recurring revenue as decimal text, for example 3500000.00
    #[arg(long, value_name = "AMOUNT")]
    pub revenue: Option<String>,
    /// People who work there
    #[arg(long, value_name = "NUMBER")]
    pub people: Option<u32>,
    /// Engineers among them
    #[arg(long, value_name = "NUMBER")]
    pub engineers: Option<u32>,
    /// How it is sealed: strict keeps its secret out of every backup, on a printed sheet
    #[arg(long, value_enum, default_value_t = Level::Standard)]
    pub level: Level,
    /// Kind of the first engagement
    #[arg(long, value_enum, default_value_t = Kind::FractionalCto)]
    pub engagement: Kind,
    /// Title of the first engagement
    #[arg(long, default_value = "")]
    pub engagement_title: String,
    /// Set of questions of the first round
    #[arg(long, default_value = "day1")]
    pub pack: String,
}

/// How a client is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Level {
    /// Any backup of the vault opens with the passphrase
    Standard,
    /// The secret lies only in this system's credential store and on the printed sheet
    Strict,
}

/// Kinds of engagement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Kind {
    /// Months beside the client
    FractionalCto,
    /// Days, for a buyer
    DueDiligence,
}

/// Figures.
#[derive(Debug, Args)]
pub struct Score {
    /// The client
    pub codename: String,
    /// Reckon as of this day instead of the client's own, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
}

/// Findings.
#[derive(Debug, Subcommand)]
pub enum FindingCommand {
    /// All findings, worst first
    List {
        /// The client
        codename: String,
    },
}

/// Words to look for.
#[derive(Debug, Args)]
pub struct Search {
    /// The client
    pub codename: String,
    /// The words
    #[arg(required = true)]
    pub words: Vec<String>,
}

/// Reports.
#[derive(Debug, Subcommand)]
pub enum ReportCommand {
    /// The Leverage Audit
    Audit(ReportCopy),
    /// The Value Creation Report of a month
    Monthly {
        #[command(flatten)]
        copy: ReportCopy,
        /// The month; by default the last one of the ledger
        #[arg(long, value_name = "YYYY-MM")]
        month: Option<String>,
    },
    /// The Leverage Audit Lite: what the flows of work cost, three moves, the next question
    Lite(ReportCopy),
    /// The board page of a month: five measures with the same meaning every time
    Board {
        #[command(flatten)]
        copy: ReportCopy,
        /// The month; by default the last one of the ledger
        #[arg(long, value_name = "YYYY-MM")]
        month: Option<String>,
    },
    /// The automation case of a flow
    Case {
        #[command(flatten)]
        copy: ReportCopy,
        /// The flow
        #[arg(long, value_name = "CODE")]
        flow: String,
    },
}

/// For whom a report is, and where it goes.
#[derive(Debug, Args)]
pub struct ReportCopy {
    /// The client
    pub codename: String,
    /// Where to write
    #[arg(long, value_name = "FILE.pdf")]
    pub out: PathBuf,
    /// Overwrite a file of that name
    #[arg(long)]
    pub force: bool,
    /// The engagement; by default the first one that has a copy for the audience
    #[arg(long, value_name = "ID")]
    pub engagement: Option<String>,
    /// Who reads it
    #[arg(long, value_enum, default_value_t = Audience::Client)]
    pub audience: Audience,
    /// Named on the stamp; without it there is no stamp
    #[arg(long, value_name = "NAME")]
    pub recipient: Option<String>,
    /// Size of the paper
    #[arg(long, value_enum, default_value_t = Paper::A4)]
    pub paper: Paper,
    /// How figures and dates are written, for example de-CH; by default as the client writes them
    #[arg(long, value_name = "TAG")]
    pub locale: Option<String>,
    /// Protect the file with a password, read from the next line of standard input (gives up PDF/A)
    #[arg(long)]
    pub password_stdin: bool,
}

/// Releases of Valise.
#[derive(Debug, Subcommand)]
pub enum UpdateCommand {
    /// Say whether a file belongs to a signed release that may follow on this one; installs nothing
    Verify {
        /// The release's manifest, with its signature beside it as MANIFEST.minisig
        manifest: PathBuf,
        /// The file that is about to be installed
        file: PathBuf,
        /// Check with this minisign public key instead of the one built in
        #[arg(long, value_name = "FILE.pub")]
        public_key: Option<PathBuf>,
    },
}

/// Who reads a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Audience {
    /// The founder alone
    Founder,
    /// The client's people
    Client,
    /// A buyer
    Investor,
    /// The client's engineers
    Engineers,
}

/// Sizes of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Paper {
    /// 210 by 297 millimetres
    A4,
    /// 8.5 by 11 inches
    Letter,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn no_secret_can_stand_in_an_argument() {
        for words in [
            ["valise-cli", "--passphrase", "x", "client", "list"].as_slice(),
            &["valise-cli", "client", "list", "--passphrase=x"],
            &[
                "valise-cli",
                "report",
                "audit",
                "A",
                "--out",
                "f",
                "--password",
                "x",
            ],
        ] {
            assert!(
                Arguments::try_parse_from(words).is_err(),
                "{words:?} must not be understood"
            );
        }
    }

    #[test]
    fn rooms_that_are_not_built_are_not_offered() {
        for words in [
            ["valise-cli", "scan", "A", "."].as_slice(),
            &["valise-cli", "collect", "."],
            &["valise-cli", "access", "review", "A"],
        ] {
            let refused = Arguments::try_parse_from(words)
                .err()
                .map(|error| error.exit_code());
            assert_eq!(refused, Some(2), "{words:?} is a matter of usage");
        }
    }

    #[test]
    fn options_of_all_commands_may_stand_anywhere() {
        let typed = Arguments::try_parse_from(["valise-cli", "client", "list", "--json", "--vault", "here"]);
        assert!(
            typed.is_ok_and(|typed| typed.json && typed.vault.is_some()),
            "before or after the command"
        );
    }
}
