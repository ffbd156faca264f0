import { defined } from '../../common/defined';
import { isRecord } from '../../common/shapes';
import { Egress } from '../../network/egress/egress';
import type { GatewayClusterProps } from '../props/gateway-cluster-props';

/**
 * The properties of a cluster, with what it does not say itself taken from its network: the region, and the proxy, software and
 * settings that the `Egress` was given. They were said there for these members.
 */
export function withNetwork(props: GatewayClusterProps): GatewayClusterProps {
  const { subnet, networkSecurityGroup, bootstrap } = props;
  // JavaScript may hand in anything: that is reported by who checks it.
  const guards = [subnet, networkSecurityGroup].filter((guard) => isRecord(guard));
  const egress = guards.map((guard): unknown => guard.egress).find((one) => one instanceof Egress);
  const location: unknown = isRecord(subnet) ? subnet.location : undefined;
  return {
    ...(typeof location === 'string' ? { location } : {}),
    // Without bootstrap nothing would read it.
    ...(bootstrap === false ? {} : egress?.memberSetup),
    ...defined(props),
  };
}
