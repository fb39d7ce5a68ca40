// Loss drivers of the in-memory host: a template's inputs, the consultant's own figures over the typical ones, the range.
import type {
  Decimal,
  LossDriver,
  LossInput,
  Range,
  TemplateCard,
  TemplateDetail,
} from '../bindings';
import { problem, type MemoryDossier } from './dossier';
import { evaluate } from './figures';
import { registry, type LibraryDriver, type LibraryTemplate } from './source';

export type InputValue = { driver: number; key: string; low: Decimal | null; high: Decimal | null };

export function templateCard(t: LibraryTemplate, redFlags: string[] = []): TemplateCard {
  return {
    id: t.id,
    title: t.title,
    area: t.area,
    moneyKind: t.money_kind,
    quickWin: t.quick_win,
    own: t.own ?? false,
    matches: t.red_flags.filter((flag) => redFlags.includes(flag)),
  };
}

export function templateOf(d: MemoryDossier, id: string): LibraryTemplate {
  const found = d.templates.find((t) => t.id === id);
  if (!found) throw problem('notFound', { record: id });
  return found;
}

function rangeOf(driver: LibraryDriver, inputs: LossInput[]): Range | null {
  const side = (pick: (i: LossInput) => Decimal | null) => {
    const values = Object.fromEntries(
      inputs.map((i) => {
        const v = pick(i);
        return [i.key, v === null ? null : Number(v)];
      }),
    );
    return evaluate(driver.expr, values);
  };
  const low = side((i) => i.low),
    high = side((i) => i.high);
  if (low === null || high === null) return null;
  const likely = low > 0 ? Math.sqrt(low * high) : (low + high) / 2;
  const whole = (value: number) => Math.round(value) * 100;
  return { low: whole(low), likely: whole(likely), high: whole(high) };
}

export function driversOf(t: LibraryTemplate, given: InputValue[] = []): LossDriver[] {
  return t.loss_model.drivers.map((driver, at) => {
    const inputs = driver.inputs.map((input): LossInput => {
      // One key is one fact: a value given for a key in any driver serves all drivers of the template.
      const own =
        given.find((g) => g.driver === at && g.key === input.key) ??
        given.find((g) => g.key === input.key);
      const low = own?.low ?? (input.typical_low === null ? null : String(input.typical_low));
      const high = own?.high ?? (input.typical_high === null ? null : String(input.typical_high));
      return {
        key: input.key,
        label: input.label,
        unit: input.unit,
        low,
        high,
        typical: input.typical,
        assumed: input.typical && (own?.low ?? null) === null && (own?.high ?? null) === null,
      };
    });
    return {
      name: driver.name,
      formula: driver.formula,
      moneyKind: driver.money_kind,
      inputs,
      range: rangeOf(driver, inputs),
    };
  });
}

export function lossOfDrivers(drivers: LossDriver[], combine: 'sum' | 'largest'): Range | null {
  const known = drivers.map((x) => x.range).filter((r): r is Range => r !== null);
  if (known.length === 0) return null;
  if (combine === 'largest') return known.reduce((a, b) => (b.likely > a.likely ? b : a));
  return known.reduce((a, b) => ({
    low: a.low + b.low,
    likely: a.likely + b.likely,
    high: a.high + b.high,
  }));
}

export const sentencesOf = (t: LibraryTemplate): string[] => t.for_engineers.split(/(?<=[.!?])\s+/);

export function template(d: MemoryDossier, id: string): TemplateDetail {
  const t = templateOf(d, id);
  const drivers = driversOf(t);
  return {
    card: templateCard(t),
    forFounder: t.for_founder,
    forInvestor: t.for_investor,
    sentences: sentencesOf(t),
    good: t.what_good_looks_like,
    recommendation: t.recommendation,
    firstStep: t.first_step_this_week,
    verifyFix: t.verify_fix,
    evidenceToCollect: t.evidence_to_collect,
    effortLow: String(t.effort_days.low),
    effortHigh: String(t.effort_days.high),
    externalCost: t.external_cost === null ? null : t.external_cost * 100,
    likelihood: t.severity_hint.likelihood,
    drivers,
    combine: t.loss_model.combine,
    loss: lossOfDrivers(drivers, t.loss_model.combine),
    scenario: t.scenario,
    gate: t.gate === 'none' ? null : t.gate,
    dealClass: t.deal_class_hint,
    placeholders: t.placeholders.map((name) => {
      const known = registry.placeholders.find((p) => p.name === name);
      return { name, meaning: known?.meaning ?? name, example: known?.example ?? '' };
    }),
  };
}

export function searchTemplates(d: MemoryDossier, text: string): TemplateCard[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return d.templates
    .filter((t) =>
      words.every((w) =>
        `${t.title} ${t.area} ${t.for_founder} ${t.red_flags.join(' ')}`.toLowerCase().includes(w),
      ),
    )
    .slice(0, 40)
    .map((t) => templateCard(t));
}
