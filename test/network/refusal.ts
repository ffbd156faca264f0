import { Token } from 'cdktf';
import type { Construct } from 'constructs';
import {
  DataGatewayError,
  DataSource,
  DnsServers,
  Egress,
  GatewayNetwork,
  GatewayProxy,
  InboundAccess,
  OutboundPath,
  SubnetSize,
  VirtualNetworkPlace,
} from '../../lib';
import { newStack } from '../support/synthesize';
import { firewall, minimalNetwork, PROXY, tags } from './fixtures';

/** Input that the compiler may refuse; JavaScript gets here all the same. */
export type Bad = Readonly<Record<string, unknown>>;

/** What is wrong, the input, and the property that the one problem names. */
export type Case = readonly [what: string, input: Bad, property: string];

export const SECRET = 'hunter2';
export const CONNECTION = `Server=sql01;User Id=sa;Password=${SECRET}`;
export const asToken = (name: string): string => Token.asString(`\${var.${name}}`);
export const NUMBER = Token.asNumber('${var.number}');

export const egress = (options: Bad): Bad => ({ egress: tags(options) });
export const byFirewall = (options: Bad): Bad => ({
  egress: firewall(options),
  outbound: OutboundPath.firewall({ privateIpAddress: '10.9.0.4' }),
});
export const byProxy = (options: Bad): Bad => ({
  egress: Egress.byProxy({ proxy: PROXY, ...options }),
  outbound: OutboundPath.none(),
});
export const sources = (...dataSources: readonly unknown[]): Bad => egress({ dataSources });
export const oracle = (options: Bad, host: unknown = 'ora01'): Bad =>
  sources(DataSource.oracle(host as string, options));
export const custom = (options: Bad): Bad =>
  sources(DataSource.custom('web01', { addresses: ['10.1.2.4'], ...options } as never));
export const place = (...addressSpace: readonly unknown[]): Bad => ({
  virtualNetwork: VirtualNetworkPlace.create(addressSpace as string[]),
});
export const existing = (network: unknown): Bad => ({
  virtualNetwork: VirtualNetworkPlace.existing(network as never),
  dns: DnsServers.azure(),
  subnets: { members: SubnetSize.at('10.9.8.0/27') },
});
export const subnet = (size: unknown): Bad => ({ subnets: { members: size } });
export const outbound = (path: unknown): Bad => ({ outbound: path });
export const nat = (options: unknown): Bad => outbound(OutboundPath.natGateway(options as never));
export const route = (options: unknown): Bad => ({
  egress: firewall(),
  outbound: OutboundPath.firewall(options as never),
});
export const dns = (addresses: unknown, options: unknown = { publicNames: 'forwarded' }): Bad => ({
  dns: DnsServers.custom(addresses as string[], options as never),
});
export const inbound = (name: unknown, options: unknown = {}): Bad => ({
  inbound: [InboundAccess.named(name as string, options as never)],
});
export const from = { from: ['10.1.250.0/26'], ports: [3389] };
/** A script on a server that rules can be made of. */
export const script = GatewayProxy.autoConfig('http://10.1.0.9/proxy.pac');
export const scriptByName = GatewayProxy.autoConfig('http://wpad.contoso.com/proxy.pac');

export type Build = (scope: Construct, input: never) => unknown;

/** A network with what is wrong with it. */
export const network: Build = (scope, input) =>
  new GatewayNetwork(scope, 'finance', { ...minimalNetwork(), ...(input as Bad) });

/** One problem, said once, with the place, the value, what is allowed and what to do; and nothing left behind. */
export function expectRefused(build: Build, input: Bad, property: string): string {
  const stack = newStack();
  const { problems, path, message } = errorOf(() => build(stack, input as never));
  expect(problems.map((problem) => problem.property)).toEqual([property]);
  for (const part of Object.values(problems[0] ?? {})) expect(part).toMatch(/\S/);
  expect(path).toBe('stack/finance');
  expect(message).not.toContain(SECRET);
  expect(message).not.toMatch(/\[object|TfToken|e\+\d{3}/);
  expect(stack.node.findChild('finance').node.children.map(({ node }) => node.id)).toEqual([]);
  return message;
}

/** The error of this library that a construction ends with. */
export function errorOf(build: () => unknown): DataGatewayError {
  try {
    build();
  } catch (caught) {
    if (DataGatewayError.isDataGatewayError(caught)) return caught;
    throw new Error('no error of this library', { cause: caught });
  }
  throw new Error('no error');
}
