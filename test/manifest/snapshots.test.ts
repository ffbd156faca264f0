import { DataGatewayManifest } from '../../lib';
import { newStack } from '../support/synthesize';
import { FULL, MINIMAL } from './estates';

/** What a manifest says: the lists that are not empty. */
function said(build: (stack: ReturnType<typeof newStack>) => unknown): unknown {
  const stack = newStack();
  build(stack);
  return Object.fromEntries(
    Object.entries(DataGatewayManifest.of(stack)).filter(([, list]) => Array.isArray(list) && list.length > 0),
  );
}

test.each(Object.entries(MINIMAL))('the least %s', (_, build) => {
  expect(JSON.stringify(said(build), undefined, 2)).toMatchSnapshot();
});

test.each(Object.entries(FULL))('the whole %s', (_, build) => {
  expect(JSON.stringify(said(build), undefined, 2)).toMatchSnapshot();
});
