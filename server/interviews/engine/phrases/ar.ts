import type { Phrases } from './phrases.ts';

export const ar: Phrases = {
  welcomeBack: 'أهلاً بعودتك! لنكمل من حيث توقفنا.',
  needText: 'لهذا السؤال، يرجى كتابة الإجابة.',
  needAudio: 'لهذا السؤال، يرجى تسجيل رسالة صوتية بالضغط على الميكروفون ثم التحدث.',
  needAudioOrText: 'يرجى كتابة الإجابة أو تسجيل رسالة صوتية.',
  needNumber: (min, max, integer) => {
    const kind = integer ? 'بعدد صحيح' : 'بعدد';
    if (min !== undefined && max !== undefined) return `يرجى الإجابة ${kind} من ${min} إلى ${max}.`;
    if (min !== undefined) return `يرجى الإجابة ${kind} لا يقل عن ${min}.`;
    if (max !== undefined) return `يرجى الإجابة ${kind} لا يزيد عن ${max}.`;
    return `يرجى الإجابة ${kind}، مثل 12.`;
  },
  needChoice: 'يرجى اختيار إجابة مما يلي:',
  choose: 'اختر',
  emptyAnswer: 'لم تصلني أي إجابة. هل يمكن كتابة بضع كلمات؟',
  gotFiles: (count, name) => {
    if (count > 1) return `وصلتني ملفاتك وعددها ${count}، شكراً.`;
    return name ? `وصلني ملفك «${name}»، شكراً.` : 'وصلني ملفك، شكراً.';
  },
  cannotSkip: 'نحتاج إلى إجابة عن هذا السؤال. هل يمكن المحاولة؟',
  handOver: 'شكراً. أبلغت فريقنا وسيقرأ أحدهم رسالتك. لا تزال الإجابة عن السؤال أعلاه ممكنة.',
  alreadyDone: 'تمت الإجابة عن كل الأسئلة، شكراً! سيقرأ فريقنا هذه الرسالة أيضاً.',
  alreadyDoneCall: 'تمت الإجابة عن كل الأسئلة، شكراً! مع السلامة.',
  nothingHeard: 'لم أسمع شيئاً.',
  notUnderstood: 'عذراً، لم أفهم ذلك.',
  movingOn: 'لنكمل.',
  pressKey: 'يرجى الضغط على أي مفتاح في الهاتف.',
  pressFor: (key, label) => `لاختيار ${label}، اضغط ${key}.`,
  enterNumber: 'يرجى إدخال العدد على الهاتف ثم الضغط على مفتاح المربع.',
  thenHash: 'ثم اضغط مفتاح المربع.',
  starSkips: 'لتخطي هذا السؤال، اضغط مفتاح النجمة.',
  goodbye: 'شكراً. يمكن الاتصال مرة أخرى في أي وقت والمتابعة من هنا. مع السلامة.',
  personTookOver: 'شكراً على الاتصال. يتابع أحد أعضاء فريقنا المقابلة الآن وسيتواصل معك. مع السلامة.',
  skipWords: ['تخطي', 'تخط', 'التالي', 'skip'],
  numberWords: ['صفر', 'واحد', 'اثنان', 'ثلاثة', 'أربعة', 'خمسة', 'ستة', 'سبعة', 'ثمانية', 'تسعة', 'عشرة'],
  decimalComma: false,
};
