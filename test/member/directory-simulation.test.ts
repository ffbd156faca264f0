import { directoryWorld, effectsOf, managed, objectIn, outputIn, root, strict, told } from './directory-world';
import type { DomainConfig } from './engine/domain-config';
import { describeWithEngine } from './engine/engine';
import type { SimulatedWorld } from './engine/world';

const refused = 'ActiveDirectoryServer:8344: Insufficient access rights to perform the operation';

const noPlace =
  'ActiveDirectoryCmdlet:Microsoft.ActiveDirectory.Management.ADIdentityNotFoundException: Directory object not found';

describeWithEngine('a simulated Active Directory is changed by', (engine) => {
  const world = (domain?: DomainConfig): Promise<SimulatedWorld> => directoryWorld(engine(), domain);
  const output = async (script: string, domain?: DomainConfig): Promise<readonly string[]> =>
    outputIn(await world(domain), script);

  test('New-ADGroup, once', async () => {
    const one = await world({ objects: [{ sam: 'Groups', class: 'organizationalUnit' }] });
    const create = (more: string): string =>
      `try { New-ADGroup -GroupCategory Security -GroupScope Global -Server 'dc1.corp.example' ${more} } ${told}\n`;
    const result = await one.run(
      'GW-01',
      strict +
        create(`-Name 'members' -SamAccountName 'members' -Path 'OU=Groups,${root}' -Description 'ours'`) +
        create("-Name 'members' -SamAccountName 'members'") +
        create("-Name 'gmsa-gw' -SamAccountName 'gmsa-gw$'") +
        create("-Name 'GW-01' -SamAccountName 'other' -Path 'CN=Computers,DC=corp,DC=example'") +
        create(`-Name 'lost' -Path 'OU=None,${root}'`),
    );
    expect(result.errors).toEqual([]);
    expect(result.output).toEqual([
      'ActiveDirectoryServer:1318: The specified group already exists',
      'ActiveDirectoryServer:1316: The specified account already exists',
      'ActiveDirectoryServer:8305: An attempt was made to add an object to the directory with a name that is already in use',
      noPlace,
    ]);
    expect(effectsOf(result)).toEqual([`ad.group.create members in OU=Groups,${root}`]);
    expect((await one.state()).directory?.['corp.example']?.[`CN=members,OU=Groups,${root}`]).toMatchObject({
      class: 'group',
      sam: 'members',
      description: 'ours',
      members: [],
    });
  });

  test('members of a group, which are told apart from others', async () => {
    const script = `
      $group = (Get-ADGroup -Identity 'members').DistinguishedName
      Add-ADGroupMember -Identity $group -Members 'CN=GW-01,CN=Computers,${root}', 'GW-02$'
      try { Add-ADGroupMember -Identity 'members' -Members 'gw-02$' } ${told}
      Remove-ADGroupMember -Identity 'members' -Members (Get-ADComputer -Identity 'GW-01') -Confirm:$false
      try { Remove-ADGroupMember -Identity 'members' -Members 'GW-01$' -Confirm:$false } ${told}
      try { Remove-ADGroupMember -Identity 'members' -Members 'GW-02$' } ${told}
      try { Add-ADGroupMember -Identity 'members' -Members 'GW-01' } ${told}`;
    const objects = [{ sam: 'members', class: 'group' }] as const;
    const one = await world({ objects });
    expect(await outputIn(one, script)).toEqual([
      'ActiveDirectoryServer:1378: The specified account name is already a member of the group',
      'ActiveDirectoryServer:1377: The specified account name is not a member of the group',
      expect.stringContaining('NonInteractive mode'),
      expect.stringMatching(/Cannot find an object with identity: 'GW-01' under/),
    ]);
    expect((await objectIn(one, 'members'))?.members).toEqual(['GW-02$']);
    expect((await output(script, { objects, permissiveGroups: true })).length).toBe(2);
  });

  test('New-ADServiceAccount, with a root key whose time has come', async () => {
    const create = `
      New-ADServiceAccount -Name 'svc-gw' -SamAccountName 'svc-gw$' -DNSHostName 'svc-gw.corp.example' -PrincipalsAllowedToRetrieveManagedPassword 'CN=members,CN=Users,${root}' -KerberosEncryptionType AES128, AES256 -ManagedPasswordIntervalInDays 30 -Description 'ours' -Enabled $true`;
    const script = `try { ${create} } ${told}\n`;
    const objects = [{ sam: 'members', class: 'group' }] as const;
    const noKey = 'ActiveDirectoryServer:-2146893811: Key does not exist';
    expect(await output(script, { objects, kdsKeys: [] })).toEqual([noKey]);
    expect(await output(script)).toEqual([
      expect.stringContaining(`Cannot find an object with identity: 'CN=members,CN=Users,${root}'`),
    ]);
    const one = await world({ objects, kdsKeys: [{ effectiveAfter: 60 }] });
    expect(await outputIn(one, `${script} Start-Sleep -Seconds 60; ${script} ${script}`)).toEqual([
      noKey,
      'ActiveDirectoryServer:1316: The specified account already exists',
    ]);
    expect(await objectIn(one, 'svc-gw$')).toEqual({
      class: 'msDS-GroupManagedServiceAccount',
      sam: 'svc-gw$',
      enabled: true,
      description: 'ours',
      spns: [],
      members: [],
      allowedToDelegateTo: [],
      trustedToAuth: false,
      trustedFor: false,
      delegatesHere: [],
      mayRetrieve: ['members'],
      encryptionTypes: 24,
    });
    expect(
      await outputIn(one, `try { ${create.replaceAll('svc-gw', 'second')} -Path 'OU=None,${root}' } ${told}`),
    ).toEqual([noPlace]);
  });

  test('Set-ADServiceAccount, whose lists replace what is there', async () => {
    const one = await world({
      objects: [
        { sam: 'one', class: 'group' },
        { sam: 'two', class: 'group' },
        { sam: 'svc-gw$', class: 'gmsa', enabled: false, principalsAllowedToRetrieve: ['one'] },
      ],
    });
    const result = await one.run(
      'GW-01',
      `${strict}
      $both = @((Get-ADServiceAccount -Identity 'svc-gw' -Properties PrincipalsAllowedToRetrieveManagedPassword).PrincipalsAllowedToRetrieveManagedPassword) + 'two'
      Set-ADServiceAccount -Identity 'svc-gw$' -PrincipalsAllowedToRetrieveManagedPassword $both -PrincipalsAllowedToDelegateToAccount 'GW-01$'
      Set-ADServiceAccount -Identity 'svc-gw' -PrincipalsAllowedToDelegateToAccount $null -KerberosEncryptionType AES256 -Enabled $true`,
    );
    expect(result.errors).toEqual([]);
    expect(effectsOf(result)).toEqual([
      'ad.account.set svc-gw$ mayRetrieve <- one, two; delegatesHere <- GW-01$',
      'ad.account.set svc-gw$ delegatesHere <- ; encryptionTypes <- 16; enabled <- True',
    ]);
    expect(await objectIn(one, 'svc-gw$')).toMatchObject({
      mayRetrieve: ['one', 'two'],
      delegatesHere: [],
      encryptionTypes: 16,
      enabled: true,
    });
  });

  test('Set-ADComputer and Set-ADUser, also for somebody of another domain', async () => {
    const one = await world({
      objects: [{ sam: 'svc-gw$', class: 'gmsa' }],
      domains: {
        'sales.example': {
          objects: [
            { sam: 'SQL01$', class: 'computer' },
            { sam: 'svc-sql', class: 'user' },
          ],
        },
      },
    });
    expect(
      await outputIn(
        one,
        `$actor = Get-ADServiceAccount -Identity 'svc-gw'
        Set-ADComputer -Identity 'SQL01' -PrincipalsAllowedToDelegateToAccount $actor -Server 'sales.example'
        Set-ADUser -Identity 'svc-sql' -PrincipalsAllowedToDelegateToAccount $actor, (Get-ADComputer -Identity 'SQL01' -Server 'sales.example') -Server 'dc1.sales.example'
        @((Get-ADComputer -Identity 'SQL01' -Server 'sales.example' -Properties PrincipalsAllowedToDelegateToAccount).PrincipalsAllowedToDelegateToAccount)
        # That domain does not know a name of this one.
        try { Set-ADUser -Identity 'svc-sql' -PrincipalsAllowedToDelegateToAccount $actor.DistinguishedName -Server 'sales.example' } ${told}`,
      ),
    ).toEqual([
      // Nor does the module name somebody of another domain: whoever reads the list sees a SID.
      expect.stringMatching(/^S-1-5-21-[\d-]+$/),
      expect.stringContaining(
        `Cannot find an object with identity: 'CN=svc-gw,${managed}' under: 'DC=sales,DC=example'`,
      ),
    ]);
    const sales = (await one.state()).directory?.['sales.example'] ?? {};
    expect(Object.values(sales).map(({ sam, delegatesHere }) => [sam, delegatesHere])).toEqual([
      ['SQL01$', [String.raw`CORP\svc-gw$`]],
      ['svc-sql', [String.raw`CORP\svc-gw$`, 'SQL01$']],
    ]);
  });

  test('Set-ADObject: names of services, unique in the forest, and delegation', async () => {
    const one = await world({
      objects: [{ sam: 'svc-gw$', class: 'gmsa', spns: ['gateway/OLD'] }],
      domains: { 'sales.example': { objects: [{ sam: 'SQL01$', class: 'computer', spns: ['MSSQLSvc/sql01'] }] } },
    });
    const result = await one.run(
      'GW-01',
      `${strict}
      $dn = (Get-ADServiceAccount -Identity 'svc-gw').DistinguishedName
      Set-ADObject -Identity $dn -Add @{ servicePrincipalName = 'gateway/GW-01', 'GATEWAY/old' } -Remove @{ servicePrincipalName = 'gateway/none' }
      Set-ADObject -Identity $dn -Add @{ 'msDS-AllowedToDelegateTo' = 'MSSQLSvc/sql01' }
      Set-ADObject -Identity $dn -Add @{ 'msDS-AllowedToDelegateTo' = 'MSSQLSvc/sql02' }
      Set-ADObject -Identity $dn -Remove @{ 'msDS-AllowedToDelegateTo' = 'mssqlsvc/SQL02' }
      try { Set-ADObject -Identity $dn -Add @{ servicePrincipalName = 'mssqlsvc/sql01' } } ${told}`,
    );
    expect(result.errors).toEqual([]);
    expect(result.output).toEqual([
      'ActiveDirectoryServer:8647: The operation failed because SPN value provided for addition/modification is not unique forest-wide',
    ]);
    expect(effectsOf(result)[0]).toBe(
      'ad.object.set remove servicePrincipalName gateway/none on svc-gw$; add servicePrincipalName gateway/GW-01, GATEWAY/old on svc-gw$',
    );
    expect(await objectIn(one, 'svc-gw$')).toMatchObject({
      spns: ['gateway/GW-01', 'gateway/OLD'],
      allowedToDelegateTo: ['MSSQLSvc/sql01'],
    });
  });

  test('Set-ADAccountControl', async () => {
    const one = await world({ objects: [{ sam: 'svc-gw$', class: 'gmsa', trustedForDelegation: true }] });
    await outputIn(
      one,
      "Set-ADAccountControl -Identity 'svc-gw$' -TrustedToAuthForDelegation $true -TrustedForDelegation $false",
    );
    expect(await objectIn(one, 'svc-gw$')).toMatchObject({ trustedToAuth: true, trustedFor: false, enabled: true });
  });

  test('New-ADComputer, once', async () => {
    const script = `try { New-ADComputer -Name 'GW-03' -SamAccountName 'GW-03$' -Path 'OU=Servers,${root}' -Enabled $true } ${told}\n`;
    const one = await world({ objects: [{ sam: 'Servers', class: 'organizationalUnit' }] });
    expect(await outputIn(one, script + script)).toEqual([
      'ActiveDirectoryServer:1316: The specified account already exists',
    ]);
    expect(await objectIn(one, 'GW-03$')).toMatchObject({ class: 'computer', enabled: true });
  });

  test('Add-KdsRootKey, which counts after ten hours', async () => {
    const one = await world({ kdsKeys: [] });
    const create = `try { New-ADServiceAccount -Name 'svc-gw' -DNSHostName 'svc-gw.corp.example'; 'made' } catch { $_.Exception.Message }\n`;
    expect(
      await outputIn(
        one,
        `(Add-KdsRootKey -EffectiveImmediately).GetType().Name
        ${create} Start-Sleep -Seconds 35999; ${create} Start-Sleep -Seconds 1; ${create}`,
      ),
    ).toEqual(['Guid', 'Key does not exist', 'Key does not exist', 'made']);
  });

  test('nobody who may not, nor what is denied to those who may', async () => {
    const script = `
      try { New-ADGroup -Name 'members' -GroupScope Global } ${told}
      try { Add-ADGroupMember -Identity 'Domain Computers' -Members 'GW-01$' } ${told}
      try { Set-ADAccountControl -Identity 'gmsa-gw$' -TrustedToAuthForDelegation $true } ${told}
      try { Set-ADObject -Identity 'CN=gmsa-gw,${managed}' -Add @{ servicePrincipalName = 'gateway/a' } } ${told}
      try { Set-ADObject -Identity 'CN=gmsa-gw,${managed}' -Add @{ 'msDS-AllowedToDelegateTo' = 'MSSQLSvc/a' } } ${told}
      try { Add-KdsRootKey -EffectiveImmediately } ${told}
      try { New-ADGroup -Name 'again' -GroupScope Global } catch [System.UnauthorizedAccessException] { 'by its type' }`;
    const one = await world();
    const result = await one.run('GW-02', strict + script);
    expect(result.output).toEqual([
      'ActiveDirectoryServer:5: Access is denied',
      ...Array<string>(5).fill(refused),
      'by its type',
    ]);
    expect([result.errors, result.trace]).toEqual([[], []]);
    const denied = ['ad.group.create', 'ad.account.control', 'ad.object.set msDS-AllowedToDelegateTo', 'ad.kds.add'];
    expect(await output(script, { denied })).toEqual([
      ...['ActiveDirectoryServer:5: Access is denied', refused, refused, refused, 'by its type'],
    ]);
  });

  test('a preview of nothing', async () => {
    const one = await world();
    const result = await one.run('GW-01', `${strict} New-ADGroup -Name 'members' -GroupScope Global -WhatIf`);
    expect([result.errors, result.trace]).toEqual([[], []]);
  });
});
