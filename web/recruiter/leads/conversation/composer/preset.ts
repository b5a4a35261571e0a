import { useEffect, useRef } from 'react';
import type { Channel } from '../queries.ts';
import { drafts, edit, isEmpty } from './drafts.ts';

/** Follows the candidate to the channel on which they write now, unless somebody is writing by the one they chose. */
export function usePreset(applicationId: number, channels: Channel[] | undefined): void {
  const preset = channels?.find((one) => one.default)?.channel;
  const before = useRef(preset);
  useEffect(() => {
    const moved = before.current !== undefined && preset !== undefined && preset !== before.current;
    if (moved && isEmpty(drafts.get(applicationId))) edit(applicationId, { channel: null });
    before.current = preset;
  }, [applicationId, preset]);
}
