// The flows of an engagement, one of them open. Every change is one undoable step at once; the figures come back with it.
import type { AutomationRow, Change, FlowView, FrictionView, RecordId } from '$/host/bindings';
import { DraftText } from '../draftText.svelte';
import type { Room } from '../room';
import type { Picture } from './shape';
import type { StepDraft } from './stepsState.svelte';
import { text } from '$/text';
import { showDecimal } from '$/text/format';

const t = text.friction;

export const TEXT_FIELDS = ['name', 'useOfTime'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];
type Texts = Record<TextField, DraftText>;

export type SortKey = 'year' | 'flow' | 'removal' | 'known';
type Direction = 'ascending' | 'descending';

const REMOVALS = ['possible', 'agreed', 'done'];
const KINDS = ['timed', 'sampled', 'asked', 'assumed'];
const rank: Record<SortKey, (flow: FlowView) => number | string> = {
  year: (flow) => flow.cost.likely.total,
  flow: (flow) => flow.name.toLowerCase(),
  removal: (flow) => REMOVALS.indexOf(flow.removal),
  known: (flow) => KINDS.indexOf(flow.weakestInput ?? 'assumed'),
};

/** The host's order, dearest first, settles what is equal. */
export function sortFlows(
  flows: readonly FlowView[],
  by: SortKey,
  direction: Direction,
): FlowView[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return [...flows].sort((a, b) => {
    const [one, other] = [rank[by](a), rank[by](b)];
    return one < other ? -sign : one > other ? sign : 0;
  });
}

export class FrictionState {
  view = $state.raw<FrictionView | null>(null);
  /** The automation cases of the flows; read when their picture is first looked at. */
  cases = $state.raw<AutomationRow[] | null>(null);
  problem = $state.raw<unknown>(null);
  selected = $state<RecordId | null>(null);
  picture = $state<Picture>('map');
  sortBy = $state<SortKey>('year');
  direction = $state<Direction>('descending');
  /** The sums of the open flow are shown. */
  sums = $state(false);
  texts = $state.raw<Texts | null>(null);

  readonly shown = $derived(sortFlows(this.view?.flows ?? [], this.sortBy, this.direction));
  readonly flow = $derived(this.view?.flows.find((flow) => flow.id === this.selected) ?? null);

  private engagement: RecordId | null = null;
  private turn = 0;
  private queue: Promise<unknown> = Promise.resolve();
  private changes = 0;
  private drafts = new Map<string, string>();

  constructor(private readonly room: Room) {}

  /** Reads the flows; `wanted` is opened when it is there. */
  async open(engagement: RecordId | null, wanted: RecordId | null = null): Promise<void> {
    this.engagement = engagement;
    try {
      const drafts = await this.room.host.drafts();
      this.drafts = new Map(drafts.filter((d) => d.text !== '').map((d) => [d.key, d.text]));
    } catch (problem) {
      this.room.voice.fail(problem);
    }
    await this.read();
    if (this.has(wanted)) this.select(wanted);
    else if (!this.has(this.selected)) this.select(null);
  }

  /** Reads again after an undo or a change elsewhere; what is being typed stays. */
  async refresh(): Promise<void> {
    await this.queue;
    await this.read();
  }

  /** Changes the picture; the cases are read for theirs. */
  async show(picture: Picture): Promise<void> {
    this.picture = picture;
    if (picture === 'automation' && !this.cases) await this.refresh();
  }

  has(id: RecordId | null): boolean {
    return id !== null && (this.view?.flows.some((flow) => flow.id === id) ?? false);
  }

  select(id: RecordId | null): void {
    if (id === this.selected) return;
    void this.leave();
    this.selected = id;
    this.texts = this.flow ? this.textsOf(this.flow) : null;
  }

  move(by: number): void {
    const at = this.shown.findIndex((flow) => flow.id === this.selected);
    const next = Math.min(this.shown.length - 1, Math.max(0, at < 0 ? 0 : at + by));
    this.select(this.shown[next]?.id ?? null);
  }

  /** One field of the open flow, at once. `said`: a toast with Undo; without it only Ctrl+Z takes it back. */
  edit(field: string, value: unknown, said: string | null = null): Promise<boolean> {
    const id = this.selected;
    if (id === null) return Promise.resolve(false);
    const json = value === null ? null : JSON.stringify(value);
    return this.run(() => this.room.host.editFlow({ id, field, value: json }), said);
  }

  /** The steps of a flow that may be another one than the open one by now. */
  saveSteps(id: RecordId, steps: readonly StepDraft[], said: string | null): Promise<boolean> {
    const value = JSON.stringify(steps);
    return this.run(() => this.room.host.editFlow({ id, field: 'steps', value }), said);
  }

  async add(name: string, kind: string, team: string): Promise<boolean> {
    let made: RecordId | null = null;
    const { engagement } = this;
    const added = await this.run(async () => {
      const change = await this.room.host.addFlow({ engagement, name, kind, team });
      made = change.value.id;
      return change;
    }, null);
    if (added && made) {
      this.select(made);
      this.room.voice.done(t.new.added(this.flow?.code ?? ''), { undo: this.undoer() });
    }
    return added;
  }

  /** A case that was watched: so many seconds. */
  async count(seconds: number, shown: string): Promise<boolean> {
    const id = this.selected;
    if (id === null) return false;
    const cases = (this.flow?.timings.length ?? 0) + 1;
    return this.run(
      () => this.room.host.addTimedCase(id, seconds, ''),
      t.timer.counted(cases, shown),
    );
  }

  async removeCase(at: number): Promise<boolean> {
    const id = this.selected;
    if (id === null) return false;
    return this.run(() => this.room.host.removeTimedCase(id, at), t.timer.removed);
  }

  async useCases(): Promise<boolean> {
    const flow = this.flow;
    if (!flow?.timing) return false;
    const { cases, hours } = flow.timing;
    return this.run(
      () => this.room.host.useTimedCases(flow.id),
      t.timer.used(showDecimal(hours), cases),
    );
  }

  async trash(): Promise<boolean> {
    const flow = this.flow;
    if (!flow) return false;
    try {
      await this.leave();
      await this.room.host.trashRecord(flow.id);
      this.changes += 1;
      this.select(null);
      await this.read();
      this.room.voice.done(t.detail.trashed(flow.code), { undo: this.undoer() });
      return true;
    } catch (problem) {
      this.room.voice.fail(problem);
      return false;
    }
  }

  /** Writes what is still being typed. */
  async leave(): Promise<void> {
    await Promise.all(Object.values(this.texts ?? {}).map((draft) => draft.commit()));
    await this.queue;
  }

  private run(call: () => Promise<Change<FlowView>>, said: string | null): Promise<boolean> {
    const work = this.queue.then(async () => {
      try {
        const change = await call();
        this.changes += 1;
        this.take(change.value);
        await this.read();
        if (said) this.room.voice.done(said, { undo: this.undoer() });
        return true;
      } catch (problem) {
        this.room.voice.fail(problem);
        // What a field shows may be what was refused: read the truth again.
        await this.read();
        return false;
      }
    });
    this.queue = work;
    return work;
  }

  private async read(): Promise<void> {
    const turn = ++this.turn;
    try {
      const [view, cases] = await Promise.all([
        this.room.host.friction(this.engagement),
        this.picture === 'automation' ? this.room.host.automationCases(this.engagement) : null,
      ]);
      if (turn !== this.turn) return;
      this.view = view;
      this.cases = cases;
      this.problem = null;
      const { flow } = this;
      if (this.selected !== null && !flow) this.select(null);
      else if (flow) this.follow(flow);
    } catch (problem) {
      if (turn === this.turn) this.problem = problem;
    }
  }

  /** One flow changed: show it at once, before the sums are read again. */
  private take(flow: FlowView): void {
    if (!this.view) return;
    const flows = this.view.flows.map((old) => (old.id === flow.id ? flow : old));
    this.view = { ...this.view, flows };
    if (flow.id === this.selected) this.follow(flow);
  }

  private follow(flow: FlowView): void {
    if (!this.texts) this.texts = this.textsOf(flow);
    for (const field of TEXT_FIELDS) this.texts[field].follow(flow[field]);
  }

  private textsOf(flow: FlowView): Texts {
    const { id } = flow;
    const { host, voice } = this.room;
    const make = (field: TextField): DraftText => {
      const key = `flow:${id}:${field}`;
      return new DraftText(
        flow[field],
        {
          draft: (words) => host.saveDraft(key, words),
          keep: async (words) => {
            await this.queue;
            const change = await host.editFlow({ id, field, value: JSON.stringify(words) });
            this.changes += 1;
            this.drafts.delete(key);
            this.take(change.value);
          },
          fail: (problem) => voice.fail(problem),
        },
        this.drafts.get(key),
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
          await this.read();
        } catch (problem) {
          voice.fail(problem);
        }
      });
    };
  }
}
