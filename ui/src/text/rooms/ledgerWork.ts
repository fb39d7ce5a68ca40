// Sentences that only a room needs which loads late; the language is chosen here as in ../index.
import { ledgerWork as en } from '../en/ledgerWork';

export const ledgerWork: typeof en = en;
