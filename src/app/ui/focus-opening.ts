/** Takes the keyboard to what opens runs, where that which had it is gone. */
export function focusOpening(): void {
  document.querySelector<HTMLElement>(".open-run > button")?.focus();
}
