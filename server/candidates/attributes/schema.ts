import { z } from 'zod';
import { says } from '#platform/http/issues.ts';
import { givenName } from '../name.ts';
import { applicationParams, id } from '../schema.ts';
import { words } from './words.ts';

export const attributeTypes = ['text', 'number', 'date', 'choice'] as const;
export type AttributeType = (typeof attributeTypes)[number];

export const attributeParams = z.object({ attributeId: id });
export const valueParams = applicationParams.extend({ attributeId: id });

const choices = z
  .array(givenName(80))
  .max(100)
  .refine((all) => new Set(all.map((one) => one.toLowerCase())).size === all.length, says(words.sameChoiceTwice));

export const newAttribute = z.object({
  name: givenName(60),
  /** Under which the value stands among an application's details; made of the name where it is not given. */
  key: givenName(60).optional(),
  type: z.enum(attributeTypes),
  choices: choices.default([]),
});
export type NewAttribute = z.infer<typeof newAttribute>;

export const changedAttribute = z
  .object({ name: givenName(60), type: z.enum(attributeTypes), choices, archived: z.boolean() })
  .partial();
export type AttributeChange = z.infer<typeof changedAttribute>;

/** All attributes, archived ones included, in the order that they are to have. */
export const attributeOrder = z.object({ ids: z.array(z.number().int()).max(500) });

export const attribute = z.object({
  id: z.number(),
  key: z.string(),
  name: z.string(),
  type: z.enum(attributeTypes),
  choices: z.array(z.string()),
  archived: z.boolean(),
});
export type Attribute = z.infer<typeof attribute>;

/**
 * What the editor saw is `seen`; what a colleague changed meanwhile is not overwritten (`edited_meanwhile`). The value is a
 * number with a decimal point, a date as 2027-03-31, a choice as it is written; null or nothing takes the
 * value away.
 */
export const valueBody = z.object({ value: z.string().max(4000).nullable(), seen: z.string().nullable().optional() });

/** A detail that is no attribute, by the key under which it stands. */
export const detailBody = z.object({
  key: z
    .string()
    .min(1)
    .max(200)
    .refine((key) => !key.includes('\0') && key.isWellFormed(), says(words.unclean)),
  value: z.string().max(4000).nullable(),
  seen: z.string().nullable().optional(),
});

export const attributeValue = attribute.extend({
  value: z.string().nullable(),
  /** False where what came in is not of the attribute's type; it is kept as it was given. */
  fits: z.boolean(),
});
