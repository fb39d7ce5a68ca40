/** Picks a form by the language's own rules: `plural('en', 3, { one: 'client', other: 'clients' })`. */
const rules = new Map<string, Intl.PluralRules>();

export function plural(
  language: string,
  count: number,
  forms: { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>,
): string {
  let rule = rules.get(language);
  if (!rule) {
    rule = new Intl.PluralRules(language);
    rules.set(language, rule);
  }
  return forms[rule.select(count)] ?? forms.other;
}
