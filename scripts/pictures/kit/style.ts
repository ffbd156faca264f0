/** What a thing is, said by its colour; never by that alone. */
export type Tone = 'plain' | 'ours' | 'service' | 'secret' | 'stop' | 'waits';

interface Palette {
  readonly paper: string;
  readonly ink: string;
  readonly quiet: string;
  readonly zone: string;
  readonly tones: Readonly<Record<Tone, readonly [fill: string, stroke: string]>>;
}

const LIGHT: Palette = {
  paper: '#ffffff',
  ink: '#1f2328',
  quiet: '#59636e',
  zone: '#f6f8fa',
  tones: {
    plain: ['#ffffff', '#818b98'],
    ours: ['#ddf4ff', '#0969da'],
    service: ['#fbefff', '#8250df'],
    secret: ['#fff8c5', '#9a6700'],
    stop: ['#ffebe9', '#cf222e'],
    waits: ['#dafbe1', '#1a7f37'],
  },
};

const DARK: Palette = {
  paper: '#0d1117',
  ink: '#e6edf3',
  quiet: '#9198a1',
  zone: '#151b23',
  tones: {
    plain: ['#0d1117', '#656c76'],
    ours: ['#121d2f', '#4493f8'],
    service: ['#211830', '#ab7df8'],
    secret: ['#272115', '#d29922'],
    stop: ['#25171c', '#f85149'],
    waits: ['#12261e', '#3fb950'],
  },
};

function rules({ paper, ink, quiet, zone, tones }: Palette): readonly string[] {
  return [
    `.paper{fill:${paper}}`,
    `text{fill:${ink}}`,
    `.quiet{fill:${quiet}}`,
    `.zone{fill:${zone};stroke:${quiet}}`,
    `.line{stroke:${quiet}}`,
    `.head{fill:${quiet}}`,
    ...Object.entries(tones).map(([tone, [fill, stroke]]) => `.${tone}{fill:${fill};stroke:${stroke}}`),
    ...Object.entries(tones).map(
      ([tone, [, stroke]]) => `.line-${tone}{stroke:${stroke}}.head-${tone}{fill:${stroke}}`,
    ),
  ];
}

/**
 * The style of all pictures. Paper and ink are both given, so that a picture can be read on a page of either colour, whatever
 * the reader's system says about itself.
 */
export function styleSheet(dark = false): string {
  const fixed = [
    "text{font-family:'Segoe UI',Helvetica,Arial,sans-serif}",
    '.code{font-family:ui-monospace,Consolas,monospace}',
    '.line,[class^=line-]{fill:none;stroke-width:1.5}',
    '.dashed{stroke-dasharray:5 4}',
    '.zone{stroke-dasharray:3 3}',
  ];
  const night = `@media (prefers-color-scheme:dark){${rules(DARK).join('')}}`;
  return [...rules(dark ? DARK : LIGHT), ...fixed, ...(dark ? [] : [night])].join('\n');
}
