import type { TextRule } from './checks';

/** Why something is run again: any text, as long as a plan can show it. */
export const RERUN_REASON: Omit<TextRule, 'fix'> = {
  pattern: /^[^\p{Cc}]{1,100}$/u,
  allowed: 'a text of 1 to 100 characters on one line',
};
