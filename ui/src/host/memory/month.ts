// The month's work of the in-memory host: inbox, readings, re-check, decisions, contradictions, drift.
import type {
  Change,
  CheckItem,
  DriftItem,
  InboxEvent,
  InboxJudgement,
  MonthWork,
  NewDriftCheck,
  NewInboxNote,
  NewReading,
  ReadingDue,
  RecheckPack,
  RoundHead,
} from '../bindings';
import { startRound } from './audit';
import { nextLook } from './calendar';
import { codeOf, problem, recordId, type MemoryDossier } from './dossier';
import { minor, severityOf } from './figures';
import { decisionsNeeded, repeatable, signedView } from './ledger';
import { counts, stateOf } from './ledgerFigures';
import { clientOf, lastDay, ledgerOf, monthOf, type SourceMonth } from './ledgerSource';

const days = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
const ref = (section: string, code: string) => ({ section, id: recordId(section, code), code });
const earlier = (one: string, other: string): string => (one < other ? one : other);

function inboxOf(d: MemoryDossier, month: SourceMonth): InboxEvent[] {
  const client = clientOf(d);
  const ledger = ledgerOf(d);
  const signed = ledger.months.filter((m) => m.signed_on && m.month < month.month).at(-1);
  const from = signed ? lastDay(signed.month) : `${ledger.first_month}-00`;
  const until = lastDay(month.month);
  const happened = (on: string | null | undefined): on is string =>
    typeof on === 'string' && on > from && on <= until;
  const judged = (key: string): InboxEvent['state'] =>
    month.inbox?.accepted.includes(key) === true
      ? 'accepted'
      : month.inbox?.dropped.includes(key) === true
        ? 'dropped'
        : 'open';
  const events: InboxEvent[] = [];
  const add = (
    kind: InboxEvent['kind'],
    section: string | null,
    code: string,
    on: string | null,
    title: string,
    over: Partial<InboxEvent> = {},
  ) => {
    const key = `${kind}:${code}`;
    events.push({
      key,
      kind,
      on,
      record: section ? ref(section, code) : null,
      code,
      title,
      amount: null,
      action: null,
      state: judged(key),
      proposal: 'nothing',
      ...over,
    });
  };
  for (const f of d.findings) {
    const action = client.actions.find((a) => a.findings.includes(f.id))?.id ?? null;
    if (f.engagement !== ledger.engagement || f.status === 'draft') continue;
    if (happened(f.found_on))
      add('findingOpened', 'findings', f.id, f.found_on, f.title, { action });
    if (happened(f.closed_on))
      add('findingClosed', 'findings', f.id, f.closed_on, f.title, { action, proposal: 'built' });
  }
  for (const a of client.actions)
    if (happened(a.done_on))
      add('actionDone', 'actions', a.id, a.done_on, a.title, { action: a.id, proposal: 'built' });
  for (const one of client.decisions)
    if (one.state !== 'waiting' && happened(one.decided_on))
      add('decisionMade', 'decisions', one.id, one.decided_on, one.title);
  for (const one of client.incidents)
    if (happened(one.started_on))
      add('incident', 'incidents', one.id, one.started_on, one.cause, {
        amount: one.cost ? minor(one.cost) : null,
      });
  for (const one of client.evidence)
    if (happened(one.taken_on)) add('evidenceAdded', 'evidence', one.id, one.taken_on, one.title);
  for (const one of ledger.recurring) {
    const amount = minor(one.amount_month);
    if (happened(`${one.first_month}-01`))
      add('recurringStarted', null, one.id, `${one.first_month}-01`, one.what, { amount });
    if (one.last_month && happened(lastDay(one.last_month)))
      add('recurringEnded', null, one.id, lastDay(one.last_month), one.what, { amount });
  }
  for (const one of client.access_grants)
    if (happened(one.removed_on))
      add('accessRemoved', 'access_grants', one.id, one.removed_on, one.reason);
  for (const one of client.notes)
    if (
      one.kind === 'inbox' &&
      (one.state === 'open' || happened(one.date) || judged(`note:${one.id}`) !== 'open')
    )
      add('note', 'notes', one.id, one.date, one.text, { proposal: 'built' });
  const elsewhere = ledger.months
    .filter((other) => other !== month)
    .flatMap(({ inbox }) => [...(inbox?.accepted ?? []), ...(inbox?.dropped ?? [])]);
  return events
    .filter(({ key, state }) => state !== 'open' || !elsewhere.includes(key))
    .sort((a, b) => (a.on ?? '').localeCompare(b.on ?? '') || a.key.localeCompare(b.key));
}

function readingsOf(d: MemoryDossier, month: SourceMonth): ReadingDue[] {
  const client = clientOf(d);
  const end = lastDay(month.month);
  const now = earlier(end, d.today);
  const label = (code: string | null) => client.people.find((p) => p.id === code)?.label ?? null;
  const actions = client.actions
    .filter(
      (a) =>
        a.engagement === ledgerOf(d).engagement &&
        a.status !== 'dropped' &&
        a.read_on !== null &&
        a.read_on <= end &&
        !a.reading,
    )
    .map((a): ReadingDue => ({
      kind: 'action',
      record: ref('actions', a.id),
      line: null,
      code: a.id,
      title: a.title,
      metric: a.metric,
      baseline: a.baseline,
      target: a.target,
      before: null,
      due: a.read_on,
      lateDays: a.read_on ? Math.max(0, days(a.read_on, now)) : 0,
      by: label(a.owner),
    }));
  const lines = month.values
    .filter((v) => v.status === 'delivered' && v.after === null)
    .map((v): ReadingDue => ({
      kind: 'line',
      record: v.action ? ref('actions', v.action) : null,
      line: v.id,
      code: v.id,
      title: v.what,
      metric: v.baseline?.unit ?? '',
      baseline: v.baseline?.value ?? '',
      target: '',
      before: v.baseline,
      due: end,
      lateDays: Math.max(0, days(end, d.today)),
      by: label(v.measured_by),
    }));
  return [...actions, ...lines];
}

function recheckOf(d: MemoryDossier, month: SourceMonth): RecheckPack {
  const engagement = ledgerOf(d).engagement;
  const end = lastDay(month.month);
  const rounds = d.client.rounds.filter((r) => r.engagement === engagement);
  const monthly = rounds.filter((r) => r.pack === 'monthly');
  const own = monthly.find((r) => r.started_on.startsWith(month.month)) ?? null;
  const basis = monthly.filter((r) => r !== own && r.started_on <= end).at(-1) ?? null;
  const pack = d.questions.filter((q) => q.packs.includes('monthly'));
  const due: RecheckPack['due'] = [];
  for (const q of pack) {
    const answers = rounds
      .flatMap((r) => r.answers.map((a) => ({ ...a, on: a.date ?? r.ended_on ?? r.started_on })))
      .filter((a) => a.question === q.id && a.on <= end)
      .sort((a, b) => a.on.localeCompare(b.on));
    const last = answers.at(-1);
    const because = last
      ? d.findings
          .filter(
            (f) =>
              f.questions.includes(q.id) && (f.found_on > last.on || (f.closed_on ?? '') > last.on),
          )
          .map((f) => f.id)
      : [];
    const reason =
      !last || last.state !== 'answered'
        ? 'unanswered'
        : because.length > 0
          ? 'changed'
          : days(last.on, end) > 90
            ? 'expired'
            : null;
    if (reason && last?.state !== 'na')
      due.push({
        question: q.id,
        area: q.area,
        text: q.question,
        reason,
        answeredOn: last?.on ?? null,
        score: last?.score ?? null,
        because,
      });
  }
  return {
    questions: pack.length,
    unchanged: pack.length - due.length,
    due,
    round: own ? recordId('rounds', own.id) : null,
    ended: own !== null && own.ended_on !== null,
    basis: basis?.id ?? null,
  };
}

function contradictionsOf(d: MemoryDossier, month: SourceMonth): CheckItem[] {
  const client = clientOf(d);
  const found: CheckItem[] = [];
  const now = earlier(lastDay(month.month), d.today);
  if (month.summary.trim() === '')
    found.push({ tier: 'warning', code: 'monthWithoutHeadline', params: {}, record: null });
  for (const line of month.values)
    if (line.baseline === null && stateOf(line, month.month) === 'weighted_only')
      found.push({
        tier: 'warning',
        code: 'claimedWithoutBaseline',
        params: { line: line.id, title: line.what },
        record: null,
      });
  for (const f of d.findings)
    if (
      f.engagement === ledgerOf(d).engagement &&
      severityOf(d.client, f) === 'critical' &&
      f.closed_on === null &&
      days(f.found_on, now) > 60
    )
      found.push({
        tier: 'warning',
        code: 'criticalOld',
        params: { days: String(days(f.found_on, now)), title: f.title },
        record: ref('findings', f.id),
      });
  for (const a of client.actions)
    if (
      a.due?.startsWith(month.month) === true &&
      (a.status === 'planned' || a.status === 'in_progress') &&
      !month.built.some((one) => one.action === a.id)
    )
      found.push({
        tier: 'warning',
        code: 'promiseNotMentioned',
        params: { title: a.title },
        record: ref('actions', a.id),
      });
  return found;
}

function driftOf(d: MemoryDossier): DriftItem[] {
  const client = clientOf(d);
  const engagement = ledgerOf(d).engagement;
  const closed = [
    ...client.findings
      .filter((f) => f.engagement === engagement && f.closed_on && !f.trashed)
      .map((f) => ({ section: 'findings', one: f, on: f.closed_on ?? '' })),
    ...client.actions
      .filter((a) => a.engagement === engagement && a.status === 'done' && a.done_on)
      .map((a) => ({ section: 'actions', one: a, on: a.done_on ?? '' })),
  ];
  return closed
    .map(({ section, one, on }) => ({
      record: ref(section, one.id),
      title: one.title,
      closedOn: on,
      days: days(on, d.today),
      due: d.today >= nextLook(on, one.recheck),
      last: one.recheck ?? null,
    }))
    .filter((item) => d.today >= nextLook(item.closedOn, null) || item.last !== null)
    .sort((a, b) => a.closedOn.localeCompare(b.closedOn));
}

export function monthWork(d: MemoryDossier, name: string): MonthWork {
  const client = clientOf(d);
  const ledger = ledgerOf(d);
  const month = monthOf(d, name);
  const before = ledger.months[ledger.months.indexOf(month) - 1] ?? null;
  const inbox = inboxOf(d, month);
  const readings = readingsOf(d, month);
  const recheck = recheckOf(d, month);
  const contradictions = contradictionsOf(d, month);
  const decisions = decisionsNeeded(d, month);
  const signed = signedView(client, month);
  const left = signed ? 0 : repeatable(ledger, month).length;
  const proposals = client.decisions
    .filter((one) => one.state === 'waiting' && !decisions.some((n) => n.decision === one.id))
    .map((one) => {
      const week = one.cost_per_week ? minor(one.cost_per_week) : null;
      const since = one.waiting_since;
      return {
        decision: ref('decisions', one.id),
        title: one.title,
        since,
        costPerWeek: week,
        costToDate: week !== null && since ? Math.round((week * days(since, d.today)) / 7) : null,
        decider: client.people.find((p) => p.id === one.decider)?.label ?? null,
      };
    })
    .sort((a, b) => (b.costPerWeek ?? 0) - (a.costPerWeek ?? 0));
  const open = inbox.filter((event) => event.state === 'open').length;
  const waiting = recheck.ended ? 0 : recheck.due.length;
  return {
    month: name,
    previous: before?.month ?? null,
    signed,
    steps: [
      { kind: 'inbox', done: open === 0, open },
      { kind: 'readings', done: readings.length === 0, open: readings.length },
      {
        kind: 'ledger',
        done: left === 0 && month.values.some((v) => counts(stateOf(v, name))),
        open: left,
      },
      { kind: 'recheck', done: waiting === 0, open: waiting },
      {
        kind: 'decisions',
        done: decisions.length > 0 || proposals.length === 0,
        open: decisions.length > 0 ? 0 : Math.min(3, proposals.length),
      },
      {
        kind: 'headline',
        done: month.summary.trim() !== '' && !contradictions.some((c) => c.tier === 'stop'),
        open: contradictions.length,
      },
      { kind: 'sign', done: signed !== null, open: signed ? 0 : 1 },
    ],
    inbox,
    readings,
    recheck,
    decisions,
    proposals,
    promises: [
      ...client.actions
        .filter((a) => a.engagement === ledger.engagement && a.due?.startsWith(name) === true)
        .map((a) => ({
          kind: 'action' as const,
          record: ref('actions', a.id),
          title: a.title,
          due: a.due,
          kept: a.status === 'done',
          mentioned: month.built.some((one) => one.action === a.id),
        })),
      ...(before?.decisions_needed ?? []).map(({ text, decision }) => {
        const known = client.decisions.find((one) => one.id === decision);
        return {
          kind: 'decision' as const,
          record: known ? ref('decisions', known.id) : null,
          title: text,
          due: null,
          kept: known ? known.state !== 'waiting' : null,
          mentioned: decisions.some((one) => one.decision === decision && decision !== null),
        };
      }),
    ],
    headline: month.summary,
    contradictions,
    drift: driftOf(d),
    repeatable: left,
  };
}

function open(d: MemoryDossier, name: string): SourceMonth {
  const month = monthOf(d, name);
  if (month.signed_on) throw problem('refused', { rule: 'monthSigned', month: name });
  return month;
}

export function judgeEvent(d: MemoryDossier, judged: InboxJudgement): Change<MonthWork> {
  const month = open(d, judged.month);
  const event = inboxOf(d, month).find(({ key }) => key === judged.key);
  if (!event) throw problem('notFound', { what: 'event', name: judged.key });
  return d.change('judge_event', event.code, ['ledger'], () => {
    const own = monthOf(d, judged.month);
    const without = (list: string[] | undefined) =>
      (list ?? []).filter((key) => key !== judged.key);
    own.inbox = { accepted: without(own.inbox?.accepted), dropped: without(own.inbox?.dropped) };
    if (judged.state === 'accepted') own.inbox.accepted.push(judged.key);
    if (judged.state === 'dropped') own.inbox.dropped.push(judged.key);
    const note = clientOf(d).notes.find((one) => event.kind === 'note' && one.id === event.code);
    if (note) note.state = judged.state === 'open' ? 'open' : 'closed';
    if (judged.state === 'accepted' && (judged.becomes ?? event.proposal) === 'built')
      own.built.push({ text: judged.text ?? event.title, action: event.action, proof: null });
    if (judged.state === 'accepted' && judged.becomes === 'cost')
      own.costs.push({
        id: `CL${String(100 + own.costs.length)}`,
        kind: 'outside',
        what: judged.text ?? event.title,
        amount: ((judged.amount ?? event.amount ?? 0) / 100).toFixed(2),
        days: null,
        action: event.action,
      });
    return monthWork(d, judged.month);
  });
}

export function captureNote(d: MemoryDossier, note: NewInboxNote): Change<MonthWork> {
  open(d, note.month);
  const text = note.text.trim();
  if (text === '') throw problem('inputNotUnderstood', { path: 'text', expected: 'a few words' });
  const { notes } = clientOf(d);
  const last = Math.max(0, ...notes.map(({ id }) => Number(id.replace(/\D/g, ''))));
  const code = `NT${String(last + 1).padStart(2, '0')}`;
  return d.change('capture_note', code, ['notes'], () => {
    clientOf(d).notes.push({ id: code, kind: 'inbox', date: d.today, text, state: 'open' });
    return monthWork(d, note.month);
  });
}

export function readOutcome(d: MemoryDossier, reading: NewReading): Change<MonthWork> {
  const code = codeOf(reading.action);
  return d.change('read_outcome', code, ['actions'], () => {
    const action = clientOf(d).actions.find((a) => a.id === code);
    if (!action) throw problem('notFound', { what: 'action' });
    action.reading = reading.reading;
    action.read_on = reading.readOn ?? action.read_on;
    return monthWork(d, reading.month);
  });
}

export function beginRecheck(d: MemoryDossier, name: string): Change<RoundHead> {
  const month = open(d, name);
  const ledger = ledgerOf(d);
  const basis = recheckOf(d, month).basis;
  return startRound(d, {
    engagement: recordId('engagements', ledger.engagement),
    title: `Monthly re-check ${name}`,
    pack: 'monthly',
    profile: d.engagement(recordId('engagements', ledger.engagement)).default_profile,
    added: [],
    removed: [],
    basis: basis ? recordId('rounds', basis) : null,
  });
}

export function checkClosed(d: MemoryDossier, check: NewDriftCheck): Change<MonthWork> {
  const code = codeOf(check.record);
  return d.change('check_closed', code, ['findings', 'actions'], () => {
    const client = clientOf(d);
    const list = check.record.startsWith('findings:') ? client.findings : client.actions;
    const one = list.find((x) => x.id === code);
    if (!one) throw problem('notFound', { what: 'record' });
    one.recheck = { on: check.on ?? d.today, held: check.held, note: check.note };
    return monthWork(d, check.month);
  });
}
