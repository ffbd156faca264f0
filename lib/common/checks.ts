import { DataGatewayError, type Problem } from './errors';
import { nearestName } from './nearest-name';

/** A problem as a check reports it: `got` is the raw value. */
export interface Finding {
  readonly property: string;
  readonly got: unknown;
  readonly allowed: string;
  readonly fix: string;
}

/** What a text value must look like. */
export interface TextRule {
  readonly pattern: RegExp;
  /**
   * Longest text in bytes (UTF-8), where azurerm counts those.
   *
   * @default what the pattern allows
   */
  readonly maxBytes?: number;
  readonly allowed: string;
  readonly fix: string;
}

/** Bounds of a number, both inclusive. */
export interface NumberRule {
  readonly min: number;
  /** @default none */
  readonly max?: number;
  /**
   * Written behind the bounds in the message: `GiB`, `percent`.
   *
   * @default none
   */
  readonly unit?: string;
  readonly fix: string;
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Without leading zeros, which Azure and others read differently. */
const IPV4 = /^((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(?!$)|$)){4}$/;

/** Longest rendering of a value in a message; what is longer says nothing more. */
const MAX_SHOWN = 100;
/** An id of Azure is wrong at its end as often as at its beginning. */
const MAX_ID_SHOWN = 400;

/**
 * Collects everything that is wrong with one input, so that all of it can be reported together.
 *
 * Values that Terraform computes (tokens) pass every check: they are not known yet. The test for them is handed in, so
 * that this file needs no cdktf.
 */
export class Checks {
  private readonly found: Problem[];

  /**
   * @param isToken whether a value is computed by Terraform and not known yet.
   * @param prefix written before each property's name.
   */
  public constructor(
    private readonly isToken: (value: unknown) => boolean = () => false,
    private readonly prefix = '',
    found: Problem[] = [],
  ) {
    this.found = found;
  }

  /** The problems found so far. */
  public get problems(): readonly Problem[] {
    return this.found;
  }

  /** The same collection, with `property` before the names of what is checked. */
  public within(property: string): Checks {
    return new Checks(this.isToken, `${this.prefix}${property}.`, this.found);
  }

  /** Whether the value is only known to Terraform. */
  public isUnknown(value: unknown): boolean {
    return this.isToken(value);
  }

  /** Reports a problem. */
  public add(finding: Finding): void {
    this.found.push({ ...finding, property: this.prefix + finding.property, got: show(finding.got) });
  }

  /** Reports a problem about a value that must not be shown, because it may be a secret. */
  public addHidden(finding: Finding): void {
    this.found.push({
      ...finding,
      property: this.prefix + finding.property,
      got: finding.got === undefined ? 'nothing' : `a value of type ${typeof finding.got} (not shown)`,
    });
  }

  /** Reports what Terraform computes where the library must know it to do its work. */
  public known(property: string, value: unknown, fix: string): boolean {
    if (!this.isToken(value)) return true;
    this.found.push({
      property: this.prefix + property,
      got: 'a value that only Terraform knows',
      allowed: 'a value known when the app runs',
      fix,
    });
    return false;
  }

  /** A string that matches; tokens pass. */
  public text(property: string, value: unknown, rule: TextRule): value is string {
    if (this.isToken(value)) return true;
    if (typeof value === 'string' && rule.pattern.test(value) && fits(value, rule)) return true;
    this.add({ property, got: value, allowed: rule.allowed, fix: rule.fix });
    return false;
  }

  /** A whole number within bounds; tokens pass. */
  public integer(property: string, value: unknown, rule: NumberRule): value is number {
    return this.inRange(property, value, rule, Number.isInteger, 'a whole number');
  }

  /** A number within bounds; tokens pass. */
  public number(property: string, value: unknown, rule: NumberRule): value is number {
    return this.inRange(property, value, rule, Number.isFinite, 'a number');
  }

  /** `true` or `false`; tokens do not pass, because the library acts on the value. */
  public flag(property: string, value: unknown, fix: string): void {
    if (value === undefined || typeof value === 'boolean') return;
    this.add({ property, got: value, allowed: 'true or false', fix });
  }

  /** One of a closed list; tokens do not pass, because the library acts on the value. */
  public oneOf<T extends string | number>(
    property: string,
    value: unknown,
    allowed: readonly T[],
    fix: string,
  ): value is T {
    if (allowed.includes(value as T)) return true;
    this.add({ property, got: value, allowed: allowed.join(', '), fix });
    return false;
  }

  /** A GUID; tokens pass. */
  public guid(property: string, value: unknown, fix: string): void {
    this.text(property, value, { pattern: GUID, allowed: 'a GUID such as 00000000-0000-0000-0000-000000000000', fix });
  }

  /** An IPv4 address in dotted form; tokens pass. */
  public ipv4Address(property: string, value: unknown, fix: string): void {
    this.text(property, value, { pattern: IPV4, allowed: 'an IPv4 address such as 10.0.0.4', fix });
  }

  /** An object whose keys are all known; catches typing errors where no compiler looks. */
  public knownProperties(value: object, known: readonly string[], fix?: string): void {
    for (const key of Object.keys(value).filter((k) => !known.includes(k))) {
      const meant = nearestName(key, known);
      // Where it is plain what was meant, a list of all names would only hide it.
      const [allowed, mend] =
        meant === undefined || fix !== undefined
          ? [known.join(', '), 'Remove it, or mend the spelling.']
          : ['a known property', `Did you mean ${meant}? Else remove it.`];
      // Not shown: somebody may have put a secret where no secret has a place.
      const got = (value as Record<string, unknown>)[key];
      this.addHidden({ property: key, got, allowed, fix: fix ?? mend });
    }
  }

  /** Throws one error that carries all problems, if there are any. */
  public throwIfAny(subject: string, path = ''): void {
    if (this.found.length > 0) throw new DataGatewayError(subject, path, [...this.found]);
  }

  private inRange(
    property: string,
    value: unknown,
    { min, max, unit, fix }: NumberRule,
    isKind: (value: number) => boolean,
    kind: string,
  ): value is number {
    if (this.isToken(value)) return true;
    if (typeof value === 'number' && isKind(value) && value >= min && (max === undefined || value <= max)) return true;
    const bounds = max === undefined ? `${String(min)} or more` : `${String(min)} to ${String(max)}`;
    const allowed = `${kind}, ${bounds}${unit === undefined ? '' : ` ${unit}`}`;
    this.add({ property, got: value, allowed, fix });
    return false;
  }
}

function fits(text: string, { maxBytes }: TextRule): boolean {
  return maxBytes === undefined || Buffer.byteLength(text) <= maxBytes;
}

/** Renders a value for a message: short, on one line, and never failing. */
function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'symbol' || typeof value === 'bigint' || typeof value === 'number') return String(value);
  let text: string;
  try {
    text = JSON.stringify(value);
  } catch {
    return `an ${typeof value} that cannot be shown`;
  }
  const most = text.startsWith('"/subscriptions/') ? MAX_ID_SHOWN : MAX_SHOWN;
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
