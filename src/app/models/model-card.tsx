import Markdown, { type MarkdownToJSX } from "markdown-to-jsx/react";
import { Children, type CSSProperties, type ReactNode } from "react";
import { useScrolledAside } from "../ui/use-scrolled-aside.ts";

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
    // A link must not take the opened runs away, nor another page's frame.
    a: { props: { target: "_blank", rel: "noreferrer" } },
    // A picture would be fetched from wherever its address says.
    img: { component: ({ alt }: { alt?: string }): ReactNode => alt },
    table: { component: ScrolledTable },
    th: { component: HeaderCell },
    pre: { component: ScrolledText },
  },
};

/** Notes to whoever edits the file, which Markdown does not show. */
const COMMENT_LINES = /^<!--.*?-->\n/gms;

/** A model's card: what it is, learnt from and comes to, as text to read. */
export default function ModelCard({ markdown }: { markdown: string }) {
  return <Markdown options={OPTIONS}>{markdown.replaceAll(COMMENT_LINES, "")}</Markdown>;
}

/** A table that scrolls aside where it is wider than the page; then the keyboard reaches it, too. */
function ScrolledTable({ children }: { children: ReactNode }) {
  const [scroller, isScrolled] = useScrolledAside<HTMLElement>();
  return (
    <figure className="scrolled" ref={scroller} tabIndex={isScrolled ? 0 : undefined} aria-label="Table">
      <table>{children}</table>
    </figure>
  );
}

function ScrolledText({ children }: { children: ReactNode }) {
  const [scroller, isScrolled] = useScrolledAside<HTMLPreElement>();
  return (
    <pre ref={scroller} tabIndex={isScrolled ? 0 : undefined}>
      {children}
    </pre>
  );
}

/** A header of a column; a plain cell where the table's corner names nothing. */
function HeaderCell({ children, style }: { children?: ReactNode; style?: CSSProperties }) {
  const isEmpty = Children.count(children) === 0;
  return isEmpty ? (
    <td />
  ) : (
    <th scope="col" style={style}>
      {children}
    </th>
  );
}
