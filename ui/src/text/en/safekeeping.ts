import { plural } from '../plural';

const many = (count: number, one: string, other: string) =>
  plural('en', count, { one: `1 ${one}`, other: `${count} ${other}` });
const pieces = (count: number) =>
  many(count, 'file of evidence and reports', 'files of evidence and reports');
const files = (count: number) => plural('en', count, { one: '1 file', other: `${count} files` });

/** Ways into the vault, copies of it, earlier states, seals and their end. */
export const safekeeping = {
  /** On the lock screen. */
  lock: {
    quick: 'Unlock with this computer',
    quickWorking: 'Asking the system’s keychain',
    forgot: 'Forgot the passphrase?',
    restore: 'Restore a backup…',
    restoring: 'Copying the backup to its place',
    restored: (name: string) =>
      `${name} is in place. It opens with the passphrase that it had then.`,
  },
  recover: {
    title: 'Open with the recovery key',
    lead: 'It stands on the Emergency Kit that you printed.',
    key: 'Recovery key',
    keyHint: 'Hyphens and small letters do not matter. O counts as 0, I and L as 1.',
    groups: (done: number, all: number) => `${done} of ${all} groups`,
    short: (missing: number) =>
      plural('en', missing, {
        one: 'One letter is missing.',
        other: `${missing} letters are missing.`,
      }),
    foreign: (letter: string) => `“${letter}” stands in no recovery key.`,
    next: 'New passphrase',
    repeat: 'Repeat it',
    button: 'Open and set the new passphrase',
    working: 'Opening the vault',
    back: 'Back to the passphrase',
    noneTitle: 'No recovery key was made',
    none: 'This vault opens with its passphrase only, and nobody can reset that. Look where you wrote it down.',
    noneBackup:
      'If you still know an older passphrase, a backup from that time opens with it. Move this vault’s folder away first, then restore the backup.',
    usedTitle: 'This key is used up',
    used: 'It opened the vault once and opens nothing more. Until you make a new kit, only the passphrase that you have just set opens the vault.',
    usedShred: 'Shred the old kit.',
    usedNow: 'Make a new kit…',
    usedLater: 'Later, in Settings',
  },
  ways: {
    kit: 'Recovery key',
    kitMade:
      'Made and confirmed. It opens the vault once when the passphrase is lost. A new kit takes its place.',
    kitMissing: 'None was made. If you forget the passphrase, nobody can open the vault.',
    kitButton: 'Make an Emergency Kit…',
    kitAgain: 'Make a new kit…',
    quick: 'Quick unlock',
    quickHint:
      'Opens the vault without the passphrase. A convenience, not a protection: whoever unlocks your account on this computer can open the vault.',
    quickOn: 'Quick unlock is on',
    quickOff: 'Quick unlock is off',
    cost: 'Cost of guessing the passphrase',
    costFacts: (memory: number, passes: number, lanes: number) =>
      `Argon2id, ${memory} MiB, ${passes} ${plural('en', passes, { one: 'pass', other: 'passes' })}, ${lanes} ${plural('en', lanes, { one: 'lane', other: 'lanes' })} for each guess.`,
    costStrong: 'As strong as a new vault on this computer.',
    costWeak: 'Weaker than what a new vault would start with. A long passphrase makes up for it.',
    rotate: 'New keys',
    rotateHint: 'For the day on which somebody may have held a key, not only the passphrase.',
    rotateButton: 'New keys…',
    check: 'Check the vault',
    checkHint: 'Reads every record, its history and every piece of evidence, and changes nothing.',
    checkButton: 'Check…',
  },
  kit: {
    title: 'Emergency Kit',
    lead: 'This key opens the vault when the passphrase is lost. Whoever holds it together with the vault’s files opens them. Strict clients still need their sheets elsewhere.',
    ask: 'A kit opens this vault without the passphrase, so the passphrase is asked once more.',
    make: 'Make the key',
    save: 'Save as PDF…',
    saved: (path: string) => `Saved to ${path}. Print it, then delete the file.`,
    steps: 'Print it or write the groups down, and keep the paper away from this computer.',
    check: 'Type two groups back from the paper. Only then does the key open the vault.',
    done: 'The kit is on paper',
    made: 'The recovery key opens the vault from now on',
    wait: 'Making the key',
  },
  quick: {
    title: 'Quick unlock',
    ask: 'From then on this computer’s keychain opens the vault without the passphrase, so it is asked once more.',
    button: 'Turn it on',
    working: 'Checking the passphrase',
  },
  printed: {
    groups: 'The groups',
    group: (number: number) => `Group ${number}`,
    wrong: 'This is not what stands above.',
    leave: 'Not now',
  },
  rotate: {
    title: 'New keys for the vault',
    passphrase:
      'Changing the passphrase wraps the same keys anew: who has kept an old copy and the old passphrase still holds those keys.',
    keys: 'New keys replace the keys themselves: what is written from now on opens with nothing that was known before. Older backups stay as they are.',
    effects: 'The passphrase stays as it is.',
    effectsKit: 'The recovery key of before opens nothing then: print a new kit after it.',
    button: 'Make new keys',
    working: 'Sealing the vault with new keys',
    done: 'The vault has new keys',
    sheets: (names: string[]) =>
      `Print new sheets for ${names.join(', ')}: the old ones open nothing that is written from now on.`,
    kitGone: 'The recovery key of before opens nothing now.',
    quickOff: 'Quick unlock could not be renewed and is off.',
    backup: 'Make a backup soon: older ones open with the old keys only.',
  },
  check: {
    title: 'Check the vault',
    working: 'Reading every record',
    sound: 'Everything holds',
    faulty: 'Not everything holds',
    empty: 'There is no client to check.',
    facts: (records: number, entries: number, evidence: number, snapshots: number | null) =>
      [
        many(records, 'record', 'records'),
        many(entries, 'entry of history', 'entries of history'),
        pieces(evidence),
        ...(snapshots === null ? [] : [many(snapshots, 'snapshot', 'snapshots')]),
      ].join(', '),
    chain: (head: string) => `Record chain ${head.slice(0, 16)}`,
    drillFacts: (records: number, evidence: number) =>
      `${many(records, 'record', 'records')}, ${pieces(evidence)}`,
    holds: 'Holds',
    needsSheet: 'Needs its sheet',
    needsSheetMore: 'Sealed at Strict, and its secret is not on this computer.',
    broken: (count: number) => plural('en', count, { one: '1 fault', other: `${count} faults` }),
    registry: 'The list of clients',
    remedy: 'Open its snapshots, or try a restore of the newest backup.',
    again: 'Check again',
  },
  backups: {
    title: 'Backup',
    last: (when: string) => `The last one was made ${when}.`,
    none: 'None was made yet. If this disk fails, everything is gone.',
    due: 'A backup is due.',
    now: 'Back up now…',
    reminder: 'Remind me after',
    reminderHint: 'A line above your clients, nothing louder.',
    reminderDays: (days: number) => (days === 0 ? 'Never' : `${days} days`),
    drill: 'Try a restore',
    drillHint:
      'Reads a backup from beginning to end with its passphrase, as a restore would. Nothing here is changed.',
    drillButton: 'Try a restore…',
    copies: 'Copies',
    copiesHint:
      'What Valise knows of. A certificate of destruction names those that hold the client’s key.',
    columns: {
      what: 'What',
      place: 'Where',
      made: 'Made',
      verified: 'Restore tried',
      keep: 'Keep until',
      actions: 'Actions',
    },
    kinds: { backup: 'Backup', handOver: 'Hand-over' },
    notVerified: 'Never',
    noEnd: 'No end',
    forget: 'It is deleted',
    forgetTitle: 'Is this copy deleted?',
    forgetWords: (place: string) =>
      `“${place}” is then counted as gone, also on certificates. Valise does not reach it: delete it yourself first.`,
    forgetKeep: 'It still exists',
    forgotten: 'Counted as deleted',
    gone: 'Deleted',
    showGone: (count: number) =>
      plural('en', count, { one: 'Show 1 deleted copy', other: `Show ${count} deleted copies` }),
    hideGone: 'Hide deleted copies',
  },
  backup: {
    title: 'Back up the vault',
    lead: 'A sealed copy of everything. It opens with the passphrase of today.',
    folder:
      'Next, choose a folder, best on a disk that you unplug afterwards. The copy is verified before it counts.',
    keep: 'Keep this copy',
    keepHint: 'Valise notes the day for certificates. Deleting the copy then is up to you.',
    keepDays: (days: number) =>
      ({ 0: 'Without end', 30: '30 days', 90: '90 days', 180: 'Half a year', 365: 'A year' })[
        days
      ] ?? `${days} days`,
    strict: 'On another computer, Strict clients open from it only with their sheets.',
    openClient: 'The open client is closed for the copy and opened again after it.',
    button: 'Choose a folder…',
    working: 'Copying and verifying',
    done: 'The backup is complete',
    doneFacts: (count: number, size: string) => `${files(count)}, ${size}, verified.`,
    doneNext: 'Unplug the disk and keep it in another place.',
  },
  drill: {
    title: 'Try a restore',
    lead: 'The passphrase that the vault had when the backup was made.',
    button: 'Choose the backup…',
    working: 'Reading the backup',
    sound: 'This backup would restore',
    faulty: 'This backup would not restore in full',
    remedy: 'Make a new backup, and do not rely on this one.',
    another: 'Try another',
  },
  due: {
    never: 'This vault has no backup yet.',
    old: (when: string) => `The last backup was made ${when}.`,
    button: 'Back up now…',
    later: 'Not now',
  },
  menu: {
    snapshots: 'Snapshots…',
    level: 'Seal level…',
    newKey: 'New key…',
    handOver: 'Hand over…',
    destroy: 'Destroy…',
    more: (codename: string) => `More for ${codename}`,
  },
  snapshots: {
    title: (codename: string) => `Snapshots of ${codename}`,
    lead: 'Earlier states of this client, on this disk. They help after a slip; only a backup helps after a loss.',
    take: 'Take one now',
    taken: 'The snapshot is taken',
    empty: 'No snapshot yet',
    emptyWords: 'Valise takes one by itself as you work. You can take one at any time.',
    facts: (entries: number, size: string) => `${many(entries, 'entry', 'entries')}, ${size}`,
    newer: 'Newer than the client',
    restore: 'Restore…',
    restoreNamed: (when: string) => `Restore the snapshot of ${when}`,
    askTitle: 'Go back to this state?',
    ask: (codename: string, when: string) =>
      `${codename} becomes what it was on ${when}. What was written after that is then no longer in it.`,
    askNewer: (codename: string, when: string) =>
      `${codename} becomes what it was on ${when}, which is more than it holds now.`,
    keepPresent: 'Take a snapshot of the present state first',
    button: 'Restore',
    restored: (when: string) => `The client is as it was on ${when}`,
  },
  level: {
    title: (codename: string) => `How ${codename} is sealed`,
    button: 'Change the seal',
    toStrict:
      'A sheet is printed next. Backups from before keep opening what they hold, as they do now.',
    toStandard:
      'The printed sheet is then worth nothing: destroy it. Every backup from now on opens this client with the passphrase.',
    toStandardDone: 'Sealed as Standard. The old sheet is worth nothing now.',
    unconfirmed: 'The sheet of this client was not confirmed yet.',
    showSheet: 'Show the sheet…',
    sheetDone: 'The sheet is confirmed',
  },
  newKey: {
    title: (codename: string) => `A new key for ${codename}`,
    words:
      'The client’s files are sealed with a new key. Copies from before keep opening with the old one, and no longer with anything made after.',
    strict: 'A new sheet is printed next. The old one is then worth nothing.',
    open: 'The client is closed for it and opened again after.',
    button: 'Make a new key',
    working: 'Sealing the client’s files anew',
    done: (codename: string) => `${codename} has a new key`,
  },
  sheet: {
    title: (codename: string) => `The sheet of ${codename}`,
    save: 'Save as PDF…',
  },
  destroy: {
    title: (codename: string) => `Destroy ${codename}`,
    standard:
      'The keys and files of this client in this vault are destroyed. Nobody can undo that. Backups that hold its key are not reached.',
    strict:
      'The keys and files of this client are destroyed. Nobody can undo that. Old backups are reached too: they need a secret that lies only in this computer’s keychain and on the printed sheet.',
    sheet: 'Destroy the printed sheet as well. Until then it can open old backups.',
    until: (day: string) =>
      `Such a backup opens it with its passphrase until it is deleted. The last known one is kept until ${day}.`,
    noEnd:
      'Such a backup opens it with its passphrase until it is deleted. One of the known ones is kept without end.',
    noCopies: 'No backup that holds its key is known.',
    copies: 'Known copies that hold its key',
    handOverReach: 'What was handed over to somebody is theirs, and is not reached.',
    first: 'If the client keeps its data, hand it over or export it first.',
    type: (codename: string) => `Type ${codename} to go on`,
    button: 'Choose where the certificate goes…',
    working: 'Destroying the keys',
    nothing: 'Nothing was destroyed.',
    done: (codename: string) => `${codename} is destroyed`,
    certificate: 'Certificate',
    tried: 'Old key, right passphrase',
    refused: 'Tried, and refused',
    notRefused: 'Not refused',
    notRefusedMore: 'The destruction did not hold. Do not use the certificate; check the vault.',
    reach: 'Last backup with its key',
    reachNone: 'None known',
    reachNoEnd: 'Kept without end',
    reachStrict: 'Reached: useless without the secret',
    left: 'The system’s keychain did not give up its entry. Delete it there: it stands under Valise, with this client’s id, which the certificate names.',
    sign: 'Print the certificate and sign it.',
  },
  destroyed: {
    title: 'Destroyed clients',
    hint: 'Their codenames went with them. What the certificate says was kept, so it can be printed once more.',
    client: (id: string) => `Client ${id}`,
    facts: (made: string) => `Made ${made}`,
    until: (words: string) => `Last backup with its key: ${words}`,
    print: 'Certificate…',
    printOf: (id: string) => `Certificate of client ${id}`,
    printed: (path: string) => `Saved to ${path}`,
  },
  rollback: {
    open: 'What happened, and what now…',
    title: (codename: string) => `${codename} is older than the vault remembers`,
    words:
      'The vault notes the last entry of every client, and its evidence. This client’s files end before that, so they were put back from an older copy, or somebody exchanged them. Until you decide, it opens for reading only.',
    newest: 'Entries that the file lacks lie in a snapshot:',
    none: 'No snapshot on this disk is newer. A backup may be.',
    all: 'All snapshots…',
    accept: 'Go on with this state',
    acceptHint:
      'Go on with this state if you put an older copy back yourself. What came after it is then lost here.',
    accepted: (codename: string) => `${codename} goes on from this state`,
  },
  refusedFault: (code: string) => `It could not be opened (${code})`,
  readOnly:
    'Its files end before what the vault remembers of them, so nothing is written until you decide.',
  /** What a check or a trial restore found, by its code; what follows the code is a place. */
  faults: {
    'rolled-back': 'The file, or its evidence, is older than the vault remembers',
    pages: 'Pages of a file are damaged',
    structure: 'The structure of a file is damaged',
    chain: 'The history does not follow from itself',
    row: 'A record differs from its history',
    evidence: 'A file of evidence or of an exported report differs from its hash',
    snapshot: 'A snapshot is damaged',
    'other-head': 'Its history ends elsewhere than the backup says',
    unexpected: 'It is in the backup and not in its vault',
  } as Record<string, string>,
};
