import type { ExpressRouteCircuit } from '@cdktf/provider-azurerm/lib/express-route-circuit';
import type { Construct } from 'constructs';
import { DeletionLock } from '../../terraform/deletion-lock';
import { partOfId } from '../checks/network-ids';
import type { Circuit } from './circuit';
import type { CircuitNames, CircuitPlan } from './circuit-configuration';

/** A circuit that is there, made here or not. */
export interface PlacedCircuit extends CircuitNames {
  readonly circuit: Circuit;
  readonly id: string;
  /** The resource, where it is made here. */
  readonly resource: ExpressRouteCircuit | undefined;
  /** Its lock, where it has one. */
  readonly lock: DeletionLock | undefined;
}

/** A circuit that others have made. */
export function existingCircuit({ circuit }: CircuitPlan, id: string): PlacedCircuit {
  const names = { name: partOfId(id, 'name'), resourceGroupName: partOfId(id, 'resourceGroupName') };
  return { circuit, id, ...names, resource: undefined, lock: undefined };
}

/** The lock of a circuit, where it has one. */
export function lockOf(
  scope: Construct,
  { circuit, lockName }: CircuitPlan,
  resourceId: string,
): DeletionLock | undefined {
  if (lockName === undefined) return undefined;
  const why =
    'Circuit of ExpressRoute: another one has another service key, and the carrier starts from the beginning.';
  return new DeletionLock(scope, `lock-${circuit.key}`, { name: lockName, resourceId, why, children: 'Below it' });
}
