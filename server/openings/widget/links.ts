import type { Config } from '#platform/config.ts';
import { sign, verify } from '#platform/crypto.ts';

type Signing = Pick<Config, 'secret' | 'publicUrl'>;

/** `<company in base 36>.<22 characters of signature>`: it stands in the page of a careers site, and leads to that company alone. */
export function widgetToken(config: Pick<Config, 'secret'>, companyId: number): string {
  const payload = companyId.toString(36);
  return `${payload}.${sign(config.secret, 'widget', payload)}`;
}

/** Null for what we did not sign. */
export function readWidgetToken(config: Pick<Config, 'secret'>, token: string): number | null {
  const [, company = '', signature = ''] = /^([0-9a-z]{1,11})\.([A-Za-z0-9_-]{22})$/.exec(token) ?? [];
  return company && verify(config.secret, 'widget', company, signature) ? parseInt(company, 36) : null;
}

/** The page that the widget shows in its frame; it can also be linked to. */
export function widgetUrl(config: Signing, companyId: number): string {
  return `${config.publicUrl}/w/${widgetToken(config, companyId)}`;
}

/** What a careers site puts into its pages. */
export function widgetSnippet(config: Signing, companyId: number): string {
  return `<script src="${config.publicUrl}/widget.js?site=${widgetToken(config, companyId)}" async></script>`;
}
