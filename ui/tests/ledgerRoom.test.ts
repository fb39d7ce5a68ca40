import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import App from '../src/App.svelte';
// Loaded late by the app; here they are there at once.
import '$/areas/ledger/LedgerArea.svelte';
import '$/views/Clients.svelte';
import '$/views/Dossier.svelte';
import { keysOf, type CommandId } from '$/app/keymap';
import { router } from '$/app/router.svelte';
import { host, provideHost } from '$/host/host';
import { memoryHost } from '$/host/memory';

/** Presses what the keymap says, where the focus is. */
async function press(id: CommandId) {
  const chord = keysOf(id).split('+');
  const name = chord.pop() ?? '';
  const key = name.startsWith('Key')
    ? name.slice(3).toLowerCase()
    : name.startsWith('Digit')
      ? name.slice(5)
      : name.replace('Char:', '');
  await fireEvent.keyDown(document.activeElement ?? document.body, {
    key,
    code: name,
    ctrlKey: chord.includes('Mod'),
    shiftKey: chord.includes('Shift'),
  });
}

const step = () => document.querySelector('[aria-current="step"] .name')?.textContent?.trim() ?? '';

async function openLedger() {
  provideHost(memoryHost({ presence: 'open', samples: true, deriveMs: 0 }));
  const heron = (await host.listClients()).find(({ codename }) => codename === 'HERON');
  router.go(['client', heron?.id ?? '', 'ledger']);
  render(App, { state: await host.appState() });
  await screen.findByRole('heading', { level: 1, name: /has not yet paid for itself/ });
}

beforeEach(() => {
  history.replaceState(null, '', '/');
  router.read();
});

describe('the ledger by keyboard alone', () => {
  it('opens a month from the list, and the way back', async () => {
    await openLedger();
    await press('ledger.next');
    await press('ledger.next');
    await press('ledger.open');
    expect(await screen.findByRole('heading', { level: 1, name: 'October 2026' })).toBeTruthy();
    await press('month.later');
    expect(await screen.findByRole('heading', { level: 1, name: 'November 2026' })).toBeTruthy();
    expect(screen.getByText(/Signed by .+ on 3 Dec 2026/)).toBeTruthy();
    await press('month.back');
    await screen.findByRole('heading', { level: 1, name: /has not yet paid/ });
  });

  it('goes through the seven steps of the open month', async () => {
    await openLedger();
    await press('ledger.work');
    await waitFor(() => expect(step()).toMatch(/Inbox/));
    const seen: string[] = [];
    for (let at = 0; at < 6; at += 1) {
      await press('month.nextStep');
      seen.push(step());
    }
    expect(seen).toEqual([
      'Readings',
      'Lines',
      'Risk and milestones',
      'Decisions',
      'Headline',
      'Lock',
    ]);
    await press('month.previousStep');
    expect(step()).toMatch(/Headline/);
  });

  it('shows a refusal at its field and keeps what was chosen', async () => {
    await openLedger();
    await press('ledger.work');
    await waitFor(() => expect(step()).toMatch(/Inbox/));
    await press('month.nextStep');
    await press('month.nextStep');
    await screen.findByRole('heading', { level: 1, name: 'December 2026' });
    await press('month.repeat');
    await waitFor(() => expect(document.activeElement?.getAttribute('data-line')).toMatch(/^VL/));
    expect(document.querySelectorAll('[data-line^="VL"]')).toHaveLength(7);
    await press('month.measured');
    const pane = await screen.findByRole('region', { name: 'Line' });
    expect(await within(pane).findByText(/Measured means a reading before/)).toBeTruthy();
    expect(within(pane).getByRole<HTMLInputElement>('radio', { name: 'Measured' }).checked).toBe(
      true,
    );
    // On to what is missing: the reading after.
    await waitFor(() => expect(document.activeElement?.getAttribute('data-field')).toBe('After'));
    await press('month.back');
    await waitFor(() => expect(document.activeElement?.getAttribute('data-line')).toMatch(/^VL/));
  });

  it('takes a cost in another currency, and shows its bill when the line is opened', async () => {
    await openLedger();
    await press('ledger.work');
    await waitFor(() => expect(step()).toMatch(/Inbox/));
    await press('month.nextStep');
    await press('month.nextStep');
    await screen.findByRole('heading', { level: 1, name: 'December 2026' });
    await fireEvent.click(screen.getByRole('button', { name: 'New cost' }));
    await screen.findByRole('region', { name: 'Line' });
    const pane = () => within(screen.getByRole('region', { name: 'Line' }));
    const field = (label: string) => pane().getByLabelText<HTMLInputElement>(label);
    const type = async (label: string, words: string) => {
      await fireEvent.input(field(label), { target: { value: words } });
      await fireEvent.blur(field(label));
    };
    const enter = () => pane().getByRole<HTMLButtonElement>('button', { name: /Enter it/ });
    await type('What for', 'Penetration test');
    await fireEvent.click(pane().getByRole('button', { name: 'Billed in another currency' }));
    await waitFor(() => expect(document.activeElement).toBe(field('Currency')));
    await type('Currency', 'usd');
    await type('Billed', '1200');
    expect(enter().disabled, 'a part of the bill is missing').toBe(true);
    await type('Rate', '0.9231');
    await type('Source of the rate', 'bank statement');
    expect(pane().getByText('USD 1,200.00 × 0.9231 = €1,107.72')).toBeTruthy();
    expect([field('Amount').value, field('Amount').disabled]).toEqual(['1,107.72', true]);
    await fireEvent.click(enter());
    await waitFor(() => expect(document.activeElement?.getAttribute('data-line')).toBe('CL38'));
    const line = document.activeElement as HTMLElement;
    expect(line.textContent).toContain('€1,107.72');
    await fireEvent.click(line);
    await screen.findByRole('region', { name: 'Line' });
    await pane().findByText('USD 1,200.00 × 0.9231 = €1,107.72');
    expect(field('Rate').value).toBe('0.9231');
    expect(field('Source of the rate').value).toBe('bank statement');
    await type('Rate', '0.95');
    await pane().findByText('USD 1,200.00 × 0.95 = €1,140.00');
    await waitFor(() => expect(field('Amount').value).toBe('1,140'));
  });

  it('opens a signed line closed, with the way to correct it', async () => {
    await openLedger();
    await press('ledger.open');
    await screen.findByRole('heading', { level: 1, name: 'November 2026' });
    await press('month.open');
    const pane = await screen.findByRole('region', { name: 'Line' });
    expect(within(pane).queryByRole('textbox')).toBeNull();
    await press('month.correct');
    expect(await within(pane).findByLabelText('It should have been')).toBe(document.activeElement);
  });
});
