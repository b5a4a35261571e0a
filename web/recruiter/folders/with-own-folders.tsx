import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { OwnFolders } from '../../ui/own-folders.ts';
import { foldersQuery } from './queries.ts';

/** What is in it knows the company's own folders by name and colour. */
export function WithOwnFolders({ children }: { children: ReactNode }) {
  const { data } = useQuery(foldersQuery);
  const own = useMemo(
    () => new Map((data ?? []).flatMap(({ key, name, color }) => (name === null ? [] : [[key, { name, color }]]))),
    [data],
  );
  return <OwnFolders value={own}>{children}</OwnFolders>;
}
