import { Token } from 'cdktf';
import fc from 'fast-check';
import {
  DataGatewayError,
  MacroRegion,
  PowerPlatformGeo,
  PowerPlatformRoute,
  RegionalCommunity,
  ServiceCommunity,
} from '../../../lib';
import { constructChecks } from '../../../lib/terraform/construct-checks';

const {
  ASIA,
  CHINA,
  EUROPE,
  ITALY,
  SOUTH_AMERICA,
  SWEDEN,
  UNITED_STATES,
  US_DEPARTMENT_OF_DEFENSE,
  US_GOVERNMENT_GCC,
} = PowerPlatformGeo;

/** Input that the compiler refuses; JavaScript gets here all the same. */
const to = (...geos: readonly unknown[]): PowerPlatformRoute => PowerPlatformRoute.toGeos(geos as never);
const good = { region: 'swedencentral', community: '12076:51060', reason: 'live list, 2026-11-23' };
const custom = (options: object): RegionalCommunity => RegionalCommunity.custom({ ...good, ...options });
const sweden = (community: unknown): PowerPlatformRoute => to(SWEDEN.withCommunity(custom({ community })));
const SECRET = 'hunter2';

/** What is wrong, the route, and the properties that its problems name. */
const cases: readonly (readonly [what: string, route: PowerPlatformRoute, properties: string])[] = [
  // What a route leads to.
  ['no geo', to(), 'geos'],
  ['no list', PowerPlatformRoute.toGeos(EUROPE as never), 'geos'],
  ['nothing', PowerPlatformRoute.toGeos(undefined as never), 'geos'],
  ['a list of values', to('12076:51002', '12076:51003'), 'geos[0] geos[1]'],
  ['a value that nobody has', to('12076:59999'), 'geos[0]'],
  ['the name of a geo', to('Europe'), 'geos[0]'],
  ['the name of a macro region', to('European Union and EFTA'), 'geos[0]'],
  ['a macro region', to(MacroRegion.NORTH_AMERICA), 'geos[0]'],
  ['a list in the list', to(MacroRegion.NORTH_AMERICA.geos), 'geos[0]'],
  ['an Azure region', to('southeastasia'), 'geos[0]'],
  ['a country without a geo', to('Israel'), 'geos[0]'],
  ['a name that nobody has', to('Atlantis'), 'geos[0]'],
  ['a community in place of a geo', to(RegionalCommunity.of('westeurope')), 'geos[0]'],
  ['a service in place of a geo', to(ServiceCommunity.MICROSOFT_ENTRA_ID), 'geos[0]'],
  ['nothing in the list', to(undefined), 'geos[0]'],
  ['an object like a geo', to(Object.assign({}, EUROPE)), 'geos[0]'],
  ['geos of two clouds', to(EUROPE, ASIA, US_GOVERNMENT_GCC), 'geos'],
  // Gaps.
  ['Sweden', to(SWEDEN), 'geos[0]'],
  ['Italy', to(ITALY), 'geos[0]'],
  ['Poland', to(PowerPlatformGeo.POLAND), 'geos[0]'],
  ['China', to(CHINA), 'geos[0]'],
  ['DoD', to(US_DEPARTMENT_OF_DEFENSE), 'geos[0]'],
  ['a macro region with gaps', to(...MacroRegion.EUROPEAN_UNION_AND_EFTA.geos), 'geos[5] geos[6] geos[7]'],
  [
    'DoD with one of its regions',
    to(US_DEPARTMENT_OF_DEFENSE.withCommunity(custom({ region: 'usdodeast', community: '12076:51205' }))),
    'geos[0]',
  ],
  ['a geo without ExpressRoute', to(EUROPE.with({ supportsExpressRoute: false })), 'geos[0]'],
  ['regions of another cloud', to(CHINA.with({ azureRegions: ['westeurope'] })), 'geos[0].azureRegions'],
  ['regions that are no list', to(CHINA.with({ azureRegions: 'chinanorth3' as never })), 'geos[0].azureRegions'],
  ['a word for a flag', to(EUROPE.with({ supportsExpressRoute: 'yes' as never })), 'geos[0].supportsExpressRoute'],
  ['second pairs that are one', to(EUROPE.with({ alternatePairs: ['uksouth'] as never })), 'geos[0].alternatePairs'],
  ['an empty list of regions', to(CHINA.with({ azureRegions: [] })), 'geos[0].azureRegions'],
  // Choices.
  ['a second pair where there is one', to(EUROPE.withPair('second')), 'geos[0].pair'],
  ['a third pair', to(UNITED_STATES.withPair('third' as never)), 'geos[0].pair'],
  ['a region beside the pair that is not there', to(EUROPE.withRegions(['uksouth'])), 'geos[0].regions[0]'],
  ['another region than the one there is', to(SOUTH_AMERICA.withRegions(['eastus'])), 'geos[0].regions[0]'],
  ['a region that is no text', to(UNITED_STATES.withRegions([3 as never])), 'geos[0].regions[0]'],
  // Communities by hand.
  ['a text in place of a community', to(SWEDEN.withCommunity('12076:51060' as never)), 'geos[0].communities[0]'],
  ['no options', to(SWEDEN.withCommunity(RegionalCommunity.custom(SECRET as never))), 'geos[0].communities[0]'],
  ['a property too many', to(SWEDEN.withCommunity(custom({ password: SECRET }))), 'geos[0].communities[0].password'],
  ['no region', to(CHINA.withCommunity(custom({ region: undefined }))), 'geos[0].communities[0].region'],
  ['a region that is no name', to(CHINA.withCommunity(custom({ region: 'a/b' }))), 'geos[0].communities[0].region'],
  [
    'a region that Terraform computes',
    to(CHINA.withCommunity(custom({ region: Token.asString('${var.region}') }))),
    'geos[0].communities[0].region',
  ],
  ['no reason', to(SWEDEN.withCommunity(custom({ reason: ' ' }))), 'geos[0].communities[0].reason'],
  ['a reason of two lines', to(SWEDEN.withCommunity(custom({ reason: 'a\nb' }))), 'geos[0].communities[0].reason'],
  ['no value', sweden(undefined), 'geos[0].communities[0].community'],
  ['a number', sweden(51060), 'geos[0].communities[0].community'],
  ['a value without the network', sweden('51060'), 'geos[0].communities[0].community'],
  ['a value of another network', sweden('65515:51060'), 'geos[0].communities[0].community'],
  ['several values in one text', sweden('12076:51060,12076:51061'), 'geos[0].communities[0].community'],
  ['a list of values for a region', sweden(['12076:51060']), 'geos[0].communities[0].community'],
  ['a value of private peering', sweden('12076:50060'), 'geos[0].communities[0].community'],
  ['a value of storage alone', sweden('12076:52060'), 'geos[0].communities[0]'],
  ['the value of Exchange Online', sweden('12076:5010'), 'geos[0].communities[0].community'],
  ['the value of Dynamics 8.2', sweden('12076:5040'), 'geos[0].communities[0].community'],
  ['a value that Dynamics had in 2018', sweden('12076:5140'), 'geos[0].communities[0].community'],
  ['a service that nobody has', sweden('12076:5999'), 'geos[0].communities[0].community'],
  ['a value of 2016', sweden('12076:51022'), 'geos[0].communities[0].community'],
  ['another value of 2016', sweden('12076:51023'), 'geos[0].communities[0].community'],
  ['the value of another region', sweden('12076:51002'), 'geos[0].communities[0].community'],
  ['another range', sweden('12076:61060'), 'geos[0].communities[0].community'],
  [
    'a published value of one service',
    to(EUROPE.withCommunity(RegionalCommunity.of('westeurope', 'sql'))),
    'geos[0].communities[0]',
  ],
  [
    'two values for a region',
    to(SWEDEN.withCommunity(custom({})).withCommunity(custom({ community: '12076:51061' }))),
    'geos[0].communities[1]',
  ],
  [
    'a region of another cloud by hand',
    to(CHINA.withCommunity(custom({ region: 'swedencentral' }))),
    'geos[0].communities[0]',
  ],
  ['a community for no geo of the route', to(EUROPE).withCommunity(custom({})), 'communities[0]'],
  [
    'a wrong community for all geos, said once',
    to(SWEDEN, EUROPE).withCommunity(custom({ community: '1' })),
    'communities[0].community',
  ],
  ['a text for all geos', to(EUROPE).withCommunity('12076:51060' as never), 'communities[0]'],
  // Beside the geos.
  ['Dynamics 8.2', to(EUROPE).alsoAllowing([ServiceCommunity.CRM_ONLINE]), 'alsoAllowing[0]'],
  ['a text beside the geos', to(EUROPE).alsoAllowing(['12076:5060' as never]), 'alsoAllowing[0]'],
  [
    'a service of another cloud',
    to(EUROPE).alsoAllowing([ServiceCommunity.GOVERNMENT_EXCHANGE_ONLINE]),
    'alsoAllowing[0]',
  ],
  [
    'a service in China',
    to(CHINA.with({ azureRegions: ['chinanorth3'] })).alsoAllowing([ServiceCommunity.EXCHANGE_ONLINE]),
    'alsoAllowing[0]',
  ],
  ['no list beside the geos', to(EUROPE).alsoAllowing(undefined as never), 'alsoAllowing[0]'],
  [
    'a region without a community',
    to(EUROPE).alsoAllowing([RegionalCommunity.of('swedencentral')]),
    'alsoAllowing[0].region',
  ],
  [
    'private peering',
    to(EUROPE).alsoAllowing([RegionalCommunity.of('westeurope', 'privatePeering' as never)]),
    'alsoAllowing[0].kind',
  ],
  [
    'storage in a national cloud',
    to(US_GOVERNMENT_GCC).alsoAllowing([RegionalCommunity.of('usgovvirginia', 'storage')]),
    'alsoAllowing[0].kind',
  ],
  [
    'everything at once',
    to(SWEDEN, 'Europe', UNITED_STATES.withPair('third' as never)),
    'geos[0] geos[1] geos[2].pair',
  ],
];

function errorOf(run: () => unknown): DataGatewayError {
  try {
    run();
  } catch (error) {
    if (DataGatewayError.isDataGatewayError(error)) return error;
    throw error;
  }
  throw new Error('nothing was reported');
}

test.each(cases)('%s', (_what, route, properties) => {
  const error = errorOf(() => route.communities);
  expect(error.problems.map(({ property }) => property)).toEqual(properties.split(' '));
  for (const problem of error.problems) {
    for (const part of Object.values(problem)) expect(part).toMatch(/\S/);
  }
  expect(error.message).not.toContain(SECRET);
  expect(error.message).not.toMatch(/\[object|undefined/);
  expect(error.message).toMatchSnapshot();
});

test.each(cases)('%s: a construct reports the same, under its own property', (_what, route, properties) => {
  const checks = constructChecks();
  route.check('route', checks);
  expect(checks.problems.map(({ property }) => property)).toEqual(
    properties.split(' ').map((property) => `route.${property}`),
  );
  expect(checks.problems.map(({ fix }) => fix)).toEqual(
    errorOf(() => route.communityValues).problems.map(({ fix }) => fix),
  );
});

test('there are enough cases, each with a name of its own', () => {
  expect(cases.length).toBeGreaterThan(60);
  expect(new Set(cases.map(([what]) => what)).size).toBe(cases.length);
});

test('whatever is wrong, warnings and notes can be read', () => {
  for (const [, route] of cases) {
    for (const text of [...route.warnings, ...route.notes]) expect(text).not.toMatch(/undefined|\[object/);
  }
});

test.each([
  ['a macro region', 'Asia-Pacific'],
  ['an Azure region', 'West Europe'],
  ['an Azure region of two geos', 'southeastasia'],
  ['a community', '12076:51002'],
  ['a country', 'New Zealand'],
  ['nobody', 'Atlantis'],
  ['no text', undefined],
])('a name that is of %s is no geo', (_what, name) => {
  expect(errorOf(() => PowerPlatformGeo.named(name as never)).message).toMatchSnapshot();
});

test('a community alone says what is wrong with it', () => {
  expect(errorOf(() => RegionalCommunity.of('swedencentral').value).message).toMatchSnapshot();
  expect(errorOf(() => custom({ community: '12076:50060' }).value).message).toMatchSnapshot();
  expect(errorOf(() => RegionalCommunity.custom(SECRET as never).value).message).toMatchSnapshot();
});

test('JavaScript may hand in anything: there is a value or an error of this library, and never another', () => {
  const anything = fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true });
  const makes: readonly ((junk: never) => PowerPlatformRoute)[] = [
    (junk) => PowerPlatformRoute.toGeos(junk),
    (junk) => to(junk),
    (junk) => to(UNITED_STATES.withPair(junk)),
    (junk) => to(UNITED_STATES.withRegions(junk)),
    (junk) => to(CHINA.withCommunity(junk)),
    (junk) => to(CHINA.withCommunity(RegionalCommunity.custom(junk))),
    (junk) => to(CHINA.withCommunity(custom({ region: junk }))),
    (junk) => to(SWEDEN.withCommunity(custom({ community: junk }))),
    (junk) => to(SWEDEN.withCommunity(custom({ reason: junk }))),
    (junk) => to(EUROPE).withCommunity(junk),
    (junk) => to(EUROPE).alsoAllowing(junk),
    (junk) => to(EUROPE).alsoAllowing([RegionalCommunity.of(junk)]),
    (junk) => to(EUROPE).alsoAllowing([RegionalCommunity.of('westeurope', junk)]),
    (junk) => to(CHINA.with({ azureRegions: junk })),
    (junk) =>
      to(
        CHINA.with({ azureRegions: ['chinanorth3'], alternatePairs: junk })
          .withPair('both')
          .allRegions(),
      ),
    (junk) => to(UNITED_STATES.with({ additionalRegions: junk, derivedRegions: junk }).allRegions()),
  ];
  fc.assert(
    fc.property(fc.constantFrom(...makes), anything, (make, junk) => {
      const route = make(junk as never);
      expect(route.warnings.concat(route.notes)).toEqual(expect.any(Array));
      try {
        for (const value of route.communityValues) expect(typeof value).toBe('string');
      } catch (error) {
        if (!DataGatewayError.isDataGatewayError(error)) throw error;
        expect(error.problems.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 2000 },
  );
});
