// The clients of these tests, for a host that is about to start: prints its settings as a shell reads them, and keeps what the clients
// themselves need to know in the file that the first argument names. Keys and secrets are new each time.
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const keyId = randomBytes(8).toString('hex');
const secret = randomBytes(24).toString('base64url');
const web = `http://localhost:${await freePort()}`;
const spa = `http://localhost:${await freePort()}`;

const scopes = ['openid', 'profile', 'email', 'offline_access', 'passkeys', 'demo-api'];
const common = { GrantTypes: ['authorization_code', 'refresh_token'], Scopes: scopes, Pools: ['demo'] };
const jwks = JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: keyId, use: 'sig', alg: 'ES256' }] });

const clients = [
  {
    ClientId: 'conformance-web',
    ...common,
    SecretHashes: [createHash('sha256').update(secret).digest('base64')],
    RedirectUris: [`${web}/callback`],
    PostLogoutRedirectUris: [`${web}/signed-out`],
    BackChannelLogoutUri: `${web}/backchannel-logout`,
  },
  { ClientId: 'conformance-key', ...common, Jwks: jwks, RedirectUris: [`${web}/callback`], PostLogoutRedirectUris: [] },
  {
    ClientId: 'conformance-spa',
    ...common,
    RedirectUris: [`${spa}/callback`, `${spa}/silent`],
    PostLogoutRedirectUris: [`${spa}/`],
  },
];

const quoted = (value) => `'${String(value).replaceAll("'", `'\\''`)}'`;
for (const [index, client] of clients.entries()) {
  for (const [name, value] of Object.entries(client)) {
    const settings = Array.isArray(value) ? value.map((each, at) => [`${name}__${at}`, each]) : [[name, value]];
    for (const [key, each] of settings) console.log(`export EmbeddedProvider__Clients__${index}__${key}=${quoted(each)}`);
  }
}

writeFileSync(process.argv[2], JSON.stringify({ web, spa, secret, keyId, key: privateKey.export({ format: 'pem', type: 'pkcs8' }) }), { mode: 0o600 });
