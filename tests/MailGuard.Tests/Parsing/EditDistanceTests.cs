using MailGuard.Parsing;

namespace MailGuard.Tests.Parsing;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("all", "all", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", true)]
    [InlineData("al", "all", true)]            // one letter left out
    [InlineData("alll", "all", true)]          // one too many
    [InlineData("aal", "all", true)]           // one other
    [InlineData("inculde", "include", true)]   // two neighbours swapped
    [InlineData("", "ab", false)]
    [InlineData("a", "all", false)]
    [InlineData("abc", "cba", false)]          // swapped, but no neighbours
    [InlineData("abcd", "badc", false)]        // two swaps
    [InlineData("All", "all", true)]           // case is a letter
    [InlineData("ALL", "all", false)]
    public void One_typing_mistake_is_forgiven(string left, string right, bool expected)
    {
        Assert.Equal(expected, EditDistance.IsAtMostOne(left, right));
        Assert.Equal(expected, EditDistance.IsAtMostOne(right, left));
    }
}
