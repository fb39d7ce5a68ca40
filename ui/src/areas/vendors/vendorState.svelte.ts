// One vendor being edited. Texts are drafted while they are typed and enter the journal on blur; everything else is
// one undoable change at once.
import type { PromiseLine, RecordId, VendorDetail, VendorRow } from '$/host/bindings';
import { DraftText } from '../draftText.svelte';
import type { Room } from '../room';
import { text } from '$/text';

const t = text.vendors;

export const VENDOR_TEXTS = [
  'name',
  'purpose',
  'data',
  'exit',
  'agreement',
  'sla',
  'measured',
  'decision',
] as const;
export type VendorText = (typeof VENDOR_TEXTS)[number];
type Texts = Record<VendorText, DraftText>;

function textOf(detail: VendorDetail, field: VendorText): string {
  switch (field) {
    case 'name':
    case 'purpose':
    case 'exit':
    case 'decision':
      return detail.row[field];
    default:
      return detail[field];
  }
}

/** The promises with one more, one changed, or (with null) one fewer. */
export function withPromise(
  promises: readonly PromiseLine[],
  at: number | null,
  line: PromiseLine | null,
): PromiseLine[] {
  if (at === null) return line ? [...promises, line] : [...promises];
  return promises.flatMap((old, index) => (index === at ? (line ? [line] : []) : [old]));
}

export class VendorState {
  detail = $state.raw<VendorDetail | null>(null);
  texts = $state.raw<Texts | null>(null);
  problem = $state.raw<unknown>(null);

  private turn = 0;
  private queue: Promise<unknown> = Promise.resolve();
  private changes = 0;

  /** `onrow`: the vendor's line in the list changed. */
  constructor(
    private readonly room: Room,
    private readonly onrow: (row: VendorRow) => void = () => undefined,
  ) {}

  get saving(): boolean {
    return Object.values(this.texts ?? {}).some(
      (text) => text.phase === 'typing' || text.phase === 'keeping',
    );
  }

  async open(id: RecordId | null): Promise<void> {
    if (id !== this.detail?.row.id) await this.leave();
    const turn = ++this.turn;
    if (id === null) {
      this.detail = null;
      this.texts = null;
      return;
    }
    try {
      const [detail, drafts] = await Promise.all([
        this.room.host.vendor(id),
        this.room.host.drafts(),
      ]);
      if (turn !== this.turn) return;
      const kept = new Map(drafts.filter((d) => d.text !== '').map((d) => [d.key, d.text]));
      const same = this.detail?.row.id === id && this.texts !== null;
      this.detail = detail;
      this.problem = null;
      if (same) this.follow(detail);
      else this.texts = this.textsOf(detail, kept);
    } catch (problem) {
      if (turn === this.turn) this.problem = problem;
    }
  }

  /** Reads it again after an undo or a change elsewhere; what is being typed stays. */
  async refresh(): Promise<void> {
    await this.queue;
    if (this.detail) await this.open(this.detail.row.id);
  }

  /** One field, at once. A value that builds on what stands there is a function, asked when its turn has come. */
  edit(field: string, value: unknown, said: string | null = null): Promise<boolean> {
    const asked = this.detail;
    if (!asked) return Promise.resolve(false);
    const { id } = asked.row;
    const run = async (): Promise<boolean> => {
      try {
        const now = this.detail?.row.id === id ? this.detail : asked;
        const given: unknown = typeof value === 'function' ? value(now) : value;
        const change = await this.room.host.editVendor({
          id,
          field,
          value: given === null ? null : JSON.stringify(given),
        });
        this.changes += 1;
        this.take(change.value);
        if (said) this.room.voice.done(said, { undo: this.undoer() });
        return true;
      } catch (problem) {
        this.room.voice.fail(problem);
        // What the field shows may be what was refused: read the truth again.
        await this.open(id);
        return false;
      }
    };
    const done = this.queue.then(run);
    this.queue = done;
    return done;
  }

  /** Says what follows from the newest change; with Undo. */
  tell(words: string): void {
    this.room.voice.done(words, { undo: this.undoer() });
  }

  setPromise(at: number | null, line: PromiseLine | null, said: string): Promise<boolean> {
    return this.edit('promises', (now: VendorDetail) => withPromise(now.promises, at, line), said);
  }

  async trash(): Promise<boolean> {
    const row = this.detail?.row;
    if (!row) return false;
    try {
      await this.leave();
      await this.room.host.trashRecord(row.id);
      this.changes += 1;
      this.room.voice.done(t.pane.trashed(row.code), { undo: this.undoer() });
      return true;
    } catch (problem) {
      this.room.voice.fail(problem);
      return false;
    }
  }

  async leave(): Promise<void> {
    await Promise.all(Object.values(this.texts ?? {}).map((text) => text.commit()));
  }

  private take(detail: VendorDetail): void {
    if (this.detail?.row.id === detail.row.id) {
      this.detail = detail;
      this.follow(detail);
    }
    this.onrow(detail.row);
  }

  private follow(detail: VendorDetail): void {
    for (const field of VENDOR_TEXTS) this.texts?.[field].follow(textOf(detail, field));
  }

  private textsOf(detail: VendorDetail, drafts: ReadonlyMap<string, string>): Texts {
    const { id } = detail.row;
    const { host, voice } = this.room;
    const make = (field: VendorText): DraftText => {
      const key = `vendor:${id}:${field}`;
      return new DraftText(
        textOf(detail, field),
        {
          draft: (text) => host.saveDraft(key, text),
          keep: async (text) => {
            await this.queue;
            const change = await host.editVendor({ id, field, value: JSON.stringify(text) });
            this.changes += 1;
            this.take(change.value);
          },
          fail: (problem) => voice.fail(problem),
        },
        drafts.get(key),
      );
    };
    return Object.fromEntries(VENDOR_TEXTS.map((field) => [field, make(field)])) as Texts;
  }

  /** Undo of the newest change only: an older toast must not take back something else. */
  private undoer(): () => void {
    const mine = this.changes;
    return () => {
      if (mine !== this.changes) return;
      const { host, voice } = this.room;
      this.queue = this.queue.then(async () => {
        try {
          await host.undo();
          this.changes += 1;
          voice.say(t.pane.undone);
          if (this.detail) await this.open(this.detail.row.id);
          if (this.detail) this.onrow(this.detail.row);
        } catch (problem) {
          voice.fail(problem);
        }
      });
    };
  }
}
