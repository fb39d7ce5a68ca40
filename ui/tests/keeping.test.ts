import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { keeping, type KeptClient } from '$/app/keeping.svelte';
import { router } from '$/app/router.svelte';
import { session } from '$/app/session.svelte';
import { host, provideHost } from '$/host/host';
import { memoryHost, type MemoryOptions } from '$/host/memory';
import Clients from '$/views/Clients.svelte';
import DestroyDialog from '$/views/keeping/DestroyDialog.svelte';
import LevelDialog from '$/views/keeping/LevelDialog.svelte';
import NewKeyDialog from '$/views/keeping/NewKeyDialog.svelte';
import RollbackDialog from '$/views/keeping/RollbackDialog.svelte';
import Snapshots from '$/views/keeping/Snapshots.svelte';

const onclose = vi.fn();

async function open(options: Partial<MemoryOptions> = {}): Promise<Record<string, KeptClient>> {
  provideHost(memoryHost({ presence: 'open', deriveMs: 0, samples: true, ...options }));
  session.take(await host.appState());
  const cards = await host.listClients();
  return Object.fromEntries(cards.map((card) => [card.codename, card]));
}
const press = async (name: string | RegExp) =>
  fireEvent.click(await screen.findByRole('button', { name }));
const type = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });

beforeEach(() => {
  vi.restoreAllMocks();
  onclose.mockReset();
  keeping.done();
  history.replaceState(null, '', '#/clients');
  router.read();
});

describe('the menu of a client', () => {
  it('asks for what concerns its seal, and nothing happens before that', async () => {
    await open();
    render(Clients, { openPalette: () => {} });
    const more = await screen.findByRole('button', { name: 'More for HERON' });
    more.focus();
    await fireEvent.keyDown(more, { key: 'Enter' });
    await fireEvent.click(await screen.findByRole('menuitem', { name: 'Destroy…' }));
    expect(keeping.asked).toMatchObject({ task: 'destroy', client: { codename: 'HERON' } });
    expect(await host.listClients()).toHaveLength(3);
  });
});

describe('snapshots', () => {
  it('are listed, and one more can be taken', async () => {
    const { HERON } = await open();
    render(Snapshots, { client: HERON!, onclose });
    expect(await screen.findAllByRole('listitem')).toHaveLength(4);
    await press('Take one now');
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(5));
  });

  it('bring the present state to safety before an older one takes its place', async () => {
    const { HERON } = await open();
    session.setClient(await host.openClient(HERON!.id));
    const taken = vi.spyOn(host, 'takeSnapshot');
    const restored = vi.spyOn(host, 'restoreSnapshot');
    render(Snapshots, { client: HERON!, onclose });
    await fireEvent.click((await screen.findAllByRole('button', { name: /^Restore the/ }))[1]!);
    await screen.findByRole('dialog', { name: 'Go back to this state?' });
    expect(restored).not.toHaveBeenCalled();
    await press('Restore');
    await waitFor(() => expect(restored).toHaveBeenCalledWith(HERON!.id, 'snapshot-1'));
    expect(taken.mock.invocationCallOrder[0]).toBeLessThan(restored.mock.invocationCallOrder[0]!);
    await waitFor(() => expect(session.client?.id, 'the client is open again').toBe(HERON!.id));
  });
});

describe('the level of a client', () => {
  it('becomes Strict with a sheet that has to be typed back', async () => {
    const { HERON } = await open();
    render(LevelDialog, { client: HERON!, onclose });
    const button = await screen.findByRole<HTMLButtonElement>('button', {
      name: 'Change the seal',
    });
    expect(button.disabled, 'nothing to change yet').toBe(true);
    await fireEvent.click(screen.getByRole('radio', { name: /Strict/ }));
    await screen.findByText(/A sheet is printed next/);
    await fireEvent.submit(button.form as HTMLFormElement);
    await screen.findByRole('dialog', { name: 'The sheet of HERON' });
    expect(screen.queryByRole('button', { name: 'Not now' }), 'shown once, so not left').toBeNull();
    const groups = [...document.querySelectorAll('ol code')].map((code) => code.textContent ?? '');
    vi.spyOn(host, 'confirmSheet').mockRejectedValueOnce({ code: 'groupsWrong', params: {} });
    await type('Group 3', groups[2] ?? '');
    await type('Group 11', groups[10] ?? '');
    const form = screen.getByLabelText<HTMLInputElement>('Group 3').form as HTMLFormElement;
    await fireEvent.submit(form);
    await screen.findByText(/These are not the two groups/);
    expect(onclose).not.toHaveBeenCalled();
    await fireEvent.submit(form);
    await waitFor(() => expect(onclose).toHaveBeenCalled());
    const now = await host.clientKeeping(HERON!.id);
    expect([now.level, now.sheetConfirmed]).toEqual(['strict', true]);
  });

  it('becomes Standard after the words that the sheet is worth nothing then', async () => {
    const { PLOVER } = await open();
    render(LevelDialog, { client: PLOVER!, onclose });
    await fireEvent.click(await screen.findByRole('radio', { name: /Standard/ }));
    await screen.findByText(/printed sheet is then worth nothing/);
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Change the seal' });
    await fireEvent.submit(button.form as HTMLFormElement);
    await waitFor(() => expect(onclose).toHaveBeenCalled());
    expect((await host.clientKeeping(PLOVER!.id)).level).toBe('standard');
  });

  it('with a new key of a Strict client means a new sheet', async () => {
    const { PLOVER } = await open();
    render(NewKeyDialog, { client: PLOVER!, onclose });
    await screen.findByText(/A new sheet is printed next/);
    await press('Make a new key');
    await screen.findByRole('dialog', { name: 'The sheet of PLOVER' });
  });
});

describe('destroying a client', () => {
  it('says how long backups still open it, and wants the codename', async () => {
    const { HERON } = await open({ backupDays: 10 });
    const { copies } = await host.safekeeping();
    render(DestroyDialog, { client: HERON!, onclose });
    await screen.findByLabelText('Type HERON to go on');
    const year = copies[0]?.keepUntil?.slice(0, 4) ?? '';
    expect(document.body.textContent).toMatch(
      new RegExp(`The last known one is kept until \\d+ \\w+ ${year}\\.`),
    );
    expect(document.body.textContent).not.toContain('Old disk');
    const button = screen.getByRole<HTMLButtonElement>('button', { name: /certificate goes/ });
    expect(button.disabled).toBe(true);
    await type('Type HERON to go on', 'HERO');
    expect(button.disabled).toBe(true);
    await type('Type HERON to go on', 'heron ');
    expect(button.disabled).toBe(false);
  });

  it('is not done when no place is chosen for the certificate', async () => {
    const { HERON } = await open();
    vi.spyOn(host, 'destroyClient').mockResolvedValue(null);
    render(DestroyDialog, { client: HERON!, onclose });
    await screen.findByText(/No backup that holds its key is known/);
    await type('Type HERON to go on', 'HERON');
    await press(/certificate goes/);
    await screen.findByText('Nothing was destroyed.');
    expect(await host.listClients()).toHaveLength(3);
  });

  it('tells the proof, and leaves nothing of the client on the screen', async () => {
    const { HERON } = await open({ backupDays: 10 });
    session.setClient(await host.openClient(HERON!.id));
    router.go(['client', HERON!.id, 'overview']);
    render(DestroyDialog, { client: HERON!, onclose });
    await screen.findByLabelText('Type HERON to go on');
    await type('Type HERON to go on', 'HERON');
    await press(/certificate goes/);
    await screen.findByRole('dialog', { name: 'HERON is destroyed' });
    expect(screen.getByText('Tried, and refused')).toBeTruthy();
    expect(screen.getByText(/HERON-destroyed\.pdf/)).toBeTruthy();
    await waitFor(() => expect(session.client).toBeNull());
    expect(router.place.path).toEqual(['clients']);
    expect(await host.listClients()).toHaveLength(2);
  });

  it('never passes a failed proof off as a success', async () => {
    const { PLOVER } = await open();
    vi.spyOn(host, 'destroyClient').mockResolvedValue({
      codename: 'PLOVER',
      level: 'strict',
      certificate: '/tmp/c.pdf',
      refused: false,
      lastCopyUntil: null,
      copyWithoutEnd: false,
      credentialLeft: true,
    });
    render(DestroyDialog, { client: PLOVER!, onclose });
    await screen.findByText(/Old backups are reached too/);
    await type('Type PLOVER to go on', 'PLOVER');
    await press(/certificate goes/);
    expect((await screen.findByRole('alert')).textContent).toMatch(/did not hold/);
    expect(screen.getByText(/keychain did not give up its entry/)).toBeTruthy();
  });
});

describe('a client that was rolled back', () => {
  it('offers the snapshots that hold more, and opens for writing after one is restored', async () => {
    const { HERON } = await open({ rolledBack: true });
    session.setClient(await host.openClient(HERON!.id));
    expect(session.client?.readOnly).toBe(true);
    const taken = vi.spyOn(host, 'takeSnapshot');
    render(RollbackDialog, { client: HERON!, onclose });
    const restore = await screen.findAllByRole('button', { name: /^Restore the snapshot of/ });
    expect(restore, 'only the newer ones').toHaveLength(2);
    await fireEvent.click(restore[0]!);
    await press('Restore');
    await waitFor(() => expect(session.client?.readOnly).toBe(false));
    expect(taken, 'the older state is not worth a snapshot').not.toHaveBeenCalled();
    expect(onclose).toHaveBeenCalled();
  });

  it('can go on from the older state', async () => {
    const { HERON } = await open({ rolledBack: true });
    session.setClient(await host.openClient(HERON!.id));
    render(RollbackDialog, { client: HERON!, onclose });
    await press('Go on with this state');
    await waitFor(() => expect(session.client?.readOnly).toBe(false));
  });
});
