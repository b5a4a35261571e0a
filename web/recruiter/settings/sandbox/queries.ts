import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../../api/client.ts';
import type { PhoneChannel } from '../route.ts';

const listEveryMs = 3_000;
/** As often as somebody who waits for an answer looks. */
const lookEveryMs = 1_500;

const loadPhones = (to: string) => unwrap(api.GET('/api/sandbox/phones', { params: { query: to ? { to } : {} } }));

/** Phones and mailboxes in which something has arrived; `to` is a number, an address or a part of a name. */
export const phonesQuery = (to: string) =>
  queryOptions({
    queryKey: ['sandbox', 'phones', to],
    queryFn: () => loadPhones(to),
    refetchInterval: listEveryMs,
    placeholderData: (previous) => previous,
  });

export const loadPhone = (phone: string, channel?: PhoneChannel) =>
  unwrap(api.GET('/api/sandbox/phone', { params: { query: { phone, ...(channel && { channel }) } } }));

export const phoneQuery = (phone: string, channel: PhoneChannel | undefined) =>
  queryOptions({
    queryKey: ['sandbox', 'phone', phone, channel ?? null],
    queryFn: () => loadPhone(phone, channel),
    refetchInterval: lookEveryMs,
  });

export type PhoneEntry = Awaited<ReturnType<typeof loadPhones>>[number];
export type ShownPhone = Awaited<ReturnType<typeof loadPhone>>;
export type PhoneMessage = ShownPhone['messages'][number];
/** On which phone something is done, and on which of its channels. */
export type On = { phone: string; channel: PhoneChannel };
