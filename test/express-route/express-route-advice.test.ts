import { CdnProfile } from '@cdktf/provider-azurerm/lib/cdn-profile';
import { LogicAppWorkflow } from '@cdktf/provider-azurerm/lib/logic-app-workflow';
import { GatewayCluster } from '../../lib';
import { ExpressRoute, type ExpressRouteProps } from '../../lib/express-route';
import {
  adviseOnNeighbours,
  type ExpressRouteNeighbours,
  TYPES_NOT_CARRIED,
} from '../../lib/express-route/express-route-advice';
import { neighboursOf } from '../../lib/express-route/express-route-surroundings';
import { GATEWAY_REMAINS } from '../../lib/express-route';
import { VirtualNetworkSupport, VnetDataGateway } from '../../lib/vnet-gateway';
import { minimalProps as clusterProps } from '../support/fixtures';
import { annotations, newStack, synthesize } from '../support/synthesize';
import { gatewayProps as vnetGatewayProps, newSubnet, supportProps } from '../vnet-gateway/fixtures';
import { expressRoute, microsoft, minimalProps, pair, privatePeering, PROVISIONED } from './construct-fixtures';

const ALONE: ExpressRouteNeighbours = {
  hasDataGateway: false,
  hasMembersInAzure: false,
  hasVirtualNetworkSupport: false,
  notCarried: [],
  hasConnection: false,
};
const MICROSOFT = { microsoft: true, private: false, provisioned: true };
const PRIVATE = { microsoft: false, private: true, provisioned: true };

/** What is said of a stack beside what is always said of Microsoft peering. */
const advice = (peerings: typeof MICROSOFT, neighbours: Partial<ExpressRouteNeighbours>): readonly string[] =>
  adviseOnNeighbours(peerings, { ...ALONE, ...neighbours }, 'reachability.txt');

test('circuits without peerings are no misunderstanding', () => {
  expect(advice({ ...MICROSOFT, microsoft: false }, { hasMembersInAzure: true, notCarried: ['Logic Apps'] })).toEqual(
    [],
  );
});

test('Microsoft peering says what stays on the internet, and where the whole report is', () => {
  const [first] = advice(MICROSOFT, {});
  expect(first).toMatchSnapshot();
});

test('Microsoft peering without a gateway is reminded of it, and with one it is not', () => {
  const said = (hasDataGateway: boolean): boolean =>
    advice(MICROSOFT, { hasDataGateway }).some((note) => note.startsWith(GATEWAY_REMAINS));
  expect([said(false), said(true)]).toEqual([true, false]);
});

test.each([
  ['services that are not carried', MICROSOFT, { hasDataGateway: true, notCarried: ['Logic Apps', 'Traffic Manager'] }],
  ['Virtual Network support', MICROSOFT, { hasDataGateway: true, hasVirtualNetworkSupport: true }],
  ['members in Azure without private peering', MICROSOFT, { hasDataGateway: true, hasMembersInAzure: true }],
  ['private peering that nothing uses', PRIVATE, {}],
])('%s', (_, peerings, neighbours) => {
  const notes = advice(peerings, neighbours).filter((note) => !note.startsWith('Not over ExpressRoute'));
  expect(notes).toHaveLength(1);
  expect(notes[0]).toMatchSnapshot();
});

test('members in Azure with private peering, and connections, are as they should be', () => {
  const whole = { hasDataGateway: true, hasMembersInAzure: true, hasConnection: true };
  expect(advice({ ...PRIVATE, microsoft: true }, whole)).toHaveLength(1);
  expect(advice(PRIVATE, whole)).toEqual([]);
});

test('while the carrier is at work, nothing is missing yet', () => {
  expect(advice({ ...PRIVATE, provisioned: false }, {})).toEqual([]);
});

describe('what stands beside it', () => {
  test('in an empty app is nothing', () => {
    expect(neighboursOf(newStack())).toEqual(ALONE);
  });

  test('is found wherever it stands', () => {
    const stack = newStack();
    new GatewayCluster(stack, 'finance', clusterProps());
    expect(neighboursOf(stack)).toEqual({ ...ALONE, hasDataGateway: true, hasMembersInAzure: true });
  });

  test('may be a VNet data gateway, whose members are Microsoft’s', () => {
    const stack = newStack();
    new VnetDataGateway(stack, 'finance', { ...vnetGatewayProps(newSubnet(stack)), creation: 'portal' });
    expect(neighboursOf(stack)).toEqual({ ...ALONE, hasDataGateway: true });
  });

  test('may be Virtual Network support', () => {
    const stack = newStack();
    new VirtualNetworkSupport(stack, 'power-platform', supportProps());
    expect(neighboursOf(stack)).toEqual({ ...ALONE, hasVirtualNetworkSupport: true });
  });

  test('may be what Microsoft peering does not carry', () => {
    const stack = newStack();
    new LogicAppWorkflow(stack, 'flow', { name: 'flow', location: 'westeurope', resourceGroupName: 'rg' });
    new CdnProfile(stack, 'cdn', {
      name: 'cdn',
      location: 'westeurope',
      resourceGroupName: 'rg',
      sku: 'Standard_Microsoft',
    });
    expect(neighboursOf(stack).notCarried).toEqual(['Logic Apps', 'content delivery networks and Front Door']);
  });

  test.each(Object.keys(TYPES_NOT_CARRIED))('%s begins the types of resources of azurerm', (beginning) => {
    expect(beginning).toMatch(/^azurerm_[a-z_]+$/);
  });
});

test('what is said is said once, and only when the app is whole', () => {
  const { stack } = expressRoute({ microsoftPeering: microsoft() });
  const notes = annotations(stack, 'info').filter((note) => note.startsWith('Not over ExpressRoute'));
  expect(notes).toHaveLength(1);

  const later = synthesize((scope) => {
    const props: ExpressRouteProps = { ...minimalProps(), circuits: pair(PROVISIONED), microsoftPeering: microsoft() };
    new ExpressRoute(scope, 'express-route', { ...props, privatePeering: privatePeering() });
    new GatewayCluster(scope, 'finance', clusterProps());
  });
  expect(annotations(later.stack, 'info').some((note) => note.startsWith(GATEWAY_REMAINS))).toBe(false);
});
