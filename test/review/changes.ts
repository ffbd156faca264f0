import { contoso, type Settings } from '../../examples/enterprise/settings';
import { DataSource, GatewayProxy, PowerPlatformGeo } from '../../lib';

/** A change that people make to the description of the enterprise example, deployed in one go. */
export interface Change {
  readonly before: Settings;
  readonly after: Settings;
}

const { clusters, expressRoute, dataSources } = contoso;

function refresh(own: Partial<Settings['clusters']['refresh']>): Settings {
  return { ...contoso, clusters: { ...clusters, refresh: { ...clusters.refresh, ...own } } };
}

/** Sized by its load, which nobody who runs it should leave so. */
function sizedByLoad(members: 3 | 4): Settings {
  const { capacity } = clusters.refresh;
  return { ...contoso, clusters: { ...clusters, refresh: { capacity, members } } };
}

function withProxy(stage: 'opened' | 'used' | 'only', host = 'proxy'): Settings {
  const server = GatewayProxy.at(`http://${host}.corp.contoso.com:8080`, {
    bypass: ['*.vault.azure.net', '*.blob.core.windows.net', '*.corp.contoso.com'],
  });
  return { ...contoso, proxy: { server, addresses: ['10.20.0.8', '10.20.0.9'], stage } };
}

/** The ordinary changes, and the steps of those that come in several. */
export const CHANGES: Readonly<Record<string, Change>> = {
  'add a member': { before: contoso, after: refresh({ members: 4 }) },
  'add a member whose size follows from the load': { before: sizedByLoad(3), after: sizedByLoad(4) },
  resize: { before: contoso, after: refresh({ size: 'Standard_E16as_v6' }) },
  'new proxy, 1: opened': { before: contoso, after: withProxy('opened') },
  'new proxy, 2: used': { before: withProxy('opened'), after: withProxy('used') },
  'new proxy, 3: nothing else': { before: withProxy('used'), after: withProxy('only') },
  'another proxy': { before: withProxy('only'), after: withProxy('only', 'proxy2') },
  'new geo': {
    before: contoso,
    after: {
      ...contoso,
      expressRoute: { ...expressRoute, geos: [...expressRoute.geos, PowerPlatformGeo.SWITZERLAND] },
    },
  },
  'new data source': {
    before: contoso,
    after: {
      ...contoso,
      dataSources: [...dataSources, DataSource.postgreSql('dwh.corp.contoso.com', { addresses: ['10.20.8.80'] })],
    },
  },
};
