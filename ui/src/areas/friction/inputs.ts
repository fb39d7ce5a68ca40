// The inputs of a flow's cost as the pane lists them: by part, each with its field and how it is typed.
import type { FlowInputView, FlowView, InputKind } from '$/host/bindings';
import type { FrictionPart } from './shape';

/** `count` a whole number, `decimal` exact decimal text, `share` a share shown as per cent, `money` minor units. */
export type InputType = 'count' | 'decimal' | 'share' | 'money' | 'weeks';
type Value = string | number | null;

export interface InputRow {
  /** Path in the record; the key of its words and of its bounds. */
  path: string;
  type: InputType;
  read: (flow: FlowView) => Value;
  /** The change that sets it: a field and its whole new value. */
  write: (flow: FlowView, value: Value) => { field: string; value: unknown };
  /** Inputs of one delay or meeting are known in one way: only the first of them asks how. */
  asksKind: boolean;
}

const plain = (
  path: string,
  type: InputType,
  field: keyof FlowView & string,
  asksKind: boolean,
): InputRow => ({
  path,
  type,
  read: (flow) => flow[field] as Value,
  write: (_, value) => ({
    field,
    value: value ?? (type === 'decimal' || type === 'share' ? '0' : 0),
  }),
  asksKind,
});

const inside = (
  path: string,
  type: InputType,
  field: 'delay' | 'coordination',
  key: string,
  asksKind: boolean,
): InputRow => ({
  path,
  type,
  read: (flow) => (flow[field] as Record<string, Value> | null)?.[key] ?? null,
  write: (flow, value) => ({
    field,
    value: { ...flow[field], [key]: value ?? (type === 'decimal' ? '0' : 0) },
  }),
  asksKind,
});

export const INPUT_ROWS: Record<FrictionPart, readonly InputRow[]> = {
  labour: [
    plain('people', 'count', 'people', false),
    plain('hours_per_week_each', 'decimal', 'hoursPerWeekEach', true),
    plain('weeks', 'weeks', 'weeks', false),
    plain('loaded_rate', 'money', 'loadedRate', false),
  ],
  errors: [
    plain('cases_per_week', 'decimal', 'casesPerWeek', true),
    plain('error_rate', 'share', 'errorRate', true),
    plain('cost_per_error', 'money', 'costPerError', true),
  ],
  delay: [
    inside('delay.cases_per_week', 'decimal', 'delay', 'casesPerWeek', true),
    inside('delay.days', 'decimal', 'delay', 'days', false),
    inside('delay.value_per_case_day', 'money', 'delay', 'valuePerCaseDay', false),
  ],
  coordination: [
    inside('coordination.attendees', 'count', 'coordination', 'attendees', false),
    inside('coordination.hours', 'decimal', 'coordination', 'hours', true),
    inside('coordination.meetings_per_week', 'decimal', 'coordination', 'meetingsPerWeek', false),
    inside('coordination.loaded_rate', 'money', 'coordination', 'loadedRate', false),
  ],
  tool: [plain('tool_cost_year', 'money', 'toolCostYear', false)],
};

/** The factors of a part's product, in the order of the formula; weeks stand in every part but the tools. */
export const FACTORS: Record<FrictionPart, readonly string[]> = {
  labour: ['people', 'hours_per_week_each', 'weeks', 'loaded_rate'],
  errors: ['cases_per_week', 'weeks', 'error_rate', 'cost_per_error'],
  delay: ['delay.cases_per_week', 'weeks', 'delay.days', 'delay.value_per_case_day'],
  coordination: [
    'coordination.attendees',
    'coordination.hours',
    'coordination.meetings_per_week',
    'weeks',
    'coordination.loaded_rate',
  ],
  tool: ['tool_cost_year'],
};

const ALL = new Map(
  Object.values(INPUT_ROWS)
    .flat()
    .map((row) => [row.path, row]),
);

export const rowOf = (path: string): InputRow | undefined => ALL.get(path);

export const boundsOf = (flow: FlowView, path: string): FlowInputView | null =>
  flow.inputs.find((input) => input.input === path) ?? null;

const ORDER: readonly InputKind[] = ['timed', 'sampled', 'asked', 'assumed'];

/** The least known input of a part over the flows that it costs something; what nobody spoke of counts as assumed. */
export function weakestOf(flows: readonly FlowView[], part: FrictionPart): InputKind | null {
  let worst = -1;
  for (const flow of flows) {
    if (flow.cost.likely[part] <= 0) continue;
    for (const input of flow.inputs.filter((one) => FACTORS[part].includes(one.input))) {
      const kind = input.kind ?? (input.observed ? 'assumed' : null);
      if (kind) worst = Math.max(worst, ORDER.indexOf(kind));
    }
  }
  return ORDER[worst] ?? null;
}
