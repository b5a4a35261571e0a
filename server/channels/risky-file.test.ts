import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isRisky } from './risky-file.ts';

it('a file that may run a program is known by its name, however it is dressed up', () => {
  const plain = ['CV.EXE', 'a.js', 'page.html', 'letter.docm'];
  for (const name of [...plain, 'cv.pdf.exe', 'cv.exe. .', 'cv.pdf .scr', 'cv\u202eexe.pdf', 'cv.pdf.xyz'])
    assert.equal(isRisky(name), true, name);
  for (const name of [
    'cv.pdf',
    'Ana Reyes 3.5 years.docx',
    'résumé',
    'photo.jpg.png',
    'me.2026.jpg',
    'cv.v2.final.pdf',
    '',
  ])
    assert.equal(isRisky(name), false, name);
});
