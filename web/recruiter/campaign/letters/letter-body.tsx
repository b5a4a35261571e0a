import { Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TokenValues } from '../../../../server/conversations/tokens.ts';
import { api, unwrap } from '../../../api/client.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { toast } from '../../../ui/toast.tsx';
import { insertAtCursor, TokenMenu } from '../messages/token-menu.tsx';
import type { Template } from '../queries.ts';
import { BlockList } from './block-list.tsx';
import type { LetterDocument, Problems } from './document.ts';
import { LetterBar } from './letter-bar.tsx';
import { LetterContext } from './letter-context.ts';
import classes from './letters.module.css';
import { LookMenu } from './look-menu.tsx';
import { predefinedLetter } from './queries.ts';
import { TemplateMenu } from './template-menu.tsx';
import { useHistory } from './use-history.ts';

interface Props {
  campaignId: number;
  text: Template;
  values: TokenValues;
  /** By place in the mail: `body`, `document.blocks.1.href`. */
  problems: Problems;
  onChange: (patch: Partial<Template>) => void;
}

/** The text of a mail: blocks, or HTML as it is typed. */
export function LetterBody(props: Props) {
  const { campaignId, text, values, onChange } = props;
  const raw = useRawSwitch(props);
  const templates = <TemplateMenu campaignId={campaignId} text={text} onChange={onChange} />;
  return (
    <LetterContext value={{ values }}>
      {text.document ? (
        <Blocks {...props} document={text.document as LetterDocument} templates={templates} raw={raw} />
      ) : (
        <RawHtml {...props} templates={templates} raw={raw} />
      )}
      {raw.dialog}
    </LetterContext>
  );
}

interface Raw {
  pressed: boolean;
  busy: boolean;
  onToggle: () => void;
}

type PartProps = Props & { templates: React.ReactNode; raw: Raw };

function Blocks({ document, problems, templates, raw, onChange }: PartProps & { document: LetterDocument }) {
  const history = useHistory(document, (next) => onChange({ document: next }));
  function onKeyDown(event: KeyboardEvent): void {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== 'z' && key !== 'y')) return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) history.redo();
    else history.undo();
  }
  const ofBlocks = Object.fromEntries(
    Object.entries(problems).flatMap(([at, why]) =>
      at.startsWith('document.') ? [[at.slice('document.'.length), why]] : [],
    ),
  );
  return (
    // One history for all fields: a step back in one of them may be another's.
    // biome-ignore lint/a11y/noStaticElementInteractions: keys that its fields pass on
    <div onKeyDownCapture={onKeyDown}>
      <LetterBar raw={raw} history={history}>
        {templates}
        <LookMenu document={document} onChange={(patch) => history.change({ ...document, ...patch }, 'look')} />
      </LetterBar>
      <BlockList
        blocks={document.blocks}
        problems={ofBlocks}
        onChange={(blocks, about) => history.change({ ...document, blocks }, about)}
      />
      <Problem text={Object.keys(ofBlocks).length > 0 ? undefined : problems.body} />
    </div>
  );
}

function RawHtml({ text, values, problems, templates, raw, onChange }: PartProps) {
  const { t } = useTranslation('campaign');
  const field = useRef<HTMLTextAreaElement>(null);
  return (
    <div>
      <LetterBar raw={raw}>
        {templates}
        <TokenMenu
          values={values}
          onInsert={(token) => onChange({ body: insertAtCursor(field.current, text.body, token) })}
        />
      </LetterBar>
      <Textarea
        ref={field}
        className={classes.code}
        aria-label={t('messages.bodyEmail')}
        minRows={10}
        maxRows={28}
        spellCheck={false}
        value={text.body}
        onChange={(event) => onChange({ body: event.currentTarget.value })}
        error={problems.body}
      />
    </div>
  );
}

function Problem({ text }: { text: string | undefined }) {
  if (!text) return null;
  return (
    <p className={classes.problem} role="alert">
      {text}
    </p>
  );
}

/** From blocks to the HTML they become, and back while it is still that; HTML that was typed has no way back. */
function useRawSwitch({ campaignId, text, onChange }: Props): Raw & { dialog: React.ReactNode } {
  const { t } = useTranslation('letters');
  const left = useRef<Pick<Template, 'document' | 'body'> | null>(null);
  const [asking, setAsking] = useState(false);
  const toHtml = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/campaigns/{campaignId}/templates/preview', {
          params: { path: { campaignId } },
          body: { channel: 'email', subject: '', body: '', document: text.document },
        }),
      ),
    onSuccess: ({ source }) => {
      const before = { document: text.document, body: source ?? '' };
      left.current = before;
      onChange({ document: null, body: source ?? '' });
      toast.undo(t('nowHtml'), () => onChange({ document: before.document }));
    },
  });
  const back = () => onChange({ document: left.current?.document ?? null });
  function onToggle(): void {
    if (!text.document && left.current?.body === text.body) back();
    else setAsking(true);
  }
  // What was typed as HTML can not become blocks; those that were there before can come back.
  const kept = !text.document && left.current !== null;
  const way = text.document ? 'toHtml' : kept ? 'toOldBlocks' : 'toBlocks';
  const dialog = (
    <ConfirmDialog
      opened={asking}
      onClose={() => setAsking(false)}
      title={t(`${way}Title`)}
      confirmLabel={t(`${way}Done`)}
      onConfirm={async () => {
        if (way === 'toHtml') return void (await toHtml.mutateAsync());
        if (way === 'toOldBlocks') return back();
        const { document } = await predefinedLetter(campaignId, text.event);
        onChange({ document });
      }}
    >
      {t(`${way}Text`)}
    </ConfirmDialog>
  );
  return { pressed: text.document === null, busy: toHtml.isPending, onToggle, dialog };
}
