// Where the bubbles of the exit picture stand. Floats are for drawing alone.
import type { Dependence, VendorRow } from '$/host/bindings';

export const ROWS: readonly Dependence[] = ['critical', 'high', 'medium', 'low', 'unrated'];
export const TICKS = [1, 7, 30, 90, 365] as const;
/** Calendar days from which leaving a vendor that much hangs on counts as hard. */
export const HARD = 90;
const LONGEST = 400;

export interface Bubble {
  row: VendorRow;
  x: number;
  y: number;
  r: number;
  hard: boolean;
  label: { x: number; y: number; anchor: 'start' | 'end' | 'middle' } | null;
}

export interface Plot {
  width: number;
  height: number;
  /** Height of one row. */
  step: number;
  left: number;
  /** Where the column of what is not estimated begins. */
  unknown: number;
  rows: { dependence: Dependence; y: number }[];
  bubbles: Bubble[];
}

const ROW = { least: 58, most: 86 };
const TOP = 6;
const LEFT = 62;
const SMALLEST = 4;
const LARGEST = 22;
const LETTER = 6.1;

/** Share of the axis, which grows with the logarithm of the days. */
export function along(days: number): number {
  return Math.log(1 + Math.min(days, LONGEST)) / Math.log(1 + LONGEST);
}

export function isHard(row: VendorRow): boolean {
  const depends = row.dependence === 'critical' || row.dependence === 'high';
  return depends && row.exitDays !== null && row.exitDays.days >= HARD;
}

/** `tall`: the height that the picture beside it has; rows stretch towards it. */
export function plotOf(vendors: readonly VendorRow[], width: number, tall: number): Plot {
  const present = ROWS.filter((dependence) =>
    dependence !== 'unrated' && dependence !== 'low'
      ? true
      : vendors.some((row) => row.dependence === dependence),
  );
  const step = Math.min(ROW.most, Math.max(ROW.least, (tall - TOP) / present.length));
  const rows = present.map((dependence, at) => ({ dependence, y: TOP + step * (at + 0.5) }));
  const unknown = Math.max(LEFT + 120, width - Math.max(96, width * 0.24));
  const axis = unknown - LEFT - LARGEST - 10;
  const dearest = Math.max(1, ...vendors.map((row) => row.annualCost ?? 0));
  const bubbles = vendors.map((row): Bubble => {
    const share = (row.annualCost ?? 0) / dearest;
    const r = SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(share);
    const y = rows.find(({ dependence }) => dependence === row.dependence)?.y ?? 0;
    const x = row.exitDays ? LEFT + 6 + along(row.exitDays.days) * axis : (unknown + width) / 2;
    return { row, x, y, r, hard: isHard(row), label: null };
  });
  part(bubbles, rows, step, { unknown, width });
  const height = TOP + step * rows.length;
  const plot = { width, height, step, left: LEFT, unknown, rows, bubbles };
  label(plot);
  return plot;
}

/** Moves bubbles of one row apart, each within its row and its column, by as little as it takes. */
function part(
  bubbles: Bubble[],
  rows: Plot['rows'],
  step: number,
  { unknown, width }: { unknown: number; width: number },
): void {
  const homes = bubbles.map(({ x }) => x);
  const keep = (bubble: Bubble) => {
    const row = rows.find(({ dependence }) => dependence === bubble.row.dependence);
    const middle = row?.y ?? bubble.y;
    const slack = Math.max(0, step / 2 - bubble.r - 2);
    bubble.y = Math.min(middle + slack, Math.max(middle - slack, bubble.y));
    const [from, to] = bubble.row.exitDays
      ? [LEFT + bubble.r, unknown - bubble.r - 4]
      : [unknown + bubble.r + 6, width - bubble.r - 2];
    bubble.x = Math.min(Math.max(from, to), Math.max(from, bubble.x));
  };
  bubbles.forEach(keep);
  for (let turn = 0; turn < 80; turn += 1) {
    bubbles.forEach((a, at) => {
      for (const b of bubbles.slice(at + 1)) {
        if (a.row.dependence !== b.row.dependence) continue;
        const [dx, dy] = [b.x - a.x, b.y - a.y];
        const apart = Math.hypot(dx, dy);
        const wanted = a.r + b.r + 2;
        if (apart >= wanted) continue;
        // Two at one place part sideways, in the order of the list.
        const [ux, uy] = apart < 0.01 ? [0.9, at % 2 ? 0.45 : -0.45] : [dx / apart, dy / apart];
        const push = (wanted - apart) / 2;
        a.x -= ux * push;
        a.y -= uy * push;
        b.x += ux * push;
        b.y += uy * push;
        keep(a);
        keep(b);
      }
    });
    bubbles.forEach((bubble, at) => (bubble.x += ((homes[at] ?? bubble.x) - bubble.x) * 0.02));
    bubbles.forEach(keep);
  }
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
const crosses = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** A name stands beside its bubble where it covers nothing; what is large or hard to leave is named first. */
function label(plot: Plot): void {
  const taken: Box[] = plot.bubbles.map(({ x, y, r }) => ({
    x: x - r,
    y: y - r,
    width: 2 * r,
    height: 2 * r,
  }));
  const order = [...plot.bubbles].sort(
    (a, b) => Number(b.hard) - Number(a.hard) || b.r - a.r || a.x - b.x,
  );
  for (const bubble of order) {
    const wide = bubble.row.name.length * LETTER;
    const { x, y, r } = bubble;
    const [least, most] = bubble.row.exitDays
      ? [plot.left, plot.unknown - 2]
      : [plot.unknown + 4, plot.width];
    const [above, below] = [y - r - 7, y + r + 8];
    // Above and below, a name may lean to the side on which there is room.
    const leaning = Math.max(least, Math.min(most - wide, x - wide / 2));
    const places: [number, number][] = [
      [x + r + 4, y],
      [x - r - 4 - wide, y],
      [leaning, below],
      [leaning, above],
      [x + r - wide, above],
      [x + r - wide, below],
      [x - r, above],
      [x - r, below],
    ];
    for (const [from, middle] of places) {
      const box = { x: from, y: middle - 6, width: wide, height: 12 };
      const inside =
        box.x >= least && box.x + wide <= most && box.y >= 0 && box.y + 12 <= plot.height;
      if (!inside || taken.some((other) => crosses(box, other))) continue;
      taken.push(box);
      bubble.label =
        from >= x
          ? { x: from, y: middle, anchor: 'start' }
          : from + wide <= x
            ? { x: from + wide, y: middle, anchor: 'end' }
            : { x: from + wide / 2, y: middle, anchor: 'middle' };
      break;
    }
  }
}
