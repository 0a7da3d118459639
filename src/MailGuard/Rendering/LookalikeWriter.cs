using System.Globalization;
using MailGuard.Results;

namespace MailGuard.Rendering;

/// <summary>Draws look-alikes member by member, so that a list of any length passes through without being held.</summary>
public abstract class LookalikeWriter
{
    /// <summary>Called once, first.</summary>
    public virtual void Begin()
    {
    }

    /// <summary>Called for each member, in the order of the input.</summary>
    public abstract void Write(LookalikeDocument document);

    /// <summary>Called once, last.</summary>
    /// <param name="missing">Members the run was cancelled before; not 0 marks the report as incomplete.</param>
    public virtual void End(int missing)
    {
    }
}

/// <summary>JSON: one object for a single domain, else an array that grows as members pass.</summary>
/// <param name="single">True when exactly one domain was asked for by hand and no list was given.</param>
public sealed class JsonLookalikeWriter(TextWriter output, bool single) : LookalikeWriter
{
    private bool hasElements;

    public override void Write(LookalikeDocument document)
    {
        var json = PlainText.OfJson(LookalikeJson.Write(document));
        if (single) output.Write(json + "\n");
        else output.Write((hasElements ? ",\n  " : "[\n  ") + json.Replace("\n", "\n  ", StringComparison.Ordinal));
        hasElements = true;
    }

    public override void End(int missing)
    {
        if (!single) output.Write(hasElements ? "\n]\n" : "[]\n");
    }
}

/// <summary>CSV for a spreadsheet: one row a look-alike or a name that could not be checked, one for a member without any; UTF-8 with a byte order mark, CRLF.</summary>
/// <remarks>As <see cref="CsvAuditWriter"/>: names and order of the columns belong to <see cref="SchemaVersion"/> and are English in every language.</remarks>
/// <param name="listColumns">Columns of the member list that are passed through, in their order, behind <c>name</c>.</param>
public sealed class CsvLookalikeWriter(TextWriter output, IEnumerable<string> listColumns) : LookalikeWriter
{
    public const string SchemaVersion = "mailguard/lookalikes-csv/1";

    private const string Undetermined = "undetermined";

    private static readonly string[] Member = ["row", "domain", "name"];

    private static readonly string[] Results =
    [
        "input", "notes", "lookalike", "display", "kinds", "registered", "mx", "mx_null", "spf", "addresses", "name_servers", "closed_to_mail", "same_operator",
        "severity", "rule", "problem", "remedy", "candidates", "left_out", "wildcard_suffixes", "as_of", "schema_version",
    ];

    private readonly string[] columns = [.. listColumns];

    public override void Begin()
    {
        output.Write('\ufeff');
        WriteRow([.. Member, .. columns.Select(column => Member.Contains(column) || Results.Contains(column) ? $"list_{column}" : column), .. Results]);
    }

    public override void Write(LookalikeDocument document)
    {
        foreach (var lookalike in document.Lookalikes) WriteRow(document, Cells(lookalike));
        foreach (var name in document.Undetermined.Except(document.Lookalikes.Select(lookalike => lookalike.Domain)))
            WriteRow(document, [name, Names.InternationalName.ToUnicode(name), "", Undetermined, .. Enumerable.Repeat(Undetermined, 7), "", "", "", ""]);
        if (document.Lookalikes.Count == 0 && document.Undetermined.Count == 0) WriteRow(document, [.. Enumerable.Repeat("", 11), .. FindingCells(document.Findings)]);
    }

    private void WriteRow(LookalikeDocument document, IEnumerable<string> cells) => WriteRow(
    [
        Number(document.Row), document.Domain ?? "", document.Name ?? "",
        .. columns.Select(column => document.Columns.GetValueOrDefault(column, "")),
        document.Input, string.Join(' ', document.Notes),
        .. cells,
        Number(document.Candidates), Number(document.LeftOut), string.Join(' ', document.WildcardSuffixes), document.AsOf, SchemaVersion,
    ]);

    private static IEnumerable<string> Cells(LookalikeEntry lookalike) =>
    [
        lookalike.Domain, lookalike.Display, string.Join(' ', lookalike.Kinds), "yes",
        lookalike.Mx is null ? Undetermined : string.Join("; ", lookalike.Mx.Select(mx => $"{Number(mx.Preference)} {mx.Host}")),
        Boolean(lookalike.NullMx),
        lookalike.SpfRecords is null ? Undetermined : string.Join(" | ", lookalike.SpfRecords.Select(PlainText.OfRecord)),
        lookalike.Addresses is null ? Undetermined : string.Join("; ", lookalike.Addresses),
        lookalike.NameServers is null ? Undetermined : string.Join("; ", lookalike.NameServers),
        Boolean(lookalike.ClosedToMail),
        Boolean(lookalike.SameOperator),
        .. FindingCells(lookalike.Findings),
    ];

    private static IEnumerable<string> FindingCells(IReadOnlyList<FindingEntry> findings) =>
        findings is [var finding, ..] ? [finding.Severity, finding.Rule, finding.Problem, finding.Remedy] : ["", "", "", ""];

    private void WriteRow(IEnumerable<string> cells) => output.Write(string.Join(',', cells.Select(CsvCell.Of)) + "\r\n");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Boolean(bool? value) => value switch { true => "true", false => "false", _ => Undetermined };
}
