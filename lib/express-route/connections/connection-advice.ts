import type { IExpressRouteCircuit } from '../circuits/express-route-circuit-interface';
import type { ExpressRouteGatewaySize } from '../gateway/express-route-gateway-size';

/** Circuits that bring more than a gateway carries: the rest of their bandwidth is for Microsoft peering alone. */
export function bandwidthNotes(
  circuits: readonly IExpressRouteCircuit[],
  size: ExpressRouteGatewaySize | undefined,
): readonly string[] {
  if (size === undefined) return [];
  const gbps = size.scaleUnits?.maximum ?? size.capacity.gbps;
  return circuits
    .filter(({ mbps }) => typeof mbps === 'number' && mbps > gbps * 1000)
    .map(
      ({ key, mbps }) =>
        `Circuit ${key} has ${String(mbps)} Mbps, and gateway ${size.toString()} carries ${String(gbps)} Gbps: virtual networks ` +
        'get no more than that. Choose a larger gateway if they shall.',
    );
}
