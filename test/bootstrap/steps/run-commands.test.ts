import { TerraformVariable } from 'cdktf';
import {
  DomainMembership,
  GatewayCluster,
  type GatewayClusterProps,
  GatewayProxy,
  GatewaySettings,
  KeyVaultSecretReference,
  LoadBalancing,
  Registration,
  Rollout,
  ServiceAccount,
} from '../../../lib';
import { cluster } from '../../support/cluster';
import {
  ADMINISTRATORS_ID,
  KEY_VAULT_ID,
  minimalProps,
  pinnedSoftware,
  SECURITY_GROUP_ID,
  servicePrincipal,
  TENANT_ID,
} from '../../support/fixtures';
import { renderedScripts } from '../../support/member-scripts';
import { synthesize } from '../../support/synthesize';

/** A cluster with something of everything, so that there is something to change. */
const base = {
  members: 3,
  registration: servicePrincipal(),
  administrators: [ADMINISTRATORS_ID],
  software: pinnedSoftware(),
} satisfies Partial<GatewayClusterProps>;

type Names = Readonly<Record<string, string>>;

/** Names that Azure would get, by member and step: another name is another run command. */
function namesOf(props: Partial<GatewayClusterProps>): Names {
  const { parsed } = cluster({ ...base, ...props });
  return Object.fromEntries(renderedScripts(parsed).map(({ member, step, name }) => [`${member} ${step}`, name]));
}

const before = namesOf({});
const ALL = ['01', '02', '03'];
const of = (steps: readonly string[], members = ALL): readonly string[] =>
  members.flatMap((member) => steps.map((step) => `${member} ${step}`));

test('every step of every member has a name with a checksum, and the same input gives the same', () => {
  expect(Object.keys(before).sort()).toEqual([...of(['configure', 'install', 'register'])].sort());
  for (const [step, name] of Object.entries(before))
    expect(name).toMatch(new RegExp(`^${step.slice(3)}-[0-9a-f]{12}$`));
  expect(namesOf({})).toEqual(before);
});

test.each<[string, Partial<GatewayClusterProps>, readonly string[]]>([
  ['a threshold', { loadBalancing: LoadBalancing.failover({ cpuThresholdPercent: 80 }) }, of(['configure'])],
  ['the mode of load balancing', { loadBalancing: LoadBalancing.distributeEvenly() }, of(['register'], ['01'])],
  ['administrators', { administrators: [ADMINISTRATORS_ID, TENANT_ID] }, of(['register'], ['01'])],
  ['settings', { gatewaySettings: GatewaySettings.of({ containers: { defaultPool: 20 } }) }, of(['configure'])],
  ['the account', { serviceAccount: ServiceAccount.virtual({ modifyInstallFolder: true }) }, of(['configure'])],
  ['the proxy', { proxy: GatewayProxy.at('http://proxy') }, of(['install', 'configure', 'register'])],
  [
    'the source of software',
    {
      software: pinnedSoftware('keep', '\\\\files\\gateway'),
      domainMembership: DomainMembership.existing({ domain: 'corp.contoso.com' }),
    },
    of(['install']),
  ],
  ['an upgrade', { software: pinnedSoftware('upgrade') }, of(['install', 'configure'])],
  ['the size', { size: 'Standard_D16as_v6' }, of(['configure', 'register'])],
  [
    'the size of one',
    { memberSettings: { '02': { size: 'Standard_D16as_v6' } } },
    of(['configure', 'register'], ['02']),
  ],
  ['the data disk', { dataDisk: { sizeGiB: 64 } }, of(['install', 'configure', 'register'])],
  [
    'the recovery key',
    { recoveryKey: KeyVaultSecretReference.of({ keyVaultId: KEY_VAULT_ID, name: 'other' }) },
    of(['register']),
  ],
  ['a step to repeat', { memberSettings: { '02': { rerun: { configure: 'once more' } } } }, ['02 configure']],
  ['the primary', { primary: '02' }, of(['register'])],
  [
    'nothing that concerns a script',
    { tags: { a: 'b' }, lock: true, networkSecurityGroupId: SECURITY_GROUP_ID, rollout: Rollout.parallel() },
    [],
  ],
])('%s: what is replaced, and nothing else', (_, props, replaced) => {
  const after = namesOf(props);
  expect(Object.keys(before).filter((step) => before[step] !== after[step])).toEqual([...replaced].sort());
});

test('a member more leaves the others alone', () => {
  const after = namesOf({ members: 4 });
  expect(Object.entries(after).filter(([step]) => step in before)).toEqual(Object.entries(before));
});

test('what only Terraform knows counts: another value is another name', () => {
  const { parsed } = synthesize((stack) => {
    const tenantId = new TerraformVariable(stack, 'tenant', { type: 'string' }).stringValue;
    return new GatewayCluster(stack, 'finance', {
      ...minimalProps(),
      registration: Registration.byOperator({ tenantId }),
    });
  });
  const names = (tenant: string): readonly string[] =>
    renderedScripts(parsed, { 'var.tenant': tenant }).map(({ name }) => name);
  const changed = names('a').filter((name, index) => name !== names('b')[index]);
  expect(changed.map((name) => name.split('-')[0])).toEqual(['register', 'register']);
  expect(names('a')).toEqual(names('a'));
});

describe('a run command', () => {
  const commands = cluster(base).ofType('azurerm_virtual_machine_run_command');

  test('has no parameters, no user, and nothing that azurerm could update in place', () => {
    for (const command of commands) {
      expect(Object.keys(command).sort()).toEqual(
        expect.arrayContaining(['lifecycle', 'location', 'name', 'source', 'timeouts', 'virtual_machine_id']),
      );
      for (const argument of ['parameter', 'protected_parameter', 'run_as_user', 'run_as_password', 'tags']) {
        expect(command).not.toHaveProperty(argument);
      }
      expect(command).toMatchObject({ lifecycle: { ignore_changes: ['location', 'source', 'tags'] } });
    }
  });

  test('is given more time than its script takes for itself', () => {
    const { parsed } = cluster(base);
    const deadlines = renderedScripts(parsed).map(({ text }) => Number(/deadlineMinutes = (\d+)/.exec(text)?.[1]));
    const timeouts = commands.map(({ timeouts: given }) => Number.parseInt((given as { create: string }).create, 10));
    expect(deadlines).toHaveLength(9);
    deadlines.forEach((deadline, index) => {
      expect((timeouts[index] ?? 0) - deadline).toBe(10);
    });
  });
});

test('a plan stops where a computed value could be read wrongly, and asks nothing where none is', () => {
  const conditions = (props: Partial<GatewayClusterProps>): readonly unknown[] =>
    cluster(props)
      .ofType('azurerm_virtual_machine_run_command')
      .map(({ lifecycle }) => (lifecycle as { precondition?: unknown }).precondition)
      .filter((condition) => condition !== undefined);
  expect(conditions({})).toEqual([]);
  const computed = conditions({ registration: Registration.byOperator({ tenantId: '${var.tenant}' }) });
  expect(computed).toHaveLength(2);
  expect(computed[0]).toMatchSnapshot();
});

test('a list that Terraform computes arrives as a list', () => {
  const { parsed } = synthesize((stack) => {
    const administrators = new TerraformVariable(stack, 'people', { type: 'list(string)' }).listValue;
    return new GatewayCluster(stack, 'finance', {
      ...minimalProps(),
      registration: servicePrincipal(),
      administrators,
    });
  });
  const lines = Object.values(parsed.locals ?? {}).flatMap((value) =>
    Array.isArray(value) ? (value as string[]) : [],
  );
  expect(lines.find((line) => line.includes('administrators ='))?.trim()).toMatchSnapshot();
});
