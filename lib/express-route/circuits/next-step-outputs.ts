import { Annotations, TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { circuitNextStep } from './circuit-next-step';
import type { PlacedCircuit } from './placed-circuit';

/** Outputs what ordered circuits wait for. Service keys are for the carrier, and nothing needs them any more when it is done. */
export function sayWhatIsNext(scope: Construct, circuits: readonly PlacedCircuit[]): void {
  const steps: Record<string, { readonly state: string; readonly next: string }> = {};
  for (const { circuit, resource } of circuits) {
    if (resource === undefined || circuit.phase.allowsPeerings) continue;
    const output = new TerraformOutput(scope, `service-key-${circuit.key}`, {
      description: `Service key of circuit ${circuit.key}, for ${circuit.provider ?? 'the port'}.`,
      value: resource.serviceKey,
      sensitive: true,
    });
    const next = circuitNextStep(circuit, output.friendlyUniqueId) ?? '';
    steps[circuit.key] = { state: resource.serviceProviderProvisioningState, next };
    Annotations.of(scope).addInfo(next);
  }
  if (Object.keys(steps).length === 0) return;
  const description = `What to do next with the circuits of ${scope.node.path}.`;
  new TerraformOutput(scope, 'next-steps', { description, value: steps });
}
