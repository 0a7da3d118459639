using MailGuard.Results;

namespace MailGuard.Comparison;

/// <summary>The results of a run in a file: JSON (one object or an array) or JSON Lines, whole or cut off. Only where each stands is held.</summary>
/// <remarks>A part that cannot be read is named in <see cref="Problems"/> and is no reason to stop. Reading is safe from any thread.</remarks>
public sealed class StoredRun
{
    /// <summary>Of one result. Honest ones have some ten thousand octets, those with a thousand includes a million.</summary>
    private const int MaxOctets = 16 << 20;

    private const int MaxProblems = 100;

    private readonly Stream file;
    private readonly Lock access = new();
    private readonly List<StoredRow> rows = [];
    private readonly Dictionary<string, List<int>> rowsOf = new(StringComparer.Ordinal);
    private readonly List<RunProblem> problems = [];
    private readonly HashSet<string> namedRules = new(StringComparer.Ordinal);
    private readonly HashSet<string> versions = new(StringComparer.Ordinal);

    private StoredRun(Stream file) => this.file = file;

    /// <summary>Results that could be read, rows without a usable domain included.</summary>
    public int Count => rows.Count;

    /// <summary>The newest of the results' times, ISO 8601; null without results.</summary>
    public string? AsOf { get; private set; }

    /// <summary>What could not be read, the first hundred.</summary>
    public IReadOnlyList<RunProblem> Problems => problems;

    /// <summary>How many more could not be read.</summary>
    public int MoreProblems { get; private set; }

    internal IReadOnlyList<StoredRow> Rows => rows;

    /// <summary>Reads the file once from its start.</summary>
    /// <param name="file">Seekable; stays open, and is read from until the run is no longer used.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static StoredRun Open(Stream file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        var run = new StoredRun(file);
        foreach (var element in new JsonElements(file).Read().ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            run.Add(element);
        }

        return run;
    }

    /// <summary>The first result about the domain; null when the run has none.</summary>
    /// <param name="domain">With A-labels, as <see cref="AuditDocument.Domain"/>.</param>
    public AuditDocument? Find(string domain) => RowsOf(domain) is [var first, ..] ? Read(first) : null;

    /// <summary>True when a result of the run says anything about the rule, or was made by a program of that version.</summary>
    internal bool Knows(string rule, string? version) => namedRules.Contains(rule) || versions.Contains(version ?? "");

    /// <summary>Positions in <see cref="Rows"/> of those that share the key, in their order.</summary>
    internal IReadOnlyList<int> RowsOf(string key) => rowsOf.GetValueOrDefault(key) ?? [];

    internal AuditDocument Read(int position) => StoredAudit.Read(OctetsOf(rows[position].Element), isCut: false).Audit
        ?? throw new IOException("The file has changed while it was read.");

    private void Add(JsonElement element)
    {
        var (audit, problem) = element.Octets > MaxOctets ? new(null, "too-large")
            : element.Octets == 0 ? new(null, "torn")
            : StoredAudit.Read(OctetsOf(element), element.IsCut);
        if (audit is null) Add(new RunProblem(element.Line, problem!));
        else Add(element, audit);
    }

    private void Add(RunProblem problem)
    {
        if (problems.Count < MaxProblems) problems.Add(problem);
        else MoreProblems++;
    }

    private void Add(JsonElement element, AuditDocument audit)
    {
        var key = StoredAudit.KeyOf(audit);
        if (!rowsOf.TryGetValue(key, out var same)) rowsOf.Add(key, same = []);
        same.Add(rows.Count);
        rows.Add(new(element, key));
        versions.Add(audit.Version ?? "");
        foreach (var finding in audit.Findings)
        {
            namedRules.Add(finding.Rule);
            namedRules.UnionWith(finding.Related);
        }

        namedRules.UnionWith(audit.Undetermined);
        if (string.CompareOrdinal(audit.AsOf, AsOf) > 0) AsOf = audit.AsOf;
    }

    private byte[] OctetsOf(JsonElement element)
    {
        var octets = new byte[element.Octets];
        lock (access)
        {
            file.Position = element.Offset;
            file.ReadExactly(octets);
        }

        return octets;
    }
}

/// <param name="Key">As <see cref="StoredAudit.KeyOf"/>.</param>
internal readonly record struct StoredRow(JsonElement Element, string Key);
