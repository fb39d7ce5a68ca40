import { afterEach, describe, expect, it } from 'vitest';
import * as format from '$/text/format';

afterEach(() => format.setLocale('en-GB'));
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('money', () => {
  it('is exact to the last minor unit, also where binary fractions are not', () => {
    expect(format.money(123456789012345, 'EUR')).toBe('€1,234,567,890,123.45');
    expect(format.minorToDecimal(5, 'EUR')).toBe('0.05');
    expect(format.minorToDecimal(-1250, 'EUR')).toBe('-12.50');
    expect(format.minorToDecimal(1250, 'JPY')).toBe('1250');
  });

  it('follows the region', () => {
    format.setLocale('de-DE');
    expect(plain(format.money(123456, 'EUR'))).toBe('1.234,56 €');
    format.setLocale('de-CH');
    expect(plain(format.money(123456, 'CHF'))).toMatch(/^CHF 1['’]234\.56$/);
  });

  it('shows a missing amount as a dash, never as zero', () => {
    expect(format.money(null, 'EUR')).toBe('–');
    expect(format.moneyShort(null, 'EUR')).toBe('–');
  });

  it('reads what people type', () => {
    for (const typed of ['12500', '12,500', '12 500', '€ 12,500.00', '12,500.00 EUR', '12’500']) {
      expect(format.parseMoney(typed, 'EUR'), typed).toEqual({ value: 1250000 });
    }
    expect(format.parseMoney('12,5', 'EUR')).toEqual({ value: 1250 });
    expect(format.parseMoney('-3.20', 'EUR')).toEqual({ value: -320 });
    expect(format.parseMoney('', 'EUR')).toEqual({ value: null });
  });

  it('reads comma and point by region', () => {
    format.setLocale('de-DE');
    expect(format.parseMoney('1.234,56', 'EUR')).toEqual({ value: 123456 });
    expect(format.parseMoney('1.234', 'EUR'), 'a point parts thousands in German').toEqual({
      value: 123400,
    });
    expect(format.parseMoney('1.5', 'EUR'), 'but this can only be one and a half').toEqual({
      value: 150,
    });
    format.setLocale('en-GB');
    expect(format.parseMoney('1,234', 'EUR')).toEqual({ value: 123400 });
    expect(format.parseMoney('1.234', 'EUR')).toEqual({ refused: 'tooPrecise' });
  });

  it('reads thousands and millions in short, exactly', () => {
    for (const [typed, minor] of [
      ['5k', 500_000],
      ['2.5m', 250_000_000],
      ['1.23456k', 123_456],
      ['€ 12.5 K', 1_250_000],
      ['-3k EUR', -300_000],
      ['1,200k', 120_000_000],
    ] as const) {
      expect(format.parseMoney(typed, 'EUR'), typed).toEqual({ value: minor });
    }
    format.setLocale('de-DE');
    expect(format.parseMoney('1,2 Mio.', 'EUR')).toEqual({ value: 120_000_000 });
    format.setLocale('en-GB');
    expect(format.parseMoney('1.234567k', 'EUR')).toEqual({ refused: 'tooPrecise' });
    for (const typed of ['k', 'm', '5kk', '5 km', 'ten k']) {
      expect(format.parseMoney(typed, 'EUR'), typed).toEqual({ refused: 'notANumber' });
    }
  });

  it('refuses more precision than the currency has, and does not round', () => {
    expect(format.parseMoney('1.005', 'EUR')).toEqual({ refused: 'tooPrecise' });
    expect(format.parseMoney('12.500', 'EUR'), 'may have meant thousands').toEqual({
      refused: 'tooPrecise',
    });
    expect(format.parseMoney('12.5', 'JPY')).toEqual({ refused: 'tooPrecise' });
  });

  it('refuses what is no number and what is too large to be exact', () => {
    for (const typed of ['twelve', '1,2,3', '1.2.3,4,5', '--1', '.', '1e5']) {
      expect(format.parseMoney(typed, 'EUR'), typed).toEqual({ refused: 'notANumber' });
    }
    expect(format.parseMoney('99999999999999999', 'EUR')).toEqual({ refused: 'tooLarge' });
  });

  it('shows in a field what it reads back', () => {
    for (const locale of ['en-GB', 'de-DE', 'de-CH', 'fr-FR', 'en-IN', 'sv-SE']) {
      format.setLocale(locale);
      for (const minor of [0, 5, 150, 123456, 1250000, 98765432109]) {
        const shown = format.showMoneyInput(minor, 'EUR');
        expect(format.parseMoney(shown, 'EUR'), `${locale} ${shown}`).toEqual({ value: minor });
      }
    }
  });
});

describe('decimals, dates and sizes', () => {
  it('keep their places', () => {
    format.setLocale('de-DE');
    expect(format.showDecimal('0.80')).toBe('0,80');
    expect(format.parseDecimal('0,8', 2)).toEqual({ value: '0.8' });
    expect(format.parseDecimal('0,805', 2)).toEqual({ refused: 'tooPrecise' });
  });

  it('read a local date without a zone moving it', () => {
    expect(format.day('2026-06-03')).toBe('3 Jun 2026');
    expect(format.day(null)).toBe('–');
  });

  it('say when in words', () => {
    const now = new Date(2026, 10, 20, 9).getTime();
    expect(format.ago(new Date(2026, 10, 20, 1).getTime(), now)).toBe('today');
    expect(format.ago(new Date(2026, 10, 19, 23).getTime(), now)).toBe('yesterday');
    expect(format.ago(new Date(2026, 9, 20).getTime(), now)).toBe('4 weeks ago');
  });

  it('refuse an unknown region and keep the one before', () => {
    format.setLocale('not a locale');
    expect(format.currentLocale()).toBe('en-GB');
  });

  it('say sizes', () => {
    expect(plain(format.bytes(60198))).toBe('60 kB');
  });
});
