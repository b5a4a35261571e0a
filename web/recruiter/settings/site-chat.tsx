import { Anchor, Button, Card, Code, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { ApiError } from '../../api/errors.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { toast } from '../../ui/toast.tsx';
import { UnsavedChanges } from '../../ui/unsaved-changes.tsx';

const load = () => unwrap(api.GET('/api/widget'));
type Widget = Awaited<ReturnType<typeof load>>;
const queryKey = ['widget'];

/** The web chat on the company's own sites: on which, and what goes into their pages. */
export function SiteChat() {
  const { t } = useTranslation('settings');
  const { data, error, refetch } = useQuery({ queryKey, queryFn: load });
  return (
    <Card withBorder>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {t('siteChat.title')}
        </Title>
        <Text c="dimmed">{t('siteChat.text')}</Text>
        {error && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {data ? <Facts widget={data} /> : !error && <SkeletonRows count={2} />}
      </Stack>
    </Card>
  );
}

function Facts({ widget }: { widget: Widget }) {
  const { t } = useTranslation('settings');
  return (
    <>
      <Sites sites={widget.sites} />
      <Stack gap={2}>
        <Text fw={500} size="sm">
          {t('siteChat.snippet')}
        </Text>
        <Group gap={4} wrap="nowrap">
          <Code style={{ overflowWrap: 'anywhere' }}>{widget.snippet}</Code>
          <CopyButton value={widget.snippet} what={t('siteChat.snippet')} />
        </Group>
        <Text c="dimmed" size="sm">
          {t('siteChat.snippetHint')}
        </Text>
      </Stack>
      <Text size="sm">
        <Anchor href={widget.url} target="_blank" rel="noreferrer">
          {t('siteChat.look')}
        </Anchor>
      </Text>
    </>
  );
}

function Sites({ sites }: { sites: string[] }) {
  const { t } = useTranslation('settings');
  const queryClient = useQueryClient();
  const form = useForm({ initialValues: { sites: sites.join('\n') } });
  const save = useMutation({
    mutationFn: (text: string) => {
      const lines = text.split('\n').map((line) => line.trim());
      return unwrap(api.PUT('/api/widget', { body: { sites: lines.filter(Boolean) } }));
    },
    onSuccess: (saved) => {
      queryClient.setQueryData(queryKey, saved);
      const values = { sites: saved.sites.join('\n') };
      form.setValues(values);
      form.resetDirty(values);
      toast.success(t('saved'));
    },
    onError: (error) => {
      // The API names the line; here they are one field.
      const [problem] = error instanceof ApiError ? Object.values(error.fields) : [];
      if (problem) form.setErrors({ sites: problem });
      else toast.error(error);
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values.sites))}>
      <UnsavedChanges dirty={form.isDirty()} />
      <Stack gap="xs" align="flex-start">
        <Textarea
          w="100%"
          label={t('siteChat.sites')}
          description={t('siteChat.sitesHint')}
          placeholder="https://careers.example.com"
          autosize
          minRows={2}
          maxRows={8}
          spellCheck={false}
          {...form.getInputProps('sites')}
        />
        <Button type="submit" variant="default" loading={save.isPending} disabled={!form.isDirty()}>
          {t('save')}
        </Button>
      </Stack>
    </form>
  );
}
