// Runs before the first paint, so that someone who chose dark never sees a white flash.
(() => {
  let choice = 'auto';
  try {
    choice = localStorage.getItem('parley.color-scheme') || 'auto';
  } catch {
    // Storage can be forbidden; the system's choice holds then.
  }
  const dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
