import { type Language, sentences, type Words } from '#platform/sentences.ts';

export const words = sentences({
  en: {
    noFolder: 'There is no such folder in this company.',
    notPossible: 'No Campaign Invitation is for people who reached us without a campaign; nobody is moved there.',
    movedMeanwhile: (by: string) => `${by || 'Somebody'} has moved this candidate meanwhile; nothing was changed.`,
    editedMeanwhile: (by: string, now: string) =>
      `${by || 'Somebody'} has ${now ? `changed this to “${now}”` : 'emptied this'} meanwhile; nothing was saved.`,
    addressTaken: (kind: 'email' | 'phone') =>
      `Another candidate of this company has this ${kind === 'email' ? 'e-mail address' : 'phone number'} already.`,
    noLabel: 'This label does not exist, or an owner has deleted it.',
    tooManyLabels: (most: number) => `There are ${most} labels already, which is the most; an owner can delete some.`,
    labelTaken: 'Another label has this name already.',
    labelInUse: (most: number) =>
      `More than ${most} candidates carry this label. Select them in the list and take it off first, then delete it.`,
    automaticLabel: (name: string) => `"${name}" is put on by Parley alone.`,
    automaticName: 'Parley puts this label on itself and names it in each language; its colour can be changed.',
    automaticKept: 'Parley puts this label on itself; it can not be deleted.',
    foreignCursor: 'This is no place that a list gave out. Begin again without it.',
    cursorOfOther: 'This place was given out by a list in another order. Begin again without it.',
    reversedRange: (place: number) =>
      `Condition ${place} goes from something to something less, so nobody would be found; give the smaller value first.`,
    searchTooLong: 'This is too long to search for.',
    noCampaign: 'This campaign does not exist, or you have no access to it.',
    campaignArchived: (title: string) =>
      `The campaign "${title}" is archived and takes no candidates; restore it first.`,
    notStorable: 'This row could not be stored as it is; check it for unusual characters or values.',
    sameCandidate: 'Both applications are of the same candidate already.',
    mergedMeanwhile: 'Somebody has merged one of these candidates meanwhile; look at them again.',
    mergedBefore:
      'Somebody has merged this candidate with another one meanwhile; nothing was changed. Look at them again.',
    mergedAgain: 'The candidate was merged with another one later; take that merge apart first.',
    beyondReach: 'One of the two has applied to campaigns that you have no access to; ask an owner to merge them.',
    noAccess: (name: string) => `${name} has no access to the campaign of this candidate.`,
    noMember: 'There is nobody of this id in the team.',
    interviewCompleted: 'This candidate has completed the interview already and needs no PIN any more.',
    keyReused: 'This Idempotency-Key was used for another request; a key stands for one request and its repeats.',
    sameCampaign: 'The candidate is in this campaign already.',
    alreadyApplied: (title: string) =>
      `This person has another application in “${title}” already; there is one of a person in a campaign.`,
    noPicture: 'This is no picture that can be shown; give a JPEG, PNG or WebP file.',
    retentionFolders: 'Choose at least one folder of this company.',
    nothingToTell: 'Candidates are told of a shortlisting or a rejection, and of no other move.',
    nameNeeded: 'This needs a name.',
    nameUnclean: 'This name holds characters that are no text.',
  },
  es: {
    noFolder: 'Esa carpeta no existe en esta empresa.',
    notPossible: 'Sin invitación a campaña es para quienes llegaron sin campaña; no se mueve a nadie allí.',
    movedMeanwhile: (by) => `${by || 'Alguien'} movió a esta persona mientras tanto; no se cambió nada.`,
    editedMeanwhile: (by, now) =>
      `${by || 'Alguien'} ${now ? `cambió esto a «${now}»` : 'vació esto'} mientras tanto; no se guardó nada.`,
    addressTaken: (kind) =>
      `Otra persona de esta empresa ya tiene ${kind === 'email' ? 'esta dirección de correo' : 'este número de teléfono'}.`,
    noLabel: 'Esta etiqueta no existe o un propietario la eliminó.',
    tooManyLabels: (most) => `Ya hay ${most} etiquetas, que es el máximo; un propietario puede eliminar algunas.`,
    labelTaken: 'Otra etiqueta ya tiene este nombre.',
    labelInUse: (most) =>
      `Más de ${most} personas llevan esta etiqueta. Selecciónalas en la lista y quítasela primero; después, elimínala.`,
    automaticLabel: (name) => `Solo Parley pone «${name}».`,
    automaticName: 'Parley pone esta etiqueta y la nombra en cada idioma; su color se puede cambiar.',
    automaticKept: 'Parley pone esta etiqueta; no se puede eliminar.',
    foreignCursor: 'No es un lugar que diera una lista. Empieza de nuevo sin él.',
    cursorOfOther: 'Este lugar lo dio una lista con otro orden. Empieza de nuevo sin él.',
    reversedRange: (place) =>
      `La condición ${place} va de un valor a otro menor, así que no se encontraría a nadie; pon antes el menor.`,
    searchTooLong: 'Es demasiado largo para buscarlo.',
    noCampaign: 'Esta campaña no existe o no tienes acceso.',
    campaignArchived: (title) => `La campaña «${title}» está archivada y no admite candidaturas; restáurala primero.`,
    notStorable: 'Esta fila no se pudo guardar tal como está; busca caracteres o valores raros en ella.',
    sameCandidate: 'Las dos candidaturas ya son de la misma persona.',
    mergedMeanwhile: 'Alguien unió a una de estas personas mientras tanto; vuelve a mirarlas.',
    mergedBefore: 'Alguien unió a esta persona con otra mientras tanto; no se cambió nada. Vuelve a mirarla.',
    mergedAgain: 'Esta persona se unió después con otra; deshaz antes esa unión.',
    beyondReach:
      'Una de las dos tiene candidaturas en campañas a las que no tienes acceso; pide a un propietario que las una.',
    noAccess: (name) => `${name} no tiene acceso a la campaña de esta persona.`,
    noMember: 'No hay nadie con este identificador en el equipo.',
    interviewCompleted: 'Esta persona ya completó la entrevista y no necesita PIN.',
    keyReused: 'Esta Idempotency-Key se usó para otra petición; una clave es de una petición y sus repeticiones.',
    sameCampaign: 'Esta persona ya está en esta campaña.',
    alreadyApplied: (title) =>
      `Esta persona ya tiene otra candidatura en «${title}»; hay una por persona en cada campaña.`,
    noPicture: 'No es una imagen que se pueda mostrar; elige un archivo JPEG, PNG o WebP.',
    retentionFolders: 'Elige al menos una carpeta de esta empresa.',
    nothingToTell: 'Se avisa de una preselección o de un rechazo, y de ningún otro movimiento.',
    nameNeeded: 'Esto necesita un nombre.',
    nameUnclean: 'Este nombre contiene caracteres que no son texto.',
  },
});

type Line = 'firstName' | 'lastName' | 'source' | 'email';

const lines = {
  en: {
    firstName: 'The first name',
    lastName: 'The last name',
    source: 'The source',
    email: 'The e-mail address',
  },
  es: {
    firstName: 'El nombre',
    lastName: 'El apellido',
    source: 'La procedencia',
    email: 'La dirección de correo',
  },
} satisfies Record<Language, Record<Line, string>>;

/** What can be wrong with a person who is to become a candidate. */
export const personWords = sentences({
  en: {
    nameMissing: 'There is no name; give a first name, a last name or both.',
    contactMissing: 'There is neither an e-mail address nor a phone number; a candidate needs at least one of them.',
    unclean: (line: Line) =>
      `${lines.en[line]} holds characters that are no text (control characters or broken encoding).`,
    tooLong: (line: Line, length: number, most: number) =>
      `${lines.en[line]} has ${length} characters; ${most} are the most.`,
    noEmail: (given: string) => `${given} is no e-mail address; one looks like name@example.com.`,
    noCountry: (given: string) => `${given} is no country; give two letters or a calling code, such as ES or +34.`,
    tooManyDetails: (count: number, most: number) => `There are ${count} other details; ${most} are the most.`,
    nestedDetail: (key: string) => `${key} among the other details holds a list or an object; give a text.`,
    wrongDetailName: (key: string) => `${key} can not be the name of a detail.`,
    detailTooLong: (key: string, length: number, most: number) =>
      `${key} has ${length} characters; ${most} are the most.`,
    detailUnclean: (key: string) => `${key} holds characters that are no text (control characters or broken encoding).`,
  },
  es: {
    nameMissing: 'Falta el nombre; escribe el nombre, los apellidos o ambos.',
    contactMissing: 'No hay correo electrónico ni teléfono; hace falta al menos uno de los dos.',
    unclean: (line) => `${lines.es[line]} contiene caracteres que no son texto (de control o mal codificados).`,
    tooLong: (line, length, most) => `${lines.es[line]} tiene ${length} caracteres; el máximo es ${most}.`,
    noEmail: (given) => `${given} no es una dirección de correo; son como nombre@example.com.`,
    noCountry: (given) => `${given} no es un país; escribe dos letras o un prefijo, como ES o +34.`,
    tooManyDetails: (count, most) => `Hay ${count} datos adicionales; el máximo es ${most}.`,
    nestedDetail: (key) => `${key}, entre los datos adicionales, contiene una lista o un objeto; escribe un texto.`,
    wrongDetailName: (key) => `${key} no puede ser el nombre de un dato.`,
    detailTooLong: (key, length, most) => `${key} tiene ${length} caracteres; el máximo es ${most}.`,
    detailUnclean: (key) => `${key} contiene caracteres que no son texto (de control o mal codificados).`,
  },
});

/** A phone number that can not be read. `country` and the examples are of the country in which it was read. */
export const phoneWords = sentences({
  en: {
    TOO_SHORT: (given: string) => `${given} is too short for a phone number`,
    TOO_LONG: (given: string) => `${given} is too long for a phone number`,
    INVALID_LENGTH: (given: string) => `${given} has not the length of a phone number`,
    INVALID_COUNTRY: (given: string) => `${given} has no known country`,
    unreadable: (given: string) => `${given} can not be read as a phone number`,
    inCountry: (problem: Words, country: string, national: string, international: string) =>
      `${problem.en}; one of this country (${nameOf(country, 'en')}) looks like ${national}, or with its country code ${international}.`,
    withCountry: (problem: Words) => `${problem.en}; give it with its country, such as +34 612 34 56 78.`,
  },
  es: {
    TOO_SHORT: (given) => `${given} es demasiado corto para ser un teléfono`,
    TOO_LONG: (given) => `${given} es demasiado largo para ser un teléfono`,
    INVALID_LENGTH: (given) => `${given} no tiene la longitud de un teléfono`,
    INVALID_COUNTRY: (given) => `${given} no tiene un país conocido`,
    unreadable: (given) => `${given} no se puede leer como teléfono`,
    inCountry: (problem, country, national, international) =>
      `${problem.es}; uno de este país (${nameOf(country, 'es')}) es como ${national}, o con el código del país ${international}.`,
    withCountry: (problem) => `${problem.es}; escríbelo con el país, como +34 612 34 56 78.`,
  },
});

function nameOf(country: string, language: string): string {
  return new Intl.DisplayNames(language, { type: 'region' }).of(country) ?? country;
}
