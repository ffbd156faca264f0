import { armId } from '../../common/azure-rules';
import type { Checks } from '../../common/checks';
import { isOptions, readable, withoutSecrets } from '../../common/options';
import type { ExpressRouteGatewaySize } from '../gateway/express-route-gateway-size';
import { checkSecret, type SecretInState } from '../secrets/secret-in-state';

/** Options of a connection between a gateway and a circuit. */
export interface CircuitConnectionOptions {
  /**
   * Weight, 1 to 32000: the virtual network sends by the connection with the highest, before it looks at paths of BGP.
   * Equal weights share the traffic. azurerm does not send 0 when a connection is made.
   *
   * @default 10, azurerm's own (virtual_network_gateway_connection, v4.81.0), for all connections, so that they share
   */
  readonly routingWeight?: number;

  /**
   * Whether traffic to the virtual network goes past the gateway (FastPath). It needs ErGw3AZ.
   *
   * @default false
   */
  readonly fastPath?: boolean;

  /**
   * Whether FastPath reaches private endpoints too. Only with `fastPath`.
   *
   * @default false
   */
  readonly privateLinkFastPath?: boolean;
}

const OPTIONS: readonly (keyof CircuitConnectionOptions)[] = ['routingWeight', 'fastPath', 'privateLinkFastPath'];
const MAX_WEIGHT = 32_000;
const DEFAULT_WEIGHT = 10;

const CIRCUIT_ID = armId(
  'Microsoft.Network',
  ['expressRouteCircuits'],
  'Ask the owner of the circuit for its resource id.',
);

/** A connection of a gateway with a circuit: of this app, by its key, or of another subscription, by an authorization. */
export class CircuitConnection {
  /**
   * With a circuit of this app.
   *
   * @param circuitKey key of the circuit, such as `amsterdam`.
   */
  public static toCircuit(circuitKey: string, options: CircuitConnectionOptions = {}): CircuitConnection {
    return new CircuitConnection(circuitKey, undefined, undefined, options);
  }

  /**
   * With a circuit of another subscription, whose owner made an authorization. One authorization is for one connection.
   *
   * @param circuitKey what the circuit is called inside the stack: names of resources are made of it.
   * @param circuitId resource id of the circuit.
   * @param authorization the key of the authorization.
   */
  public static toForeignCircuit(
    circuitKey: string,
    circuitId: string,
    authorization: SecretInState,
    options: CircuitConnectionOptions = {},
  ): CircuitConnection {
    return new CircuitConnection(circuitKey, circuitId, authorization, options, true);
  }

  /** Weight of the connection. */
  public readonly routingWeight: number;
  /** Whether traffic goes past the gateway. */
  public readonly fastPath: boolean;
  /** Whether that is so for private endpoints too. */
  public readonly privateLinkFastPath: boolean;

  private constructor(
    /** Key of the circuit. */
    public readonly circuitKey: string,
    /** Resource id of a circuit in another subscription; nothing for one of this app. */
    public readonly circuitId: string | undefined,
    /** Key of the authorization; nothing for a circuit of this app. */
    public readonly authorization: SecretInState | undefined,
    private readonly given: CircuitConnectionOptions,
    /** Whether the circuit belongs to another subscription. */
    public readonly isForeign = false,
  ) {
    const options = readable(given);
    this.routingWeight = options.routingWeight ?? DEFAULT_WEIGHT;
    this.fastPath = options.fastPath ?? false;
    this.privateLinkFastPath = options.privateLinkFastPath ?? false;
    Object.freeze(this);
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    const own = checks.within(property);
    const key = { pattern: /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/, allowed: 'the key of a circuit, such as amsterdam' };
    own.text('circuitKey', this.circuitKey, {
      ...key,
      fix: 'Keys are the peering locations in lower case, with hyphens.',
    });
    if (this.isForeign) {
      own.text('circuitId', this.circuitId, CIRCUIT_ID);
      checkSecret('authorization', this.authorization, own);
    }
    if (!isOptions(property, this.given, "CircuitConnection.toCircuit('amsterdam', { routingWeight: 10 })", checks))
      return;
    own.knownProperties(
      withoutSecrets(this.given, OPTIONS, 'It belongs in CircuitConnection.toForeignCircuit.', own),
      OPTIONS,
    );
    const given = readable(this.given);
    const weight = {
      min: 1,
      max: MAX_WEIGHT,
      fix: 'The highest is preferred; leave it out for connections that share.',
    };
    if (given.routingWeight !== undefined) own.integer('routingWeight', given.routingWeight, weight);
    own.flag('fastPath', given.fastPath, 'Leave it out for false.');
    own.flag('privateLinkFastPath', given.privateLinkFastPath, 'Leave it out for false.');
    if (given.privateLinkFastPath === true && given.fastPath !== true) {
      const fix = 'Azure takes it together with fastPath alone: set both, or neither.';
      own.add({ property: 'privateLinkFastPath', got: true, allowed: 'false without fastPath', fix });
    }
  }

  /** Reports FastPath on a gateway that has none. @internal */
  public checkGateway(property: string, size: ExpressRouteGatewaySize, checks: Checks): void {
    if (!this.fastPath || size.allowsFastPath) return;
    const fix = 'Choose ExpressRouteGatewaySize.ER_GW_3_AZ, or leave FastPath out.';
    checks.within(property).add({ property: 'fastPath', got: true, allowed: `false with ${size.toString()}`, fix });
  }
}
