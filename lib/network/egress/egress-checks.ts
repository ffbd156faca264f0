import { GatewayProxy } from '../../bootstrap/settings/gateway-proxy';
import { GatewaySettings } from '../../bootstrap/settings/gateway-settings';
import { GatewaySoftware } from '../../bootstrap/software/gateway-software';
import type { Checks } from '../../common/checks';
import { withoutSecrets } from '../../common/options';
import { isRecord } from '../../common/shapes';
import { valueObject } from '../../common/value-object';
import { AZURE_CLOUD_NAMES, type AzureCloudName } from '../../regions/azure-clouds';
import { checkAddresses } from '../destinations/address-rules';
import { DomainControllers } from '../destinations/domain-controllers';
import { MAX_ADDITIONAL_NAMES } from '../destinations/limits';
import { AdditionalNames } from './additional-names';
import { AzureAddresses } from './azure-addresses';
import { checkDataSources } from '../destinations/data-source-checks';
import type { AnyEgressOptions, EgressOptions, EgressWay } from './egress-options';
import { SERVICE_CLOUDS, type ServiceCloud } from '../../regions/service-clouds';
import { FABRIC_WORKLOADS } from './egress-row';
import { egressTable } from './egress-table';

/** What decides about the rows that there are, and the options that are taken. */
interface EgressFrame {
  readonly way: EgressWay;
  readonly cloud: ServiceCloud;
  readonly azureCloud: AzureCloudName;
}

const COMMON: Readonly<Record<keyof EgressOptions, true>> = {
  cloud: true,
  azureCloud: true,
  gatewaySettings: true,
  proxy: true,
  machineProxy: true,
  proxyAddresses: true,
  proxyScriptAddresses: true,
  proxyTransition: true,
  proxyPorts: true,
  software: true,
  workloads: true,
  interactiveSignIn: true,
  monitoring: true,
  windowsUpdate: true,
  deviceRegistration: true,
  telemetry: true,
  privateEndpoints: true,
  additionalNames: true,
  dataSources: true,
  domainControllers: true,
  list: true,
};

const FLAGS = [
  'machineProxy',
  'proxyTransition',
  'interactiveSignIn',
  'monitoring',
  'windowsUpdate',
  'deviceRegistration',
  'telemetry',
] as const;

const NO_SECRET = 'Nothing here needs a secret: the proxy is told who asks by Windows.';

/** Reports what is wrong with options of an `Egress`. */
export function checkEgressOptions(egress: EgressFrame, given: AnyEgressOptions, own: Checks): void {
  const { way } = egress;
  const known = [...Object.keys(COMMON), 'azureAddresses', ...(way === 'firewall' ? [] : ['namesWithoutTag'])];
  const rest = withoutSecrets(given, known, NO_SECRET, own);
  const fix =
    'namesWithoutTag' in rest && way === 'firewall' ? 'The firewall lets names through: leave it out.' : undefined;
  own.knownProperties(rest, known, fix);

  const { cloud, azureCloud, namesWithoutTag, list, gatewaySettings, software } = given;
  if (cloud !== undefined) own.oneOf('cloud', cloud, SERVICE_CLOUDS, "Leave it out for 'public'.");
  if (azureCloud !== undefined)
    own.oneOf('azureCloud', azureCloud, AZURE_CLOUD_NAMES, 'Leave it out for the one of `cloud`.');
  if (namesWithoutTag !== undefined)
    own.oneOf('namesWithoutTag', namesWithoutTag, ['closed', 'internet'], "Leave it out for 'closed'.");
  checkList(list, cloud, own);
  for (const flag of FLAGS) own.flag(flag, given[flag], 'Leave it out for the default.');
  valueObject('gatewaySettings', gatewaySettings, GatewaySettings, own);
  valueObject('software', software, GatewaySoftware, own);
  valueObject('azureAddresses', given.azureAddresses, AzureAddresses, own)?.check('azureAddresses', own);
  valueObject('domainControllers', given.domainControllers, DomainControllers, own)?.check('domainControllers', own);
  checkProxy(way, given, own);
  checkWorkloads(given.workloads, own);
  checkPrivateEndpoints(given.privateEndpoints, own);
  checkAdditionalNames(egress, given.additionalNames, own);
  checkDataSources('dataSources', given.dataSources, own, way === 'firewall');
}

function checkList(list: AnyEgressOptions['list'], cloud: AnyEgressOptions['cloud'], own: Checks): void {
  if (list === undefined) return;
  const fix = "Leave it out for 'microsoft'.";
  if (!own.oneOf('list', list, ['microsoft', 'guide'], fix)) return;
  if (list === 'microsoft' || cloud === undefined || cloud === 'public') return;
  own.add({
    property: 'list',
    got: list,
    allowed: `'microsoft' in cloud '${cloud}'`,
    fix: 'The guide knows the public cloud alone.',
  });
}

function checkProxy(way: EgressWay, given: AnyEgressOptions, own: Checks): void {
  const { proxyAddresses, proxyPorts, proxyScriptAddresses, proxyTransition } = given;
  const proxy = proxyOf(given.proxy, own);
  proxy?.check('proxy', own);
  if (given.proxy === undefined) {
    if (way === 'proxy') {
      const fix = 'Give the same GatewayProxy as the cluster.';
      own.add({ property: 'proxy', got: undefined, allowed: 'a GatewayProxy', fix });
    }
    for (const [property, got] of Object.entries({
      proxyAddresses,
      proxyPorts,
      proxyScriptAddresses,
      proxyTransition,
    })) {
      if (got === undefined) continue;
      own.add({ property, got, allowed: 'nothing without `proxy`', fix: 'Give the proxy too, or remove it.' });
    }
    return;
  }
  if (proxy === undefined) return;
  if (proxyAddresses !== undefined) checkAddresses('proxyAddresses', proxyAddresses, own);
  else if (!/^http:\/\/[\d.]+(:\d+)?$/.test(String(proxy.address))) {
    const fix = 'Rules are made of addresses: give those of the proxy.';
    own.add({ property: 'proxyAddresses', got: undefined, allowed: 'the IPv4 addresses of the proxy', fix });
  }
  checkProxyPorts(proxy, proxyPorts, own);
  checkScript(proxy, proxyScriptAddresses, own);
}

/** The proxy, which may have a password in its address, where it is given as one. */
function proxyOf(given: unknown, own: Checks): GatewayProxy | undefined {
  if (typeof given !== 'string') return valueObject('proxy', given as GatewayProxy | undefined, GatewayProxy, own);
  const fix = "Write GatewayProxy.at('http://proxy.contoso.com:8080'), the same as for the cluster.";
  own.addHidden({ property: 'proxy', got: given, allowed: 'a GatewayProxy', fix });
  return undefined;
}

/** An address whose host alone is computed. */
const PORT_IS_KNOWN = /^http:\/\/[^:/]+(:\d+)?$/;

function checkProxyPorts(proxy: GatewayProxy, ports: unknown, own: Checks): void {
  const fix = 'Give the TCP ports of the proxies that the script chooses from, as in [8080].';
  if (!proxy.isAutoConfigured && own.isUnknown(proxy.address) && !PORT_IS_KNOWN.test(String(proxy.address))) {
    own.known('proxy.address', proxy.address, 'A rule is made of its port: write that out, as in http://NAME:8080.');
    return;
  }
  if (proxy.isAutoConfigured && (!Array.isArray(ports) || ports.length === 0)) {
    own.add({ property: 'proxyPorts', got: ports, allowed: 'one port or more with a script', fix });
    return;
  }
  if (!proxy.isAutoConfigured && ports !== undefined) {
    const there = 'The port is in the address of the proxy: leave it out.';
    own.add({ property: 'proxyPorts', got: ports, allowed: 'nothing with a proxy at a fixed address', fix: there });
    return;
  }
  if (!Array.isArray(ports)) return;
  ports.forEach((port: unknown, index) => {
    const place = `proxyPorts[${String(index)}]`;
    if (own.known(place, port, 'A rule is made of it: write it out.')) {
      own.integer(place, port, { min: 1, max: 65535, fix });
    }
  });
}

/** A script that cannot be read leaves the gateway without any way. */
function checkScript(proxy: GatewayProxy, addresses: unknown, own: Checks): void {
  const property = 'proxyScriptAddresses';
  if (!proxy.isAutoConfigured) {
    if (addresses === undefined) return;
    const fix = 'A proxy at a fixed address has no script: leave it out.';
    own.add({ property, got: addresses, allowed: 'nothing without a script', fix });
    return;
  }
  const { scriptLocation } = proxy;
  if (own.isUnknown(scriptLocation) && !/^https?:\/\/[^:/]+(:\d+)?\//i.test(String(scriptLocation))) {
    const known = 'A rule is made of its port: write that out, as in http://NAME:80/proxy.pac.';
    own.known('proxy.scriptUrl', scriptLocation, known);
    return;
  }
  if (addresses !== undefined) checkAddresses(property, addresses, own);
  else if (!/^https?:\/\/[\d.]+[:/]/i.test(String(scriptLocation))) {
    const fix = 'The gateway reads the script from there: give the addresses of its host.';
    own.add({ property, got: undefined, allowed: 'the IPv4 addresses of the server of the script', fix });
  }
}

function checkAdditionalNames(egress: EgressFrame, given: unknown, own: Checks): void {
  if (given === undefined) return;
  const fix = "Write [AdditionalNames.of('antivirus', { names: ['*.contoso.com'], use: 'virus scanner' })].";
  if (!Array.isArray(given)) {
    own.addHidden({ property: 'additionalNames', got: given, allowed: 'an array of AdditionalNames', fix });
    return;
  }
  if (given.length > MAX_ADDITIONAL_NAMES) {
    const join = 'Join them: one AdditionalNames takes many names.';
    const allowed = `at most ${String(MAX_ADDITIONAL_NAMES)}`;
    own.add({ property: 'additionalNames', got: given.length, allowed, fix: join });
    return;
  }
  const taken = egressTable(egress.cloud, egress.azureCloud).map(({ id }) => id);
  given.forEach((names: unknown, index) => {
    const property = `additionalNames[${String(index)}]`;
    if (!(names instanceof AdditionalNames)) {
      own.addHidden({ property, got: names, allowed: 'an AdditionalNames', fix });
      return;
    }
    names.check(property, taken, own);
    taken.push(names.id);
  });
}

function checkWorkloads(workloads: unknown, own: Checks): void {
  if (workloads === undefined) return;
  const fix = 'Leave out what the cluster does not carry.';
  if (!Array.isArray(workloads)) {
    own.add({ property: 'workloads', got: workloads, allowed: `an array of ${FABRIC_WORKLOADS.join(', ')}`, fix });
    return;
  }
  workloads.forEach((workload: unknown, index) => {
    own.oneOf(`workloads[${String(index)}]`, workload, FABRIC_WORKLOADS, fix);
  });
}

function checkPrivateEndpoints(endpoints: unknown, own: Checks): void {
  if (endpoints === undefined) return;
  const fix = "Write them as in { keyVault: ['10.0.1.4'] }.";
  if (!isRecord(endpoints)) {
    own.add({ property: 'privateEndpoints', got: endpoints, allowed: 'addresses by service', fix });
    return;
  }
  const inside = own.within('privateEndpoints');
  inside.knownProperties(endpoints, ['keyVault', 'storage']);
  for (const service of ['keyVault', 'storage'] as const) {
    const addresses = endpoints[service];
    if (addresses !== undefined) checkAddresses(service, addresses, inside);
  }
}

/** Reports addresses of resolvers that cannot be written to a script. */
export function checkResolvers(resolvers: unknown, checks: Checks): void {
  if (!Array.isArray(resolvers) || resolvers.length === 0) {
    const fix = "Write them as in ['168.63.129.16'].";
    checks.add({ property: 'resolvers', got: resolvers, allowed: 'one IPv4 address or more', fix });
    return;
  }
  resolvers.forEach((address: unknown, index) => {
    const place = `resolvers[${String(index)}]`;
    if (checks.known(place, address, 'It is written to a file when the app runs: write it out.'))
      checks.ipv4Address(place, address, 'Give the address of a resolver that knows public names.');
  });
}
