// Changes of the friction room in the in-memory host: flows added, edited, timed.
import type {
  Change,
  CoordinationView,
  DelayView,
  FlowChange,
  FlowStepView,
  FlowView,
  InputKind,
  NewFlow,
  RecordId,
} from '../bindings';
import { codeOf, problem, recordId, type MemoryDossier } from './dossier';
import { major } from './figures';
import { friction, timingOf } from './friction';
import { INPUTS, kindOf, valueOf, type Input } from './frictionFigures';
import { frictionSource, type SourceFlow } from './frictionSource';

function found(d: MemoryDossier, id: RecordId): SourceFlow {
  const flow = frictionSource(d).flows?.find((one) => recordId('flows', one.id) === id);
  if (!flow) throw problem('notFound', { what: 'flow' });
  return flow;
}

function seen(d: MemoryDossier, id: RecordId): FlowView {
  const engagement = recordId('engagements', found(d, id).engagement);
  const view = friction(d, engagement).flows.find((flow) => flow.id === id);
  if (!view) throw problem('notFound', { what: 'flow' });
  return view;
}

const invalid = (path: string, expected: string) =>
  problem('inputNotUnderstood', { path, expected });

function inputOf(path: string): Input {
  const input = INPUTS.find((one) => one.path === path);
  if (!input) throw invalid('input', 'an input of a flow');
  return input;
}

function setKind(flow: SourceFlow, input: Input, kind: InputKind | null): void {
  const used = input.keys.filter((key) => key in flow.input_kinds);
  const kept = Object.entries(flow.input_kinds).filter(([key]) => !used.includes(key));
  const keys = used.length > 0 ? used : input.keys.slice(0, 1);
  const added = kind === null ? [] : keys.map((key): [string, InputKind] => [key, kind]);
  flow.input_kinds = Object.fromEntries([...kept, ...added]);
}

type Set = (flow: SourceFlow, value: unknown) => void;
const number = (value: unknown): string => {
  const text = value === null || value === '' ? '0' : String(value);
  if (!/^\d+(\.\d+)?$/.test(text)) throw invalid('value', 'a number that is not below zero');
  return text;
};
const share = (value: unknown): string => {
  const text = number(value);
  if (Number(text) > 1) throw invalid('value', 'a share from 0 to 1');
  return text;
};
const money = (value: unknown): string => major(Number(value ?? 0));
const words = (value: unknown): string => (typeof value === 'string' ? value : '');

const setters: Record<string, Set> = {
  name: (f, v) => {
    if (words(v).trim() === '') throw invalid('name', 'a few words');
    f.name = words(v).trim();
  },
  kind: (f, v) => (f.kind = words(v).trim()),
  team: (f, v) => (f.team = words(v).trim()),
  status: (f, v) => (f.status = words(v)),
  useOfTime: (f, v) => (f.use_of_time = words(v) || null),
  owner: (f, v) => (f.owner = v === null ? null : codeOf(String(v))),
  people: (f, v) => (f.people = Number(v)),
  weeks: (f, v) => (f.weeks = Number(v)),
  observations: (f, v) => (f.observations = v === null ? null : Number(v)),
  hoursPerWeekEach: (f, v) => (f.hours_per_week_each = number(v)),
  casesPerWeek: (f, v) => (f.cases_per_week = number(v)),
  errorRate: (f, v) => (f.error_rate = share(v)),
  labourReduction: (f, v) => (f.labour_reduction = share(v)),
  errorReduction: (f, v) => (f.error_reduction = share(v)),
  delayReduction: (f, v) => (f.delay_reduction = share(v)),
  adoption: (f, v) => (f.adoption = share(v)),
  loadedRate: (f, v) => (f.loaded_rate = money(v)),
  costPerError: (f, v) => (f.cost_per_error = money(v)),
  toolCostYear: (f, v) => (f.tool_cost_year = money(v)),
  oneOffCost: (f, v) => (f.one_off_cost = money(v)),
  runningCostYear: (f, v) => (f.running_cost_year = money(v)),
  delay: (f, v) => {
    const delay = v as DelayView | null;
    f.delay = delay && {
      cases_per_week: number(delay.casesPerWeek),
      days: number(delay.days),
      value_per_case_day: money(delay.valuePerCaseDay),
    };
  },
  coordination: (f, v) => {
    const meeting = v as CoordinationView | null;
    f.coordination = meeting && {
      attendees: meeting.attendees,
      hours: number(meeting.hours),
      meetings_per_week: number(meeting.meetingsPerWeek),
      loaded_rate: money(meeting.loadedRate),
    };
  },
  steps: (f, v) => {
    f.steps = (v as FlowStepView[]).map((step) => ({
      what: step.what.trim(),
      who: step.who.trim(),
      system: step.system && codeOf(step.system),
      minutes: step.minutes === null || step.minutes === '' ? null : number(step.minutes),
      by_hand: step.byHand,
    }));
  },
  bridge: (f, v) => {
    const ends = v as FlowView['bridge'];
    if (ends && ends.from === ends.to) throw invalid('bridge', 'two different systems');
    f.bridge = ends && { from: codeOf(ends.from), to: codeOf(ends.to) };
  },
  inputKind: (f, v) => {
    const asked = v as { input: string; kind: InputKind | null };
    setKind(f, inputOf(asked.input), asked.kind);
  },
  range: (f, v) => {
    const asked = v as { input: string; low: string | null; high: string | null };
    const input = inputOf(asked.input);
    const others = Object.entries(f.ranges ?? {}).filter(([path]) => path !== input.path);
    f.ranges = Object.fromEntries(others);
    if (asked.low === null || asked.high === null) return;
    const value = valueOf(f, input);
    if (Number(asked.low) > value || value > Number(asked.high))
      throw invalid('range', 'low, the figure itself and high in this order');
    f.ranges[input.path] = { low: asked.low, high: asked.high };
  },
};

/** A figure that left its range, or that was given for the first time. */
function settle(before: SourceFlow, flow: SourceFlow): void {
  for (const input of INPUTS) {
    const [was, now] = [valueOf(before, input), valueOf(flow, input)];
    if (was === now) continue;
    const range = flow.ranges?.[input.path];
    if (range && (Number(range.low) > now || now > Number(range.high)))
      flow.ranges = Object.fromEntries(
        Object.entries(flow.ranges ?? {}).filter(([path]) => path !== input.path),
      );
    const kind = kindOf(flow, input);
    const unsaid = kind === null || kind === 'assumed';
    if (input.observed && was === 0 && unsaid && kindOf(before, input) === kind)
      setKind(flow, input, 'asked');
  }
}

export function editFlow(d: MemoryDossier, change: FlowChange): Change<FlowView> {
  const value: unknown = change.value === null ? null : JSON.parse(change.value);
  const flow = found(d, change.id);
  const trial = structuredClone(flow);
  if (change.field === 'actions') {
    trial.actions = [...new Set((value as RecordId[]).map(codeOf))];
  } else {
    const set = setters[change.field];
    if (!set) throw invalid('field', 'a field of a flow');
    set(trial, value);
    settle(flow, trial);
  }
  return d.change('edit_flow', flow.id, ['flows', 'actions'], () => {
    Object.assign(flow, trial);
    for (const action of frictionSource(d).actions) {
      const others = action.flows.filter((code) => code !== flow.id);
      const linked = flow.actions.includes(action.id);
      if (linked !== action.flows.includes(flow.id))
        action.flows = linked ? [...others, flow.id] : others;
    }
    return seen(d, change.id);
  });
}

export function addFlow(d: MemoryDossier, given: NewFlow): Change<FlowView> {
  const client = frictionSource(d);
  const name = given.name.trim();
  if (name === '') throw invalid('name', 'a few words');
  const numbers = (client.flows ?? []).map((flow) => Number(flow.id.replace(/\D/g, '')));
  const id = `FL${String(Math.max(0, ...numbers) + 1)}`;
  return d.change('add_flow', id, ['flows'], () => {
    client.flows?.push({
      id,
      engagement: d.engagement(given.engagement).id,
      name,
      kind: given.kind.trim(),
      team: given.team.trim(),
      people: 0,
      hours_per_week_each: '0',
      loaded_rate: '0.00',
      weeks: client.settings.working_weeks,
      cases_per_week: '0',
      error_rate: '0',
      cost_per_error: '0.00',
      delay: null,
      coordination: null,
      tool_cost_year: '0.00',
      one_off_cost: '0.00',
      running_cost_year: '0.00',
      labour_reduction: '0',
      error_reduction: '0',
      delay_reduction: '0',
      adoption: '1',
      status: '',
      input_kinds: { hours: 'assumed' },
      observations: null,
      use_of_time: null,
      owner: null,
      actions: [],
    });
    return seen(d, recordId('flows', id));
  });
}

export function addTimedCase(
  d: MemoryDossier,
  id: RecordId,
  seconds: number,
  note: string,
): Change<FlowView> {
  if (seconds < 1 || seconds > 86_400) throw invalid('seconds', '1 to 86400 seconds');
  const flow = found(d, id);
  return d.change('time_case', flow.id, ['flows'], () => {
    flow.timings = [...(flow.timings ?? []), { on: d.today, seconds, note: note.trim() }];
    return seen(d, id);
  });
}

export function removeTimedCase(d: MemoryDossier, id: RecordId, at: number): Change<FlowView> {
  const flow = found(d, id);
  if (!flow.timings?.[at]) throw problem('notFound', { what: 'case' });
  return d.change('remove_timed_case', flow.id, ['flows'], () => {
    flow.timings = flow.timings?.filter((_, index) => index !== at) ?? [];
    return seen(d, id);
  });
}

export function useTimedCases(d: MemoryDossier, id: RecordId): Change<FlowView> {
  const flow = found(d, id);
  const timing = timingOf(flow);
  if (!timing) throw problem('refused', { rule: 'noTimedCases' });
  const hours = timing.hours;
  if (hours === null) throw problem('refused', { rule: 'timingNeedsCases' });
  return d.change('use_timed_cases', flow.id, ['flows'], () => {
    flow.hours_per_week_each = hours;
    flow.observations = timing.cases;
    setKind(flow, inputOf('hours_per_week_each'), 'timed');
    flow.ranges = Object.fromEntries(
      Object.entries(flow.ranges ?? {}).filter(([path]) => path !== 'hours_per_week_each'),
    );
    return seen(d, id);
  });
}
