// Suppliers of the in-memory host: the same figures as Rust computes, over the same records.
import type {
  Change,
  Dependence,
  Exit,
  NewVendor,
  PromiseCounts,
  PromiseLine,
  QuarterLine,
  SystemKind,
  Trashed,
  TrialLine,
  VendorChange,
  VendorDetail,
  VendorRow,
  VendorsView,
  VendorState,
} from '../bindings';
import { codeOf, problem, recordId, type MemoryDossier } from './dossier';
import { billOf, putBill, type SourceForeign } from './foreign';

export interface SourceVendor {
  id: string;
  name: string;
  purpose: string | null;
  criticality: string | null;
  data: string | null;
  annual_cost: string | null;
  renewal: string | null;
  notice_days: number | null;
  exit: string | null;
  security_review: string | null;
  agreement: string | null;
  sla: string | null;
  measured: string | null;
  rating: string | null;
  decision: string | null;
  state: VendorState;
  exit_days?: number | null;
  started_on?: string | null;
  ended_on?: string | null;
  foreign?: SourceForeign | null;
  promises?: PromiseLine[];
  trial?: {
    start: string | null;
    decide_on: string | null;
    real_cases: string;
    go: boolean | null;
    reason: string;
  } | null;
  trashed?: number;
}
interface Around {
  vendors?: SourceVendor[];
  systems?: {
    id: string;
    name: string;
    kind: SystemKind;
    vendor_id: string | null;
    state: string;
  }[];
  map?: { edges: unknown[] } | null;
}

const DAY = 86_400_000;
export const shifted = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
export const between = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY);

const around = (d: MemoryDossier): Around => d.client as unknown as Around;

export function vendorsOf(d: MemoryDossier): SourceVendor[] {
  return (around(d).vendors ?? []).filter((vendor) => !vendor.trashed);
}

const minor = (text: string | null | undefined): number | null =>
  text === null || text === undefined ? null : Math.round(Number(text) * 100);
const major = (amount: number | null): string | null =>
  amount === null ? null : (amount / 100).toFixed(2);

const NUMBERS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
const UNITS: Record<string, number> = { day: 1, week: 7, month: 30, year: 365 };

function exitOf(vendor: SourceVendor): Exit | null {
  if (typeof vendor.exit_days === 'number') return { days: vendor.exit_days, read: false };
  const parts = (vendor.exit ?? '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  for (const [at, word] of parts.entries()) {
    const unit = UNITS[(parts[at + 1] ?? '').replace(/s$/, '')];
    const spelt = NUMBERS.indexOf(word) + 1;
    const number = spelt || (/^\d{1,3}$/.test(word) ? Number(word) : NaN);
    if (unit !== undefined && !Number.isNaN(number)) return { days: number * unit, read: true };
  }
  return null;
}

function dependenceOf(vendor: SourceVendor): Dependence {
  const word = (vendor.criticality ?? '').trim().toLowerCase();
  if (word === 'normal') return 'medium';
  return word === 'critical' || word === 'high' || word === 'medium' || word === 'low'
    ? word
    : 'unrated';
}

function countsOf(promises: readonly PromiseLine[]): PromiseCounts {
  return {
    kept: promises.filter((promise) => promise.kept === true).length,
    broken: promises.filter((promise) => promise.kept === false).length,
    unknown: promises.filter((promise) => promise.kept === null).length,
  };
}

export function noticeOf(vendor: SourceVendor): string | null {
  if (vendor.state !== 'active' || vendor.renewal === null || vendor.notice_days === null)
    return null;
  return shifted(vendor.renewal, -vendor.notice_days);
}

function rowOf(d: MemoryDossier, vendor: SourceVendor, all: number): VendorRow {
  const cost = minor(vendor.annual_cost);
  const active = vendor.state === 'active';
  const noticeBy = noticeOf(vendor);
  return {
    id: recordId('vendors', vendor.id),
    code: vendor.id,
    name: vendor.name,
    purpose: vendor.purpose ?? '',
    criticality: vendor.criticality ?? '',
    dependence: dependenceOf(vendor),
    annualCost: cost,
    share: cost !== null && active && all > 0 ? (cost / all).toFixed(2) : null,
    renewal: vendor.renewal,
    noticeDays: vendor.notice_days,
    noticeBy,
    daysLeft: noticeBy ? between(d.today, noticeBy) : null,
    exit: vendor.exit ?? '',
    exitDays: active ? exitOf(vendor) : null,
    rating: vendor.rating ?? '',
    decision: vendor.decision ?? '',
    state: vendor.state,
    promises: countsOf(vendor.promises ?? []),
    trialUntil: vendor.trial && vendor.trial.go === null ? vendor.trial.decide_on : null,
  };
}

function months(day: string): string[] {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return Array.from({ length: 12 }, (_, at) =>
    new Date(Date.UTC(year, month - 12 + at, 1)).toISOString().slice(0, 7),
  );
}

export function vendors(d: MemoryDossier): VendorsView {
  const list = vendorsOf(d);
  const active = list.filter((vendor) => vendor.state === 'active');
  const annualCost = active.reduce((sum, vendor) => sum + (minor(vendor.annual_cost) ?? 0), 0);
  const { systems = [], map } = around(d);
  const moved = (day: string | null | undefined, month: string) =>
    day?.slice(0, 7) === month && day <= d.today;
  const rank = (row: VendorRow) => (row.state === 'active' ? 0 : 1);
  return {
    on: d.today,
    annualCost,
    uncosted: active.filter((vendor) => vendor.annual_cost === null).length,
    vendors: list
      .map((vendor) => rowOf(d, vendor, annualCost))
      .sort(
        (a, b) =>
          rank(a) - rank(b) ||
          (b.annualCost ?? -1) - (a.annualCost ?? -1) ||
          a.code.localeCompare(b.code),
      ),
    complexity: {
      suppliers: active.length,
      tools: systems.filter((system) => system.state === 'active' && system.vendor_id).length,
      integrations: map ? map.edges.length : null,
      months: months(d.today).map((month) => ({
        month,
        started: list.filter((vendor) => moved(vendor.started_on, month)).length,
        ended: list.filter((vendor) => moved(vendor.ended_on, month)).length,
      })),
      undated: list.filter(
        (vendor) => !vendor.started_on || (vendor.state === 'ended' && !vendor.ended_on),
      ).length,
    },
  };
}

function find(d: MemoryDossier, id: string): SourceVendor {
  const found = vendorsOf(d).find((vendor) => vendor.id === codeOf(id));
  if (!found) throw problem('notFound', { what: 'vendors' });
  return found;
}

function quarters(promises: readonly PromiseLine[]): QuarterLine[] {
  return [...new Set(promises.map((promise) => promise.quarter))].sort().map((quarter) => ({
    quarter,
    counts: countsOf(promises.filter((promise) => promise.quarter === quarter)),
  }));
}

export function vendor(d: MemoryDossier, id: string): VendorDetail {
  const found = find(d, id);
  const row = vendors(d).vendors.find((one) => one.id === id) as VendorRow;
  const { foreign, trial } = found;
  const promises = found.promises ?? [];
  return {
    row,
    data: found.data ?? '',
    securityReview: found.security_review,
    agreement: found.agreement ?? '',
    sla: found.sla ?? '',
    measured: found.measured ?? '',
    startedOn: found.started_on ?? null,
    endedOn: found.ended_on ?? null,
    foreign: billOf(foreign),
    promises,
    quarters: quarters(promises),
    trial: trial
      ? {
          start: trial.start,
          decideOn: trial.decide_on,
          realCases: trial.real_cases,
          go: trial.go,
          reason: trial.reason,
        }
      : null,
    systems: (around(d).systems ?? [])
      .filter((system) => system.vendor_id === found.id)
      .map(({ id: code, name, kind }) => ({ id: recordId('systems', code), code, name, kind })),
  };
}

const TEXTS = 'purpose criticality data exit agreement rating sla measured decision'.split(' ');
const DATES: Record<string, keyof SourceVendor> = {
  renewal: 'renewal',
  securityReview: 'security_review',
  startedOn: 'started_on',
  endedOn: 'ended_on',
};

function set(d: MemoryDossier, found: SourceVendor, field: string, value: unknown): void {
  const write = (key: keyof SourceVendor, to: unknown) => Object.assign(found, { [key]: to });
  if (field === 'name') {
    if (String(value ?? '').trim() === '')
      throw problem('inputNotUnderstood', { path: 'name', expected: 'a name' });
    write('name', String(value).trim());
  } else if (TEXTS.includes(field)) write(field as keyof SourceVendor, value ?? '');
  else if (DATES[field]) write(DATES[field], value);
  else if (field === 'noticeDays') write('notice_days', value);
  else if (field === 'exitDays') write('exit_days', value);
  else if (field === 'promises') write('promises', value);
  else if (field === 'annualCost') {
    if (found.foreign) throw problem('refused', { rule: 'costFollowsBill' });
    write('annual_cost', major(value as number | null));
  } else if (field === 'state') {
    write('state', value);
    write('ended_on', value === 'ended' ? d.today : null);
  } else if (field === 'trial') {
    const line = value as TrialLine | null;
    write(
      'trial',
      line && {
        start: line.start,
        decide_on: line.decideOn,
        real_cases: line.realCases,
        go: line.go,
        reason: line.reason,
      },
    );
  } else if (field === 'foreign') {
    const bill = value as VendorDetail['foreign'];
    if (bill && bill.amount < 0)
      throw problem('inputNotUnderstood', {
        path: 'foreign/amount',
        expected: 'an amount of 0 or more',
      });
    const cost = putBill(found, bill, d.client.currency);
    if (cost !== null) write('annual_cost', major(cost));
  } else throw problem('inputNotUnderstood', { path: 'field' });
}

export function editVendor(d: MemoryDossier, change: VendorChange): Change<VendorDetail> {
  const value: unknown = change.value === null ? null : JSON.parse(change.value);
  find(d, change.id);
  return d.change('edit_vendor', codeOf(change.id), ['vendors'], () => {
    set(d, find(d, change.id), change.field, value);
    return vendor(d, change.id);
  });
}

function push(d: MemoryDossier, added: NewVendor): string {
  if (added.name.trim() === '')
    throw problem('inputNotUnderstood', { path: 'name', expected: 'a name' });
  const client = around(d);
  client.vendors ??= [];
  const last = Math.max(0, ...client.vendors.map((one) => Number(one.id.slice(1)) || 0));
  const id = `V${String(last + 1).padStart(2, '0')}`;
  client.vendors.push({
    id,
    name: added.name.trim(),
    purpose: added.purpose,
    criticality: added.criticality,
    data: added.data,
    annual_cost: major(added.annualCost),
    renewal: added.renewal,
    notice_days: added.noticeDays,
    exit: added.exit,
    exit_days: added.exitDays,
    security_review: null,
    agreement: null,
    sla: null,
    measured: null,
    rating: null,
    decision: added.decision,
    state: 'active',
  });
  return recordId('vendors', id);
}

export function addVendor(d: MemoryDossier, added: NewVendor): Change<VendorDetail> {
  return d.change('add_vendor', added.name, ['vendors'], () => vendor(d, push(d, added)));
}

export function addVendors(d: MemoryDossier, list: NewVendor[]): Change<VendorsView> {
  return d.change('add_vendors', '', ['vendors'], () => {
    for (const added of list) push(d, added);
    return vendors(d);
  });
}

/** A supplier, in the list or in the trash. */
export function anyVendor(d: MemoryDossier, id: string): SourceVendor | undefined {
  return around(d).vendors?.find((one) => one.id === codeOf(id));
}

export function trashedVendors(d: MemoryDossier): Trashed[] {
  return (around(d).vendors ?? []).flatMap((one) =>
    one.trashed
      ? [
          {
            id: recordId('vendors', one.id),
            section: 'vendors',
            code: one.id,
            title: one.name,
            at: one.trashed,
          },
        ]
      : [],
  );
}

export function eraseVendor(d: MemoryDossier, id: string): void {
  const client = around(d);
  client.vendors = client.vendors?.filter((one) => recordId('vendors', one.id) !== id);
}
