// Ways to write figures and dates on a report, each shown by an amount and a date.
import type { LocaleOption } from '$/host/bindings';
import type { Option } from '$/shared/types';
import { text } from '$/text';
import { currentLocale } from '$/text/format';

/** The client's own way stands first and has no value of its own: it follows the client. */
export function localeOptions(locales: readonly LocaleOption[]): Option[] {
  const named = new Intl.DisplayNames([currentLocale(), 'en'], { type: 'language' });
  return locales.map(({ tag, sample }, index) => ({
    value: index === 0 ? '' : tag,
    label: index === 0 ? text.reports.ownLocale(tag) : (named.of(tag) ?? tag),
    hint: sample,
  }));
}
