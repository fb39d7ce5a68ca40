import { readFileSync } from 'node:fs';
import { flushSync, mount, unmount } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import expectedText from '../../src-tauri/crates/domain/data/samples/sample-client.expected.json?raw';
import { CaseState } from '../src/areas/friction/case/caseState.svelte';
import OpportunityQuadrant from '../src/areas/friction/case/OpportunityQuadrant.svelte';
import OpportunityRows from '../src/areas/friction/case/OpportunityRows.svelte';
import { emptyForm, lacks, readingOf } from '../src/areas/friction/case/reading';
import { gapPoints, observedWords, verdictWords } from '../src/areas/friction/case/verdict';
import type { AutomationCase, Criterion } from '../src/host/bindings';
import { ANCHORS, CRITERIA } from '../src/host/memory/criteria';
import { recordId } from '../src/host/memory/dossier';
import { minor } from '../src/host/memory/figures';
import { automation } from '../src/text/rooms/automation';
import { heronRoom } from './room';

const FL7 = recordId('flows', 'FL7');
const reading = {
  on: '2026-11-16',
  usersAble: 12,
  usersUsing: 6,
  casesTotal: 160,
  casesThrough: 64,
  reasons: [{ reason: 'Not trained yet', people: 4 }],
};

async function opened(id = FL7) {
  const set = heronRoom();
  const kept = new CaseState(set.room);
  await kept.open(id);
  return { ...set, kept };
}
const detailOf = (kept: CaseState): AutomationCase => {
  if (!kept.detail) throw new Error('nothing is open');
  return kept.detail;
};

describe('the cases of the in-memory host', () => {
  it('have the published figures of the sample client', async () => {
    const { room } = heronRoom();
    const flows = (JSON.parse(expectedText) as { flows: Record<string, Record<string, unknown>> })
      .flows;
    const rows = await room.host.automationCases(null);
    expect(rows.map((row) => row.code).toSorted()).toEqual(Object.keys(flows).toSorted());
    for (const row of rows) {
      const known = flows[row.code] ?? {};
      const detail = await room.host.automationCase(row.id);
      expect(row.net, row.code).toBe(minor(known['net_benefit_year'] as string));
      expect(row.friction, row.code).toBe(minor(known['total_year'] as string));
      expect(detail.gross, row.code).toBe(minor(known['gross_benefit_year'] as string));
      expect(detail.paybackMonths, row.code).toBe(known['payback_months']);
      expect(detail.breakEven, row.code).toBe(known['break_even_adoption']);
      expect(detail.roiYear1, row.code).toBe(known['roi_year1']);
      const off = known['sensitivity'] as Record<string, string>;
      const hours = detail.swings.find((swing) => swing.input === 'hours');
      expect(hours?.less, row.code).toBe(minor(off['hours_minus_20']));
      expect(hours?.more, row.code).toBe(minor(off['hours_plus_20']));
    }
  });

  it('ask the five questions in the words of Rust', () => {
    const rust = readFileSync('../src-tauri/crates/domain/src/opportunity.rs', 'utf8');
    for (const criterion of CRITERIA) {
      const { name, anchors } = ANCHORS[criterion];
      expect(rust).toContain(`"${name}"`);
      expect(anchors).toHaveLength(5);
      for (const anchor of anchors) expect(rust).toContain(`"${anchor}"`);
    }
  });
});

describe('a case', () => {
  it('is judged row by row, and has a score once all five are', async () => {
    const { kept, heard } = await opened();
    const scores: [Criterion, number][] = [
      ['volume', 4],
      ['rule_stability', 3],
      ['data_readiness', 1],
      ['error_tolerance', 3],
    ];
    for (const [criterion, score] of scores) await kept.judge(criterion, score);
    expect(detailOf(kept).row).toMatchObject({ score: null, judged: 4, quadrant: null });
    await kept.judge('owner', 2);
    expect(detailOf(kept).row).toMatchObject({ score: 65, weakest: ['data_readiness'] });
    expect(detailOf(kept).row.quadrant).not.toBeNull();
    expect(heard.done.map(({ message }) => message)).toContain('Owner: 2');
    await kept.judge('owner', 2);
    expect(heard.done, 'the same score again is no change').toHaveLength(5);
  });

  it('takes the newest change back, and an older toast nothing', async () => {
    const { kept, heard } = await opened();
    await kept.judge('volume', 4);
    await kept.judge('volume', 1);
    heard.done[0]?.undo?.();
    heard.done[1]?.undo?.();
    await kept.refresh();
    expect(detailOf(kept).opportunity[0]?.score, 'what stood before the newest').toBe(4);
    expect(heard.said).toEqual([automation.undone]);
  });

  it('keeps one reading a day and says what was observed', async () => {
    const { kept } = await opened();
    expect(observedWords(detailOf(kept))).toBeNull();
    expect(await kept.addReading(reading)).toBe(true);
    expect(await kept.addReading({ ...reading, casesThrough: 80 })).toBe(true);
    const detail = detailOf(kept);
    expect(detail.readings).toHaveLength(1);
    expect(detail.observed).toEqual({ on: '2026-11-16', share: '0.50', byCases: true });
    expect(detail.row.netObserved).toBeLessThan(detail.row.net);
    expect(gapPoints(detail)).toBe(-20);
    expect(observedWords(detail)).toContain('50%');
    await kept.removeReading('2026-11-16');
    expect(detailOf(kept).readings).toEqual([]);
  });

  it('tells a reading that was refused and changes nothing', async () => {
    const { kept, heard } = await opened();
    expect(await kept.addReading({ ...reading, usersUsing: 13 })).toBe(false);
    expect(await kept.addReading({ ...reading, on: '2030-01-01' })).toBe(false);
    expect(heard.failed).toHaveLength(2);
    expect(detailOf(kept).readings).toEqual([]);
  });

  it('has words for what happens above a limit only while there is one, and drafts them', async () => {
    vi.useFakeTimers();
    try {
      const { kept, drafts } = await opened();
      expect(kept.above).toBeNull();
      await kept.setLimit('200');
      expect(detailOf(kept).capacity).toMatchObject({ used: '0.80', state: 'near' });
      kept.above?.input('The rest waits');
      await vi.advanceTimersByTimeAsync(400);
      expect([...drafts.values()]).toContain('The rest waits');
      await kept.leave();
      expect(detailOf(kept).capacity).toMatchObject({
        limit: '200',
        whatHappens: 'The rest waits',
      });
      await kept.setLimit('400');
      expect(detailOf(kept).capacity?.whatHappens, 'a new limit keeps the words').toBe(
        'The rest waits',
      );
      await kept.setLimit(null);
      expect(kept.above).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  it('links control and design decision, and lets them go', async () => {
    const { kept } = await opened();
    const { controls, decisions } = detailOf(kept);
    await kept.setControl(controls[0]?.id ?? null);
    await kept.setDecision(decisions[0]?.id ?? null);
    expect(detailOf(kept)).toMatchObject({
      control: controls[0]?.id,
      decision: decisions[0]?.id,
    });
    await kept.setControl(null);
    expect(detailOf(kept).control).toBeNull();
  });

  it('says in one sentence whether it pays', async () => {
    const { kept } = await opened();
    const detail = detailOf(kept);
    expect(verdictWords(detail)).toBe(automation.verdict.later('13.7'));
    const as = (verdict: AutomationCase['row']['verdict'], paybackMonths: string | null) =>
      verdictWords({ ...detail, paybackMonths, row: { ...detail.row, verdict } });
    expect(as('first_year', '2.8')).toBe(automation.verdict.firstYear('2.8'));
    expect(as('first_year', null)).toBe(automation.verdict.atOnce);
    expect(as('costs_more', null)).toBe(automation.verdict.costsMore);
    expect(as('no_benefit', null)).toBe(automation.verdict.noBenefit);
  });
});

describe('the form of a reading', () => {
  const t = automation.adoption.missing;
  it('asks for a day and for one of the two counts', () => {
    const form = emptyForm('2026-11-16');
    expect(lacks(form)).toBe(t.whole);
    expect(lacks({ ...form, on: null })).toBe(t.on);
    expect(lacks({ ...form, able: '12' })).toBe(t.pair);
    expect(lacks({ ...form, able: '12', using: '13' })).toBe(t.part);
    expect(lacks({ ...form, able: '12', using: '0' })).toBeNull();
    expect(lacks({ ...form, able: '0', using: '0' })).toBe(t.whole);
  });

  it('leaves out lines that say nothing', () => {
    const form = {
      ...emptyForm('2026-11-16'),
      able: '12',
      using: '5',
      reasons: [
        { reason: ' Not trained ', people: '3' },
        { reason: '', people: '2' },
        { reason: 'Old format', people: null },
      ],
    };
    expect(readingOf(form)).toMatchObject({
      usersAble: 12,
      casesTotal: null,
      reasons: [{ reason: 'Not trained', people: 3 }],
    });
  });
});

describe('the five rows', () => {
  it('take digits, arrows and Delete in the row that has the focus', async () => {
    const { kept } = await opened();
    const onscore = vi.fn();
    const target = document.body.appendChild(document.createElement('div'));
    const rows = mount(OpportunityRows, { target, props: { detail: detailOf(kept), onscore } });
    flushSync();
    const group = target.querySelectorAll('[role="radiogroup"]')[1];
    const stop = group?.querySelector('[tabindex="0"]');
    const press = (key: string, code: string, more = {}) =>
      stop?.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, ...more }));
    press('3', 'Digit3');
    press('ArrowRight', 'ArrowRight');
    press('Delete', 'Delete');
    press('3', 'Digit3', { ctrlKey: true });
    press('7', 'Digit7');
    expect(onscore.mock.calls).toEqual([
      ['rule_stability', 3],
      ['rule_stability', 0],
      ['rule_stability', null],
    ]);
    await unmount(rows);
  });
});

describe('the opportunities', () => {
  it('place what is judged and list the rest, each a way to its case', async () => {
    const { kept, room } = await opened();
    for (const criterion of CRITERIA) await kept.judge(criterion, 3);
    const onpick = vi.fn();
    const target = document.body.appendChild(document.createElement('div'));
    const board = mount(OpportunityQuadrant, {
      target,
      props: { rows: await room.host.automationCases(null), currency: 'EUR', onpick },
    });
    flushSync();
    const bubbles = target.querySelectorAll('.bubble');
    expect(bubbles).toHaveLength(1);
    expect(target.querySelectorAll('.others button')).toHaveLength(7);
    bubbles[0]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    expect(onpick).toHaveBeenCalledExactlyOnceWith(FL7);
    await unmount(board);
  });
});
