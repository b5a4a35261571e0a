import { answerApart } from '#platform/work-apart.ts';

/** What a process of the tests does with its input. */
answerApart((input: string) => {
  if (input === 'forever') for (;;);
  if (input === 'memory') for (const all: string[] = []; ; ) all.push(crypto.randomUUID().repeat(1000));
  if (input === 'fails') throw new RangeError('as asked');
  if (input === 'ends') process.exit(3);
  if (input === 'who') return String(process.pid);
  if (input === 'environment') return Object.keys(process.env).join();
  return input.toUpperCase();
});
