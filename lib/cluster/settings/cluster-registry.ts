import type { IConstruct } from 'constructs';
import type { Checks } from '../../common/checks';
import type { ClusterSettings } from './cluster-settings';

/** Names that are taken, by app: lower-cased name to the path of the cluster that has it. */
const taken = new WeakMap<IConstruct, Map<string, string>>();

/**
 * Takes the names of a cluster for itself, in its whole app. Two clusters of one tenant cannot share a name in the
 * service, nor can their machines share a computer name in its directory; Azure and Active Directory would notice only
 * in the middle of an apply. Clusters of different tenants do not meet.
 */
export function claimNames(cluster: IConstruct, settings: ClusterSettings, checks: Checks): void {
  const { gatewayName, members, registration } = settings;
  if (checks.isUnknown(registration.tenantId)) return;
  const names = claimsOf(cluster);
  const mine: string[] = [];

  const claim = (property: string, name: string, what: string, fix: string): void => {
    if (checks.isUnknown(name)) return;
    const entry = `${registration.tenantId} ${what} ${name}`.toLowerCase();
    const owner = names.get(entry);
    if (owner === undefined) mine.push(entry);
    else checks.add({ property, got: name, allowed: `a ${what} that '${owner}' has not taken in this tenant`, fix });
  };
  claim('gatewayName', gatewayName, 'gateway name', 'Gateway names are unique in a tenant: choose another.');
  const fix = 'Give one of the clusters another `computerNamePrefix`.';
  for (const { computerName } of members) claim('computerNamePrefix', computerName, 'computer name', fix);

  if (checks.problems.length === 0) for (const entry of mine) names.set(entry, cluster.node.path);
}

function claimsOf({ node: { root } }: IConstruct): Map<string, string> {
  const known = taken.get(root);
  if (known !== undefined) return known;
  const created = new Map<string, string>();
  taken.set(root, created);
  return created;
}
