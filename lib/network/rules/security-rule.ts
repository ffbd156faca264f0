import type { DataSource } from '../destinations/data-source';
import { hash } from './hash';
import { MAX_DESCRIPTION, MAX_NAME } from '../destinations/limits';

/** One rule of a network security group. */
export interface SecurityRule {
  /** Name, after the row or the data source, at most 80 characters. */
  readonly name: string;
  /** One line for people, at most 140 characters. */
  readonly description: string;
  /** Place, 100 to 4096: the lowest is asked first. */
  readonly priority: number;
  /** Which way the traffic goes, seen from the members. */
  readonly direction: 'Inbound' | 'Outbound';
  /** Whether it lets through. */
  readonly access: 'Allow' | 'Deny';
  /** Protocol of the transport; `*` for all. */
  readonly protocol: 'Tcp' | 'Udp' | '*';
  /** Addresses or ranges, one service tag, or `*`. */
  readonly source: readonly string[];
  /** Addresses or ranges, one service tag, or `*`. */
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
  return `${clean.slice(0, MAX_NAME - 9)}-${hash(clean).toString(16).padStart(8, '0')}`;
}

/**
 * What the rules of a data source are called after. The second one has its mark in front, where no host can have it: hosts
 * end as they like, and kinds are known.
 */
export function sourceName(source: DataSource, index: number): string {
  return index === 0 ? String(source) : `${String(source.listeners[index]?.protocol)} ${String(source)}`;
}

/** A description within Azure's limit. */
export function described(text: string): string {
  return text.length <= MAX_DESCRIPTION ? text : `${text.slice(0, MAX_DESCRIPTION - 3)}...`;
}
