/** Hands a text over to be saved as a file. */
export function saveFile({ name, text }: { name: string; text: string }, type: string): void {
  saveBlob(name, new Blob([text], { type }));
}

/** Hands bytes over to be saved as a file. */
export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(url);
}
