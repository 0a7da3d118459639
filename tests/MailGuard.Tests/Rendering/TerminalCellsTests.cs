using MailGuard.Rendering;

namespace MailGuard.Tests.Rendering;

public sealed class TerminalCellsTests
{
    [Theory]
    [InlineData("hospital", 8)]
    [InlineData("丘の上病院", 10)]
    [InlineData("ｶﾅ", 2)]               // half-width katakana
    [InlineData("ＡＢ", 4)]
    [InlineData("か\u3099", 2)]         // a combining mark takes no cell
    [InlineData("𠮷野", 4)]             // beyond the basic plane
    [InlineData("", 0)]
    public void Of_counts_cells(string text, int cells) => Assert.Equal(cells, TerminalCells.Of(text));

    [Theory]
    [InlineData("丘の上病院", 12, "丘の上病院  ")]
    [InlineData("丘の上病院", 4, "丘の上病院")]
    public void Pad_fills_cells(string text, int cells, string expected) => Assert.Equal(expected, TerminalCells.Pad(text, cells));

    [Theory]
    [InlineData("丘の上病院", 10, "丘の上病院")]
    [InlineData("丘の上病院", 8, "丘の上…")]      // never half a character
    [InlineData("hospital", 5, "hosp…")]
    public void Cut_keeps_within_cells(string text, int cells, string expected) => Assert.Equal(expected, TerminalCells.Cut(text, cells));

    [Theory]
    [InlineData("one two three", 7, "one two|three")]
    [InlineData("受信側です。次の文", 12, "受信側です。|次の文")]
    [InlineData("受信側です。次の文", 10, "受信側で|す。次の文")]                          // 。 stays with what it ends
    [InlineData("設定（上限）です", 6, "設定|（上|限）で|す")]                            // （ stays with what it opens
    [InlineData("値はhospital.exampleです", 10, "値は|hospital.example|です")]          // a name is never cut
    [InlineData("", 10, "")]
    public void Wrap_breaks_where_both_languages_do(string text, int cells, string expected) =>
        Assert.Equal(expected.Split('|'), TerminalCells.Wrap(text, cells));
}
