// What a newcomer met in the window, each with the sentence that was wrong.
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { AuditState } from '../src/areas/audit/auditState.svelte';
import QuestionPane from '../src/areas/audit/QuestionPane.svelte';
import RoundBar from '../src/areas/audit/RoundBar.svelte';
import { Stopwatch } from '../src/areas/audit/stopwatch.svelte';
import { EvidenceImages } from '../src/areas/findings/evidenceImages.svelte';
import { FindingsState } from '../src/areas/findings/findingsState.svelte';
import ReportChecks from '../src/areas/reports/ReportChecks.svelte';
import { ReportState } from '../src/areas/reports/reportState.svelte';
import { recordId } from '../src/host/memory/dossier';
import IconButton from '$/shared/IconButton.svelte';
import Plus from '@lucide/svelte/icons/plus';
import { text } from '$/text';
import { heronRoom } from './room';

const FIRST = recordId('engagements', 'E-01');
const nothing = () => {};

describe('a frozen round', () => {
  async function frozen() {
    const set = heronRoom();
    const audit = new AuditState(set.room);
    await audit.open(FIRST);
    return { ...set, audit };
  }

  it('says so and starts the next round of its set with one press', async () => {
    const { audit } = await frozen();
    expect(audit.frozen, 'every round of the sample is').toBe(true);
    const before = audit.view?.round;
    render(RoundBar, {
      audit,
      narrow: false,
      onround: nothing,
      onstart: nothing,
      onfreeze: nothing,
      onnext: () => void audit.startNext(),
      onpane: nothing,
    });
    expect(screen.getByText(/was frozen on/)).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: /Start a round/ }));
    await waitFor(() => expect(audit.frozen).toBe(false));
    expect(audit.view?.round).toMatchObject({ pack: before?.pack, profile: before?.profile });
    expect(audit.view?.rounds.length).toBeGreaterThan(1);
    await waitFor(() => expect(screen.queryByText(/was frozen on/)).toBeNull());
  });

  it('carries the answers of the newest round of its set', async () => {
    const { audit, room } = await frozen();
    const newest = audit.view?.rounds.filter((r) => r.pack === audit.view?.round?.pack).at(-1);
    const start = vi.spyOn(room.host, 'startRound');
    await audit.startNext();
    expect(start).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ basis: newest?.id }));
  });

  it('holds nothing that looks as if it could be changed', async () => {
    const { audit } = await frozen();
    const answered = audit.view?.questions.find((row) => row.state === 'answered' && row.scored);
    await audit.goTo(answered?.id ?? '');
    const { container } = render(QuestionPane, {
      audit,
      clock: new Stopwatch(() => 0),
      onleave: nothing,
      onown: nothing,
      onquestion: nothing,
    });
    expect(container.querySelectorAll('textarea, input, select')).toHaveLength(0);
    expect(container.querySelectorAll('[aria-pressed]')).toHaveLength(0);
    expect(container.textContent).not.toContain('until you change it');
    expect(container.textContent).toContain('In their words');
  });

  it('that was started by mistake is taken back by its toast', async () => {
    const { audit, heard } = await frozen();
    const before = audit.view?.rounds.length;
    await audit.startNext();
    heard.done.at(-1)?.undo?.();
    await audit.settled();
    expect(audit.view?.rounds.length).toBe(before);
    expect(audit.frozen).toBe(true);
  });
});

describe('the report room', () => {
  it('does not say that nothing stands in the way while a picture was not looked at', async () => {
    const { room } = heronRoom();
    const report = new ReportState(room, { createObjectURL: () => '', revokeObjectURL: nothing });
    await report.open(FIRST);
    const images = new EvidenceImages(room);
    expect(report.stops, 'no stop, so the old sentence would stand').toHaveLength(0);
    render(ReportChecks, { report, images, onrecord: nothing, onexport: nothing });
    expect(report.unseen.length).toBeGreaterThan(0);
    expect(screen.queryByText(text.reports.tierClear)).toBeNull();
    for (const image of report.unseen)
      expect(screen.getByRole('button', { name: text.reports.lookAt(image.code, image.title) }));
    for (const image of report.unseen) report.look(image.id, true);
    expect(await screen.findByText(text.reports.tierClear)).toBeTruthy();
    report.destroy();
  });

  it('tells a check by record, field and what it names, not by a path', () => {
    const words = text.reports.check(
      'namesHiddenRecord',
      {
        title: 'Refunds by hand',
        field: 'use_of_time',
        kind: 'actions',
        code: 'R06',
        named: 'Refunds in the shop',
      },
      { section: 'flows', id: 'x', code: 'FL2' },
    );
    expect(words).toBe(
      'Flow FL2 “Refunds by hand”, “Use of the time that becomes free” names action R06 “Refunds in the shop”, which this reader does not hold. Take the name out, or let this reader see it.',
    );
  });
});

describe('a filter of the findings', () => {
  it('leaves nothing open that is not in the list', async () => {
    const { room } = heronRoom();
    const list = new FindingsState(room);
    await list.open(FIRST);
    const first = list.selected;
    const other = list.shown.find((row) => row.id !== first);
    list.filter.text = other?.title ?? '';
    list.settle();
    expect(list.selected).toBe(other?.id);
    list.filter.text = 'no finding has these words';
    list.settle();
    expect(list.selected, 'an empty list has nothing open').toBeNull();
    list.clear();
    list.settle();
    expect(list.selected).toBe(list.shown[0]?.id);
  });

  it('keeps a finding open that a change of its own takes out of the list', async () => {
    const { room } = heronRoom();
    const list = new FindingsState(room);
    await list.open(FIRST);
    const row = list.shown[0];
    if (!row) throw new Error('the sample has findings');
    list.filter.status = row.status;
    list.settle();
    list.patch({ ...row, status: row.status === 'closed' ? 'accepted' : 'closed' });
    expect(list.selected).toBe(row.id);
  });
});

describe('a tooltip', () => {
  it('goes when its button has opened a menu', async () => {
    const props = { icon: Plus, label: 'More' };
    const { rerender } = render(IconButton, props);
    const shown = () =>
      [...document.querySelectorAll('.tooltip')].some((tip) => tip.textContent?.includes('More'));
    const button = screen.getByRole('button', { name: 'More' });
    vi.spyOn(button, 'matches').mockReturnValue(true);
    await fireEvent.focus(button);
    await waitFor(() => expect(shown()).toBe(true));
    await rerender({ ...props, 'aria-expanded': 'true' });
    await waitFor(() => expect(shown()).toBe(false));
  });
});
