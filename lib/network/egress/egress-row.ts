import type { AzureCloudName } from '../../regions/azure-clouds';
import type { ServiceCloud } from '../../regions/service-clouds';
import { portNumbers } from '../destinations/ports';

/** What a row is for. */
export type EgressPurpose =
  | 'relay'
  | 'sign-in'
  | 'power-bi'
  | 'install-and-update'
  | 'fabric'
  | 'telemetry'
  | 'certificate-lists'
  | 'activation'
  | 'key-vault'
  | 'monitoring'
  | 'software'
  /** Named by the app. */
  | 'own';

/**
 * When a row is needed:
 *
 * - `always`: without it the gateway does not serve;
 * - `registration`: to install, register and update; Microsoft needs the relay alone afterwards;
 * - `interactiveSignIn`: where a person signs in on a member;
 * - one of the workloads, where the cluster carries it;
 * - `downloads` and `storage`: where software comes from there;
 * - `monitoring`, `windowsUpdate`, `deviceRegistration`, `telemetry`: where it is wanted.
 */
export type EgressNeed =
  | 'always'
  | 'registration'
  | 'interactiveSignIn'
  | FabricWorkload
  | 'downloads'
  | 'storage'
  | 'monitoring'
  | 'windowsUpdate'
  | 'deviceRegistration'
  | 'telemetry';

/** Workloads that need names of their own (MicrosoftDocs/data-integration, service-gateway-communication). */
export const FABRIC_WORKLOADS = ['dataflowGen1', 'dataflowGen2', 'oneLake', 'pipelines'] as const;

/** A workload of Fabric that needs names of its own. */
export type FabricWorkload = (typeof FABRIC_WORKLOADS)[number];

/**
 * What is spoken, as a firewall or proxy that works by names must know it. `amqp` and `relay` are TLS on ports of their
 * own, which an HTTP proxy does not carry; `tds` is that of SQL Server.
 */
export type EgressProtocol = 'https' | 'http' | 'amqp' | 'relay' | 'tds' | 'kms';

/** How a row is tried from a member before anything is installed. */
export interface EgressProbe {
  /** A host that stands for the row. */
  readonly host: string;
  /** What is tried: a connection, TLS with its certificate, or an answer. */
  readonly kind: 'tcp' | 'https' | 'http';
  /** TCP ports, in the order in which they are tried. */
  readonly ports: readonly number[];
}

/** One thing that a member must reach. */
export interface EgressRow {
  /** Name, the same in all clouds, in rules, messages and reports: `relay-amqp`. */
  readonly id: string;
  /** Place in the table, the same in all clouds: the priorities of rules follow from it. */
  readonly number: number;
  /** What it is for. */
  readonly purpose: EgressPurpose;
  /** One line for people. */
  readonly use: string;
  /** When it is needed. */
  readonly need: EgressNeed;
  /** Hosts, as published; `*.` stands for all below. */
  readonly names: readonly string[];
  /** Hosts that programs ask for and the published names do not cover: INFERRED. */
  readonly alsoNames: readonly string[];
  /** Published addresses, where rules are made of these. */
  readonly addresses: readonly string[];
  /** TCP ports: `443`, `9350-9354`. */
  readonly ports: readonly string[];
  /** What is spoken. */
  readonly protocol: EgressProtocol;
  /** Service tags that cover it; none where Azure has none. */
  readonly serviceTags: readonly string[];
  /** Whether what answers has addresses of Azure's own ranges (tag AzureCloud), where it has no tag of its own. */
  readonly inAzure: boolean;
  /** Tag of Azure Firewall for application rules. */
  readonly firewallTag: string | undefined;
  /** Why TLS must not be inspected on the way; nothing where nobody says so. */
  readonly notInspected: string | undefined;
  /** How a member tries it; nothing where no host stands for all of its names. */
  readonly probe: EgressProbe | undefined;
  /** Where it is published. */
  readonly source: string;
  /** Whether a member can be installed, registered and serve without it; a network that lacks it is warned about then. */
  readonly isDispensable: boolean;
  /** Whether Microsoft publishes it; otherwise it is inferred, or doubtful: UNVERIFIED. */
  readonly isVerified: boolean;
}

/** Names of one row by cloud of the service, or by cloud of Azure. */
export type NamesByCloud<C extends ServiceCloud | AzureCloudName> = Readonly<Partial<Record<C, readonly string[]>>>;

/** A row as it is written in the tables: names by cloud, and what can be left out. */
export interface RowByCloud<C extends ServiceCloud | AzureCloudName> extends Pick<
  EgressRow,
  'id' | 'number' | 'purpose' | 'use' | 'need' | 'ports' | 'protocol' | 'source'
> {
  /** Where a cloud has no entry, it has no such row. */
  readonly names: NamesByCloud<C>;
  /** @default none */
  readonly alsoNames?: NamesByCloud<C>;
  /** @default none */
  readonly addresses?: NamesByCloud<C>;
  /** @default none */
  readonly serviceTags?: readonly string[];
  /** @default false */
  readonly inAzure?: boolean;
  /** @default none */
  readonly firewallTag?: string;
  /** @default inspected as any other */
  readonly notInspected?: string;
  /** Host that stands for the row. @default the first name that is no pattern; none where all are */
  readonly probe?: Readonly<Partial<Record<C, string>>>;
  /** Ports that differ from `ports`. @default none */
  readonly portsIn?: Readonly<Partial<Record<C, readonly string[]>>>;
  /** @default false */
  readonly isDispensable?: boolean;
  /** @default true */
  readonly isVerified?: boolean;
}

/** A row of the service. */
export type ServiceRow = RowByCloud<ServiceCloud>;

/** A row as one cloud has it; nothing where it has none. */
export function rowIn<C extends ServiceCloud | AzureCloudName>(row: RowByCloud<C>, cloud: C): EgressRow | undefined {
  const names = row.names[cloud];
  if (names === undefined) return undefined;
  const { id, number, purpose, use, need, source } = row;
  const ports = row.portsIn?.[cloud] ?? row.ports;
  const protocol = row.protocol === 'http' && !ports.includes('80') ? 'https' : row.protocol;
  const common = { id, number, purpose, use, need, protocol, source, names, ports };
  return Object.freeze({
    ...common,
    alsoNames: row.alsoNames?.[cloud] ?? [],
    addresses: row.addresses?.[cloud] ?? [],
    serviceTags: row.serviceTags ?? [],
    inAzure: row.inAzure ?? false,
    firewallTag: row.firewallTag,
    notInspected: row.notInspected,
    probe: probeOf(row.probe?.[cloud] ?? [...names].find((name) => !name.startsWith('*.')), protocol, ports),
    isDispensable: row.isDispensable ?? false,
    isVerified: row.isVerified ?? true,
  });
}

function probeOf(
  host: string | undefined,
  protocol: EgressProtocol,
  ports: readonly string[],
): EgressProbe | undefined {
  if (host === undefined) return undefined;
  const kind = protocol === 'https' || protocol === 'http' ? protocol : 'tcp';
  return Object.freeze({ host, kind, ports: ports.flatMap(portNumbers) });
}
