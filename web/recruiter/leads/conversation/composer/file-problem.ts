import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../../ui/formats-context.ts';
import type { ChannelKind } from '../queries.ts';
import type { ComposerState } from './state.ts';

type Problem = NonNullable<ComposerState['fileProblem']>;

/** Why the attached files can't go by this channel, in words. */
export function useFileProblem(): (problem: Problem, kind: ChannelKind) => string {
  const { t } = useTranslation('leads');
  const formats = useFormats();
  return (problem, kind) => {
    const channel = t(`channels.${kind}`);
    switch (problem.code) {
      case 'no_files_here':
        return t('files.noneHere', { channel });
      case 'too_many':
        return t('files.tooMany', { channel, count: problem.most });
      case 'not_taken':
        return t('files.notTaken', { channel, name: problem.name });
      case 'too_large':
        return t('files.tooLarge', { channel, name: problem.name, size: formats.fileSize(problem.bytes) });
      case 'too_large_together':
        return t('files.tooLargeTogether', { channel, size: formats.fileSize(problem.bytes) });
    }
  };
}
