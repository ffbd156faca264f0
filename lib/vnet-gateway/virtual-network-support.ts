import { Annotations, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { isOptions } from '../common/options';
import type { PowerPlatformGeo } from '../regions/geos/power-platform-geos';
import { inherit } from '../defaults/scope-defaults';
import { takeRanges } from '../network/subnet-ranges';
import { constructChecks, throwProblems } from '../terraform/construct-checks';
import { ENTERPRISE_POLICIES } from './subnets/delegations';
import { claimSubnet, defineGuardedSubnet, networkOfSubnetId } from './subnets/guarded-subnet';
import { withVirtualNetwork } from './subnets/virtual-network-names';
import { checkResourceProvider } from './subnets/power-platform-resource-provider';
import { contributeVirtualNetworkSupport } from './describe-virtual-network-support';
import type {
  EnterprisePolicyInput,
  EnterprisePolicySubnet,
  SupportNetwork,
  VirtualNetworkSupportProps,
} from './virtual-network-support-props';
import { resolveNetworks, type SettledNetwork } from './virtual-network-support-settings';

/**
 * The subnets of Power Platform's Virtual Network support: environments reach private sources through them, by connectors and
 * plug-ins, without any gateway. Power BI and dataflows do not use it; they take a VnetDataGateway, whose subnet is another.
 *
 * It makes the subnets, delegated to `Microsoft.PowerPlatform/enterprisePolicies`. The enterprise policy, and its link to each
 * environment, is left to you: `policy` says what it is made of.
 *
 * @throws DataGatewayError with all problems of the input at once.
 */
export class VirtualNetworkSupport extends Construct {
  /** Geo of the environments. */
  public readonly geo: PowerPlatformGeo;
  /** The subnets, in the order of the pair. */
  public readonly subnets: readonly EnterprisePolicySubnet[];
  /** What the enterprise policy is made of. */
  public readonly policy: EnterprisePolicyInput;
  /** What others wait for who need the resource provider; nothing where it is registered elsewhere. */
  public readonly registration: ITerraformDependable | undefined;

  /** Defines a subnet in each network. */
  public constructor(scope: Construct, id: string, props: VirtualNetworkSupportProps) {
    super(scope, id);
    const networks = this.settle(props);
    for (const network of networks) takeRanges(this, [network], [network.addressPrefix]);
    this.geo = props.geo;
    this.registration = props.resourceProvider.define(this, true);
    this.subnets = networks.map((network) => this.defineSubnet(network, props));
    this.policy = {
      location: this.geo.enterprisePolicyLocation ?? '',
      kind: 'NetworkInjection',
      properties: {
        networkInjection: {
          virtualNetworks: this.subnets.map(({ virtualNetworkId, subnetName }) => ({
            id: virtualNetworkId,
            subnet: { name: subnetName },
          })),
        },
      },
    };
    contributeVirtualNetworkSupport(this, this.geo, networks);
    if (props.defaultOutboundAccess === true) return;
    for (const { region, natGatewayId } of networks) {
      if (natGatewayId !== undefined) continue;
      Annotations.of(this).addWarning(
        `no NAT gateway in ${region}: connectors and plug-ins of the environments reach nothing on the internet.`,
      );
    }
  }

  private settle(props: VirtualNetworkSupportProps): readonly SettledNetwork[] {
    const checks = constructChecks();
    let networks: readonly SettledNetwork[] = [];
    if (isOptions('props', props, 'new VirtualNetworkSupport(stack, id, { … })', checks)) {
      networks = resolveNetworks(this.inherited(props), checks) ?? [];
      for (const network of networks) claimSubnet(this, network, 'networks', checks);
      checkResourceProvider(this, props.resourceProvider, checks);
    }
    throwProblems(this, 'VirtualNetworkSupport', checks);
    return networks;
  }

  private inherited(props: VirtualNetworkSupportProps): VirtualNetworkSupportProps {
    // JavaScript may hand in anything: that is reported by who checks it.
    if (!Array.isArray(props.networks)) return props;
    const networks = props.networks as readonly SupportNetwork[];
    return {
      ...props,
      networks: networks.map((network) =>
        inherit(this, withVirtualNetwork(network), ['location', 'resourceGroupName']),
      ),
    };
  }

  private defineSubnet(network: SettledNetwork, props: VirtualNetworkSupportProps): EnterprisePolicySubnet {
    const { region, addressPrefix, subnetName, location } = network;
    const subnetId = defineGuardedSubnet(new Construct(this, region), {
      names: network,
      addressPrefix,
      delegation: ENTERPRISE_POLICIES,
      endpoints: [],
      guards: network,
      options: props,
      after: this.registration,
    });
    return {
      delegation: ENTERPRISE_POLICIES,
      subnetId,
      virtualNetworkId: networkOfSubnetId(subnetId),
      subnetName,
      location,
      addressPrefix,
    };
  }
}
