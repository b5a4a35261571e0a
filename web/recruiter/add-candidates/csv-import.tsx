import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { ColumnMapping } from './column-mapping.tsx';
import { FileDrop } from './file-drop.tsx';
import { ImportProgress } from './import-progress.tsx';
import { ImportsTable } from './imports-table.tsx';
import { importQuery } from './queries.ts';

const route = getRouteApi('/frame/campaigns/$campaignId/add/$tab');

/** A list of candidates in three steps: the file, what is in its columns, and what became of it. */
export function CsvImport({ campaignId }: { campaignId: number }) {
  const { import: importId } = route.useSearch();
  const navigate = route.useNavigate();
  const open = (id: number | undefined) => void navigate({ search: id === undefined ? {} : { import: id } });
  return (
    <>
      {importId === undefined ? (
        <FileDrop campaignId={campaignId} onUploaded={open} />
      ) : (
        <OneImport key={importId} importId={importId} onDone={() => open(undefined)} />
      )}
      <ImportsTable campaignId={campaignId} open={importId} onOpen={open} />
    </>
  );
}

function OneImport({ importId, onDone }: { importId: number; onDone: () => void }) {
  const { t } = useTranslation('addCandidates');
  const query = useQuery(importQuery(importId));
  if (query.isError)
    return <ErrorNotice error={query.error} title={t('csv.notUploaded')} onRetry={() => void query.refetch()} />;
  if (!query.data) return <SkeletonRows count={4} />;
  return query.data.state === 'uploaded' ? (
    <ColumnMapping upload={query.data} onDone={onDone} />
  ) : (
    <ImportProgress run={query.data} onDone={onDone} />
  );
}
