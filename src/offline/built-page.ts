/** What the build tells the service worker of the page. Addresses are relative to the page's folder. */
export interface BuiltPage {
  /** Files that are held from the first visit on; a revision where the address itself names none. */
  held: { url: string; revision: string | null }[];
  /** Their size on the device. */
  heldBytes: number;
  /** Files that are held once the page has asked for them; a revision where the address itself names none. */
  heldWhenUsed: { url: string; revision: string | null }[];
  /** The page's own script, by whose address a version is known. */
  script: string;
}
