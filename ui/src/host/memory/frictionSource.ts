// The parts of an open client file that the friction room of the in-memory host reads and writes.
import type { ActionStatus, EdgeKind, InputKind, SystemKind } from '../bindings';
import type { MemoryDossier } from './dossier';
import type { SourceClient } from './source';

export type SourceDelay = { cases_per_week: string; days: string; value_per_case_day: string };
export type SourceCoordination = {
  attendees: number;
  hours: string;
  meetings_per_week: string;
  loaded_rate: string;
};
export type SourceStep = {
  what: string;
  who: string;
  system: string | null;
  minutes: string | null;
  by_hand: boolean;
};
export type SourceFlow = {
  id: string;
  engagement: string;
  name: string;
  kind: string;
  team: string;
  people: number;
  hours_per_week_each: string;
  loaded_rate: string;
  weeks: number;
  cases_per_week: string;
  error_rate: string;
  cost_per_error: string;
  delay: SourceDelay | null;
  coordination: SourceCoordination | null;
  tool_cost_year: string;
  one_off_cost: string;
  running_cost_year: string;
  labour_reduction: string;
  error_reduction: string;
  delay_reduction: string;
  adoption: string;
  status: string;
  input_kinds: Record<string, InputKind>;
  observations: number | null;
  use_of_time: string | null;
  owner: string | null;
  actions: string[];
  ranges?: Record<string, { low: string; high: string }>;
  steps?: SourceStep[];
  timings?: { on: string | null; seconds: number; note: string }[];
  bridge?: { from: string; to: string } | null;
  trashed?: number;
};
export type SourceEdge = {
  id: string;
  source: string;
  target: string;
  what: string;
  kind?: EdgeKind;
  told: boolean;
  observed: boolean;
};
type Decision = {
  id: string;
  engagement: string;
  state: 'waiting' | 'made' | 'refused' | 'superseded';
  title: string;
  decider?: string | null;
  waiting_since?: string | null;
  decided_on?: string | null;
  cost_per_week?: string | null;
};
type Action = SourceClient['actions'][number] & { status: ActionStatus; flows: string[] };
export type FrictionSource = Omit<SourceClient, 'actions'> & {
  settings: { working_weeks: number };
  flows?: SourceFlow[];
  systems?: { id: string; name: string; kind: SystemKind }[];
  vendors?: { id: string; name: string }[];
  decisions?: Decision[];
  map?: { edges: SourceEdge[] } | null;
  actions: Action[];
};

/** The open client, with the sections that only this room reads. */
export const frictionSource = (d: MemoryDossier): FrictionSource => {
  const client = d.client as unknown as FrictionSource;
  client.flows ??= [];
  return client;
};
