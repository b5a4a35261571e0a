import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { isLanguage, type Language, switchLanguage } from '../../i18n/i18n.ts';
import { useErrorText } from '../../ui/error-text.ts';
import { toast } from '../../ui/toast.tsx';
import { sessionQuery } from '../session.ts';

/** Switches the interface at once and remembers it with the account; goes back, saying why, if that fails. */
export function useSaveLanguage(): (language: Language) => void {
  const queryClient = useQueryClient();
  const { i18n } = useTranslation();
  const reason = useErrorText();
  const { mutate } = useMutation({
    mutationFn: async (language: Language) => unwrap(api.PATCH('/api/account', { body: { language } })),
    onMutate: async (language) => {
      const previous = i18n.language;
      await switchLanguage(language);
      return { previous };
    },
    onError: async (error, _language, context) => {
      if (isLanguage(context?.previous)) await switchLanguage(context.previous);
      // Not by the hook's `t`, which still speaks the language that was refused.
      toast.error(i18n.t('userMenu.languageFailed', { ns: 'frame', reason: reason(error) }));
    },
    onSuccess: () => queryClient.invalidateQueries(sessionQuery),
  });
  return mutate;
}
