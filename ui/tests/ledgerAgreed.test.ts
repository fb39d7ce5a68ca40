import { render, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import AgreedTerms from '../src/areas/ledger/AgreedTerms.svelte';
import GrowthCheck from '../src/areas/ledger/GrowthCheck.svelte';
import { setLocale } from '../src/text/format';
import type { GrowthView } from '../src/host/bindings';
import { heronRoom } from './room';

beforeEach(() => setLocale('en-GB'));

async function view() {
  const { room } = heronRoom();
  return room.host.ledger(null);
}

describe('what was agreed', () => {
  it('says what each tier comes to in a year and for a day', async () => {
    render(AgreedTerms, { view: await view(), currency: 'EUR' });
    const table = screen.getByRole('table', { name: 'Fees' });
    const rows = within(table)
      .getAllByRole('row')
      .slice(1)
      .map((row) => [...row.children].map((cell) => cell.textContent?.trim().replace(/\s+/g, ' ')));
    expect(rows).toEqual([
      ['Advisory', '0.5', '€3,200', '€38,400', '€1,669.57'],
      ['Embedded agreed', '2', '€9,600', '€115,200', '€1,252.17'],
      ['Transition', '3', '€13,800', '€165,600', '€1,200.00'],
    ]);
  });

  it('names what is not done with who does it, success, the signals to stop, and what was accepted', async () => {
    render(AgreedTerms, { view: await view(), currency: 'EUR' });
    expect(screen.getByText(/first-line support or device administration/).textContent).toContain(
      'Instead: existing supplier',
    );
    expect(screen.getByText('assurance readiness above 80%')).toBeTruthy();
    expect(screen.getByText(/client stops taking decisions we table/)).toBeTruthy();
    expect(screen.getByText(/Return below fee accepted/).textContent).toContain('3 Nov 2026');
  });

  it('is silent where nothing was agreed', async () => {
    const known = await view();
    const bare = {
      ...known,
      fees: { ...known.fees, tiers: [] },
      agreed: { willNotDo: [], successCriteria: [], stopSignals: [], accepted: null },
    };
    render(AgreedTerms, { view: bare, currency: 'EUR' });
    expect(screen.queryByRole('heading')).toBeNull();
  });
});

describe('the growth check', () => {
  const limit = (code: string, fullAt: string | null, carries: boolean) => ({
    flow: { section: 'flows', id: `flows:${code}`, code },
    name: `Work of ${code}`,
    casesPerWeek: '160',
    limit: '200',
    fullAt,
    carries,
    whatHappens: 'the rest waits',
  });

  it('shows the latest answer to what breaks first', async () => {
    const { growth } = await view();
    render(GrowthCheck, { growth });
    expect(screen.getByText(/What breaks first at three times the current load/)).toBeTruthy();
    expect(screen.getByText(/^4: /)).toBeTruthy();
    expect(screen.getByText('Replay at 3.1 times, repeated in November.')).toBeTruthy();
    expect(screen.getByText('asked 24 Nov 2026')).toBeTruthy();
  });

  it('shows what each automation carries', () => {
    const growth: GrowthView = {
      answer: null,
      limits: [limit('FL7', '1.25', false), limit('FL1', '3.20', true), limit('FL4', null, true)],
    };
    render(GrowthCheck, { growth });
    const lines = screen.getAllByRole('listitem').map((line) => line.textContent ?? '');
    expect(lines[0]).toMatch(/FL7.*160 of 200 cases a week.*Then: the rest waits/s);
    expect(lines[0]).toMatch(/full at 1.25 times today’s cases.*does not carry three times/s);
    expect(lines[1]).toMatch(/full at 3.20 times today’s cases.*carries three times/s);
    expect(lines[2]).toContain('no cases yet');
  });

  it('has a limit as soon as a case has one', async () => {
    const { room } = heronRoom();
    const rows = await room.host.automationCases(null);
    const flow = rows.find(({ code }) => code === 'FL7');
    await room.host.editAutomation({
      flow: flow?.id ?? '',
      field: 'capacity',
      value: JSON.stringify({ limit: '200', whatHappens: 'the rest waits' }),
    });
    const { growth } = await room.host.ledger(null);
    expect(growth.limits).toMatchObject([{ fullAt: '1.25', carries: false, limit: '200' }]);
  });
});
