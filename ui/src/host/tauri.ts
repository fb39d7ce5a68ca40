// The real host: commands go to Rust through the generated bindings, events come back. Only the files
// of this folder know Tauri.
import { invoke } from '@tauri-apps/api/core';
import { commands, events } from './generated';
import type { Calls, Host, HostEvents } from './host';
import { toProblem } from './problem';

type Generated = Omit<Calls, 'evidenceImage' | 'previewPage' | keyof typeof care>;

// A command that Rust lacks, renames or answers differently does not compile here.
const generated: Generated = commands;

/** Commands that answer with bytes stand outside of the generated list. */
const bytes: Pick<Calls, 'evidenceImage' | 'previewPage'> = {
  evidenceImage: (id, maxWidth) => invoke('evidence_image', { id, maxWidth }),
  previewPage: (key, index, width) => invoke('preview_page', { key, index, width }),
};

/** Ways in, copies, destruction, hand-overs. */
const care = {
  confirmSheet: (id, first, second) => invoke('confirm_sheet', { id, first, second }),
  waysIn: () => invoke('ways_in'),
  unlockQuick: () => invoke('unlock_quick'),
  recover: (key, next) => invoke('recover', { key, next }),
  restoreBackup: () => invoke('restore_backup'),
  safekeeping: () => invoke('safekeeping'),
  beginRecoveryKey: () => invoke('begin_recovery_key'),
  saveRecoveryKit: () => invoke('save_recovery_kit'),
  confirmRecoveryKey: (first, second) => invoke('confirm_recovery_key', { first, second }),
  setQuickUnlock: (on) => invoke('set_quick_unlock', { on }),
  rotateVault: (passphrase) => invoke('rotate_vault', { passphrase }),
  backUp: (wish) => invoke('back_up', { wish }),
  drillBackup: (passphrase) => invoke('drill_backup', { passphrase }),
  forgetCopy: (id) => invoke('forget_copy', { id }),
  setBackupReminder: (days) => invoke('set_backup_reminder', { days }),
  checkVault: () => invoke('check_vault'),
  clientKeeping: (id) => invoke('client_keeping', { id }),
  takeSnapshot: (id) => invoke('take_snapshot', { id }),
  restoreSnapshot: (id, snapshot) => invoke('restore_snapshot', { id, snapshot }),
  acceptRollback: (id) => invoke('accept_rollback', { id }),
  setLevel: (id, level) => invoke('set_level', { id, level }),
  clientSheet: (id) => invoke('client_sheet', { id }),
  saveClientSheet: (id) => invoke('save_client_sheet', { id }),
  rotateClient: (id) => invoke('rotate_client', { id }),
  destroyClient: (id, codename) => invoke('destroy_client', { id, codename }),
  contactCard: () => invoke('contact_card'),
  readCard: (text) => invoke('read_card', { text }),
  handOver: (wish) => invoke('hand_over', { wish }),
  receive: (passphrase) => invoke('receive', { passphrase }),
  takeIn: (token, codename) => invoke('take_in', { token, codename }),
  mergeView: (token) => invoke('merge_view', { token }),
  applyMerge: (token, choices) => invoke('apply_merge', { token, choices }),
  dropArrival: (token) => invoke('drop_arrival', { token }),
} satisfies Partial<Calls>;

type Call = (...args: unknown[]) => Promise<unknown>;

/** Rejects with a `Problem` and nothing else: a denial by Tauri arrives as plain text. */
function guarded(call: Call): Call {
  return async (...args) => {
    try {
      return await call(...args);
    } catch (thrown) {
      throw toProblem(thrown);
    }
  };
}

export function tauriHost(): Host {
  const calls = Object.fromEntries(
    Object.entries({ ...generated, ...bytes, ...care }).map(([name, call]) => [
      name,
      guarded(call as Call),
    ]),
  ) as unknown as Calls;
  return {
    ...calls,
    on<Name extends keyof HostEvents>(name: Name, heard: (event: HostEvents[Name]) => void) {
      // The subscription itself is asynchronous; leaving before it is made must still undo it.
      let gone = false;
      let leave: (() => void) | undefined;
      const event = events[name] as unknown as {
        listen(heard: (event: { payload: HostEvents[Name] }) => void): Promise<() => void>;
      };
      void event
        .listen((sent) => {
          if (!gone) heard(sent.payload);
        })
        .then((unlisten) => {
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
