/** Service tags of one service; those that stand for everything, or for the network itself, are none, whatever their case. */
export const SERVICE_TAG =
  /^(?!(internet|virtualnetwork|azurecloud|azureloadbalancer)(\.|$))[a-z][a-z0-9]+(\.[a-z0-9]+)?$/i;
