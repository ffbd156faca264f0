import type { IConstruct } from 'constructs';
import { domainOf } from '../../bootstrap/domain-checks';
import type { Checks } from '../../common/checks';
import { defined } from '../../common/defined';
import { Registry } from '../../terraform/registry';
import type { ClusterSettings } from './cluster-settings';

/** Names that clusters of an app have taken: what is unique in which realm. */
const taken = new Registry<IConstruct, ReadonlySet<string>>();

/**
 * Takes the names of a cluster for itself. Azure, Active Directory and the gateway service would notice a second cluster
 * with the same ones only in the middle of an apply:
 *
 * - a gateway name is unique in its tenant;
 * - the names of resources and computers are unique in a stack, which stands for a subscription and a domain;
 * - an identity can be let read a secret once;
 * - a group of members belongs to one cluster, which takes out whom it does not know;
 * - an account delegates in one way.
 *
 * @param grants which identity may read which secret, as far as this cluster assigns it.
 * @returns a warning where computers of another stack of the same tenant have the same names: right for two domains, and
 * wrong for one.
 */
export function claimNames(
  cluster: IConstruct,
  stack: IConstruct,
  settings: ClusterSettings,
  grants: readonly string[],
  checks: Checks,
): readonly string[] {
  const { gatewayName, members, registration, resourceGroupName, identityName, availabilitySetName } = settings;
  const { tenantId } = registration;
  const { root } = cluster.node;
  const others = taken.ofOthers(root, cluster);
  const mine = new Set<string>();
  const holderOf = (entry: string): IConstruct | undefined => others.find(([, names]) => names.has(entry))?.[0];
  const ownerOf = (entry: string): IConstruct | undefined => {
    mine.add(entry);
    return holderOf(entry);
  };

  const nothingToCompare = checks.isUnknown(tenantId) || checks.isUnknown(gatewayName);
  const sameName = nothingToCompare ? undefined : ownerOf(`gateway ${tenantId} ${gatewayName}`.toLowerCase());
  if (sameName !== undefined) {
    const allowed = `a gateway name that '${sameName.node.path}' has not taken in this tenant`;
    const fix = 'Gateway names are unique in a tenant: choose another.';
    checks.add({ property: 'gatewayName', got: gatewayName, allowed, fix });
  }

  // Disks share one kind, whatever they are for.
  const inGroup = (kind: string, name: string): string =>
    `${kind.endsWith('Disk') ? 'disk' : kind} ${stack.node.path} ${resourceGroupName} ${name}`;
  const clashes = new Map<IConstruct, string>();
  for (const [kind, name] of Object.entries(defined({ identityName, availabilitySetName }))) {
    const owner = ownerOf(inGroup(kind, String(name)).toLowerCase());
    if (owner !== undefined) clashes.set(owner, String(name));
  }
  const elsewhere = new Map<IConstruct, string>();
  for (const { computerName, names: own } of members) {
    const inStack = [
      `computer ${stack.node.path} ${computerName}`,
      ...Object.entries(defined(own)).map(([kind, name]) => inGroup(kind, String(name))),
    ];
    for (const entry of inStack) {
      const owner = ownerOf(entry.toLowerCase());
      if (owner !== undefined && !clashes.has(owner)) clashes.set(owner, computerName);
    }
    const owner = ownerOf(`computer of tenant ${tenantId} ${computerName}`.toLowerCase());
    if (owner !== undefined && !checks.isUnknown(tenantId)) elsewhere.set(owner, computerName);
  }
  for (const [owner, got] of clashes) {
    const allowed = `names that '${owner.node.path}' has not taken in this stack`;
    const fix = 'Give one of the clusters another `computerNamePrefix`, or names of its own with `naming`.';
    checks.add({ property: 'computerNamePrefix', got, allowed, fix });
  }
  for (const grant of grants) {
    const owner = ownerOf(`grant ${grant}`.toLowerCase());
    if (owner === undefined) continue;
    const allowed = `an identity that '${owner.node.path}' does not let read the same secret`;
    const fix =
      'Azure refuses the same role assignment twice: set `grantSecretAccess: false` on the identity of one of the two.';
    checks.add({ property: 'identity', got: grant, allowed, fix });
  }
  checkDirectory(settings, { ownerOf, holderOf }, checks);
  if (checks.problems.length > 0) return [];
  taken.take(root, cluster, mine);
  return [...elsewhere].map(
    ([owner, name]) =>
      `computer names such as ${name} are those of '${owner.node.path}' in the same tenant: they must not join one domain.`,
  );
}

/** What is unique in a domain. */
function checkDirectory(
  { setup }: ClusterSettings,
  { ownerOf, holderOf }: Record<'ownerOf' | 'holderOf', (entry: string) => IConstruct | undefined>,
  checks: Checks,
): void {
  if (setup === undefined) return;
  const { directory, serviceAccount } = setup;
  const domain = domainOf(setup);
  if (domain === undefined || checks.isUnknown(domain)) return;
  const group = directory?.membersGroup;
  const owner = group === undefined ? undefined : ownerOf(`group ${domain} ${group}`.toLowerCase());
  if (owner !== undefined) {
    const allowed = `a group that '${owner.node.path}' does not keep`;
    const fix = 'Give each cluster a group of its own: one gMSA may let several groups read its password.';
    checks.add({ property: 'directory.membersGroup', got: group, allowed, fix });
  }
  const account = serviceAccount.samAccountName;
  const kind = serviceAccount.delegation?.kind;
  if (account === undefined || kind === undefined) return;
  const entry = (which: string): string => `delegation ${domain} ${account} ${which}`.toLowerCase();
  const other = holderOf(entry(kind === 'constrained' ? 'resourceBased' : 'constrained'));
  ownerOf(entry(kind));
  if (other === undefined) return;
  const allowed = `the kind that '${other.node.path}' has for ${account}`;
  const fix = 'Microsoft has one kind for an account: give this cluster a gMSA of its own.';
  checks.add({ property: 'serviceAccount.delegation', got: kind, allowed, fix });
}
