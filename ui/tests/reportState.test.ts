import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ReportState, wantCase, wantMonth } from '../src/areas/reports/reportState.svelte';
import { recordId } from '../src/host/memory/dossier';
import { heronRoom } from './room';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

async function room() {
  const set = heronRoom();
  let made = 0;
  const revoked: string[] = [];
  const urls = {
    createObjectURL: () => `blob:${(made += 1)}`,
    revokeObjectURL: (url: string) => void revoked.push(url),
  };
  const draw = vi.spyOn(set.room.host, 'previewPage');
  const report = new ReportState(set.room, urls);
  await report.open(recordId('engagements', 'E-01'));
  return { ...set, report, draw, revoked };
}

describe('the preview', () => {
  it('draws only the pages that changed', async () => {
    const { report, draw } = await room();
    const first = report.pages[0]?.url;
    draw.mockClear();
    await report.typeset();
    expect(draw, 'nothing changed').not.toHaveBeenCalled();
    report.set({ recipient: 'Ilse' });
    await vi.advanceTimersByTimeAsync(300);
    await vi.runAllTimersAsync();
    expect(draw.mock.calls.length).toBe(report.pages.length);
    expect(report.pages[0]?.url).not.toBe(first);
  });

  it('waits 300 ms after the last change', async () => {
    const { report, room: r } = await room();
    const preview = vi.spyOn(r.host, 'previewReport');
    report.set({ recipient: 'a' });
    await vi.advanceTimersByTimeAsync(200);
    report.set({ recipient: 'ab' });
    await vi.advanceTimersByTimeAsync(299);
    expect(preview).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(preview).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ recipient: 'ab' }));
  });

  it('keeps the old pages when it is cancelled', async () => {
    const { report } = await room();
    const before = report.pages.map((page) => page.url);
    report.set({ recipient: 'a' });
    report.cancel();
    await vi.advanceTimersByTimeAsync(1000);
    expect(report.phase).toBe('stale');
    expect(report.pages.map((page) => page.url)).toEqual(before);
  });

  it('lets every picture go with the room', async () => {
    const { report, revoked } = await room();
    const urls = report.pages.map((page) => page.url);
    report.destroy();
    expect(revoked).toEqual(expect.arrayContaining(urls));
  });
});

describe('a month whose report is asked for in the ledger', () => {
  it('is the report that the room opens with, once', async () => {
    const { room: r } = heronRoom();
    const engagement = recordId('engagements', 'E-01');
    wantMonth('heron', '2026-09');
    const asked = new ReportState(r, URL, 'heron');
    await asked.open(engagement);
    expect(asked.params).toMatchObject({ kind: 'monthly', month: '2026-09', audience: 'client' });
    const later = new ReportState(r, URL, 'heron');
    await later.open(engagement);
    expect(later.params?.kind, 'the wish was met').toBe('audit');
  });

  it('is another one when the ledger has no such month', async () => {
    const { room: r } = heronRoom();
    wantMonth('heron', '1999-01');
    const report = new ReportState(r, URL, 'heron');
    await report.open(recordId('engagements', 'E-01'));
    expect(report.params?.kind).toBe('audit');
  });
});

describe('before export', () => {
  it('every picture is looked at once', async () => {
    const { report, heard } = await room();
    expect(report.blocked).toMatchObject({ why: 'images' });
    await report.export();
    expect(heard.done.at(-1)?.message).toMatch(/pictures first/);
    for (const image of report.check!.images) report.look(image.id, true);
    expect(report.blocked).toBeNull();
    await report.export();
    expect(report.exported?.pages).toBe(report.check?.pages);
  });

  it('another reader means looking again', async () => {
    const { report } = await room();
    for (const image of report.check!.images) report.look(image.id, true);
    report.setAudience('founder');
    expect(report.seen.size).toBe(0);
  });

  it('a stop comes before everything else', async () => {
    const { report, dossier } = await room();
    dossier.finding(recordId('findings', 'F02')).for_founder = '';
    await report.typeset();
    expect(report.stops.map((item) => item.code)).toEqual(['founderSentenceMissing']);
    expect(report.blocked).toEqual({ why: 'stops', count: 1 });
  });

  it('a password needs eight characters', async () => {
    const { report } = await room();
    for (const image of report.check!.images) report.look(image.id, true);
    report.set({ password: true });
    report.password = 'short';
    expect(report.blocked).toEqual({ why: 'password' });
    report.password = 'long enough';
    expect(report.blocked).toBeNull();
  });

  it('a copy is never above the number of copies', async () => {
    const { report } = await room();
    report.set({ copies: 5, copyNumber: 4 });
    report.set({ copies: 2 });
    expect(report.params).toMatchObject({ copies: 2, copyNumber: 2 });
  });
});

describe('which report', () => {
  it('each engagement has its own kinds, and a kind its own readers and months', async () => {
    const { report } = await room();
    expect(report.kindsOf(recordId('engagements', 'E-01'))).toEqual([
      'audit',
      'monthly',
      'lite',
      'board',
      'case',
    ]);
    expect(report.kindsOf(recordId('engagements', 'E-02')), 'no ledger, no flow').not.toContain(
      'lite',
    );
    report.setAudience('engineers');
    report.setKind('board');
    expect(report.params).toMatchObject({ kind: 'board', audience: 'client', month: '2026-11' });
    expect(report.holds('engineers')).toBe(false);
    report.setAudience('founder');
    report.setKind('lite');
    expect(report.params).toMatchObject({ kind: 'lite', audience: 'founder', month: null });
  });

  it('another engagement keeps the kind where it has it', async () => {
    const { report } = await room();
    report.setKind('lite');
    await report.open(recordId('engagements', 'E-02'));
    expect(report.params).toMatchObject({ kind: 'audit', month: null });
    await report.open(recordId('engagements', 'E-01'));
    report.setKind('board');
    await report.open(recordId('engagements', 'E-02'));
    expect(report.params?.audience, 'the first reader that it has there').toBe('founder');
  });

  it('figures follow the client unless another way is chosen', async () => {
    const { report } = await room();
    expect(report.params?.locale).toBeNull();
    report.set({ locale: 'de-DE' });
    await report.open(recordId('engagements', 'E-01'));
    expect(report.params?.locale).toBe('de-DE');
  });
});

describe('an automation case', () => {
  it('is of one flow, for those who decide on the money', async () => {
    const { report } = await room();
    report.setAudience('engineers');
    report.setKind('case');
    expect(report.params).toMatchObject({
      kind: 'case',
      month: null,
      flow: recordId('flows', 'FL1'),
      audience: 'client',
    });
    report.setKind('audit');
    expect(report.params?.flow).toBeNull();
  });

  it('opens on the flow that another room asked for, once', async () => {
    const set = heronRoom();
    wantCase('heron', recordId('flows', 'FL7'));
    const first = new ReportState(set.room, URL, 'heron');
    await first.open(null);
    expect(first.params).toMatchObject({ kind: 'case', flow: recordId('flows', 'FL7') });
    const next = new ReportState(set.room, URL, 'heron');
    await next.open(null);
    expect(next.params?.kind, 'nobody asked again').toBe('audit');
  });
});
