import type { ITerraformDependable } from 'cdktf';
import { isOptions } from '../../common/options';
import { constructChecks } from '../../terraform/construct-checks';
import type { IExpressRouteCircuit } from './express-route-circuit-interface';
import { CIRCUIT_ID } from '../checks/network-ids';

/** A circuit that exists. */
export interface ExistingCircuitAttributes {
  /** What it is called inside the stack: names of resources are made of it. */
  readonly key: string;

  /** Resource id, in the subscription of the gateway: one of another subscription takes an authorization. */
  readonly circuitId: string;
}

const CIRCUIT_KEY = {
  pattern: /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/,
  allowed: '1 to 40 lower-case letters, digits or hyphens, no hyphen at either end',
  fix: 'Take its peering location in lower case, such as amsterdam.',
};

/** A circuit that another stack or tool owns, with its peerings: nothing of it is created or changed. */
export class ExistingCircuit implements IExpressRouteCircuit {
  /**
   * A circuit by its id, provisioned and with private peering.
   *
   * @throws DataGatewayError with all problems of the input at once.
   */
  public static of(attributes: ExistingCircuitAttributes): ExistingCircuit {
    const checks = constructChecks();
    if (isOptions('attributes', attributes, "ExistingCircuit.of({ key: 'amsterdam', circuitId })", checks)) {
      checks.knownProperties(attributes, ['key', 'circuitId']);
      checks.text('key', attributes.key, CIRCUIT_KEY);
      checks.text('circuitId', attributes.circuitId, CIRCUIT_ID);
    }
    checks.throwIfAny('ExistingCircuit.of');
    return new ExistingCircuit(attributes.key, attributes.circuitId);
  }

  public readonly isProvisioned = true;
  public readonly hasPrivatePeering = true;
  public readonly ready: readonly ITerraformDependable[] = [];

  private constructor(
    public readonly key: string,
    public readonly circuitId: string,
  ) {
    Object.freeze(this);
  }
}
