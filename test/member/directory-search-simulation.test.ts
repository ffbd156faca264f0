import { directoryWorld, managed, outputIn, root, told } from './directory-world';
import type { DomainConfig } from './engine/domain-config';
import { describeWithEngine } from './engine/engine';
import type { SimulatedWorld } from './engine/world';
import type { MemberConfig } from './engine/world-config';

describeWithEngine('a simulated Active Directory shows', (engine) => {
  const world = (domain: DomainConfig, members?: Readonly<Record<string, MemberConfig>>): Promise<SimulatedWorld> =>
    directoryWorld(engine(), domain, members);
  const output = async (script: string, domain: DomainConfig = {}): Promise<readonly string[]> =>
    outputIn(await world(domain), script);

  test('its domains, the time, and where a global catalogue is', async () => {
    const script = `
      $domain = Get-ADDomain -Identity 'corp.example' -Server 'corp.example'
      $domain.DNSRoot, $domain.NetBIOSName, $domain.DistinguishedName, $domain.PDCEmulator, $domain.Forest
      (Get-ADDomain -Identity 'sales.example').Forest
      $dse = Get-ADRootDSE -Server 'dc1.corp.example'
      $dse.configurationNamingContext
      ([datetime] $dse.currentTime).ToUniversalTime().ToString('HH:mm:ss')
      (Get-Date).ToString('HH:mm:ss')
      @((Get-ADDomainController -Discover -Service GlobalCatalog -DomainName 'corp.example').HostName)[0]
      try { Get-ADDomain -Identity 'other.example' -Server 'other.example' } ${told}
      try { Get-ADDomain -Identity 'other.example' -Server 'corp.example' } ${told}`;
    const one = await world({ domains: { 'sales.example': {} } }, { 'GW-01': { clock: { offset: 120 } } });
    expect(await outputIn(one, script)).toEqual([
      ...['corp.example', 'CORP', root, 'dc1.corp.example', 'corp.example', 'corp.example'],
      ...[`CN=Configuration,${root}`, '08:00:00', '08:02:00', 'dc2.corp.example'],
      expect.stringMatching(/^ActiveDirectoryServer:0: Unable to contact the server/),
      expect.stringMatching(/ADIdentityNotFoundException: Cannot find an object with identity: 'other.example'/),
    ]);
  });

  test('objects that a filter finds, with escapes, in the domain or below a base', async () => {
    const found = (filter: string, more = ''): string =>
      `@(Get-ADObject -LDAPFilter '${filter}' ${more} | ForEach-Object { $_.Name }) -join ','\n`;
    expect(
      await output(
        [
          found('(sAMAccountName=gw-01$)'),
          found('(samaccountname=GW-02$)', "-Server 'dc1.corp.example'"),
          found(String.raw`(name=odd \28\2a\29\5c)`),
          found('(&(objectClass=computer)(name=GW*))', `-SearchBase 'CN=Computers,${root}'`),
          found(`(member=CN=GW-01,CN=Computers,${root})`),
          found('(servicePrincipalName=*)', `-SearchBase 'OU=Servers,${root}'`),
          found('(|(name=team)(!(objectClass=*)))'),
          found(`(distinguishedName=OU=Servers,${root})`),
          found('(sAMAccountName=nobody)'),
          `try { Get-ADObject -LDAPFilter '(name=odd (x)' } ${told}
          try { Get-ADObject -LDAPFilter '(name=x)' -SearchBase 'OU=None,${root}' } ${told}
          try { Get-ADObject -LDAPFilter '(name=x)' -SearchBase '' } ${told}
          try { Get-ADObject -LDAPFilter '(name=x)' -SearchBase 'DC=other,DC=example' } ${told}`,
        ].join(''),
        {
          objects: [
            { sam: 'Servers', class: 'organizationalUnit' },
            { sam: 'SQL01$', class: 'computer', path: `OU=Servers,${root}`, spns: ['MSSQLSvc/sql01:1433'] },
            { sam: 'odd', class: 'user', name: String.raw`odd (*)\ `.trim() },
            { sam: 'team', class: 'group', members: ['GW-01$'] },
          ],
        },
      ),
    ).toEqual([
      ...['GW-01', 'GW-02', String.raw`odd (*)\ `.trim(), 'GW-01,GW-02', 'team', 'SQL01', 'team', 'Servers', ''],
      'ActiveDirectoryServer:8254: The search filter cannot be recognized',
      expect.stringMatching(/ADIdentityNotFoundException: Directory object not found$/),
      expect.stringContaining('An empty SearchBase is only supported'),
      expect.stringContaining('The supplied distinguishedName must belong to one of the following partition(s)'),
    ]);
  });

  test('attributes by their LDAP names: lists also where they are empty', async () => {
    const spns = ['MSSQLSvc/sql01.corp.example:1433', 'MSSQLSvc/sql01:1433'];
    expect(
      await output(
        `
        $names = 'servicePrincipalName', 'msDS-AllowedToDelegateTo', 'description', 'userAccountControl', 'sAMAccountName', 'objectSid', 'msDS-SupportedEncryptionTypes', 'dNSHostName'
        foreach ($dn in 'CN=SQL01,CN=Computers,${root}', 'CN=plain,CN=Users,${root}') {
          $object = Get-ADObject -Identity $dn -Properties $names
          '{0} {1} {2} {3}' -f $object.ObjectClass, $object.sAMAccountName, $object.servicePrincipalName.Count, $object.'msDS-AllowedToDelegateTo'.Count
          '{0:x} {1} {2}' -f $object.userAccountControl, $object.'msDS-SupportedEncryptionTypes', ($object.objectSid.Value -match '^S-1-5-21-')
          $null -eq $object.description
        }
        "$object"
        try { Get-ADObject -Identity 'CN=none,${root}' } catch [Microsoft.ActiveDirectory.Management.ADIdentityNotFoundException] { $_.FullyQualifiedErrorId -match 'ADIdentityNotFound'; $_.CategoryInfo.Reason }
        try { Get-ADObject -Identity 'plain' } ${told}
        try { Get-ADObject -Identity '${root}' -Properties 'nonsense' } ${told}
        try { $object.member } catch { 'was not asked for' }`,
        {
          objects: [
            { sam: 'SQL01$', class: 'computer', spns, description: 'data', trustedToAuthForDelegation: true },
            { sam: 'plain', class: 'user', enabled: false, trustedForDelegation: true, encryptionTypes: 24 },
          ],
        },
      ),
    ).toEqual([
      ...['computer SQL01$ 2 0', '1001000  True', 'False'],
      ...['user plain 0 0', '80202 24 True', 'True', `CN=plain,CN=Users,${root}`],
      ...['True', 'ADIdentityNotFoundException'],
      expect.stringContaining("Cannot find an object with identity: 'plain' under: 'DC=corp,DC=example'."),
      expect.stringContaining('One or more properties are invalid.'),
      'was not asked for',
    ]);
  });

  test('accounts and groups by name, SID or distinguished name', async () => {
    expect(
      await output(
        `
        $properties = 'PrincipalsAllowedToRetrieveManagedPassword', 'PrincipalsAllowedToDelegateToAccount', 'KerberosEncryptionType', 'TrustedForDelegation'
        foreach ($identity in 'svc-gw', 'svc-gw$', 'CN=svc-gw,${managed}') {
          $account = Get-ADServiceAccount -Identity $identity -Properties $properties
          '{0} {1} {2}' -f $account.SamAccountName, $account.Enabled, ($account.PrincipalsAllowedToRetrieveManagedPassword -join ';')
        }
        "$($account.KerberosEncryptionType)"
        $account.PrincipalsAllowedToDelegateToAccount.Count, $account.TrustedForDelegation
        (Get-ADServiceAccount -Identity $account.SID.Value).Name
        (Get-ADServiceAccount -Identity 'gmsa-gw').SID.Value
        (Get-ADComputer -Identity 'GW-01').DNSHostName
        try { Get-ADComputer -Identity 'svc-gw' } catch { 'no computer' }
        @((Get-ADUser -Identity 'svc-sql' -Properties PrincipalsAllowedToDelegateToAccount).PrincipalsAllowedToDelegateToAccount) -join ';'
        (Get-ADGroup -Identity 'S-1-5-32-560').Name
        try { Get-ADServiceAccount -Identity 'absent' -ErrorAction SilentlyContinue } ${told}`,
        {
          objects: [
            { sam: 'members', class: 'group' },
            { sam: 'svc-gw$', class: 'gmsa', encryptionTypes: 24, principalsAllowedToRetrieve: ['members'] },
            { sam: 'svc-sql', class: 'user', principalsAllowedToDelegateToAccount: ['svc-gw$', 'S-1-5-21-1-2-3-4'] },
          ],
        },
      ),
    ).toEqual([
      ...Array<string>(3).fill(`svc-gw$ True CN=members,CN=Users,${root}`),
      ...['AES128, AES256', '0', 'False', 'svc-gw', 'S-1-5-21-3623811015-3361044348-30300820-1601'],
      ...['GW-01.corp.example', 'no computer', `CN=svc-gw,${managed};S-1-5-21-1-2-3-4`],
      'Windows Authorization Access Group',
      expect.stringMatching(/ADIdentityNotFoundException: Cannot find an object with identity: 'absent' under/),
    ]);
  });

  test('the whole forest, by the global catalogue only', async () => {
    const holder = (server: string): string =>
      `@(Get-ADObject -LDAPFilter '(servicePrincipalName=HTTP/web)' ${server} | ForEach-Object { $_.DistinguishedName }) -join ';'\n`;
    const script = [
      holder(''),
      holder("-Server 'sales.example'"),
      holder("-Server 'dc1.corp.example:3268' -SearchBase ''"),
      `try { Get-ADObject -Identity 'CN=WEB,CN=Computers,DC=sales,DC=example' } ${told}`,
    ].join('');
    const web = 'CN=WEB,CN=Computers,DC=sales,DC=example';
    const objects = [{ sam: 'WEB$', class: 'computer', spns: ['HTTP/web'] }] as const;
    expect(await output(script, { domains: { 'sales.example': { objects } } })).toEqual([
      ...['', web, web],
      expect.stringContaining('The supplied distinguishedName must belong to one of'),
    ]);
  });

  test('nothing to a machine without the feature, a network, a domain, or its trust', async () => {
    const script = `try { (Get-ADRootDSE -Server 'dc1.corp.example').defaultNamingContext } ${told}
      try { (Get-ADRootDSE).defaultNamingContext } ${told}`;
    const ask = async (member: MemberConfig, domain: DomainConfig = {}): Promise<readonly string[]> =>
      outputIn(await world(domain, { 'GW-01': member }), script);
    const named = expect.stringMatching(/^ActiveDirectoryServer:0: Unable to contact the server\. /) as unknown;
    const unnamed =
      'ActiveDirectoryServer:1355: Unable to find a default server with Active Directory Web Services running.';
    expect(await ask({})).toEqual([root, root]);
    expect(await ask({ features: {} })).toEqual(
      Array(2).fill(expect.stringMatching(/^CommandNotFoundException: The term 'Get-ADRootDSE' is not recognized/)),
    );
    expect(await ask({ network: { downFor: 100 } })).toEqual([named, unnamed]);
    expect(await ask({ domain: { joined: false } })).toEqual([named, unnamed]);
    expect(await ask({ network: { blocked: ['dc1.corp.example:9389'] } })).toEqual([named, root]);
    expect(await ask({ network: { blocked: ['*:9389'] } })).toEqual([named, unnamed]);
    expect(await ask({}, { blockedDomains: ['corp.example'] })).toEqual([named, unnamed]);
    const rejected = expect.stringContaining('The server has rejected the client credentials.') as unknown;
    expect(await ask({ domain: { trustBroken: true } })).toEqual([rejected, rejected]);
    expect(await ask({ domain: { noComputerObject: true } })).toEqual([rejected, rejected]);
  });

  test('root keys to writers, if at all, and that they may be used ten hours before they are', async () => {
    const script = `
      $place = "CN=Master Root Keys,CN=Group Key Distribution Service,CN=Services,$((Get-ADRootDSE).configurationNamingContext)"
      @(Get-ADObject -LDAPFilter '(objectClass=msKds-ProvRootKey)' -SearchBase $place -Properties 'msKds-UseStartTime' | ForEach-Object {
        [datetime]::FromFileTimeUtc([long] $_.'msKds-UseStartTime').ToString('yyyy-MM-dd HH:mm')
      }) -join ','`;
    const one = await world({ kdsKeys: [{ effectiveAfter: -3600 }, { effectiveAfter: 60 }] });
    expect((await outputIn(one, script))[0]?.split(',').sort()).toEqual(['2026-08-31 21:00', '2026-08-31 22:01']);
    expect(await outputIn(one, script, 'GW-02')).toEqual(['']);
    expect(await output(script, { kdsVisible: false })).toEqual(['']);
  });
});
