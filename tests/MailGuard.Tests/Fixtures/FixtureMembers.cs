using System.Text;
using MailGuard.Dmarc;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Tests.Fixtures;

/// <summary>What stands under fixtures/, read without the command line.</summary>
internal static class FixtureMembers
{
    private static readonly string Folder = Path.Combine(FindRoot(), "fixtures");

    /// <summary>Rows of expected-rules.csv: a domain and a rule it shows, or <c>none</c>.</summary>
    public static ILookup<string, string> ExpectedRules { get; } =
        Rows("expected-rules.csv").ToLookup(row => row[0], row => row[1]);

    /// <summary>One request for each member whose row names a domain, duplicates once.</summary>
    public static IReadOnlyDictionary<string, AuditRequest> Requests { get; } =
        Rows("members.csv").Select(Request).OfType<AuditRequest>().DistinctBy(request => request.Domain).ToDictionary(request => request.Domain.Text);

    public static IDnsResolver Zones { get; } = new ZoneResolver(Directory.EnumerateFiles(Path.Combine(Folder, "zones")).SelectMany(ReadZones));

    private static IEnumerable<Zone> ReadZones(string path)
    {
        var file = ZoneFile.Parse(File.ReadAllText(path, Encoding.Latin1), path, DomainName.Parse(Path.GetFileNameWithoutExtension(path)));
        Assert.Empty(file.Errors);
        return file.Zones;
    }

    /// <summary>The fields of each line but the header and comments. No field of ours needs quotes.</summary>
    private static IEnumerable<string[]> Rows(string file) =>
        File.ReadLines(Path.Combine(Folder, file)).Skip(1).Where(line => !line.StartsWith('#')).Select(line => line.Split(','));

    private static AuditRequest? Request(string[] row)
    {
        var host = Uri.TryCreate(row[0], UriKind.Absolute, out var url) ? url.Host : row[0].Split('@')[^1];
        if (!DomainName.TryParse(host, out var domain)) return null;
        return new(domain, Role(row[2]), Target(row[3])) { Selectors = [.. row[4].Split(' ', StringSplitOptions.RemoveEmptyEntries)] };
    }

    private static DomainRole? Role(string word) => word switch
    {
        "" => null,
        "receiving-only" => DomainRole.ReceivingOnly,
        _ => Enum.Parse<DomainRole>(word, ignoreCase: true),
    };

    private static DmarcPolicy? Target(string word) => word is "" ? null : Enum.Parse<DmarcPolicy>(word, ignoreCase: true);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MailGuard.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
