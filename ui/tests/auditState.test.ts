import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AuditState } from '../src/areas/audit/auditState.svelte';
import { recordId } from '../src/host/memory/dossier';
import { heronRoom } from './room';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

async function freshRound() {
  const set = heronRoom();
  const audit = new AuditState(set.room);
  await audit.open(recordId('engagements', 'E-01'));
  await audit.startRound({
    title: 'December',
    pack: 'day1',
    profile: 'balanced',
    basis: null,
    added: [],
    removed: [],
  });
  return { ...set, audit };
}

describe('an interview by keys', () => {
  it('opens at the first question that was not asked', async () => {
    const { audit } = await freshRound();
    expect(audit.selected).toBe('BIZ-01');
    expect(audit.progress).toEqual({ done: 0, of: 59 });
  });

  it('shows a score at once and stays on the question', async () => {
    const { audit, heard } = await freshRound();
    audit.rate(3);
    expect(audit.row, 'before Rust has answered').toMatchObject({
      id: 'BIZ-01',
      state: 'answered',
      score: 3,
    });
    await audit.settled();
    expect(audit.selected).toBe('BIZ-01');
    expect(heard.done.at(-1)?.message).toContain('BIZ-01: 3');
  });

  it('keeps the order of fast keys', async () => {
    const { audit } = await freshRound();
    audit.rate(1);
    audit.rate(4);
    audit.grade('E2');
    await audit.settled();
    expect(audit.row).toMatchObject({ score: 4, grade: 'E2' });
  });

  it('refuses a grade without a score, in words', async () => {
    const { audit, heard } = await freshRound();
    audit.grade('E4');
    expect(audit.row?.grade).toBeNull();
    expect(heard.done.at(-1)?.message).toMatch(/score first/i);
  });

  it('does not score a discovery question', async () => {
    const { audit, heard } = await freshRound();
    await audit.goTo('BIZ-02');
    audit.rate(2);
    await audit.settled();
    expect(audit.row?.state).toBe('open');
    expect(heard.done.at(-1)?.message).toMatch(/record/);
  });

  it('takes a mark back when its key is pressed twice', async () => {
    const { audit } = await freshRound();
    audit.rate(2);
    audit.mark('unknown');
    await audit.settled();
    expect(audit.row).toMatchObject({ state: 'unknown', score: null });
    audit.mark('unknown');
    await audit.settled();
    expect(audit.row?.state).toBe('open');
  });

  it('undoes the newest rating from its toast, and an older toast undoes nothing', async () => {
    const { audit, heard } = await freshRound();
    audit.rate(2);
    await audit.settled();
    const older = heard.done.at(-1)?.undo;
    audit.rate(4);
    await audit.settled();
    older?.();
    await audit.settled();
    await audit.refresh();
    expect(audit.row?.score, 'the older toast').toBe(4);
    heard.done.at(-1)?.undo?.();
    await audit.settled();
    await audit.refresh();
    expect(audit.row?.score, 'the newer toast').toBe(2);
  });

  it('shows the old answer again when Rust refuses the new one', async () => {
    const { audit, room, heard } = await freshRound();
    room.host.answer = () => Promise.reject({ code: 'readOnly', params: {} });
    audit.rate(4);
    await audit.settled();
    expect(audit.row?.state).toBe('open');
    expect(heard.failed).toHaveLength(1);
  });
});

describe('the list', () => {
  it('keeps the question being answered although the filter no longer matches it', async () => {
    const { audit } = await freshRound();
    audit.filter.state = 'open';
    audit.rate(3);
    await audit.settled();
    expect(audit.rows.map((row) => row.id)).toContain('BIZ-01');
    await audit.move(1);
    expect(audit.rows.map((row) => row.id)).not.toContain('BIZ-01');
  });

  it('goes to a question that the filter hides by dropping the filter', async () => {
    const { audit } = await freshRound();
    audit.filter.text = 'nothing holds these words';
    await audit.goTo('ACC-07');
    expect(audit.selected).toBe('ACC-07');
    expect(audit.rows.some((row) => row.id === 'ACC-07')).toBe(true);
  });

  it('shows the whole bank when a question outside the round is asked for', async () => {
    const { audit } = await freshRound();
    const outside = audit.view!.questions.find((row) => !row.inPack)!;
    await audit.goTo(outside.id);
    expect(audit.filter.scope).toBe('all');
  });

  it('stops at the last question and says so', async () => {
    const { audit, heard } = await freshRound();
    await audit.goTo(audit.rows.at(-1)!.id);
    await audit.move(1);
    expect(heard.said.at(-1)).toMatch(/last/i);
  });
});

describe('words and notes', () => {
  it('go to a draft after 400 ms and to the record on leaving the question', async () => {
    const { audit, drafts, dossier } = await freshRound();
    audit.words?.input('We never tried');
    await vi.advanceTimersByTimeAsync(399);
    expect(drafts.size).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect([...drafts.values()]).toEqual(['We never tried']);
    await audit.move(1);
    const round = dossier.client.rounds.at(-1)!;
    expect(round.answers.find((a) => a.question === 'BIZ-01')?.words).toBe('We never tried');
    expect([...drafts.values()], 'the draft is cleared').toEqual(['']);
  });

  it('come back after a crash from the draft', async () => {
    const { audit, room, drafts } = await freshRound();
    audit.note?.input('half a sen');
    await vi.advanceTimersByTimeAsync(400);
    expect(drafts.size).toBe(1);
    const next = new AuditState(room);
    await next.open(null, audit.roundId, 'BIZ-01');
    expect(next.note?.text).toBe('half a sen');
    expect(next.note?.dirty).toBe(true);
  });
});

describe('a frozen round', () => {
  it('is read only, with a word why', async () => {
    const { room, heard } = heronRoom();
    const audit = new AuditState(room);
    await audit.open(null, recordId('rounds', 'RD1'));
    expect(audit.frozen).toBe(true);
    const before = audit.row?.score;
    audit.rate(0);
    await audit.settled();
    expect(audit.row?.score).toBe(before);
    expect(heard.done.at(-1)?.message).toMatch(/frozen/);
  });

  it('is frozen once asked, and undone once asked', async () => {
    const { audit, heard } = await freshRound();
    await audit.freeze();
    expect(audit.frozen).toBe(true);
    heard.done.at(-1)?.undo?.();
    await audit.settled();
    await audit.refresh();
    expect(audit.frozen).toBe(false);
  });
});
