// The steps of one flow while they are typed. What is typed goes out after a second of rest, on leaving a row and on
// leaving the flow; empty rows stay in the window until they hold something.
import type { FlowStepView } from '$/host/bindings';

const REST_MS = 1000;

export type StepDraft = Omit<FlowStepView, 'cost'>;

export const emptyStep = (): StepDraft => ({
  what: '',
  who: '',
  system: null,
  minutes: null,
  byHand: false,
});

const isEmpty = (step: StepDraft): boolean =>
  step.what.trim() === '' &&
  step.who.trim() === '' &&
  step.system === null &&
  (step.minutes ?? '') === '' &&
  !step.byHand;

const bare = ({ what, who, system, minutes, byHand }: StepDraft): StepDraft => ({
  what: what.trim(),
  who: who.trim(),
  system,
  minutes: minutes === '' ? null : minutes,
  byHand,
});

const same = (a: StepDraft[], b: StepDraft[]): boolean =>
  JSON.stringify(a.map(bare)) === JSON.stringify(b.map(bare));

export class StepsState {
  rows = $state<StepDraft[]>([]);
  private kept: StepDraft[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private saving: Promise<unknown> = Promise.resolve();

  /** `save` answers whether the steps were taken. */
  constructor(
    steps: readonly FlowStepView[],
    private readonly save: (steps: StepDraft[], said: string | null) => Promise<boolean>,
  ) {
    this.kept = steps.map(bare);
    this.rows = steps.map(bare);
  }

  private get filled(): StepDraft[] {
    return this.rows.filter((step) => !isEmpty(step)).map(bare);
  }

  get dirty(): boolean {
    return !same(this.filled, this.kept);
  }

  /** The record changed elsewhere: follow it, unless something is being typed here. */
  follow(steps: readonly FlowStepView[]): void {
    const untouched = !this.dirty;
    this.kept = steps.map(bare);
    if (untouched && this.dirty) this.rows = steps.map(bare);
  }

  /** One field of one row. */
  input(at: number, change: Partial<StepDraft>): void {
    const row = this.rows[at];
    if (!row) return;
    Object.assign(row, change);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.commit(), REST_MS);
  }

  /** An empty row below; the place it has. */
  add(after: number = this.rows.length - 1): number {
    this.rows.splice(after + 1, 0, emptyStep());
    return after + 1;
  }

  remove(at: number, said: string): Promise<void> {
    this.rows.splice(at, 1);
    return this.commit(said);
  }

  move(at: number, by: number, said: string): Promise<void> {
    const [row] = this.rows.splice(at, 1);
    if (row) this.rows.splice(Math.max(0, at + by), 0, row);
    return this.commit(said);
  }

  /** Writes what changed, if anything did. */
  commit(said: string | null = null): Promise<void> {
    clearTimeout(this.timer);
    const work = this.saving.then(async () => {
      if (!this.dirty) return;
      const steps = this.filled;
      const before = this.kept;
      this.kept = steps;
      if (!(await this.save(steps, said))) this.kept = before;
    });
    this.saving = work;
    return work;
  }
}
