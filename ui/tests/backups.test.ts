import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { keeping } from '$/app/keeping.svelte';
import { safekeeping } from '$/app/safekeeping.svelte';
import { session } from '$/app/session.svelte';
import { host, provideHost } from '$/host/host';
import { memoryHost, type MemoryOptions } from '$/host/memory';
import BackupDue from '$/views/clients/BackupDue.svelte';
import BackupDialog from '$/views/keeping/BackupDialog.svelte';
import CheckDialog from '$/views/keeping/CheckDialog.svelte';
import DrillDialog from '$/views/keeping/DrillDialog.svelte';
import Backups from '$/views/settings/Backups.svelte';

async function open(options: Partial<MemoryOptions> = {}) {
  provideHost(memoryHost({ presence: 'open', deriveMs: 0, samples: true, ...options }));
  session.take(await host.appState());
}
const press = async (name: string | RegExp) =>
  fireEvent.click(await screen.findByRole('button', { name }));
const type = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });

beforeEach(() => {
  vi.restoreAllMocks();
  safekeeping.seen = null;
  safekeeping.putOff = false;
  keeping.done();
});

describe('a backup', () => {
  it('tells what was written, and is the last one from then on', async () => {
    await open();
    render(BackupDialog, { onclose: () => {} });
    await press('Choose a folder…');
    await screen.findByRole('dialog', { name: 'The backup is complete' });
    expect(screen.getByText(/15 files, 48 MB, verified\./)).toBeTruthy();
    expect((await host.safekeeping()).copies[0]?.keepUntil).not.toBeNull();
  });

  it('that is given up in the folder dialog leaves everything as it was', async () => {
    await open();
    vi.spyOn(host, 'backUp').mockResolvedValue(null);
    render(BackupDialog, { onclose: () => {} });
    await press('Choose a folder…');
    expect(await screen.findByRole('button', { name: 'Choose a folder…' })).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
    expect((await host.safekeeping()).lastBackup).toBeNull();
  });

  it('stops when asked to, without a word of failure', async () => {
    await open({ deriveMs: 4000 });
    render(BackupDialog, { onclose: () => {} });
    await press('Choose a folder…');
    const cancels = await screen.findAllByRole('button', { name: 'Cancel', hidden: true });
    await fireEvent.click(
      cancels.find((button) => !(button as HTMLButtonElement).disabled) as HTMLElement,
    );
    await waitFor(() =>
      expect(
        screen.getByRole<HTMLButtonElement>('button', { name: 'Choose a folder…' }).disabled,
      ).toBe(false),
    );
    expect(screen.queryByRole('alert')).toBeNull();
    expect((await host.safekeeping()).lastBackup).toBeNull();
  });

  it('into a folder with something in it is refused, with the way out', async () => {
    await open();
    vi.spyOn(host, 'backUp').mockRejectedValue({ code: 'folderNotEmpty', params: {} });
    render(BackupDialog, { onclose: () => {} });
    await press('Choose a folder…');
    expect((await screen.findByRole('alert')).textContent).toMatch(
      /Something lies in that folder already\. Choose an empty folder/,
    );
  });

  it('opens the client again that was open before', async () => {
    await open();
    const [first] = await host.listClients();
    session.setClient(await host.openClient(first!.id));
    vi.spyOn(host, 'backUp').mockImplementation(async () => {
      await host.closeClient();
      return { name: 'valise', files: 3, bytes: 10 };
    });
    render(BackupDialog, { onclose: () => {} });
    expect(screen.getByText(/closed for the copy and opened again/)).toBeTruthy();
    await press('Choose a folder…');
    await screen.findByRole('dialog', { name: 'The backup is complete' });
    await waitFor(() => expect(session.client?.id).toBe(first!.id));
  });
});

describe('the settings of backups', () => {
  it('list copies, and count one as deleted only after a question', async () => {
    await open({ backupDays: 34 });
    render(Backups);
    const table = await screen.findByRole('table', { name: 'Copies' });
    expect(within(table).getAllByRole('row')).toHaveLength(3);
    await press('It is deleted: ELLISON-USB / valise-2026-10');
    await press('It still exists');
    expect((await host.safekeeping()).copies.filter((copy) => copy.gone)).toHaveLength(1);
    await press('It is deleted: ELLISON-USB / valise-2026-10');
    await press('It is deleted');
    await press('Show 2 deleted copies');
    expect(
      within(screen.getByRole('table', { name: 'Copies' })).getAllByText('Deleted'),
    ).toHaveLength(2);
  });

  it('say how long ago the last one was, and that one is due', async () => {
    await open({ backupDays: 34 });
    render(Backups);
    await screen.findByText('The last one was made 5 weeks ago. A backup is due.');
  });
});

describe('the line above the clients', () => {
  it('appears when a backup is due, and goes when it is put off', async () => {
    await open({ backupDays: 34 });
    render(BackupDue, { samplesOnly: true });
    await screen.findByText('The last backup was made 5 weeks ago.');
    await press('Not now');
    expect(screen.queryByText(/The last backup/)).toBeNull();
  });

  it('stays away while none is due', async () => {
    await open({ backupDays: 2 });
    render(BackupDue, { samplesOnly: false });
    await waitFor(() => expect(safekeeping.seen).not.toBeNull());
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('is silent while there are invented clients only', async () => {
    await open();
    render(BackupDue, { samplesOnly: true });
    await waitFor(() => expect(safekeeping.seen).not.toBeNull());
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('says that there is none at all', async () => {
    await open();
    render(BackupDue, { samplesOnly: false });
    await screen.findByText('This vault has no backup yet.');
    await press('Back up now…');
    expect(keeping.asked?.task).toBe('backup');
  });
});

describe('a trial of a restore', () => {
  it('refuses a wrong passphrase at its field', async () => {
    await open();
    render(DrillDialog, { onclose: () => {} });
    await type('Passphrase', 'wrong');
    await press('Choose the backup…');
    await screen.findByText(/does not open this backup.*type the earlier one/);
  });

  it('lists every client, and tells a missing sheet from a fault', async () => {
    await open();
    render(DrillDialog, { onclose: () => {} });
    await type('Passphrase', 'copper lantern orbit meadow');
    await press('Choose the backup…');
    await screen.findByRole('dialog', { name: 'This backup would restore' });
    expect(screen.getAllByText('Holds')).toHaveLength(2);
    expect(screen.getByText('Needs its sheet')).toBeTruthy();
  });

  it('says what does not hold, in words', async () => {
    await open();
    vi.spyOn(host, 'drillBackup').mockResolvedValue({
      sound: false,
      clients: [
        {
          codename: 'HERON',
          records: 4,
          evidence: 0,
          needsSheet: false,
          faults: ['pages Data 2', 'something_new'],
        },
      ],
    });
    render(DrillDialog, { onclose: () => {} });
    await type('Passphrase', 'copper lantern orbit meadow');
    await press('Choose the backup…');
    await screen.findByText('Pages of a file are damaged: Data 2');
    expect(screen.getByText(/something.new/)).toBeTruthy();
    expect(screen.getByText('2 faults')).toBeTruthy();
  });
});

describe('a check of the vault', () => {
  it('names the client that was rolled back', async () => {
    await open({ rolledBack: true });
    render(CheckDialog, { onclose: () => {} });
    await screen.findByRole('dialog', { name: 'Not everything holds' });
    expect(
      screen.getByText('The file, or its evidence, is older than the vault remembers'),
    ).toBeTruthy();
  });
});
