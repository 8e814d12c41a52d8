import type { MouseEvent, ReactNode } from "react";
import type { RowLink } from "./table-column.ts";

interface Props {
  link: RowLink;
  tabIndex?: 0 | -1;
  children: ReactNode;
}

/** A link where the row has an address, so that it opens in a tab of its own, too; else a button. */
export function RowOpener({ link, tabIndex = 0, children }: Props) {
  const current = link.isCurrent ? "true" : undefined;
  if (link.hash === null) {
    return (
      <button type="button" className="row-link" tabIndex={tabIndex} aria-current={current} onClick={link.open}>
        {children}
      </button>
    );
  }
  function open(event: MouseEvent) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    link.open();
  }
  return (
    <a className="row-link" href={link.hash} tabIndex={tabIndex} aria-current={current} onClick={open}>
      {children}
    </a>
  );
}
