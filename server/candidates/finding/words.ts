import { sentences } from '#platform/sentences.ts';

export const words = sentences({
  en: {
    filterUnreadable: 'This filter can not be read; it is a list of conditions as JSON.',
    filterTooLong: (most: number) => `This filter is too long; ${most} characters are the most.`,
    filterTooMany: (most: number) => `This filter has too many conditions; ${most} are the most.`,
    filterTooManyContains: (most: number) => `Only ${most} conditions of this filter can look for a part of a text.`,
    groupEmpty: 'A group of alternatives needs at least one condition.',
    noField: (place: number, field: string) => `Condition ${place} names “${field}”, by which nothing can be filtered.`,
    noOperator: (place: number, field: string, operator: string) =>
      `Condition ${place}: “${operator}” is no way to compare “${field}”.`,
    wrongValue: (place: number, field: string) => `Condition ${place}: “${field}” can not be compared with this value.`,
  },
  es: {
    filterUnreadable: 'Este filtro no se puede leer; es una lista de condiciones en JSON.',
    filterTooLong: (most) => `Este filtro es demasiado largo; el máximo es de ${most} caracteres.`,
    filterTooMany: (most) => `Este filtro tiene demasiadas condiciones; el máximo es ${most}.`,
    filterTooManyContains: (most) => `Solo ${most} condiciones de este filtro pueden buscar una parte de un texto.`,
    groupEmpty: 'Un grupo de alternativas necesita al menos una condición.',
    noField: (place, field) => `La condición ${place} nombra «${field}», por lo que no se puede filtrar.`,
    noOperator: (place, field, operator) => `Condición ${place}: «${operator}» no es una forma de comparar «${field}».`,
    wrongValue: (place, field) => `Condición ${place}: «${field}» no se puede comparar con este valor.`,
  },
});
