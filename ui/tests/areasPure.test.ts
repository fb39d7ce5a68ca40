import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  everything,
  filterQuestions,
  groupByArea,
  stepArea,
} from '../src/areas/audit/questionFilter';
import { clockText, Stopwatch } from '../src/areas/audit/stopwatch.svelte';
import { toneOf } from '../src/areas/audit/tone';
import { DraftText } from '../src/areas/draftText.svelte';
import { asInputs, totalsByKind, withInput } from '../src/areas/findings/pricing';
import { fromPercent, toPercent } from '../src/areas/findings/share';
import { daysUntil, nextStep } from '../src/areas/overview/overviewState.svelte';
import type { LossDriver, QuestionRow } from '../src/host/bindings';

const question = (id: string, given: Partial<QuestionRow> = {}): QuestionRow => ({
  id,
  area: id.slice(0, 3),
  text: `What about ${id}?`,
  ask: 'lead',
  severity: 'high',
  weight: 3,
  scored: true,
  dealRelevant: false,
  inPack: true,
  own: false,
  state: 'open',
  score: null,
  grade: null,
  carried: false,
  note: false,
  later: false,
  findings: 0,
  templates: 0,
  ...given,
});

describe('questions', () => {
  const rows = [
    question('ARC-01'),
    question('ARC-02', { later: true }),
    question('BIZ-01', { ask: 'founder' }),
    question('BIZ-02', { inPack: false }),
  ];

  it('are filtered by round, role, state and words, marks of letters aside', () => {
    expect(filterQuestions(rows, everything)).toHaveLength(3);
    expect(filterQuestions(rows, { ...everything, scope: 'all' })).toHaveLength(4);
    expect(filterQuestions(rows, { ...everything, ask: 'founder' }).map((r) => r.id)).toEqual([
      'BIZ-01',
    ]);
    expect(filterQuestions(rows, { ...everything, state: 'later' }).map((r) => r.id)).toEqual([
      'ARC-02',
    ]);
    expect(
      filterQuestions([question('X', { text: 'Über Café' })], { ...everything, text: 'uber cafe' }),
    ).toHaveLength(1);
  });

  it('are grouped with counts of what is done', () => {
    const items = groupByArea([question('ARC-01', { state: 'unknown' }), question('ARC-02')], []);
    expect(items[0]).toMatchObject({ kind: 'area', area: 'ARC', done: 1, of: 2 });
  });

  it('are walked by area: forward to the next, back to the head of this one, then of the one before', () => {
    const all = ['ARC-01', 'ARC-02', 'BIZ-01', 'BIZ-02'].map((id) => question(id));
    expect(stepArea(all, 'ARC-02', 1)).toBe('BIZ-01');
    expect(stepArea(all, 'BIZ-02', -1)).toBe('BIZ-01');
    expect(stepArea(all, 'BIZ-01', -1)).toBe('ARC-01');
    expect(stepArea(all, 'ARC-01', -1)).toBe('ARC-01');
  });

  it('have a tone that never mistakes a refusal for an answer', () => {
    expect(toneOf({ state: 'refused', score: null })).toBe('unknown');
    expect(toneOf({ state: 'answered', score: 0 })).toBe('s0');
    expect(toneOf({ state: 'open', score: null })).toBe('open');
  });
});

describe('the stopwatch', () => {
  it('adds up stretches per question and over all', () => {
    let now = 0;
    const clock = new Stopwatch(() => now);
    clock.toggle('A');
    now = 5000;
    clock.toggle('B');
    now = 7000;
    clock.toggle('B');
    expect([clock.of('A'), clock.of('B'), clock.total, clock.running]).toEqual([
      5000,
      2000,
      7000,
      null,
    ]);
  });
  it('reads as minutes, and as hours from one on', () => {
    expect([clockText(65_000), clockText(3_729_000)]).toEqual(['1:05', '1:02:09']);
  });
});

describe('a drafted text', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());
  const keeping = () => ({
    draft: vi.fn(async () => null),
    keep: vi.fn(async () => null),
    fail: vi.fn(),
  });

  it('enters the record after five seconds of rest, once', async () => {
    const to = keeping();
    const text = new DraftText('', to);
    text.input('a');
    await vi.advanceTimersByTimeAsync(4000);
    text.input('ab');
    await vi.advanceTimersByTimeAsync(4999);
    expect(to.keep).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(to.keep).toHaveBeenCalledExactlyOnceWith('ab');
    expect(text.phase).toBe('kept');
  });

  it('keeps the words in the field and in the draft when the record refuses them', async () => {
    const to = keeping();
    to.keep.mockRejectedValueOnce({ code: 'readOnly', params: {} });
    const text = new DraftText('', to);
    text.input('precious');
    await text.commit();
    expect(text.text).toBe('precious');
    expect(to.draft).toHaveBeenLastCalledWith('precious');
    expect(to.fail).toHaveBeenCalledOnce();
  });

  it('follows the record only while nothing is being typed', () => {
    const text = new DraftText('old', keeping());
    text.follow('new');
    expect(text.text).toBe('new');
    text.input('mine');
    text.follow('theirs');
    expect(text.text).toBe('mine');
  });
});

describe('the quick price', () => {
  const input = (key: string, low: string | null, high: string | null, assumed = false) => ({
    key,
    label: key,
    unit: '',
    low,
    high,
    typical: assumed,
    assumed,
  });
  const drivers: LossDriver[] = [
    {
      name: 'a',
      formula: '',
      moneyKind: 'risk',
      inputs: [input('hours', '60', '300', true)],
      range: { low: 100, likely: 200, high: 400 },
    },
    {
      name: 'b',
      formula: '',
      moneyKind: 'risk',
      inputs: [input('hours', '60', '300', true), input('records', null, null)],
      range: null,
    },
    {
      name: 'c',
      formula: '',
      moneyKind: 'waste',
      inputs: [],
      range: { low: 10, likely: 20, high: 40 },
    },
  ];

  it('puts one fact into every driver that uses it, and keeps the typical other end', () => {
    expect(withInput([], drivers, 0, 'hours', 'low', '80')).toEqual([
      { driver: 0, key: 'hours', low: '80', high: '300' },
      { driver: 1, key: 'hours', low: '80', high: '300' },
    ]);
  });

  it('takes a single figure for both ends where nothing typical stands', () => {
    expect(withInput([], drivers, 1, 'records', 'low', '118')).toEqual([
      { driver: 1, key: 'records', low: '118', high: '118' },
    ]);
  });

  it('gives the typical value back when both ends are cleared', () => {
    const given = withInput([], drivers, 1, 'records', 'low', '118');
    const once = withInput(given, drivers, 1, 'records', 'low', null);
    expect(asInputs(withInput(once, drivers, 1, 'records', 'high', null))).toEqual([]);
  });

  it('never adds two kinds of money', () => {
    expect(totalsByKind(drivers, 'sum')).toEqual([
      { kind: 'risk', range: { low: 100, likely: 200, high: 400 } },
      { kind: 'waste', range: { low: 10, likely: 20, high: 40 } },
    ]);
  });
});

describe('small figures', () => {
  it('move the point of a share exactly', () => {
    for (const [share, percent] of [
      ['0.90', '90'],
      ['0.075', '7.5'],
      ['1', '100'],
      ['0', '0'],
      ['0.005', '0.5'],
    ] as const) {
      expect(toPercent(share), share).toBe(percent);
      expect(Number(fromPercent(percent)), percent).toBe(Number(share));
    }
    expect(fromPercent('7.5')).toBe('0.075');
  });
  it('count days between local dates across a change of clocks', () => {
    expect(daysUntil('2026-03-28', '2026-03-30')).toBe(2);
    expect(daysUntil('2026-12-04', '2026-12-01')).toBe(-3);
  });
  it('name the first step that is not done', () => {
    expect(nextStep({ asked: true, found: false, planned: false, reported: false })).toBe('found');
    expect(nextStep({ asked: true, found: true, planned: true, reported: true })).toBeNull();
  });
});
