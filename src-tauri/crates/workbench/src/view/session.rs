//! Vault, clients, preferences.

use super::{DateText, Instant};
use serde::{Deserialize, Serialize};
use specta::Type;
use valise_domain::money::Money;
use valise_domain::records::EngagementKind;

/// What the window shows at any moment, before any section is opened.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AppState {
    /// The vault at the chosen place.
    pub vault: VaultState,
    /// The open client, if one is open.
    pub client: Option<ClientHead>,
    /// Appearance and locks.
    pub preferences: Preferences,
    /// A PIN is set, so the window is covered before the vault is locked.
    pub pin: bool,
    /// Whose choice the vault's place is.
    pub place: VaultPlace,
    /// The window is covered: the vault is open, and nothing but the PIN or the lock is answered.
    pub covered: bool,
    /// What this system lets Valise do.
    pub protections: Protections,
    /// Version of Valise.
    pub version: String,
    /// `linux`, `windows` or `macos`.
    pub platform: String,
}

/// Whose choice the vault's place is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum VaultPlace {
    /// The place where Valise makes one.
    #[default]
    Usual,
    /// A folder that was chosen, and is remembered for the next start.
    Chosen,
    /// The same, and the folder is not there: its disk may be unplugged.
    Missing,
}

/// What this system lets Valise do to protect an open vault. False = not there on this system, or refused by it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Protections {
    /// A crash writes no image of the memory.
    pub core_dumps: bool,
    /// Other programs of the same account cannot attach to this one.
    pub debuggers: bool,
    /// The window can be kept out of screen captures.
    pub capture: bool,
    /// Suspend is announced before it happens.
    pub suspend: bool,
    /// The screen's lock is announced.
    pub screen_lock: bool,
    /// A change to another user is announced.
    pub user_switch: bool,
    /// The lid is announced.
    pub lid: bool,
}

/// Where the vault lies and what stands there.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VaultState {
    /// Folder of the vault.
    pub path: String,
    /// What was found there, or that it is open.
    pub presence: VaultPresence,
}

/// What stands at the vault's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum VaultPresence {
    /// Nothing yet.
    Absent,
    /// A vault, locked.
    Sealed,
    /// A vault, unlocked by this session.
    Open,
    /// Files that are not a vault.
    Foreign,
    /// A vault whose header is damaged.
    Damaged,
    /// A vault of a later version.
    Newer,
}

/// How the window looks and when it locks. Holds nothing about a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Preferences {
    /// Follows the system or is fixed.
    pub theme: Theme,
    /// Height of rows.
    pub density: Density,
    /// Percent, 90 to 200.
    pub text_size: u16,
    /// BCP 47 tag for numbers, money and dates.
    pub locale: String,
    /// Single letters act while a list has the focus.
    pub single_keys: bool,
    /// Minutes without a key or a move until the window is covered; 0 = never. Needs a PIN.
    pub soft_lock_minutes: u16,
    /// Minutes until the keys are dropped; 0 = never.
    pub hard_lock_minutes: u16,
    /// The keys are dropped before the computer sleeps.
    pub lock_on_suspend: bool,
    /// The keys are dropped when the system locks its screen.
    pub lock_on_screen_lock: bool,
    /// The keys are dropped when another user takes the screen.
    pub lock_on_user_switch: bool,
    /// The keys are dropped when the lid closes.
    pub lock_on_lid: bool,
    /// The window is kept out of screen captures, where the system can do that.
    pub hide_from_capture: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            density: Density::Comfortable,
            text_size: 100,
            locale: "en-GB".into(),
            single_keys: true,
            soft_lock_minutes: 5,
            hard_lock_minutes: 15,
            lock_on_suspend: true,
            lock_on_screen_lock: true,
            lock_on_user_switch: true,
            lock_on_lid: true,
            hide_from_capture: true,
        }
    }
}

/// Light, dark, or as the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub enum Theme {
    System,
    Light,
    Dark,
}

/// Height of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub enum Density {
    Compact,
    Comfortable,
}

/// How a client is sealed, and therefore what destroying it reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SealLevel {
    /// Any backup of the vault opens with the passphrase; destruction reaches the live vault.
    Standard,
    /// The client's secret lies only in this system's credential store and on its printed sheet.
    Strict,
}

/// The open client, in a line.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct ClientHead {
    pub id: String,
    pub codename: String,
    pub name: String,
    pub currency: String,
    pub language: String,
    pub as_of: DateText,
    pub level: SealLevel,
    pub read_only: bool,
    pub sample: bool,
    /// Optional rooms that hold something: the others stay folded away.
    pub rooms: Vec<OptionalRoom>,
}

/// A room that not every client needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum OptionalRoom {
    /// Flows, and decisions that wait.
    Friction,
    /// Suppliers, and the calendar of every date.
    Vendors,
    /// The value ledger.
    Ledger,
}

/// A client on the list: what the registry knows without opening it.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct ClientCard {
    pub id: String,
    pub codename: String,
    pub last_opened: Option<Instant>,
    pub due: Vec<DueItem>,
    pub level: SealLevel,
    pub sample: bool,
}

/// A count with a date, no content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DueItem {
    /// A code with its own words in the catalogue, for example `findings`.
    pub what: String,
    /// The earliest date.
    pub on: DateText,
    /// How many.
    pub count: u32,
}

/// A judgement of a passphrase while it is typed. The text itself is not kept.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Strength {
    /// 0 to 4, by zxcvbn.
    pub score: u8,
    /// Words separated by blanks or hyphens.
    pub words: u16,
    /// Good enough to create a vault: five words, or score 4.
    pub good: bool,
    /// Seconds to guess it offline at this vault's cost of one second for each guess and core,
    /// with ten thousand cores; capped at 1e15.
    #[specta(type = specta_typescript::Number)]
    pub crack_seconds: u64,
    /// What weakens it, as a code of zxcvbn.
    pub warning: Option<String>,
    /// What would help, as codes.
    pub suggestions: Vec<String>,
}

/// What a new client starts with.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct NewClient {
    pub codename: String,
    pub name: String,
    pub sector: String,
    pub country: String,
    pub language: String,
    pub currency: String,
    pub revenue: Option<Money>,
    pub people: Option<u32>,
    pub engineers: Option<u32>,
    pub level: SealLevel,
    pub engagement_kind: EngagementKind,
    pub engagement_title: String,
    pub pack: String,
}

/// What is known of a client itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct FactsOfClient {
    pub name: String,
    pub sector: String,
    pub country: String,
    pub language: String,
    pub revenue: Option<Money>,
    pub people: Option<u32>,
    pub engineers: Option<u32>,
}

/// What an import brought in.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Imported {
    /// The new client.
    pub id: String,
    /// Its codename.
    pub codename: String,
    /// Rows written.
    pub records: u32,
    /// Attachments taken in.
    pub evidence: u32,
    /// Attachments that the file names and the folder lacks, differing derived figures.
    pub warnings: Vec<String>,
}

/// The printed sheet of a Strict client: shown once, at creation.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Created {
    /// The client, open.
    pub head: ClientHead,
    /// Groups to print, only for a Strict client.
    pub sheet: Option<Vec<String>>,
}
