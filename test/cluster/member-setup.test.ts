import { VirtualMachineExtension } from '@cdktf/provider-azurerm/lib/virtual-machine-extension';
import { Token } from 'cdktf';
import {
  DataGatewayError,
  DirectorySetup,
  DomainMembership,
  GatewayCluster,
  type GatewayClusterProps,
  GatewayProxy,
  GatewaySettings,
  GatewaySoftware,
  type IMemberStep,
  KerberosDelegation,
  KeyVaultSecretVersionReference,
  LocalAdministratorPassword,
  Registration,
  ServiceAccount,
  ServicePrincipalName,
} from '../../lib';
import { cluster } from '../support/cluster';
import {
  ADMINISTRATORS_ID,
  APPLICATION_ID,
  KEY_VAULT_ID,
  minimalProps,
  pinnedSoftware,
  servicePrincipal,
  TENANT_ID,
} from '../support/fixtures';
import { annotations, newStack, synthesize } from '../support/synthesize';

type Bad = Partial<Record<keyof GatewayClusterProps, unknown>>;

const OTHER_TENANT = '55555555-5555-5555-5555-555555555555';
const account = (delegation?: KerberosDelegation): ServiceAccount =>
  ServiceAccount.groupManaged({
    name: 'svc-gateway',
    domain: 'corp.contoso.com',
    netbiosDomain: 'CORP',
    ...(delegation === undefined ? {} : { delegation }),
  });
const delegation = (host = 'sql01.corp.contoso.com'): KerberosDelegation =>
  KerberosDelegation.constrained({ services: [ServicePrincipalName.sqlServer(host)] });
const existing = (domain = 'corp.contoso.com'): DomainMembership => DomainMembership.existing({ domain });
const directory = DirectorySetup.byAdministrator({ membersGroup: 'GatewayMembers' });
const joined = DomainMembership.joinByExtension({
  domain: 'corp.contoso.com',
  account: 'CORP\\join',
  protectedSettings: KeyVaultSecretVersionReference.of({
    keyVaultId: KEY_VAULT_ID,
    name: 'join',
    version: '0123456789abcdef0123456789abcdef',
  }),
});
const rerun = (value: unknown): Bad => ({ memberSettings: { '01': { rerun: value } } });
const byOperator = (options: object): Bad => ({
  registration: Registration.byOperator({ tenantId: TENANT_ID, ...options }),
});
const folders = (directory: string): Bad => ({ gatewaySettings: GatewaySettings.of({ spooling: { directory } }) });

/** What is wrong, the input, and the property that the one problem names. */
const cases: readonly (readonly [what: string, input: Bad, property: string])[] = [
  ['bootstrap as text', { bootstrap: 'no' }, 'bootstrap'],
  ['software that nothing installs', { bootstrap: false, software: GatewaySoftware.latest() }, 'software'],
  ['a proxy that nothing sets', { bootstrap: false, proxy: GatewayProxy.at('http://proxy') }, 'proxy'],
  ['a cloud that is none', { azureCloud: 'Public' }, 'azureCloud'],
  ['software by name', { software: 'latest' }, 'software'],
  ['an account by name', { serviceAccount: 'CORP\\svc-gateway$' }, 'serviceAccount'],
  ['a proxy by address', { proxy: 'http://proxy:8080' }, 'proxy'],
  ['plain settings', { gatewaySettings: { containers: {} } }, 'gatewaySettings'],
  ['a password as text', { localAdministratorPassword: 'random' }, 'localAdministratorPassword'],
  [
    'a proxy that asks who is there, and an account that is nobody',
    { proxy: GatewayProxy.at('http://proxy:8080', { authentication: 'windows' }) },
    'serviceAccount',
  ],
  ['a domain by name', { domainMembership: 'corp.contoso.com' }, 'domainMembership'],
  ['a directory by name', { directory: 'corp.contoso.com' }, 'directory'],
  ['a membership that nothing reads', { bootstrap: false, domainMembership: existing() }, 'domainMembership'],
  [
    'members of another domain than the gMSA',
    { serviceAccount: account(), domainMembership: existing('contoso.org') },
    'domainMembership.domain',
  ],
  [
    'computers that delegate, of no domain',
    { serviceAccount: ServiceAccount.virtual({ delegation: delegation() }) },
    'domainMembership',
  ],
  [
    'a data source that should list an account that nobody knows',
    {
      serviceAccount: ServiceAccount.virtual({
        delegation: KerberosDelegation.resourceBased({ targets: [{ account: 'SQL02$', domain: 'emea.contoso.com' }] }),
      }),
      domainMembership: existing(),
    },
    'directory',
  ],
  ['a directory with nothing to set up', { directory, domainMembership: existing() }, 'directory'],
  [
    'a place in another domain than the gMSA',
    {
      serviceAccount: account(),
      domainMembership: existing(),
      directory: DirectorySetup.byAdministrator({
        membersGroup: 'GatewayMembers',
        accountOrganizationalUnit: 'OU=Services,DC=contoso,DC=org',
      }),
    },
    'directory.accountOrganizationalUnit',
  ],
  ['a folder on a disk that is not there', folders('F:\\Gateway\\Spooler'), 'gatewaySettings (folder)'],
  [
    'a folder on another drive',
    { dataDisk: { sizeGiB: 64, letter: 'G' }, ...folders('F:\\Spooler') },
    'gatewaySettings (folder)',
  ],
  ['a folder on a temporary disk that sizes lack', folders('D:\\Spooler'), 'gatewaySettings (folder)'],
  ['a letter that is taken', { dataDisk: { sizeGiB: 64, letter: 'C' } }, 'dataDisk.letter'],
  [
    'a letter that Terraform computes',
    { dataDisk: { sizeGiB: 64, letter: Token.asString('${var.l}') } },
    'dataDisk.letter',
  ],
  ['a step to repeat, by name', rerun('configure'), 'memberSettings.01.rerun'],
  ['nothing in place of a step to repeat', rerun(null), 'memberSettings.01.rerun'],
  ['a step to repeat that is none', rerun({ reconfigure: 'now' }), 'memberSettings.01.rerun.reconfigure'],
  ['a reason on two lines', rerun({ configure: 'a\nb' }), 'memberSettings.01.rerun.configure'],
  ['a tenant alone', byOperator({ allowedTenants: TENANT_ID }), 'registration.allowedTenants'],
  ['a tenant by name', byOperator({ allowedTenants: [TENANT_ID, 'contoso'] }), 'registration.allowedTenants[1]'],
  ['tenants without its own', byOperator({ allowedTenants: [OTHER_TENANT] }), 'registration.allowedTenants'],
  [
    'an existing cluster to overwrite',
    {
      administrators: [ADMINISTRATORS_ID],
      registration: Registration.servicePrincipal({
        tenantId: TENANT_ID,
        applicationId: APPLICATION_ID,
        clientSecret: minimalProps().recoveryKey,
        existingCluster: 'overwrite' as never,
      }),
    },
    'registration.existingCluster',
  ],
];

test.each(cases)('%s', (_, input, property) => {
  let error: unknown;
  try {
    new GatewayCluster(newStack(), 'finance', { ...minimalProps(), ...input } as GatewayClusterProps);
  } catch (caught) {
    error = caught;
  }
  if (!DataGatewayError.isDataGatewayError(error)) throw new Error('no error of this library', { cause: error });
  expect(error.problems.map((problem) => problem.property)).toEqual([property]);
  expect(error.message).toMatchSnapshot();
});

test('a folder on the temporary disk is taken where all sizes bring one', () => {
  expect(() => cluster({ size: 'Standard_D8ds_v5', ...(folders('D:\\Spooler') as object) })).not.toThrow();
});

describe('members that need a domain', () => {
  const join = (joinsDomain: string): IMemberStep => ({
    name: 'domain-join',
    interruptsMember: true,
    joinsDomain,
    define: (scope, member) => extension(scope as never, 'extension', member.virtualMachineId),
  });
  const extension = (scope: never, id: string, virtualMachineId: string): VirtualMachineExtension =>
    new VirtualMachineExtension(scope, id, {
      name: 'domain-join',
      virtualMachineId,
      publisher: 'Microsoft.Compute',
      type: 'JsonADDomainExtension',
      typeHandlerVersion: '1.3',
    });

  test.each<[string, Partial<GatewayClusterProps>]>([
    ['a gMSA', { serviceAccount: account() }],
    ['a file share', { software: pinnedSoftware('keep', '\\\\files.corp.contoso.com\\gateway') }],
    ['LAPS', { localAdministratorPassword: LocalAdministratorPassword.windowsLaps({ backup: 'ActiveDirectory' }) }],
    ['a gMSA in another domain than the one joined', { serviceAccount: account(), steps: [join('contoso.org')] }],
    ['another domain than the one joined', { domainMembership: existing(), steps: [join('contoso.org')] }],
    ['a domain once, and are joined twice', { domainMembership: joined, steps: [join('corp.contoso.com')] }],
  ])('%s', (_, props) => {
    expect(() => cluster(props)).toThrowErrorMatchingSnapshot();
  });

  test('are joined by a step, which comes before all others', () => {
    const driver: IMemberStep = { ...join('x'), name: 'driver', joinsDomain: undefined as never };
    const { result } = cluster({ serviceAccount: account(), steps: [driver, join('CORP.contoso.com')], lock: true });
    const [member] = result.members as unknown as { node: { children: { node: { id: string } }[] } }[];
    const ids = member?.node.children.map(({ node }) => node.id) ?? [];
    expect(ids.slice(ids.indexOf('domain-join'))).toEqual([
      'domain-join',
      'install',
      'driver',
      'configure',
      'register',
      'lock',
    ]);
  });

  test('are joined by something that the user vouches for', () => {
    expect(() => cluster({ serviceAccount: account(), domainMembership: existing() })).not.toThrow();
  });

  test('are joined by extensions anywhere in the app, each of them', () => {
    const build = (joined: number) => (): unknown =>
      synthesize((stack) => {
        const result = new GatewayCluster(stack, 'finance', { ...minimalProps(), serviceAccount: account() });
        result.members.slice(0, joined).forEach((member) => {
          extension(stack as never, `join-${member.key}`, member.virtualMachineId);
        });
        return result;
      });
    expect(build(2)).not.toThrow();
    expect(build(1)).toThrow('nothing that joins member 02 to a domain');
  });

  test('are not joined by an extension as well', () => {
    const build = (): unknown =>
      synthesize((stack) => {
        const props = { ...minimalProps(), serviceAccount: account(), domainMembership: joined };
        const { members } = new GatewayCluster(stack, 'finance', props);
        return extension(stack as never, 'join', members[1].virtualMachineId);
      });
    expect(build).toThrow('a JsonADDomainExtension on member 02');
  });

  test('are told where delegation may end at the border of the domain', () => {
    const warnings = (host: string): readonly string[] => {
      const { stack } = cluster({ serviceAccount: account(delegation(host)), domainMembership: existing() });
      return annotations(stack, 'warn').filter((text) => text.includes('delegation'));
    };
    expect(warnings('sql01.CORP.contoso.com')).toEqual([]);
    expect(warnings('sql01.emea.contoso.com')).toMatchSnapshot();
  });
});

test('without bootstrap a cluster is machines and nothing more', () => {
  const { resources, parsed } = cluster({ bootstrap: false });
  expect(Object.keys(resources).filter((address) => address.includes('run_command'))).toEqual([]);
  expect(parsed.locals).toBeUndefined();
});

test('a container is read by the identity, unless somebody else sees to that', () => {
  const roles = (grantAccess: boolean): readonly unknown[] =>
    cluster({
      software: pinnedSoftware('keep', undefined, grantAccess),
      registration: servicePrincipal(),
      administrators: [ADMINISTRATORS_ID],
    })
      .ofType('azurerm_role_assignment')
      .map(({ role_definition_name: name }) => name);
  const secrets = ['Key Vault Secrets User', 'Key Vault Secrets User'];
  expect(roles(true)).toEqual([...secrets, 'Storage Blob Data Reader']);
  expect(roles(false)).toEqual(secrets);
});
