// The words of the friction room's own small alphabet: its pictures, the parts of a cost, how sure a figure is.
import type { FlowView, Friction, FrictionView, InputKind, Money } from '$/host/bindings';

export const PICTURES = ['map', 'pareto', 'waterfall', 'bridges', 'waiting', 'automation'] as const;
export type Picture = (typeof PICTURES)[number];

/** The sides of one flow. */
export type Side = 'cost' | 'case';

export const PARTS = ['labour', 'errors', 'delay', 'coordination', 'tool'] as const;
export type FrictionPart = (typeof PARTS)[number];

/** How a figure is drawn: solid timed or sampled, hatched asked, outlined assumed or not said. */
export type Certainty = 'solid' | 'hatched' | 'outlined';

export function certaintyOf(weakest: InputKind | null): Certainty {
  if (weakest === 'timed' || weakest === 'sampled') return 'solid';
  return weakest === 'asked' ? 'hatched' : 'outlined';
}

/** What the sum of a headline is made of. */
export type Head = 'year' | 'done' | 'agreed' | 'possible' | 'left';

export interface SumLine {
  id: string;
  code: string;
  label: string;
  amount: Money;
}

/** What a flow brings back, as the waterfall counts it: at least nought, at most its cost. */
export const removable = (flow: FlowView): Money =>
  Math.max(0, Math.min(flow.gross, flow.cost.likely.total));

export const headAmount = (view: FrictionView, head: Head): Money =>
  head === 'year' ? view.totals.cost.likely.total : view.totals[head];

/** The flows behind a headline; `left` is made of the other headlines. */
export function sumLines(view: FrictionView, head: Head): SumLine[] {
  if (head === 'left') return [];
  return view.flows
    .filter((flow) => head === 'year' || (flow.removal === head && removable(flow) > 0))
    .map((flow) => ({
      id: flow.id,
      code: flow.code,
      label: flow.name,
      amount: head === 'year' ? flow.cost.likely.total : removable(flow),
    }));
}

export interface FallStep {
  id: string;
  kind: 'adds' | 'total' | 'removes';
  amount: Money;
  /** Where the column begins and ends. */
  from: Money;
  to: Money;
}

/** The columns of the waterfall, by the report's rule: parts that cost something, the total, what goes, what is left. */
export function fallSteps(view: FrictionView): FallStep[] {
  const cost: Friction = view.totals.cost.likely;
  const steps: FallStep[] = [];
  let level = 0;
  for (const part of PARTS) {
    if (cost[part] <= 0) continue;
    steps.push({ id: part, kind: 'adds', amount: cost[part], from: level, to: level + cost[part] });
    level += cost[part];
  }
  steps.push({ id: 'total', kind: 'total', amount: cost.total, from: 0, to: cost.total });
  level = cost.total;
  for (const head of ['done', 'agreed', 'possible'] as const) {
    const amount = view.totals[head];
    if (amount <= 0) continue;
    steps.push({ id: head, kind: 'removes', amount, from: level, to: level - amount });
    level -= amount;
  }
  steps.push({
    id: 'left',
    kind: 'total',
    amount: view.totals.left,
    from: 0,
    to: view.totals.left,
  });
  return steps;
}

export interface Lane {
  team: string;
  flows: FlowView[];
  cost: Money;
}

/** One lane per team, the dearest team first; inside a lane the dearest flow first. */
export function lanes(flows: readonly FlowView[]): Lane[] {
  const found = new Map<string, Lane>();
  for (const flow of flows) {
    const lane = found.get(flow.team) ?? { team: flow.team, flows: [], cost: 0 };
    lane.flows.push(flow);
    lane.cost += flow.cost.likely.total;
    found.set(flow.team, lane);
  }
  return [...found.values()].sort((a, b) => b.cost - a.cost);
}

/** The first flows that make at least this share of the cost, and the share that they make. */
export function paretoHead(view: FrictionView, share: number): { flows: number; share: string } {
  const at = view.flows.findIndex((flow) => Number(flow.cumulative ?? 0) >= share);
  const flow = view.flows[at < 0 ? view.flows.length - 1 : at];
  return {
    flows: at < 0 ? view.flows.length : at + 1,
    share: flow?.cumulative ?? '0',
  };
}
