import { PUBLISHED_ORIGINS, PUBLISHED_SPLIT_URL } from "../../../dataset/published.ts";
import type { SplitRow } from "../../../dataset/split.ts";
import type { ReadableFile } from "../../../reading/file-bytes.ts";
import { encodeSplitLink, type LinkedSplit } from "../../../sharing/link.ts";

/** Source of a split: one that a link can name, or a file of this device. */
export type SplitSource = LinkedSplit | { kind: "file"; file: ReadableFile };

/** The splits that the page offers from the start. */
export const OFFERED_SOURCES: readonly SplitSource[] = [{ kind: "bundled" }, { kind: "url", url: PUBLISHED_SPLIT_URL }];

/** Tells a source from every other; a file that is dropped again is the same where name, size and last change are. */
export function sourceKey(source: SplitSource): string {
  if (source.kind === "bundled") return source.kind;
  if (source.kind === "url") return source.url;
  const { name, size, lastModified } = source.file;
  return `${source.kind} ${size} ${lastModified} ${name}`;
}

/** Whether two are one and the same. */
export function isSameSource(a: SplitSource, b: SplitSource): boolean {
  return sourceKey(a) === sourceKey(b);
}

/** A list of sources with one more, in place of itself where it is listed already. */
export function withSource(sources: readonly SplitSource[], source: SplitSource): readonly SplitSource[] {
  const at = sources.findIndex((listed) => isSameSource(listed, source));
  return at < 0 ? [...sources, source] : sources.with(at, source);
}

/** The name of a source: its file's name, or what the page calls its own and the published one. */
export function sourceName(source: SplitSource): string {
  if (source.kind === "bundled") return "Example dataset (60 simulated runs)";
  if (source.kind === "file") return source.file.name;
  if (source.url === PUBLISHED_SPLIT_URL) return "Published test split";
  const { pathname, host } = new URL(source.url);
  return fileName(pathname) || host;
}

/** The source as a link carries it; null for a file, which stays on its device. */
export function linkedSplit(source: SplitSource): LinkedSplit | null {
  return source.kind === "file" ? null : source;
}

/** Names the hosts that a request for a split goes to; Hugging Face forwards downloads. */
export function askedHosts(url: string): string {
  const { host, origin } = new URL(url);
  const [hub, ...others] = PUBLISHED_ORIGINS;
  if (origin !== hub) return host;
  return `${host}, and ${others.map((other) => other.slice("https://".length)).join(", ")}, where it sends downloads on`;
}

function fileName(pathname: string): string {
  const name = pathname.slice(pathname.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** The hash of a row's run; null where its split is a file, which no link can name. */
export function rowHashOf(source: SplitSource, { workout_id }: Pick<SplitRow, "workout_id">): string | null {
  const split = linkedSplit(source);
  return split && `#${encodeSplitLink(split, workout_id)}`;
}
