import { GatewayProxy } from '../../../lib/bootstrap';
import { bypassExpression } from '../../../lib/bootstrap/settings/bypass-pattern';
import { Checks } from '../../../lib/common/checks';

function problems(proxy: GatewayProxy): readonly unknown[] {
  const checks = new Checks();
  proxy.check('proxy', checks);
  return checks.problems;
}

test('a proxy at a fixed address, as the gateway is shipped otherwise', () => {
  const proxy = GatewayProxy.at('http://proxy.contoso.com:8080/');
  expect(problems(proxy)).toEqual([]);
  expect(proxy).toMatchObject({
    kind: 'address',
    address: 'http://proxy.contoso.com:8080',
    scriptLocation: undefined,
    bypass: ['169.254.169.254', '168.63.129.16'],
    bypassLocal: false,
    useDefaultCredentials: true,
    authentication: 'none',
  });
  expect([proxy.isAutoConfigured, proxy.wantsDomainAccount]).toEqual([false, false]);
  expect(String(proxy)).toBe('http://proxy.contoso.com:8080');
});

test.each(['http://proxy', 'http://10.0.0.4:3128', 'HTTP://Proxy.Contoso.com:8080', 'http://my_proxy/'])(
  '%s',
  (address) => {
    expect(problems(GatewayProxy.at(address))).toEqual([]);
  },
);

test('hosts that are asked directly, each once, behind those of the platform', () => {
  const proxy = GatewayProxy.at('http://proxy:8080', {
    bypass: ['*.contoso.com', '168.63.129.16', '10.1.*', '*.contoso.com'],
    bypassLocal: true,
  });
  expect(problems(proxy)).toEqual([]);
  expect(proxy.bypass).toEqual(['169.254.169.254', '168.63.129.16', '*.contoso.com', '10.1.*']);
  expect(proxy.bypassExpressions).toEqual(proxy.bypass.map(bypassExpression));
  expect(proxy.bypassLocal).toBe(true);
});

test('a proxy that asks for Windows authentication wants an account of the domain', () => {
  const proxy = GatewayProxy.at('http://proxy:8080', { authentication: 'windows' });
  expect(problems(proxy)).toEqual([]);
  expect([proxy.wantsDomainAccount, proxy.useDefaultCredentials]).toEqual([true, true]);
});

test('credentials may be held back from a proxy that does not ask', () => {
  const proxy = GatewayProxy.at('http://proxy:8080', { useDefaultCredentials: false });
  expect(problems(proxy)).toEqual([]);
  expect(proxy.useDefaultCredentials).toBe(false);
});

test('a script decides by itself what is asked directly', () => {
  const proxy = GatewayProxy.autoConfig('https://wpad.contoso.com/proxy.pac', { authentication: 'windows' });
  expect(problems(proxy)).toEqual([]);
  expect(proxy).toMatchObject({
    kind: 'script',
    address: undefined,
    scriptLocation: 'https://wpad.contoso.com/proxy.pac',
    bypass: [],
    bypassLocal: false,
  });
  expect([proxy.isAutoConfigured, proxy.wantsDomainAccount]).toEqual([true, true]);
  expect(String(proxy)).toBe('https://wpad.contoso.com/proxy.pac');
});

test('a proxy cannot be changed', () => {
  const proxy = GatewayProxy.at('http://proxy:8080');
  expect(Object.isFrozen(proxy) && Object.isFrozen(proxy.bypass)).toBe(true);
});
