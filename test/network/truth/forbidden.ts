import type { Cloud } from './cloud';
import { kindOf } from './required';
import type { Endpoint, Flow } from '../evaluator';

/** Why something must not pass. */
export type Reason =
  /** Remote administration from a member. */
  | 'administration'
  /** File shares on the internet. */
  | 'smb'
  /** Hosts on the internet that no one has named, on ports other than those of the web. */
  | 'anywhere'
  /** Web sites that no one has named: a firewall stops them, a security group cannot. */
  | 'unnamed web sites'
  /** Storage of another tenant, where the rules need no storage. */
  | 'foreign storage'
  /** Anything that reaches for a member. */
  | 'inbound'
  /** Metadata and identity of a machine, for another. */
  | 'metadata';

/** Something that must not pass. */
export interface ForbiddenFlow {
  readonly reason: Reason;
  /** Whom to ask: everything on the flow's path from or to the member, or the firewall alone. */
  readonly at: 'path' | 'firewall';
  readonly flow: Flow;
}

/** Who takes part. */
export interface Parties {
  /** Address of a member. */
  readonly member: string;
  /** Address of another machine in the virtual network. */
  readonly neighbour: string;
}

const STRANGER: Endpoint = { address: '203.0.113.10', tags: [] };
const METADATA: Endpoint = { address: '169.254.169.254', tags: [] };

/** Storage of another tenant, by cloud. */
const STORAGE: Readonly<Record<Cloud, string>> = {
  public: 'core.windows.net',
  gcc: 'core.usgovcloudapi.net',
  gccHigh: 'core.usgovcloudapi.net',
  dod: 'core.usgovcloudapi.net',
  china: 'core.chinacloudapi.cn',
};

/** Names that look like those of the tables, and are others. */
const UNNAMED = [
  'evil.example.com',
  'paste.example.net',
  'powerbi.com.example.com',
  'evilpowerbi.com',
  'evilservicebus.windows.net',
  'servicebus.windows.net.example.com',
];

/** Everything that must not pass in a cloud, for all reasons. */
export function forbiddenFlows(cloud: Cloud, { member, neighbour }: Parties): readonly ForbiddenFlow[] {
  const self: Endpoint = { address: member, tags: [] };
  const other: Endpoint = { address: neighbour, tags: [] };
  const out = (reason: Reason, destination: Endpoint, port: number, protocol?: 'Udp'): ForbiddenFlow =>
    forbidden(reason, 'Outbound', self, destination, port, protocol);
  const share: Endpoint = { address: '203.0.113.20', ...foreign(`file.${STORAGE[cloud]}`) };
  const blob: Endpoint = { address: '203.0.113.20', ...foreign(`blob.${STORAGE[cloud]}`) };
  return [
    ...[22, 3389, 5985, 5986].flatMap((port) => [
      out('administration', other, port),
      out('administration', STRANGER, port),
    ]),
    out('smb', STRANGER, 445),
    out('smb', share, 445),
    ...[25, 1433, 1443, 1688, 5671, 8080, 9350].map((port) => out('anywhere', STRANGER, port)),
    out('anywhere', STRANGER, 53, 'Udp'),
    ...UNNAMED.flatMap((host) => [443, 80].map((port) => out('unnamed web sites', { ...STRANGER, host }, port))),
    // Without a name, as an address that someone typed.
    out('unnamed web sites', STRANGER, 443),
    out('foreign storage', blob, 443),
    ...[STRANGER, other].flatMap((source) =>
      [22, 443, 445, 3389, 5985].map((port) => forbidden('inbound', 'Inbound', source, self, port)),
    ),
    forbidden('inbound', 'Inbound', STRANGER, self, 53, 'Udp'),
    forbidden('metadata', 'Inbound', METADATA, self, 80),
    forbidden('metadata', 'Inbound', other, METADATA, 80),
    { ...forbidden('metadata', 'Outbound', other, METADATA, 80), at: 'firewall' },
    { ...forbidden('metadata', 'Outbound', self, METADATA, 80), at: 'firewall' },
  ];
}

function foreign(domain: string): Pick<Endpoint, 'host' | 'tags'> {
  return { host: `collector.${domain}`, tags: ['Storage', 'AzureCloud'] };
}

function forbidden(
  reason: Reason,
  direction: Flow['direction'],
  source: Endpoint,
  destination: Endpoint,
  port: number,
  protocol: 'Tcp' | 'Udp' = 'Tcp',
): ForbiddenFlow {
  return { reason, at: 'path', flow: { direction, protocol, kind: kindOf(protocol, port), source, destination, port } };
}
