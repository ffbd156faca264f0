import { directoryWorld, effectsOf, objectIn, outputIn, root, strict } from './directory-world';
import type { DomainConfig } from './engine/domain-config';
import { describeWithEngine } from './engine/engine';
import type { SimulatedWorld } from './engine/world';
import type { MemberConfig } from './engine/world-config';

const secret = "Join'Secret_44-7Zq";
const who = "'CORP\\svc-join'";
const joinAccounts = { 'CORP\\svc-join': { secret } };
/** Code of a join; the user name and the password are PowerShell literals. */
const join = (more = '', user = who, password = `'${secret.replaceAll("'", "''")}'`): string => `
  $arguments = @{ Name = 'corp.example'; UserName = ${user}; Password = ${password}; AccountOU = $null; FJoinOptions = [uint32] 3 }
  ${more}
  [int] (Invoke-CimMethod -InputObject (Get-CimInstance -ClassName Win32_ComputerSystem) -MethodName JoinDomainOrWorkgroup -Arguments $arguments).ReturnValue\n`;

describeWithEngine('a simulated member of a domain', (engine) => {
  const world = (domain: DomainConfig = {}, member: MemberConfig = {}): Promise<SimulatedWorld> =>
    directoryWorld(engine(), { joinAccounts, ...domain }, { 'GW-01': { domain: { joined: false }, ...member } });
  const code = async (script: string, domain?: DomainConfig, member?: MemberConfig): Promise<number> =>
    Number((await outputIn(await world(domain, member), script))[0]);

  test('joins, and uses the domain from its restart on', async () => {
    const look = `
      $computer = Get-CimInstance -ClassName Win32_ComputerSystem
      '{0} {1}' -f $computer.PartOfDomain, $computer.Domain
      try { Test-ComputerSecureChannel } catch { 'no channel' }
      try { (Get-ADDomain).DNSRoot } catch { 'no domain' }
      Test-Path -LiteralPath '\\\\files.corp.example\\software'\n`;
    const one = await directoryWorld(
      engine(),
      { joinAccounts },
      { 'GW-01': { domain: { joined: false, managedAccounts: { 'gmsa-gw': 'granted' } } } },
    );
    expect(await objectIn(one, 'GW-01$')).toBeUndefined();
    const result = await one.run('GW-01', strict + look + join() + look + join());
    expect(result.errors).toEqual([]);
    expect(result.output).toEqual([
      ...['False WORKGROUP', 'no channel', 'no domain', 'False', '0'],
      ...['True corp.example', 'False', 'no domain', 'False', '2691'],
    ]);
    expect(effectsOf(result)).toEqual([String.raw`domain.join corp.example as CORP\svc-join`]);
    expect(await one.leaks(result)).toEqual([]);
    await one.reboot('GW-01');
    expect(await outputIn(one, look)).toEqual(['True corp.example', 'True', 'corp.example', 'False']);
    expect(await outputIn(one, "Test-ADServiceAccount -Identity 'gmsa-gw'")).toEqual(['True']);
    expect((await one.state()).members['GW-01']?.domain).toEqual({ joined: true, name: 'corp.example' });
    expect(await objectIn(one, 'GW-01$')).toMatchObject({
      class: 'computer',
      enabled: true,
      spns: [
        ...['HOST/GW-01', 'HOST/GW-01.corp.example'],
        ...['RestrictedKrbHost/GW-01', 'RestrictedKrbHost/GW-01.corp.example'],
      ],
    });
  });

  const answers: readonly (readonly [what: string, answer: number, script: string, DomainConfig?, MemberConfig?])[] = [
    ['a UPN', 0, join('', "'svc-join@corp.example'")],
    ['a wrong password', 1326, join('', who, "'Wrong#Pass9'")],
    ['an unknown account', 1326, join('', "'CORP\\nobody'")],
    ['no domain in the name', 1326, join('', "'svc-join'")],
    ['an account that is locked', 1909, join(), { joinAccounts: { 'CORP\\svc-join': { secret, lockedOut: true } } }],
    ['no right to create', 5, join(), { joinAccounts: { 'CORP\\svc-join': { secret, mayCreate: false } } }],
    ['no such unit', 2, join(`$arguments.AccountOU = 'OU=None,${root}'`)],
    ['a container as the unit', 2, join(`$arguments.AccountOU = 'CN=Computers,${root}'`)],
    ['another domain', 1355, join("$arguments.Name = 'other.example'")],
    ['no names', 1355, join(), {}, { network: { namesDownFor: 60 } }],
    ['no network', 53, join(), {}, { network: { downFor: 60 } }],
    ['a domain that does not answer', 1355, join(), { blockedDomains: ['corp.example'] }],
    ['a domain controller by name', 0, join("$arguments.Name = 'corp.example\\dc1.corp.example'")],
    ['a domain controller that is none', 53, join("$arguments.Name = 'corp.example\\dc9.corp.example'")],
    ['a clock that is wrong', 1398, join(), {}, { clock: { offset: 400 } }],
    ['somebody else who made the account', 2732, join(), { objects: [{ sam: 'GW-01$', class: 'computer' }] }],
  ];
  test.each(answers.map(([what, answer, ...rest]) => ({ what, answer, rest })))(
    'joining with $what answers $answer',
    async ({ answer, rest }) => {
      expect(await code(...rest)).toBe(answer);
    },
  );

  test('takes an account over that it made itself, or may use again', async () => {
    const there = { sam: 'GW-01$', class: 'computer', spns: ['HTTP/gw'] } as const;
    expect(await code(join(), { objects: [{ ...there, creator: 'CORP\\svc-join' }] })).toBe(0);
    const reuse = { 'CORP\\svc-join': { secret, mayCreate: false, mayReuse: ['GW-01'] } };
    const servers = { sam: 'Servers', class: 'organizationalUnit' } as const;
    const objects = [servers, { ...there, path: `OU=Servers,${root}`, enabled: false }];
    const one = await world({ joinAccounts: reuse, objects });
    expect(await outputIn(one, join())).toEqual(['0']);
    expect(await objectIn(one, 'GW-01$')).toMatchObject({ enabled: true });
    expect((await objectIn(one, 'GW-01$'))?.spns).toHaveLength(5);
    // An account stays where it is, and Windows does not take another place for it.
    const elsewhere = join(`$arguments.AccountOU = 'OU=Servers,${root}'`);
    expect(await code(elsewhere, { joinAccounts: reuse, objects: [servers, there] })).toBe(2224);
  });

  test('may be cut off while it joins, and joins again', async () => {
    const one = await world();
    const cut = await one.run('GW-01', strict + join(), { at: 0, kind: 'torn' });
    expect(cut.rebooted).toBe(true);
    expect(await objectIn(one, 'GW-01$')).toBeDefined();
    expect((await one.state()).members['GW-01']?.domain).toEqual({ joined: false, name: '' });
    expect(await outputIn(one, join())).toEqual(['0']);
  });

  test('is known to the other domain controller after a while', async () => {
    const one = await world({ replicationDelay: 90, objects: [{ sam: 'Servers', class: 'organizationalUnit' }] });
    await outputIn(one, join(`$arguments.AccountOU = 'OU=Servers,${root}'`));
    const seen = `foreach ($dc in 'dc1', 'dc2') { @(Get-ADObject -LDAPFilter '(sAMAccountName=GW-01$)' -Server "$dc.corp.example").Count }`;
    expect(await outputIn(one, seen, 'GW-02')).toEqual(['0', '1']);
    await one.advance(90);
    expect(await outputIn(one, seen, 'GW-02')).toEqual(['1', '1']);
  });

  test('is joined by the extension, restart included', async () => {
    const unit = `OU=Servers,${root}`;
    const one = await world({ objects: [{ sam: 'Servers', class: 'organizationalUnit' }] });
    await one.joinByExtension('GW-01', unit);
    expect(await outputIn(one, 'Test-ComputerSecureChannel; (Get-ADDomain).DNSRoot')).toEqual(['True', 'corp.example']);
    expect(Object.keys((await one.state()).directory?.['corp.example'] ?? {})).toContain(`CN=GW-01,${unit}`);
  });

  test('reckons its start from its clock, and is asked for one restart at a time', async () => {
    const one = await world({}, { clock: { offset: 600, correctedAfter: 60 } });
    const start = "(Get-CimInstance -ClassName Win32_OperatingSystem).LastBootUpTime.ToString('HH:mm:ss')";
    expect(await outputIn(one, `${start}; Start-Sleep -Seconds 60; ${start}`)).toEqual(['08:05:00', '07:55:00']);
    const shutdown = '$null = shutdown.exe /r /t 15; $LASTEXITCODE\n';
    expect(await outputIn(one, shutdown + shutdown)).toEqual(['0', '1190']);
    await one.reboot('GW-01');
    expect(await outputIn(one, shutdown)).toEqual(['0']);
  });

  test('says when an argument has another type than the method', async () => {
    const result = await (await world()).run('GW-01', strict + join('$arguments.FJoinOptions = 3'));
    expect(result.errors.join()).toContain('Type mismatch for parameter "FJoinOptions"');
  });

  test('resolves aliases and the places of domain controllers', async () => {
    const one = await directoryWorld(
      engine(),
      { aliases: { 'sql.corp.example': 'sql01.corp.example' } },
      { 'GW-01': { network: { unknownNames: ['gone.corp.example'] } } },
    );
    expect(
      await outputIn(
        one,
        `@(Resolve-DnsName -Name 'sql.corp.example' -Type A -DnsOnly | ForEach-Object { '{0} {1}' -f $_.Type, $_.Name }) -join ', '
        (Resolve-DnsName -Name 'sql.corp.example' -Type CNAME -DnsOnly).NameHost
        @(Resolve-DnsName -Name 'sql01.corp.example' -Type A -DnsOnly | ForEach-Object { $_.Type }) -join ', '
        @(Resolve-DnsName -Name '_ldap._tcp.dc._msdcs.corp.example' -Type SRV | ForEach-Object { $_.NameTarget }) -join ', '
        foreach ($name in 'gone.corp.example', '_ldap._tcp.dc._msdcs.other.example') {
          try { Resolve-DnsName -Name $name -Type SRV } catch { $_.Exception.Message }
        }`,
      ),
    ).toEqual([
      ...['CNAME sql.corp.example, A sql01.corp.example', 'sql01.corp.example', 'A'],
      'dc1.corp.example, dc2.corp.example',
      'gone.corp.example : DNS name does not exist',
      '_ldap._tcp.dc._msdcs.other.example : DNS name does not exist',
    ]);
  });

  test('reaches what listens and is not blocked', async () => {
    const one = await directoryWorld(
      engine(),
      { listeners: ['sql01.corp.example:1433'], aliases: { 'sql.corp.example': 'sql01.corp.example' } },
      { 'GW-02': { network: { blocked: ['sql01.corp.example:1433'], unknownNames: ['gone.*'] } } },
    );
    const test = (name: string, port: number): string =>
      `(Test-NetConnection -ComputerName '${name}' -Port ${String(port)} -WarningAction SilentlyContinue).TcpTestSucceeded\n`;
    const script =
      test('sql.corp.example', 1433) +
      test('sql01.corp.example', 1434) +
      test('dc1.corp.example', 389) +
      test('gone.corp.example', 1433) +
      "Test-NetConnection -ComputerName 'sql01.corp.example' -Port 1433 -InformationLevel Quiet";
    expect(await outputIn(one, script)).toEqual(['True', 'False', 'True', 'False', 'True']);
    expect((await outputIn(one, script, 'GW-02')).filter((line) => !line.startsWith('WARNING'))).toEqual([
      ...['False', 'False', 'True', 'False', 'False'],
    ]);
  });

  test('has users who are known by their SIDs', async () => {
    const one = await directoryWorld(engine());
    expect(
      await outputIn(
        one,
        `@(Get-LocalGroupMember -SID 'S-1-5-32-545' | ForEach-Object { $_.SID.Value }) -join ', '
        Add-LocalGroupMember -SID 'S-1-5-32-559' -Member (Get-ADServiceAccount -Identity 'gmsa-gw').SID.Value
        @(Get-LocalGroupMember -SID 'S-1-5-32-559' | ForEach-Object { '{0} {1}' -f $_.Name, $_.SID.Value })`,
      ),
    ).toEqual(['S-1-5-4, S-1-5-11', String.raw`CORP\gmsa-gw$ S-1-5-21-3623811015-3361044348-30300820-1601`]);
  });

  test('runs scripts with switches, and one at a time by a mutex', async () => {
    const one = await directoryWorld(engine());
    const script = `[CmdletBinding()] param([switch] $WhatIf, [switch] $RemoveDropped)
      "$WhatIf $RemoveDropped"
      $mutex = New-Object -TypeName System.Threading.Mutex -ArgumentList $false, 'Global\\a-test'
      $mutex.WaitOne(1000); $mutex.ReleaseMutex(); $mutex.Dispose()`;
    expect((await one.run('GW-01', script)).output).toEqual(['False False', 'True']);
    expect(await one.run('GW-01', script, undefined, ['WhatIf'])).toMatchObject({
      output: ['True False', 'True'],
      errors: [],
    });
    const list = 'param([string[]] $Names) "$($Names.Count) $Names"';
    expect((await one.run('GW-01', list, undefined, ['Names=a,b'])).output).toEqual(['1 a,b']);
    expect((await one.run('GW-01', script, undefined, ['RemoveDropped', 'Nonsense'])).errors.join()).toContain(
      "A parameter cannot be found that matches parameter name 'Nonsense'.",
    );
  });
});
