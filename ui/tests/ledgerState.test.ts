import { beforeEach, describe, expect, it } from 'vitest';
import { ExplainState } from '../src/areas/ledger/explainState.svelte';
import { LedgerState } from '../src/areas/ledger/ledgerState.svelte';
import { MonthState } from '../src/areas/ledger/monthState.svelte';
import { anew, fieldOf, NewLine } from '../src/areas/ledger/newLine.svelte';
import {
  balance,
  grouped,
  headline,
  monthBars,
  sixGroups,
  waterfall,
} from '../src/areas/ledger/reading';
import { asPercent, asShare } from '../src/areas/ledger/share';
import { STEPS, WorkState } from '../src/areas/ledger/workState.svelte';
import { recordId } from '../src/host/memory/dossier';
import { setLocale } from '../src/text/format';
import type { LedgerSums } from '../src/host/bindings';
import { heronRoom } from './room';

beforeEach(() => setLocale('en-GB'));

const sums = (confirmed: number, costCash: number, ratioCash: string | null): LedgerSums => ({
  confirmed,
  costCash,
  costFull: costCash,
  weighted: confirmed,
  ratioCash,
  ratioFull: ratioCash,
  ratioWeighted: ratioCash,
});

async function opened() {
  const set = heronRoom();
  const ledger = new LedgerState(set.room);
  await ledger.open(null);
  const month = new MonthState(ledger);
  return { ...set, ledger, month };
}

/** December, open, with November's lines. */
async function december() {
  const set = await opened();
  await set.month.openMonth();
  set.month.show('2026-12');
  await set.month.repeat();
  return set;
}

const settle = async () => {
  for (let at = 0; at < 50; at += 1) await Promise.resolve();
};

describe('the first sentence of the ledger', () => {
  it('says without shame that the engagement has not paid for itself', () => {
    expect(headline(sums(8400, 10000, '0.84'), 'EUR')).toBe(
      'The engagement has not yet paid for itself. So far it has returned 84% of its cash cost, confirmed.',
    );
    expect(balance(sums(8400, 10000, '0.84'), 'EUR')).toContain('€16 of what was paid');
  });

  it('does not hide a zero, and boasts of nothing', () => {
    expect(headline(sums(0, 2390000, '0.00'), 'EUR')).toBe(
      'Nothing has come back yet that somebody confirmed. €23,900 was paid.',
    );
    expect(headline(sums(-100, 500, '-0.20'), 'EUR')).toMatch(/^Nothing has come back/);
    expect(headline(sums(0, 0, null), 'EUR')).toBe('Nothing has been paid yet.');
    expect(headline(sums(1180, 1000, '1.18'), 'EUR')).toMatch(/1\.18 times/);
    expect(headline(sums(1000, 1000, '1.00'), 'EUR')).toMatch(/cash cost has come back/);
  });
});

describe('the pictures of the sample ledger', () => {
  it('draw the confirmed return of each month, and what counts by weight beside it', async () => {
    const { ledger } = await opened();
    const bars = monthBars(ledger.view!.months);
    expect(bars.map((bar) => bar.confirmed)).toEqual([0, 680000, 691300, 732660, 1007160, 1126160]);
    const november = bars.at(-1)!;
    expect(november.estimated + november.claimed + november.measured).toBeGreaterThan(0);
    expect(bars[3]?.corrections).toBe(-80000);
    expect(bars.map((bar) => bar.year)).toEqual(['2026', '', '', '', '', '']);
  });

  it('fall from the lines and the correction to what is confirmed', async () => {
    const { ledger } = await opened();
    const september = ledger.view!.months[3]!;
    const steps = waterfall(september);
    const signed = steps
      .filter(({ kind }) => kind === 'adds' || kind === 'removes')
      .reduce((sum, { kind, amount }) => sum + (kind === 'adds' ? amount : -amount), 0);
    const total = steps.find(({ kind }) => kind === 'total')!;
    expect(signed).toBe(total.amount);
    expect(total.amount).toBe(september.own.confirmed);
    expect(steps.filter(({ kind }) => kind === 'beside').map(({ amount }) => amount)).toEqual([
      september.own.costCash,
      september.own.costFull,
    ]);
    expect(steps.some(({ kind }) => kind === 'beyond')).toBe(true);
  });

  it('leave risk out of every total', async () => {
    const { ledger } = await opened();
    const july = ledger.view!.months[1]!;
    expect(waterfall(july).some(({ id }) => id === 'VL03')).toBe(false);
    expect(grouped(july).at(-1)).toMatchObject({ class: 'risk', confirmed: null });
  });
});

describe('a share', () => {
  it('is a percentage in its field, exactly', () => {
    const pairs = [
      ['1', '100'],
      ['0.3', '30'],
      ['0.125', '12.5'],
      ['0.005', '0.5'],
      ['0', '0'],
    ] as const;
    for (const [share, percent] of pairs) {
      expect(asPercent(share)).toBe(percent);
      expect(asShare(percent)).toBe(share);
    }
    expect(asShare('07.50')).toBe('0.075');
  });
});

it('groups a hash as people compare one', () => {
  expect(sixGroups('ab12'.repeat(16))).toBe('AB12 AB12 AB12 AB12 AB12 AB12');
});

describe('a field that a rule refuses', () => {
  it('keeps what was chosen, with the reason, and a draft of it', async () => {
    const { month, ledger, drafts } = await december();
    const id = month.ids[0]!;
    expect(await month.edits.set(id, 'evidence', 'measured')).toBe(false);
    expect(month.edits.shown(id, 'evidence', 'estimated')).toBe('measured');
    expect(month.edits.problem(id, 'evidence')?.params['rule']).toBe('measuredWithoutBaseline');
    expect(ledger.view!.months.at(-1)!.values[0]!.evidence, 'nothing was changed').toBe(
      'estimated',
    );
    expect([...drafts.values()]).toContain('"measured"');
    expect(month.edits.held(id)).toEqual(['evidence']);
  });

  it('is still there on another line, in another room, and after a crash', async () => {
    const { month, ledger } = await december();
    const [first, second] = month.ids as [string, string];
    await month.edits.set(first, 'attribution', '0');
    month.openLine(second);
    expect(month.edits.shown(first, 'attribution', '1')).toBe('0');
    const again = new MonthState(ledger);
    await again.edits.restore();
    expect(again.edits.shown(first, 'attribution', '1')).toBe('0');
  });

  it('is mended by a value that the rules take', async () => {
    const { month, drafts } = await december();
    const id = month.ids[0]!;
    await month.edits.set(id, 'attribution', '0');
    expect(await month.edits.set(id, 'attribution', '0.5')).toBe(true);
    expect(month.edits.problem(id, 'attribution')).toBeNull();
    expect(month.edits.held(id)).toEqual([]);
    expect([...drafts].filter(([key]) => key.endsWith('!')).every(([, text]) => text === '')).toBe(
      true,
    );
  });

  it('goes back to what is kept when it is asked to', async () => {
    const { month } = await december();
    const id = month.ids[0]!;
    await month.edits.set(id, 'attribution', '0');
    await month.edits.forget(id, 'attribution');
    expect(month.edits.shown(id, 'attribution', '1')).toBe('1');
    expect(month.edits.problem(id, 'attribution')).toBeNull();
  });

  it('keeps a text that is being typed as a draft of its own', async () => {
    const { month, ledger } = await december();
    const id = month.ids[0]!;
    const text = month.edits.text(id, 'what', 'Cloud bill reduced');
    text.input('Cloud bill reduced again');
    expect(month.edits.saving).toBe(true);
    await month.edits.leave();
    expect(ledger.view!.months.at(-1)!.values.find((line) => line.id === id)?.what).toBe(
      'Cloud bill reduced again',
    );
  });
});

describe('the keys of an open month', () => {
  it('repeat last month’s lines, each waiting for its reading, and take them back', async () => {
    const { month, heard } = await december();
    const lines = month.view!.values;
    expect(lines).toHaveLength(7);
    expect(lines.every((line) => line.after === null && line.confirmed === 0)).toBe(true);
    heard.done.at(-1)?.undo?.();
    await settle();
    expect(month.view!.values).toHaveLength(0);
    expect(heard.said).toContain('Undone');
  });

  it('say so when there is nothing left to repeat', async () => {
    const { month, heard } = await december();
    await month.repeat();
    expect(heard.done.at(-1)?.message).toMatch(/no line that still counts/);
    expect(heard.failed).toEqual([]);
  });

  it('open the line when a certainty is refused, and set it when not', async () => {
    const { month } = await december();
    await month.certainty('measured');
    expect(month.side).toEqual({ show: 'line' });
    expect(month.edits.problem(month.selected!, 'evidence')).not.toBeNull();
    month.side = null;
    month.move(1);
    await month.certainty('claimed');
    expect(month.side).toBeNull();
    expect(month.line?.row).toMatchObject({ evidence: 'claimed' });
  });

  it('walk the lines, then the corrections, then the costs, and stop at both ends', async () => {
    const { month } = await opened();
    month.show('2026-09');
    const view = month.view!;
    expect(month.ids).toHaveLength(
      view.values.length + view.corrections.length + view.costs.length,
    );
    expect(month.line?.kind).toBe('value');
    month.move(-1);
    expect(month.selected).toBe(month.ids[0]);
    month.move(999);
    expect(month.selected).toBe(month.ids.at(-1));
    expect(month.line?.kind).toBe('cost');
    month.selected = 'RC1';
    expect(month.line?.kind).toBe('recurring');
  });

  it('remove a line, and stand on its neighbour', async () => {
    const { month, heard } = await december();
    const [first, second] = month.ids;
    await month.remove();
    expect(month.ids).not.toContain(first);
    expect(month.selected).toBe(second);
    heard.done.at(-1)?.undo?.();
    await settle();
    expect(month.ids).toContain(first);
  });

  it('undo only the newest change from its toast', async () => {
    const { month, heard } = await december();
    await month.remove();
    const old = heard.done.at(-1)!;
    await month.remove();
    const left = month.ids.length;
    old.undo?.();
    await settle();
    expect(month.ids, 'an older toast takes nothing back').toHaveLength(left);
  });
});

describe('a signed month', () => {
  it('stays as it is, and what was typed stays with the reason', async () => {
    const { month } = await opened();
    month.show('2026-11');
    expect(month.closed).toBe(true);
    const id = month.ids[0]!;
    expect(await month.edits.set(id, 'amount', 100)).toBe(false);
    expect(month.edits.problem(id, 'amount')?.params['rule']).toBe('monthSigned');
    expect(month.edits.shown(id, 'amount', 450000)).toBe(100);
    await month.remove();
    await month.certainty('claimed');
    expect(month.line?.row).toMatchObject({ id, evidence: 'measured' });
  });

  it('is corrected by a dated line of the open month', async () => {
    const { month, ledger } = await opened();
    month.show('2026-11');
    month.startCorrection();
    expect(month.side).toEqual({ show: 'correct', restates: 'VL20', of: '2026-11' });
    const target = (await month.openMonth())!;
    expect(target).toBe('2026-12');
    const fresh = new NewLine(ledger);
    const wish = {
      month: target,
      restates: 'VL20',
      amount: -10000,
      confirmedBy: null,
      confirmedOn: null,
    };
    expect(await fresh.enterCorrection({ ...wish, reason: ' ' })).toBeNull();
    expect(fresh.problem?.params['rule']).toBe('correctionWithoutReason');
    const id = await fresh.enterCorrection({ ...wish, reason: 'A credit came later' });
    month.show(target, id);
    expect(month.line).toMatchObject({ kind: 'correction', row: { amount: -10000 } });
    expect(ledger.view!.months.at(-1)!.own.confirmed).toBe(-10000);
    expect(ledger.view!.months.at(-2)!.values[0]!.corrected).toBe(-10000);
  });
});

describe('a new entry', () => {
  it('keeps what was typed when it is refused, and says at which field', async () => {
    const { ledger } = await december();
    const fresh = new NewLine(ledger);
    await fresh.open('2026-12');
    fresh.value.what = 'Fewer calls about wrong bills';
    expect(await fresh.enterValue()).toBeNull();
    expect(fieldOf(fresh.problem)).toBe('amount');
    expect(fresh.value.what).toBe('Fewer calls about wrong bills');
  });

  it('is there again after the room was left', async () => {
    const { ledger } = await december();
    const fresh = new NewLine(ledger);
    await fresh.open('2026-12');
    fresh.value.what = 'Fewer calls';
    fresh.value.amount = 120000;
    await fresh.hold('value');
    const again = new NewLine(ledger);
    await again.open('2026-12');
    expect(again.value).toMatchObject({ what: 'Fewer calls', amount: 120000 });
    const id = await again.enterValue();
    expect(id).toBe('VL34');
    expect(again.value.what, 'the form is empty for the next').toBe('');
    const third = new NewLine(ledger);
    await third.open('2026-12');
    expect(third.value.what).toBe('');
  });

  it('of hours needs what an hour costs, and takes them as they are', async () => {
    const { ledger } = await december();
    const fresh = new NewLine(ledger);
    await fresh.open('2026-12', { class: 'capacity', what: 'Planning', hours: '3.5' });
    expect(await fresh.enterValue()).toBeNull();
    fresh.value.rate = 5400;
    const id = await fresh.enterValue();
    const line = ledger.view!.months.at(-1)!.values.find((one) => one.id === id);
    expect(line).toMatchObject({ gross: 18900, state: 'no_use', confirmed: 0 });
  });

  it('of a cost may come every month', async () => {
    const { ledger } = await december();
    const fresh = new NewLine(ledger);
    await fresh.open('2026-12');
    Object.assign(fresh.cost, { kind: 'running', what: 'log store', amount: 9000, every: true });
    const id = await fresh.enterCost();
    expect(ledger.view!.recurring.find((one) => one.id === id)).toMatchObject({
      amountMonth: 9000,
      firstMonth: '2026-12',
    });
  });

  it('from a line that did not count is not measured yet', async () => {
    const { ledger } = await opened();
    const line = ledger.view!.months[5]!.values[0]!;
    expect(anew(line)).toMatchObject({ what: line.what, evidence: 'estimated' });
  });
});

describe('a figure opened to its inputs', () => {
  it('goes down to a line and its way, and back', async () => {
    const { room } = await opened();
    const explain = new ExplainState(room);
    await explain.explain('confirmed', { month: '2026-11' });
    expect(explain.open).toBe(true);
    expect(explain.shown?.value.money).toBe(1126160);
    expect(explain.chain).toBeNull();
    const deeper = explain.shown!.inputs.find((input) => input.open)!.open!;
    await explain.deeper(deeper);
    expect(explain.path).toHaveLength(2);
    expect(explain.chain?.steps.map(({ kind }) => kind)).toContain('line');
    await explain.back();
    expect(explain.path).toHaveLength(1);
    expect(explain.chain).toBeNull();
  });
});

describe('the month’s work', () => {
  async function working() {
    const set = await december();
    set.dossier.change('edit', 'F15', ['findings'], () => {
      for (const code of ['F15', 'F06']) {
        const finding = set.dossier.finding(recordId('findings', code));
        finding.status = 'closed';
        finding.closed_on = set.dossier.today;
      }
      return null;
    });
    let now = 0;
    const work = new WorkState(set.room, `client-${Math.random()}`, () => now);
    await work.open('2026-12');
    return { ...set, work, pass: (ms: number) => (now += ms) };
  }

  it('has seven steps, each with what is left', async () => {
    const { work } = await working();
    expect(work.work?.steps.map(({ kind }) => kind)).toEqual(STEPS);
    expect(work.left('inbox')).toBe(2);
    expect(work.left('readings')).toBeGreaterThan(7);
    expect(work.done('ledger'), 'the lines are repeated').toBe(true);
    expect(work.done('sign')).toBe(false);
  });

  it('judges an event, goes on to the next, and takes it back', async () => {
    const { work, heard, ledger } = await working();
    work.go('inbox');
    await work.judge('accepted');
    expect(work.left('inbox')).toBe(1);
    expect(work.at, 'the one that nobody judged').toBe(1);
    await ledger.refresh();
    expect(ledger.view!.months.at(-1)!.built).toHaveLength(1);
    heard.done.at(-1)?.undo?.();
    await settle();
    expect(work.left('inbox')).toBe(2);
    await work.judge('dropped');
    expect(work.work?.inbox.filter(({ state }) => state === 'dropped')).toHaveLength(1);
    await work.judge('dropped', 1);
    expect(work.left('inbox'), 'the same key again opens it again').toBe(2);
  });

  it('walks the list of its step, and remembers the place of each', async () => {
    const { work } = await working();
    work.go('inbox');
    work.move(5);
    expect(work.at).toBe(1);
    work.goBy(1);
    expect(work.step).toBe('readings');
    expect(work.at).toBe(0);
    work.goBy(-1);
    expect(work.at).toBe(1);
    work.goBy(-9);
    expect(work.step).toBe('inbox');
    work.goBy(99);
    expect(work.step).toBe('sign');
  });

  it('counts the minutes from its first step on', async () => {
    const { work, pass } = await working();
    expect(work.minutes).toBeNull();
    work.go('inbox');
    expect(work.minutes).toBe(0);
    pass(7 * 60_000);
    work.go('readings');
    expect(work.minutes, 'another step does not start it anew').toBe(7);
  });

  it('keeps the reading of an outcome', async () => {
    const { work } = await working();
    const due = work.work!.readings.find(({ kind }) => kind === 'action')!;
    const before = work.left('readings');
    expect(await work.read(due.record!.id, '0 grants')).toBe(true);
    expect(work.left('readings')).toBe(before - 1);
  });

  it('judges nothing in a month that is signed', async () => {
    const { work, room } = await working();
    const person = room.host.ledger(null).then((view) => view.picks.people[0]!.id);
    await room.host.signMonth({ month: '2026-12', by: await person, on: null });
    await work.refresh();
    await work.judge('accepted', 0);
    expect(work.work?.inbox.every(({ state }) => state === 'open')).toBe(true);
  });
});
