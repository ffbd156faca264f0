import type { Circuit } from './circuit';

/**
 * What to do when a circuit is ordered and nothing runs over it yet; nothing once it is provisioned. Azure bills a circuit
 * from the moment that its service key is there (MicrosoftDocs/azure-docs, expressroute-workflows). Circuits on ports of your
 * own wait for no carrier, but for the cross-connects of the port pair (expressroute-howto-erdirect).
 *
 * @param serviceKeyOutput name of the output that carries the service key.
 */
export function circuitNextStep(circuit: Circuit, serviceKeyOutput: string): string | undefined {
  if (circuit.phase.allowsPeerings) return undefined;
  const begin = `Circuit ${circuit.key} is ordered, and carries nothing yet`;
  const then =
    'give the circuit phase: CircuitPhase.provisioned(), and deploy again: peerings and connections are made then.';
  if (circuit.kind === 'direct') {
    return (
      `${begin}; no carrier has a part in it. Have the cross-connects of both links of the port pair made (the letter of ` +
      `authorization names them), and enable both links (${String(circuit.portId)}). When both are up, ${then}`
    );
  }
  const hand = `Hand its service key to ${String(circuit.provider)}: \`terraform output -raw ${serviceKeyOutput}\`.`;
  const when = 'When `az network express-route show --query serviceProviderProvisioningState` answers Provisioned';
  return `${begin}; Azure bills it from now on. ${hand} ${when}, ${then}`;
}
