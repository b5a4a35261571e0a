import { Alert, Tabs, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { linkTokens } from '../../../../server/campaigns/letters/addresses.ts';
import { parseTemplate } from '../../../../server/conversations/tokens.ts';
import { api, unwrap } from '../../../api/client.ts';
import { ApiError } from '../../../api/errors.ts';
import { toast } from '../../../ui/toast.tsx';
import { type CampaignDetails, type Template, tokenValuesQuery, useKeepCampaign } from '../queries.ts';
import { SaveBar } from '../save-bar.tsx';
import { Section } from '../section.tsx';
import { useDraft } from '../use-draft.ts';
import { CandidatePicker } from './candidate-picker.tsx';
import { EmailEditor } from './email-editor.tsx';
import { MailPreview } from './mail-preview.tsx';
import classes from './messages-section.module.css';
import { SmsEditor } from './sms-editor.tsx';
import { SmsPreview } from './sms-preview.tsx';
import { WhatsappEditor } from './whatsapp-editor.tsx';

const events = ['invitation', 'completion', 'shortlisted', 'rejected'] as const;
type Event = (typeof events)[number];
/** By place in the text: `subject`, `body`, and in a mail of blocks `document.blocks.1.href`. */
export type Problems = Readonly<Record<string, string>>;

/** The texts that go out at four events, by SMS and e-mail, each with how it arrives. */
export function MessagesSection({ campaign }: { campaign: CampaignDetails }) {
  const { t } = useTranslation('campaign');
  const [event, setEvent] = useState<Event>('invitation');
  const [applicationId, setApplicationId] = useState<number | undefined>();
  const [unfinished, setUnfinished] = useState<Problems>({});
  const draft = useDraft(complete(campaign.templates));
  const keep = useKeepCampaign();
  const save = useMutation({
    mutationFn: () =>
      unwrap(
        api.PUT('/api/campaigns/{campaignId}/templates', {
          params: { path: { campaignId: campaign.id } },
          // Of blocks the server makes the HTML itself.
          body: { templates: draft.value.map((one) => (one.document ? { ...one, body: '' } : one)) },
        }),
      ),
    onSuccess: (stored) => {
      keep(stored);
      draft.saved(complete(stored.templates));
      toast.success(t('saved'));
    },
  });
  const values = useQuery(tokenValuesQuery(campaign.id, applicationId)).data ?? {};
  const problems = save.error instanceof ApiError ? save.error.fields : {};
  const text = (channel: Template['channel']) => find(draft.value, event, channel);
  const problemsOf = (channel: Template['channel']): Problems => {
    const place = `${event}.${channel}.`;
    const own = Object.entries(problems).filter(([at]) => at.startsWith(place));
    return Object.fromEntries(own.map(([at, why]) => [at.slice(place.length), why]));
  };

  function edit(channel: Template['channel'], patch: Partial<Template>): void {
    save.reset();
    draft.change((before) =>
      before.map((one) => (one.event === event && one.channel === channel ? { ...one, ...patch } : one)),
    );
  }

  const [sms, email] = [text('sms'), text('email')];
  return (
    <Section
      title={t('messages.heading')}
      text={t('messages.text')}
      preview={
        <div className={classes.previews}>
          <CandidatePicker campaignId={campaign.id} value={applicationId} onChange={setApplicationId} />
          <SmsPreview text={sms.body} values={values} enabled={sms.enabled} />
          <MailPreview
            key={event}
            campaignId={campaign.id}
            text={email}
            applicationId={applicationId}
            onProblems={setUnfinished}
          />
        </div>
      }
    >
      <Tabs value={event} onChange={(value) => value && setEvent(value as Event)} keepMounted={false}>
        <Tabs.List mb="sm" className={classes.tabs}>
          {events.map((one) => (
            <Tabs.Tab key={one} value={one} data-problem={hasProblem(problems, one) || undefined}>
              {t(`messages.events.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={event}>
          <Text c="dimmed" size="xs" mb="sm">
            {t(`messages.when.${event}`)}
          </Text>
          {event === 'invitation' && [sms, email].some((one) => one.enabled && !leadsIn(one)) && (
            <Alert color="yellow" role="status" mb="sm" p="xs">
              {t('messages.noWayIn')}
            </Alert>
          )}
          <SmsEditor text={sms} values={values} problems={problemsOf('sms')} onChange={(patch) => edit('sms', patch)} />
          <WhatsappEditor campaignId={campaign.id} event={event} values={values} />
          <EmailEditor
            key={event}
            campaignId={campaign.id}
            applicationId={applicationId}
            text={email}
            values={values}
            problems={{ ...unfinished, ...problemsOf('email') }}
            onChange={(patch) => edit('email', patch)}
          />
        </Tabs.Panel>
      </Tabs>
      <SaveBar
        dirty={draft.dirty}
        saving={save.isPending}
        onSave={() => save.mutate()}
        onDiscard={() => {
          save.reset();
          draft.discard();
        }}
        error={
          save.error &&
          withPlaces(
            save.error,
            (places) => t('messages.problems', { places }),
            (one) => t(`messages.events.${one}`),
          )
        }
      />
    </Section>
  );
}

/** Whether a candidate can begin the interview from this text. */
function leadsIn({ body, document }: Template): boolean {
  const written = document ? JSON.stringify(document) : body;
  return parseTemplate(written).some((part) => 'token' in part && linkTokens.some((name) => name === part.token));
}

/** Every event has a text on both channels, also where the campaign has none yet. */
function complete(templates: Template[]): Template[] {
  return events.flatMap((event) => (['sms', 'email'] as const).map((channel) => find(templates, event, channel)));
}

function find(templates: Template[], event: Event, channel: Template['channel']): Template {
  return (
    templates.find((one) => one.event === event && one.channel === channel) ?? {
      event,
      channel,
      enabled: false,
      subject: '',
      body: '',
      document: null,
    }
  );
}

function hasProblem(problems: Readonly<Record<string, string>>, event: Event): boolean {
  return Object.keys(problems).some((place) => place.startsWith(`${event}.`));
}

/** Problems stand beside their inputs; here is said on which tabs to look. */
function withPlaces(error: unknown, say: (places: string) => string, name: (event: Event) => string): unknown {
  if (!(error instanceof ApiError)) return error;
  const places = events.filter((event) => hasProblem(error.fields, event)).map(name);
  return places.length ? new ApiError(error.status, error.code, say(places.join(', ')), error.fields) : error;
}
