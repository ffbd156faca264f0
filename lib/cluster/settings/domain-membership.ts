import { DefaultTokenResolver, StringConcat, TerraformResource, Tokenization } from 'cdktf';
import type { IConstruct } from 'constructs';
import { DataGatewayError } from '../../common/errors';
import { constructChecks } from '../../terraform/construct-checks';
import type { IGatewayCluster } from '../gateway-cluster-interface';
import type { IMemberStep } from '../member-step';
import type { ClusterSettings } from './cluster-settings';

/** The extension that joins a machine to a domain (publisher Microsoft.Compute). */
const JOIN_EXTENSION = { resource: 'azurerm_virtual_machine_extension', type: 'JsonADDomainExtension' } as const;

/**
 * What is wrong with a cluster whose members need a domain: nobody joins them. Asked when everything is defined, because
 * what joins them may stand anywhere in the app.
 */
export function domainProblems(
  cluster: IGatewayCluster,
  { setup }: ClusterSettings,
  steps: readonly IMemberStep[],
): readonly string[] {
  if (setup === undefined) return [];
  const { serviceAccount, software, localAdministratorPassword } = setup;
  const joined = steps.map(({ joinsDomain }) => joinsDomain?.toLowerCase()).filter((domain) => domain !== undefined);
  const domain = serviceAccount.domain?.toLowerCase();
  const checks = constructChecks();
  const unknown = joined.some((name) => checks.isUnknown(name)) || checks.isUnknown(serviceAccount.domain);
  if (serviceAccount.needsDomain && joined.length > 0 && !unknown && !joined.includes(domain ?? '')) {
    const fix = 'A computer uses the gMSA of its own domain here: join that one, or give an account of the other.';
    checks.add({ property: 'steps', got: joined, allowed: `a step that joins ${String(domain)}`, fix });
  }
  const needs = [
    ...(serviceAccount.needsDomain ? [`serviceAccount ${serviceAccount.accountName}`] : []),
    ...(software.source.needsDomain ? ['the file share of the software'] : []),
    ...(localAdministratorPassword.needsDomain ? ['Windows LAPS with Active Directory'] : []),
  ];
  if (needs.length > 0 && joined.length === 0 && !serviceAccount.joinedElsewhere) {
    const without = membersWithoutJoin(cluster);
    if (without.length > 0) {
      checks.add({
        property: 'steps',
        got: `nothing that joins ${without.length === 1 ? 'member' : 'members'} ${without.join(', ')} to a domain`,
        allowed: `members of a domain, for ${needs.join(' and ')}`,
        fix: 'Join them by a step that says `joinsDomain`, or by a JsonADDomainExtension on each machine outside of the cluster; where a policy or image does it, say `joinedElsewhere: true` at the service account.',
      });
    }
  }
  if (checks.problems.length === 0) return [];
  return [new DataGatewayError('GatewayCluster', cluster.node.path, checks.problems).message];
}

/** Members on whose machine no extension of this app joins a domain. */
function membersWithoutJoin(cluster: IGatewayCluster): readonly string[] {
  const joined = new Set(
    cluster.node.root.node
      .findAll()
      .filter(isJoin)
      // A step that joins has to say so, or it would come too late.
      .filter(({ node }) => !node.path.startsWith(`${cluster.node.path}/`))
      .map((extension) => resolved(extension, extension.virtualMachineIdInput)),
  );
  return cluster.members
    .filter(({ virtualMachineId }) => !joined.has(resolved(cluster, virtualMachineId)))
    .map(({ key }) => key);
}

/** A value as the stack of a construct will have it: two references to one thing are then the same text. */
function resolved(scope: IConstruct, value: unknown): string {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return JSON.stringify(Tokenization.resolve(value, { scope, resolver, preparing: false }));
}

interface JoinExtension extends TerraformResource {
  readonly typeInput?: unknown;
  readonly virtualMachineIdInput?: unknown;
}

function isJoin(construct: IConstruct): construct is JoinExtension {
  return (
    TerraformResource.isTerraformResource(construct) &&
    construct.terraformResourceType === JOIN_EXTENSION.resource &&
    (construct as JoinExtension).typeInput === JOIN_EXTENSION.type
  );
}
