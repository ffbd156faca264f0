import type { TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { Checks } from '../../common/checks';
import type { ClusterIdentity } from '../../identity/cluster-identity';

/** A role that an identity has on a secret, and where it was given. */
export interface SecretGrant {
  readonly assignment: TerraformResource;
  readonly stack: IConstruct;
  readonly cluster: string;
}

/** Grants by app, identity, and scope of the secret. */
const granted = new WeakMap<IConstruct, Map<unknown, Map<string, SecretGrant>>>();

/**
 * The grants that an identity has already been given in an app: Azure refuses the same assignment twice. A new identity
 * belongs to its cluster; an existing one may serve several.
 */
export function grantsOf(cluster: IConstruct, identity: ClusterIdentity): Map<string, SecretGrant> {
  // The same identity may be described twice; where its id is plain text, that is what counts.
  const key = identity.attributes === undefined ? cluster : identity.attributes.id;
  const app = entry(granted, cluster.node.root, () => new Map<unknown, Map<string, SecretGrant>>());
  return entry(app, key, () => new Map<string, SecretGrant>());
}

/** Reports a grant that another stack of the app has: one of the two must leave it to the other. */
export function checkForeignGrants(
  grants: ReadonlyMap<string, SecretGrant>,
  scopes: readonly string[],
  stack: IConstruct,
  checks: Checks,
): void {
  for (const scope of scopes) {
    const grant = grants.get(scope);
    if (grant === undefined || grant.stack === stack) continue;
    checks.add({
      property: 'identity',
      got: scope,
      allowed: `a secret that '${grant.cluster}' has not granted to this identity already`,
      fix: 'Azure refuses the same role assignment twice: set `grantSecretAccess: false` in one of the two stacks.',
    });
  }
}

function entry<K, V>(map: { get(key: K): V | undefined; set(key: K, value: V): unknown }, key: K, create: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const created = create();
  map.set(key, created);
  return created;
}
