/** Header of a column of figures, with their unit if they have one. */
export function UnitHead({ name, unit }: { name: string; unit?: string | undefined }) {
  return (
    <th scope="col">
      {name}
      {unit !== undefined && <span className="unit"> {unit}</span>}
    </th>
  );
}
