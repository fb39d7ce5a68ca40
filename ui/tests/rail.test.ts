// A section that a client does not use yet stays folded away, and is reached all the same.
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import App from '../src/App.svelte';
// Loaded late by the app; here they are there at once.
import '$/areas/friction/FrictionArea.svelte';
import '$/areas/overview/OverviewArea.svelte';
import '$/views/Clients.svelte';
import '$/views/Dossier.svelte';
import { commandEntries } from '$/app/paletteEntries';
import { keys } from '$/app/keys.svelte';
import { router } from '$/app/router.svelte';
import { host, provideHost } from '$/host/host';
import { memoryHost } from '$/host/memory';

const WHOLE = [
  'Overview',
  'Audit',
  'Findings',
  'Friction',
  'Vendors',
  'Value ledger',
  'Reports',
  'Trash',
];

const rail = () => screen.findByRole('navigation', { name: 'Sections' });
const sections = async () =>
  within(await rail())
    .getAllByRole('link')
    .map((link) => link.textContent?.trim());

async function opened(samples: boolean) {
  provideHost(memoryHost({ presence: 'open', samples, deriveMs: 0 }));
  const heron = (await host.listClients()).find(({ codename }) => codename === 'HERON');
  const id =
    heron?.id ??
    (
      await host.createClient({
        codename: 'KESTREL',
        name: 'Kestrel Foods',
        sector: 'food',
        country: 'PT',
        language: 'en-GB',
        currency: 'EUR',
        revenue: null,
        people: null,
        engineers: null,
        level: 'standard',
        engagementKind: 'fractional_cto',
        engagementTitle: 'First months',
        pack: 'day1',
      })
    ).head.id;
  router.go(['client', id, 'overview']);
  render(App, { state: await host.appState() });
  await rail();
}

beforeEach(() => {
  history.replaceState(null, '', '/');
  router.read();
});

describe('the rail', () => {
  it('shows every section of a client that uses them all', async () => {
    await opened(true);
    expect(await sections()).toEqual(WHOLE);
    expect(screen.queryByRole('button', { name: /Show \d more/ })).toBeNull();
  });

  it('folds what a new client does not use, and unfolds it on request', async () => {
    await opened(false);
    expect(await sections()).toEqual(['Overview', 'Audit', 'Findings', 'Reports', 'Trash']);
    expect(within(await rail()).queryByText('Know'), 'no heading over nothing').toBeNull();
    const more = screen.getByRole('button', { name: 'Show 3 more' });
    expect(more.getAttribute('aria-expanded')).toBe('false');
    await fireEvent.click(more);
    expect(await sections()).toEqual(WHOLE);
    expect(more.getAttribute('aria-expanded')).toBe('true');
    keys.run('client.more');
    await waitFor(async () => expect(await sections()).toHaveLength(5));
  });

  it('opens a folded section by its keys and from the palette', async () => {
    await opened(false);
    const entries = commandEntries(keys.available()).map(({ id }) => id);
    for (const id of ['client.friction', 'client.vendors', 'client.ledger', 'client.more'])
      expect(entries).toContain(id);
    await fireEvent.keyDown(document.body, { key: 'g', code: 'KeyG' });
    await fireEvent.keyDown(document.body, { key: 'c', code: 'KeyC' });
    await waitFor(async () =>
      expect(await sections(), 'the open one is shown').toContain('Friction'),
    );
    expect(await sections()).not.toContain('Vendors');
  });

  it('shows a section from its first record on', async () => {
    await opened(false);
    await host.addFlow({ engagement: null, name: 'Orders typed twice', kind: '', team: '' });
    await waitFor(async () => expect(await sections()).toContain('Friction'));
    expect(screen.getByRole('button', { name: 'Show 2 more' })).toBeTruthy();
  });
});
