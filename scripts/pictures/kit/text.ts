/**
 * How wide text is. Whoever looks chooses the font, so the widths are those of DejaVu Sans, which is wider than most: what fits
 * by these numbers fits in Arial, Helvetica, Segoe UI and San Francisco.
 */
export interface Font {
  /** Height of the letters in pixels. */
  readonly size: number;
  /** @default false */
  readonly bold?: boolean;
  /** @default false */
  readonly code?: boolean;
}

const CODE_WIDTH = 0.602;
const BOLD_FACTOR = 1.1;
const WIDTHS: readonly (readonly [characters: RegExp, width: number])[] = [
  [/[ijl.,:;'|!·]/, 0.32],
  [/[ frt()[\]/-]/, 0.4],
  [/[mwMW@…→←↔]/, 0.96],
  [/[A-Z]/, 0.69],
  [/[×+=<>~]/, 0.84],
];
const OTHERS = 0.63;

export function widthOf(text: string, { size, bold = false, code = false }: Font): number {
  const widths = Array.from(text, (x) => x).map((character) =>
    code ? CODE_WIDTH : (WIDTHS.find(([characters]) => characters.test(character))?.[1] ?? OTHERS),
  );
  return widths.reduce((sum, width) => sum + width, 0) * size * (bold && !code ? BOLD_FACTOR : 1);
}

/** Lines of at most this width, broken at spaces. A word that is wider than that stands alone, and is a problem of its picture. */
export function wrap(text: string, width: number, font: Font): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && widthOf(longer, font) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
