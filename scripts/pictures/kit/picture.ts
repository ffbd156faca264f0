/**
 * A small kit to draw with: boxes, zones, labels and arrows, on a paper of a given size. It knows where everything lies, so it can
 * say what overlaps, overflows or is crossed (`problems`).
 */
import { contains, crosses, inset, overlap, type Point, type Rect } from './geometry';
import { styleSheet, type Tone } from './style';
import { type Font, widthOf, wrap } from './text';

const TITLE: Font = { size: 13, bold: true };
const BODY: Font = { size: 12 };
const LINE_HEIGHT = 16;
const PADDING = 10;

export interface PictureText {
  /** What it shows, in a few words: the name that a screen reader says. */
  readonly title: string;
  /** What a reader learns from it, in sentences. */
  readonly description: string;
  readonly width: number;
  readonly height: number;
}

export interface BoxOptions extends Rect {
  /** @default none */
  readonly title?: string;
  /** Lines below the title; each is broken to fit. Code in backticks. @default none */
  readonly lines?: readonly string[];
  /** @default 'plain' */
  readonly tone?: Tone;
}

export interface ArrowOptions {
  /** Corners on the way. @default none: a straight line */
  readonly via?: readonly Point[];
  /** @default none */
  readonly label?: string;
  /** Centre of the label. @default the middle of the longest piece */
  readonly labelAt?: Point;
  /** @default false */
  readonly dashed?: boolean;
  /** Heads at both ends. @default false */
  readonly both?: boolean;
  /** @default that of lines */
  readonly tone?: Tone;
}

interface PlacedText {
  readonly text: string;
  readonly place: Rect;
  /** The arrow that it belongs to, which may run behind it. @default none */
  readonly arrow?: number;
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const n = (value: number): string => String(Math.round(value * 10) / 10);

/** A box that was drawn: arrows begin and end at its sides. */
export class Box {
  public constructor(public readonly rect: Rect) {}

  /** A point of a side; `at` from 0 to 1, left to right and top to bottom. */
  public left(at = 0.5): Point {
    return { x: this.rect.x, y: this.rect.y + this.rect.height * at };
  }
  public right(at = 0.5): Point {
    return { x: this.rect.x + this.rect.width, y: this.rect.y + this.rect.height * at };
  }
  public top(at = 0.5): Point {
    return { x: this.rect.x + this.rect.width * at, y: this.rect.y };
  }
  public bottom(at = 0.5): Point {
    return { x: this.rect.x + this.rect.width * at, y: this.rect.y + this.rect.height };
  }
}

export class Picture {
  private readonly behind: string[] = [];
  private readonly front: string[] = [];
  private readonly boxes: (Rect & { readonly name: string })[] = [];
  private readonly zones: (Rect & { readonly name: string })[] = [];
  private readonly texts: PlacedText[] = [];
  private readonly arrows: (readonly Point[])[] = [];
  private readonly overflows: string[] = [];

  public constructor(public readonly about: PictureText) {}

  /** A box with a title and lines. */
  public box({ title = '', lines = [], tone = 'plain', ...rect }: BoxOptions): Box {
    this.boxes.push({ ...rect, name: title === '' ? lines.join(' ') : title });
    this.front.push(this.rectangle(rect, tone, 6));
    const width = rect.width - 2 * PADDING;
    const rows = [
      ...(title === '' ? [] : wrap(title, width, TITLE)).map((text) => ({ text, font: TITLE })),
      ...lines.flatMap((line) => wrap(line, width, BODY).map((text) => ({ text, font: BODY }))),
    ];
    const height = rows.length * LINE_HEIGHT;
    if (height > rect.height - 8) this.overflows.push(`'${title}' is too low for its ${String(rows.length)} lines`);
    const top = rect.y + (rect.height - height) / 2;
    rows.forEach(({ text, font }, index) => {
      if (widthOf(text, font) > width) this.overflows.push(`'${text}' is too wide for its box`);
      this.text(text, { x: rect.x + rect.width / 2, y: top + index * LINE_HEIGHT }, font);
    });
    return new Box(rect);
  }

  /** A zone around boxes, with its name in the upper left corner. */
  public zone(name: string, rect: Rect): Box {
    this.zones.push({ ...rect, name });
    this.behind.push(this.rectangle(rect, 'zone', 8));
    this.label(name, { x: rect.x + 12, y: rect.y + 8 }, { bold: true, from: 'start' });
    return new Box(rect);
  }

  /** Text without a box; its place is the top of its first line. */
  public label(
    text: string,
    { x, y }: Point,
    options: { bold?: boolean; quiet?: boolean; from?: 'start' | 'middle' | 'end'; width?: number } = {},
  ): void {
    const font = { ...BODY, bold: options.bold ?? false };
    const lines = options.width === undefined ? [text] : wrap(text, options.width, font);
    lines.forEach((line, index) => {
      this.text(line, { x, y: y + index * LINE_HEIGHT }, font, options.from ?? 'middle', options.quiet ?? false);
    });
  }

  /** A line with a head. */
  public arrow(from: Point, to: Point, options: ArrowOptions = {}): void {
    const points = [from, ...(options.via ?? []), to];
    const id = this.arrows.push(points) - 1;
    const tone = options.tone === undefined ? '' : `-${options.tone}`;
    const path = points.map(({ x, y }) => `${n(x)} ${n(y)}`).join(' L');
    this.front.push(`<path class="line${tone}${options.dashed === true ? ' dashed' : ''}" d="M${path}"/>`);
    this.head(points.at(-2) ?? from, to, tone);
    if (options.both === true) this.head(points[1] ?? to, from, tone);
    if (options.label !== undefined) this.labelOf(id, options.label, options.labelAt ?? middleOf(points));
  }

  /** A line without a head: of an axis, a curve, a border. */
  public line(points: readonly Point[], options: { tone?: Tone; dashed?: boolean } = {}): void {
    const tone = options.tone === undefined ? '' : `-${options.tone}`;
    const path = points.map(({ x, y }) => `${n(x)} ${n(y)}`).join(' L');
    this.behind.push(`<path class="line${tone}${options.dashed === true ? ' dashed' : ''}" d="M${path}"/>`);
  }

  /** A filled rectangle of a chart. */
  public bar(rect: Rect, tone: Tone): void {
    this.behind.push(this.rectangle(rect, tone, 2));
  }

  /** What a reader would stumble over: nothing, in a picture that is done. */
  public problems(): readonly string[] {
    const paper = { x: 0, y: 0, width: this.about.width, height: this.about.height };
    const found = [...this.overflows];
    for (const place of [...this.boxes, ...this.zones])
      if (!contains(paper, place)) found.push(`'${place.name}' lies outside of the paper`);
    for (const { text, place } of this.texts)
      if (!contains(paper, place)) found.push(`the text '${text}' lies outside of the paper`);
    return [...found, ...this.overlaps(), ...this.crossings()];
  }

  /** The picture as SVG. `dark` draws what a reader sees whose system is dark, to look at it. */
  public svg(dark = false): string {
    const { title, description, width, height } = this.about;
    const size = `width="${n(width)}" height="${n(height)}" viewBox="0 0 ${n(width)} ${n(height)}"`;
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-labelledby="title description">`,
      `<title id="title">${escapeXml(title)}</title>`,
      `<desc id="description">${escapeXml(description)}</desc>`,
      `<style>\n${styleSheet(dark)}\n</style>`,
      `<rect class="paper" width="${n(width)}" height="${n(height)}" rx="8"/>`,
      ...this.behind,
      ...this.front,
      '</svg>\n',
    ].join('\n');
  }

  private overlaps(): readonly string[] {
    const found: string[] = [];
    this.boxes.forEach((one, index) => {
      for (const other of this.boxes.slice(index + 1))
        if (overlap(one, other)) found.push(`'${one.name}' and '${other.name}' overlap`);
      for (const zone of this.zones)
        if (overlap(one, zone) && !contains(zone, one)) found.push(`'${one.name}' sticks out of '${zone.name}'`);
    });
    this.zones.forEach((one, index) => {
      for (const other of this.zones.slice(index + 1)) {
        if (overlap(one, other) && !contains(one, other) && !contains(other, one))
          found.push(`'${one.name}' and '${other.name}' overlap`);
      }
    });
    this.texts.forEach((one, index) => {
      for (const other of this.texts.slice(index + 1))
        if (overlap(inset(one.place, 1), inset(other.place, 1)))
          found.push(`'${one.text}' and '${other.text}' overlap`);
      // What an arrow says stands on paper of its own.
      const around = one.arrow === undefined ? [...this.boxes, ...this.zones] : this.boxes;
      for (const place of around) {
        if (overlap(inset(one.place, 1), place) && !contains(place, one.place))
          found.push(`the text '${one.text}' runs over the border of '${place.name}'`);
      }
    });
    return found;
  }

  private crossings(): readonly string[] {
    const found: string[] = [];
    this.arrows.forEach((points, id) => {
      points.slice(1).forEach((to, index) => {
        const from = points[index] ?? to;
        for (const place of this.boxes)
          if (crosses(from, to, inset(place, 1))) found.push(`an arrow runs through '${place.name}'`);
        for (const { text, place, arrow } of this.texts)
          if (arrow !== id && crosses(from, to, inset(place, 2)))
            found.push(`an arrow runs through the text '${text}'`);
      });
    });
    return found;
  }

  private labelOf(arrow: number, text: string, { x, y }: Point): void {
    text.split('\n').forEach((line, index, lines) => {
      const top = y + (index - lines.length / 2) * LINE_HEIGHT;
      const width = widthOf(line, BODY) + 8;
      const place = { x: x - width / 2, y: top, width, height: LINE_HEIGHT };
      this.front.push(
        `<rect class="paper" x="${n(place.x)}" y="${n(top)}" width="${n(width)}" height="${n(LINE_HEIGHT)}"/>`,
      );
      this.text(line, { x, y: top }, BODY, 'middle', false, arrow);
    });
  }

  private text(
    text: string,
    { x, y }: Point,
    font: Font,
    from: 'start' | 'middle' | 'end' = 'middle',
    quiet = false,
    arrow?: number,
  ): void {
    const width = widthOf(text, font);
    const left = { start: x, middle: x - width / 2, end: x - width }[from];
    const place = { x: left, y, width, height: LINE_HEIGHT };
    this.texts.push({ text, place, ...(arrow === undefined ? {} : { arrow }) });
    const attributes = [
      `x="${n(x)}" y="${n(y + 12)}" font-size="${n(font.size)}"`,
      ...(from === 'start' ? [] : [`text-anchor="${from}"`]),
      ...(font.bold === true ? ['font-weight="600"'] : []),
      ...(quiet ? ['class="quiet"'] : []),
    ];
    this.front.push(`<text ${attributes.join(' ')}>${escapeXml(text)}</text>`);
  }

  private rectangle({ x, y, width, height }: Rect, style: string, corner: number): string {
    return `<rect class="${style}" x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="${n(corner)}"/>`;
  }

  private head(from: Point, to: Point, tone: string): void {
    const angle = Math.atan2(to.y - from.y, to.x - from.x);
    const corner = (turn: number): string =>
      `${n(to.x - 9 * Math.cos(angle + turn))},${n(to.y - 9 * Math.sin(angle + turn))}`;
    this.front.push(`<polygon class="head${tone}" points="${n(to.x)},${n(to.y)} ${corner(0.42)} ${corner(-0.42)}"/>`);
  }
}

/** The middle of the longest piece of a way. */
function middleOf(points: readonly Point[]): Point {
  const pieces = points.slice(1).map((to, index) => {
    const from = points[index] ?? to;
    return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2, length: Math.hypot(to.x - from.x, to.y - from.y) };
  });
  return pieces.reduce((longest, piece) => (piece.length > longest.length ? piece : longest));
}
