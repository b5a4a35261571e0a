import { sentences } from '#platform/sentences.ts';

export const words = sentences({
  en: {
    formTooLarge: 'The texts of the form are too large.',
    wrongFileField: (given: string, right: string) =>
      `There is a file in the field "${given}"; the only one for a file is ${right}.`,
    twoFiles: (field: string) => `There is more than one file in ${field}; one is possible.`,
    listOfTexts: (field: string) => `${field} was given more than once, or as a list; give one text.`,
    notText: (field: string, kind: 'yes or no' | 'object') =>
      `${field} is ${kind === 'object' ? 'an object' : 'true or false'}; give a text.`,
    resumeTooLarge: (name: string, megabytes: number) => `The résumé "${name}" is larger than ${megabytes} MB.`,
    resumeEmpty: (name: string) => `The résumé "${name}" is empty.`,
    wrongResume: (name: string, kind: string | undefined) =>
      `The résumé "${name}" is no PDF, DOCX, DOC, RTF, ODT or TXT file and no picture (JPEG, PNG, WebP)${kind ? ` but ${kind}` : ''}.`,
  },
  es: {
    formTooLarge: 'Los textos del formulario son demasiado grandes.',
    wrongFileField: (given, right) => `Hay un archivo en el campo «${given}»; el único para un archivo es ${right}.`,
    twoFiles: (field) => `Hay más de un archivo en ${field}; solo puede haber uno.`,
    listOfTexts: (field) => `${field} llegó más de una vez o como lista; escribe un solo texto.`,
    notText: (field, kind) => `${field} es ${kind === 'object' ? 'un objeto' : 'verdadero o falso'}; escribe un texto.`,
    resumeTooLarge: (name, megabytes) => `El currículum «${name}» supera los ${megabytes} MB.`,
    resumeEmpty: (name) => `El currículum «${name}» está vacío.`,
    wrongResume: (name, kind) =>
      `El currículum «${name}» no es un archivo PDF, DOCX, DOC, RTF, ODT ni TXT, ni una imagen (JPEG, PNG, WebP)${kind ? `, sino ${kind}` : ''}.`,
  },
});
