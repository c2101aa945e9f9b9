// Where the focus goes when what had it is gone: the heading of the nearest part that is still there. Not where a step begins: heading.tsx.

/** Only for a person who is in the panel: taken from the sheet, the focus would take what is typed there with it. */
export function keepFocus(panel: HTMLElement): void {
  let around: Element[] = [];
  panel.addEventListener('focusin', ({ target }) => {
    around = [];
    for (let one = target as Element | null; one; one = one.parentElement) around.push(one);
  });
  const look = () => {
    const { activeElement, body } = document;
    if (around[0]?.isConnected !== false || activeElement !== body || !document.hasFocus()) return;
    for (const part of around) {
      const heading = part.isConnected && part.querySelector<HTMLElement>('h2,h3,h4');
      if (!heading) continue;
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      return;
    }
  };
  new MutationObserver(look).observe(panel, { childList: true, subtree: true });
}
