import type { TerraformResource } from 'cdktf';
import type { GatewaySetup } from '../../bootstrap/gateway-setup';
import type { Checks } from '../../common/checks';
import { JOIN_EXTENSION } from '../steps/join-extension-step';
import { constructChecks, messagesOf } from '../../terraform/construct-checks';
import { comparable, resourcesOf } from '../../terraform/tree';
import type { IGatewayCluster } from '../props/gateway-cluster-interface';
import type { IMemberStep } from '../props/member-step';
import type { ClusterSettings } from './cluster-settings';

/**
 * What is wrong with a cluster whose members need a domain: nobody joins them, two do, or another domain is joined. Asked
 * when everything is defined, because what joins them may stand anywhere in the app.
 *
 * @param steps the steps of the user, without the library's own.
 */
export function domainProblems(
  cluster: IGatewayCluster,
  { setup }: ClusterSettings,
  steps: readonly IMemberStep[],
): readonly string[] {
  if (setup === undefined) return [];
  const checks = constructChecks();
  const joining = steps.filter(({ joinsDomain }) => joinsDomain !== undefined);
  if (setup.domainMembership?.joins === true) checkOneJoin(cluster, setup, joining, checks);
  else checkDomainOfSteps(setup, joining, checks);
  if (setup.domainMembership === undefined && joining.length === 0) checkNeeds(cluster, setup, checks);
  return messagesOf(cluster, 'GatewayCluster', checks);
}

/** What joins twice fails, or takes a serving member out of its domain. */
function checkOneJoin(
  cluster: IGatewayCluster,
  { domainMembership }: GatewaySetup,
  joining: readonly IMemberStep[],
  checks: Checks,
): void {
  const extended = membersJoinedByExtension(cluster);
  const others = [
    ...joining.map(({ name }) => `step ${name}`),
    ...(extended.length === 0 ? [] : [`a JsonADDomainExtension on ${membersText(extended)}`]),
  ];
  if (others.length === 0) return;
  checks.add({
    property: 'domainMembership',
    got: `${String(domainMembership)}, and ${others.join(' and ')}`,
    allowed: 'one that joins',
    fix: 'Remove the other, or say DomainMembership.existing({…}) and leave the join to it.',
  });
}

function checkDomainOfSteps(
  { domainMembership, serviceAccount }: GatewaySetup,
  joining: readonly IMemberStep[],
  checks: Checks,
): void {
  const domain = domainMembership?.domain ?? serviceAccount.domain;
  const joined = joining.map(({ joinsDomain }) => joinsDomain?.toLowerCase());
  if (domain === undefined || joined.length === 0) return;
  if ([domain, ...joined].some((name) => checks.isUnknown(name)) || joined.includes(domain.toLowerCase())) return;
  const fix =
    serviceAccount.domain === undefined
      ? 'Join the domain that `domainMembership` names, or name the one that is joined.'
      : 'A computer uses the gMSA of its own domain here: join that one, or give an account of the other.';
  checks.add({ property: 'steps', got: joined, allowed: `a step that joins ${domain.toLowerCase()}`, fix });
}

function checkNeeds(
  cluster: IGatewayCluster,
  { serviceAccount, software, localAdministratorPassword }: GatewaySetup,
  checks: Checks,
): void {
  const needs = [
    ...(serviceAccount.needsDomain ? [`serviceAccount ${serviceAccount.accountName}`] : []),
    ...(software.source.needsDomain ? ['the file share of the software'] : []),
    ...(localAdministratorPassword.needsDomain ? ['Windows LAPS with Active Directory'] : []),
  ];
  if (needs.length === 0) return;
  const joined = membersJoinedByExtension(cluster);
  const without = cluster.members.map(({ key }) => key).filter((key) => !joined.includes(key));
  if (without.length === 0) return;
  checks.add({
    property: 'domainMembership',
    got: `nothing that joins ${membersText(without)} to a domain`,
    allowed: `members of a domain, for ${needs.join(' and ')}`,
    fix: 'Say `domainMembership: DomainMembership.joinByExtension({…})` or `.joinByScript({…})`; where a policy or image joins them, `DomainMembership.existing({…})`. A step of your own that says `joinsDomain`, or a JsonADDomainExtension on each machine outside of the cluster, does it too.',
  });
}

function membersText(keys: readonly string[]): string {
  return `${keys.length === 1 ? 'member' : 'members'} ${keys.join(', ')}`;
}

/** Keys of the members on whose machine an extension of this app joins a domain, outside of the cluster. */
function membersJoinedByExtension(cluster: IGatewayCluster): readonly string[] {
  const joined = new Set(
    (resourcesOf(cluster, 'azurerm_virtual_machine_extension') as readonly Extension[])
      .filter(({ typeInput }) => typeInput === JOIN_EXTENSION.type)
      // Below the cluster stand the library's own, and steps: those that join have to say so, or they would come too late.
      .filter(({ node }) => !node.path.startsWith(`${cluster.node.path}/`))
      .map((extension) => comparable(extension, extension.virtualMachineIdInput)),
  );
  if (joined.size === 0) return [];
  return cluster.members
    .filter(({ virtualMachineId }) => joined.has(comparable(cluster, virtualMachineId)))
    .map(({ key }) => key);
}

interface Extension extends TerraformResource {
  readonly typeInput?: unknown;
  readonly virtualMachineIdInput?: unknown;
}
