// What crosses the door for ways in, copies, destruction and hand-overs. Equal to the view types in Rust
// (`view/safekeeping.rs`, `view/handover.rs`, `view/check.rs`).
import type { Instant, SealLevel } from './generated';

/** What opens the vault besides the passphrase, told before anything is unlocked. */
export type WaysIn = {
  /** A recovery key was made and confirmed. */
  recoveryKey: boolean;
  /** This system's credential store may open it without the passphrase. */
  quickUnlock: boolean;
};

/** How the vault is kept: ways in, cost of the key derivation, copies. */
export type Safekeeping = {
  ways: WaysIn;
  keyDerivation: KeyDerivation;
  /** Copies made on purpose, newest first. */
  copies: CopyView[];
  lastBackup: Instant | null;
  /** Days after which a backup is due; 0 = no reminder. */
  reminderDays: number;
  backupDue: boolean;
};

/** Cost of Argon2id. */
export type KeyDerivation = {
  memoryMib: number;
  passes: number;
  lanes: number;
  /** At least what a new vault would start from today. */
  strong: boolean;
};

/** What a copy holds: the whole vault, or one client, sealed for somebody. */
export type CopyKind = 'backup' | 'handOver';

/** A copy that the registry remembers. */
export type CopyView = {
  id: string;
  kind: CopyKind;
  /** The client's codename, of a hand-over. */
  client: string | null;
  /** Where it was put, in the words of the moment. */
  place: string;
  made: Instant;
  verified: Instant | null;
  /** The day until which it is kept. */
  keepUntil: string | null;
  /** It is no more, as somebody said. */
  gone: boolean;
};

/** Groups to print and which two to type back. */
export type PrintedKey = {
  /** Groups of four, in order. */
  groups: string[];
  /** Numbers of the two groups to type back, from 1. */
  asks: [number, number];
};

export type BackupDone = { name: string; files: number; bytes: number };

/** What a restore drill found. */
export type DrillDone = {
  /** Everything that can be checked on this machine holds. */
  sound: boolean;
  clients: DrillClient[];
};

export type DrillClient = {
  codename: string;
  records: number;
  evidence: number;
  /** Sealed as Strict, and its secret is not on this machine. */
  needsSheet: boolean;
  /** What does not hold, as codes. */
  faults: string[];
};

/** An earlier state of a client. */
export type SnapshotView = {
  id: string;
  taken: Instant;
  /** Entries of the journal in it. */
  entries: number;
  bytes: number;
  /** It holds more than the file as it stands: the file was rolled back. */
  newer: boolean;
};

/** A client's seal and its earlier states. */
export type ClientKeeping = {
  id: string;
  codename: string;
  level: SealLevel;
  /** A Strict client's sheet was printed and confirmed. */
  sheetConfirmed: boolean;
  /** Earlier states, newest first. */
  snapshots: SnapshotView[];
  /** Copies that hold its key. */
  copies: CopyView[];
};

/** What destroying a client did. */
export type Destroyed = {
  codename: string;
  level: SealLevel;
  /** The certificate's file. */
  certificate: string;
  /** The old key header with the right passphrase was tried and refused. */
  refused: boolean;
  /** The day on which the last known backup that holds the key expires. */
  lastCopyUntil: string | null;
  /** The credential store would not give up its entry. */
  credentialLeft: boolean;
};

/** What a rotation gave anew. */
export type Rotated = {
  /** The recovery key of before opens nothing: a new kit is needed. */
  recoveryKeyGone: boolean;
  /** Quick unlock could not be renewed and is off. */
  quickUnlockOff: boolean;
};

export type BackupWish = {
  /** Days after which this copy is to be deleted; 0 = kept without end. */
  keepDays: number;
};

/** What a check of the vault found. */
export type VaultCheck = { sound: boolean; clients: ClientCheck[] };

export type ClientCheck = {
  codename: string;
  /** Live rows. */
  records: number;
  /** Entries of the journal, whose chain was followed. */
  entries: number;
  /** Pieces of evidence whose bytes were read. */
  evidence: number;
  /** What is wrong, as codes with places. */
  faults: string[];
};

/** What to give to somebody who shall seal a hand-over for this vault, or check one that came from it. */
export type ContactCard = {
  name: string;
  /** The card as text, to be sent or pasted. */
  text: string;
  /** Six words to read out: whoever hears the same six has the same card. */
  words: string[];
};

/** For whom a hand-over is sealed: cards or a passphrase, not both. */
export type HandOverWish = {
  client: string;
  cards: string[];
  passphrase: string | null;
  /** Also the sections that tell of secrets and access. */
  withSecrets: boolean;
};

/** What left. */
export type HandOverDone = {
  path: string;
  records: number;
  evidence: number;
  /** Sections that were left out. */
  leftOut: string[];
};

/** What a file says of itself, after its seal and its signature were checked. Nothing is written yet. */
export type Arrived = {
  /** Names the file until it is taken in or dropped. */
  token: string;
  codename: string;
  from: string;
  fromWords: string[];
  made: Instant;
  records: number;
  evidence: number;
  leftOut: string[];
  /** The same client in this vault, which it may be merged into. */
  here: KnownClient | null;
};

export type KnownClient = { id: string; codename: string };

/** A merge, before anything is written. */
export type MergeView = {
  token: string;
  /** The state that both copies began from is known: what only one side changed is told from a conflict. */
  hasBase: boolean;
  /** Every difference, by section and code. */
  fields: MergeField[];
};

/** One field that differs. */
export type MergeField = {
  record: string;
  section: string;
  code: string;
  title: string;
  /** Where in the record, dotted; empty for the record as a whole. */
  path: string;
  /** As it was when the copies parted, as text. */
  base: string | null;
  mine: string | null;
  theirs: string | null;
  state: MergeState;
  /** The side that is taken unless another is chosen; a conflict has none. */
  taken: MergeSide | null;
};

/** Who changed a field. */
export type MergeState = 'mine' | 'theirs' | 'conflict';
export type MergeSide = 'mine' | 'theirs';
export type MergeChoice = { record: string; path: string; side: MergeSide };

/** Problems that only these commands report. */
export type CareProblemCode =
  | 'recoveryMistyped'
  | 'recoveryMismatch'
  | 'noRecoveryKey'
  | 'groupsWrong'
  | 'quickUnlockGone'
  | 'backupDamaged'
  | 'backupIncomplete'
  | 'notABackup'
  | 'folderNotEmpty'
  | 'codenameMismatch'
  | 'handOverNeedsPassphrase'
  | 'handOverDamaged'
  | 'handOverNotForYou'
  | 'handOverForged'
  | 'handOverNewer'
  | 'notAHandOver'
  | 'cardNotUnderstood';
