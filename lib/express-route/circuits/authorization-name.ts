/** Names of authorizations in Azure. */
export const AUTHORIZATION_NAME = {
  pattern: /^[a-zA-Z0-9]([\w.-]{0,78}\w)?$/,
  allowed: '1 to 80 letters, digits, periods, underscores or hyphens, beginning with a letter or digit',
  fix: 'Give it the name of who connects, such as hub-team.',
};

/** One that the circuit has already. */
export const TAKEN_AUTHORIZATION = {
  allowed: 'a name that the circuit has not had yet',
  fix: 'One authorization is for one connection: give each its own.',
};
