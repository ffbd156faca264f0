import {
  ExpressRoute,
  ExpressRouteGateway,
  GatewayDefaults,
  GatewayNetwork,
  OutboundPath,
  RouteFilter,
  SubnetSize,
  DnsServers,
  VirtualNetworkPlace,
} from '../../lib';
import * as route from '../express-route/construct-fixtures';
import { minimalNetwork, NAT_GATEWAY_ID } from '../network/fixtures';
import { annotations, type Block, synthesize, type Synthesized } from '../support/synthesize';
import { resourcesIn, stacks } from './fixtures';

const CIRCUITS = { circuits: route.pair(route.PROVISIONED), microsoftPeering: route.microsoft() };

function locksOf({ resources }: Synthesized<unknown>): Readonly<Record<string, Block>> {
  const locks = Object.entries(resources).filter(([address]) => address.startsWith('azurerm_management_lock.'));
  return Object.fromEntries(locks.map(([address, block]) => [address.replace(/^.*?\.|_[0-9A-F]{8}$/g, ''), block]));
}

test('nothing is locked by default', () => {
  const made = synthesize((stack) => {
    new GatewayNetwork(stack, 'network', minimalNetwork());
    new ExpressRoute(stack, 'express-route', { ...route.minimalProps(), ...CIRCUITS });
    new ExpressRouteGateway(stack, 'gateway', route.gatewayProps());
  });
  expect(locksOf(made)).toEqual({});
});

test('a network: virtual network after its subnets, and public address', () => {
  const subnets = { members: SubnetSize.at('10.60.0.0/27'), more: SubnetSize.at('10.60.0.32/27') };
  const made = synthesize(
    (stack) => new GatewayNetwork(stack, 'network', { ...minimalNetwork(), subnets, lock: true }),
  );
  expect(locksOf(made)).toMatchSnapshot();
});

test('what others own is not locked, and that is said to whoever asks for it', () => {
  const others = {
    virtualNetwork: VirtualNetworkPlace.existing({ name: 'vnet-hub', resourceGroupName: 'rg-hub' }),
    dns: DnsServers.azure(),
    subnets: { members: SubnetSize.at('10.60.0.0/27') },
    outbound: OutboundPath.existingNatGateway(NAT_GATEWAY_ID),
  };
  const asked = synthesize(
    (stack) => new GatewayNetwork(stack, 'network', { ...minimalNetwork(), ...others, lock: true }),
  );
  expect(locksOf(asked)).toEqual({});
  expect(annotations(asked.stack, 'info').join()).toContain('lock: there is nothing to lock');
  const inherited = synthesize((stack) => {
    GatewayDefaults.of(stack).set({ lock: true });
    new GatewayNetwork(stack, 'network', { ...minimalNetwork(), ...others });
  });
  expect(annotations(inherited.stack, 'info').join()).not.toContain('lock');
});

test('ExpressRoute: each circuit after its peerings and authorizations, and the filter', () => {
  const made = synthesize((stack) => {
    const expressRoute = new ExpressRoute(stack, 'er', {
      ...route.minimalProps(),
      ...CIRCUITS,
      privatePeering: route.privatePeering(),
      lock: true,
    });
    expressRoute.authorize('london', 'hub-team');
  });
  expect(locksOf(made)).toMatchSnapshot();
});

test('circuits that exist are not locked', () => {
  const existingCircuitIds = { amsterdam: route.CIRCUIT_ID };
  const made = route.expressRoute({ circuits: route.pair(), existingCircuitIds, lock: true });
  expect(Object.keys(locksOf(made))).toEqual([expect.stringContaining('lock-london')]);
});

test('gateway and filter', () => {
  const made = synthesize((stack) => {
    new ExpressRouteGateway(stack, 'gateway', { ...route.gatewayProps(), lock: true });
    const { circuits: _circuits, ...props } = route.minimalProps();
    new RouteFilter(stack, 'filter', { ...props, route: route.microsoft().route, lock: true });
  });
  expect(locksOf(made)).toMatchSnapshot();
});

test('one word locks all that is made in an app, and one lifts it for a part', () => {
  const { app, prod } = stacks('prod');
  GatewayDefaults.of(app).set({ lock: true });
  new GatewayNetwork(prod, 'network', minimalNetwork());
  new ExpressRoute(prod, 'er', { ...route.minimalProps(), ...CIRCUITS });
  new ExpressRouteGateway(prod, 'gateway', { ...route.gatewayProps(), lock: false });
  const locks = Object.keys(resourcesIn(prod)).filter((address) => address.includes('management_lock'));
  expect(locks).toHaveLength(5);
  expect(locks.join()).not.toContain('gateway_lock');
});

test('a long list of children is in the note as a hash', () => {
  const keys = Array.from({ length: 30 }, (_, index) => `a-subnet-with-a-long-name-${String(index)}`);
  const subnets = Object.fromEntries(keys.map((key) => [key, SubnetSize.prefixLength(29)]));
  const made = synthesize(
    (stack) => new GatewayNetwork(stack, 'network', { ...minimalNetwork(), subnets, lock: true }),
  );
  const notes = Object.values(locksOf(made)).map(({ notes: note }) => String(note));
  expect(notes.some((note) => /Subnets: [0-9a-f]{64}\.$/.test(note))).toBe(true);
  expect(Math.max(...notes.map(({ length }) => length))).toBeLessThanOrEqual(512);
});

test.each(['network', 'gateway', 'filter', 'express-route'] as const)(
  'a lock of a %s that is no word is refused',
  (what) => {
    const lock = 'CanNotDelete' as never;
    const { circuits: _circuits, ...props } = route.minimalProps();
    expect(() =>
      synthesize((stack) => {
        if (what === 'network') new GatewayNetwork(stack, what, { ...minimalNetwork(), lock });
        if (what === 'gateway') new ExpressRouteGateway(stack, what, { ...route.gatewayProps(), lock });
        if (what === 'filter') new RouteFilter(stack, what, { ...props, route: route.microsoft().route, lock });
        if (what === 'express-route') new ExpressRoute(stack, what, { ...route.minimalProps(), lock });
      }),
    ).toThrow('lock: got "CanNotDelete"; allowed: true or false');
  },
);
