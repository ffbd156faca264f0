import { Token } from 'cdktf';
import fc from 'fast-check';
import {
  communitiesOf,
  DataGatewayError,
  type GeoRoute,
  MacroRegion,
  PowerPlatformGeo,
  PowerPlatformRoute,
  REGIONAL_COMMUNITIES,
  RegionalCommunity,
  REGIONS_WITHOUT_COMMUNITY,
  ROUTE_DATA,
  type RouteDestination,
  ServiceCommunity,
} from '../../../lib';
import { PUBLISHED_ADDITIONAL_REGIONS, PUBLISHED_GEOS, PUBLISHED_SECOND_PAIRS } from '../geos/published-geos';

const { EUROPE, UNITED_STATES, UNITED_KINGDOM, SWEDEN, CHINA, US_GOVERNMENT_GCC, US_DEPARTMENT_OF_DEFENSE } =
  PowerPlatformGeo;

const route = (...geos: readonly RouteDestination[]): PowerPlatformRoute => PowerPlatformRoute.toGeos(geos);
const valuesOf = (...geos: readonly RouteDestination[]): readonly string[] => route(...geos).communityValues;
const read = (region: string, community: string): RegionalCommunity =>
  RegionalCommunity.custom({ region, community, reason: 'live list, 2026-11-23' });
const second = (values: string): readonly string[] => values.split(' ').sort();
const byKey = (key: string): PowerPlatformGeo => PowerPlatformGeo.named(key);

test('the example of the guidance: Europe is West Europe and North Europe', () => {
  expect(route(EUROPE).communities).toMatchObject([
    { value: '12076:51002', name: 'West Europe', region: 'westeurope', geos: ['Europe'], reason: 'hosts Europe' },
    { value: '12076:51003', name: 'North Europe', region: 'northeurope', geos: ['Europe'], reason: 'hosts Europe' },
  ]);
});

test.each(
  PUBLISHED_GEOS.filter(({ communities }) => communities !== '').map(({ key, communities }) => [key, communities]),
)('%s: %s', (key, communities) => {
  const geo = byKey(key);
  // The guidance does not name it: only with a word of yours.
  const isDefense = geo === US_DEPARTMENT_OF_DEFENSE;
  expect(valuesOf(isDefense ? geo.with({ supportsExpressRoute: true }) : geo)).toEqual(second(communities));
});

test.each(
  PUBLISHED_GEOS.filter(({ communities }) => communities === '').map(({ key, unpublished }) => [key, unpublished]),
)('%s has no community for %s', (key, unpublished) => {
  expect(() => valuesOf(byKey(key))).toThrow(unpublished === '' ? 'publishes no Azure regions' : unpublished);
});

test.each(PUBLISHED_SECOND_PAIRS)('%s has a second pair: %s', (key, _regions, communities) => {
  const first = PUBLISHED_GEOS.find((geo) => geo.key === key)?.communities ?? '';
  expect(valuesOf(byKey(key).withPair('second'))).toEqual(second(communities));
  expect(valuesOf(byKey(key).withPair('first'))).toEqual(second(first));
  expect(valuesOf(byKey(key).withPair('both'))).toEqual(second(`${first} ${communities}`));
  expect(valuesOf(byKey(key).withPair('second'), byKey(key).withPair('first'))).toEqual(
    second(`${first} ${communities}`),
  );
});

test('all regions of the United States', () => {
  // MicrosoftDocs/power-automate-docs, regions-overview (2024-10-08), with the values of the page of 2026-03-12.
  expect(valuesOf(UNITED_STATES.allRegions())).toEqual(
    second(
      '12076:51004 12076:51005 12076:51006 12076:51007 12076:51008 12076:51009 12076:51026 12076:51027 12076:51044',
    ),
  );
});

test.each(PUBLISHED_ADDITIONAL_REGIONS)('%s with %s', (key, region, community) => {
  const expected = second(`${PUBLISHED_GEOS.find((geo) => geo.key === key)?.communities ?? ''} ${community}`);
  expect(valuesOf(byKey(key).withRegions([region]))).toEqual(expected);
  expect(valuesOf(byKey(key).allRegions())).toEqual(expect.arrayContaining([...expected]));
});

test('what does no harm is UAE Central; the others have nothing of the kind', () => {
  const changed = PUBLISHED_GEOS.filter(
    ({ communities }) => communities !== '' && !communities.includes('12076:512'),
  ).filter(
    ({ key, communities }) => valuesOf(byKey(key).withHarmlessSupersets()).join(' ') !== second(communities).join(' '),
  );
  expect(changed.map(({ key }) => key)).toEqual(['unitedarabemirates']);
  expect(valuesOf(PowerPlatformGeo.UNITED_ARAB_EMIRATES.withHarmlessSupersets())).toEqual([
    '12076:51036',
    '12076:51037',
  ]);
});

test('several geos: each value once, sorted, with all its reasons', () => {
  const { communities } = route(PowerPlatformGeo.SINGAPORE, UNITED_KINGDOM, PowerPlatformGeo.ASIA, EUROPE, EUROPE);
  expect(communities.map(({ value, geos, reason }) => [value, geos.join(', '), reason])).toEqual([
    ['12076:51002', 'Europe', 'hosts Europe'],
    ['12076:51003', 'Europe', 'hosts Europe'],
    ['12076:51010', 'Asia (APAC)', 'hosts Asia (APAC)'],
    ['12076:51011', 'Singapore, Asia (APAC)', 'hosts Singapore; hosts Asia (APAC)'],
    ['12076:51024', 'United Kingdom', 'hosts United Kingdom'],
    ['12076:51025', 'United Kingdom', 'hosts United Kingdom'],
  ]);
});

test('the order in which geos are named changes no value', () => {
  const geos = PowerPlatformGeo.all.filter(({ key, cloud }) => cloud === 'public' && !/sweden|italy|poland/.test(key));
  fc.assert(
    fc.property(fc.shuffledSubarray(geos, { minLength: 1 }), (some) => {
      const inOrder = [...some].sort((one, other) => one.key.localeCompare(other.key));
      expect(valuesOf(...some)).toEqual(valuesOf(...inOrder));
    }),
  );
});

const choices: readonly ((geo: PowerPlatformGeo) => RouteDestination)[] = [
  (geo) => geo,
  (geo) => geo.withPair('first'),
  (geo) => geo.withHarmlessSupersets(),
  (geo) => geo.allRegions(),
  (geo) => geo.withRegions((geo.additionalRegions ?? []).map(({ region }) => region)),
];

test('a route has no duplicate and no value of private peering or one service; a geo has two values, a documented single or an error', () => {
  const geos = fc.constantFrom(...PowerPlatformGeo.all);
  fc.assert(
    fc.property(fc.array(fc.tuple(geos, fc.constantFrom(...choices)), { minLength: 1, maxLength: 6 }), (chosen) => {
      const made = PowerPlatformRoute.toGeos(chosen.map(([geo, choose]) => choose(geo)));
      let values: readonly string[];
      try {
        values = made.communityValues;
      } catch (error) {
        expect(DataGatewayError.isDataGatewayError(error)).toBe(true);
        const clouds = new Set(chosen.map(([{ cloud }]) => cloud.replace(/gcc.*|dod/, 'government')));
        const isGap = chosen.some(([{ key }]) => /^(sweden|italy|poland|china|usgov-dod)$/.test(key));
        expect(isGap || clouds.size > 1).toBe(true);
        return;
      }
      expect(new Set(values).size).toBe(values.length);
      for (const value of values) expect(value).toMatch(/^12076:51\d{3}$/);
      for (const { value, region = '' } of made.communities)
        expect(communitiesOf(region)?.microsoftPeering).toBe(value);
      for (const [{ displayName, isSingleRegion }] of chosen) {
        const own = made.communities.filter(({ geos: names }) => names.includes(displayName));
        expect(own.length).toBeGreaterThanOrEqual(isSingleRegion === true ? 1 : 2);
      }
    }),
    { numRuns: 500 },
  );
});

test('alone and undecided, a geo has exactly two values or a documented single', () => {
  const ownCount = (geo: PowerPlatformGeo): number | string => {
    try {
      return valuesOf(geo).length;
    } catch {
      return 'error';
    }
  };
  const counts = PowerPlatformGeo.all.map((geo) => [geo.key, ownCount(geo)] as const);
  expect(counts.filter(([, count]) => count === 1).map(([key]) => key)).toEqual([
    'southamerica',
    'unitedarabemirates',
    'singapore',
  ]);
  expect(counts.filter(([, count]) => count === 'error').map(([key]) => key)).toEqual([
    'sweden',
    'italy',
    'poland',
    'usgov-dod',
    'china',
  ]);
  expect(counts.filter(([, count]) => count === 2)).toHaveLength(17);
});

describe('gaps are filled by hand', () => {
  test('a region that the page has no row for', () => {
    const { communities } = route(SWEDEN.withCommunity(read('swedencentral', '12076:51060')));
    expect(communities).toMatchObject([
      { value: '12076:51060', region: 'swedencentral', geos: ['Sweden'], source: 'live list, 2026-11-23' },
    ]);
    expect(route(SWEDEN.withCommunity(read('Sweden Central', '12076:51060'))).warnings).toEqual([]);
  });

  test('the three of a macro region at once', () => {
    const made = PowerPlatformRoute.toGeos(MacroRegion.EUROPEAN_UNION_AND_EFTA.geos)
      .withCommunity(read('swedencentral', '12076:51060'))
      .withCommunity(read('italynorth', '12076:51061'))
      .withCommunity(read('polandcentral', '12076:51062'));
    expect(made.communityValues).toEqual(
      second(
        '12076:51002 12076:51003 12076:51030 12076:51031 12076:51038 12076:51039 12076:51040 12076:51041 12076:51042 ' +
          '12076:51043 12076:51060 12076:51061 12076:51062',
      ),
    );
    expect(made.geopoliticalAreas).toEqual(['Europe']);
  });

  test('China, by the regions that were looked up', () => {
    expect(valuesOf(CHINA.with({ azureRegions: ['China North 2', 'chinaeast2'] }))).toEqual([
      '12076:51303',
      '12076:51304',
    ]);
    expect(valuesOf(CHINA.withCommunity(read('chinanorth3', '12076:51305')))).toEqual(['12076:51305']);
    expect(route(CHINA.with({ azureRegions: ['chinanorth3'] })).azureCloud).toBe('AzureChinaCloud');
  });

  test('DoD, by both regions', () => {
    const both = US_DEPARTMENT_OF_DEFENSE.withCommunity(read('usdodeast', '12076:51205')).withCommunity(
      read('usdodcentral', '12076:51209'),
    );
    expect(valuesOf(both)).toEqual(['12076:51205', '12076:51209']);
    expect(route(both).warnings).toEqual([]);
  });

  test('GCC, where one region is looked up and the other is not', () => {
    const one = US_GOVERNMENT_GCC.withCommunity(read('usgovvirginia', '12076:51105'));
    expect(valuesOf(one)).toEqual(['12076:51105', '12076:51108']);
    expect(route(one).communities.map(({ reason }) => reason)).toEqual([
      'hosts US Government (GCC)',
      'may host US Government (GCC)',
    ]);
    expect(route(one).warnings).toHaveLength(1);
    expect(route(one.withCommunity(read('usgovtexas', '12076:51108'))).warnings).toEqual([]);
    expect(route(US_GOVERNMENT_GCC.with({ azureRegions: ['usgovvirginia', 'usgovtexas'] })).warnings).toEqual([]);
  });

  test('values that Terraform reads come last, by region, and pass', () => {
    const token = (name: string): string => Token.asString(`\${data.azapi_resource_list.${name}.output}`);
    const made = route(EUROPE)
      .withCommunity(read('northeurope', token('north')))
      .alsoAllowing([read('italynorth', token('italy')), read('austriaeast', '${var.austria}')]);
    expect(made.communities.map(({ region }) => region)).toEqual([
      'westeurope',
      'austriaeast',
      'italynorth',
      'northeurope',
    ]);
  });

  test('every region without a community can be filled', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...REGIONS_WITHOUT_COMMUNITY),
        fc.integer({ min: 51400, max: 51999 }),
        (region, number) => {
          const community = read(region, `12076:${String(number)}`);
          expect(valuesOf(EUROPE.with({ azureRegions: [region] }).withCommunity(community))).toEqual([community.value]);
        },
      ),
    );
  });
});

describe('what nobody has decided', () => {
  test.each<[string, RouteDestination]>([
    ['the pair of the United States', UNITED_STATES],
    ['the regions of GCC', US_GOVERNMENT_GCC],
    ['a region of another area', PowerPlatformGeo.SOUTH_AMERICA.withRegions(['southcentralus'])],
    ['all regions of Australia', PowerPlatformGeo.AUSTRALIA.allRegions()],
    ['a region that is not the geo’s', EUROPE.withCommunity(read('austriaeast', '12076:51099'))],
    ['a value that is not the page’s', EUROPE.withCommunity(read('westeurope', '12076:51099'))],
  ])('%s is a warning', (_what, destination) => {
    expect(route(destination).warnings.join('\n')).toMatchSnapshot();
    expect(route(destination).warnings).toHaveLength(1);
  });

  test.each<[string, RouteDestination]>([
    ['Europe', EUROPE],
    ['the first pair, chosen', UNITED_STATES.withPair('first')],
    ['all regions of the United States', UNITED_STATES.allRegions()],
    ['a pair of your own', UNITED_STATES.with({ azureRegions: ['eastus', 'westus'] })],
    ['regions of the same area', PowerPlatformGeo.INDIA.allRegions()],
    ['what does no harm', PowerPlatformGeo.UNITED_ARAB_EMIRATES.withHarmlessSupersets()],
    ['the published value by hand', EUROPE.withCommunity(read('westeurope', '12076:51002'))],
    ['the published value as an object', EUROPE.withCommunity(RegionalCommunity.of('westeurope'))],
  ])('%s is none', (_what, destination) => {
    expect(route(destination).warnings).toEqual([]);
  });

  test('services are warned of once, if Microsoft must agree or nobody knows', () => {
    const { EXCHANGE_ONLINE, MICROSOFT_ENTRA_ID, PSTN, SKYPE_FOR_BUSINESS_ONLINE } = ServiceCommunity;
    const made = route(EUROPE).alsoAllowing([EXCHANGE_ONLINE, EXCHANGE_ONLINE, MICROSOFT_ENTRA_ID, PSTN]);
    expect(made.warnings).toMatchSnapshot();
    expect(made.communityValues).toEqual(['12076:5010', '12076:5060', '12076:5250', '12076:51002', '12076:51003']);
    expect(made.alsoAllowing([SKYPE_FOR_BUSINESS_ONLINE]).notes).toMatchSnapshot();
    const government = route(PowerPlatformGeo.US_GOVERNMENT_GCC_HIGH).alsoAllowing([
      ServiceCommunity.GOVERNMENT_MICROSOFT_ENTRA_ID,
    ]);
    expect(government.communityValues).toEqual(['12076:5160', '12076:51105', '12076:51108']);
    expect(government.warnings).toMatchSnapshot();
  });

  test('what the pages differ in is a note', () => {
    expect(PowerPlatformGeo.all.flatMap((geo) => route(geo).notes)).toMatchSnapshot();
    expect(route(PowerPlatformGeo.SINGAPORE.with({ azureRegions: ['southeastasia'] })).notes).toEqual([]);
  });
});

test('parts of regions are allowed beside the geos', () => {
  const made = route(EUROPE).alsoAllowing([
    RegionalCommunity.of('westeurope', 'storage'),
    RegionalCommunity.of('uksouth'),
  ]);
  expect(made.communities.map(({ value, name, geos }) => [value, name, geos.length])).toEqual([
    ['12076:51002', 'West Europe', 1],
    ['12076:51003', 'North Europe', 1],
    ['12076:51024', 'UK South', 0],
    ['12076:52002', 'Azure Storage in West Europe', 0],
  ]);
});

test('areas and cloud of a route', () => {
  const { US_GOVERNMENT_GCC_HIGH, SOUTH_AMERICA } = PowerPlatformGeo;
  expect(route(EUROPE, UNITED_KINGDOM).geopoliticalAreas).toEqual(['Europe']);
  expect(route(EUROPE, SOUTH_AMERICA.allRegions()).geopoliticalAreas).toEqual([
    'Europe',
    'North America',
    'South America',
  ]);
  expect(route(EUROPE).azureCloud).toBe('AzureCloud');
  // Both are reached through Azure Government.
  expect(route(US_GOVERNMENT_GCC, US_GOVERNMENT_GCC_HIGH).azureCloud).toBe('AzureUSGovernment');
});

test('choices make new objects, and change none', () => {
  const base: GeoRoute = UNITED_STATES.withPair('second');
  expect(valuesOf(base.allRegions())).toHaveLength(9);
  expect(valuesOf(base)).toHaveLength(2);
  const made = route(EUROPE);
  made.alsoAllowing([ServiceCommunity.MICROSOFT_ENTRA_ID]);
  expect(made.communityValues).toHaveLength(2);
  expect(Object.isFrozen(made) && Object.isFrozen(base)).toBe(true);
  expect(String(base)).toBe('United States');
});

describe('the age of the data', () => {
  const at = (day: string): readonly string[] => route(EUROPE).warningsAt(new Date(day));

  test('is no matter for a year', () => {
    const oldest = ROUTE_DATA.map(({ date }) => date).sort()[0] ?? '';
    expect(oldest).toBe('2026-03-12');
    expect(at('2027-03-12')).toEqual([]);
    expect(at('2026-03-12')).toEqual([]);
  });

  test('is said for each part that is older', () => {
    expect(at('2027-03-13')).toMatchSnapshot();
    expect(at('2027-05-28')).toHaveLength(2);
    expect(at('2027-11-22')).toHaveLength(3);
  });

  test('comes behind the other warnings', () => {
    expect(route(UNITED_STATES).warningsAt(new Date('2030-01-01'))).toHaveLength(4);
  });
});

test('regions of the geos are regions of the data, or known to be missing there', () => {
  const known = new Set([...REGIONAL_COMMUNITIES.map(({ region }) => region), ...REGIONS_WITHOUT_COMMUNITY]);
  const used = PowerPlatformGeo.all.flatMap((geo) => [
    ...geo.pairs.flat(),
    ...(geo.derivedRegions ?? []),
    ...(geo.additionalRegions ?? []).map(({ region }) => region),
  ]);
  expect(used.filter((region) => !known.has(region))).toEqual([]);
});
