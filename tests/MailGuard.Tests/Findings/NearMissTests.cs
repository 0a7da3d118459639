using MailGuard.Findings;

namespace MailGuard.Tests.Findings;

public sealed class NearMissTests
{
    [Theory]
    [InlineData("spf.mising", "spf.missing")]       // one letter left out
    [InlineData("spf.msising", "spf.missing")]      // swapped and left out
    [InlineData("SPF.Missing", "spf.missing")]      // case does not count
    [InlineData("dmarc.mising", "dmarc.missing")]
    [InlineData("something-else", null)]
    [InlineData("", null)]
    public void Of_gives_the_word_with_the_fewest_changes(string typed, string? expected) =>
        Assert.Equal(expected, NearMiss.Of(typed, ["spf.missing", "dmarc.missing", "mx.missing"]));
}
