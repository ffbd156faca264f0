import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { arrange, listed, type ListedEntry, manifestText } from './arrange';
import type { Draft } from './entries/draft';
import type { EntryOf, ManifestList, StackManifest } from './entries/stack-manifest';
import { writeAtSynthesis } from './file';
import { manifestValues } from './values';
import { isInTree } from '../terraform/tree';

/** What a construct has for the manifest of its stack. */
interface Contribution {
  readonly construct: IConstruct;
  readonly render: () => ListedEntry;
}

const contributions = new WeakMap<IConstruct, Contribution[]>();

/**
 * Puts a construct into the manifest of its stack. To be called at the end of its constructor; it is asked for its entry when
 * the manifest is wanted, and then the tree is whole.
 *
 * @param list the list that it belongs to.
 * @param draft its entry, but for the path. Tokens may stand in it, secrets may not.
 */
export function contribute<L extends ManifestList>(
  construct: IConstruct,
  list: L,
  draft: () => Draft<Omit<EntryOf<L>, 'constructPath'>>,
): void {
  const stack = TerraformStack.of(construct);
  const known = contributions.get(stack) ?? [];
  if (known.length === 0) writeAtSynthesis(stack, writerOf);
  contributions.set(stack, known);
  const render = (): ListedEntry => {
    const entry = Object.assign({ constructPath: construct.node.path }, draft());
    return listed(list, manifestValues(construct, entry) as EntryOf<L>);
  };
  known.push({ construct, render });
}

/** The manifest of a stack. */
export function manifestOf(stack: TerraformStack): StackManifest {
  return arrange(
    stack.node.id,
    contributionsOf(stack).map(({ render }) => render()),
  );
}

function writerOf(stack: TerraformStack): (() => string) | undefined {
  return contributionsOf(stack).length === 0 ? undefined : () => manifestText(manifestOf(stack));
}

/** Of the constructs that have not been removed from the tree. */
function contributionsOf(stack: TerraformStack): readonly Contribution[] {
  return (contributions.get(stack) ?? []).filter(({ construct }) => isInTree(construct));
}
