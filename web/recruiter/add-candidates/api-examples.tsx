import { Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../ui/copy-button.tsx';
import classes from './api-examples.module.css';

/** Requests to copy into a terminal, that already hold this campaign's id. */
export function ApiExamples({ campaignId }: { campaignId: number }) {
  const { t } = useTranslation('addCandidates');
  const address = `${window.location.origin}/api/talkpush_services/campaigns/${campaignId}/campaign_invitations`;
  return (
    <Stack maw="48rem" gap="lg">
      <div>
        <Text>{t('api.text')}</Text>
        <Text c="dimmed">{t('api.keys')}</Text>
      </div>
      <Example title={t('api.campaignId')} code={String(campaignId)} />
      <Example title={t('api.address')} code={`POST ${address}`} copied={address} />
      <Example title={t('api.json')} code={json(address)} />
      <Example title={t('api.form')} code={form(address)} />
      <Example title={t('api.repeat')} text={t('api.repeatText')} code={repeated(address)} />
      <Example title={t('api.answer')} code={answer(campaignId)} />
    </Stack>
  );
}

function Example({
  title,
  text,
  code,
  copied = code,
}: {
  title: string;
  text?: string;
  code: string;
  copied?: string;
}) {
  return (
    <section aria-label={title}>
      <div className={classes.head}>
        <Title order={2} className={classes.title}>
          {title}
        </Title>
        <CopyButton value={copied} what={title} />
      </div>
      {text && (
        <Text c="dimmed" mb={6}>
          {text}
        </Text>
      )}
      {/* It scrolls, so that it can be reached without a mouse. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={classes.code} tabIndex={0} role="group" aria-label={title}>
        {code}
      </pre>
    </section>
  );
}

const person = `{
    "api_key": "API_KEY",
    "api_secret": "API_SECRET",
    "campaign_invitation": {
      "first_name": "Maria",
      "last_name": "Santos",
      "email": "maria.santos@example.com",
      "user_phone_number": "+639171234567",
      "source": "Careers site",
      "others": { "shift": "night" }
    }
  }`;

function json(address: string): string {
  return `curl -X POST '${address}' \\
  -H 'Content-Type: application/json' \\
  -d '${person}'`;
}

function form(address: string): string {
  return `curl -X POST '${address}' \\
  -H 'api-key: API_KEY' -H 'api-secret: API_SECRET' \\
  -F 'campaign_invitation[first_name]=Maria' \\
  -F 'campaign_invitation[last_name]=Santos' \\
  -F 'campaign_invitation[user_phone_number]=+639171234567' \\
  -F 'campaign_invitation[temporary_cv]=@resume.pdf'`;
}

function repeated(address: string): string {
  return `curl -X POST '${address}' \\
  -H 'Content-Type: application/json' \\
  -H 'Idempotency-Key: careers-site-4711' \\
  -d '${person}'`;
}

function answer(campaignId: number): string {
  return `201 Created

{
  "id": 1024,
  "candidate_id": 998,
  "campaign_id": ${campaignId},
  "state": "inbox",
  "duplicate": false
}`;
}
