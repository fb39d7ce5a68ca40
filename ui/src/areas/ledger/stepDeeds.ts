// What the steps of a month's work do beyond the ledger: ask, judge, check again, sign, print; and their keys.
import { router } from '$/app/router.svelte';
import type { ClientHead, LedgerView, MonthStepKind } from '$/host/bindings';
import { toaster } from '$/shared/toaster.svelte';
import { monthWords } from '$/text/format';
import { ledgerWork } from '$/text/rooms/ledgerWork';
import { wantMonth } from '../reports/reportState.svelte';
import type { LedgerState } from './ledgerState.svelte';
import type { MonthFocus } from './monthFocus.svelte';
import type { MonthState } from './monthState.svelte';
import type { WorkState } from './workState.svelte';

const t = ledgerWork;

export class StepDeeds {
  constructor(
    private readonly of: {
      ledger: LedgerState;
      month: MonthState;
      work: WorkState;
      focus: MonthFocus;
      client: ClientHead;
    },
  ) {}

  readonly ask = async (words: string, decision: string | null): Promise<boolean> => {
    const { ledger, month } = this.of;
    const done = await ledger.attempt(
      () =>
        ledger.room.host.putDecisionNeeded({
          month: month.month,
          index: null,
          text: words,
          decision,
        }),
      () => t.decisions.asked(decision ?? words),
    );
    return done !== null;
  };

  readonly take = (index: number): void => {
    const { ledger, month } = this.of;
    void ledger.attempt(
      () => ledger.room.host.removeDecisionNeeded(month.month, index),
      () => t.decisions.taken,
    );
  };

  async sign(by: string, on: string): Promise<void> {
    const { ledger, month, work } = this.of;
    await month.edits.leave();
    const done: LedgerView | null = await ledger.attempt(
      () => ledger.room.host.signMonth({ month: month.month, by, on }),
      () => t.sign.signed(monthWords(month.month)),
    );
    if (!done) return;
    // Nothing before a signature can be taken back.
    toaster.settle();
    await work.refresh();
  }

  readonly makePdf = (): void => {
    const { client, month } = this.of;
    wantMonth(client.id, month.month);
    router.go(['client', client.id, 'reports']);
  };

  async beginRecheck(): Promise<void> {
    const { client, ledger, month } = this.of;
    try {
      const { value } = await ledger.room.host.beginRecheck(month.month);
      ledger.room.voice.done(t.recheck.began(value.title));
      router.go(['client', client.id, 'audit'], { query: { round: value.id } });
    } catch (problem) {
      ledger.room.voice.fail(problem);
    }
  }

  readonly toRound = (question: string | null): void => {
    const { client, work } = this.of;
    const round = work.work?.recheck.round;
    router.go(['client', client.id, 'audit', ...(question ? [question] : [])], {
      query: round ? { round } : {},
    });
  };

  /** Enter on the item under the eye. */
  open(step: MonthStepKind): void {
    const { work, focus } = this.of;
    const item = focus.item(work.at);
    if (step === 'decisions' && work.at >= (work.work?.decisions.length ?? 0)) this.accept(step);
    else
      item
        ?.querySelector<HTMLElement>('input, form button, .words button, button:not(.do *)')
        ?.focus();
    if (step === 'headline' || step === 'recheck')
      item?.querySelector<HTMLElement>(':scope > button, .words > button')?.click();
  }

  accept(step: MonthStepKind): void {
    const { month, work } = this.of;
    const now = work.work;
    if (!now || month.closed) return;
    if (step === 'inbox') void work.judge('accepted').then(this.toItem);
    else if (step === 'recheck') this.checkAgain(true);
    else if (step === 'decisions') {
      const one = now.proposals[work.at - now.decisions.length];
      if (one) void this.ask(one.title, one.decision.code).then(this.toItem);
    }
  }

  drop(step: MonthStepKind): void {
    const { month, work } = this.of;
    const now = work.work;
    if (!now || month.closed) return;
    if (step === 'inbox') void work.judge('dropped').then(this.toItem);
    else if (step === 'recheck') this.checkAgain(false);
    else if (step === 'decisions' && work.at < now.decisions.length) this.take(work.at);
  }

  private checkAgain(held: boolean): void {
    const { work } = this.of;
    const item = work.work?.drift[work.at - work.work.recheck.due.length];
    if (item?.due) void work.check(item.record.id, held).then(this.toItem);
  }

  private readonly toItem = (): Promise<void> => this.of.focus.toItem(this.of.work.at);
}
