// A merge while it is chosen: differences grouped by record, the side of each, and what is still open.
import { host } from '$/host/host';
import type { MergeChoice, MergeField, MergeSide, MergeView } from '$/host/bindings';

export interface MergeRecord {
  id: string;
  section: string;
  code: string;
  title: string;
  /** Conflicts first. */
  fields: MergeField[];
  conflict: boolean;
}

export const fieldKey = (field: Pick<MergeField, 'record' | 'path'>): string =>
  `${field.record}/${field.path}`;

const byConflict = (a: MergeField, b: MergeField): number =>
  Number(b.state === 'conflict') - Number(a.state === 'conflict');

/** Records with a conflict first, else in the order in which they came. */
export function groupByRecord(fields: readonly MergeField[]): MergeRecord[] {
  const records = new Map<string, MergeRecord>();
  for (const field of fields) {
    const { record: id, section, code, title } = field;
    const known = records.get(id) ?? { id, section, code, title, fields: [], conflict: false };
    known.fields.push(field);
    known.conflict ||= field.state === 'conflict';
    records.set(id, known);
  }
  return [...records.values()]
    .map((record) => ({ ...record, fields: record.fields.toSorted(byConflict) }))
    .toSorted((a, b) => Number(b.conflict) - Number(a.conflict));
}

export class MergeState {
  view = $state.raw<MergeView | null>(null);
  problem = $state.raw<unknown>(null);
  applying = $state(false);
  /** Key of the field that the keys act on. */
  current = $state<string | null>(null);
  #chosen = $state.raw<ReadonlyMap<string, MergeSide>>(new Map());

  readonly records = $derived(groupByRecord(this.view?.fields ?? []));
  readonly fields = $derived(this.records.flatMap((record) => record.fields));
  readonly open = $derived(this.fields.filter((field) => this.side(field) === null));
  /** Fields that take what stands there: what Apply changes here. */
  readonly changes = $derived(this.fields.filter((field) => this.side(field) === 'theirs').length);
  readonly touched = $derived(this.#chosen.size > 0);

  constructor(readonly token: string) {}

  async load(): Promise<void> {
    try {
      this.view = await host.mergeView(this.token);
      this.problem = null;
      this.current ??= this.fields[0] ? fieldKey(this.fields[0]) : null;
    } catch (thrown) {
      this.problem = thrown;
    }
  }

  side(field: MergeField): MergeSide | null {
    return this.#chosen.get(fieldKey(field)) ?? field.taken;
  }

  choose(fields: readonly MergeField[], side: MergeSide): void {
    const chosen = new Map(this.#chosen);
    for (const field of fields) {
      // What would be taken anyway is no choice.
      if (field.taken === side) chosen.delete(fieldKey(field));
      else chosen.set(fieldKey(field), side);
    }
    this.#chosen = chosen;
  }

  field(key: string | null): MergeField | undefined {
    return this.fields.find((field) => fieldKey(field) === key);
  }

  record(key: string | null): MergeRecord | undefined {
    const id = this.field(key)?.record;
    return this.records.find((record) => record.id === id);
  }

  /** Goes by one difference up or down; stays at the ends. */
  step(by: 1 | -1): void {
    const at = this.fields.findIndex((field) => fieldKey(field) === this.current);
    const next = this.fields[Math.min(this.fields.length - 1, Math.max(0, at + by))];
    if (next) this.current = fieldKey(next);
  }

  /** The next conflict without a side, around the end if need be. */
  nextOpen(): void {
    const at = this.fields.findIndex((field) => fieldKey(field) === this.current);
    const around = [...this.fields.slice(at + 1), ...this.fields.slice(0, at + 1)];
    const next = around.find((field) => this.side(field) === null);
    if (next) this.current = fieldKey(next);
  }

  choices(): MergeChoice[] {
    return this.fields.flatMap((field) => {
      const side = this.#chosen.get(fieldKey(field));
      return side ? [{ record: field.record, path: field.path, side }] : [];
    });
  }

  /** Number of records changed; null when something is open still. */
  async apply(): Promise<number | null> {
    if (this.applying || this.open.length > 0) return null;
    this.applying = true;
    try {
      return await host.applyMerge(this.token, this.choices());
    } finally {
      this.applying = false;
    }
  }
}

/** Choices outlast a look at another section; a lock, leaving and applying forget them. */
const kept = new Map<string, MergeState>();

export function mergeOf(token: string): MergeState {
  const state = kept.get(token) ?? new MergeState(token);
  kept.set(token, state);
  return state;
}

export function forgetMerge(token: string): void {
  kept.delete(token);
}
