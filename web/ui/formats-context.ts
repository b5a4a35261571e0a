import { createContext, useContext } from 'react';
import { createFormats, type Formats } from './format.ts';

/** The frame provides the user's language and the company's time zone; without it, the browser's own. */
export const FormatsContext = createContext<Formats>(
  createFormats(navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone),
);

export function useFormats(): Formats {
  return useContext(FormatsContext);
}
