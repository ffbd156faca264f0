/** A place in a script; `function` is the innermost function around it. */
interface Place {
  readonly line: number;
  readonly function: string | null;
}

export interface CommandFact extends Place {
  /** `null` when what is called is not known before it runs. */
  readonly name: string | null;
  /** As written: an abbreviated name is not completed. */
  readonly parameters: readonly string[];
  /** Arguments without a parameter's name before them; a switch's name counts as one, so this is a lower bound. */
  readonly positional: number;
  readonly splatted: boolean;
  /** `Ampersand`, `Dot` or `Unknown` for a plain call. */
  readonly operator: string;
  readonly text: string;
}

/** What the syntax tree of a script says. */
export interface ScriptFacts {
  readonly problems: readonly { readonly line: number; readonly message: string; readonly id: string }[];
  readonly commands: readonly CommandFact[];
  readonly methods: readonly ({ readonly name: string; readonly arguments: number } & Place)[];
  readonly staticMembers: readonly ({
    readonly type: string;
    readonly member: string;
    readonly called: boolean;
  } & Place)[];
  readonly types: readonly { readonly name: string; readonly line: number }[];
  /** What Windows PowerShell 5.1 cannot parse or run (`? :`, `??`, `&&`, ...), and classes, which it has. */
  readonly newer: readonly { readonly what: string; readonly line: number }[];
  readonly functions: readonly {
    readonly name: string;
    readonly line: number;
    readonly endLine: number;
    readonly parameters: readonly string[];
    readonly comment: string | null;
  }[];
  readonly strings: readonly { readonly value: string; readonly kind: string; readonly line: number }[];
  readonly variables: readonly ({ readonly name: string; readonly assigned: boolean } & Place)[];
  readonly aliases: readonly { readonly name: string; readonly command: string; readonly line: number }[];
  readonly dynamicCode: readonly { readonly what: string; readonly line: number }[];
  /** `line:column` of each statement that coverage counts. */
  readonly statements: readonly string[];
}
