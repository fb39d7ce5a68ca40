// The real host: commands go to Rust by name, events come back. The only file that knows Tauri.
import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type { Commands } from './commands';
import type { Host, HostEvents } from './host';
import { toProblem } from './problem';

/**
 * The names of each command's arguments, in order: Rust receives them by name. Keeping them typed
 * against `Commands` makes a forgotten or misspelt command a compile error.
 */
const ARGUMENTS: {
  [Name in keyof Commands]: readonly string[] & { length: Parameters<Commands[Name]>['length'] };
} = {
  appState: [],
  passphraseStrength: ['text'],
  createVault: ['passphrase'],
  unlock: ['passphrase'],
  cancelJob: ['job'],
  lock: [],
  listClients: [],
  createClient: ['client'],
  openClient: ['id'],
  closeClient: [],
  importClient: [],
  exportClient: ['id'],
  addSamples: [],
  removeSamples: [],
  overview: ['engagement'],
  audit: ['engagement', 'round'],
  question: ['round', 'question'],
  answer: ['change'],
  startRound: ['round'],
  freezeRound: ['round'],
  createFromQuestion: ['round', 'question', 'kind', 'title'],
  saveOwnQuestion: ['question'],
  exportBank: [],
  importBank: [],
  findings: ['engagement'],
  finding: ['id'],
  template: ['id'],
  searchTemplates: ['text'],
  priceTemplate: ['id', 'inputs'],
  raiseFinding: ['finding'],
  editFinding: ['change'],
  trashRecord: ['id'],
  restoreRecord: ['id'],
  eraseRecord: ['id'],
  trash: [],
  saveTemplate: ['finding'],
  attachEvidence: ['finding'],
  attachDropped: ['token', 'finding'],
  pasteEvidence: ['finding'],
  evidenceImage: ['id', 'maxWidth'],
  editEvidence: ['change'],
  saveDraft: ['key', 'text'],
  drafts: [],
  undo: [],
  redo: [],
  history: ['id'],
  restoreVersion: ['id', 'seq'],
  search: ['text'],
  reportOptions: [],
  checkReport: ['params'],
  previewReport: ['params'],
  previewPage: ['key', 'index', 'width'],
  exportReport: ['params', 'password', 'shown'],
  savePreferences: ['preferences'],
  saveBranding: ['branding'],
  chooseLogo: [],
  changePassphrase: ['current', 'next'],
  painted: [],
  activity: [],
};

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function call(name: keyof Commands) {
  const command = snake(name);
  const names = ARGUMENTS[name];
  return async (...args: unknown[]) => {
    try {
      return await invoke(
        command,
        Object.fromEntries(names.map((argument, index) => [argument, args[index]])),
      );
    } catch (thrown) {
      throw toProblem(thrown);
    }
  };
}

export function tauriHost(): Host {
  const calls = Object.fromEntries(
    (Object.keys(ARGUMENTS) as (keyof Commands)[]).map((name) => [name, call(name)]),
  );
  return {
    ...(calls as unknown as Omit<Host, 'on'>),
    on<Name extends keyof HostEvents>(name: Name, heard: (event: HostEvents[Name]) => void) {
      // The subscription itself is asynchronous; leaving before it is made must still undo it.
      let gone = false;
      let leave: (() => void) | undefined;
      void listen<HostEvents[Name]>(name, (event) => {
        if (!gone) heard(event.payload);
      }).then((unlisten) => {
        if (gone) unlisten();
        else leave = unlisten;
      });
      return () => {
        gone = true;
        leave?.();
      };
    },
  };
}
