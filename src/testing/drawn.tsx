import type { ReactNode } from "react";
import { type RenderResult, render } from "vitest-browser-react";
import { PageContext } from "../app/ui/page-context.ts";
import type { ScriptedPage } from "./scripted-page.ts";
import "../app/styles/index.css";

/** A part of the page as the browser draws it, over the state of a scripted page. */
export function drawn(page: ScriptedPage, part: ReactNode): Promise<RenderResult> {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <PageContext value={page.context()}>{children}</PageContext>
  );
  return render(part, { wrapper });
}
