import type { paths } from '../../api/schema.d.ts';

export type SharedView = paths['/api/shared/{token}']['get']['responses'][200]['content']['application/json'];
export type Proposal = NonNullable<
  paths['/api/shared/{token}/verdicts']['post']['requestBody']
>['content']['application/json'];

/** `gone`: the link shows nothing; `unreachable`: no answer, or not now. */
export async function loadShared(token: string): Promise<SharedView | 'gone' | 'unreachable'> {
  try {
    const answer = await fetch(`/api/shared/${encodeURIComponent(token)}`, { cache: 'no-store' });
    if (answer.status === 404 || answer.status === 400) return 'gone';
    return answer.ok ? ((await answer.json()) as SharedView) : 'unreachable';
  } catch {
    return 'unreachable';
  }
}

/** Whether it arrived. */
export async function sendProposal(token: string, body: Proposal): Promise<boolean> {
  try {
    const answer = await fetch(`/api/shared/${encodeURIComponent(token)}/verdicts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return answer.ok;
  } catch {
    return false;
  }
}
