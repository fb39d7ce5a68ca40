// One automation case. Every change is one undoable step at once; only what happens above the limit is drafted while it
// is typed.
import type { AutomationCase, Criterion, NonUseView, RecordId } from '$/host/bindings';
import { DraftText } from '../../draftText.svelte';
import type { Room } from '../../room';
import { automation } from '$/text/rooms/automation';
import { day } from '$/text/format';

const t = automation;

/** A reading of adoption as the form gives it. */
export interface NewReading {
  on: string;
  usersAble: number | null;
  usersUsing: number | null;
  casesTotal: number | null;
  casesThrough: number | null;
  reasons: NonUseView[];
}

export class CaseState {
  detail = $state.raw<AutomationCase | null>(null);
  /** What happens above the limit; null without a limit. */
  above = $state.raw<DraftText | null>(null);
  problem = $state.raw<unknown>(null);

  private turn = 0;
  private queue: Promise<unknown> = Promise.resolve();
  private changes = 0;

  constructor(
    private readonly room: Room,
    /** Something was kept: what else shows the flow reads it again. */
    private readonly changed: () => void = () => undefined,
  ) {}

  async open(id: RecordId): Promise<void> {
    const same = this.detail?.row.id === id;
    if (!same) {
      await this.leave();
      this.detail = null;
      this.above = null;
    }
    const turn = ++this.turn;
    try {
      const [detail, drafts] = await Promise.all([
        this.room.host.automationCase(id),
        this.room.host.drafts(),
      ]);
      if (turn !== this.turn) return;
      const draft = drafts.find(({ key, text }) => key === keyOf(id) && text !== '');
      this.problem = null;
      this.take(detail, draft?.text);
    } catch (problem) {
      if (turn === this.turn) this.problem = problem;
    }
  }

  /** Reads it again after an undo or a change elsewhere. */
  async refresh(): Promise<void> {
    await this.queue;
    if (this.detail) await this.open(this.detail.row.id);
  }

  leave(): Promise<void> {
    return this.above?.commit() ?? Promise.resolve();
  }

  judge(criterion: Criterion, score: number | null): Promise<void> {
    const known = this.detail?.opportunity.find((row) => row.criterion === criterion);
    if (!known || known.score === score) return Promise.resolve();
    const said = score === null ? t.fit.cleared(known.name) : t.fit.scored(known.name, score);
    return this.edit(criterion, score, said);
  }

  addReading(reading: NewReading): Promise<boolean> {
    return this.edited('reading', reading, t.adoption.added(day(reading.on)));
  }

  removeReading(on: string): Promise<void> {
    return this.edit('removeReading', on, t.adoption.removed(day(on)));
  }

  setControl(id: RecordId | null): Promise<void> {
    return this.edit('control', id, t.holds.controlChanged);
  }

  setDecision(id: RecordId | null): Promise<void> {
    return this.edit('decision', id, t.design.changed);
  }

  /** Cases a week that it carries; null takes the limit away. */
  async setLimit(limit: string | null): Promise<void> {
    const whatHappens = this.above?.text ?? '';
    await this.edit(
      'capacity',
      limit === null ? null : { limit, whatHappens },
      t.holds.limitChanged,
    );
  }

  private async edit(field: string, value: unknown, said: string | null): Promise<void> {
    await this.edited(field, value, said);
  }

  /** One change, after those before it. Whether it was kept. */
  private edited(field: string, value: unknown, said: string | null): Promise<boolean> {
    const id = this.detail?.row.id;
    if (!id) return Promise.resolve(false);
    const run = async (): Promise<boolean> => {
      try {
        await this.send(id, field, value);
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

  private async send(id: RecordId, field: string, value: unknown): Promise<void> {
    const change = await this.room.host.editAutomation({
      flow: id,
      field,
      value: value === null ? null : JSON.stringify(value),
    });
    this.changes += 1;
    if (this.detail?.row.id === id) this.take(change.value);
    this.changed();
  }

  private take(detail: AutomationCase, draft?: string): void {
    this.detail = detail;
    if (!detail.capacity) {
      this.above = null;
    } else if (this.above) {
      this.above.follow(detail.capacity.whatHappens);
    } else {
      this.above = this.drafted(detail, draft);
    }
  }

  private drafted(detail: AutomationCase, draft?: string): DraftText {
    const { id } = detail.row;
    const { host, voice } = this.room;
    return new DraftText(
      detail.capacity?.whatHappens ?? '',
      {
        draft: (text) => host.saveDraft(keyOf(id), text),
        keep: async (whatHappens) => {
          await this.queue;
          const limit = this.detail?.capacity?.limit;
          if (limit !== undefined) await this.send(id, 'capacity', { limit, whatHappens });
        },
        fail: (problem) => voice.fail(problem),
      },
      draft,
    );
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
          voice.say(t.undone);
          this.changed();
          if (this.detail) await this.open(this.detail.row.id);
        } catch (problem) {
          voice.fail(problem);
        }
      });
    };
  }
}

const keyOf = (id: RecordId): string => `flow:${id}:above`;
