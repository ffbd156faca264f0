import { GatewayProxy, KerberosDelegation, ServicePrincipalName } from '../../lib';
import { newStack } from '../support/synthesize';
import { gatewayAccount } from './directory-cluster';
import { bySecret, pinned } from './member-cluster';
import { ByDescription, textOfDescription } from './same-description';

const sql = (host: string): KerberosDelegation =>
  KerberosDelegation.constrained({ services: [ServicePrincipalName.sqlServer(host)] });

test('descriptions that say the same have the same text', () => {
  const described = (): unknown => ({
    software: pinned(),
    registration: bySecret(),
    serviceAccount: gatewayAccount(sql('sql01')),
    members: 3,
  });
  expect(textOfDescription(described())).toBe(textOfDescription(described()));
});

test.each<readonly [string, unknown, unknown]>([
  ['a value', { members: 2 }, { members: 3 }],
  ['a kind of value', { members: 2 }, { members: '2' }],
  ['a value that is not there', { members: undefined }, {}],
  ['nothing and no value', { members: null }, { members: undefined }],
  ['the order of a list', { memberKeys: ['01', '02'] }, { memberKeys: ['02', '01'] }],
  ['a list in a list', [['a'], 'b'], [['a', 'b']]],
  ['text that looks like more', ['a","b'], ['a', 'b']],
  ['a detail of an object', pinned(), pinned({ gateway: '3000.323.1' })],
  ['a detail of an object in an object', gatewayAccount(sql('sql01')), gatewayAccount(sql('sql02'))],
  ['an object and what it is made of', GatewayProxy.at('http://a:1'), Object.assign({}, GatewayProxy.at('http://a:1'))],
  ['an item of a set', new Set(['a']), new Set(['b'])],
])('they differ by %s', (_, one, other) => {
  expect(textOfDescription(one)).toEqual(expect.any(String));
  expect(textOfDescription(one)).not.toBe(textOfDescription(other));
});

test('a function and a construct have none', () => {
  expect(textOfDescription({ name: () => 'a' })).toBeUndefined();
  expect(textOfDescription([newStack()])).toBeUndefined();
});

test('of the same description a thing is made once, of one without a text each time', () => {
  const made = new ByDescription<object>();
  expect(made.get({ a: 1 }, () => ({}))).toBe(made.get({ a: 1 }, () => ({})));
  expect(made.get({ a: 1 }, () => ({}))).not.toBe(made.get({ a: 2 }, () => ({})));
  const described = { a: () => 1 };
  expect(made.get(described, () => ({}))).not.toBe(made.get(described, () => ({})));
});
