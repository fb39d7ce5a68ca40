// The calendar of the in-memory host, derived as Rust derives it.
import type { CalendarEntry, CalendarView, Clash, DatedKind } from '../bindings';
import { recordId, type MemoryDossier } from './dossier';
import { between, noticeOf, shifted, vendorsOf } from './vendors';

type Dated = string | null | undefined;
interface Around {
  dates?: { id: string; kind: 'freeze' | 'event'; start: Dated; end: Dated; what: string }[];
  programmes?: { id: string; name: string; target: Dated }[];
  actions: {
    id: string;
    title: string;
    status: string;
    structural?: boolean;
    due?: Dated;
    read_on?: Dated;
    reading?: string | null;
    done_on?: Dated;
    recheck?: { on: Dated } | null;
  }[];
  decisions?: {
    id: string;
    title: string;
    state: string;
    review_on: Dated;
    waiting_since: Dated;
  }[];
  controls?: {
    id: string;
    name: string;
    programme: string | null;
    tested_on: Dated;
    evidence_on: Dated;
    evidence_valid_days: number | null;
    next_evidence_on: Dated;
  }[];
  systems?: {
    id: string;
    name: string;
    state: string;
    last_access_review: Dated;
    review_interval_days: number | null;
  }[];
  access_grants?: { id: string; system: string; decision: string; expires_on: Dated }[];
  notes?: { id: string; text: string; state: string; due: Dated }[];
  engagements: { id: string; title: string; end: Dated; notice_days?: number | null }[];
  ledger?: {
    months: { values: { id: string; what: string; status: string; counts_until: Dated }[] }[];
  } | null;
  settings: { control_test_within_days?: number };
}

/** Six calendar months after something was closed, or after the last look since. */
export function nextLook(closed: string, last: { on: Dated } | null | undefined): string {
  const from = last?.on && last.on > closed ? last.on : closed;
  const [year = 0, month = 1, date = 1] = from.split('-').map(Number);
  const end = new Date(Date.UTC(year, month + 6, 0)).getUTCDate();
  return new Date(Date.UTC(year, month + 5, Math.min(date, end))).toISOString().slice(0, 10);
}

function all(d: MemoryDossier): CalendarEntry[] {
  const c = d.client as unknown as Around;
  const entries: CalendarEntry[] = [];
  const add = (
    kind: DatedKind,
    date: Dated,
    [section, code, title]: [string, string, string],
    more: { must?: boolean; until?: Dated; clash?: Clash | null } = {},
  ) => {
    if (!date) return;
    const daysLeft = between(d.today, date);
    entries.push({
      kind,
      date,
      until: more.until && more.until > date ? more.until : null,
      section,
      id: section === 'ledger' ? null : recordId(section, code),
      code,
      title,
      daysLeft,
      missed: more.must === true && daysLeft < 0,
      clash: more.clash ?? null,
    });
  };
  const must = { must: true };
  for (const v of vendorsOf(d)) {
    const named: [string, string, string] = ['vendors', v.id, v.name];
    if (v.state === 'active') add('renewal', v.renewal, named);
    add('notice', noticeOf(v), named, must);
    if (v.trial?.go === null) add('trial', v.trial.decide_on, named, must);
  }
  const dates = c.dates ?? [];
  for (const x of dates) add(x.kind, x.start ?? x.end, ['dates', x.id, x.what], { until: x.end });
  for (const m of d.client.milestones) add('milestone', m.date, ['milestones', m.id, m.title]);
  for (const p of c.programmes ?? []) add('programme', p.target, ['programmes', p.id, p.name]);
  for (const a of c.actions) {
    const named: [string, string, string] = ['actions', a.id, a.title];
    const due = a.due ?? '';
    const freeze = dates.find(
      (x) => x.kind === 'freeze' && due && x.start && x.start <= due && due <= (x.end ?? x.start),
    );
    if (a.status === 'planned' || a.status === 'in_progress')
      add('action', a.due, named, {
        must: true,
        clash: freeze ? { freeze: freeze.id, structural: a.structural === true } : null,
      });
    if (a.status !== 'dropped' && !a.reading?.trim()) add('reading', a.read_on, named, must);
    if (a.status === 'done' && a.done_on) add('driftCheck', nextLook(a.done_on, a.recheck), named);
  }
  for (const f of d.findings)
    if (f.status !== 'closed' && f.status !== 'accepted')
      add('finding', f.due, ['findings', f.id, f.title], must);
  for (const x of c.decisions ?? []) {
    const named: [string, string, string] = ['decisions', x.id, x.title];
    if (x.state === 'waiting') add('waiting', x.waiting_since, named);
    else if (x.state !== 'superseded') add('review', x.review_on, named, must);
  }
  for (const x of c.controls ?? []) {
    const named: [string, string, string] = ['controls', x.id, x.name];
    if (x.programme === null) {
      const within = c.settings.control_test_within_days ?? 90;
      add('controlTest', x.tested_on && shifted(x.tested_on, within), named, must);
    } else {
      const valid = x.evidence_on && x.evidence_valid_days !== null;
      const runsOut = valid ? shifted(x.evidence_on ?? '', x.evidence_valid_days ?? 0) : null;
      add('evidence', x.next_evidence_on ?? runsOut, named, must);
    }
  }
  for (const s of c.systems ?? [])
    if (s.state === 'active' && s.last_access_review && s.review_interval_days)
      add(
        'accessReview',
        shifted(s.last_access_review, s.review_interval_days),
        ['systems', s.id, s.name],
        must,
      );
  for (const g of c.access_grants ?? [])
    if (g.decision !== 'removed') {
      const place = c.systems?.find((s) => s.id === g.system)?.name ?? g.system;
      add('accessEnd', g.expires_on, ['access_grants', g.id, place], must);
    }
  for (const n of c.notes ?? [])
    if (n.state === 'open') add('note', n.due, ['notes', n.id, n.text], must);
  for (const e of c.engagements) {
    const named: [string, string, string] = ['engagements', e.id, e.title];
    if (e.end && e.notice_days) add('engagementNotice', shifted(e.end, -e.notice_days), named);
    add('engagementEnd', e.end, named);
  }
  for (const line of c.ledger?.months.flatMap((month) => month.values) ?? [])
    if (line.status !== 'expired' && line.status !== 'reversed')
      add('benefitEnd', line.counts_until, ['ledger', line.id, line.what]);
  return entries.sort((a, b) => a.date.localeCompare(b.date) || a.code.localeCompare(b.code));
}

export function calendar(
  d: MemoryDossier,
  from: string | null,
  until: string | null,
): CalendarView {
  const entries = all(d);
  return {
    on: d.today,
    entries: entries.filter(
      (entry) =>
        (from === null || (entry.until ?? entry.date) >= from) &&
        (until === null || entry.date <= until),
    ),
    missed: entries.filter((entry) => entry.missed).length,
    clashes: entries.filter((entry) => entry.clash !== null).length,
  };
}
