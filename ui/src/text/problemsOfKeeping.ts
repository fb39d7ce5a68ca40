// Words for what can go wrong with ways in, copies and hand-overs; a part of the table of problems.
import type { ProblemCode } from '$/host/bindings';
import type { Row } from './problems';

export const KEEPING = {
  recoveryMistyped: ({ group }) => ({
    sentence: group
      ? `Group ${group} of the recovery key cannot be right.`
      : 'A letter of the recovery key is mistyped: its check does not hold.',
    remedy: 'Compare the groups with the kit, one by one.',
  }),
  recoveryMismatch: {
    sentence: 'This recovery key is well formed, but it does not open this vault.',
    remedy: 'It may be used up, or of an older kit. Look for the kit with the highest number.',
  },
  noRecoveryKey: {
    sentence: 'No recovery key was made for this vault.',
    remedy: 'Only its passphrase opens it.',
  },
  groupsWrong: {
    sentence: 'These are not the two groups that were asked for.',
    remedy: 'Compare them with the paper. A slip there would cost you the key.',
  },
  // To a vault leads its passphrase, to a client sealed at Strict its sheet.
  keychainUnavailable: ({ detail, opens }) => {
    const locked = detail === 'credentials.locked';
    const absent = detail === 'credentials.unavailable';
    return {
      sentence: locked
        ? 'The system’s keychain is locked.'
        : absent
          ? 'No keychain of the system answers.'
          : 'The system’s keychain did not give or keep what it was asked for.',
      remedy: `${locked ? 'Unlock it' : absent ? 'Start it' : 'Look at it'} and try again. ${
        opens === 'vault'
          ? 'The passphrase opens the vault as before.'
          : 'A client sealed at Strict also opens with its printed sheet.'
      }`,
    };
  },
  quickUnlockGone: {
    sentence: 'The system’s keychain no longer opens this vault.',
    remedy: 'Use the passphrase. Quick unlock can be switched on again in Settings.',
  },
  backupDamaged: ({ file }) => ({
    sentence: file
      ? `The backup is damaged: ${file} differs from what was written.`
      : 'The backup is damaged.',
    remedy: 'Use another backup. Nothing was changed.',
  }),
  notABackup: {
    sentence: 'This folder is not a backup of a Valise vault.',
    remedy: 'Choose the folder that Valise made, not the one above it.',
  },
  folderNotEmpty: {
    sentence: 'Something lies in that folder already.',
    remedy: 'Choose an empty folder, or make a new one. Nothing was written.',
  },
  codenameMismatch: {
    sentence: 'This is not the codename of the client.',
    remedy: 'Nothing was destroyed. Type the codename as it stands above.',
  },
  handOverNeedsPassphrase: {
    sentence: 'This hand-over is sealed with a passphrase.',
    remedy: 'Ask the sender for it, then open the file again.',
  },
  handOverDamaged: {
    sentence: 'The hand-over is damaged or was cut short on its way.',
    remedy: 'Ask for the file once more. Nothing was taken in.',
  },
  handOverNotForYou: {
    sentence: 'This hand-over is sealed for somebody else.',
    remedy: 'Send your card to the sender and ask for a file that is sealed for you.',
  },
  handOverForged: {
    sentence: 'The sender’s signature does not fit this file.',
    remedy: 'Do not use it. Call the sender, and ask for the file once more.',
  },
  handOverNewer: {
    sentence: 'A newer Valise wrote this hand-over.',
    remedy: 'Open it with that version. Nothing was taken in.',
  },
  notAHandOver: {
    sentence: 'This file is not a hand-over.',
    remedy: 'Choose a file that ends in .valise and was made by “Hand over”.',
  },
  cardNotUnderstood: {
    sentence: 'This is not a whole card.',
    remedy: 'Copy it again from its first letter to its last. It begins with valise1.',
  },
} satisfies Partial<Record<ProblemCode, Row>>;
