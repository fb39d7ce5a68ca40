import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { session } from '$/app/session.svelte';
import { veil } from '$/app/veil.svelte';
import { host, provideHost } from '$/host/host';
import { memoryHost } from '$/host/memory';
import Security from '$/views/settings/Security.svelte';

beforeEach(async () => {
  provideHost(memoryHost({ presence: 'open', samples: true, deriveMs: 0 }));
  session.take(await host.appState());
});

const minutes = (label: string) => screen.getByLabelText<HTMLInputElement>(label);

describe('the locks in Settings', () => {
  it('offer the cover only with a PIN', async () => {
    render(Security);
    expect(minutes('Cover the window after').disabled).toBe(true);
    await fireEvent.click(screen.getByRole('button', { name: /Set a PIN/ }));
    const pin = await screen.findByLabelText<HTMLInputElement>('New PIN');
    await fireEvent.input(pin, { target: { value: '1234' } });
    await fireEvent.input(screen.getByLabelText('Repeat the PIN'), { target: { value: '1234' } });
    await fireEvent.submit(pin.form as HTMLFormElement);
    await screen.findByText(/first that anybody would try/);
    await fireEvent.input(pin, { target: { value: '7391' } });
    await fireEvent.input(screen.getByLabelText('Repeat the PIN'), { target: { value: '7319' } });
    await fireEvent.submit(pin.form as HTMLFormElement);
    await screen.findByText('The two are not the same yet.');
    expect(session.app.pin).toBe(false);
    await fireEvent.input(screen.getByLabelText('Repeat the PIN'), { target: { value: '7391' } });
    await fireEvent.submit(pin.form as HTMLFormElement);
    await waitFor(() => expect(session.app.pin).toBe(true));
    expect(minutes('Cover the window after').disabled).toBe(false);
  });

  it('switch each of the system’s announcements', async () => {
    render(Security);
    const save = vi.spyOn(host, 'savePreferences');
    await fireEvent.click(screen.getByRole('switch', { name: 'the lid closes' }));
    expect(save).toHaveBeenLastCalledWith(
      expect.objectContaining({ lockOnLid: false, lockOnSuspend: true }),
    );
  });

  it('say what this system does not let Valise do', async () => {
    const state = await host.appState();
    session.take({
      ...state,
      protections: { ...state.protections, lid: false, debuggers: false, capture: false },
    });
    render(Security);
    const lid = screen.getByRole<HTMLInputElement>('switch', { name: /the lid closes/ });
    expect(lid.disabled && !lid.checked, 'a switch that does nothing must not look on').toBe(true);
    expect(screen.getByText('This system does not announce it to Valise.')).toBeTruthy();
    expect(screen.getByText(/nothing keeps other programs from capturing/)).toBeTruthy();
    expect(screen.getByText(/cannot attach to it: not on this system/)).toBeTruthy();
  });
});

describe('the veil', () => {
  it('is still on after a lock: the audience is still there', () => {
    veil.toggle();
    // A lock replaces the document; the new one starts without the mark.
    document.documentElement.removeAttribute('data-veiled');
    veil.on = false;
    veil.restore();
    expect(document.documentElement.hasAttribute('data-veiled')).toBe(true);
    veil.toggle();
    veil.restore();
    expect(veil.on).toBe(false);
  });
});
