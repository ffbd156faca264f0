import { gatewayInstaller, modulePackage, pfx, powerShellInstaller } from './artifacts';
import { accountsOf, managedAccount, managedAccountSid, resolveDomain } from './domain-defaults';
import type {
  ClusterConfig,
  DownloadConfig,
  MemberConfig,
  ProxyConfig,
  SecretConfig,
  TenantConfig,
  VaultConfig,
  WorldConfig,
} from './world-config';

/** What is in a world that says nothing else. */
export const defaults = {
  tenantId: '11111111-1111-4111-8111-111111111111',
  applicationId: '22222222-2222-4222-8222-222222222222',
  principalObjectId: '33333333-3333-4333-8333-333333333333',
  identityClientId: '44444444-4444-4444-8444-444444444444',
  vault: 'kv-gateway',
  recoveryKeyName: 'recovery-key',
  recoveryKey: "Recovery#Key_9f27's",
  secretName: 'registration-secret',
  secret: 'App~Secret.8Q_value-0123456789',
  certificateName: 'gateway-registration',
  thumbprint: 'A1B2C3D4E5F60718293A4B5C6D7E8F9012345678',
  member: 'GW-01',
  adminPassword: 'Aa1!Initial-Password-7',
  managedAccount,
  managedAccountSid,
  /** Releases by the name of their file. */
  gatewayVersions: {
    '26-01': '3000.302.4',
    '26-02': '3000.306.5',
    '26-03': '3000.310.7',
    '26-04': '3000.314.3',
    '26-05': '3000.318.6',
    '26-06': '3000.322.5',
  } as Readonly<Record<string, string>>,
  powerShellVersions: ['7.4.19', '7.6.4', '7.6.5'],
  /** The last is the newest. */
  moduleVersions: ['3000.236.4', '3000.306.1', '3000.318.6'],
} as const;

const downloadFolder = 'https://download.microsoft.com/download/D/A/1/DA1FDDB8-6DA8-4F50-B4D0-18019591E182';

const clouds = {
  public: {
    environment: 'Public',
    vaultSuffix: 'vault.azure.net',
    storageSuffix: 'core.windows.net',
    relaySuffix: 'servicebus.windows.net',
  },
  usgovernment: {
    environment: 'USGov',
    vaultSuffix: 'vault.usgovcloudapi.net',
    storageSuffix: 'core.usgovcloudapi.net',
    relaySuffix: 'servicebus.usgovcloudapi.net',
  },
  china: {
    environment: 'China',
    vaultSuffix: 'vault.azure.cn',
    storageSuffix: 'core.chinacloudapi.cn',
    relaySuffix: 'servicebus.chinacloudapi.cn',
  },
};

/** The usual downloads by URL. */
export function usualDownloads(): Record<string, string> {
  const found: Record<string, string> = {};
  const newest = gatewayInstaller(Object.values(defaults.gatewayVersions).at(-1) ?? '');
  found['https://go.microsoft.com/fwlink/?LinkId=2116849&clcid=0x409'] = newest;
  found[`${downloadFolder}/GatewayInstall.exe`] = newest;
  for (const [release, version] of Object.entries(defaults.gatewayVersions)) {
    found[`${downloadFolder}/GatewayInstall-${release}.exe`] = gatewayInstaller(version);
  }
  for (const version of defaults.powerShellVersions) {
    const file = `PowerShell-${version}-win-x64.msi`;
    found[`https://github.com/PowerShell/PowerShell/releases/download/v${version}/${file}`] =
      powerShellInstaller(version);
  }
  for (const name of ['DataGateway', 'DataGateway.Profile'] as const) {
    const address = `https://www.powershellgallery.com/api/v2/package/${name}`;
    for (const version of defaults.moduleVersions) found[`${address}/${version}`] = modulePackage(name, version);
    found[address] = modulePackage(name, defaults.moduleVersions.at(-1) ?? '');
  }
  return found;
}

/** The description with all defaults filled in, as the simulation wants it. */
export function resolveWorld(config: WorldConfig): Record<string, unknown> {
  const { downloads, downloadFailures } = resolveDownloads(config.downloads ?? {});
  const domain = config.domain ?? null;
  return {
    startTime: config.startTime ?? '2026-09-01T08:00:00Z',
    cloud: clouds[config.cloud ?? 'public'],
    tenant: resolveTenant(config.tenant ?? {}),
    vaults: mapValues(config.vaults ?? { [defaults.vault]: {} }, resolveVault),
    storageAccounts: mapValues(config.storageAccounts ?? {}, (account) => ({
      blobs: account.blobs,
      readers: account.readers ?? [defaults.identityClientId],
      roleAfter: account.roleAfter ?? 0,
      failures: account.failures ?? [],
    })),
    fileShares: mapValues(config.fileShares ?? {}, (share) => ({
      files: share.files,
      access: share.access ?? 'domainComputers',
    })),
    downloads,
    downloadFailures,
    proxy: resolveProxy(config.proxy ?? {}),
    domain: domain && resolveDomain(domain),
    names: config.names ?? {},
    secrets: config.secrets ?? [],
    members: Object.entries(config.members ?? { [defaults.member]: {} }).map(([name, member]) =>
      resolveMember(name, member, domain === null ? undefined : Object.keys(accountsOf(domain))),
    ),
  };
}

function mapValues<In, Out>(from: Readonly<Record<string, In>>, map: (value: In) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, map(value)]));
}

function resolveTenant(tenant: TenantConfig): Record<string, unknown> {
  const principals = tenant.principals ?? [
    {
      applicationId: defaults.applicationId,
      objectId: defaults.principalObjectId,
      secret: defaults.secret,
      certificates: [defaults.thumbprint],
    },
  ];
  return {
    id: tenant.id ?? defaults.tenantId,
    domains: tenant.domains ?? ['contoso.example'],
    principals: principals.map((principal) => ({
      secret: '',
      certificates: [],
      tenantAdmin: false,
      installer: false,
      ...principal,
    })),
    clusters: (tenant.clusters ?? []).map(resolveCluster),
    privateLink: tenant.privateLink ?? false,
    servicePrincipals: tenant.servicePrincipals ?? 'allowed',
    installersRestricted: tenant.installersRestricted ?? false,
    regions: tenant.regions ?? ['westeurope', 'northeurope', 'uksouth'],
    failures: tenant.failures ?? {},
    visibleAfter: tenant.visibleAfter ?? 0,
    directoryObjects: tenant.directoryObjects ?? null,
    addingUserTwice: tenant.addingUserTwice ?? 'fails',
    loadBalancingWords: tenant.loadBalancingWords ?? ['Failover', 'Random'],
  };
}

export function resolveCluster(cluster: ClusterConfig): Record<string, unknown> {
  const members = cluster.members ?? [{ name: cluster.name, machine: 'ELSEWHERE-1' }];
  return {
    name: cluster.name,
    recoveryKey: cluster.recoveryKey ?? defaults.recoveryKey,
    admins: cluster.admins ?? [],
    loadBalancing: cluster.loadBalancing ?? 'Failover',
    members: members.map((member) => ({ version: '3000.322.5', status: 'Live', ...member })),
  };
}

function resolveVault(vault: VaultConfig): Record<string, unknown> {
  const secrets = vault.secrets ?? {
    [defaults.recoveryKeyName]: defaults.recoveryKey,
    [defaults.secretName]: defaults.secret,
    [defaults.certificateName]: { certificate: { thumbprint: defaults.thumbprint } },
  };
  return {
    secrets: mapValues(secrets, resolveSecret),
    readers: vault.readers ?? [defaults.identityClientId],
    roleAfter: vault.roleAfter ?? 0,
    firewall: vault.firewall ?? false,
    failures: vault.failures ?? [],
  };
}

function resolveSecret(given: string | SecretConfig): Record<string, unknown> {
  const secret = typeof given === 'string' ? { value: given } : given;
  const value = secret.certificate === undefined ? (secret.value ?? '') : pfx(secret.certificate);
  const versions = secret.versions ?? { '00000000000000000000000000000001': value };
  return {
    versions,
    newest: Object.keys(versions).at(-1),
    contentType: secret.contentType ?? (secret.certificate === undefined ? null : 'application/x-pkcs12'),
    roleAfter: secret.roleAfter ?? null,
    noRole: secret.noRole ?? false,
    disabled: secret.disabled ?? false,
  };
}

function resolveDownloads(
  changes: Readonly<Record<string, DownloadConfig>>,
): Record<'downloads' | 'downloadFailures', Record<string, unknown>> {
  const downloads = usualDownloads();
  const downloadFailures: Record<string, unknown> = {};
  for (const [url, change] of Object.entries(changes)) {
    let content = change.content ?? downloads[url] ?? '';
    if (change.tampered === true || change.signer !== undefined) {
      const parsed = JSON.parse(content) as Record<string, unknown>;
      if (change.tampered === true) parsed['tampered'] = true;
      if (change.signer !== undefined) parsed['signer'] = change.signer;
      content = JSON.stringify(parsed);
    }
    downloads[url] = content;
    if (change.missing === true) Reflect.deleteProperty(downloads, url);
    if (change.failures !== undefined) downloadFailures[url] = change.failures;
  }
  return { downloads, downloadFailures };
}

function resolveProxy(proxy: ProxyConfig): Record<string, unknown> {
  return {
    address: proxy.address ?? '',
    required: proxy.required ?? proxy.address !== undefined,
    script: proxy.script ?? '',
    authentication: proxy.authentication ?? 'none',
    direct: proxy.direct ?? [],
    refuses: proxy.refuses ?? {},
    registration: proxy.registration ?? 'process',
  };
}

function resolveMember(
  name: string,
  member: MemberConfig,
  accounts: readonly string[] | undefined,
): Record<string, unknown> {
  const {
    domain,
    network,
    clock,
    disks,
    powerShellInstaller: powerShell,
    gatewayInstaller: gateway,
    laps,
    installed,
  } = member;
  const controller = disks?.controller ?? 'scsi';
  const access = domain?.managedAccounts ?? {};
  return {
    name,
    identities: member.identities ?? [defaults.identityClientId],
    identityFailures: member.identityFailures ?? [],
    domain: {
      joined: domain?.joined ?? accounts !== undefined,
      reachableAfter: domain?.reachableAfter ?? 0,
      trustBroken: domain?.trustBroken ?? false,
      noComputerObject: domain?.noComputerObject ?? false,
      managedAccounts: Object.fromEntries(
        (accounts ?? []).map((account) => [account, resolveAccess(access[account] ?? 'granted')]),
      ),
    },
    network: {
      downFor: network?.downFor ?? 0,
      namesDownFor: network?.namesDownFor ?? 0,
      blocked: network?.blocked ?? [],
      blockedFor: network?.blockedFor ?? null,
      refused: network?.refused ?? [],
      silent: network?.silent ?? [],
      answers: network?.answers ?? {},
      certificates: mapValues(network?.certificates ?? {}, (one) => ({ trusted: false, otherName: false, ...one })),
      unknownNames: network?.unknownNames ?? [],
    },
    clock: {
      offset: clock?.offset ?? 0,
      correctedAfter: clock?.correctedAfter ?? null,
      resyncWorks: clock?.resyncWorks ?? true,
    },
    disks: {
      controller,
      temporary: disks?.temporary ?? controller === 'scsi',
      localNvme: disks?.localNvme ?? 0,
      data: disks?.data ?? [],
      dataOffline: disks?.dataOffline ?? false,
      dataReadOnly: disks?.dataReadOnly ?? false,
      dvd: disks?.dvd ?? true,
    },
    powerShellInstaller: {
      busyTimes: powerShell?.busyTimes ?? 0,
      failsWith: powerShell?.failsWith ?? null,
      wantsRestart: powerShell?.wantsRestart ?? false,
    },
    gatewayInstaller: {
      failures: gateway?.failures ?? [],
      wantsRestart: gateway?.wantsRestart ?? false,
      connectivitySetting: gateway?.connectivitySetting ?? 'core',
    },
    pwshHangs: member.pwshHangs ?? 0,
    connectsAfter: member.connectsAfter ?? 10,
    neverConnects: member.neverConnects ?? false,
    laps: { available: laps?.available ?? true, fails: laps?.fails ?? null },
    features: { 'RSAT-AD-PowerShell': false, ...member.features },
    featureFails: member.featureFails ?? false,
    compilerBlocked: member.compilerBlocked ?? false,
    lockedFiles: member.lockedFiles ?? {},
    orphanedGroupMember: member.orphanedGroupMember ?? false,
    adminName: member.adminName ?? 'gwadmin',
    adminPassword: member.adminPassword ?? defaults.adminPassword,
    productType: member.productType ?? 3,
    caption: member.caption ?? 'Microsoft Windows Server 2025 Datacenter Azure Edition',
    installationType: member.installationType ?? 'Server',
    dotNetRelease: member.dotNetRelease ?? 533509,
    installed: { files: {}, ...installed },
  };
}

function resolveAccess(
  access: 'granted' | 'staleTicket' | 'never' | { readonly grantedAfter: number },
): Record<string, unknown> {
  if (access === 'granted') return { grantedAfter: 0, inTicket: true };
  if (access === 'never') return { grantedAfter: null, inTicket: false };
  return { grantedAfter: access === 'staleTicket' ? 0 : access.grantedAfter, inTicket: false };
}
