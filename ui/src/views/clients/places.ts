// Countries and currencies by their names in the reader's own region form.
import type { Option } from '$/shared/types';
import { currentLocale } from '$/text/format';

/** ISO 3166 codes of places where clients are found; any other name can be typed. */
const COUNTRIES =
  'AE AR AT AU BE BG BR CA CH CL CN CO CY CZ DE DK EE EG ES FI FR GB GR HK HR HU ID IE IL IN IS IT JP KE KR LI LT LU LV MA MT MX MY NG NL NO NZ PE PH PL PT RO RS SA SE SG SI SK TH TR TW UA US VN ZA'.split(
    ' ',
  );

const FIRST_CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'SEK', 'DKK', 'NOK', 'PLN', 'CAD', 'AUD'];

const LANGUAGES = [
  'en-GB',
  'en-US',
  'de-DE',
  'de-CH',
  'fr-FR',
  'nl-NL',
  'es-ES',
  'it-IT',
  'pt-PT',
  'sv-SE',
  'da-DK',
  'pl-PL',
];

function names(type: 'region' | 'currency' | 'language'): Intl.DisplayNames {
  return new Intl.DisplayNames([currentLocale(), 'en'], { type });
}

export function countryOptions(): Option[] {
  const named = names('region');
  return COUNTRIES.map((code) => ({ value: code, label: named.of(code) ?? code, hint: code })).sort(
    (a, b) => a.label.localeCompare(b.label, currentLocale()),
  );
}

export function currencyOptions(): Option[] {
  const named = names('currency');
  const others = Intl.supportedValuesOf('currency').filter(
    (code) => !FIRST_CURRENCIES.includes(code),
  );
  return [...FIRST_CURRENCIES, ...others].map((code) => ({
    value: code,
    label: code,
    hint: named.of(code) ?? '',
  }));
}

export function languageOptions(): Option[] {
  const named = names('language');
  return LANGUAGES.map((tag) => ({ value: tag, label: named.of(tag) ?? tag }));
}
