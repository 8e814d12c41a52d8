/** A name that none has yet: texts would all be called the same, and models of one name could not be told apart. */
export function distinctName(name: string, named: readonly { name: string }[]): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name} ${number}`;
    if (named.every((item) => item.name !== candidate)) return candidate;
  }
}
