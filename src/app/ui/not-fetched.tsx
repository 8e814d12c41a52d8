/** In place of a part of the page that could not be fetched as it was opened. */
export function NotFetched() {
  return (
    <p className="note">This part of the page could not be fetched: check the connection, and load the page again.</p>
  );
}
