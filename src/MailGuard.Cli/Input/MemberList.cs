using System.Collections.Immutable;
using System.Globalization;
using MailGuard.Cli.Terminal;
using MailGuard.Findings;
using MailGuard.Results;

namespace MailGuard.Cli.Input;

/// <summary>Reads a member list row by row; a row nobody could use becomes a member with a problem, and the next one is read.</summary>
internal static class MemberList
{
    /// <param name="open">Gives the list from its start; one reader is in use at a time.</param>
    /// <exception cref="CommandFailure">The header has no domain column.</exception>
    public static IEnumerable<Member> Read(Func<TextReader> open, Language language)
    {
        var delimiter = DelimiterOf(open);
        using var text = open();
        var rows = new CsvReader(text, delimiter);
        if (rows.Read() is not { } first) yield break;
        var header = MemberColumns.FromHeader(first, language);
        var row = new MemberRowReader(header ?? MemberColumns.WithoutHeader, header is not null, language);
        if (header is null) yield return row.Read(first);
        while (rows.Read() is { } next)
        {
            if (next.Cells.Any(cell => !string.IsNullOrWhiteSpace(cell))) yield return row.Read(next);
        }
    }

    /// <summary>Names of the columns that are kept and shown, in their order.</summary>
    public static ImmutableArray<string> OtherColumns(Func<TextReader> open, Language language)
    {
        var delimiter = DelimiterOf(open);
        using var text = open();
        var first = new CsvReader(text, delimiter).Read();
        return first is not null && MemberColumns.FromHeader(first, language) is { } header
            ? [.. header.Others.Select(other => other.Name)]
            : [];
    }

    /// <summary>Spreadsheets write tabs in "Unicode text", and semicolons where the comma is the decimal sign: the first row shows.</summary>
    private static char DelimiterOf(Func<TextReader> open)
    {
        using var text = open();
        var first = new CsvReader(text, '\0').Read()?.Cells[0] ?? "";
        return first.Contains(',', StringComparison.Ordinal) ? ',' : first.FirstOrDefault(letter => letter is '\t' or ';', ',');
    }
}

/// <summary>Turns rows into members.</summary>
/// <param name="hasHeader">False for a list of one domain a line.</param>
internal sealed class MemberRowReader(MemberColumns columns, bool hasHeader, Language language)
{
    public Member Read(CsvRow row)
    {
        var notes = new List<string>();
        var input = DomainCell(row);
        var audit = new AuditRow(row.Row, input)
        {
            Name = columns.Cell(row, "name") is { Length: > 0 } name ? name : null,
            Columns = OtherColumns(row),
            Notes = notes,
        };
        if (ProblemOf(row.Damage) is { } damage) return new(audit, null, damage);

        var domain = DomainInput.Read(input);
        if (domain.Problem is { } problem) return new(audit, null, InDomainCell(problem));
        if (domain.Note is { } note) notes.Add(note.In(language));
        notes.AddRange(NotesOnCells(row));
        return new(audit, new(domain.Domain!, RoleOf(row, notes), TargetOf(row, notes)) { Selectors = SelectorsOf(row, notes) });
    }

    private string DomainCell(CsvRow row)
    {
        var cell = columns.Cell(row, "domain");
        var comment = hasHeader ? -1 : cell.IndexOf(" #", StringComparison.Ordinal);
        return comment < 0 ? cell : cell[..comment].TrimEnd();
    }

    private OrderedDictionary<string, string> OtherColumns(CsvRow row)
    {
        var others = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, position) in columns.Others) others.Add(name, MemberColumns.At(row, position));
        return others;
    }

    private static Sentence? ProblemOf(CsvDamage damage) => damage switch
    {
        CsvDamage.Quotes => new(
            "a quotation mark (\") is not closed or has text behind it; put each cell between two marks, and write \"\" for a mark inside",
            "引用符（\"）が閉じていないか、閉じた後に文字があります。セルを引用符で囲み、中の引用符は \"\" と書いてください"),
        CsvDamage.TooLong => new(
            "the line is too long to be one row; check that every row ends with a line break",
            "1行としては長すぎます。行ごとに改行されているか確かめてください"),
        _ => null,
    };

    private IEnumerable<string> NotesOnCells(CsvRow row)
    {
        if (row.Cells.Skip(columns.Count).Any(cell => !string.IsNullOrWhiteSpace(cell)))
            yield return hasHeader
                ? language.Of("The row has more cells than the header; the rest was left out.", "見出しより多いセルがあります。はみ出したセルは使っていません。")
                : language.Of("Only the first cell was read, because the list has no header.", "見出しのない一覧のため、先頭のセルだけを使いました。");
        if (row.Cells.Any(cell => cell.Contains('\ufffd', StringComparison.Ordinal)))
            yield return language.Of("Some characters could not be decoded; save the list as UTF-8.",
                "読み取れない文字があります。一覧をUTF-8で保存してください。");
    }

    private DomainRole? RoleOf(CsvRow row, List<string> notes)
    {
        var cell = columns.Cell(row, "role");
        if (cell is "") return null;
        var role = RequestWords.Role(cell);
        if (role is null) notes.Add(In("role", NotOneOf(cell, RequestWords.Roles)));
        return role;
    }

    private Dmarc.DmarcPolicy? TargetOf(CsvRow row, List<string> notes)
    {
        var cell = columns.Cell(row, "target");
        if (cell is "") return null;
        var target = RequestWords.Target(cell);
        if (target is null) notes.Add(In("target", NotOneOf(cell, RequestWords.Targets)));
        return target;
    }

    private ImmutableArray<string> SelectorsOf(CsvRow row, List<string> notes)
    {
        var selectors = ImmutableArray.CreateBuilder<string>();
        foreach (var word in columns.Cell(row, "selectors").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (RequestWords.Selector(word) is not { } selector)
                notes.Add(In("selectors", language.Of(
                    $"'{word}' is not a DKIM selector and was left out.",
                    $"「{word}」はDKIMのセレクターではないため、使っていません。")));
            else if (!selectors.Contains(selector))
                selectors.Add(selector);
        }

        return selectors.ToImmutable();
    }

    private string NotOneOf(string cell, IEnumerable<string> words) => language.Of(
        $"'{cell}' was left out; write {string.Join(", ", words)} or nothing.",
        $"「{cell}」は使っていません。{string.Join("、", words)} のどれかにするか、空にしてください。");

    private Sentence InDomainCell(Sentence problem) =>
        hasHeader ? new($"domain: {problem.English}", $"domain：{problem.Japanese}") : problem;

    private string In(string column, string text) =>
        hasHeader ? string.Create(CultureInfo.InvariantCulture, $"{column}{language.Of(": ", "：")}{text}") : text;
}
