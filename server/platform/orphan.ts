/** In a thread of a process that works for another one: ends it once that one is gone, whatever it is at. */
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, 1000);
