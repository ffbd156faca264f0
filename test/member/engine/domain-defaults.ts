import type { DirectoryObjectConfig, DomainConfig } from './domain-config';

export const managedAccount = 'gmsa-gw';
/** Of the first managed account; those after it count on. */
export const managedAccountSid = 'S-1-5-21-3623811015-3361044348-30300820-1601';

/** The description with all defaults filled in, as the simulation wants it. */
export function resolveDomain(domain: DomainConfig): Record<string, unknown> {
  return {
    name: domain.name ?? 'corp.example',
    netbios: domain.netbios ?? 'CORP',
    accounts: Object.fromEntries(
      Object.entries(accountsOf(domain)).map(([name, account], index) => [
        name,
        {
          sid: account.sid ?? managedAccountSid.replace(/\d+$/, (last) => String(Number(last) + index)),
          enabled: account.enabled ?? true,
          objectClass: account.objectClass ?? 'msDS-GroupManagedServiceAccount',
          properties: account.properties ?? {},
        },
      ]),
    ),
    objects: (domain.objects ?? []).map(resolveObject),
    domains: Object.fromEntries(
      Object.entries(domain.domains ?? {}).map(([name, further]) => [
        name,
        {
          netbios: further.netbios ?? name.replace(/\..*$/, '').toUpperCase(),
          objects: (further.objects ?? []).map(resolveObject),
        },
      ]),
    ),
    kdsKeys: domain.kdsKeys ?? [{ effectiveAfter: -100 * 86_400 }],
    kdsVisible: domain.kdsVisible ?? true,
    writers: domain.writers ?? [],
    denied: domain.denied ?? [],
    replicationDelay: domain.replicationDelay ?? 0,
    joinAccounts: Object.fromEntries(
      Object.entries(domain.joinAccounts ?? {}).map(([name, account]) => [
        name,
        { mayCreate: true, mayReuse: [], lockedOut: false, ...account },
      ]),
    ),
    aliases: domain.aliases ?? {},
    listeners: domain.listeners ?? null,
    blockedDomains: domain.blockedDomains ?? [],
    permissiveGroups: domain.permissiveGroups ?? false,
  };
}

export function accountsOf(domain: DomainConfig): NonNullable<DomainConfig['accounts']> {
  return domain.accounts ?? { [managedAccount]: {} };
}

export function resolveObject(object: DirectoryObjectConfig): Record<string, unknown> {
  return {
    name: object.sam.replace(/\$$/, ''),
    path: null,
    description: null,
    creator: null,
    spns: [],
    members: [],
    allowedToDelegateTo: [],
    trustedToAuthForDelegation: false,
    trustedForDelegation: false,
    principalsAllowedToDelegateToAccount: [],
    principalsAllowedToRetrieve: [],
    encryptionTypes: object.class === 'gmsa' ? 28 : null,
    enabled: true,
    properties: {},
    ...object,
  };
}
