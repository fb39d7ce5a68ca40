// The ledger of one engagement. Every change answers with the whole ledger, so that no figure on the screen is older
// than another.
import type { Change, LedgerView, RecordId } from '$/host/bindings';
import type { Room } from '../room';
import { text } from '$/text';

const t = text.ledger;

export class LedgerState {
  view = $state.raw<LedgerView | null>(null);
  problem = $state.raw<unknown>(null);
  /** A change is being written. */
  busy = $state(false);

  private engagement: RecordId | null = null;
  private turn = 0;
  private changes = 0;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(readonly room: Room) {}

  async open(engagement: RecordId | null): Promise<void> {
    this.engagement = engagement;
    await this.refresh();
  }

  async refresh(): Promise<void> {
    const turn = ++this.turn;
    try {
      const view = await this.room.host.ledger(this.engagement);
      if (turn !== this.turn) return;
      this.view = view;
      this.problem = null;
    } catch (problem) {
      if (turn === this.turn) this.problem = problem;
    }
  }

  /**
   * One change, after those before it. It throws what the host refuses, so that the field that was typed into can
   * show it. `said`: a toast with Undo.
   */
  change(
    make: () => Promise<Change<LedgerView>>,
    said: ((view: LedgerView) => string) | null,
  ): Promise<LedgerView> {
    const run = async (): Promise<LedgerView> => {
      this.busy = true;
      try {
        const { value, undo } = await make();
        this.turn += 1;
        this.changes += 1;
        this.view = value;
        this.problem = null;
        if (said) {
          const message = said(value);
          this.room.voice.done(message, undo ? { undo: this.undoer() } : {});
        }
        return value;
      } finally {
        this.busy = false;
      }
    };
    const done = this.queue.then(run);
    this.queue = done.catch(() => undefined);
    return done;
  }

  /** The same, for what has no field: a refusal is a toast. */
  async attempt(
    make: () => Promise<Change<LedgerView>>,
    said: ((view: LedgerView) => string) | null,
  ): Promise<LedgerView | null> {
    try {
      return await this.change(make, said);
    } catch (problem) {
      this.room.voice.fail(problem);
      return null;
    }
  }

  /** After the changes that are under way. */
  settled(): Promise<unknown> {
    return this.queue;
  }

  /** Undo of the newest change only: an older toast must not take back something else. */
  undoer(): () => void {
    const mine = this.changes;
    return () => {
      if (mine !== this.changes) return;
      const { host, voice } = this.room;
      this.queue = this.queue.then(async () => {
        try {
          await host.undo();
          this.changes += 1;
          voice.say(t.line.undone);
          await this.refresh();
        } catch (problem) {
          voice.fail(problem);
        }
      });
    };
  }
}
