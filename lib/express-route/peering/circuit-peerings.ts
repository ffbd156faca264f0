import { ExpressRouteCircuitPeering } from '@cdktf/provider-azurerm/lib/express-route-circuit-peering';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { TerraformData } from '../../terraform/terraform-data';
import { madeInStateConfig, type Precondition, provisioned } from '../circuits/circuit-configuration';
import type { PlacedCircuit } from '../circuits/placed-circuit';
import type { SecretInState } from '../secrets/secret-in-state';
import { secretValue } from '../secrets/secret-value';
import type { MicrosoftPeering } from './microsoft-peering';
import {
  type AttachedFilter,
  microsoftPeeringConfig,
  type PeeringSurroundings,
  privatePeeringConfig,
} from './peering-configuration';
import type { PrivatePeering } from './private-peering';

/** Microsoft peering on each of these circuits, one after another: a change that fails at the first does not reach the second. */
export function defineMicrosoftPeerings(
  scope: Construct,
  microsoftPeering: MicrosoftPeering | undefined,
  filter: AttachedFilter,
  circuits: readonly PlacedCircuit[],
): void {
  if (microsoftPeering === undefined) return;
  let after: readonly ITerraformDependable[] = [];
  for (const placed of circuits) {
    const { key } = placed.circuit;
    const secret = microsoftPeering.at(key)?.bgpKey;
    const config = microsoftPeeringConfig(
      microsoftPeering,
      filter,
      surroundings(scope, placed, 'microsoft', secret, after),
    );
    const peering = new ExpressRouteCircuitPeering(scope, `microsoft-peering-${key}`, config);
    placed.lock?.guard('Microsoft peering', peering);
    after = [peering];
  }
}

/** Private peering in the same way; what a connection must wait for, by circuit. */
export function definePrivatePeerings(
  scope: Construct,
  privatePeering: PrivatePeering | undefined,
  circuits: readonly PlacedCircuit[],
): ReadonlyMap<string, readonly ITerraformDependable[]> {
  const made = new Map<string, readonly ITerraformDependable[]>();
  if (privatePeering === undefined) return made;
  let after: readonly ITerraformDependable[] = [];
  for (const placed of circuits) {
    const { key } = placed.circuit;
    const secret = privatePeering.at(key)?.bgpKey;
    const config = privatePeeringConfig(privatePeering, surroundings(scope, placed, 'private', secret, after));
    const peering = new ExpressRouteCircuitPeering(scope, `private-peering-${key}`, config);
    placed.lock?.guard('private peering', peering);
    after = [peering];
    made.set(key, after);
  }
  return made;
}

function surroundings(
  scope: Construct,
  placed: PlacedCircuit,
  type: 'microsoft' | 'private',
  secret: SecretInState | undefined,
  after: readonly ITerraformDependable[],
): PeeringSurroundings {
  const { circuit, name, resourceGroupName } = placed;
  const secretId = `${type}-bgp-key-${circuit.key}`;
  return {
    circuitKey: circuit.key,
    names: { name, resourceGroupName },
    sharedKey: secret === undefined ? undefined : secretValue(scope, secretId, secret, 'bgpKey'),
    preconditions: waitForCarrier(scope, placed, `${type}-made-in-${circuit.key}`),
    after,
  };
}

function waitForCarrier(scope: Construct, { circuit, resource }: PlacedCircuit, id: string): readonly Precondition[] {
  // Of circuits on ports of your own no page says which state Azure reports.
  if (resource === undefined || circuit.kind === 'direct') return [];
  const state = resource.serviceProviderProvisioningState;
  return provisioned(circuit, state, new TerraformData(scope, id, madeInStateConfig(state)).fqn);
}
