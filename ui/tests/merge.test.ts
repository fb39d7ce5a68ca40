import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { keys } from '$/app/keys.svelte';
import { router } from '$/app/router.svelte';
import { session } from '$/app/session.svelte';
import { forgetMerge, groupByRecord, MergeState } from '$/areas/merge/mergeState.svelte';
import MergeArea from '$/areas/merge/MergeArea.svelte';
import type { MergeField } from '$/host/bindings';
import { host, provideHost } from '$/host/host';
import { memoryHost } from '$/host/memory';

const field = (record: string, path: string, state: MergeField['state']): MergeField => ({
  record,
  section: 'findings',
  code: record,
  title: record,
  path,
  base: null,
  mine: 'm',
  theirs: 't',
  state,
  taken: state === 'conflict' ? null : state,
});

let token = '';

async function arrive(): Promise<string> {
  provideHost(memoryHost({ presence: 'open', deriveMs: 0, samples: true }));
  session.take(await host.appState());
  const heron = (await host.listClients()).find((card) => card.codename === 'HERON')!;
  session.setClient(await host.openClient(heron.id));
  token = (await host.receive('copper'))!.token;
  forgetMerge(token);
  router.go(['client', heron.id, 'merge', token]);
  return heron.id;
}

beforeEach(() => void vi.restoreAllMocks());

describe('the differences of two copies', () => {
  it('stand by record, those with a conflict first, and conflicts first in each', () => {
    const records = groupByRecord([
      field('F01', 'owner', 'theirs'),
      field('F02', 'status', 'mine'),
      field('F02', 'title', 'conflict'),
      field('F01', 'due', 'mine'),
    ]);
    expect(records.map((record) => [record.id, record.fields.map((one) => one.path)])).toEqual([
      ['F02', ['title', 'status']],
      ['F01', ['owner', 'due']],
    ]);
  });

  it('send only what was chosen against the rule, and nothing while a conflict is open', async () => {
    await arrive();
    const merge = new MergeState(token);
    await merge.load();
    const apply = vi.spyOn(host, 'applyMerge');
    expect(merge.open.map((one) => `${one.code} ${one.path}`)).toEqual([
      'F02 recommendation',
      'F02 loss.likely',
      'F07 title',
    ]);
    expect(await merge.apply()).toBeNull();
    expect(apply).not.toHaveBeenCalled();
    merge.choose(merge.open, 'mine');
    const owner = merge.fields.find((one) => one.path === 'owner')!;
    merge.choose([owner], 'mine');
    merge.choose([owner], 'theirs');
    expect(merge.choices().map((one) => [one.path, one.side])).toEqual([
      ['recommendation', 'mine'],
      ['loss.likely', 'mine'],
      ['title', 'mine'],
    ]);
    expect(await merge.apply()).toBe(3);
  });
});

describe('the merge', () => {
  const tap = (key: string, more: KeyboardEventInit = {}) => {
    const event = new KeyboardEvent('keydown', {
      key,
      code: `Key${key.toUpperCase()}`,
      bubbles: true,
      cancelable: true,
      ...more,
    });
    Object.defineProperty(event, 'target', { value: document.activeElement });
    keys.handle(event);
  };
  const current = () => document.querySelector('tr[data-current]') as HTMLElement;
  const applyButton = () => screen.getByRole<HTMLButtonElement>('button', { name: /^Apply/ });

  async function open() {
    const id = await arrive();
    render(MergeArea, { client: session.client!, token });
    await screen.findByText('3 conflicts to choose');
    return id;
  }

  it('is done by keys alone, and not before the last conflict has a side', async () => {
    const id = await open();
    expect(applyButton().disabled).toBe(true);
    await waitFor(() => expect(current().contains(document.activeElement)).toBe(true));
    expect(current().textContent).toContain('Fix');
    tap('t');
    await screen.findByText('2 conflicts to choose');
    tap('j');
    await waitFor(() => expect(current().textContent).toContain('Loss · likely'));
    tap('m');
    await screen.findByText('1 conflict to choose');
    tap('n');
    await waitFor(() => expect(current().textContent).toContain('Title'));
    tap('t');
    await screen.findByText('No conflict is open');
    expect(applyButton().disabled).toBe(false);
    await fireEvent.click(applyButton());
    await waitFor(() => expect(router.place.path).toEqual(['client', id, 'overview']));
    expect((await host.finding('findings:F07')).row.title).toBe(
      'Nobody outside has tested the security',
    );
    await session.undo();
    expect((await host.finding('findings:F07')).row.title, 'one step takes it all back').toBe(
      'No outside security test',
    );
  });

  it('takes a whole record from one side', async () => {
    await open();
    const head = screen.getByRole('heading', { name: /F02/ });
    const table = head.closest('article') as HTMLElement;
    await fireEvent.click(within(table).getByRole('button', { name: 'All theirs for F02' }));
    await screen.findByText('1 conflict to choose');
    const chosen = within(table)
      .getAllByRole<HTMLInputElement>('radio')
      .filter((radio) => radio.checked);
    expect(chosen.map((radio) => radio.value)).toEqual(['theirs', 'theirs', 'theirs']);
  });

  it('asks before choices are thrown away, and keeps them on staying', async () => {
    const id = await open();
    const dropped = vi.spyOn(host, 'dropArrival');
    await waitFor(() => expect(current()).toBeTruthy());
    tap('m');
    await screen.findByText('2 conflicts to choose');
    await fireEvent.click(screen.getByRole('button', { name: 'Leave' }));
    await fireEvent.click(await screen.findByRole('button', { name: 'Stay' }));
    expect(dropped).not.toHaveBeenCalled();
    expect(screen.getByText('2 conflicts to choose')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Leave' }));
    const dialog = await screen.findByRole('dialog', { name: 'Leave the merge?' });
    await fireEvent.click(within(dialog).getByRole('button', { name: /^Leave/ }));
    expect(dropped).toHaveBeenCalledWith(token);
    expect(router.place.path).toEqual(['client', id, 'overview']);
  });

  it('says when the file is no longer open', async () => {
    await arrive();
    render(MergeArea, { client: session.client!, token: 'arrival-9' });
    await screen.findByRole('heading', { name: 'This hand-over is no longer open' });
  });
});
