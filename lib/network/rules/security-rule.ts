import { MAX_DESCRIPTION, MAX_NAME } from './limits';

/** One rule of a network security group. */
export interface SecurityRule {
  readonly name: string;
  readonly description: string;
  readonly priority: number;
  readonly direction: 'Inbound' | 'Outbound';
  readonly access: 'Allow' | 'Deny';
  readonly protocol: 'Tcp' | 'Udp' | '*';
  /** Addresses or ranges, one service tag, or `*`. */
  readonly source: readonly string[];
  readonly destination: readonly string[];
  /** Ports and ranges of ports, or `*`. */
  readonly ports: readonly string[];
}

/** A name as Azure takes it: letters, digits, `.`, `_`, `-`; what is too long is cut and marked by a number of its own. */
export function ruleName(text: string): string {
  const clean = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replace(/[.-]+$/, '');
  if (clean.length <= MAX_NAME) return clean;
  let sum = 0;
  for (const byte of Buffer.from(clean)) sum = (sum * 31 + byte) % 0xffffff;
  return `${clean.slice(0, MAX_NAME - 7)}-${sum.toString(16).padStart(6, '0')}`;
}

/** A description within Azure's limit. */
export function described(text: string): string {
  return text.length <= MAX_DESCRIPTION ? text : `${text.slice(0, MAX_DESCRIPTION - 3)}...`;
}
