import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { KEPT_FOR_LIFE } from '../common/azure-rules';
import { isComputedByTerraform } from '../terraform/construct-checks';
import { tagged } from './member-configuration';
import type { GatewayIdentityAttributes } from './props/gateway-cluster-interface';
import type { ClusterSettings } from './settings/cluster-settings';

/** Lets a principal read the value of a secret, and nothing else. */
const SECRET_READER = 'Key Vault Secrets User';

/** Lets a principal read the blobs of a container. */
const SOFTWARE_READER = 'Storage Blob Data Reader';

/** The identity that the members act with. */
export function defineIdentity(cluster: Construct, settings: ClusterSettings): GatewayIdentityAttributes {
  const { attributes } = settings.identity;
  if (attributes !== undefined) return { ...attributes, principalId: inLowerCase(attributes.principalId) };
  return new UserAssignedIdentity(cluster, 'identity', {
    name: settings.identityName ?? '',
    location: settings.location,
    resourceGroupName: settings.resourceGroupName,
    ...tagged(settings),
    lifecycle: { ignoreChanges: [...KEPT_FOR_LIFE] },
  });
}

/** What it may read: one role assignment a secret, on the secret itself; installers in a storage account. */
export function defineAccess(
  cluster: Construct,
  settings: ClusterSettings,
  { principalId }: GatewayIdentityAttributes,
): readonly ITerraformDependable[] {
  const grant = (id: string, scope: string, roleDefinitionName: string): ITerraformDependable =>
    new RoleAssignment(cluster, id, {
      scope,
      roleDefinitionName,
      principalId,
      // Named, so that Azure does not look up a principal that was created a moment ago.
      principalType: 'ServicePrincipal',
    });
  const secrets = settings.identity.grantsSecretAccess ? secretsOf(settings) : [];
  const source = settings.setup?.software.source;
  const container = source?.grantsAccess === true ? source.containerScope : undefined;
  return [
    ...secrets.map(([id, scope]) => grant(id, scope, SECRET_READER)),
    ...(container === undefined ? [] : [grant('read-software', container, SOFTWARE_READER)]),
  ];
}

/** The secrets that the members read, each once: the id of what grants it, and its scope. Key Vault ignores case. */
export function secretsOf({
  recoveryKey,
  registration,
  setup,
}: ClusterSettings): readonly (readonly [string, string])[] {
  const all = [
    ['read-recovery-key', recoveryKey.secretScope],
    ['read-registration-credential', registration.credential?.secretScope],
    ['read-join-credential', setup?.domainMembership?.joinSecret?.secretScope],
  ] as const;
  const byScope = new Map<string, readonly [string, string]>();
  for (const [id, scope] of all) {
    if (scope === undefined || byScope.has(scope.toLowerCase())) continue;
    byScope.set(scope.toLowerCase(), [id, scope]);
  }
  return [...byScope.values()];
}

/** Azure answers object ids in lower case; in another case a role assignment would be replaced by every plan. */
function inLowerCase(objectId: string): string {
  return isComputedByTerraform(objectId) ? objectId : objectId.toLowerCase();
}
