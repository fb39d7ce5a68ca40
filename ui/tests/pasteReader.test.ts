import { afterEach, describe, expect, it } from 'vitest';
import { guessColumns, readDay, readDays, readVendors } from '../src/areas/vendors/pasteReader';
import { isFormula, plainCell, readRows, separatorOf } from '../src/areas/vendors/spreadsheet';
import { setLocale } from '../src/text/format';

afterEach(() => setLocale('en-GB'));

const lines = (pasted: string, known: string[] = []) => {
  const rows = readRows(pasted);
  const { header, columns } = guessColumns(rows);
  return readVendors(header ? rows.slice(1) : rows, columns, 'EUR', known);
};

describe('rows of a spreadsheet', () => {
  it('are parted by what parts them', () => {
    expect(separatorOf('a\tb;c')).toBe('\t');
    expect(separatorOf('a;b,c;d')).toBe(';');
    expect(separatorOf('"a;b",c')).toBe(',');
    expect(readRows('\ufeffone\n\n two \r\n')).toEqual([['one'], ['two']]);
  });

  it('keep what stands in quotes', () => {
    expect(readRows('"a, ""b""",c\n"two\nlines",d')).toEqual([
      ['a, "b"', 'c'],
      ['two\nlines', 'd'],
    ]);
  });

  it('are never run', () => {
    for (const cell of ['=1+1', '@SUM(A1)', '+cmd|x', '-cmd', '\t=1'])
      expect(isFormula(cell), cell).toBe(true);
    for (const cell of ['-30', '+49', '1,200', 'Quay = Mail', ''])
      expect(isFormula(cell), cell).toBe(false);
    expect(plainCell('=HYPERLINK("x")')).toBe('\'=HYPERLINK("x")');
    expect(plainCell('\u202eMail\u200b \u0007')).toBe('Mail');
    expect(plainCell('\u200b=1+1'), 'hidden marks hide no formula').toBe("'=1+1");
  });
});

describe('columns', () => {
  it('are known by their names, whatever their order', () => {
    const { header, columns } = guessColumns([
      ['Cost per month', 'Supplier name', 'Renewal date', 'Notice period', 'Remark'],
      ['1', 'x', '', '', ''],
    ]);
    expect(header).toBe(true);
    expect(columns).toEqual(['monthlyCost', 'name', 'renewal', 'noticeDays', null]);
  });

  it('without names begin with the vendor', () => {
    expect(guessColumns([['Quay Mail', '8300']])).toEqual({
      header: false,
      columns: ['name', null],
    });
    expect(lines('Quay Mail\nHarbour Print').map(({ vendor }) => vendor.name)).toEqual([
      'Quay Mail',
      'Harbour Print',
    ]);
  });
});

describe('cells', () => {
  it('are read with tolerance, and exactly', () => {
    const [line] = lines(
      'Vendor;Annual cost;Renews;Notice;Criticality\nQuay Mail;€ 8.300,50;31.01.2027;3 months;High',
    );
    expect(line?.vendor).toMatchObject({
      name: 'Quay Mail',
      annualCost: 830_050,
      renewal: '2027-01-31',
      noticeDays: 90,
      criticality: 'high',
    });
    expect(line).toMatchObject({ remarks: [], ready: true });
  });

  it('of a month make a year, and say so', () => {
    const [line] = lines('Vendor\tMonthly cost\nQuay Mail\t99.99');
    expect(line?.vendor.annualCost).toBe(119_988);
    expect(line?.remarks).toEqual(['times12']);
  });

  it('that are not understood are left out, with a remark', () => {
    const [line] = lines('Vendor\tCost\tRenewal\tNotice\nQuay Mail\ta lot\tsoon\tquickly');
    expect(line?.vendor).toMatchObject({ annualCost: null, renewal: null, noticeDays: null });
    expect(line?.remarks).toEqual(['cost', 'renewal', 'notice']);
    expect(line?.ready, 'the name is enough').toBe(true);
  });

  it('in another currency are never taken for the client’s', () => {
    const [dollars, code, minus] = lines('Vendor\tCost\nA\t$1,200\nB\t1200 CHF\nC\t-5');
    expect([dollars?.vendor.annualCost, code?.vendor.annualCost]).toEqual([null, null]);
    expect(dollars?.remarks).toEqual(['currency']);
    expect(minus?.remarks, 'a cost is nought or more').toEqual(['cost']);
  });

  it('name a day in the forms that people use', () => {
    for (const cell of [
      '2027-01-31',
      '31.1.2027',
      '31/01/2027',
      '31 Jan 2027',
      'January 31, 2027',
      '2027-01-31 00:00:00',
    ])
      expect(readDay(cell), cell).toBe('2027-01-31');
    expect(readDay('04/03/2027')).toBe('2027-03-04');
    setLocale('en-US');
    expect(readDay('04/03/2027'), 'month first, where that is the custom').toBe('2027-04-03');
    expect(readDay('31/01/2027'), 'no month 31').toBe('2027-01-31');
    for (const cell of ['30.02.2027', 'soon', '31.01.27', ''])
      expect(readDay(cell), cell).toBeNull();
  });

  it('count notice in days', () => {
    expect(['30', '30 days', '2 weeks', '3 months', '1 year', '14d'].map(readDays)).toEqual([
      30, 30, 14, 90, 365, 14,
    ]);
    expect(['none', '-3', '3 moons', '9999'].map(readDays)).toEqual([null, null, null, null]);
  });
});

describe('lines', () => {
  it('that are there already, twice, or nameless wait for a word', () => {
    const read = lines('Vendor\tCost\nmapharbour\t1\nQuay\t2\nQUAY \t3\n\t4\n=1+1\t5', [
      'MapHarbour',
    ]);
    expect(read.map(({ remarks, ready }) => [remarks[0] ?? null, ready])).toEqual([
      ['known', false],
      [null, true],
      ['twice', false],
      ['noName', false],
      ['formula', false],
    ]);
  });
});
