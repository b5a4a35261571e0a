import { escapeHtml } from '#conversations/tokens.ts';

type Words = { question: string; button: string; done: string };

const words: Record<string, Words> = {
  en: {
    question: 'Do you want no more e-mails from {company}?',
    button: 'Unsubscribe',
    done: '{company} will send you no more e-mails.',
  },
  es: {
    question: '¿No desea recibir más correos de {company}?',
    button: 'Darse de baja',
    done: '{company} ya no le enviará más correos.',
  },
  pt: {
    question: 'Não quer receber mais e-mails de {company}?',
    button: 'Cancelar inscrição',
    done: '{company} não enviará mais e-mails a você.',
  },
  fr: {
    question: 'Ne plus recevoir d’e-mails de {company} ?',
    button: 'Se désabonner',
    done: '{company} ne vous enverra plus d’e-mails.',
  },
  de: {
    question: 'Möchten Sie keine E-Mails mehr von {company}?',
    button: 'Abmelden',
    done: '{company} schickt Ihnen keine E-Mails mehr.',
  },
  fil: {
    question: 'Ayaw mo na bang makatanggap ng e-mail mula sa {company}?',
    button: 'Mag-unsubscribe',
    done: 'Hindi ka na padadalhan ng e-mail ng {company}.',
  },
  ar: {
    question: 'هل تريد التوقف عن تلقي رسائل {company}؟',
    button: 'إلغاء الاشتراك',
    done: 'لن ترسل إليك {company} رسائل بريد بعد الآن.',
  },
  hi: {
    question: 'क्या आप {company} से और ई-मेल नहीं चाहते?',
    button: 'सदस्यता समाप्त करें',
    done: '{company} अब आपको ई-मेल नहीं भेजेगी।',
  },
  id: {
    question: 'Tidak ingin menerima e-mail lagi dari {company}?',
    button: 'Berhenti berlangganan',
    done: '{company} tidak akan mengirimi Anda e-mail lagi.',
  },
};

/** A page of one sentence, which works without scripts. `asking` shows the button. */
export function unsubscribePage(language: string, company: string, asking: boolean): string {
  const known = words[language] ? language : 'en';
  const { question, button, done } = words[known] as Words;
  const sentence = escapeHtml((asking ? question : done).replace('{company}', () => company));
  return `<!doctype html>
<html lang="${known}" dir="${known === 'ar' ? 'rtl' : 'ltr'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><link rel="icon" href="/favicon.svg" type="image/svg+xml">
<title>${escapeHtml(company)}</title>
<style>:root{color-scheme:light dark}body{font:1.125rem/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto 0;padding:0 1.25rem}
button{font:inherit;padding:.6rem 1.2rem;border:0;border-radius:.5rem;background:#1c5f46;color:#fff;cursor:pointer}</style></head>
<body><main><h1 style="font-size:1.375rem">${sentence}</h1>${asking ? `<form method="post"><button>${button}</button></form>` : ''}</main></body>
</html>`;
}
