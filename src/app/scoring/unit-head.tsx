/** Header of a column of figures, with their unit. */
export function UnitHead({ name, unit }: { name: string; unit: string }) {
  return (
    <th scope="col">
      {name} <span className="unit">{unit}</span>
    </th>
  );
}
