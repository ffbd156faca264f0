import { GatewayProxy, GatewaySoftware } from '../../lib';
import { type EgressTest, egressTestLines } from '../../lib/bootstrap/steps/preflight-settings';
import { describeWithEngine } from './engine/engine';
import type { WorldConfig } from './engine/world-config';
import { EVERYTHING, EVERYTHING_WORLD, MemberCluster, pinned } from './member-cluster';
import {
  effectsOf,
  expectDone,
  failureIn,
  INSTALLED,
  type MemberConfig,
  notesOf,
  type Outcome,
  outcomeOf,
  registryOf,
  type Situation,
  textOf,
  UNTESTED_PROXY,
} from './situation';

const PROXY = 'http://proxy.corp.example:8080';
const software = pinned();

type Row = Partial<EgressTest>;
/** A row of the table, by way and host. */
const row = (name: string, host: string, more: Row = {}): EgressTest => {
  return { row: name, required: true, via: 'direct', kind: 'https', host, ports: [443], ...more };
};
const SIGN_IN = row('sign-in', 'login.microsoftonline.com');
const RELAY = row('relay', 'watchdog.servicebus.windows.net');
const AMQP = row('relay-amqp', 'watchdog.servicebus.windows.net', { kind: 'tcp', ports: [5671, 5672] });
const LISTS = row('certificate-lists', 'crl3.digicert.com', { kind: 'http', ports: [80] });
const VAULT = row('key-vault', 'kv-gateway.vault.azure.net');
const TELEMETRY = row('telemetry', 'dc.services.visualstudio.com', { required: false });
const ACTIVATION = row('activation', '20.118.99.224', { required: false, kind: 'tcp', ports: [1688] });
const ROWS = [SIGN_IN, RELAY, AMQP, LISTS, VAULT, TELEMETRY, ACTIVATION];
const by = (via: EgressTest['via'], rows: readonly EgressTest[]): EgressTest[] => rows.map((one) => ({ ...one, via }));

const direct = (network: NonNullable<MemberConfig['network']>, more: MemberConfig = {}): Situation => {
  return { props: { software }, egress: ROWS, member: { ...more, network } };
};
const behind = (
  proxy: NonNullable<WorldConfig['proxy']> = {},
  network: MemberConfig['network'] = {},
  egress: readonly EgressTest[] = by('proxy', [SIGN_IN, RELAY, LISTS]),
): Situation => ({
  props: { software, proxy: GatewayProxy.at(PROXY) },
  world: { proxy: { address: PROXY, ...proxy } },
  egress,
  member: { network },
});
/** Behind a proxy that asks who is there, and lets computers of its domain pass. */
const asked = (
  proxy: NonNullable<WorldConfig['proxy']> = {},
  member: MemberConfig = {},
  rows: readonly EgressTest[] = [SIGN_IN, RELAY, AMQP, LISTS],
): Situation => ({
  props: { software, proxy: GatewayProxy.at(PROXY) },
  world: { proxy: { address: PROXY, authentication: 'windows', ...proxy }, domain: {} },
  egress: by('proxy', rows),
  member,
});
const INSPECTOR = 'CN=Contoso Proxy CA, O=Contoso';

interface Failure extends Situation {
  /** Whether waiting may help, so that it is waited for. */
  readonly waits: boolean;
}

const failures: Readonly<Record<string, Failure>> = {
  'a name that does not resolve': { waits: true, ...direct({ unknownNames: ['watchdog.*'] }) },
  // As where a private endpoint has no record in the zone that its name leads to.
  'an alias of a name that does not resolve': {
    waits: true,
    props: { software },
    egress: [VAULT],
    world: { domain: { aliases: { 'kv-gateway.vault.azure.net': 'kv-gateway.privatelink.vaultcore.azure.net' } } },
    member: { network: { unknownNames: ['*.privatelink.*'] } },
  },
  'a blocked host': { waits: true, ...direct({ blocked: ['login.microsoftonline.com'] }) },
  'the second of two ports': { waits: true, ...direct({ blocked: ['watchdog.servicebus.windows.net:5672'] }) },
  'TCP that is refused': { waits: true, ...direct({ refused: ['*.digicert.com'] }) },
  'a port that is none': {
    waits: true,
    props: { software },
    egress: [row('relay', 'watchdog.servicebus.windows.net', { kind: 'tcp', ports: [99_999] })],
  },
  'a host that takes TCP and no more': { waits: true, ...direct({ silent: ['watchdog.servicebus.windows.net:443'] }) },
  'a host without TLS that takes TCP and no more': { waits: true, ...direct({ silent: ['crl3.digicert.com'] }) },
  'a connection that is cut in TLS': { waits: true, ...direct({ answers: { 'login.*': '' } }) },
  'something else than TLS': { waits: true, ...direct({ answers: { 'login.*': 'SSH-2.0' } }) },
  'something else than HTTP': { waits: true, ...direct({ answers: { 'crl3.*': 'SSH-2.0' } }) },
  'a connection that is closed': { waits: true, ...direct({ answers: { 'crl3.*': '' } }) },
  'inspection by an issuer that this machine does not trust': {
    waits: false,
    ...direct({ certificates: { '*.windows.net': { issuer: INSPECTOR }, 'login.*': { issuer: INSPECTOR } } }),
  },
  'a certificate for another name': {
    waits: false,
    ...direct({ certificates: { 'login.*': { issuer: INSPECTOR, trusted: true, otherName: true } } }),
  },
  'a clock that is behind': { waits: true, ...direct({}, { clock: { offset: -7200 } }) },
  // Certificates look wrong too, which is the clock's doing.
  'a clock that is two days ahead': { waits: true, ...direct({}, { clock: { offset: 172_800 } }) },
  'a proxy without a name': { waits: true, ...behind({}, { unknownNames: ['proxy.*'] }) },
  'a proxy that is down': { waits: true, ...behind({}, { blocked: ['proxy.corp.example:8080'] }) },
  'a proxy that refuses TCP': { waits: true, ...behind({}, { refused: ['proxy.corp.example'] }) },
  'a proxy that says nothing': { waits: true, ...behind({ refuses: { '*': 0 } }) },
  'a proxy that speaks no HTTP': { waits: true, ...behind({}, { answers: { 'proxy.*': 'SOCKS' } }) },
  'a proxy that is down, and rows that do not need it': {
    waits: true,
    ...behind({ direct: ['kv-gateway.*'] }, { blocked: ['proxy.*', 'kv-gateway.*'] }, [
      ...by('proxy', [SIGN_IN, RELAY, TELEMETRY]),
      VAULT,
    ]),
  },
  'a proxy that refuses a host': { waits: false, ...behind({ refuses: { 'watchdog.*': 403 } }) },
  'a proxy that does not get to a host': { waits: true, ...behind({ refuses: { 'watchdog.*': 502 } }) },
  'a proxy that does not get to a host without TLS': { waits: true, ...behind({ refuses: { 'crl3.*': 504 } }) },
  'a proxy that inspects TLS': {
    waits: false,
    ...behind({}, { certificates: { 'login.*': { issuer: INSPECTOR } } }),
  },
  'a proxy that asks who is there, and may not be told': {
    waits: false,
    ...asked(),
    props: { software, proxy: GatewayProxy.at(PROXY, { useDefaultCredentials: false }) },
  },
  'a proxy that asks who is there, on a computer that it does not know': {
    waits: false,
    ...asked({}, { domain: { joined: false } }),
  },
  'a proxy that asks who is there, and refuses hosts': {
    waits: false,
    ...asked({ refuses: { 'watchdog.*': 403 } }),
  },
  'a proxy that asks who is there, and inspects TLS': {
    waits: false,
    ...asked({}, { network: { certificates: { '*': { issuer: INSPECTOR } } } }),
  },
  'a proxy that asks who is there, and a host that says nothing': {
    waits: true,
    ...asked({}, { network: { silent: ['watchdog.*'] } }),
  },
  'several things at once': {
    waits: true,
    ...direct({
      unknownNames: ['login.*'],
      blocked: ['watchdog.servicebus.windows.net:5671', 'dc.services.visualstudio.com'],
      certificates: { 'watchdog.*': { issuer: INSPECTOR } },
      refused: ['20.118.99.224'],
    }),
  },
};

/** Of the member, only its own log and what protects it. */
function expectNothingChanged({ before, after, was, is, result }: Outcome): void {
  const log =
    /^(folder\.create C:\\ProgramData\\cdktf-data-gateway|process\.start "C:\\Windows\\System32\\icacls\.exe" C:\\ProgramData\\cdktf-data-gateway |registry\.(key|value) HKLM:\\SOFTWARE\\cdktf-data-gateway( StateProtected.*)?$)/;
  expect(effectsOf(result).filter((effect) => !log.test(effect))).toEqual([]);
  expect(registryOf(is)).toEqual(registryOf(was));
  expect([is.users, is.files, is.disks, is.services]).toEqual([was.users, was.files, was.disks, was.services]);
  expect(after.clusters).toEqual(before.clusters);
}

const PATIENCE = 300;

describeWithEngine('a network that is not ready', (engine) => {
  test.each(Object.entries(failures))('stops the installation: %s', async (_, { waits, ...situation }) => {
    const outcome = await outcomeOf(engine(), 'install', situation);
    expect(failureIn(outcome)).toMatchSnapshot();
    expectNothingChanged(outcome);
    // The first password is worth as much as before.
    expect(outcome.is.users['gwadmin']).toMatchObject({ passwordChanged: false });
    const { seconds } = outcome.result;
    if (waits) expect(seconds).toBeGreaterThan(PATIENCE - 60);
    else expect(seconds).toBeLessThan(60);
    expect(seconds).toBeLessThan(PATIENCE + 90);
  });

  test('stops it on a member in use too, and leaves that as it is', async () => {
    const egress = by('proxy', [SIGN_IN, RELAY]);
    const cluster = new MemberCluster(EVERYTHING, {}, egress);
    const world = await cluster.world(engine(), EVERYTHING_WORLD);
    await cluster.deploy(world, ['GW-01']);
    const before = await world.state();
    const again = await cluster.run(world, 'GW-01', 'install');
    expectDone(again);
    expect(again.trace).toEqual([]);
    await world.set(undefined, ['proxy', 'refuses'], { 'login.*': 403 });
    const failed = await cluster.run(world, 'GW-01', 'install');
    expect([failed.exitCode, textOf(failed)]).toEqual([
      1,
      expect.stringContaining(
        'sign-in: login.microsoftonline.com:443, by the proxy: the proxy refuses to connect (403)',
      ),
    ]);
    expect(failed.trace).toEqual([]);
    expect(await world.state()).toEqual(before);
  });

  test('is reported within the limits of a run command, the essential first; the log has all', async () => {
    const hosts = Array.from({ length: 30 }, (_, index) => `host-${String(index)}.a-rather-long-name.example`);
    const egress = hosts.map((host, index) => row(`row-${String(index)}`, host, { required: index > 9 }));
    const outcome = await outcomeOf(engine(), 'install', { props: { software }, egress, member: CUT_OFF });
    const { failed } = failureIn(outcome);
    const text = textOf(outcome.result);
    expect(text.length).toBeLessThanOrEqual(3500);
    const lines = failed.split('\n');
    expect(lines[1]).toBe('  row-10: host-10.a-rather-long-name.example:443, direct: no answer to TCP within 10 s');
    const shown = lines.filter((line) => line.startsWith('  row-'));
    expect(lines.at(-1)).toBe(`  and ${String(30 - shown.length)} more, which the log names`);
    expect(shown.length).toBeGreaterThan(12);
    for (const host of hosts) expect(outcome.result.log).toContain(`${host}:443, direct: no answer`);
    expectNothingChanged(outcome);
  });

  test('names what is behind a proxy that is down, as far as there is room', async () => {
    const rows = Array.from({ length: 40 }, (_, index) =>
      row(`row-${String(index + 10)}`, 'a.example', { via: 'proxy' }),
    );
    const { failed } = failureIn(await outcomeOf(engine(), 'install', behind({}, { blocked: ['proxy.*'] }, rows)));
    const [, proxy, rest = ''] = failed.split('\n');
    expect(proxy).toBe('  proxy: proxy.corp.example:8080, direct: no answer to TCP within 10 s');
    expect(rest).toMatch(/^ {2}behind the proxy, and not tried: row-10, row-11, .* \.\.\.$/);
    expect(rest).toHaveLength(2 + 200);
  });

  test('takes no more than a part of the time of the step, whatever it does', async () => {
    const hosts = Array.from({ length: 40 }, (_, index) => `host-${String(index)}.example`);
    const egress = hosts.map((host, index) => row(`row-${String(index)}`, host, { required: index > 9 }));
    // Each row is tried to its end: TCP comes about, and then nothing is said.
    for (const network of [{ silent: ['*'] }, { blocked: ['*.example'] }]) {
      const { result } = await outcomeOf(engine(), 'install', { props: { software }, egress, member: { network } });
      expect(result.exitCode).toBe(1);
      // The script has 80 minutes.
      expect(result.seconds).toBeLessThan(20 * 60);
    }
  });
});

const CUT_OFF: MemberConfig = { network: { blocked: ['*.example'] } };

interface Success extends Situation {
  /** Simulated seconds that it waited at least. @default 0 */
  readonly waits?: number;
  readonly notes?: readonly string[];
}

const MAY_INSPECT = 'something on the way may inspect TLS: CN=Contoso Proxy CA, O=Contoso issued the certificates of';
const OPTIONAL = 'the network is not ready for what is optional:';

const successes: Readonly<Record<string, Success>> = {
  'all there': { ...direct({}) },
  'nothing to test': { props: { software }, egress: [] },
  'a rule that takes four minutes': { ...direct({ blocked: ['*.windows.net'], blockedFor: 240 }), waits: 240 },
  'names that take four minutes': { ...direct({ namesDownFor: 240 }), waits: 240 },
  'a proxy that is down for four minutes': {
    ...behind({}, { blocked: ['proxy.*'], blockedFor: 240 }),
    waits: 240,
    notes: [UNTESTED_PROXY],
  },
  'a clock that is two days ahead for four minutes': {
    ...direct({}, { clock: { offset: 172_800, correctedAfter: 240 } }),
    waits: 240,
  },
  'optional rows that fail, which are tried once': {
    ...direct({ blocked: ['dc.services.visualstudio.com'], refused: ['20.118.99.224:1688'] }),
    notes: [
      `${OPTIONAL} telemetry: dc.services.visualstudio.com:443, direct: no answer to TCP within 10 s`,
      `${OPTIONAL} activation: 20.118.99.224:1688, direct: TCP is refused`,
    ],
  },
  'inspection that this machine trusts': {
    ...direct({
      certificates: {
        'login.*': { issuer: INSPECTOR, trusted: true },
        'watchdog.*': { issuer: INSPECTOR, trusted: true },
      },
    }),
    notes: [`${MAY_INSPECT} relay, sign-in`],
  },
  'inspection by a proxy that this machine trusts': {
    ...behind({}, { certificates: { 'login.*': { issuer: INSPECTOR, trusted: true } } }),
    notes: [`${MAY_INSPECT} sign-in`, UNTESTED_PROXY],
  },
  'other issuers that are known': {
    ...direct({
      certificates: {
        'login.*': { issuer: 'CN=DigiCert SHA2 Secure Server CA, O=DigiCert Inc, C=US', trusted: true },
        'watchdog.*': {
          issuer: 'CN=Sectigo RSA Domain Validation Secure Server CA, O=Sectigo Limited, C=GB',
          trusted: true,
        },
      },
    }),
  },
  'a PAC file': {
    props: { software, proxy: GatewayProxy.autoConfig('http://wpad.corp.example/proxy.pac') },
    egress: [SIGN_IN, ...by('script', [RELAY, AMQP, RELAY])],
    member: { network: { blocked: ['watchdog.*'] } },
    notes: ['not tested, because a PAC file decides the way: relay, relay-amqp', UNTESTED_PROXY],
  },
  'a proxy, for TCP alone too': {
    ...behind({}, {}, by('proxy', [SIGN_IN, RELAY, AMQP, LISTS])),
    notes: [UNTESTED_PROXY],
  },
  // What a host says for itself is an answer.
  'hosts that refuse to talk': {
    ...direct({ answers: { 'crl3.*': 'HTTP/1.1 503 Busy\r\n\r\n', 'login.*': 'HTTP/1.1 407 No\r\n\r\n' } }),
  },
  'a proxy that asks who is there': { ...asked(), notes: [UNTESTED_PROXY] },
  'a proxy that asks who is there, and a page that is there': {
    ...asked({}, {}, [row('portal', 'portal.example')]),
    world: {
      proxy: { address: PROXY, authentication: 'windows' },
      domain: {},
      downloads: { 'https://portal.example/': { content: '<html />' } },
    },
    notes: [UNTESTED_PROXY],
  },
  'a proxy that asks who is there, for ports that speak no HTTP': {
    ...asked({}, { network: { silent: ['watchdog.*'] } }, [AMQP]),
    notes: [UNTESTED_PROXY],
  },
};

describeWithEngine('a network that is ready', (engine) => {
  test.each(Object.entries(successes))('lets the installation go on: %s', async (_, given) => {
    const { waits = 0, notes = [], ...situation } = given;
    const member = { ...situation.member, installed: INSTALLED };
    const { result, is } = await outcomeOf(engine(), 'install', { ...situation, member });
    expectDone(result);
    expect(notesOf(result)).toEqual(notes);
    expect(result.seconds).toBeGreaterThanOrEqual(waits);
    expect(is.users['gwadmin']).toMatchObject({ passwordChanged: true });
  });

  test('is tried by the way that each row takes', async () => {
    const proxy = GatewayProxy.at(PROXY, { bypass: ['*.vault.azure.net', 'watchdog.servicebus.windows.net:5671'] });
    const { result } = await outcomeOf(engine(), 'install', {
      props: { software, proxy },
      world: { proxy: { address: PROXY, direct: ['*.vault.azure.net', 'watchdog.*', '20.118.99.224'] } },
      egress: [...by('proxy', [SIGN_IN, VAULT, AMQP, LISTS]), ACTIVATION, ...by('script', [RELAY])],
      member: { installed: INSTALLED },
    });
    expectDone(result);
    const { reads } = result;
    expect(reads.filter((read) => read.startsWith('proxy '))).toEqual([
      'proxy login.microsoftonline.com:443',
      'proxy watchdog.servicebus.windows.net:5672',
      'proxy crl3.digicert.com:80',
    ]);
    expect(reads.filter((read) => read.startsWith('tcp ') && !read.includes('proxy'))).toEqual([
      'tcp kv-gateway.vault.azure.net:443',
      'tcp watchdog.servicebus.windows.net:5671',
      'tcp 20.118.99.224:1688',
    ]);
    // Behind a proxy, the proxy resolves; addresses need no resolving.
    expect(reads.filter((read) => read.startsWith('dns '))).toEqual([
      'dns proxy.corp.example',
      'dns proxy.corp.example',
      'dns kv-gateway.vault.azure.net',
      'dns watchdog.servicebus.windows.net',
      'dns proxy.corp.example',
      'dns proxy.corp.example',
    ]);
  });

  test('is asked for no more than what the description needs', async () => {
    const latest = GatewaySoftware.latest();
    const { result } = await outcomeOf(engine(), 'install', {
      props: { software: latest },
      member: { installed: INSTALLED },
    });
    expect(result.exitCode).toBe(0);
    expect(result.trace.map(({ kind }) => kind)).not.toContain('download');
  });
});

test('a row is one line of the settings', () => {
  expect(egressTestLines([AMQP, { ...TELEMETRY, via: 'proxy' }, { ...LISTS, via: 'script' }])).toEqual([
    'relay-amqp required direct tcp watchdog.servicebus.windows.net 5671,5672',
    'telemetry optional proxy https dc.services.visualstudio.com 443',
    'certificate-lists required script http crl3.digicert.com 80',
  ]);
});
