import type { ITerraformDependable } from 'cdktf';

/** A circuit, made here or elsewhere, as gateways see it. */
export interface IExpressRouteCircuit {
  /** What it is called inside the stack. */
  readonly key: string;
  /** Resource id. */
  readonly circuitId: string;
  /** Whether the carrier is done: nothing can be connected before. */
  readonly isProvisioned: boolean;
  /** Whether it has private peering, which connections use. */
  readonly hasPrivatePeering: boolean;
  /** Bandwidth in Mbps; nothing where that is not known. @default unknown */
  readonly mbps?: number;
  /** What must be there before anything is connected: private peering that is made here. */
  readonly ready: readonly ITerraformDependable[];
}
