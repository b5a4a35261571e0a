import { ActionIcon, Badge, Button, Group, Menu, ScrollArea, Stack, Table, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconDots, IconUserPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import { showFieldErrors } from '../../ui/form-errors.ts';
import { PersonAvatar } from '../../ui/person-avatar.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { toast } from '../../ui/toast.tsx';
import { useSession } from '../session.ts';

type Member = Awaited<ReturnType<typeof loadTeam>>[number];
type Act = 'deactivate' | 'remove' | 'transfer';

const loadTeam = () => unwrap(api.GET('/api/team'));

/** Everybody with an account; owners invite, deactivate, delete and hand the company over. */
export function Team() {
  const { t } = useTranslation('settings');
  const { user } = useSession();
  const team = useQuery({ queryKey: ['team'], queryFn: loadTeam });
  const [inviting, setInviting] = useState(false);
  const [asking, setAsking] = useState<{ act: Act; member: Member } | null>(null);
  const act = useTeamActs();
  const isOwner = user.role === 'owner';
  if (team.isError && !team.data) return <ErrorNotice error={team.error} onRetry={() => void team.refetch()} />;
  if (!team.data) return <SkeletonRows withAvatar />;
  return (
    <Stack>
      {isOwner && (
        <Group justify="flex-end">
          <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setInviting(true)}>
            {t('team.invite')}
          </Button>
        </Group>
      )}
      <ScrollArea tabIndex={0} aria-label={t('sections.team')} role="region">
        <Table miw="40rem" verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              {(['name', 'email', 'role', 'status', 'lastSeen'] as const).map((column) => (
                <Table.Th key={column}>{t(`team.${column}`)}</Table.Th>
              ))}
              {isOwner && <Table.Td />}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {team.data.map((member) => (
              <Table.Tr key={member.id}>
                <Table.Td>
                  <Group gap="xs" wrap="nowrap">
                    <PersonAvatar id={member.id} name={member.name} size={28} />
                    {member.name}
                    {member.id === user.id && <Text c="dimmed">({t('team.you')})</Text>}
                  </Group>
                </Table.Td>
                <Table.Td>{member.email}</Table.Td>
                <Table.Td>{member.role === 'owner' ? <Badge>{t('team.owner')}</Badge> : t('team.manager')}</Table.Td>
                <Table.Td>
                  <Group gap={6} wrap="nowrap">
                    {t(`team.${member.status}`)}
                    {member.away && <Badge color="gray">{t('team.away')}</Badge>}
                  </Group>
                </Table.Td>
                <Table.Td>{member.lastSeenAt ? <RelativeTime value={member.lastSeenAt} /> : t('team.never')}</Table.Td>
                {isOwner && (
                  <Table.Td>
                    <MemberMenu
                      member={member}
                      onAsk={(asked) => setAsking({ act: asked, member })}
                      onAct={(done) => act.mutate({ act: done, member })}
                    />
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
      <InviteDialog opened={inviting} onClose={() => setInviting(false)} />
      {asking && (
        <ConfirmDialog
          opened
          danger={asking.act !== 'transfer'}
          title={t(`team.${asking.act}`)}
          confirmLabel={t(`team.${asking.act}`)}
          onClose={() => setAsking(null)}
          onConfirm={() => act.mutateAsync(asking)}
          typedName={asking.act === 'deactivate' ? undefined : asking.member.name}
        >
          {t(`team.${asking.act}Text`, { name: asking.member.name })}
        </ConfirmDialog>
      )}
    </Stack>
  );
}

function MemberMenu({
  member,
  onAsk,
  onAct,
}: {
  member: Member;
  onAsk: (act: Act) => void;
  onAct: (act: 'resend' | 'reactivate' | 'leave' | 'return') => void;
}) {
  const { t } = useTranslation('settings');
  const { user } = useSession();
  const self = member.id === user.id;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('team.actions', { name: member.name })}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {member.status === 'invited' && <Menu.Item onClick={() => onAct('resend')}>{t('team.resend')}</Menu.Item>}
        {member.status === 'active' && !self && (
          <Menu.Item onClick={() => onAsk('transfer')}>{t('team.transfer')}</Menu.Item>
        )}
        {member.status !== 'deactivated' && (
          <Menu.Item onClick={() => onAct(member.away ? 'return' : 'leave')}>
            {t(member.away ? 'team.return' : 'team.leave')}
          </Menu.Item>
        )}
        {member.status === 'deactivated' ? (
          <Menu.Item onClick={() => onAct('reactivate')}>{t('team.reactivate')}</Menu.Item>
        ) : (
          <Menu.Item onClick={() => onAsk('deactivate')}>{t('team.deactivate')}</Menu.Item>
        )}
        <Menu.Item color="red" onClick={() => onAsk('remove')}>
          {t('team.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function useTeamActs() {
  const { t } = useTranslation('settings');
  const { user } = useSession();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({
      act,
      member,
    }: {
      act: Act | 'resend' | 'reactivate' | 'leave' | 'return';
      member: Member;
    }) => {
      const params = { path: { userId: member.id } };
      if (act === 'deactivate') await unwrap(api.PUT('/api/team/{userId}/deactivation', { params }));
      else if (act === 'reactivate') await unwrap(api.DELETE('/api/team/{userId}/deactivation', { params }));
      else if (act === 'remove') await unwrap(api.DELETE('/api/team/{userId}', { params }));
      else if (act === 'transfer') await unwrap(api.POST('/api/team/{userId}/ownership', { params }));
      else if (act === 'leave' || act === 'return')
        await unwrap(api.PATCH('/api/team/{userId}', { params, body: { away: act === 'leave' } }));
      else await unwrap(api.POST('/api/team/{userId}/invitation', { params }));
    },
    onSuccess: (_, { act, member }) => {
      if (act === 'resend') toast.success(t('team.invitationSent', { email: member.email }));
      if (act === 'leave' || act === 'return')
        toast.success(t(act === 'leave' ? 'team.awayNow' : 'team.backNow', { name: member.name }));
      if (act === 'transfer' || member.id === user.id) void queryClient.invalidateQueries({ queryKey: ['session'] });
      void queryClient.invalidateQueries({ queryKey: ['team'] });
    },
    onError: (error) => toast.error(error),
  });
}

function InviteDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('settings');
  const text = useErrorText();
  const queryClient = useQueryClient();
  const form = useForm({ initialValues: { name: '', email: '' } });
  const invite = useMutation({
    mutationFn: (body: typeof form.values) => unwrap(api.POST('/api/team/invitations', { body })),
    onSuccess: (_, { email }) => {
      toast.success(t('team.invitationSent', { email }));
      void queryClient.invalidateQueries({ queryKey: ['team'] });
      form.reset();
      onClose();
    },
    onError: (error) => showFieldErrors(form, error),
  });
  return (
    <Dialog opened={opened} onClose={onClose} title={t('team.invite')}>
      <form noValidate onSubmit={form.onSubmit((values) => invite.mutate(values))}>
        <Stack>
          <Text c="dimmed">{t('team.inviteText')}</Text>
          <TextInput label={t('team.name')} required maxLength={200} data-autofocus {...form.getInputProps('name')} />
          <TextInput label={t('team.email')} type="email" required maxLength={254} {...form.getInputProps('email')} />
          {invite.error && (
            <Text c="var(--mantine-color-error)" role="alert">
              {text(invite.error)}
            </Text>
          )}
          <Group justify="flex-end">
            <Button type="submit" loading={invite.isPending}>
              {t('team.sendInvitation')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
