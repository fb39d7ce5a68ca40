// The month's work: seven steps, what is left in each, and the place in the list of the step that is open.
import type { Change, InboxState, MonthStepKind, MonthWork, RecordId } from '$/host/bindings';
import { SvelteMap } from 'svelte/reactivity';
import type { Room } from '../room';
import { text } from '$/text';
import { ledgerWork } from '$/text/rooms/ledgerWork';

const t = ledgerWork;

export const STEPS: readonly MonthStepKind[] = [
  'inbox',
  'readings',
  'ledger',
  'recheck',
  'decisions',
  'headline',
  'sign',
];

/** When the work on a month began in this window, by client and month: moving to another room does not start it anew. */
const began = new Map<string, number>();

export class WorkState {
  work = $state.raw<MonthWork | null>(null);
  problem = $state.raw<unknown>(null);
  step = $state<MonthStepKind>('ledger');
  /** Minutes since the work began; null before. */
  minutes = $state<number | null>(null);
  private places = new SvelteMap<MonthStepKind, number>();
  private turn = 0;
  private changes = 0;
  private month = '';
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly room: Room,
    private readonly client = '',
    /** Milliseconds of a clock; only differences count. */
    private readonly now: () => number = () => Date.now(),
  ) {}

  async open(month: string): Promise<void> {
    if (month !== this.month) {
      this.work = null;
      this.places.clear();
    }
    this.month = month;
    await this.refresh();
  }

  async refresh(): Promise<void> {
    const turn = ++this.turn;
    const month = this.month;
    try {
      const work = await this.room.host.monthWork(month);
      if (turn !== this.turn) return;
      this.work = work;
      this.problem = null;
    } catch (problem) {
      if (turn === this.turn) this.problem = problem;
    }
  }

  /** Goes to a step; the first one starts the clock. */
  go(step: MonthStepKind): void {
    this.step = step;
    this.start();
  }

  goBy(by: number): void {
    const at = STEPS.indexOf(this.step);
    this.go(STEPS[Math.min(STEPS.length - 1, Math.max(0, at + by))] ?? this.step);
  }

  start(): void {
    const key = `${this.client}/${this.month}`;
    if (!began.has(key)) began.set(key, this.now());
    this.tick();
  }

  tick(): void {
    const from = began.get(`${this.client}/${this.month}`);
    this.minutes = from === undefined ? null : Math.floor((this.now() - from) / 60_000);
  }

  left(step: MonthStepKind): number {
    return this.work?.steps.find((one) => one.kind === step)?.open ?? 0;
  }

  done(step: MonthStepKind): boolean {
    return this.work?.steps.find((one) => one.kind === step)?.done ?? false;
  }

  /** How many things the open step lists. */
  readonly count = $derived.by((): number => {
    const work = this.work;
    if (!work) return 0;
    switch (this.step) {
      case 'inbox':
        return work.inbox.length;
      case 'readings':
        return work.readings.length;
      case 'recheck':
        return work.recheck.due.length + work.drift.length;
      case 'decisions':
        return work.decisions.length + work.proposals.length;
      case 'headline':
        return work.promises.length + work.contradictions.length;
      default:
        return 0;
    }
  });

  get at(): number {
    return Math.min(Math.max(0, this.count - 1), this.places.get(this.step) ?? 0);
  }

  set at(place: number) {
    this.places.set(this.step, Math.min(Math.max(0, this.count - 1), Math.max(0, place)));
  }

  move(by: number): void {
    this.at += by;
  }

  /** A or X on an event: judged, and on to the next that nobody judged. */
  async judge(state: InboxState, at = this.at): Promise<void> {
    const event = this.work?.inbox[at];
    if (!event || this.work?.signed) return;
    const wanted = event.state === state ? 'open' : state;
    const said =
      wanted === 'accepted'
        ? t.inbox.accepted
        : wanted === 'dropped'
          ? t.inbox.dropped
          : t.inbox.reopened;
    const done = await this.change(
      () =>
        this.room.host.judgeEvent({
          month: this.month,
          key: event.key,
          state: wanted,
          becomes: null,
          text: null,
          amount: null,
        }),
      said,
    );
    if (!done || wanted === 'open') return;
    const after = this.work?.inbox ?? [];
    const next = after.findIndex((one, index) => index > at && one.state === 'open');
    const first = after.findIndex((one) => one.state === 'open');
    this.at = next >= 0 ? next : first >= 0 ? first : at;
  }

  /** Takes a line down for the inbox. What was taken down is the place from then on. */
  async capture(words: string): Promise<boolean> {
    const line = words.trim();
    if (line === '' || this.work?.signed) return false;
    const known = new Set(this.work?.inbox.map(({ key }) => key));
    const done = await this.change(
      () => this.room.host.captureNote({ month: this.month, text: line }),
      t.inbox.captured,
    );
    const place = this.work?.inbox.findIndex(({ key }) => !known.has(key)) ?? -1;
    if (done && place >= 0) this.at = place;
    return done;
  }

  read(action: RecordId, reading: string | null, readOn: string | null = null): Promise<boolean> {
    return this.change(
      () => this.room.host.readOutcome({ month: this.month, action, reading, readOn }),
      reading === null ? t.readings.takenBack : t.readings.kept,
    );
  }

  check(record: RecordId, held: boolean, note = ''): Promise<boolean> {
    return this.change(
      () => this.room.host.checkClosed({ month: this.month, record, on: null, held, note }),
      held ? t.recheck.holds : t.recheck.drifted,
    );
  }

  private change(make: () => Promise<Change<MonthWork>>, said: string): Promise<boolean> {
    const run = async (): Promise<boolean> => {
      try {
        const { value, undo } = await make();
        this.turn += 1;
        this.changes += 1;
        this.work = value;
        this.room.voice.done(said, undo ? { undo: this.undoer() } : {});
        return true;
      } catch (problem) {
        this.room.voice.fail(problem);
        return false;
      }
    };
    const done = this.queue.then(run);
    this.queue = done;
    return done;
  }

  private undoer(): () => void {
    const mine = this.changes;
    return () => {
      if (mine !== this.changes) return;
      this.queue = this.queue.then(async () => {
        try {
          await this.room.host.undo();
          this.changes += 1;
          this.room.voice.say(text.ledger.line.undone);
          await this.refresh();
        } catch (problem) {
          this.room.voice.fail(problem);
        }
      });
    };
  }
}
