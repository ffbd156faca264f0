/** A number of an IPv4 address, without leading zeros. */
export const OCTET = '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';

/** One label of a name in DNS; underscores are no good style, but in use. Without regard to case. */
const LABEL = '[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?';

/** The last label of a name is no number: that would be a mistyped address. */
const NAME = `(${LABEL}\\.)*(?![0-9]+$)${LABEL}`;

const IPV4_ADDRESS = new RegExp(`^${OCTET}(\\.${OCTET}){3}$`);
const HOST_NAME = new RegExp(`^${NAME}$`, 'i');

/** Longest name in DNS. */
const MAX_NAME = 255;

/** Whether a text is the name of a host, or an IPv4 address. */
export function isHost(text: string): boolean {
  return IPV4_ADDRESS.test(text) || (text.length <= MAX_NAME && HOST_NAME.test(text));
}

/** Scheme, host and port that a URL begins with. */
export interface UrlPlace {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  /** As given, or that of the scheme. */
  readonly port: string;
}

/** Where a URL is; nothing where Terraform computes it from its beginning. */
export function placeOfUrl(url: string): UrlPlace | undefined {
  const match = /^(https?):\/\/([^:/]+)(?::(\d+))?/i.exec(url);
  if (match === null) return undefined;
  const [, given = '', host = '', port] = match;
  const scheme = given.toLowerCase() === 'https' ? 'https' : 'http';
  return { scheme, host, port: port ?? (scheme === 'https' ? '443' : '80') };
}
