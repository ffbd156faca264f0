import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { KeyVault } from '@cdktf/provider-azurerm/lib/key-vault';
import { PrivateDnsCnameRecord } from '@cdktf/provider-azurerm/lib/private-dns-cname-record';
import { TerraformVariable, type TerraformStack } from 'cdktf';
import {
  DirectorySetup,
  DomainMembership,
  GatewayCluster,
  type GatewayClusterProps,
  KerberosDelegation,
  type JoinByScriptOptions,
  KeyVaultSecretReference,
  KeyVaultSecretVersionReference,
  Rollout,
  ServiceAccount,
  ServicePrincipalName,
} from '../../lib';
import { planOf } from '../review/plan';
import { KEY_VAULT_ID, minimalProps } from '../support/fixtures';
import { annotations, type Block, newStack, synthesize, type Synthesized } from '../support/synthesize';
import { renderedScripts } from '../support/member-scripts';

const DOMAIN = 'corp.contoso.com';
const MACHINE_ID =
  '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-management/providers/Microsoft.Compute/virtualMachines/vm-management';
const VERSION = 'a1'.repeat(16);

const sql = ServicePrincipalName.sqlServer(`sql01.${DOMAIN}`);
const constrained = KerberosDelegation.constrained({ services: [sql] });
const resourceBased = KerberosDelegation.resourceBased({
  targets: [{ account: 'SQL02$', domain: 'emea.contoso.com' }],
});

function account(name = 'svc-gateway', delegation = constrained): ServiceAccount {
  return ServiceAccount.groupManaged({ name, domain: DOMAIN, netbiosDomain: 'CORP', delegation });
}

function byExtension(keyVaultId = KEY_VAULT_ID): DomainMembership {
  const protectedSettings = KeyVaultSecretVersionReference.of({ keyVaultId, name: 'join', version: VERSION });
  return DomainMembership.joinByExtension({ domain: DOMAIN, account: 'CORP\\svc-join', protectedSettings });
}

const byScript = DomainMembership.joinByScript({
  domain: DOMAIN,
  account: `svc-join@${DOMAIN}`,
  organizationalUnit: `OU=Gateways,DC=corp,DC=contoso,DC=com`,
  credential: KeyVaultSecretReference.of({ keyVaultId: KEY_VAULT_ID, name: 'join-password' }),
});
const existing = DomainMembership.existing({ domain: DOMAIN });

const onMachine = (membersGroup = 'gateway-members'): DirectorySetup =>
  DirectorySetup.onMachine({ virtualMachineId: MACHINE_ID, membersGroup });
const byAdministrator = DirectorySetup.byAdministrator({ membersGroup: 'gateway-members' });

function cluster(given: Partial<GatewayClusterProps>): Synthesized<GatewayCluster> {
  return synthesize((stack) => new GatewayCluster(stack, 'gateway', { ...minimalProps(), ...given }));
}

describe('a changed membership', () => {
  const credential = KeyVaultSecretReference.of({ keyVaultId: KEY_VAULT_ID, name: 'join-password' });
  const joined = (options: Partial<JoinByScriptOptions> = {}): Synthesized<GatewayCluster>['parsed'] =>
    cluster({
      domainMembership: DomainMembership.joinByScript({
        domain: DOMAIN,
        account: 'CORP\\svc-join',
        credential,
        ...options,
      }),
    }).parsed;
  const joinsAgain = (options: Partial<JoinByScriptOptions>): readonly string[] =>
    planOf(joined(), joined(options)).filter((line) => line.includes('join-domain'));

  test.each<[string, Partial<JoinByScriptOptions>]>([
    ['account', { account: 'CORP\\svc-join2' }],
    ['secret', { credential: KeyVaultSecretReference.of({ keyVaultId: KEY_VAULT_ID, name: 'join-password2' }) }],
    ['organizational unit', { organizationalUnit: 'OU=Other,DC=corp,DC=contoso,DC=com' }],
    ['domain controller', { domainController: 'dc02.corp.contoso.com' }],
  ])('by another %s leaves members alone that have joined', (_, options) => {
    expect(joined(options)).not.toEqual(joined());
    expect(joinsAgain(options)).toEqual([]);
  });

  test('to another domain is a reason to look at each member again', () => {
    expect(joinsAgain({ domain: 'emea.contoso.com' })).toHaveLength(2);
  });
});

/** A member's resources by what they are, and the addresses that each waits for, shortened alike. */
function waits({ resources }: Synthesized<unknown>): Readonly<Record<string, readonly string[]>> {
  const short = (address: string): string =>
    address.replace(/^azurerm_[\w-]+\.gateway_/, '').replace(/_[0-9A-F]{8}$/, '');
  return Object.fromEntries(
    Object.entries(resources).map(([address, { depends_on: before = [] }]) => [
      short(address),
      before.map(short).sort(),
    ]),
  );
}

const commandsOf = (synthesized: Synthesized<unknown>): readonly Block[] =>
  synthesized.ofType('azurerm_virtual_machine_run_command');

const problemsIn = (build: (stack: TerraformStack) => void): string => {
  try {
    synthesize(build);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was wrong');
};

test('the extension joins each member, once, before anything is installed; its secret is a reference', () => {
  const made = cluster({ domainMembership: byExtension(), serviceAccount: account() });
  const extensions = made.ofType('azurerm_virtual_machine_extension');
  expect(extensions).toHaveLength(2);
  const { '//': _, depends_on: before, virtual_machine_id: machine, ...rest } = extensions[0] as Block;
  expect([before, machine]).toEqual([
    [expect.stringMatching(/^azurerm_windows_virtual_machine\.gateway_member-01_/)],
    expect.stringMatching(/^\$\{azurerm_windows_virtual_machine\.gateway_member-01_.*\.id\}$/),
  ]);
  expect(rest).toMatchInlineSnapshot(`
    {
      "auto_upgrade_minor_version": true,
      "lifecycle": {
        "ignore_changes": [
          "auto_upgrade_minor_version",
          "protected_settings_from_key_vault",
          "settings",
          "tags",
          "type_handler_version",
        ],
      },
      "name": "join-domain",
      "protected_settings_from_key_vault": {
        "secret_url": "https://kv-gateway.vault.azure.net/secrets/join/a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1",
        "source_vault_id": "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-gateway/providers/Microsoft.KeyVault/vaults/kv-gateway",
      },
      "publisher": "Microsoft.Compute",
      "settings": "{"Name":"corp.contoso.com","User":"CORP\\\\svc-join","Restart":"true","Options":"3"}",
      "type": "JsonADDomainExtension",
      "type_handler_version": "1.3",
    }
  `);
  expect(waits(made)).toMatchObject({
    'member-01_install_run-command': ['member-01_join-domain_extension'],
    'member-02_install_run-command': ['member-02_join-domain_extension'],
  });
});

test('in another cloud the secret has another host', () => {
  const made = cluster({ location: 'usgovvirginia', domainMembership: byExtension(), serviceAccount: account() });
  expect(made.json).toContain(`"https://kv-gateway.vault.usgovcloudapi.net/secrets/join/${VERSION}"`);
});

test('a script joins each member with a password that it reads itself, under a role on that secret alone', () => {
  const made = cluster({ domainMembership: byScript, serviceAccount: account() });
  expect(made.ofType('azurerm_virtual_machine_extension')).toEqual([]);
  expect(made.ofType('azurerm_role_assignment').map(({ scope }) => scope)).toContain(
    `${KEY_VAULT_ID}/secrets/join-password`,
  );
  expect(waits(made)).toMatchObject({ 'member-01_install_run-command': ['member-01_join-domain_run-command'] });
  const script = renderedScripts(made.parsed).find(({ step }) => step === 'join-domain');
  expect(script?.parts.map(({ name }) => name)).toEqual(['settings', 'common', 'domain', 'join-domain']);
  expect(script?.text).toContain("        joinAccount = 'svc-join@corp.contoso.com'\n");
  expect(script?.text).toContain("        organizationalUnit = 'OU=Gateways,DC=corp,DC=contoso,DC=com'\n");
});

test('members that something else joins wait for their domain in configure, and nothing here joins them', () => {
  const made = cluster({ domainMembership: existing, serviceAccount: account() });
  expect(Object.keys(made.resources).filter((address) => address.includes('join'))).toEqual([]);
  expect(renderedScripts(made.parsed).find(({ step }) => step === 'install')?.text).toContain("        domain = ''\n");
});

describe('the directory, from a management machine', () => {
  const described = {
    domainMembership: byExtension(),
    serviceAccount: account(),
    directory: onMachine(),
    members: 3,
  } as const;

  test.each([['serial', Rollout.serial()] as const, ['parallel', Rollout.parallel()] as const])(
    'is prepared before the first member, admits each one between join and configure, and releases last (%s)',
    (_, rollout) => {
      const found = waits(cluster({ ...described, rollout }));
      for (const key of ['01', '02', '03']) {
        expect(found[`member-${key}_directory_run-command`]).toEqual([
          'directory_commands_prepare_run-command',
          `member-${key}_install_run-command`,
        ]);
        expect(found[`member-${key}_configure_run-command`]).toEqual([`member-${key}_directory_run-command`]);
      }
      expect(found['directory_commands_prepare_run-command']).toEqual([]);
      // By the names of the machines it comes after them; nothing waits for it, or a serial rollout would wait for itself.
      expect(
        Object.values(found)
          .flat()
          .filter((one) => one.includes('release')),
      ).toEqual([]);
    },
  );

  test('runs on that machine, with settings that a reviewer can read', () => {
    const made = cluster(described);
    const commands = commandsOf(made).filter((one) => one['virtual_machine_id'] === MACHINE_ID);
    expect(commands).toHaveLength(5);
    const texts = renderedScripts(made.parsed)
      .filter(({ step }) => step.startsWith('directory'))
      .map(({ text, parts }) => text.split('\n').slice(0, parts[0]?.lines).join('\n'));
    expect(texts.slice(0, 3).join('\n\n')).toMatchSnapshot();
  });

  test('a fourth member changes the release and nothing else that was there', () => {
    const script = (members: 3 | 4): Map<string, string> => {
      const made = renderedScripts(cluster({ ...described, members }).parsed);
      return new Map(made.map(({ step, member, name }) => [`${step} ${member}`, name]));
    };
    const three = script(3);
    const four = script(4);
    expect([...three].filter(([what, name]) => four.get(what) !== name).map(([what]) => what)).toEqual([
      'directory-release ',
    ]);
    expect([...four.keys()].filter((what) => !three.has(what)).sort()).toEqual(
      ['configure 04', 'directory 04', 'install 04', 'register 04'].sort(),
    );
  });

  test('another data source changes the preparation alone', () => {
    const names = (services: readonly ServicePrincipalName[]): Map<string, string> => {
      const serviceAccount = account('svc-gateway', KerberosDelegation.constrained({ services }));
      const made = renderedScripts(cluster({ ...described, serviceAccount }).parsed);
      return new Map(made.map(({ step, member, name }) => [`${step} ${member}`, name]));
    };
    const before = names([sql]);
    const after = names([sql, ServicePrincipalName.http(`web.${DOMAIN}`)]);
    expect([...before].filter(([what, name]) => after.get(what) !== name).map(([what]) => what)).toEqual([
      'directory-prepare ',
    ]);
  });

  test('a text runs the commands of the cluster again, and no member', () => {
    const names = (rerun?: string): Map<string, string> => {
      const options = { virtualMachineId: MACHINE_ID, membersGroup: 'gateway-members' };
      const again = DirectorySetup.onMachine(rerun === undefined ? options : { ...options, rerun });
      const made = renderedScripts(cluster({ ...described, directory: again }).parsed);
      return new Map(made.map(({ step, member, name }) => [`${step} ${member}`, name]));
    };
    const after = names('after the move of 2026-11');
    expect([...names()].filter(([what, name]) => after.get(what) !== name).map(([what]) => what)).toEqual([
      'directory-prepare ',
      'directory-release ',
    ]);
  });

  test('of another subscription, it takes the provider of that', () => {
    const elsewhere = MACHINE_ID.replace('11111111', '99999999');
    const build =
      (withProvider: boolean) =>
      (stack: TerraformStack): void => {
        const provider = new AzurermProvider(stack, 'management', {
          alias: 'management',
          subscriptionId: '99999999-1111-1111-1111-111111111111',
          features: [{}],
        });
        (stack.node.findChild('azurerm') as AzurermProvider).subscriptionId = '11111111-1111-1111-1111-111111111111';
        const machine = { virtualMachineId: elsewhere, membersGroup: 'gateway-members' };
        const own = DirectorySetup.onMachine(withProvider ? { ...machine, provider } : machine);
        new GatewayCluster(stack, 'gateway', { ...minimalProps(), ...described, directory: own });
      };
    expect(problemsIn(build(false))).toContain(
      `directory.provider: got "a machine of subscription 99999999-1111-1111-1111-111111111111"; allowed: one of subscription 11111111-1111-1111-1111-111111111111, as provider 'stack/azurerm'.`,
    );
    // Where no provider says its subscription, the members' network does.
    const silent = (stack: TerraformStack): void => {
      const machine = { virtualMachineId: elsewhere, membersGroup: 'gateway-members' };
      new GatewayCluster(stack, 'gateway', {
        ...minimalProps(),
        ...described,
        directory: DirectorySetup.onMachine(machine),
      });
    };
    expect(problemsIn(silent)).toContain('as the subnet of the members.');
    const commands = commandsOf(synthesize(build(true)));
    const there = commands.filter((one) => one['virtual_machine_id'] === elsewhere);
    expect(there.map(({ provider }) => provider)).toEqual(Array(5).fill('azurerm.management'));
    expect(commands.filter(({ provider }) => provider !== undefined)).toHaveLength(5);
  });

  test('is left alone where others see to delegation', () => {
    const own = (kerberosSingleSignOn: boolean): string => {
      const given = { name: 'svc-gateway', domain: DOMAIN, netbiosDomain: 'CORP', kerberosSingleSignOn };
      const made = cluster({ ...described, serviceAccount: ServiceAccount.groupManaged(given) });
      const prepare = renderedScripts(made.parsed).find(({ step }) => step === 'directory-prepare');
      return / delegation = '(\w+)'/.exec(prepare?.text ?? '')?.[1] ?? '';
    };
    expect([own(true), own(false)]).toEqual(['elsewhere', 'none']);
  });

  test('a machine takes 25 commands', () => {
    const many = (count: number) => (stack: TerraformStack) => {
      for (let index = 0; index < count; index += 1) {
        const number = String(index);
        new GatewayCluster(stack, `cluster-${number}`, {
          ...minimalProps(),
          ...described,
          members: 10,
          gatewayName: `cluster-${number}`,
          serviceAccount: account(`svc-gw-${number}`),
          directory: onMachine(`members-${number}`),
        });
      }
    };
    expect(() => synthesize(many(2))).not.toThrow();
    expect(problemsIn(many(3))).toContain(
      'directory.virtualMachineId: got "36 run commands on the machine"; allowed: at most 25.',
    );
  });
});

describe('the directory, by an administrator', () => {
  test('is a script beside the stack, at a place that stays; the deployment does not touch the directory', () => {
    const made = cluster({ domainMembership: existing, serviceAccount: account(), directory: byAdministrator });
    expect(made.result.directoryScript).toMatch(
      /^assets\/gateway_directory_setup_file_[0-9A-F]{8}\/script\/directory-finance-prod\.ps1$/,
    );
    expect(commandsOf(made).filter(({ name }) => String(name).startsWith('directory'))).toEqual([]);
    expect(annotations(made.stack, 'info').join('\n')).toContain(`runs ${String(made.result.directoryScript)}`);
  });

  test('needs names that the app knows', () => {
    const build = (stack: TerraformStack): void => {
      const gatewayName = new TerraformVariable(stack, 'name', {}).stringValue;
      const given = { domainMembership: existing, serviceAccount: account(), directory: byAdministrator };
      new GatewayCluster(stack, 'gateway', { ...minimalProps(), ...given, computerNamePrefix: 'GW', gatewayName });
    };
    expect(problemsIn(build)).toMatchInlineSnapshot(`
      "GatewayCluster 'stack/gateway' has 1 problem:
        - directory: got "names that only Terraform knows"; allowed: names known when the app runs. Write them in the app, or use DirectorySetup.onMachine: an administrator runs the script before Terraform knows them."
    `);
  });
});

test('a check is written wherever an account of the domain, or delegation, is described, and only there', () => {
  const serviceAccount = ServiceAccount.groupManaged({ name: 'svc-gateway', domain: DOMAIN, netbiosDomain: 'CORP' });
  const withAccount = cluster({ domainMembership: existing, serviceAccount });
  expect(withAccount.result.directoryCheck).toMatch(
    /^assets\/gateway_directory_check_file_[0-9A-F]{8}\/script\/check-finance-prod\.ps1$/,
  );
  expect(cluster({}).result.directoryCheck).toBeUndefined();
});

describe('what stands around it in the app', () => {
  const vault = (stack: TerraformStack, more: object): KeyVault =>
    new KeyVault(stack, 'vault', {
      name: 'kv',
      location: 'westeurope',
      resourceGroupName: 'rg',
      tenantId: '22222222-2222-2222-2222-222222222222',
      skuName: 'standard',
      ...more,
    });
  const joined = (stack: TerraformStack, keyVaultId: string): GatewayCluster =>
    new GatewayCluster(stack, 'gateway', {
      ...minimalProps(),
      domainMembership: byExtension(keyVaultId),
      serviceAccount: account(),
    });

  test('a vault that Azure may not read is an error', () => {
    expect(problemsIn((stack) => joined(stack, vault(stack, {}).id))).toContain(
      "Set enabledForDeployment on 'stack/vault'",
    );
    expect(() => synthesize((stack) => joined(stack, vault(stack, { enabledForDeployment: true }).id))).not.toThrow();
  });

  test('a vault with the RBAC model is worth a warning, because nothing says that it works', () => {
    const { stack } = synthesize((one) =>
      joined(one, vault(one, { enabledForDeployment: true, rbacAuthorizationEnabled: true }).id),
    );
    expect(annotations(stack, 'warn').join('\n')).toContain("'stack/vault'");
  });

  test('an alias as a data source is an error', () => {
    const alias = (stack: TerraformStack, name: string): void => {
      new PrivateDnsCnameRecord(stack, 'alias', {
        name,
        zoneName: DOMAIN,
        resourceGroupName: 'rg',
        ttl: 60,
        record: `sql7.${DOMAIN}`,
      });
      new GatewayCluster(stack, 'gateway', {
        ...minimalProps(),
        domainMembership: existing,
        serviceAccount: account(),
      });
    };
    expect(
      problemsIn((stack) => {
        alias(stack, 'SQL01');
      }),
    ).toContain(
      'serviceAccount.delegation: got "sql01.corp.contoso.com"; allowed: no alias, as \'stack/alias\' makes it.',
    );
    expect(() =>
      synthesize((stack) => {
        alias(stack, 'sql');
      }),
    ).not.toThrow();
  });
});

test('an account of another domain that joins, and delegation that nobody sets up, are worth a word', () => {
  const other = DomainMembership.joinByScript({
    domain: DOMAIN,
    account: 'FABRIKAM\\svc-join',
    credential: KeyVaultSecretReference.of({ keyVaultId: KEY_VAULT_ID, name: 'join-password' }),
  });
  const { stack } = cluster({ domainMembership: other, serviceAccount: account() });
  expect(annotations(stack, 'warn').join('\n')).toContain('FABRIKAM\\svc-join joins the members');
  expect(annotations(stack, 'info').join('\n')).toContain('nothing here sets it up');
  const usual = cluster({ domainMembership: byExtension(), serviceAccount: account(), directory: onMachine() });
  expect(annotations(usual.stack, 'warn').join('\n')).not.toContain('joins the members');
  expect(annotations(usual.stack, 'info').join('\n')).not.toContain('nothing here sets it up');
});

describe('two clusters of one app', () => {
  const pair = (first: Partial<GatewayClusterProps>, second: Partial<GatewayClusterProps>) => () => {
    const stack = newStack();
    const given = { ...minimalProps(), domainMembership: existing };
    new GatewayCluster(stack, 'one', { ...given, ...first });
    new GatewayCluster(stack, 'two', { ...given, gatewayName: 'two', ...second });
  };

  test('have a group each', () => {
    expect(
      pair(
        { serviceAccount: account(), directory: onMachine() },
        { serviceAccount: account(), directory: onMachine('GATEWAY-members') },
      ),
    ).toThrow('directory.membersGroup: got "GATEWAY-members"; allowed: a group that \'stack/one\' does not keep.');
    expect(
      pair(
        { serviceAccount: account(), directory: onMachine() },
        { serviceAccount: account(), directory: onMachine('others') },
      ),
    ).not.toThrow();
  });

  test('give an account one kind of delegation', () => {
    expect(pair({ serviceAccount: account() }, { serviceAccount: account('SVC-Gateway', resourceBased) })).toThrow(
      'serviceAccount.delegation: got "resourceBased"; allowed: the kind that \'stack/one\' has for SVC-Gateway$.',
    );
    expect(pair({ serviceAccount: account() }, { serviceAccount: account('svc-other', resourceBased) })).not.toThrow();
  });
});
