// A single-page application with oidc-client-ts, as its documentation writes one. The test drives window.app.
const { UserManager, WebStorageStateStore } = window.oidc;

const manager = new UserManager({
  authority: document.documentElement.dataset.authority,
  client_id: 'conformance-spa',
  redirect_uri: `${location.origin}/callback`,
  silent_redirect_uri: `${location.origin}/silent`,
  post_logout_redirect_uri: `${location.origin}/`,
  scope: document.documentElement.dataset.scope,
  loadUserInfo: true,
  automaticSilentRenew: false,
  userStore: new WebStorageStateStore({ store: sessionStorage }),
});

const shown = (user) => user && { profile: user.profile, scope: user.scope, access_token: user.access_token, refresh: Boolean(user.refresh_token) };

window.app = {
  signIn: (options) => manager.signinRedirect(options),
  user: async () => shown(await manager.getUser()),
  renew: async () => shown(await manager.signinSilent()),
  revoke: () => manager.revokeTokens(['access_token', 'refresh_token']),
  refusedRenewal: async () => manager.signinSilent().then(() => null, (error) => error.error ?? error.message),
  signOut: () => manager.signoutRedirect(),
};

if (location.pathname === '/callback') await manager.signinCallback();
if (location.pathname === '/silent') await manager.signinSilentCallback();
document.documentElement.dataset.ready = location.pathname;
