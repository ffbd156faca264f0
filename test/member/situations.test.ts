import { gatewayInstaller, sha256 } from './engine/artifacts';
import { describeWithEngine } from './engine/engine';
import { SimulatedWorld } from './engine/world';
import type { WorldConfig } from './engine/world-config';
import { defaults } from './engine/world-defaults';

const strict = "Set-StrictMode -Version Latest\n$ErrorActionPreference = 'Stop'\n";
const share = String.raw`\\files.corp.example\software`;

/** What a test can say of a world, and change in it. */
describeWithEngine('situations of a simulated member', (engine) => {
  const world = (config: WorldConfig = {}): Promise<SimulatedWorld> => SimulatedWorld.create(engine(), config);
  const output = async (script: string, config: WorldConfig = {}): Promise<readonly string[]> => {
    const result = await (await world(config)).run('GW-01', strict + script);
    expect(result.errors).toEqual([]);
    return result.output;
  };

  test('the identity endpoint fails for a while', async () => {
    const ask = `foreach ($i in 1..4) {
      try { $null = Invoke-RestMethod -UseBasicParsing -Headers @{ Metadata = 'true' } -Uri 'http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://vault.azure.net&client_id=${defaults.identityClientId}'; 'token' }
      catch { [int] $_.Exception.Response.StatusCode }
    }`;
    const failures = [400, 404, 500].map((status) => ({ status, times: 1 }));
    expect(await output(ask, { members: { 'GW-01': { identityFailures: failures } } })).toEqual([
      '400',
      '404',
      '500',
      'token',
    ]);
    expect(await output(ask, { members: { 'GW-01': { identities: [] } } })).toEqual(Array(4).fill('400'));
  });

  test('software comes from a storage account, a share, or changed on its way', async () => {
    const installer = gatewayInstaller('3000.322.5');
    const blob = `$token = (Invoke-RestMethod -UseBasicParsing -Headers @{ Metadata = 'true' } -Uri 'http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://storage.azure.com/').access_token
      $headers = @{ Authorization = "Bearer $token"; 'x-ms-version' = '2021-08-06' }
      try { Invoke-WebRequest -UseBasicParsing -Uri 'https://stsoftware.blob.core.windows.net/gateway/setup.exe' -Headers $headers -OutFile 'C:\\setup.exe' } catch { [int] $_.Exception.Response.StatusCode; Start-Sleep -Seconds 60; Invoke-WebRequest -UseBasicParsing -Uri 'https://stsoftware.blob.core.windows.net/gateway/setup.exe' -Headers $headers -OutFile 'C:\\setup.exe' }
      (Get-FileHash -LiteralPath 'C:\\setup.exe' -Algorithm SHA256).Hash.ToLowerInvariant()`;
    const storageAccounts = { stsoftware: { blobs: { 'gateway/setup.exe': installer }, roleAfter: 30 } };
    expect(await output(blob, { storageAccounts })).toEqual(['403', sha256(installer)]);

    const copy = `Copy-Item -LiteralPath '${share}\\setup.exe' -Destination 'C:\\setup.exe'; (Get-Item -LiteralPath 'C:\\setup.exe').VersionInfo.ProductVersion`;
    const fileShares = { [share]: { files: { 'setup.exe': installer } } };
    expect(await output(copy, { fileShares, domain: {} })).toEqual(['3000.322.5']);
    const outside = await (await world({ fileShares })).run('GW-01', strict + copy);
    expect(outside).toMatchObject({ exitCode: 1, trace: [] });

    const url = 'https://go.microsoft.com/fwlink/?LinkId=2116849&clcid=0x409';
    const check = `Invoke-WebRequest -UseBasicParsing -Uri '${url}' -OutFile 'C:\\setup.exe'
      $signature = Get-AuthenticodeSignature -LiteralPath 'C:\\setup.exe'
      "$($signature.Status) $($null -ne $signature.SignerCertificate)"`;
    expect(await output(check)).toEqual(['Valid True']);
    expect(await output(check, { downloads: { [url]: { tampered: true } } })).toEqual(['HashMismatch True']);
    expect(await output(check, { downloads: { [url]: { signer: null } } })).toEqual(['NotSigned False']);
  });

  test('another installation is in the way, or a restart is wanted', async () => {
    const install = `Invoke-WebRequest -UseBasicParsing -Uri 'https://github.com/PowerShell/PowerShell/releases/download/v7.6.5/PowerShell-7.6.5-win-x64.msi' -OutFile 'C:\\p.msi'
      foreach ($i in 1..2) {
        $process = Start-Process -FilePath 'msiexec.exe' -ArgumentList '/package', 'C:\\p.msi', '/quiet' -PassThru
        $null = $process.Handle
        $null = $process.WaitForExit(600000)
        $process.ExitCode
      }`;
    expect(
      await output(install, { members: { 'GW-01': { powerShellInstaller: { busyTimes: 1, wantsRestart: true } } } }),
    ).toEqual(['1618', '3010']);
  });

  test('Windows LAPS is there, or is not', async () => {
    const script = `if ($null -eq (Get-Command -Name 'Invoke-LapsPolicyProcessing' -ErrorAction SilentlyContinue)) { 'none'; exit 0 }
      $null = New-Item -Path 'HKLM:\\Software\\Microsoft\\Windows\\CurrentVersion\\LAPS\\Config' -Force
      $null = New-ItemProperty -LiteralPath 'HKLM:\\Software\\Microsoft\\Windows\\CurrentVersion\\LAPS\\Config' -Name 'BackupDirectory' -Value 1 -PropertyType DWord
      Invoke-LapsPolicyProcessing`;
    expect(await output(script, { members: { 'GW-01': { laps: { available: false } } } })).toEqual(['none']);
    const one = await world();
    await one.run('GW-01', strict + script);
    expect((await one.state()).members['GW-01']?.users['gwadmin']).toMatchObject({ managedByLaps: true });
  });

  test('what Windows notes of services can be read', async () => {
    const script = `Get-WinEvent -FilterHashtable @{ LogName = 'System' } -ErrorAction SilentlyContinue
      Restart-Service -Name 'PBIEgwService' -Force
      Start-Sleep -Seconds 10
      (Get-WinEvent -FilterHashtable @{ LogName = 'System'; StartTime = (Get-Date).AddMinutes(-1) } -MaxEvents 1).Id`;
    const broken = String.raw`C:\Program Files\On-premises data gateway\Microsoft.PowerBI.EnterpriseGateway.exe.config`;
    const one = await world({ members: { 'GW-01': { installed: { gateway: '3000.322.5' } } } });
    await one.writeFile('GW-01', broken, '<configuration');
    expect((await one.run('GW-01', strict + script)).output).toEqual(['7034']);
  });

  test('a test changes what it wants to', async () => {
    const one = await world({
      members: {
        'GW-01': { installed: { gateway: '3000.318.6', coreSettings: { MashupDQPoolContainerMaxCount: '7' } } },
      },
    });
    const key = String.raw`HKLM:\SOFTWARE\Example`;
    await one.setRegistryValue('GW-01', key, 'Number', 5, 'DWord');
    await one.setService('GW-01', 'W32Time', 'Stopped');
    await one.installGateway('GW-01', '3000.322.5');
    await one.addCluster({ name: 'foreign' });
    await one.rotateSecret('kv-gateway', defaults.recoveryKeyName, 'v2', 'another-Recovery-key');
    await one.set('GW-01', ['network', 'blocked'], ['*.servicebus.windows.net']);
    await one.advance(3600);
    const { members, clusters } = await one.state();
    const machine = members['GW-01'];
    expect(machine?.registry[key]).toEqual({ Number: { type: 'DWord', data: 5 } });
    expect(machine?.services['W32Time']?.status).toBe('Stopped');
    const program = String.raw`C:\Program Files\On-premises data gateway\Microsoft.PowerBI.EnterpriseGateway.exe`;
    expect(machine?.files[program]).toContain('3000.322.5');
    // An upgrade lays the configuration anew.
    expect(JSON.stringify(machine?.files)).not.toContain('<value>7</value>');
    expect(clusters).toMatchObject([{ name: 'foreign', members: [{ status: 'Live' }] }]);
    expect(await one.seconds()).toBe(3600);
    await one.removeRegistryKey('GW-01', key);
    await one.removeFile('GW-01', String.raw`C:\Program Files\On-premises data gateway`);
    const after = (await one.state()).members['GW-01'];
    expect([after?.registry[key], after?.files[program]]).toEqual([undefined, undefined]);
  });
});
