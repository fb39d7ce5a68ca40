import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AuditState } from '../src/areas/audit/auditState.svelte';
import { RaiseState } from '../src/areas/audit/raiseState.svelte';
import { EvidenceImages } from '../src/areas/findings/evidenceImages.svelte';
import { FindingState } from '../src/areas/findings/findingState.svelte';
import { FindingsState } from '../src/areas/findings/findingsState.svelte';
import { headline, OverviewState } from '../src/areas/overview/overviewState.svelte';
import { recordId } from '../src/host/memory/dossier';
import { heronRoom } from './room';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const id = (code: string) => recordId('findings', code);

describe('raising a finding from an answer', () => {
  async function atLeavers() {
    const set = heronRoom();
    const audit = new AuditState(set.room);
    await audit.open(null, null, 'ACC-07');
    const raise = new RaiseState(set.room);
    raise.about({
      engagement: audit.view!.engagement.id,
      round: audit.roundId!,
      question: audit.detail!,
    });
    await raise.choose(raise.cards[0]!.id);
    return { ...set, audit, raise };
  }

  it('drops the sentences that are not true here and fills in the words', async () => {
    const { raise, dossier } = await atLeavers();
    expect(raise.missing).toEqual(['count', 'days']);
    raise.placeholders['count'] = '3';
    raise.placeholders['days'] = '210';
    expect(raise.missing).toEqual([]);
    raise.ticks[1] = false;
    const made = await raise.raise();
    expect(made?.forFounder).toMatch(/^3 people who left/);
    expect(made?.forEngineers).not.toMatch(/\{|Open sessions/);
    expect(dossier.findings.at(-1)?.status).toBe('draft');
  });

  it('asks for no word of a sentence that was dropped', async () => {
    const { raise } = await atLeavers();
    raise.founder = 'People who left can still open our systems.';
    raise.ticks[0] = false;
    expect(raise.missing).toEqual([]);
  });

  it('prices as figures come in, and leaves out a driver that misses one', async () => {
    const { raise } = await atLeavers();
    const before = raise.totals[0]!.range.likely;
    expect(raise.drivers.map((d) => d.range === null)).toEqual([false, true, true]);
    await raise.price(1, 'records', 'low', '20000');
    expect(raise.drivers[1]?.range).not.toBeNull();
    expect(raise.totals[0]!.range.likely).toBeGreaterThan(before);
  });

  it('is undone from its toast', async () => {
    const { raise, heard, dossier } = await atLeavers();
    const count = dossier.findings.length;
    await raise.raise();
    expect(dossier.findings).toHaveLength(count + 1);
    heard.done.at(-1)?.undo?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(dossier.findings).toHaveLength(count);
  });

  it('puts the form away when another question is opened', async () => {
    const { raise, audit } = await atLeavers();
    await audit.goTo('BIZ-01');
    raise.about({
      engagement: audit.view!.engagement.id,
      round: audit.roundId!,
      question: audit.detail!,
    });
    expect(raise.filling).toBe(false);
  });
});

describe('the list of findings', () => {
  it('opens with a finding also when the list is read twice at once', async () => {
    const { room } = heronRoom();
    const list = new FindingsState(room);
    // A change elsewhere reads the list again while it is being opened, and that reading takes longer.
    const rows = await room.host.findings(null);
    const answers: (() => void)[] = [];
    vi.spyOn(room.host, 'findings').mockImplementation(
      () => new Promise((done) => answers.push(() => done(rows))),
    );
    const opened = list.open(null);
    const again = list.refresh();
    answers[0]?.();
    // Time for what waits for the first reading, before the second one is there.
    for (let at = 0; at < 20; at += 1) await Promise.resolve();
    answers[1]?.();
    await opened;
    expect(list.selected).toBe(list.shown[0]?.id);
    expect(list.selected).not.toBeNull();
    await again;
  });

  it('is ordered by severity, then by exposure', async () => {
    const { room } = heronRoom();
    const list = new FindingsState(room);
    await list.open(recordId('engagements', 'E-01'));
    expect(list.shown.slice(0, 3).map((row) => row.code)).toEqual(['F15', 'F06', 'F04']);
    list.sortBy = 'code';
    list.direction = 'ascending';
    expect(list.shown[0]?.code).toBe('F01');
  });

  it('shows only the findings of its engagement', async () => {
    const { room } = heronRoom();
    const list = new FindingsState(room);
    await list.open(recordId('engagements', 'E-02'));
    expect(list.rows?.map((row) => row.code)).toEqual(['F27', 'F28', 'F29']);
  });

  it('filters, walks within what is shown, and drops the filter for a finding it would hide', async () => {
    const { room } = heronRoom();
    const list = new FindingsState(room);
    await list.open(recordId('engagements', 'E-01'));
    list.filter.status = 'closed';
    list.selected = list.shown[0]!.id;
    list.move(1);
    expect(list.selected).toBe(list.shown[1]!.id);
    list.reveal(id('F15'));
    expect(list.narrowed).toBe(false);
    expect(list.selected).toBe(id('F15'));
  });
});

describe('a finding being edited', () => {
  async function open(code: string) {
    const set = heronRoom();
    const finding = new FindingState(set.room);
    await finding.open(id(code));
    return { ...set, finding };
  }

  it('computes severity and money anew with the likelihood, and takes it back', async () => {
    const { finding, heard } = await open('F02');
    expect(finding.detail?.row.severity).toBe('high');
    await finding.edit('likelihood', 5, 'Likelihood');
    expect(finding.detail?.row.severity).toBe('critical');
    heard.done.at(-1)?.undo?.();
    await vi.advanceTimersByTimeAsync(0);
    await finding.refresh();
    expect(finding.detail?.likelihood).toBe(3);
  });

  it('writes a text once, on leaving the field', async () => {
    const { finding, room, drafts } = await open('F02');
    const edit = vi.spyOn(room.host, 'editFinding');
    finding.texts?.forFounder.input('Two people who left');
    finding.texts?.forFounder.input('Two people who left can still get in.');
    await vi.advanceTimersByTimeAsync(400);
    expect(drafts.get(`finding:${id('F02')}:forFounder`)).toContain('get in');
    await finding.texts?.forFounder.commit();
    expect(edit).toHaveBeenCalledOnce();
    expect(finding.detail?.forFounder).toContain('get in');
  });

  it('writes what is being typed before another finding is opened', async () => {
    const { finding, dossier } = await open('F02');
    finding.texts?.title.input('A new title');
    await finding.open(id('F01'));
    expect(dossier.finding(id('F02')).title).toBe('A new title');
  });

  it('shows the truth again when a change is refused', async () => {
    const { finding, heard, dossier } = await open('F02');
    dossier.finding(id('F02')).status = 'draft';
    dossier.finding(id('F02')).for_founder = '';
    await finding.refresh();
    await finding.edit('status', 'confirmed', 'Status');
    expect(heard.failed).toHaveLength(1);
    expect(finding.detail?.row.status).toBe('draft');
    expect(finding.detail?.row.draftReasons).toEqual(['founder_sentence']);
  });

  it('takes a figure in place of a typical one, and gives the typical one back', async () => {
    const { finding, room, dossier } = await open('F02');
    const made = await room.host.raiseFinding({
      engagement: recordId('engagements', 'E-01'),
      question: 'ACC-07',
      round: null,
      template: 'T-ACC-01',
      title: 'Leavers',
      placeholders: {},
      sentences: null,
      inputs: [],
      likelihood: null,
      owner: null,
      forFounder: null,
    });
    await finding.open(made.value.row.id);
    const typical = finding.detail?.loss?.likely;
    await finding.price(0, 'specialist_hours', 'high', '1200');
    expect(finding.detail?.loss?.likely).toBeGreaterThan(typical!);
    expect(dossier.findings.at(-1)?.inputs).toEqual([
      { driver: 0, key: 'specialist_hours', low: '60', high: '1200' },
    ]);
    await finding.price(0, 'specialist_hours', 'low', null);
    await finding.price(0, 'specialist_hours', 'high', null);
    expect(finding.detail?.loss?.likely).toBe(typical);
  });

  it('takes evidence in and shows it', async () => {
    const { finding, room, heard } = await open('F15');
    await finding.attach((record) => room.host.attachDropped('one.png|two.png', record));
    expect(finding.detail?.evidence).toHaveLength(2);
    expect(heard.done.at(-1)?.message).toMatch(/2 pieces/);
  });

  it('says nothing when the file dialog was cancelled', async () => {
    const { finding, heard } = await open('F15');
    await finding.attach(async () => null);
    expect([heard.done, heard.failed]).toEqual([[], []]);
    expect(finding.adding).toBe(false);
  });
});

describe('pictures of evidence', () => {
  it('are fetched once and let go with the room', async () => {
    const { room } = heronRoom();
    const ask = vi.fn(async () => new ArrayBuffer(8));
    room.host.evidenceImage = ask;
    const made = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:one');
    const gone = vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => undefined);
    const images = new EvidenceImages(room);
    await Promise.all([images.want('evidence:EV01', 480), images.want('evidence:EV01', 480)]);
    expect(ask).toHaveBeenCalledOnce();
    expect(images.get('evidence:EV01', 480)).toEqual({ state: 'ready', url: 'blob:one' });
    images.destroy();
    expect(gone).toHaveBeenCalledWith('blob:one');
    made.mockRestore();
    gone.mockRestore();
  });
});

describe('the overview', () => {
  it('says first what is open and what moved', async () => {
    const { room } = heronRoom();
    const overview = new OverviewState(room);
    await overview.open(null);
    expect(headline(overview.seen!)).toBe(
      '3 critical findings are open; 11 areas are better than at the first visit.',
    );
  });
});
