import { z } from 'zod';

/** A part that is missing, null or not as it is documented counts as missing: what is said beside it is not lost for that. */
export const maybe = <T extends z.ZodType>(part: T) =>
  part
    .nullish()
    .transform((value) => value ?? undefined)
    .catch(undefined)
    .optional();

export const words = maybe(z.string());

/** Of a list, those that can be read. */
export const readable = <T extends z.ZodType>(part: T) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((items) =>
      items.flatMap((item) => {
        const { success, data } = part.safeParse(item);
        return success ? [data as z.output<T>] : [];
      }),
    );
