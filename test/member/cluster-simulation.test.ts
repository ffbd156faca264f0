import { describeWithEngine } from './engine/engine';
import { SimulatedWorld, type RunResult } from './engine/world';
import type { WorldConfig } from './engine/world-config';
import { defaults } from './engine/world-defaults';

const installed = { powerShell: '7.6.5', module: '3000.306.1', gateway: '3000.322.5' };

/** A script of Windows PowerShell that runs the text in PowerShell 7 and prints what that printed. */
const inner = (text: string): string => String.raw`$ErrorActionPreference = 'Stop'
Set-Content -LiteralPath 'C:\Windows\Temp\inner.ps1' -Encoding UTF8 -Value @'
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module -Name DataGateway
${text}
'@
$start = @{ FilePath = 'C:\Program Files\PowerShell\7\pwsh.exe'; PassThru = $true; NoNewWindow = $true; ArgumentList = '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File', 'C:\Windows\Temp\inner.ps1' }
$process = Start-Process @start
$null = $process.Handle
$null = $process.WaitForExit(3600000)
exit $process.ExitCode`;

const signIn = `$secret = ConvertTo-SecureString -String '${defaults.secret}' -AsPlainText -Force
$null = Connect-DataGatewayServiceAccount -ApplicationId '${defaults.applicationId}' -ClientSecret $secret -Tenant '${defaults.tenantId}' -Environment Public
$key = ConvertTo-SecureString -String '${defaults.recoveryKey.replaceAll("'", "''")}' -AsPlainText -Force
`;
const create = `${signIn}$null = Add-DataGatewayCluster -GatewayName 'finance' -RecoveryKey $key\n`;
const join = `${signIn}$cluster = Get-DataGatewayCluster | Where-Object { $_.Name -eq 'finance' }
$null = Add-DataGatewayClusterMember -GatewayName $env:COMPUTERNAME -GatewayClusterId $cluster.Id -RecoveryKey $key
`;
const wait = `while ((Get-DataGatewayClusterStatus -GatewayClusterId $cluster.Id).ClusterStatus -ne 'Live') { Start-Sleep -Seconds 5 }\n`;

describeWithEngine('a simulated gateway service', (engine) => {
  const world = (config: WorldConfig = {}): Promise<SimulatedWorld> =>
    SimulatedWorld.create(engine(), { members: { 'GW-01': { installed }, 'GW-02': { installed } }, ...config });
  const refusal = async (text: string, config: WorldConfig = {}): Promise<string> => {
    const result = await (await world(config)).run('GW-01', inner(text));
    expect(result.exitCode).toBe(1);
    return result.errors[0]?.split(/ \[|\n/)[0] ?? '';
  };

  test('lets a machine make a cluster and another one join it', async () => {
    const one = await world({ tenant: { visibleAfter: 30 } });
    const first = await one.run(
      'GW-01',
      inner(`${create}"$(@(Get-DataGatewayCluster).Count) listed"
      Start-Sleep -Seconds 40
      $cluster = Get-DataGatewayCluster
      $cluster.MemberGateways[0].Status
      ($cluster.MemberGateways[0].Annotation | ConvertFrom-Json).gatewayMachine
      Add-DataGatewayClusterUser -GatewayClusterId $cluster.Id -PrincipalObjectId '55555555-5555-4555-8555-555555555555' -AllowedDataSourceTypes $null -Role Admin
      Set-DataGatewayCluster -GatewayClusterId $cluster.Id -LoadBalancingSelectorType 'Random'`),
    );
    expect(first).toMatchObject({ exitCode: 0, output: ['0 listed', 'Live', 'GW-01'] });
    expect(await one.run('GW-02', inner(join + wait))).toMatchObject({ exitCode: 0 });
    await one.reboot('GW-01');
    const { clusters, members } = await one.state();
    expect(clusters).toMatchObject([
      {
        name: 'finance',
        loadBalancing: 'Random',
        members: [
          { name: 'finance', machine: 'GW-01', primary: true, status: 'Live', version: '3000.322.5' },
          { name: 'GW-02', machine: 'GW-02', primary: false, status: 'Live' },
        ],
        permissions: [{ principal: defaults.principalObjectId }, { principal: '55555555-5555-4555-8555-555555555555' }],
      },
    ]);
    const key = String.raw`HKLM:\SOFTWARE\Microsoft\On-premises data gateway\Registration`;
    expect(members['GW-02']?.registry[key]).toEqual({
      RegistrationTenant: { type: 'String', data: defaults.tenantId },
    });
    expect(members['GW-02']?.registered?.cluster).toBe(clusters[0]?.id);
  });

  test.each<[string, string, WorldConfig, RegExp]>([
    ['nobody signed in', 'Get-DataGatewayCluster', {}, /Login first/],
    ['another tenant', create.replace(defaults.tenantId, '99999999-9999-4999-8999-999999999999'), {}, /AADSTS90002/],
    ['another cloud', create.replace('Public', 'USGov'), {}, /AADSTS90002/],
    ['a wrong secret', create.replace(defaults.secret, 'wrong'), {}, /AADSTS7000215/],
    ['a parameter that nobody documents', `${signIn}Add-DataGatewayClusterMember -RegionKey 'x'`, {}, /'RegionKey'/],
    ['a name that a foreign cluster has', create, { tenant: { clusters: [{ name: 'finance' }] } }, /already exists/],
    ['Private Link', create, { tenant: { privateLink: true } }, /Object reference not set/],
    [
      'a tenant that wants users',
      create,
      { tenant: { servicePrincipals: 'notForRegistration' } },
      /user based credential/,
    ],
    ['restricted installers', create, { tenant: { installersRestricted: true } }, /permission to install/],
    [
      'an old gateway',
      join,
      {
        members: { 'GW-01': { installed: { ...installed, gateway: '3000.160.8' } } },
        tenant: { clusters: [{ name: 'finance', admins: [defaults.principalObjectId] }] },
      },
      /upgrade the gateway/,
    ],
    [
      'another recovery key',
      join,
      { tenant: { clusters: [{ name: 'finance', admins: [defaults.principalObjectId], recoveryKey: 'another-key' }] } },
      /recovery key/,
    ],
    [
      'ten members',
      join,
      {
        tenant: {
          clusters: [
            {
              name: 'finance',
              admins: [defaults.principalObjectId],
              members: Array.from({ length: 10 }, (_, at) => ({ name: `m${String(at)}`, machine: `M${String(at)}` })),
            },
          ],
        },
      },
      /maximum/,
    ],
    [
      'a registered machine',
      join,
      {
        tenant: {
          clusters: [
            { name: 'finance', admins: [defaults.principalObjectId], members: [{ name: 'x', machine: 'GW-01' }] },
          ],
        },
        members: { 'GW-01': { installed: { ...installed, registeredIn: 'finance' } } },
      },
      /already registered/,
    ],
    [
      'throttling',
      `${signIn}Get-DataGatewayCluster`,
      { tenant: { failures: { '*': [], 'Get-DataGatewayCluster': [{ status: 429, times: 1 }] } } },
      /429 \(TooManyRequests\)/,
    ],
    [
      'a tenant that this machine may not be in',
      create,
      {
        members: {
          'GW-01': {
            installed: {
              ...installed,
              registry: [
                {
                  key: String.raw`HKLM:\SOFTWARE\Microsoft\On-premises data gateway\Registration`,
                  name: 'AllowedRegistrationTenants',
                  value: '99999999-9999-4999-8999-999999999999',
                  type: 'String',
                },
              ],
            },
          },
        },
      },
      /not allowed/,
    ],
    [
      'an unverified command',
      `${signIn}Restore-DataGatewayClusterMember -Anything 1`,
      {},
      /not simulated: parameters unverified/,
    ],
    [
      'no module',
      create,
      { members: { 'GW-01': { installed: { powerShell: '7.6.5', gateway: '3000.322.5' } } } },
      /no valid module file/,
    ],
    [
      'an old PowerShell',
      create,
      { members: { 'GW-01': { installed: { ...installed, powerShell: '7.2.1' } } } },
      /minimum PowerShell version of '7.4.0'/,
    ],
    [
      'a proxy that the process does not know',
      create,
      { proxy: { address: 'http://proxy.corp.example:8080' } },
      /did not properly respond/,
    ],
  ])('refuses as documented: %s', async (_, text, config, pattern) => {
    expect(await refusal(text, config)).toMatch(pattern);
  });

  test('does not take a member out from under its cluster', async () => {
    const config = {
      tenant: {
        clusters: [
          {
            name: 'finance',
            admins: [defaults.principalObjectId],
            members: [
              { name: 'a', machine: 'A' },
              { name: 'b', machine: 'B' },
            ],
          },
        ],
      },
    };
    const remove = (at: number): string => `${signIn}$cluster = Get-DataGatewayCluster
      Remove-DataGatewayClusterMember -GatewayClusterId $cluster.Id -MemberGatewayId $cluster.MemberGateways[${String(at)}].Id\n`;
    expect(await refusal(remove(0), config)).toMatch(/CannotDeletePrimaryGateway/);
    const one = await world(config);
    expect(await one.run('GW-01', inner(remove(1)))).toMatchObject({ exitCode: 0 });
    expect((await one.state()).clusters[0]?.members).toMatchObject([{ name: 'a' }]);
  });

  describe('a group managed service account', () => {
    const sid = defaults.managedAccountSid;
    const use = String.raw`$ErrorActionPreference = 'Stop'
      if (-not (Get-WindowsFeature -Name 'RSAT-AD-PowerShell').Installed) { $null = Install-WindowsFeature -Name 'RSAT-AD-PowerShell' }
      Import-Module -Name ActiveDirectory
      $account = Get-ADServiceAccount -Identity 'gmsa-gw$'
      if (-not (Test-ADServiceAccount -Identity 'gmsa-gw$' -WarningAction SilentlyContinue)) { & klist.exe -li 0x3e7 purge | Out-Null }
      "may use it: $(Test-ADServiceAccount -Identity 'gmsa-gw$' -WarningAction SilentlyContinue)"
      $service = Get-CimInstance -ClassName Win32_Service -Filter "Name='PBIEgwService'"
      "unknown: $((Invoke-CimMethod -InputObject $service -MethodName Change -Arguments @{ StartName = 'CORP\nobody$'; StartPassword = '' }).ReturnValue)"
      "known: $((Invoke-CimMethod -InputObject $service -MethodName Change -Arguments @{ StartName = 'CORP\gmsa-gw$'; StartPassword = '' }).ReturnValue)"
      & sc.exe managedaccount PBIEgwService true | Out-Null
      try { Restart-Service -Name 'PBIEgwService' -Force } catch { "not started: $($_.FullyQualifiedErrorId -replace ',.*')" }
      (Get-Service -Name 'PBIEgwService').Status`;
    const grant = `Add-Type -TypeDefinition 'public class DataGatewayAccountRights { }'
      (New-Object -TypeName DataGatewayAccountRights).AddRight('${sid}', 'SeServiceLogonRight')\n`;
    const domainWorld = (access: 'granted' | 'staleTicket' | 'never'): Promise<SimulatedWorld> =>
      world({ domain: {}, members: { 'GW-01': { installed, domain: { managedAccounts: { 'gmsa-gw': access } } } } });
    const run = async (access: 'granted' | 'staleTicket' | 'never', before = grant): Promise<RunResult> =>
      (await domainWorld(access)).run('GW-01', before + use);

    test('works with the ticket of the start, and after a purge', async () => {
      const good = ['may use it: True', 'unknown: 22', 'known: 0', 'Running'];
      expect(await run('granted')).toMatchObject({ errors: [], output: good });
      expect(await run('staleTicket')).toMatchObject({ errors: [], output: good });
    });

    test('does not without permission or right', async () => {
      const failed = ['unknown: 22', 'known: 0', 'not started: CouldNotStartService', 'Stopped'];
      expect((await run('never')).output).toEqual(['may use it: False', ...failed]);
      expect((await run('granted', '')).output).toEqual(['may use it: True', ...failed]);
    });

    test('leaves the registration behind when it comes afterwards', async () => {
      const one = await domainWorld('granted');
      expect(await one.run('GW-01', inner(create))).toMatchObject({ exitCode: 0 });
      expect((await one.state()).clusters[0]?.members[0]?.status).toBe('Live');
      await one.run('GW-01', grant + use);
      expect((await one.state()).clusters[0]?.members[0]?.status).toBe('None');
    });
  });

  test('stops at a configuration that cannot be read, and connects by the proxy of its file', async () => {
    const proxy = { address: 'http://proxy.corp.example:8080', registration: 'file' as const };
    const one = await world({
      proxy,
      tenant: { clusters: [{ name: 'finance', members: [{ name: 'x', machine: 'GW-01' }] }] },
      members: { 'GW-01': { installed: { ...installed, registeredIn: 'finance' } } },
    });
    const status = async (): Promise<unknown> => (await one.state()).clusters[0]?.members[0]?.status;
    expect(await status()).toBe('None');
    const file = String.raw`C:\Program Files\On-premises data gateway\Microsoft.PowerBI.EnterpriseGateway.exe.config`;
    const text = (await one.state()).members['GW-01']?.files[file] ?? '';
    expect(text).toContain('<defaultProxy useDefaultCredentials="true" />');
    await one.writeFile(
      'GW-01',
      file,
      text.replace(
        '<defaultProxy useDefaultCredentials="true" />',
        '<defaultProxy><proxy proxyaddress="http://proxy.corp.example:8080"/></defaultProxy>',
      ),
    );
    expect(await status()).toBe('Live');
    await one.writeFile('GW-01', file, '<configuration>');
    const restart =
      'Restart-Service -Name PBIEgwService -Force; (Get-Service -Name PBIEgwService).Status; Start-Sleep -Seconds 5; (Get-Service -Name PBIEgwService).Status';
    expect((await one.run('GW-01', restart)).output).toEqual(['Running', 'Stopped']);
  });
});
