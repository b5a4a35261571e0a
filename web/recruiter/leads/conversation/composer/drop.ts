import { type ClipboardEvent, type DragEvent, useState } from 'react';
import { attach } from './uploads.ts';

/** Files that are dropped on an element or pasted into it are attached. */
export function useFileDrop(applicationId: number) {
  const [dropping, setDropping] = useState(false);
  const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files');
  return {
    dropping,
    onDragOver(event: DragEvent) {
      if (!hasFiles(event)) return;
      // Else the browser would open the file in place of the app.
      event.preventDefault();
      setDropping(true);
    },
    onDragLeave(event: DragEvent) {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setDropping(false);
    },
    onDrop(event: DragEvent) {
      setDropping(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      attach(applicationId, event.dataTransfer.files);
    },
    onPaste(event: ClipboardEvent) {
      const { files } = event.clipboardData;
      // React tells a form of what happens in its menus, too.
      if (!event.currentTarget.contains(event.target as Node)) return;
      // A copied table comes as text and as a picture of itself: the text is meant.
      if (files.length === 0 || event.clipboardData.types.includes('text/plain')) return;
      event.preventDefault();
      attach(applicationId, files);
    },
  };
}
