import { useState } from 'preact/hooks';
import { useSetting } from '../chat/setting.ts';
import { type Proposal, sendProposal } from './api.ts';

/** What the guest would do with the candidate; the recruiters see it and decide. */
export function ProposalForm({ token }: { token: string }) {
  const { texts } = useSetting();
  const [verdict, setVerdict] = useState<Proposal['verdict'] | null>(null);
  const [name, setName] = useState('');
  const [comment, setComment] = useState('');
  const [state, setState] = useState<'open' | 'sending' | 'sent' | 'failed'>('open');
  const ready = verdict !== null && name.trim() !== '' && state !== 'sending';

  async function send(): Promise<void> {
    if (!ready || !verdict) return;
    setState('sending');
    setState((await sendProposal(token, { verdict, name, comment })) ? 'sent' : 'failed');
  }

  if (state === 'sent')
    return (
      <section class="card">
        <p role="status">{texts.shared.sent}</p>
      </section>
    );
  return (
    <form
      class="card"
      aria-labelledby="proposal"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h2 id="proposal">{texts.shared.proposal}</h2>
      <p class="quiet">{texts.shared.proposalText}</p>
      <div class="choices" role="radiogroup" aria-labelledby="proposal">
        {(['shortlist', 'reject'] as const).map((value) => (
          <label key={value} class="choice">
            <input type="radio" name="verdict" checked={verdict === value} onChange={() => setVerdict(value)} />
            {texts.shared[value]}
          </label>
        ))}
      </div>
      <label class="field">
        {texts.shared.name}
        <input
          required
          maxLength={100}
          autoComplete="name"
          value={name}
          onInput={(e) => setName(e.currentTarget.value)}
        />
      </label>
      <label class="field">
        {texts.shared.comment}
        <textarea rows={3} maxLength={2000} value={comment} onInput={(e) => setComment(e.currentTarget.value)} />
      </label>
      {state === 'failed' && (
        <p role="alert" class="alert">
          {texts.shared.failed}
        </p>
      )}
      <button type="submit" class="button button-main" disabled={!ready}>
        {texts.shared.send}
      </button>
    </form>
  );
}
