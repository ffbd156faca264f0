import { isComputedByTerraform } from '../../terraform/construct-checks';

/** Longest line of a report. */
const WIDTH = 100;

/** A headline and what it is about; nothing where that is nothing. */
export function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [title, '-'.repeat(title.length), ...lines].join('\n');
}

/** Running text, in lines of some width. */
export function sentence(text: string): readonly string[] {
  return wrapped(text, WIDTH);
}

/** An entry of a list. */
export function bullet(text: string): readonly string[] {
  return wrapped(text, WIDTH - 2).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));
}

/** A line below an entry. */
export function indented(text: string): string {
  return `  ${text}`;
}

/** A value as people read it: what Terraform computes says so. */
export function shown(value: unknown): string {
  return isComputedByTerraform(value) ? '(computed by Terraform)' : String(value);
}

/** The values of a list; one of them for a list that Terraform computes as a whole. */
export function shownList(values: readonly string[]): readonly string[] {
  return isComputedByTerraform(values) ? [shown(values)] : values.map(shown);
}

/** Names in running text: `a, b and c`. */
export function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
