/**
 * Head of a table that compares measured with expected.
 * @param leading number of columns before the two
 */
export function ComparedHead({ leading }: { leading: number }) {
  return (
    <thead>
      <tr>
        <td colSpan={leading} />
        <th scope="col">measured</th>
        <th scope="col">expected</th>
      </tr>
    </thead>
  );
}
