import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  COUNTRIES_WITHOUT_GEO,
  MACRO_REGION_SOURCE,
  PowerPlatformGeo,
  PowerPlatformRoute,
  REGIONAL_COMMUNITIES,
  REGIONAL_COMMUNITY_SOURCE,
} from '../../lib';
import { documentedGeos } from './geos/documented-geos';
import { PUBLISHED_COMMUNITIES } from './communities/published-communities';

const page = readFileSync(join(__dirname, '../../docs/regions.md'), 'utf8');
const cells = (text: string): string => text.replaceAll(/ {2,}/g, ' ').replaceAll(/-{3,}/g, '---');

test('the table of geos is the one that routes are made of', () => {
  const shown = /<!-- table: documentedGeos\(\) -->\s*([\s\S]*?)\s*<!-- end of table -->/.exec(page)?.[1] ?? '';
  expect(cells(shown)).toBe(documentedGeos());
  expect(shown.split('\n')).toHaveLength(27);
});

test('the example is what comes out', () => {
  const values = PowerPlatformRoute.toGeos([PowerPlatformGeo.EUROPE]).communityValues;
  expect(page).toContain(`[${values.map((value) => `'${value}'`).join(', ')}]: West Europe and North Europe`);
});

test('the command that compares prints the regional values of the public cloud', () => {
  const script = /node -e "(.*?)"/.exec(page)?.[1] ?? '';
  const printed: string[] = [];
  const modules = { 'cdktf-data-gateway': { REGIONAL_COMMUNITIES } };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  new Function('require', 'console', script)((name: keyof typeof modules) => modules[name], {
    log: (line: string) => printed.push(line),
  });
  expect(printed).toEqual(
    PUBLISHED_COMMUNITIES.trim()
      .split('\n')
      .map((line) => line.split(' ')[2]),
  );
});

test('dates and countries are those of the data', () => {
  expect(page).toContain(`Microsoft's page of ${REGIONAL_COMMUNITY_SOURCE.date}`);
  const [last, ...others] = [...COUNTRIES_WITHOUT_GEO].reverse();
  const sentence = `Power Platform had none in ${others.reverse().join(', ')} and ${String(last)} on ${MACRO_REGION_SOURCE.date}.`;
  expect(page.replaceAll(/\s+/g, ' ')).toContain(sentence);
});
