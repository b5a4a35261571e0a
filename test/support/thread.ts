import { answerInThread } from '#platform/threads.ts';

/** What a thread of the tests does with its input. */
answerInThread((input: string) => {
  if (input === 'forever') for (;;);
  if (input === 'memory') for (const all: string[] = []; ; ) all.push(crypto.randomUUID().repeat(1000));
  if (input === 'fails') throw new RangeError('as asked');
  if (input === 'ends') process.exit(3);
  return input.toUpperCase();
});
