import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { keeping, type KeptClient } from '$/app/keeping.svelte';
import { router } from '$/app/router.svelte';
import { session } from '$/app/session.svelte';
import { host, provideHost } from '$/host/host';
import { memoryHost } from '$/host/memory';
import CardDialog from '$/views/keeping/CardDialog.svelte';
import HandOverDialog from '$/views/keeping/HandOverDialog.svelte';
import ReceiveDialog from '$/views/keeping/ReceiveDialog.svelte';

const JONAS =
  'valise1q8dk2a9hq4usw0l27xgtn5yv8mzr3cja6kfhe9p4us0wqlx72g5tny8vdm3zrc6jkafu9hqd2k8a7xw4s0ldtn2yvm5z';
const onclose = vi.fn();
let heron: KeptClient;

const press = async (name: string | RegExp) =>
  fireEvent.click(await screen.findByRole('button', { name }));
const type = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });

beforeEach(async () => {
  vi.restoreAllMocks();
  onclose.mockReset();
  keeping.done();
  history.replaceState(null, '', '#/clients');
  router.read();
  provideHost(memoryHost({ presence: 'open', deriveMs: 0, samples: true }));
  session.take(await host.appState());
  heron = (await host.listClients()).find((card) => card.codename === 'HERON')!;
});

describe('a hand-over', () => {
  it('goes to nobody before there is a card, and to no text that is none', async () => {
    const sent = vi.spyOn(host, 'handOver');
    render(HandOverDialog, { client: heron, onclose });
    await press('Choose where it goes…');
    await screen.findByText('Add the card of somebody who may open it.');
    await type('Paste a card', 'valise1abc');
    await press('Choose where it goes…');
    await screen.findByText(/This is not a whole card/);
    expect(sent).not.toHaveBeenCalled();
  });

  it('shows whose card it is with six words to compare, and takes nobody twice', async () => {
    render(HandOverDialog, { client: heron, onclose });
    await type('Paste a card', `${JONAS.slice(0, 40)}\n${JONAS.slice(40)}`);
    await press('Add');
    expect(await screen.findByText('Jonas Weir')).toBeTruthy();
    for (const word of ['harbour', 'violin', 'amber', 'ticket', 'frost', 'ladder']) {
      expect(document.body.textContent).toContain(word);
    }
    await type('Paste a card', JONAS);
    await press('Add');
    await screen.findByText('This card is in the list.');
    await type('Paste a card', (await host.contactCard()).text);
    await press('Add');
    await screen.findByText('This is your own card.');
  });

  it('leaves secrets out unless they are asked for, and says what stayed', async () => {
    const sent = vi.spyOn(host, 'handOver');
    render(HandOverDialog, { client: heron, onclose });
    await type('Paste a card', JONAS);
    // A card that is still in the field counts.
    await press('Choose where it goes…');
    await screen.findByRole('dialog', { name: 'The hand-over is sealed' });
    expect(sent).toHaveBeenCalledWith({
      client: heron.id,
      cards: [JONAS],
      passphrase: null,
      withSecrets: false,
    });
    expect(screen.getByText('Environment files, Access, Identities')).toBeTruthy();
  });

  it('with a passphrase wants a strong one, twice', async () => {
    const sent = vi.spyOn(host, 'handOver');
    render(HandOverDialog, { client: heron, onclose });
    await fireEvent.click(screen.getByRole('radio', { name: 'Whoever has a passphrase' }));
    await type('Passphrase of the file', 'short');
    await type('Repeat it', 'shorter');
    await press('Choose where it goes…');
    await screen.findByText(/too easy to guess/);
    await screen.findByText('The two are not the same yet.');
    await type('Passphrase of the file', 'copper lantern orbit meadow');
    await type('Repeat it', 'copper lantern orbit meadow');
    await press('Choose where it goes…');
    await screen.findByText(/tell the passphrase by another one/);
    expect(sent.mock.calls[0]?.[0]).toMatchObject({ cards: [] });
  });
});

describe('the own card', () => {
  it('is a text and six words', async () => {
    render(CardDialog, { onclose });
    const field = await screen.findByLabelText<HTMLTextAreaElement>('The card as text');
    expect(field.value).toMatch(/^valise1/);
    expect(field.readOnly).toBe(true);
    expect(screen.getAllByRole('listitem')).toHaveLength(6);
  });
});

describe('a hand-over that arrives', () => {
  async function arrived() {
    render(ReceiveDialog, { onclose });
    await screen.findByLabelText('Passphrase of the file');
    await type('Passphrase of the file', 'copper lantern');
    await press('Open');
    await screen.findByRole('dialog', { name: 'A hand-over of HERON' });
  }

  it('asks for the passphrase of the file, and does not speak of the vault', async () => {
    render(ReceiveDialog, { onclose });
    await screen.findByLabelText('Passphrase of the file');
    await type('Passphrase of the file', 'wrong');
    await press('Open');
    await screen.findByText(/That passphrase does not open this file/);
    expect(document.body.textContent).not.toContain('does not open this vault');
  });

  it('closes when no file is chosen, and when it is not meant for this vault', async () => {
    vi.spyOn(host, 'receive').mockResolvedValueOnce(null);
    render(ReceiveDialog, { onclose });
    await waitFor(() => expect(onclose).toHaveBeenCalledOnce());
    vi.spyOn(host, 'receive').mockRejectedValueOnce({ code: 'handOverNotForYou', params: {} });
    render(ReceiveDialog, { onclose });
    await waitFor(() => expect(onclose).toHaveBeenCalledTimes(2));
  });

  it('shows who sent it and what is not in it, before anything is taken in', async () => {
    await arrived();
    expect(screen.getByText('Jonas Weir')).toBeTruthy();
    expect(screen.getByText('231 records, 14 files of evidence and reports')).toBeTruthy();
    expect(screen.getByText('Environment files, Access')).toBeTruthy();
    expect(await host.listClients()).toHaveLength(3);
  });

  it('becomes a client of its own under a codename that is free', async () => {
    await arrived();
    await fireEvent.click(screen.getByRole('radio', { name: /As a new client/ }));
    await type('Codename here', 'heron');
    await press('Take in');
    await screen.findByText(/There is a client with the codename heron already/);
    await type('Codename here', 'EGRET');
    await press('Take in');
    await waitFor(() => expect(onclose).toHaveBeenCalled());
    expect((await host.listClients()).map((card) => card.codename)).toContain('EGRET');
  });

  it('goes to the merge of the client that is known here', async () => {
    await arrived();
    await press('Compare…');
    expect(router.place.path.slice(0, 3)).toEqual(['client', heron.id, 'merge']);
    expect(onclose).toHaveBeenCalled();
  });

  it('is dropped when it is not wanted', async () => {
    const dropped = vi.spyOn(host, 'dropArrival');
    await arrived();
    await press('Do not take it in');
    expect(dropped).toHaveBeenCalledWith('arrival-1');
    expect(onclose).toHaveBeenCalled();
  });
});
