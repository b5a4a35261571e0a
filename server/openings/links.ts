import { campaignRef } from '#channels/campaign-ref.ts';
import { listConnections } from '#channels/connections.ts';
import type { Config } from '#platform/config.ts';
import type { Trx } from '#platform/db.ts';
import { languageOf } from '#platform/sentences.ts';
import { readSignedIds, signIds } from '#platform/signed-ids.ts';
import type { OpeningView } from './schema.ts';
import { words } from './words.ts';

type Signing = Pick<Config, 'secret' | 'publicUrl'>;
type Ids = { companyId: number; campaignId: number };

/** The page that describes an opening, for everybody who has its address. */
export function openingUrl(config: Signing, ids: Ids): string {
  return `${config.publicUrl}/j/${openingToken(config, ids)}`;
}

/** Signed: nobody walks through the campaigns of a company by their numbers. */
export function openingToken(config: Pick<Config, 'secret'>, { companyId, campaignId }: Ids): string {
  return signIds(config.secret, 'opening', [companyId, campaignId]);
}

/** Null for what we did not sign. */
export function readOpeningToken(config: Pick<Config, 'secret'>, token: string): Ids | null {
  const [companyId, campaignId] = readSignedIds(config.secret, 'opening', token) ?? [];
  return companyId === undefined || campaignId === undefined ? null : { companyId, campaignId };
}

/** By which links people come for this campaign. `asks`: for an inquiry, not to apply. */
export async function linksOf(
  trx: Trx,
  config: Signing,
  { companyId, campaignId, asks }: Ids & { asks: boolean },
): Promise<OpeningView['links']> {
  const connections = await listConnections(trx, companyId);
  const connected = (channel: string) => connections.find((one) => one.channel === channel);
  const { title, language } = await trx
    .selectFrom('campaigns')
    .select(['title', 'language'])
    .where('company_id', '=', companyId)
    .where('id', '=', campaignId)
    .executeTakeFirstOrThrow();
  const ref = campaignRef(campaignId);
  const opener = (asks ? words.wantToAsk : words.wantToApply)(title, ref)[languageOf(language)];
  const [page, whatsapp, sms] = ['messenger', 'whatsapp', 'sms'].map(connected);
  return {
    messenger: page ? `https://m.me/${page.address ?? page.account}?${new URLSearchParams({ ref })}` : null,
    // WhatsApp tells no reference; what is written there beforehand has to hold it.
    whatsapp: whatsapp?.address
      ? `https://wa.me/${whatsapp.address.replace(/\D/g, '')}?text=${encodeURIComponent(opener)}`
      : null,
    sms: sms ? { number: sms.address } : null,
    page: openingUrl(config, { companyId, campaignId }),
  };
}
