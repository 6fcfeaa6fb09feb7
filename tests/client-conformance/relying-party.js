// A relying party by hand, for what certified clients would not send: every parameter can be left out (null) or changed.
import { createHash, randomBytes } from 'node:crypto';
import { issuer } from './site.js';

const random = () => randomBytes(32).toString('base64url');

export const metadata = await (await fetch(new URL('/.well-known/openid-configuration', issuer))).json();

export class RelyingParty {
  constructor({ id = 'demo-portal', secret = 'portal-secret', redirectUri = 'http://localhost:5001/signin-passkeys' } = {}) {
    Object.assign(this, { id, secret, redirectUri });
  }

  /** An authorization request that would be accepted, changed in one thing or two. */
  request(changes = {}) {
    const verifier = random();
    const parameters = {
      client_id: this.id,
      redirect_uri: this.redirectUri,
      response_type: 'code',
      scope: 'openid',
      state: random(),
      nonce: random(),
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...changes,
    };
    const sent = Object.entries(parameters).filter(([, value]) => value !== null);
    const url = new URL(metadata.authorization_endpoint ?? '/connect/authorize', issuer);
    url.search = new URLSearchParams(sent);
    return { url, verifier, parameters };
  }

  /** Takes a person to the provider and back: what the redirect URI gets. */
  async authorize(browser, changes, options) {
    const request = this.request(changes);
    const end = await browser.open(request.url, options);
    return { ...end, ...request };
  }

  /** Exchanges the code of an answer. */
  async redeem({ answer, verifier }, changes = {}) {
    return this.token({ grant_type: 'authorization_code', code: answer.get('code'), redirect_uri: this.redirectUri, code_verifier: verifier, ...changes });
  }

  /** Asks the token endpoint: `{ status, body, headers }`. */
  async token(parameters, { authentication = 'basic' } = {}) {
    const sent = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined));
    const headers = {};
    if (authentication === 'basic') headers.authorization = `Basic ${Buffer.from(`${encodeURIComponent(this.id)}:${encodeURIComponent(this.secret)}`).toString('base64')}`;
    if (authentication !== 'basic') sent.set('client_id', this.id);
    if (authentication === 'post') sent.set('client_secret', this.secret);
    const response = await fetch(metadata.token_endpoint, { method: 'POST', body: sent, headers });
    return { status: response.status, body: await response.json(), headers: response.headers };
  }

  /** From the request to the tokens. */
  async signIn(browser, changes) {
    const end = await this.authorize(browser, changes);
    if (!end.answer?.get('code')) throw new Error(`No code: ${end.left ?? `${end.status} ${end.path} ${end.page?.slice(0, 2000)}`}`);
    const { status, body } = await this.redeem(end);
    if (status !== 200) throw new Error(`No tokens: ${status} ${JSON.stringify(body)}`);
    return { ...body, claims: body.id_token && claimsOf(body.id_token), ...end };
  }
}

/** The claims of a JWT, unverified. */
export const claimsOf = (token) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));

/** Asks userinfo: `{ status, body, headers }`. */
export async function userInfo(init, search = '') {
  const response = await fetch(metadata.userinfo_endpoint + search, init);
  const text = await response.text();
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text, headers: response.headers };
}
