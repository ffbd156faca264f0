import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ALLOWED_COMMANDS,
  ALLOWED_IN_POWERSHELL_7,
  ALLOWED_STATIC_MEMBERS,
  GATEWAY_COMMANDS,
} from './allowed-commands';
import { describeWithEngine } from './engine/engine';
import type { ScriptFacts } from './engine/script-facts';
import { BY_SCRIPT, inDirectory } from './directory-cluster';
import { EVERYTHING, MemberCluster } from './member-cluster';

const FOLDER = join(__dirname, '../../lib/bootstrap/scripts');
const files = readdirSync(FOLDER);
const read = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');

const hasDotnet = (): boolean => spawnSync('dotnet', ['--version']).status === 0;

/** The file whose functions are handed to PowerShell 7. */
const POWERSHELL_7 = 'gateway-service.ps1';

/**
 * Largest script, in KiB. Azure publishes no limit for the script of a managed run command; this leaves long settings some
 * room below what the custom script extension takes.
 */
const MAX_KIB = 80;

test.each(files)('%s is plain ASCII with line feeds: nobody says in which encoding Azure writes scripts', (file) => {
  expect(read(file)).toMatch(/^[\x20-\x7e\n]*$/);
});

test('the largest script is far from large', () => {
  const clusters = [
    new MemberCluster(EVERYTHING),
    new MemberCluster(inDirectory()),
    new MemberCluster({ domainMembership: BY_SCRIPT }),
  ];
  const sizes = clusters.flatMap((cluster) => cluster.scripts.map(({ text }) => text.length));
  expect(Math.max(...sizes)).toBeLessThan(MAX_KIB * 1024);
});

/** The C# that Windows PowerShell compiles with a compiler of 2012. */
function accountRightsSource(): string {
  const found = /function Get-AccountRightsSource \{\s*return @'\n([\s\S]*?)\n'@/.exec(read('account.ps1'))?.[1];
  if (found === undefined) throw new Error('no C# in account.ps1');
  return found;
}

// Where only pwsh is, there is no compiler to ask.
(hasDotnet() ? test : test.skip)(
  'the C# compiles as C# 5, which Windows PowerShell 5.1 has',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'rights-'));
    try {
      const project =
        '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><LangVersion>5</LangVersion>' +
        '<ImplicitUsings>disable</ImplicitUsings><GenerateAssemblyInfo>false</GenerateAssemblyInfo>' +
        '<GenerateTargetFrameworkAttribute>false</GenerateTargetFrameworkAttribute><NoWarn>CA1416</NoWarn></PropertyGroup></Project>';
      writeFileSync(join(folder, 'rights.csproj'), project);
      writeFileSync(join(folder, 'Rights.cs'), accountRightsSource());
      const args = ['build', folder, '--nologo', '-nodeReuse:false', '-p:UseSharedCompilation=false'];
      const { status, stdout } = spawnSync('dotnet', args, { encoding: 'utf8' });
      expect([status, stdout.match(/error CS.*/g) ?? []]).toEqual([0, []]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  120_000,
);

describeWithEngine('the syntax trees of the scripts', (engine) => {
  const facts = new Map<string, ScriptFacts>();
  const own = new Set<string>();
  beforeAll(async () => {
    for (const file of files) facts.set(file, await engine().parse(read(file)));
    // What the settings of every script begin with.
    own.add('Get-Settings');
    for (const { functions } of facts.values()) for (const { name } of functions) own.add(name);
  });
  const of = (file: string): ScriptFacts => {
    const found = facts.get(file);
    if (found === undefined) throw new Error(`no facts about ${file}`);
    return found;
  };

  test.each(files)('%s parses, with nothing newer than Windows PowerShell 5.1', (file) => {
    const { problems, newer, aliases, dynamicCode } = of(file);
    expect({ problems, newer, aliases, dynamicCode }).toEqual({
      problems: [],
      newer: [],
      aliases: [],
      dynamicCode: [],
    });
  });

  test.each(files)('%s calls only commands on the list, with parameters of 5.1', (file) => {
    const allowed = file === POWERSHELL_7 ? { ...ALLOWED_COMMANDS, ...GATEWAY_COMMANDS } : ALLOWED_COMMANDS;
    const unknown = of(file).commands.flatMap(({ name, parameters, line, text, operator }) => {
      // A script block in a variable, called with &.
      if (name === null) return operator === 'Ampersand' && /^\$\w+/.test(text) ? [] : [`${String(line)}: ${text}`];
      if (own.has(name)) return [];
      const known = allowed[name];
      if (known === undefined) return [`${String(line)}: ${name}`];
      return parameters.filter((one) => !known.includes(one)).map((one) => `${String(line)}: ${name} -${one}`);
    });
    expect(unknown).toEqual([]);
  });

  test.each(files)('%s uses only what .NET Framework has', (file) => {
    const allowed = [...ALLOWED_STATIC_MEMBERS, ...(file === POWERSHELL_7 ? ALLOWED_IN_POWERSHELL_7 : [])];
    const unknown = of(file).staticMembers.map(({ type, member }) => `${type}.${member}`);
    expect(unknown.filter((one) => !allowed.includes(one))).toEqual([]);
  });

  test('what is allowed is used: the lists say no more than the scripts do', () => {
    const all = [...facts.values()];
    const commands = new Set(all.flatMap((one) => one.commands.map(({ name }) => name)));
    const members = new Set(all.flatMap((one) => one.staticMembers.map(({ type, member }) => `${type}.${member}`)));
    const listed = [...Object.keys(ALLOWED_COMMANDS), ...Object.keys(GATEWAY_COMMANDS)];
    expect(listed.filter((name) => !commands.has(name))).toEqual([]);
    expect([...ALLOWED_STATIC_MEMBERS, ...ALLOWED_IN_POWERSHELL_7].filter((name) => !members.has(name))).toEqual([]);
  });

  test.each(files)('%s has no secret in a text: a secret is only ever the value of a variable', (file) => {
    const { strings, variables } = of(file);
    const secret = /passw|secret|token|recoverykey|clientsecret/i;
    const secrets = [...new Set(variables.map(({ name }) => name))].filter((name) => secret.test(name));
    // Texts that expand a variable with such a name: they would carry it to wherever they go.
    const carried = strings.filter(
      ({ kind, value }) => kind.startsWith('Expandable') && secrets.some((name) => value.includes(`$${name}`)),
    );
    const allowed = ['Bearer $token', 'reading secret $SecretName'];
    expect(
      carried
        .map(({ value }) => value)
        .filter((value) => !allowed.some((one) => value.includes(one)) && !/\$SecretName\b/.test(value)),
    ).toEqual([]);
    // Literal keys look like this.
    expect(
      strings
        .filter(({ value }) => /^[A-Za-z0-9+/_~-]{24,}={0,2}$/.test(value) && /\d/.test(value) && /[A-Z]/.test(value))
        .map(({ value }) => value),
    ).toEqual([]);
  });

  test('what register hands to PowerShell 7 is complete: every function that is called there is handed over', () => {
    const { strings } = of('register.ps1');
    const handed = new Set(strings.map(({ value }) => value).filter((value) => own.has(value)));
    const bodies = [...facts.values()].flatMap(({ commands }) => commands);
    const called = bodies.filter((one) => one.function !== null && handed.has(one.function)).map(({ name }) => name);
    expect([...new Set(called)].filter((name) => name !== null && own.has(name) && !handed.has(name))).toEqual([]);
  });

  test.each(files)('%s has short functions, and none that another file has too', (file) => {
    const names = [...facts.values()].flatMap(({ functions }) => functions.map(({ name }) => name));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    // A function that fits a screen can be read.
    expect(
      of(file).functions.filter(({ name, line, endLine }) => endLine - line > 60 && name !== 'Get-AccountRightsSource'),
    ).toEqual([]);
  });
});
