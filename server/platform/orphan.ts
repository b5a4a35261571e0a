import { workerData } from 'node:worker_threads';

/**
 * In a thread of a process that works for another one, whose number it is given: ends it once that one is gone, whatever it
 * is at. To ask here whose child this is would be too late where the other one is gone by the time that the thread begins.
 */
setInterval(() => {
  if (process.ppid !== workerData) process.kill(process.pid, 'SIGKILL');
}, 1000);
