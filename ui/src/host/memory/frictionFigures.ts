// What a flow costs in the in-memory host, after the computation rules (7 and its additions). Binary fractions are
// fine here: a test compares the results with the published figures of the sample client.
import type { Friction, FrictionRange, InputKind, Money, Removal } from '../bindings';
import { minor } from './figures';
import type { FrictionSource, SourceFlow } from './frictionSource';

type Read = (flow: SourceFlow) => string | number | undefined;
export type Input = { path: string; read: Read; keys: string[]; money: boolean; observed: boolean };

const input = (path: string, read: Read, keys: string[], money: boolean, observed: boolean) => ({
  path,
  read,
  keys,
  money,
  observed,
});

export const INPUTS: readonly Input[] = [
  input('people', (f) => f.people, ['people'], false, false),
  input(
    'hours_per_week_each',
    (f) => f.hours_per_week_each,
    ['hours', 'hours_per_week_each'],
    false,
    true,
  ),
  input('loaded_rate', (f) => f.loaded_rate, ['loaded_rate'], true, false),
  input('weeks', (f) => f.weeks, ['weeks'], false, false),
  input('cases_per_week', (f) => f.cases_per_week, ['cases', 'cases_per_week'], false, true),
  input('error_rate', (f) => f.error_rate, ['error_rate'], false, true),
  input('cost_per_error', (f) => f.cost_per_error, ['cost_per_error'], true, true),
  input('delay.cases_per_week', (f) => f.delay?.cases_per_week, ['delay'], false, true),
  input('delay.days', (f) => f.delay?.days, ['delay'], false, true),
  input('delay.value_per_case_day', (f) => f.delay?.value_per_case_day, ['delay'], true, true),
  input('coordination.attendees', (f) => f.coordination?.attendees, ['coordination'], false, false),
  input('coordination.hours', (f) => f.coordination?.hours, ['coordination'], false, true),
  input(
    'coordination.meetings_per_week',
    (f) => f.coordination?.meetings_per_week,
    ['coordination'],
    false,
    true,
  ),
  input(
    'coordination.loaded_rate',
    (f) => f.coordination?.loaded_rate,
    ['coordination'],
    true,
    false,
  ),
  input('tool_cost_year', (f) => f.tool_cost_year, ['tool_cost_year', 'tool'], true, false),
];

const ORDER: readonly InputKind[] = ['timed', 'sampled', 'asked', 'assumed'];
const HALF_WIDTHS: Record<InputKind, number> = {
  timed: 0.1,
  sampled: 0.15,
  asked: 0.3,
  assumed: 0.5,
};
const PARTS: readonly string[][] = [
  ['people', 'hours_per_week_each', 'weeks', 'loaded_rate'],
  ['cases_per_week', 'weeks', 'error_rate', 'cost_per_error'],
  ['delay.cases_per_week', 'weeks', 'delay.days', 'delay.value_per_case_day'],
  [
    'coordination.attendees',
    'coordination.hours',
    'coordination.meetings_per_week',
    'weeks',
    'coordination.loaded_rate',
  ],
  ['tool_cost_year'],
];

export const kindOf = (flow: SourceFlow, input: Input): InputKind | null =>
  input.keys.map((key) => flow.input_kinds[key]).find((kind) => kind !== undefined) ?? null;

/** In the units of the record: money in major units. */
export const valueOf = (flow: SourceFlow, input: Input): number => Number(input.read(flow) ?? 0);

export function boundsOf(flow: SourceFlow, input: Input): { low: number; high: number } {
  const value = valueOf(flow, input);
  const given = flow.ranges?.[input.path];
  if (given)
    return { low: Math.min(Number(given.low), value), high: Math.max(Number(given.high), value) };
  const kind = kindOf(flow, input) ?? (input.observed ? 'assumed' : null);
  const width = kind ? Math.abs(value) * HALF_WIDTHS[kind] : 0;
  const high = input.path === 'error_rate' ? Math.min(1, value + width) : value + width;
  return { low: value - width, high: Math.max(value, high) };
}

const round = (minorUnits: number): Money =>
  Math.sign(minorUnits) * Math.round(Math.abs(minorUnits) + 1e-6);

function costWith(value: (input: Input) => number): Friction {
  const [labour = 0, errors = 0, delay = 0, coordination = 0, tool = 0] = PARTS.map((paths) =>
    round(
      paths.reduce((product, path) => {
        const found = INPUTS.find((input) => input.path === path);
        return product * (found ? value(found) : 0);
      }, 100),
    ),
  );
  const total = labour + errors + delay + coordination + tool;
  return { labour, errors, delay, coordination, tool, total };
}

export function costOf(flow: SourceFlow): FrictionRange {
  return {
    low: costWith((input) => boundsOf(flow, input).low),
    likely: costWith((input) => valueOf(flow, input)),
    high: costWith((input) => boundsOf(flow, input).high),
  };
}

export function benefitOf(flow: SourceFlow, cost: Friction): { gross: Money; net: Money } {
  const full =
    (cost.labour + cost.coordination) * Number(flow.labour_reduction) +
    cost.errors * Number(flow.error_reduction) +
    cost.delay * Number(flow.delay_reduction);
  const gross = round(full * Number(flow.adoption));
  return { gross, net: gross - minor(flow.running_cost_year) };
}

export const weakestOf = (kinds: (InputKind | null)[]): InputKind | null =>
  kinds.reduce<InputKind | null>(
    (worst, kind) =>
      kind !== null && (worst === null || ORDER.indexOf(kind) > ORDER.indexOf(worst))
        ? kind
        : worst,
    null,
  );

export function removalOf(client: FrictionSource, flow: SourceFlow): Removal {
  const actions = client.actions.filter((action) => flow.actions.includes(action.id));
  if (actions.length > 0)
    return actions.every((action) => action.status === 'done') ? 'done' : 'agreed';
  const word = flow.status.toLowerCase().split(/\s+/)[0] ?? '';
  if (['automated', 'done', 'removed'].includes(word)) return 'done';
  return ['planned', 'agreed', 'pilot'].includes(word) ? 'agreed' : 'possible';
}

export const nothing = (): Friction => ({
  labour: 0,
  errors: 0,
  delay: 0,
  coordination: 0,
  tool: 0,
  total: 0,
});

export const plus = (a: Friction, b: Friction): Friction => ({
  labour: a.labour + b.labour,
  errors: a.errors + b.errors,
  delay: a.delay + b.delay,
  coordination: a.coordination + b.coordination,
  tool: a.tool + b.tool,
  total: a.total + b.total,
});
