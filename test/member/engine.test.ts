import { CoverageSum } from './engine/coverage';
import { describeWithEngine, Engine } from './engine/engine';
import { SimulatedWorld, type FaultKind } from './engine/world';
import { defaults } from './engine/world-defaults';

const strict = "Set-StrictMode -Version Latest\n$ErrorActionPreference = 'Stop'\n";

describeWithEngine('runs of scripts', (engine) => {
  const world = (): Promise<SimulatedWorld> => SimulatedWorld.create(engine());

  describe('faults', () => {
    const script = String.raw`${strict}
      try {
        Write-Host 'begin'
        $null = New-Item -Path 'C:\Data' -ItemType Directory -Force
        Set-Content -LiteralPath 'C:\Data\file.txt' -Value '0123456789' -Encoding UTF8 -NoNewline
        $null = New-Item -Path 'HKLM:\SOFTWARE\Example' -Force
        Write-Host 'end'
        exit 0
      }
      catch { Write-Host "caught $($_.Exception.GetType().Name)"; exit 1 }
      finally { Write-Host 'finally' }`;
    const file = String.raw`C:\Data\file.txt`;
    const run = async (
      kind: FaultKind,
    ): Promise<{ result: unknown; file: string | undefined; trace: readonly unknown[] }> => {
      const one = await world();
      const { output, exitCode, rebooted, trace } = await one.run('GW-01', script, { at: 1, kind });
      return { result: { output, exitCode, rebooted }, file: (await one.state()).members['GW-01']?.files[file], trace };
    };

    test.each<[FaultKind, boolean, string | undefined]>([
      ['error', false, undefined],
      ['errorAfter', false, '\ufeff0123456789'],
      ['reboot', true, undefined],
      ['rebootAfter', true, '\ufeff0123456789'],
      ['torn', true, '\ufeff012'],
    ])('%s', async (kind, rebooted, text) => {
      const { result, file: content, trace } = await run(kind);
      // After a power loss nothing of the script goes on, neither catch nor finally.
      const output = rebooted ? ['begin'] : ['begin', 'caught IOException', 'finally'];
      expect(result).toEqual({ output, exitCode: rebooted ? null : 1, rebooted });
      expect(content).toBe(text);
      expect(trace).toEqual([
        { index: 0, kind: 'folder.create', detail: String.raw`C:\Data` },
        { index: 1, kind: 'file.write', detail: file, fault: kind },
      ]);
    });

    test('are no errors for a command that ignores errors', async () => {
      const one = await world();
      const quiet = "New-Item -Path 'C:\\Data' -ItemType Directory -Force -ErrorAction SilentlyContinue; 'goes on'";
      expect(await one.run('GW-01', strict + quiet, { at: 0, kind: 'error' })).toMatchObject({
        exitCode: 0,
        output: ['goes on'],
      });
    });

    test('hit what happens in pwsh.exe too, and installers', async () => {
      const one = await SimulatedWorld.create(engine(), {
        members: { 'GW-01': { installed: { powerShell: '7.6.5' } } },
      });
      const outer = String.raw`${strict}
        Set-Content -LiteralPath 'C:\inner.ps1' -Value "Set-Content -LiteralPath 'C:\a.txt' -Value 'a'; Set-Content -LiteralPath 'C:\b.txt' -Value 'b'" -Encoding UTF8
        $process = Start-Process -FilePath 'C:\Program Files\PowerShell\7\pwsh.exe' -ArgumentList '-File', 'C:\inner.ps1' -PassThru
        try { $null = $process.Handle; $process.WaitForExit(1000) } finally { Set-Content -LiteralPath 'C:\c.txt' -Value 'c' }`;
      const result = await one.run('GW-01', outer, { at: 3, kind: 'rebootAfter' });
      expect(result).toMatchObject({ rebooted: true, output: [] });
      expect(result.trace.map(({ kind, process }) => [kind, process])).toEqual([
        ['file.write', undefined],
        ['process.start', undefined],
        ['file.write', 'pwsh'],
        ['file.write', 'pwsh'],
      ]);
      const { files } = (await one.state()).members['GW-01'] ?? { files: {} };
      expect(Object.keys(files).filter((name) => /^C:\\[abc]/.test(name))).toEqual([
        String.raw`C:\a.txt`,
        String.raw`C:\b.txt`,
      ]);

      const install = String.raw`${strict}
        Invoke-WebRequest -UseBasicParsing -Uri 'https://download.microsoft.com/download/D/A/1/DA1FDDB8-6DA8-4F50-B4D0-18019591E182/GatewayInstall.exe' -OutFile 'C:\setup.exe'
        $process = Start-Process -FilePath 'C:\setup.exe' -ArgumentList '/install', '/quiet', '/norestart' -PassThru
        $null = $process.Handle
        $null = $process.WaitForExit(600000)
        "$($process.ExitCode) $($null -ne (Get-Service -Name 'PBIEgwService' -ErrorAction SilentlyContinue))"`;
      await one.run('GW-01', install, { at: 2, kind: 'torn' });
      const torn = (await one.state()).members['GW-01'];
      expect(Object.keys(torn?.services ?? {})).toEqual(['W32Time']);
      expect(torn?.folders).toContain(String.raw`C:\Program Files\On-premises data gateway`);
      expect((await one.run('GW-01', install)).output).toEqual(['0 True']);
      expect((await one.run('GW-01', install)).output).toEqual(['1638 True']);
    });
  });

  test('copies of a world go their own ways, and the same way ends the same', async () => {
    const one = await world();
    const script =
      "$null = New-Item -Path 'HKLM:\\SOFTWARE\\Example' -Force; Stop-Service -Name 'W32Time'; Start-Sleep -Seconds 5";
    const [copy, other] = [await one.clone(), await one.clone()];
    await copy.run('GW-01', script);
    await other.run('GW-01', `Start-Sleep -Seconds 100\n${script}`);
    expect(await copy.state()).toEqual(await other.state());
    expect(await copy.state()).not.toEqual(await one.state());
    await copy.reboot('GW-01');
    expect((await copy.state()).members['GW-01']?.services['W32Time']).toMatchObject({ status: 'Running' });
  });

  test('secrets are found wherever they are left', async () => {
    const script = String.raw`${strict}
      $token = (Invoke-RestMethod -UseBasicParsing -Headers @{ Metadata = 'true' } -Uri 'http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://vault.azure.net').access_token
      $key = (Invoke-RestMethod -UseBasicParsing -Uri 'https://kv-gateway.vault.azure.net/secrets/recovery-key?api-version=7.4' -Headers @{ Authorization = "Bearer $token" }).value
      $secure = ConvertTo-SecureString -String $key -AsPlainText -Force
      `;
    const one = await world();
    expect(await one.leaks(await one.run('GW-01', script))).toEqual([]);
    const bad = await one.run(
      'GW-01',
      String.raw`${script}
      Add-Content -LiteralPath 'C:\Windows\Temp\a.log' -Value "key $key"
      Set-Content -LiteralPath 'C:\Windows\Temp\b.txt' -Value ([Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($key)))
      $null = New-ItemProperty -LiteralPath 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion' -Name 'Key' -Value $key
      & netsh.exe winhttp set proxy $key | Out-Null
      Write-Host "the token is $token"`,
    );
    const places = (await one.leaks(bad)).map(({ where }) => where.replace(/^GW-01 /, ''));
    expect(places.sort()).toEqual([
      String.raw`C:\Windows\Temp\a.log`,
      String.raw`C:\Windows\Temp\b.txt`,
      String.raw`HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion Key`,
      'log',
      'output',
      'trace',
    ]);
  });

  test('statements that no run came to are named by their file', async () => {
    const common =
      "function Say([string] $What) {\n  if ($What -eq '') { Write-Host 'nothing'; return }\n  Write-Host $What\n}\n";
    const step = "Say 'one'\nif ($false) {\n  Say 'two'\n}\n";
    const parts = [
      { name: 'common', lines: 4 },
      { name: 'step', lines: 4 },
    ];
    const sum = new CoverageSum();
    sum.add(common + step, parts, await (await world()).run('GW-01', common + step));
    expect(sum.totals()).toEqual({ common: { statements: 4, executed: 2 }, step: { statements: 3, executed: 2 } });
    expect(sum.missed('step')).toEqual([{ part: 'step', line: 3, column: 3, text: "Say 'two'" }]);
    expect(sum.missed('common')).toMatchObject([
      { line: 2, column: 23 },
      { line: 2, column: 45, text: 'return }' },
    ]);
    const other = "Say ''\n";
    sum.add(
      common + other,
      [parts[0] ?? { name: '', lines: 0 }, { name: 'other', lines: 1 }],
      await (await world()).run('GW-01', common + other),
    );
    expect(sum.missed('common')).toEqual([]);
  });

  test('syntax trees are told', async () => {
    const facts = await engine().parse(String.raw`
function Get-One { param([string] $Name) Get-Item -LiteralPath $Name -Force | % { $_.Delete($true) } }
$x = $true ? 1 : 2
[System.Math]::Min(1, 2) && [int]::MaxValue
$y ??= 'text'
$null = ${'${x}'}?.Length
iex '1'; & { sc a b }
class Thing { }`);
    expect(facts.problems).toEqual([]);
    expect(facts.newer.map(({ what }) => what)).toEqual(
      ['? :', 'AndAnd', '??=', '?.', 'class'].map((what) => expect.stringContaining(what.slice(0, 2)) as string),
    );
    expect(facts.commands.map(({ name, function: inside }) => [name, inside])).toEqual([
      ['Get-Item', 'Get-One'],
      ['%', 'Get-One'],
      ['iex', null],
      [null, null],
      ['sc', null],
    ]);
    expect(facts.commands[0]).toMatchObject({ parameters: ['LiteralPath', 'Force'], line: 2, positional: 0 });
    expect(facts.methods).toMatchObject([{ name: 'Delete', arguments: 1, function: 'Get-One' }]);
    expect(facts.staticMembers).toMatchObject([
      { type: 'System.Math', member: 'Min', called: true },
      { type: 'int', member: 'MaxValue', called: false },
    ]);
    expect(facts.aliases.map(({ name }) => name)).toEqual(['%', 'iex', 'sc']);
    expect(facts.dynamicCode).toEqual([{ what: 'iex', line: 7 }]);
    expect(facts.functions).toMatchObject([{ name: 'Get-One', line: 2, endLine: 2, parameters: ['Name'] }]);
    expect((await engine().parse('if (')).problems).not.toEqual([]);
  });

  test('an engine that ends says so to whoever waits', async () => {
    const short = Engine.start();
    await expect(short.request('nothing')).rejects.toThrow(/no operation nothing/);
    await expect(SimulatedWorld.create(short).then((one) => one.run('GW-77', ''))).rejects.toThrow(/no member GW-77/);
    await short.close();
    await expect(short.request('ping')).rejects.toThrow(/ended \(code 0\)/);
  });

  test('text of any language goes there and back', async () => {
    const text = 'grün \u2028 日本 \u{1f600} \\ " \' \u0007';
    const one = await world();
    await one.writeFile('GW-01', String.raw`C:\a.txt`, text);
    expect((await one.state()).members['GW-01']?.files[String.raw`C:\a.txt`]).toBe(text);
    expect((await one.run('GW-01', "Get-Content -LiteralPath 'C:\\a.txt' -Raw -Encoding UTF8")).output).toEqual([text]);
    expect(defaults.recoveryKey).toContain("'");
  });
});
