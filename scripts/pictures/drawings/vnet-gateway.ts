import { delegatedSubnetAddresses, policySubnetAddresses } from '../../../lib';
import { Picture } from '../kit/picture';

/** Two delegations, two subnets: who lives in which, and for whom. */
export function vnetGateway(): Picture {
  const gateway = delegatedSubnetAddresses(9);
  const policy = policySubnetAddresses(4, 0);
  const picture = new Picture({
    title: 'Delegated subnets in your virtual network',
    description:
      `Members of VNet data gateways run in a subnet delegated to vnetaccesslinks: nine of them take ${String(gateway)} addresses. ` +
      'Environments of Power Platform reach private sources through another subnet, delegated to enterprisePolicies. Neither serves the other.',
    width: 900,
    height: 430,
  });
  picture.box({
    x: 40,
    y: 20,
    width: 340,
    height: 54,
    tone: 'service',
    title: 'Power BI · Fabric · dataflows',
    lines: ['billed to a capacity, while a member is awake'],
  });
  picture.box({
    x: 520,
    y: 20,
    width: 340,
    height: 54,
    tone: 'service',
    title: 'Power Platform environments',
    lines: ['connectors and plug-ins'],
  });
  picture.zone('Your virtual network', { x: 20, y: 130, width: 860, height: 280 });
  picture.zone('delegated: …/vnetaccesslinks', { x: 40, y: 165, width: 340, height: 120 });
  picture.zone('delegated: …/enterprisePolicies', { x: 520, y: 165, width: 340, height: 120 });
  const members = picture.box({
    x: 55,
    y: 198,
    width: 310,
    height: 74,
    tone: 'ours',
    title: 'Members that Microsoft runs',
    lines: [`9 members take ${String(gateway)} addresses: a /28`, 'nothing of yours to install or patch'],
  });
  const network = picture.box({
    x: 535,
    y: 198,
    width: 310,
    height: 74,
    tone: 'ours',
    title: 'Virtual Network support',
    lines: [`4 production environments: ${String(policy)} addresses`, 'and a like subnet in the paired region'],
  });
  const sources = picture.box({
    x: 250,
    y: 345,
    width: 400,
    height: 50,
    title: 'Private sources',
    lines: ['in this network, or by peering, VPN, ExpressRoute'],
  });
  picture.arrow(
    { x: 330, y: 74 },
    { x: 330, y: 198 },
    { both: true, label: "Microsoft's tunnel", labelAt: { x: 310, y: 102 } },
  );
  picture.arrow(
    { x: 810, y: 74 },
    { x: 810, y: 198 },
    {
      label: 'injected by an enterprise policy',
      labelAt: { x: 750, y: 102 },
    },
  );
  picture.arrow(members.bottom(), sources.left(), {
    via: [{ x: 210, y: 370 }],
    label: 'your rules',
    labelAt: { x: 210, y: 320 },
  });
  picture.arrow(network.bottom(), sources.right(), {
    via: [{ x: 690, y: 370 }],
    label: 'your rules',
    labelAt: { x: 690, y: 320 },
  });
  picture.label('one or the other:', { x: 450, y: 210 }, { quiet: true });
  picture.label('never both', { x: 450, y: 226 }, { quiet: true });
  return picture;
}
