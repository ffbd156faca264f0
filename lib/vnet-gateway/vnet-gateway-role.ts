import type { Checks } from '../common/checks';
import { isRecord } from '../common/shapes';

/** What somebody may do with a gateway. */
export type VnetDataGatewayRoleName = 'Admin' | 'ConnectionCreator' | 'ConnectionCreatorWithResharing';

/** Kind of a principal of Entra ID, as Fabric names them. */
export type FabricPrincipalType = 'Group' | 'ServicePrincipal' | 'ServicePrincipalProfile' | 'User';

/** Somebody, and what they may do with a gateway. */
export interface VnetDataGatewayRole {
  /** Object id of the user, group or service principal; better a group. */
  readonly principalId: string;
  /** What it is. */
  readonly principalType: FabricPrincipalType;
  /** What they may do. */
  readonly role: VnetDataGatewayRoleName;
}

const ROLES: readonly VnetDataGatewayRoleName[] = ['Admin', 'ConnectionCreator', 'ConnectionCreatorWithResharing'];
const PRINCIPALS: readonly FabricPrincipalType[] = ['Group', 'ServicePrincipal', 'ServicePrincipalProfile', 'User'];

/** Checks roles by name. */
export function checkRoles(property: string, roles: unknown, checks: Checks): void {
  if (roles === undefined) return;
  const example = "{ 'data-team': { principalId, principalType: 'Group', role: 'ConnectionCreator' } }";
  if (!isRecord(roles)) {
    checks.add({ property, got: roles, allowed: 'an object of roles by name', fix: `Write it as in ${example}.` });
    return;
  }
  const own = checks.within(property);
  const owners = new Map<string, string>();
  for (const [name, role] of Object.entries(roles)) {
    own.text('(name)', name, {
      pattern: /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/,
      allowed: '1 to 40 lower-case letters, digits or hyphens, none of these at either end',
      fix: 'It becomes part of an address in Terraform: choose another.',
    });
    checkRole(name, role, owners, own);
  }
}

function checkRole(name: string, role: unknown, owners: Map<string, string>, checks: Checks): void {
  if (!isRecord(role)) {
    const allowed = 'an object with principalId, principalType and role';
    checks.add({ property: name, got: role, allowed, fix: 'Leave the name out where there is no role.' });
    return;
  }
  const own = checks.within(name);
  const { principalId, principalType, role: what, ...rest } = role;
  own.knownProperties(rest, ['principalId', 'principalType', 'role']);
  own.guid('principalId', principalId, 'Give the object id of a user, service principal or, better, of a group.');
  own.oneOf('principalType', principalType, PRINCIPALS, 'Say what the object id belongs to.');
  own.oneOf('role', what, ROLES, 'Give the least that suffices.');
  if (typeof principalId !== 'string' || own.isUnknown(principalId)) return;
  const owner = owners.get(principalId.toLowerCase());
  owners.set(principalId.toLowerCase(), name);
  if (owner === undefined) return;
  const allowed = `somebody who is not '${owner}'`;
  own.add({
    property: 'principalId',
    got: principalId,
    allowed,
    fix: 'One principal has one role: remove one of the two.',
  });
}
