// One row for each code that Rust can send: what happened, and what to do next. A test demands all.
import type { Problem, ProblemCode } from '$/host/bindings';
import { KEEPING } from './problemsOfKeeping';
import { LEDGER_RULES } from './problemsOfLedger';

export interface ProblemWords {
  sentence: string;
  remedy: string;
}

export type Row = ProblemWords | ((params: Record<string, string>) => ProblemWords);

const TABLE: Record<ProblemCode, Row> = {
  ...KEEPING,
  wrongPassphrase: ({ of }) =>
    of === 'backup'
      ? {
          sentence: 'That passphrase does not open this backup.',
          remedy:
            'A backup keeps the passphrase that the vault had when it was made: if you changed it since, type the earlier one.',
        }
      : {
          sentence: 'That passphrase does not open this vault.',
          remedy: 'Check Caps Lock and the keyboard layout, then try again.',
        },
  vaultDamaged: {
    sentence: 'The vault’s key file is damaged, so no passphrase can be checked against it.',
    remedy: 'Put back the newest backup of the vault folder. Nothing was changed here.',
  },
  vaultNewer: {
    sentence: 'A newer Valise wrote this vault.',
    remedy: 'Open it with that version. This one leaves it untouched.',
  },
  notAVault: {
    sentence: 'This folder holds other files, not a vault.',
    remedy:
      'Choose another folder, or move those files away. Valise writes into no foreign folder.',
  },
  vaultAbsent: {
    sentence: 'There is no vault at this place.',
    remedy: 'Create one here, or put the vault folder back where it was.',
  },
  vaultExists: {
    sentence: 'A vault is already here.',
    remedy: 'Unlock it with its passphrase.',
  },
  vaultInUse: {
    sentence: 'Another program has this vault open.',
    remedy: 'Close the other Valise window or command, then try again.',
  },
  passphraseWeak: {
    sentence: 'That passphrase is too easy to guess.',
    remedy: 'Use five or more words that do not belong together.',
  },
  clientExists: ({ codename }) => ({
    sentence: codename
      ? `There is a client with the codename ${codename} already.`
      : 'There is a client with this codename already.',
    remedy: 'Choose another codename.',
  }),
  notFound: {
    sentence: 'This record is not here any more.',
    remedy: 'Look in the trash, or undo the last change.',
  },
  readOnly: {
    sentence: 'This client is open for reading only.',
    remedy: 'The change was not made. The line at the top says why, and what to do.',
  },
  rolledBack: {
    sentence: 'This client’s file is older than the vault remembers.',
    remedy: 'It opens for reading only. The line above it says what can be done.',
  },
  sheetNeeded: {
    sentence: 'This client is sealed at Strict, and this machine does not hold its secret.',
    remedy: 'Enter the secret from the client’s printed sheet.',
  },
  inputNotUnderstood: (params) => {
    const place = [
      params['line'] ? `line ${params['line']}` : '',
      params['column'] ? `column ${params['column']}` : '',
    ]
      .filter(Boolean)
      .join(', ');
    const expected = params['expected'] ? ` Expected: ${params['expected']}.` : '';
    const found = params['found'] ? ` Found: ${params['found']}.` : '';
    return {
      sentence: `${params['file'] || 'The file'} could not be read${place ? ` at ${place}` : ''}${
        params['path'] ? ` (${params['path']})` : ''
      }.${expected}${found}`,
      remedy: 'Correct the file there and bring it in again. Nothing was changed.',
    };
  },
  tooLarge: ({ limit }) => ({
    sentence: limit ? `This is larger than ${limit}.` : 'This is larger than Valise keeps.',
    remedy: 'Cut it down or split it, then try again.',
  }),
  unsupportedImage: {
    sentence: 'Valise cannot read this picture.',
    remedy: 'Save it as PNG or JPEG and add it again.',
  },
  refused: (params) => refusal(params),
  exportStopped: ({ count }) => ({
    sentence:
      count && count !== '1'
        ? `${count} things stop this report from leaving.`
        : 'Something stops this report from leaving.',
    remedy: 'They stand under “Before export”. Resolve each, then export again.',
  }),
  cancelled: { sentence: 'Cancelled.', remedy: 'Nothing was changed.' },
  diskFull: {
    sentence: 'The disk is full.',
    remedy: 'Make room, then repeat the last step. What was saved before is safe.',
  },
  io: {
    sentence: 'The disk did not do what was asked.',
    remedy: 'Check that the folder is there and may be written, then try again.',
  },
  clipboardEmpty: {
    sentence: 'There is no picture on the clipboard.',
    remedy: 'Copy a screenshot first, then paste again.',
  },
  sealed: { sentence: 'The vault is locked.', remedy: 'Unlock it to go on.' },
  covered: {
    sentence: 'The window is covered.',
    remedy: 'Lift the cover with the PIN, or lock the vault.',
  },
  wrongPin: ({ left }) => ({
    sentence: 'That is not the PIN.',
    remedy: left
      ? `Try again: after ${left} more the vault is locked.`
      : 'Try again, or lock the vault.',
  }),
  noClient: { sentence: 'No client is open.', remedy: 'Open a client first.' },
  nothingToUndo: {
    sentence: 'There is nothing to undo.',
    remedy: 'Changes before an export or a lock stay as they are.',
  },
  reportFailed: {
    sentence: 'The report could not be typeset.',
    remedy: 'Your records are safe. Switch sections off one by one to find the one at fault.',
  },
  glyphMissing: ({ characters }) => ({
    sentence: characters
      ? `The report’s fonts lack these characters: ${characters}.`
      : 'The report’s fonts lack a character that is used.',
    remedy: 'Write it in another way, then export again.',
  }),
  denied: {
    sentence: 'The app refused that command in this state.',
    remedy: 'Lock and unlock, then try again.',
  },
  internal: {
    sentence: 'Something went wrong inside Valise.',
    remedy: 'Your last saved change is safe. Try again; if it happens twice, restart the app.',
  },
};

/** Sentences for `refused`, by rule. A rule that is not here gets the plain one. */
const RULES: Record<string, Row> = {
  ...LEDGER_RULES,
  alreadyAnswered: {
    sentence: 'The question was answered again meanwhile.',
    remedy: 'Put the newer answer into the trash first, then restore this one.',
  },
  anotherFileThere: {
    sentence: 'Another file of that name lies in the folder.',
    remedy: 'Choose an empty folder, so that nothing of another client is overwritten.',
  },
  versionNoLongerFits: {
    sentence: 'Other records changed since that version, so it no longer fits.',
    remedy: 'Change the fields by hand. The version stays in the history.',
  },
  folderMissing: {
    sentence: 'The folder does not exist any more.',
    remedy: 'Choose another place.',
  },
  evidenceMissing: ({ record }) => ({
    sentence: `The file of ${record ?? 'a piece of evidence'} was not imported with its record.`,
    remedy:
      'Import the client again with its evidence beside it, or put the record into the trash.',
  }),
  placeUnfit: {
    sentence: 'A backup cannot be made in that folder.',
    remedy: 'Choose a folder outside of the vault, best on another disk.',
  },
  backupIsNoPlace: {
    sentence: 'This folder is a backup.',
    remedy: 'A backup stays as it was written. Restore it where there is no vault yet.',
  },
  clientOpen: {
    sentence: 'The client is open.',
    remedy: 'Close it, then try again.',
  },
  mergeOpen: {
    sentence: 'Not every conflict has a side yet.',
    remedy: 'Choose one for each, then apply.',
  },
  mergeDoesNotHold: ({ place }) => ({
    sentence: `Merged like this, a record would point to nothing${place ? ` (${place})` : ''}.`,
    remedy: 'Choose the other side there. Nothing was changed.',
  }),
  noPin: {
    sentence: 'The window is covered only where a PIN can lift it.',
    remedy: 'Set a PIN in Settings, under Security. Ctrl+L locks the vault without one.',
  },
  pinTooPlain: {
    sentence: 'That PIN is the first that anybody would try.',
    remedy: 'Choose digits that are neither all the same nor in a row.',
  },
  clipboardUnavailable: {
    sentence: 'The system’s clipboard did not take it.',
    remedy: 'Write the words down instead.',
  },
  roundFrozen: {
    sentence: 'This round is frozen, so its answers stay as they are.',
    remedy: 'Start a new round on top of it.',
  },
  draftIncomplete: {
    sentence: 'This finding is not complete enough to be confirmed.',
    remedy: 'Fill in what is listed as missing.',
  },
  proofMissing: {
    sentence: 'A finding closes with a proof.',
    remedy: 'Write how it was checked, then close it.',
  },
  statusStep: {
    sentence: 'A finding is confirmed first, and does not become a draft again.',
    remedy: 'Confirm it, then move it on. Or move it to the trash.',
  },
  scenarioOfAnotherKind: {
    sentence: 'That event counts another kind of money.',
    remedy: 'Choose an event of the same kind, or change the kind of money first.',
  },
  nameInTemplate: ({ word }) => ({
    sentence: word
      ? `“${word}” names somebody or something of this client, so no template was saved.`
      : 'A name of this client stands in the finding, so no template was saved.',
    remedy: 'Write the role or the function in its place, then save it again.',
  }),
  kindNeedsItsRoom: {
    sentence: 'This kind of record needs more than a title.',
    remedy: 'Note it in their words for now.',
  },
  basisOfAnotherPack: {
    sentence: 'Only rounds of the same question set can be compared.',
    remedy: 'Choose another round to compare with, or none.',
  },
  builtInQuestion: {
    sentence: 'This question belongs to the bank, which stays as it is.',
    remedy: 'Copy it as a question of your own and change the copy.',
  },
  emptyReading: {
    sentence: 'A reading of nobody and nothing says nothing.',
    remedy: 'Count the people who could use it, or the cases of the week.',
  },
  noCaseForAudience: {
    sentence: 'An automation case is for those who decide on the money.',
    remedy: 'Make the copy for the founder or for the client.',
  },
  noLedgerForAudience: {
    sentence: 'That reader does not hold the ledger.',
    remedy: 'Make the copy for the founder or for the client.',
  },
  noLiteForAudience: {
    sentence: 'That reader has no copy of the Leverage Audit Lite.',
    remedy: 'Make it for the founder or for the client.',
  },
  noFlows: {
    sentence: 'That copy would hold no flow of work.',
    remedy: 'Measure a flow first, under Friction.',
  },
  noCopyForAudience: {
    sentence: 'This engagement has no copy for that reader.',
    remedy: 'Choose another engagement or another reader.',
  },
  noTimedCases: {
    sentence: 'No case of this flow was watched yet.',
    remedy: 'Start the stopwatch when a case begins, and count it when it ends.',
  },
  timingNeedsCases: {
    sentence: 'Times become hours only with people and cases a week.',
    remedy:
      'Enter both, then take the times over. Less than three minutes a week is no tenth of an hour.',
  },
  stillLinked: ({ by }) => ({
    sentence: by
      ? `${by} still points to this record.`
      : 'Another record still points to this one.',
    remedy: 'Take that link away first.',
  }),
  costFollowsBill: {
    sentence: 'This cost follows a bill in another currency.',
    remedy: 'Change the bill or its rate, or take the bill away first.',
  },
  tooManyFiles: ({ limit }) => ({
    sentence: `More than ${limit ?? '200'} files were dropped at once, and none was taken.`,
    remedy: 'Drop them in smaller groups.',
  }),
  scoreOutsideRange: {
    sentence: 'A score is a whole number from 0 to 4.',
    remedy: 'Press 0, 1, 2, 3 or 4.',
  },
};

function refusal(params: Record<string, string>): ProblemWords {
  const row = params['rule'] ? RULES[params['rule']] : undefined;
  if (row) return typeof row === 'function' ? row(params) : row;
  return {
    sentence: 'A rule of the file does not allow this.',
    remedy: 'Nothing was changed.',
  };
}

/** Every rule that has words of its own. For the tests. */
export const ruleCodes = Object.keys(RULES);

/** Every code, in the table's order. For the test and the kit page. */
export const problemCodes = Object.keys(TABLE) as ProblemCode[];

/** The words for a problem. */
export function problemWords(problem: Problem): ProblemWords {
  const row = TABLE[problem.code] ?? TABLE.internal;
  return typeof row === 'function' ? row(problem.params) : row;
}
