/** Given names and surnames of several languages and scripts. */
export const firstNames =
  'Ana Maria Jose Juan Luis Carmen Rosa Pedro Miguel Elena Sofia Lucia Diego Andres Camila Valentina Mateo Santiago Isabel Paula Mark Grace Joy Angel Jerome Kristine Rhea Bea Marvin Liza Arjun Priya Rahul Ananya Vikram Deepa Wei Ling Jun Mei Ahmed Fatima Omar Layla Yusuf Amina Kwame Abena Chidi Ngozi Emma Liam Olivia Noah Chloé Zoë Léa Hugo Jürgen Günther Åsa Søren Łukasz Zofia Иван Мария Анна Дмитрий محمد فاطمة 伟 芳 健太 美咲'.split(
    ' ',
  );
export const lastNames =
  'Garcia Martinez Lopez Hernandez Gonzalez Perez Rodriguez Sanchez Ramirez Torres Flores Rivera Gomez Diaz Reyes Cruz Santos Bautista Ocampo Villanueva Mendoza Aquino Navarro Castillo Ramos Dela Cruz Sharma Patel Singh Gupta Khan Nair Chen Wang Li Zhang Nguyen Tran Pham Okafor Mensah Adeyemi Hassan Ali Ibrahim Smith Johnson Brown Miller Wilson Müller Schäfer Nowak Kowalski Novák Dvořák Öberg Ångström Иванов Петрова حسين 王 李 佐藤 鈴木'.split(
    ' ',
  );

/** The person of this number, as the public API takes them; always the same for the same seed. Mobile numbers are Philippine. */
export function randomPerson(seed: number, index: number) {
  const first = pick(firstNames, mix(seed, index, 1));
  const last = `${pick(lastNames, mix(seed, index, 2))}${index % 7 === 0 ? ` ${pick(lastNames, mix(seed, index, 3))}` : ''}`;
  return {
    first_name: first,
    last_name: last,
    email: `person.${seed}.${index}@example.com`,
    user_phone_number: `09${String(((seed * 50_000_017 + index * 7) % 900_000_000) + 100_000_000)}`,
    source: 'Careers site',
    others: { position: 'Customer service', bpo_experience: index % 3 === 0 ? 'none' : `${index % 9} years` },
  };
}

function pick(list: string[], number: number): string {
  return list[number % list.length] as string;
}

/** A number that looks like chance and never changes. */
function mix(seed: number, index: number, salt: number): number {
  let value = (Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b) ^ Math.imul(salt, 0xc2b2ae35)) >>> 0;
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d) >>> 0;
  return (value ^ (value >>> 13)) >>> 0;
}
