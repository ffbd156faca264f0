import { Construct } from 'constructs';
import { defined } from '../common/defined';
import { constructChecks, isComputedByTerraform, throwProblems } from '../terraform/construct-checks';
import type { Capacity } from './capacity/capacity';
import { GatewayCluster } from './gateway-cluster';
import {
  GATEWAY_CLUSTER_PROPERTIES,
  type GatewayClusterOptions,
  type GatewayClusterProps,
} from './props/gateway-cluster-props';
import { Workload } from './capacity/workload';
import { computerNamePrefix } from './machine/computer-names';

/** One cluster of an estate: its load, and whatever it has of its own. Everything else comes from the estate. */
export interface EstateCluster extends Partial<Omit<GatewayClusterOptions, 'workload' | 'capacity'>> {
  /** The peak of this workload. */
  readonly capacity: Capacity;

  /**
   * Name of the cluster in the service.
   *
   * @default the estate's `gatewayName` with -refresh, -directquery or -dataflow behind it
   */
  readonly gatewayName?: string;

  /**
   * What the computer names of this cluster begin with.
   *
   * @default derived from the estate's `gatewayName`, ending in -rf, -dq or -df
   */
  readonly computerNamePrefix?: string;
}

/** A large estate: a cluster for each kind of work, so that none starves another. At least one of the three. */
export interface GatewayEstateProps extends Omit<
  GatewayClusterOptions,
  'workload' | 'capacity' | 'members' | 'memberKeys' | 'memberSettings' | 'primary'
> {
  /** What the names of the clusters begin with. */
  readonly gatewayName: string;

  /**
   * Cluster for scheduled refreshes: bound by memory.
   *
   * @default none
   */
  readonly refresh?: EstateCluster;

  /**
   * Cluster for DirectQuery and live connections: bound by CPU; place it close to the sources.
   *
   * @default none
   */
  readonly directQuery?: EstateCluster;

  /**
   * Cluster for dataflows and pipelines: bound by the network.
   *
   * @default none
   */
  readonly dataflow?: EstateCluster;
}

/** Each workload of an estate: the construct id of its cluster, its property, and its profile. */
const WORKLOADS = [
  { id: 'refresh', property: 'refresh', computers: '-rf', workload: Workload.REFRESH },
  { id: 'direct-query', property: 'directQuery', computers: '-dq', workload: Workload.DIRECT_QUERY },
  { id: 'dataflow', property: 'dataflow', computers: '-df', workload: Workload.DATAFLOW },
] as const;

/** Properties that only a single cluster can have. */
const OWN_TO_A_CLUSTER = [
  'computerNamePrefix',
  'workload',
  'capacity',
  'members',
  'memberKeys',
  'memberSettings',
  'primary',
];

/**
 * The separate clusters of a large estate, from one description. What is given for the estate holds for every cluster;
 * what is given for a cluster comes first.
 *
 * @throws DataGatewayError with all problems of the description, or of the first cluster that has some.
 */
export class GatewayEstate extends Construct {
  /** The cluster for scheduled refreshes, if there is one. */
  public readonly refresh: GatewayCluster | undefined;
  /** The cluster for DirectQuery and live connections, if there is one. */
  public readonly directQuery: GatewayCluster | undefined;
  /** The cluster for dataflows and pipelines, if there is one. */
  public readonly dataflow: GatewayCluster | undefined;

  /** Defines a cluster for each workload that is described. */
  public constructor(scope: Construct, id: string, props: GatewayEstateProps) {
    super(scope, id);
    this.check(props);
    const { refresh, directQuery, dataflow, gatewayName, ...shared } = props;
    const own = { refresh, directQuery, dataflow };
    const [forRefresh, forDirectQuery, forDataflow] = WORKLOADS.map(
      ({ id: clusterId, property, computers, workload }) => {
        const cluster = own[property];
        if (cluster === undefined) return undefined;
        const name = `${gatewayName}-${property.toLowerCase()}`;
        // The workload stays readable in the names of the computers, however long the name of the estate is.
        const prefix = isComputedByTerraform(gatewayName)
          ? {}
          : { computerNamePrefix: computerNamePrefix(gatewayName, computers) };
        const clusterProps: GatewayClusterProps = {
          gatewayName: name,
          ...prefix,
          ...defined(shared),
          workload,
          ...defined(cluster),
        };
        return new GatewayCluster(this, clusterId, clusterProps);
      },
    );
    this.refresh = forRefresh;
    this.directQuery = forDirectQuery;
    this.dataflow = forDataflow;
  }

  /** The clusters that there are. */
  public get clusters(): readonly GatewayCluster[] {
    return [this.refresh, this.directQuery, this.dataflow].filter((cluster) => cluster !== undefined);
  }

  private check(props: GatewayEstateProps): void {
    const checks = constructChecks();
    const workloads = WORKLOADS.map(({ property }) => property);
    const shared = GATEWAY_CLUSTER_PROPERTIES.filter((name) => !OWN_TO_A_CLUSTER.includes(name));
    checks.knownProperties(props, [...shared, ...workloads], 'Give it to one of the clusters, or mend the spelling.');
    checks.text('gatewayName', props.gatewayName, {
      pattern: /^[^]+$/,
      allowed: 'the text that the names of the clusters begin with',
      fix: 'Give one, such as contoso-prod.',
    });
    const given = workloads.filter((name) => props[name] !== undefined);
    if (given.length === 0) {
      const fix = 'Say what each cluster must carry; for a single cluster use GatewayCluster.';
      checks.add({ property: 'refresh', got: undefined, allowed: `at least one of ${workloads.join(', ')}`, fix });
    }
    for (const name of given) {
      if ((props[name] as Partial<EstateCluster>).capacity !== undefined) continue;
      const fix = 'Say what it must carry, for instance Capacity.forRefreshes({…}).';
      checks.add({ property: `${name}.capacity`, got: undefined, allowed: 'a Capacity', fix });
    }
    throwProblems(this, 'GatewayEstate', checks);
  }
}
