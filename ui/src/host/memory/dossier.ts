// One open client of the in-memory host: its records, and a journal of whole-file snapshots that carries undo, redo,
// history and the trash. The real host keeps row images in an encrypted file; snapshots are enough to develop against.
import type { Change, Problem, ProblemCode, Undoable, Version } from '../bindings';
import {
  bank,
  library,
  type BankQuestion,
  type LibraryTemplate,
  type SourceClient,
  type SourceFinding,
  type SourceRound,
} from './source';

export type Emit = (kinds: string[]) => void;

export function problem(code: ProblemCode, params: Record<string, string> = {}): Problem {
  return { code, params };
}

/** A record's id in this host: its section and its display code. */
export const recordId = (section: string, code: string): string => `${section}:${code}`;
export const codeOf = (id: string): string => id.slice(id.indexOf(':') + 1);

type Entry = { label: string; detail: string; before: SourceClient; after: SourceClient };

/** Sections that a room reads. */
const EVERYTHING = [
  'answers',
  'findings',
  'evidence',
  'rounds',
  'flows',
  'vendors',
  'ledger',
  'actions',
] as const;
/** Sections whose records show their history. */
const VERSIONED = ['findings', 'flows', 'vendors'];

const listOf = (client: SourceClient, section: string): Record<string, unknown>[] =>
  (client as unknown as Record<string, Record<string, unknown>[] | undefined>)[section] ?? [];

export class MemoryDossier {
  client: SourceClient;
  ownQuestions: BankQuestion[] = [];
  ownTemplates: LibraryTemplate[] = [];
  created: { question: string; section: string; code: string; title: string }[] = [];
  /** Bytes of evidence added in this session, by code; the sample's pictures are read from disk. */
  readonly files = new Map<string, Blob>();
  readonly versions = new Map<string, Version[]>();
  private done: Entry[] = [];
  private undone: Entry[] = [];
  private sequence = 0;

  constructor(
    client: SourceClient,
    private readonly emit: Emit = () => undefined,
  ) {
    this.client = structuredClone(client);
  }

  get today(): string {
    return this.client.as_of;
  }
  get questions(): BankQuestion[] {
    return [...bank, ...this.ownQuestions];
  }
  get templates(): LibraryTemplate[] {
    return [...this.ownTemplates, ...library];
  }
  get findings(): SourceFinding[] {
    return this.client.findings.filter((f) => !f.trashed);
  }

  finding(id: string): SourceFinding {
    const found = this.client.findings.find((f) => f.id === codeOf(id));
    if (!found) throw problem('notFound', { record: codeOf(id) });
    return found;
  }
  round(id: string): SourceRound {
    const found = this.client.rounds.find((r) => r.id === codeOf(id));
    if (!found) throw problem('notFound', { record: codeOf(id) });
    return found;
  }
  engagement(id: string | null): SourceClient['engagements'][number] {
    const found = id
      ? this.client.engagements.find((e) => e.id === codeOf(id))
      : this.client.engagements[0];
    if (!found) throw problem('notFound', { record: id ? codeOf(id) : 'engagement' });
    return found;
  }

  /** Runs one change, journals it, and tells the screen which kinds of record to read again. */
  change<T>(label: string, detail: string, kinds: string[], make: () => T): Change<T> {
    const before = structuredClone(this.client);
    const value = make();
    this.done.push({ label, detail, before, after: structuredClone(this.client) });
    this.undone = [];
    this.remember(label, before);
    this.emit(kinds);
    return { value, undo: { label, detail } };
  }

  undo(): Change<null> {
    const entry = this.done.pop();
    if (!entry) throw problem('nothingToUndo');
    this.undone.push(entry);
    this.client = structuredClone(entry.before);
    this.emit([...EVERYTHING]);
    return { value: null, undo: this.undoable(entry) };
  }

  redo(): Change<null> {
    const entry = this.undone.pop();
    if (!entry) throw problem('nothingToUndo');
    this.done.push(entry);
    this.client = structuredClone(entry.after);
    this.emit([...EVERYTHING]);
    return { value: null, undo: this.undoable(entry) };
  }

  history(id: string): Version[] {
    return [...(this.versions.get(id) ?? [])].reverse();
  }

  restoreVersion(id: string, seq: number): Change<null> {
    const all = this.versions.get(id) ?? [];
    if (!all.some((version) => version.seq === seq))
      throw problem('notFound', { record: codeOf(id) });
    const section = id.slice(0, id.indexOf(':'));
    return this.change('restore_version', codeOf(id), [section], () => {
      const record = listOf(this.client, section).find((one) => one['id'] === codeOf(id));
      if (!record) throw problem('notFound', { record: codeOf(id) });
      // Back from the newest one to the state that this version left behind.
      for (const version of all.toReversed().filter((later) => later.seq > seq))
        for (const field of version.fields)
          record[field.name] = field.before === null ? null : (JSON.parse(field.before) as unknown);
      return null;
    });
  }

  private undoable(entry: Entry): Undoable {
    return { label: entry.label, detail: entry.detail };
  }

  private remember(op: string, before: SourceClient): void {
    for (const section of VERSIONED) this.rememberSection(section, op, before);
  }

  private rememberSection(section: string, op: string, before: SourceClient): void {
    for (const now of listOf(this.client, section)) {
      const old = listOf(before, section).find((one) => one['id'] === now['id']);
      const names = Object.keys(now).filter(
        (name) => JSON.stringify(old?.[name]) !== JSON.stringify(now[name]),
      );
      if (names.length === 0) continue;
      const id = recordId(section, String(now['id']));
      const list = this.versions.get(id) ?? [];
      // What came with the sample stands at the beginning, as an import does.
      if (old && list.length === 0) list.push(this.version('import', Object.keys(old), {}, old));
      list.push(this.version(op, names, old ?? {}, now));
      this.versions.set(id, list);
    }
  }

  private version(
    op: string,
    names: string[],
    old: Record<string, unknown>,
    now: Record<string, unknown>,
  ): Version {
    this.sequence += 1;
    return {
      seq: this.sequence,
      at: Date.now(),
      op,
      erased: false,
      fields: names.map((name) => ({
        name,
        before: old[name] === undefined ? null : JSON.stringify(old[name]),
        after: JSON.stringify(now[name] ?? null),
      })),
    };
  }
}
