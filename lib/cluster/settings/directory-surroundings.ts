import type { TerraformProvider, TerraformResource } from 'cdktf';
import type { Checks } from '../../common/checks';
import { constructChecks, isComputedByTerraform, messagesOf } from '../../terraform/construct-checks';
import { type AzurermProviderLike, stackProvider, subscriptionOf } from '../../terraform/subscription';
import { comparable, resourcesOf } from '../../terraform/tree';
import type { IGatewayCluster } from '../props/gateway-cluster-interface';
import type { ClusterSettings } from './cluster-settings';

/** Managed run commands that a machine can have (MicrosoftDocs/azure-compute-docs, run-command-overview). */
const MOST_COMMANDS = 25;

/** What is wrong around a cluster in a domain, as far as this app holds it. Asked when everything is defined. */
export function surroundingProblems(cluster: IGatewayCluster, { setup, subnetId }: ClusterSettings): readonly string[] {
  if (setup === undefined) return [];
  const checks = constructChecks();
  const { directory, domainMembership, serviceAccount } = setup;
  if (directory?.virtualMachineId !== undefined) {
    checkCommands(cluster, directory.virtualMachineId, checks);
    checkSubscription(cluster, directory.virtualMachineId, directory.provider, subnetId, checks);
  }
  if (domainMembership?.protectedSettings !== undefined) {
    checkVault(cluster, domainMembership.protectedSettings.keyVaultId, checks);
  }
  const hosts = serviceAccount.delegation?.services.map(({ host }) => host) ?? [];
  if (hosts.length > 0) checkAliases(cluster, hosts, checks);
  return messagesOf(cluster, 'GatewayCluster', checks);
}

/** What is no mistake for sure, and worth a word. */
export function surroundingAdvice(cluster: IGatewayCluster, { setup }: ClusterSettings): readonly string[] {
  return [...vaultAdvice(cluster, setup), ...accountAdvice(setup)];
}

/** The account that joins is nearly always one of the domain that is joined. */
function accountAdvice(setup: ClusterSettings['setup']): readonly string[] {
  const short = setup?.serviceAccount.netbiosDomain;
  const account = setup?.domainMembership?.account;
  if (short === undefined || account === undefined || isComputedByTerraform(short + account)) return [];
  const [given = '', name] = account.split('\\');
  if (name === undefined || given.toLowerCase() === short.toLowerCase()) return [];
  return [`${account} joins the members, and the domain's short name is ${short}: right only for a trusted domain.`];
}

function vaultAdvice(cluster: IGatewayCluster, setup: ClusterSettings['setup']): readonly string[] {
  const id = setup?.domainMembership?.protectedSettings?.keyVaultId;
  if (id === undefined) return [];
  const vault = vaultOf(cluster, id);
  if (vault?.rbacAuthorizationEnabledInput !== true && vault?.enableRbacAuthorizationInput !== true) return [];
  return [
    `nothing says that Azure reads secrets for extensions in a vault with the RBAC model, as '${vault.node.path}' has it: try it, or use DomainMembership.joinByScript.`,
  ];
}

type OfMachine = TerraformResource & { readonly virtualMachineIdInput?: unknown };
type Vault = TerraformResource &
  Readonly<
    Partial<
      Record<
        'id' | 'enabledForDeploymentInput' | 'rbacAuthorizationEnabledInput' | 'enableRbacAuthorizationInput',
        unknown
      >
    >
  >;
type Alias = TerraformResource & { readonly nameInput?: unknown; readonly zoneNameInput?: unknown };

function checkCommands(cluster: IGatewayCluster, virtualMachineId: string, checks: Checks): void {
  const machine = comparable(cluster, virtualMachineId);
  // The commands of a member have one reference to its machine: each is looked at once.
  const known = new Map<unknown, boolean>();
  const runsThere = (command: OfMachine): boolean => {
    const { virtualMachineIdInput: id } = command;
    const answer = known.get(id) ?? comparable(command, id) === machine;
    known.set(id, answer);
    return answer;
  };
  const all = resourcesOf(cluster, 'azurerm_virtual_machine_run_command') as readonly OfMachine[];
  const commands = all.filter(runsThere);
  if (commands.length <= MOST_COMMANDS) return;
  const fix = 'Give some of the clusters another management machine: a cluster takes one for each member, and two.';
  const got = `${String(commands.length)} run commands on the machine`;
  checks.add({ property: 'directory.virtualMachineId', got, allowed: `at most ${String(MOST_COMMANDS)}`, fix });
}

/** azurerm takes the subscription of its provider, and of the machine's id only the names. */
function checkSubscription(
  cluster: IGatewayCluster,
  virtualMachineId: string,
  given: TerraformProvider | undefined,
  subnetId: string,
  checks: Checks,
): void {
  const provider: AzurermProviderLike | undefined = given ?? stackProvider(cluster);
  const said = provider?.subscriptionIdInput;
  // A network interface lies in the subscription of its network, and so do the members.
  const own = typeof said === 'string' || given !== undefined ? said : subscriptionOf(subnetId);
  const wanted = subscriptionOf(virtualMachineId);
  if (typeof own !== 'string' || isComputedByTerraform(own) || wanted === undefined) return;
  if (own.toLowerCase() === wanted.toLowerCase()) return;
  const fix =
    "Give the azurerm provider of the machine's subscription as `provider`: with another, the commands would run on a machine of that name there, or nowhere.";
  const got = `a machine of subscription ${wanted}`;
  const whose = own === said ? `provider '${String(provider?.node.path)}'` : 'the subnet of the members';
  const allowed = `one of subscription ${own}, as ${whose}`;
  checks.add({ property: 'directory.provider', got, allowed, fix });
}

function checkVault(cluster: IGatewayCluster, keyVaultId: string, checks: Checks): void {
  const vault = vaultOf(cluster, keyVaultId);
  const flag = vault?.enabledForDeploymentInput;
  if (vault === undefined || flag === true || (flag !== undefined && isComputedByTerraform(flag))) return;
  const fix = `Set enabledForDeployment on '${vault.node.path}': Azure itself reads the secret for the extension.`;
  const property = 'domainMembership.protectedSettings.keyVaultId';
  checks.add({ property, got: flag, allowed: 'a vault that is enabled for deployment', fix });
}

/** The vault, if this app holds it. */
function vaultOf(cluster: IGatewayCluster, keyVaultId: string): Vault | undefined {
  if (!isComputedByTerraform(keyVaultId)) return undefined;
  const wanted = comparable(cluster, keyVaultId);
  return (resourcesOf(cluster, 'azurerm_key_vault') as readonly Vault[]).find(
    (vault) => comparable(vault, vault.id) === wanted,
  );
}

/** Single sign-on does not work by an alias (MicrosoftDocs/powerbi-docs, service-gateway-sso-kerberos). */
function checkAliases(cluster: IGatewayCluster, hosts: readonly string[], checks: Checks): void {
  const types = ['azurerm_dns_cname_record', 'azurerm_private_dns_cname_record'];
  const aliases = resourcesOf(cluster, ...types) as readonly Alias[];
  for (const host of new Set(hosts)) {
    const alias = aliases.find((one) => `${text(one.nameInput)}.${text(one.zoneNameInput)}` === host.toLowerCase());
    if (alias === undefined) continue;
    const fix = 'Use the name of the server itself: Kerberos tickets are for names, and this one has another.';
    const allowed = `no alias, as '${alias.node.path}' makes it`;
    checks.add({ property: 'serviceAccount.delegation', got: host, allowed, fix });
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.toLowerCase() : '';
}
