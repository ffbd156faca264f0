import { ResourceNaming } from '../../../lib';
import { RouteFilter, type RouteFilterProps } from '../../../lib/express-route';
import { PowerPlatformGeo, PowerPlatformRoute } from '../../../lib/regions';
import { annotations, synthesize, type Synthesized } from '../../support/synthesize';
import { FILTER_ID } from '../construct-fixtures';

function filter(props: Partial<RouteFilterProps> = {}): Synthesized<RouteFilter> {
  return synthesize(
    (stack) =>
      new RouteFilter(stack, 'filter', {
        name: 'power-platform',
        location: 'westeurope',
        resourceGroupName: 'rg-network',
        route: PowerPlatformRoute.toGeos([PowerPlatformGeo.EUROPE]),
        ...props,
      }),
  );
}

test('minimal', () => {
  const { json, result, stack } = filter();
  expect(json).toMatchSnapshot();
  expect(result.communities).toEqual(['12076:51002', '12076:51003']);
  expect(annotations(stack, 'warn')).toEqual([]);
});

test('full: the rule of a filter that exists is taken over, and everything else of it stays', () => {
  const { json } = filter({
    adoptRouteFilterId: FILTER_ID,
    ruleName: 'allow-dynamics',
    naming: ResourceNaming.custom(() => 'rf-ours'),
    preventDestroy: false,
    tags: { workload: 'power-platform' },
  });
  expect(json).toMatchSnapshot();
});

test('what nobody has decided is said', () => {
  const of = (geo: PowerPlatformGeo) => filter({ route: PowerPlatformRoute.toGeos([geo]) }).stack;
  expect(annotations(of(PowerPlatformGeo.UNITED_STATES), 'warn')).toEqual([expect.stringContaining('United States')]);
  expect(annotations(of(PowerPlatformGeo.UNITED_ARAB_EMIRATES), 'info')).toEqual(
    PowerPlatformRoute.toGeos([PowerPlatformGeo.UNITED_ARAB_EMIRATES]).notes,
  );
  expect(PowerPlatformRoute.toGeos([PowerPlatformGeo.UNITED_ARAB_EMIRATES]).notes).toHaveLength(1);
});

test('data that is old is said, from the day on that the build is of', () => {
  const before = process.env['SOURCE_DATE_EPOCH'];
  try {
    process.env['SOURCE_DATE_EPOCH'] = String(Date.UTC(2031, 0, 1) / 1000);
    const warnings = annotations(filter().stack, 'warn');
    expect(warnings).toHaveLength(3);
    for (const warning of warnings) expect(warning).toContain('more than a year ago');
    // Without such a day it is today, which nothing here may depend on.
    delete process.env['SOURCE_DATE_EPOCH'];
    const isOld = Date.now() > Date.UTC(2027, 10, 22);
    expect(annotations(filter().stack, 'warn').length > 2).toBe(isOld);
  } finally {
    process.env['SOURCE_DATE_EPOCH'] = before;
  }
});
