import fc from 'fast-check';
import {
  Circuit,
  circuitNextStep,
  CircuitPhase,
  Circuits,
  circuitsLeft,
  type CircuitTier,
  outageCases,
  SINGLE_SITE_RISK,
  tierNeed,
} from '../../../lib/express-route';
import { Checks } from '../../../lib/common/checks';
import { circuitIn, pair } from '../values';

const PORT_ID =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/expressRoutePorts/erp';

describe('a circuit', () => {
  test('of a carrier has what azurerm takes', () => {
    const phase = CircuitPhase.ordered();
    const circuit = Circuit.ofProvider({
      provider: 'Equinix',
      peeringLocation: 'Silicon Valley2',
      bandwidthMbps: 500,
      phase,
    });
    expect(circuit).toMatchObject({
      kind: 'provider',
      key: 'silicon-valley2',
      bandwidthMbps: 500,
      mbps: 500,
      billing: 'metered',
      family: 'MeteredData',
      azureCloud: 'AzureCloud',
      geopoliticalArea: 'North America',
      city: 'Silicon Valley',
      isMetro: false,
    });
    expect([circuit.portId, circuit.bandwidthGbps, circuit.rateLimiting]).toEqual([undefined, undefined, undefined]);
    expect(circuit.phase.allowsPeerings).toBe(false);
  });

  test('on a port has no carrier, whatever JavaScript says', () => {
    const circuit = Circuit.direct({
      portId: PORT_ID,
      peeringLocation: 'Zurich Metro',
      bandwidthGbps: 40,
      billing: 'unlimited',
      provider: 'Equinix',
      bandwidthMbps: 50,
    } as never);
    expect(circuit).toMatchObject({ kind: 'direct', key: 'zurich-metro', mbps: 40_000, family: 'UnlimitedData' });
    expect([circuit.provider, circuit.bandwidthMbps, circuit.rateLimiting]).toEqual([undefined, undefined, false]);
    expect([circuit.isMetro, circuit.city]).toEqual([true, 'Zurich']);
  });

  test.each([undefined, null, 5, 'x', [], { peeringLocation: 5 }, { peeringLocation: 'x', cloud: 'y' }, { phase: 1 }])(
    'made by JavaScript of %p is no crash',
    (options) => {
      const circuit = Circuit.ofProvider(options as never);
      const circuits = Circuits.pair(circuit, circuit);
      const checks = new Checks();
      circuits.check('circuits', checks);
      circuits.checkReach('circuits', ['westeurope'], checks);
      expect(checks.problems.length).toBeGreaterThan(0);
      expect([String(circuit), circuit.city, circuit.isMetro, circuits.warnings]).toHaveLength(4);
    },
  );
});

describe('what is nearly wrong is right', () => {
  const right: readonly (readonly [string, Circuits, readonly string[]])[] = [
    ['a pair in one city', Circuits.pair(circuitIn('Amsterdam'), circuitIn('Amsterdam2')), []],
    ['a location in other letters', Circuits.metro(circuitIn('zurich METRO')), ['West Europe']],
    ['a location in another spelling', Circuits.pair(circuitIn('Queretaro (Mexico)'), circuitIn('Miami')), []],
    ['an area of your own', one({ peeringLocation: 'Reykjavik', geopoliticalArea: 'Europe' }), ['norwayeast']],
    ['more than reach needs', one({ tier: 'Premium' }), ['westeurope']],
    ['Local where it reaches', one({ tier: 'Local', billing: 'unlimited' }), ['West Europe']],
    ['a region that you say it reaches', one({ tier: 'Standard' }), ['spaincentral']],
    ['a national cloud', one({ peeringLocation: 'Chicago', azureCloud: 'AzureUSGovernment' }), ['usgovvirginia']],
    ['a carrier that Terraform computes', one({ provider: '${var.carrier}' }), []],
    ['a region that Terraform computes', one({}), ['${var.region}']],
  ];

  test.each(right)('%s', (_what, circuits, regions) => {
    const checks = new Checks((value) => typeof value === 'string' && value.includes('${'));
    circuits.check('circuits', checks);
    circuits.checkReach('circuits', regions, checks);
    expect(checks.problems).toEqual([]);
  });
});

function one(options: Parameters<typeof circuitIn>[1]): Circuits {
  return Circuits.singleSite(circuitIn('Amsterdam', options), { accepting: SINGLE_SITE_RISK });
}

describe('the tier', () => {
  const regions: readonly (readonly [string, string, readonly string[], CircuitTier])[] = [
    [
      'all European geos share an area',
      'Amsterdam',
      ['uksouth', 'norwaywest', 'switzerlandnorth', 'Sweden Central'],
      'Standard',
    ],
    ['Canada and the United States too', 'Toronto', ['canadaeast', 'westus3'], 'Standard'],
    ['Brazil is another area than North America', 'Miami', ['brazilsouth'], 'Premium'],
    ['disaster recovery of Brazil', 'Sao Paulo', ['brazilsouth', 'southcentralus'], 'Premium'],
    ['Australia Central is an area of its own', 'Sydney', ['australiaeast', 'australiacentral'], 'Premium'],
    ['India is not Asia', 'Singapore', ['centralindia'], 'Premium'],
    ['China has two areas', 'Beijing', ['chinaeast2'], 'Premium'],
    ['nothing to reach', 'Tokyo', [], 'Standard'],
  ];

  test.each(regions)('%s', (_what, location, reached, expected) => {
    const circuit = circuitIn(location, { azureCloud: location === 'Beijing' ? 'AzureChinaCloud' : 'AzureCloud' });
    expect(pair().tierOf(circuit, reached)).toBe(expected);
  });

  test('a wish is kept, and what is not known is Premium', () => {
    expect(pair().tierOf(circuitIn('London', { tier: 'Premium' }), ['uksouth'])).toBe('Premium');
    expect(pair().tierOf(circuitIn('London'), ['newzealandnorth'])).toBe('Premium');
  });

  test('says what lies outside, each region once', () => {
    expect(tierNeed('Europe', ['East US', 'eastus', 'westeurope', 'newzealandnorth'])).toEqual({
      tier: 'Premium',
      outside: ['eastus'],
      unplaced: ['newzealandnorth'],
    });
    expect(tierNeed(undefined, ['westeurope'])).toEqual({ tier: undefined, outside: [], unplaced: [] });
  });

  test('the circuits of a pair may need different ones', () => {
    const [amsterdam, washington] = [circuitIn('Amsterdam'), circuitIn('Washington DC')];
    const circuits = Circuits.pair(amsterdam, washington);
    expect([amsterdam, washington].map((circuit) => circuits.tierOf(circuit, ['westeurope']))).toEqual([
      'Standard',
      'Premium',
    ]);
  });
});

describe('circuits', () => {
  test('are found by key, in the order given', () => {
    const circuits = pair();
    expect(circuits.keys).toEqual(['amsterdam', 'london']);
    expect(circuits.find('london')?.peeringLocation).toBe('London');
    expect(circuits.find('paris')).toBeUndefined();
    expect(circuits.resiliency).toBe('pair');
  });

  test('in one city are a warning', () => {
    expect(Circuits.pair(circuitIn('Amsterdam'), circuitIn('AMSTERDAM Metro')).warnings).toEqual([
      'Both circuits end in Amsterdam (Amsterdam and AMSTERDAM Metro): what takes the city down takes both. Choose ' +
        'locations in two cities.',
    ]);
    expect(pair().warnings).toEqual([]);
    expect(Circuits.metro(circuitIn('Zurich Metro')).warnings).toEqual([]);
  });

  test('of one carrier are worth a note', () => {
    const london = (provider: string): Circuits =>
      Circuits.pair(circuitIn('Amsterdam'), circuitIn('London', { provider }));
    expect(london('EQUINIX').notes).toEqual([
      'Both circuits go through the same carrier: what takes the carrier down takes both. Two carriers leave one of them.',
    ]);
    expect(london('Colt').notes).toEqual([]);
    expect(Circuits.metro(circuitIn('Zurich Metro')).notes).toEqual([]);
    const onPort = (peeringLocation: string): Circuit =>
      Circuit.direct({ portId: PORT_ID, peeringLocation, bandwidthGbps: 5, phase: CircuitPhase.ordered() });
    expect(Circuits.pair(onPort('Amsterdam'), onPort('London')).notes).toEqual([]);
  });
});

describe('outages', () => {
  const link = fc.constantFrom('primary' as const, 'secondary' as const);
  const outage = fc.record({ circuit: fc.constantFrom('a', 'b', 'c'), link }, { requiredKeys: ['circuit'] });

  test('a circuit carries as long as one of its links is up', () => {
    fc.assert(
      fc.property(fc.array(outage), (outages) => {
        const left = circuitsLeft(['a', 'b'], outages);
        for (const circuit of ['a', 'b']) {
          const down = outages.filter((one) => one.circuit === circuit);
          const hit = new Set(down.flatMap((one) => one.link ?? ['primary', 'secondary']));
          const up = left.find((remainder) => remainder.circuit === circuit)?.links ?? [];
          expect([...up, ...hit].sort()).toEqual(['primary', 'secondary']);
        }
        expect(left.every(({ links }) => links.length > 0)).toBe(true);
      }),
    );
  });

  test('are looked at link by link, circuit by circuit, and all together', () => {
    const names = (circuits: Circuits): readonly string[] => outageCases(circuits).map(({ name }) => name);
    expect(names(pair())).toEqual([
      'One link of amsterdam',
      'One link of london',
      'Circuit amsterdam, or Amsterdam as a whole',
      'Circuit london, or London as a whole',
      'All circuits',
    ]);
    expect(names(Circuits.metro(circuitIn('Zurich Metro')))).toEqual([
      'One link of zurich-metro, or the site that it ends in',
      'Circuit zurich-metro, or Zurich Metro as a whole',
    ]);
    const everything = outageCases(pair()).at(-1)?.outages ?? [];
    expect(circuitsLeft(pair().keys, everything)).toEqual([]);
  });
});

test('an ordered circuit has a next step, a provisioned one has none', () => {
  const ordered = CircuitPhase.ordered();
  expect(circuitNextStep(circuitIn('Amsterdam', { phase: ordered }), 'amsterdam_service_key')).toMatchInlineSnapshot(
    `"Circuit amsterdam is ordered, and carries nothing yet; Azure bills it from now on. Hand its service key to Equinix: \`terraform output -raw amsterdam_service_key\`. When \`az network express-route show --query serviceProviderProvisioningState\` answers Provisioned, give the circuit phase: CircuitPhase.provisioned(), and deploy again: peerings and connections are made then."`,
  );
  const direct = Circuit.direct({ portId: PORT_ID, peeringLocation: 'Amsterdam', bandwidthGbps: 5, phase: ordered });
  expect(circuitNextStep(direct, 'amsterdam_service_key')).toMatchInlineSnapshot(
    `"Circuit amsterdam is ordered, and carries nothing yet; no carrier has a part in it. Have the cross-connects of both links of the port pair made (the letter of authorization names them), and enable both links (/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/expressRoutePorts/erp). When both are up, give the circuit phase: CircuitPhase.provisioned(), and deploy again: peerings and connections are made then."`,
  );
  expect(circuitNextStep(circuitIn('Amsterdam'), 'amsterdam_service_key')).toBeUndefined();
});
