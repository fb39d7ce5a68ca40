import { render, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import BridgeChart from '../src/areas/friction/BridgeChart.svelte';
import type { BridgeMap } from '../src/host/bindings';
import { setLocale } from '../src/text/format';

const bridge = (from: string, to: string, casesPerWeek: string | null) => ({
  from,
  to,
  what: `${from} into ${to}`,
  who: 'clerk',
  flow: casesPerWeek === null ? null : `flows:${from}${to}`,
  cost: casesPerWeek === null ? null : 5_500_000,
  bridgesOfFlow: 1,
  casesPerWeek,
  edge: null,
});

const bridges: BridgeMap = {
  places: [
    { code: 'S01', name: 'Planner' },
    { code: 'S10', name: 'Accounting' },
    { code: 'S12', name: 'Mail' },
  ],
  bridges: [
    bridge('S01', 'S10', '1210'),
    bridge('S10', 'S01', '0.4'),
    bridge('S01', 'S12', '0'),
    bridge('S12', 'S10', null),
  ],
  unnamed: [],
};

beforeEach(() => setLocale('en-GB'));

describe('a bridge', () => {
  it('says how often somebody crosses it, in the picture and in the table', () => {
    render(BridgeChart, {
      bridges,
      flows: [],
      currency: 'EUR',
      selected: null,
      onpick: () => undefined,
    });
    const labels = [...document.querySelectorAll('svg text')].map((label) => label.textContent);
    expect(labels[0]).toContain('1,210 cases a week');
    expect(labels[1]).toContain('0.4 cases a week');
    expect(labels[2], 'nobody counted').not.toContain('week');
    expect(labels[3], 'the map knows no cases').not.toContain('week');
    const table = screen.getByRole('table', { name: 'Bridges' });
    const heads = within(table)
      .getAllByRole('columnheader')
      .map((head) => head.textContent?.trim());
    const column = heads.indexOf('Cases a week');
    expect(column).toBeGreaterThan(0);
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows.map((row) => row.children[column]?.textContent?.trim())).toEqual([
      '1,210',
      '0.4',
      'not counted',
      'not counted',
    ]);
  });
});
