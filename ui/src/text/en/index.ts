import { reports } from './reports';
import { overview } from './overview';
import { findings } from './findings';
import { audit } from './audit';
import { app } from './app';
import { clients } from './clients';
import { common } from './common';
import { dossier } from './dossier';
import { handover } from './handover';
import { lock } from './lock';
import { marks } from './marks';
import { commands, keys } from './keys';
import { people } from './people';
import { safekeeping } from './safekeeping';
import { settings } from './settings';
import { trash } from './trash';

export const en = {
  common,
  ...marks,
  app,
  lock,
  clients,
  dossier,
  commands,
  keys,
  settings,
  trash,
  safekeeping,
  handover,
  overview,
  people,
  audit,
  findings,
  reports,
};
