import type { EgressRow } from '../../lib';

const WORDS: Readonly<Record<string, string>> = {
  always: 'always',
  registration: 'to install and register',
  interactiveSignIn: 'where a person signs in',
  dataflowGen1: '`dataflowGen1`',
  dataflowGen2: '`dataflowGen2`',
  oneLake: '`oneLake`',
  pipelines: '`pipelines`',
  downloads: 'software from its publishers',
  storage: 'software from storage',
  monitoring: '`monitoring`',
  windowsUpdate: '`windowsUpdate`',
  deviceRegistration: '`deviceRegistration`',
  telemetry: '`telemetry`',
};

/** The table of the documents, as it follows from the data. */
export function documentedTable(rows: readonly EgressRow[]): string {
  const lines = rows.map((row) => {
    const hosts = [...row.names.map((name) => `\`${name}\``), ...row.alsoNames.map((name) => `_${name}_`)].join(', ');
    const tags = row.serviceTags.join(', ') || (row.inAzure ? 'none (AzureCloud)' : 'none');
    return `| ${row.id}${row.isVerified ? '' : ' ?'} | ${hosts} | ${row.ports.join(', ')} | ${tags} | ${WORDS[row.need] ?? row.need} |`;
  });
  return ['| Row | Hosts | Ports | Service tag | Needed |', '| --- | --- | --- | --- | --- |', ...lines].join('\n');
}
