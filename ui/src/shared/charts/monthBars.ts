// The geometry of the months' picture.
import type { MonthBar } from './types';

const LEAST_COLUMN = 18;
const MOST_COLUMN = 150;

/** Columns fill the width between a least and a most; below the least the picture scrolls. */
export function columnWidth(width: number, count: number): number {
  if (count === 0) return 0;
  return Math.min(MOST_COLUMN, Math.max(LEAST_COLUMN, Math.floor(width / count)));
}

export interface StackPart {
  kind: 'confirmed' | 'measured' | 'estimated' | 'claimed';
  from: number;
  to: number;
}

/** Confirmed at the bottom, then what is known less and less well. */
export function stackOf(month: MonthBar): { parts: StackPart[]; top: number } {
  const parts: StackPart[] = [];
  if (month.confirmed !== 0) parts.push({ kind: 'confirmed', from: 0, to: month.confirmed });
  let top = Math.max(0, month.confirmed);
  for (const kind of ['measured', 'estimated', 'claimed'] as const) {
    if (month[kind] <= 0) continue;
    parts.push({ kind, from: top, to: top + month[kind] });
    top += month[kind];
  }
  return { parts, top };
}

/** Both sides added up, month by month. */
export function runningOf(months: readonly MonthBar[]): { cash: number; confirmed: number }[] {
  let cash = 0;
  let confirmed = 0;
  return months.map((month) => {
    cash += month.cash;
    confirmed += month.confirmed;
    return { cash, confirmed };
  });
}

/** A line that is level within each column. */
export function stepPath(heights: readonly number[], column: number): string {
  return heights
    .map(
      (y, index) =>
        `${index === 0 ? 'M0' : `L${column * index}`} ${y}L${column * (index + 1)} ${y}`,
    )
    .join('');
}

export function pathOf(points: readonly (readonly [number, number])[]): string {
  return points.length === 0 ? '' : `M${points.map(([x, y]) => `${x} ${y}`).join('L')}`;
}
