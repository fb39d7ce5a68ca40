import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { session } from '$/app/session.svelte';
import { host, provideHost } from '$/host/host';
import { memoryHost } from '$/host/memory';
import LockScreen from '$/views/LockScreen.svelte';

async function at(presence: 'absent' | 'sealed' | 'damaged' | 'newer' | 'foreign', deriveMs = 0) {
  provideHost(memoryHost({ presence, deriveMs, samples: true }));
  session.take(await host.appState());
  return render(LockScreen);
}

const passphrase = () => screen.getByLabelText<HTMLInputElement>('Passphrase');
const type = (field: HTMLInputElement, value: string) =>
  fireEvent.input(field, { target: { value } });

beforeEach(() => void vi.restoreAllMocks());

describe('a sealed vault', () => {
  it('shows no word of any client', async () => {
    const { container } = await at('sealed');
    expect(container.textContent).not.toMatch(/HERON|PLOVER|WREN|Brindlewick/);
  });

  it('opens with its passphrase, and keeps the passphrase nowhere', async () => {
    await at('sealed');
    await type(passphrase(), 'copper lantern orbit meadow');
    await fireEvent.submit(passphrase().form as HTMLFormElement);
    await waitFor(() => expect(session.open).toBe(true));
    expect(passphrase().value).toBe('');
  });

  it('says that a wrong passphrase does not open this vault, and lets it be tried again', async () => {
    await at('sealed');
    await type(passphrase(), 'wrong');
    await fireEvent.submit(passphrase().form as HTMLFormElement);
    await screen.findByText(/That passphrase does not open this vault/);
    expect(passphrase().disabled).toBe(false);
    expect(passphrase().getAttribute('aria-invalid')).toBe('true');
  });

  it('can be cancelled while the key is derived, which is no error', async () => {
    await at('sealed', 4000);
    await type(passphrase(), 'copper lantern orbit meadow');
    await fireEvent.submit(passphrase().form as HTMLFormElement);
    await fireEvent.click(await screen.findByRole('button', { name: 'Cancel', hidden: true }));
    await waitFor(() => expect(passphrase().disabled).toBe(false));
    expect(passphrase().getAttribute('aria-invalid')).toBeNull();
    expect(session.open).toBe(false);
  });

  it('takes password managers and paste, and shows the text on demand', async () => {
    await at('sealed');
    expect(passphrase().autocomplete).toBe('current-password');
    expect(passphrase().type).toBe('password');
    await fireEvent.click(screen.getByRole('button', { name: 'Show the passphrase' }));
    expect(passphrase().type).toBe('text');
  });

  it('warns of Caps Lock', async () => {
    await at('sealed');
    const event = new KeyboardEvent('keydown', { key: 'A', bubbles: true });
    Object.defineProperty(event, 'getModifierState', {
      value: (name: string) => name === 'CapsLock',
    });
    await fireEvent(passphrase(), event);
    expect(screen.getByText('Caps Lock is on')).toBeTruthy();
  });
});

describe('a new vault', () => {
  it('suggests words that are to be repeated, and has Rust copy them', async () => {
    await at('absent');
    const copy = vi.spyOn(host, 'copySensitive');
    await fireEvent.click(screen.getByRole('button', { name: 'Suggest one' }));
    const words = (await screen.findByText(/^(\w+ ){5}\w+$/)).textContent;
    expect(passphrase().value).toBe(words);
    expect(
      screen.getByLabelText<HTMLInputElement>('Repeat it').value,
      'whoever did not keep the words finds out now',
    ).toBe('');
    await fireEvent.click(screen.getByRole('button', { name: 'Copy' }));
    await screen.findByText(/leaves the clipboard in 15 seconds/);
    expect(copy, 'the window names what to copy; it sends no text').toHaveBeenCalledWith(
      'suggestedPassphrase',
    );
    await fireEvent.click(screen.getByRole('button', { name: 'Another' }));
    await waitFor(() => expect(passphrase().value).not.toBe(words));
  });

  it('says what forgetting means, before anything is typed', async () => {
    await at('absent');
    expect(screen.getByText('If you forget it, nobody can open the vault.')).toBeTruthy();
  });

  it('refuses a weak passphrase and two that differ, and creates nothing', async () => {
    await at('absent');
    const create = vi.spyOn(host, 'createVault');
    const form = passphrase().form as HTMLFormElement;
    await type(passphrase(), 'short');
    await fireEvent.submit(form);
    await screen.findByText(/too easy to guess/);
    await type(passphrase(), 'copper lantern orbit meadow');
    await type(screen.getByLabelText<HTMLInputElement>('Repeat it'), 'copper lantern orbit');
    await fireEvent.submit(form);
    await screen.findByText('The two are not the same yet.');
    expect(create).not.toHaveBeenCalled();
  });
});

describe('a vault that cannot be opened', () => {
  it.each([
    ['damaged', 'The vault’s key file is damaged'],
    ['newer', 'A newer Valise wrote this vault'],
    ['foreign', 'This folder is not a vault'],
  ] as const)('%s is told apart, and asks for no passphrase', async (presence, title) => {
    await at(presence);
    expect(screen.getByRole('heading', { name: title })).toBeTruthy();
    expect(screen.queryByLabelText('Passphrase')).toBeNull();
  });
});
