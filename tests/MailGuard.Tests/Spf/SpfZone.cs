using System.Text;
using MailGuard.Dns;
using MailGuard.Findings;
using MailGuard.Names;
using MailGuard.Providers;
using MailGuard.Spf;
using MailGuard.Tests.Dns;

namespace MailGuard.Tests.Spf;

/// <summary>What <c>hospital.example</c> publishes about SPF, written in tests as lines such as <c>hospital.example TXT v=spf1 mx -all</c>.</summary>
internal static class SpfZone
{
    public static readonly DomainName Hospital = DomainName.Parse("hospital.example");

    /// <summary>A zone <c>example</c>. TXT data stands without quotes; what is not ASCII becomes UTF-8.</summary>
    public static ZoneResolver Of(string lines) =>
        Zones.Resolver(("example", string.Concat(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(AsMasterFile))));

    public static Task<SpfTree> TreeAsync(string lines) => TreeAsync(Of(lines));

    public static Task<SpfTree> TreeAsync(IDnsResolver dns) => new SpfTreeWalker(dns).WalkAsync(Hospital, TestContext.Current.CancellationToken);

    public static Task<IReadOnlyList<Finding>> FindingsAsync(string lines, string rule) => FindingsAsync(Of(lines), rule);

    public static async Task<IReadOnlyList<Finding>> FindingsAsync(IDnsResolver dns, string rule) =>
        [.. (await FindingsAsync(dns)).Where(finding => finding.Rule.Id == rule)];

    public static async Task<IReadOnlyList<Finding>> FindingsAsync(IDnsResolver dns)
    {
        var reader = new SpfReader(dns, PublicSuffixes.Embedded, ProviderCatalog.Embedded);
        return [.. SpfRules.All.Judge(await reader.ReadAsync(Hospital, TestContext.Current.CancellationToken))];
    }

    public static string Octets(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static string AsMasterFile(string line)
    {
        var fields = line.Trim().Split(' ', 3);
        return $"{fields[0]}. {fields[1]} {(fields[1] == "TXT" ? Quoted(Octets(fields[2])) : fields[2])}\n";
    }

    private static string Quoted(string text) => string.Join(' ', text.Chunk(255).Select(octets => $"\"{string.Concat(octets.Select(Escaped))}\""));

    private static string Escaped(char octet) => octet is '"' or '\\' or < ' ' or > '~' ? $@"\{(int)octet:D3}" : octet.ToString();
}
