import type { Block, StackJson } from '../support/synthesize';

/** Arguments that Terraform's plan does not show. */
const HIDDEN = new Set(['//', 'depends_on', 'lifecycle']);

/**
 * What differs between two stacks, as a plan would begin: a resource a line, `+` new, `-` gone, `~` changed, and in which
 * arguments, `-/+` replaced. Without the checksums at the ends of addresses.
 */
export function changesBetween(before: string, after: string): readonly string[] {
  const [old, now] = [resourcesOf(before), resourcesOf(after)];
  const addresses = [...new Set([...old.keys(), ...now.keys()])].sort((a, b) => a.localeCompare(b, 'en'));
  return addresses.flatMap((address) => {
    const [was, is] = [old.get(address), now.get(address)];
    if (was === undefined) return [`+ ${address}`];
    if (is === undefined) return [`- ${address}`];
    const changed = [...new Set([...was.keys(), ...is.keys()])].filter((name) => was.get(name) !== is.get(name)).sort();
    if (changed.length === 0) return [];
    return [isReplaced(address, changed) ? `-/+ ${address}` : `~ ${address}: ${changed.join(', ')}`];
  });
}

/** Steps are never updated: the checksum of a step's script is part of its name. azurerm updates no role assignment. */
function isReplaced(address: string, changed: readonly string[]): boolean {
  if (address.startsWith('azurerm_role_assignment.')) return true;
  return address.startsWith('azurerm_virtual_machine_run_command.') && changed.includes('name');
}

/** The addresses of all resources. */
export function resourcesIn(json: string): readonly string[] {
  return changesBetween('{}', json).map((line) => line.replace('+ ', ''));
}

/** Resources by address; of each the arguments, as texts in which locals are written out. */
function resourcesOf(json: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const { resource = {}, locals = {} } = JSON.parse(json) as StackJson;
  const written = (text: string): string =>
    text.replaceAll(/\blocal\.([\w-]+)/g, (_, name: string) => written(JSON.stringify(locals[name])));
  const argumentsOf = (block: Block): ReadonlyMap<string, string> =>
    new Map(
      Object.entries(block)
        .filter(([name]) => !HIDDEN.has(name))
        .map(([name, value]) => [name, written(JSON.stringify(value))]),
    );
  return new Map(
    Object.entries(resource).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([name, block]) => [`${type}.${bare(name)}`, argumentsOf(block)] as const),
    ),
  );
}

function bare(name: string): string {
  return name.replace(/_[0-9A-F]{8}$/, '');
}
