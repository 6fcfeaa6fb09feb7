namespace Passkeys.IdentityServer.Applications.QuickStarts;

/// <summary>An application that runs in the browser alone, with oidc-client-ts.</summary>
internal static class SpaSample
{
    public static string Of(QuickStartFacts facts) => $$"""
        // npm install oidc-client-ts@3
        import { UserManager, WebStorageStateStore } from 'oidc-client-ts';

        const manager = new UserManager({
          authority: {{Quoted.InCode(facts.Issuer)}},
          client_id: {{Quoted.InCode(facts.ClientId)}},
          redirect_uri: {{Quoted.InCode(facts.WebRedirectUri!)}},{{(facts.PostLogoutRedirectUri is { } signedOut ? $"\n  post_logout_redirect_uri: {Quoted.InCode(signedOut)}," : "")}}
          scope: {{Quoted.InCode(string.Join(' ', facts.Scope))}},{{(facts.AcrValues is { } acrValues ? $"\n  acr_values: {Quoted.InCode(acrValues)}," : "")}}
          userStore: new WebStorageStateStore({ store: sessionStorage }),
        });

        if (location.pathname === new URL(manager.settings.redirect_uri).pathname && /[?&]state=/.test(location.search)) {
          await manager.signinCallback();
          history.replaceState({}, '', '/');
        }

        export const currentUser = () => manager.getUser();
        export const signIn = () => manager.signinRedirect();
        export const signOut = () => manager.signoutRedirect();

        """;
}
