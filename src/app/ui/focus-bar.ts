/** Takes the keyboard to what opens runs, where that which had it is gone. */
export function focusOpening(): void {
  document.querySelector<HTMLElement>(".open-run > button")?.focus();
}

/** Takes the keyboard to what opens the settings, where the panel that it was in has closed meanwhile. */
export function focusSettings(): void {
  document.querySelector<HTMLElement>(".settings > button")?.focus();
}
