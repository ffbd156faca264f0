import { describeProxy } from '../../bootstrap/settings/describe-proxy';
import type { GatewaySetup } from '../../bootstrap/gateway-setup';
import type { GatewaySoftware } from '../../bootstrap/software/gateway-software';
import type { ServiceAccount } from '../../bootstrap/service-account';
import type { DirectorySetup } from '../../identity/directory-setup';
import type { DomainMembership } from '../../identity/domain-membership';
import type { KerberosDelegation } from '../../identity/kerberos-delegation';
import type { GatewayClusterEntry } from '../../manifest/entries/cluster-entry';
import type {
  DelegationEntry,
  DirectoryEntry,
  DomainEntry,
  ServiceAccountEntry,
  SoftwareEntry,
} from '../../manifest/entries/cluster-parts';
import type { VaultReference } from '../../manifest/entries/common-entries';
import type { Draft } from '../../manifest/entries/draft';

type SetupEntries = Pick<
  GatewayClusterEntry,
  'bootstrap' | 'software' | 'serviceAccount' | 'domain' | 'directory' | 'proxy'
>;

/** What is put on the members, in a manifest; next to nothing where the library leaves them alone. */
export function describeSetup(setup: GatewaySetup | undefined): Draft<SetupEntries> {
  if (setup === undefined) {
    const nothing = { software: undefined, serviceAccount: undefined, domain: undefined, directory: undefined };
    return { bootstrap: false, ...nothing, proxy: undefined };
  }
  const { software, serviceAccount, domainMembership, directory, proxy } = setup;
  return {
    bootstrap: true,
    software: describeSoftware(software),
    serviceAccount: describeAccount(serviceAccount),
    domain: domainMembership === undefined ? undefined : describeDomain(domainMembership),
    directory: directory === undefined ? undefined : describeDirectory(directory),
    proxy: proxy === undefined ? undefined : describeProxy(proxy),
  };
}

/** Where something lies in Key Vault; what it is, nobody here knows. */
export function vaultReference({ keyVaultId, name }: Draft<VaultReference>): Draft<VaultReference> {
  return { keyVaultId, name };
}

function describeSoftware(software: GatewaySoftware): Draft<SoftwareEntry> {
  const { source, isPinned, whenOlderIsInstalled } = software;
  return {
    source: source.kind,
    pinned: isPinned,
    whenOlderIsInstalled,
    components: software.components().map(({ name, version }) => ({ name, version })),
  };
}

function describeAccount(account: ServiceAccount): Draft<ServiceAccountEntry> {
  const { kind, accountName, domain, kerberosSingleSignOn, delegation } = account;
  return {
    kind,
    accountName,
    domain,
    kerberosSingleSignOn,
    delegation: delegation === undefined ? undefined : describeDelegation(delegation),
  };
}

function describeDelegation({ kind, delegateTo, targets }: KerberosDelegation): Draft<DelegationEntry> {
  return {
    kind,
    services: [...delegateTo].sort(),
    targets: targets.map(({ account, domain }) => ({ account, domain })),
  };
}

function describeDomain(membership: DomainMembership): Draft<DomainEntry> {
  const { domain, kind, organizationalUnit, credential, protectedSettings } = membership;
  const secret = credential ?? protectedSettings;
  return {
    name: domain,
    joinedBy: kind,
    organizationalUnit,
    credential: secret === undefined ? undefined : vaultReference(secret),
  };
}

function describeDirectory({ kind, membersGroup, virtualMachineId }: DirectorySetup): Draft<DirectoryEntry> {
  return { setUpBy: kind, membersGroup, virtualMachineId };
}
