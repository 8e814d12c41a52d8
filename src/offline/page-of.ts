/** Whether an address is the page of a folder, and not another one that lies in a folder below. */
export function isPageOf(folder: string, address: string): boolean {
  const { origin, pathname } = new URL(address);
  return [folder, `${folder}index.html`].includes(origin + pathname);
}
