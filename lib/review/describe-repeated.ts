import { MANIFEST_FILE_NAME } from '../manifest/entries/stack-manifest';
import type { Repetition } from './repeated-commands';
import type { SynthesizedApp } from './synthesized-app';

/** What of a manifest is looked at. */
interface Manifest {
  readonly clusters?: readonly {
    readonly constructPath: string;
    readonly resources?: { readonly directory?: readonly string[] };
    readonly members?: readonly {
      readonly key: string;
      readonly steps?: readonly { readonly name: string; readonly addresses?: readonly string[] }[];
    }[];
  }[];
}

/**
 * What runs again, in the words of the library: `install, configure on members 01, 02 of gateways/finance`. Members with the same
 * steps are told together; a command that no cluster has is told by its address.
 */
export function describeRepeated(
  stack: string,
  app: SynthesizedApp,
  repeated: ReadonlyMap<string, Repetition>,
): readonly string[] {
  const { clusters = [] } = JSON.parse(app.files[`${stack}/${MANIFEST_FILE_NAME}`] ?? '{}') as Manifest;
  return (['surely', 'perhaps'] as const).flatMap((repetition) => {
    const left = new Set([...repeated].filter(([, one]) => one === repetition).map(([address]) => address));
    const take = (addresses: readonly string[] = []): boolean => addresses.filter((one) => left.delete(one)).length > 0;
    const ofClusters = clusters.flatMap(({ constructPath, resources, members = [] }) => {
      const cluster = constructPath.replace(`${stack}/`, '');
      const membersBySteps = new Map<string, string[]>();
      for (const { key, steps = [] } of members) {
        const names = steps.filter(({ addresses }) => take(addresses)).map(({ name }) => name);
        if (names.length > 0)
          membersBySteps.set(names.join(', '), [...(membersBySteps.get(names.join(', ')) ?? []), key]);
      }
      const directory = (resources?.directory ?? []).filter((address) => take([address])).map(commandName);
      return [
        ...(directory.length === 0 ? [] : [`${directory.join(', ')} of ${cluster}`]),
        ...[...membersBySteps].map(
          ([steps, keys]) => `${steps} on ${keys.length === 1 ? 'member' : 'members'} ${keys.join(', ')} of ${cluster}`,
        ),
      ];
    });
    const said = repetition === 'surely' ? 'Runs again' : 'Reached, and may run again';
    return [...ofClusters, ...[...left].sort()].map((what) => `${said}: ${what}`);
  });
}

/** `…_directory_commands_release_run-command_D06077D8` is the directory's `release`. */
function commandName(address: string): string {
  return `directory ${/_([a-z-]+)_run-command/.exec(address)?.[1] ?? address}`;
}
