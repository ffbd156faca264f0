import { describeWithEngine } from './engine/engine';
import { SimulatedWorld } from './engine/world';
import type { WorldConfig } from './engine/world-config';
import { defaults } from './engine/world-defaults';

/** As the scripts of the library begin. */
const strict = "Set-StrictMode -Version Latest\n$ErrorActionPreference = 'Stop'\n";

describeWithEngine('a simulated Windows', (engine) => {
  const world = (config: WorldConfig = {}): Promise<SimulatedWorld> => SimulatedWorld.create(engine(), config);
  const output = async (script: string, config: WorldConfig = {}): Promise<readonly string[]> => {
    const result = await (await world(config)).run('GW-01', strict + script);
    expect(result.errors).toEqual([]);
    return result.output;
  };

  test('has files and folders', async () => {
    expect(
      await output(String.raw`
        $null = New-Item -Path 'C:\Data\Deep' -ItemType Directory -Force
        Set-Content -LiteralPath 'C:\Data\Deep\a.txt' -Value 'one', 'zwei: grün' -Encoding UTF8
        Add-Content -LiteralPath 'c:\data\deep\A.TXT' -Value 'three' -Encoding UTF8
        Get-Content -LiteralPath 'C:\Data\Deep\a.txt' -Encoding UTF8
        (Get-Content -LiteralPath 'C:\Data\Deep\a.txt' -Raw).Length
        Copy-Item -LiteralPath 'C:\Data\Deep' -Destination 'C:\Copy' -Recurse
        Move-Item -LiteralPath 'C:\Copy\a.txt' -Destination 'C:\Copy\b.txt'
        (Get-ChildItem -LiteralPath 'C:\' -Filter '*.txt' -File -Recurse).FullName
        Remove-Item -LiteralPath 'C:\Data' -Recurse -Force
        (Test-Path -LiteralPath 'C:\Data'), (Test-Path -LiteralPath 'C:\Copy\b.txt' -PathType Leaf)
        try { Remove-Item -LiteralPath 'C:\Copy' } catch { 'not empty' }
        Get-Item -LiteralPath 'C:\Nowhere' -ErrorAction SilentlyContinue
        try { Get-Item -LiteralPath 'C:\Nowhere' } catch [System.Management.Automation.ItemNotFoundException] { $_.Exception.Message }
        try { Set-Content -LiteralPath 'Z:\a.txt' -Value '' } catch { $_.Exception.GetType().Name }
        Join-Path -Path 'C:\a\' -ChildPath 'b'
        Split-Path -Path 'C:\a\b.txt' -Leaf`),
    ).toEqual([
      ...['one', 'zwei: grün', 'three', '24', String.raw`C:\Copy\b.txt`, String.raw`C:\Data\Deep\a.txt`],
      ...['False', 'True', 'not empty', String.raw`Cannot find path 'C:\Nowhere' because it does not exist.`],
      ...['DriveNotFoundException', String.raw`C:\a\b`, 'b.txt'],
    ]);
  });

  test('has a registry', async () => {
    expect(
      await output(String.raw`
        $key = 'HKLM:\SOFTWARE\Example\Deep'
        $null = New-Item -Path $key -Force
        $null = New-ItemProperty -LiteralPath $key -Name 'Number' -Value '5' -PropertyType DWord -Force
        $null = New-ItemProperty -LiteralPath $key -Name 'Text' -Value 'x' -PropertyType String -Force
        $item = Get-ItemProperty -LiteralPath $key
        $item.Number + 1
        @($item.PSObject.Properties | Where-Object { $_.Name -notlike 'PS*' } | ForEach-Object { $_.Name }) -join ' '
        try { Get-ItemProperty -LiteralPath $key -Name 'Absent' } catch { $_.Exception.Message }
        Remove-ItemProperty -LiteralPath $key -Name 'Text'
        (Get-Item -LiteralPath $key).Property -join ' '
        & sc.exe failure W32Time reset= 86400 actions= restart/60000/restart/60000/restart/300000
        $bytes = (Get-ItemProperty -LiteralPath 'HKLM:\SYSTEM\CurrentControlSet\Services\W32Time').FailureActions
        ($bytes | ForEach-Object { '{0:x2}' -f $_ }) -join ''`),
    ).toEqual([
      ...[
        '6',
        'Number Text',
        String.raw`Property Absent does not exist at path HKEY_LOCAL_MACHINE\SOFTWARE\Example\Deep.`,
      ],
      ...['Number', '[SC] ChangeServiceConfig2 SUCCESS'],
      '80510100000000000000000003000000140000000100000060ea00000100000060ea000001000000e0930400',
    ]);
  });

  test('refuses what Windows PowerShell 5.1 does not have', async () => {
    const result = await (
      await world()
    ).run(
      'GW-01',
      `$PSVersionTable.PSEdition
      "$($PSVersionTable.PSVersion.Major)"
      Test-Path -Path 'C:\\'
      Invoke-RestMethod -Uri 'http://169.254.169.254/' -NoProxy
      Get-NetAdapter`,
    );
    expect(result.output).toEqual(['Desktop', '5']);
    expect(result.errors.join('\n')).toMatch(
      /parameter 'Path'[^]*parameter name 'NoProxy'[^]*'Get-NetAdapter' is not recognized/,
    );
    expect(result.exitCode).toBe(0);
  });

  test('ends with the code of exit, or 1 after an error that nobody caught', async () => {
    const one = await world();
    expect((await one.run('GW-01', '& sc.exe failure nothing | Out-Null; "$LASTEXITCODE"')).exitCode).toBe(0);
    expect(
      await one.run('GW-01', 'function Leave { exit 7 }; try { Leave } finally { "end" }; "not here"'),
    ).toMatchObject({ exitCode: 7, output: ['end'] });
    expect(await one.run('GW-01', "'before'; throw 'it is over'; 'after'")).toMatchObject({
      exitCode: 1,
      output: ['before'],
    });
    expect((await one.run('GW-01', "'never' ) ")).exitCode).toBe(1);
  });

  test('installs programs, which take their time', async () => {
    const script = String.raw`${strict}
      $file = 'C:\Windows\Temp\setup.msi'
      Invoke-WebRequest -Uri 'https://github.com/PowerShell/PowerShell/releases/download/v7.6.5/PowerShell-7.6.5-win-x64.msi' -OutFile $file -UseBasicParsing
      (Get-AuthenticodeSignature -LiteralPath $file).Status
      $process = Start-Process -FilePath 'msiexec.exe' -ArgumentList @('/package', $file, '/quiet', '/norestart') -PassThru -WindowStyle Hidden
      $process.WaitForExit(5000)
      $null = $process.Handle
      $process.WaitForExit(600000)
      $process.ExitCode
      (Get-Item -LiteralPath 'C:\Program Files\PowerShell\7\pwsh.exe').VersionInfo.ProductVersion
      $forgotten = Start-Process -FilePath 'sc.exe' -ArgumentList @('failureflag', 'W32Time', '1') -PassThru
      $null -eq $forgotten.ExitCode
      try { Start-Process -FilePath 'C:\nothing.exe' } catch { $_.Exception.Message }`;
    const result = await (await world()).run('GW-01', script);
    expect(result.errors).toEqual([]);
    expect(result.output).toEqual([
      ...['Valid', 'False', 'True', '0', '7.6.5', 'True'],
      'This command cannot be run due to the error: The system cannot find the file specified.',
    ]);
    expect(result.seconds).toBe(60);
    expect(result.trace.map(({ kind }) => kind)).toEqual(['download', 'process.start', 'msi.run', 'process.start']);
  });

  test('runs PowerShell 7 inside', async () => {
    const config = { members: { 'GW-01': { installed: { powerShell: '7.6.5', module: '3000.306.1' } } } };
    const script = String.raw`${strict}
      function Get-Answer { 'from a function' }
      $inner = @'
      Set-StrictMode -Version Latest
      "$($PSVersionTable.PSEdition) $($PSVersionTable.PSVersion)"
      Import-Module -Name DataGateway
      $request = @{ Uri = 'http://169.254.169.254/nothing'; Headers = @{ Metadata = 'true' }; NoProxy = $true; SkipHttpErrorCheck = $true }
      (Invoke-RestMethod @request).error
      Start-Sleep -Seconds 30
      Get-DataGatewayCluster
'@
      $inner += [Environment]::NewLine + "function Get-Answer {$((Get-Command -Name Get-Answer).Definition)}" + [Environment]::NewLine + "Get-Answer" + [Environment]::NewLine + 'exit 5'
      Set-Content -LiteralPath 'C:\Windows\Temp\inner.ps1' -Value $inner -Encoding UTF8
      $start = @{ FilePath = 'C:\Program Files\PowerShell\7\pwsh.exe'; PassThru = $true; NoNewWindow = $true; RedirectStandardOutput = 'C:\Windows\Temp\out.txt'; RedirectStandardError = 'C:\Windows\Temp\err.txt' }
      $process = Start-Process @start -ArgumentList @('-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File', 'C:\Windows\Temp\inner.ps1')
      $null = $process.Handle
      $process.WaitForExit(60000)
      $process.ExitCode
      Get-Content -LiteralPath 'C:\Windows\Temp\out.txt' -Encoding UTF8
      (Get-Content -LiteralPath 'C:\Windows\Temp\err.txt' -Encoding UTF8)[0]
      Write-Host (Get-Date).ToString('HH:mm:ss')`;
    const one = await world(config);
    const result = await one.run('GW-01', script);
    expect(result.errors).toEqual([]);
    expect(result.output).toEqual([
      ...['True', '5', 'Core 7.6.5', 'not found', 'from a function'],
      ...[
        'Login first with Login-DataGatewayServiceAccount [DataGatewayError,Microsoft.PowerShell.Commands.GetDataGatewayClusterCommand,Get-DataGatewayCluster]',
        '08:00:30',
      ],
    ]);
    // The marks of the coverage are not in the file, and the text inside counts as executed where it stands.
    expect((await one.state()).members['GW-01']?.files[String.raw`C:\Windows\Temp\inner.ps1`]).not.toContain('SimHit');
    const line = script.split('\n').findIndex((text) => text.includes('Import-Module')) + 1;
    expect(result.coverage.executed.map((place) => Number(place.split(':')[0]))).toContain(line);
    const slow = await (
      await world(config)
    ).run(
      'GW-01',
      script.replace('WaitForExit(60000)', 'WaitForExit(10000)').replace('$process.ExitCode', "'late'; exit 2"),
    );
    expect(slow).toMatchObject({ output: ['False', 'late'], exitCode: 2, seconds: 10 });
  });

  test('lets a secret be read once the role has spread, and says in which ways it is not', async () => {
    const read = (name: string): string => String.raw`
      function Read-Secret([string] $Name) {
        $token = (Invoke-RestMethod -UseBasicParsing -Headers @{ Metadata = 'true' } -Uri 'http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://vault.azure.net').access_token
        while ($true) {
          try { return (Invoke-RestMethod -UseBasicParsing -Uri "https://kv-gateway.vault.azure.net/secrets/$($Name)?api-version=7.4" -Headers @{ Authorization = "Bearer $token" }).value }
          catch {
            '{0} {1}' -f [int] $_.Exception.Response.StatusCode, ($_.ErrorDetails.Message | ConvertFrom-Json).error.innererror.code
            Start-Sleep -Seconds 20
          }
        }
      }
      Read-Secret '${name}'`;
    const spread = await (
      await world({ vaults: { 'kv-gateway': { roleAfter: 50 } } })
    ).run('GW-01', strict + read(defaults.recoveryKeyName));
    expect(spread.output).toEqual([...Array<string>(3).fill('403 ForbiddenByRbac'), defaults.recoveryKey]);
    expect(spread.seconds).toBe(60);
    const busy = { vaults: { 'kv-gateway': { secrets: { a: 'secret-a' }, failures: [{ status: 429, times: 1 }] } } };
    const throttled = (await world(busy)).run(
      'GW-01',
      read('a').replace(/ \{1\}.*code/, "' -f [int] $_.Exception.Response.StatusCode"),
    );
    expect((await throttled).output).toEqual(['429', 'secret-a']);
  });

  test('tells failures of the network apart', async () => {
    const ask = `foreach ($i in 1..2) {
      try { $null = Invoke-WebRequest -UseBasicParsing -Uri 'https://www.powershellgallery.com/api/v2/package/DataGateway'; 'there' }
      catch { "$($_.Exception.Status) $($null -eq $_.Exception.Response)" }
      if ($null -eq (Resolve-DnsName -Name 'example.org' -QuickTimeout -ErrorAction SilentlyContinue)) { 'no name' }
      Start-Sleep -Seconds 60
    }`;
    const network = (of: NonNullable<NonNullable<WorldConfig['members']>[string]['network']>): WorldConfig => ({
      members: { 'GW-01': { network: of } },
    });
    expect(await output(ask, network({ downFor: 60 }))).toEqual(['ConnectFailure True', 'no name', 'there']);
    expect(await output(ask, network({ namesDownFor: 60 }))).toEqual([
      'NameResolutionFailure True',
      'no name',
      'there',
    ]);
    expect(await output(ask, network({ blocked: ['*.powershellgallery.com'] }))).toEqual([
      'ConnectFailure True',
      'ConnectFailure True',
    ]);
    const proxy = { address: 'http://proxy.corp.example:8080', authentication: 'windows' as const };
    const by = ask.replace('-UseBasicParsing', "-UseBasicParsing -Proxy 'http://proxy.corp.example:8080'");
    expect(await output(ask, { proxy })).toEqual(['ConnectFailure True', 'ConnectFailure True']);
    expect(await output(by, { proxy })).toEqual(['ProtocolError False', 'ProtocolError False']);
    expect(await output(by.replace('-Proxy', '-ProxyUseDefaultCredentials -Proxy'), { proxy, domain: {} })).toEqual([
      'there',
      'there',
    ]);
  });

  test('has connections, which fail as those of .NET do', async () => {
    const ask = (host: string, port: number, more = ''): string => `
      $client = New-Object -TypeName System.Net.Sockets.TcpClient
      try {
        $client.ReceiveTimeout = 5000
        if (-not $client.ConnectAsync('${host}', ${String(port)}).Wait(8000)) { 'nothing' }
        else {
          $stream = $client.GetStream()
          ${more}
          $bytes = [Text.Encoding]::ASCII.GetBytes("GET / HTTP/1.1\`r\`nHost: x\`r\`n\`r\`n")
          $stream.Write($bytes, 0, $bytes.Length)
          $buffer = [byte[]]::new(512)
          $count = $stream.Read($buffer, 0, 512)
          ([Text.Encoding]::ASCII.GetString($buffer, 0, $count) -split "\`r\`n")[0]
        }
      }
      catch {
        $cause = $_.Exception
        while ($null -ne $cause.InnerException) { $cause = $cause.InnerException }
        if ($cause -is [System.Net.Sockets.SocketException]) { [string] $cause.SocketErrorCode } else { $cause.Message }
      }
      finally { $client.Close() }`;
    const tls = `
      $check = [Net.Security.RemoteCertificateValidationCallback] { param($from, $certificate, $chain, $problems) $seen.Text = "$($certificate.Issuer): $problems"; $problems -eq 'None' }.GetNewClosure()
      $stream = New-Object -TypeName System.Net.Security.SslStream -ArgumentList $stream, $false, $check
      $stream.AuthenticateAsClient('there.example', $null, [Security.Authentication.SslProtocols]::Tls12, $false)`;
    const seen = (script: string): string => `$seen = @{ Text = '' }\n${script}\n$seen.Text`;
    const network = {
      unknownNames: ['gone.example'],
      blocked: ['closed.example'],
      refused: ['no.example:443'],
      silent: ['mute.example'],
      answers: { 'ssh.example': 'SSH-2.0' },
      certificates: { 'own.example': { issuer: 'CN=Own CA' } },
    };
    const config: WorldConfig = { members: { 'GW-01': { network } } };
    const script = ['gone', 'closed', 'no', 'mute', 'ssh', 'there']
      .map((name) => ask(`${name}.example`, 443))
      .join('\n');
    expect(await output(script, config)).toEqual([
      ...['HostNotFound', 'nothing', 'ConnectionRefused', 'TimedOut', 'SSH-2.0', 'HTTP/1.1 404 Not Found'],
    ]);
    expect(await output(seen(ask('there.example', 443, tls)), config)).toEqual([
      'HTTP/1.1 404 Not Found',
      'CN=Microsoft Azure RSA TLS Issuing CA 04, O=Microsoft Corporation, C=US: None',
    ]);
    expect(await output(seen(ask('own.example', 443, tls)), config)).toEqual([
      'The remote certificate is invalid according to the validation procedure.',
      'CN=Own CA: RemoteCertificateChainErrors',
    ]);
    // Windows gives up by itself after 21 seconds, and a script before that as it says.
    const patient = ask('closed.example', 443).replace('Wait(8000)', 'Wait(60000)');
    const result = await (await world(config)).run('GW-01', `${strict}${ask('closed.example', 443)}\n${patient}`);
    expect([result.output, result.seconds]).toEqual([['nothing', 'TimedOut'], 29]);
  });

  test('has a clock that may be wrong for a while', async () => {
    const config = { members: { 'GW-01': { clock: { offset: -7200, correctedAfter: 100 } } } };
    const script = "(Get-Date).ToString('HH:mm:ss'); Start-Sleep -Seconds 100; (Get-Date).ToString('HH:mm:ss')";
    expect(await output(script, config)).toEqual(['06:00:00', '08:01:40']);
  });

  test('has disks', async () => {
    const script = `
      @(Get-Disk | ForEach-Object { "$($_.Number) $($_.FriendlyName) $($_.PartitionStyle)" })
      $disk = Get-Disk | Where-Object { $_.PartitionStyle -eq 'RAW' -and $_.FriendlyName -notmatch 'Direct' }
      try { Get-Partition -DiskNumber $disk.Number } catch { 'no partitions' }
      Initialize-Disk -Number $disk.Number -PartitionStyle GPT
      $partition = New-Partition -DiskNumber $disk.Number -UseMaximumSize
      $null = Format-Volume -Partition $partition -FileSystem NTFS -NewFileSystemLabel 'Data' -AllocationUnitSize 65536 -Confirm:$false
      try { Set-Partition -DiskNumber $disk.Number -PartitionNumber $partition.PartitionNumber -NewDriveLetter 'E' } catch { 'E: is the DVD' }
      Set-Partition -DiskNumber $disk.Number -PartitionNumber $partition.PartitionNumber -NewDriveLetter 'F'
      "$((Get-Volume -FileSystemLabel 'Data').DriveLetter) $(Test-Path -LiteralPath 'F:\\')"
      (Get-PSDrive -PSProvider FileSystem).Name -join ''`;
    const result = await output(script, {
      members: { 'GW-01': { disks: { controller: 'nvme', localNvme: 1, data: [256] } } },
    });
    expect(result).toEqual([
      ...[
        '0 MSFT NVMe Accelerator v1.0 GPT',
        '1 Microsoft NVMe Direct Disk v2 RAW',
        '2 MSFT NVMe Accelerator v1.0 RAW',
      ],
      ...['no partitions', 'E: is the DVD', 'F True', 'CEF'],
    ]);
  });

  test('knows local accounts, groups by id, and rights', async () => {
    expect(
      await output(`
        $user = Get-LocalUser -Name 'gwadmin'
        $user.SID.Value.EndsWith('-500')
        try { Set-LocalUser -Name 'gwadmin' -Password (ConvertTo-SecureString -String 'simple' -AsPlainText -Force) } catch { 'too simple' }
        Set-LocalUser -Name 'gwadmin' -Password (ConvertTo-SecureString -String 'A-much-better-0ne' -AsPlainText -Force)
        Add-LocalGroupMember -SID 'S-1-5-32-559' -Member 'gwadmin'
        try { Add-LocalGroupMember -SID 'S-1-5-32-559' -Member $user.SID.Value } catch { $_.FullyQualifiedErrorId -replace ',.*' }
        try { New-Object -TypeName DataGatewayAccountRights } catch { 'no such type yet' }
        Add-Type -TypeDefinition 'public class DataGatewayAccountRights { }'
        $rights = New-Object -TypeName DataGatewayAccountRights
        $rights.GetRights('S-1-5-21-1').Count
        $rights.AddRight('S-1-5-21-1', 'SeServiceLogonRight')
        $rights.GetRights('S-1-5-21-1')`),
    ).toEqual(['True', 'too simple', 'MemberExists', 'no such type yet', '0', 'SeServiceLogonRight']);
  });
});
