import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { plotOf } from '../src/areas/vendors/bubbles';
import {
  CalendarState,
  entryKey,
  groupOf,
  weeksOf,
} from '../src/areas/vendors/calendarState.svelte';
import { toHundredths, toText } from '../src/areas/foreign/hundredths';
import { quarterOf, quartersBack, scorecard } from '../src/areas/vendors/scorecard';
import { placeOf, stripFrom } from '../src/areas/vendors/strip';
import { sortVendors, urgencyOf, VendorsState } from '../src/areas/vendors/vendorsState.svelte';
import { VendorState, withPromise } from '../src/areas/vendors/vendorState.svelte';
import type { PromiseLine } from '../src/host/bindings';
import { recordId } from '../src/host/memory/dossier';
import { heronRoom } from './room';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const id = (code: string) => recordId('vendors', code);
const promise = (quarter: string, kept: boolean | null, what = 'Availability'): PromiseLine => ({
  what,
  promised: '99.5',
  observed: '99.1',
  quarter,
  unit: '%',
  kept,
  note: '',
});

async function listed() {
  const set = heronRoom();
  const list = new VendorsState(set.room);
  await list.refresh();
  return { ...set, list };
}

async function opened(code = 'V01') {
  const set = heronRoom();
  const vendor = new VendorState(set.room);
  await vendor.open(id(code));
  return { ...set, vendor };
}

describe('the list of vendors', () => {
  it('sums active contracts and knows what is missed', async () => {
    const { list } = await listed();
    expect(list.view?.annualCost).toBe(39_272_000);
    expect(list.active).toHaveLength(12);
    expect([list.missed, list.next?.code]).toEqual([1, 'V04']);
    expect(list.rows.map(({ code }) => code).at(-1), 'ended ones last').toBe('V05');
  });

  it('puts what is not known last in either direction', async () => {
    const { list } = await listed();
    const rows = list.active;
    for (const direction of ['ascending', 'descending'] as const) {
      const sorted = sortVendors(rows, { by: 'exit', direction });
      expect(sorted.slice(-6).every(({ exitDays }) => exitDays === null)).toBe(true);
    }
    const dear = sortVendors(rows, { by: 'cost', direction: 'ascending' });
    expect(dear[0]?.code).toBe('V11');
  });

  it('tells how near a notice is', () => {
    const near = [-1, 0, 30, 31, 90, 91, null].map((daysLeft) => urgencyOf({ daysLeft }));
    expect(near).toEqual(['missed', 'soon', 'soon', 'near', 'near', 'later', 'none']);
  });

  it('adds a list in one step that its toast takes back', async () => {
    const { list, heard } = await listed();
    const blank = {
      purpose: '',
      criticality: '',
      data: '',
      annualCost: null,
      renewal: null,
      noticeDays: null,
      exit: '',
      exitDays: null,
      decision: '',
    };
    await list.addAll([
      { ...blank, name: 'Quay Mail' },
      { ...blank, name: 'Harbour Print' },
    ]);
    expect(list.view?.uncosted).toBe(2);
    heard.done.at(-1)?.undo?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(list.view?.vendors).toHaveLength(13);
  });
});

describe('one vendor', () => {
  it('drafts what is typed and keeps it on leaving', async () => {
    const { vendor, dossier, drafts } = await opened();
    vendor.texts?.exit.input('three weeks');
    await vi.advanceTimersByTimeAsync(1000);
    expect([...drafts.values()]).toContain('three weeks');
    await vendor.leave();
    expect(JSON.stringify(dossier.client)).toContain('"exit":"three weeks"');
    expect(vendor.detail?.row.exitDays).toEqual({ days: 21, read: true });
  });

  it('takes back the newest change and no other', async () => {
    const { vendor, heard } = await opened();
    await vendor.setPromise(null, promise('2026-Q3', false), 'one');
    await vendor.setPromise(null, promise('2026-Q4', null), 'two');
    heard.done[0]?.undo?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(vendor.detail?.promises, 'an older toast does nothing').toHaveLength(2);
    heard.done[1]?.undo?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(vendor.detail?.promises).toHaveLength(1);
    expect(vendor.detail?.row.promises).toEqual({ kept: 0, broken: 1, unknown: 0 });
  });

  it('follows its bill, and says what is refused', async () => {
    const { vendor, heard } = await opened();
    const bill = {
      currency: 'usd',
      amount: 100_000,
      rate: '0.9',
      rateOn: '2026-12-01',
      source: 'central bank',
      converted: 90_000,
    };
    expect(await vendor.edit('foreign', bill)).toBe(true);
    expect(vendor.detail?.row.annualCost).toBe(90_000);
    expect(vendor.detail?.foreign).toEqual({ ...bill, currency: 'USD' });
    expect(await vendor.edit('annualCost', 1)).toBe(false);
    expect(await vendor.edit('foreign', { ...bill, converted: 90_001 })).toBe(false);
    expect(heard.failed).toMatchObject([
      { params: { rule: 'costFollowsBill' } },
      { params: { rule: 'foreignAmount' } },
    ]);
    expect(vendor.detail?.row.annualCost).toBe(90_000);
    await vendor.edit('foreign', null);
    expect(vendor.detail?.foreign).toBeNull();
    expect(vendor.detail?.row.annualCost, 'the cost stays').toBe(90_000);
  });
});

describe('promises', () => {
  it('are added, changed and taken away by place', () => {
    const [one, two] = [promise('2026-Q1', true), promise('2026-Q2', null)];
    expect(withPromise([one], null, two)).toEqual([one, two]);
    expect(withPromise([one, two], 1, one)).toEqual([one, one]);
    expect(withPromise([one, two], 0, null)).toEqual([two]);
    expect(withPromise([one], null, null)).toEqual([one]);
  });

  it('stand in a card of quarters that ends with the present one', () => {
    const card = scorecard(
      [promise('2026-Q3', false), promise('2026-Q1', true), promise('2026-Q3', null, 'Speed')],
      '2026-12-04',
    );
    expect(card.quarters).toEqual(['2026-Q1', '2026-Q3', '2026-Q4']);
    expect(
      card.lines.map(({ what, cells }) => [what, cells.map((cell) => cell?.at ?? null)]),
    ).toEqual([
      ['Availability', [1, 0, null]],
      ['Speed', [null, 2, null]],
    ]);
    expect(scorecard([], '2026-12-04').quarters).toEqual([]);
    expect(quartersBack(quarterOf('2026-02-01'), 3)).toEqual(['2026-Q1', '2025-Q4', '2025-Q3']);
  });
});

describe('pictures', () => {
  it('lay a date on the year ahead', () => {
    const strip = stripFrom('2026-12-04');
    expect(placeOf(strip, '2026-12-04')).toBe(0);
    expect(placeOf(strip, '2027-12-04')).toBe(1);
    expect(placeOf(strip, '2026-12-01')).toBeLessThan(0);
    expect(strip.months[0]?.month).toBe('2026-12');
    expect(strip.months.every(({ middle }) => middle > 0 && middle < 1)).toBe(true);
  });

  it('part bubbles that would cover one another, each in its row', async () => {
    const { list } = await listed();
    const plot = plotOf(list.active, 400, 300);
    for (const [at, a] of plot.bubbles.entries())
      for (const b of plot.bubbles.slice(at + 1))
        expect(
          Math.hypot(a.x - b.x, a.y - b.y) >= Math.max(a.r, b.r) * 0.9,
          `${a.row.name} and ${b.row.name}`,
        ).toBe(true);
    expect(plot.bubbles.filter(({ hard }) => hard).map(({ row }) => row.code)).toEqual([
      'V07',
      'V03',
    ]);
    for (const { x, row } of plot.bubbles)
      expect(x > plot.unknown, row.name).toBe(row.exitDays === null);
  });
});

describe('hundredths', () => {
  it('are exact in both directions', () => {
    expect(['0.01', '12', '12.5', '-3.07'].map(toHundredths)).toEqual([1, 1200, 1250, -307]);
    expect(['1.005', 'x', '', '99999999999999999'].map(toHundredths)).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect([1, 0, -307, 123456].map(toText)).toEqual(['0.01', '0.00', '-3.07', '1234.56']);
  });
});

describe('the calendar', () => {
  async function calendar() {
    const set = heronRoom();
    const state = new CalendarState(set.room);
    await state.refresh();
    return { ...set, state };
  }

  it('begins today, with what was missed and what clashes', async () => {
    const { state } = await calendar();
    expect([state.day, state.month]).toEqual(['2026-12-04', '2026-12']);
    expect(state.missed.some(({ code, kind }) => code === 'V02' && kind === 'notice')).toBe(true);
    expect(state.view?.clashes).toBe(4);
    expect(state.freezeOn('2026-12-24')?.code).toBe('DT1');
    expect(state.freezeOn('2026-12-25')).toBeNull();
    const keys = state.shown.map(entryKey);
    expect(new Set(keys).size, 'each entry has a name of its own').toBe(keys.length);
  });

  it('walks days and months, and back to today', async () => {
    const { state } = await calendar();
    state.move(-4);
    expect(state.month).toBe('2026-11');
    state.turnMonth(3);
    expect(state.day, 'the last of a shorter month').toBe('2027-02-28');
    state.today();
    expect(state.day).toBe('2026-12-04');
  });

  it('shows what is chosen, and everything where nothing is', async () => {
    const { state } = await calendar();
    const all = state.shown.length;
    state.toggle('contracts');
    expect(state.shown.every(({ kind }) => groupOf(kind) === 'contracts')).toBe(true);
    expect(state.agenda.every(({ day }) => day.startsWith('2026-12'))).toBe(true);
    state.toggle('contracts');
    expect(state.shown).toHaveLength(all);
  });

  it('lays six weeks from Monday on', () => {
    const weeks = weeksOf('2027-02');
    expect([weeks[0]?.[0], weeks[5]?.[6]]).toEqual(['2027-02-01', '2027-03-14']);
    expect(weeksOf('2026-11')[0]?.[0]).toBe('2026-10-26');
  });
});
