import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../../../api/client.ts';
import { upload } from '../../../api/upload.ts';
import { toast } from '../../../ui/toast.tsx';

type Kept = {
  path: '/api/applications/{applicationId}/photo' | '/api/applications/{applicationId}/resume';
  /** Of the form by which it is uploaded. */
  field: string;
  saved: string;
  removed: string;
};

/** Puts a file of this application's in the place of what was there; null takes it away. */
export function useFileChange(applicationId: number, { path, field, saved, removed }: Kept) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (file: File | null) => {
      if (!file) return unwrap(api.DELETE(path, { params: { path: { applicationId } } }));
      const form = new FormData();
      form.append(field, file);
      return upload('PUT', path.replace('{applicationId}', String(applicationId)), form);
    },
    onSuccess: (_, file) => {
      toast.success(file ? saved : removed);
      void queryClient.invalidateQueries({ queryKey: ['application', applicationId] });
    },
    onError: (error) => toast.error(error),
  });
}
