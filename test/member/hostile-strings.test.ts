import fc from 'fast-check';
import { GatewaySettings, ServiceAccount } from '../../lib';
import { describeWithEngine } from './engine/engine';
import type { SimulatedWorld } from './engine/world';
import { MemberCluster, type Step } from './member-cluster';
import { expectDone, INSTALLED, machineIn, textOf } from './situation';

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
    .map((pieces) => [...pieces.join('')].slice(0, maxLength).join('').trim())
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
});
type Input = typeof input extends fc.Arbitrary<infer Value> ? Value : never;

/** Settings of text that a script receives, by the expression that reads them. */
const wanted: Readonly<Record<Step, Readonly<Record<string, (given: Input) => string>>>> = {
  install: { cluster: ({ gatewayName }) => gatewayName, rerun: ({ rerun }) => rerun },
  configure: {
    cluster: ({ gatewayName }) => gatewayName,
    rerun: ({ rerun }) => rerun,
    accountName: ({ domain, account }) => `${domain}\\${account}$`,
    accountSam: ({ account }) => `${account}$`,
    'gatewaySettings.ADServerPath': ({ server }) => `GC://${server}`,
    [`gatewaySettings.${freeText()}`]: ({ other }) => other,
  },
  register: {
    gatewayName: ({ gatewayName }) => gatewayName,
    cluster: ({ gatewayName }) => gatewayName,
    rerun: ({ rerun }) => rerun,
  },
};

/** A key that takes any text. */
function freeText(): string {
  return GatewaySettings.OTHER_KEYS[0] ?? '';
}

describeWithEngine('texts with a meaning in PowerShell', (engine) => {
  test('are what they were when they arrive, and are not run', async () => {
    console.log(GatewaySettings.OTHER_KEYS);
  });
});
