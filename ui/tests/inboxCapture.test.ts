import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import App from '../src/App.svelte';
// Loaded late by the app; here they are there at once.
import '$/areas/ledger/LedgerArea.svelte';
import '$/views/Clients.svelte';
import '$/views/Dossier.svelte';
import { keys } from '$/app/keys.svelte';
import { router } from '$/app/router.svelte';
import { host, provideHost } from '$/host/host';
import { memoryHost } from '$/host/memory';
import { WorkState } from '../src/areas/ledger/workState.svelte';
import { heronRoom } from './room';

const DECEMBER = '2026-12';

async function working() {
  const set = heronRoom();
  await set.room.host.openMonth();
  const work = new WorkState(set.room, `client-${Math.random()}`);
  await work.open(DECEMBER);
  work.go('inbox');
  return { ...set, work };
}

const notes = (work: WorkState) => work.work?.inbox.filter(({ kind }) => kind === 'note') ?? [];

describe('what is written down for the month', () => {
  it('waits in the inbox, dated today, and is taken back as one step', async () => {
    const { work, heard, dossier } = await working();
    expect(notes(work)).toEqual([]);
    expect(await work.capture('  The map supplier raised its price ')).toBe(true);
    expect(notes(work)).toMatchObject([
      { title: 'The map supplier raised its price', on: dossier.today, state: 'open' },
    ]);
    expect(work.work?.inbox[work.at]?.kind, 'it is the place from then on').toBe('note');
    heard.done.at(-1)?.undo?.();
    await waitFor(() => expect(notes(work)).toEqual([]));
  });

  it('is part of the month once it is accepted, and asked about nowhere else', async () => {
    const { work, room } = await working();
    await work.capture('The scanner was replaced');
    await work.judge('accepted');
    expect(notes(work)).toMatchObject([{ state: 'accepted' }]);
    const built = (await room.host.ledger(null)).months.at(-1)?.built.map(({ text }) => text);
    expect(built).toEqual(['The scanner was replaced']);
    await room.host.openMonth();
    await work.open('2027-01');
    expect(notes(work)).toEqual([]);
  });

  it('needs words, and a month that nobody signed', async () => {
    const { work, room } = await working();
    expect(await work.capture('   ')).toBe(false);
    const [person] = (await room.host.ledger(null)).picks.people;
    await room.host.signMonth({ month: DECEMBER, by: person?.id ?? '', on: null });
    await work.refresh();
    expect(await work.capture('Too late')).toBe(false);
    expect(notes(work)).toEqual([]);
  });
});

describe('the field of the inbox', () => {
  beforeEach(() => {
    history.replaceState(null, '', '/');
    router.read();
  });

  it('is reached by its command, adds on Enter, and is ready for the next', async () => {
    provideHost(memoryHost({ presence: 'open', samples: true, deriveMs: 0 }));
    const heron = (await host.listClients()).find(({ codename }) => codename === 'HERON');
    router.go(['client', heron?.id ?? '', 'ledger']);
    render(App, { state: await host.appState() });
    await screen.findByRole('heading', { level: 1, name: /has not yet paid for itself/ });
    keys.run('ledger.work');
    const field = await screen.findByLabelText<HTMLInputElement>('Write down what happened');
    expect(keys.available(), 'the palette lists it').toContain('month.note');
    keys.run('month.note');
    expect(document.activeElement).toBe(field);
    await fireEvent.input(field, { target: { value: 'Two dispatchers were trained' } });
    const form = field.closest('form');
    if (form) await fireEvent.submit(form);
    expect(await screen.findByText('Two dispatchers were trained')).toBeTruthy();
    expect(field.value).toBe('');
    await waitFor(() => expect(document.activeElement).toBe(field));
  });
});
