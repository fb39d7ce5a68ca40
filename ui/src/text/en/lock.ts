export const lock = {
  unlock: {
    title: 'Unlock your vault',
    gone: 'The keys are gone from memory.',
    reasons: {
      key: 'Locked.',
      idle: 'Locked: nobody touched a key for a while.',
      pin: 'Locked: the PIN was wrong five times.',
      suspend: 'Locked before the computer went to sleep.',
      screenLock: 'Locked with the screen.',
      userSwitch: 'Locked when another user took the screen.',
      lid: 'Locked when the lid was closed.',
    } as Record<string, string>,
    button: 'Unlock',
    working: 'Opening the vault',
  },
  create: {
    title: 'Create your vault',
    lead: 'One passphrase seals everything you keep here, on this computer only.',
    button: 'Create vault',
    working: 'Sealing the vault',
    suggest: 'Suggest one',
    suggested: {
      title: 'Six words, drawn by chance',
      copy: 'Copy',
      copied: 'Copied. It leaves the clipboard in 15 seconds.',
      another: 'Another',
      how: 'Paste them into your password manager, or write them on paper. Then repeat them below.',
    },
    repeat: 'Repeat it',
    different: 'The two are not the same yet.',
    weak: 'This one is too easy to guess. Add words that do not belong together.',
    forgotten: 'If you forget it, nobody can open the vault.',
    forgottenMore:
      'There is no account and no copy elsewhere, and nobody can reset it. Write it down, or print an Emergency Kit from Settings later, and keep the paper away from this computer.',
    levels: 'You choose a level for each client',
    standard: 'Standard',
    standardMore: 'Any backup of the vault opens with this passphrase.',
    strict: 'Strict',
    strictMore:
      'A second secret stays in this computer’s keychain and on a printed sheet. Destroying the client reaches old backups too; a new computer needs the sheet.',
  },
  cover: {
    title: 'Covered',
    words: 'The vault is still open behind this cover. Your PIN lifts it.',
    pin: 'PIN',
    button: 'Lift the cover',
    wrong: (left: number) =>
      `That is not the PIN. ${left === 1 ? 'One try is left' : `${left} tries are left`}, then the vault is locked.`,
    failed: 'The cover could not be lifted. Lock the vault and unlock it with the passphrase.',
    lock: 'Lock the vault instead',
    lockMore: 'Locking drops the keys; the passphrase opens it again.',
  },
  passphrase: 'Passphrase',
  show: 'Show the passphrase',
  hide: 'Hide the passphrase',
  capsLock: 'Caps Lock is on',
  place: 'Vault',
  strength: {
    label: 'Strength',
    scores: ['Very weak', 'Weak', 'Fair', 'Good', 'Strong'],
    words: (count: number) => (count === 1 ? '1 word' : `${count} words`),
    cracked: (time: string) =>
      `A stolen copy would hold ${time} against guessing on one fast machine.`,
    times: {
      seconds: 'for seconds',
      minutes: 'for minutes',
      hours: 'for hours',
      days: 'for days',
      months: 'for months',
      years: 'for years',
      centuries: 'for centuries',
    },
  },
  stages: {
    foreign: {
      title: 'This folder is not a vault',
      words:
        'Other files lie where the vault belongs. Valise writes into no folder that it did not make.',
      next: 'Move those files away, then look again.',
    },
    damaged: {
      title: 'The vault’s key file is damaged',
      words:
        'Both copies of it fail their check, so no passphrase can be tried. Your clients’ files are untouched.',
      next: 'Put back the newest backup of the vault folder, then look again.',
    },
    newer: {
      title: 'A newer Valise wrote this vault',
      words: 'This version leaves it untouched, so that nothing is lost.',
      next: 'Open it with the newer version.',
    },
    missing: {
      title: 'The folder of the vault is not there',
      words: 'It was opened from this folder last time. Its disk may be unplugged.',
      next: 'Plug the disk in, then look again, or open another vault.',
    },
    look: 'Look again',
  },
  other: {
    choose: 'Open another vault…',
    usual: 'Back to the usual place',
  },
  offline: 'No account. No network. Nothing leaves this computer by itself.',
};
