import { CHINA_GATEWAY } from './china-cloud';
import type { Cloud, Group, Names, Row } from './cloud';
import { GOVERNMENT_FABRIC, governmentGateway } from './government-clouds';
import { AZURE, memberNeeds } from './member-needs';
import { PUBLIC_FABRIC, PUBLIC_GATEWAY } from './public-cloud';
import type { Flow, Kind } from '../evaluator';

/** Something that must pass from a member. */
export interface RequiredFlow {
  readonly group: Group;
  readonly row: string;
  /** Name as the table has it. */
  readonly name: string;
  /** A host of that name. */
  readonly host: string;
  readonly port: number;
  readonly protocol: 'Tcp' | 'Udp';
  /** Service tags that hold the destination. */
  readonly tags: readonly string[];
  /** Of the destination: the table's, or one that stands for any on the internet (RFC 5737). */
  readonly address: string;
}

const NAMES: Names = {
  region: 'WestEurope',
  tenantRegion: 'NorthEurope',
  keyVault: 'contoso-gateway',
  storageAccount: 'contosogateway',
  workspace: '55555555-5555-5555-5555-555555555555',
  dataCollectionEndpoint: 'contoso-gateway-1a2b',
};

/** Everything that must pass in a cloud, of all groups; who asks leaves out the groups that a cluster does not need. */
export function requiredFlows(cloud: Cloud, names: Partial<Names> = {}): readonly RequiredFlow[] {
  const all = { ...NAMES, ...names };
  return rows(cloud, all).flatMap((row) => row.ports.map((port) => required(row, port, all)));
}

function rows(cloud: Cloud, names: Names): readonly Row[] {
  switch (cloud) {
    case 'public':
      return [...PUBLIC_GATEWAY, ...PUBLIC_FABRIC, ...memberNeeds(AZURE.public, names)];
    case 'china':
      return [...CHINA_GATEWAY, ...memberNeeds(AZURE.china, names)];
    default:
      return [...governmentGateway(cloud), ...GOVERNMENT_FABRIC, ...memberNeeds(AZURE.government, names)];
  }
}

function required(row: Row, port: number, names: Names): RequiredFlow {
  const region = { home: names.region, tenant: names.tenantRegion, none: undefined }[row.region ?? 'none'];
  return {
    group: row.group,
    row: row.row,
    name: row.name,
    host: row.name.replace('*', 'ns1'),
    port,
    protocol: row.protocol ?? 'Tcp',
    tags: region === undefined ? row.tags : [...row.tags, ...row.tags.map((tag) => `${tag}.${region}`)],
    address: row.address ?? '198.51.100.1',
  };
}

/** The flow that a member starts. */
export function fromMember({ host, address, tags, port, protocol }: RequiredFlow, member: string): Flow {
  const name = host === address ? {} : { host };
  return {
    direction: 'Outbound',
    protocol,
    kind: kindOf(protocol, port),
    source: { address: member, tags: [] },
    destination: { address, tags, ...name },
    port,
  };
}

/** What is spoken on a port. Azure Relay on 9350 to 9354 speaks a protocol of its own. */
export function kindOf(protocol: 'Tcp' | 'Udp', port: number): Kind {
  if (protocol === 'Udp') return 'udp';
  return KINDS[port] ?? 'tcp';
}

const KINDS: Readonly<Record<number, Kind>> = { 80: 'http', 443: 'https', 1433: 'tds', 5671: 'amqp', 5672: 'amqp' };
