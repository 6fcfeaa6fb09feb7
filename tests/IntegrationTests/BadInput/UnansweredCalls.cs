using System.Net;
using Passkeys.IntegrationTests.Hosts;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.BadInput;

/// <summary>A call that there is not is answered as the API answers: by problem details with a code (RFC 9457).</summary>
public sealed class UnansweredCalls(SharedHosts hosts)
{
    [Theory]
    [InlineData("GET", "/identity/demo/nothing")]
    [InlineData("GET", "/admin/api/nothing")]
    [InlineData("GET", "/admin/api/pools/demo/nothing")]
    public async Task There_is_no_such_call(string method, string path) =>
        (await hosts.Sqlite.Caller.SendAsync(new HttpMethod(method), path, content: null, bearer: null)).ShouldBe(HttpStatusCode.NotFound, "not_found");

    [Theory]
    [InlineData("DELETE", "/identity/demo/login/webauthn/options")]
    [InlineData("PATCH", "/admin/api/pools")]
    public async Task It_has_another_method(string method, string path) =>
        (await hosts.Sqlite.Caller.SendAsync(new HttpMethod(method), path, content: null, bearer: null)).ShouldBe(HttpStatusCode.MethodNotAllowed, "method_not_allowed");
}
