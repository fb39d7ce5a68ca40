// What the room of the ledger reads of an open client file, beside the records that the other rooms read.
import type {
  ActionStatus,
  CostKind,
  ValueClass,
  ValueEvidence,
  ValueStatus,
  Visibility,
} from '../bindings';
import { problem, type MemoryDossier } from './dossier';
import type { SourceForeign } from './foreign';
import type { SourceClient } from './source';

export type SourceReading = {
  value: string;
  unit: string;
  start: string | null;
  end: string | null;
  n: number | null;
};
export type SourceCost = {
  id: string;
  kind: CostKind;
  what: string;
  amount: string | null;
  foreign?: SourceForeign | null;
  days: string | null;
  action: string | null;
};
export type SourceRecurring = {
  id: string;
  kind: CostKind;
  what: string;
  amount_month: string;
  foreign?: SourceForeign | null;
  first_month: string;
  last_month: string | null;
  action: string | null;
};
export type SourceValue = {
  id: string;
  class: ValueClass;
  evidence: ValueEvidence;
  status: ValueStatus;
  what: string;
  amount: string | null;
  foreign?: SourceForeign | null;
  hours: string | null;
  rate: string | null;
  attribution: string;
  baseline: SourceReading | null;
  after: SourceReading | null;
  source: string;
  measured_by: string | null;
  confirmed_by: string | null;
  confirmed_on: string | null;
  action: string | null;
  flow: string | null;
  milestone: string | null;
  use: string | null;
  cause: string | null;
  same_cause_as: string | null;
  service_start: string | null;
  counts_until: string | null;
  visibility: Visibility;
};
export type SourceCorrection = {
  id: string;
  restates: string;
  amount: string;
  reason: string;
  entered_by: string | null;
  confirmed_by: string | null;
  confirmed_on: string | null;
};
export type SourceMonth = {
  month: string;
  summary: string;
  built: { text: string; action: string | null; proof: string | null }[];
  costs: SourceCost[];
  values: SourceValue[];
  corrections: SourceCorrection[];
  decisions_needed: { text: string; decision: string | null }[];
  delivery: {
    deploys: number | null;
    lead_time_days: string | null;
    change_fail_share: string | null;
    recovery_minutes: number | null;
    rework_share: string | null;
  } | null;
  hours?: { agreed: string; used: string };
  inbox?: { accepted: string[]; dropped: string[] };
  signed_by: string | null;
  signed_on: string | null;
  signed_hash?: string;
};
export type SourceLedger = {
  engagement: string;
  first_month: string;
  recurring: SourceRecurring[];
  months: SourceMonth[];
};
type Recheck = { on: string; held: boolean; note: string };
export type SourceAction = {
  id: string;
  engagement: string;
  title: string;
  findings: string[];
  flows: string[];
  owner: string | null;
  status: ActionStatus;
  done_on: string | null;
  due: string | null;
  metric: string;
  baseline: string;
  target: string;
  read_on: string | null;
  reading: string | null;
  recheck?: Recheck;
};
export type SourceFlow = {
  id: string;
  name: string;
  people: number;
  hours_per_week_each: string;
  loaded_rate: string;
  weeks: number;
  cases_per_week: string;
  error_rate: string;
  cost_per_error: string;
  tool_cost_year: string;
  running_cost_year: string;
  labour_reduction: string;
  error_reduction: string;
  adoption: string;
};
export type SourceDecision = {
  id: string;
  engagement: string;
  state: 'waiting' | 'made' | 'refused' | 'superseded';
  title: string;
  decider: string | null;
  waiting_since: string | null;
  cost_per_week: string | null;
  decided_on: string | null;
  confidence_before: number | null;
  confidence_after: number | null;
};
export type LedgerClient = Omit<SourceClient, 'ledger' | 'actions' | 'engagements' | 'findings'> & {
  ledger: SourceLedger | null;
  actions: SourceAction[];
  flows: SourceFlow[];
  decisions: SourceDecision[];
  findings: (SourceClient['findings'][number] & { recheck?: Recheck })[];
  incidents: { id: string; started_on: string; cause: string; cost: string | null }[];
  access_grants: { id: string; reason: string; removed_on: string | null }[];
  notes: { id: string; kind: string; date: string | null; text: string; state: string }[];
  engagements: (SourceClient['engagements'][number] & {
    ledger: boolean;
    first_invoice_month: string | null;
    retainer_month?: string | null;
    audit_fee?: string | null;
    fixed_fee?: string | null;
    days_per_week?: string;
    hours_month?: string;
    tiers?: { name: string; days_per_week?: string; month?: string }[];
  })[];
};

/** The open client, with what this room reads. */
export const clientOf = (d: MemoryDossier): LedgerClient => d.client as unknown as LedgerClient;

export function ledgerOf(d: MemoryDossier): SourceLedger {
  const found = clientOf(d).ledger;
  if (!found) throw problem('notFound', { what: 'ledger' });
  return found;
}

export function monthOf(d: MemoryDossier, month: string): SourceMonth {
  const found = ledgerOf(d).months.find((one) => one.month === month);
  if (!found) throw problem('notFound', { what: 'month', name: month });
  return found;
}

/** The month after this one. */
export function after(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12
    ? `${String(year + 1)}-01`
    : `${String(year)}-${String(number + 1).padStart(2, '0')}`;
}

export function lastDay(month: string): string {
  return new Date(Date.parse(`${after(month)}-01`) - 86_400_000).toISOString().slice(0, 10);
}

/** The engagement of the ledger, or the one that may have it. */
export function engagementOf(
  d: MemoryDossier,
  id: string | null,
): LedgerClient['engagements'][number] {
  const client = clientOf(d);
  const code = id === null ? (client.ledger?.engagement ?? null) : id.slice(id.indexOf(':') + 1);
  const found = code
    ? client.engagements.find((e) => e.id === code)
    : (client.engagements.find((e) => e.ledger) ?? client.engagements[0]);
  if (!found) throw problem('notFound', { what: 'engagement' });
  return found;
}
