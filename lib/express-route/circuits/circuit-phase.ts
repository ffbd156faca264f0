/**
 * How far the carrier is with a circuit, or the cross-connects of your own ports. Peerings and connections cannot
 * exist before it has provisioned its part, which takes days or weeks: a circuit is deployed first, and what runs over it
 * later.
 */
export class CircuitPhase {
  /**
   * The circuit is ordered, or about to be: only the circuit itself is made, and its service key is handed to the carrier.
   * Circuits on ports of your own have no carrier: they wait for the links of the port pair.
   */
  public static ordered(): CircuitPhase {
    return new CircuitPhase('ordered');
  }

  /**
   * The carrier is done: `az network express-route show --query serviceProviderProvisioningState` answers `Provisioned`;
   * both links of your own port pair are up.
   * Peerings and connections are made. Going back to `ordered` removes them, and with them all that runs over the circuit.
   */
  public static provisioned(): CircuitPhase {
    return new CircuitPhase('provisioned');
  }

  private constructor(
    /** How far it is. */
    public readonly state: 'ordered' | 'provisioned',
  ) {
    Object.freeze(this);
  }

  /** Whether peerings and connections can exist. */
  public get allowsPeerings(): boolean {
    return this.state === 'provisioned';
  }

  /** For messages. */
  public toString(): string {
    return this.state;
  }
}
