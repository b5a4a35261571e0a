import type { Config } from '#platform/config.ts';
import { readSignedIds, signIds } from '#platform/signed-ids.ts';

type Signing = Pick<Config, 'secret' | 'publicUrl'>;

/** Signed: it stands in the page of a careers site, and leads to that company alone. */
export function widgetToken(config: Pick<Config, 'secret'>, companyId: number): string {
  return signIds(config.secret, 'widget', [companyId]);
}

/** Null for what we did not sign. */
export function readWidgetToken(config: Pick<Config, 'secret'>, token: string): number | null {
  return readSignedIds(config.secret, 'widget', token)?.[0] ?? null;
}

/** The page that the widget shows in its frame; it can also be linked to. */
export function widgetUrl(config: Signing, companyId: number): string {
  return `${config.publicUrl}/w/${widgetToken(config, companyId)}`;
}

/** What a careers site puts into its pages. */
export function widgetSnippet(config: Signing, companyId: number): string {
  return `<script src="${config.publicUrl}/widget.js?site=${widgetToken(config, companyId)}" async></script>`;
}
