import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { session } from '$/app/session.svelte';
import { host, provideHost } from '$/host/host';
import { memoryHost } from '$/host/memory';
import NewClientDialog from '$/views/clients/NewClientDialog.svelte';

const oncreated = vi.fn();
const codename = () => screen.getByLabelText<HTMLInputElement>('Codename');
const submit = () => fireEvent.submit(codename().form as HTMLFormElement);
const type = (field: HTMLInputElement, value: string) =>
  fireEvent.input(field, { target: { value } });

beforeEach(async () => {
  oncreated.mockReset();
  provideHost(memoryHost({ presence: 'open', samples: true }));
  session.take(await host.appState());
  render(NewClientDialog, { onclose: () => {}, oncreated });
});

describe('a new client', () => {
  it('needs no more than a codename', async () => {
    await type(codename(), 'OSPREY');
    await submit();
    await waitFor(() => expect(oncreated).toHaveBeenCalledOnce());
    expect(oncreated.mock.calls[0]?.[0]).toMatchObject({ codename: 'OSPREY', level: 'standard' });
  });

  it('keeps a codename that is taken in the form, and says so', async () => {
    await type(codename(), 'heron');
    await submit();
    await screen.findByText(/There is a client with the codename/);
    expect(oncreated).not.toHaveBeenCalled();
  });

  it('shows the sheet of a Strict client once, and lets go only after two groups are typed back', async () => {
    await type(codename(), 'OSPREY');
    await fireEvent.click(screen.getByRole('radio', { name: /Strict/ }));
    await submit();
    await screen.findByText('The sheet of OSPREY');
    expect(oncreated, 'the client must not open over an unread sheet').not.toHaveBeenCalled();
    const shown = [...document.querySelectorAll('ol code')].map((code) => code.textContent ?? '');
    const [first, last] = ['Group 3', 'Group 11'].map((name) =>
      screen.getByLabelText<HTMLInputElement>(name),
    ) as [HTMLInputElement, HTMLInputElement];
    await type(first, shown[2] ?? '');
    await type(last, 'wrong');
    await fireEvent.submit(first.form as HTMLFormElement);
    expect(oncreated).not.toHaveBeenCalled();
    await type(last, (shown[10] ?? '').toLowerCase());
    await fireEvent.submit(first.form as HTMLFormElement);
    await waitFor(() => expect(oncreated).toHaveBeenCalledOnce());
  });
});
