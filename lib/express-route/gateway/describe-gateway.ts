import type { Construct } from 'constructs';
import type { Placed } from '../../common/place';
import { mark } from '../../manifest/entries/draft';
import { addressAt, addressIn } from '../../terraform/addresses';
import { contribute } from '../../manifest/contributions';
import type { ExpressRouteGatewayProps } from './express-route-gateway-props';
import type { ExpressRouteGatewaySize } from './express-route-gateway-size';

/** What there is to know of an ExpressRoute gateway beside its tree. */
export interface GatewayToDescribe {
  readonly name: string;
  readonly props: Placed<ExpressRouteGatewayProps>;
  readonly size: ExpressRouteGatewaySize;
  readonly subnetId: string;
}

/** Puts an ExpressRoute gateway into the manifest of its stack. */
export function contributeGateway(gateway: Construct, { name, props, size, subnetId }: GatewayToDescribe): void {
  const { location, resourceGroupName, subnet } = props;
  contribute(gateway, 'expressRouteGateways', () => ({
    name,
    location,
    resourceGroupName,
    sku: size.sku,
    scaleUnits: size.scaleUnits,
    subnet: {
      existing: mark(subnet.subnetId !== undefined),
      id: subnetId,
      addressPrefix: subnet.addressPrefix,
    },
    resources: {
      gateway: addressIn(gateway, 'gateway'),
      subnet: addressAt(gateway, 'subnet'),
      lock: addressAt(gateway, 'lock'),
    },
  }));
}
