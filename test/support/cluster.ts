import { GatewayCluster, type GatewayClusterProps } from '../../lib';
import { minimalProps } from './fixtures';
import { synthesize, type Synthesized } from './synthesize';

/** The least cluster, with what is given changed, synthesized. */
export function cluster(props: Partial<GatewayClusterProps> = {}): Synthesized<GatewayCluster> {
  return synthesize((stack) => new GatewayCluster(stack, 'finance', { ...minimalProps(), ...props }));
}
