import { reports } from './reports';
import { overview } from './overview';
import { findings } from './findings';
import { friction } from './friction';
import { audit } from './audit';
import { calendar } from './calendar';
import { vendors } from './vendors';
import { app } from './app';
import { clients } from './clients';
import { charts } from './charts';
import { common } from './common';
import { dossier } from './dossier';
import { handover } from './handover';
import { ledger } from './ledger';
import { lock } from './lock';
import { marks } from './marks';
import { commands, keys } from './keys';
import { operations } from './operations';
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
  operations,
  safekeeping,
  handover,
  overview,
  people,
  audit,
  findings,
  friction,
  vendors,
  calendar,
  ledger,
  charts,
  reports,
};
