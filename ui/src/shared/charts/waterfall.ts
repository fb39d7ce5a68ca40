// Where each step of a waterfall begins and ends.
import type { WaterfallStep } from './types';

export interface FallRow {
  step: WaterfallStep;
  /** Left and right end of the bar. */
  from: number;
  to: number;
  /** Where the sum stands after this step. */
  ends: number;
  /** Where the step before ended, when this one goes on from there. */
  joins: number | null;
}

export function fallOf(steps: readonly WaterfallStep[]): {
  rows: FallRow[];
  low: number;
  high: number;
} {
  let sum = 0;
  let beyond: number | null = null;
  const rows = steps.map((step, index): FallRow => {
    const before = sum;
    const joined =
      index > 0 && (step.kind === 'adds' || step.kind === 'removes' || step.kind === 'total');
    if (step.kind === 'beside') return row(step, 0, step.amount, sum, null);
    if (step.kind === 'beyond') {
      const from: number = beyond ?? sum;
      beyond = from + step.amount;
      return row(step, from, beyond, beyond, from);
    }
    beyond = null;
    if (step.kind === 'total') sum = step.amount;
    else sum += step.kind === 'adds' ? step.amount : -step.amount;
    const from = step.kind === 'total' ? 0 : before;
    return row(step, from, sum, sum, joined ? before : null);
  });
  return {
    rows,
    low: Math.min(0, ...rows.map((r) => r.from)),
    high: Math.max(1, ...rows.map((r) => r.to)),
  };
}

function row(
  step: WaterfallStep,
  a: number,
  b: number,
  ends: number,
  joins: number | null,
): FallRow {
  return { step, from: Math.min(a, b), to: Math.max(a, b), ends, joins };
}
