import { sentences } from '#platform/sentences.ts';

type Kind = 'text' | 'number' | 'date' | 'choice';

const unfit = {
  en: { text: 'no text', number: 'no number', date: 'no date', choice: 'none of the choices' },
  es: { text: 'un texto', number: 'un número', date: 'una fecha', choice: 'una de las opciones' },
};

export const words = sentences({
  en: {
    sendForm: 'Send the file as multipart/form-data, in the field "file".',
    spreadsheet: 'This is a spreadsheet, not a CSV file; save it as CSV first.',
    noRows: 'No rows can be read from this file; it should be a CSV text file with a row for each candidate.',
    started: 'This import can not be started any more. Upload the file again for another one.',
    over: 'This import can not be cancelled: it is over.',
    columns: (columns: number, mapped: number) => `The file has ${columns} columns, and ${mapped} are mapped.`,
    mappedTwice: 'Two columns are mapped to the same; one can be.',
    contactUnmapped: 'No column is mapped to e-mail or phone; a candidate needs at least one of them.',
    nameUnmapped: 'No column is mapped to a name.',
    noAttribute: 'A column is mapped to an attribute that the company does not have any more.',
    failed: 'Something went wrong on our side. The rows counted so far are there; import the file again for the rest.',
    openQuote: (line: number | undefined) =>
      `A quotation mark (") is opened and not closed, so that the rest of the file would be one cell.${line ? ` The trouble begins at or before line ${line}.` : ''} The rows before it were taken in.`,
    unreadable: (line: number | undefined) =>
      `The file can not be read as CSV.${line ? ` The trouble begins at or before line ${line}.` : ''} The rows before it were taken in.`,
    row: 'Row',
    reason: 'Reason',
    problems: 'problems',
    added: 'Added, with values kept as they stood.',
    unfit: (name: string, value: string, kind: Kind) => `${name}: "${value}" is ${unfit.en[kind]}.`,
  },
  es: {
    sendForm: 'Envía el archivo como multipart/form-data, en el campo «file».',
    spreadsheet: 'Es una hoja de cálculo, no un archivo CSV; guárdala antes como CSV.',
    noRows: 'No se puede leer ninguna fila de este archivo; debe ser un texto CSV con una fila por persona.',
    started: 'Esta importación ya no se puede iniciar. Vuelve a subir el archivo para hacer otra.',
    over: 'Esta importación no se puede cancelar: ya terminó.',
    columns: (columns, mapped) => `El archivo tiene ${columns} columnas y se asignaron ${mapped}.`,
    mappedTwice: 'Dos columnas están asignadas a lo mismo; solo puede estarlo una.',
    contactUnmapped: 'Ninguna columna está asignada al correo ni al teléfono; hace falta al menos uno de los dos.',
    nameUnmapped: 'Ninguna columna está asignada a un nombre.',
    noAttribute: 'Una columna está asignada a un atributo que la empresa ya no tiene.',
    failed:
      'Algo falló por nuestra parte. Las filas contadas hasta ahora están; vuelve a importar el archivo para el resto.',
    openQuote: (line) =>
      `Unas comillas (") se abren y no se cierran, así que el resto del archivo sería una sola celda.${line ? ` El problema empieza en la línea ${line} o antes.` : ''} Las filas anteriores se importaron.`,
    unreadable: (line) =>
      `El archivo no se puede leer como CSV.${line ? ` El problema empieza en la línea ${line} o antes.` : ''} Las filas anteriores se importaron.`,
    row: 'Fila',
    reason: 'Motivo',
    problems: 'problemas',
    added: 'Se añadió, con valores guardados tal como estaban.',
    unfit: (name, value, kind) => `${name}: «${value}» no es ${unfit.es[kind]}.`,
  },
});
