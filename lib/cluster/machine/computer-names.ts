import { createHash } from 'node:crypto';

/** Longest Windows computer name: the NetBIOS limit. */
const COMPUTER_NAME_LENGTH = 15;
/** Room for the prefix, so that `PREFIX-01` and `PREFIX02b` both fit. */
export const PREFIX_LENGTH = 12;

const HASH_LENGTH = 4;

/**
 * The text that the computer names of a cluster begin with: the gateway's name in lower case with hyphens, or, where
 * that is too long, its beginning and a checksum of the whole, so that two long names stay apart.
 *
 * @param ending text that the prefix ends with, such as `-dq`; what comes before it is shortened to make room.
 */
export function computerNamePrefix(gatewayName: string, ending = ''): string {
  const plain = slug(gatewayName);
  const room = PREFIX_LENGTH - ending.length;
  if (plain.length > 0 && plain.length <= room) return plain + ending;
  const checksum = createHash('sha256').update(gatewayName).digest('hex').slice(0, HASH_LENGTH);
  const beginning = plain.slice(0, room - HASH_LENGTH - 1).replace(/-+$/, '') || 'gw';
  return `${beginning}-${checksum}${ending}`;
}

/** The computer name of one member. It depends on the prefix and the member's own key alone. */
export function computerName(prefix: string, key: string): string {
  const withHyphen = `${prefix}-${key}`;
  return withHyphen.length <= COMPUTER_NAME_LENGTH ? withHyphen : `${prefix}${key}`;
}

/** Lower-case letters, digits and single hyphens. */
function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
