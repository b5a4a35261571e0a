import { createContext, use } from 'react';
import type { TokenValues } from '../../../../server/conversations/tokens.ts';

interface Letter {
  /** What each token is for the candidate of the preview. */
  values: TokenValues;
}

export const LetterContext = createContext<Letter>({ values: {} });
export const useLetter = () => use(LetterContext);
