import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { keeping } from '$/app/keeping.svelte';
import { session } from '$/app/session.svelte';
import { host, provideHost } from '$/host/host';
import { memoryHost, type MemoryOptions } from '$/host/memory';
import { problemWords } from '$/text/problems';
import { toaster } from '$/shared/toaster.svelte';
import LockScreen from '$/views/LockScreen.svelte';
import KitDialog from '$/views/keeping/KitDialog.svelte';
import QuickUnlockDialog from '$/views/keeping/QuickUnlockDialog.svelte';
import RotateDialog from '$/views/keeping/RotateDialog.svelte';
import WaysIn from '$/views/settings/WaysIn.svelte';

const KEY = '7QKD2M9XHT4CV8PAR3NWJ6ZEB5GYX22F7QKD2M9XHT4CV8PAR3NWJ6ZE';
const NEXT = 'copper lantern orbit meadow';
const type = (label: string | RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

async function locked(options: Partial<MemoryOptions> = {}) {
  provideHost(memoryHost({ presence: 'sealed', deriveMs: 0, samples: true, ...options }));
  session.take(await host.appState());
  render(LockScreen);
}

beforeEach(() => {
  vi.restoreAllMocks();
  keeping.done();
});

describe('quick unlock', () => {
  it('is offered only where there is one, and the passphrase stays', async () => {
    await locked();
    expect(screen.queryByRole('button', { name: 'Unlock with this computer' })).toBeNull();
    expect(screen.getByLabelText('Passphrase')).toBeTruthy();
  });

  it('opens the vault without the passphrase', async () => {
    await locked({ quickUnlock: true });
    await fireEvent.click(await screen.findByRole('button', { name: 'Unlock with this computer' }));
    await waitFor(() => expect(session.open).toBe(true));
  });

  it('that is gone says so at the passphrase, and is not offered again', async () => {
    await locked({ quickUnlock: true });
    vi.spyOn(host, 'unlockQuick').mockRejectedValue({ code: 'quickUnlockGone', params: {} });
    await fireEvent.click(await screen.findByRole('button', { name: 'Unlock with this computer' }));
    await screen.findByText(/keychain no longer opens this vault/);
    expect(screen.queryByRole('button', { name: 'Unlock with this computer' })).toBeNull();
    await type('Passphrase', 'wrong');
    await fireEvent.submit(
      screen.getByLabelText<HTMLInputElement>('Passphrase').form as HTMLFormElement,
    );
    await screen.findByText(/That passphrase does not open this vault/);
  });
});

describe('the words for a keychain that fails', () => {
  // The codes and parameters that tests/suite/keychain.rs met at a real keychain.
  it.each([
    [
      { detail: 'credentials.locked', opens: 'vault' },
      'The system’s keychain is locked.',
      'Unlock it and try again. The passphrase opens the vault as before.',
    ],
    [
      { detail: 'credentials.unavailable', opens: 'vault' },
      'No keychain of the system answers.',
      'Start it and try again. The passphrase opens the vault as before.',
    ],
    [
      { detail: 'credentials.locked' },
      'The system’s keychain is locked.',
      'Unlock it and try again. A client sealed at Strict also opens with its printed sheet.',
    ],
    [
      { detail: 'credentials.not_kept', opens: 'vault' },
      'The system’s keychain did not give or keep what it was asked for.',
      'Look at it and try again. The passphrase opens the vault as before.',
    ],
  ])('say what is so for %o', (params: Record<string, string>, sentence, remedy) => {
    const words = problemWords({ code: 'keychainUnavailable', params });
    expect(words).toEqual({ sentence, remedy });
  });

  it('speak of no Strict client where the vault is opened', async () => {
    await locked({ quickUnlock: true });
    vi.spyOn(host, 'unlockQuick').mockRejectedValue({
      code: 'keychainUnavailable',
      params: { detail: 'credentials.locked', opens: 'vault' },
    });
    await fireEvent.click(await screen.findByRole('button', { name: 'Unlock with this computer' }));
    await screen.findByText(/keychain is locked\. Unlock it and try again\. The passphrase opens/);
    expect(screen.queryByText(/Strict/)).toBeNull();
    expect(screen.getByRole('button', { name: 'Unlock with this computer' })).toBeTruthy();
    vi.restoreAllMocks();
  });
});

describe('a lost passphrase', () => {
  async function forgotten(recoveryKey: boolean) {
    await locked({ recoveryKey });
    await waitFor(() => expect(screen.getByText('Forgot the passphrase?')).toBeTruthy());
    await new Promise((resolve) => setTimeout(resolve));
    await press('Forgot the passphrase?');
  }

  it('without a kit is told the truth, and asks for no key', async () => {
    await forgotten(false);
    expect(await screen.findByRole('heading', { name: 'No recovery key was made' })).toBeTruthy();
    expect(screen.queryByLabelText('Recovery key')).toBeNull();
    await press(/^Back to the passphrase/);
    expect(screen.getByLabelText('Passphrase')).toBeTruthy();
  });

  it('is left with Escape, like every other page', async () => {
    await forgotten(true);
    await screen.findByLabelText('Recovery key');
    await fireEvent.keyDown(window, { key: 'Escape' });
    expect(await screen.findByLabelText('Passphrase')).toBeTruthy();
    expect(screen.queryByLabelText('Recovery key')).toBeNull();
  });

  it('is answered by the key and a new passphrase, and the key is then used up', async () => {
    await forgotten(true);
    const recover = vi.spyOn(host, 'recover');
    const field = await screen.findByLabelText<HTMLTextAreaElement>('Recovery key');
    await type('Recovery key', KEY.toLowerCase());
    await waitFor(() => expect(field.value).toBe(KEY.match(/.{4}/g)?.join(' ')));
    expect(screen.getByText('14 of 14 groups')).toBeTruthy();
    await type('New passphrase', NEXT);
    await type('Repeat it', NEXT);
    await fireEvent.submit(field.form as HTMLFormElement);
    await waitFor(() => expect(session.open).toBe(true));
    expect(recover).toHaveBeenCalledOnce();
    expect(keeping.asked?.task, 'the next step is a new kit').toBe('usedUp');
  });

  it('says what is missing before anything is tried', async () => {
    await forgotten(true);
    const recover = vi.spyOn(host, 'recover');
    const field = await screen.findByLabelText<HTMLTextAreaElement>('Recovery key');
    await type('Recovery key', KEY.slice(0, -3));
    await type('New passphrase', NEXT);
    await type('Repeat it', `${NEXT} x`);
    await fireEvent.submit(field.form as HTMLFormElement);
    await screen.findByText('3 letters are missing.');
    expect(screen.getByText('The two are not the same yet.')).toBeTruthy();
    await type('Recovery key', `U${KEY.slice(1)}`);
    await fireEvent.submit(field.form as HTMLFormElement);
    await screen.findByText('“U” stands in no recovery key.');
    expect(recover).not.toHaveBeenCalled();
  });

  it('with a key of another vault stays where it is, with the key to correct', async () => {
    await forgotten(true);
    const field = await screen.findByLabelText<HTMLTextAreaElement>('Recovery key');
    await type('Recovery key', `ZZZZ${KEY.slice(4)}`);
    await type('New passphrase', NEXT);
    await type('Repeat it', NEXT);
    await fireEvent.submit(field.form as HTMLFormElement);
    await screen.findByText(/does not open this vault/);
    expect(session.open).toBe(false);
    expect(field.value).toContain('ZZZZ');
  });
});

describe('no vault at the place', () => {
  it('takes a backup in, and asks for its passphrase', async () => {
    await locked({ presence: 'absent' });
    await press('Restore a backup…');
    expect(await screen.findByRole('heading', { name: 'Unlock your vault' })).toBeTruthy();
  });

  it('stays as it was when the folder is no backup', async () => {
    await locked({ presence: 'absent' });
    vi.spyOn(host, 'restoreBackup').mockRejectedValue({ code: 'notABackup', params: {} });
    await press('Restore a backup…');
    await waitFor(() => expect(screen.getByText('Restore a backup…')).toBeTruthy());
    expect(session.app.vault.presence).toBe('absent');
  });
});

describe('another vault', () => {
  it('is opened from its folder, and the usual one again', async () => {
    await locked();
    expect(screen.queryByRole('button', { name: 'Back to the usual place' })).toBeNull();
    await press('Open another vault…');
    await screen.findByText('/media/mara/ELLISON-USB/vault');
    expect(session.app.place).toBe('chosen');
    await press('Back to the usual place');
    await waitFor(() => expect(screen.queryByText('/media/mara/ELLISON-USB/vault')).toBeNull());
    expect(session.app.place).toBe('usual');
  });

  it('that is not there offers no new vault in its place', async () => {
    await locked({ presence: 'absent' });
    session.take({ ...session.app, place: 'missing' });
    await screen.findByText('The folder of the vault is not there');
    expect(screen.queryByRole('button', { name: 'Create vault' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Open another vault…' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Back to the usual place' })).toBeTruthy();
  });

  it('that is none says why, and nothing changes', async () => {
    await locked();
    vi.spyOn(host, 'openOtherVault').mockRejectedValue({
      code: 'refused',
      params: { rule: 'backupIsNoPlace' },
    });
    await press('Open another vault…');
    await waitFor(() =>
      expect(toaster.news.map(({ words }) => words).join()).toMatch(/is a backup/),
    );
    expect(session.app.place).toBe('usual');
  });
});

describe('settings of the ways in', () => {
  async function open(options: Partial<MemoryOptions> = {}) {
    provideHost(memoryHost({ presence: 'open', deriveMs: 0, samples: true, ...options }));
    session.take(await host.appState());
    render(WaysIn);
    await screen.findByText(/Argon2id, 256 MiB, 3 passes, 1 lane/);
  }

  /** The passphrase comes before the key. */
  async function askForKit() {
    const field = await screen.findByLabelText<HTMLInputElement>('Current passphrase');
    await type('Current passphrase', 'wrong');
    await fireEvent.submit(field.form as HTMLFormElement);
    await screen.findByText(/^That passphrase does not open this vault\./);
    await type('Current passphrase', NEXT);
    await fireEvent.submit(field.form as HTMLFormElement);
  }

  it('say that there is no kit, and after it was made that there is', async () => {
    await open();
    expect(screen.getByText(/None was made/)).toBeTruthy();
    render(KitDialog, { onclose: () => {} });
    await askForKit();
    await screen.findByText(
      'Type two groups back from the paper. Only then does the key open the vault.',
    );
    const groups = [...document.querySelectorAll('ol code')].map((code) => code.textContent ?? '');
    expect(groups).toHaveLength(14);
    const confirm = vi.spyOn(host, 'confirmRecoveryKey');
    await type('Group 4', groups[3] ?? '');
    await type('Group 12', groups[0] ?? '');
    const form = screen.getByLabelText<HTMLInputElement>('Group 4').form as HTMLFormElement;
    await fireEvent.submit(form);
    await screen.findByText('This is not what stands above.');
    expect(confirm, 'a slip is never sent').not.toHaveBeenCalled();
    await type('Group 12', ` ${(groups[11] ?? '').toLowerCase()} `);
    await fireEvent.submit(form);
    await screen.findByText(/Made and confirmed/);
  });

  it('save the kit where the person says, and tell to delete the file', async () => {
    await open();
    render(KitDialog, { onclose: () => {} });
    await askForKit();
    await fireEvent.click(await screen.findByRole('button', { name: /Save as PDF/ }));
    await screen.findByText(/Saved to .*emergency-kit\.pdf\. Print it, then delete the file\./);
  });

  it('turn quick unlock on for the passphrase only, and off without it', async () => {
    await open();
    const quick = screen.getByRole<HTMLInputElement>('switch', { name: 'Quick unlock' });
    await fireEvent.click(quick);
    expect(keeping.asked?.task, 'the passphrase is asked first').toBe('quick');
    await waitFor(() => expect(quick.checked, 'and nothing is on before').toBe(false));
    const closed = vi.fn();
    render(QuickUnlockDialog, { onclose: closed });
    const field = await screen.findByLabelText<HTMLInputElement>('Current passphrase');
    const submit = () => fireEvent.submit(field.form as HTMLFormElement);
    await submit();
    await screen.findByText('This is needed.');
    await type('Current passphrase', 'wrong');
    await submit();
    await screen.findByText(/^That passphrase does not open this vault\./);
    expect((await host.safekeeping()).ways.quickUnlock).toBe(false);
    await type('Current passphrase', NEXT);
    await submit();
    await waitFor(() => expect([quick.checked, closed.mock.calls.length]).toEqual([true, 1]));
    expect((await host.safekeeping()).ways.quickUnlock).toBe(true);
    await fireEvent.click(quick);
    await waitFor(() => expect([quick.checked, quick.disabled]).toEqual([false, false]));
    expect((await host.safekeeping()).ways.quickUnlock).toBe(false);
  });

  it('tell why the keychain refuses, with its remedy', async () => {
    await open();
    vi.spyOn(host, 'enableQuickUnlock').mockRejectedValue({
      code: 'keychainUnavailable',
      params: {},
    });
    render(QuickUnlockDialog, { onclose: () => {} });
    const field = await screen.findByLabelText<HTMLInputElement>('Current passphrase');
    await type('Current passphrase', NEXT);
    await fireEvent.submit(field.form as HTMLFormElement);
    expect((await screen.findByRole('alert')).textContent).toMatch(/keychain/);
  });

  it('make new keys, and ask for a new kit when the old one is gone', async () => {
    await open({ recoveryKey: true });
    render(RotateDialog, { onclose: () => {} });
    const field = await screen.findByLabelText<HTMLInputElement>('Current passphrase');
    await type('Current passphrase', 'wrong');
    await fireEvent.submit(field.form as HTMLFormElement);
    await screen.findByText(/^That passphrase does not open this vault\./);
    await type('Current passphrase', NEXT);
    await fireEvent.submit(field.form as HTMLFormElement);
    await screen.findByText('The recovery key of before opens nothing now.');
    await fireEvent.click(
      screen.getAllByRole('button', { name: 'Make a new kit…' }).at(-1) as HTMLElement,
    );
    expect(keeping.asked?.task).toBe('kit');
  });
});
