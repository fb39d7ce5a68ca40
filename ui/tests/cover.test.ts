import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import App from '../src/App.svelte';
// Loaded late by the app; here it is there at once.
import '$/views/Clients.svelte';
import { Autosave } from '$/app/autosave.svelte';
import { router } from '$/app/router.svelte';
import { session } from '$/app/session.svelte';
import { host, provideHost } from '$/host/host';
import { memoryHost } from '$/host/memory';

const PIN = '7391';

async function openApp(pin: string | null) {
  provideHost(memoryHost({ presence: 'open', samples: true, deriveMs: 0 }));
  if (pin) await host.setPin(pin);
  const app = render(App, { state: await host.appState() });
  await screen.findByText('HERON');
  return app;
}

const cover = () => document.querySelector('[data-cover]');
const field = () => screen.getByLabelText<HTMLInputElement>('PIN');
async function enter(pin: string) {
  await fireEvent.input(field(), { target: { value: pin } });
  await fireEvent.submit(field().form as HTMLFormElement);
}
const ctrl = (letter: string, shift = false) =>
  fireEvent.keyDown(document.body, { key: letter, ctrlKey: true, shiftKey: shift });

beforeEach(() => {
  history.replaceState(null, '', '/');
  router.read();
  vi.spyOn(location, 'reload').mockImplementation(() => undefined);
});
afterEach(() => void vi.restoreAllMocks());

describe('the cover', () => {
  it('stands beside the app, says that the vault is open, and takes the keys', async () => {
    await openApp(PIN);
    await ctrl('L', true);
    await waitFor(() => expect(cover()).not.toBeNull());
    expect(cover()?.parentElement, 'an app that is not drawn draws nothing inside it').toBe(
      document.body,
    );
    expect(document.documentElement.hasAttribute('data-covered')).toBe(true);
    expect(cover()?.textContent).toContain('The vault is still open');
    expect(cover()?.textContent).not.toMatch(/HERON|PLOVER|WREN/);
    expect(document.activeElement).toBe(field());
    await ctrl('k');
    expect(screen.queryByPlaceholderText(/Type a command/), 'no key reaches behind it').toBeNull();
  });

  it('yields to the PIN, and keeps no digit', async () => {
    await openApp(PIN);
    await host.cover();
    await waitFor(() => expect(cover()).not.toBeNull());
    await enter(PIN);
    await waitFor(() => expect(cover()).toBeNull());
    expect(document.documentElement.hasAttribute('data-covered')).toBe(false);
    expect(session.open).toBe(true);
  });

  it('counts wrong PINs down, and the fifth locks', async () => {
    await openApp(PIN);
    await host.cover();
    await waitFor(() => expect(cover()).not.toBeNull());
    for (const words of [/4 tries are left/, /3 tries/, /2 tries/, /One try is left/]) {
      await enter('0000');
      await screen.findByText(words);
      expect(field().value, 'a wrong PIN is not left standing').toBe('');
    }
    await enter('0000');
    await waitFor(() => expect(document.body.textContent, 'the page is emptied').toBe(''));
    expect((await host.appState()).vault.presence).toBe('sealed');
  });

  it('can be locked from without the PIN', async () => {
    await openApp(PIN);
    await host.cover();
    await waitFor(() => expect(cover()).not.toBeNull());
    await ctrl('l');
    await waitFor(async () => expect((await host.appState()).vault.presence).toBe('sealed'));
  });

  it('does not come without a PIN: it could not be lifted', async () => {
    await openApp(null);
    await ctrl('L', true);
    await screen.findByText(/covered only where a PIN can lift it/);
    expect(cover()).toBeNull();
  });
});

describe('before a lock or a cover', () => {
  it('what was typed is saved, and Rust is told', async () => {
    const memory = memoryHost({ presence: 'open', samples: true });
    let ask: ((event: { turn: number }) => void) | undefined;
    provideHost({
      ...memory,
      on: (name, heard) => {
        if (name === 'saving') ask = heard as typeof ask;
        return memory.on(name, heard);
      },
    });
    render(App, { state: await host.appState() });
    const flushed = vi.spyOn(host, 'flushed');
    const written: string[] = [];
    const saving = new Autosave<string>(async (value) => written.push(value));
    saving.change('half a sentence');
    ask?.({ turn: 7 });
    await waitFor(() => expect(flushed).toHaveBeenCalledWith(7));
    expect(written).toEqual(['half a sentence']);
  });

  it('a save that hangs does not keep the vault open', async () => {
    await openApp(null);
    const never = new Autosave<string>(() => new Promise(() => undefined));
    never.change('stuck');
    await session.lock();
    expect((await host.appState()).vault.presence).toBe('sealed');
    never.drop();
  });
});
