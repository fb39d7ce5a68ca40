import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import convertedText from '../../src-tauri/crates/domain/tests/converted.json?raw';
import {
  billOf,
  draftOf,
  emptyBill,
  factsOf,
  faultOf,
  isBlank,
  missing,
  product,
  type BillDraft,
} from '$/areas/foreign/bill';
import ForeignBillForm from '$/areas/foreign/ForeignBill.svelte';
import CostEditor from '$/areas/ledger/CostEditor.svelte';
import LineEditor from '$/areas/ledger/LineEditor.svelte';
import LineFacts from '$/areas/ledger/LineFacts.svelte';
import { LedgerState } from '$/areas/ledger/ledgerState.svelte';
import { MonthState } from '$/areas/ledger/monthState.svelte';
import { NewLine } from '$/areas/ledger/newLine.svelte';
import VendorBill from '$/areas/vendors/VendorBill.svelte';
import { VendorState } from '$/areas/vendors/vendorState.svelte';
import type { ForeignBill } from '$/host/bindings';
import { MemoryDossier, recordId } from '$/host/memory/dossier';
import { roomCommands } from '$/host/memory/rooms';
import type { SourceClient } from '$/host/memory/source';
import sampleText from '../../src-tauri/crates/domain/data/samples/sample-client.json?raw';
import { times } from '$/shared/exact';
import { setLocale } from '$/text/format';
import { heronRoom } from './room';

beforeEach(() => setLocale('en-GB'));

/** Exact for every amount that there is. */
const minor = (text: string): number => Number(text.replace('.', ''));
const TODAY = '2026-12-04';
const bill: ForeignBill = {
  currency: 'USD',
  amount: 120_000,
  rate: '0.9231',
  rateOn: '2026-12-03',
  source: 'bank statement',
  converted: 110_772,
};
const typed: BillDraft = draftOf(bill);

describe('a product', () => {
  it('is to the minor unit what Rust makes of it', () => {
    const products = JSON.parse(convertedText) as {
      amount: string;
      rate: string;
      converted: string | null;
    }[];
    expect(products.length).toBeGreaterThan(20);
    for (const { amount, rate, converted } of products)
      expect(times(minor(amount), rate), `${amount} × ${rate}`).toBe(
        converted === null ? null : minor(converted),
      );
  });

  it('is of a decimal with a point, and of nothing else', () => {
    for (const rate of ['', '0,92', '1e3', '.5', '5.', ' 1', '1.2.3'])
      expect(times(100, rate), rate).toBeNull();
    expect(Object.is(times(-1, '0.4'), 0), 'nothing has no sign').toBe(true);
  });
});

describe('a bill that is typed', () => {
  it('is whole once it has every part, with what it gives', () => {
    expect(billOf(typed, 'EUR')).toEqual(bill);
    expect(billOf({ ...typed, currency: ' usd ', source: ' bank statement ' }, 'EUR')).toEqual(
      bill,
    );
    expect(missing(emptyBill(TODAY))).toEqual(['currency', 'amount', 'rate', 'source']);
    expect(isBlank(emptyBill(TODAY))).toBe(true);
    for (const part of ['currency', 'amount', 'rate', 'rateOn', 'source'] as const) {
      const lacking = { ...typed, [part]: part === 'currency' || part === 'source' ? '' : null };
      expect(missing(lacking)).toEqual([part]);
      expect(billOf(lacking, 'EUR'), part).toBeNull();
    }
  });

  it('cannot be of the client’s own currency, without a rate above nought, or beyond an amount', () => {
    expect(faultOf({ ...typed, currency: 'eur' }, 'EUR')).toBe('ownCurrency');
    expect(faultOf({ ...typed, rate: '0' }, 'EUR')).toBe('rateAbove');
    expect(faultOf({ ...typed, rate: '-1' }, 'EUR')).toBe('rateAbove');
    expect(faultOf({ ...typed, rate: '99999999999999' }, 'EUR')).toBe('tooLarge');
    expect(faultOf(typed, 'EUR')).toBeNull();
  });

  it('says in the region’s form what comes of it', () => {
    expect(product(typed, 'EUR')).toBe('USD 1,200.00 × 0.9231 = €1,107.72');
    expect(product({ ...typed, rate: null }, 'EUR')).toBeNull();
    expect(factsOf(bill)).toEqual([
      ['Billed', 'USD 1,200.00'],
      ['Rate', '0.9231, of 3 Dec 2026'],
      ['Source of the rate', 'bank statement'],
    ]);
    setLocale('de-DE');
    expect(product(typed, 'EUR')?.replace(/\s/g, ' ')).toBe('USD 1.200,00 × 0,9231 = 1.107,72 €');
  });
});

const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
async function type(label: string, words: string) {
  await fireEvent.input(field(label), { target: { value: words } });
  await fireEvent.blur(field(label));
}
/** The form, from its button on: what 1200 dollars cost. */
async function typeBill(source = 'bank statement') {
  await fireEvent.click(screen.getByText('Billed in another currency'));
  await waitFor(() => expect(document.activeElement).toBe(field('Currency')));
  await type('Currency', 'usd');
  await type('Billed', '1200');
  await type('Rate', '0.9231');
  if (source) await type('Source of the rate', source);
}

describe('the form', () => {
  const handlers = () => ({
    currency: 'EUR',
    today: TODAY,
    label: 'Billed',
    onkeep: vi.fn(),
    onhold: vi.fn(),
    onremove: vi.fn(),
  });

  it('keeps a bill when it is whole, and says before what is still needed', async () => {
    const given = handlers();
    render(ForeignBillForm, { bill: null, ...given });
    await typeBill('');
    expect(screen.getByRole('status').textContent).toContain('USD 1,200.00 × 0.9231 = €1,107.72');
    expect(screen.getByText('Still needed: source of the rate.')).toBeTruthy();
    expect(given.onkeep).not.toHaveBeenCalled();
    expect(given.onhold).toHaveBeenLastCalledWith({
      ...typed,
      amount: '1200',
      rateOn: TODAY,
      source: '',
      currency: 'usd',
    });
    await type('Source of the rate', 'bank statement');
    expect(given.onkeep).toHaveBeenCalledExactlyOnceWith({ ...bill, rateOn: TODAY });
    await fireEvent.keyDown(field('Currency'), { key: 'Enter' });
    expect(given.onkeep, 'once is enough').toHaveBeenCalledOnce();
  });

  it('holds nothing while nothing is typed', async () => {
    const given = handlers();
    render(ForeignBillForm, { bill: null, ...given });
    await fireEvent.click(screen.getByText('Billed in another currency'));
    await fireEvent.blur(field('Currency'));
    await fireEvent.blur(field('Source of the rate'));
    expect(given.onhold).not.toHaveBeenCalled();
    expect(screen.queryByText(/Still needed/)).toBeNull();
    await fireEvent.click(screen.getByText('Take the bill away'));
    const button = await screen.findByRole('button', { name: 'Billed in another currency' });
    await waitFor(() => expect(document.activeElement).toBe(button));
  });

  it('says at the field what cannot be', async () => {
    const given = handlers();
    render(ForeignBillForm, { bill, ...given });
    await type('Currency', 'EUR');
    expect(screen.getByText('That is the client’s own currency.')).toBeTruthy();
    expect(given.onkeep).not.toHaveBeenCalled();
    await type('Currency', 'USD');
    expect(given.onkeep).toHaveBeenCalledExactlyOnceWith(bill);
    await type('Rate', '0');
    expect(screen.getByText('A rate lies above 0.')).toBeTruthy();
    expect(given.onkeep).toHaveBeenCalledOnce();
    expect(given.onhold).toHaveBeenLastCalledWith({ ...typed, rate: '0' });
  });

  it('follows an undo, and keeps what is being typed when its own bill comes back', async () => {
    const given = handlers();
    const { rerender } = render(ForeignBillForm, { bill, ...given });
    await type('Rate', '0.95');
    const sent = given.onkeep.mock.calls[0]?.[0] as ForeignBill;
    expect(sent).toEqual({ ...bill, rate: '0.95', converted: 114_000 });
    await fireEvent.input(field('Source of the rate'), { target: { value: 'central' } });
    await rerender({ bill: { ...sent } });
    expect(field('Source of the rate').value).toBe('central');
    await rerender({ bill });
    expect([field('Rate').value, field('Source of the rate').value]).toEqual([
      '0.9231',
      'bank statement',
    ]);
    await rerender({ bill: null });
    expect(screen.getByRole('button', { name: 'Billed in another currency' })).toBeTruthy();
  });
});

describe('the bill of a vendor', () => {
  it('gives the cost, to the minor unit, and can be undone', async () => {
    const { room, heard } = heronRoom();
    const vendor = new VendorState(room);
    await vendor.open(recordId('vendors', 'V01'));
    const detail = vendor.detail!;
    render(VendorBill, { vendor, detail, currency: 'EUR', today: TODAY });
    await fireEvent.click(screen.getByText('Billed in another currency'));
    await type('Currency', 'usd');
    await type('Amount a year', '1200');
    await type('Rate', '0.9231');
    await type('Source of the rate', 'bank statement');
    await waitFor(() => expect(vendor.detail?.row.annualCost).toBe(110_772));
    expect(vendor.detail?.foreign).toEqual({ ...bill, rateOn: TODAY });
    expect(heard.done.at(-1)?.message).toBe('Cost a year is €1,107.72');
    heard.done.at(-1)?.undo?.();
    await waitFor(() => expect(vendor.detail?.foreign).toBeNull());
    expect(vendor.detail?.row.annualCost).toBe(detail.row.annualCost);
  });
});

/** December, open, with November's lines. */
async function december() {
  const set = heronRoom();
  const ledger = new LedgerState(set.room);
  await ledger.open(null);
  const month = new MonthState(ledger);
  await month.openMonth();
  month.show('2026-12');
  await month.repeat();
  const fresh = new NewLine(ledger);
  await fresh.open('2026-12');
  return { ...set, ledger, month, fresh };
}
const lines = (ledger: LedgerState) => ledger.view!.months.at(-1)!;

describe('the bill of a line', () => {
  it('waits in its draft until it is whole, then gives the amount', async () => {
    const { ledger, fresh } = await december();
    Object.assign(fresh.cost, { what: 'Penetration test', bill: { ...typed, rate: null } });
    await fresh.hold('cost');
    expect(await fresh.enterCost(), 'a part is missing').toBeNull();
    const again = new NewLine(ledger);
    await again.open('2026-12');
    expect(again.cost.bill).toEqual({ ...typed, rate: null });
    again.cost.bill = bill;
    const id = await again.enterCost();
    const cost = lines(ledger).costs.find((one) => one.id === id);
    expect(cost).toMatchObject({ amount: 110_772, foreign: bill });
    expect(again.cost.bill, 'the form is empty for the next').toBeNull();
  });

  it('comes with a recurring cost and with a line of value too', async () => {
    const { ledger, fresh } = await december();
    Object.assign(fresh.cost, { what: 'Status page', kind: 'running', every: true, bill });
    await fresh.enterCost();
    expect(ledger.view!.recurring.at(-1)).toMatchObject({ amountMonth: 110_772, foreign: bill });
    Object.assign(fresh.value, { what: 'A cheaper plan', bill });
    const id = await fresh.enterValue();
    const line = lines(ledger).values.find((one) => one.id === id);
    expect(line).toMatchObject({ amount: 110_772, gross: 110_772, foreign: bill });
    Object.assign(fresh.value, {
      what: 'Planning',
      class: 'capacity',
      hours: '2',
      rate: 5400,
      bill,
    });
    const timed = await fresh.enterValue();
    expect(lines(ledger).values.find((one) => one.id === timed)?.foreign).toBeNull();
  });

  it('holds what is refused with its reason, and what is not whole, also over a crash', async () => {
    const { ledger, month } = await december();
    const [id = ''] = month.ids;
    expect(await month.edits.set(id, 'foreign', { ...bill, converted: 1 })).toBe(false);
    expect(month.edits.problem(id, 'foreign')?.params['rule']).toBe('foreignAmount');
    await month.edits.hold(id, 'foreign', { ...typed, rate: null });
    expect(month.edits.problem(id, 'foreign')).toBeNull();
    expect(month.edits.held(id)).toEqual(['foreign']);
    const again = new MonthState(ledger);
    await again.edits.restore();
    expect(again.edits.shown(id, 'foreign', null)).toEqual({ ...typed, rate: null });
    expect(await month.edits.set(id, 'foreign', bill)).toBe(true);
    expect(month.edits.held(id)).toEqual([]);
    expect(lines(ledger).values.find((line) => line.id === id)).toMatchObject({
      amount: 110_772,
      foreign: bill,
    });
  });

  it('is typed in the editor of a line of value, which says why one was refused', async () => {
    const { ledger, month } = await december();
    const row = month.view!.values.find(({ amount }) => amount !== null)!;
    await month.edits.set(row.id, 'foreign', { ...bill, converted: 1 });
    const { unmount } = render(LineEditor, {
      row,
      month,
      view: ledger.view!,
      currency: 'EUR',
      today: TODAY,
      onexplain: vi.fn(),
      onremove: vi.fn(),
    });
    expect(
      screen.getByText(/An amount in another currency, times its rate, must give the amount/),
    ).toBeTruthy();
    expect(field('Amount').disabled, 'it follows the bill').toBe(true);
    await fireEvent.click(screen.getByText('Go back to what is kept'));
    await typeBill();
    const kept = () => lines(ledger).values.find(({ id }) => id === row.id);
    await waitFor(() =>
      expect(kept()).toMatchObject({ amount: 110_772, foreign: { ...bill, rateOn: TODAY } }),
    );
    unmount();
    render(LineEditor, {
      row: kept()!,
      month,
      view: ledger.view!,
      currency: 'EUR',
      today: TODAY,
      onexplain: vi.fn(),
      onremove: vi.fn(),
    });
    expect(screen.getByText('USD 1,200.00 × 0.9231 = €1,107.72')).toBeTruthy();
    await fireEvent.click(screen.getByText('Take the bill away'));
    await waitFor(() => expect(kept()).toMatchObject({ amount: 110_772, foreign: null }));
  });

  it('is read on a recurring cost of a signed month, and typed on one of an open month', async () => {
    const { ledger, month, fresh } = await december();
    Object.assign(fresh.cost, { what: 'Status page', kind: 'running', every: true, bill });
    const id = (await fresh.enterCost()) ?? '';
    month.openLine(id);
    const line = month.line;
    if (line?.kind !== 'recurring') throw new Error('it recurs');
    const given = {
      month,
      view: ledger.view!,
      currency: 'EUR',
      today: TODAY,
      onexplain: vi.fn(),
      onremove: vi.fn(),
    };
    const { rerender } = render(CostEditor, { line, ...given });
    await type('Rate', '0.95');
    await waitFor(() =>
      expect(ledger.view!.recurring.at(-1)).toMatchObject({
        amountMonth: 114_000,
        foreign: { ...bill, rate: '0.95', converted: 114_000 },
      }),
    );
    await rerender({ line: { ...line, cost: { ...line.cost, locked: true } } });
    expect(screen.queryByLabelText('Rate')).toBeNull();
    expect(screen.getByText('USD 1,200.00')).toBeTruthy();
    expect(screen.getByText('0.9231, of 3 Dec 2026')).toBeTruthy();
  });

  it('is read on a signed line, which stays closed', async () => {
    const { ledger } = await december();
    const row = ledger.view!.months.at(-2)!.values[0]!;
    render(LineFacts, {
      row: { ...row, foreign: bill },
      view: ledger.view!,
      currency: 'EUR',
      onexplain: vi.fn(),
      oncorrect: vi.fn(),
      onanew: vi.fn(),
    });
    expect(screen.getByText('USD 1,200.00')).toBeTruthy();
    expect(screen.getByText('0.9231, of 3 Dec 2026')).toBeTruthy();
    expect(screen.getByText('bank statement')).toBeTruthy();
    expect(screen.queryByRole('textbox')).toBeNull();
  });
});

describe('the in-memory host', () => {
  const heron = async () => {
    const dossier = new MemoryDossier(JSON.parse(sampleText) as SourceClient);
    const rooms = roomCommands(() => dossier);
    await rooms.openMonth();
    const cost = {
      month: '2026-12',
      kind: 'outside' as const,
      what: 'penetration test',
      amount: 110_772,
      foreign: bill,
      days: null,
      action: null,
    };
    const recurring = {
      kind: 'running' as const,
      what: 'status page',
      amountMonth: 110_772,
      foreign: bill,
      firstMonth: '2026-12',
      lastMonth: null,
      action: null,
    };
    await rooms.addCost(cost);
    await rooms.addRecurring(recurring);
    const edit = (id: string, name: string, value: unknown) => {
      const change = { id, field: name, value: JSON.stringify(value) };
      return id.startsWith('RC') ? rooms.editRecurring(change) : rooms.editCost(change);
    };
    return { dossier, rooms, cost, recurring, edit };
  };
  const LINES = [
    ['CL38', 'amount'],
    ['RC9', 'amountMonth'],
  ] as const;

  it('refuses by name what Rust refuses, and changes nothing', async () => {
    const { dossier, rooms, cost, recurring, edit } = await heron();
    const before = structuredClone(dossier.client);
    const refused = { code: 'refused', params: { rule: 'foreignAmount' } };
    for (const [id, amount] of LINES) {
      await expect(edit(id, 'foreign', { ...bill, converted: 110_773 })).rejects.toMatchObject(
        refused,
      );
      await expect(edit(id, amount, 110_771)).rejects.toMatchObject(refused);
      for (const [wrong, path] of [
        [{ ...bill, currency: 'EUR' }, 'foreign/currency'],
        [{ ...bill, currency: 'dollars' }, 'foreign/currency'],
        [{ ...bill, rate: '0' }, 'foreign/rate'],
        [{ ...bill, rate: '0,92' }, 'foreign/rate'],
        [{ ...bill, rateOn: '2026-02-30' }, 'foreign/rateOn'],
        [{ ...bill, source: ' ' }, 'foreign/source'],
        [{ ...bill, rate: '99999999999999' }, 'foreign/amount'],
      ] as const)
        await expect(edit(id, 'foreign', wrong), path).rejects.toMatchObject({
          code: 'inputNotUnderstood',
          params: { path },
        });
    }
    await expect(rooms.addCost({ ...cost, amount: 1 })).rejects.toMatchObject(refused);
    await expect(rooms.addRecurring({ ...recurring, amountMonth: 1 })).rejects.toMatchObject(
      refused,
    );
    expect(dossier.client).toEqual(before);
  });

  it('leaves the amount when a bill is taken away', async () => {
    const { rooms, edit } = await heron();
    for (const [id] of LINES) await edit(id, 'foreign', null);
    const view = await rooms.ledger(null);
    const cost = view.months.at(-1)!.costs.find((one) => one.id === 'CL38');
    expect(cost).toMatchObject({ amount: 110_772, foreign: null });
    expect(view.recurring.at(-1)).toMatchObject({ amountMonth: 110_772, foreign: null });
  });

  it('keeps the bills of a signed month', async () => {
    const { rooms, edit } = await heron();
    await rooms.signMonth({ month: '2026-12', by: recordId('people', 'P01'), on: null });
    const other = { ...bill, rate: '0.9232', converted: 110_784 };
    for (const [id] of LINES)
      for (const value of [other, null])
        await expect(edit(id, 'foreign', value), id).rejects.toMatchObject({
          params: { rule: 'monthSigned', month: '2026-12' },
        });
  });
});
