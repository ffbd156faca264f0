import { routeTables, routeTo } from '.';
import { configuration, type Fields, NEIGHBOUR, STRANGER, WORLD } from './written-rules';

describe('routes', () => {
  const table = (...routes: Fields[]): Fields => ({ x: { name: 'rt', resource_group_name: 'rg', route: routes } });
  const route = (address_prefix: string, next_hop_type: string, next_hop_in_ip_address?: string): Fields => ({
    name: address_prefix,
    address_prefix,
    next_hop_type,
    next_hop_in_ip_address,
  });
  const hop = (address: string, ...routes: Fields[]): string => {
    const [read] = routeTables(configuration({ azurerm_route_table: table(...routes) }));
    const best = routeTo(address, read?.routes ?? [], WORLD);
    return best === 'host' ? best : best.nextHop;
  };
  const toFirewall = route('0.0.0.0/0', 'VirtualAppliance', '10.0.0.4');

  test('without a table: the network stays, what is private is dropped, the rest leaves', () => {
    expect(hop(NEIGHBOUR)).toBe('VnetLocal');
    expect(hop('10.1.0.4')).toBe('None');
    expect(hop('100.64.0.1')).toBe('None');
    expect(hop(STRANGER)).toBe('Internet');
  });

  test('the longest prefix wins, in whatever order', () => {
    const activation = route('20.118.99.224/32', 'Internet');
    expect(hop('20.118.99.224', toFirewall, activation)).toBe('Internet');
    expect(hop('20.118.99.224', activation, toFirewall)).toBe('Internet');
    expect(hop('20.118.99.225', toFirewall, activation)).toBe('VirtualAppliance');
    expect(hop(NEIGHBOUR, toFirewall)).toBe('VnetLocal');
    expect(hop('10.1.0.4', toFirewall)).toBe('None');
  });

  test("among equals the user's wins", () => {
    expect(hop(STRANGER, toFirewall)).toBe('VirtualAppliance');
    expect(hop(NEIGHBOUR, route('10.0.0.0/16', 'VirtualAppliance', '10.0.0.4'))).toBe('VirtualAppliance');
    expect(hop('10.1.0.4', route('10.0.0.0/8', 'VirtualAppliance', '10.0.0.4'))).toBe('VirtualAppliance');
  });

  test("the host's addresses have no routes; the internet has no private addresses", () => {
    expect(hop('168.63.129.16', toFirewall)).toBe('host');
    expect(hop('169.254.169.254', toFirewall)).toBe('host');
    expect(hop('169.254.7.7')).toBe('None');
  });

  test('routes may be resources of their own', () => {
    const apart = { ...toFirewall, route_table_name: 'rt', resource_group_name: 'rg' };
    const read = (name: string): number | undefined =>
      routeTables(
        configuration({ azurerm_route_table: table(), azurerm_route: { r: { ...apart, route_table_name: name } } }),
      )[0]?.routes.length;
    expect(read('rt')).toBe(1);
    expect(() => read('other')).toThrow('azurerm_route.r is of a table that is not here');
  });

  test('what is not understood is refused', () => {
    expect(() => hop(STRANGER, route('AzureCloud', 'Internet'))).toThrow("'AzureCloud' is no IPv4 address");
    expect(() => hop(STRANGER, route('0.0.0.0/0', 'VirtualAppliance'))).toThrow('an address belongs to the next hop');
    expect(() => hop('${azurerm_x.y.z}')).toThrow('no route can be told');
  });
});
