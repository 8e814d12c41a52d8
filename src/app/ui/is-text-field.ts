/** Whether text is typed into an element. */
export function isTextField(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.matches("textarea, input:not([type=file], [type=checkbox], [type=radio], [type=range])")
  );
}
