// One finding being edited. Texts are drafted while they are typed and enter the journal on blur; everything else is
// one undoable change at once.
import type {
  Decimal,
  EvidenceChange,
  EvidenceHead,
  FindingDetail,
  FindingRow,
  RecordId,
} from '$/host/bindings';
import { DraftText } from '../draftText.svelte';
import type { Room } from '../room';
import { asInputs, withInput } from './pricing';
import { text } from '$/text';

const t = text.findings;

export const TEXT_FIELDS = [
  'title',
  'forFounder',
  'forEngineers',
  'forInvestor',
  'recommendation',
  'evidenceText',
  'lossBasis',
  'closedProof',
  'note',
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];
type Texts = Record<TextField, DraftText>;

const textOf = (detail: FindingDetail, field: TextField): string =>
  field === 'title' ? detail.row.title : (detail[field] ?? '');

export class FindingState {
  detail = $state.raw<FindingDetail | null>(null);
  texts = $state.raw<Texts | null>(null);
  problem = $state.raw<unknown>(null);
  adding = $state(false);

  private turn = 0;
  private queue: Promise<unknown> = Promise.resolve();
  private changes = 0;

  /** `onrow`: the finding's line in the list changed. */
  constructor(
    private readonly room: Room,
    private readonly onrow: (row: FindingRow) => void = () => undefined,
  ) {}

  get saving(): boolean {
    return Object.values(this.texts ?? {}).some(
      (text) => text.phase === 'typing' || text.phase === 'keeping',
    );
  }

  async open(id: RecordId | null): Promise<void> {
    if (id !== this.detail?.row.id) await this.leave();
    if (id === null) {
      this.turn += 1;
      this.detail = null;
      this.texts = null;
      return;
    }
    const turn = ++this.turn;
    try {
      const [detail, drafts] = await Promise.all([
        this.room.host.finding(id),
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

  /**
   * One field, at once. `said`: a toast with Undo; without it only Ctrl+Z takes it back. A value that builds on what
   * stands there is a function: it is asked when its turn has come, after the edits before it have arrived.
   */
  edit(field: string, value: unknown, said: string | null = null): Promise<void> {
    const asked = this.detail;
    if (!asked) return Promise.resolve();
    const { id } = asked.row;
    const run = async () => {
      try {
        const now = this.detail?.row.id === id ? this.detail : asked;
        const given: unknown = typeof value === 'function' ? value(now) : value;
        const change = await this.room.host.editFinding({
          id,
          field,
          value: given === null ? null : JSON.stringify(given),
        });
        this.changes += 1;
        this.take(change.value);
        if (said) this.room.voice.done(said, { undo: this.undoer() });
      } catch (problem) {
        this.room.voice.fail(problem);
        // What the field shows may be what was refused: read the truth again.
        await this.open(id);
      }
    };
    const done = this.queue.then(run);
    this.queue = done;
    return done;
  }

  price(driver: number, key: string, side: 'low' | 'high', value: Decimal | null): Promise<void> {
    return this.edit('drivers', ({ drivers }: FindingDetail) => {
      const before = drivers.flatMap((d, at) =>
        d.inputs
          .filter((input) => !input.assumed)
          .map((input) => ({ driver: at, key: input.key, low: input.low, high: input.high })),
      );
      return asInputs(withInput(before, drivers, driver, key, side, value));
    });
  }

  async attach(bring: (id: RecordId) => Promise<{ value: EvidenceHead[] } | null>): Promise<void> {
    const id = this.detail?.row.id;
    if (!id || this.adding) return;
    this.adding = true;
    try {
      const change = await bring(id);
      if (!change || change.value.length === 0) return;
      this.changes += 1;
      this.room.voice.done(t.detail.added(change.value.length), { undo: this.undoer() });
      await this.open(id);
      if (this.detail) this.onrow(this.detail.row);
    } catch (problem) {
      this.room.voice.fail(problem);
    } finally {
      this.adding = false;
    }
  }

  async editEvidence(change: EvidenceChange): Promise<void> {
    try {
      const answer = await this.room.host.editEvidence(change);
      this.changes += 1;
      const detail = this.detail;
      if (!detail) return;
      this.detail = {
        ...detail,
        evidence: detail.evidence.map((e) => (e.id === answer.value.id ? answer.value : e)),
      };
    } catch (problem) {
      this.room.voice.fail(problem);
    }
  }

  async trash(id: RecordId, code: string): Promise<boolean> {
    try {
      await this.leave();
      await this.room.host.trashRecord(id);
      this.changes += 1;
      this.room.voice.done(t.detail.trashed(code), { undo: this.undoer() });
      return true;
    } catch (problem) {
      this.room.voice.fail(problem);
      return false;
    }
  }

  async saveTemplate(): Promise<void> {
    const id = this.detail?.row.id;
    if (!id) return;
    try {
      await this.leave();
      const change = await this.room.host.saveTemplate(id);
      this.changes += 1;
      this.room.voice.done(t.detail.templateSaved(change.value), { undo: this.undoer() });
    } catch (problem) {
      this.room.voice.fail(problem);
    }
  }

  async leave(): Promise<void> {
    await Promise.all(Object.values(this.texts ?? {}).map((text) => text.commit()));
  }

  private take(detail: FindingDetail): void {
    if (this.detail?.row.id === detail.row.id) {
      this.detail = detail;
      this.follow(detail);
    }
    this.onrow(detail.row);
  }

  private follow(detail: FindingDetail): void {
    for (const field of TEXT_FIELDS) this.texts?.[field].follow(textOf(detail, field));
  }

  private textsOf(detail: FindingDetail, drafts: ReadonlyMap<string, string>): Texts {
    const id = detail.row.id;
    const { host, voice } = this.room;
    const make = (field: TextField): DraftText => {
      const key = `finding:${id}:${field}`;
      return new DraftText(
        textOf(detail, field),
        {
          draft: (text) => host.saveDraft(key, text),
          keep: async (text) => {
            await this.queue;
            const change = await host.editFinding({ id, field, value: JSON.stringify(text) });
            this.changes += 1;
            this.take(change.value);
          },
          fail: (problem) => voice.fail(problem),
        },
        drafts.get(key),
      );
    };
    return Object.fromEntries(TEXT_FIELDS.map((field) => [field, make(field)])) as Texts;
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
          voice.say(t.detail.undone);
          if (this.detail) await this.open(this.detail.row.id);
          if (this.detail) this.onrow(this.detail.row);
        } catch (problem) {
          voice.fail(problem);
        }
      });
    };
  }
}
