import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type ESTree, parseSync } from "vite";

/** A declaration of a source file, with the text of the comment above it; an empty text where there is none. */
export interface Declared {
  name: string;
  doc: string;
}

export interface DeclaredConstant extends Declared {
  /** From the project's folder. */
  file: string;
  init: ESTree.Expression;
}

/** Source files below a folder, but for tests; paths from the project's folder, in the order of their names. */
export function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
    .map((file) => join(folder, file))
    .sort();
}

/** Constants at the top level of a source file. */
export function constantsOf(file: string): DeclaredConstant[] {
  const source = new Source(file);
  return source.body.flatMap((statement) => {
    const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declaration?.type !== "VariableDeclaration") return [];
    return declaration.declarations.flatMap(({ id, init }) =>
      id.type === "Identifier" && init ? [{ name: id.name, doc: source.docOf(statement), file, init }] : [],
    );
  });
}

/** Fields of an interface that a source file declares. @throws Error where it declares none of that name. */
export function fieldsOf(file: string, interfaceName: string): (Declared & { type: string })[] {
  const source = new Source(file);
  for (const statement of source.body) {
    const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declaration?.type !== "TSInterfaceDeclaration" || declaration.id.name !== interfaceName) continue;
    return declaration.body.body.flatMap((member) =>
      member.type === "TSPropertySignature" && member.key.type === "Identifier" && member.typeAnnotation
        ? [
            {
              name: member.key.name,
              doc: source.docOf(member),
              type: source.textOf(member.typeAnnotation.typeAnnotation),
            },
          ]
        : [],
    );
  }
  throw new Error(`${file} declares no interface ${interfaceName}.`);
}

/** Names that a source file imports from others of the project, with the file that each comes from. */
export function importsOf(file: string): Map<string, string> {
  const imported = new Map<string, string>();
  for (const statement of new Source(file).body) {
    if (statement.type !== "ImportDeclaration" || !statement.source.value.startsWith(".")) continue;
    const from = join(dirname(file), statement.source.value);
    for (const { local } of statement.specifiers) imported.set(local.name, from);
  }
  return imported;
}

/** A declaration that a file passes on to whoever imports it. */
export interface PassedOn {
  name: string;
  isType: boolean;
  /** File that declares it. */
  file: string;
}

/** Names that a source file exports from other files of the project, in their order. */
export function passedOnBy(file: string): PassedOn[] {
  return new Source(file).body.flatMap((statement) => {
    if (statement.type !== "ExportNamedDeclaration" || statement.source === null) return [];
    const from = join(dirname(file), statement.source.value);
    const further = from.endsWith("/index.ts") ? passedOnBy(from) : [];
    return statement.specifiers.flatMap(({ exported, exportKind }) => {
      if (exported.type !== "Identifier") return [];
      const isType = statement.exportKind === "type" || exportKind === "type";
      return further.find(({ name }) => name === exported.name) ?? { name: exported.name, isType, file: from };
    });
  });
}

/** The comment above an exported function, class or constant; empty where there is none. */
export function docOfExport(file: string, name: string): string {
  const source = new Source(file);
  const found = source.body.find((statement) => {
    if (statement.type !== "ExportNamedDeclaration") return false;
    const { declaration } = statement;
    if (declaration?.type === "VariableDeclaration") {
      return declaration.declarations.some(({ id }) => id.type === "Identifier" && id.name === name);
    }
    const isNamed = declaration?.type === "FunctionDeclaration" || declaration?.type === "ClassDeclaration";
    return isNamed && declaration.id?.name === name;
  });
  return found === undefined ? "" : source.docOf(found);
}

/** A parsed source file. */
class Source {
  readonly #text: string;
  readonly #comments: { value: string; end: number }[];
  readonly body: ESTree.Program["body"];

  constructor(file: string) {
    this.#text = readFileSync(file, "utf8");
    const { program, comments, errors } = parseSync(file, this.#text);
    if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
    this.body = program.body;
    this.#comments = comments;
  }

  textOf({ start, end }: { start: number; end: number }): string {
    return this.#text.slice(start, end);
  }

  /** The text of the comment that ends right above a declaration, as one line. */
  docOf({ start }: { start: number }): string {
    const above = this.#comments.findLast(({ end }) => end <= start && this.#text.slice(end, start).trim() === "");
    if (!above?.value.startsWith("*")) return "";
    return above.value
      .slice(1)
      .split("\n")
      .map((line) => line.replace(/^\s*\*? ?/, "").trimEnd())
      .join(" ")
      .trim();
  }
}
