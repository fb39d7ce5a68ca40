import { describe, expect, it } from 'vitest';
import { columnWidth, runningOf, stackOf } from '$/shared/charts/monthBars';
import { apart, named, ticks } from '$/shared/charts/scale';
import type { MonthBar, WaterfallStep } from '$/shared/charts/types';
import { fallOf } from '$/shared/charts/waterfall';

const month = (over: Partial<MonthBar>): MonthBar => ({
  id: '2026-06',
  label: 'June 2026',
  short: 'Jun',
  year: '2026',
  confirmed: 0,
  measured: 0,
  estimated: 0,
  claimed: 0,
  corrections: 0,
  cash: 0,
  full: 0,
  open: false,
  ...over,
});

describe('an axis', () => {
  it('has round steps that cover both ends, and zero among them', () => {
    expect(ticks(0, 23900)).toEqual([0, 10000, 20000, 30000]);
    expect(ticks(-800, 2100)).toContain(0);
    expect(ticks(-800, 2100)[0]).toBeLessThanOrEqual(-800);
    expect(ticks(0, 0)).toEqual([0]);
  });

  it('moves labels apart and keeps their order and their room', () => {
    const [paid, proven] = apart([60, 62], 15, 70) as [number, number];
    expect(proven - paid).toBeGreaterThanOrEqual(15);
    expect(proven).toBeLessThanOrEqual(70);
    expect(apart([10, 50], 15, 70)).toEqual([10, 50]);
  });

  it('always names the newest of many', () => {
    const isNamed = named(60, 3);
    expect(isNamed(59)).toBe(true);
    expect(isNamed(58)).toBe(false);
    expect(named(6, 1)(0)).toBe(true);
  });
});

describe('the months as columns', () => {
  it('fill the width from one to many, and scroll beyond', () => {
    expect(columnWidth(900, 1)).toBe(150);
    expect(columnWidth(900, 6)).toBe(150);
    expect(columnWidth(900, 12)).toBe(75);
    expect(columnWidth(900, 60)).toBe(18);
    expect(columnWidth(-40, 3)).toBe(18);
    expect(columnWidth(900, 0)).toBe(0);
  });

  it('stack what is known less on what is known better', () => {
    const { parts, top } = stackOf(month({ confirmed: 700, estimated: 100, claimed: 50 }));
    expect(parts.map(({ kind }) => kind)).toEqual(['confirmed', 'estimated', 'claimed']);
    expect(top).toBe(850);
  });

  it('draw a month below zero without lifting what stands on it', () => {
    const { parts, top } = stackOf(month({ confirmed: -300, claimed: 50 }));
    expect(parts[0]).toEqual({ kind: 'confirmed', from: 0, to: -300 });
    expect(parts[1]).toEqual({ kind: 'claimed', from: 0, to: 50 });
    expect(top).toBe(50);
  });

  it('add up both sides', () => {
    const sums = runningOf([month({ cash: 10 }), month({ cash: 5, confirmed: 7 })]);
    expect(sums).toEqual([
      { cash: 10, confirmed: 0 },
      { cash: 15, confirmed: 7 },
    ]);
  });
});

describe('the waterfall of a month', () => {
  const steps: WaterfallStep[] = [
    { id: 'a', label: 'a', amount: 500, kind: 'adds' },
    { id: 'b', label: 'b', amount: 300, kind: 'adds' },
    { id: 'c', label: 'c', amount: 100, kind: 'removes' },
    { id: 'sum', label: 'sum', amount: 700, kind: 'total' },
    { id: 'told', label: 'told', amount: 200, kind: 'beyond' },
    { id: 'cost', label: 'cost', amount: 1200, kind: 'beside' },
  ];

  it('goes down step by step to its total', () => {
    const { rows, low, high } = fallOf(steps);
    expect(rows.map(({ from, to }) => [from, to])).toEqual([
      [0, 500],
      [500, 800],
      [700, 800],
      [0, 700],
      [700, 900],
      [0, 1200],
    ]);
    expect([low, high]).toEqual([0, 1200]);
  });

  it('leaves what is not counted out of the total, and costs on the ground', () => {
    const { rows } = fallOf(steps);
    expect(rows[4]?.joins).toBe(700);
    expect(rows[5]?.joins).toBeNull();
  });

  it('reaches below zero when a correction outweighs the month', () => {
    const { low, rows } = fallOf([
      { id: 'c', label: 'c', amount: 300, kind: 'removes' },
      { id: 'sum', label: 'sum', amount: -300, kind: 'total' },
    ]);
    expect(low).toBe(-300);
    expect(rows[1]).toMatchObject({ from: -300, to: 0 });
  });
});
