import { Button, Text, VisuallyHidden } from '@mantine/core';
import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist';
// oxlint-disable-next-line import/default -- the bundler makes the file's address the default export.
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import classes from './profile.module.css';

GlobalWorkerOptions.workerSrc = workerUrl;

const firstPages = 3;

/**
 * The pages of a PDF as pictures, with their words for screen readers. The file is read by a library in a worker: no script
 * in it runs, no form is filled, no link leads anywhere, and nothing of elsewhere is loaded.
 */
export function PdfView({ url, large }: { url: string; large: boolean }) {
  const { t } = useTranslation('profile');
  const { file, failed } = useFile(url);
  const [all, setAll] = useState(false);
  if (failed) return <Text c="dimmed">{t('resumes.unreadable')}</Text>;
  if (!file) return <SkeletonRows count={4} />;
  const shown = all ? file.numPages : Math.min(firstPages, file.numPages);
  return (
    <div className={classes.paper} data-large={large || undefined} tabIndex={0} role="document">
      {Array.from({ length: shown }, (_, at) => (
        <Page key={at} file={file} number={at + 1} />
      ))}
      {shown < file.numPages && (
        <Button size="compact-sm" variant="default" onClick={() => setAll(true)}>
          {t('resumes.morePages', { count: file.numPages })}
        </Button>
      )}
    </div>
  );
}

function useFile(url: string) {
  const [file, setFile] = useState<PDFDocumentProxy | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    // `enableXfa` would make a form's own markup part of the page.
    const loading = getDocument({ url, enableXfa: false, useSystemFonts: true, useWasm: false });
    let here = true;
    loading.promise.then(
      (loaded) => here && setFile(loaded),
      () => here && setFailed(true),
    );
    return () => {
      here = false;
      void loading.destroy();
    };
  }, [url]);
  return { file, failed };
}

function Page({ file, number }: { file: PDFDocumentProxy; number: number }) {
  const { t } = useTranslation('profile');
  const canvas = useRef<HTMLCanvasElement>(null);
  const [words, setWords] = useState('');
  useEffect(() => {
    let task: { cancel(): void } | undefined;
    let here = true;
    void (async () => {
      const page = await file.getPage(number);
      if (!here || !canvas.current) return;
      const drawing = draw(page, canvas.current);
      task = drawing;
      // A page that was left is not drawn to its end.
      await drawing.promise.catch(() => undefined);
      const { items } = await page.getTextContent();
      if (here) setWords(items.map((item) => ('str' in item ? item.str : '')).join(' '));
    })().catch(() => undefined);
    return () => {
      here = false;
      task?.cancel();
    };
  }, [file, number]);
  return (
    <div>
      <canvas ref={canvas} role="img" aria-label={t('resumes.page', { page: number, pages: file.numPages })} />
      <VisuallyHidden>{words}</VisuallyHidden>
    </div>
  );
}

/** In as many points as the screen has there, up to what a phone can hold. */
function draw(page: PDFPageProxy, canvas: HTMLCanvasElement) {
  const width = (canvas.parentElement?.clientWidth ?? 300) * Math.min(window.devicePixelRatio, 2);
  const viewport = page.getViewport({ scale: Math.min(4, width / page.getViewport({ scale: 1 }).width) });
  canvas.width = Math.floor(viewport.width);
  canvas.height = Math.floor(viewport.height);
  return page.render({ canvas, viewport });
}
