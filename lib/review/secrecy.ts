/** What is asked before a value is shown: whether it may be a secret. */
export interface Secrecy {
  /** Nothing of it is shown. */
  readonly isHidden: boolean;
  /** The same question for what it holds under a name, or for a line of it. */
  below(name: string): Secrecy;
}

/** Names of values that are not shown, whatever they are, also in a line that assigns: azurerm has `shared_key`, `access_key`, ... */
const SENSITIVE = /password|secret|token|credential|(^|[_.-])(sas|key)$|(sas|key)["']?\s*=/i;

/** A value that may be a secret if its name says so, or that of anything that holds it. */
export function byNames(name: string, isHidden = false): Secrecy {
  const hidden = isHidden || SENSITIVE.test(name);
  return { isHidden: hidden, below: (inner) => byNames(inner, hidden) };
}

/** For what is known to have no secrets in it. */
export const NO_SECRETS: Secrecy = { isHidden: false, below: () => NO_SECRETS };

/** What stands in the place of what is not shown. */
export const NOT_SHOWN = '(not shown)';

/** A value without what may be a secret in it. */
export function withoutSecrets(value: unknown, secrecy: Secrecy): unknown {
  if (secrecy.isHidden) return NOT_SHOWN;
  if (Array.isArray(value)) return value.map((element) => withoutSecrets(element, secretsOf(element, secrecy)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withoutSecrets(inner, secrecy.below(key))]),
  );
}

/** A text of a list is a line, and may name the secret that it holds. */
function secretsOf(element: unknown, secrecy: Secrecy): Secrecy {
  return typeof element === 'string' ? secrecy.below(element) : secrecy;
}
