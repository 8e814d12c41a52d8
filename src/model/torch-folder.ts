/**
 * The one folder in the ZIP archive that `torch.save` writes, with its slash: it bears the name that the file was saved
 * under. null for an archive that has no pickle in such a folder, and is something else.
 */
export function torchFolder(entries: readonly { name: string }[]): string | null {
  const pickle = entries.find(({ name }) => /^[^/]+\/data\.pkl$/.test(name));
  return pickle ? pickle.name.slice(0, pickle.name.indexOf("/") + 1) : null;
}
