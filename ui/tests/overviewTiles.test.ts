// The tiles of the overview came a moment after it and pushed everything below them down.
import { render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import OverviewArea from '../src/areas/overview/OverviewArea.svelte';
import { session } from '$/app/session.svelte';
import type { RecordId } from '$/host/bindings';
import { host, provideHost, type Host } from '$/host/host';
import { memoryHost } from '$/host/memory';

/** The other rooms answer once this is called. */
let answer: () => void;

async function overview(codename: string) {
  const real = memoryHost({ presence: 'open', samples: true, deriveMs: 0 });
  const answered = new Promise<void>((resolve) => (answer = resolve));
  const late: Partial<Host> = {
    friction: async (engagement: RecordId | null) => {
      await answered;
      return real.friction(engagement);
    },
    ledger: async (engagement: RecordId | null) => {
      await answered;
      return real.ledger(engagement);
    },
    calendar: async (from: string | null, until: string | null) => {
      await answered;
      return real.calendar(from, until);
    },
  };
  provideHost({ ...real, ...late });
  const card = (await host.listClients()).find((one) => one.codename === codename);
  const client = await host.openClient(card?.id ?? '');
  session.take(await host.appState());
  render(OverviewArea, { client });
  await screen.findByRole('heading', { level: 1 });
}

/** What takes room: elements in their order, without what is drawn inside a bar. */
function skeleton(): string[] {
  const tiles = document.querySelector('.tiles');
  return [...(tiles?.querySelectorAll('.tile, .label, .figure, .note, h2, li') ?? [])].map(
    (one) => `${one.tagName} ${one.textContent === '' && one.tagName !== 'LI' ? 'empty' : 'line'}`,
  );
}

beforeEach(() => history.replaceState(null, '', '/'));

describe('the tiles of the overview', () => {
  it('stand before their figures are read, and nothing is added or taken away then', async () => {
    await overview('HERON');
    const before = skeleton();
    expect(document.querySelector('.tiles')?.getAttribute('aria-busy')).toBe('true');
    expect(document.querySelectorAll('.tile')).toHaveLength(2);
    expect(document.querySelectorAll('.tiles li')).toHaveLength(3);
    expect(screen.queryByText(/262,915/), 'nothing is read yet').toBeNull();
    answer();
    expect(await screen.findByText(/262,915/)).toBeTruthy();
    expect(skeleton()).toEqual(before);
    expect(document.querySelector('.tiles')?.getAttribute('aria-busy')).toBe('false');
  });

  it('keep no place for a room that has nothing to say', async () => {
    await overview('PLOVER');
    expect(document.querySelector('.tile'), 'neither flows nor a ledger').toBeNull();
    const before = skeleton();
    answer();
    await waitFor(() => expect(document.querySelector('.tiles[aria-busy="true"]')).toBeNull());
    expect(skeleton()).toEqual(before);
  });
});
