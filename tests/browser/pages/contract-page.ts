import { currentCases, toCaseRequest } from '../../contract/support/contract-case.ts';

/** An answer in a form that leaves the page. */
export interface PageAnswer {
  readonly status: number;
  readonly type: ResponseType;
  readonly headers: Readonly<Record<string, string>>;
  readonly base64: string;
}

/** Sends the request of a contract case as a script of this page does. */
export async function askCase(name: string): Promise<PageAnswer> {
  const contractCase = currentCases.find((one) => one.name === name);
  if (contractCase === undefined) throw new Error(`There is no case ${name}`);
  const response = await fetch(toCaseRequest(contractCase, location.origin));
  const { status, type, headers } = response;
  return {
    status,
    type,
    headers: Object.fromEntries(headers),
    base64: await toBase64(await response.blob()),
  };
}

async function toBase64(blob: Blob): Promise<string> {
  const url = await new Promise<string>((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.readAsDataURL(blob);
  });
  return url.slice(url.indexOf(',') + 1);
}
