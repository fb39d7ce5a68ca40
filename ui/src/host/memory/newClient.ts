import type { NewClient } from '../bindings';
import type { SourceClient } from './source';
import heron from '../../../../src-tauri/crates/domain/data/samples/sample-client.json?raw';

/** What a client that came from elsewhere starts with here. */
export function blankClient(codename: string): NewClient {
  return {
    codename,
    name: codename,
    sector: '',
    country: '',
    language: 'en-GB',
    currency: 'EUR',
    revenue: null,
    people: null,
    engineers: null,
    level: 'standard',
    engagementKind: 'fractional_cto',
    engagementTitle: 'Fractional CTO',
    pack: 'day1',
  };
}

/** A client as it is on its first day: one engagement, no round, the sample's default settings. */
export function newSourceClient(client: NewClient): SourceClient {
  const model = JSON.parse(heron) as SourceClient;
  return {
    currency: client.currency,
    as_of: '2026-11-20',
    settings: model.settings,
    client: {
      codename: client.codename,
      name: client.name,
      annual_recurring_revenue: client.revenue === null ? null : (client.revenue / 100).toFixed(2),
    },
    brand: model.brand,
    engagements: [
      {
        id: 'E-01',
        title: client.engagementTitle,
        kind: client.engagementKind,
        start: '2026-11-20',
        end: null,
        default_profile: 'balanced',
        commissioned_by: 'client',
      },
    ],
    people: [],
    milestones: [],
    rounds: [],
    findings: [],
    scenarios: [],
    actions: [],
    evidence: [],
  };
}
