// Round numbers for an axis. Positions only: no figure is computed here.

/** About `wanted` round steps that cover both ends; zero is always one of them. */
export function ticks(low: number, high: number, wanted = 4): number[] {
  const from = Math.min(0, low);
  const to = Math.max(0, high);
  if (from === to) return [0];
  const rough = (to - from) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((by) => by * power).find((by) => by >= rough) ?? rough;
  const first = Math.floor(from / step);
  const last = Math.ceil(to / step);
  return Array.from({ length: last - first + 1 }, (_, at) => (first + at) * step);
}

/** Positions that should not stand closer than `gap`, moved apart as little as possible; their order is kept. */
export function apart(at: number[], gap: number, most: number): number[] {
  const order = at.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y);
  let before = -Infinity;
  for (const place of order) {
    place.y = Math.max(place.y, before + gap);
    before = place.y;
  }
  let after = most;
  for (const place of order.toReversed()) {
    place.y = Math.min(place.y, after);
    after = place.y - gap;
  }
  return order.sort((a, b) => a.index - b.index).map(({ y }) => y);
}

/** Which of `count` columns are named when only every `columns`-th label has room: the newest always is. */
export function named(count: number, columns: number): (index: number) => boolean {
  const every = Math.max(1, columns);
  return (index) => (count - 1 - index) % every === 0;
}
