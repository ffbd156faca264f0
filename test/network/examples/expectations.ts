import type { KnownValues, TerraformJson } from '../evaluator';
import type { Group, Names, RequiredFlow } from '../truth';

/** What an example says of itself, in the words of its source: what its members must reach, and which way. */
export interface Expectation {
  /** The stack that its members are in, where that is not called as the example. */
  readonly stack?: string;
  /** Address of a member. */
  readonly member: string;
  /** Ranges of the virtual network, its peers and what is connected to it. */
  readonly virtualNetwork: readonly string[];
  /** Groups of the table that the members need. */
  readonly groups: readonly Group[];
  /** What of these groups they do not need, and why. */
  readonly without: Readonly<Record<string, (flow: RequiredFlow) => boolean>>;
  /** Names of this estate. */
  readonly names: Partial<Names>;
  /** Address and port of the proxy that carries web traffic; nothing where there is none. */
  readonly proxy?: readonly (readonly [string, number])[];
  /** Addresses of private endpoints, by group. */
  readonly privateEndpoints?: Readonly<Partial<Record<Group, string>>>;
  /** Address and port of everything else that the members ask: data sources, DNS, domain controllers. */
  readonly others: readonly (readonly [string, number, 'Tcp' | 'Udp'])[];
  /** The firewall, by the address that the route names. */
  readonly firewall?: string;
  /** What stands in the place of inputs. */
  readonly known?: KnownValues;
  /** What the estate has and the app does not. */
  readonly estate?: TerraformJson;
  /** Who may call a member. */
  readonly inbound?: readonly (readonly [string, number])[];
}

const HTTPS_MODE = ({ name, port }: RequiredFlow): boolean => name.includes('.servicebus.') && port !== 443;
/** The port is printed once, and explained nowhere; it is no HTTP. */
const UNEXPLAINED = ({ port }: RequiredFlow): boolean => port === 1443;
const SIGN_IN_PAGES = ({ host }: RequiredFlow): boolean => ['login.live.com', 'aadcdn.msauth.net'].includes(host);
const DATAFLOWS = ({ row }: RequiredFlow): boolean => /Gen1|OneLake/.test(row);

const byServicePrincipal = { 'a service principal opens no pages': SIGN_IN_PAGES };
const httpsMode = { 'HTTPS mode': HTTPS_MODE, 'no HTTP': UNEXPLAINED };

/** What a stack gives to another one, as cdktf calls it. */
const FROM_CONNECTIVITY =
  'data.terraform_remote_state.cross-stack-reference-input-enterprise-connectivity.outputs.cross-stack-output-';

/** By name of the example. Examples whose network is another's are not among them. */
export const EXPECTATIONS: Readonly<Record<string, Expectation>> = {
  starter: {
    member: '10.60.0.4',
    virtualNetwork: ['10.60.0.0/24'],
    groups: ['gateway', 'certificates', 'activation', 'updates', 'keyVault', 'download', 'host'],
    without: httpsMode,
    names: { tenantRegion: 'westeurope' },
    others: [],
  },
  existing: {
    member: '10.20.16.4',
    virtualNetwork: ['10.20.0.0/16'],
    groups: ['gateway', 'certificates', 'activation', 'keyVault', 'storage', 'host'],
    without: { ...httpsMode, ...byServicePrincipal },
    names: {},
    proxy: [
      ['10.20.0.8', 8080],
      ['10.20.0.9', 8080],
    ],
    privateEndpoints: { keyVault: '10.20.4.4', storage: '10.20.4.5' },
    others: [
      ['10.20.8.10', 1433, 'Tcp'],
      ['10.20.8.33', 1521, 'Tcp'],
      ['10.20.2.6', 8531, 'Tcp'],
      ['10.20.1.4', 53, 'Udp'],
      ['10.20.1.5', 53, 'Tcp'],
      ['10.20.1.4', 88, 'Tcp'],
      ['10.20.1.5', 389, 'Udp'],
      ['10.20.1.4', 445, 'Tcp'],
      ['10.20.1.4', 3269, 'Tcp'],
      ['10.20.1.4', 49700, 'Tcp'],
    ],
  },
  firewall: {
    member: '10.70.1.4',
    virtualNetwork: ['10.70.0.0/24', '10.70.1.0/24', '10.20.0.0/16'],
    groups: ['gateway', 'fabric', 'certificates', 'activation', 'updates', 'keyVault', 'download', 'host'],
    without: { ...httpsMode, ...byServicePrincipal, 'not among its workloads': DATAFLOWS },
    names: {},
    others: [
      ['10.20.8.10', 1433, 'Tcp'],
      ['10.20.1.4', 53, 'Udp'],
      ['10.20.1.5', 53, 'Tcp'],
    ],
    firewall: '10.70.0.4',
    known: {
      'azurerm_firewall.hub-firewall.ip_configuration[0].private_ip_address': '10.70.0.4',
    },
  },
  proxy: {
    member: '10.30.4.4',
    virtualNetwork: ['10.30.0.0/16', '10.20.0.0/16'],
    groups: ['gateway', 'certificates', 'activation', 'keyVault', 'download', 'host'],
    without: { ...httpsMode, ...byServicePrincipal },
    names: {},
    proxy: [['10.20.0.8', 8080]],
    privateEndpoints: { keyVault: '10.30.5.4' },
    others: [
      ['10.30.8.4', 5432, 'Tcp'],
      ['10.20.2.6', 8531, 'Tcp'],
      ['10.20.1.4', 53, 'Udp'],
      ['10.20.1.5', 53, 'Tcp'],
    ],
    known: { 'var.route_table_id': '${azurerm_route_table.company.id}' },
    // Azure's activation, past the proxy; nothing else of the internet.
    estate: {
      resource: {
        azurerm_route_table: {
          company: {
            route: ['20.118.99.224/32', '40.83.235.53/32', '23.102.135.246/32'].map((prefix, index) => ({
              name: `activation-${String(index)}`,
              address_prefix: prefix,
              next_hop_type: 'Internet',
            })),
          },
        },
      },
    },
    inbound: [['10.20.9.5', 3389]],
  },
  enterprise: {
    stack: 'enterprise-workload',
    member: '10.81.0.4',
    virtualNetwork: ['10.80.0.0/24', '10.81.0.0/24', '10.20.0.0/16'],
    groups: ['gateway', 'fabric', 'certificates', 'activation', 'updates', 'keyVault', 'storage', 'host'],
    without: { ...httpsMode, ...byServicePrincipal, 'not among its workloads': DATAFLOWS },
    names: {},
    privateEndpoints: { keyVault: '10.20.4.4', storage: '10.20.4.5' },
    others: [
      ['10.20.8.10', 1433, 'Tcp'],
      ['10.20.8.33', 1521, 'Tcp'],
      ['10.20.8.64', 445, 'Tcp'],
      ['10.20.1.4', 53, 'Udp'],
      ['10.20.1.5', 88, 'Tcp'],
      ['10.20.1.4', 49700, 'Tcp'],
    ],
    firewall: '10.80.0.4',
    known: { [FROM_CONNECTIVITY + 'azurerm_firewallfirewallip_configuration0private_ip_address']: '10.80.0.4' },
  },
};
