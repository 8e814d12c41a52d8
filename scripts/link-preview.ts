import type { HtmlTagDescriptor, Plugin } from "vite";
import { LINK_PICTURE } from "./screenshots.mjs";

const TITLE = /<title>([^<]+)<\/title>/;
const DESCRIPTION = /<meta\s+name="description"\s+content="([^"]+)"/;

/**
 * The tags by which other sites show a link to the page: title, description and picture are those of its HTML.
 * @param siteUrl the page's address; null where it is built for any. Not every site takes the relative one of a picture.
 * @throws Error where the HTML lacks title or description, or the address is none of the web
 */
export function previewTags(html: string, siteUrl: string | null): HtmlTagDescriptor[] {
  const site = siteUrl === null ? null : folderAddress(siteUrl);
  const property = (name: string, content: string | number) => tag("meta", { property: `og:${name}`, content });
  return [
    ...(site === null ? [] : [tag("link", { rel: "canonical", href: site }), property("url", site)]),
    property("type", "website"),
    property("title", found(TITLE, html, "title")),
    property("description", found(DESCRIPTION, html, "description")),
    property("image", `${site ?? "./"}screenshots/${LINK_PICTURE.file}`),
    property("image:width", LINK_PICTURE.width),
    property("image:height", LINK_PICTURE.height),
    property("image:alt", LINK_PICTURE.label),
    tag("meta", { name: "twitter:card", content: "summary_large_image" }),
  ];
}

/** Says to other sites how a link to the page looks. `SITE_URL` is the page's address, where it is known as it is built. */
export const linkPreview: Plugin = {
  name: "link-preview",
  apply: "build",
  transformIndexHtml: (html) => previewTags(html, process.env.SITE_URL || null),
};

function tag(name: string, attrs: Record<string, string | number>): HtmlTagDescriptor {
  const texts = Object.entries(attrs).map(([key, value]) => [key, String(value)]);
  return { tag: name, attrs: Object.fromEntries(texts), injectTo: "head" };
}

function found(pattern: RegExp, html: string, what: string): string {
  const [, text] = pattern.exec(html) ?? [];
  if (text === undefined) throw new Error(`index.html has no ${what} for link previews.`);
  return text;
}

/** The address of the page's folder, which ends in a slash. */
function folderAddress(siteUrl: string): string {
  if (!URL.canParse(siteUrl) || !/^https?:/.test(siteUrl)) {
    throw new Error(
      `SITE_URL is "${siteUrl}": state the page's whole address, such as https://example.org/heart-rate/.`,
    );
  }
  return new URL(`${siteUrl.replace(/\/+$/, "")}/`).href;
}
