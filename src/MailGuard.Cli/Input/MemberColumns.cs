using System.Collections.Immutable;
using System.Globalization;
using MailGuard.Cli.Terminal;
using MailGuard.Findings;

namespace MailGuard.Cli.Input;

/// <summary>Which cell of a row holds what.</summary>
internal sealed class MemberColumns
{
    private static readonly Dictionary<string, string> Meanings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["domain"] = "domain",
        ["ドメイン"] = "domain",
        ["ドメイン名"] = "domain",
        ["メールドメイン"] = "domain",
        ["name"] = "name",
        ["名称"] = "name",
        ["機関名"] = "name",
        ["施設名"] = "name",
        ["病院名"] = "name",
        ["組織名"] = "name",
        ["role"] = "role",
        ["target"] = "target",
        ["selectors"] = "selectors",
    };

    private readonly Dictionary<string, int> positions = [];

    private MemberColumns()
    {
    }

    /// <summary>Cells in the header; 1 without one.</summary>
    public int Count { get; private init; } = 1;

    /// <summary>Columns that only their author understands: name and position.</summary>
    public ImmutableArray<(string Name, int Position)> Others { get; private set; } = [];

    /// <summary>Every line is a domain.</summary>
    public static MemberColumns WithoutHeader { get; } = new() { positions = { ["domain"] = 0 } };

    /// <summary>Null when the cells are no header. A header without the domain column ends the run: no row could be read.</summary>
    /// <exception cref="CommandFailure">There is a header, but no <c>domain</c> in it.</exception>
    public static MemberColumns? FromHeader(CsvRow header, Language language)
    {
        var names = header.Cells.Select(cell => cell.Trim()).ToImmutableArray();
        var meanings = names.Select(name => Meanings.GetValueOrDefault(name)).ToImmutableArray();
        if (meanings.All(meaning => meaning is null) && !IsHeaderOfStrangers(names)) return null;
        if (!meanings.Contains("domain"))
            throw new CommandFailure(language.Of(
                $"row {header.Row}: the header has no column 'domain', only {Shown(names)}; call the column with the domains 'domain'",
                $"{header.Row}行目：見出しに domain の列がありません（あるのは {Shown(names)}）。ドメインの列の見出しを domain にしてください"));

        var columns = new MemberColumns { Count = names.Length };
        columns.Assign(names, meanings);
        return columns;
    }

    /// <summary>Empty when the row has no such cell.</summary>
    public string Cell(CsvRow row, string meaning) => positions.TryGetValue(meaning, out var position) ? At(row, position) : "";

    public static string At(CsvRow row, int position) => position < row.Cells.Length ? row.Cells[position].Trim() : "";

    /// <summary>What stands in the row that was taken for the header, to tell a title above the table from a misnamed column.</summary>
    private static string Shown(ImmutableArray<string> names)
    {
        const int most = 6;
        var filled = names.Where(name => name is not "").Select(name => name.Length > 20 ? name[..20] + "…" : name).ToList();
        return string.Join(" | ", filled.Take(most)) + (filled.Count > most ? " | …" : "");
    }

    /// <summary>Several cells, and no domain among them.</summary>
    private static bool IsHeaderOfStrangers(ImmutableArray<string> cells) =>
        cells.Length > 1 && cells.All(cell => DomainInput.Read(cell).Domain is null);

    private void Assign(ImmutableArray<string> names, ImmutableArray<string?> meanings)
    {
        var others = new List<(string Name, int Position)>();
        for (var position = 0; position < names.Length; position++)
        {
            if (meanings[position] is { } meaning && positions.TryAdd(meaning, position)) continue;
            others.Add((Unused(names[position], position, others), position));
        }

        Others = [.. others];
    }

    private static string Unused(string name, int position, List<(string Name, int Position)> others) =>
        name is not "" && others.All(other => other.Name != name)
            ? name
            : string.Create(CultureInfo.InvariantCulture, $"{name}[{position + 1}]");
}
