import { KerberosDelegation } from '../../lib';
import { directoryWorld, gatewayAccount, inDirectory, SQL } from './directory-cluster';
import { describeWithEngine } from './engine/engine';
import { type RunResult, SimulatedWorld } from './engine/world';
import { byCertificate, EVERYTHING, EVERYTHING_WORLD, MemberCluster, type Step } from './member-cluster';

const strict = "Set-StrictMode -Version Latest\n$ErrorActionPreference = 'Stop'\n";
const LOG = String.raw`C:\Data\a.log`;

/** What a run told, whether it was done or not. */
const all = ({ told: _, ...result }: RunResult): unknown => result;

describeWithEngine('a run from the very same world as another', (engine) => {
  const worldWith = async (log: string): Promise<SimulatedWorld> => {
    const world = await SimulatedWorld.create(engine());
    await world.writeFile('GW-01', LOG, log);
    return world;
  };

  test('is not done again, and its world is as if it were', async () => {
    const script = String.raw`${strict}
      $null = New-Item -Path 'HKLM:\SOFTWARE\Example' -Force
      Set-Content -LiteralPath 'C:\Data\file.txt' -Value (Get-Date).Ticks -Encoding UTF8
      Start-Sleep -Seconds 5
      Get-ChildItem -LiteralPath 'C:\Data' | ForEach-Object { $_.FullName }`;
    const [one, other, third] = [await worldWith('a'), await worldWith('a'), await worldWith('a')];
    const done = await one.run('GW-01', script);
    const told = await other.run('GW-01', script);
    const afresh = await third.runAfresh('GW-01', script);
    expect([done.told, told.told, afresh.told]).toEqual([undefined, true, undefined]);
    expect([done.output, done.trace.length]).toEqual([[LOG, String.raw`C:\Data\file.txt`], 2]);
    expect(all(told)).toEqual(done);
    expect(afresh).toEqual(done);
    for (const world of [other, third]) {
      expect(await world.state()).toEqual(await one.state());
      expect(await world.seconds()).toBe(5);
    }
    // The worlds are the very same again: what comes next is told too.
    const next = `${strict}Get-Content -LiteralPath 'C:\\Data\\file.txt'`;
    const after = await one.run('GW-01', next);
    expect(await other.run('GW-01', next)).toEqual({ ...after, told: true });
    expect(await third.run('GW-01', next)).toEqual({ ...after, told: true });
    // And they are worlds of their own.
    await other.removeFile('GW-01', String.raw`C:\Data\file.txt`);
    expect(await other.state()).not.toEqual(await one.state());
    expect((await other.run('GW-01', next)).told).toBeUndefined();
  });

  test('adds to its own logs', async () => {
    const script = `${strict}Add-Content -LiteralPath '${LOG}' -Value 'more' -Encoding UTF8`;
    const [one, other] = [await worldWith('one\r\n'), await worldWith('the other\r\n')];
    expect((await one.run('GW-01', script)).log).toBe('one\r\nmore\r\n');
    expect(await other.run('GW-01', script)).toMatchObject({ told: true, log: 'the other\r\nmore\r\n' });
    const read = await other.runAfresh('GW-01', `Get-Content -LiteralPath '${LOG}'`);
    expect(read.output).toEqual(['the other', 'more']);
  });

  test('is done where the first of what it adds to a log has a mark', async () => {
    const script = `${strict}Add-Content -LiteralPath '${LOG}' -Value 'even more' -Encoding UTF8`;
    const [one, other] = [await worldWith('one\r\n'), await worldWith('')];
    expect((await one.run('GW-01', script)).told).toBeUndefined();
    expect((await other.run('GW-01', script)).told).toBeUndefined();
  });

  test.each<readonly [string, string, unknown, unknown]>([
    ['its lines', `Get-Content -LiteralPath '${LOG}'`, 'a', 'bc'],
    ['its length', `(Get-Item -LiteralPath '${LOG}').Length`, '1', '2'],
    ['its length, in a list', `Get-ChildItem -LiteralPath 'C:\\Data' | ForEach-Object { $_.Length }`, '1', '2'],
    ['its hash', `(Get-FileHash -LiteralPath '${LOG}').Hash.Substring(0, 4)`, 'CA97', '1E0B'],
    [
      'a copy of it',
      `Copy-Item -LiteralPath '${LOG}' -Destination 'C:\\a.txt'; Get-Content -LiteralPath 'C:\\a.txt'`,
      'a',
      'bc',
    ],
    [
      'it, by another name',
      `Move-Item -LiteralPath '${LOG}' -Destination 'C:\\a.txt'; Get-Content -LiteralPath 'C:\\a.txt'`,
      'a',
      'bc',
    ],
    [
      'a copy of its folder',
      `Copy-Item -LiteralPath 'C:\\Data' -Destination 'C:\\Copy' -Recurse; Get-Content -LiteralPath 'C:\\Copy\\a.log'`,
      'a',
      'bc',
    ],
    ['whether it is signed', `"$((Get-AuthenticodeSignature -LiteralPath '${LOG}').Status)"`, 'NotSigned', 'NotSigned'],
  ])('is done where a log has another text, and the script sees %s', async (_, script, first, second) => {
    const [one, other] = [await worldWith('a'), await worldWith('bc')];
    expect(await one.run('GW-01', strict + script)).toMatchObject({ output: [first] });
    const result = await other.run('GW-01', strict + script);
    expect([result.output, result.told]).toEqual([[second], undefined]);
  });

  test.each<readonly [string, (world: SimulatedWorld) => Promise<unknown>]>([
    ['a second', (world) => world.advance(1)],
    ['a file', (world) => world.writeFile('GW-01', String.raw`C:\Data\b.txt`, 'b')],
    ['another log', (world) => world.writeFile('GW-01', String.raw`C:\Data\b.log`, 'b')],
    ['a value', (world) => world.setRegistryValue('GW-01', String.raw`HKLM:\SOFTWARE\Example`, 'A', 1, 'DWord')],
    ['a service', (world) => world.setService('GW-01', 'W32Time', 'Stopped')],
    ['what the network lets through', (world) => world.set('GW-01', ['network', 'blocked'], ['example.com'])],
    ['what will happen', (world) => world.set('GW-01', ['shutdownFails'], 5)],
    ['a secret', (world) => world.rotateSecret('kv-gateway', 'recovery-key', '9'.repeat(32), 'another-key')],
    ['a cluster', (world) => world.addCluster({ name: 'another' })],
  ])('is done where %s differs', async (_, change) => {
    const [one, other, third] = [await worldWith('a'), await worldWith('a'), await worldWith('a')];
    await one.run('GW-01', "'a'");
    await change(other);
    expect((await other.run('GW-01', "'a'")).told).toBeUndefined();
    await change(third);
    expect((await third.run('GW-01', "'a'")).told).toBe(true);
  });

  test('is done on another machine, with another script, with other parameters, and with a fault', async () => {
    const create = (): Promise<SimulatedWorld> =>
      SimulatedWorld.create(engine(), { members: { 'GW-01': {}, 'GW-02': {} } });
    const script = 'param([string]$Name)\n"$env:COMPUTERNAME $Name"\n$null = New-Item -Path \'HKLM:\\SOFTWARE\\A\'';
    const result = async (
      machine: string,
      text: string,
      ...rest: [undefined | { at: number; kind: 'error' }, string[]]
    ): Promise<unknown> => {
      const { output, told } = await (await create()).run(machine, text, ...rest);
      return [...output, told];
    };
    expect(await result('GW-01', script, undefined, ['Name=a'])).toEqual(['GW-01 a', undefined]);
    expect(await result('GW-02', script, undefined, ['Name=a'])).toEqual(['GW-02 a', undefined]);
    expect(await result('GW-01', `${script};`, undefined, ['Name=a'])).toEqual(['GW-01 a', undefined]);
    expect(await result('GW-01', script, undefined, ['Name=b'])).toEqual(['GW-01 b', undefined]);
    expect(await result('GW-01', script, { at: 0, kind: 'error' }, ['Name=a'])).toEqual(['GW-01 a', undefined]);
    expect(await result('GW-01', script, undefined, ['Name=a'])).toEqual(['GW-01 a', true]);
  });

  /** After every cut of a step: what is told of its second run is what comes of it. */
  const expectToldAsDone = async (
    cluster: MemberCluster,
    before: SimulatedWorld,
    computer: string,
    step: Step,
  ): Promise<void> => {
    const { cuts } = await cluster.runCutting(before, computer, step);
    let told = 0;
    for (const { at, kind, world } of cuts) {
      const where = `${kind} at ${String(at)}`;
      const inEarnest = await world.clone();
      const result = await cluster.run(world, computer, step);
      if (result.told) {
        told += 1;
        expect({ where, result: all(result) }).toEqual({
          where,
          result: await cluster.runAfresh(inEarnest, computer, step),
        });
        expect([where, await world.isSameAs(inEarnest)]).toEqual([where, true]);
      }
      await world.drop();
      await inEarnest.drop();
    }
    // The power goes after an effect, or before the next, and nothing has happened between them.
    expect(told).toBeGreaterThan(cuts.length / 5);
  };

  test('comes to the same: the preparation of the directory', async () => {
    const delegation = KerberosDelegation.constrained({ services: [SQL] });
    const cluster = new MemberCluster(inDirectory({ serviceAccount: gatewayAccount(delegation) }));
    await expectToldAsDone(cluster, await directoryWorld(engine(), cluster), '', 'directory-prepare');
  }, 300_000);

  test('comes to the same: the registration of the primary', async () => {
    const cluster = new MemberCluster({ ...EVERYTHING, registration: byCertificate() });
    const world = await cluster.world(engine(), EVERYTHING_WORLD);
    for (const step of ['install', 'configure'] as const)
      expect((await cluster.run(world, 'GW-01', step)).exitCode).toBe(0);
    await expectToldAsDone(cluster, world, 'GW-01', 'register');
  }, 300_000);
});
