/** Scrolls to an element's top, unless that is in the upper half of the window already. */
export function bringIntoView(element: HTMLElement): void {
  const { top } = element.getBoundingClientRect();
  // A bar that stays at the top hides what lies under it.
  const hidden = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  if (top < hidden || top > window.innerHeight / 2) element.scrollIntoView();
}
