import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { keeping } from '$/app/keeping.svelte';
import { router } from '$/app/router.svelte';
import { session } from '$/app/session.svelte';
import { host, provideHost } from '$/host/host';
import { memoryHost } from '$/host/memory';
import Clients from '$/views/Clients.svelte';

async function open(samples: boolean) {
  provideHost(memoryHost({ presence: 'open', samples }));
  session.take(await host.appState());
  render(Clients, { openPalette: () => {} });
}

beforeEach(() => {
  history.replaceState(null, '', '#/clients');
  router.read();
});

describe('the clients', () => {
  it('offers a first client and the samples when there is none', async () => {
    await open(false);
    await fireEvent.click(await screen.findByRole('button', { name: 'Open the sample clients' }));
    expect(await screen.findByText('HERON')).toBeTruthy();
    expect(screen.getByText('PLOVER')).toBeTruthy();
    expect(screen.getByText('WREN')).toBeTruthy();
  });

  it('lets the samples go in one click', async () => {
    await open(true);
    await fireEvent.click(await screen.findByRole('button', { name: 'Remove the samples' }));
    expect(await screen.findByText('Your first client')).toBeTruthy();
  });

  it('filters by typing and opens the first with Enter', async () => {
    await open(true);
    const filter = await screen.findByLabelText<HTMLInputElement>('Filter clients');
    await fireEvent.input(filter, { target: { value: 'plo' } });
    await waitFor(() => expect(screen.queryByText('HERON')).toBeNull());
    await fireEvent.keyDown(filter, { key: 'Enter' });
    expect(router.place.path[0]).toBe('client');
    expect(router.place.path[2]).toBe('overview');
  });

  it('has the way in for a hand-over where a new client is made, not inside another menu', async () => {
    await open(true);
    const button = await screen.findByRole('button', { name: 'Open a hand-over…' });
    await fireEvent.click(button);
    expect(keeping.asked?.task).toBe('receive');
    keeping.done();
  });

  it('draws nothing but codename, level and dates, and marks names for the veil', async () => {
    await open(true);
    expect((await screen.findByText('HERON')).dataset['veil']).toBe('');
    expect(document.body.textContent).not.toContain('Brindlewick');
  });
});
