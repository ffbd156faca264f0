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
} from '../../../lib/express-route';
import { PowerPlatformGeo } from '../../../lib/regions/geos/power-platform-geos';
import { PowerPlatformRoute } from '../../../lib/regions/route/power-platform-route';
import { amsterdam, circuitIn, london, microsoftPeering, pair, privatePeering } from '../values';

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

  const phases = (first: CircuitPhase, second: CircuitPhase): Circuits =>
    Circuits.pair(circuitIn('Amsterdam', { phase: first }), circuitIn('London', { phase: second }));
  const flat = (text: string): string => text.replaceAll(/(?<![\n-])\n {0,2}(?=[\w'])/g, ' ');

  test('of a pair of which one circuit is ordered says what is true today, and what later', () => {
    const circuits = phases(CircuitPhase.provisioned(), CircuitPhase.ordered());
    const text = flat(
      expressRouteReport({ circuits, microsoftPeering: microsoftPeering(), privatePeering: privatePeering() }),
    );
    expect(text).toContain('Today amsterdam is alone: nothing takes over when it is down. Once both are provisioned,');
    expect(text).toContain('Through amsterdam, and london once it is provisioned, by one route filter.');
    const [, today = '', later = ''] = text.split('When something is down, ');
    expect(today).toContain(
      'Circuit amsterdam, or Amsterdam as a whole: nothing goes over ExpressRoute. Nothing takes over before london is ' +
        'provisioned. What Microsoft peering carried',
    );
    expect(today).toContain('Nothing else is left if that one fails too.');
    expect(today).not.toContain('carries everything');
    expect(today).not.toContain('Circuit london');
    expect(later).toContain(
      'Circuit amsterdam, or Amsterdam as a whole: london carries everything, virtual networks if',
    );
    expect(later).not.toContain('Nothing takes over before');
  });

  test('of a pair that is ordered says that nothing is carried yet', () => {
    const circuits = phases(CircuitPhase.ordered(), CircuitPhase.ordered());
    const text = flat(expressRouteReport({ circuits, microsoftPeering: microsoftPeering() }));
    expect(text).toContain(
      'Two circuits in two peering locations, which carry nothing yet. Once both are provisioned,',
    );
    expect(text).toContain('Through amsterdam and london once they are provisioned, by one route filter.');
    expect(text).not.toContain('When something is down, today');
  });

  test('of IPv6 at one circuit alone says what the other one does not take over', () => {
    const links = PeeringLinks.of({ ipv4: '203.0.113.0/29', ipv6: '2001:db8::/125' });
    const withIpv6 = { ...amsterdam, links, advertisedIpv6Prefixes: ['2001:db8:64::/48'] };
    const peering = microsoftPeering({ circuits: { amsterdam: withIpv6, london } });
    const text = flat(expressRouteReport({ circuits: pair(), microsoftPeering: peering }));
    expect(text).toContain('either carries everything but IPv6 of Microsoft peering when the other is down.');
    expect(text).toContain(
      'Circuit amsterdam, or Amsterdam as a whole: london carries everything but IPv6 of Microsoft peering, which it does not have.',
    );
    expect(text).toContain('Circuit london, or London as a whole: amsterdam carries everything.');
    expect(text).toContain('begin anew from 203.0.113.64/27, 2001:db8:64::/48; open ones break.');
  });

  test('of private peering with other versions of IP at each circuit says it for both', () => {
    const networks = PrivatePeering.of({
      peerAsn: 64600,
      vlanId: 100,
      circuits: {
        amsterdam: { links: PeeringLinks.of({ ipv4: '10.255.0.0/29' }) },
        london: { links: PeeringLinks.of({ ipv6: '2001:db8::/125' }) },
      },
    });
    const text = flat(expressRouteReport({ circuits: pair(), privatePeering: networks }));
    expect(text).toContain('london carries everything but IPv4 of private peering, which it does not have');
    expect(text).toContain('amsterdam carries everything but IPv6 of private peering, which it does not have');
    expect(text).toContain('behind an ExpressRoute gateway, through those circuits that are connected with it.');
  });

  test('names the day of all data that it rests on, and of no other', () => {
    const dates = (input: Partial<Parameters<typeof expressRouteReport>[0]>): string =>
      expressRouteReport({ circuits: pair(), ...input }).split('Data as of\n----------\n')[1] ?? '';
    expect(dates({})).toBe(
      '- 2024-04-05: the geopolitical areas of Azure regions, which the tier rests on.\n' +
        '- 2026-04-28: peering locations and their areas.\n',
    );
    expect(dates({ desktopFlows: true })).toContain('- 2026-05-13: the hosts of desktop flows.\n');
    expect(dates({ microsoftPeering: microsoftPeering() })).toContain(': the BGP communities of Azure regions.\n');
    const local = circuitIn('Amsterdam', { tier: 'Local', billing: 'unlimited' });
    const circuits = Circuits.singleSite(local, { accepting: SINGLE_SITE_RISK });
    expect(dates({ circuits })).toContain('- 2026-04-28: the regions that Local circuits reach.\n');
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
      /\nTo read\n-+\n(- .*\n( {2}.*\n)*)*- environments of United States lie/,
    );
  });
});
