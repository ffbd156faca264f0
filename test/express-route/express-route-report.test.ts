import { Token } from 'cdktf';
import {
  Circuit,
  CircuitPhase,
  Circuits,
  expressRouteReport,
  MicrosoftPeering,
  PeeringLinks,
  PrivatePeering,
  SINGLE_SITE_RISK,
} from '../../lib/express-route';
import { PowerPlatformGeo } from '../../lib/regions/power-platform-geos';
import { PowerPlatformRoute } from '../../lib/regions/power-platform-route';
import { amsterdam, circuitIn, london, microsoftPeering, pair, privatePeering } from './values';

describe('the reachability report', () => {
  test('of a pair to Europe', () => {
    const input = {
      circuits: pair(),
      microsoftPeering: microsoftPeering(),
      privatePeering: privatePeering(),
      virtualNetworkRegions: ['West Europe'],
      desktopFlows: true,
    };
    expect(expressRouteReport(input)).toMatchSnapshot();
    expect(expressRouteReport(input)).toBe(expressRouteReport(input));
  });

  test('of circuits that differ, across areas, one of them ordered', () => {
    const circuits = Circuits.pair(
      circuitIn('Amsterdam', { bandwidthMbps: 1000 }),
      circuitIn('London', { billing: 'unlimited', phase: CircuitPhase.ordered() }),
    );
    const route = PowerPlatformRoute.toGeos([PowerPlatformGeo.EUROPE, PowerPlatformGeo.CANADA]);
    const links = PeeringLinks.of({ ipv4: '203.0.113.0/29', ipv6: '2001:db8::/125' });
    const withIpv6 = { ...amsterdam, links, advertisedIpv6Prefixes: ['2001:db8:64::/48'] };
    const peering = microsoftPeering({ route, peerAsn: 64600, circuits: { amsterdam: withIpv6, london } });
    expect(expressRouteReport({ circuits, microsoftPeering: peering })).toMatchSnapshot();
  });

  test('of one site, with private peering alone', () => {
    const circuits = Circuits.singleSite(circuitIn('Amsterdam'), { accepting: SINGLE_SITE_RISK });
    const networks = PrivatePeering.of({
      peerAsn: 64600,
      vlanId: 100,
      circuits: { amsterdam: { links: PeeringLinks.of({ ipv6: '2001:db8::/125' }) } },
    });
    const text = expressRouteReport({ circuits, privatePeering: networks, virtualNetworkRegions: ['westeurope'] });
    expect(text).toMatchSnapshot();
  });

  test("of a metro on ports of one's own", () => {
    const circuit = Circuit.direct({
      portId:
        '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-network/providers/Microsoft.Network/expressRoutePorts/erp-zurich',
      peeringLocation: 'Zurich Metro',
      bandwidthGbps: 5,
      phase: CircuitPhase.provisioned(),
    });
    const peering = MicrosoftPeering.of({
      route: PowerPlatformRoute.toGeos([PowerPlatformGeo.SWITZERLAND]),
      peerAsn: 3333,
      customerAsn: 3320,
      vlanId: 200,
      routingRegistry: 'RIPENCC',
      circuits: { 'zurich-metro': amsterdam },
    });
    const text = expressRouteReport({
      circuits: Circuits.metro(circuit),
      microsoftPeering: peering,
      desktopFlows: true,
    });
    expect(text).toMatchSnapshot();
  });

  test('of circuits alone', () => {
    expect(expressRouteReport({ circuits: pair(), desktopFlows: true })).toMatchSnapshot();
  });

  test('says what only Terraform knows', () => {
    const links = PeeringLinks.of({ ipv4: [Token.asString('${var.primary}'), Token.asString('${var.secondary}')] });
    const circuits = {
      amsterdam: { ...amsterdam, links, advertisedPrefixes: Token.asList('${var.prefixes}') },
      london,
    };
    const peering = microsoftPeering({ peerAsn: Token.asNumber('${var.asn}'), circuits });
    const text = expressRouteReport({ circuits: pair(), microsoftPeering: peering });
    expect(text).toContain('From AS (computed by Terraform), registered in RIPENCC.');
    expect(text).toContain('- amsterdam: (computed by Terraform)\n- london: 198.51.100.64/27');
    expect(text).toContain('VLAN 200\n  primary   (computed by Terraform)\n  secondary (computed by Terraform)\n');
    expect(text).not.toMatch(/TfToken|\$\{/);
  });

  test('has lines of 100 characters at most', () => {
    const route = PowerPlatformRoute.toGeos([PowerPlatformGeo.UNITED_STATES.allRegions(), PowerPlatformGeo.JAPAN]);
    const text = expressRouteReport({ circuits: pair(), microsoftPeering: microsoftPeering({ route }) });
    const tooLong = text.split('\n').filter((line) => line.length > 100);
    expect(tooLong).toEqual([]);
    const open = microsoftPeering({ route: PowerPlatformRoute.toGeos([PowerPlatformGeo.UNITED_STATES]) });
    // What nobody has decided about a geo is said here too.
    expect(open.route.warnings).toHaveLength(1);
    expect(expressRouteReport({ circuits: pair(), microsoftPeering: open })).toMatch(
      /\nTo read\n-+\n- environments of United States lie/,
    );
  });
});
