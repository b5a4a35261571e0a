import type { UseFormReturnType } from '@mantine/form';
import { ApiError } from '../api/errors.ts';

/**
 * Puts the API's messages beside the inputs they are about. Returns true when every one found its input; otherwise the
 * caller shows the error as a whole too.
 */
export function showFieldErrors<Values>(form: UseFormReturnType<Values>, error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  const entries = Object.entries(error.fields);
  const known = entries.filter(([name]) => name in (form.getValues() as object));
  if (known.length) form.setErrors(Object.fromEntries(known));
  return known.length > 0 && known.length === entries.length;
}
