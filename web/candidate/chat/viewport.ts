/** Keeps the page in what the on-screen keyboard leaves free, also where the keyboard lies over the page (iOS). */
export function followViewport(): void {
  const { visualViewport: viewport } = window;
  if (!viewport) return;
  const fit = () => {
    // Who has zoomed in moves the view themselves.
    if (viewport.scale > 1.01) return;
    const { style } = document.documentElement;
    style.setProperty('--view-height', `${viewport.height}px`);
    style.setProperty('--view-top', `${Math.max(0, viewport.offsetTop)}px`);
    document.documentElement.classList.toggle('keyboard', window.innerHeight - viewport.height > 120);
  };
  viewport.addEventListener('resize', fit);
  viewport.addEventListener('scroll', fit);
  fit();
}
