/** A word as it is compared: people write it in capitals, with accents and with a full stop. */
export function foldKeyword(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/^["'“«#\s]+|["'”».!\s]+$/g, '')
    .toLowerCase();
}

/** One word of 3 to 20 letters and digits. Shorter ones, and numbers, are answers to questions. */
export function isKeyword(word: string): boolean {
  return /^(?=.*\p{L})[\p{L}\p{N}]{3,20}$/u.test(word);
}
