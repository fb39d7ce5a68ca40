// The promises of a vendor as a small table: what was promised down the side, quarters across.
import type { PromiseLine } from '$/host/bindings';

export type Verdict = 'kept' | 'broken' | 'unknown';

export const verdictOf = (kept: boolean | null): Verdict =>
  kept === null ? 'unknown' : kept ? 'kept' : 'broken';

/** The quarter of a day: "2026-12-04" → "2026-Q4". */
export function quarterOf(day: string): string {
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

/** A quarter and those before it, latest first. */
export function quartersBack(from: string, count: number): string[] {
  const first = Number(from.slice(0, 4)) * 4 + Number(from.slice(6)) - 1;
  return Array.from({ length: count }, (_, back) => first - back).map(
    (index) => `${Math.floor(index / 4)}-Q${(index % 4) + 1}`,
  );
}

export interface Cell {
  /** Place in the list of promises. */
  at: number;
  line: PromiseLine;
}

export interface Scorecard {
  quarters: string[];
  /** `promised`: what was promised last, for the next quarter. */
  lines: { what: string; unit: string; promised: string; cells: (Cell | null)[] }[];
}

/** Every quarter with a promise, and the present one. Of two lines of one quarter the later stands. */
export function scorecard(promises: readonly PromiseLine[], today: string): Scorecard {
  if (promises.length === 0) return { quarters: [], lines: [] };
  const quarters = [...new Set([...promises.map(({ quarter }) => quarter), quarterOf(today)])]
    .sort()
    .slice(-6);
  const names = [...new Set(promises.map(({ what }) => what))];
  return {
    quarters,
    lines: names.map((what) => {
      const own = promises.flatMap((line, at) => (line.what === what ? [{ at, line }] : []));
      const last = [...own].sort((a, b) => a.line.quarter.localeCompare(b.line.quarter)).at(-1);
      return {
        what,
        unit: last?.line.unit ?? '',
        promised: last?.line.promised ?? '',
        cells: quarters.map(
          (quarter) => own.findLast(({ line }) => line.quarter === quarter) ?? null,
        ),
      };
    }),
  };
}
