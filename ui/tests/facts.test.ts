import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { session } from '$/app/session.svelte';
import { host, provideHost } from '$/host/host';
import { memoryHost } from '$/host/memory';
import FactsDialog from '$/views/dossier/FactsDialog.svelte';

afterEach(() => vi.restoreAllMocks());

describe('what is known of a client', () => {
  it('is shown, changed and said', async () => {
    provideHost(memoryHost({ presence: 'open', samples: true }));
    session.take(await host.appState());
    const [card] = await host.listClients();
    const head = await host.openClient(card?.id ?? '');
    const edit = vi.spyOn(host, 'editClientFacts');
    render(FactsDialog, { client: head, onclose: () => undefined });
    const name = await screen.findByLabelText<HTMLInputElement>('Name');
    expect(name.value).toBe(head.name);
    await fireEvent.input(name, { target: { value: 'Another name' } });
    await fireEvent.submit(name.form as HTMLFormElement);
    await vi.waitFor(() => expect(edit).toHaveBeenCalledOnce());
    expect(edit.mock.calls[0]?.[0].name).toBe('Another name');
    await vi.waitFor(() => expect(session.client?.name).toBe('Another name'));
  });
});
