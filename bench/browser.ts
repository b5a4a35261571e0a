/**
 * The list in a real browser, of a company with a million applications: it is scrolled through 10,000 rows, and then 500
 * candidates are opened one after the other. How many rows the document has at most, the longest that the page did not
 * answer, and how much the heap has grown; then how long it takes until somebody else sees a move. `--data` is a directory that `inbox.ts --data` has filled. Exits 1 where an aim is missed.
 */
import { chromium, type Page } from '@playwright/test';
import { hashPassword, setPassword } from '#accounts/passwords.ts';
import { connectDatabase, withSystem } from '#platform/db.ts';
import { signIn } from './support/company.ts';
import { startProgram } from './support/program.ts';
import { printReport, readOptions } from './support/report.ts';

const values = readOptions('browser', 'A recruiter’s list in Chromium, at a million applications.', {
  data: { type: 'string', says: 'what inbox.ts --data has filled' },
});
if (!values.data) throw new Error('Fill a database first, and name it: node bench/inbox.ts --data DIR');
const wanted = values.quick ? { rows: 1_000, opened: 50, moves: 5 } : { rows: 10_000, opened: 500, moves: 20 };
const aims = { rows: 200, longTaskMs: 100, growth: 0.2, seenMs: 2_000 };

const program = await startProgram(values.data);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking', '--no-first-run'],
});
try {
  const [name = '', value = ''] = (await signIn(program.url, await owner())).split('=');
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies([{ name, value, url: program.url }]);
  const scrolled = await inPage(context.newPage(), scrollThrough);
  const opened = await inPage(context.newPage(), openMany);
  const moved = await inPage(context.newPage(), (mover) =>
    inPage(context.newPage(), (other) => seeMoves(mover, other)),
  );
  printReport({ scrolled, opened, moved, aims }, values.json);
  const missed =
    scrolled.mostRows > aims.rows ||
    scrolled.longestTaskMs > aims.longTaskMs ||
    opened.heapGrowth > aims.growth ||
    moved.worstMs > aims.seenMs;
  if (missed) process.exitCode = 1;
} finally {
  await browser.close();
  await program.stop();
}

async function owner() {
  const db = connectDatabase(program.databaseUrl, { max: 1 });
  const { id, email } = await withSystem(db, (trx) =>
    trx.selectFrom('users').select(['id', 'email']).where('role', '=', 'owner').executeTakeFirstOrThrow(),
  );
  const password = 'measuring the browser';
  const hashed = await hashPassword(password, email);
  await withSystem(db, (trx) => setPassword(trx, id, hashed));
  await db.close();
  return { email, password };
}

/** The list as it opens, in a page that takes down from then on how long it does not answer. */
async function inPage<T>(opening: Promise<Page>, work: (page: Page) => Promise<T>): Promise<T> {
  const page = await opening;
  await page.goto(`${program.url}/leads`);
  await page.locator('[data-application]').first().waitFor();
  await page.evaluate(`
    globalThis.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
    }).observe({ type: 'longtask' })`);
  const result = await work(page);
  await page.close();
  return result;
}

function longestTask(page: Page): Promise<number> {
  return page.evaluate<number>('Math.round(longest)');
}

async function scrollThrough(page: Page) {
  await page.locator('[data-application]').first().hover();
  const began = performance.now();
  let mostRows = 0;
  for (let reached = 0; reached < wanted.rows; ) {
    await page.mouse.wheel(0, 1_500);
    const places = await page.evaluate<number[]>(
      "[...document.querySelectorAll('[role=listitem][aria-posinset]')].map((row) => Number(row.ariaPosInSet))",
    );
    mostRows = Math.max(mostRows, places.length);
    reached = places.at(-1) ?? 0;
    if (performance.now() - began > 900_000)
      throw new Error(`Row ${reached} was the last that came in fifteen minutes.`);
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  return { rows: wanted.rows, mostRows, longestTaskMs: await longestTask(page), seconds };
}

async function openMany(page: Page) {
  const session = await page.context().newCDPSession(page);
  const heap = async () => {
    // With the one who is open drawn, both times.
    await page.waitForTimeout(1_000);
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return usedSize;
  };
  const open = async (count: number) => {
    for (let index = 0; index < count; index += 1) {
      const answered = page.waitForResponse((response) => /\/api\/applications\/\d+$/.test(response.url()));
      await page.keyboard.press('j');
      await answered;
    }
  };
  // What is loaded once, with the first of them, is no growth, nor are those that the page keeps at hand, nor what V8
  // compiles of what runs often: 1.8 MB between the 50th and the 300th, of 1.9 in all.
  await open(values.quick ? 50 : 200);
  const before = await heap();
  await open(wanted.opened / 2);
  const halfway = await heap();
  await open(wanted.opened / 2);
  const after = await heap();
  const megabytes = (bytes: number) => Number((bytes / 1e6).toFixed(1));
  return {
    candidates: wanted.opened,
    heapBeforeMB: megabytes(before),
    heapHalfwayMB: megabytes(halfway),
    heapAfterMB: megabytes(after),
    heapGrowth: Number((after / before - 1).toFixed(3)),
    longestTaskMs: await longestTask(page),
  };
}

/** One puts the first of the list who is not on hold there and takes it back, by turns; the other has the same list open. */
async function seeMoves(mover: Page, other: Page) {
  const rowOf = (page: Page, id: string | null) => page.locator(`[data-application="${id}"]`);
  const first = mover.locator('[data-application]').filter({ hasNotText: 'On hold' }).first();
  const id = await first.getAttribute('data-application');
  await rowOf(mover, id).locator('button').last().click();
  const times: number[] = [];
  for (let move = 0; move < wanted.moves; move += 1) {
    const back = move % 2 === 1;
    const seen = rowOf(other, id).filter(back ? { hasNotText: 'On hold' } : { hasText: 'On hold' });
    const began = performance.now();
    await mover.keyboard.press(back ? 'z' : 'h');
    await seen.waitFor();
    times.push(performance.now() - began);
    await mover.waitForTimeout(500);
  }
  times.sort((a, b) => a - b);
  return {
    moves: times.length,
    medianMs: Math.round(times[times.length >> 1] ?? 0),
    worstMs: Math.round(times.at(-1) ?? 0),
  };
}
