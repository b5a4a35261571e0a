import { Alert, Badge, Button, Group, Stack, Table, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { textOfTemplate } from '../../../server/channels/templates/template.ts';
import { api, unwrap } from '../../api/client.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { toast } from '../../ui/toast.tsx';
import { type Template, templatesQuery } from './queries.ts';
import classes from './templates.module.css';

/** All that WhatsApp knows of, and what can be sent of it. `samples`: it is not connected, and the sandbox plays it. */
export function TemplateList({ samples }: { samples: boolean }) {
  const { t } = useTranslation('templates');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const templates = useQuery(templatesQuery);
  const fetchAgain = useMutation({
    mutationFn: () => unwrap(api.PUT('/api/whatsapp-templates')),
    onSuccess: (list) => {
      queryClient.setQueryData(templatesQuery.queryKey, list);
      toast.success(t('fetched'));
    },
  });
  if (templates.isError && !templates.data)
    return <ErrorNotice error={templates.error} onRetry={() => void templates.refetch()} />;
  return (
    <Stack>
      <Group justify="space-between" align="flex-start">
        <Text c="dimmed" flex="1 1 16rem">
          {t(samples ? 'samplesText' : 'text')}
        </Text>
        {!samples && (
          <Button variant="default" loading={fetchAgain.isPending} onClick={() => fetchAgain.mutate()} data-autofocus>
            {t('fetch')}
          </Button>
        )}
      </Group>
      {fetchAgain.isError && (
        <Alert color="red" role="alert">
          {errorText(fetchAgain.error)}
        </Alert>
      )}
      {!templates.data ? (
        <SkeletonRows count={3} />
      ) : templates.data.length === 0 ? (
        <Alert title={t('emptyTitle')}>{t('emptyText')}</Alert>
      ) : (
        <Rows templates={templates.data} />
      )}
    </Stack>
  );
}

function Rows({ templates }: { templates: Template[] }) {
  const { t } = useTranslation('templates');
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('template')}</Table.Th>
            <Table.Th>{t('category')}</Table.Th>
            <Table.Th>{t('quality')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {templates.map((template) => (
            <Row key={template.id} template={template} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

const colors = { approved: 'green', flagged: 'yellow', pending: 'gray', paused: 'yellow' } as Record<string, string>;

function Row({ template }: { template: Template }) {
  const { t } = useTranslation('templates');
  const { name, language, category, status, quality, parts } = template;
  return (
    <Table.Tr style={{ verticalAlign: 'top' }}>
      <Table.Td>
        <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
          {name}{' '}
          <Text span c="dimmed" size="xs">
            {language}
          </Text>
        </Text>
        <Badge variant="light" color={colors[status] ?? 'red'}>
          {t(`statuses.${status as 'approved'}`, { defaultValue: t('statuses.other') })}
        </Badge>
        <Text className={classes.text} size="xs" c="dimmed" dir="auto">
          {textOfTemplate(parts, {})}
        </Text>
        {parts.unsupported && (
          <Text size="xs" c="var(--mantine-color-error)">
            {t(`unsupported.${parts.unsupported}`)}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{isCategory(category) ? t(`categories.${category}`) : category}</Table.Td>
      <Table.Td>{t(`qualities.${quality ?? 'unknown'}`)}</Table.Td>
    </Table.Tr>
  );
}

function isCategory(category: string): category is 'utility' | 'marketing' | 'authentication' {
  return ['utility', 'marketing', 'authentication'].includes(category);
}
