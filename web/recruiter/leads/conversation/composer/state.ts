import { useQuery } from '@tanstack/react-query';
import { type FileProblem, fileProblem } from '../../../../../server/channels/files.ts';
import { limitsOf } from '../../../../../server/channels/limits.ts';
import {
  emptyTokens,
  parseTemplate,
  substitute,
  type TokenName,
  unknownTokens,
} from '../../../../../server/conversations/tokens.ts';
import { type Channel, channelOf, channelsQuery, tokensQuery } from '../queries.ts';
import type { Draft } from './drafts.ts';
import { uploads } from './uploads.ts';

export type ComposerState = {
  /** Undefined until they are known. */
  channels: Channel[] | undefined;
  /** By which it would go now; undefined where there is none. */
  channel: Channel | undefined;
  /** The text as the candidate would read it. */
  text: string;
  longest: number;
  /** Tokens for which nothing is known of this candidate. */
  gaps: TokenName[];
  /** Tokens that nobody knows, and beginnings of one, as they are written. */
  wrongTokens: string[];
  fileProblem: FileProblem | { code: 'no_files_here' } | null;
  ready: boolean;
  /** Nothing but files on their way keeps it from being ready. */
  uploading: boolean;
};

/** What the draft would be if it were sent now, and whether it can be. The API has the last word. */
export function useComposerState(applicationId: number, draft: Draft): ComposerState {
  const { data: channels } = useQuery(channelsQuery(applicationId));
  const { data: values } = useQuery({ ...tokensQuery(applicationId), enabled: draft.body.includes('<%') });
  const waiting = uploads.use(applicationId);
  const channel = channelOf(channels ?? [], draft.channel);
  const text = values ? substitute(draft.body, values) : draft.body;
  const longest = limitsOf(channel?.channel ?? 'sms').text;
  const wrongTokens = [draft.subject, draft.body].flatMap(wrongIn);
  const files = draft.files.length > 0 && channel ? problemOf(channel, draft) : null;
  const good =
    (draft.body.trim() !== '' || draft.files.length + waiting.length > 0) &&
    (!channels || channel?.available === true) &&
    (channel?.channel !== 'email' || draft.subject.trim() !== '') &&
    text.length <= longest &&
    wrongTokens.length === 0 &&
    !files;
  return {
    channels,
    channel,
    text,
    longest,
    gaps: values ? [...new Set([...emptyTokens(draft.subject, values), ...emptyTokens(draft.body, values)])] : [],
    wrongTokens,
    fileProblem: files,
    ready: good && waiting.length === 0,
    uploading: good && waiting.length > 0 && waiting.every(({ failure }) => failure === undefined),
  };
}

function problemOf({ channel, takesFiles }: Channel, { files }: Draft): ComposerState['fileProblem'] {
  return takesFiles ? fileProblem(channel, files) : { code: 'no_files_here' };
}

function wrongIn(text: string): string[] {
  if (!text.includes('<%')) return [];
  const begun = parseTemplate(text).some((part) => 'text' in part && part.text.includes('<%'));
  return [...unknownTokens(text).map((name) => `@${name}`), ...(begun ? ['<%'] : [])];
}
