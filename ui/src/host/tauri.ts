// The real host: commands go to Rust through the generated bindings, events come back. Only the files
// of this folder know Tauri.
import { invoke } from '@tauri-apps/api/core';
import { commands, events } from './generated';
import type { Calls, Host, HostEvents } from './host';
import { toProblem } from './problem';

type Generated = Omit<Calls, 'evidenceImage' | 'previewPage'>;

// A command that Rust lacks, renames or answers differently does not compile here.
const generated: Generated = commands;

/** Commands that answer with bytes stand outside of the generated list. */
const bytes: Pick<Calls, 'evidenceImage' | 'previewPage'> = {
  evidenceImage: (id, maxWidth) => invoke('evidence_image', { id, maxWidth }),
  previewPage: (key, index, width) => invoke('preview_page', { key, index, width }),
};

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
    Object.entries({ ...generated, ...bytes }).map(([name, call]) => [name, guarded(call as Call)]),
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
