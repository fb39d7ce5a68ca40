import { describe, expect, it } from 'vitest';
import sampleText from '../../src-tauri/crates/domain/data/samples/sample-client.json?raw';
import expectedText from '../../src-tauri/crates/domain/data/samples/sample-client.expected.json?raw';
import { nextLook } from '../src/host/memory/calendar';
import { MemoryDossier, recordId } from '../src/host/memory/dossier';
import { minor } from '../src/host/memory/figures';
import { roomCommands } from '../src/host/memory/rooms';
import type { SourceClient } from '../src/host/memory/source';

const heron = () => {
  const dossier = new MemoryDossier(JSON.parse(sampleText) as SourceClient);
  return roomCommands(() => dossier);
};
type Money = Record<'cost_cash' | 'cost_full' | 'confirmed' | 'weighted' | 'ratio_cash', string>;
const { ledger: expected } = JSON.parse(expectedText) as {
  ledger: {
    months: (Money & {
      month: string;
      lines: Record<string, { state: string; confirmed: string; warnings: string[] }>;
    })[];
    to_date: Money;
    items: Record<string, { cash_to_date: string; confirmed_to_date: string }>;
  };
};

describe('the in-memory ledger', () => {
  it('computes what the sample client publishes, line by line', async () => {
    const view = await heron().ledger(null);
    const printed = (money: Money) => ({
      costCash: minor(money.cost_cash),
      costFull: minor(money.cost_full),
      confirmed: minor(money.confirmed),
      weighted: minor(money.weighted),
      ratioCash: money.ratio_cash,
    });
    expect(view.months).toHaveLength(expected.months.length);
    for (const [at, month] of expected.months.entries()) {
      const shown = view.months[at]!;
      expect(shown.own, month.month).toMatchObject(printed(month));
      for (const line of shown.values) {
        const known = month.lines[line.id]!;
        expect({ state: line.state, confirmed: line.confirmed, warnings: line.warnings }).toEqual({
          state: known.state,
          confirmed: minor(known.confirmed),
          warnings: known.warnings,
        });
      }
    }
    expect(view.toDate).toMatchObject(printed(expected.to_date));
    for (const item of view.items) {
      expect(item.confirmed, item.code).toBe(minor(expected.items[item.code]!.confirmed_to_date));
      if (item.proof === 'proved') expect(item.confirmed, item.code).toBeGreaterThan(0);
      if (item.proof === 'read') expect(item.confirmed, item.code).toBe(0);
    }
  });

  it('repeats what still counts, asks for new readings, and locks what is signed', async () => {
    const rooms = heron();
    await rooms.openMonth();
    const repeated = (await rooms.repeatMonth('2026-12')).value.months.at(-1)!;
    expect(repeated.values).toHaveLength(7);
    expect(repeated.values.every((line) => line.after === null)).toBe(true);
    const work = await rooms.monthWork('2026-12');
    expect(work.readings.filter(({ kind }) => kind === 'line')).toHaveLength(7);
    expect(work.steps).toHaveLength(7);
    const [first] = repeated.values;
    await expect(
      rooms.editValue({ id: first!.id, field: 'evidence', value: '"measured"' }),
    ).rejects.toMatchObject({ params: { rule: 'measuredWithoutBaseline' } });
    await expect(
      rooms.editValue({ id: 'VL20', field: 'amount', value: '100' }),
    ).rejects.toMatchObject({ params: { rule: 'monthSigned', nextMonth: '2026-12' } });
    await rooms.signMonth({ month: '2026-12', by: recordId('people', 'P01'), on: null });
    expect((await rooms.ledger(null)).months.at(-1)!.signed?.byCode).toBe('P01');
  });

  it('opens a number to its inputs', async () => {
    const rooms = heron();
    const query = { figure: 'confirmed' as const, month: '2026-11', cumulated: false, of: null };
    const told = await rooms.ledgerFigure(query);
    const total = told.inputs.reduce((sum, input) => sum + (input.value.money ?? 0), 0);
    expect(told.value.money).toBe(total);
    const chain = await rooms.ledgerChain('VL22');
    expect(chain.steps.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['flow', 'finding', 'action', 'cost', 'reading', 'line']),
    );
  });
});

describe('a second look', () => {
  it('is due six calendar months after the work, or after the last look since', () => {
    expect(nextLook('2026-06-05', null)).toBe('2026-12-05');
    expect(nextLook('2026-08-31', null)).toBe('2027-02-28');
    expect(nextLook('2026-06-05', { on: '2027-01-11' })).toBe('2027-07-11');
    expect(nextLook('2026-06-05', { on: '2026-01-11' })).toBe('2026-12-05');
  });
});
