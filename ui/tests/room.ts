// A room on the in-memory host with the sample client open, and a voice that remembers what it said.
import sampleText from '../../src-tauri/crates/domain/data/samples/sample-client.json?raw';
import { MemoryDossier } from '../src/host/memory/dossier';
import { roomCommands } from '../src/host/memory/rooms';
import type { SourceClient } from '../src/host/memory/source';
import type { Room } from '../src/areas/room';

export interface Heard {
  done: { message: string; undo?: () => void }[];
  said: string[];
  failed: unknown[];
}

export function heronRoom(): {
  room: Room;
  heard: Heard;
  dossier: MemoryDossier;
  drafts: Map<string, string>;
} {
  const dossier = new MemoryDossier(JSON.parse(sampleText) as SourceClient);
  const drafts = new Map<string, string>();
  const heard: Heard = { done: [], said: [], failed: [] };
  const host = {
    ...roomCommands(() => dossier),
    saveDraft: async (key: string, text: string) => {
      drafts.set(key, text);
      return null;
    },
    drafts: async () => [...drafts].map(([key, text]) => ({ key, text })),
    cancelJob: async () => null,
  } as unknown as Room['host'];
  const voice: Room['voice'] = {
    done: (message, options) => heard.done.push({ message, undo: options?.undo }),
    say: (message) => heard.said.push(message),
    fail: (problem) => heard.failed.push(problem),
  };
  return { room: { host, voice }, heard, dossier, drafts };
}
