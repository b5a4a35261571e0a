import { holdTurns } from '#campaigns/turns.ts';
import { sendInvitation } from '#conversations/invitation.ts';
import { listChannels, lockConversationOf, sendReply } from '#conversations/replies.ts';
import { words as conversationWords } from '#conversations/words.ts';
import { resumeBot, stopBot } from '#interviews/bot.ts';
import { words as platformWords } from '#platform/words.ts';
import { deleteApplication } from '../deletion.ts';
import { refreshPin } from '../pin.ts';
import { moveToCampaign } from '../transfer.ts';
import { assignVerb } from './assign.ts';
import { moveVerb } from './folder.ts';
import { labelVerb } from './label.ts';
import type { Action } from './schema.ts';
import { each, lockOne, skipped, type Verb } from './verb.ts';
import { words } from './words.ts';

/** What is done to each, by the very rules of doing it to one. */
export function verbOf(action: Action): Verb {
  switch (action.kind) {
    case 'folder':
      return moveVerb(action.folder, action.notify, action.reasonId);
    case 'label':
      return labelVerb(action.labelId, action.on);
    case 'assign':
      return assignVerb(action.userId);
    case 'invitation':
      return each(async ({ trx, services, session }, id) => {
        await sendInvitation(trx, services, session, id, {});
        return { outcome: 'done' };
      });
    case 'message':
      return messageVerb(action);
    case 'pin':
      return each(async (work, id) => {
        await refreshPin(work.trx, await lockOne(work, id), work.session.userId);
        return { outcome: 'done' };
      });
    case 'bot':
      return botVerb(action.on);
    case 'campaign':
      return campaignVerb(action.campaignId);
    case 'delete':
      return each(async ({ trx, services, session }, id) => {
        if (session.role !== 'owner') return skipped('forbidden', platformWords.ownersOnly);
        await deleteApplication(trx, services.hints, await lockConversationOf(trx, session, id), session);
        return { outcome: 'done' };
      });
  }
}

/** The turns are held before anybody's row, as everywhere. */
function campaignVerb(campaignId: number): Verb {
  const { size, perform } = each(async ({ trx, services, session }, id) => {
    const application = await lockConversationOf(trx, session, id);
    await moveToCampaign(trx, services, session, application, campaignId);
    return { outcome: 'done' };
  });
  return {
    size,
    async perform(work, ids) {
      await holdTurns(work.trx, work.session.companyId, [campaignId]);
      return perform(work, ids);
    },
  };
}

/** The key makes it one message for each candidate, however often it is tried. */
function messageVerb({ channel, body, subject, allowEmptyTokens }: Extract<Action, { kind: 'message' }>): Verb {
  return each(async ({ trx, services, session, bulkId }, id) => {
    const preset = channel === 'auto' ? await presetChannel({ trx, services, session }, id) : channel;
    if (!preset) return skipped('no_channel', words.noChannel);
    const clientKey = `bulk-${bulkId}-${id}`;
    const subjectOf = preset === 'email' && subject ? { subject } : {};
    await sendReply(trx, services, session, id, {
      channel: preset,
      body,
      ...subjectOf,
      clientKey,
      files: [],
      allowEmptyTokens,
    });
    return { outcome: 'done' };
  });
}

async function presetChannel(
  { trx, services, session }: Pick<Parameters<Verb['perform']>[0], 'trx' | 'services' | 'session'>,
  id: number,
) {
  return (await listChannels(trx, services, session, id)).find((one) => one.default)?.channel;
}

function botVerb(on: boolean): Verb {
  return each(async ({ trx, services, session }, id) => {
    const application = await lockConversationOf(trx, session, id);
    if (on) await resumeBot(trx, services, application, session.userId);
    else if (!(await stopBot(trx, application, session.userId)))
      return skipped('bot_not_running', conversationWords.botNotRunning);
    return { outcome: 'done' };
  });
}
