import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ReportState } from '../src/areas/reports/reportState.svelte';
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
