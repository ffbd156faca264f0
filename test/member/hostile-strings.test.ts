import { TerraformVariable } from 'cdktf';
import fc from 'fast-check';
import { DirectorySetup, DistinguishedName, GatewaySettings, ServiceAccount } from '../../lib';
import { describeWithEngine } from './engine/engine';
import type { SimulatedWorld } from './engine/world';
import { MANAGEMENT_MACHINE_ID, MemberCluster, type Step } from './member-cluster';
import { changesOf, coreSetting, expectDone, INSTALLED, machineIn } from './situation';

/** What would be there if a text were run as a command. */
const MARKER = 'C:\\pwned';
const COMMAND = `New-Item -Path ${MARKER} -ItemType Directory -Force`;

/** Whatever ends a text in PowerShell, in some kind of quotes, or begins a command within one. */
const HOSTILE = [
  `'; ${COMMAND} #`,
  `"; ${COMMAND} #`,
  `$(${COMMAND})`,
  `\`$(${COMMAND})`,
  `$([char]39); ${COMMAND}`,
  ...['\u2018', '\u2019', '\u201a', '\u201b', '\u201c', '\u201d', '\u201e'].map((quote) => `${quote}; ${COMMAND} #`),
  `'); ${COMMAND} #`,
  `' + (${COMMAND}) + '`,
  `'@; ${COMMAND}; @'`,
  `"@; ${COMMAND}; @"`,
  `} ${COMMAND} #`,
  `#> ${COMMAND} <#`,
  `; ${COMMAND};`,
  `| ${COMMAND}`,
  "''",
  "'",
  '`',
  '`n',
  '$env:COMPUTERNAME',
  '$$',
  '%TEMP%',
  '{0}',
  '\\',
  '--%',
  '--',
  'e\u0301',
  '\u00fc\u00df\u4f60',
  '\u{1f600}',
  // Half of a character.
  '\ud800',
  '\u200b',
  '\ufeff',
  '\u2028',
];

/** Texts of letters that mean something, and of anything else that Unicode has; nothing that Terraform would compute. */
function texts(maxLength: number, isAllowed: (text: string) => boolean = () => true): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  );
  return fc
    .array(piece, { minLength: 1, maxLength: 4 })
    .map((pieces) => Array.from(pieces.join('')).slice(0, maxLength).join('').trim())
    .filter((text) => text !== '' && !/\p{Cc}|[$%]\{/u.test(text) && isAllowed(text));
}

const bytes = (text: string): number => Buffer.byteLength(text);
const accountNames = texts(15, (text) => /^[^"/\\[\]:;|=,+*?<>@$]{1,15}(?<![ .])$/u.test(text) && text.length <= 15);
const domainNames = texts(15, (text) => /^[^\s"/\\[\]:|<>+=;,?*.]{1,15}$/u.test(text) && text.length <= 15);

const input = fc.record({
  gatewayName: texts(200),
  rerun: texts(100),
  other: texts(200, (text) => bytes(text) <= 1024),
  account: accountNames,
  domain: domainNames,
  server: texts(100, (text) => /^[^\s;<>"]+$/u.test(text)),
  group: texts(64, (text) => /^(?! )[^"/\\[\]:;|=,+*?<>@]{1,64}(?<![ .$])$/u.test(text)),
});
type Input = typeof input extends fc.Arbitrary<infer Value> ? Value : never;

/** A key that takes any text. */
const FREE_TEXT = 'CustomASDataSource';

/** Texts that the scripts receive, by the setting that holds them. */
const wanted: Readonly<Partial<Record<Step, Readonly<Record<string, (given: Input) => string>>>>> = {
  install: { cluster: ({ gatewayName }) => gatewayName, rerun: ({ rerun }) => rerun },
  configure: {
    cluster: ({ gatewayName }) => gatewayName,
    rerun: ({ rerun }) => rerun,
    accountName: ({ domain, account }) => `${domain}\\${account}$`,
    accountSam: ({ account }) => `${account}$`,
    'gatewaySettings.ADServerPath': ({ server }) => `GC://${server}`,
    [`gatewaySettings.${FREE_TEXT}`]: ({ other }) => other,
  },
  register: {
    gatewayName: ({ gatewayName }) => gatewayName,
    cluster: ({ gatewayName }) => gatewayName,
    rerun: ({ rerun }) => rerun,
  },
  'directory-prepare': {
    cluster: ({ gatewayName }) => gatewayName,
    group: ({ group }) => group,
    groupPath: ({ group }) => DistinguishedName.organizationalUnit('corp.example', group).toString(),
    accountSam: ({ account }) => `${account}$`,
  },
};

function described({ gatewayName, rerun, other, account, domain, server, group }: Input): MemberCluster {
  return new MemberCluster({
    gatewayName,
    memberSettings: { '01': { rerun: { install: rerun, configure: rerun, register: rerun } } },
    gatewaySettings: GatewaySettings.of({
      singleSignOn: { adServerPath: `GC://${server}` },
      other: { [FREE_TEXT]: other },
    }),
    serviceAccount: ServiceAccount.groupManaged({
      name: account,
      domain: 'corp.example',
      netbiosDomain: domain,
    }),
    directory: DirectorySetup.onMachine({
      virtualMachineId: MANAGEMENT_MACHINE_ID,
      membersGroup: group,
      membersGroupOrganizationalUnit: DistinguishedName.organizationalUnit('corp.example', group).toString(),
    }),
  });
}

/** The values of settings as a script of the cluster has them. */
async function received(
  cluster: MemberCluster,
  world: SimulatedWorld,
  step: Step,
  names: readonly string[],
): Promise<readonly string[]> {
  const { text } = cluster.script(step === 'directory-prepare' ? '' : 'GW-01', step);
  const end = text.indexOf('\n}\n') + '\n}\n'.length;
  // As numbers: no console and no encoding has a say in them.
  const print = names.map((name) => `(@($settings.${name}.ToCharArray() | ForEach-Object { [int] $_ }) -join ' ')`);
  const script = [text.slice(0, end), '$settings = Get-Settings', ...print].join('\n');
  const { output, errors } = await world.run('GW-01', script);
  expect(errors).toEqual([]);
  return output.map((line) => String.fromCharCode(...line.split(' ').map(Number)));
}

async function expectNothingRun(world: SimulatedWorld): Promise<void> {
  expect(machineIn(await world.state(), 'GW-01').folders).not.toContain(MARKER);
}

/** All that Terraform can know, whose texts are UTF-8: also line breaks, and what is no ASCII, which a plan stops at. */
const computedTexts = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE, '\n', '\r\n', '${', '%{'), fc.string({ unit: 'binary' })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((pieces) => pieces.join('').replaceAll('\0', ''))
  .filter((text) => text !== '' && !/\p{Cs}/u.test(text));

describeWithEngine('texts with a meaning in PowerShell', (engine) => {
  test('the marker of these tests works', async () => {
    const world = await new MemberCluster().world(engine());
    await world.run('GW-01', COMMAND);
    expect(machineIn(await world.state(), 'GW-01').folders).toContain(MARKER);
  });

  test('arrive as they are, and are not run', async () => {
    const world = await new MemberCluster().world(engine());
    await fc.assert(
      fc.asyncProperty(input, async (given) => {
        const cluster = described(given);
        for (const [step, names] of Object.entries(wanted) as [Step, NonNullable<(typeof wanted)[Step]>][]) {
          const settings = Object.entries(names);
          const values = await received(
            cluster,
            world,
            step,
            settings.map(([name]) => name),
          );
          expect(values).toEqual(settings.map(([, value]) => value(given)));
        }
      }),
      { numRuns: 40 },
    );
    await expectNothingRun(world);
  }, 120_000);

  test('arrive as they are where Terraform computes them', async () => {
    const world = await new MemberCluster().world(engine());
    await fc.assert(
      fc.asyncProperty(computedTexts, async (name) => {
        const cluster = new MemberCluster(
          (stack) => ({ gatewayName: new TerraformVariable(stack, 'name', { type: 'string' }).stringValue }),
          { 'var.name': name },
        );
        expect(await received(cluster, world, 'register', ['gatewayName', 'cluster'])).toEqual([name, name]);
      }),
      { numRuns: 40 },
    );
    await expectNothingRun(world);
  }, 120_000);

  const names = [
    `Finance's "gateway" $(${COMMAND}) \`$HOME #1; 100 % {0}`,
    `\u2018Finanzen\u2019 \u201eS\u00fcd\u201c, \u{1f4ca} \u4f60\u597d`,
    `'; ${COMMAND} #\u2019; ${COMMAND} #`,
  ];
  test.each(names)('become the name of a cluster: %s', async (gatewayName) => {
    const cluster = new MemberCluster({ gatewayName });
    const world = await cluster.world(engine(), {}, { installed: INSTALLED });
    for (const computer of cluster.computers) expectDone(await cluster.run(world, computer, 'register'));
    const { clusters } = await world.state();
    expect(clusters).toMatchObject([{ name: gatewayName, members: [{ name: gatewayName }, { name: 'GW-02' }] }]);
    // A second run finds it by that name.
    const { exitCode, output } = await cluster.run(world, 'GW-01', 'register');
    expect([exitCode, output.join('\n')]).toEqual([0, expect.stringContaining('is left alone')]);
    expect((await world.state()).clusters).toHaveLength(1);
    await expectNothingRun(world);
  });

  test('become the name of a cluster where Terraform computes them', async () => {
    const name = `Finance's \u2018gateway\u2019; ${COMMAND} #`;
    const cluster = new MemberCluster(
      (stack) => ({ gatewayName: new TerraformVariable(stack, 'name', { type: 'string' }).stringValue }),
      { 'var.name': name },
    );
    const world = await cluster.world(engine(), {}, { installed: INSTALLED });
    expectDone(await cluster.run(world, 'GW-01', 'register'));
    expect((await world.state()).clusters.map((one) => one.name)).toEqual([name]);
    await expectNothingRun(world);
  });

  test('become rows of the tests of the network, which are reported, and no hosts', async () => {
    const test = { required: true, via: 'direct', kind: 'https', host: 'nowhere.example', ports: [443] } as const;
    const network = { unknownNames: ['nowhere.example'] };
    const rows = new MemberCluster(
      {},
      {},
      HOSTILE.map((row) => ({ ...test, row })),
    );
    const world = await rows.world(engine(), {}, { network });
    const { exitCode, output } = await rows.run(world, 'GW-01', 'install');
    const line = (row: string): string => `  ${row}: nowhere.example:443, direct: the name does not resolve`;
    expect([exitCode, output.join('\n')]).toEqual([1, expect.stringContaining(line(HOSTILE[0] ?? ''))]);
    await expectNothingRun(world);
    for (const host of HOSTILE.filter((text) => /[^a-z0-9._-]/i.test(text))) {
      const cluster = new MemberCluster({}, {}, [{ ...test, row: 'relay', host }]);
      const one = await cluster.world(engine());
      const said = await cluster.run(one, 'GW-01', 'install');
      expect([said.exitCode, said.output.join('\n')]).toEqual([
        1,
        expect.stringContaining('What failed: this test of the network cannot be read: relay required direct https '),
      ]);
      await expectNothingRun(one);
      await one.drop();
    }
  }, 120_000);

  test('become accounts and settings', async () => {
    const account = "o'br\u2019ien $x";
    const other = `<value> & "it's" $(${COMMAND}) \u2018\u{1f600}`;
    const cluster = new MemberCluster({
      serviceAccount: ServiceAccount.groupManaged({
        name: account,
        domain: 'corp.example',
        netbiosDomain: "C'ORP\u2019",
      }),
      gatewaySettings: GatewaySettings.of({ other: { [FREE_TEXT]: other } }),
    });
    const domain = { netbios: "C'ORP\u2019", accounts: { [account]: {} } };
    const world = await cluster.world(engine(), { domain }, { installed: INSTALLED });
    const first = await cluster.run(world, 'GW-01', 'configure');
    expectDone(first);
    const machine = machineIn(await world.state(), 'GW-01');
    expect(machine.services['PBIEgwService']?.runsAs).toBe(`C'ORP\u2019\\${account}$`);
    const escaped = other.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    expect(coreSetting(machine, FREE_TEXT)).toBe(escaped);
    expect(changesOf(await cluster.run(world, 'GW-01', 'configure'))).toEqual([]);
    await expectNothingRun(world);
  });
});
