using Microsoft.Playwright;
using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.BrowserTests.Quality;

public sealed class Motion(BrowserFixture browser)
{
    // The longest time that anything takes to change, in seconds: transitions and animations, pseudo-elements included.
    private const string LongestMotion = """
        () => Math.max(...[...document.querySelectorAll('*')].flatMap((element) => [null, '::before', '::after'].flatMap((part) => {
          const { transitionDuration, animationName, animationDuration } = getComputedStyle(element, part);
          return [...transitionDuration.split(','), ...(animationName === 'none' ? [] : animationDuration.split(','))].map(parseFloat);
        })))
        """;

    [Theory]
    [InlineData("sign-in-waiting")]
    [InlineData("passkeys-remove")]
    public async Task Nothing_moves_for_who_wants_no_motion(string state) => (await LongestAsync(state, ReducedMotion.Reduce)).ShouldBe(0);

    [Fact]
    public async Task Who_has_not_objected_sees_that_something_is_going_on() =>
        (await LongestAsync("sign-in-waiting", ReducedMotion.NoPreference)).ShouldBeGreaterThan(0);

    private async Task<double> LongestAsync(string state, ReducedMotion wish)
    {
        await using var visitor = await browser.NewVisitorAsync(new BrowserNewContextOptions { ReducedMotion = wish });
        await PageStates.All[state](visitor);
        return await visitor.Page.EvaluateAsync<double>(LongestMotion);
    }
}
