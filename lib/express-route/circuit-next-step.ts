import type { Circuit } from './circuit';

/**
 * What to do when a circuit is ordered and nothing runs over it yet; nothing once it is provisioned. Azure bills a circuit
 * from the moment that its service key is there (MicrosoftDocs/azure-docs, expressroute-workflows).
 *
 * @param serviceKeyOutput name of the output that carries the service key.
 */
export function circuitNextStep(circuit: Circuit, serviceKeyOutput: string): string | undefined {
  if (circuit.phase.allowsPeerings) return undefined;
  const begin = `Circuit ${circuit.key} is ordered, and carries nothing yet; Azure bills it from now on.`;
  const wait =
    'When `az network express-route show --query serviceProviderProvisioningState` answers Provisioned, give the circuit ' +
    'phase: CircuitPhase.provisioned(), and deploy again: peerings and connections are made then.';
  if (circuit.kind === 'direct') {
    return `${begin} Have both links of the port connected and enabled (${String(circuit.portId)}). ${wait}`;
  }
  const hand = `Hand its service key to ${String(circuit.provider)}: \`terraform output -raw ${serviceKeyOutput}\`.`;
  return `${begin} ${hand} ${wait}`;
}
