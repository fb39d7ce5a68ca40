// Sentences that only a room needs which loads late; the language is chosen here as in ../index.
import { ledgerAgreed as en } from '../en/ledgerAgreed';

export const ledgerAgreed: typeof en = en;
