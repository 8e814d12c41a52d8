/**
 * Whether a host's answer is the file of a version. While a page is being published some files are of another; and some
 * hosts answer with the page where they have no such file.
 * @param script name of the page's script in that version where the page itself was asked for; null for any other file
 */
export async function isOfVersion(response: Response, script: string | null): Promise<boolean> {
  if (response.status !== 200) return false;
  if (script !== null) return (await response.clone().text()).includes(script);
  return response.headers.get("content-type")?.startsWith("text/html") !== true;
}
