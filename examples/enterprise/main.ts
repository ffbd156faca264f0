/**
 * A whole estate of one company: a hub with firewall and ExpressRoute, identities, three clusters for three kinds of work, and a VNet
 * data gateway, in two subscriptions, with names, tags and remote state by rules of the company. README.md beside this file
 * says what it deploys, in which order, and how a change travels.
 *
 * To prepare: what the head of each stack's file says (connectivity.ts, identity.ts, workload.ts, vnet-gateway.ts), the storage account
 * of settings.ts for the states, and a file production.tfvars with the values of the variables. Then, one after the other:
 * cdktf deploy enterprise-connectivity --app 'npx ts-node examples/enterprise/main.ts' --var-file=production.tfvars
 */
import { App } from 'cdktf';
import { defineEstate } from './estate';
import { contoso } from './settings';

const app = new App();
defineEstate(app, contoso);
app.synth();
