/** Name of a column, with the place where it may be divided: on the narrowest phones there is no room for the whole word. */
export const DIFFERENCE = "differ\u00adence";

/** Header of a column of figures, with their unit. */
export function UnitHead({ name, unit }: { name: string; unit: string }) {
  return (
    <th scope="col">
      {name} <span className="unit">{unit}</span>
    </th>
  );
}
