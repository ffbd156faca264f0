import {
  Capacity,
  DataSource,
  type EstateCluster,
  type GatewayProxy,
  PowerPlatformGeo,
  ServicePrincipalName,
} from '../../lib'; // in your project: 'cdktf-data-gateway'

/** What a cluster of the estate has of its own here: its load, and what runs to carry it. */
type Cluster = Pick<EstateCluster, 'capacity' | 'members' | 'memberKeys' | 'size'>;

/**
 * A proxy before the members. It comes in three deployments, so that nobody is cut: rules change at once, members one after
 * another (docs/network.md, "To a proxy without a cut").
 */
interface Proxy {
  readonly server: GatewayProxy;
  /** Where it answers. */
  readonly addresses: readonly string[];
  /** opened: the way to it is there. used: members take it. only: the ways past it are closed. */
  readonly stage: 'opened' | 'used' | 'only';
}

/** Everything that differs between companies, and between environments of one. */
export interface Settings {
  readonly company: string;
  readonly environment: string;
  /** Azure region of everything, by its name and by what names of resources end in. */
  readonly location: { readonly name: string; readonly short: string };
  readonly owner: string;
  readonly costCenter: string;
  readonly tenantId: string;
  readonly subscriptions: { readonly connectivity: string; readonly data: string };
  /** The storage account that keeps the states, in the connectivity subscription. */
  readonly state: { readonly resourceGroup: string; readonly storageAccount: string; readonly container: string };
  readonly network: {
    readonly hub: string;
    readonly firewallSubnet: string;
    readonly gatewaySubnet: string;
    readonly spoke: string;
    readonly members: string;
    readonly vnetGateway: string;
    readonly domainControllers: readonly string[];
    /** Private endpoints of the vault with the secrets, and of the storage account with the software. */
    readonly privateEndpoints: { readonly keyVault: readonly string[]; readonly storage: readonly string[] };
  };
  readonly expressRoute: {
    /** Whether both carriers are done: circuits alone before, everything else after. */
    readonly phase: 'ordered' | 'provisioned';
    readonly geos: readonly PowerPlatformGeo[];
  };
  readonly domain: {
    readonly name: string;
    readonly netbios: string;
    /** Account that joins the members; its password is in the vault. */
    readonly joinAccount: string;
    /** Organizational units, from the inside out. */
    readonly computers: readonly string[];
    readonly groups: readonly string[];
    /** What reports read as the person who looks at them. */
    readonly singleSignOn: readonly ServicePrincipalName[];
  };
  readonly dataSources: readonly DataSource[];
  readonly clusters: { readonly refresh: Cluster; readonly directQuery: Cluster; readonly dataflow: Cluster };
  /** @default members go through the firewall alone */
  readonly proxy?: Proxy;
  /** The tenant's home region in Power BI: Help, About. */
  readonly homeRegion: string;
}

/** Contoso's. Ids and addresses are made up; put in yours. */
export const contoso: Settings = {
  company: 'contoso',
  environment: 'prod',
  location: { name: 'westeurope', short: 'weu' },
  owner: 'data-platform',
  costCenter: '4711',
  tenantId: '00000000-0000-0000-0000-000000000001',
  subscriptions: {
    connectivity: '00000000-0000-0000-0000-000000000002',
    data: '00000000-0000-0000-0000-000000000003',
  },
  state: { resourceGroup: 'rg-terraform-state', storageAccount: 'stcontosotfstate', container: 'data-gateways' },
  network: {
    hub: '10.80.0.0/24',
    firewallSubnet: '10.80.0.0/26',
    gatewaySubnet: '10.80.0.64/26',
    spoke: '10.81.0.0/24',
    members: '10.81.0.0/26',
    vnetGateway: '10.81.0.64/27',
    domainControllers: ['10.20.1.4', '10.20.1.5'],
    privateEndpoints: { keyVault: ['10.20.4.4'], storage: ['10.20.4.5'] },
  },
  expressRoute: {
    phase: 'provisioned',
    geos: [PowerPlatformGeo.EUROPE, PowerPlatformGeo.UNITED_KINGDOM],
  },
  domain: {
    name: 'corp.contoso.com',
    netbios: 'CORP',
    joinAccount: 'CORP\\svc-join',
    computers: ['Servers', 'Data gateways'],
    groups: ['Groups'],
    singleSignOn: [ServicePrincipalName.sqlServer('sql01.corp.contoso.com', { port: 1433 })],
  },
  dataSources: [
    DataSource.sqlServer('sql01.corp.contoso.com', { addresses: ['10.20.8.10'] }),
    DataSource.oracle('erp.corp.contoso.com', { addresses: ['10.20.8.32/28'] }),
    DataSource.fileShare('files.corp.contoso.com', { addresses: ['10.20.8.64'] }),
  ],
  clusters: {
    // What runs is written down, and checked against the load: left out, it follows from the load, and another load, or one member
    // more, would resize the members that run.
    refresh: {
      capacity: Capacity.forRefreshes({ concurrent: 12, averageDatasetGiB: 3 }),
      members: 3,
      size: 'Standard_E8as_v6',
    },
    directQuery: { capacity: Capacity.forQueries({ concurrent: 16 }), members: 3, size: 'Standard_D8as_v6' },
    dataflow: { capacity: Capacity.forDataMovement({ concurrent: 6 }), members: 2, size: 'Standard_D8as_v6' },
  },
  homeRegion: 'westeurope',
};
