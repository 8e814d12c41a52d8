import Markdown, { type MarkdownToJSX } from "markdown-to-jsx/react";
import type { ReactNode } from "react";

/** Markup is shown as it was written: nothing in a card but Markdown becomes part of the page. */
const OPTIONS: MarkdownToJSX.Options = {
  disableParsingRawHTML: true,
  wrapper: "article",
  forceWrapper: true,
  overrides: {
    // The page has its own headings above these.
    h1: { component: "h3" },
    h2: { component: "h4" },
    h3: { component: "h5" },
    // A picture would be fetched from wherever its address says.
    img: { component: ({ alt }: { alt?: string }): ReactNode => alt },
    table: { component: ScrolledTable },
  },
};

/** Notes to whoever edits the file, which Markdown does not show. */
const COMMENT_LINES = /^<!--.*?-->\n/gms;

/** A model's card: what it is, learnt from and comes to, as text to read. */
export default function ModelCard({ markdown }: { markdown: string }) {
  return <Markdown options={OPTIONS}>{markdown.replaceAll(COMMENT_LINES, "")}</Markdown>;
}

function ScrolledTable({ children }: { children: ReactNode }) {
  return (
    <div className="scrolled">
      <table>{children}</table>
    </div>
  );
}
