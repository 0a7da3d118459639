namespace MailGuard.Rendering;

/// <summary>A cell that a spreadsheet shows and never calculates.</summary>
internal static class CsvCell
{
    /// <summary>A longer cell makes Excel spill into the next row.</summary>
    private const int MaxCharacters = 32_767;

    /// <summary>What begins a formula; the full-width forms do in Japanese Excel. Tab and CR are spelled out before.</summary>
    private const string FormulaStarts = "=+-@＝＋－＠";

    public static string Of(string text)
    {
        var cell = PlainText.Of(text);
        if (cell.Length > 0 && FormulaStarts.Contains(cell[0], StringComparison.Ordinal)) cell = "'" + cell;
        if (cell.Length > MaxCharacters) cell = string.Concat(cell.AsSpan(0, MaxCharacters - 1), "…");
        return NeedsQuotes(cell) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }

    private static bool NeedsQuotes(string cell) => cell.AsSpan().ContainsAny(",;\"") || cell.StartsWith(' ') || cell.EndsWith(' ');
}
