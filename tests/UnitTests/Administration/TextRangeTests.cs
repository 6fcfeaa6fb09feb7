using Passkeys.IdentityServer.Administration.Pools;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.Administration;

public class TextRangeTests
{
    [Theory]
    [InlineData("A", "B")]
    [InlineData("AZ", "A[")]
    [InlineData("A\uD7FF", "A\uE000")]
    [InlineData("\U0001F600", "\U0001F601")]
    [InlineData("A\U0010FFFF", "B")]
    public void It_ends_with_what_comes_next(string beginning, string end) => TextRange.From(beginning).ShouldBe(new TextRange(beginning, end));
}
