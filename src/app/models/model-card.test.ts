import { readFileSync } from "node:fs";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import ModelCard from "./model-card.tsx";

const shown = (markdown: string) => renderToStaticMarkup(createElement(ModelCard, { markdown }));

test("the bundled model's card has its headings, tables, code and lists, and nothing of Markdown's own marks", () => {
  const html = shown(readFileSync("public/models/population.md", "utf8"));
  expect(html).toMatch(/<h3[^>]*>population<\/h3>/);
  expect(html).toMatch(/<h4[^>]*>What it learnt from<\/h4>/);
  expect(html).toContain("<td>population</td>");
  expect(html).toMatch(/<pre><code[^>]*>npm run/);
  expect(html).toContain("<strong>");
  expect(html).not.toMatch(/&lt;!--|model-index|pipeline_tag/);
  expect(html).not.toMatch(/\*\*|```|\| MAE|## /);
});

test("what a card holds beside Markdown is text: it adds no element, fetches nothing and runs nothing", () => {
  const hostile = [
    "Before <script>alert(1)</script> after",
    "<img src=x onerror=alert(1)>",
    '<iframe src="https://example.com"></iframe>',
    "<svg/onload=alert(1)>",
    "![seen](https://example.com/pixel.png)",
    "[press](javascript:alert(1)) [this](JaVaScRiPt:alert(1)) [or](data:text/html,x) [that](vbscript:x)",
    "| a |\n|---|\n| <b onclick=alert(1)>cell</b> |",
    "<javascript:alert(1)>",
  ].join("\n\n");
  const html = shown(hostile);
  const elements = new Set([...html.matchAll(/<([a-z][a-z0-9]*)/g)].map(([, name]) => name));
  expect([...elements].toSorted()).toEqual([
    "a",
    "article",
    "figure",
    "p",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
  ]);
  expect(html).not.toMatch(/<[^>]*\s(?:src|on\w+)=/);
  expect(html).not.toMatch(/href="(?!https:)[^"]*:/i);
  expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
});

test("a link of a card opens a window of its own: the page and its runs stay", () => {
  expect(shown("See [this](https://example.org/).")).toMatch(/<a href="[^"]*" target="_blank" rel="noreferrer">this</);
});
